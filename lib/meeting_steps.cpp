// The life of a meeting: convened, noticed, started, discussed, closed; postponed or cancelled on the way.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/meeting.hpp>
#include <jointcase/panel.hpp>
#include <jointcase/recusal.hpp>

#include "future.hpp"
#include "label.hpp"
#include "meeting_store.hpp"
#include "next.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

namespace {

void expect_state(const Meeting& meeting, MeetingState state) {
    if (meeting.state == state) return;
    if (meeting.state == MeetingState::convened) throw Error(Fault::refused, "meeting {} is {}, not {}; `meeting start` opens it", meeting.key, label(meeting.state), label(state));
    throw Error(Fault::refused, "meeting {} is {}, not {}", meeting.key, label(meeting.state), label(state));
}

// Clerks and assistants never chair (invariant 8), nor does the handler of an item.
void check_chair(Db& db, const Talent& chair, Date on) {
    const auto posting = posting_on(db, chair.id, on);
    if (!posting || posting->category != Category::prosecutor) throw Error(Fault::refused, "{} {} is no prosecutor on {} and cannot chair (Songbei art 6); --chair names a prosecutor", chair.key, chair.name, iso(on));
}

void check_handlers(Db& db, const Meeting& meeting) {
    for (const auto& item : list_agenda(db, meeting.id)) {
        const auto of = case_of(db, item.case_id);
        if (of.handler == meeting.chair) throw Error(Fault::refused, "{} {} handles {} and presents it (组织法 art 34): the chair is another; --chair names one", of.handler, of.handler_name, of.key);
    }
}

void add_change(Write& write, const Meeting& meeting, ChangeKind kind, std::string_view from, std::string_view to, std::string_view why) {
    const auto seq = next_number(write.db(), "select max(seq) as n from change where meeting = $1", meeting.id);
    sql::insert<Change>(write, "change", "insert into change (key, meeting, seq, kind, changed_on, from_value, to_value, why) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
                        meeting.key + "/" + std::to_string(seq), meeting.id, seq, kind, write.today(), from, to, why);
}

std::vector<Attendance> members(Db& db, Id<Meeting> meeting) {
    auto all = list_attendance(db, meeting);
    std::erase_if(all, [](const Attendance& a) { return a.role != Role::chair && a.role != Role::member; });
    return all;
}

void check_label(Db& db, const Meeting& meeting) {
    for (const auto& item : list_agenda(db, meeting.id)) {
        const auto of = case_of(db, item.case_id);
        if (of.label.value_or(Label::internal) > meeting.label.value_or(Label::internal)) {
            throw Error(Fault::refused, "case {} is {}; the meeting's label is at least its cases' (--label)", of.key, label(*of.label));
        }
    }
}

// A handler presents and never counts as a member (invariant 7).
void check_not_handler(Db& db, const Meeting& meeting, const Talent& talent, Role role) {
    if (role != Role::member || rules_of(meeting).handler_counts) return;
    for (const auto& item : list_agenda(db, meeting.id)) {
        const auto of = case_of(db, item.case_id);
        if (of.handler_id == talent.id) throw Error(Fault::refused, "{} {} handles {}: a handler presents and is no member ({})", talent.key, talent.name, of.key, cite(rules_of(meeting), "handler_counts"));
    }
}

// Who is recused from the case of every item has nothing to do at the meeting (invariant 5).
void check_recused(Db& db, const Meeting& meeting, const Talent& talent) {
    const auto items = agenda_rows(db, meeting.id);
    const bool all = !items.empty() && std::all_of(items.begin(), items.end(), [&](const AgendaItem& item) { return recused(db, item.case_id).contains(talent.id); });
    if (all) throw Error(Fault::refused, "{} {} is recused from {} (刑诉法 art 29); `recusal list` shows it", talent.key, talent.name, items.front().of_case);
}

void invite_one(Write& write, const Meeting& meeting, const Talent& talent, Role role) {
    const auto known = place_of(write.db(), meeting.id, talent.id);
    if (known && known->role == role) return;
    check_not_handler(write.db(), meeting, talent, role);
    check_recused(write.db(), meeting, talent);
    if (known && (known->role == Role::chair || known->role == Role::recorder || known->role == Role::presenter)) {
        throw Error(Fault::refused, "{} {} is {} of meeting {} already; `meeting edit` names another for that", talent.key, talent.name, label(known->role), meeting.key);
    }
    set_role(write, meeting, talent.id, role);
}

void put_status(Write& write, const Meeting& meeting, Id<Talent> talent, Attended status, std::string_view note, std::optional<Time> at = {}) {
    if (at) refuse_future(write, *at);
    const auto id = sql::value<std::int64_t>(write.db(), "select id from attendance where meeting = $1 and talent = $2", meeting.id, talent);
    sql::update(write, "attendance", Id<Attendance>{*id}, "update attendance set status = $2, note = $3, came_at = $4, left_at = $5 where id = $1", status, note,
                status == Attended::late ? at : std::nullopt, status == Attended::left_early ? at : std::nullopt);
}

Attendance expect_place(Write& write, const Meeting& meeting, std::string_view who) {
    const auto talent = find_talent(write.db(), who, write.match());
    if (const auto place = place_of(write.db(), meeting.id, talent.id)) return *place;
    throw Error(Fault::refused, "{} {} was not invited to meeting {}; `meeting invite` first", talent.key, talent.name, meeting.key);
}

// Whose opinion is missing on which issue of the item: "622921-017 马国良 (1.2)".
List missing_opinions(Db& db, const AgendaItem& item, const std::vector<Attendance>& who) {
    List missing;
    for (const auto& member : who) {
        for (const auto& issue : item.issues) {
            if (!sql::value<std::int64_t>(db, "select id from opinion where agenda = $1 and issue = $2 and talent = $3 limit 1", item.id, issue.id, member.talent_id)) {
                missing.push_back(fmt::format("{} {} ({}.{})", member.talent, member.name, item.seq, issue.seq));
            }
        }
    }
    return missing;
}

// Those named, and the panel around them where one is asked for.
List invited_by(Write& write, const MeetingDraft& draft, Date on) {
    if (draft.suggest == 0) return draft.invited;
    List all;
    for (const auto& one : suggest_panel(write.db(), {draft.referrals, draft.suggest, draft.invited, {}, draft.chair, on}, on).suggested) all.push_back(one.talent);
    return all;
}

} // namespace

