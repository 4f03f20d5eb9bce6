// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"
#include "conflict_watch.hpp"

namespace jointcase::cli {

namespace {

struct Decide {
    std::string of_case, talent;
    std::optional<RecusalResult> result;
    RecusalRuling ruling;
};
struct Check {
    std::string of_case;
    bool exit_code = false;
};

void who_arguments(CLI::App& app, std::string& of_case, std::string& talent) {
    app.add_option("case", of_case, _("Its number, or 2020-12 for one of this office"))->required();
    app.add_option("talent", talent, _("Key, name or pinyin"))->required();
}

template <class... Args>
void answer(Session& session, const Recusal& recusal, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(recusal.key, [&](Db& db) { return recusal_document(db, find_recusal(db, recusal.of_case, recusal.talent, Match::strict)); }, text, args...);
}

} // namespace

void recusal_commands(CLI::App& noun, Session& session) {
    verb<RecusalDraft>(
        noun, session, "raise", _("Raise that someone should keep out of a case"),
        [&session](CLI::App& app, RecusalDraft& draft) {
            who_arguments(app, draft.of_case, draft.talent);
            word_option(app, "--ground", draft.ground, _("party, interest, took_part, relation (刑诉法 art 29), gifts (art 30) or investigator (刑诉规则 art 35)"))->required();
            word_option(app, "--source", draft.source, _("self (the default), application or ordered"));
            text_option(app, "--why", draft.why, session, _("The reason"));
            date_option(app, "--on", draft.raised_on, session, _("The day (today)"));
        },
        [&session](const RecusalDraft& draft) {
            const auto recusal = raise_recusal(session.write(), draft);
            answer(session, recusal, "raised: {} {} should keep out of {} ({})", recusal.talent, recusal.talent_name, recusal.of_case, article_of(*recusal.ground));
        });

    verb<Decide>(
        noun, session, "decide", _("Decide on a recusal: the chief, or the committee on the chief's own"),
        [&session](CLI::App& app, Decide& decide) {
            who_arguments(app, decide.of_case, decide.talent);
            word_option(app, "result", decide.result, _("granted or rejected"))->required();
            app.add_option("--by", decide.ruling.by, _("The chief of the case's office; on the chief's own, the deputy chief who presides over the committee"))->required();
            date_option(app, "--on", decide.ruling.on, session, _("The day (today)"));
            app.add_flag("--again", decide.ruling.again, _("Reconsider a rejection, once, within 5 days"));
        },
        [&session](const Decide& decide) {
            auto& write = session.write();
            ConflictWatch watch(session, {find_recusal(write.db(), decide.of_case, decide.talent, write.match()).case_id});
            auto ruling = decide.ruling;
            ruling.result = *decide.result;
            const auto recusal = decide_recusal(write, decide.of_case, decide.talent, ruling);
            answer(session, recusal, "{}: {}", recusal.key, label(ruling.result));
            watch.tell();
        });

    verb<Check>(
        noun, session, "check", _("Find who stands where they should not, raised or not"),
        [](CLI::App& app, Check& check) {
            app.add_option("case", check.of_case, _("Only this case"));
            app.add_flag("--exit-code", check.exit_code, _("Exit 1 if there is anything"));
        },
        [&session](const Check& check) {
            const bool unmask = session.unmask();
            auto& db = session.db();
            const auto found = conflicts(db, session.now(), check.of_case.empty() ? std::nullopt : std::optional(find_case(db, check.of_case).id));
            session.show(conflict_table(db, found, unmask));
            if (check.exit_code && !found.empty()) throw Exit{1};
        });

    verb<RecusalFilter>(
        noun, session, "list", _("List the recusals"),
        [](CLI::App& app, RecusalFilter& filter) {
            app.add_option("--case", filter.of_case, _("Only this case's"));
            app.add_option("--talent", filter.talent, _("Only this person's"));
            word_option(app, "--result", filter.result, _("Only those granted or rejected"));
            app.add_flag_function("--pending,!--decided", [&filter](std::int64_t count) { filter.pending = count > 0; }, _("Only those to be decided (decided)"));
        },
        [&session](const RecusalFilter& filter) {
            const bool unmask = session.unmask();
            session.show(recusal_table(session.db(), list_recusals(session.db(), filter), unmask));
        });
}

} // namespace jointcase::cli
