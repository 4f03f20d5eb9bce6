// The nearest name to a mistyped one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] jointcase {

// By edit distance over characters; empty if nothing is near.
std::string nearest(std::string_view typed, std::span<const std::string> names);

} // namespace jointcase
