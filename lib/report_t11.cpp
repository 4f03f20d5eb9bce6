// T11 记录规范性: whether the meetings of a period were recorded as they should be, by the day they ended; attributed to the
// host. What should be, say the rules that each meeting ran under.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t items = 0, silent = 0; // silent: discussed without an opinion
    std::int64_t signers = 0, signatures = 0, noted = 0, unsigned_ = 0;
    std::int64_t to_file = 0, filed = 0, overdue = 0, not_due = 0;
    std::int64_t materials_in_time = 0, recusals = 0, granted = 0;
    std::int64_t completed = 0, days = 0; // minutes signed by all: how many, their days since the meeting
};

#define DISCUSSED " join agenda a on a.meeting = h.id and a.state = 'discussed' join referral r on r.id = a.referral"
// The recusal x stands, as it was decided before $5.
#define GRANTED "case when x.again_on < $5 then x.again_result when x.decided_on < $5 then x.result end = 'granted'"
// The last minutes n of a meeting, as they were before $5.
#define LAST_MINUTES " left join minutes n on n.meeting = h.id and n.version = (select max(v.version) from minutes v where v.meeting = h.id and v.drafted_on < $5)"

void count_items(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places, {{"items", &Counts::items}, {"silent", &Counts::silent}},
                          HELD_MEETINGS ", item as (select h.place, exists (select 1 from opinion p where p.meeting = h.id and p.agenda = a.id and " STANDING ") as spoken from held h" DISCUSSED ")"
                                        " select place, count(*) as items, count(*) filter (where not spoken) as silent from item group by place");
}

void count_recusals(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places, {{"recusals", &Counts::recusals}, {"granted", &Counts::granted}},
                          HELD_MEETINGS ", raised as (select h.place, x.id, " GRANTED " as granted from held h" DISCUSSED " join recusal x on x.case_id = r.case_id where x.raised_on < $5)"
                                        " select place, count(distinct id) as recusals, count(distinct id) filter (where granted) as granted from raised group by place",
                          scope.until);
}

// Who signs under either form of the rule sign_required, as minutes.cpp has it: those recused from every item do not.
void add_signatures(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db,
                     HELD_MEETINGS ", speaker as (select distinct p.meeting, p.talent from held h join opinion p on p.meeting = h.id),"
                                   " present as (select h.id, h.place, h.rules_text, a.talent, a.status in ('present', 'late', 'left_early') as there, a.role in ('chair', 'member') as member,"
                                   " h.mode = 'written' and h.entered_later = 0 as in_writing, s.talent is not null as spoke"
                                   " from held h join attendance a on a.meeting = h.id left join speaker s on s.meeting = h.id and s.talent = a.talent),"
                                   " signer as (select h.place, h.rules_text, h.member and (h.spoke or (h.there and not h.in_writing)) as taking_part, h.there,"
                                   " case when s.signed_on < $5 then 1 else 0 end as signed, case when s.note is not null and n.circulated_on < $5 then 1 else 0 end as noted"
                                   " from present h" LAST_MINUTES " left join signature s on s.minutes = n.id and s.talent = h.talent"
                                   " where exists (select 1 from agenda a join referral r on r.id = a.referral where a.meeting = h.id and a.state = 'discussed'"
                                   " and not exists (select 1 from recusal x where x.case_id = r.case_id and x.talent = h.talent and " GRANTED "))"
                                   " or not exists (select 1 from agenda a where a.meeting = h.id and a.state = 'discussed'))"
                                   " select place, rules_text,"
                                   " count(*) filter (where taking_part) as members, count(*) filter (where taking_part or there) as attendees,"
                                   " count(*) filter (where taking_part and signed = 1) as signed_members, count(*) filter (where (taking_part or there) and signed = 1) as signed_attendees,"
                                   " count(*) filter (where taking_part and noted = 1) as noted_members, count(*) filter (where (taking_part or there) and noted = 1) as noted_attendees"
                                   " from signer group by place, rules_text",
                     scope.start, scope.end, whole, scope.office, scope.until);
    while (query.step()) {
        const auto row = query.row();
        auto& counts = places[row.get<std::string>("place")];
        const bool members = rules_in(row).sign_required == Signers::members;
        const auto signers = row.get<std::int64_t>(members ? "members" : "attendees");
        const auto given = row.get<std::int64_t>(members ? "signed_members" : "signed_attendees"), noted = row.get<std::int64_t>(members ? "noted_members" : "noted_attendees");
        counts.signers += signers;
        counts.signatures += given;
        counts.noted += noted;
        counts.unsigned_ += signers - given - noted;
    }
}

