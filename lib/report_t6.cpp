// T6 反馈与流转: the referrals that were to be answered, by the days of decision and feedback; attributed to the case's office.
// When feedback is due, say the rules that the meeting ran under.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t expected = 0, on_time = 0, late = 0, overdue = 0, not_due = 0;
    std::int64_t all_adopted = 0, partly_adopted = 0, none_adopted = 0, nothing_to_adopt = 0, reasoned = 0;
    std::int64_t to_chief = 0, to_committee = 0, to_superior = 0;
    std::int64_t answered = 0, days = 0; // of what was answered: how many, their days
};

// The rules that the meeting of a row ran under, by its rules_text; until the next call.
const Rules& rules_in(const sql::Row& row) {
    Meeting meeting;
    row.read(meeting.rules_text, "rules_text");
    return rules_of(meeting);
}

void add_answers(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    sql::Query query(db,
                     "with of_period as (select id from feedback where submitted_on is null union all select id from feedback where submitted_on >= $1)"
                     " select case when $3 = 0 then o.key else '' end as place, f.decided_on, case when f.submitted_on < $2 then f.submitted_on end as submitted_on, m.rules_text"
                     " from of_period p join feedback f on f.id = p.id join referral r on r.id = f.referral join cases k on k.id = r.case_id join office o on o.id = k.office"
                     " left join agenda a on a.referral = r.id and a.state = 'discussed' left join meeting m on m.id = a.meeting"
                     " where f.decided_on < $2 and ($4 is null or k.office = $4)",
                     scope.from, scope.until, whole, scope.office);
    while (query.step()) {
        const auto row = query.row();
        auto& counts = places[row.get<std::string>("place")];
        const auto decided = row.get<Date>("decided_on");
        const auto submitted = row.get<std::optional<Date>>("submitted_on");
        const auto limit = rules_in(row).feedback_due_days;
        const bool in_time = !limit || submitted.value_or(scope.last_day()) <= add_days(decided, *limit);
        ++counts.expected;
        if (!submitted) {
            ++(in_time ? counts.not_due : counts.overdue);
            continue;
        }
        ++(in_time ? counts.on_time : counts.late);
        ++counts.answered;
        counts.days += days_between(decided, *submitted);
    }
}

// What was answered by what became of its opinions, those to which it does not apply aside.
void count_adoptions(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                       {{"all_adopted", &Counts::all_adopted}, {"partly_adopted", &Counts::partly_adopted}, {"none_adopted", &Counts::none_adopted},
                        {"nothing_to_adopt", &Counts::nothing_to_adopt}, {"reasoned", &Counts::reasoned}},
                       "with answered as (select f.id, case when $3 = 0 then o.key else '' end as place,"
                       " count(d.id) filter (where d.adoption = 'adopted') as adopted,"
                       " count(d.id) filter (where d.adoption = 'partly_adopted') as partly,"
                       " count(d.id) filter (where d.adoption = 'not_adopted') as rejected,"
                       " count(d.id) filter (where d.adoption in ('partly_adopted', 'not_adopted') and (d.reason_code is null or d.reason is null)) as unexplained"
                       " from feedback f join referral r on r.id = f.referral join cases k on k.id = r.case_id join office o on o.id = k.office"
                       " left join adoption d on d.feedback = f.id and not exists (select 1 from opinion s where s.supersedes = d.opinion)"
                       " where f.submitted_on >= $1 and f.submitted_on < $2 and ($4 is null or k.office = $4) group by f.id, place)"
                       " select place,"
                       " count(*) filter (where adopted > 0 and partly = 0 and rejected = 0) as all_adopted,"
                       " count(*) filter (where partly > 0 or (adopted > 0 and rejected > 0)) as partly_adopted,"
                       " count(*) filter (where rejected > 0 and adopted = 0 and partly = 0) as none_adopted,"
                       " count(*) filter (where adopted = 0 and partly = 0 and rejected = 0) as nothing_to_adopt,"
                       " count(*) filter (where (partly > 0 or rejected > 0) and unexplained = 0) as reasoned"
                       " from answered group by place");
}

void count_escalations(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places, {{"to_chief", &Counts::to_chief}, {"to_committee", &Counts::to_committee}, {"to_superior", &Counts::to_superior}},
                       "with handed_on as (select case when $3 = 0 then o.key else '' end as place, e.referral, e.to_body"
                       " from escalation e join referral r on r.id = e.referral join cases k on k.id = r.case_id join office o on o.id = k.office"
                       " where e.escalated_on >= $1 and e.escalated_on < $2 and ($4 is null or k.office = $4))"
                       " select place,"
                       " count(distinct referral) filter (where to_body = 'chief') as to_chief,"
                       " count(distinct referral) filter (where to_body = 'committee') as to_committee,"
                       " count(distinct referral) filter (where to_body = 'superior') as to_superior"
                       " from handed_on group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    add_answers(db, scope, whole, places);
    count_adoptions(db, scope, whole, places);
    count_escalations(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "expected", {"to be answered", "应反馈(项)"}, &Counts::expected},
    {"2", "on_time", {"answered in time", "按期反馈(项)"}, &Counts::on_time},
    {"3", "late", {"answered late", "逾期已反馈(项)"}, &Counts::late},
    {"4", "overdue", {"overdue", "逾期未反馈(项)"}, &Counts::overdue},
    {"5", "not_due", {"not yet due", "未到期(项)"}, &Counts::not_due},
    {"6", "all_adopted", {"all opinions adopted", "全部采纳(项)"}, &Counts::all_adopted},
    {"7", "partly_adopted", {"some adopted", "部分采纳(项)"}, &Counts::partly_adopted},
    {"8", "none_adopted", {"none adopted", "未采纳(项)"}, &Counts::none_adopted},
    {"8a", "nothing_to_adopt", {"nothing to adopt", "无可采纳(项)"}, &Counts::nothing_to_adopt},
    {"9", "reasoned", {"with reasons for what was not adopted", "未采纳已说明理由(项)"}, &Counts::reasoned},
    {"10", "to_chief", {"handed on to the chief", "报检察长(项)"}, &Counts::to_chief},
    {"11", "to_committee", {"handed on to the committee", "提交检委会(项)"}, &Counts::to_committee},
    {"12", "to_superior", {"handed on to the superior", "请示上级院(项)"}, &Counts::to_superior},
    {"13", "average_days", {"average days to answer", "平均反馈天数"}, nullptr, [](const Counts& c) { return average_cell(c.days, c.answered); }},
};

constexpr const char* identities[] = {"1 = 2+3+4+5", "2+3 = 6+7+8+8a", "9 <= 7+8"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T6", {"T6 Feedback", "T6 反馈与流转"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

Chart chart(const ReportTable& table, const Period& period) {
    const std::string states[] = {"2", "3", "4", "5"};
    return chart_of(table.indicators, {"T6 Feedback in time and late", "T6 反馈是否按期"}, {"referrals", "项"}, period, states, "current");
}

} // namespace

const TableKind t6{"T6", Held::never, make, check, chart};

} // namespace jointcase::tables
