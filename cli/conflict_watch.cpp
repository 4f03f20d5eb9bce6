// SPDX-License-Identifier: Apache-2.0
#include "conflict_watch.hpp"

#include <algorithm>
#include <set>

namespace jointcase::cli {

namespace {

std::vector<Id<Case>> cases_of(Db& db, const Meeting& meeting) {
    std::set<Id<Case>> cases;
    for (const auto& item : list_agenda(db, meeting.id)) cases.insert(referral_of(db, item.referral_id).case_id);
    return {cases.begin(), cases.end()};
}

} // namespace

ConflictWatch::ConflictWatch(Session& session, std::vector<Id<Case>> cases) : session_(session), cases_(std::move(cases)), before_(look()) {}
ConflictWatch::ConflictWatch(Session& session, const Meeting& meeting) : ConflictWatch(session, cases_of(session.db(), meeting)) {}

std::vector<Conflict> ConflictWatch::look() {
    std::vector<Conflict> all;
    if (session_.globals.quiet) return all;
    for (const auto of : cases_) {
        for (auto& one : conflicts(session_.db(), session_.now(), of)) all.push_back(std::move(one));
    }
    return all;
}

void ConflictWatch::tell() {
    for (const auto& one : look()) {
        if (std::find(before_.begin(), before_.end(), one) != before_.end()) continue;
        session_.note(masking(session_.db(), one.case_id)(say("{}: {} {} {} ({}); {}", one.of_case, one.talent, one.name, one.what, one.rule, one.way_out)));
    }
}

} // namespace jointcase::cli
