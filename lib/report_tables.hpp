// The tables of a report: what each counts, how its figures are laid out, and what must agree. Private to lib.
// A table is a file report_t<n>.cpp that defines one TableKind, and a line in report.cpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/meeting.hpp>
#include <jointcase/office.hpp>
#include <jointcase/report.hpp>

#include "report_held.hpp"
#include "sql.hpp"

#include <algorithm>
#include <map>
#include <span>

// What the queries are given: $1 and $2 the span, $3 whether the whole is counted (else each place), $4 the one office it is of
// (null: all), and behind these what else they need.

#define NOT_CANCELLED "not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled')"
// A meeting m that counts: it ended in [$1, $2), the office hosted it, and it was not cancelled.
#define HELD "m.ended_at >= $1 and m.ended_at < $2 and ($4 is null or m.office = $4) and " NOT_CANCELLED
// An opinion p that counts: one superseded or reserved is none.
#define STANDING "(p.stance is null or p.stance <> 'reserve') and not exists (select 1 from opinion s where s.supersedes = p.id)"
// T9 and the ledger: parts in handling a case between the days $7 and $8, on some day while it was open.
#define CASE_PARTS                                                                                                                                   \
    "pending as (select k.id, k.key, k.name, k.received_on from cases k where k.voided_on is null and k.closed_on is null"                           \
    " union all select k.id, k.key, k.name, k.received_on from cases k where k.voided_on is null and k.closed_on >= $7),"                             \
    " role_in as (select c.talent, c.case_id, c.from_on, c.to_on, 'callup' as role from pending k cross join callup c where c.case_id = k.id"        \
    " union all select c.talent, c.case_id, c.from_on, c.to_on, c.role from pending k cross join case_role c where c.case_id = k.id and c.role <> 'former_investigator')," \
    " part as (select r.talent, r.case_id, k.key, k.name, r.role, coalesce(r.from_on, k.received_on) as from_on from role_in r join pending k on k.id = r.case_id"         \
    " where coalesce(r.from_on, k.received_on, '') < $8 and (r.to_on is null or r.to_on >= $7))"
// The posting p of a talent that began last, up to a day.
#define LAST_POSTING(p, talent, day) p ".talent = " talent " and " p ".from_on = (select max(q.from_on) from posting q where q.talent = " talent " and q.from_on " day ")"

namespace jointcase::tables {

// What a report is about.
struct Subject {
    Period period;
    Time as_of{}; // the reader's clock
    std::optional<Office> office; // none: all
    Id<Talent> talent{};          // 0: all
    std::vector<Office> offices{};      // that have a row each
    const HeldMeetings* held = nullptr; // what was held in the spans, if the tables chosen ask for it
};

// What is counted: the events of a span, none later than the reader's clock; every status is that at its end.
struct Scope {
    Date from, until; // days: [from, until)
    Time start, end;  // moments: [start, end)
    Id<Office> office;
    Id<Talent> talent;
    std::span<const HeldMeeting> held; // of any host

