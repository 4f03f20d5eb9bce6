// T5 焦点类型: the kinds of issues, the opinions on them and what became of these, by the meeting's end.
// An opinion counts whether its item was discussed or deferred; one superseded or reserved is none.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t issues = 0, opinions = 0, adopted = 0, partly_adopted = 0, not_adopted = 0, not_applicable = 0, pending = 0;
};

// Each query twice: by kind, and the whole.
void tally_kinds(Db& db, const Scope& scope, Places<Counts>& places, std::initializer_list<Tally<Counts>> members, const char* text) {
    for (const bool whole : {false, true}) tally_moments(db, scope, whole, places, members, text, scope.until);
}

Places<Counts> count_issues(Db& db, const Scope& scope) {
    Places<Counts> places;
    tally_kinds(db, scope, places, {{"issues", &Counts::issues}},
                "with discussed as (select case when $3 = 0 then i.kind else 'total' end as place"
                " from meeting m join agenda a on a.meeting = m.id join issue i on i.referral = a.referral where a.state = 'discussed' and " HELD ")"
                " select place, count(*) as issues from discussed group by place");
    return places;
}

void count_opinions(Db& db, const Scope& scope, Places<Counts>& places) {
    tally_kinds(db, scope, places,
                {{"opinions", &Counts::opinions}, {"adopted", &Counts::adopted}, {"partly_adopted", &Counts::partly_adopted},
                 {"not_adopted", &Counts::not_adopted}, {"not_applicable", &Counts::not_applicable}, {"pending", &Counts::pending}},
                "with given as (select case when $3 = 0 then i.kind else 'total' end as place, case when f.submitted_on < $5 then d.adoption end as adoption"
                " from meeting m join opinion p on p.meeting = m.id join issue i on i.id = p.issue"
                " left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback where " STANDING " and " HELD ")"
                " select place, count(*) as opinions,"
                " count(*) filter (where adoption = 'adopted') as adopted,"
                " count(*) filter (where adoption = 'partly_adopted') as partly_adopted,"
                " count(*) filter (where adoption = 'not_adopted') as not_adopted,"
                " count(*) filter (where adoption = 'not_applicable') as not_applicable,"
                " count(*) filter (where adoption is null) as pending"
                " from given group by place");
}

constexpr Indicator<Counts> issues{"1", "issues", {"issues", "议题数"}, &Counts::issues};
constexpr Indicator<Counts> indicators[] = {
    {"2", "opinions", {"opinions", "意见(条)"}, &Counts::opinions},
    {"3", "adopted", {"adopted", "采纳(条)"}, &Counts::adopted},
    {"4", "partly_adopted", {"partly adopted", "部分采纳(条)"}, &Counts::partly_adopted},
    {"5", "not_adopted", {"not adopted", "未采纳(条)"}, &Counts::not_adopted},
    {"6", "not_applicable", {"not applicable", "不适用(条)"}, &Counts::not_applicable},
    {"7", "pending", {"awaiting feedback", "待反馈(条)"}, &Counts::pending},
    {"8", "adoption_rate", {"adoption rate (%)", "采纳率(%)"}, nullptr,
     [](const Counts& c) { return rate_cell(c.adopted + c.partly_adopted, c.adopted + c.partly_adopted + c.not_adopted); }},
};

ReportTable make(Db& db, const Subject& subject) {
    auto counts = compared(subject, [&](const Scope& scope) { return count_issues(db, scope); });
    count_opinions(db, Scope(subject.period.current, subject), counts.current);
    std::vector<std::pair<std::string, Coded>> rows;
    for (const auto& kind : words<IssueKind>()) rows.emplace_back(kind.code, coded(kind.value));
    rows.emplace_back("total", total_row());
    return row_table("T5", {"T5 Kinds of issues", "T5 焦点类型"}, {"kind", shown({"kind of issue", "焦点类型"})}, issues, indicators, std::move(counts), rows);
}

int check(const ReportTable& table) {
    constexpr const char* identities[] = {"2 = 3+4+5+6+7"};
    return check_rows(table, table.rows, numbered(indicators), identities);
}

Chart chart(const ReportTable& table, const Period& period) {
    std::vector<std::string> rows;
    for (const auto& kind : words<IssueKind>()) rows.emplace_back(kind.code);
    return chart_of(table.rows, {"T5 Issues by kind", "T5 各类议题数"}, {"issues", "个"}, period, rows, "current");
}

} // namespace

const TableKind t5{"T5", make, check, chart};

} // namespace jointcase::tables
