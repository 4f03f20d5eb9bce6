// T10 专项工作: the campaigns and what is of none, a case of two campaigns counting in both; dated as in T2, T1 and T6.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/campaign.hpp>

#include "render_parts.hpp"
#include "report_tables.hpp"

#include <unordered_map>
#include <unordered_set>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t requested = 0, cases = 0, black = 0, evil = 0, issues = 0, opinions = 0;
    std::int64_t adopted = 0, partly_adopted = 0, not_adopted = 0;
    std::int64_t decided = 0, prosecuted = 0, not_prosecuted = 0, returned = 0, otherwise = 0;
};

constexpr const char *none = "-", *all = ""; // no codes of campaigns

// The campaigns g of a case, each a place; counted as a whole, a case has but one row.
#define IN_CAMPAIGN "case when $3 = 1 then '' else coalesce(g.key, '-') end as place"
#define CAMPAIGNS " left join case_campaign w on w.case_id = r.case_id and $3 = 0 left join campaign g on g.id = w.campaign"

Places<Counts> count_requests(Db& db, const Scope& scope) {
    Places<Counts> places;
    for (const bool whole : {false, true}) {
        tally_days<Counts>(db, scope, whole, places, {{"requested", &Counts::requested}},
                           "with asked as (select " IN_CAMPAIGN " from referral r join cases k on k.id = r.case_id" CAMPAIGNS
                           " where r.requested_on >= $1 and r.requested_on < $2 and ($4 is null or k.office = $4))"
                           " select place, count(*) as requested from asked group by place");
    }
    return places;
}

// The campaigns of the cases that were on the agenda; a case of none is not in it.
std::unordered_map<std::int64_t, List> campaigns_of_cases(Db& db, const Scope& scope) {
    std::unordered_map<std::int64_t, List> campaigns;
    sql::Query query(db,
                     "select distinct r.case_id, g.key from meeting m cross join agenda a cross join referral r cross join case_campaign w join campaign g on g.id = w.campaign"
                     " where a.meeting = m.id and r.id = a.referral and w.case_id = r.case_id and " HELD,
                     scope.start, scope.end, nullptr, scope.office);
    while (query.step()) campaigns[query.row().get<std::int64_t>("case_id")].push_back(query.row().get<std::string>("key"));
    return campaigns;
}

void count_discussed(Db& db, const Scope& scope, Places<Counts>& places) {
    const auto campaigns = campaigns_of_cases(db, scope);
    const auto counted_under = [&](const HeldItem& item) {
        const auto found = campaigns.find(item.of_case.value);
        auto under = found == campaigns.end() ? List{none} : found->second;
        under.emplace_back(all);
        return under;
    };
    std::map<std::string, std::unordered_set<std::int64_t>> seen;
    for (const auto& meeting : scope.held) {
        if (!scope.counts(meeting)) continue;
        std::vector<List> under;
        for (const auto& item : meeting.items) {
            for (const auto& place : under.emplace_back(counted_under(item))) {
                if (!item.discussed) continue;
                auto& counts = places[place];
                counts.issues += std::ssize(item.issues);
                if (!seen[place].insert(item.of_case.value).second) continue;
                ++counts.cases;
                if (item.gang == Gang::black) ++counts.black;
                if (item.gang == Gang::evil) ++counts.evil;
            }
        }
        for (const auto& opinion : meeting.opinions) {
            for (const auto& place : under[opinion.item]) ++places[place].opinions;
        }
    }
}

