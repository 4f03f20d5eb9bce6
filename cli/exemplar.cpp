// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/exemplar.hpp>

namespace jointcase::cli {

namespace {

struct MakeVisit {
    VisitDraft draft;
    List matters;
};
struct Resolve {
    std::string matter;
    std::optional<Date> on;
};

void exemplar_argument(CLI::App& app, std::string& exemplar) { app.add_option("exemplar", exemplar, _("Key, name or pinyin; TALENT/DAY for one who was designated more than once"))->required(); }

// `key` is that of an exemplar, talent/day, or of a part of it; it is answered with the whole of it.
template <class... Args>
void answer(Session& session, const std::string& key, fmt::format_string<Args...> text, const Args&... args) {
    const auto exemplar = key.substr(0, key.find('/', key.find('/') + 1));
    session.wrote(key, [exemplar](Db& db) { return exemplar_document(db, find_exemplar(db, exemplar, Match::strict)); }, text, args...);
}

} // namespace

void exemplar_commands(CLI::App& noun, Session& session) {
    verb<ExemplarDraft>(
        noun, session, "designate", _("Designate a talent as an exemplar"),
        [&session](CLI::App& app, ExemplarDraft& draft) {
            app.add_option("talent", draft.talent, _("Key, name or pinyin"))->required();
            text_option(app, "title", draft.title, session, _("The title they are given"))->required();
            app.add_option("--level", draft.level, _("Of whom they are an exemplar, such as 州级"));
            date_option(app, "--on", draft.designated_on, session, _("The day (today)"));
            app.add_option("--source-no", draft.source_no, _("The number another system gave it"));
        },
        [&session](const ExemplarDraft& draft) {
            const auto exemplar = designate_exemplar(session.write(), draft);
            answer(session, exemplar.key, "designated {} {}", exemplar.key, exemplar.talent_name);
        });

    verb<MakeVisit>(
        noun, session, "visit", _("Visit an exemplar, or plan to, with what comes up"),
        [&session](CLI::App& app, MakeVisit& visit) {
            exemplar_argument(app, visit.draft.exemplar);
            app.add_option("--by", visit.draft.visitor, _("Who visits"))->required();
            date_option(app, "--planned-on", visit.draft.planned_on, session, _("Day it is planned for"));
            date_option(app, "--on", visit.draft.visited_on, session, _("Day it was made (today, unless it is planned)"));
            app.add_option("--matter", visit.matters, _("KIND:TEXT, such as 困难:子女入学: a hardship, question or shortcoming; repeatable"))->expected(1)->take_all()->type_name("KIND:TEXT");
        },
        [&session](const MakeVisit& given) {
            std::vector<MatterDraft> matters;
            for (const auto& text : given.matters) matters.push_back(parse_matter(text));
            const auto visit = visit_exemplar(session.write(), given.draft, matters);
            if (visit.visited_on) answer(session, visit.key, "{} visited {} on {}", visit.visitor_name, visit.exemplar, iso(*visit.visited_on));
            else answer(session, visit.key, "{} will visit {} on {}", visit.visitor_name, visit.exemplar, iso(*visit.planned_on));
        });

    verb<Resolve>(
        noun, session, "resolve", _("A matter that came up at a visit is resolved"),
        [&session](CLI::App& app, Resolve& resolve) {
            app.add_option("matter", resolve.matter, _("EXEMPLAR#VISIT.MATTER, such as 马国良#1.2"))->required();
            date_option(app, "--on", resolve.on, session, _("The day (today)"));
        },
        [&session](const Resolve& resolve) {
            const auto matter = resolve_matter(session.write(), resolve.matter, resolve.on.value_or(session.today()));
            answer(session, matter.key, "resolved {}", matter.key);
        });

    verb<PublicityDraft>(
        noun, session, "publish", _("Enter publicity for an exemplar, reviewed for secrecy"),
        [&session](CLI::App& app, PublicityDraft& draft) {
            exemplar_argument(app, draft.exemplar);
            word_option(app, "channel", draft.channel, _("mainstream_media, intranet, extranet, weibo, wechat or app"))->required();
            text_option(app, "title", draft.title, session, _("What was published"))->required();
            app.add_option("--reviewed-by", draft.reviewed_by, _("Who reviewed it for secrecy: someone else than the exemplar"))->required();
            date_option(app, "--on", draft.published_on, session, _("The day (today)"));
        },
        [&session](const PublicityDraft& draft) {
            const auto publicity = publish_exemplar(session.write(), draft);
            answer(session, publicity.key, "{}: {}", publicity.key, label(*publicity.channel));
        });

    verb<ExemplarFilter>(
        noun, session, "list", _("List the exemplars"),
        [](CLI::App& app, ExemplarFilter& filter) {
            app.add_option("--office", filter.office, _("Only those posted there"));
            app.add_flag("--open", filter.open, _("Only those with a matter that is not resolved"));
        },
        [&session](const ExemplarFilter& filter) { session.show(exemplar_table(list_exemplars(session.db(), session.today(), filter))); });

    verb<std::string>(
        noun, session, "show", _("Show one exemplar with visits, matters and publicity"), [](CLI::App& app, std::string& exemplar) { exemplar_argument(app, exemplar); },
        [&session](const std::string& exemplar) { session.show(exemplar_document(session.db(), find_exemplar(session.db(), exemplar))); });

    import_verb(noun, session, {_("Import exemplars, visits and publicity from files"),
                                [](Write& write, const ImportRequest& request) {
                                    ExemplarFiles files{request.file, {}, {}};
                                    if (const auto visits = request.more.find("--visits"); visits != request.more.end()) files.visits = visits->second;
                                    if (const auto publicity = request.more.find("--publicity"); publicity != request.more.end()) files.publicity = publicity->second;
                                    return import_exemplars(write, files, request.options);
                                },
                                [](Session&, const std::string&) { return exemplar_templates(); },
                                _("Write empty sheets with a sample row, to be filled in (-o FILE.xlsx: all of them, with drop-downs)"),
                                {{"--visits", _("Visits to them, a row per matter that came up")}, {"--publicity", _("What was published of them")}}});
    export_verb(noun, session, _("Export the exemplars, visits and publicity"), [](Db& db, bool) { return export_exemplars(db); },
                {{"--visits", _("Where the visits go")}, {"--publicity", _("Where the publicity goes")}});
}

} // namespace jointcase::cli
