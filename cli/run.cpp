// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include "status.hpp"
#include "tree.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <new>

namespace jointcase::cli {

namespace {

constexpr Noun all_nouns[] = {
    {"office", N_("The procuratorates"), office_commands},
    {"campaign", N_("Special campaigns under which cases are counted"), campaign_commands},
    {"talent", N_("The people of the talent pool and whoever acts in a conference"), talent_commands},
    {"case", N_("Cases put before the conference"), case_commands},
    {"recusal", N_("Who keeps out of a case"), recusal_commands},
    {"referral", N_("Requests to discuss a case"), referral_commands},
    {"meeting", N_("Joint conferences with agenda and attendance"), meeting_commands},
    {"opinion", N_("What each person said, for the handler's reference only"), opinion_commands},
    {"minutes", N_("The record of a meeting: drafted, circulated, signed, filed"), minutes_commands},
    {"feedback", N_("What was decided and what became of the opinions"), feedback_commands},
    {"defence", N_("The defence's arguments, before and at the trial"), defence_commands},
    {"task", N_("What talents are given to do"), task_commands},
    {"exemplar", N_("Exemplars: designated, visited, made known"), exemplar_commands},
    {"todo", N_("What is due, overdue or missing"), todo_commands},
    {"report", N_("The statistics of a period"), report_commands},
    {"batch", N_("Imports, and the rows they rejected"), batch_commands},
    {"audit", N_("The trace of every write"), audit_commands},
    {"db", N_("The database file"), db_commands},
    {"config", N_("The configuration"), config_commands},
};

} // namespace

std::span<const Noun> nouns() { return all_nouns; }

namespace {

std::unique_ptr<CLI::App> program(Session& session) {
    auto app = std::make_unique<CLI::App>(_("Joint conferences of prosecutors from several procuratorates"), "jointcase");
    auto& globals = session.globals;
    app->set_help_flag("-h,--help", _("Print this help"));
    app->set_version_flag("-V,--version", "jointcase " JOINTCASE_VERSION, _("Print the version"));
    app->fallthrough();
    app->require_subcommand(0, 1);
    app->add_option("--db", globals.db, _("The database file"))->type_name("FILE");
    app->add_option("-c,--config", globals.config, _("A configuration file, instead of the nearest .jointcase.toml"))->type_name("FILE");
    parsed_option(*app, "-f,--format", globals.format, [](const std::string& name) { return format_name(parse_format(name)); }, _("text, csv, json, jsonl, md, html or xlsx"))->type_name("FORMAT");
    app->add_flag("--json", globals.json, _("Short for --format json"));
    app->add_flag("--csv", globals.csv, _("Short for --format csv"));
    app->add_option("-o,--output", globals.output, _("Write to a file; its suffix sets the format"))->type_name("FILE");
    app->add_flag("--force", globals.force, _("Replace the output file if it is there"));
    app->add_option("--fields", globals.fields, _("Only these fields; help lists them"))->delimiter(',')->type_name("A,B");
    app->add_flag("-n,--dry-run", globals.dry_run, _("Check everything, write nothing"));
    app->add_flag("-q,--quiet", globals.quiet, _("Only errors; names must be whole"));
    app->add_option("--wait", globals.wait, _("How long to wait for other writers (10s)"))->type_name("DURATION");
    app->add_option("--once", globals.once, _("A token: the same again gives the same answer and writes nothing"))->type_name("TOKEN");
    parsed_option(*app, "--lang", globals.lang, [](const std::string& lang) {
        if (lang != "zh" && lang != "en") throw Error(Fault::invalid, "“{}” is neither zh nor en", lang);
        return lang;
    }, _("zh or en"))->type_name("LANG");
    parsed_option(*app, "--color", globals.color, [](const std::string& when) {
        if (when != "auto" && when != "always" && when != "never") throw Error(Fault::invalid, "“{}” is none of: auto, always, never", when);
        return when;
    }, _("auto, always or never"))->type_name("WHEN");
    app->add_flag("--csv-bom", globals.csv_bom, _("Begin CSV with a byte order mark, for Excel"));
    app->add_flag("--unmask", globals.unmask, _("Show parties by their full names; this is audited"));
    app->add_option("--as-of", globals.as_of, _("What the command takes as now"))->type_name("TIME");
    return app;
}

CLI::App& add_noun(CLI::App& app, const Noun& noun) {
    auto& sub = *app.add_subcommand(noun.name, _(noun.help));
    sub.require_subcommand(0, 1);
    return sub;
}

} // namespace

std::unique_ptr<CLI::App> make_app(Session& session) {
    auto app = program(session);
    session.whole_tree = true;
    for (const auto& noun : nouns()) noun.commands(add_noun(*app, noun), session);
    return app;
}

std::unique_ptr<CLI::App> make_asked(Session& session) {
    auto app = program(session);
    session.whole_tree = false;
    const auto named = [&](const Noun& noun) { return session.may_mean(noun.name); };
    const bool any = std::any_of(nouns().begin(), nouns().end(), named);
    for (const auto& noun : nouns()) {
        if (any && !named(noun)) continue;
        auto& sub = add_noun(*app, noun);
        sub.preparse_callback([&sub, &noun, &session](std::size_t) { noun.commands(sub, session); });
    }
    return app;
}

namespace {

// Parses the arguments, and does what they ask.
void parse(CLI::App& app, const std::vector<std::string>& args) { app.parse(std::vector<std::string>(args.rbegin(), args.rend())); } // CLI11 wants them last first

// What there is, or what was mistyped: for these every noun and verb is looked at.
int explain(const std::vector<std::string>& args, Session& session) {
    session.words.clear();
    session.left_out = false;
    const auto app = make_asked(session);
    try {
        parse(*app, args);
    } catch (const CLI::CallForHelp&) {
    } catch (const CLI::ParseError& error) {
        return session.fail(usage_error(*app, error));
    }
    session.print(help_text(deepest(*app)));
    return args.empty() ? exit_status(Fault::usage) : 0;
}

int run_command(const std::vector<std::string>& args, Session& session) {
    session.words = args;
    const auto app = make_asked(session);
    try {
        parse(*app, args);
        const auto& last = deepest(*app);
        const bool noun = last.get_parent() == app.get();
        if (last.get_parent() && (!noun || (children(last).empty() && !session.left_out))) return 0;
        return explain(args, session); // a noun alone, or nothing at all, asks what there is
    } catch (const CLI::CallForVersion&) {
        session.print("jointcase " JOINTCASE_VERSION "\n");
        return 0;
    } catch (const CLI::ParseError&) { // CallForHelp is one
        return explain(args, session);
    } catch (const AnsweredBefore& answered) {
        return session.answered_before(answered);
    }
}

} // namespace

int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err) {
    Session session(in, out, err);
    return run(args, session);
}

int run(const std::vector<std::string>& args, Session& session) {
    // else gettext stays English under env -i; the other categories would only be files to open
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::setlocale(LC_MESSAGES, "C.UTF-8");
    std::signal(SIGPIPE, SIG_IGN);     // said as what it is when the output is written
    std::signal(SIGXFSZ, SIG_IGN);
    umask(0077);
    session.use_early_language(args);
    try {
        for (const auto& arg : args) {
            try {
                check_text(arg);
            } catch (const Error& error) {
                throw Error(Fault::usage, "“{}”: {}", printable(arg), std::string_view(error.what()));
            }
        }
        return run_command(args, session);
    } catch (const Exit& exit) {
        return exit.status;
    } catch (const Error& error) {
        try {
            return session.fail(error);
        } catch (const Exit& exit) {
            return exit.status;
        }
    } catch (const std::bad_alloc&) {
        return session.fail(Error(Fault::storage, "there is not enough memory"));
    } catch (const std::exception& error) {
        return session.fail(Error(Fault::inconsistent, "this is a bug in jointcase, please report it: {}", std::string_view(error.what())));
    }
}

} // namespace jointcase::cli
