// Rows of a CSV file: the same however the file is cut into pieces, and the same again when they are written and read.
// Input: how it is read (piece; encoding and separator), then the file.
// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"
#include "fuzz.hpp"

#include <optional>

using namespace jointcase;
using namespace jointcase::fuzz;

namespace {

using Row = std::vector<std::string>;

struct Parsed {
    std::vector<Row> rows;
    std::vector<std::int64_t> lines;
    std::optional<Problem> problem; // and no rows to be compared
    std::int64_t problem_line = 0;
};

Parsed parse(const InputFile& file, Encoding encoding, char separator, std::size_t piece, std::optional<NotUtf8> not_utf8 = {}) {
    Parsed result;
    try {
        CsvSource source(file, encoding, separator, not_utf8, piece);
        RowBlock block;
        while (source.next(block)) {
            check(!block.rows.empty(), "a block has rows");
            std::size_t cells = 0;
            for (const auto& row : block.rows) {
                check(row.first == cells && row.count > 0, "a row's cells stand behind those of the row before");
                cells += row.count;
                auto& read = result.rows.emplace_back();
                for (std::size_t i = 0; i < row.count; ++i) {
                    const auto& cell = block.cells[row.first + i];
                    check(std::size_t{cell.at} + cell.size <= block.text.size(), "a cell lies within the text");
                    read.emplace_back(block.cell(row, i));
                    check(is_utf8(read.back()) && read.back().find('\0') == std::string::npos, "a cell is UTF-8 without NUL");
                }
                check(row.line > (result.lines.empty() ? 0 : result.lines.back()), "every row has a line of its own");
                result.lines.push_back(row.line);
                check(source.place(row.line, 0) == file.name() + ":" + std::to_string(row.line), "a place names file and line");
            }
            check(cells == block.cells.size(), "every cell belongs to a row");
            check(source.progress() >= 0 && source.progress() <= 1, "progress is a share of the file");
        }
    } catch (const NotUtf8& found) {
        check(!not_utf8, "a file is read again once");
        return parse(file, encoding, separator, piece, found);
    } catch (const Unusable& unusable) {
        result.problem = unusable.problems().front();
        result.problem_line = unusable.line();
    } catch (const Invalid& invalid) {
        result.problem = invalid.problems().front();
        check(result.problem->code == "separator", "only full-width commas stop a whole file without a line");
    }
    return result;
}

std::string written(const std::vector<Row>& rows, char separator) {
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += separator;
            text += '"';
            for (const char c : row[i]) text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += "\r\n";
    }
    return text;
}

std::string decoded(const InputFile& file, Encoding encoding, std::size_t piece, std::optional<NotUtf8> not_utf8 = {}) {
    try {
        Decoder decoder(file, encoding, not_utf8, piece);
        std::string text;
        while (decoder.read(text)) {}
        return text;
    } catch (const NotUtf8& found) {
        return decoded(file, encoding, piece, found);
    }
}

} // namespace

FUZZ(csv) {
    const std::size_t piece = 1 + take_byte(bytes) % 64;
    const auto how = take_byte(bytes);
    const auto encoding = static_cast<Encoding>(how & 3);
    char separator = ",\t;\0"[how >> 2 & 3];

    const auto file = input(bytes);
    const auto whole = parse(file, encoding, separator, bytes.size() + 1);
    if (!separator && !whole.problem) separator = find_separator(decoded(file, encoding, bytes.size() + 1));
    if (separator) {
        const auto cut = parse(file, encoding, separator, piece);
        check(cut.problem.has_value() == whole.problem.has_value(), "a file is refused however it is cut");
        if (!whole.problem) check(cut.rows == whole.rows && cut.lines == whole.lines, "rows do not depend on where the file is cut");
        // of several things that are wrong, a larger piece may show a later one first
        else if (cut.problem->code == whole.problem->code) check(cut.problem->message == whole.problem->message && cut.problem_line == whole.problem_line, "nor does what is said of it");
    }
    if (whole.problem) return;
    const auto text = written(whole.rows, separator);
    const auto again = parse(input(text), Encoding::utf8, separator, text.size() + 1);
    check(!again.problem && again.rows == whole.rows, "rows that are written are read again");
}
