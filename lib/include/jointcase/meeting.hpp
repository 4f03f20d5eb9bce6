// Meetings (联席会议) with agenda and attendance. Advisory: the conference forms no resolution and no tendency opinion.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/referral.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class MeetingKind { cross_office, cross_department, department };
enum class Mode { onsite, video, written };
enum class MeetingState { convened, in_session, held, signed_, filed, cancelled }; // signed_, filed: its minutes are
enum class ItemState { scheduled, discussed, deferred };
enum class Role { chair, member, presenter, observer, guest, recorder };
enum class Attended { invited, present, late, left_early, excused, absent };
enum class ChangeKind { postponed, cancelled, retyped };
template <> std::span<const Word<MeetingKind>> words<MeetingKind>();
template <> std::span<const Word<Mode>> words<Mode>();
template <> std::span<const Word<MeetingState>> words<MeetingState>();
template <> std::span<const Word<ItemState>> words<ItemState>();
template <> std::span<const Word<Role>> words<Role>();
template <> std::span<const Word<Attended>> words<Attended>();
template <> std::span<const Word<ChangeKind>> words<ChangeKind>();

inline bool was_held(MeetingState state) { return state == MeetingState::held || state == MeetingState::signed_ || state == MeetingState::filed; }

struct MeetingDraft {
    std::string meeting_no; // only of meetings held before they were entered; else the next number is given
    std::string office;     // host; not given: the configured one
    std::string department;
    std::optional<MeetingKind> kind; // not given: cross_office
    std::optional<Mode> mode;        // not given: onsite
    std::string chair, recorder, convened_by; // convened_by not given: the chair
    std::string place;
    std::optional<Time> planned_at, notice_at, started_at, ended_at;
    std::optional<Label> label;
    std::string source_no;
    // convening only
    std::vector<std::string> referrals; // handles of referrals or cases
    std::vector<std::string> invited;   // talents, as members
    int suggest = 0;                    // seats for the suggested panel, in which the invited sit too; 0: none
    bool notice = true;                 // send the notice at once
};

struct AgendaItem {
    std::string key;
    Id<AgendaItem> id;
    int seq = 0;
    Id<Referral> referral_id;
    Id<Case> case_id;
    std::string referral, of_case, case_name; // keys
    ItemState state{};
    bool withdrawn = false; // shown while its referral is, never stored
    std::string why;
    std::vector<Issue> issues;
};

inline bool was_there(Attended status) { return status == Attended::present || status == Attended::late || status == Attended::left_early; }

struct Attendance {
    std::string key, talent, name, office, office_name; // talent and office are keys; office, category and grade frozen
    Id<Talent> talent_id;
    Role role{};
    Attended status{};
    std::string note;
    std::optional<Category> category;
    std::optional<Grade> grade;
    std::optional<Time> materials_sent_at, read_at, came_at, left_at; // came_at of who was late, left_at of who left early

    bool present() const { return was_there(status); }
};

struct Change {
    std::string key;
    ChangeKind kind{};
    Date on{};
    std::string from, to, why;
};

struct Meeting : MeetingDraft { // office and people are keys; referrals and invited stay empty
    Id<Meeting> id;
    std::string key; // 临州检联席〔2020〕7号
    Id<Office> office_id;
    int year = 0, year_seq = 0, total_seq = 0; // total_seq without [meeting] held_before: see shown_total
    std::string profile, rules, rules_text; // the rules it was convened under, their digest and text: see rules_of
    bool entered_later = false;
    MeetingState state{};
};

// Convenes with a number of the host's series (all kinds), makes the attendance of chair, recorder, handlers (presenter)
// and invited (member), puts the referrals on the agenda, and sends the notice unless told not to.
// Throws Fault::refused by model §3 "convene", "send the notice" and invariants 7, 8, 12.
Meeting convene_meeting(Write& write, const MeetingDraft& draft);
Meeting edit_meeting(Write& write, std::string_view meeting, const MeetingDraft& draft); // while convened; another kind leaves a change
void invite(Write& write, std::string_view meeting, const std::vector<std::string>& talents, Role role = Role::member);
Meeting send_notice(Write& write, std::string_view meeting, Time at);

