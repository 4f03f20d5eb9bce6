// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/task.hpp>

namespace jointcase::cli {

namespace {

struct End { // done, cancel
    std::string task, result;
    std::optional<Date> on;
};

void task_argument(CLI::App& app, std::string& task) { app.add_option("task", task, _("Its number, or 2020-3 for one of this office"))->required(); }

template <class... Args>
void answer(Session& session, const Task& task, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(task.key, [&](Db& db) { return task_document(db, find_task(db, task.key, Match::strict)); }, text, args...);
}

} // namespace

void task_commands(CLI::App& noun, Session& session) {
    verb<TaskDraft>(
        noun, session, "assign", _("Give a talent a task"),
        [&session](CLI::App& app, TaskDraft& draft) {
            app.add_option("talent", draft.talent, _("Key, name or pinyin"))->required();
            text_option(app, "title", draft.title, session, _("What is to be done"))->required();
            date_option(app, "--due", draft.due_on, session, _("Day it is due"))->required();
            app.add_option("--by", draft.assigned_by, _("Who assigns it"));
            date_option(app, "--on", draft.assigned_on, session, _("Day it is assigned (today)"));
            app.add_option("--case", draft.of_case, _("The case it belongs to"));
            app.add_option("--source-no", draft.source_no, _("The number another system gave it"));
        },
        [&session](const TaskDraft& draft) {
            const auto task = assign_task(session.write(), draft);
            answer(session, task, "assigned {} to {} {}", task.key, task.talent, task.talent_name);
        });

    verb<End>(
        noun, session, "done", _("A task is done"),
        [&session](CLI::App& app, End& end) {
            task_argument(app, end.task);
            text_option(app, "--result", end.result, session, _("What came of it"));
            date_option(app, "--on", end.on, session, _("The day (today)"));
        },
        [&session](const End& end) {
            const auto task = finish_task(session.write(), end.task, end.result, end.on.value_or(session.today()));
            answer(session, task, "task {} is done", task.key);
        });

    verb<End>(
        noun, session, "cancel", _("Cancel a task"),
        [&session](CLI::App& app, End& end) {
            task_argument(app, end.task);
            text_option(app, "--why", end.result, session, _("The reason"))->required();
            date_option(app, "--on", end.on, session, _("The day (today)"));
        },
        [&session](const End& end) {
            const auto task = cancel_task(session.write(), end.task, end.result, end.on.value_or(session.today()));
            answer(session, task, "cancelled {}", task.key);
        });

    verb<TaskFilter>(
        noun, session, "list", _("List the tasks"),
        [](CLI::App& app, TaskFilter& filter) {
            app.add_option("--talent", filter.talent, _("Only this talent's"));
            app.add_option("--by", filter.assigned_by, _("Only those this talent assigned"));
            app.add_option("--case", filter.of_case, _("Only this case's"));
            word_option(app, "--state", filter.state, _("Only assigned, done or cancelled ones"));
            app.add_flag("--overdue", filter.overdue, _("Only those overdue"));
        },
        [&session](const TaskFilter& filter) {
            const bool unmask = session.unmask();
            session.show(task_table(session.db(), list_tasks(session.db(), session.today(), filter), unmask));
        });

    import_verb(noun, session, {_("Import tasks from a file"),
                                [](Write& write, const ImportRequest& request) { return import_tasks(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{task_template()}; }});
    export_verb(noun, session, _("Export the tasks; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_tasks(db, unmask)}; });
}

} // namespace jointcase::cli
