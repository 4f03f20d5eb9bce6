// Reports: a period's events reduced to numbers, and the numbers laid out as tables whose identities are checked.
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
    int months = 0;   // 1, 3, 6, 12; 0 for a span of days
    Span current, previous, year_to_date, last_year;
};
// 2020-02, 2020Q1, 2020H1, 2020; last-month, last-quarter, last-half and last-year by `today`. Throws Fault::invalid.
Period parse_period(std::string_view text, Date today);
Period period_of(Span days); // 上期: as many days just before; 上年同期: the same days a year before

// One table of the report: (a) indicators, compared; (b) by office, of the period. T3, T4, T5 and T10 have rows of their own.
struct ReportTable {
    std::string key; // T1
    std::string title;
    Table indicators; // part (a); empty where there are rows of its own
    Table rows;       // part (b), empty in a report of one office; or the table's own rows
};

struct Report {
    Period period;
    Time as_of{}; // the period's last moment, or the reader's clock if that is earlier: every status is that at this moment
    Coded office; // code and name; empty: all
    std::vector<std::string> sentences; // T0
    std::vector<ReportTable> tables;
    std::vector<Chart> charts;
    int identities = 0; // checked, all of them hold
};

struct ReportOptions {
    List tables;                // empty: all
    std::string office;         // what is attributed to this office alone; empty: to any
    bool for_publicity = false; // totals instead of offices, * for 1 and 2, no charts
};
// Throws Fault::inconsistent naming table, row and cells where an identity fails, Fault::usage for a table that is none,
// Fault::missing for an office that is none or a period before all records, Fault::invalid for one that is still to come.
Report make_report(Db& db, const Period& period, Time as_of, const ReportOptions& options = {});
Document report_document(const Report& report);

// Checks the identities of a table as it is printed, in every column of (a) and every row of (b); gives how many hold.
// Throws Fault::inconsistent naming the cell.
int check_identities(const ReportTable& table);
int check_identities(const std::vector<ReportTable>& tables); // also those between two tables

} // namespace jointcase
