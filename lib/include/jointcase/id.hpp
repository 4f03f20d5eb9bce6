// Row numbers that know what they number: an Id<Case> is never an Id<Meeting>.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace [[gnu::visibility("default")]] jointcase {

template <class Of>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

} // namespace jointcase
