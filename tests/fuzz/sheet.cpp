// SPDX-License-Identifier: Apache-2.0
#include "sheet.hpp"

#include "text.hpp"

#include <algorithm>
#include <functional>

namespace jointcase::fuzz {

namespace {

const std::vector<SheetColumn> columns = {
    {"source_no", {"source number", "来源编号"}, true},
    {"office", {"office", "检察院;承办单位"}, true},
    {"name", {"full name", "姓名"}},
    {"role", {"role", "身份"}},
    {"held_on", {"held on", "召开日期"}, false, ValueType::date},
    {"note", {"remarks", "备注;说明"}},
};

// White space, and a byte order mark with it.
bool says_nothing(std::string_view cell) {
    auto text = trim(cell);
    if (text.starts_with("\uFEFF")) text = trim(text.substr(3));
    return text.empty();
}

bool within(std::string_view view, std::string_view text) {
    const std::less_equal<> before; // of any two places
    return before(text.data(), view.data()) && before(view.data() + view.size(), text.data() + text.size());
}

} // namespace

void apply_headings(const RowBlock& block, const ImportMap& map) {
    const auto found = find_headings(block, map, columns);
    const auto nothing = [&](const RowBlock::Cell& cell) { return says_nothing(std::string_view(block.text).substr(cell.at, cell.size)); };
    if (!found) check(std::all_of(block.cells.begin(), block.cells.end(), nothing) || block.rows.size() > 20, "only where all is blank there are no headings");
    if (!found) return;
    check(*found < block.rows.size(), "the headings are a row of the sheet");
    const auto& heading = block.rows[*found];
    check(!blank(block, heading), "the headings are not blank");

    const Headings headings(block, heading, map, columns);
    check(headings.texts().size() == heading.count, "every cell of the row is a heading");
    for (const auto& column : columns) {
        const int cell = headings.position(column.key);
        check(cell >= -1 && cell < static_cast<int>(heading.count), "a column is a cell of the row, or none");
        check(headings.shown(column.key) == (cell < 0 ? column.key : headings.texts()[static_cast<std::size_t>(cell)]), "a column is shown as it is headed");
        const bool given = cell >= 0 || map.defaults.contains(column.key) || map.composed.contains(column.key);
        check(given || !column.required || !headings.problems().empty(), "a required column that nothing gives is a problem");
    }

    for (auto i = *found + 1; i < block.rows.size(); ++i) {
        std::vector<std::string_view> cells(columns.size(), "before");
        std::deque<std::string> made;
        try {
            headings.apply(block, block.rows[i], cells, made);
        } catch (const Invalid& invalid) {
            check(invalid.problems().front().code == "secrecy", "a row is refused only for a mark of secrecy");
            continue;
        }
        for (std::size_t j = 0; j < cells.size(); ++j) {
            bool known = cells[j].empty() || within(cells[j], block.text);
            for (const auto& text : made) known = known || within(cells[j], text);
            if (const auto text = map.defaults.find(columns[j].key); text != map.defaults.end()) known = known || within(cells[j], text->second);
            if (const auto values = map.values.find(columns[j].key); values != map.values.end()) {
                for (const auto& [word, text] : values->second) known = known || within(cells[j], text);
            }
            check(known, "a cell stands in the row, in the map or in what was made of them");
            const int from = headings.position(columns[j].key);
            const bool its_own = from >= 0 && headings.problems().empty() && !map.values.contains(columns[j].key) && !map.composed.contains(columns[j].key);
            if (!its_own || from >= static_cast<int>(block.rows[i].count)) continue;
            const auto cell = unguarded(block.cell(block.rows[i], static_cast<std::size_t>(from)));
            if (!trim(cell).empty()) check(cells[j] == cell, "what stands under a heading is the column's");
        }
    }
}

} // namespace jointcase::fuzz