struct Excuse { std::string talent, why; }; // with a why: excused, else absent
struct Late { std::string talent; std::optional<Time> at; };
// The invited are present unless named. Freezes postings. Throws Fault::refused without a quorum or, for a cross_office
// meeting, members of too few offices, on any item after recusals.
Meeting start_meeting(Write& write, std::string_view meeting, Time at, const std::vector<Excuse>& absent = {}, const std::vector<Late>& late = {});
// In session, or before it. at: when who is late came, or who left early left; not given: it is not known.
void set_attendance(Write& write, std::string_view meeting, std::string_view talent, Attended status, std::string_view note = {}, std::optional<Time> at = {});
// Throws Fault::refused naming whose opinion is missing, or without the quorum of those who sit on this item.
AgendaItem discuss_item(Write& write, std::string_view meeting, int item);
AgendaItem defer_item(Write& write, std::string_view meeting, int item, std::string_view why);
// Items on which all have spoken are discussed; the named are deferred; what is missing is named (Fault::refused).
Meeting close_meeting(Write& write, std::string_view meeting, Time at, const std::map<int, std::string>& defer = {});
Meeting postpone_meeting(Write& write, std::string_view meeting, Time to, std::string_view why);
Meeting cancel_meeting(Write& write, std::string_view meeting, std::string_view why); // its referrals are accepted again

// By key in any bracket style, handle 2020-7 (of the configured office) or source number; loosely by a unique part of the key.
Meeting find_meeting(Db& db, std::string_view text, Match match = Match::loose);
Meeting meeting_of(Db& db, Id<Meeting> id);
std::vector<AgendaItem> list_agenda(Db& db, Id<Meeting> meeting);
std::vector<Attendance> list_attendance(Db& db, Id<Meeting> meeting);
std::vector<Change> list_changes(Db& db, Id<Meeting> meeting);
const Rules& rules_of(const Meeting& meeting); // those it keeps, whatever the configuration says now; until the next call
int shown_total(const Config& config, const Meeting& meeting); // 总第N次, with held_before of the configured office

struct Speaker : Attendance {
    int place = 0;
    std::optional<Date> grade_on, quota_on;
};
// Who speaks, in the order of the rules: observers and guests, members from the lowest grade up (the shorter time in it
// first), the chair last. With an item: without who is recused from its case.
std::vector<Speaker> speaking_order(Db& db, const Meeting& meeting, std::optional<int> item = {});
Table speaking_table(const std::vector<Speaker>& order);

// What of a meeting entered later would have been refused: a chair who is no prosecutor, no quorum, one office only.
struct Exception { std::string code, message; }; // code: chair, quorum, offices
std::vector<Exception> exceptions(Db& db, const Meeting& meeting);

struct MeetingFilter {
    std::string office;
    std::optional<MeetingKind> kind;
    std::optional<MeetingState> state;
    std::optional<int> year;
};
std::vector<Meeting> list_meetings(Db& db, const MeetingFilter& filter = {}); // by host code, year, number

std::vector<TemplateSheet> meeting_templates(); // meetings, agenda, attendance
// The same three tables of the meetings that were held, in the columns of an import.
std::vector<Table> export_meetings(Db& db, bool unmask);

struct MeetingFiles {
    InputFile meetings;
    std::optional<InputFile> agenda, attendance;
};
// Meetings that were held before they were entered (model §3, past meetings). The notes count the exceptions by code.
Imported import_meetings(Write& write, const MeetingFiles& files, const ImportOptions& options);

Table meeting_table(Db& db, const std::vector<Meeting>& meetings);
Document meeting_document(Db& db, const Meeting& meeting, bool unmask = false); // agenda with issues, attendance, changes, exceptions

// --- materials and deadlines

// Someone who gets the materials, of all items but those whose case they are recused from (invariant 5).
struct Recipient : Attendance {
    std::vector<int> items, withheld; // numbers on the agenda
};
std::vector<Recipient> list_recipients(Db& db, const Meeting& meeting); // the invited who did not excuse themselves
// The materials go out to those who have not got them, but to nobody who is recused from every item.
std::vector<Recipient> send_materials(Write& write, std::string_view meeting, Time at);
Attendance read_materials(Write& write, std::string_view meeting, std::string_view talent, Time at); // the first time counts
std::optional<Date> materials_due_on(const Meeting& meeting); // by rule materials_lead_days; nothing where that is off
Table recipient_table(const std::vector<Recipient>& recipients);

// Cases still to be discussed whose period ends before the planned day, or up to three days after it: a conference does
// not stop the clock.
std::vector<Case> pressed_cases(Db& db, const Meeting& meeting);

} // namespace jointcase
