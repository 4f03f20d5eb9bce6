// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/opinion.hpp>

namespace jointcase::cli {

namespace {

struct Record {
    OpinionDraft draft;
    std::string opinion, stance;
};

void opinion_options(CLI::App& app, Record& record, Session& session) {
    app.add_option("stance", record.stance, _("Toward the handler's view: concur, concur_in_part, dissent, supplement or reserve"))->required();
    text_option(app, "--text", record.draft.text, session, _("What was said"));
    app.add_option("--basis", record.draft.legal_basis, _("The legal basis"));
    time_option(app, "--at", record.draft.recorded_at, _("When it was recorded (now)"));
    word_option(app, "--as", record.draft.kind, _("oral, written or late"));
}

template <class... Args>
void answer(Session& session, const Opinion& opinion, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(opinion.key, [&](Db& db) { return opinion_document(db, opinion); }, text, args...);
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

void opinion_commands(CLI::App& noun, Session& session) {
    verb<Record>(
        noun, session, "record", _("Record one person's opinion on one issue"),
        [&session](CLI::App& app, Record& record) {
            app.add_option("meeting", record.draft.meeting, _("Its number, or 2020-7 for one of this office"))->required();
            app.add_option("talent", record.draft.talent, _("Who said it"))->required();
            app.add_option("issue", record.draft.issue, _("ITEM.ISSUE, or ISSUE where there is one item"))->required();
            opinion_options(app, record, session);
            app.add_option("--round", record.draft.round, _("The round of speaking (1)"))->check(CLI::PositiveNumber)->type_name("N");
        },
        [&session](const Record& record) {
            auto draft = record.draft;
            draft.stance = parse_word<Stance>(record.stance);
            const auto opinion = record_opinion(session.write(), draft);
            answer(session, opinion, "recorded opinion {} ({} characters)", opinion.key, characters(opinion.text));
        });

    verb<Record>(
        noun, session, "supersede", _("Replace an opinion by a new one of the same person; the old one is kept"),
        [&session](CLI::App& app, Record& record) {
            app.add_option("opinion", record.opinion, _("Its key, or 2020-7-12"))->required();
            opinion_options(app, record, session);
        },
        [&session](const Record& record) {
            auto draft = record.draft;
            draft.stance = parse_word<Stance>(record.stance);
            const auto opinion = supersede_opinion(session.write(), record.opinion, draft);
            answer(session, opinion, "opinion {} supersedes {}", opinion.key, opinion.supersedes);
        });

    verb<OpinionFilter>(
        noun, session, "list", _("List the opinions"),
        [](CLI::App& app, OpinionFilter& filter) {
            app.add_option("--meeting", filter.meeting, _("Only those of this meeting"));
            app.add_option("--talent", filter.talent, _("Only this person's"));
            app.add_option("--case", filter.of_case, _("Only those on this case"));
            app.add_option("--referral", filter.referral, _("Only those on this referral"));
            word_option(app, "--stance", filter.stance, _("Only those with this stance"));
            app.add_flag("--superseded", filter.superseded, _("Also those superseded"));
        },
        [&session](const OpinionFilter& filter) {
            const bool unmask = session.unmask();
            session.show(opinion_table(session.db(), list_opinions(session.db(), filter), unmask));
        });

    verb<std::string>(
        noun, session, "show", _("Show one opinion"),
        [](CLI::App& app, std::string& opinion) { app.add_option("opinion", opinion, _("Its key, or 2020-7-12"))->required(); },
        [&session](const std::string& opinion) {
            const bool unmask = session.unmask();
            session.show(opinion_document(session.db(), find_opinion(session.db(), opinion), unmask));
        });

    import_verb(noun, session, {_("Import opinions from a file"),
                                [](Write& write, const ImportRequest& request) { return import_opinions(write, request.file, request.options); },
                                [](Session& in, const std::string& meeting) {
                                    return std::vector{meeting.empty() ? opinion_template() : opinion_template(in.db(), find_meeting(in.db(), meeting))};
                                },
                                _("Write a sheet to be filled in: with a meeting in the place of the file, a row per person present and issue")});
    export_verb(noun, session, _("Export the opinions; parties are masked unless --unmask"), [](Db& db, bool unmask) { return std::vector{export_opinions(db, unmask)}; });
}

} // namespace jointcase::cli
