// Exemplars in files: the designations, and in tables of their own the visits with what came up at them, and the publicity.
// SPDX-License-Identifier: Apache-2.0
#include "exemplar_store.hpp"
#include "importer.hpp"

#include <algorithm>

namespace jointcase {

namespace {

struct VisitRow { // a row per matter, or one for a visit without
    std::string talent, visitor;
    std::optional<Date> designated_on; // not given: the talent was designated once
    std::optional<int> seq;            // not given: the visitor's of these days, else the next
    std::optional<Date> planned_on, visited_on;
    std::optional<int> matter; // not given: the one of this kind and text, else the next
    std::optional<MatterKind> kind;
    std::string text;
    std::optional<Date> resolved_on;
};
struct PublicityRow {
    std::string talent, title, reviewed_by;
    std::optional<Date> designated_on;
    std::optional<int> seq; // not given: the one of this channel, title and day, else the next
    std::optional<Channel> channel;
    std::optional<Date> published_on;
};

constexpr Term talent_heading{"talent", "人员;姓名;先进典型;走访对象;宣传对象"}, designated_heading{"designated", "确定日期;认定日期"};

std::span<const DraftColumn<VisitRow>> visit_columns() {
    using D = VisitRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::talent>("talent", talent_heading),
        column<&D::designated_on>("designated_on", designated_heading),
        column<&D::seq>("seq", {"no.", "序号"}),
        column<&D::visitor>("visitor", {"visitor", "走访人"}),
        column<&D::planned_on>("planned_on", {"planned", "计划日期"}),
        column<&D::visited_on>("visited_on", {"visited", "走访日期"}),
        column<&D::matter>("matter", {"matter no.", "事项序号"}),
        column<&D::kind>("kind", {"kind", "事项类型"}),
        column<&D::text>("text", {"what came up", "事项;反映事项"}),
        column<&D::resolved_on>("resolved_on", {"resolved", "解决日期"}),
    };
    return columns;
}

std::span<const DraftColumn<PublicityRow>> publicity_columns() {
    using D = PublicityRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::talent>("talent", talent_heading),
        column<&D::designated_on>("designated_on", designated_heading),
        column<&D::seq>("seq", {"no.", "序号"}),
        column<&D::channel>("channel", {"channel", "渠道;宣传渠道"}),
        column<&D::title>("title", {"title", "标题"}),
        column<&D::published_on>("published_on", {"published", "发布日期"}),
        column<&D::reviewed_by>("reviewed_by", {"reviewed by", "保密审查人;审查人"}),
    };
    return columns;
}

const std::set<std::string> needed = {"talent", "designated_on", "title"}, visit_needed = {"talent", "visitor"}, publicity_needed = {"talent", "channel", "title", "published_on", "reviewed_by"};

constexpr Term exemplar_sheet{"Exemplars", "先进典型"}, visit_sheet{"Visits", "走访"}, publicity_sheet{"Publicity", "宣传"};

bool has_matter(const VisitRow& row) { return row.matter || row.kind || !row.text.empty() || row.resolved_on; }

VisitRow row_of(const Exemplar& exemplar, const Visit* visit, const Matter* matter) {
    VisitRow row;
    row.talent = exemplar.talent;
    row.designated_on = exemplar.designated_on;
    if (visit) {
        row.seq = visit->number;
        row.visitor = visit->visitor;
        row.planned_on = visit->planned_on;
        row.visited_on = visit->visited_on;
    }
    if (matter) {
        row.matter = matter->number;
        row.kind = matter->kind;
        row.text = matter->text;
        row.resolved_on = matter->resolved_on;
    }
    return row;
}

PublicityRow row_of(const Exemplar& exemplar, const Publicity& publicity) {
    return {exemplar.talent, publicity.title, publicity.reviewed_by, exemplar.designated_on, publicity.number, publicity.channel, publicity.published_on};
}

class ExemplarImport {
public:
    ExemplarImport(Write& write, ImportRun& run) : write_(write), db_(write.db()), run_(run) {}

    SheetRows exemplars() {
        exemplar_ = {"exemplar", exemplar_columns(), needed, [this](const ExemplarDraft& given) -> std::optional<ExemplarDraft> { return stored(given); },
                     [this](const ExemplarDraft& draft, bool known) {
                         if (!known) return insert_exemplar(write_, draft).key;
                         const auto before = *stored(draft);
                         return same(exemplar_columns(), draft, static_cast<const ExemplarDraft&>(before)) ? before.key : change_exemplar(write_, before, draft).key;
                     }};
        exemplar_.normalise = [this](ExemplarDraft& draft) {
            if (!draft.talent.empty()) draft.talent = person("talent", draft.talent);
        };
        exemplar_.key = [](const ExemplarDraft& draft) { return draft.designated_on ? draft.talent + "/" + iso(*draft.designated_on) : std::string(); };
        return draft_rows(run_, exemplar_);
    }

