// export: what a noun holds, in the columns its import reads.
// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

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
            for (std::size_t i = 0; i < more.size(); ++i) {
                const auto& file = files.at(more[i].first);
                if (file.empty()) continue;
                session.write_table(tables[i + 1], file);
                named = true;
            }
            const auto format = session.export_style().format;
            if (named || format == Format::csv) {
                session.show_export(tables.front());
                if (!named) session.note(_("only the meetings: CSV holds one table; --agenda FILE and --attendance FILE write the others, and xlsx or json hold all three"));
                return;
            }
            session.show_export(Document{tables.front().key, tables.front().title, {}, {}, tables, {}});
        });
}

} // namespace jointcase::cli
