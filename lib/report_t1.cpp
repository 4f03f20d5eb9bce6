// T1 会议召开情况: the meetings of a period, by the day they ended; what is attributed to an office, it hosted.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t meetings = 0, cross_office = 0, cross_department = 0, department = 0, onsite = 0, video = 0, written = 0;
    std::int64_t cases = 0, items = 0, issues = 0;
    std::int64_t attendances = 0, members = 0, attending = 0, guests = 0, members_expected = 0, members_present = 0, offices = 0;
    std::int64_t timed = 0, seconds = 0; // meetings whose duration is known, and their sum
    std::int64_t cancelled = 0, postponed = 0;
};

void count_meetings(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places,
                  {{"meetings", &Counts::meetings}, {"cross_office", &Counts::cross_office}, {"cross_department", &Counts::cross_department},
                   {"department", &Counts::department}, {"onsite", &Counts::onsite}, {"video", &Counts::video}, {"written", &Counts::written}},
                  HELD_MEETINGS " select place, count(*) as meetings,"
                                " count(*) filter (where kind = 'cross_office') as cross_office,"
                                " count(*) filter (where kind = 'cross_department') as cross_department,"
                                " count(*) filter (where kind = 'department') as department,"
                                " count(*) filter (where mode = 'onsite') as onsite,"
                                " count(*) filter (where mode = 'video') as video,"
                                " count(*) filter (where mode = 'written') as written"
                                " from held group by place");
}

void count_items(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places, {{"items", &Counts::items}, {"cases", &Counts::cases}, {"issues", &Counts::issues}},
                  HELD_MEETINGS " select h.place, count(distinct a.id) as items, count(distinct r.case_id) as cases, count(distinct i.id) as issues"
                                " from held h join agenda a on a.meeting = h.id join referral r on r.id = a.referral left join issue i on i.referral = r.id"
                                " where a.state = 'discussed' group by h.place");
}

// In a written meeting whoever gave an opinion, or reserved it, was there.
void count_people(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_moments<Counts>(db, scope, whole, places,
                  {{"attendances", &Counts::attendances}, {"members", &Counts::members}, {"attending", &Counts::attending}, {"guests", &Counts::guests},
                   {"members_expected", &Counts::members_expected}, {"members_present", &Counts::members_present}, {"offices", &Counts::offices}},
                  HELD_MEETINGS ", speaker as (select distinct p.meeting, p.talent from held h join opinion p on p.meeting = h.id where h.mode = 'written'),"
                                " invited as (select h.place, a.role, a.office,"
                                " case when h.mode = 'written' then s.talent is not null else a.status in ('present', 'late', 'left_early') end as present"
                                " from held h join attendance a on a.meeting = h.id left join speaker s on s.meeting = h.id and s.talent = a.talent)"
                                " select place,"
                                " count(*) filter (where present) as attendances,"
                                " count(*) filter (where present and role in ('chair', 'member')) as members,"
                                " count(*) filter (where present and role in ('observer', 'presenter', 'recorder')) as attending,"
                                " count(*) filter (where present and role = 'guest') as guests,"
                                " count(*) filter (where role in ('chair', 'member')) as members_expected,"
                                " count(*) filter (where role in ('chair', 'member') and present) as members_present,"
                                " count(distinct office) filter (where present) as offices"
                                " from invited group by place");
}

void add_durations(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db, HELD_MEETINGS " select place, started_at, ended_at from held where mode <> 'written' and started_at is not null", scope.start, scope.end, whole, scope.office);
    while (query.step()) {
        const auto row = query.row();
        auto& counts = places[row.get<std::string>("place")];
        ++counts.timed;
        counts.seconds += (row.get<Time>("ended_at") - row.get<Time>("started_at")).count();
    }
}

void count_changes(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places, {{"cancelled", &Counts::cancelled}, {"postponed", &Counts::postponed}},
                  "with changed as (select c.kind, case when $3 = 0 then o.key else '' end as place"
                  " from change c join meeting m on m.id = c.meeting join office o on o.id = m.office where c.changed_on >= $1 and c.changed_on < $2 and ($4 is null or m.office = $4))"
                  " select place, count(*) filter (where kind = 'cancelled') as cancelled, count(*) filter (where kind = 'postponed') as postponed"
                  " from changed group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_meetings(db, scope, whole, places);
    count_items(db, scope, whole, places);
    count_people(db, scope, whole, places);
    add_durations(db, scope, whole, places);
    count_changes(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "meetings", {"meetings held", "会议次数"}, &Counts::meetings},
    {"2", "cross_office", {"of several offices", "跨院(次)"}, &Counts::cross_office},
    {"3", "cross_department", {"of several departments", "跨部门(次)"}, &Counts::cross_department},
    {"4", "department", {"of one department", "部门(次)"}, &Counts::department},
    {"5", "onsite", {"on site", "现场(次)"}, &Counts::onsite},
    {"6", "video", {"by video", "视频(次)"}, &Counts::video},
    {"7", "written", {"in writing", "书面(次)"}, &Counts::written},
    {"8", "cases", {"cases discussed", "讨论案件(件)"}, &Counts::cases},
    {"9", "items", {"items discussed", "讨论事项(项)"}, &Counts::items},
    {"10", "issues", {"issues", "议题数"}, &Counts::issues},
    {"11", "attendances", {"attendances", "参会人次"}, &Counts::attendances},
    {"12", "members", {"members", "成员(人次)"}, &Counts::members},
    {"13", "attending", {"in attendance", "列席(人次)"}, &Counts::attending},
    {"14", "guests", {"guests", "邀请(人次)"}, &Counts::guests},
    {"15", "members_expected", {"members expected", "应到成员人次"}, &Counts::members_expected},
    {"16", "members_present", {"members present", "实到成员人次"}, &Counts::members_present},
    {"17", "attendance_rate", {"attendance rate (%)", "出席率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.members_present, c.members_expected); }},
    {"18", "average_minutes", {"average duration (minutes)", "平均时长(分钟)"}, nullptr, [](const Counts& c) { return average_cell(c.seconds, 60 * c.timed); }},
    {"19", "cancelled", {"cancelled", "取消次数"}, &Counts::cancelled},
    {"20", "postponed", {"postponed", "延期次数"}, &Counts::postponed},
    {"21", "offices", {"offices taking part", "参与院数"}, &Counts::offices},
};

constexpr const char* identities[] = {"1 = 2+3+4", "1 = 5+6+7", "11 = 12+13+14", "12 = 16", "16 <= 15"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T1", {"T1 Meetings", "T1 会议召开情况"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

Chart chart(const ReportTable& table, const Period& period) {
    const std::string kinds[] = {"2", "3", "4"};
    return chart_of(table.indicators, {"T1 Meetings by kind", "T1 各类会议次数"}, {"meetings", "次"}, period, kinds, "current");
}

} // namespace

std::int64_t cross_office_meetings_until(Db& db, const Scope& scope) {
    return *sql::value<std::int64_t>(db, "select count(*) from meeting m where m.kind = 'cross_office' and " HELD, midnight(std::chrono::year{1} / 1 / 1), scope.end, nullptr, scope.office);
}

const TableKind t1{"T1", make, check, chart};

} // namespace jointcase::tables
