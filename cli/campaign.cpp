// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/campaign.hpp>

namespace jointcase::cli {

namespace {

Document document(const Campaign& campaign) { return {"campaign", campaign.name, {}, campaign_table({campaign}), {}, {}}; }

struct Add {
    std::string code;
    Given<CampaignDraft> given;
};

} // namespace

void campaign_commands(CLI::App& noun, Session& session) {
    verb<Add>(
        noun, session, "add", _("Add a campaign"),
        [&session](CLI::App& app, Add& add) {
            app.add_option("code", add.code, _("Its code, such as saohei"))->required();
            column_options(app, add.given, campaign_columns(), session, {"key"});
        },
        [&session](const Add& add) {
            auto draft = add.given.onto();
            draft.key = add.code;
            const auto campaign = add_campaign(session.write(), draft);
            session.wrote(campaign.key, [&](Db&) { return document(campaign); }, "added campaign {} {}", campaign.key, campaign.name);
        });

    verb<Nothing>(
        noun, session, "list", _("List the campaigns"), [](CLI::App&, Nothing&) {},
        [&session](const Nothing&) { session.show(campaign_table(list_campaigns(session.db()))); });

    verb<std::string>(
        noun, session, "show", _("Show one campaign"),
        [](CLI::App& app, std::string& campaign) { app.add_option("campaign", campaign, _("Its code or name"))->required(); },
        [&session](const std::string& campaign) { session.show(document(find_campaign(session.db(), campaign))); });

    import_verb(noun, session, {_("Import campaigns from a file"),
                                [](Write& write, const ImportRequest& request) { return import_campaigns(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{campaign_template()}; }});
    export_verb(noun, session, _("Export the campaigns"), [](Db& db, bool) { return std::vector{export_campaigns(db)}; });
}

} // namespace jointcase::cli