    SheetRows visits() {
        return sheet_rows<VisitRow>(visit_columns(), visit_needed, nullptr, [this](VisitRow& given, const SheetRow& row) { return visit(given, row); });
    }

    SheetRows publicity() {
        publicity_ = {"exemplar", publicity_columns(), publicity_needed, [this](const PublicityRow& given) -> std::optional<PublicityRow> {
                          const auto exemplar = exemplar_of(given);
                          const auto known = stored(exemplar, given);
                          return known ? std::optional(row_of(exemplar, *known)) : std::nullopt;
                      },
                      [this](const PublicityRow& row, bool known) {
                          const auto exemplar = exemplar_of(row);
                          const PublicityDraft draft{exemplar.key, row.channel, row.title, row.published_on, row.reviewed_by};
                          if (!known) return insert_publicity(write_, exemplar, draft, row.seq.value_or(0)).key;
                          const auto before = *stored(exemplar, row);
                          return same(publicity_columns(), row, row_of(exemplar, before)) ? before.key : change_publicity(write_, exemplar, before, draft).key;
                      }};
        publicity_.normalise = [this](PublicityRow& row) {
            name(row);
            if (!row.reviewed_by.empty()) row.reviewed_by = person("reviewed_by", row.reviewed_by);
        };
        publicity_.key = [](const PublicityRow& row) { return row.seq ? fmt::format("{}/{}/{}", row.talent, iso(*row.designated_on), *row.seq) : std::string(); };
        return draft_rows(run_, publicity_);
    }

private:
    std::string person(const char* column, const std::string& text) {
        return in_column(column, [&] { return find_talent(db_, text, Match::strict).key; });
    }

    // Talent and day of the designation a row of a part hangs on.
    template <class Row>
    void name(Row& row) {
        if (row.talent.empty()) refuse({Problem::of("talent", "missing", "the talent is missing")});
        row.talent = person("talent", row.talent);
        if (!row.designated_on) row.designated_on = in_column("talent", [&] { return find_exemplar(db_, row.talent, Match::strict).designated_on; });
    }
    template <class Row>
    Exemplar exemplar_of(const Row& row) {
        if (auto found = stored_exemplar(db_, row.talent, *row.designated_on)) return *found;
        throw Invalid({Problem::of("designated_on", "missing", "{} was not designated as an exemplar on {}", row.talent, iso(*row.designated_on))});
    }

    std::optional<Exemplar> stored(const ExemplarDraft& given) {
        if (given.designated_on) {
            if (auto found = stored_exemplar(db_, given.talent, *given.designated_on)) return found;
        }
        return given.source_no.empty() ? std::nullopt : exemplar_of_source(db_, given.source_no);
    }

    std::optional<Publicity> stored(const Exemplar& exemplar, const PublicityRow& row) {
        for (auto& one : list_publicity(db_, exemplar.id)) {
            if (row.seq ? one.number == *row.seq : one.channel == row.channel && one.title == row.title && one.published_on == row.published_on) return std::move(one);
        }
        return {};
    }

    std::optional<Visit> stored(const Exemplar& exemplar, const VisitRow& row) {
        const auto same_days = [&](const Visit& one) {
            if (row.visited_on && one.visited_on) return one.visited_on == row.visited_on;
            return row.planned_on && one.planned_on == row.planned_on; // a planned one is made, or still planned
        };
        for (auto& one : list_visits(db_, exemplar.id)) {
            if (row.seq ? one.number == *row.seq : one.visitor == row.visitor && same_days(one)) return std::move(one);
        }
        return {};
    }

    static const Matter* stored(const Visit& visit, const VisitRow& row) {
        const auto found = std::find_if(visit.matters.begin(), visit.matters.end(), [&](const Matter& m) { return row.matter ? m.number == *row.matter : m.kind == row.kind && m.text == row.text; });
        return found != visit.matters.end() ? &*found : nullptr;
    }

    void normalise(VisitRow& row) {
        name(row);
        if (!row.visitor.empty()) row.visitor = person("visitor", row.visitor);
    }

