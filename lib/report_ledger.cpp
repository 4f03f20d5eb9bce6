// 个人台账: T9 of one talent, and what its figures are made of.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/exemplar.hpp>
#include <jointcase/feedback.hpp>
#include <jointcase/task.hpp>

#include "report_tables.hpp"

#include <algorithm>

namespace jointcase {

namespace {

using tables::Scope;
using tables::shown;

struct Event {
    std::optional<Date> on; // none: nobody knows since when
    Coded kind;
    std::string key;
    Cell what, state;
    Id<Case> of_case = {}; // whose texts these are
};
using Events = std::vector<Event>;

Coded kind(const char* code, const char* zh) { return {code, shown({code, zh})}; }

void add_memberships(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    for (const auto& membership : list_memberships(db, talent.id)) {
        const auto add = [&](const std::optional<Date>& on, MembershipState state, Cell why) {
            if (on && scope.has(*on)) events.push_back({on, coded(state), membership.key, to_cell(membership.tier), std::move(why)});
        };
        add(membership.nominated_on, MembershipState::nominated, {});
        if (!membership.admitted_on) add(membership.reviewed_on, MembershipState::rejected, {});
        add(membership.admitted_on, MembershipState::admitted, to_cell(membership.document));
        add(membership.exited_on, MembershipState::exited, to_cell(membership.exit_reason));
    }
}

void add_cases(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    sql::Query query(db,
                     "with " CASE_PARTS " select x.from_on, x.case_id, x.key, x.name, x.role from part x where x.talent = $1 order by x.from_on, x.key, x.role",
                     talent.id, nullptr, nullptr, nullptr, nullptr, nullptr, scope.from, scope.until);
    while (query.step()) {
        const auto row = query.row();
        const auto role = row.get<std::string>("role");
        events.push_back({row.get<std::optional<Date>>("from_on"), kind("case", "参办案件"), row.get<std::string>("key"), row.get<std::string>("name"),
                          role == "callup" ? kind("callup", "调用") : coded(parse_word<StaffRole>(role)), row.get<Id<Case>>("case_id")});
    }
}

// A written meeting has nothing to present or to record, as in T9.
void add_meetings(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    sql::Query query(db,
                     "select substr(m.ended_at, 1, 10) as on_day, m.key, a.role,"
                     " case when m.mode = 'written' and exists (select 1 from opinion p where p.meeting = m.id and p.talent = a.talent) then 'present' else a.status end as status"
                     " from meeting m join office o on o.id = m.office join attendance a on a.meeting = m.id where a.talent = $5"
                     " and (m.mode <> 'written' or a.role not in ('presenter', 'recorder')) and " HELD
                     " order by m.ended_at, o.key, m.year, m.year_seq",
                     scope.start, scope.end, nullptr, nullptr, talent.id);
    while (query.step()) {
        const auto row = query.row();
        events.push_back({row.get<Date>("on_day"), kind("meeting", "会议"), row.get<std::string>("key"), coded(row.get<Role>("role")), coded(row.get<Attended>("status"))});
    }
}

void add_opinions(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    sql::Query query(db,
                     "select substr(m.ended_at, 1, 10) as on_day, p.key, i.question, r.case_id, case when f.submitted_on < $8 then d.adoption end as adoption"
                     " from opinion p join meeting m on m.id = p.meeting join office o on o.id = m.office join issue i on i.id = p.issue join referral r on r.id = i.referral"
                     " left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback where p.talent = $5 and " STANDING " and " HELD
                     " order by m.ended_at, o.key, m.year, m.year_seq, p.seq",
                     scope.start, scope.end, nullptr, nullptr, talent.id, nullptr, nullptr, scope.until);
    while (query.step()) {
        const auto row = query.row();
        events.push_back({row.get<Date>("on_day"), kind("opinion", "意见"), row.get<std::string>("key"), row.get<std::string>("question"), to_cell(row.get<std::optional<Adoption>>("adoption")), row.get<Id<Case>>("case_id")});
    }
}

// Those open at the start too, on the day they were assigned; with the state at the end.
void add_tasks(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    TaskFilter filter;
    filter.talent = talent.key;
    for (const auto& task : list_tasks(db, scope.last_day(), filter)) {
        const auto ended = task.done_on ? task.done_on : task.cancelled_on;
        if (ended && *ended < scope.from) continue;
        const bool overdue = !ended && *task.due_on < scope.last_day();
        events.push_back({task.assigned_on, kind("task", "任务"), task.key, task.title, overdue ? kind("overdue", "已逾期") : coded(task.state), task.case_id});
        if (ended) events.push_back({ended, coded(task.state), task.key, to_cell(task.result), {}, task.case_id});
    }
}

void add_growth(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    for (const auto& growth : list_growth(db, talent.id)) {
        if (scope.has(*growth.on)) events.push_back({growth.on, coded(*growth.kind), growth.key, growth.title, to_cell(growth.result)});
    }
}

void add_publicity(Db& db, const Talent& talent, const Scope& scope, Events& events) {
    for (const auto& exemplar : list_exemplars(db, scope.last_day())) {
        if (exemplar.talent_id != talent.id) continue;
        if (scope.has(*exemplar.designated_on)) events.push_back({exemplar.designated_on, kind("exemplar", "先进典型"), exemplar.key, exemplar.title, to_cell(exemplar.level)});
        for (const auto& visit : list_visits(db, exemplar.id)) {
            if (visit.visited_on && scope.has(*visit.visited_on)) events.push_back({visit.visited_on, kind("visit", "走访"), visit.key, visit.visitor_name, {}});
        }
        for (const auto& publicity : list_publicity(db, exemplar.id)) {
            if (scope.has(*publicity.published_on)) events.push_back({publicity.published_on, kind("publicity", "宣传"), publicity.key, publicity.title, to_cell(publicity.channel)});
        }
    }
}

Events events_of(Db& db, const Talent& talent, const Scope& scope) {
    Events events;
    for (const auto add : {add_memberships, add_cases, add_meetings, add_opinions, add_tasks, add_growth, add_publicity}) add(db, talent, scope, events);
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.on < b.on; });
    return events;
}

