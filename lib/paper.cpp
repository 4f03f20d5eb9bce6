// SPDX-License-Identifier: Apache-2.0
#include <jointcase/paper.hpp>
#include <jointcase/recusal.hpp>

#include "meeting_store.hpp"
#include "paper_values.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

namespace jointcase {

template <>
std::span<const Word<Paper>> words<Paper>() {
    static constexpr Word<Paper> all[] = {{Paper::notice, "notice", "通知"}, {Paper::attendance, "attendance", "签到表"}, {Paper::minutes, "minutes", "会议记录"}, {Paper::excerpt, "excerpt", "节录"}};
    return all;
}

std::string chinese_day(Date day) { return fmt::format("{}年{}月{}日", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())); }
std::string chinese_day(std::optional<Date> day) { return day ? chinese_day(*day) : std::string(); }

std::vector<Values> line_values(std::string_view text) {
    std::vector<Values> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back({{{"line", std::string(text.substr(0, end))}}, {}});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string sha256_hex(std::string_view bytes) {
    const auto text = digest_text(Algorithm::sha256, digest(Algorithm::sha256, bytes));
    return text.substr(text.find(':') + 1);
}

std::string fill_paper(Db& db, const char* name, Values values, bool html) { return fill_template(db.config(), std::string(name) + (html ? ".html" : ".txt"), std::move(values)); }

namespace {

std::string clock(Time at) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - midnight(day(at))).count();
    return fmt::format("{}时{:02}分", minutes / 60, minutes % 60);
}
std::string moment(std::optional<Time> at) { return at ? chinese_day(day(*at)) + clock(*at) : std::string(); }

// 2020年2月21日（星期五）9时00分
std::string planned(std::optional<Time> at) {
    constexpr const char* names[] = {"日", "一", "二", "三", "四", "五", "六"};
    if (!at) return {};
    return fmt::format("{}（星期{}）{}", chinese_day(day(*at)), names[std::chrono::weekday(day(*at)).c_encoding()], clock(*at));
}

// 2020年2月21日9时00分至11时00分
std::string period(const Meeting& meeting) {
    if (!meeting.ended_at) return moment(meeting.started_at);
    if (!meeting.started_at) return chinese_day(day(*meeting.ended_at));
    return moment(meeting.started_at) + "至" + (day(*meeting.started_at) == day(*meeting.ended_at) ? clock(*meeting.ended_at) : moment(meeting.ended_at));
}

// 一 … 九十九
std::string numeral(int number) {
    constexpr const char* digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number < 1 || number > 99) return std::to_string(number);
    const std::string tens = number < 10 ? "" : number < 20 ? "十" : std::string(digits[number / 10]) + "十";
    return tens + digits[number % 10];
}

// Texts of one line; those of several are lists of lines.
std::string one_line(const Masking& mask, const std::string& text) { return printable(mask(text)); }

// 9时20分到会，10时05分离会，出差
std::string remark(const Attendance& place) {
    List parts;
    if (place.came_at) parts.push_back(clock(*place.came_at) + "到会");
    if (place.left_at) parts.push_back(clock(*place.left_at) + "离会");
    if (!place.note.empty()) parts.push_back(printable(place.note));
    return fmt::format("{}", fmt::join(parts, "，"));
}

Values attendance_values(const Attendance& place, std::size_t number) {
    return {{{"no", std::to_string(number)},
             {"role", chinese(place.role)},
             {"name", place.name},
             {"office", place.office_name},
             {"category", place.category ? chinese(*place.category) : ""},
             {"grade", place.grade ? std::get<Coded>(to_cell(*place.grade)).label : ""},
             {"status", place.status == Attended::invited ? "" : chinese(place.status)},
             {"remark", remark(place)}},
            {}};
}

Values opinion_values(const Opinion& opinion, const std::string& office, const Masking& mask) {
    List manner;
    if (opinion.round > 1) manner.push_back(fmt::format("第{}轮", *opinion.round));
    if (opinion.kind == OpinionKind::written) manner.push_back("书面");
    if (opinion.kind == OpinionKind::late) manner.push_back(fmt::format("会后{}补充", chinese_day(day(*opinion.recorded_at))));
    return {{{"seq", std::to_string(opinion.seq)},
             {"name", opinion.talent_name},
             {"office", office},
             {"stance", opinion.stance ? chinese(*opinion.stance) : ""},
             {"manner", fmt::format("{}", fmt::join(manner, "，"))},
             {"legal_basis", one_line(mask, opinion.legal_basis)}},
            {{"lines", line_values(mask(opinion.text))}}};
}

