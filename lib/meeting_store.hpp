// What the steps of a meeting and its import share: attendance, postings of the day, who counts. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/meeting.hpp>

#include "sql.hpp"

namespace jointcase {

struct MeetingNumber {
    std::string key; // canonical: 临州检联席〔2020〕7号
    std::string prefix;
    int year = 0, seq = 0;
};
std::optional<MeetingNumber> parse_meeting_no(std::string_view text); // nothing if it has another form

// The next number of the host's series, over all kinds.
MeetingNumber next_number(Db& db, const Office& host, int year);
std::int64_t next_total(Db& db, Id<Office> host);
std::string rules_digest(const Config& config);

std::vector<AgendaItem> agenda_rows(Db& db, Id<Meeting> meeting); // without their issues
std::optional<Attendance> place_of(Db& db, Id<Meeting> meeting, Id<Talent> talent);

// One person's place in a meeting, with the posting of that day.
void insert_attendance(Write& write, const Meeting& meeting, Id<Talent> talent, Role role, Attended status, Date day, std::string_view note = {}, std::string_view source_no = {});
void freeze_postings(Write& write, const Meeting& meeting, Date day);
void set_role(Write& write, const Meeting& meeting, Id<Talent> talent, Role role);

Id<AgendaItem> insert_agenda(Write& write, const Meeting& meeting, Id<Referral> referral, ItemState state, std::string_view why = {}, int seq = 0, std::string_view source_no = {});
void set_item(Write& write, const AgendaItem& item, ItemState state, std::string_view why);

AgendaItem find_item(Db& db, const Meeting& meeting, int number); // throws Fault::missing

// Chair and members who take part: present, or in a written meeting those who have spoken.
std::vector<Attendance> taking_part(Db& db, const Meeting& meeting);
// Of them those who may sit on the item: nobody recused from its case (invariant 5).
std::vector<Attendance> sitting(Db& db, const AgendaItem& item, std::vector<Attendance> members);
// Of those the prosecutors: who counts toward the quorum (invariant 8).
int counting(const std::vector<Attendance>& members);
int offices_of(const std::vector<Attendance>& members);
bool speaks(const Rules& rules, Role role); // never presenter or recorder; observers and guests where they may

struct Quorum {
    int members = 0;
    std::string rule;    // cited
    std::string way_out; // where the department is too small
};
Quorum quorum(Db& db, const Meeting& meeting, Date on);

// Each throws Fault::refused; `what` says what the count is of: "are present".
void check_quorum(Db& db, const Meeting& meeting, Date on, int count, std::string_view what);
void check_offices(const Meeting& meeting, const std::vector<Attendance>& who, std::string_view what);
// Gives those who sit on it.
std::vector<Attendance> check_item(Db& db, const Meeting& meeting, Date on, const AgendaItem& item, const std::vector<Attendance>& members);

} // namespace jointcase
