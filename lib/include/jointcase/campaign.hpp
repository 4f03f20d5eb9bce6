// Campaigns (专项斗争), such as saohei, under which cases are counted.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/import.hpp>

namespace [[gnu::visibility("default")]] jointcase {

struct CampaignDraft {
    std::string key; // lower-case letters, digits and _
    std::string name;
    std::optional<Date> from, to;
    std::string source_no;
};

struct Campaign : CampaignDraft {
    Id<Campaign> id;
};

std::span<const DraftColumn<CampaignDraft>> campaign_columns();

Problems problems(const CampaignDraft& draft);
Campaign add_campaign(Write& write, const CampaignDraft& draft); // throws Fault::refused if the code or name is taken by another
Campaign find_campaign(Db& db, std::string_view text, Match match = Match::loose); // code, name; throws Fault::missing
std::vector<Campaign> list_campaigns(Db& db); // by code
TemplateSheet campaign_template();
Table export_campaigns(Db& db); // in the columns of an import
Imported import_campaigns(Write& write, const InputFile& file, const ImportOptions& options);

Table campaign_table(const std::vector<Campaign>& campaigns);

} // namespace jointcase