Meeting convene_meeting(Write& write, const MeetingDraft& draft) {
    auto& db = write.db();
    const auto& config = write.config();
    if (draft.referrals.empty()) throw Error(Fault::invalid, "a meeting is convened on an accepted referral: name one, or its case");
    if (draft.chair.empty() || draft.recorder.empty()) throw Error(Fault::invalid, "chair and recorder are named (--chair, --recorder)");
    if (!draft.planned_at) throw Error(Fault::invalid, "the planned time is missing (--at)");
    if (*draft.planned_at < write.now()) throw Error(Fault::invalid, "{} is over; what was held already is entered by `meeting import`", iso(*draft.planned_at));
    if (draft.label) refuse_label(write, *draft.label);
    const auto on = day(*draft.planned_at);
    if (on < config.rules.valid_from) throw Error(Fault::refused, "the rules of the profile {} are valid from {} (rule valid_from)", config.rules.profile, iso(config.rules.valid_from));
    const auto host = draft.office.empty() ? home_office(db) : find_office(db, draft.office, write.match());
    const auto chair = find_talent(db, draft.chair, write.match());
    const auto recorder = find_talent(db, draft.recorder, write.match());
    check_chair(db, chair, on);
    const auto number = next_number(db, host, static_cast<int>(on.year()));
    const auto convener = draft.convened_by.empty() ? chair.id : find_talent(db, draft.convened_by, write.match()).id;
    const auto id = sql::insert<Meeting>(write, "meeting",
                                         "insert into meeting (key, office, department, kind, mode, year, year_seq, total_seq, chair, recorder, convened_by, place, planned_at, label, profile, rules, rules_text)"
                                         " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning id",
                                         number.key, host.id, draft.department, draft.kind.value_or(MeetingKind::cross_office), draft.mode.value_or(Mode::onsite), number.year, number.seq,
                                         next_total(db, host.id), chair.id, recorder.id, convener, draft.place, draft.planned_at, draft.label.value_or(Label::internal), config.rules.profile, rules_digest(config), text_of(config.rules));
    auto meeting = meeting_of(db, id);
    Label highest = Label::internal;
    for (const auto& text : draft.referrals) {
        const auto referral = find_referral(db, text, write.match());
        if (referral.state != ReferralState::accepted) throw Error(Fault::refused, "referral {} is {}, not accepted (Songbei art 2); `referral accept` comes first", referral.key, label(referral.state));
        const auto of = case_of(db, referral.case_id);
        if (!of.open()) throw Error(Fault::refused, "case {} is closed (on {}); `case reopen` opens it again", of.key, iso(*of.closed_on));
        highest = std::max(highest, of.label.value_or(Label::internal));
        insert_agenda(write, meeting, referral.id, ItemState::scheduled);
    }
    if (!draft.label && highest > Label::internal) sql::update(write, "meeting", id, "update meeting set label = $2 where id = $1", highest);
    meeting = meeting_of(db, id);
    check_label(db, meeting);
    check_handlers(db, meeting);
    set_role(write, meeting, chair.id, Role::chair);
    if (recorder.id == chair.id) throw Error(Fault::refused, "{} {} chairs and cannot be the recorder too; --recorder names another", chair.key, chair.name);
    set_role(write, meeting, recorder.id, Role::recorder);
    for (const auto& item : list_agenda(db, id)) {
        const auto of = case_of(db, item.case_id);
        const auto place = place_of(db, meeting.id, of.handler_id);
        if (of.handler_id && !place) set_role(write, meeting, of.handler_id, Role::presenter);
    }
    for (const auto& text : invited_by(write, draft, on)) invite_one(write, meeting, find_talent(db, text, write.match()), Role::member);
    return draft.notice ? send_notice(write, meeting.key, write.now()) : meeting_of(db, id);
}

