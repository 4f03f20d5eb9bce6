// SPDX-License-Identifier: Apache-2.0
#include <jointcase/error.hpp>
#include <jointcase/render.hpp>

#include "render_parts.hpp"
#include "text.hpp"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace jointcase {

namespace {

using Json = nlohmann::ordered_json;

struct FormatName {
    Format format;
    const char* name;
};
constexpr FormatName formats[] = {{Format::text, "text"}, {Format::csv, "csv"}, {Format::json, "json"},
                                  {Format::jsonl, "jsonl"}, {Format::md, "md"}, {Format::html, "html"}, {Format::xlsx, "xlsx"}};

std::string tenths(Rate rate) {
    const auto size = rate.tenths < 0 ? -rate.tenths : rate.tenths;
    return fmt::format("{}{}.{}", rate.tenths < 0 ? "-" : "", size / 10, size % 10);
}

} // namespace

Format parse_format(std::string_view name) {
    for (const auto& format : formats) {
        if (name == format.name) return format.format;
    }
    throw Error(Fault::invalid, "there is no format “{}”; there are: text, csv, json, jsonl, md, html, xlsx", name);
}

const char* format_name(Format format) {
    for (const auto& one : formats) {
        if (one.format == format) return one.name;
    }
    return "";
}

std::optional<Format> format_of_suffix(std::string_view file) {
    const auto dot = file.rfind('.');
    if (dot == std::string_view::npos) return {};
    const auto suffix = lower(file.substr(dot + 1));
    if (suffix == "txt") return Format::text;
    if (suffix == "htm") return Format::html;
    for (const auto& one : formats) {
        if (suffix == one.name) return one.format;
    }
    return {};
}

std::string shown(const Cell& cell) {
    return std::visit(Overloaded{
                          [](std::monostate) { return std::string(); },
                          [](bool value) { return std::string(value ? _("yes") : _("no")); },
                          [](std::int64_t value) { return std::to_string(value); },
                          [](Rate value) { return tenths(value); },
                          [](NoRate) { return std::string("—"); },
                          [](Date value) { return iso(value); },
                          [](Time value) { return iso(value).replace(10, 1, " ").substr(0, 16); },
                          [](const Coded& value) { return value.label; },
                          [](const List& value) { return fmt::format("{}", fmt::join(value, language() == Language::zh ? "；" : "; ")); },
                          [](const std::string& value) { return value; },
                      },
                      cell);
}

std::string plain(const Cell& cell) {
    return std::visit(Overloaded{
                          [](bool value) { return std::string(value ? "1" : "0"); },
                          [](NoRate) { return std::string(); },
                          [](Time value) { return iso(value); },
                          [](const Coded& value) { return value.code; },
                          [](const List& value) { return fmt::format("{}", fmt::join(value, ";")); },
                          [](const auto& value) { return shown(Cell(value)); },
                      },
                      cell);
}

bool is_number(const Cell& cell) {
    return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<Rate>(cell) || std::holds_alternative<NoRate>(cell);
}

bool set_right(const Table& table, std::size_t column) {
    bool numbers = false;
    for (const auto& row : table.rows) {
        if (is_number(row[column])) numbers = true;
        else if (!shown(row[column]).empty()) return false;
    }
    return numbers;
}

namespace {

// What a terminal or a page shows of a list: its brief columns.
Table for_people(const Table& table) { return table.brief.empty() ? table : pick(table, table.brief); }

Document with_rows(Document document) {
    std::erase_if(document.parts, [](const Table& part) { return part.rows.empty(); });
    return document;
}

// Parts without rows are left out.
Document for_people(Document document) {
    document = with_rows(std::move(document));
    for (auto& part : document.parts) part = for_people(part);
    return document;
}

// --- text

std::string bold(std::string_view text, bool color) { return color && !text.empty() ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text); }

struct Grid {
    std::vector<std::vector<std::string>> cells; // the first row is the heading
    std::vector<int> widths;
    std::vector<bool> right;
    std::vector<bool> cuttable; // columns of texts; never the first, by which its row is named in the next command
};

int width_of(const Grid& grid) { return std::accumulate(grid.widths.begin(), grid.widths.end(), 2 * (static_cast<int>(grid.widths.size()) - 1)); }

// Cuts texts, the widest first, until the table fits the terminal or none is wider than 8.
void fit(Grid& grid, const Style& style) {
    if (style.width <= 0) return;
    for (int excess = width_of(grid) - style.width; excess > 0; --excess) {
        int* widest = nullptr;
        for (std::size_t i = 0; i < grid.widths.size(); ++i) {
            if (grid.cuttable[i] && grid.widths[i] > (widest ? *widest : 8)) widest = &grid.widths[i];
        }
        if (!widest) break;
        --*widest;
    }
    for (auto& row : grid.cells) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = cut(row[i], grid.widths[i], style.ambiguous_width);
    }
}

