// What the talents, their membership of the pool and their import share. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/talent.hpp>

#include "sql.hpp"

namespace jointcase {

constexpr Date always = std::chrono::year{1} / 1 / 1; // the first day of a posting that has none

// --- the person and their postings

// Person and first posting; the membership comes when everyone it names is there.
Talent insert_person(Write& write, const TalentDraft& draft);
void update_person(Write& write, const Talent& talent, const TalentDraft& draft);
std::optional<Posting> posting_from(Db& db, Id<Talent> talent, Date from); // that begins on this day
void update_posting(Write& write, Id<Posting> id, const PostingDraft& draft);

// A row of a file, or an equal draft typed again: the stored talent it means. Throws Fault::refused for a voided one.
std::optional<Talent> stored_talent(Db& db, const TalentDraft& given);
// References as the draft says them where they mean the same, so that drafts compare by what they mean.
void speak_alike(Db& db, const TalentDraft& given, TalentDraft& stored);

// --- the membership

bool has_membership(const MembershipDraft& draft);
void check_membership(const MembershipDraft& draft, Problems& found);
void check_membership_dates(Write& write, const MembershipDraft& draft); // none lies in the future

void read_membership_fields(const sql::Row& row, MembershipDraft& membership);
MembershipState state_of(const MembershipDraft& membership);
Table membership_table(const std::vector<Membership>& memberships);

Id<Membership> insert_membership(Write& write, const Talent& talent, const MembershipDraft& draft); // throws Fault::refused for a second one
Membership update_membership(Write& write, const Talent& talent, const Membership& stored, const MembershipDraft& draft);

} // namespace jointcase
