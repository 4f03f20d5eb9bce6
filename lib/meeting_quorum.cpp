// Who sits on an item, and how many it takes (model, invariants 5, 7, 8, 16, 17).
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/recusal.hpp>

#include "meeting_store.hpp"

#include <algorithm>
#include <set>

namespace jointcase {

std::vector<Attendance> taking_part(Db& db, const Meeting& meeting) {
    auto all = list_attendance(db, meeting.id);
    std::set<std::string> spoke;
    if (meeting.mode == Mode::written) {
        for (const auto& talent : sql::values<std::string>(db, "select distinct t.key from opinion o join talent t on t.id = o.talent where o.meeting = $1 order by t.key", meeting.id)) spoke.insert(talent);
    }
    std::erase_if(all, [&](const Attendance& a) {
        const bool member = a.role == Role::chair || a.role == Role::member;
        return !member || (meeting.mode == Mode::written && !meeting.entered_later ? !spoke.contains(a.talent) : !a.present() && !spoke.contains(a.talent));
    });
    return all;
}

std::vector<Attendance> sitting(Db& db, const AgendaItem& item, std::vector<Attendance> members) {
    const auto out = recused(db, item.case_id);
    std::erase_if(members, [&](const Attendance& a) { return out.contains(a.talent_id); });
    return members;
}

int counting(const std::vector<Attendance>& members) {
    return static_cast<int>(std::count_if(members.begin(), members.end(), [](const Attendance& a) { return a.category == Category::prosecutor; }));
}

bool speaks(const Rules& rules, Role role) {
    const bool guest = role == Role::observer || role == Role::guest;
    return role != Role::presenter && role != Role::recorder && (!guest || rules.observers_may_speak);
}

int offices_of(const std::vector<Attendance>& members) {
    std::set<std::string> offices;
    for (const auto& member : members) {
        if (!member.office.empty()) offices.insert(member.office);
    }
    return static_cast<int>(offices.size());
}

namespace {

// The prosecutors of the host, or of its department where the meeting names one.
int department_prosecutors(Db& db, const Meeting& meeting, Date on) {
    return static_cast<int>(*sql::value<std::int64_t>(db,
                                                      "select count(*) as n from posting p join talent t on t.id = p.talent where p.office = $1 and p.category = 'prosecutor' and t.voided_on is null"
                                                      " and p.from_on <= $2 and (p.to_on is null or p.to_on >= $2) and ($3 is null or p.department = $3)",
                                                      meeting.office_id, on, meeting.department));
}

} // namespace

Quorum quorum(Db& db, const Meeting& meeting, Date on) {
    const auto& rules = rules_of(meeting);
    Quorum needed{rules.quorum_min, cite(rules, "quorum_min"), {}};
    if (meeting.kind != MeetingKind::department || !rules.quorum_fraction) return needed;
    const int all = department_prosecutors(db, meeting, on);
    const auto [part, whole] = *rules.quorum_fraction;
    if (const int share = (all * part + whole - 1) / whole; share > needed.members) needed = {share, cite(rules, "quorum_fraction"), {}};
    if (all < rules.quorum_min) needed.way_out = say("; the department has {} prosecutors: `meeting edit {} --kind cross_department` makes it a cross-department meeting", all, meeting.key);
    return needed;
}

void check_quorum(Db& db, const Meeting& meeting, Date on, int count, std::string_view what) {
    const auto needed = quorum(db, meeting, on);
    if (count < needed.members) throw Error(Fault::refused, "the quorum is {} prosecutors, {} {} ({}){}", needed.members, count, what, needed.rule, needed.way_out);
}

void check_offices(const Meeting& meeting, const std::vector<Attendance>& who, std::string_view what) {
    const auto& rules = rules_of(meeting);
    if (meeting.kind == MeetingKind::cross_office && offices_of(who) < rules.min_offices) {
        throw Error(Fault::refused, "{} of {} office(s); a cross-office meeting has members of {} ({}); `meeting edit {} --kind …` makes it another kind", what, offices_of(who), rules.min_offices,
                    cite(rules, "min_offices"), meeting.key);
    }
}

std::vector<Attendance> check_item(Db& db, const Meeting& meeting, Date on, const AgendaItem& item, const std::vector<Attendance>& members) {
    auto who = sitting(db, item, members);
    const bool recusals = who.size() < members.size();
    check_quorum(db, meeting, on, counting(who), recusals ? say("can sit on item {} after recusals", item.seq) : say("take part in item {}", item.seq));
    check_offices(meeting, who, say("those who sit on item {} are", item.seq));
    return who;
}

} // namespace jointcase
