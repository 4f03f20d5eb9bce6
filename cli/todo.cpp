// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/todo.hpp>

namespace jointcase::cli {

namespace {

struct Request {
    TodoFilter filter;
    bool exit_code = false;
};

} // namespace

void todo_commands(CLI::App& app, Session& session) {
    auto request = std::make_shared<Request>();
    app.add_option("--days", request->filter.days, _("Only what is due within so many days, overdue or without a day"))->type_name("N")->check(CLI::NonNegativeNumber);
    app.add_option("--owner", request->filter.owner, _("Only what this talent has to do"))->type_name("TALENT");
    app.add_flag("--exit-code", request->exit_code, _("Exit with 1 if there is anything"));
    app.final_callback([&app, &session, request] {
        session.begin(app.get_name(), request_of(app));
        const auto todo = list_todo(session.db(), session.now(), request->filter);
        session.show(todo_table(todo, session.today()));
        if (request->exit_code && !todo.empty()) throw Exit{1};
    });
}

} // namespace jointcase::cli
