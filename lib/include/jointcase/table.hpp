// Rows on their way out: what every list and report becomes before it is rendered.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/date.hpp>
#include <jointcase/language.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

// Tenths of a unit: 76.5 % is {765}; half away from zero, never a binary fraction.
struct Rate {
    std::int64_t tenths = 0;
    bool operator==(const Rate&) const = default;
};
// part * scale / whole in tenths; nothing where the denominator is zero.
std::optional<Rate> rate(std::int64_t part, std::int64_t whole, std::int64_t scale = 100);

// A rate, change or average whose denominator is zero: — for people, null in JSON, empty in CSV.
struct NoRate {
    bool operator==(const NoRate&) const = default;
};

// A coded value: the code in the database, JSON and CSV; the label for people.
struct Coded {
    std::string code, label;
    bool operator==(const Coded&) const = default;
};

using List = std::vector<std::string>;
using Cell = std::variant<std::monostate, bool, std::int64_t, Rate, NoRate, Date, Time, Coded, List, std::string>;

struct Column {
    std::string key;   // in CSV and JSON
    std::string title; // for people
};

struct Table {
    std::string key, title; // in JSON; for people
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<std::string> brief = {}; // the columns a list shows on a terminal unless --fields names others; empty: all
};

// How a chart is drawn: bars below one another; columns side by side, as months are; layers about an axis, as the ages of
// people are; a matrix of tinted cells.
enum class ChartKind { bars, columns, layers, matrix };

// Bars with their figures; drawn by html and xlsx, left out elsewhere.
struct Chart {
    std::string key, title; // the title names the table and the period
    std::string unit;
    std::vector<std::pair<std::string, std::int64_t>> bars; // of a matrix: its rows, with their sums
    ChartKind kind = ChartKind::bars;
    std::vector<std::string> across = {};               // of a matrix: its columns
    std::vector<std::vector<std::int64_t>> cells = {};  // of a matrix: as many per row as there are columns
};

// One record with its parts, or a report: what `show` and `report` print.
struct Document {
    std::string key, title;
    std::vector<std::string> sentences; // above the tables
    Table record;                       // of one row; in JSON its cells are the object's members. May be empty
    std::vector<Table> parts;           // in JSON arrays under their keys
    std::vector<Chart> charts;          // each shown behind the part of its key
    std::vector<std::pair<std::string, Cell>> figures = {}; // the key figures of a report; html alone shows them, for they are cells of the parts
};

// How a record becomes a row. A list of fields is written once per record type.
template <class Record>
struct Field {
    const char* key;
    Term title;
    Cell (*cell)(const Record&);
};

// Keeps the named columns, in the order named. Throws Fault::usage with the nearest name for an unknown one.
Table pick(const Table& table, std::span<const std::string> keys);

} // namespace jointcase
