// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"
#include "tree.hpp"

#include <jointcase/report.hpp>
#include <jointcase/suggest.hpp>

#include <unistd.h>

namespace jointcase::cli {

namespace {

struct Request {
    std::optional<Period> period;
    std::optional<Date> from, to;
    ReportOptions options;
};
struct Ledger : Request {
    std::string talent;
};

// A period written to a file is said on the terminal in one line.
void show(Session& session, const Period& period, ReportOptions options) {
    const auto format = session.style().format;
    options.trend = format == Format::html || format == Format::xlsx || format == Format::json; // where there are charts, and where they are checked
    const auto report = make_report(session.db(), period, session.now(), options);
    session.show(report_document(report));
    const auto& file = session.globals.output;
    if (file.empty() || file == "-" || !isatty(STDERR_FILENO)) return;
    session.note(say("{}: {} tables, {} charts, {} to {}, {} identities hold", file, report.tables.size(), report.charts.size(), iso(period.current.from),
                     iso(add_days(period.current.to, -1)), report.identities));
}

void report_options(CLI::App& app, ReportOptions& options) {
    list_option(app, "--table", options.tables, _("Only this table, such as T1; repeatable"))->type_name("TABLE");
    app.add_option("--office", options.office, _("Only what is counted for this office"));
    app.add_flag("--public", options.for_publicity, _("For publicity: totals instead of offices, and * for 1 and 2"));
}

void span_options(CLI::App& app, Request& request, Session& session) {
    date_option(app, "--from", request.from, session, _("The first day of a period of any length"));
    date_option(app, "--to", request.to, session, _("Its last day"));
}

// `report 2020-02`: what is no period may be a verb mistyped.
Period period_or_verb(const CLI::App& noun, const std::string& text, const Session& session, Date today) {
    try {
        return parse_period(text, today);
    } catch (const Error&) {
        if (session.left_out) throw CLI::ValidationError(text); // and is looked at again with all verbs
        std::vector<std::string> verbs;
        for (const auto* verb : noun.get_subcommands([](const CLI::App*) { return true; })) verbs.push_back(verb->get_name());
        const auto near = nearest(text, verbs);
        if (!near.empty()) throw Error(Fault::usage, "{} has no verb “{}”; did you mean: {}", noun.get_name(), text, near);
        throw;
    }
}

// Has it options or arguments of its own on the command line?
bool given(const CLI::App& app) {
    return !app.get_options([](const CLI::Option* option) { return option->count() > 0; }).empty();
}

Period period_asked(const Request& request) {
    if (request.period && (request.from || request.to)) throw Error(Fault::usage, "a period is either named or given by --from and --to");
    if (request.period) return *request.period;
    if (!request.from || !request.to) throw Error(Fault::usage, "a report needs its period: 2020-02, 2020Q1, 2020H1, 2020, last-month, or --from DATE --to DATE");
    return period_of({*request.from, add_days(*request.to, 1)});
}

// A verb's own arguments stand behind it; what it does not take is none of its options, wherever it stands.
void refuse_others(const CLI::App& noun, const char* name) {
    const auto* verb = noun.get_subcommand(name);
    for (const auto* option : noun.get_options([](const CLI::Option* given) { return given->count() > 0; })) {
        if (option->get_positional() || verb->get_option_no_throw(option->get_name())) continue;
        throw Error(Fault::usage, "there is no option “{}”; `{} --help` lists them", option->get_name(), full_name(*verb));
    }
    if (given(noun)) throw Error(Fault::usage, "`report {}` takes one period, and its options behind it", std::string_view(name));
}

struct Freezing : Request {
    std::vector<Format> formats;
};
struct Frozen {
    std::string report;
    std::optional<int> version;
    bool exit_code = false;
};

void frozen_argument(CLI::App& app, Frozen& request) {
    app.add_option("report", request.report, _("Its period, or its key such as \"month 2020-02\""))->required();
    app.add_option("--version", request.version, _("This version (the latest)"))->type_name("N");
}

FrozenReport find(Session& session, const Frozen& request) { return find_frozen_report(session.db(), request.report, request.version, session.today()); }

void frozen_verbs(CLI::App& noun, Session& session) {
    verb<Freezing>(
        noun, session, "freeze", _("Keep the report of a period that is over, as it is, for ever"),
        [&session](CLI::App& app, Freezing& request) {
            app.add_option_function<std::string>(
                "period", [&session, &request](const std::string& text) { request.period = parse_period(text, session.today()); }, _("2020-02, 2020Q1, 2020H1, 2020 or last-month"));
            span_options(app, request, session);
            app.add_option_function<List>(
                   "-f,--format",
                   [&request](const List& names) {
                       for (const auto& name : names) request.formats.push_back(parse_format(name));
                   },
                   _("Keep the bytes of this format too: text, csv, json, jsonl, md, html or xlsx; repeatable"))
                ->delimiter(',')
                ->expected(1)
                ->take_all()
                ->type_name("FORMAT");
        },
        [&noun, &session](const Freezing& request) {
            refuse_others(noun, "freeze");
            const auto frozen = freeze_report(session.write(), period_asked(request), request.formats);
            session.wrote(frozen.key, [&](Db&) { return Document{"frozen_report", frozen.key, {}, frozen_table({frozen}), {}, {}}; }, "frozen: {}", frozen.key);
        });

    verb<Frozen>(
        noun, session, "show", _("Print a frozen report, in any format, whatever was entered since"), [](CLI::App& app, Frozen& request) { frozen_argument(app, request); },
        [&noun, &session](const Frozen& request) {
            refuse_others(noun, "show");
            const auto frozen = find(session, request);
            if (session.to_terminal() || !session.globals.fields.empty()) session.show(frozen_document(frozen));
            else session.print(render(session.db(), frozen, session.style()));
        });

    verb<Frozen>(
        noun, session, "delta", _("List the figures that are others now than in the frozen report, cell by cell"),
        [](CLI::App& app, Frozen& request) {
            frozen_argument(app, request);
            app.add_flag("--exit-code", request.exit_code, _("Exit with 1 if a figure is another"));
        },
        [&noun, &session](const Frozen& request) {
            refuse_others(noun, "delta");
            const auto changed = changes_since(session.db(), find(session, request), session.now());
            session.show(changed_table(changed));
            if (request.exit_code && !changed.empty()) throw Exit{1};
        });

    verb<Nothing>(
        noun, session, "list", _("List the frozen reports"), [](CLI::App&, Nothing&) {},
        [&noun, &session](const Nothing&) {
            refuse_others(noun, "list");
            session.show(frozen_table(list_frozen_reports(session.db())));
        });
}

// The long forms: the last whole month, quarter … if none is named.
void long_form(CLI::App& noun, Session& session, const char* name, int months, const char* help, const char* example) {
    verb<Request>(
        noun, session, name, help,
        [&session, months, example](CLI::App& app, Request& request) {
            app.add_option_function<std::string>(
                "period",
                [&session, &request, months, example](const std::string& text) {
                    request.period = parse_period(text, session.today());
                    if (request.period->months != months) throw Error(Fault::usage, "“{}” is not a period like {}", text, std::string_view(example));
                },
                _("Which one (the last that is over)"));
            report_options(app, request.options);
        },
        [&noun, &session, name](const Request& request) {
            refuse_others(noun, name);
            show(session, request.period ? *request.period : parse_period(std::string("last-") + name, session.today()), request.options);
        });
}

} // namespace

void report_commands(CLI::App& noun, Session& session) {
    auto request = std::make_shared<Request>();
    noun.add_option_function<std::string>(
        "period", [&noun, &session, request](const std::string& text) { request->period = period_or_verb(noun, text, session, session.today()); }, _("2020-02, 2020Q1, 2020H1, 2020 or last-month"));
    span_options(noun, *request, session);
    report_options(noun, request->options);
    noun.final_callback([&noun, &session, request] {
        if (!noun.get_subcommands().empty() || !given(noun)) return;
        session.begin(noun.get_name(), request_of(noun));
        show(session, period_asked(*request), request->options);
        throw Exit{0}; // else a noun without a verb asks what there is
    });

    long_form(noun, session, "month", 1, _("The report of a month"), "2020-02");
    long_form(noun, session, "quarter", 3, _("The report of a quarter"), "2020Q1");
    long_form(noun, session, "half", 6, _("The report of half a year"), "2020H1");
    long_form(noun, session, "year", 12, _("The report of a year"), "2020");
    frozen_verbs(noun, session);

    verb<Ledger>(
        noun, session, "ledger", _("The ledger of one talent: T9, and what its figures are made of"),
        [&session](CLI::App& app, Ledger& ledger) {
            app.add_option("talent", ledger.talent, _("Key, name or pinyin"))->required();
            app.add_option_function<std::string>(
                "period", [&session, &ledger](const std::string& text) { ledger.period = parse_period(text, session.today()); }, _("2020-02, 2020Q1, 2020H1, 2020 or last-month (this year)"));
            span_options(app, ledger, session);
        },
        [&noun, &session](Ledger ledger) {
            refuse_others(noun, "ledger");
            if (!ledger.period && !ledger.from && !ledger.to) ledger.period = parse_period(iso(session.today()).substr(0, 4), session.today());
            const bool unmask = session.unmask();
            session.show(ledger_document(session.db(), ledger.talent, period_asked(ledger), session.now(), unmask));
        });
}

} // namespace jointcase::cli