Table timeline(Db& db, const Events& events, bool unmask) {
    static constexpr Field<Event> fields[] = {
        {"on", {"day", "日期"}, [](const Event& e) { return to_cell(e.on); }},
        {"kind", {"what", "事项"}, [](const Event& e) { return Cell(e.kind); }},
        {"key", {"number", "编号"}, [](const Event& e) { return to_cell(e.key); }},
        {"content", {"content", "内容"}, [](const Event& e) { return e.what; }},
        {"state", {"state", "情况"}, [](const Event& e) { return e.state; }},
    };
    auto result = table("timeline", shown({"What they are made of", "明细"}), events, std::span<const Field<Event>>(fields));
    for (std::size_t i = 0; i < events.size() && !unmask; ++i) {
        if (events[i].of_case) mask_row(result.rows[i], masking(db, events[i].of_case));
    }
    return result;
}

// How much there was in each month of the period; of more than five years there is no chart.
Chart by_month(const Events& events, const Scope& scope, const Period& period) {
    Chart chart{"timeline", fmt::format("{}, {}", shown({"Entries by month", "各月事项"}), period.name), shown({"entries", "项"}), {}, ChartKind::columns};
    const auto last = scope.last_day();
    if (days_between(scope.from, last) > 5 * 366) return chart;
    for (Month month = scope.from.year() / scope.from.month(); month <= last.year() / last.month(); month += std::chrono::months{1}) {
        chart.bars.emplace_back(iso(month), std::count_if(events.begin(), events.end(), [&](const Event& e) { return e.on && scope.has(*e.on) && e.on->year() / e.on->month() == month; }));
    }
    return chart;
}

} // namespace

Document ledger_document(Db& db, std::string_view name, const Period& period, Time as_of, bool unmask) {
    const auto talent = find_talent(db, name);
    tables::check_period(db, period, day(as_of));
    tables::Subject subject{period, as_of, {}, talent.id};
    const auto held = tables::held_in(db, subject, tables::t9.held);
    subject.held = &held;
    const Scope scope(period.current, subject);
    const auto used = tables::t9.make(db, subject);
    const auto posting = posting_on(db, talent.id, scope.last_day());
    Cell office; // none: an expert from outside
    if (posting && !posting->office.empty()) office = Coded{posting->office, find_office(db, posting->office, Match::strict).name};
    const auto events = events_of(db, talent, scope);

    Document document{"ledger", fmt::format("{} {}, {}", shown({"Ledger of", "个人台账"}), talent.name, period.name), {}, {}, {used.indicators, timeline(db, events, unmask)}, {}};
    document.record = {"ledger", document.title,
                       {{"talent", shown({"talent", "编号"})}, {"name", shown({"name", "姓名"})}, {"office", shown({"office", "单位"})}, {"period", shown({"period", "报告期"})},
                        {"from", shown({"from", "自"})}, {"to", shown({"to", "至"})}, {"as_of", shown({"as of", "截至"})}, {"identities", shown({"identities that hold", "相符的恒等式(项)"})}},
                       {{talent.key, talent.name, office, period.name, period.current.from, add_days(period.current.to, -1), scope.end - std::chrono::seconds{1},
                         std::int64_t{check_identities(used)}}}};
    if (auto months = by_month(events, scope, period); months.bars.size() > 1) document.charts.push_back(std::move(months));
    return document;
}

} // namespace jointcase
