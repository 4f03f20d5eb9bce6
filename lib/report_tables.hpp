// The tables of a report: what each counts, how its figures are laid out, and what must agree. Private to lib.
// A table is a file report_t<n>.cpp that defines one TableKind, and a line in report.cpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/office.hpp>
#include <jointcase/report.hpp>

#include "sql.hpp"

#include <map>
#include <span>

// A meeting m that counts: it ended in [$1, $2) and was not cancelled.
#define HELD "m.ended_at >= $1 and m.ended_at < $2 and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled')"

namespace jointcase::tables {

// What is counted: the events of a span, none later than the reader's clock; every status is that at its end.
struct Scope {
    Date from, until; // days: [from, until)
    Time start, end;  // moments: [start, end)

    Scope(Span days, Time as_of);
};

// The same for a period and those it is compared with.
template <class T>
struct Compared {
    T current, previous, year_to_date, last_year;
};
template <class Count>
Compared<std::invoke_result_t<Count, Scope>> compared(const Period& period, Time as_of, Count count) {
    return {count(Scope(period.current, as_of)), count(Scope(period.previous, as_of)), count(Scope(period.year_to_date, as_of)), count(Scope(period.last_year, as_of))};
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

// part * scale / whole.
Cell rate_cell(std::int64_t part, std::int64_t whole, std::int64_t scale = 100);
inline Cell average_cell(std::int64_t sum, std::int64_t count) { return rate_cell(sum, count, 1); }

// --- layout

inline std::string shown(const Term& term) { return std::string(term.shown()); }

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

// Both parts of a table of indicators.
template <class Counts, std::size_t n>
ReportTable indicator_table(Db& db, const char* key, Term title, const Indicator<Counts> (&indicators)[n], const Compared<Counts>& whole, const Places<Counts>& offices) {
    ReportTable table{key, shown(title), {}, {}};
    table.indicators = {key, table.title, {{"no", shown({"no.", "序号"})}, {"indicator", shown({"indicator", "指标"})}}, {}};
    for (auto& column : comparison_columns()) table.indicators.columns.push_back(std::move(column));
    for (const auto& indicator : indicators) {
        auto& row = table.indicators.rows.emplace_back();
        row = {std::string(indicator.no), Coded{indicator.key, shown(indicator.title)}};
        append_comparison(row, {indicator.cell(whole.current), indicator.cell(whole.previous), indicator.cell(whole.year_to_date), indicator.cell(whole.last_year)});
    }
    table.rows = {std::string(key) + "_offices", table.title + shown({", by office", "(分院)"}), {{"office", shown({"office", "单位"})}, {"name", shown({"name", "名称"})}}, {}};
    for (const auto& indicator : indicators) table.rows.columns.push_back({indicator.key, indicator.heading()});
    const auto add = [&](Cell office, Cell name, const Counts& counts) {
        auto& row = table.rows.rows.emplace_back();
        row = {std::move(office), std::move(name)};
        for (const auto& indicator : indicators) row.push_back(indicator.cell(counts));
    };
    for (const auto& office : list_offices(db)) {
        const auto found = offices.find(office.key);
        add(office.key, office.name, found == offices.end() ? Counts{} : found->second);
    }
    add(Coded{"total", shown({"total", "合计"})}, {}, whole.current);
    return table;
}

// The bars of a chart: the cells of one column, by row.
Chart chart_of(const Table& table, Term title, Term unit, const Period& period, std::span<const std::string> rows, const char* column);

// --- identities

// The cell in the row whose first cell is `row` (in code), under the column; nothing if there is none.
const Cell* find_cell(const Table& table, std::string_view row, std::string_view column);

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
int check_indicators(const ReportTable& table, const Indicator<Counts> (&indicators)[n], Identities identities) {
    std::vector<Numbered> numbers;
    for (const auto& indicator : indicators) numbers.push_back({indicator.no, indicator.key});
    return check_columns(table, table.indicators, compared_columns(), identities) + check_rows(table, table.rows, numbers, identities);
}

// --- the tables

struct TableKind {
    const char* key;
    ReportTable (*make)(Db& db, const Period& period, Time as_of);
    int (*check)(const ReportTable& table);
    std::optional<Chart> (*chart)(const ReportTable& table, const Period& period);
};
extern const TableKind t1, t2, t3, t5;

// Conferences of several offices up to the end of a period, since there are records.
std::int64_t cross_office_meetings_until(Db& db, const Scope& scope);

} // namespace jointcase::tables
