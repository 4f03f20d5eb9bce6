// Tasks (交任务、压担子): given to a talent, with a day they are due.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/case.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class TaskState { assigned, done, cancelled };
template <> std::span<const Word<TaskState>> words<TaskState>();

struct TaskDraft {
    std::string key; // T622900-2020-3; not given: the next of the configured office and the year
    std::string talent, title;
    std::string of_case; // none: of no case
    std::string assigned_by;
    std::optional<Date> assigned_on; // not given: today
    std::optional<Date> due_on;      // may lie ahead
    std::optional<Date> done_on, cancelled_on;
    std::string result; // what came of it, or why it was cancelled
    std::string source_no;
};

struct Task : TaskDraft { // talent, of_case and assigned_by are keys
    Id<Task> id;
    Id<Case> case_id; // 0: none
    std::string talent_name, assigned_by_name;
    TaskState state{};
};

std::span<const DraftColumn<TaskDraft>> task_columns();

Problems problems(const TaskDraft& draft);
Task assign_task(Write& write, const TaskDraft& draft); // the same of the same day again is that one
// Throws Fault::refused for a task that came to another end.
Task finish_task(Write& write, std::string_view task, std::string_view result, Date on);
Task cancel_task(Write& write, std::string_view task, std::string_view why, Date on);

// By key, handle (2020-3, T2020-3: of the configured office) or source number; loosely by a part of its
// title. Throws Fault::missing, naming the candidates if there are several.
Task find_task(Db& db, std::string_view text, Match match = Match::loose);

struct TaskFilter {
    std::string talent, assigned_by, of_case;
    std::optional<TaskState> state;
    bool overdue = false; // due before that day, and open
};
std::vector<Task> list_tasks(Db& db, Date on, const TaskFilter& filter = {}); // those assigned by that day, as on it, by office, year and number

TemplateSheet task_template();
Table export_tasks(Db& db, bool unmask); // in the columns of an import
Imported import_tasks(Write& write, const InputFile& file, const ImportOptions& options);

// Texts of a task of a case are masked unless `unmask`.
Table task_table(Db& db, const std::vector<Task>& tasks, bool unmask = false);
Document task_document(Db& db, const Task& task, bool unmask = false);

} // namespace jointcase
