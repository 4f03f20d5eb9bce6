// SPDX-License-Identifier: Apache-2.0
#include <jointcase/task.hpp>

#include "future.hpp"
#include "importer.hpp"
#include "lookup.hpp"
#include "next.hpp"
#include "text.hpp"

namespace jointcase {

template <>
std::span<const Word<TaskState>> words<TaskState>() {
    static constexpr Word<TaskState> all[] = {{TaskState::assigned, "assigned", "已交办"}, {TaskState::done, "done", "已完成"}, {TaskState::cancelled, "cancelled", "已取消"}};
    return all;
}

std::span<const DraftColumn<TaskDraft>> task_columns() {
    using D = TaskDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::key>("key", {"number", "编号;任务编号"}),
        column<&D::talent>("talent", {"talent", "承担人;人员;姓名"}),
        column<&D::title>("title", {"task", "任务;任务名称"}),
        column<&D::of_case>("case", {"case", "案件;受案号;部门受案号"}),
        column<&D::assigned_by>("assigned_by", {"assigned by", "交办人"}),
        column<&D::assigned_on>("assigned_on", {"assigned", "交办日期"}),
        column<&D::due_on>("due_on", {"due", "完成期限;期限;到期日"}),
        column<&D::done_on>("done_on", {"done", "完成日期"}),
        column<&D::cancelled_on>("cancelled_on", {"cancelled", "取消日期"}),
        column<&D::result>("result", {"result", "结果;完成情况"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

namespace {

struct TaskNumber {
    std::string office;
    int year = 0, seq = 0;
};

bool number(std::string_view text) { return all_digits(text) && text.size() < 9; }

// T622900-2020-3
std::optional<TaskNumber> parse_key(std::string_view text) {
    if (text.size() < 14 || text[0] != 'T' || text[7] != '-' || text[12] != '-' || text[13] == '0') return {};
    const auto office = text.substr(1, 6), year = text.substr(8, 4), seq = text.substr(13);
    if (!number(office) || !number(year) || !number(seq)) return {};
    return TaskNumber{std::string(office), std::stoi(std::string(year)), std::stoi(std::string(seq))};
}

} // namespace

Problems problems(const TaskDraft& draft) {
    Problems found;
    if (!draft.key.empty() && !parse_key(draft.key)) found.push_back(Problem::of("key", "bad_number", "“{}” is no number of a task; it is like T622900-2020-3", printable(draft.key)));
    if (draft.talent.empty()) found.push_back(Problem::of("talent", "missing", "the talent is missing"));
    if (draft.title.empty()) found.push_back(Problem::of("title", "missing", "a task has a title"));
    if (!draft.assigned_on) found.push_back(Problem::of("assigned_on", "missing", "a task is assigned on a day"));
    if (!draft.due_on) found.push_back(Problem::of("due_on", "missing", "a task has a day it is due"));
    const auto before = [&](std::optional<Date> day) { return day && draft.assigned_on && *day < *draft.assigned_on; };
    if (before(draft.due_on)) found.push_back(Problem::of("due_on", "dates", "a task is due after it was assigned ({})", iso(*draft.assigned_on)));
    if (before(draft.done_on)) found.push_back(Problem::of("done_on", "dates", "a task is done after it was assigned ({})", iso(*draft.assigned_on)));
    if (before(draft.cancelled_on)) found.push_back(Problem::of("cancelled_on", "dates", "a task is cancelled after it was assigned ({})", iso(*draft.assigned_on)));
    if (draft.done_on && draft.cancelled_on) found.push_back(Problem::of("cancelled_on", "state", "a task is done or cancelled, not both"));
    if (!draft.result.empty() && !draft.done_on && !draft.cancelled_on) found.push_back(Problem::of("result", "early", "a task has a result once it is done or cancelled"));
    if (draft.cancelled_on && draft.result.empty()) found.push_back(Problem::of("result", "missing", "cancelling a task needs a reason"));
    return found;
}

// --- reading

namespace {

TaskState state_of(const TaskDraft& task) { return task.cancelled_on ? TaskState::cancelled : task.done_on ? TaskState::done : TaskState::assigned; }

Task read_task(const sql::Row& row) {
    Task t;
    row.read(t.id, "id");
    row.read(t.key, "key");
    row.read(t.talent, "talent_key");
    row.read(t.talent_name, "talent_name");
    row.read(t.title, "title");
    row.read(t.case_id, "case_id");
    row.read(t.of_case, "case_key");
    row.read(t.assigned_by, "assigner");
    row.read(t.assigned_by_name, "assigner_name");
    row.read(t.assigned_on, "assigned_on");
    row.read(t.due_on, "due_on");
    row.read(t.done_on, "done_on");
    row.read(t.cancelled_on, "cancelled_on");
    row.read(t.result, "result");
    row.read(t.source_no, "source_no");
    t.state = state_of(t);
    return t;
}

#define TASKS                                                                                                                                   \
    "select k.*, t.key as talent_key, t.name as talent_name, c.key as case_key, a.key as assigner, a.name as assigner_name from task k"         \
    " join office o on o.id = k.office join talent t on t.id = k.talent left join cases c on c.id = k.case_id left join talent a on a.id = k.assigned_by"

// told apart by whom they were given to: a title may name a party
#define CANDIDATES "select k.id, k.key, t.name from task k join talent t on t.id = k.talent"

Task task_of(Db& db, Id<Task> id) { return *sql::select_one(db, read_task, TASKS " where k.id = $1", id); }

// 2020-3, T2020-3, a key or a source number: what the text means as a whole.
std::vector<Candidate> whole_matches(Db& db, std::string_view text) {
    auto found = sql::select(db, read_candidate, CANDIDATES " where k.key = $1 or k.source_no = $1 order by k.key", text);
    if (!found.empty()) return found;
    const auto typed = half_width(text);
    return sql::select(db, read_candidate, CANDIDATES " where k.key = $1", fmt::format("T{}-{}", db.config().office, std::string_view(typed).substr(typed.starts_with("T") ? 1 : 0)));
}

// As it was at the end of that day.
Task as_on(Task task, Date on) {
    const auto later = [&](const std::optional<Date>& day) { return day && *day > on; };
    if (later(task.done_on) || later(task.cancelled_on)) task.done_on.reset(), task.cancelled_on.reset(), task.result.clear();
    task.state = state_of(task);
    return task;
}

} // namespace

Task find_task(Db& db, std::string_view text, Match match) {
    auto found = only(text, whole_matches(db, text));
    const bool handle = text.find_first_not_of("0123456789-T") == std::string_view::npos; // means a whole number: 2020-1 is not 2020-12
    if (!found && match == Match::loose && !handle) {
        found = only(text, sql::select(db, read_candidate, CANDIDATES " where instr(k.title, $1) > 0 order by k.key", text));
    }
    if (found) return task_of(db, {found->id});
    throw Error(Fault::missing, "there is no task “{}”; `task list` shows them", printable(text));
}

std::vector<Task> list_tasks(Db& db, Date on, const TaskFilter& filter) {
    const auto talent = filter.talent.empty() ? Id<Talent>{} : find_talent(db, filter.talent).id;
    const auto assigner = filter.assigned_by.empty() ? Id<Talent>{} : find_talent(db, filter.assigned_by).id;
    const auto of = filter.of_case.empty() ? Id<Case>{} : find_case(db, filter.of_case).id;
    auto all = sql::select(db, read_task,
                           TASKS " where k.assigned_on <= $1 and ($2 is null or k.talent = $2) and ($3 is null or k.assigned_by = $3) and ($4 is null or k.case_id = $4) order by o.key, k.year, k.seq",
                           on, talent, assigner, of);
    for (auto& task : all) task = as_on(std::move(task), on);
    std::erase_if(all, [&](const Task& task) { return (filter.state && task.state != *filter.state) || (filter.overdue && (task.state != TaskState::assigned || *task.due_on >= on)); });
    return all;
}

// --- writing

namespace {

void check(Write& write, const TaskDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.assigned_on, "assigned_on");
    refuse_future(write, draft.done_on, "done_on");
    refuse_future(write, draft.cancelled_on, "cancelled_on");
}

// People and case by their keys, so that drafts compare by what they mean.
void normalise(Write& write, TaskDraft& draft) {
    auto& db = write.db();
    if (!draft.talent.empty()) draft.talent = find_talent(db, draft.talent, write.match()).key;
    if (!draft.assigned_by.empty()) draft.assigned_by = find_talent(db, draft.assigned_by, write.match()).key;
    if (!draft.of_case.empty()) draft.of_case = find_case(db, draft.of_case, write.match()).key;
}

// By key, source number of the configured office, or else what it is: given to this talent on this day.
std::optional<Task> stored_task(Db& db, const TaskDraft& draft) {
    if (!draft.key.empty()) return sql::select_one(db, read_task, TASKS " where k.key = $1", draft.key);
    if (!draft.source_no.empty()) return sql::select_one(db, read_task, TASKS " where o.key = $1 and k.source_no = $2", db.config().office, draft.source_no);
    return sql::select_one(db, read_task, TASKS " where t.key = $1 and k.title = $2 and k.assigned_on = $3 order by k.id limit 1", draft.talent, draft.title, draft.assigned_on);
}

Id<Talent> person(Db& db, const std::string& key) { return key.empty() ? Id<Talent>{} : find_talent(db, key, Match::strict).id; }
Id<Case> case_named(Db& db, const std::string& key) { return key.empty() ? Id<Case>{} : find_case(db, key, Match::strict).id; }

Task insert_task(Write& write, const TaskDraft& draft) {
    check(write, draft);
    auto& db = write.db();
    const auto number = parse_key(draft.key);
    const auto office = number ? find_office(db, number->office, Match::strict) : home_office(db);
    const int year = number ? number->year : static_cast<int>(draft.assigned_on->year());
    const int seq = number ? number->seq : next_number(db, "select max(seq) as n from task where office = $1 and year = $2", office.id, year);
    return task_of(db, sql::insert<Task>(write, "task",
                                         "insert into task (key, office, year, seq, talent, title, case_id, assigned_by, assigned_on, due_on, done_on, cancelled_on, result, source_no)"
                                         " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id",
                                         fmt::format("T{}-{}-{}", office.key, year, seq), office.id, year, seq, person(db, draft.talent), draft.title, case_named(db, draft.of_case), person(db, draft.assigned_by),
                                         draft.assigned_on, draft.due_on, draft.done_on, draft.cancelled_on, draft.result, draft.source_no));
}

Task change_task(Write& write, const Task& stored, const TaskDraft& draft) {
    check(write, draft);
    auto& db = write.db();
    sql::update(write, "task", stored.id,
                "update task set talent = $2, title = $3, case_id = $4, assigned_by = $5, assigned_on = $6, due_on = $7, done_on = $8, cancelled_on = $9, result = $10, source_no = $11 where id = $1",
                person(db, draft.talent), draft.title, case_named(db, draft.of_case), person(db, draft.assigned_by), draft.assigned_on, draft.due_on, draft.done_on, draft.cancelled_on, draft.result, draft.source_no);
    return task_of(db, stored.id);
}

// The one end of a task; the same again changes nothing.
Task end_task(Write& write, std::string_view text, std::optional<Date> TaskDraft::*end, std::string_view result, Date on) {
    const auto stored = find_task(write.db(), text, write.match());
    TaskDraft ended = stored;
    ended.*end = on;
    ended.result = trim(result);
    if (same(task_columns(), ended, static_cast<const TaskDraft&>(stored))) return stored;
    if (stored.done_on) throw Error(Fault::refused, "task {} was done on {}; `task import` corrects it", stored.key, iso(*stored.done_on));
    if (stored.cancelled_on) throw Error(Fault::refused, "task {} was cancelled on {}; `task import` corrects it", stored.key, iso(*stored.cancelled_on));
    return change_task(write, stored, ended);
}

} // namespace

Task assign_task(Write& write, const TaskDraft& given) {
    auto draft = given;
    if (!draft.assigned_on) draft.assigned_on = write.today();
    normalise(write, draft);
    if (const auto known = stored_task(write.db(), draft)) {
        if (agrees(task_columns(), draft, static_cast<const TaskDraft&>(*known))) return *known;
        throw Error(Fault::refused, "this task is there already as {}, with other details", known->key);
    }
    return insert_task(write, draft);
}

Task finish_task(Write& write, std::string_view task, std::string_view result, Date on) { return end_task(write, task, &TaskDraft::done_on, result, on); }
Task cancel_task(Write& write, std::string_view task, std::string_view why, Date on) { return end_task(write, task, &TaskDraft::cancelled_on, why, on); }

// --- files

namespace {

const std::set<std::string> needed = {"talent", "title", "assigned_on", "due_on"};

} // namespace

TemplateSheet task_template() {
    return template_of(_("Tasks"), sheet_columns(task_columns(), needed),
                       {{"talent", "622921-001"}, {"title", "撰写诈骗案件类案检索报告"}, {"assigned_by", "622900-001"}, {"assigned_on", "2020-02-10"}, {"due_on", "2020-03-10"}});
}

namespace {

void mask(Db& db, Table& table, const std::vector<Task>& tasks) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].case_id) mask_row(table.rows[i], masking(db, tasks[i].case_id));
    }
}

} // namespace

