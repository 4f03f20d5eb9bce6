// Reports: a period's events reduced to numbers (T0–T5), and the numbers laid out as tables whose identities are checked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/table.hpp>

#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

// A period and those it is compared with.
struct Period {
    std::string name; // 2020-02, 2020Q1, 2020H1, 2020, or 2020-02-03..2020-02-20
    Span current, previous, year_to_date, last_year;
};
// 2020-02, 2020Q1, 2020H1, 2020; last-month by `today`. Throws Fault::invalid.
Period parse_period(std::string_view text, Date today);
Period period_of(Span days); // 上期: as many days just before; 上年同期: the same days a year before

// One table of the report: (a) indicators over the whole database, (b) by office; T3 and T5 have rows of their own.
struct ReportTable {
    std::string key; // T1
    std::string title;
    Table indicators; // part (a); empty for T3 and T5
    Table rows;       // part (b), or the table's own rows
};

struct Report {
    Period period;
    Time as_of{};
    std::vector<std::string> sentences; // T0
    std::vector<ReportTable> tables;
    std::vector<Chart> charts;
    int identities = 0; // checked, all of them hold
};

// Throws Fault::inconsistent naming table, row and cells where an identity fails. `tables` empty: all.
Report make_report(Db& db, const Period& period, Time as_of, const std::vector<std::string>& tables = {});
Document report_document(const Report& report);

// Checks the identities of a table as it is printed; gives how many hold. Throws Fault::inconsistent naming the cell.
int check_identities(const ReportTable& table);

} // namespace jointcase
