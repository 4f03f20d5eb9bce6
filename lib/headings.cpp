// SPDX-License-Identifier: Apache-2.0
#include "headings.hpp"

#include "text.hpp"

#include <jointcase/suggest.hpp>

#include <algorithm>

namespace jointcase {

namespace {

constexpr std::string_view byte_order_mark = "\uFEFF";

std::string bare(std::string_view heading) {
    auto text = trim(heading);
    if (text.starts_with(byte_order_mark)) text = trim(text.substr(byte_order_mark.size()));
    return text;
}

std::string folded(std::string_view heading) { return lower(trim(half_width(bare(heading)))); }

bool any_of(std::string_view text, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), text) != names.end(); }

// Headings that no map may bring in.
std::optional<Problem> forbidden(const std::string& heading) {
    const auto name = folded(heading);
    if (any_of(name, {"conclusion", "resolution", "decision_of_conference", "vote", "votes", "结论", "会议结论", "决议", "会议决议", "倾向性意见", "会议倾向性意见", "表决", "表决结果", "投票"})) {
        return Problem::of(heading.c_str(), "conclusion", "the conference forms no resolution and no tendency opinion; there is no such field (leave it out in a map: \"{}\" = \"\")", printable(heading));
    }
    if (any_of(name, {"身份证", "身份证号", "身份证号码", "公民身份号码", "证件号码", "id_card", "id_number", "idcard"})) {
        return Problem::of(heading.c_str(), "id_card", "ID-card numbers are not stored (个人信息保护法 art 6); remove the column, or leave it out in a map: \"{}\" = \"\"", printable(heading));
    }
    return {};
}

// For people: what a rejects file adds behind the columns of its rows, and a template beside those to be filled in.
bool is_note(std::string_view heading) { return heading.starts_with('_'); }

// The column a heading means without a map: by its key first, as a title may be another's key.
std::optional<std::size_t> known_column(const std::string& heading, std::span<const SheetColumn> columns) {
    const auto name = folded(heading);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (name == columns[i].key) return i;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (name == lower(columns[i].title.en)) return i;
        for (const auto& title : split(columns[i].title.zh, ";")) {
            if (name == lower(title)) return i;
        }
    }
    return {};
}

// 秘密, 机密 or 绝密 alone or before ★: a document above work secrets.
bool marks_secrecy(std::string_view cell) {
    const auto lead = cell.empty() ? 0 : static_cast<unsigned char>(cell.front());
    if (lead != 0xE7 && lead != 0xE6 && lead != 0xE3 && lead > ' ') return false; // of the marks and of white space
    if (cell.size() > 256) return false;
    const auto text = trim(cell);
    for (const std::string_view mark : {"秘密", "机密", "绝密"}) {
        if (text == mark || text.starts_with(std::string(mark) + "★")) return true;
    }
    return false;
}

bool is_blank(std::string_view cell) {
    const auto lead = cell.empty() ? ' ' : static_cast<unsigned char>(cell.front());
    return (lead <= ' ' || lead == 0xE3) && trim(cell).empty(); // 0xE3: of the ideographic space
}

} // namespace

bool blank(const RowBlock& block, const RowBlock::Row& row) {
    for (std::size_t i = 0; i < row.count; ++i) {
        if (!is_blank(block.cell(row, i))) return false;
    }
    return true;
}

std::string_view unguarded(std::string_view cell) {
    if (!cell.starts_with('\'')) return cell;
    const auto quotes = cell.find_first_not_of('\'');
    if (quotes != std::string_view::npos && std::string_view("=+-@\t\r").find(cell[quotes]) != std::string_view::npos) cell.remove_prefix(1);
    return cell;
}

std::optional<std::size_t> find_headings(const RowBlock& block, const ImportMap& map, std::span<const SheetColumn> columns) {
    constexpr int looked_at = 20;
    std::optional<std::size_t> first, best;
    std::size_t most = 0;
    int rows = 0;
    for (std::size_t i = 0; i < block.rows.size() && rows < looked_at; ++i) {
        const auto& row = block.rows[i];
        std::size_t filled = 0, known = 0;
        for (std::size_t j = 0; j < row.count; ++j) {
            const auto text = bare(block.cell(row, j));
            if (text.empty()) continue;
            ++filled;
            if (map.columns.contains(text) || known_column(text, columns)) ++known;
        }
        if (filled == 0) continue;
        if (!first) first = i;
        if (known > most && known * 2 >= filled) most = known, best = i;
        ++rows;
    }
    return best ? best : first;
}

Headings::Headings(const RowBlock& block, const RowBlock::Row& row, const ImportMap& map, std::span<const SheetColumn> columns) : map_(map), columns_(columns) {
    for (std::size_t i = 0; i < row.count; ++i) texts_.push_back(bare(block.cell(row, i)));
    for (const auto& text : texts_) column_.push_back(column_of(text));
    check();
    for (const auto& column : columns_) {
        const auto values = map_.values.find(column.key);
        values_.push_back(values == map_.values.end() ? nullptr : &values->second);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (const auto found = map_.composed.find(columns_[i].key); found != map_.composed.end()) composed_.emplace_back(i, pieces(found->second));
        if (const auto found = map_.defaults.find(columns_[i].key); found != map_.defaults.end()) defaults_.emplace_back(i, found->second);
    }
}

