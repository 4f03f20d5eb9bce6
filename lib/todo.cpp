// SPDX-License-Identifier: Apache-2.0
#include <jointcase/todo.hpp>

#include <jointcase/meeting.hpp>
#include <jointcase/task.hpp>

#include "sql.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

template <>
std::span<const Word<TodoKind>> words<TodoKind>() {
    static constexpr Word<TodoKind> all[] = {{TodoKind::decision, "decision", "审核提请"},  {TodoKind::notice, "notice", "发送通知"},     {TodoKind::materials, "materials", "送达材料"},
                                             {TodoKind::deadline, "deadline", "期限临近"},  {TodoKind::sign, "sign", "记录签字"},         {TodoKind::file, "file", "记录入卷"},
                                             {TodoKind::feedback, "feedback", "提交反馈"},  {TodoKind::term, "term", "任期届满"},         {TodoKind::must_refer, "must_refer", "应提请未提请"},
                                             {TodoKind::task, "task", "完成任务"},          {TodoKind::matter, "matter", "解决走访事项"}};
    return all;
}

namespace {

constexpr int days_before_term_end = 60, days_for_matter = 30;

class Look {
public:
    Look(Db& db, Time now) : db_(db), now_(now), today_(day(now)) {}

    std::vector<Todo> everywhere() {
        decisions();
        meetings_to_come();
        minutes();
        feedback();
        terms();
        must_refer();
        tasks();
        matters();
        return std::move(found_);
    }

private:
    void add(TodoKind kind, std::optional<Date> due, const std::string& object, std::string what, const std::string& owner, std::string rule) {
        const auto name = sql::value<std::string>(db_, "select name from talent where key = $1", owner);
        found_.push_back({kind, due, object, std::move(what), owner, name.value_or(""), std::move(rule)});
    }

    // Of the heads of the case's office who may decide, the one it is nearest to: of its department, of none, above them.
    std::string head(Id<Case> of) {
        return sql::value<std::string>(db_,
                                       "select t.key from cases c join posting p on p.office = c.office join talent t on t.id = p.talent where c.id = $1 and t.voided_on is null"
                                       " and p.position in ('dept_head', 'deputy_chief', 'chief') and p.from_on <= $2 and (p.to_on is null or p.to_on >= $2)"
                                       " order by case when p.position = 'deputy_chief' then 3 when p.position = 'chief' then 4 when p.department = c.department then 1"
                                       " when p.department is null or c.department is null then 2 else 5 end, t.key limit 1",
                                       of, today_)
            .value_or("");
    }

    void decisions() {
        const auto& rules = db_.config().rules;
        if (!rules.request_decision_days) return;
        for (const auto id : sql::values<std::int64_t>(db_,
                                                       "select id from referral where requested_on <= $1 and (decision is null or decided_on > $1) and (withdrawn_on is null or withdrawn_on > $1) order by key",
                                                       today_)) {
            const auto referral = referral_of(db_, {id});
            add(TodoKind::decision, referral.decision_due_on, referral.key, say("accept, refuse or return the referral"), head(referral.case_id), cite(rules, "request_decision_days"));
        }
    }

    void meetings_to_come() {
        for (const auto id : sql::values<std::int64_t>(db_,
                                                       "select m.id from meeting m where m.entered_later = 0 and (m.started_at is null or m.started_at > $2)"
                                                       " and not exists (select 1 from change h where h.meeting = m.id and h.kind = 'cancelled' and h.changed_on <= $1) order by m.key",
                                                       today_, now_)) {
            const auto meeting = meeting_of(db_, {id});
            const auto planned = day(*meeting.planned_at);
            if (!meeting.notice_at || *meeting.notice_at > now_) add(TodoKind::notice, planned, meeting.key, say("send the notice"), meeting.convened_by, say("a meeting begins after its notice"));
            materials(meeting);
            for (const auto& of : pressed_cases(db_, meeting)) {
                add(TodoKind::deadline, of.period_ends_on, of.key, say("the period of the case ends on {}, meeting {} is planned for {}: hold it in time", iso(*of.period_ends_on), meeting.key, iso(planned)),
                    of.handler, period_source(of));
            }
        }
    }

