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

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    tally<Counts>(db, places, {{"issues", &Counts::issues}},
                  "with discussed as (select case when $3 = 0 then i.kind else 'total' end as place"
                  " from meeting m join agenda a on a.meeting = m.id join issue i on i.referral = a.referral where a.state = 'discussed' and " HELD ")"
                  " select place, count(*) as issues from discussed group by place",
                  scope.start, scope.end, whole);
    tally<Counts>(db, places,
                  {{"opinions", &Counts::opinions}, {"adopted", &Counts::adopted}, {"partly_adopted", &Counts::partly_adopted},
                   {"not_adopted", &Counts::not_adopted}, {"not_applicable", &Counts::not_applicable}, {"pending", &Counts::pending}},
                  "with given as (select case when $3 = 0 then i.kind else 'total' end as place, case when f.submitted_on < $4 then d.adoption end as adoption"
                  " from meeting m join opinion p on p.meeting = m.id join issue i on i.id = p.issue"
                  " left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback"
                  " where (p.stance is null or p.stance <> 'reserve') and not exists (select 1 from opinion s where s.supersedes = p.id) and " HELD ")"
                  " select place, count(*) as opinions,"
                  " count(*) filter (where adoption = 'adopted') as adopted,"
                  " count(*) filter (where adoption = 'partly_adopted') as partly_adopted,"
                  " count(*) filter (where adoption = 'not_adopted') as not_adopted,"
                  " count(*) filter (where adoption = 'not_applicable') as not_applicable,"
                  " count(*) filter (where adoption is null) as pending"
                  " from given group by place",
                  scope.start, scope.end, whole, scope.until);
    return places;
}

Places<Counts> count_all(Db& db, const Scope& scope) {
    auto places = count(db, scope, false);
    places.merge(count(db, scope, true));
    return places;
}

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

ReportTable make(Db& db, const Period& period, Time as_of) {
    auto counts = compared(period, as_of, [&](const Scope& scope) { return count_all(db, scope); });
    const auto title = shown({"T5 Kinds of issues", "T5 焦点类型"});
    ReportTable table{"T5", title, {}, {"T5", title, {{"kind", shown({"kind of issue", "焦点类型"})}}, {}}};
    for (auto& column : comparison_columns(Term{"1 issues", "1 议题数"}.shown())) table.rows.columns.push_back(std::move(column));
    for (const auto& indicator : indicators) table.rows.columns.push_back({indicator.key, indicator.heading()});
    const auto add = [&](const std::string& code, const std::string& label) {
        auto& row = table.rows.rows.emplace_back();
        row.push_back(Coded{code, label});
        append_comparison(row, {counts.current[code].issues, counts.previous[code].issues, counts.year_to_date[code].issues, counts.last_year[code].issues});
        for (const auto& indicator : indicators) row.push_back(indicator.cell(counts.current[code]));
    };
    for (const auto& kind : words<IssueKind>()) add(kind.code, label(kind.value));
    add("total", shown({"total", "合计"}));
    return table;
}

int check(const ReportTable& table) {
    constexpr const char* identities[] = {"2 = 3+4+5+6+7"};
    std::vector<Numbered> numbers;
    for (const auto& indicator : indicators) numbers.push_back({indicator.no, indicator.key});
    return check_rows(table, table.rows, numbers, identities);
}

std::optional<Chart> chart(const ReportTable& table, const Period& period) {
    std::vector<std::string> rows;
    for (const auto& kind : words<IssueKind>()) rows.emplace_back(kind.code);
    return chart_of(table.rows, {"T5 Issues by kind", "T5 各类议题数"}, {"issues", "个"}, period, rows, "current");
}

} // namespace

const TableKind t5{"T5", make, check, chart};

} // namespace jointcase::tables
