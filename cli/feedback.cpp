// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/paper.hpp>

#include <algorithm>

namespace jointcase::cli {

namespace {

struct Give {
    FeedbackDraft draft;
    std::string all;
    List except;
    std::optional<Date> on;
};

void feedback_options(CLI::App& app, Give& give) {
    app.add_option("referral", give.draft.referral, _("Its case, with #n if several live"))->required();
    word_option(app, "--decision", give.draft.decision, _("prosecute, not_prosecute, arrest, not_arrest, return_for_investigation, protest, no_protest, withdraw or other"));
    parsed_option(app, "--by", give.draft.decided_by_role, [](const std::string& text) { return std::optional(parse_word<DecidedBy>(text)); }, _("Who decided: handler (the default), chief, committee or superior"))
        ->type_name("WHO");
    app.add_option("--decider", give.draft.decided_by, _("The person who decided (the handler, where the handler decides)"));
}

template <class... Args>
void answer(Session& session, const Feedback& feedback, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(feedback.key, [&](Db& db) { return feedback_document(db, find_feedback(db, feedback.key)); }, text, args...);
}

// The answer, and who must report a decision that departs from most opinions, unless they have.
template <class... Args>
void decided(Session& session, const Feedback& feedback, fmt::format_string<Args...> text, const Args&... args) {
    auto& db = session.db();
    const auto escalations = list_escalations(db, find_referral(db, feedback.referral, Match::strict).id);
    const bool reported = std::any_of(escalations.begin(), escalations.end(), [](const Escalation& e) { return e.to == Body::chief; });
    const auto duty = reported ? std::nullopt : report_duty(db, feedback);
    answer(session, feedback, text, args...);
    if (duty) session.note(text_of(*duty, feedback));
}

} // namespace

void feedback_commands(CLI::App& noun, Session& session) {
    verb<Give>(
        noun, session, "decide", _("Enter what was decided in the case"),
        [&session](CLI::App& app, Give& give) {
            feedback_options(app, give);
            date_option(app, "--on", give.draft.decided_on, session, _("Day of the decision (today)"));
        },
        [&session](const Give& give) {
            const auto feedback = decide_feedback(session.write(), give.draft);
            decided(session, feedback, "{}: {}", feedback.key, label(*feedback.decision));
        });

    verb<Give>(
        noun, session, "give", _("Answer every opinion, and give the feedback to the conference"),
        [&session](CLI::App& app, Give& give) {
            feedback_options(app, give);
            date_option(app, "--decided-on", give.draft.decided_on, session, _("Day of the decision (today)"));
            date_option(app, "--on", give.draft.submitted_on, session, _("Day of the feedback (today)"));
            app.add_option("--all", give.all, _("ADOPTION[:CODE] of every opinion that --except does not name"))->type_name("ADOPTION");
            list_option(app, "--except", give.except, _("SEQ=ADOPTION[:CODE[:reason]],…: opinions by their number in the meeting, or key"));
        },
        [&session](const Give& give) {
            auto draft = give.draft;
            if (!give.all.empty()) draft.all = parse_answer(give.all);
            for (const auto& text : give.except) {
                const auto equals = text.find('=');
                if (equals == std::string::npos) throw Error(Fault::usage, "--except is SEQ=ADOPTION[:CODE[:reason]], not “{}”", text);
                draft.answers[text.substr(0, equals)] = parse_answer(text.substr(equals + 1));
            }
            const auto feedback = give_feedback(session.write(), draft);
            decided(session, feedback, "gave feedback on {}", feedback.key);
        });

    verb<EscalationDraft>(
        noun, session, "escalate", _("Hand a case that was discussed on to who decides above"),
        [&session](CLI::App& app, EscalationDraft& draft) {
            app.add_option("referral", draft.referral, _("Its case, with #n if several live"))->required();
            word_option(app, "to", draft.to, _("chief, committee or superior"))->required();
            app.add_option("--by", draft.by, _("Who hands it on (the handler)"));
            date_option(app, "--on", draft.on, session, _("The day (today)"));
            text_option(app, "--why", draft.why, session, _("The reason"));
        },
        [&session](const EscalationDraft& draft) {
            const auto escalation = escalate_referral(session.write(), draft);
            session.wrote(escalation.key, [&](Db& db) { return referral_document(db, find_referral(db, escalation.referral, Match::strict)); }, "{}: handed on to {}", escalation.referral, label(escalation.to));
        });

    verb<FeedbackFilter>(
        noun, session, "list", _("List the feedback"),
        [](CLI::App& app, FeedbackFilter& filter) {
            app.add_option("--office", filter.office, _("Only on this office's cases"));
            word_option(app, "--decision", filter.decision, _("Only with this decision"));
            app.add_flag_function("--given,!--pending", [&filter](std::int64_t count) { filter.submitted = count > 0; }, _("Only given (pending) ones"));
        },
        [&session](const FeedbackFilter& filter) {
            const bool unmask = session.unmask();
            session.show(feedback_table(session.db(), list_feedback(session.db(), filter), unmask));
        });

    verb<std::string>(
        noun, session, "show", _("Show the feedback on one referral"),
        [](CLI::App& app, std::string& referral) { app.add_option("referral", referral, _("Its case, with #n if several live"))->required(); },
        [&session](const std::string& referral) {
            const bool unmask = session.unmask();
            session.show(feedback_document(session.db(), find_feedback(session.db(), referral), unmask));
        });

    verb<std::string>(
        noun, session, "form", _("Print the feedback form of a referral, filled in as far as it was given; -f html or -o FILE.html gives a page"),
        [](CLI::App& app, std::string& referral) { app.add_option("referral", referral, _("Its case, with #n if several live"))->required(); },
        [&session](const std::string& referral) {
            const PaperStyle style{session.html(), session.unmask()};
            session.print(feedback_paper(session.db(), find_referral(session.db(), referral), style));
        });

    import_verb(noun, session, {_("Import feedback from a file, a row per opinion"),
                                [](Write& write, const ImportRequest& request) { return import_feedback(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{feedback_template()}; }});
    export_verb(noun, session, _("Export the feedback, a row per opinion; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_feedback(db, unmask)}; });
}

} // namespace jointcase::cli
