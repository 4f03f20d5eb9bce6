// The materials of a meeting, on their way to those who are invited; and the periods that run on meanwhile.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/meeting.hpp>
#include <jointcase/recusal.hpp>

#include "future.hpp"
#include "meeting_store.hpp"

namespace jointcase {

namespace {

constexpr int days_too_near = 3; // behind a meeting that is to be of use before the period ends

bool stands(const AgendaItem& item) { return item.state != ItemState::deferred && !item.withdrawn; }

Meeting expect_open(Write& write, std::string_view text) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    if (meeting.state == MeetingState::convened || meeting.state == MeetingState::in_session) return meeting;
    throw Error(Fault::refused, "meeting {} is {}; its materials are settled", meeting.key, label(meeting.state));
}

Id<Attendance> attendance_id(Db& db, const Meeting& meeting, Id<Talent> talent) {
    return {*sql::value<std::int64_t>(db, "select id from attendance where meeting = $1 and talent = $2", meeting.id, talent)};
}

} // namespace

std::vector<Recipient> list_recipients(Db& db, const Meeting& meeting) {
    std::map<int, std::set<Id<Talent>>> kept_out; // by item
    for (const auto& item : agenda_rows(db, meeting.id)) {
        if (stands(item)) kept_out[item.seq] = recused(db, item.case_id);
    }
    std::vector<Recipient> recipients;
    for (const auto& a : list_attendance(db, meeting.id)) {
        if (a.status == Attended::excused || a.status == Attended::absent) continue;
        Recipient one{a, {}, {}};
        for (const auto& [item, who] : kept_out) (who.contains(a.talent_id) ? one.withheld : one.items).push_back(item);
        recipients.push_back(std::move(one));
    }
    return recipients;
}

std::vector<Recipient> send_materials(Write& write, std::string_view text, Time at) {
    auto& db = write.db();
    const auto meeting = expect_open(write, text);
    refuse_future(write, at);
    for (const auto& one : list_recipients(db, meeting)) {
        if (one.items.empty() || one.materials_sent_at) continue;
        sql::update(write, "attendance", attendance_id(db, meeting, one.talent_id), "update attendance set materials_sent_at = $2 where id = $1", at);
    }
    return list_recipients(db, meeting);
}

Attendance read_materials(Write& write, std::string_view text, std::string_view who, Time at) {
    auto& db = write.db();
    const auto meeting = expect_open(write, text);
    refuse_future(write, at);
    const auto talent = find_talent(db, who, write.match());
    const auto place = place_of(db, meeting.id, talent.id);
    if (!place) throw Error(Fault::refused, "{} {} was not invited to meeting {}; `meeting invite` first", talent.key, talent.name, meeting.key);
    if (place->read_at) return *place;
    if (!place->materials_sent_at) throw Error(Fault::refused, "the materials of meeting {} have not gone out to {} {}; `meeting notice {} --materials`", meeting.key, talent.key, talent.name, meeting.key);
    if (at < *place->materials_sent_at) throw Error(Fault::invalid, "materials are read after they went out ({})", iso(*place->materials_sent_at));
    sql::update(write, "attendance", attendance_id(db, meeting, talent.id), "update attendance set read_at = $2 where id = $1", at);
    return *place_of(db, meeting.id, talent.id);
}

std::optional<Date> materials_due_on(const Meeting& meeting) {
    const auto lead = rules_of(meeting).materials_lead_days;
    return lead && meeting.planned_at ? std::optional(add_days(day(*meeting.planned_at), -*lead)) : std::nullopt;
}

std::vector<Case> pressed_cases(Db& db, const Meeting& meeting) {
    std::vector<Case> pressed;
    for (const auto& item : agenda_rows(db, meeting.id)) {
        if (item.state != ItemState::scheduled || item.withdrawn || !meeting.planned_at) continue;
        auto of = case_of(db, item.case_id);
        if (of.open() && of.period_ends_on && *of.period_ends_on <= add_days(day(*meeting.planned_at), days_too_near)) pressed.push_back(std::move(of));
    }
    return pressed;
}

namespace {

Cell numbers(const std::vector<int>& all) {
    List texts;
    for (const int one : all) texts.push_back(std::to_string(one));
    return to_cell(texts);
}

const Field<Recipient> recipient_fields[] = {
    {"talent", {"talent", "编号"}, [](const Recipient& r) -> Cell { return r.talent; }},
    {"name", {"name", "姓名"}, [](const Recipient& r) -> Cell { return r.name; }},
    {"role", {"role", "角色"}, [](const Recipient& r) { return to_cell(r.role); }},
    {"materials_sent_at", {"materials sent", "材料送达时间"}, [](const Recipient& r) { return to_cell(r.materials_sent_at); }},
    {"items", {"items", "送达议程"}, [](const Recipient& r) { return numbers(r.items); }},
    {"withheld", {"withheld", "因回避不送达的议程"}, [](const Recipient& r) { return numbers(r.withheld); }},
};

} // namespace

Table recipient_table(const std::vector<Recipient>& recipients) { return table("recipients", _("Materials"), recipients, std::span<const Field<Recipient>>(recipient_fields)); }

} // namespace jointcase