Meeting edit_meeting(Write& write, std::string_view text, const MeetingDraft& draft) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    expect_state(meeting, MeetingState::convened);
    if (draft.label) refuse_label(write, *draft.label);
    const auto chair = find_talent(db, draft.chair, write.match());
    const auto recorder = find_talent(db, draft.recorder, write.match());
    check_chair(db, chair, day(*meeting.planned_at));
    sql::update(write, "meeting", meeting.id, "update meeting set department = $2, kind = $3, mode = $4, chair = $5, recorder = $6, place = $7, label = $8 where id = $1", draft.department,
                draft.kind, draft.mode, chair.id, recorder.id, draft.place, draft.label);
    const auto changed = meeting_of(db, meeting.id);
    check_handlers(db, changed);
    check_label(db, changed);
    if (changed.chair != meeting.chair) {
        if (!meeting.chair.empty()) set_role(write, meeting, find_talent(db, meeting.chair).id, Role::member);
        set_role(write, changed, chair.id, Role::chair);
    }
    if (changed.recorder != meeting.recorder) {
        if (!meeting.recorder.empty()) set_role(write, meeting, find_talent(db, meeting.recorder).id, Role::observer);
        set_role(write, changed, recorder.id, Role::recorder);
    }
    if (changed.kind != meeting.kind) add_change(write, meeting, ChangeKind::retyped, code(*meeting.kind), code(*changed.kind), {});
    return changed;
}

void invite(Write& write, std::string_view text, const std::vector<std::string>& talents, Role role) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    if (was_held(meeting.state) || meeting.state == MeetingState::cancelled) throw Error(Fault::refused, "meeting {} is {}: nobody can be invited any more; another meeting takes them", meeting.key, label(meeting.state));
    for (const auto& talent : talents) invite_one(write, meeting, find_talent(write.db(), talent, write.match()), role);
}