Table export_tasks(Db& db, bool unmask) {
    const auto all = sql::select(db, read_task, TASKS " order by o.key, k.year, k.seq");
    auto result = table("task", _("Tasks"), all, task_columns());
    if (!unmask) mask(db, result, all);
    return result;
}

Imported import_tasks(Write& write, const InputFile& file, const ImportOptions& options) {
    auto& db = write.db();
    Importer<TaskDraft> importer{"task", task_columns(), needed,
                                 [&](const TaskDraft& given) -> std::optional<TaskDraft> { return stored_task(db, given); },
                                 [&](const TaskDraft& draft, bool known) {
                                     if (!known) return insert_task(write, draft).key;
                                     const auto before = *stored_task(db, draft);
                                     return same(task_columns(), draft, static_cast<const TaskDraft&>(before)) ? before.key : change_task(write, before, draft).key;
                                 }};
    importer.normalise = [&](TaskDraft& draft) {
        if (!draft.talent.empty()) draft.talent = in_column("talent", [&] { return find_talent(db, draft.talent, Match::strict).key; });
        if (!draft.assigned_by.empty()) draft.assigned_by = in_column("assigned_by", [&] { return find_talent(db, draft.assigned_by, Match::strict).key; });
        if (!draft.of_case.empty()) draft.of_case = in_column("case", [&] { return find_case(db, draft.of_case, Match::strict).key; });
    };
    importer.key = [](const TaskDraft& draft) { return draft.key; };
    return import_drafts(write, file, options, importer);
}

// --- showing

namespace {

const Field<Task> state_fields[] = {
    {"state", {"state", "状态"}, [](const Task& t) { return to_cell(t.state); }},
    {"talent_name", {"name", "姓名"}, [](const Task& t) { return to_cell(t.talent_name); }},
    {"assigned_by_name", {"name of who assigned it", "交办人姓名"}, [](const Task& t) { return to_cell(t.assigned_by_name); }},
};

} // namespace

Table task_table(Db& db, const std::vector<Task>& tasks, bool unmask) {
    auto result = table("task", _("Tasks"), tasks, task_columns(), std::span<const Field<Task>>(state_fields));
    result.brief = {"key", "talent_name", "title", "assigned_on", "due_on", "state", "result"};
    if (!unmask) mask(db, result, tasks);
    return result;
}

Document task_document(Db& db, const Task& task, bool unmask) { return {"task", task.key, {}, task_table(db, {task}, unmask), {}, {}}; }

} // namespace jointcase
