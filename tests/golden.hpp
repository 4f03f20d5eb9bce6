// What is printed, held against what is kept.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli.hpp"

#include <cstdlib>

namespace jointcase::test {

// Compared with tests/golden; written there where JOINTCASE_GOLDEN is set.
inline void compare(const std::string& name, const std::string& text) {
    CAPTURE(name);
    const auto file = std::filesystem::path(JOINTCASE_SOURCE) / "tests/golden" / name;
    if (std::getenv("JOINTCASE_GOLDEN")) std::ofstream(file, std::ios::binary) << text;
    CHECK(text == read_file(file));
}

} // namespace jointcase::test
