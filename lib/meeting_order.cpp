// The order of speaking, computed from the postings of the day (model §6).
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/recusal.hpp>

#include "meeting_store.hpp"
#include "text.hpp"

#include <algorithm>
#include <tuple>

namespace jointcase {

namespace {

// Observers and guests, then members from the lowest grade up, then the chair.
int rank_of(Role role) {
    switch (role) {
    case Role::observer: return 0;
    case Role::guest: return 1;
    case Role::member: return 2;
    default: return 3;
    }
}

bool is_there(const Meeting& meeting, const Attendance& a) {
    if (meeting.state == MeetingState::convened || meeting.mode == Mode::written) return a.status != Attended::absent && a.status != Attended::excused;
    return a.present();
}

// Grade 12 is the lowest; who has none comes before. Among equals the later day is the shorter time.
auto seniority(const Speaker& s) {
    const auto since = [](const std::optional<Date>& day) { return day ? -days_between(Date(std::chrono::year{1} / 1 / 1), *day) : 0; };
    return std::tuple(rank_of(s.role), s.grade ? -s.grade->value : -13, since(s.grade_on), since(s.quota_on), s.talent);
}

Speaker speaker(Db& db, const Attendance& a, Date on) {
    Speaker s;
    static_cast<Attendance&>(s) = a;
    if (const auto posting = posting_on(db, a.talent_id, on)) s.grade_on = posting->grade_on, s.quota_on = posting->quota_on;
    return s;
}

} // namespace

std::vector<Speaker> speaking_order(Db& db, const Meeting& meeting, std::optional<int> number) {
    const auto& rules = rules_of(meeting);
    auto all = list_attendance(db, meeting.id);
    std::erase_if(all, [&](const Attendance& a) { return !speaks(rules, a.role) || !is_there(meeting, a); });
    if (number) all = sitting(db, find_item(db, meeting, *number), std::move(all));
    const auto on = day(meeting.started_at ? *meeting.started_at : meeting.planned_at ? *meeting.planned_at : meeting.ended_at.value_or(db.as_of()));
    std::vector<Speaker> order;
    for (const auto& a : all) order.push_back(speaker(db, a, on));
    if (rules.speaking_order == SpeakingOrder::by_grade) std::sort(order.begin(), order.end(), [](const Speaker& a, const Speaker& b) { return seniority(a) < seniority(b); });
    else std::stable_sort(order.begin(), order.end(), [](const Speaker& a, const Speaker& b) { return rank_of(a.role) < rank_of(b.role); });
    for (std::size_t i = 0; i < order.size(); ++i) order[i].place = static_cast<int>(i + 1);
    return order;
}

Table speaking_table(const std::vector<Speaker>& order) {
    static constexpr Field<Speaker> fields[] = {
        {"place", {"no.", "次序"}, [](const Speaker& s) { return to_cell(s.place); }},
        {"talent", {"talent", "编号"}, [](const Speaker& s) -> Cell { return s.talent; }},
        {"name", {"name", "姓名"}, [](const Speaker& s) -> Cell { return s.name; }},
        {"office", {"office", "单位"}, [](const Speaker& s) { return to_cell(s.office); }},
        {"office_name", {"office name", "单位名称"}, [](const Speaker& s) { return to_cell(s.office_name); }},
        {"role", {"role", "角色"}, [](const Speaker& s) { return to_cell(s.role); }},
        {"grade", {"grade", "等级"}, [](const Speaker& s) { return to_cell(s.grade); }},
        {"grade_on", {"grade since", "等级时间"}, [](const Speaker& s) { return to_cell(s.grade_on); }},
        {"quota_on", {"in quota since", "入额时间"}, [](const Speaker& s) { return to_cell(s.quota_on); }},
    };
    return table("order", _("Order of speaking"), order, std::span<const Field<Speaker>>(fields));
}

} // namespace jointcase
