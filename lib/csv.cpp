// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"

#include <algorithm>
#include <cstring>

namespace jointcase {

namespace {

constexpr std::size_t longest_row = 16 << 20;

std::int64_t line_ends(std::string_view text) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) count += text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'));
    return count;
}

// Where the first of three ASCII characters stands from `at` on, or the size: eight bytes at a time, as most are none of them.
std::size_t find_one(std::string_view text, std::size_t at, char a, char b, char c) {
    constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
    const auto zero = [](std::uint64_t word) { return (word - ones) & ~word & tops; }; // the lowest bit set is of a byte that is 0
    const auto each = [](char character) { return ones * static_cast<unsigned char>(character); };
    const auto all_a = each(a), all_b = each(b), all_c = each(c);
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if (zero(word ^ all_a) | zero(word ^ all_b) | zero(word ^ all_c)) break;
    }
    while (at < text.size() && text[at] != a && text[at] != b && text[at] != c) ++at;
    return at;
}

} // namespace

CsvSource::CsvSource(const InputFile& file, Encoding encoding, char separator, std::optional<NotUtf8> not_utf8, std::size_t piece)
    : file_(file), decoder_(file, encoding, not_utf8, piece), separator_(separator) {}

std::string CsvSource::place(std::int64_t line, int) const { return line > 0 ? file_.name() + ":" + std::to_string(line) : file_.name(); }

bool CsvSource::next(RowBlock& block) {
    block.clear();
    block.text.swap(rest_);
    rest_.clear();
    while (more_) {
        const auto before = block.text.size();
        more_ = decoder_.read(block.text);
        if (const auto nul = block.text.find('\0', before); nul != std::string::npos) {
            throw Unusable(line_ + line_ends(std::string_view(block.text).substr(0, nul)), Problem::of("", "nul", "the file holds a NUL character; a text cannot"));
        }
        if (!separator_) separator_ = find_separator(block.text);
        std::size_t at = 0;
        while (row(block, at, !more_)) {}
        if (!block.rows.empty()) {
            rest_.assign(block.text, at);
            return true;
        }
        if (block.text.size() > longest_row) throw Unusable(line_, Problem::of("", "long_row", "a row of more than {} MiB; is a quote opened and never closed?", longest_row >> 20));
    }
    return false;
}

std::size_t CsvSource::line_end(std::string_view text, std::size_t at, bool last) const {
    if (text[at] == '\n') return 1;
    if (text[at] != '\r') return 0;
    if (at + 1 == text.size()) return last ? 1 : std::string_view::npos;
    return text[at + 1] == '\n' ? 2 : 1;
}

// Takes one row; false where it is cut off, and nothing is taken.
bool CsvSource::row(RowBlock& block, std::size_t& at, bool last) {
    const std::string_view text = block.text;
    if (at == text.size()) return false;
    const auto begin = at;
    const auto first = static_cast<std::uint32_t>(block.cells.size());
    const auto give_back = [&] {
        at = begin;
        block.cells.resize(first);
        line_ = row_line_;
        return false;
    };
    row_line_ = line_;
    doubled_.clear();
    for (;;) {
        if (at < text.size() && text[at] == '"') {
            if (quoted(block, at, last) == Field::cut_off) return give_back();
        } else {
            const auto end = find_one(text, at, separator_, '\n', '\r');
            if (end == text.size() && !last) return give_back();
            block.cells.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)});
            at = end;
        }
        if (at == text.size()) {
            if (!last) return give_back();
            break;
        }
        if (text[at] == separator_) {
            ++at;
            continue;
        }
        const auto size = line_end(text, at, last);
        if (size == std::string_view::npos) return give_back();
        at += size;
        break;
    }
    ++line_;
    for (const auto i : doubled_) unescape(block, block.cells[i]);
    block.rows.push_back({row_line_, first, static_cast<std::uint32_t>(block.cells.size()) - first});
    return true;
}

CsvSource::Field CsvSource::quoted(RowBlock& block, std::size_t& at, bool last) {
    const std::string_view text = block.text;
    const auto begin = at + 1;
    bool doubled = false;
    for (auto i = begin;; ++i) {
        i = find_one(text, i, '"', '\n', '\r');
        if (i == text.size()) {
            if (!last) return Field::cut_off;
            throw Unusable(row_line_, Problem::of("", "open_quote", "a quote is opened and never closed"));
        }
        if (text[i] != '"') {
            const auto size = line_end(text, i, last);
            if (size == std::string_view::npos) return Field::cut_off;
            i += size - 1;
            ++line_;
            continue;
        }
        if (i + 1 == text.size() && !last) return Field::cut_off;
        if (i + 1 < text.size() && text[i + 1] == '"') {
            doubled = true;
            ++i;
            continue;
        }
        if (doubled) doubled_.push_back(static_cast<std::uint32_t>(block.cells.size()));
        block.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i - begin)});
        at = i + 1;
        if (at < text.size() && text[at] != separator_ && text[at] != '\n' && text[at] != '\r') {
            throw Unusable(line_, Problem::of("", "stray_quote", "there is text behind a closing quote; a quote inside a field is written twice"));
        }
        return Field::whole;
    }
}

// "" becomes ", in place; only once the row is whole, as a row that is cut off is read again.
void CsvSource::unescape(RowBlock& block, RowBlock::Cell& cell) {
    char* const begin = block.text.data() + cell.at;
    char* to = begin;
    for (const char *from = begin, *end = begin + cell.size; from < end; ++from) {
        *to++ = *from;
        if (*from == '"') ++from;
    }
    cell.size = static_cast<std::uint32_t>(to - begin);
}

char find_separator(std::string_view text) {
    bool wide = false;
    for (int lines = 0; lines < 10 && !text.empty();) { // a title above the headings has none
        const auto line = text.substr(0, text.find_first_of("\r\n"));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty()) continue;
        ++lines;
        char best = 0;
        std::ptrdiff_t most = 0;
        for (const char candidate : {',', '\t', ';'}) {
            const auto count = std::count(line.begin(), line.end(), candidate);
            if (count > most) most = count, best = candidate;
        }
        if (best && !wide) return best;
        const auto first = line.find("，");
        wide = wide || (first != std::string_view::npos && line.find("，", first + 1) != std::string_view::npos);
    }
    if (wide) throw Invalid({Problem::of("", "separator", "the headings are separated by full-width commas “，”; save the file as CSV with half-width commas")});
    return ',';
}

} // namespace jointcase
