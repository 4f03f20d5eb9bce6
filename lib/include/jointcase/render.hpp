// Tables and documents to text, csv, json, jsonl, md, html and xlsx: the last step of every list, show and report.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/table.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Format { text, csv, json, jsonl, md, html, xlsx };

Format parse_format(std::string_view name); // throws Fault::invalid
const char* format_name(Format format);
// By the suffix of a file's name; nothing for an unknown one.
std::optional<Format> format_of_suffix(std::string_view file);

struct Style {
    Format format = Format::text;
    bool color = false;
    int width = 0;           // columns of the terminal; 0: never cut
    int ambiguous_width = 1; // of “ ” … ①
    bool csv_bom = false;
};

// What a terminal may be given: without control and bidirectional characters, line breaks as spaces.
std::string printable(std::string_view text);

// A list: a JSON array, one table elsewhere.
std::string render(const Table& table, const Style& style);
// A record or a report: one JSON object.
std::string render(const Document& document, const Style& style);

} // namespace jointcase
