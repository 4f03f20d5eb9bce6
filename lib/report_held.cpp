// SPDX-License-Identifier: Apache-2.0
#include "report_held.hpp"

#include "report_tables.hpp"

#include <algorithm>
#include <functional>

namespace jointcase::tables {

namespace {

// The office of a talent t on the day of a meeting: of their last posting until then, else that which entered them.
#define LAST_OFFICE(day) "coalesce((select q.office from posting q where q.talent = t.id and q.office is not null and q.from_on <= " day " order by q.from_on desc limit 1), t.office)"
// As their attendance a in the meeting m has it, else the last; an expert has none.
#define OFFICE_THEN "case when a.office is null and a.category is null then " LAST_OFFICE("substr(m.ended_at, 1, 10)") " else a.office end"
// The meetings m that ended in [$1, $2); of the talent $3, if there is one. What is read of them comes in their order.
#define ENDED                                                                                                                              \
    "m.ended_at >= $1 and m.ended_at < $2 and " NOT_CANCELLED                                                                              \
    " and ($3 is null or m.id in (select meeting from attendance where talent = $3 union select meeting from opinion where talent = $3))"
#define IN_ORDER " order by m.ended_at, m.id"

// The meetings of one span, being read.
class Reader {
public:
    Reader(Db& db, const HeldMeetings::Moments& span, Id<Talent> talent, std::vector<HeldMeeting>& meetings) : db_(db), span_(span), talent_(talent), meetings_(meetings), first_(meetings.size()) {}

    void read_meetings(const std::function<const Rules*(const std::string&)>& rules_of) {
        sql::Query query(db_,
                         "select m.id, m.office, o.key as place, m.kind, m.mode, m.entered_later, m.ended_at, m.planned_at, m.started_at, m.rules_text"
                         " from meeting m left join office o on o.id = m.office where " ENDED IN_ORDER,
                         span_.start, span_.end, talent_);
        while (query.step()) {
            const auto row = query.row();
            auto& meeting = meetings_.emplace_back();
            row.read(meeting.id, "id");
            row.read(meeting.office, "office");
            row.read(meeting.place, "place");
            row.read(meeting.kind, "kind");
            row.read(meeting.mode, "mode");
            row.read(meeting.entered_later, "entered_later");
            row.read(meeting.ended_at, "ended_at");
            row.read(meeting.planned_at, "planned_at");
            row.read(meeting.started_at, "started_at");
            meeting.rules = rules_of(row.get<std::string>("rules_text"));
        }
    }

    void read_people() {
        each("select m.id as meeting, a.talent, " OFFICE_THEN " as office, a.office as recorded_office, a.role, a.status, a.materials_sent_at"
             " from meeting m cross join attendance a join talent t on t.id = a.talent where a.meeting = m.id and " ENDED IN_ORDER,
             [](const sql::Row& row, HeldMeeting& meeting) {
                 auto& person = meeting.people.emplace_back();
                 row.read(person.talent, "talent");
                 row.read(person.office, "office");
                 row.read(person.recorded_office, "recorded_office");
                 row.read(person.role, "role");
                 const auto status = row.get<Attended>("status");
                 person.came = status == Attended::present || status == Attended::late || status == Attended::left_early;
                 row.read(person.materials_sent_at, "materials_sent_at");
             });
    }

    void read_items() {
        each("select m.id as meeting, a.id, a.state, r.case_id, k.office, k.gang from meeting m cross join agenda a cross join referral r cross join cases k"
             " where a.meeting = m.id and r.id = a.referral and k.id = r.case_id and " ENDED IN_ORDER,
             [](const sql::Row& row, HeldMeeting& meeting) {
                 auto& item = meeting.items.emplace_back();
                 row.read(item.id, "id");
                 item.discussed = row.get<ItemState>("state") == ItemState::discussed;
                 row.read(item.of_case, "case_id");
                 row.read(item.office, "office");
                 row.read(item.gang, "gang");
             });
        each("select m.id as meeting, a.id as item, i.id, i.kind from meeting m cross join agenda a cross join issue i where a.meeting = m.id and i.referral = a.referral and " ENDED IN_ORDER,
             [this](const sql::Row& row, HeldMeeting& meeting) { item_of(row, meeting).issues.push_back({row.get<Id<Issue>>("id"), row.get<IssueKind>("kind")}); });
        each("select m.id as meeting, a.id as item, x.id, x.talent, x.raised_on, x.decided_on, x.result, x.again_on, x.again_result"
             " from meeting m cross join agenda a cross join referral r cross join recusal x where a.meeting = m.id and r.id = a.referral and x.case_id = r.case_id and " ENDED IN_ORDER,
             [this](const sql::Row& row, HeldMeeting& meeting) {
                 auto& recusal = item_of(row, meeting).recusals.emplace_back();
                 row.read(recusal.id, "id");
                 row.read(recusal.talent, "talent");
                 row.read(recusal.raised_on, "raised_on");
                 row.read(recusal.decided_on, "decided_on");
                 row.read(recusal.result, "result");
                 row.read(recusal.again_on, "again_on");
                 row.read(recusal.again_result, "again_result");
             });
    }

