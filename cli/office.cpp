// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/office.hpp>

namespace jointcase::cli {

namespace {

Document document(const Office& office) { return {"office", office.key + " " + office.name, {}, office_table({office}), {}, {}}; }

struct Edit {
    std::string office;
    Given<OfficeDraft> given;
};

} // namespace

void office_commands(CLI::App& noun, Session& session) {
    verb<Edit>(
        noun, session, "add", _("Add an office"),
        [&session](CLI::App& app, Edit& edit) {
            app.add_option("code", edit.office, _("Its six-digit code"))->required();
            column_options(app, edit.given, office_columns(), session, {"key"}, {{"aliases", "--alias,--aliases"}});
        },
        [&session](const Edit& edit) {
            auto draft = edit.given.onto();
            read_text(draft.key, edit.office);
            const auto office = add_office(session.write(), draft);
            session.wrote(office.key, [&](Db&) { return document(office); }, "added office {} {}", office.key, office.name);
        });

    verb<Edit>(
        noun, session, "edit", _("Change an office"),
        [&session](CLI::App& app, Edit& edit) {
            app.add_option("office", edit.office, _("Its code or name"))->required();
            column_options(app, edit.given, office_columns(), session, {"key"}, {{"aliases", "--alias,--aliases"}});
        },
        [&session](const Edit& edit) {
            auto& write = session.write();
            const auto office = edit_office(write, edit.office, edit.given.onto(find_office(write.db(), edit.office, write.match())));
            session.wrote(office.key, [&](Db&) { return document(office); }, "changed office {} {}", office.key, office.name);
        });

    verb<OfficeFilter>(
        noun, session, "list", _("List the offices"),
        [](CLI::App& app, OfficeFilter& filter) {
            word_option(app, "--level", filter.level, _("Only those of this level"));
            app.add_option("--parent", filter.parent, _("Only those under this office"));
        },
        [&session](const OfficeFilter& filter) { session.show(office_table(list_offices(session.db(), filter))); });

    verb<std::string>(
        noun, session, "show", _("Show one office"),
        [](CLI::App& app, std::string& office) { app.add_option("office", office, _("Its code or name"))->required(); },
        [&session](const std::string& office) { session.show(document(find_office(session.db(), office))); });

    import_verb(noun, session, {_("Import offices from a file"),
                                [](Write& write, const ImportRequest& request) { return import_offices(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{office_template()}; }});
    export_verb(noun, session, _("Export the offices"), [](Db& db, bool) { return std::vector{export_offices(db)}; });
}

} // namespace jointcase::cli