void add_minutes(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db,
                     HELD_MEETINGS " select h.place, h.rules_text, h.ended_at, case when n.signed_on < $5 then n.signed_on end as signed_on, case when n.filed_on < $5 then n.filed_on end as filed_on"
                                   " from held h" LAST_MINUTES,
                     scope.start, scope.end, whole, scope.office, scope.until);
    while (query.step()) {
        const auto row = query.row();
        auto& counts = places[row.get<std::string>("place")];
        const auto ended = day(row.get<Time>("ended_at"));
        const auto limit = rules_in(row).file_due_days;
        ++counts.to_file;
        if (row.get<std::optional<Date>>("filed_on")) ++counts.filed;
        else ++(limit && add_days(ended, *limit) < scope.last_day() ? counts.overdue : counts.not_due);
        if (const auto completed = row.get<std::optional<Date>>("signed_on")) {
            ++counts.completed;
            counts.days += days_between(ended, *completed);
        }
    }
}

// An item whose materials went out in time to every member, whether they came or not, but for who is recused.
void add_materials(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db,
                     HELD_MEETINGS " select h.place, h.rules_text, coalesce(h.planned_at, h.started_at, h.ended_at) as planned_at,"
                                   " (select case when count(*) = count(t.materials_sent_at) then max(t.materials_sent_at) end from attendance t"
                                   " where t.meeting = h.id and t.role in ('chair', 'member')"
                                   " and not exists (select 1 from recusal x where x.case_id = r.case_id and x.talent = t.talent and " GRANTED ")) as last_sent_at"
                                   " from held h" DISCUSSED,
                     scope.start, scope.end, whole, scope.office, scope.until);
    while (query.step()) {
        const auto row = query.row();
        const auto due = add_days(day(row.get<Time>("planned_at")), -rules_in(row).materials_lead_days.value_or(0));
        const auto sent = row.get<std::optional<Time>>("last_sent_at");
        if (sent && day(*sent) <= due) ++places[row.get<std::string>("place")].materials_in_time;
    }
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_items(db, scope, whole, places);
    count_recusals(db, scope, whole, places);
    add_signatures(db, scope, whole, places);
    add_minutes(db, scope, whole, places);
    add_materials(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "items", {"items discussed", "讨论项数(项)"}, &Counts::items},
    {"2", "signers", {"signatures needed", "应签(人次)"}, &Counts::signers},
    {"3", "signatures", {"signed", "已签(人次)"}, &Counts::signatures},
    {"4", "noted", {"not signed, with a note why", "缺签已注明(人次)"}, &Counts::noted},
    {"4a", "unsigned", {"not signed", "未签(人次)"}, &Counts::unsigned_},
    {"5", "signing_rate", {"signed (%)", "签字率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.signatures, c.signers); }},
    {"6", "to_file", {"minutes to be filed", "应入卷(份)"}, &Counts::to_file},
    {"7", "filed", {"filed", "已入卷(份)"}, &Counts::filed},
    {"8", "overdue", {"overdue", "逾期未入卷(份)"}, &Counts::overdue},
    {"8a", "not_due", {"not yet due", "未到期(份)"}, &Counts::not_due},
    {"9", "materials_in_time", {"items with materials in time", "材料按时(项)"}, &Counts::materials_in_time},
    {"10", "materials_rate", {"with materials in time (%)", "达标率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.materials_in_time, c.items); }},
    {"11", "recusals", {"recusals raised", "回避申请(次)"}, &Counts::recusals},
    {"11a", "granted", {"recusals granted", "回避批准(次)"}, &Counts::granted},
    {"12", "silent", {"items without an opinion", "无意见(项)"}, &Counts::silent},
    {"13", "average_days", {"average days to complete the minutes", "记录平均完成天数"}, nullptr, [](const Counts& c) { return average_cell(c.days, c.completed); }},
};

constexpr const char* identities[] = {"2 = 3+4+4a", "6 = 7+8+8a", "9 <= 1"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T11", {"T11 Records", "T11 记录规范性"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t11{"T11", make, check};

} // namespace jointcase::tables
