// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/minutes.hpp>

namespace jointcase::cli {

namespace {

struct On {
    std::string meeting;
    std::optional<Date> on;
};
struct Sign : On {
    List talents, except;
    bool all = false, file = false;
};
struct File : On {
    std::string by;
};
struct Showing {
    std::string meeting;
    std::optional<int> version;
};

void meeting_argument(CLI::App& app, std::string& meeting) { app.add_option("meeting", meeting, _("Its number, or 2020-7 for one of this office"))->required(); }

template <class... Args>
void answer(Session& session, const Minutes& minutes, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(minutes.key, [&](Db& db) { return minutes_document(db, find_minutes(db, minutes.meeting)); }, text, args...);
}

Signing signing_of(const Sign& sign, Date on) {
    Signing signing{sign.talents, sign.all, {}, on};
    if (sign.all ? !sign.talents.empty() : sign.talents.empty() && sign.except.empty()) throw Error(Fault::usage, "name who signs, or say --all");
    for (const auto& text : sign.except) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) throw Error(Fault::usage, "--except is T=note,… with the reason why T does not sign, not “{}”", text);
        signing.notes[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return signing;
}

// --all stands for the steps before it too: what is not yet drafted and circulated is.
Minutes sign(Write& write, const Sign& sign, Date on) {
    const auto signing = signing_of(sign, on);
    if (sign.all) {
        const auto meeting = find_meeting(write.db(), sign.meeting, write.match());
        const auto last = last_minutes(write.db(), meeting.id);
        if (!last) draft_minutes(write, meeting.key, on);
        if (!last || !last->circulated_on) circulate_minutes(write, meeting.key, on);
    }
    const auto minutes = sign_minutes(write, sign.meeting, signing);
    return sign.file ? file_minutes(write, sign.meeting, {}, sign.on) : minutes;
}

} // namespace

void minutes_commands(CLI::App& noun, Session& session) {
    verb<On>(
        noun, session, "draft", _("Write the minutes from what is recorded; a new version if they were circulated"),
        [&session](CLI::App& app, On& request) {
            meeting_argument(app, request.meeting);
            date_option(app, "--on", request.on, session, _("The day (today)"));
        },
        [&session](const On& request) {
            const auto minutes = draft_minutes(session.write(), request.meeting, request.on.value_or(session.today()));
            answer(session, minutes, "drafted minutes {}", minutes.key);
        });

    verb<On>(
        noun, session, "circulate", _("Circulate the minutes; from then on a change is a new version"),
        [&session](CLI::App& app, On& request) {
            meeting_argument(app, request.meeting);
            date_option(app, "--on", request.on, session, _("The day (today)"));
        },
        [&session](const On& request) {
            const auto minutes = circulate_minutes(session.write(), request.meeting, request.on);
            answer(session, minutes, "circulated minutes {}", minutes.key);
        });

    verb<Sign>(
        noun, session, "sign", _("Sign the minutes, or note why somebody does not"),
        [&session](CLI::App& app, Sign& request) {
            meeting_argument(app, request.meeting);
            list_option(app, "talent", request.talents, _("Who signs: keys, names or pinyin"))->expected(-1);
            app.add_flag("--all", request.all, _("All who have to sign; drafts and circulates the minutes first where that is to do"));
            list_option(app, "--except", request.except, _("T=note,…: who does not sign, and why"));
            date_option(app, "--on", request.on, session, _("The day (today)"));
            app.add_flag("--file", request.file, _("And file them, by the recorder"));
        },
        [&session](const Sign& request) {
            const auto minutes = sign(session.write(), request, request.on.value_or(session.today()));
            answer(session, minutes, "{}: {}", minutes.key, label(minutes.state));
        });

    verb<File>(
        noun, session, "file", _("File the signed minutes into the internal volume"),
        [&session](CLI::App& app, File& request) {
            meeting_argument(app, request.meeting);
            app.add_option("--by", request.by, _("Who files them (the recorder)"));
            date_option(app, "--on", request.on, session, _("The day (today)"));
        },
        [&session](const File& request) {
            const auto minutes = file_minutes(session.write(), request.meeting, request.by, request.on);
            answer(session, minutes, "filed minutes {}", minutes.key);
        });

    verb<Showing>(
        noun, session, "show", _("Print the minutes with signatures and audit checkpoint; -f html or -o FILE.html gives a page"),
        [](CLI::App& app, Showing& request) {
            meeting_argument(app, request.meeting);
            app.add_option("--version", request.version, _("This version (the latest)"))->type_name("N");
        },
        [&session](const Showing& request) {
            const bool record = session.json() || !session.globals.fields.empty(), html = !record && session.html(), unmask = session.unmask();
            const auto minutes = find_minutes(session.db(), request.meeting, request.version);
            if (record) session.show(minutes_document(session.db(), minutes, unmask));
            else session.print(minutes_paper(session.db(), minutes, {html, unmask}));
        });
}

} // namespace jointcase::cli
