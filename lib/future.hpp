// Nothing but plans and due dates lies in the future (model, invariant 14). Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/error.hpp>

namespace jointcase {

// Throws Invalid naming the column for a day behind today; a day that is not given is none.
inline void refuse_future(Write& write, std::optional<Date> day, const char* column) {
    if (day && *day > write.today()) refuse({Problem::of(column, "future", "{} lies in the future; today is {}", iso(*day), iso(write.today()))});
}

inline void refuse_future(Write& write, Time at) {
    if (at > write.now()) throw Error(Fault::invalid, "{} lies in the future; now is {}", iso(at), iso(write.now()));
}

} // namespace jointcase