// An item as its paper needs it: who said what on it, and who keeps out of it.
struct Reading {
    const std::vector<Attendance>& attendance;
    const std::vector<Opinion>& opinions;

    std::string office_of(const std::string& talent) const {
        for (const auto& place : attendance) {
            if (place.talent == talent) return place.office_name;
        }
        return {};
    }
};

Values issue_values(const AgendaItem& item, const Issue& issue, const Reading& reading, const Masking& mask) {
    Values values{{{"issue", std::to_string(issue.seq)}, {"numeral", numeral(issue.seq)}, {"issue_kind", issue.kind ? chinese(*issue.kind) : ""}, {"question", one_line(mask, issue.question)},
                   {"has_issue_view", issue.handler_view.empty() ? "" : "1"}},
                  {{"issue_view", line_values(mask(issue.handler_view))}, {"opinions", {}}}};
    for (const auto& opinion : reading.opinions) {
        if (opinion.item == item.seq && opinion.issue_seq == issue.seq) values.lists["opinions"].push_back(opinion_values(opinion, reading.office_of(opinion.talent), mask));
    }
    return values;
}

std::string note_of(const AgendaItem& item, const Masking& mask) {
    if (item.withdrawn) return "提请已撤回";
    if (item.state != ItemState::deferred) return {};
    return item.why.empty() ? "缓议" : "缓议：" + one_line(mask, item.why);
}

Values item_values(Db& db, const AgendaItem& item, const Reading& reading, bool unmask) {
    const auto referral = referral_of(db, item.referral_id);
    const auto of = case_of(db, referral.case_id);
    const auto mask = unmask ? Masking() : masking(db, of.id);
    const auto out = recused(db, of.id);
    List recused_names;
    for (const auto& place : reading.attendance) {
        if (out.contains(place.talent_id)) recused_names.push_back(place.name);
    }
    Values values{{{"item", std::to_string(item.seq)},
                   {"numeral", numeral(item.seq)},
                   {"case", of.key},
                   {"case_name", one_line(mask, of.name)},
                   {"case_office", of.office_name},
                   {"handler", of.handler_name},
                   {"referral", std::to_string(referral.seq)},
                   {"item_note", note_of(item, mask)},
                   {"has_view", referral.handler_view.empty() ? "" : "1"},
                   {"recused", fmt::format("{}", fmt::join(recused_names, "、"))}},
                  {{"view", line_values(mask(referral.handler_view))}, {"issues", {}}}};
    for (const auto& issue : item.issues) values.lists["issues"].push_back(issue_values(item, issue, reading, mask));
    return values;
}

std::vector<Values> material_values(Db& db, const std::vector<AgendaItem>& items, bool unmask) {
    std::vector<Values> all;
    for (const auto& item : items) {
        const auto mask = unmask ? Masking() : masking(db, item.case_id);
        for (sql::Query query(db, "select title, label from material where referral = $1 order by seq", item.referral_id); query.step();) {
            const auto row = query.row();
            all.push_back({{{"no", std::to_string(all.size() + 1)}, {"item", std::to_string(item.seq)}, {"material", one_line(mask, row.get<std::string>("title"))},
                            {"material_label", chinese(row.get<Label>("label"))}}, {}});
        }
    }
    return all;
}

// The places in which people speak, where the rules set an order that was kept: who was entered later spoke as they were entered.
std::map<Id<Talent>, int> speaking_places(Db& db, const Meeting& meeting) {
    std::map<Id<Talent>, int> places;
    if (meeting.entered_later || rules_of(meeting).speaking_order == SpeakingOrder::free) return places;
    for (const auto& speaker : speaking_order(db, meeting)) places[speaker.talent_id] = speaker.place;
    return places;
}

