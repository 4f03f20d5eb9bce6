// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"
#include "conflict_watch.hpp"

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
struct Verdict {
    std::string of;
    std::optional<TrialOutcome> outcome;
    std::optional<Date> on;
};
struct Reopening {
    std::string of, why;
    std::optional<Date> on;
};
struct Check {
    std::string of;
    bool exit_code = false;
};
struct Void {
    std::string of, why;
};

const std::map<std::string, std::string> names{{"causes", "--cause,--causes"}, {"campaigns", "--campaign,--campaigns"}, {"languages", "--language,--languages"}, {"suspects", "--suspect,--suspects"}};

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
            column_options(app, open.given, case_columns(), session, {"accept_no", "closed_on", "result", "judged_on", "outcome", "reopened_on", "reopened_why"}, names);
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
            column_options(app, edit.given, case_columns(), session, {"closed_on", "result", "reopened_on", "reopened_why"}, names);
        },
        [&session](const Edit& edit) {
            auto& write = session.write();
            const auto before = find_case(write.db(), edit.of, write.match());
            ConflictWatch watch(session, {before.id});
            const auto changed = edit_case(write, edit.of, edit.given.onto(before));
            answer(session, changed, "changed case {}", changed.key);
            watch.tell();
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
            const auto of = find_case(write.db(), staff.of, write.match());
            ConflictWatch watch(session, {of.id});
            const auto role = add_case_role(write, of.key, staff.talent, parse_word<StaffRole>(staff.role), staff.from, staff.to);
            answer(session, of, "{} {} is {}", role.talent, role.name, label(role.role));
            watch.tell();
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
            const auto of = find_case(write.db(), given.of, write.match());
            ConflictWatch watch(session, {of.id});
            const auto party = add_party(write, of.key, parse_word<PartyRole>(given.role), given.name);
            answer(session, of, "entered {} {}", label(party.role), party.masked);
            watch.tell();
        });

    verb<CallupDraft>(
        noun, session, "callup", _("Enter a superior's order by which a person of another office handles a case"),
        [&session](CLI::App& app, CallupDraft& draft) {
            case_argument(app, draft.of_case);
            app.add_option("talent", draft.talent, _("Key, name or pinyin"))->required();
            app.add_option("--document", draft.document, _("The number of the order"))->required();
            app.add_option("--ordered-by", draft.ordered_by, _("The office that orders: one above both offices, or the higher of the two"))->required();
            date_option(app, "--from", draft.from, session, _("First day"))->required();
            date_option(app, "--to", draft.to, session, _("Last day (none: until the case is done)"));
        },
        [&session](const CallupDraft& draft) {
            const auto callup = add_callup(session.write(), draft);
            session.wrote(callup.document, [&](Db& db) { return case_document(db, case_of(db, callup.case_id)); }, "{} {} is called up to {} by {}", callup.talent, callup.name, callup.of_case, callup.document);
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

    verb<Reopening>(
        noun, session, "reopen", _("Reopen a closed case, with the reason"),
        [&session](CLI::App& app, Reopening& reopening) {
            case_argument(app, reopening.of);
            text_option(app, "--why", reopening.why, session, _("The reason"))->required();
            date_option(app, "--on", reopening.on, session, _("The day (today)"));
        },
        [&session](const Reopening& reopening) {
            const auto reopened = reopen_case(session.write(), reopening.of, reopening.why, reopening.on.value_or(session.today()));
            answer(session, reopened, "reopened case {}", reopened.key);
        });

    verb<Verdict>(
        noun, session, "verdict", _("Enter the verdict on a case"),
        [&session](CLI::App& app, Verdict& verdict) {
            case_argument(app, verdict.of);
            word_option(app, "outcome", verdict.outcome, _("as_charged, other_charge, partly or acquitted"))->required();
            date_option(app, "--on", verdict.on, session, _("Day of the verdict (today)"));
        },
        [&session](const Verdict& verdict) {
            const auto judged = judge_case(session.write(), verdict.of, *verdict.outcome, verdict.on.value_or(session.today()));
            answer(session, judged, "{}: {}", judged.key, label(*judged.outcome));
        });

    verb<Check>(
        noun, session, "check", _("Find what a case lacks, and what speaks for a referral"),
        [](CLI::App& app, Check& check) {
            case_argument(app, check.of);
            app.add_flag("--exit-code", check.exit_code, _("Exit 1 if there is anything"));
        },
        [&session](const Check& check) {
            auto& db = session.db();
            const auto of = find_case(db, check.of);
            session.show(case_check_document(db, of, session.today()));
            if (check.exit_code && !check_case(db, of, session.today()).empty()) throw Exit{1};
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
                                [](Write& write, const ImportRequest& request) {
                                    const auto file = [&](const char* option) {
                                        const auto found = request.more.find(option);
                                        return found == request.more.end() ? std::nullopt : std::optional(found->second);
                                    };
                                    return import_cases(write, {request.file, file("--staff"), file("--parties"), file("--callups")}, request.options);
                                },
                                [](Session&, const std::string&) { return case_templates(); },
                                _("Write empty sheets with a sample row, to be filled in (-o FILE.xlsx: all of them, with drop-downs)"),
                                {{"--staff", _("Who works on the cases")}, {"--parties", _("Their parties, by full names")}, {"--callups", _("Call-up orders to them")}}});
    export_verb(noun, session, _("Export the cases; parties are masked unless --unmask, in their own table too"), export_cases,
                {{"--staff", _("Where their staff goes")}, {"--parties", _("Where their parties go, by masked names unless --unmask")}, {"--callups", _("Where the call-up orders go")}});
}

} // namespace jointcase::cli
