// SPDX-License-Identifier: Apache-2.0
#include <jointcase/campaign.hpp>
#include <jointcase/suggest.hpp>

#include "importer.hpp"
#include "lookup.hpp"
#include "text.hpp"

namespace jointcase {

std::span<const DraftColumn<CampaignDraft>> campaign_columns() {
    using D = CampaignDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::key>("key", {"code", "代码"}),
        column<&D::name>("name", {"name", "名称;专项活动名称"}),
        column<&D::from>("from", {"from", "起始日期"}),
        column<&D::to>("to", {"to", "截止日期"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

Problems problems(const CampaignDraft& draft) {
    Problems found;
    if (draft.key.empty() || draft.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) {
        found.push_back(Problem::of("key", "bad_code", "the code of a campaign is lower-case letters, digits and _, not “{}”", printable(draft.key)));
    }
    if (draft.name.empty()) found.push_back(Problem::of("name", "missing", "a campaign has a name"));
    if (!draft.from) found.push_back(Problem::of("from", "missing", "a campaign has a first day"));
    if (draft.from && draft.to && *draft.to < *draft.from) found.push_back(Problem::of("to", "dates", "a campaign cannot end before it begins"));
    return found;
}

namespace {

Campaign read_campaign(const sql::Row& row) {
    Campaign campaign;
    row.read(campaign.id, "id");
    row.read(campaign.key, "key");
    row.read(campaign.name, "name");
    row.read(campaign.from, "from_on");
    row.read(campaign.to, "to_on");
    row.read(campaign.source_no, "source_no");
    return campaign;
}

std::optional<Campaign> known_campaign(Db& db, std::string_view key) { return sql::select_one(db, read_campaign, "select * from campaign where key = $1", key); }

} // namespace

Campaign add_campaign(Write& write, const CampaignDraft& draft) {
    refuse(problems(draft));
    if (const auto known = known_campaign(write.db(), draft.key)) {
        if (agrees(campaign_columns(), draft, static_cast<const CampaignDraft&>(*known))) return *known;
        throw Error(Fault::refused, "campaign {} is there already, with other details", draft.key);
    }
    sql::insert<Campaign>(write, "campaign", "insert into campaign (key, name, from_on, to_on, source_no) values ($1, $2, $3, $4, $5) returning id",
                          draft.key, draft.name, draft.from, draft.to, draft.source_no);
    return *known_campaign(write.db(), draft.key);
}

Campaign find_campaign(Db& db, std::string_view text, Match match) {
    auto found = only(text, sql::select(db, read_candidate, "select id, key, name from campaign where key = $1 or name = $1 or source_no = $1 order by key", text));
    if (!found && match == Match::loose && !text.empty()) {
        found = only(text, sql::select(db, read_candidate, "select id, key, name from campaign where instr(key, $1) > 0 or instr(name, $1) > 0 order by key", text));
    }
    if (found) return *known_campaign(db, found->key);
    const auto near = nearest(text, sql::values<std::string>(db, "select key from campaign union all select name from campaign order by 1"));
    if (near.empty()) throw Error(Fault::missing, "there is no campaign “{}”; `campaign list` shows them", printable(text));
    throw Error(Fault::missing, "there is no campaign “{}”; did you mean: {}", printable(text), near);
}

std::vector<Campaign> list_campaigns(Db& db) { return sql::select(db, read_campaign, "select * from campaign order by key"); }

namespace {

const std::set<std::string> needed = {"key", "name", "from"};

} // namespace

TemplateSheet campaign_template() {
    return template_of(_("Campaigns"), sheet_columns(campaign_columns(), needed), {{"key", "saohei"}, {"name", "扫黑除恶专项斗争"}, {"from", "2018-01-01"}});
}

Table export_campaigns(Db& db) { return campaign_table(list_campaigns(db)); }

Imported import_campaigns(Write& write, const InputFile& file, const ImportOptions& options) {
    Importer<CampaignDraft> importer{"campaign", campaign_columns(), needed,
         [&](const CampaignDraft& given) -> std::optional<CampaignDraft> { return known_campaign(write.db(), given.key); },
         [&](const CampaignDraft& draft, bool known) {
             if (!known) return add_campaign(write, draft).key;
             refuse(problems(draft));
             sql::update(write, "campaign", known_campaign(write.db(), draft.key)->id, "update campaign set name = $2, from_on = $3, to_on = $4, source_no = $5 where id = $1",
                         draft.name, draft.from, draft.to, draft.source_no);
             return draft.key;
         }};
    importer.key = [](const CampaignDraft& draft) { return draft.key; };
    return import_drafts(write, file, options, importer);
}

Table campaign_table(const std::vector<Campaign>& campaigns) { return table("campaign", _("Campaigns"), campaigns, campaign_columns()); }

} // namespace jointcase
