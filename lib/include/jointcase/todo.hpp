// What is to be done (待办): what is due, overdue or missing, for people and cron.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class TodoKind { decision, notice, materials, deadline, sign, file, feedback, term, must_refer, task, matter };
template <> std::span<const Word<TodoKind>> words<TodoKind>();

struct Todo {
    TodoKind kind{};
    std::optional<Date> due_on; // nothing: it is due, without a day
    std::string object;         // key of the referral, meeting, case, talent, task or matter
    std::string what;
    std::string owner, owner_name; // the talent to do it: key and name; empty where nobody is named for it
    std::string rule;              // that asks for it
};

struct TodoFilter {
    std::optional<int> days; // only what is due within them, overdue or without a day
    std::string owner;       // handle of a talent
};
// What stands open at that moment, by due day, kind and key; behind them what has no day.
std::vector<Todo> list_todo(Db& db, Time now, const TodoFilter& filter = {});
Table todo_table(const std::vector<Todo>& todo, Date today);

} // namespace jointcase
