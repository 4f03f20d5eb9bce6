// A command for the user to type, as a way out. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/ranges.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace jointcase {

inline std::string command(std::initializer_list<std::string_view> words) { return fmt::format("{}", fmt::join(words, " ")); }

} // namespace jointcase