    void materials(const Meeting& meeting) {
        const auto due = materials_due_on(meeting);
        if (!due) return;
        const auto recipients = list_recipients(db_, meeting);
        const auto waiting = std::count_if(recipients.begin(), recipients.end(), [&](const Recipient& r) { return !r.items.empty() && (!r.materials_sent_at || *r.materials_sent_at > now_); });
        if (waiting == 0) return;
        add(TodoKind::materials, due, meeting.key, say("send the materials to the {} who have not got them", waiting), meeting.recorder, cite(rules_of(meeting), "materials_lead_days"));
    }

    struct Version { // of the minutes
        std::optional<Date> circulated_on, signed_on, filed_on;
    };
    static Version read_version(const sql::Row& row) {
        return {row.get<std::optional<Date>>("circulated_on"), row.get<std::optional<Date>>("signed_on"), row.get<std::optional<Date>>("filed_on")};
    }

    void minutes() {
        for (const auto id : sql::values<std::int64_t>(db_, "select m.id from meeting m where m.entered_later = 0 and m.ended_at <= $2"
                                                            " and not exists (select 1 from minutes n where n.meeting = m.id and n.filed_on <= $1) order by m.key",
                                                       today_, now_)) {
            const auto meeting = meeting_of(db_, {id});
            const auto& rules = rules_of(meeting);
            const auto ended = day(*meeting.ended_at);
            const auto last = sql::select_one(db_, read_version, "select circulated_on, signed_on, filed_on from minutes where meeting = $1 and drafted_on <= $2 order by version desc limit 1", meeting.id, today_);
            const auto done = [&](std::optional<Date> Version::*step) { return last && (*last).*step && *((*last).*step) <= today_; };
            if (rules.sign_due_days && !done(&Version::signed_on)) {
                const auto what = !last ? say("draft the minutes, circulate them and have them signed") : !done(&Version::circulated_on) ? say("circulate the minutes and have them signed") : say("have the minutes signed");
                add(TodoKind::sign, add_days(ended, *rules.sign_due_days), meeting.key, what, meeting.recorder, cite(rules, "sign_due_days"));
            }
            if (rules.file_due_days) add(TodoKind::file, add_days(ended, *rules.file_due_days), meeting.key, say("file the minutes in the internal volume"), meeting.recorder, cite(rules, "file_due_days"));
        }
    }

    struct Decided {
        std::string referral, handler;
        Date on{};
        Id<Meeting> meeting;
    };
    static Decided read_decided(const sql::Row& row) {
        return {row.get<std::string>("key"), row.get<std::string>("handler_key"), row.get<Date>("decided_on"), row.get<Id<Meeting>>("meeting")};
    }

    void feedback() {
        for (const auto& one : sql::select(db_, read_decided,
                                           "select r.key, h.key as handler_key, f.decided_on, a.meeting from feedback f join referral r on r.id = f.referral join cases c on c.id = r.case_id"
                                           " left join talent h on h.id = c.handler join agenda a on a.referral = r.id and a.state = 'discussed'"
                                           " where f.decided_on <= $1 and (f.submitted_on is null or f.submitted_on > $1) order by r.key",
                                           today_)) {
            const auto meeting = meeting_of(db_, one.meeting);
            const auto& rules = rules_of(meeting);
            if (rules.feedback_due_days) add(TodoKind::feedback, add_days(one.on, *rules.feedback_due_days), one.referral, say("answer the opinions and give the feedback"), one.handler, cite(rules, "feedback_due_days"));
        }
    }

    struct Ending {
        std::string talent, document;
        Date term_to{};
    };
    static Ending read_ending(const sql::Row& row) { return {row.get<std::string>("key"), row.get<std::string>("document"), row.get<Date>("term_to")}; }

    void terms() {
        for (const auto& one : sql::select(db_, read_ending,
                                           "select t.key, m.document, m.term_to from membership m join talent t on t.id = m.talent where t.voided_on is null and m.admitted_on <= $1"
                                           " and (m.exited_on is null or m.exited_on > $1) and m.term_to <= $2 order by t.key",
                                           today_, add_days(today_, days_before_term_end))) {
            add(TodoKind::term, one.term_to, one.talent, say("renew the membership of the talent pool, or end it"), one.talent, one.document);
        }
    }

