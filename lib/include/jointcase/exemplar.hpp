// Exemplars (先进典型): talents held up to others; visited (联系走访), with what came up at a visit, and made known (宣传).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/talent.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class MatterKind { hardship, question, shortcoming };
enum class Channel { mainstream_media, intranet, extranet, weibo, wechat, app };
template <> std::span<const Word<MatterKind>> words<MatterKind>();
template <> std::span<const Word<Channel>> words<Channel>();

struct ExemplarDraft {
    std::string talent;
    std::optional<Date> designated_on; // not given: today
    std::string title, level;
    std::string source_no;
};

struct Exemplar : ExemplarDraft { // talent is a key
    Id<Exemplar> id;
    std::string key; // talent/2020-02-18
    Id<Talent> talent_id;
    std::string talent_name;
    int visits = 0, open_matters = 0, published = 0;
    std::optional<Date> visited_on; // last
};

struct MatterDraft { // brought up at a visit
    std::optional<MatterKind> kind;
    std::string text;
    std::optional<Date> resolved_on;
};
MatterDraft parse_matter(std::string_view text); // 困难:子女入学, kind by code or label, ： too. Throws Fault::invalid
struct Matter : MatterDraft {
    Id<Matter> id;
    std::string key; // visit/1
    int number = 0;  // of the visit
};

struct VisitDraft {
    std::string exemplar;
    std::string visitor;                        // a talent, someone else than the exemplar
    std::optional<Date> planned_on, visited_on; // neither: it is made today
};
struct Visit : VisitDraft { // exemplar and visitor are keys; without visited_on it is planned
    Id<Visit> id;
    std::string key; // exemplar/1
    int number = 0;  // of the exemplar
    std::string visitor_name;
    std::vector<Matter> matters;
};

struct PublicityDraft {
    std::string exemplar;
    std::optional<Channel> channel;
    std::string title;
    std::optional<Date> published_on; // not given: today
    std::string reviewed_by;          // for secrecy: a talent, someone else than the exemplar
};
struct Publicity : PublicityDraft { // exemplar and reviewed_by are keys
    Id<Publicity> id;
    std::string key; // exemplar/1
    int number = 0;  // of the exemplar
    std::string reviewed_by_name;
};

std::span<const DraftColumn<ExemplarDraft>> exemplar_columns();

Problems problems(const ExemplarDraft& draft);
Problems problems(const VisitDraft& draft);
Problems problems(const MatterDraft& draft);
Problems problems(const PublicityDraft& draft);
Exemplar designate_exemplar(Write& write, const ExemplarDraft& draft);
// A visit that is made is the one that this visitor had planned, if there is one; of the same visitor and day it is the
// same one, and takes the matters it has not yet.
Visit visit_exemplar(Write& write, const VisitDraft& draft, const std::vector<MatterDraft>& matters = {});
Matter resolve_matter(Write& write, std::string_view matter, Date on); // throws Fault::refused for another day
Publicity publish_exemplar(Write& write, const PublicityDraft& draft);

// By key, talent/day, source number, or the talent where they were designated once. Throws Fault::missing, naming the
// candidates if there are several.
Exemplar find_exemplar(Db& db, std::string_view text, Match match = Match::loose);
// EXEMPLAR#VISIT.MATTER, EXEMPLAR#VISIT where that has one matter, or a key. Throws Fault::missing.
Matter find_matter(Db& db, std::string_view text, Match match = Match::loose);

struct ExemplarFilter {
    std::string office; // of their posting on that day
    bool open = false;  // with a matter that is not resolved
};
std::vector<Exemplar> list_exemplars(Db& db, Date on, const ExemplarFilter& filter = {}); // by key
std::vector<Visit> list_visits(Db& db, Id<Exemplar> exemplar);
std::vector<Publicity> list_publicity(Db& db, Id<Exemplar> exemplar);

std::vector<TemplateSheet> exemplar_templates(); // exemplars, visits, publicity
std::vector<Table> export_exemplars(Db& db);     // the same three, in the columns of an import; a visit has a row per matter

struct ExemplarFiles {
    InputFile exemplars;
    std::optional<InputFile> visits, publicity;
};
Imported import_exemplars(Write& write, const ExemplarFiles& files, const ImportOptions& options);

Table exemplar_table(const std::vector<Exemplar>& exemplars);
Document exemplar_document(Db& db, const Exemplar& exemplar); // with visits, matters and publicity

} // namespace jointcase
