// T10 专项工作: the campaigns and what is of none, a case of two campaigns counting in both; dated as in T2, T1 and T6.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/campaign.hpp>

#include "report_tables.hpp"

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

void count_discussed(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places, {{"cases", &Counts::cases}, {"black", &Counts::black}, {"evil", &Counts::evil}, {"issues", &Counts::issues}},
                          "with discussed as (select " IN_CAMPAIGN ", k.id as case_id, k.gang, i.id as issue"
                          " from meeting m join agenda a on a.meeting = m.id join referral r on r.id = a.referral join cases k on k.id = r.case_id left join issue i on i.referral = r.id" CAMPAIGNS
                          " where a.state = 'discussed' and " HELD ")"
                          " select place, count(distinct case_id) as cases,"
                          " count(distinct case_id) filter (where gang = 'black') as black,"
                          " count(distinct case_id) filter (where gang = 'evil') as evil,"
                          " count(distinct issue) as issues"
                          " from discussed group by place");
    tally_moments<Counts>(db, scope, whole, places, {{"opinions", &Counts::opinions}},
                          "with given as (select " IN_CAMPAIGN " from meeting m join opinion p on p.meeting = m.id join issue i on i.id = p.issue join referral r on r.id = i.referral" CAMPAIGNS
                          " where " STANDING " and " HELD ")"
                          " select place, count(*) as opinions from given group by place");
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
    for (const bool whole : {false, true}) {
        count_discussed(db, scope, whole, counts.current);
        count_decided(db, scope, whole, counts.current);
    }
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

} // namespace

const TableKind t10{"T10", make, check};

} // namespace jointcase::tables
