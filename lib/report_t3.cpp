// T3 提请事由: the reasons given for referring, by the day of the request.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t times = 0;
};

// By reason; all of them; and the referrals, each once whatever its reasons.
Places<Counts> count(Db& db, const Scope& scope) {
    Places<Counts> places;
    tally_days<Counts>(db, scope, false, places, {{"times", &Counts::times}},
                  "with asked as (select r.id from referral r join cases k on k.id = r.case_id where r.requested_on >= $1 and r.requested_on < $2 and ($4 is null or k.office = $4)),"
                  " given as (select x.reason from asked r join referral_reason x on x.referral = r.id)"
                  " select reason as place, count(*) as times from given group by reason"
                  " union all select 'total', count(*) from given"
                  " union all select 'distinct', count(*) from asked");
    return places;
}

// "M6 涉黑恶势力", or the code alone where that is its label.
std::string reason_label(const Word<Reason>& reason) {
    const auto label = coded_label(reason.code, reason.zh);
    return label == reason.code ? label : std::string(reason.code) + ' ' + label;
}

ReportTable make(Db& db, const Subject& subject) {
    auto counts = compared(subject, [&](const Scope& scope) { return count(db, scope); });
    const auto title = shown({"T3 Reasons for referring", "T3 提请事由"});
    ReportTable table{"T3", title, {}, {"T3", title, {{"reason", shown({"reason", "事由"})}}, {}}};
    for (auto& column : comparison_columns(Term{"1 times", "1 次数"}.shown())) table.rows.columns.push_back(std::move(column));
    table.rows.columns.push_back({"share", shown({"2 share (%)", "2 占比(%)"})});
    const auto add = [&](const std::string& code, const std::string& label, bool shares) {
        auto& row = table.rows.rows.emplace_back();
        row.push_back(Coded{code, label});
        append_comparison(row, {counts.current[code].times, counts.previous[code].times, counts.year_to_date[code].times, counts.last_year[code].times});
        row.push_back(shares ? rate_cell(counts.current[code].times, counts.current["total"].times) : NoRate{});
    };
    for (const auto& reason : words<Reason>()) add(reason.code, reason_label(reason), true);
    add("total", shown({"total (times)", "合计(次)"}), true);
    add("distinct", shown({"referrals, each once", "去重(项)"}), false);
    return table;
}

int check(const ReportTable& table) {
    constexpr const char* identities[] = {"distinct <= total"};
    return check_columns(table, table.rows, compared_columns(), identities);
}

Chart chart(const ReportTable& table, const Period& period) {
    std::vector<std::string> rows;
    for (const auto& reason : words<Reason>()) rows.emplace_back(reason.code);
    return chart_of(table.rows, {"T3 Reasons for referring", "T3 提请事由"}, {"times", "次"}, period, rows, "current");
}

} // namespace

const TableKind t3{"T3", Held::never, make, check, chart};

} // namespace jointcase::tables
