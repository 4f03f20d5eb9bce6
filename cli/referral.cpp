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
struct Attach {
    MaterialDraft draft;
    std::string file;
};
struct Listing {
    ReferralFilter filter;
    std::optional<Date> from, to;
    bool missing_must = false;
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

// What `referral check` finds, for who accepts; it stands in nobody's way.
void tell_check(Session& session, const Referral& referral) {
    if (session.globals.quiet) return; // files are not read for nothing
    auto& db = session.db();
    const auto mask = masking(db, referral.case_id);
    for (const auto& result : check_referral(db, referral)) {
        if (!result.met) session.note(say("{}: {}: {}", referral.key, label(result.check), mask(result.message)));
    }
    const auto precedents = list_precedents(db, referral);
    if (precedents.empty()) return;
    const auto& last = precedents.front();
    session.note(say("{}: the same cause and kind of issue was discussed before, {} time(s), last in {} on {} ({}); `referral check {}` lists them", referral.key, precedents.size(), last.meeting,
                     iso(last.held_on), last.of_case, referral.key));
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
            if (act == accept_referral) tell_check(session, referral);
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

    verb<Attach>(
        noun, session, "attach", _("Attach a file to a referral; it stays where it is"),
        [&session](CLI::App& app, Attach& attach) {
            referral_argument(app, attach.draft.referral);
            app.add_option("file", attach.file, _("The file"))->required();
            word_option(app, "--kind", attach.draft.kind, _("request, report, dossier, evidence, similar_cases, law or other (the default)"));
            app.add_option("--title", attach.draft.title, _("The title (the name of the file)"));
            word_option(app, "--label", attach.draft.label, _("public, internal or work_secret (its case's)"));
            date_option(app, "--on", attach.draft.added_on, session, _("The day (today)"));
        },
        [&session](const Attach& attach) {
            const InputFile file(attach.file, session.in());
            session.asked(file);
            const auto material = attach_material(session.write(), attach.draft, file);
            session.wrote(material.key, [&](Db& db) { return referral_document(db, find_referral(db, material.referral)); }, "attached {}", material.key);
        });

    verb<std::string>(
        noun, session, "check", _("Show what a referral lacks, whether its files are as they were, and what was discussed before"),
        [](CLI::App& app, std::string& referral) { referral_argument(app, referral); },
        [&session](const std::string& referral) {
            const bool unmask = session.unmask();
            session.show(check_document(session.db(), find_referral(session.db(), referral), unmask));
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
            app.add_flag("--missing-must", list.missing_must, _("Instead, the open cases that must be referred and never were, with the reason"));
        },
        [&session](const Listing& list) {
            const auto& only = list.filter;
            if (list.missing_must) {
                if (!only.of_case.empty() || only.state || only.reason || list.from || list.to) throw Error(Fault::usage, "--missing-must lists cases; only --office goes with it");
                const bool unmask = session.unmask();
                return session.show(missing_table(session.db(), list_missing_referrals(session.db(), only.office), unmask));
            }
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
