// What cases, their staff and their import share. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/case.hpp>

#include "sql.hpp"

namespace jointcase {

// --- drafts and records

bool is_short_key(std::string_view text); // C622900-2020-1: in a file it stands in the place of the acceptance number
void normalise(Write& write, CaseDraft& draft);
std::optional<Case> stored_case(Write& write, const CaseDraft& draft); // the one an acceptance or source number means
CaseDraft with_suspects(Db& db, const Case& of);

// When handling by a person of another office is judged: on the day it is named; where a file tells of the past, by the
// time in which the case was handled; or later, when the call-up orders of the same import are in.
enum class Handling { today, period, later };
Case insert_case(Write& write, const CaseDraft& draft, Handling handling, const std::string& short_key = {});
Case change_case(Write& write, const Case& stored, const CaseDraft& draft, Handling handling);

// --- parties

inline bool names(const Party& party, std::string_view name) { return party.name == name || party.masked == name; } // a masked name says nothing new
Party insert_party(Write& write, const Case& of, PartyRole role, std::string_view name, int seq = 0); // seq 0: the next
void add_suspects(Write& write, const Case& of, const List& suspects); // those not yet there

// --- who handles

struct Days { Date from, to; }; // both of them too
std::optional<Days> handled(Write& write, const CaseDraft& draft, Handling handling); // nothing: not to be judged now

// A prosecutor of that office, or one called up to the case, at some time in these days.
bool may_handle(Db& db, Id<Talent> talent, Id<Office> office, Id<Case> of, Days days);
Error no_callup(const Talent& handler, const Office& office, const Days& days); // the refusal where they may not
// Throws Fault::refused for one who is no prosecutor, investigated the case, is recused from it, or may not handle it in these days.
void check_handler(Write& write, const Talent& handler, const Office& office, Id<Case> of, std::optional<Days> days);

Id<CaseRole> insert_case_role(Write& write, const Case& of, Id<Talent> talent, StaffRole role, std::optional<Date> from, std::optional<Date> to, int seq = 0);
void check_case_role(Write& write, const Case& of, const Talent& talent, StaffRole role, std::optional<Date> from, std::optional<Date> to, Handling handling);

Problems problems(const CallupDraft& draft);
std::optional<Callup> stored_callup(Db& db, std::string_view document);
Callup put_callup(Write& write, const CallupDraft& draft); // adds it, or changes the stored one to it

} // namespace jointcase
