// The next number of a series that runs 1, 2, 3 … Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql.hpp"

namespace jointcase {

// `highest` selects the last that was used, as n; nothing was used yet where it is null.
template <class... Args>
int next_number(Db& db, const char* highest, const Args&... args) {
    return static_cast<int>(sql::value<std::int64_t>(db, highest, args...).value_or(0)) + 1;
}

} // namespace jointcase