int Headings::column_of(const std::string& text) {
    const auto mapped = map_.columns.find(text);
    if (mapped != map_.columns.end() && mapped->second.empty()) return left_out;
    if (auto problem = forbidden(text)) {
        problems_.push_back(std::move(*problem));
        return left_out;
    }
    if (mapped != map_.columns.end()) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].key == mapped->second) return static_cast<int>(i);
        }
        problems_.push_back(Problem::of(text.c_str(), "unknown_column", "the map names a column “{}” that does not exist", mapped->second));
        return left_out;
    }
    if (const auto column = known_column(text, columns_)) return static_cast<int>(*column);
    if (is_note(text)) return left_out;
    for (const auto& [key, composition] : map_.composed) {
        if (composition.find("{" + text + "}") != std::string::npos) return left_out;
    }
    std::vector<std::string> known;
    for (const auto& column : columns_) {
        known.emplace_back(column.key);
        known.emplace_back(column.title.shown());
    }
    const auto near = nearest(folded(text), known);
    problems_.push_back(text.empty() ? Problem::of("", "unknown_column", "column {} has no heading", column_.size() + 1)
                        : near.empty() ? Problem::of(text.c_str(), "unknown_column", "no such column (leave it out in a map: \"{}\" = \"\")", printable(text))
                                       : Problem::of(text.c_str(), "unknown_column", "no such column; did you mean: {}", near));
    return left_out;
}

std::vector<Headings::Piece> Headings::pieces(const std::string& composition) {
    std::vector<Piece> all;
    for (std::size_t i = 0; i < composition.size();) {
        const auto open = composition.find('{', i), close = open == std::string::npos ? open : composition.find('}', open);
        all.push_back({composition.substr(i, (close == std::string::npos ? composition.size() : open) - i)});
        if (close == std::string::npos) break;
        const auto name = composition.substr(open + 1, close - open - 1);
        const auto found = std::find(texts_.begin(), texts_.end(), name);
        if (found == texts_.end()) problems_.push_back(Problem::of("", "unknown_column", "the map composes from a column “{}” that the file has not", name));
        else if (auto problem = forbidden(name)) problems_.push_back(std::move(*problem)); // nor by composing
        else all.push_back({{}, static_cast<int>(found - texts_.begin())});
        i = close + 1;
    }
    return all;
}

void Headings::check() {
    for (std::size_t i = 0; i < column_.size(); ++i) {
        for (std::size_t j = 0; j < i && column_[i] != left_out; ++j) {
            if (column_[i] == column_[j]) problems_.push_back(Problem::of(texts_[i].c_str(), "double_column", "columns {} and {} are both the {}", j + 1, i + 1, columns_[static_cast<std::size_t>(column_[i])].key));
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto& column = columns_[i];
        const bool there = std::find(column_.begin(), column_.end(), static_cast<int>(i)) != column_.end();
        if (column.required && !there && !map_.defaults.contains(column.key) && !map_.composed.contains(column.key)) {
            problems_.push_back(Problem::of("", "missing_column", "the column “{}” ({}) is missing", column.title.shown(), column.key));
        }
    }
    for (const auto* section : {&map_.defaults, &map_.composed}) {
        for (const auto& entry : *section) {
            if (std::none_of(columns_.begin(), columns_.end(), [&](const SheetColumn& column) { return column.key == entry.first; })) {
                problems_.push_back(Problem::of("", "unknown_column", "the map names a column “{}” that does not exist", entry.first));
            }
        }
    }
}

int Headings::position(const std::string& key) const {
    for (std::size_t i = 0; i < column_.size(); ++i) {
        if (column_[i] != left_out && columns_[static_cast<std::size_t>(column_[i])].key == key) return static_cast<int>(i);
    }
    return -1;
}

std::string Headings::shown(const std::string& key) const {
    const int cell = position(key);
    return cell < 0 ? key : texts_[static_cast<std::size_t>(cell)];
}

bool Headings::used(std::size_t cell) const {
    if (cell >= column_.size()) return false;
    if (column_[cell] != left_out) return true;
    return std::any_of(composed_.begin(), composed_.end(), [&](const auto& composed) {
        return std::any_of(composed.second.begin(), composed.second.end(), [&](const Piece& piece) { return piece.cell == static_cast<int>(cell); });
    });
}

void Headings::apply(const RowBlock& block, const RowBlock::Row& row, std::span<std::string_view> cells, std::deque<std::string>& made) const {
    std::fill(cells.begin(), cells.end(), std::string_view());
    const auto count = std::min<std::size_t>(row.count, column_.size());
    for (std::size_t i = 0; i < count; ++i) {
        auto cell = unguarded(block.cell(row, i));
        if (marks_secrecy(cell)) {
            const auto* key = column_[i] == left_out ? "" : columns_[static_cast<std::size_t>(column_[i])].key.c_str();
            throw Invalid({Problem::of(key, "secrecy", "“{}” marks a state secret; nothing above work secrets may enter (保守国家秘密法 art 14)", trim(cell))});
        }
        if (column_[i] == left_out || is_blank(cell)) continue;
        const auto column = static_cast<std::size_t>(column_[i]);
        if (const auto* values = values_[column]) {
            if (const auto value = values->find(trim(cell)); value != values->end()) cell = value->second;
        }
        cells[column] = cell;
    }
    for (const auto& [column, parts] : composed_) {
        auto& text = made.emplace_back();
        for (const auto& part : parts) {
            const auto cell = static_cast<std::size_t>(part.cell);
            if (part.cell == left_out) text += part.text;
            else if (cell < row.count) text += trim(unguarded(block.cell(row, cell)));
        }
        cells[column] = text;
    }
    for (const auto& [column, text] : defaults_) {
        if (cells[column].empty()) cells[column] = text;
    }
}

} // namespace jointcase
