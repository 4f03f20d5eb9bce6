// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/audit.hpp>

namespace jointcase::cli {

namespace {


Document document(const Verification& verification) {
    Document document{"verification", "", {}, {"verification", "", {{"clean", _("clean")}, {"operations", _("operations")}, {"entries", _("entries")}, {"records", _("records")}}, {}}, {}, {}};
    document.record.rows.push_back({verification.findings.empty(), verification.operations, verification.entries, verification.records});
    document.parts.push_back(finding_table(verification.findings));
    Table unchecked{"unchecked", _("Not checked"), {{"what", _("what")}}, {}};
    for (const auto& text : verification.unchecked) unchecked.rows.push_back({text});
    document.parts.push_back(unchecked);
    return document;
}

} // namespace

void audit_commands(CLI::App& noun, Session& session) {
    verb<OperationFilter>(
        noun, session, "log", _("List the operations, latest first"),
        [&session](CLI::App& app, OperationFilter& filter) {
            app.add_option("--action", filter.action, _("Only this action, such as \"case close\""));
            app.add_option("--actor", filter.actor, _("Only by this user, such as 1000:wang"));
            date_option(app, "--from", filter.from, session, _("Only from this day on"));
            date_option(app, "--to", filter.to, session, _("Only up to this day"));
            app.add_option("--limit", filter.limit, _("Only the latest so many"))->check(CLI::PositiveNumber)->type_name("N");
        },
        [&session](const OperationFilter& filter) { session.show(operation_table(list_operations(session.db(), filter))); });

    verb<std::int64_t>(
        noun, session, "show", _("Show one operation with its entries"),
        [](CLI::App& app, std::int64_t& seq) { app.add_option("operation", seq, _("Its number"))->required()->type_name("N"); },
        [&session](const std::int64_t& seq) {
            const auto operation = find_operation(session.db(), seq);
            session.show(Document{"operation", say("operation {}", seq), {}, operation_table({operation}), {entry_table(list_entries(session.db(), seq))}, {}});
        });

    verb<std::string>(
        noun, session, "history", _("Show every change of a record, newest first"),
        [](CLI::App& app, std::string& key) { app.add_option("key", key, _("The whole key of the record"))->required(); },
        [&session](const std::string& key) { session.show(history_table(history(session.db(), key))); });

    verb<Nothing>(
        noun, session, "verify", _("Check schema, file, chain and records; exit 1 if anything is wrong"), [](CLI::App&, Nothing&) {},
        [&session](const Nothing&) {
            const auto verification = verify(session.db(Db::Open::suspect));
            if (verification.findings.empty() && session.globals.quiet) return;
            session.show(document(verification));
            if (!verification.findings.empty()) throw Exit{1};
        });
}

} // namespace jointcase::cli