Meeting send_notice(Write& write, std::string_view text, Time at) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    if (meeting.notice_at) {
        if (meeting.notice_at == at) return meeting;
        throw Error(Fault::refused, "the notice of meeting {} went out at {}", meeting.key, iso(*meeting.notice_at));
    }
    expect_state(meeting, MeetingState::convened);
    refuse_future(write, at);
    if (at > *meeting.planned_at) throw Error(Fault::refused, "the notice goes out before the planned time {}; `meeting postpone` first", iso(*meeting.planned_at));
    check_quorum(db, meeting, day(*meeting.planned_at), counting(members(db, meeting.id)), say("are invited"));
    for (const auto& item : list_agenda(db, meeting.id)) {
        const auto referral = referral_of(db, item.referral_id);
        if (referral.decided_on && *referral.decided_on > day(at)) throw Error(Fault::refused, "referral {} was accepted on {}, after this notice; a notice goes out when all its referrals are accepted (--at)", referral.key, iso(*referral.decided_on));
    }
    sql::update(write, "meeting", meeting.id, "update meeting set notice_at = $2 where id = $1", at);
    return meeting_of(db, meeting.id);
}

namespace {

// One item at least can be discussed after recusals; those that cannot are deferred. Else the reason of the first.
void check_some_item(Db& db, const Meeting& meeting, Date on, const std::vector<Attendance>& who) {
    std::optional<Error> first;
    for (const auto& item : agenda_rows(db, meeting.id)) {
        if (item.withdrawn || item.state != ItemState::scheduled) continue;
        try {
            check_item(db, meeting, on, item, who);
            return;
        } catch (const Error& error) {
            if (!first) first = error;
        }
    }
    if (first) throw *first;
}

} // namespace

Meeting start_meeting(Write& write, std::string_view text, Time at, const std::vector<Excuse>& absent, const std::vector<Late>& late) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    expect_state(meeting, MeetingState::convened);
    refuse_future(write, at);
    if (!meeting.notice_at) throw Error(Fault::refused, "the notice of meeting {} has not gone out; `meeting notice {}`", meeting.key, meeting.key);
    if (at < *meeting.notice_at) throw Error(Fault::refused, "meeting {} cannot start before its notice ({})", meeting.key, iso(*meeting.notice_at));
    for (const auto& a : list_attendance(db, meeting.id)) {
        if (a.status == Attended::invited && meeting.mode != Mode::written) put_status(write, meeting, a.talent_id, Attended::present, a.note);
    }
    for (const auto& excuse : absent) put_status(write, meeting, expect_place(write, meeting, excuse.talent).talent_id, excuse.why.empty() ? Attended::absent : Attended::excused, excuse.why);
    for (const auto& one : late) put_status(write, meeting, expect_place(write, meeting, one.talent).talent_id, Attended::late, {}, one.at);
    freeze_postings(write, meeting, day(at));
    auto who = members(db, meeting.id);
    std::erase_if(who, [&](const Attendance& a) { return !(a.present() || (meeting.mode == Mode::written && a.status == Attended::invited)); });
    if (std::none_of(who.begin(), who.end(), [](const Attendance& a) { return a.role == Role::chair; })) {
        throw Error(Fault::refused, "the chair of meeting {} is absent; `meeting edit {} --chair …` names another", meeting.key, meeting.key);
    }
    check_quorum(db, meeting, day(at), counting(who), meeting.mode == Mode::written ? say("are asked") : say("are present"));
    check_offices(meeting, who, say("the members are"));
    check_some_item(db, meeting, day(at), who);
    sql::update(write, "meeting", meeting.id, "update meeting set started_at = $2 where id = $1", at);
    return meeting_of(db, meeting.id);
}

void set_attendance(Write& write, std::string_view text, std::string_view talent, Attended status, std::string_view note, std::optional<Time> at) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    if (meeting.state != MeetingState::convened && meeting.state != MeetingState::in_session) throw Error(Fault::refused, "meeting {} is {}; its attendance is settled", meeting.key, label(meeting.state));
    if (at && status != Attended::late && status != Attended::left_early) throw Error(Fault::invalid, "a time goes with late or left_early: when one came, or left");
    put_status(write, meeting, expect_place(write, meeting, talent).talent_id, status, note, at);
}