    void read_opinions() {
        each("select m.id as meeting, p.agenda as item, p.issue, p.talent, case when " STANDING " then 1 else 0 end as stands, d.adoption, f.submitted_on"
             " from meeting m cross join opinion p left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback where p.meeting = m.id and " ENDED IN_ORDER,
             [this](const sql::Row& row, HeldMeeting& meeting) {
                 const auto talent = row.get<Id<Talent>>("talent");
                 const auto stands = row.get<bool>("stands");
                 const auto person = std::find_if(meeting.people.begin(), meeting.people.end(), [&](const HeldPerson& one) { return one.talent == talent; });
                 if (person != meeting.people.end()) {
                     person->spoke = true;
                     person->advised = person->advised || stands;
                 }
                 if (!stands) return;
                 auto& item = item_of(row, meeting);
                 item.advised = true;
                 auto& opinion = meeting.opinions.emplace_back();
                 opinion.talent = talent;
                 opinion.office = person != meeting.people.end() ? person->office : posted(talent, meeting);
                 opinion.item = static_cast<std::size_t>(&item - meeting.items.data());
                 opinion.kind = issue_of(row, item, meeting).kind;
                 row.read(opinion.adoption, "adoption");
                 row.read(opinion.submitted_on, "submitted_on");
             });
    }

    void read_minutes() {
        each("select m.id as meeting, n.version, n.drafted_on, n.circulated_on, n.signed_on, n.filed_on from meeting m cross join minutes n where n.meeting = m.id and " ENDED IN_ORDER ", n.version",
             [](const sql::Row& row, HeldMeeting& meeting) {
                 auto& minutes = meeting.minutes.emplace_back();
                 row.read(minutes.version, "version");
                 row.read(minutes.drafted_on, "drafted_on");
                 row.read(minutes.circulated_on, "circulated_on");
                 row.read(minutes.signed_on, "signed_on");
                 row.read(minutes.filed_on, "filed_on");
             });
        each("select m.id as meeting, n.version, s.talent, s.signed_on, s.note is not null as noted from meeting m cross join minutes n cross join signature s"
             " where n.meeting = m.id and s.minutes = n.id and " ENDED IN_ORDER,
             [](const sql::Row& row, HeldMeeting& meeting) {
                 const auto version = row.get<int>("version");
                 const auto minutes = std::find_if(meeting.minutes.begin(), meeting.minutes.end(), [&](const HeldMinutes& one) { return one.version == version; });
                 minutes->signatures.push_back({row.get<Id<Talent>>("talent"), row.get<std::optional<Date>>("signed_on"), row.get<bool>("noted")});
             });
    }

private:
    template <class Read>
    void each(const char* text, Read read) {
        sql::Query query(db_, text, span_.start, span_.end, talent_);
        auto meeting = meetings_.begin() + static_cast<std::ptrdiff_t>(first_);
        while (query.step()) {
            const auto row = query.row();
            const auto id = row.get<Id<Meeting>>("meeting");
            while (meeting->id != id) ++meeting;
            read(row, *meeting);
        }
    }

    // Throws Fault::inconsistent if there is none.
    template <class All, class Of>
    auto& found(All& all, Id<Of> id, const HeldMeeting& meeting) {
        const auto one = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
        if (one != all.end()) return *one;
        throw Error(Fault::inconsistent, "an item of meeting {}, or an opinion given there, is on a case that is none; `audit verify` says what is missing",
                    sql::value<std::string>(db_, "select key from meeting where id = $1", meeting.id).value_or(""));
    }

    HeldItem& item_of(const sql::Row& row, HeldMeeting& meeting) { return found(meeting.items, row.get<Id<AgendaItem>>("item"), meeting); }
    const HeldIssue& issue_of(const sql::Row& row, const HeldItem& item, const HeldMeeting& meeting) { return found(item.issues, row.get<Id<Issue>>("issue"), meeting); }

    // Of somebody whose attendance is not recorded.
    Id<Office> posted(Id<Talent> talent, const HeldMeeting& meeting) {
        return {sql::value<std::int64_t>(db_, "select " LAST_OFFICE("$2") " as office from talent t where t.id = $1", talent, day(meeting.ended_at)).value_or(0)};
    }

    Db& db_;
    const HeldMeetings::Moments& span_;
    Id<Talent> talent_;
    std::vector<HeldMeeting>& meetings_;
    std::size_t first_;
};

// In order, those that overlap made one.
std::vector<HeldMeetings::Moments> merged(std::vector<HeldMeetings::Moments> spans) {
    std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    std::vector<HeldMeetings::Moments> all;
    for (const auto& span : spans) {
        if (all.empty() || span.start > all.back().end) all.push_back(span);
        else all.back().end = std::max(all.back().end, span.end);
    }
    return all;
}

} // namespace

const HeldSignature* HeldMinutes::signature_of(Id<Talent> talent) const {
    const auto found = std::find_if(signatures.begin(), signatures.end(), [&](const HeldSignature& one) { return one.talent == talent; });
    return found == signatures.end() ? nullptr : &*found;
}

const HeldMinutes* HeldMeeting::minutes_before(Date until) const {
    const auto last = std::find_if(minutes.rbegin(), minutes.rend(), [&](const HeldMinutes& one) { return one.drafted_on < until; });
    return last == minutes.rend() ? nullptr : &*last;
}

HeldMeetings::HeldMeetings(Db& db, std::vector<Moments> spans, Id<Talent> talent) {
    const auto rules_of = [&](const std::string& text) {
        const auto [rules, fresh] = rules_.try_emplace(text);
        if (fresh) rules->second = parse_rules(text);
        return &rules->second;
    };
    for (const auto& span : merged(std::move(spans))) {
        Reader reader(db, span, talent, meetings_);
        reader.read_meetings(rules_of);
        reader.read_people();
        reader.read_items();
        reader.read_opinions();
        reader.read_minutes();
    }
}

std::span<const HeldMeeting> HeldMeetings::within(Time start, Time end) const {
    const auto before = [](const HeldMeeting& meeting, Time moment) { return meeting.ended_at < moment; };
    const auto first = std::lower_bound(meetings_.begin(), meetings_.end(), start, before);
    return {first, std::max(first, std::lower_bound(first, meetings_.end(), end, before))};
}

} // namespace jointcase::tables
