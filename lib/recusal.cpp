// SPDX-License-Identifier: Apache-2.0
#include <jointcase/recusal.hpp>

#include "sql.hpp"

namespace jointcase {

std::set<Id<Talent>> recused(Db& db, Id<Case> of) {
    std::set<Id<Talent>> out;
    for (const auto talent : sql::values<std::int64_t>(db, "select talent from recusal where case_id = $1 and coalesce(again_result, result) = 'granted' order by talent", of)) out.insert({talent});
    return out;
}

} // namespace jointcase