Grid grid_of(const Table& table, const Style& style) {
    Grid grid;
    auto& heading = grid.cells.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        heading.push_back(printable(table.columns[i].title));
        grid.right.push_back(set_right(table, i));
        grid.cuttable.push_back(i > 0 && std::any_of(table.rows.begin(), table.rows.end(), [i](const auto& row) {
            return std::holds_alternative<std::string>(row[i]) || std::holds_alternative<List>(row[i]) || std::holds_alternative<Coded>(row[i]);
        }));
    }
    for (const auto& row : table.rows) {
        auto& cells = grid.cells.emplace_back();
        for (const auto& cell : row) cells.push_back(printable(shown(cell)));
    }
    grid.widths.assign(table.columns.size(), 0);
    for (const auto& row : grid.cells) {
        for (std::size_t i = 0; i < row.size(); ++i) grid.widths[i] = std::max(grid.widths[i], display_width(row[i], style.ambiguous_width));
    }
    fit(grid, style);
    return grid;
}

// The columns of a table too wide for the terminal, in blocks that fit it; each begins with the first column.
std::vector<std::vector<std::size_t>> blocks_of(const Grid& grid, const Style& style) {
    std::vector<std::vector<std::size_t>> blocks(1);
    int width = 0;
    for (std::size_t i = 0; i < grid.widths.size(); ++i) {
        if (style.width > 0 && blocks.back().size() > 1 && width + 2 + grid.widths[i] > style.width) {
            blocks.push_back({0});
            width = grid.widths[0];
        }
        width += grid.widths[i] + (blocks.back().empty() ? 0 : 2);
        blocks.back().push_back(i);
    }
    return blocks;
}

std::string padded(std::string_view text, int width, bool right, int ambiguous) {
    const std::string blanks(static_cast<std::size_t>(std::max(0, width - display_width(text, ambiguous))), ' ');
    return right ? blanks + std::string(text) : std::string(text) + blanks;
}

std::string text_lines(const Table& table, const Style& style) {
    auto grid = grid_of(table, style);
    std::vector<std::string> rule;
    for (const int width : grid.widths) {
        auto& dashes = rule.emplace_back();
        for (int i = style.ambiguous_width; i <= width; i += style.ambiguous_width) dashes += "─";
    }
    grid.cells.insert(grid.cells.begin() + 1, rule);
    std::string out;
    for (const auto& block : blocks_of(grid, style)) {
        if (!out.empty()) out += '\n';
        for (std::size_t row = 0; row < grid.cells.size(); ++row) {
            std::string line;
            for (const auto i : block) line += (line.empty() ? "" : "  ") + padded(grid.cells[row][i], grid.widths[i], grid.right[i], style.ambiguous_width);
            line.erase(line.find_last_not_of(' ') + 1);
            out += bold(line, style.color && row == 0) + '\n';
        }
    }
    return out;
}

// A record: its fields below one another, those without a value left out.
std::string text_record(const Table& record, const Style& style) {
    std::string out;
    if (record.rows.empty()) return out;
    int width = 0;
    for (const auto& column : record.columns) width = std::max(width, display_width(column.title, style.ambiguous_width));
    for (std::size_t i = 0; i < record.columns.size(); ++i) {
        const auto value = printable(shown(record.rows[0][i]));
        if (value.empty()) continue;
        out += bold(padded(record.columns[i].title, width, false, style.ambiguous_width), style.color) + "  " + value + '\n';
    }
    return out;
}

std::string text_document(const Document& document, const Style& style) {
    std::string out = bold(printable(document.title), style.color);
    if (!out.empty()) out += '\n';
    for (const auto& sentence : document.sentences) out += printable(sentence) + '\n';
    out += text_record(document.record, style);
    for (const auto& part : document.parts) {
        out += (out.empty() ? "" : "\n") + bold(printable(part.title), style.color) + '\n' + text_lines(part, style);
    }
    return out;
}

// --- csv

bool starts_formula(std::string_view text) {
    while (text.starts_with('\'')) text.remove_prefix(1);
    return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

std::string csv_field(const Cell& cell, const Style& style) {
    auto text = plain(cell);
    if (style.width > 0) text = printable(text); // a terminal is shown no control characters; a file keeps them
    if (!is_number(cell) && starts_formula(text)) text.insert(0, 1, '\''); // else a spreadsheet would run it
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string csv_lines(const Table& table, const Style& style) {
    std::string out;
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += (i ? "," : "") + table.columns[i].key;
    out += "\r\n";
    for (const auto& row : table.rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "," : "") + csv_field(row[i], style);
        out += (line.empty() ? "\"\"" : line) + "\r\n"; // an empty line would be no row
    }
    return out;
}

std::string csv_document(const Document& document, const Style& style) {
    std::string out = document.record.rows.empty() ? "" : csv_lines(document.record, style);
    for (const auto& part : document.parts) out += (out.empty() ? "" : "\r\n") + csv_field(part.title, style) + "\r\n" + csv_lines(part, style);
    return out;
}

// --- json

Json json_of(const Cell& cell) {
    return std::visit(Overloaded{
                          [](std::monostate) { return Json(nullptr); },
                          [](bool value) { return Json(value); },
                          [](std::int64_t value) { return Json(value); },
                          [](Rate value) { return Json(static_cast<double>(value.tenths) / 10); }, // the nearest double prints as the tenths again
                          [](NoRate) { return Json(nullptr); },
                          [](Date value) { return Json(iso(value)); },
                          [](Time value) { return Json(iso(value)); },
                          [](const Coded& value) { return Json(value.code); },
                          [](const List& value) { return Json(value); },
                          [](const std::string& value) { return Json(value); },
                      },
                      cell);
}

Json json_row(const Table& table, const std::vector<Cell>& row) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i].key] = json_of(row[i]);
    return object;
}

