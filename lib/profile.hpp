// The rule profiles of lib/profile/*.toml, compiled in. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace jointcase {

struct Profile {
    const char* name;
    const char* toml;
};
std::span<const Profile> profiles(); // by name, linxia first

} // namespace jointcase
