// The rule profiles of lib/profile/*.toml, as lib/profile_table.cpp writes them when the program is built. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace jointcase {

struct ProfileRule {
    const char *name, *value, *source, *source_zh;
};
struct Profile {
    const char* name;
    const char* base; // the profile whose rules hold where this one says nothing; empty: none
    std::span<const ProfileRule> rules;
};

} // namespace jointcase
