// T9 人才使用: what each member of the pool did and was given: meetings and opinions by the day the meeting ended, tasks,
// growth, visits and publicity by their own. Whoever was in the pool on some day of the period is in it, with all they did
// in it; for an office counts what they did while posted there. Of one talent it is the head of their ledger.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include <unordered_map>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t invited = 0, present = 0, opinions = 0, adopted = 0, for_others = 0, chaired = 0, cases = 0;
    std::int64_t tasks = 0, done = 0, overdue = 0, in_time = 0, cancelled = 0;
    std::int64_t trainings = 0, lectures = 0, visits = 0, silent = 0, published = 0;
};

// The joins that are crossed keep their order, and who is counted is told by key, not by what else is joined: so what is of the
// period comes first, whatever its talents did in other years.
// $5 the office they are posted to, $6 the one talent, [$7, $8) the days, $9 the last of them.
#define POOLED "t.voided_on is null and t.id in (select v.talent from membership v where v.admitted_on < $8 and (v.exited_on is null or v.exited_on >= $7))"
#define COUNTED "with counted as (select t.key from talent t where $6 is null and " POOLED " union all select t.key from talent t where t.id = $6)"
#define COUNTED_TALENT(who) "t.id = " who " and t.key in (select key from counted)"
#define PLACE "case when $3 = 0 then t.key else '' end as place"
#define POSTED_ON(day) "($5 is null or coalesce((select p.office from posting p where " LAST_POSTING("p", "t.id", "<= " day) "), t.office) = $5)"

void tally_talents(Db& db, const Scope& scope, bool whole, Places<Counts>& places, std::initializer_list<Tally<Counts>> members, const char* text) {
    tally(db, places, members, text, scope.start, scope.end, whole, nullptr, scope.office, scope.talent, scope.from, scope.until, scope.last_day());
}

// Whom to count what they said and where they were under.
struct Counted {
    Counts* counts;
    Id<Office> entered_by;
};
using Everyone = std::unordered_map<std::int64_t, Counted>;

Everyone counted(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    Everyone everyone;
    sql::Query query(db, COUNTED " select t.id, t.office, " PLACE " from talent t where t.key in (select key from counted)", nullptr, nullptr, whole, nullptr, nullptr, scope.talent, scope.from, scope.until);
    while (query.step()) {
        const auto row = query.row();
        everyone[row.get<std::int64_t>("id")] = {&places[row.get<std::string>("place")], row.get<Id<Office>>("office")};
    }
    return everyone;
}

// Nothing if they are not counted, or were of another office than the one in question.
Counts* counts_of(const Everyone& everyone, const Scope& scope, Id<Talent> talent, Id<Office> office) {
    const auto found = everyone.find(talent.value);
    if (found == everyone.end()) return nullptr;
    const auto of = office ? office : found->second.entered_by;
    return scope.office && of != scope.office ? nullptr : found->second.counts;
}

// A written meeting has nothing to present or to record. Chair and members are to speak, and do not by reserving.
void count_person(const HeldMeeting& meeting, const HeldPerson& person, Counts& counts) {
    const bool written = meeting.mode == Mode::written, present = meeting.attended(person);
    if (written && (person.role == Role::presenter || person.role == Role::recorder)) return;
    ++counts.invited;
    if (present) ++counts.present;
    if (person.role == Role::chair && (present || written)) ++counts.chaired;
    if (present && (person.role == Role::chair || person.role == Role::member) && !person.advised) ++counts.silent;
}

void count_opinion(const HeldOpinion& opinion, Id<Office> of_case, Date until, Counts& counts) {
    const auto adoption = opinion.adopted(until);
    ++counts.opinions;
    if (adoption == Adoption::adopted || adoption == Adoption::partly_adopted) ++counts.adopted;
    if (opinion.office != of_case) ++counts.for_others;
}

void count_meetings(const Scope& scope, const Everyone& everyone) {
    for (const auto& meeting : scope.held) {
        for (const auto& person : meeting.people) {
            if (auto* counts = counts_of(everyone, scope, person.talent, person.office)) count_person(meeting, person, *counts);
        }
        for (const auto& opinion : meeting.opinions) {
            if (auto* counts = counts_of(everyone, scope, opinion.talent, opinion.office)) count_opinion(opinion, meeting.items[opinion.item].office, scope.until, *counts);
        }
    }
}

// By call-up or role, on some day of the period.
void count_cases(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_talents(db, scope, whole, places, {{"cases", &Counts::cases}},
                  COUNTED ", " CASE_PARTS ", handled as (select " PLACE ", x.case_id from part x join talent t on " COUNTED_TALENT("x.talent") " where " POSTED_ON("case when x.from_on > $7 then x.from_on else $7 end") ")"
                          " select place, count(distinct case_id) as cases from handled group by place");
}

// Those open at the start and those assigned since; of the office where the talent was then.
void count_tasks(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_talents(db, scope, whole, places,
                  {{"tasks", &Counts::tasks}, {"done", &Counts::done}, {"overdue", &Counts::overdue}, {"in_time", &Counts::in_time}, {"cancelled", &Counts::cancelled}},
                  COUNTED ", pending as (select id from task where coalesce(done_on, cancelled_on) is null union all select id from task where coalesce(done_on, cancelled_on) >= $7),"
                          " given as (select " PLACE ", k.due_on, case when k.done_on < $8 then 'done' when k.cancelled_on < $8 then 'cancelled' else 'open' end as state"
                          " from pending n cross join task k join talent t on " COUNTED_TALENT("k.talent") " where k.id = n.id and k.assigned_on < $8"
                          " and " POSTED_ON("case when k.assigned_on > $7 then k.assigned_on else $7 end") ")"
                          " select place, count(*) as tasks,"
                          " count(*) filter (where state = 'done') as done,"
                          " count(*) filter (where state = 'open' and due_on < $9) as overdue,"
                          " count(*) filter (where state = 'open' and due_on >= $9) as in_time,"
                          " count(*) filter (where state = 'cancelled') as cancelled"
                          " from given group by place");
}

