// SPDX-License-Identifier: Apache-2.0
#include <jointcase/column.hpp>
#include <jointcase/suggest.hpp>

#include "decode.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace jointcase {

std::string coded_label(const char* code, const char* zh) {
    if (language() == Language::zh) return std::string(Term{code, zh}.shown());
    std::string label = code;
    std::replace(label.begin(), label.end(), '_', ' ');
    return label;
}

bool names_word(const char* code, const char* zh, std::string_view text) {
    auto typed = lower(trim(half_width(text)));
    for (const auto& name : split(zh, ";")) {
        if (typed == lower(name)) return true;
    }
    std::replace(typed.begin(), typed.end(), ' ', '_');
    std::replace(typed.begin(), typed.end(), '-', '_');
    return typed == lower(code);
}

std::string yes_or_no(bool value) { return value ? _("yes") : _("no"); }

void throw_unknown_word(std::string_view text, const std::vector<std::string>& known) {
    throw Error(Fault::invalid, "“{}” is none of: {}", printable(text), fmt::join(known, ", ")).coded("unknown_word");
}

void check_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) throw Error(Fault::invalid, "a text cannot hold a NUL character");
    if (const auto bad = find_bad_utf8(text)) throw Error(Fault::invalid, "a text is UTF-8; the byte at offset {} is not", *bad);
}

void read_text(std::string& value, std::string_view text) {
    check_text(text);
    value = trim(text);
}

void read_text(bool& value, std::string_view text) {
    const auto typed = lower(trim(half_width(text)));
    for (const char* yes : {"1", "yes", "true", "y", "是", "有", "√"}) {
        if (typed == yes) return void(value = true);
    }
    for (const char* no : {"0", "no", "false", "n", "否", "无", "×"}) {
        if (typed == no) return void(value = false);
    }
    throw Error(Fault::invalid, "“{}” is neither yes nor no", printable(text));
}

void read_text(int& value, std::string_view text) {
    const auto typed = trim(half_width(text));
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    if (error != std::errc{} || end != typed.data() + typed.size()) throw Error(Fault::invalid, "“{}” is not a whole number", printable(text)).coded("bad_number");
}

void read_text(Date& value, std::string_view text) { value = parse_date(text); }
void read_text(Time& value, std::string_view text) { value = parse_time(text); }
void read_text(List& value, std::string_view text) { value = split(text, ";；"); }

Cell to_cell(const std::string& value) { return value.empty() ? Cell{} : Cell{value}; }
Cell to_cell(const List& value) { return value.empty() ? Cell{} : Cell{value}; }

std::optional<Rate> rate(std::int64_t part, std::int64_t whole, std::int64_t scale) {
    if (whole == 0) return {};
    const auto doubled = part * scale * 10 * 2; // in half tenths, so that the rounding is exact
    const bool negative = (doubled < 0) != (whole < 0);
    const auto a = doubled < 0 ? -doubled : doubled, b = whole < 0 ? -whole : whole;
    const auto tenths = (a + b) / (2 * b);
    return Rate{negative ? -tenths : tenths};
}

Table pick(const Table& table, std::span<const std::string> keys) {
    std::vector<std::size_t> chosen;
    std::vector<std::string> known;
    for (const auto& column : table.columns) known.push_back(column.key);
    for (const auto& key : keys) {
        const auto found = std::find(known.begin(), known.end(), key);
        if (found == known.end()) {
            const auto near = nearest(key, known);
            if (near.empty()) throw Error(Fault::usage, "there is no field “{}”; there are: {}", key, fmt::join(known, ", "));
            throw Error(Fault::usage, "there is no field “{}”; did you mean: {}", key, near);
        }
        chosen.push_back(static_cast<std::size_t>(found - known.begin()));
    }
    Table result{table.key, table.title, {}, {}};
    for (const auto i : chosen) result.columns.push_back(table.columns[i]);
    for (const auto& row : table.rows) {
        auto& kept = result.rows.emplace_back();
        for (const auto i : chosen) kept.push_back(row[i]);
    }
    return result;
}

} // namespace jointcase