namespace {

void discuss(Write& write, const Meeting& meeting, const AgendaItem& item) {
    const auto who = check_item(write.db(), meeting, day(*meeting.started_at), item, taking_part(write.db(), meeting));
    if (const auto missing = missing_opinions(write.db(), item, who); !missing.empty()) {
        throw Error(Fault::refused, "on item {} these have neither an opinion nor a reserve yet: {}; `opinion record` enters one, stance reserve for who says nothing", item.seq, fmt::join(missing, ", "));
    }
    set_item(write, item, ItemState::discussed, {});
}

} // namespace

AgendaItem discuss_item(Write& write, std::string_view text, int number) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    const auto item = find_item(db, meeting, number);
    if (item.state == ItemState::discussed) return item;
    expect_state(meeting, MeetingState::in_session);
    if (item.withdrawn) throw Error(Fault::refused, "referral {} was withdrawn", item.referral);
    if (item.state == ItemState::deferred) throw Error(Fault::refused, "item {} of meeting {} is deferred", number, meeting.key);
    discuss(write, meeting, item);
    return find_item(db, meeting, number);
}

AgendaItem defer_item(Write& write, std::string_view text, int number, std::string_view why) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    const auto item = find_item(db, meeting, number);
    if (item.state == ItemState::deferred && item.why == why) return item;
    expect_state(meeting, MeetingState::in_session);
    if (trim(why).empty()) throw Error(Fault::invalid, "deferring needs a reason (--why)");
    if (item.state != ItemState::scheduled) throw Error(Fault::refused, "item {} of meeting {} is {} already", number, meeting.key, label(item.state));
    set_item(write, item, ItemState::deferred, why);
    return find_item(db, meeting, number);
}

Meeting close_meeting(Write& write, std::string_view text, Time at, const std::map<int, std::string>& defer) {
    auto& db = write.db();
    const auto meeting = find_meeting(db, text, write.match());
    expect_state(meeting, MeetingState::in_session);
    refuse_future(write, at);
    if (at <= *meeting.started_at) throw Error(Fault::invalid, "a meeting ends after it started ({})", iso(*meeting.started_at));
    for (const auto& [number, why] : defer) defer_item(write, meeting.key, number, why);
    List missing;
    for (const auto& item : list_agenda(db, meeting.id)) {
        if (item.state != ItemState::scheduled || item.withdrawn) continue;
        const auto lacking = missing_opinions(db, item, sitting(db, item, taking_part(db, meeting)));
        missing.insert(missing.end(), lacking.begin(), lacking.end());
        if (lacking.empty()) discuss(write, meeting, item);
    }
    if (!missing.empty()) {
        throw Error(Fault::refused, "meeting {} cannot be closed: neither an opinion nor a reserve yet from {}; record them, or defer the item (--defer ITEM=why)", meeting.key, fmt::join(missing, ", "));
    }
    if (meeting.mode == Mode::written) check_offices(meeting, taking_part(db, meeting), say("the members are"));
    sql::update(write, "meeting", meeting.id, "update meeting set ended_at = $2 where id = $1", at);
    return meeting_of(db, meeting.id);
}

Meeting postpone_meeting(Write& write, std::string_view text, Time to, std::string_view why) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    if (meeting.planned_at == to) return meeting;
    expect_state(meeting, MeetingState::convened);
    if (to <= write.now()) throw Error(Fault::invalid, "{} is over; a meeting is postponed to a time to come", iso(to));
    if (trim(why).empty()) throw Error(Fault::invalid, "postponing needs a reason (--why)");
    add_change(write, meeting, ChangeKind::postponed, iso(*meeting.planned_at), iso(to), why);
    sql::update(write, "meeting", meeting.id, "update meeting set planned_at = $2 where id = $1", to);
    freeze_postings(write, meeting, day(to));
    return meeting_of(write.db(), meeting.id);
}

Meeting cancel_meeting(Write& write, std::string_view text, std::string_view why) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    expect_state(meeting, MeetingState::convened);
    if (trim(why).empty()) throw Error(Fault::invalid, "cancelling needs a reason (--why)");
    add_change(write, meeting, ChangeKind::cancelled, {}, {}, why);
    for (const auto& item : list_agenda(write.db(), meeting.id)) {
        if (item.state == ItemState::scheduled) set_item(write, item, ItemState::deferred, why);
    }
    return meeting_of(write.db(), meeting.id);
}

} // namespace jointcase
