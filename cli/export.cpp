// export: what a noun holds, in the columns its import reads.
// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase::cli {

void export_verb(CLI::App& noun, Session& session, const char* help, const std::function<std::vector<Table>(Db&, bool unmask)>& act,
                 const std::vector<std::pair<std::string, const char*>>& more) {
    using Files = std::map<std::string, std::string>;
    verb<Files>(
        noun, session, "export", help,
        [more](CLI::App& app, Files& files) {
            for (const auto& [name, text] : more) app.add_option(name, files[name], text)->type_name("FILE");
        },
        [&session, act, more](const Files& files) {
            const bool unmask = session.unmask();
            const auto tables = act(session.db(), unmask);
            session.db().end_read(); // what is read is whole; a slow reader of ours holds up no writer
            if (tables.size() == 1) return session.show_export(tables.front());
            bool named = false;
            List options;
            for (std::size_t i = 0; i < more.size(); ++i) {
                const auto& file = files.at(more[i].first);
                options.push_back(more[i].first + " FILE");
                if (file.empty()) continue;
                session.write_table(tables[i + 1], file);
                named = true;
            }
            const auto format = session.export_style().format;
            if (named || format == Format::csv) {
                session.show_export(tables.front());
                const bool more_rows = std::any_of(tables.begin() + 1, tables.end(), [](const Table& table) { return !table.rows.empty(); });
                if (!named && more_rows) session.note(say("only the first of {} tables: CSV holds one; {} write the others, and xlsx or json hold all", tables.size(), fmt::join(options, ", ")));
                return;
            }
            session.show_export(Document{tables.front().key, tables.front().title, {}, {}, tables, {}});
        });
}

} // namespace jointcase::cli