    Scope(Span days, const Subject& subject);
    // Of the host in question.
    bool counts(const HeldMeeting& meeting) const { return !office || meeting.office == office; }
    Date last_day() const { return add_days(until, -1); }
    bool has(Date day) const { return day >= from && day < until; }
};

// The same for a period and those it is compared with.
template <class T>
struct Compared {
    T current, previous, year_to_date, last_year;
};
template <class Count>
Compared<std::invoke_result_t<Count, Scope>> compared(const Subject& subject, Count count) {
    std::vector<std::pair<Span, std::invoke_result_t<Count, Scope>>> counted; // those of a year are but two
    const auto of = [&](Span days) {
        const auto known = std::find_if(counted.begin(), counted.end(), [&](const auto& other) { return other.first == days; });
        return known != counted.end() ? known->second : counted.emplace_back(days, count(Scope(days, subject))).second;
    };
    const auto& period = subject.period;
    return {of(period.current), of(period.previous), of(period.year_to_date), of(period.last_year)};
}

// --- counting

// Who the counts are of: the rows of a query, each under its `place` (an office, a kind …); "" is the whole, which is
// counted by itself because distinct counts do not add up.
template <class Counts>
using Places = std::map<std::string, Counts>;

// Adds the columns of a query to the members of those names, under the row's `place`.
template <class Counts>
struct Tally {
    const char* column;
    std::int64_t Counts::*member;
};
template <class Counts, class... Args>
void tally(Db& db, Places<Counts>& places, std::initializer_list<Tally<Counts>> members, const char* text, const Args&... args) {
    sql::Query query(db, text, args...);
    while (query.step()) {
        auto& counts = places[query.row().get<std::string>("place")];
        for (const auto& [column, member] : members) query.row().read(counts.*member, column);
    }
}
// By columns that hold days; by columns that hold moments.
template <class Counts, class... More>
void tally_days(Db& db, const Scope& scope, bool whole, Places<Counts>& places, std::initializer_list<Tally<Counts>> members, const char* text, const More&... more) {
    tally(db, places, members, text, scope.from, scope.until, whole, scope.office, more...);
}
template <class Counts, class... More>
void tally_moments(Db& db, const Scope& scope, bool whole, Places<Counts>& places, std::initializer_list<Tally<Counts>> members, const char* text, const More&... more) {
    tally(db, places, members, text, scope.start, scope.end, whole, scope.office, more...);
}

// part * scale / whole.
Cell rate_cell(std::int64_t part, std::int64_t whole, std::int64_t scale = 100);
inline Cell average_cell(std::int64_t sum, std::int64_t count) { return rate_cell(sum, count, 1); }

// --- layout

inline std::string shown(const Term& term) { return std::string(term.shown()); }
inline Coded total_row() { return {"total", shown({"total", "合计"})}; }

// The columns current, previous, previous_change, year_to_date, last_year, last_year_change; `of` stands before each title.
std::vector<Column> comparison_columns(std::string_view of = {});
void append_comparison(std::vector<Cell>& row, const Compared<Cell>& figures);
std::span<const char* const> compared_columns(); // the four that hold counts

// A numbered figure of a table: a count, or computed from counts.
template <class Counts>
struct Indicator {
    const char* no;
    const char* key;
    Term title;
    std::int64_t Counts::*count = nullptr;
    Cell (*figure)(const Counts&) = nullptr;

    Cell cell(const Counts& counts) const { return count ? Cell(counts.*count) : figure(counts); }
    std::string heading() const { return std::string(no) + ' ' + shown(title); }
};

// Part (a), and part (b) without its rows: `names` and the indicators.
template <class Counts, std::size_t n>
ReportTable indicator_part(const char* key, Term title, const Indicator<Counts> (&indicators)[n], const Compared<Counts>& whole, const char* rows_key, Term rows_title, std::vector<Column> names) {
    ReportTable table{key, shown(title), {}, {}};
    table.indicators = {key, table.title, {{"no", shown({"no.", "序号"})}, {"indicator", shown({"indicator", "指标"})}}, {}};
    for (auto& column : comparison_columns()) table.indicators.columns.push_back(std::move(column));
    for (const auto& indicator : indicators) {
        auto& row = table.indicators.rows.emplace_back();
        row = {std::string(indicator.no), Coded{indicator.key, shown(indicator.title)}};
        append_comparison(row, {indicator.cell(whole.current), indicator.cell(whole.previous), indicator.cell(whole.year_to_date), indicator.cell(whole.last_year)});
    }
    table.rows = {std::string(key) + rows_key, table.title + shown(rows_title), std::move(names), {}};
    for (const auto& indicator : indicators) table.rows.columns.push_back({indicator.key, indicator.heading()});
    return table;
}

template <class Counts, std::size_t n>
void append_counts(Table& rows, Cell key, Cell name, const Indicator<Counts> (&indicators)[n], const Counts& counts) {
    auto& row = rows.rows.emplace_back();
    row = {std::move(key), std::move(name)};
    for (const auto& indicator : indicators) row.push_back(indicator.cell(counts));
}

// Both parts of a table of indicators; of one office only the first, which says it all. `count` gives the counts of a
// scope: the whole, under "", or each office.
template <class Counts, std::size_t n>
ReportTable indicator_table(Db& db, const Subject& subject, const char* key, Term title, const Indicator<Counts> (&indicators)[n], Places<Counts> (*count)(Db&, const Scope&, bool whole)) {
    const auto whole = compared(subject, [&](const Scope& scope) { return count(db, scope, true)[""]; });
    auto table = indicator_part(key, title, indicators, whole, "_offices", {", by office", "(分院)"}, {{"office", shown({"office", "单位"})}, {"name", shown({"name", "名称"})}});
    if (subject.office) return table;
    auto offices = count(db, Scope(subject.period.current, subject), false);
    for (const auto& office : subject.offices) append_counts(table.rows, office.key, office.name, indicators, offices[office.key]);
    append_counts(table.rows, total_row(), {}, indicators, whole.current);
    return table;
}

// A table with rows of its own: the first count is compared, the others are of the period alone.
template <class Counts, std::size_t n>
ReportTable row_table(const char* key, Term title, Column name, const Indicator<Counts>& first, const Indicator<Counts> (&others)[n], Compared<Places<Counts>> counts,
                      const std::vector<std::pair<std::string, Coded>>& rows) {
    ReportTable table{key, shown(title), {}, {key, shown(title), {std::move(name)}, {}}};
    for (auto& column : comparison_columns(first.heading())) table.rows.columns.push_back(std::move(column));
    for (const auto& indicator : others) table.rows.columns.push_back({indicator.key, indicator.heading()});
    for (const auto& [place, label] : rows) {
        auto& row = table.rows.rows.emplace_back();
        row.push_back(label);
        append_comparison(row, {first.cell(counts.current[place]), first.cell(counts.previous[place]), first.cell(counts.year_to_date[place]), first.cell(counts.last_year[place])});
        for (const auto& indicator : others) row.push_back(indicator.cell(counts.current[place]));
    }
    return table;
}

// The bars of a chart: the cells of one column, by row.
Chart chart_of(const Table& table, Term title, Term unit, const Period& period, std::span<const std::string> rows, const char* column);

// --- identities

// The cell in the row whose first cell is `row` (in code), under the column; nothing if there is none.
const Cell* find_cell(const Table& table, std::string_view row, std::string_view column);

// The cells of a report's tables, by table, row and column.
class Figures {
public:
    explicit Figures(std::span<const ReportTable> tables) : tables_(tables) {}

