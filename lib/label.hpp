// No label above what may be entered (invariant 21). Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/error.hpp>

namespace jointcase {

inline std::optional<Problem> label_problem(const Rules& rules, Label given) {
    if (given <= rules.label_max) return {};
    return Problem::of("label", "label", "{} is above what may be entered here: {} ({})", label(given), label(rules.label_max), cite(rules, "label_max"));
}

// Throws Invalid naming the column.
inline void refuse_label(const Write& write, Label given) {
    if (const auto problem = label_problem(write.config().rules, given)) refuse({*problem});
}

} // namespace jointcase
