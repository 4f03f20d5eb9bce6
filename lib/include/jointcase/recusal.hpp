// Recusals (回避): who keeps out of a case, and so out of its item in every meeting; other items stay open to them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/case.hpp>

#include <set>

namespace [[gnu::visibility("default")]] jointcase {

// Who is kept out of the case by a granted recusal: as it was decided, or as it was reconsidered.
std::set<Id<Talent>> recused(Db& db, Id<Case> of);

} // namespace jointcase
