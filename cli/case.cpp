// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/case.hpp>

namespace jointcase::cli {

namespace {

struct Open {
    std::string number;
    Given<CaseDraft> given;
};
struct Edit {
    std::string of;
    Given<CaseDraft> given;
};
struct Staff {
    std::string of, talent, role;
    std::optional<Date> from, to;
};
struct AddParty {
    std::string of, role, name;
};
struct Closing {
    std::string of, result;
    std::optional<Date> on;
};
struct Void {
    std::string of, why;
};

const std::map<std::string, std::string> names{{"causes", "--cause,--causes"}, {"campaigns", "--campaign,--campaigns"}, {"suspects", "--suspect,--suspects"}};

void case_argument(CLI::App& app, std::string& of) { app.add_option("case", of, _("Its number, or 2020-12 for one of this office"))->required(); }

template <class... Args>
void answer(Session& session, const Case& of, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(of.key, [&](Db& db) { return case_document(db, case_of(db, of.id)); }, text, args...);
}

} // namespace

void case_commands(CLI::App& noun, Session& session) {
    verb<Open>(
        noun, session, "open", _("Open a case"),
        [&session](CLI::App& app, Open& open) {
            app.add_option("number", open.number, _("Its acceptance number; without one it gets a short key"));
            column_options(app, open.given, case_columns(), session, {"accept_no", "closed_on", "result"}, names);
        },
        [&session](const Open& open) {
            auto draft = open.given.onto();
            draft.accept_no = open.number;
            const auto opened = open_case(session.write(), draft);
            answer(session, opened, "opened case {}", opened.key);
        });

    verb<Edit>(
        noun, session, "edit", _("Change a case"),
        [&session](CLI::App& app, Edit& edit) {
            case_argument(app, edit.of);
            column_options(app, edit.given, case_columns(), session, {"closed_on", "result"}, names);
        },
        [&session](const Edit& edit) {
            auto& write = session.write();
            const auto changed = edit_case(write, edit.of, edit.given.onto(find_case(write.db(), edit.of, write.match())));
            answer(session, changed, "changed case {}", changed.key);
        });

    verb<Staff>(
        noun, session, "staff", _("Name someone who works on a case"),
        [&session](CLI::App& app, Staff& staff) {
            case_argument(app, staff.of);
            app.add_option("talent", staff.talent, _("Key, name or pinyin"))->required();
            app.add_option("role", staff.role, _("co_handler, assistant, clerk or former_investigator"))->required();
            date_option(app, "--from", staff.from, session, _("First day"));
            date_option(app, "--to", staff.to, session, _("Last day"));
        },
        [&session](const Staff& staff) {
            auto& write = session.write();
            const auto role = add_case_role(write, staff.of, staff.talent, parse_word<StaffRole>(staff.role), staff.from, staff.to);
            answer(session, find_case(write.db(), staff.of, write.match()), "{} {} is {}", role.talent, role.name, label(role.role));
        });

    verb<AddParty>(
        noun, session, "party", _("Enter a party of a case"),
        [](CLI::App& app, AddParty& party) {
            case_argument(app, party.of);
            app.add_option("role", party.role, _("suspect, victim, defender, agent, witness or expert_witness"))->required();
            app.add_option("name", party.name, _("The name in full; it is shown masked"))->required();
        },
        [&session](const AddParty& given) {
            auto& write = session.write();
            const auto party = add_party(write, given.of, parse_word<PartyRole>(given.role), given.name);
            answer(session, find_case(write.db(), given.of, write.match()), "entered {} {}", label(party.role), party.masked);
        });

    verb<Closing>(
        noun, session, "close", _("Close a case with its result"),
        [&session](CLI::App& app, Closing& closing) {
            case_argument(app, closing.of);
            app.add_option("--result", closing.result, _("What became of it"))->required();
            date_option(app, "--on", closing.on, session, _("Day it was closed (today)"));
        },
        [&session](const Closing& closing) {
            const auto closed = close_case(session.write(), closing.of, closing.result, closing.on.value_or(session.today()));
            answer(session, closed, "closed case {}", closed.key);
        });

    verb<Void>(
        noun, session, "void", _("Void a case entered by mistake"),
        [](CLI::App& app, Void& mistake) {
            case_argument(app, mistake.of);
            app.add_option("--why", mistake.why, _("The reason"))->required();
        },
        [&session](const Void& mistake) {
            const auto voided = void_case(session.write(), mistake.of, mistake.why);
            answer(session, voided, "voided case {}", voided.key);
        });

    verb<CaseFilter>(
        noun, session, "list", _("List the cases"),
        [](CLI::App& app, CaseFilter& filter) {
            app.add_option("--office", filter.office, _("Only this office's"));
            app.add_option("--handler", filter.handler, _("Only those this prosecutor handles"));
            app.add_option("--cause", filter.cause, _("Only those with this cause"));
            app.add_option("--campaign", filter.campaign, _("Only those of this campaign"));
            word_option(app, "--gang", filter.gang, _("Only none, black or evil"));
            app.add_flag_function("--open,!--closed", [&filter](std::int64_t count) { filter.open = count > 0; }, _("Only open (closed) ones"));
            app.add_flag("--voided", filter.with_voided, _("Also those voided"));
        },
        [&session](const CaseFilter& filter) {
            const bool unmask = session.unmask();
            session.show(case_table(session.db(), list_cases(session.db(), filter), unmask));
        });

    verb<std::string>(
        noun, session, "show", _("Show one case"), [](CLI::App& app, std::string& of) { case_argument(app, of); },
        [&session](const std::string& of) {
            const bool unmask = session.unmask();
            session.show(case_document(session.db(), find_case(session.db(), of), unmask));
        });

    import_verb(noun, session, {_("Import cases from a file"),
                                [](Write& write, const ImportRequest& request) { return import_cases(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{case_template()}; }});
    export_verb(noun, session, _("Export the cases; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_cases(db, unmask)}; });
}

} // namespace jointcase::cli
