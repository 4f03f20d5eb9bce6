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
                request += InputFile(text.substr(1), none).bytes();
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
                   auto read = typed == "-" ? session.stdin_text() : InputFile(typed.substr(1), session.in()).bytes();
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

} // namespace jointcase::cli
