// T2 提请受理: what was referred and what became of it, by the days of request and decision; attributed to the case's office.
// Past meetings entered later bring referrals without these days: they are in no count.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t carried_over = 0, requested = 0, mandatory = 0, optional = 0, ordered = 0;
    std::int64_t accepted = 0, refused = 0, returned = 0, withdrawn = 0, pending = 0, withdrawn_after_acceptance = 0;
    std::int64_t decided = 0, days = 0, overdue = 0; // of what was decided: how many, their days, those beyond the profile's
};

// In a period is what was asked in it or is then still open: each way there has its index, however long the past.
void count_referrals(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                  {{"carried_over", &Counts::carried_over}, {"requested", &Counts::requested}, {"mandatory", &Counts::mandatory}, {"optional", &Counts::optional},
                   {"ordered", &Counts::ordered}, {"accepted", &Counts::accepted}, {"refused", &Counts::refused}, {"returned", &Counts::returned},
                   {"withdrawn", &Counts::withdrawn}, {"pending", &Counts::pending}, {"withdrawn_after_acceptance", &Counts::withdrawn_after_acceptance}},
                  "with of_period as (select id from referral where requested_on >= $1 and requested_on < $2 union select id from referral where decided_on >= $1"
                  " union select id from referral where withdrawn_on >= $1 union select id from referral where decided_on is null and withdrawn_on is null and requested_on < $2),"
                  " asked as (select case when $3 = 0 then o.key else '' end as place, r.requested_on, coalesce(r.decision, '') as decision,"
                  " case when r.decided_on < $2 then r.decided_on end as decided_on, case when r.withdrawn_on < $2 then r.withdrawn_on end as withdrawn_on,"
                  " exists (select 1 from referral_reason x where x.referral = r.id and x.reason in ('M1', 'M2', 'M3', 'M4', 'M5', 'M6')) as must,"
                  " exists (select 1 from referral_reason x where x.referral = r.id and x.reason = 'M7') as told,"
                  " exists (select 1 from referral_reason x where x.referral = r.id and x.reason in ('O1', 'O2', 'O3')) as may"
                  " from of_period p join referral r on r.id = p.id join cases k on k.id = r.case_id join office o on o.id = k.office"
                  " where r.requested_on < $2 and ($4 is null or k.office = $4))"
                  " select place,"
                  " count(*) filter (where requested_on < $1 and (decided_on is null or decided_on >= $1) and (withdrawn_on is null or withdrawn_on >= $1)) as carried_over,"
                  " count(*) filter (where requested_on >= $1) as requested,"
                  " count(*) filter (where requested_on >= $1 and decision <> 'ordered' and must and not told) as mandatory,"
                  " count(*) filter (where requested_on >= $1 and decision <> 'ordered' and may and not must and not told) as optional,"
                  " count(*) filter (where requested_on >= $1 and decision = 'ordered') as ordered,"
                  " count(*) filter (where decided_on >= $1 and decision in ('accepted', 'ordered')) as accepted,"
                  " count(*) filter (where decided_on >= $1 and decision = 'refused') as refused,"
                  " count(*) filter (where decided_on >= $1 and decision = 'returned') as returned,"
                  " count(*) filter (where withdrawn_on >= $1 and (decided_on is null or decided_on > withdrawn_on)) as withdrawn,"
                  " count(*) filter (where decided_on is null and withdrawn_on is null) as pending,"
                  " count(*) filter (where withdrawn_on >= $1 and decided_on <= withdrawn_on and decision in ('accepted', 'ordered')) as withdrawn_after_acceptance"
                  " from asked group by place");
}

void add_days(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db,
                     "select case when $3 = 0 then o.key else '' end as place, r.requested_on, r.decided_on"
                     " from referral r join cases k on k.id = r.case_id join office o on o.id = k.office"
                     " where r.decided_on >= $1 and r.decided_on < $2 and r.decision is not null and r.requested_on is not null and ($4 is null or k.office = $4)",
                     scope.from, scope.until, whole, scope.office);
    const auto limit = db.config().rules.request_decision_days;
    while (query.step()) {
        const auto row = query.row();
        auto& counts = places[row.get<std::string>("place")];
        const int days = days_between(row.get<Date>("requested_on"), row.get<Date>("decided_on"));
        ++counts.decided;
        counts.days += days;
        if (limit && days > *limit) ++counts.overdue;
    }
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_referrals(db, scope, whole, places);
    add_days(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "carried_over", {"undecided from before", "上期结转待审(项)"}, &Counts::carried_over},
    {"2", "requested", {"referred", "本期提请(项)"}, &Counts::requested},
    {"3", "mandatory", {"that must be referred", "其中应当提交(项)"}, &Counts::mandatory},
    {"4", "optional", {"that may be referred", "可以提交(项)"}, &Counts::optional},
    {"5", "ordered", {"ordered by the heads", "领导要求(项)"}, &Counts::ordered},
    {"6", "accepted", {"accepted", "同意(项)"}, &Counts::accepted},
    {"7", "refused", {"refused", "不同意(项)"}, &Counts::refused},
    {"8", "returned", {"returned", "退回(项)"}, &Counts::returned},
    {"9", "withdrawn", {"withdrawn while undecided", "撤回(项)"}, &Counts::withdrawn},
    {"10", "pending", {"undecided at the end", "期末待审(项)"}, &Counts::pending},
    {"11", "overdue", {"decided late", "超期审核(项)"}, &Counts::overdue},
    {"12", "average_days", {"average days to decide", "平均审核天数"}, nullptr, [](const Counts& c) { return average_cell(c.days, c.decided); }},
    {"13", "withdrawn_after_acceptance", {"withdrawn once accepted", "受理后撤回(项)"}, &Counts::withdrawn_after_acceptance},
};

constexpr const char* identities[] = {"2 = 3+4+5", "1+2 = 6+7+8+9+10"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T2", {"T2 Referrals", "T2 提请受理"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t2{"T2", Held::never, make, check};

} // namespace jointcase::tables