void count_decided(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                       {{"decided", &Counts::decided}, {"prosecuted", &Counts::prosecuted}, {"not_prosecuted", &Counts::not_prosecuted}, {"returned", &Counts::returned}, {"otherwise", &Counts::otherwise}},
                       "with made as (select " IN_CAMPAIGN ", f.decision from feedback f join referral r on r.id = f.referral join cases k on k.id = r.case_id" CAMPAIGNS
                       " where f.decided_on >= $1 and f.decided_on < $2 and ($4 is null or k.office = $4))"
                       " select place, count(*) as decided,"
                       " count(*) filter (where decision = 'prosecute') as prosecuted,"
                       " count(*) filter (where decision = 'not_prosecute') as not_prosecuted,"
                       " count(*) filter (where decision = 'return_for_investigation') as returned,"
                       " count(*) filter (where decision not in ('prosecute', 'not_prosecute', 'return_for_investigation')) as otherwise"
                       " from made group by place");
    tally_days<Counts>(db, scope, whole, places, {{"adopted", &Counts::adopted}, {"partly_adopted", &Counts::partly_adopted}, {"not_adopted", &Counts::not_adopted}},
                       "with answered as (select " IN_CAMPAIGN ", d.adoption from feedback f join adoption d on d.feedback = f.id join referral r on r.id = f.referral join cases k on k.id = r.case_id" CAMPAIGNS
                       " where f.decided_on >= $1 and f.decided_on < $2 and f.submitted_on < $2 and ($4 is null or k.office = $4)"
                       " and not exists (select 1 from opinion s where s.supersedes = d.opinion))"
                       " select place,"
                       " count(*) filter (where adoption = 'adopted') as adopted,"
                       " count(*) filter (where adoption = 'partly_adopted') as partly_adopted,"
                       " count(*) filter (where adoption = 'not_adopted') as not_adopted"
                       " from answered group by place");
}

constexpr Indicator<Counts> requests{"1", "requested", {"referred", "提请(项)"}, &Counts::requested};
constexpr Indicator<Counts> indicators[] = {
    {"2", "cases", {"cases discussed", "讨论(件)"}, &Counts::cases},
    {"3", "black", {"of mafia-like gangs", "涉黑(件)"}, &Counts::black},
    {"4", "evil", {"of evil gangs", "涉恶(件)"}, &Counts::evil},
    {"5", "issues", {"issues", "议题数"}, &Counts::issues},
    {"6", "opinions", {"opinions", "意见(条)"}, &Counts::opinions},
    {"7", "adoption_rate", {"adoption rate (%)", "采纳率(%)"}, nullptr,
     [](const Counts& c) { return rate_cell(c.adopted + c.partly_adopted, c.adopted + c.partly_adopted + c.not_adopted); }},
    {"8", "decided", {"decided", "已决(项)"}, &Counts::decided},
    {"9", "prosecuted", {"prosecuted", "起诉(项)"}, &Counts::prosecuted},
    {"10", "not_prosecuted", {"not prosecuted", "不起诉(项)"}, &Counts::not_prosecuted},
    {"11", "returned", {"returned for investigation", "退回补充侦查(项)"}, &Counts::returned},
    {"12", "otherwise", {"decided otherwise", "其他(项)"}, &Counts::otherwise},
};

ReportTable make(Db& db, const Subject& subject) {
    auto counts = compared(subject, [&](const Scope& scope) { return count_requests(db, scope); });
    const Scope scope(subject.period.current, subject);
    count_discussed(db, scope, counts.current);
    for (const bool whole : {false, true}) count_decided(db, scope, whole, counts.current);
    std::vector<std::pair<std::string, Coded>> rows;
    for (const auto& campaign : list_campaigns(db)) rows.push_back({campaign.key, {campaign.key, campaign.name}});
    rows.push_back({none, {"none", shown({"of no campaign", "非专项"})}});
    rows.push_back({all, total_row()});
    return row_table("T10", {"T10 Campaigns", "T10 专项工作"}, {"campaign", shown({"campaign", "专项"})}, requests, indicators, std::move(counts), rows);
}

int check(const ReportTable& table) {
    constexpr const char* identities[] = {"8 = 9+10+11+12"};
    return check_rows(table, table.rows, numbered(indicators), identities);
}

Chart chart(const ReportTable& table, const Period& period) {
    std::vector<std::string> rows;
    for (const auto& row : table.rows.rows) {
        if (const auto place = plain(row[0]); place != total_row().code) rows.push_back(place);
    }
    return chart_of(table.rows, {"T10 Referrals by campaign", "T10 各专项提请数"}, {"referrals", "项"}, period, rows, "current");
}

} // namespace

const TableKind t10{"T10", Held::current, make, check, chart};

} // namespace jointcase::tables
