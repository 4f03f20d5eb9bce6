// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/referral.hpp>

namespace jointcase::cli {

namespace {

struct Submit {
    ReferralDraft draft;
    List reasons;
    std::vector<std::string> issues, views;
    bool urgent = false;
};
struct Decide {
    std::string referral, by, why;
    std::optional<Date> on;
};
struct Listing {
    ReferralFilter filter;
    std::optional<Date> from, to;
};

void referral_argument(CLI::App& app, std::string& referral) { app.add_option("referral", referral, _("Its case, with #n if several live"))->required(); }

template <class... Args>
void answer(Session& session, const Referral& referral, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(referral.key, [&](Db& db) { return referral_document(db, referral_of(db, referral.id)); }, text, args...);
}

// N:TEXT, the view on issue N.
void put_view(std::vector<IssueDraft>& issues, const std::string& text) {
    const auto colon = std::min(text.find(':'), text.find("："));
    int number = 0;
    if (colon != std::string::npos) read_text(number, text.substr(0, colon));
    if (number < 1 || number > static_cast<int>(issues.size())) throw Error(Fault::usage, "--issue-view is N:TEXT with the number of an issue, not “{}”", text);
    issues[static_cast<std::size_t>(number - 1)].handler_view = text.substr(colon + (text[colon] == ':' ? 1 : 3));
}

using Act = Referral (*)(Write&, std::string_view, std::string_view, Date, std::string_view);

void decision_verb(CLI::App& noun, Session& session, const char* name, const char* help, bool needs_why, Act act, const char* done) {
    verb<Decide>(
        noun, session, name, help,
        [&session, needs_why](CLI::App& app, Decide& decide) {
            referral_argument(app, decide.referral);
            app.add_option("--by", decide.by, _("Head, deputy chief or chief of the case's office"))->required();
            date_option(app, "--on", decide.on, session, _("The day (today)"));
            text_option(app, "--why", decide.why, session, _("The reason"))->required(needs_why);
        },
        [&session, act, done](const Decide& decide) {
            const auto referral = act(session.write(), decide.referral, decide.by, decide.on.value_or(session.today()), decide.why);
            answer(session, referral, "{}: {}", referral.key, std::string_view(_(done)));
        });
}

} // namespace

void referral_commands(CLI::App& noun, Session& session) {
    verb<Submit>(
        noun, session, "submit", _("Put a case to the conference"),
        [&session](CLI::App& app, Submit& submit) {
            app.add_option("case", submit.draft.of_case, _("Its number, or 2020-12 for one of this office"))->required();
            list_option(app, "--reason", submit.reasons, _("M1 to M6, O1 to O3"));
            app.add_option("--issue", submit.issues, _("KIND:QUESTION, such as 定性:是否构成诈骗; repeatable"))->expected(1)->take_all()->type_name("KIND:QUESTION");
            text_option(app, "--view", submit.draft.handler_view, session, _("The handler's own view"));
            app.add_option("--issue-view", submit.views, _("N:TEXT, the handler's view on issue N; repeatable"))->expected(1)->take_all()->type_name("N:TEXT");
            app.add_option("--by", submit.draft.requested_by, _("Who asks (the handler)"));
            app.add_option("--ordered-by", submit.draft.ordered_by, _("Head, deputy chief or chief who orders it: accepted at once, reason M7"));
            date_option(app, "--on", submit.draft.requested_on, session, _("The day (today)"));
            text_option(app, "--new-facts", submit.draft.new_facts, session, _("What is new, when asking again"));
            app.add_flag("--urgent", submit.urgent, _("It is urgent"));
        },
        [&session](const Submit& submit) {
            auto draft = submit.draft;
            for (const auto& reason : submit.reasons) draft.reasons.push_back(parse_word<Reason>(reason));
            for (const auto& issue : submit.issues) draft.issues.push_back(parse_issue(issue));
            for (const auto& view : submit.views) put_view(draft.issues, view);
            draft.urgent = submit.urgent;
            const auto referral = submit_referral(session.write(), draft);
            answer(session, referral, "submitted {}", referral.key);
        });

    decision_verb(noun, session, "accept", _("Accept a referral"), false, accept_referral, N_("accepted"));
    decision_verb(noun, session, "refuse", _("Refuse a referral, with the reason"), true, refuse_referral, N_("refused"));
    decision_verb(noun, session, "return", _("Return a referral to be mended, with the reason"), true, return_referral, N_("returned"));

    verb<Decide>(
        noun, session, "withdraw", _("Withdraw a referral before it is discussed"),
        [&session](CLI::App& app, Decide& decide) {
            referral_argument(app, decide.referral);
            text_option(app, "--why", decide.why, session, _("The reason"))->required();
            date_option(app, "--on", decide.on, session, _("The day (today)"));
        },
        [&session](const Decide& decide) {
            const auto referral = withdraw_referral(session.write(), decide.referral, decide.on.value_or(session.today()), decide.why);
            answer(session, referral, "withdrew {}", referral.key);
        });

    verb<Listing>(
        noun, session, "list", _("List the referrals"),
        [&session](CLI::App& app, Listing& list) {
            app.add_option("--case", list.filter.of_case, _("Only this case's"));
            app.add_option("--office", list.filter.office, _("Only this office's"));
            word_option(app, "--state", list.filter.state, _("Only those submitted, accepted, refused, returned, withdrawn, scheduled, discussed, decided or answered"));
            word_option(app, "--reason", list.filter.reason, _("Only those with this reason"));
            date_option(app, "--from", list.from, session, _("Only those requested from this day on"));
            date_option(app, "--to", list.to, session, _("Only those requested up to this day"));
        },
        [&session](const Listing& list) {
            auto filter = list.filter;
            if (list.from || list.to) filter.requested = Span{list.from.value_or(parse_date("0001-01-01")), list.to ? add_days(*list.to, 1) : parse_date("9999-12-31")};
            const bool unmask = session.unmask();
            session.show(referral_table(session.db(), list_referrals(session.db(), filter), unmask));
        });

    verb<std::string>(
        noun, session, "show", _("Show one referral"), [](CLI::App& app, std::string& referral) { referral_argument(app, referral); },
        [&session](const std::string& referral) {
            const bool unmask = session.unmask();
            session.show(referral_document(session.db(), find_referral(session.db(), referral), unmask));
        });

    import_verb(noun, session, {_("Import referrals from a file, a row per issue"),
                                [](Write& write, const ImportRequest& request) { return import_referrals(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{referral_template()}; }});
    export_verb(noun, session, _("Export the referrals, a row per issue; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_referrals(db, unmask)}; });
}

} // namespace jointcase::cli
