// T1 会议召开情况: the meetings of a period, by the day they ended; what is attributed to an office, it hosted.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include <unordered_set>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t meetings = 0, cross_office = 0, cross_department = 0, department = 0, onsite = 0, video = 0, written = 0;
    std::int64_t cases = 0, items = 0, issues = 0;
    std::int64_t attendances = 0, members = 0, attending = 0, guests = 0, members_expected = 0, members_present = 0, offices = 0;
    std::int64_t timed = 0, seconds = 0; // meetings whose duration is known, and their sum
    std::int64_t cancelled = 0, postponed = 0;
};

void count_kind(const HeldMeeting& meeting, Counts& counts) {
    ++counts.meetings;
    if (meeting.kind == MeetingKind::cross_office) ++counts.cross_office;
    if (meeting.kind == MeetingKind::cross_department) ++counts.cross_department;
    if (meeting.kind == MeetingKind::department) ++counts.department;
    if (meeting.mode == Mode::onsite) ++counts.onsite;
    if (meeting.mode == Mode::video) ++counts.video;
    if (meeting.mode == Mode::written) ++counts.written;
    if (meeting.mode == Mode::written || !meeting.started_at) return;
    ++counts.timed;
    counts.seconds += (meeting.ended_at - *meeting.started_at).count();
}

void count_person(const HeldPerson& person, bool present, Counts& counts) {
    const bool member = person.role == Role::chair || person.role == Role::member;
    if (member) ++counts.members_expected;
    if (!present) return;
    ++counts.attendances;
    if (member) ++counts.members, ++counts.members_present;
    else if (person.role == Role::guest) ++counts.guests;
    else ++counts.attending;
}

// What is counted once, however often it comes up.
struct Seen {
    std::unordered_set<std::int64_t> cases, offices;
};

void count_held(const Scope& scope, bool whole, Places<Counts>& places) {
    std::map<std::string, Seen> seen;
    for (const auto& meeting : scope.held) {
        if (!scope.counts(meeting)) continue;
        const auto place = whole ? std::string() : meeting.place;
        auto& counts = places[place];
        auto& once = seen[place];
        count_kind(meeting, counts);
        for (const auto& item : meeting.items) {
            if (!item.discussed) continue;
            ++counts.items;
            counts.issues += std::ssize(item.issues);
            once.cases.insert(item.of_case.value);
        }
        for (const auto& person : meeting.people) {
            const bool present = meeting.attended(person);
            count_person(person, present, counts);
            if (present && person.recorded_office) once.offices.insert(person.recorded_office.value);
        }
    }
    for (const auto& [place, once] : seen) {
        places[place].cases = std::ssize(once.cases);
        places[place].offices = std::ssize(once.offices);
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
    count_held(scope, whole, places);
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
    return *sql::value<std::int64_t>(db,
                                     "select (select count(*) from meeting where kind = 'cross_office' and ended_at < $1 and ($2 is null or office = $2))"
                                     " - (select count(*) from (select distinct meeting from change where kind = 'cancelled') c cross join meeting m"
                                     " where m.id = c.meeting and m.kind = 'cross_office' and m.ended_at < $1 and ($2 is null or m.office = $2)) as n",
                                     scope.end, scope.office);
}

const TableKind t1{"T1", Held::compared, make, check, chart};

} // namespace jointcase::tables
