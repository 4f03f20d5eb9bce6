// How nouns and verbs are declared to CLI11.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session.hpp"

#include <jointcase/column.hpp>

#include <CLI/CLI.hpp>

#include <memory>

// Marks a text for translation where it stands; _() translates it later.
#define N_(text) text

namespace jointcase::cli {

// Each adds the verbs of one noun. Defined in cli/<noun>.cpp, listed in run.cpp; called for the noun that was asked for.
void office_commands(CLI::App& noun, Session& session);
void campaign_commands(CLI::App& noun, Session& session);
void talent_commands(CLI::App& noun, Session& session);
void case_commands(CLI::App& noun, Session& session);
void recusal_commands(CLI::App& noun, Session& session);
void referral_commands(CLI::App& noun, Session& session);
void meeting_commands(CLI::App& noun, Session& session);
void opinion_commands(CLI::App& noun, Session& session);
void minutes_commands(CLI::App& noun, Session& session);
void feedback_commands(CLI::App& noun, Session& session);
void defence_commands(CLI::App& noun, Session& session);
void task_commands(CLI::App& noun, Session& session);
void exemplar_commands(CLI::App& noun, Session& session);
void todo_commands(CLI::App& app, Session& session);
void report_commands(CLI::App& noun, Session& session);
void batch_commands(CLI::App& noun, Session& session);
void audit_commands(CLI::App& noun, Session& session);
void db_commands(CLI::App& noun, Session& session);
void config_commands(CLI::App& noun, Session& session);

// What a verb was asked, for --once: its noun and name, and its options with the files they name.
std::string action_of(const CLI::App& verb);
std::string request_of(const CLI::App& verb);

// One verb: `declare` binds its options to a request, `act` is given the request once all is parsed.
template <class Request, class Declare, class Act>
void verb(CLI::App& noun, Session& session, const char* name, const char* help, Declare declare, Act act) {
    if (!session.may_mean(name)) { // each costs as much as a query
        session.left_out = true;
        return;
    }
    auto* app = noun.add_subcommand(name, help);
    auto request = std::make_shared<Request>();
    // the options of a verb are made when it is met, for they cost more than all else: `declare` outlives its caller's locals
    if (session.whole_tree) declare(*app, *request);
    else app->preparse_callback([app, request, declare](std::size_t) { declare(*app, *request); });
    app->final_callback([app, request, act, &session] {
        session.begin(action_of(*app), request_of(*app));
        act(*request);
    });
}
struct Nothing {};

// An option whose text is read by `parse`; what it throws names the option (exit 2).
template <class T, class Parse>
CLI::Option* parsed_option(CLI::App& app, const std::string& name, T& value, Parse parse, const char* help) {
    return app.add_option_function<std::string>(
        name,
        [&value, parse, name](const std::string& text) {
            try {
                value = parse(text);
            } catch (const Error& error) {
                throw Error(Fault::usage, "{}: {}", name, std::string_view(error.what()));
            }
        },
        help);
}

std::optional<Date> spoken_day(const std::string& text, Session& session); // today, yesterday; nothing else
CLI::Option* date_option(CLI::App& app, const std::string& name, std::optional<Date>& date, Session& session, const char* help); // also today, yesterday
CLI::Option* time_option(CLI::App& app, const std::string& name, std::optional<Time>& time, const char* help);
// TEXT, @FILE, or - for standard input.
CLI::Option* text_option(CLI::App& app, const std::string& name, std::string& text, Session& session, const char* help);
template <class E>
CLI::Option* word_option(CLI::App& app, const std::string& name, std::optional<E>& value, const char* help) {
    return parsed_option(app, name, value, [](const std::string& text) { return std::optional(parse_word<E>(text)); }, help);
}
// T,T… and repeatable.
CLI::Option* list_option(CLI::App& app, const std::string& name, List& list, const char* help);

// The fields of a draft as they were given on the command line, put into a draft later: onto nothing by `add`, onto what
// is stored by `edit`. An empty text clears the field.
template <class Draft>
struct Given {
    std::vector<std::pair<const DraftColumn<Draft>*, std::string>> fields;

    Draft onto(Draft draft = {}) const {
        for (const auto& [column, text] : fields) {
            if (text.empty()) column->clear(draft);
            else column->set(draft, text);
        }
        return draft;
    }
};

// --key for each column (- for _), but those named in `skip`; `names` gives a column other names: {"causes", "--cause,--causes"}.
template <class Draft>
void column_options(CLI::App& app, Given<Draft>& given, std::span<const DraftColumn<Draft>> columns, Session& session,
                    const std::vector<std::string>& skip = {}, const std::map<std::string, std::string>& names = {}) {
    for (const auto& column : columns) {
        if (std::find(skip.begin(), skip.end(), column.key) != skip.end()) continue;
        std::string name = "--" + std::string(column.key);
        std::replace(name.begin(), name.end(), '_', '-');
        const std::string bare = name;
        if (const auto other = names.find(column.key); other != names.end()) name = other->second;
        const auto take = [&given, &column, &session, name](std::string text) {
            const auto readable = [&column](const std::string& trial) {
                Draft draft;
                try {
                    column.set(draft, trial);
                } catch (const Error&) {
                    return false;
                }
                return true;
            };
            if (const auto day = spoken_day(text, session); day && !readable(text) && readable(iso(*day))) text = iso(*day);
            Draft trial;
            try {
                if (!text.empty()) column.set(trial, text);
            } catch (const Error& error) {
                throw Error(Fault::usage, "{}: {}", name, std::string_view(error.what()));
            }
            given.fields.emplace_back(&column, std::move(text));
        };
        const std::string title(column.title.shown());
        if (column.flag) {
            app.add_flag_function(name + ",!--no-" + bare.substr(2), [take](std::int64_t count) { take(count > 0 ? "1" : "0"); }, title);
        } else if (column.list) {
            app.add_option_function<std::vector<std::string>>(
                   name,
                   [take](const std::vector<std::string>& texts) {
                       std::string joined;
                       for (const auto& text : texts) joined += (joined.empty() ? "" : ";") + text;
                       take(joined);
                   },
                   title)
                ->expected(1)
                ->take_all()
                ->type_name("LIST");
        } else {
            app.add_option_function<std::string>(name, take, title)->type_name("TEXT");
        }
    }
}

// import FILE|- with the options every import has. `more` are options that name further files: {"--agenda", help}.
struct ImportRequest {
    InputFile file;
    std::map<std::string, InputFile> more; // by option
    ImportOptions options;
};
struct ImportVerb {
    const char* help;
    std::function<Imported(Write&, const ImportRequest&)> act;
    // The sheets of --template; what stands in the place of the file names what they are for, such as a meeting.
    std::function<std::vector<TemplateSheet>(Session&, const std::string& of)> sheets;
    const char* template_help = _("Write an empty sheet with a sample row, to be filled in (-o FILE.xlsx: with drop-downs)");
    std::vector<std::pair<std::string, const char*>> more = {};
};
void import_verb(CLI::App& noun, Session& session, const ImportVerb& what);

// export: the tables of the noun, which `more` options write to files of their own: {"--agenda", help} for the second.
void export_verb(CLI::App& noun, Session& session, const char* help, const std::function<std::vector<Table>(Db&, bool unmask)>& act,
                 const std::vector<std::pair<std::string, const char*>>& more = {});

} // namespace jointcase::cli
