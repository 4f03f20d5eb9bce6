// Finding a record by what a person typed. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql.hpp"

#include <jointcase/error.hpp>

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

// A record that a text may mean: its row, its key, and the name that helps to tell it from others.
struct Candidate {
    std::int64_t id = 0;
    std::string key, name;
};
inline Candidate read_candidate(const sql::Row& row) {
    return {row.get<std::int64_t>("id"), row.get<std::string>("key"), row.get<std::string>("name")};
}

// The one candidate, or nothing for none. Throws Fault::missing listing them when there are several.
inline std::optional<Candidate> only(std::string_view typed, const std::vector<Candidate>& candidates) {
    if (candidates.empty()) return {};
    if (candidates.size() == 1) return candidates.front();
    List shown;
    for (const auto& candidate : candidates) {
        if (shown.size() == 8) {
            shown.push_back("…");
            break;
        }
        shown.push_back(candidate.name.empty() ? candidate.key : candidate.key + " " + candidate.name);
    }
    throw Error(Fault::missing, "“{}” may be any of: {}", typed, fmt::join(shown, ", "));
}

} // namespace jointcase