Json json_rows(const Table& table) {
    Json array = Json::array();
    for (const auto& row : table.rows) array.push_back(json_row(table, row));
    return array;
}

Json json_document(const Document& document) {
    Json object = document.record.rows.empty() ? Json::object() : json_row(document.record, document.record.rows[0]);
    if (!document.sentences.empty()) object["sentences"] = document.sentences;
    for (const auto& part : document.parts) object[part.key] = json_rows(part);
    return object;
}

// What a terminal must not be sent is escaped, so that nothing of it is lost.
std::string dump(const Json& json, int indent) {
    const auto text = json.dump(indent, ' ', false, Json::error_handler_t::strict) + '\n';
    if (text.find_first_of("\x7F\xC2\xD8\xE2") == std::string::npos) return text; // what all of it begins with
    std::u32string out;
    for (const auto c : characters(text)) {
        if (hidden(c) && c != U'\n') out += characters(fmt::format("\\u{:04x}", static_cast<unsigned>(c)));
        else out += c;
    }
    return utf8(out);
}

// --- markdown

std::string md_cell(const Cell& cell) {
    std::string out;
    for (const char c : printable(shown(cell))) {
        if (std::string_view("|\\*_`<[~&$").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

// A paragraph: what begins like a heading, a list or a quotation is none.
std::string md_paragraph(std::string_view text) {
    auto out = md_cell(trim(text));
    const auto mark = out.find_first_not_of("0123456789");
    if (mark != std::string::npos && std::string_view(mark == 0 ? "#+->=" : ".)").find(out[mark]) != std::string_view::npos) out.insert(mark, 1, '\\');
    return out;
}

std::string md_lines(const Table& table) {
    std::string out = "|", rule = "|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        out += ' ' + md_cell(table.columns[i].title) + " |";
        rule += set_right(table, i) ? " ---: |" : " --- |";
    }
    out += '\n' + rule + '\n';
    for (const auto& row : table.rows) {
        out += '|';
        for (const auto& cell : row) out += ' ' + md_cell(cell) + " |";
        out += '\n';
    }
    return out;
}

std::string md_document(const Document& document) {
    std::string out = "# " + md_cell(document.title) + '\n';
    for (const auto& sentence : document.sentences) out += '\n' + md_paragraph(sentence) + '\n';
    if (!document.record.rows.empty()) {
        out += "\n| | |\n| --- | --- |\n";
        for (std::size_t i = 0; i < document.record.columns.size(); ++i) {
            if (const auto value = md_cell(document.record.rows[0][i]); !value.empty()) out += "| " + md_cell(document.record.columns[i].title) + " | " + value + " |\n";
        }
    }
    for (const auto& part : document.parts) out += "\n## " + md_cell(part.title) + "\n\n" + md_lines(part);
    return out;
}

std::string with_bom(std::string csv, const Style& style) { return style.csv_bom ? "\xEF\xBB\xBF" + csv : csv; }

} // namespace

std::string render(const Table& table, const Style& style) {
    switch (style.format) {
    case Format::text: return text_lines(for_people(table), style);
    case Format::csv: return with_bom(csv_lines(table, style), style);
    case Format::json: return dump(json_rows(table), 2);
    case Format::jsonl: {
        std::string out;
        for (const auto& row : table.rows) out += dump(json_row(table, row), -1);
        return out;
    }
    case Format::md: return md_lines(for_people(table));
    case Format::html: return render_html({table.key, table.title, {}, {}, {for_people(table)}, {}});
    case Format::xlsx: return render_xlsx({table.key, table.title, {}, {}, {table}, {}});
    }
    return {};
}

std::string render(const Document& document, const Style& style) {
    switch (style.format) {
    case Format::text: return text_document(for_people(document), style);
    case Format::csv: return with_bom(csv_document(document, style), style);
    case Format::json: return dump(json_document(document), 2);
    case Format::jsonl: return dump(json_document(document), -1);
    case Format::md: return md_document(for_people(document));
    case Format::html: return render_html(for_people(document));
    case Format::xlsx: return render_xlsx(with_rows(document));
    }
    return {};
}

} // namespace jointcase
