// SPDX-License-Identifier: Apache-2.0
#include "text.hpp"

#include "ambiguous.hpp" // made while building

#include <jointcase/suggest.hpp>

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace jointcase {

std::u32string characters(std::string_view utf8) {
    std::u32string result;
    const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    for (std::size_t i = 0; i < utf8.size();) {
        utf8proc_int32_t point = 0;
        const auto length = utf8proc_iterate(data + i, static_cast<utf8proc_ssize_t>(utf8.size() - i), &point);
        if (length <= 0) {
            result += U'\uFFFD';
            ++i;
        } else {
            result += static_cast<char32_t>(point);
            i += static_cast<std::size_t>(length);
        }
    }
    return result;
}

std::string utf8(std::u32string_view characters) {
    std::string result;
    for (const auto c : characters) {
        utf8proc_uint8_t bytes[4];
        const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    return result;
}

namespace {

// East Asian ambiguous characters are drawn wide by Chinese terminals, and counted narrow by utf8proc.
bool is_ambiguous(char32_t c) {
    const auto behind = std::upper_bound(std::begin(ambiguous_characters), std::end(ambiguous_characters), c,
                                         [](char32_t one, const CharacterRange& range) { return one < range.first; });
    return behind != std::begin(ambiguous_characters) && c <= std::prev(behind)->last;
}

int width_of(char32_t c, int ambiguous_width) {
    const int width = std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
    return width == 1 && ambiguous_width == 2 && is_ambiguous(c) ? 2 : width; // an accent is ambiguous, too, and takes no room
}

} // namespace

int display_width(std::string_view text, int ambiguous) {
    int width = 0;
    bool joined = false; // behind a zero-width joiner: drawn into the character before
    for (const auto c : characters(text)) {
        if (!joined) width += width_of(c, ambiguous);
        joined = c == 0x200D;
    }
    return width;
}

std::string cut(std::string_view text, int width, int ambiguous) {
    if (display_width(text, ambiguous) <= width) return std::string(text);
    std::u32string kept;
    int used = width_of(U'…', ambiguous);
    for (const auto c : characters(text)) {
        used += width_of(c, ambiguous);
        if (used > width) break;
        kept += c;
    }
    return utf8(kept) + "…";
}

bool hidden(char32_t c) {
    const bool bidirectional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
    return bidirectional || c == 0x2028 || c == 0x2029 || utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_CC;
}

std::string printable(std::string_view text) {
    std::u32string kept;
    for (const auto c : characters(text)) {
        if (c == U'\n' || c == U'\t' || c == U'\r') {
            if (kept.empty() || kept.back() != U' ') kept += U' ';
            continue;
        }
        kept += hidden(c) ? U'\uFFFD' : c;
    }
    return utf8(kept);
}

std::string lower(std::string_view ascii) {
    std::string result(ascii);
    for (auto& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::string trim(std::string_view text) {
    constexpr std::string_view wide = "\u3000";
    for (;;) {
        if (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n')) text.remove_prefix(1);
        else if (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n')) text.remove_suffix(1);
        else if (text.starts_with(wide)) text.remove_prefix(wide.size());
        else if (text.ends_with(wide)) text.remove_suffix(wide.size());
        else return std::string(text);
    }
}

std::string half_width(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::string(text);
    auto all = characters(text);
    for (auto& c : all) {
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        else if (c == 0x3000) c = U' ';
    }
    return utf8(all);
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    const auto marks = characters(separators);
    std::vector<std::string> parts;
    std::u32string part;
    const auto keep = [&] {
        if (auto trimmed = trim(utf8(part)); !trimmed.empty()) parts.push_back(std::move(trimmed));
        part.clear();
    };
    for (const auto c : characters(text)) {
        if (marks.find(c) != std::u32string::npos) keep();
        else part += c;
    }
    keep();
    return parts;
}

namespace {

// Characters put in, left out, mistaken, or swapped with their neighbour.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> before, last, row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0u);
    for (std::size_t i = 0; i < a.size(); ++i) {
        before = std::exchange(last, row);
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            row[j + 1] = std::min({last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1)});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
        }
    }
    return row.back();
}

} // namespace

std::string nearest(std::string_view typed, std::span<const std::string> names) {
    const auto a = characters(typed);
    std::string best;
    std::size_t best_distance = std::string::npos;
    for (const auto& name : names) {
        const auto b = characters(name);
        const auto between = distance(a, b);
        // an abbreviation (临夏县检察) may leave out as much as it says
        const bool abbreviates = between == b.size() - a.size() && between <= a.size();
        const bool near = between <= std::max<std::size_t>(2, a.size() / 3) || abbreviates;
        if (near && between < best_distance && between < std::max(a.size(), b.size())) {
            best_distance = between;
            best = name;
        }
    }
    return best;
}

std::optional<std::pair<std::string, std::string>> at_colon(std::string_view text) {
    constexpr std::string_view wide = "：";
    const auto at = std::min(text.find(wide), text.find(':'));
    if (at == std::string_view::npos) return {};
    return std::pair(trim(text.substr(0, at)), trim(text.substr(at + (text[at] == ':' ? 1 : wide.size()))));
}

bool all_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

} // namespace jointcase