    bool has(std::string_view table) const { return table_of(table) != nullptr; }
    const Table& part(std::string_view table, std::string_view column) const; // the part that has the column; the table must be there
    const Cell* find(std::string_view table, std::string_view row, std::string_view column) const;
    std::string title(std::string_view table, std::string_view row, std::string_view column = "current") const; // of the column, where the rows are no indicators
    const Cell& cell(std::string_view table, std::string_view row, std::string_view column = "current") const { return *find(table, row, column); }
    std::int64_t count(std::string_view table, std::string_view row, std::string_view column = "current") const { return std::get<std::int64_t>(cell(table, row, column)); }

private:
    const ReportTable* table_of(std::string_view key) const;

    std::span<const ReportTable> tables_;
};

// Identities are written as in the definitions of the tables: "1 = 2+3+4", "16 <= 15". Each check gives how many hold
// and throws Fault::inconsistent for the first that does not.
using Identities = std::span<const char* const>;
int check_columns(const ReportTable& table, const Table& part, std::span<const char* const> columns, Identities identities); // numbers name rows
struct Numbered {
    const char* no;
    const char* column;
};
int check_rows(const ReportTable& table, const Table& part, std::span<const Numbered> numbers, Identities identities); // numbers name columns

template <class Counts, std::size_t n>
std::vector<Numbered> numbered(const Indicator<Counts> (&indicators)[n]) {
    std::vector<Numbered> numbers;
    for (const auto& indicator : indicators) numbers.push_back({indicator.no, indicator.key});
    return numbers;
}
template <class Counts, std::size_t n>
int check_indicators(const ReportTable& table, const Indicator<Counts> (&indicators)[n], Identities identities) {
    return check_columns(table, table.indicators, compared_columns(), identities) + check_rows(table, table.rows, numbered(indicators), identities);
}

// --- the tables

// The spans of which a table counts what was held.
enum class Held { never, current, compared };

struct TableKind {
    const char* key;
    Held held;
    ReportTable (*make)(Db& db, const Subject& subject);
    int (*check)(const ReportTable& table);
    Chart (*chart)(const ReportTable& table, const Period& period) = nullptr; // none: it has no chart
};
extern const TableKind t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12;

// What was held in those spans.
HeldMeetings held_in(Db& db, const Subject& subject, Held spans);

// Throws Fault::invalid for a period still to come, Fault::missing for one before all records.
void check_period(Db& db, const Period& period, Date today);

// The narrative, a row per paragraph under the section it belongs to.
Table narrative(std::span<const ReportTable> tables, const Period& period);

// Conferences of several offices up to the end of a period, since there are records.
std::int64_t cross_office_meetings_until(Db& db, const Scope& scope);

} // namespace jointcase::tables
