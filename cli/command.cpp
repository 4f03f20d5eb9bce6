// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/digest.hpp>

namespace jointcase::cli {

std::string action_of(const CLI::App& verb) { return verb.get_parent()->get_name() + " " + verb.get_name(); }

std::string request_of(const CLI::App& verb) {
    std::string request = action_of(verb);
    for (const auto* option : verb.get_options()) {
        for (const auto& text : option->results()) {
            request += '\x1f' + option->get_name() + '=';
            if (text.starts_with('@')) {
                std::istringstream none;
                request += read_input(text.substr(1), none).bytes;
            } else request += text;
        }
    }
    return request;
}

std::optional<Date> spoken_day(const std::string& text, Session& session) {
    if (text == "today") return session.today();
    if (text == "yesterday") return add_days(session.today(), -1);
    return {};
}

CLI::Option* date_option(CLI::App& app, const std::string& name, std::optional<Date>& date, Session& session, const char* help) {
    return parsed_option(
               app, name, date,
               [&session](const std::string& text) {
                   const auto day = spoken_day(text, session);
                   return std::optional(day ? *day : parse_date(text));
               },
               help)
        ->type_name("DATE");
}

CLI::Option* time_option(CLI::App& app, const std::string& name, std::optional<Time>& time, const char* help) {
    return parsed_option(app, name, time, [](const std::string& text) { return std::optional(parse_time(text)); }, help)->type_name("TIME");
}

CLI::Option* text_option(CLI::App& app, const std::string& name, std::string& text, Session& session, const char* help) {
    return parsed_option(
               app, name, text,
               [&session](const std::string& typed) {
                   if (typed != "-" && !typed.starts_with('@')) {
                       check_text(typed);
                       return typed;
                   }
                   auto read = typed == "-" ? session.stdin_text() : read_input(typed.substr(1), session.in()).bytes;
                   while (!read.empty() && (read.back() == '\n' || read.back() == '\r')) read.pop_back();
                   if (read.starts_with("\xEF\xBB\xBF")) read.erase(0, 3);
                   check_text(read);
                   return read;
               },
               help)
        ->type_name("TEXT|@FILE|-");
}

CLI::Option* list_option(CLI::App& app, const std::string& name, List& list, const char* help) {
    return app.add_option_function<std::vector<std::string>>(
                  name,
                  [&list](const std::vector<std::string>& texts) {
                      for (const auto& text : texts) {
                          for (std::size_t from = 0; from <= text.size();) {
                              const auto comma = std::min({text.find(',', from), text.find("，", from), text.size()});
                              if (comma > from) list.push_back(text.substr(from, comma - from));
                              from = comma + (comma < text.size() && text[comma] != ',' ? 3 : 1);
                          }
                      }
                  },
                  help)
        ->expected(1)
        ->take_all()
        ->type_name("LIST");
}

namespace {

struct ImportTyped {
    std::string file, map;
    std::map<std::string, std::string> more;
    ImportOptions options;
};

Encoding parse_encoding(const std::string& text) {
    if (text == "auto") return Encoding::automatic;
    if (text == "utf-8" || text == "utf8") return Encoding::utf8;
    if (text == "gb18030" || text == "gbk") return Encoding::gb18030;
    if (text == "utf-16" || text == "utf16") return Encoding::utf16;
    throw Error(Fault::invalid, "“{}” is none of: auto, utf-8, gb18030, utf-16", text);
}

char parse_separator(const std::string& text) {
    if (text == "tab" || text == "\\t") return '\t';
    if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r") return text[0];
    throw Error(Fault::invalid, "“{}” is not one character, or tab", text);
}

} // namespace

void import_verb(CLI::App& noun, Session& session, const char* help, const std::function<Imported(Write&, const ImportRequest&)>& act,
                 const std::vector<std::pair<std::string, const char*>>& more) {
    verb<ImportTyped>(
        noun, session, "import", help,
        [more](CLI::App& app, ImportTyped& typed) {
            app.add_option("file", typed.file, _("A CSV file, - for standard input"))->required()->type_name("FILE|-");
            for (const auto& [name, text] : more) app.add_option(name, typed.more[name], text)->type_name("FILE");
            app.add_option("--map", typed.map, _("A TOML file that says what the columns of the file are"))->type_name("FILE.toml");
            parsed_option(app, "--encoding", typed.options.encoding, parse_encoding, _("auto (found), utf-8, gb18030 or utf-16"))->type_name("NAME");
            parsed_option(app, "--separator", typed.options.separator, parse_separator, _("The character between fields (found)"))->type_name("CHAR");
            app.add_option("--header-row", typed.options.header_row, _("The row of the headings (the first that is not empty)"))->check(CLI::PositiveNumber)->type_name("N");
            app.add_flag("--again", typed.options.again, _("Also when the same file was imported before"));
        },
        [&session, act](const ImportTyped& typed) {
            ImportRequest request{{}, {}, typed.options};
            if (!typed.map.empty()) request.options.map = read_map(typed.map);
            request.options.progress = session.progress();
            request.file = read_input(typed.file, session.in());
            for (const auto& [name, file] : typed.more) {
                if (!file.empty()) request.more[name] = read_input(file, session.in());
            }
            session.asked(request.file.bytes);
            for (const auto& [name, file] : request.more) session.asked(file.bytes);
            auto& write = session.write();
            session.imported(act(write, request));
        });
}

} // namespace jointcase::cli
