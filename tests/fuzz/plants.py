# SPDX-License-Identifier: Apache-2.0
"""Bugs to be found: for each target what is wrong, in which file of lib, and the text that becomes which other."""

PLANTS = {
    "csv": [
        ("off by one in unescape", "csv.cpp", """if (*from == '"') ++from;""", """if (*from == '"') from += 2;"""),
        ("line_end does not wait for what follows a CR at the end of a block", "csv.cpp", "return last ? 1 : std::string_view::npos;", "return 1;"),
        ("the cells of a row that is cut off stay", "csv.cpp", "        block.cells.resize(first);\n", ""),
        ("the lines of a row that is cut off are counted twice", "csv.cpp", "        line_ = row_line_;\n        return false;", "        return false;"),
        ("a quote that is open at the end of a block is never closed", "csv.cpp", "if (!last) return Field::cut_off;\n            throw", "throw"),
    ],
    "decoder": [
        ("check_utf8 accepts a surrogate", "decode.cpp", "lead == 0xED ? 0x9F : 0xBF", "0xBF"),
        ("check_utf8 accepts an overlong character", "decode.cpp", "lead < 0xC2", "lead < 0xC0"),
        ("a character cut off at the end of a piece is lost", "decode.cpp", "raw_.erase(0, bytes.size() - in_left);", "raw_.clear();"),
        ("a character cut off at the end of the file is let through", "decode.cpp", "check.bad || (last && check.good < bytes.size())", "check.bad"),
        ("the first bad byte is told from the end of the piece", "decode.cpp", "const auto offset = at_ - static_cast<std::int64_t>(bytes.size() - check.good);", "const auto offset = at_;"),
    ],
    "xlsx": [
        ("the index of a shared text is not checked", "xlsx.cpp", "if (i >= count_) return false;", "if (i > count_) return false;"),
        ("a NUL may stand escaped", "xlsx.cpp", "if (*c == 0) throw", "if (false) throw"),
        ("the second half of a character may stand alone, escaped", "xlsx.cpp", "whole >= 0xD800 && whole < 0xE000", "whole >= 0xD800 && whole < 0xDC00"),
        ("a day may be any number", "xlsx_number.cpp", "if (value < 0 || value > 3e6) return {};", ""),
        ("rows may come in any order", "xlsx.cpp", "if (*row <= row_) throw", "if (false) throw"),
        ("a bad cell is counted from 1", "xlsx.cpp", "static_cast<std::uint32_t>(column_), std::move(problem)", "static_cast<std::uint32_t>(column_) + 1, std::move(problem)"),
    ],
    "headings": [
        ("a blank row may be the headings", "headings.cpp", "        if (filled == 0) continue;\n", ""),
        ("a row longer than its headings is read to its end", "headings.cpp", "std::min<std::size_t>(row.count, column_.size())", "std::size_t{row.count}"),
        ("a composition reads a cell the row has not", "headings.cpp", "else if (cell < row.count) text", "else text"),
        ("what is composed is forgotten", "headings.cpp", "auto& text = made.emplace_back();", "std::string text;"),
        ("reading takes off every apostrophe", "headings.cpp", "cell.remove_prefix(1);", "cell.remove_prefix(quotes);"),
    ],
    "map": [
        ("a section may be a text", "config.cpp", "if (!of.is_table()) throw", "if (false) throw"),
        ("a fraction is taken for a whole number", "config.cpp", "if (node.is_integer()) return", "if (node.is_number()) return"),
        ("a duration may be longer than a day", "config.cpp", "if (duration > std::chrono::hours(24)) throw", "if (false) throw"),
        ("a composition is kept as a column", "config.cpp", "(value.find('{') != std::string::npos ? map.composed : map.columns)", "map.columns"),
        ("a map forgets its bytes", "config.cpp", "    map.text.assign(std::istreambuf_iterator<char>(in), {});\n", ""),
    ],
}
