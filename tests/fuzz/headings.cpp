// The headings of a sheet and its rows by them; and the guard against formulas, which reading takes off again.
// Input: a map, then rows. Rows, and the entries of the map, end with \x1E, their cells with \x1F; \x1D stands between both.
// SPDX-License-Identifier: Apache-2.0
#include "sheet.hpp"

using namespace jointcase;
using namespace jointcase::fuzz;

namespace {

ImportMap map_of(std::string_view entries) { // c|heading|key, d|key|text, k|key|composition, v|key|word|word
    ImportMap map;
    while (!entries.empty()) {
        auto entry = take_until(entries, "\x1E");
        const auto kind = take_until(entry, "\x1F"), key = take_until(entry, "\x1F"), text = take_until(entry, "\x1F");
        if (kind == "c") map.columns[std::string(key)] = text;
        else if (kind == "d") map.defaults[std::string(key)] = text;
        else if (kind == "k") map.composed[std::string(key)] = text;
        else if (kind == "v") map.values[std::string(key)][std::string(text)] = entry;
    }
    return map;
}

RowBlock block_of(std::string_view rows) {
    RowBlock block;
    while (!rows.empty()) {
        auto row = take_until(rows, "\x1E");
        block.rows.push_back({static_cast<std::int64_t>(block.rows.size()) + 1, static_cast<std::uint32_t>(block.cells.size()), 0});
        do {
            const auto cell = take_until(row, "\x1F");
            block.cells.push_back({static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(cell.size())});
            block.text += cell;
            ++block.rows.back().count;
        } while (!row.empty());
    }
    return block;
}

// As a CSV is written.
std::string guarded(std::string_view cell) {
    const auto bare = cell.substr(std::min(cell.find_first_not_of('\''), cell.size()));
    const bool formula = !bare.empty() && std::string_view("=+-@\t\r").find(bare.front()) != std::string_view::npos;
    return (formula ? "'" : "") + std::string(cell);
}

} // namespace

FUZZ(headings) {
    const auto map = map_of(take_until(bytes, "\x1D"));
    const auto block = block_of(bytes);
    for (const auto& row : block.rows) {
        for (std::size_t i = 0; i < row.count; ++i) check(unguarded(guarded(block.cell(row, i))) == block.cell(row, i), "a guard is taken off again, and nothing else");
    }
    apply_headings(block, map);
}
