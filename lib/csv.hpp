// Rows of a decoded CSV or TSV text (RFC 4180), each with the line it begins on. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jointcase {

struct TextRow {
    std::int64_t line = 0;
    std::vector<std::string> fields;
    bool blank() const;
};

// CR, LF and CRLF end a row. Throws Invalid naming the line for a quote that is never closed or text behind one.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}
    std::optional<TextRow> next();

private:
    std::string quoted_field(std::int64_t begins_on);

    std::string_view rest_;
    char separator_;
    std::int64_t line_ = 1;
};

// The separator that cuts the heading line into most fields: , ; or tab. A full-width comma is said to be the wrong one (Invalid).
char find_separator(std::string_view text);

} // namespace jointcase
