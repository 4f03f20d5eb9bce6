// Text as characters: decoding, width on a terminal, folding, what is safe to show. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/import.hpp>
#include <jointcase/render.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace jointcase {

// Where a strict decoding stopped.
struct BadBytes {
    std::size_t offset = 0; // of the first byte that does not belong
};
std::optional<BadBytes> find_bad_utf8(std::string_view bytes);

struct Decoded {
    std::string text;
    Encoding encoding = Encoding::utf8; // the one that was found
    bool fell_back = false;             // not UTF-8 though nobody said so
};
// BOM, then strict UTF-8, then strict GB18030. Throws Invalid with byte offset and line.
Decoded decode(std::string_view bytes, Encoding encoding);

std::u32string characters(std::string_view utf8);
std::string utf8(std::u32string_view characters);

// Columns on a terminal; `ambiguous` is the width of “ ” … ①.
int display_width(std::string_view text, int ambiguous = 1);
std::string cut(std::string_view text, int width, int ambiguous = 1); // with … where it was longer

bool hidden(char32_t c); // control, bidirectional or line-separating: never shown as it is
std::string lower(std::string_view ascii);
std::string trim(std::string_view text);   // ASCII and ideographic white space
std::string half_width(std::string_view text); // full-width ASCII and ideographic space as ASCII
std::vector<std::string> split(std::string_view text, std::string_view separators); // single-byte or UTF-8 separators; trimmed, no empty ones

} // namespace jointcase