void count_care(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_talents(db, scope, whole, places, {{"trainings", &Counts::trainings}, {"lectures", &Counts::lectures}, {"visits", &Counts::visits}, {"published", &Counts::published}},
                  COUNTED ", event as (select g.talent, g.kind, g.happened_on as on_day from growth g where g.happened_on >= $7 and g.happened_on < $8"
                          " union all select e.talent, 'visit', v.visited_on from visit v join exemplar e on e.id = v.exemplar where v.visited_on >= $7 and v.visited_on < $8"
                          " union all select e.talent, 'publicity', x.published_on from publicity x join exemplar e on e.id = x.exemplar where x.published_on >= $7 and x.published_on < $8),"
                          " placed as (select " PLACE ", x.kind from event x join talent t on " COUNTED_TALENT("x.talent") " where " POSTED_ON("x.on_day") ")"
                          " select place,"
                          " count(*) filter (where kind = 'training') as trainings,"
                          " count(*) filter (where kind = 'lecture') as lectures,"
                          " count(*) filter (where kind = 'visit') as visits,"
                          " count(*) filter (where kind = 'publicity') as published"
                          " from placed group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_meetings(scope, counted(db, scope, whole, places));
    count_cases(db, scope, whole, places);
    count_tasks(db, scope, whole, places);
    count_care(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "invited", {"meetings invited to", "应邀(场次)"}, &Counts::invited},
    {"2", "present", {"meetings attended", "实到(场次)"}, &Counts::present},
    {"3", "attendance_rate", {"attendance rate (%)", "出席率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.present, c.invited); }},
    {"4", "opinions", {"opinions given", "发表意见(条)"}, &Counts::opinions},
    {"5", "adopted", {"of them adopted, also in part", "被采纳(含部分)(条)"}, &Counts::adopted},
    {"6", "for_others", {"of them on cases of other offices", "跨院意见(条)"}, &Counts::for_others},
    {"7", "chaired", {"meetings chaired", "主持(次)"}, &Counts::chaired},
    {"8", "cases", {"cases taken part in", "参办案件(件)"}, &Counts::cases},
    {"9", "tasks", {"tasks, also from before", "任务(含期初未完)(项)"}, &Counts::tasks},
    {"10", "done", {"tasks done", "完成(项)"}, &Counts::done},
    {"11", "overdue", {"tasks overdue", "逾期未完(项)"}, &Counts::overdue},
    {"12", "in_time", {"tasks not yet due", "期内未完(项)"}, &Counts::in_time},
    {"12a", "cancelled", {"tasks cancelled", "取消(项)"}, &Counts::cancelled},
    {"13", "trainings", {"trainings", "培训(次)"}, &Counts::trainings},
    {"14", "lectures", {"lectures", "授课(次)"}, &Counts::lectures},
    {"15", "visits", {"visits received", "走访(次)"}, &Counts::visits},
    {"16", "silent", {"meetings without an opinion", "未发言(场次)"}, &Counts::silent},
    {"17", "published", {"publicity about them", "宣传(篇)"}, &Counts::published},
};

constexpr const char* identities[] = {"2 <= 1", "9 = 10+11+12+12a", "5 <= 4", "6 <= 4"};

// For an office those who were posted there on some day of the period.
void append_members(Db& db, const Scope& scope, Table& rows, Places<Counts> counts) {
    sql::Query query(db,
                     "select t.key, t.name from talent t where " POOLED " and ($5 is null or (t.office = $5 and not exists (select 1 from posting p where p.talent = t.id and p.from_on <= $7))"
                     " or exists (select 1 from posting p where p.talent = t.id and coalesce(p.office, t.office) = $5 and p.from_on < $8"
                     " and not exists (select 1 from posting q where q.talent = t.id and q.from_on > p.from_on and q.from_on <= $7))) order by t.key",
                     nullptr, nullptr, nullptr, nullptr, scope.office, nullptr, scope.from, scope.until);
    while (query.step()) {
        const auto key = query.row().get<std::string>("key");
        append_counts(rows, key, query.row().get<std::string>("name"), indicators, counts[key]);
    }
}

ReportTable make(Db& db, const Subject& subject) {
    const auto whole = compared(subject, [&](const Scope& scope) { return count(db, scope, true)[""]; });
    auto table = indicator_part("T9", {"T9 Use of talents", "T9 人才使用"}, indicators, whole, "_members", {", by member", "(个人)"}, {{"talent", shown({"talent", "编号"})}, {"name", shown({"name", "姓名"})}});
    if (subject.talent) return table;
    const Scope scope(subject.period.current, subject);
    append_members(db, scope, table.rows, count(db, scope, false));
    append_counts(table.rows, total_row(), {}, indicators, whole.current);
    return table;
}

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t9{"T9", Held::compared, make, check};

} // namespace jointcase::tables