    void must_refer() {
        for (const auto& one : list_missing_referrals(db_)) {
            List reasons;
            for (const auto reason : one.reasons) reasons.push_back(code(reason));
            add(TodoKind::must_refer, one.of.period_ends_on, one.of.key, say("refer the case: {}", fmt::format("{}", fmt::join(one.why, "; "))), one.of.handler,
                say("Songbei art 3, {}", fmt::format("{}", fmt::join(reasons, ", "))));
        }
    }

    void tasks() {
        TaskFilter open;
        open.state = TaskState::assigned;
        for (const auto& task : list_tasks(db_, today_, open)) {
            const auto title = task.case_id ? masking(db_, task.case_id)(task.title) : task.title;
            const auto rule = task.assigned_by.empty() ? say("assigned on {}", iso(*task.assigned_on)) : say("assigned by {} on {}", task.assigned_by_name, iso(*task.assigned_on));
            add(TodoKind::task, task.due_on, task.key, say("do the task: {}", title), task.talent, rule);
        }
    }

    struct Open { // matter of a visit
        std::string key, visitor, text;
        Date visited_on{};
    };
    static Open read_open(const sql::Row& row) { return {row.get<std::string>("key"), row.get<std::string>("visitor"), row.get<std::string>("text"), row.get<Date>("visited_on")}; }

    void matters() {
        for (const auto& one : sql::select(db_, read_open,
                                           "select m.key, t.key as visitor, m.text, v.visited_on from matter m join visit v on v.id = m.visit join talent t on t.id = v.visitor"
                                           " where v.visited_on <= $1 and (m.resolved_on is null or m.resolved_on > $2) order by m.key",
                                           add_days(today_, -days_for_matter), today_)) {
            add(TodoKind::matter, add_days(one.visited_on, days_for_matter), one.key, say("resolve what came up at the visit: {}", one.text), one.visitor, say("visits to exemplars: a matter is resolved in {} days", days_for_matter));
        }
    }

    Db& db_;
    Time now_;
    Date today_;
    std::vector<Todo> found_;
};

} // namespace

std::vector<Todo> list_todo(Db& db, Time now, const TodoFilter& filter) {
    auto all = Look(db, now).everywhere();
    const auto owner = filter.owner.empty() ? std::string() : find_talent(db, filter.owner).key;
    std::erase_if(all, [&](const Todo& one) {
        const bool later = filter.days && one.due_on && days_between(day(now), *one.due_on) > *filter.days;
        return later || (!owner.empty() && one.owner != owner);
    });
    const auto urgency = [](const Todo& one) { return std::tuple(!one.due_on, one.due_on.value_or(Date{}), one.kind, std::string_view(one.object)); };
    std::stable_sort(all.begin(), all.end(), [&](const Todo& a, const Todo& b) { return urgency(a) < urgency(b); });
    return all;
}

Table todo_table(const std::vector<Todo>& todo, Date today) {
    static constexpr Field<Todo> before[] = {{"due_on", {"due", "到期日"}, [](const Todo& t) { return to_cell(t.due_on); }}};
    static constexpr Field<Todo> behind[] = {
        {"kind", {"kind", "事项"}, [](const Todo& t) { return to_cell(t.kind); }},
        {"object", {"on", "对象"}, [](const Todo& t) -> Cell { return t.object; }},
        {"what", {"what is to be done", "待办内容"}, [](const Todo& t) -> Cell { return t.what; }},
        {"owner", {"owner", "责任人编号"}, [](const Todo& t) { return to_cell(t.owner); }},
        {"owner_name", {"owner's name", "责任人"}, [](const Todo& t) { return to_cell(t.owner_name); }},
        {"rule", {"rule", "依据"}, [](const Todo& t) { return to_cell(t.rule); }},
    };
    auto result = table("todo", _("To do"), todo, std::span<const Field<Todo>>(before), std::span<const Field<Todo>>(behind));
    const Term left{"days left", "剩余天数"};
    result.columns.insert(result.columns.begin() + 1, {"days_left", std::string(left.shown())});
    for (std::size_t i = 0; i < todo.size(); ++i) {
        const auto& due = todo[i].due_on;
        result.rows[i].insert(result.rows[i].begin() + 1, due ? to_cell(days_between(today, *due)) : Cell());
    }
    return result;
}

} // namespace jointcase
