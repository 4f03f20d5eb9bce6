// What the columns of a sheet are to us: its headings and the mapping file, applied to its rows. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rows.hpp"

#include <jointcase/column.hpp>
#include <jointcase/import.hpp>

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace jointcase {

// A column as the engine knows it.
struct SheetColumn {
    std::string key;
    Term title; // headings: the key, the English title, every Chinese name
    bool required = false;
    ValueType type = ValueType::text;
    std::vector<std::string> choices = {}; // of a coded column, for people
};

// One row, its cells in the order of the columns; maps, defaults and compositions are applied.
class SheetRow {
public:
    std::int64_t line = 0;
    std::span<const std::string_view> cells; // empty: not given; \N: clear it
};

class Headings {
public:
    Headings(const RowBlock& block, const RowBlock::Row& row, const ImportMap& map, std::span<const SheetColumn> columns);

    // A heading that is unknown, double, missing or forbidden; column: as it stands in the file.
    const Problems& problems() const { return problems_; }
    const std::vector<std::string>& texts() const { return texts_; } // as they stand in the file
    // How a column is headed in the file, and which cell it is; the key itself and -1 where the map supplies it.
    std::string shown(const std::string& key) const;
    int position(const std::string& key) const;
    bool used(std::size_t cell) const; // not left out

    // The cells of a row in the order of the columns. What is composed is kept in `made`.
    // Throws Invalid for a mark of a state secret, its code "secrecy".
    void apply(const RowBlock& block, const RowBlock::Row& row, std::span<std::string_view> cells, std::deque<std::string>& made) const;

private:
    static constexpr int left_out = -1;
    struct Piece { // of a composition
        std::string text;
        int cell = left_out; // or this cell of the row
    };

    int column_of(const std::string& text);
    std::vector<Piece> pieces(const std::string& composition);
    void check();

    const ImportMap& map_;
    std::span<const SheetColumn> columns_;
    std::vector<std::string> texts_;
    std::vector<int> column_; // of each cell: our column, or left_out
    std::vector<const std::map<std::string, std::string>*> values_; // of each of our columns, if it translates
    std::vector<std::pair<std::size_t, std::vector<Piece>>> composed_;
    std::vector<std::pair<std::size_t, std::string_view>> defaults_;
    Problems problems_;
};

// The row of the headings, as offices put titles above: of the first rows the one with most headings that are known, if
// they are half of it; else the first that is not blank. Nothing if all are blank.
std::optional<std::size_t> find_headings(const RowBlock& block, const ImportMap& map, std::span<const SheetColumn> columns);

bool blank(const RowBlock& block, const RowBlock::Row& row); // nothing but white space

// ^'+[=+\-@\t\r] loses an apostrophe when it is read, ^'*[=+\-@\t\r] gets one when it is written.
std::string_view unguarded(std::string_view cell);

} // namespace jointcase
