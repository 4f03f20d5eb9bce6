// Rows of a sheet on their way in: what csv and xlsx both hand to the import. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jointcase {

// A stretch of rows, their cells in one piece of memory: UTF-8 without NUL, as they stand in the sheet.
struct RowBlock {
    struct Cell {
        std::uint32_t at = 0, size = 0; // in text
    };
    struct Row {
        std::int64_t line = 0; // the line of the file it begins on, or the row of the sheet; from 1
        std::uint32_t first = 0, count = 0; // of cells
    };
    struct Bad { // a cell that holds no value to be trusted
        std::uint32_t row = 0, cell = 0; // cell: within the row
        Problem problem;
    };

    std::string text;
    std::vector<Cell> cells;
    std::vector<Row> rows;
    std::vector<Bad> bad; // by row

    std::string_view cell(const Row& row, std::size_t i) const {
        const auto& cell = cells[row.first + i];
        return std::string_view(text).substr(cell.at, cell.size);
    }
    void clear() {
        text.clear();
        cells.clear();
        rows.clear();
        bad.clear();
    }
};

class RowSource {
public:
    virtual ~RowSource() = default;
    // Some 1 MiB of rows in place of what the block held; false if there are no more. Throws Invalid for a file that is
    // not what it should be, naming the line or the byte.
    virtual bool next(RowBlock& block) = 0;
    // How far in the file, of 1: for the progress line.
    virtual double progress() const = 0;
    // Rows may be shorter than the headings: their last cells are empty.
    virtual bool ragged() const { return false; }
    // Where a row, or a cell of it, stands: "file.csv:57", "file.xlsx!Sheet!C7". cell: from 0, or -1 for the whole row.
    virtual std::string place(std::int64_t line, int cell) const = 0;
};

} // namespace jointcase
