// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/meeting.hpp>
#include <jointcase/suggest.hpp>

namespace jointcase::cli {

namespace {

struct RulesOf {
    std::string meeting;
};
struct Listing {
    bool show_origin = false;
};

} // namespace

void config_commands(CLI::App& noun, Session& session) {
    verb<Listing>(
        noun, session, "list", _("List the configuration"),
        [](CLI::App& app, Listing& list) { app.add_flag("--show-origin", list.show_origin, _("Also where each value comes from")); },
        [&session](const Listing& list) { session.show(config_table(session.config(), list.show_origin)); });

    verb<std::string>(
        noun, session, "get", _("Print one value"),
        [](CLI::App& app, std::string& key) { app.add_option("key", key, _("Such as office.code"))->required(); },
        [&session](const std::string& key) {
            std::vector<std::string> known;
            for (const auto& setting : session.config().settings) {
                if (setting.key == key) return session.tell(setting.value + '\n', {{"key", key}, {"value", setting.value}, {"origin", setting.origin}});
                known.push_back(setting.key);
            }
            const auto near = nearest(key, known);
            if (near.empty()) throw Error(Fault::missing, "there is no configuration key “{}” (`jointcase config list` shows them all)", key);
            throw Error(Fault::missing, "there is no configuration key “{}”; did you mean: {}", key, near);
        });

    verb<RulesOf>(
        noun, session, "rules", _("List the rules a conference runs under, with the texts they come from"),
        [](CLI::App& app, RulesOf& of) { app.add_option("--meeting", of.meeting, _("Those this meeting was convened under"))->type_name("M"); },
        [&session](const RulesOf& of) {
            if (of.meeting.empty()) return session.show(rules_table(session.config().rules));
            session.show(rules_table(rules_of(find_meeting(session.db(), of.meeting))));
        });

    verb<Nothing>(
        noun, session, "path", _("Print the file of the database"), [](CLI::App&, Nothing&) {},
        [&session](const Nothing&) { session.tell(session.database().string() + '\n', {{"path", session.database().string()}}); });
}

} // namespace jointcase::cli
