// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"

#include "text.hpp"

#include <algorithm>

namespace jointcase {

bool TextRow::blank() const {
    return std::all_of(fields.begin(), fields.end(), [](const std::string& field) { return trim(field).empty(); });
}

std::string CsvReader::quoted_field(std::int64_t begins_on) {
    std::string field;
    rest_.remove_prefix(1);
    for (;;) {
        const auto quote = rest_.find('"');
        if (quote == std::string_view::npos) {
            throw Invalid({Problem::of("", "open_quote", "line {}: a quote is opened and never closed", begins_on)});
        }
        for (std::size_t i = 0; i < quote; ++i) {
            if (rest_[i] == '\n' || (rest_[i] == '\r' && (i + 1 == rest_.size() || rest_[i + 1] != '\n'))) ++line_;
        }
        field += rest_.substr(0, quote);
        rest_.remove_prefix(quote + 1);
        if (!rest_.starts_with('"')) break;
        field += '"';
        rest_.remove_prefix(1);
    }
    if (!rest_.empty() && rest_[0] != separator_ && rest_[0] != '\r' && rest_[0] != '\n') {
        throw Invalid({Problem::of("", "stray_quote", "line {}: there is text behind a closing quote; a quote inside a field is written twice", line_)});
    }
    return field;
}

std::optional<TextRow> CsvReader::next() {
    if (rest_.empty()) return {};
    TextRow row{line_, {}};
    const char ends[] = {separator_, '\r', '\n', '\0'};
    for (;;) {
        if (rest_.starts_with('"')) {
            row.fields.push_back(quoted_field(row.line));
        } else {
            const auto end = std::min(rest_.find_first_of(std::string_view(ends, 3)), rest_.size());
            row.fields.emplace_back(rest_.substr(0, end));
            rest_.remove_prefix(end);
        }
        if (rest_.starts_with(separator_)) {
            rest_.remove_prefix(1);
            continue;
        }
        if (rest_.starts_with("\r\n")) rest_.remove_prefix(2);
        else if (!rest_.empty()) rest_.remove_prefix(1);
        ++line_;
        return row;
    }
}

char find_separator(std::string_view text) {
    while (!text.empty() && (text[0] == '\n' || text[0] == '\r')) text.remove_prefix(1);
    const auto heading = text.substr(0, text.find_first_of("\r\n"));
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', '\t', ';'}) {
        const auto count = std::count(heading.begin(), heading.end(), candidate);
        if (count > most) most = count, best = candidate;
    }
    if (most == 0 && heading.find("，") != std::string_view::npos) {
        throw Invalid({Problem::of("", "separator", "the headings are separated by full-width commas “，”; save the file as CSV with half-width commas")});
    }
    return best;
}

} // namespace jointcase
