// Reports: a period's events reduced to numbers, and the numbers laid out as tables whose identities are checked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/render.hpp>

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
    Table narrative;    // of a quarter, half year or year with all tables; a row per paragraph
    Table trend;        // the 24 months up to the period's end, if that was asked for
    std::vector<std::pair<std::string, Cell>> figures; // the key figures, cells of the tables
};

struct ReportOptions {
    List tables;                // empty: all
    std::string office;         // what is attributed to this office alone; empty: to any
    bool for_publicity = false; // totals instead of offices, * for 1 and 2, no charts
    bool trend = false;         // with all tables: the 24 months too, which a chart shows
};
// Throws Fault::inconsistent naming table, row and cells where an identity fails, Fault::usage for a table that is none,
// Fault::missing for an office that is none or a period before all records, Fault::invalid for one that is still to come.
Report make_report(Db& db, const Period& period, Time as_of, const ReportOptions& options = {});
Document report_document(const Report& report);

// 个人台账: T9 of one talent, in the pool or not, and what its figures are made of, in order of day; the chart has these by
// month where there are several. Texts of cases are masked unless `unmask`. Throws as make_report does.
Document ledger_document(Db& db, std::string_view talent, const Period& period, Time as_of, bool unmask = false);

// Checks the identities of a table as it is printed, in every column of (a) and every row of (b); gives how many hold.
// Throws Fault::inconsistent naming the cell.
int check_identities(const ReportTable& table);
int check_identities(const std::vector<ReportTable>& tables); // also those between two tables

// --- frozen reports

enum class ReportKind { month, quarter, half, year, span };
template <> std::span<const Word<ReportKind>> words<ReportKind>();

// A report as it was when it was frozen, whatever becomes of the data and the program (model, invariant 24).
struct FrozenReport {
    Id<FrozenReport> id;
    std::string key; // month 2020-02; a later freezing: month 2020-02/2
    ReportKind kind = ReportKind::month;
    std::string period; // 2020-02
    Date first_on{}, last_on{};
    int version = 1;
    Time frozen_at{};
    std::string document;   // JSON: all that any format shows
    std::string sha256;     // of the document
    std::string checkpoint; // the audit's last operation before it
    std::vector<Format> kept; // the formats whose own bytes are kept
};

// A version of its own where a figure differs from the latest, or a table has come; else that one, with the formats it did
// not keep. Throws Fault::refused before the period is over.
FrozenReport freeze_report(Write& write, const Period& period, const std::vector<Format>& formats = {});

// `text`: a key, or a period, whose latest version it is unless one is named. Throws Fault::missing; Fault::corrupt where
// it is not what its digest says.
FrozenReport find_frozen_report(Db& db, std::string_view text, std::optional<int> version, Date today);
std::vector<FrozenReport> list_frozen_reports(Db& db); // by period

Document frozen_document(const FrozenReport& frozen); // with digest and audit checkpoint, in the language it was frozen in
// The bytes that were kept, or made from the document. Throws Fault::corrupt as well.
std::string render(Db& db, const FrozenReport& frozen, const Style& style);

// A figure that is another now: entered late, or corrected. Nothing in `then` or `now`: there is no such row or column.
struct ChangedCell {
    Coded table, row, column;
    Cell then, now;
};
std::vector<ChangedCell> changes_since(Db& db, const FrozenReport& frozen, Time now); // in the tables that were frozen

Table frozen_table(const std::vector<FrozenReport>& reports);
Table changed_table(const std::vector<ChangedCell>& cells);

} // namespace jointcase