// In speaking order, round by round, and the supplements after the meeting behind all.
std::vector<Opinion> opinions_of(Db& db, const Meeting& meeting, const std::vector<Attendance>& attendance) {
    OpinionFilter filter;
    filter.meeting = meeting.key;
    auto all = list_opinions(db, filter);
    std::map<std::string, int> places; // by key
    const auto order = speaking_places(db, meeting);
    for (const auto& place : attendance) {
        if (const auto found = order.find(place.talent_id); found != order.end()) places[place.talent] = found->second;
    }
    const auto rank = [&](const Opinion& opinion) {
        const auto place = places.find(opinion.talent);
        return std::tuple(opinion.kind == OpinionKind::late, opinion.round.value_or(1), place == places.end() ? 0 : place->second, opinion.seq);
    };
    std::sort(all.begin(), all.end(), [&](const Opinion& a, const Opinion& b) { return rank(a) < rank(b); });
    return all;
}

std::string name_of(const std::vector<Attendance>& attendance, const std::string& talent) {
    for (const auto& place : attendance) {
        if (place.talent == talent) return place.name;
    }
    return {};
}

std::string title_of(const Config& config, const Meeting& meeting) {
    return fmt::format("{}年第{}次（总第{}次）{}检察官联席会议", meeting.year, meeting.year_seq, shown_total(config, meeting), chinese(*meeting.kind));
}

} // namespace

Values meeting_values(Db& db, const Meeting& meeting, bool unmask, std::optional<int> item) {
    const auto attendance = list_attendance(db, meeting.id);
    const auto opinions = opinions_of(db, meeting, attendance);
    const auto items = item ? std::vector{find_item(db, meeting, *item)} : list_agenda(db, meeting.id);
    Values values{{{"host", find_office(db, meeting.office).name},
                   {"number", meeting.key},
                   {"title", title_of(db.config(), meeting)},
                   {"kind", chinese(*meeting.kind)},
                   {"department", meeting.department},
                   {"mode", chinese(*meeting.mode)},
                   {"place", meeting.place},
                   {"planned", planned(meeting.planned_at)},
                   {"period", period(meeting)},
                   {"notice_day", meeting.notice_at ? chinese_day(day(*meeting.notice_at)) : ""},
                   {"chair", name_of(attendance, meeting.chair)},
                   {"recorder", name_of(attendance, meeting.recorder)},
                   {"convener", meeting.convened_by.empty() ? "" : find_talent(db, meeting.convened_by).name},
                   {"label", meeting.label ? chinese(*meeting.label) : ""}},
                  {{"attendance", {}}, {"items", {}}, {"offices", {}}, {"materials", material_values(db, items, unmask)}}};
    std::map<std::string, std::string> offices; // by code
    for (const auto& place : item ? sitting(db, items.front(), attendance) : attendance) {
        auto& all = values.lists["attendance"];
        all.push_back(attendance_values(place, all.size() + 1));
        if (!place.office.empty()) offices.emplace(place.office, place.office_name);
    }
    for (const auto& [code, name] : offices) values.lists["offices"].push_back({{{"office", name}}, {}});
    for (const auto& one : items) values.lists["items"].push_back(item_values(db, one, {attendance, opinions}, unmask));
    return values;
}

std::string notice_paper(Db& db, const Meeting& meeting, const PaperStyle& style) { return fill_paper(db, "notice", meeting_values(db, meeting, style.unmask), style.html); }

std::string attendance_paper(Db& db, const Meeting& meeting, const PaperStyle& style) { return fill_paper(db, "attendance", meeting_values(db, meeting, style.unmask), style.html); }

std::string excerpt_paper(Db& db, const Meeting& meeting, std::optional<int> item, const PaperStyle& style) {
    if (!was_held(meeting.state)) throw Error(Fault::refused, "meeting {} is {}; an excerpt is of a record of what was said", meeting.key, label(meeting.state));
    const auto items = list_agenda(db, meeting.id);
    if (items.empty()) throw Error(Fault::refused, "meeting {} has no agenda", meeting.key);
    if (!item && items.size() > 1) throw Error(Fault::invalid, "meeting {} has {} items; an excerpt is of one case (--item N)", meeting.key, items.size());
    auto values = meeting_values(db, meeting, style.unmask, item.value_or(items.front().seq));
    // where the record it is taken from stands
    for (sql::Query query(db, "select version, signed_on, filed_on from minutes where meeting = $1 order by version", meeting.id); query.step();) {
        const auto row = query.row();
        values.texts["version"] = std::to_string(row.get<int>("version"));
        values.texts["signed_day"] = chinese_day(row.get<std::optional<Date>>("signed_on"));
        values.texts["filed_day"] = chinese_day(row.get<std::optional<Date>>("filed_on"));
    }
    return fill_paper(db, "excerpt", std::move(values), style.html);
}

