// T5 焦点类型: the kinds of issues, the opinions on them and what became of these, by the meeting's end.
// An opinion counts whether its item was discussed or deferred; one superseded or reserved is none.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "report_tables.hpp"

#include <array>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t issues = 0, opinions = 0, adopted = 0, partly_adopted = 0, not_adopted = 0, not_applicable = 0, pending = 0;
};

// Each under its kind and in the total.
using OfKind = std::map<IssueKind, std::array<Counts*, 2>>;

OfKind by_kind(Places<Counts>& places) {
    OfKind kinds;
    for (const auto& kind : words<IssueKind>()) kinds[kind.value] = {&places[kind.code], &places["total"]};
    return kinds;
}

Places<Counts> count_issues(const Scope& scope) {
    Places<Counts> places;
    const auto kinds = by_kind(places);
    for (const auto& meeting : scope.held) {
        if (!scope.counts(meeting)) continue;
        for (const auto& item : meeting.items) {
            for (const auto& issue : item.issues) {
                if (!item.discussed) continue;
                for (auto* counts : kinds.at(issue.kind)) ++counts->issues;
            }
        }
    }
    return places;
}

void count_adoption(std::optional<Adoption> adoption, Counts& counts) {
    ++counts.opinions;
    if (!adoption) ++counts.pending;
    else if (adoption == Adoption::adopted) ++counts.adopted;
    else if (adoption == Adoption::partly_adopted) ++counts.partly_adopted;
    else if (adoption == Adoption::not_adopted) ++counts.not_adopted;
    else ++counts.not_applicable;
}

void count_opinions(const Scope& scope, Places<Counts>& places) {
    const auto kinds = by_kind(places);
    for (const auto& meeting : scope.held) {
        if (!scope.counts(meeting)) continue;
        for (const auto& opinion : meeting.opinions) {
            for (auto* counts : kinds.at(opinion.kind)) count_adoption(opinion.adopted(scope.until), *counts);
        }
    }
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

ReportTable make(Db&, const Subject& subject) {
    auto counts = compared(subject, [&](const Scope& scope) { return count_issues(scope); });
    count_opinions(Scope(subject.period.current, subject), counts.current);
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

const TableKind t5{"T5", Held::compared, make, check, chart};

} // namespace jointcase::tables
