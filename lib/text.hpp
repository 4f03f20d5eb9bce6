// Text as characters: width on a terminal, folding, what is safe to show. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/render.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jointcase {

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
std::optional<std::pair<std::string, std::string>> at_colon(std::string_view text); // before and behind the first : or ：, trimmed; nothing without one
bool all_digits(std::string_view text); // one or more

} // namespace jointcase