    RowResult visit(VisitRow& given, const SheetRow& row) {
        normalise(given);
        const auto exemplar = exemplar_of(given);
        const auto known = stored(exemplar, given);
        const auto* matter = known && has_matter(given) ? stored(*known, given) : nullptr;
        const auto before = row_of(exemplar, known ? &*known : nullptr, matter);
        VisitRow draft = before;
        fill(draft, row, visit_columns());
        normalise(draft);
        const bool news = !known || (has_matter(given) && !matter);
        const auto key = known ? fmt::format("{}/{}", known->key, matter ? matter->number : 0) : std::string();
        if (!news && (same(visit_columns(), draft, before) || !run_.may_change(known->key))) return {Outcome::unchanged, key};
        return {news ? Outcome::added : Outcome::updated, put(exemplar, known, matter, draft)};
    }

    std::string put(const Exemplar& exemplar, const std::optional<Visit>& known, const Matter* stored_matter, const VisitRow& row) {
        const VisitDraft draft{exemplar.key, row.visitor, row.planned_on, row.visited_on};
        const bool stays = known && known->visitor == row.visitor && known->planned_on == row.planned_on && known->visited_on == row.visited_on;
        const auto visit = stays || (known && !run_.may_change(known->key)) ? *known : known ? change_visit(write_, exemplar, *known, draft) : insert_visit(write_, exemplar, draft, row.seq.value_or(0));
        if (!has_matter(row)) return visit.key + "/0";
        const MatterDraft matter{row.kind, row.text, row.resolved_on};
        return (stored_matter ? change_matter(write_, visit, *stored_matter, matter) : insert_matter(write_, visit, matter, row.matter.value_or(0))).key;
    }

    Write& write_;
    Db& db_;
    ImportRun& run_;
    Importer<ExemplarDraft> exemplar_;
    Importer<PublicityRow> publicity_;
};

} // namespace

std::vector<TemplateSheet> exemplar_templates() {
    return {template_of(_("Exemplars"), sheet_columns(exemplar_columns(), needed), {{"talent", "622921-001"}, {"designated_on", "2020-02-10"}, {"title", "全州刑检业务标兵"}, {"level", "州级"}}),
            template_of(_("Visits"), sheet_columns(visit_columns(), visit_needed),
                        {{"talent", "622921-001"}, {"visitor", "622900-001"}, {"visited_on", "2020-02-14"}, {"kind", label(MatterKind::hardship)}, {"text", "夫妻两地分居"}}),
            template_of(_("Publicity"), sheet_columns(publicity_columns(), publicity_needed),
                        {{"talent", "622921-001"}, {"channel", label(Channel::wechat)}, {"title", "一名检察官的十年"}, {"published_on", "2020-02-17"}, {"reviewed_by", "622900-001"}})};
}

std::vector<Table> export_exemplars(Db& db) {
    const auto exemplars = list_exemplars(db, std::chrono::year{9999} / 12 / 31);
    std::vector<VisitRow> visits;
    std::vector<PublicityRow> publicity;
    for (const auto& exemplar : exemplars) {
        for (const auto& visit : list_visits(db, exemplar.id)) {
            if (visit.matters.empty()) visits.push_back(row_of(exemplar, &visit, nullptr));
            for (const auto& matter : visit.matters) visits.push_back(row_of(exemplar, &visit, &matter));
        }
        for (const auto& one : list_publicity(db, exemplar.id)) publicity.push_back(row_of(exemplar, one));
    }
    return {table("exemplar", _("Exemplars"), exemplars, exemplar_columns()), table("visits", _("Visits"), visits, visit_columns()), table("publicity", _("Publicity"), publicity, publicity_columns())};
}

Imported import_exemplars(Write& write, const ExemplarFiles& files, const ImportOptions& options) {
    std::vector<const InputFile*> all{&files.exemplars};
    for (const auto* file : {&files.visits, &files.publicity}) {
        if (*file) all.push_back(&**file);
    }
    return import_files(write, options, "exemplar", all, [&](ImportRun& run) {
        ExemplarImport import(write, run);
        run.sheet(files.exemplars, import.exemplars(), {}, options.sheet.empty() ? sheet_named(files.exemplars, exemplar_sheet) : options.sheet);
        run.part(files.visits, files.exemplars, import.visits(), "visits", visit_sheet);
        run.part(files.publicity, files.exemplars, import.publicity(), "publicity", publicity_sheet);
    });
}

} // namespace jointcase
