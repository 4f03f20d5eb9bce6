// T7 庭审应对: what the defence argued at trial and whether it was foreseen, by the day of the trial; and the verdicts, by
// their own day. Attributed to the case's office.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t cases = 0, predicted = 0, raised = 0, hits = 0, prepared = 0, used = 0;
    std::int64_t for_prosecution = 0, for_defence = 0, partly = 0, not_addressed = 0;
    std::int64_t as_charged = 0, other_charge = 0, acquitted = 0;
};

void count_arguments(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                       {{"cases", &Counts::cases}, {"predicted", &Counts::predicted}, {"raised", &Counts::raised}, {"hits", &Counts::hits}, {"prepared", &Counts::prepared},
                        {"used", &Counts::used}, {"for_prosecution", &Counts::for_prosecution}, {"for_defence", &Counts::for_defence}, {"partly", &Counts::partly},
                        {"not_addressed", &Counts::not_addressed}},
                       "with tried as (select case when $3 = 0 then o.key else '' end as place, d.case_id, d.response, d.response_used, d.court_view,"
                       " case when d.predicted_on <= d.trial_on then 1 else 0 end as predicted, case when d.raised = 'yes' then 1 else 0 end as raised,"
                       " exists (select 1 from referral r join agenda a on a.referral = r.id join meeting m on m.id = a.meeting"
                       " where r.case_id = d.case_id and a.state = 'discussed' and m.ended_at < $5 and " NOT_CANCELLED ") as discussed"
                       " from defence d join cases k on k.id = d.case_id join office o on o.id = k.office"
                       " where d.trial_on >= $1 and d.trial_on < $2 and ($4 is null or k.office = $4))"
                       " select place, count(distinct case_id) filter (where discussed) as cases,"
                       " count(*) filter (where predicted = 1) as predicted,"
                       " count(*) filter (where raised = 1) as raised,"
                       " count(*) filter (where predicted = 1 and raised = 1) as hits,"
                       " count(response) as prepared,"
                       " count(*) filter (where response_used = 1) as used,"
                       " count(*) filter (where predicted = 1 and raised = 1 and court_view = 'for_prosecution') as for_prosecution,"
                       " count(*) filter (where predicted = 1 and raised = 1 and court_view = 'for_defence') as for_defence,"
                       " count(*) filter (where predicted = 1 and raised = 1 and court_view = 'partly') as partly,"
                       " count(*) filter (where predicted = 1 and raised = 1 and court_view = 'not_addressed') as not_addressed"
                       " from tried group by place",
                       scope.end);
}

void count_verdicts(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places, {{"as_charged", &Counts::as_charged}, {"other_charge", &Counts::other_charge}, {"acquitted", &Counts::acquitted}},
                       "with judged as (select case when $3 = 0 then o.key else '' end as place, k.outcome from cases k join office o on o.id = k.office"
                       " where k.judged_on >= $1 and k.judged_on < $2 and ($4 is null or k.office = $4) and k.voided_on is null)"
                       " select place,"
                       " count(*) filter (where outcome = 'as_charged') as as_charged,"
                       " count(*) filter (where outcome = 'other_charge') as other_charge,"
                       " count(*) filter (where outcome in ('partly', 'acquitted')) as acquitted"
                       " from judged group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_arguments(db, scope, whole, places);
    count_verdicts(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "cases", {"cases at trial that were discussed", "开庭件数(件)"}, &Counts::cases},
    {"2", "predicted", {"arguments foreseen", "预判辩护观点(条)"}, &Counts::predicted},
    {"3", "raised", {"arguments raised", "当庭实际提出(条)"}, &Counts::raised},
    {"4", "hits", {"foreseen and raised", "命中(条)"}, &Counts::hits},
    {"5", "hit_rate", {"of those raised, foreseen (%)", "命中率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.hits, c.raised); }},
    {"6", "prepared", {"with a prepared response", "有应对预案(条)"}, &Counts::prepared},
    {"7", "used", {"response used", "预案使用(条)"}, &Counts::used},
    {"8", "for_prosecution", {"court for the prosecution", "法院采信公诉意见(条)"}, &Counts::for_prosecution},
    {"9", "for_defence", {"court for the defence", "采信辩护意见(条)"}, &Counts::for_defence},
    {"10", "partly", {"court for both in part", "部分采信(条)"}, &Counts::partly},
    {"11", "not_addressed", {"not addressed by the court", "未评述(条)"}, &Counts::not_addressed},
    {"12", "as_charged", {"verdict as charged", "判决与指控一致(件)"}, &Counts::as_charged},
    {"13", "other_charge", {"verdict on another charge", "变更罪名(件)"}, &Counts::other_charge},
    {"14", "acquitted", {"acquitted or in part", "无罪或部分不认定(件)"}, &Counts::acquitted},
};

constexpr const char* identities[] = {"4 <= 2", "4 <= 3", "8+9+10+11 <= 4"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T7", {"T7 Trials", "T7 庭审应对"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t7{"T7", Held::never, make, check};

} // namespace jointcase::tables
