// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/defence.hpp>

namespace jointcase::cli {

namespace {

struct Add {
    DefenceDraft draft;
    bool raised = false;
};
struct Respond {
    std::string defence, response, by;
};
struct Outcome {
    std::string defence;
    TrialResult result;
};

void defence_argument(CLI::App& app, std::string& defence) { app.add_option("defence", defence, _("CASE#N, or its case where that has one argument"))->required(); }

template <class... Args>
void answer(Session& session, const Defence& defence, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(defence.key, [&](Db& db) { return defence_document(db, find_defence(db, defence.key)); }, text, args...);
}

} // namespace

void defence_commands(CLI::App& noun, Session& session) {
    verb<Add>(
        noun, session, "add", _("Enter an argument of the defence, foreseen or come unforeseen"),
        [&session](CLI::App& app, Add& add) {
            app.add_option("case", add.draft.of_case, _("Its number, or 2020-12 for one of this office"))->required();
            text_option(app, "argument", add.draft.argument, session, _("What the defence argues"))->required();
            word_option(app, "--kind", add.draft.kind, _("evidence, facts, characterization, law, sentencing, procedure, trial_response or other"))->required();
            date_option(app, "--predicted-on", add.draft.predicted_on, session, _("Day it was foreseen (today)"));
            text_option(app, "--response", add.draft.response, session, _("The response prepared for it"));
            app.add_option("--by", add.draft.prepared_by, _("Who prepared it (the handler)"));
            app.add_flag("--raised", add.raised, _("It came unforeseen, at the trial"));
            date_option(app, "--trial-on", add.draft.trial_on, session, _("Day of the trial, with --raised (today)"));
            word_option(app, "--court-view", add.draft.court_view, _("for_prosecution, for_defence, partly or not_addressed"));
        },
        [&session](const Add& add) {
            auto draft = add.draft;
            if (add.raised) {
                draft.raised = Raised::yes;
                if (!draft.trial_on) draft.trial_on = session.today();
            }
            const auto added = add_defence(session.write(), draft);
            answer(session, added, "entered {}", added.key);
        });

    verb<Respond>(
        noun, session, "respond", _("Prepare a response before the trial"),
        [&session](CLI::App& app, Respond& respond) {
            defence_argument(app, respond.defence);
            text_option(app, "response", respond.response, session, _("The response"))->required();
            app.add_option("--by", respond.by, _("Who prepared it (the handler)"));
        },
        [&session](const Respond& respond) {
            const auto prepared = respond_defence(session.write(), respond.defence, respond.response, respond.by);
            answer(session, prepared, "prepared a response to {}", prepared.key);
        });

    verb<Outcome>(
        noun, session, "outcome", _("Enter what came of an argument at the trial"),
        [&session](CLI::App& app, Outcome& outcome) {
            defence_argument(app, outcome.defence);
            date_option(app, "--trial-on", outcome.result.trial_on, session, _("Day of the trial (today)"));
            word_option(app, "--raised", outcome.result.raised, _("yes, no or unknown"));
            app.add_flag_function("--response-used,!--no-response-used", [&outcome](std::int64_t count) { outcome.result.response_used = count > 0; }, _("The prepared response was used, or not"));
            word_option(app, "--court-view", outcome.result.court_view, _("for_prosecution, for_defence, partly or not_addressed"));
        },
        [&session](const Outcome& outcome) {
            const auto entered = enter_outcome(session.write(), outcome.defence, outcome.result);
            answer(session, entered, "{}: {}", entered.key, label(*entered.raised));
        });

    verb<DefenceFilter>(
        noun, session, "list", _("List the arguments of the defence"),
        [](CLI::App& app, DefenceFilter& filter) {
            app.add_option("--case", filter.of_case, _("Only this case's"));
            word_option(app, "--kind", filter.kind, _("Only of this kind"));
            word_option(app, "--raised", filter.raised, _("Only those raised at trial: yes, no or unknown"));
            app.add_flag_function("--open,!--tried", [&filter](std::int64_t count) { filter.open = count > 0; }, _("Only those whose trial is to come (was held)"));
        },
        [&session](const DefenceFilter& filter) {
            const bool unmask = session.unmask();
            session.show(defence_table(session.db(), list_defences(session.db(), filter), unmask));
        });

    import_verb(noun, session, {_("Import arguments of the defence from a file"),
                                [](Write& write, const ImportRequest& request) { return import_defences(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{defence_template()}; }});
    export_verb(noun, session, _("Export the arguments of the defence; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_defences(db, unmask)}; });
}

} // namespace jointcase::cli