namespace {

std::vector<Values> escalation_values(Db& db, const Referral& referral, const Masking& mask) {
    std::vector<Values> all;
    for (sql::Query query(db, "select to_body, escalated_on, why from escalation where referral = $1 order by seq", referral.id); query.step();) {
        const auto row = query.row();
        all.push_back({{{"escalated_to", chinese(row.get<DecidedBy>("to_body"))}, {"escalated_day", chinese_day(row.get<Date>("escalated_on"))}, {"why", one_line(mask, row.get<std::string>("why"))}}, {}});
    }
    return all;
}

// Each of the opinions with its answer, or the place for one.
std::vector<Values> answer_values(const std::vector<Opinion>& opinions, const std::vector<GivenAdoption>& adoptions, const Reading& reading, const Masking& mask) {
    std::vector<Values> all;
    for (const auto& opinion : opinions) {
        auto values = opinion_values(opinion, reading.office_of(opinion.talent), mask);
        values.texts["issue"] = std::to_string(opinion.issue_seq);
        for (const char* name : {"adoption", "reason_code", "reason"}) values.texts[name] = "";
        for (const auto& given : adoptions) {
            if (given.opinion != opinion.key) continue;
            values.texts["adoption"] = chinese(given.adoption);
            values.texts["reason_code"] = given.code ? chinese(*given.code) : "";
            values.texts["reason"] = one_line(mask, given.reason);
        }
        all.push_back(std::move(values));
    }
    return all;
}

std::optional<Feedback> given_feedback(Db& db, const Referral& referral) {
    const auto known = sql::value<std::int64_t>(db, "select id from feedback where referral = $1", referral.id);
    return known ? std::optional(find_feedback(db, referral.key, Match::strict)) : std::nullopt;
}

} // namespace

std::string feedback_paper(Db& db, const Referral& referral, const PaperStyle& style) {
    const auto item = sql::value<std::int64_t>(db, "select id from agenda where referral = $1 and state = 'discussed'", referral.id);
    if (!item) throw Error(Fault::refused, "referral {} is {}; feedback comes after the meeting", referral.key, label(referral.state));
    const auto meeting = meeting_of(db, {*sql::value<std::int64_t>(db, "select meeting from agenda where id = $1", *item)});
    const auto seq = static_cast<int>(*sql::value<std::int64_t>(db, "select seq from agenda where id = $1", *item));
    const auto mask = style.unmask ? Masking() : masking(db, referral.case_id);
    OpinionFilter filter;
    filter.meeting = meeting.key;
    filter.referral = referral.key;
    auto opinions = list_opinions(db, filter);
    std::erase_if(opinions, [](const Opinion& opinion) { return opinion.stance == Stance::reserve; }); // wants no answer
    const auto feedback = given_feedback(db, referral);
    auto values = meeting_values(db, meeting, style.unmask, seq);
    auto& texts = values.texts;
    for (const char* name : {"decision", "decided_by_role", "decided_by", "decided_day", "submitted_day"}) texts[name] = "";
    if (feedback) {
        texts["decision"] = chinese(*feedback->decision);
        texts["decided_by_role"] = chinese(*feedback->decided_by_role);
        texts["decided_by"] = feedback->decided_by.empty() ? "" : find_talent(db, feedback->decided_by, Match::strict).name;
        texts["decided_day"] = chinese_day(feedback->decided_on);
        texts["submitted_day"] = chinese_day(feedback->submitted_on);
    }
    const auto attendance = list_attendance(db, meeting.id);
    values.lists["opinions"] = answer_values(opinions, feedback ? feedback->adoptions : std::vector<GivenAdoption>(), {attendance, opinions}, mask);
    values.lists["escalations"] = escalation_values(db, referral, mask);
    return fill_paper(db, "feedback", std::move(values), style.html);
}

} // namespace jointcase
