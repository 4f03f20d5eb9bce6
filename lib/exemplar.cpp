// SPDX-License-Identifier: Apache-2.0
#include "exemplar_store.hpp"
#include "future.hpp"
#include "lookup.hpp"
#include "next.hpp"
#include "text.hpp"

namespace jointcase {

template <>
std::span<const Word<MatterKind>> words<MatterKind>() {
    static constexpr Word<MatterKind> all[] = {{MatterKind::hardship, "hardship", "困难"}, {MatterKind::question, "question", "疑惑"}, {MatterKind::shortcoming, "shortcoming", "不足;缺点"}};
    return all;
}
template <>
std::span<const Word<Channel>> words<Channel>() {
    static constexpr Word<Channel> all[] = {{Channel::mainstream_media, "mainstream_media", "主流媒体"}, {Channel::intranet, "intranet", "内网;检察机关内网"}, {Channel::extranet, "extranet", "外网"},
                                            {Channel::weibo, "weibo", "微博"}, {Channel::wechat, "wechat", "微信"}, {Channel::app, "app", "客户端"}};
    return all;
}

std::span<const DraftColumn<ExemplarDraft>> exemplar_columns() {
    using D = ExemplarDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::talent>("talent", {"talent", "人员;姓名;先进典型"}),
        column<&D::designated_on>("designated_on", {"designated", "确定日期;认定日期"}),
        column<&D::title>("title", {"title", "称号;荣誉称号"}),
        column<&D::level>("level", {"level", "级别"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

MatterDraft parse_matter(std::string_view text) {
    const auto parts = at_colon(text);
    if (!parts) throw Error(Fault::invalid, "a matter is KIND:TEXT, such as 困难:子女入学, not “{}”", printable(text));
    return {parse_word<MatterKind>(parts->first), parts->second, {}};
}

Problems problems(const ExemplarDraft& draft) {
    Problems found;
    if (draft.talent.empty()) found.push_back(Problem::of("talent", "missing", "the talent is missing"));
    if (!draft.designated_on) found.push_back(Problem::of("designated_on", "missing", "an exemplar is designated on a day"));
    if (draft.title.empty()) found.push_back(Problem::of("title", "missing", "an exemplar has a title"));
    return found;
}

Problems problems(const VisitDraft& draft) {
    Problems found;
    if (draft.visitor.empty()) found.push_back(Problem::of("visitor", "missing", "who visits is missing"));
    if (!draft.planned_on && !draft.visited_on) found.push_back(Problem::of("visited_on", "missing", "a visit is planned or made on a day"));
    return found;
}

Problems problems(const MatterDraft& draft) {
    Problems found;
    if (!draft.kind) found.push_back(Problem::of("kind", "missing", "the kind of the matter is missing: hardship, question or shortcoming"));
    if (draft.text.empty()) found.push_back(Problem::of("text", "missing", "a matter has a text"));
    return found;
}

Problems problems(const PublicityDraft& draft) {
    Problems found;
    if (!draft.channel) found.push_back(Problem::of("channel", "missing", "the channel is missing: mainstream_media, intranet, extranet, weibo, wechat or app"));
    if (draft.title.empty()) found.push_back(Problem::of("title", "missing", "publicity has a title"));
    if (!draft.published_on) found.push_back(Problem::of("published_on", "missing", "publicity is published on a day"));
    if (draft.reviewed_by.empty()) found.push_back(Problem::of("reviewed_by", "missing", "publicity needs a review for secrecy: say who made it"));
    return found;
}

// --- reading

namespace {

Exemplar read_exemplar(const sql::Row& row) {
    Exemplar e;
    row.read(e.id, "id");
    row.read(e.key, "key");
    row.read(e.talent_id, "talent");
    row.read(e.talent, "talent_key");
    row.read(e.talent_name, "talent_name");
    row.read(e.designated_on, "designated_on");
    row.read(e.title, "title");
    row.read(e.level, "level");
    row.read(e.source_no, "source_no");
    row.read(e.visits, "visits");
    row.read(e.visited_on, "last_visit");
    row.read(e.open_matters, "open_matters");
    row.read(e.published, "published");
    return e;
}

// as they stand at the end of the day $1
#define EXEMPLARS                                                                                                                                          \
    "select e.*, t.key as talent_key, t.name as talent_name,"                                                                                              \
    " (select count(*) from visit v where v.exemplar = e.id and v.visited_on <= $1) as visits,"                                                            \
    " (select max(v.visited_on) from visit v where v.exemplar = e.id and v.visited_on <= $1) as last_visit,"                                               \
    " (select count(*) from matter m join visit v on v.id = m.visit where v.exemplar = e.id and v.visited_on <= $1 and (m.resolved_on is null or m.resolved_on > $1)) as open_matters," \
    " (select count(*) from publicity p where p.exemplar = e.id and p.published_on <= $1) as published"                                                    \
    " from exemplar e join talent t on t.id = e.talent"

Exemplar exemplar_of(Db& db, Id<Exemplar> id) { return *sql::select_one(db, read_exemplar, EXEMPLARS " where e.id = $2", day(db.as_of()), id); }

Matter read_matter(const sql::Row& row) {
    Matter m;
    row.read(m.id, "id");
    row.read(m.key, "key");
    row.read(m.number, "seq");
    row.read(m.kind, "kind");
    row.read(m.text, "text");
    row.read(m.resolved_on, "resolved_on");
    return m;
}
Matter matter_of(Db& db, Id<Matter> id) { return *sql::select_one(db, read_matter, "select * from matter where id = $1", id); }

Visit read_visit(const sql::Row& row) {
    Visit v;
    row.read(v.id, "id");
    row.read(v.key, "key");
    row.read(v.number, "seq");
    row.read(v.exemplar, "exemplar_key");
    row.read(v.visitor, "visitor_key");
    row.read(v.visitor_name, "visitor_name");
    row.read(v.planned_on, "planned_on");
    row.read(v.visited_on, "visited_on");
    return v;
}
#define VISITS "select v.*, e.key as exemplar_key, t.key as visitor_key, t.name as visitor_name from visit v join exemplar e on e.id = v.exemplar join talent t on t.id = v.visitor"

Visit complete(Db& db, Visit visit) {
    visit.matters = sql::select(db, read_matter, "select * from matter where visit = $1 order by seq", visit.id);
    return visit;
}
Visit visit_of(Db& db, Id<Visit> id) { return complete(db, *sql::select_one(db, read_visit, VISITS " where v.id = $1", id)); }

Publicity read_publicity(const sql::Row& row) {
    Publicity p;
    row.read(p.id, "id");
    row.read(p.key, "key");
    row.read(p.number, "seq");
    row.read(p.exemplar, "exemplar_key");
    row.read(p.channel, "channel");
    row.read(p.title, "title");
    row.read(p.published_on, "published_on");
    row.read(p.reviewed_by, "reviewer");
    row.read(p.reviewed_by_name, "reviewer_name");
    return p;
}
#define PUBLICITY "select p.*, e.key as exemplar_key, t.key as reviewer, t.name as reviewer_name from publicity p join exemplar e on e.id = p.exemplar join talent t on t.id = p.reviewed_by"

Publicity publicity_of(Db& db, Id<Publicity> id) { return *sql::select_one(db, read_publicity, PUBLICITY " where p.id = $1", id); }

} // namespace

std::optional<Exemplar> stored_exemplar(Db& db, std::string_view talent, Date designated_on) {
    return sql::select_one(db, read_exemplar, EXEMPLARS " where t.key = $2 and e.designated_on = $3", day(db.as_of()), talent, designated_on);
}

std::optional<Exemplar> exemplar_of_source(Db& db, std::string_view source_no) { return sql::select_one(db, read_exemplar, EXEMPLARS " where e.source_no = $2", day(db.as_of()), source_no); }

std::vector<Exemplar> designations(Db& db, std::string_view talent) {
    return sql::select(db, read_exemplar, EXEMPLARS " where t.key = $2 order by e.designated_on", day(db.as_of()), talent);
}

Exemplar find_exemplar(Db& db, std::string_view text, Match match) {
    if (const auto id = sql::value<std::int64_t>(db, "select id from exemplar where key = $1 or source_no = $1 order by key limit 1", text)) return exemplar_of(db, {*id});
    const auto slash = text.find('/');
    const auto talent = find_talent(db, text.substr(0, slash), match);
    if (slash != std::string_view::npos) {
        const auto on = parse_date(text.substr(slash + 1));
        if (auto found = stored_exemplar(db, talent.key, on)) return *found;
        throw Error(Fault::missing, "{} was not designated as an exemplar on {}", talent.key, iso(on));
    }
    std::vector<Candidate> candidates;
    for (const auto& one : designations(db, talent.key)) candidates.push_back({one.id.value, one.key, one.title});
    if (const auto one = only(text, candidates)) return exemplar_of(db, {one->id});
    throw Error(Fault::missing, "{} {} was not designated as an exemplar; `exemplar designate` does", talent.key, talent.name);
}

Matter find_matter(Db& db, std::string_view text, Match match) {
    if (const auto found = sql::select_one(db, read_matter, "select * from matter where key = $1", text)) return *found;
    const auto mark = text.rfind('#');
    if (mark == std::string_view::npos) throw Error(Fault::missing, "a matter is EXEMPLAR#VISIT.MATTER, such as 马国良#1.2, not “{}”", printable(text));
    const auto exemplar = find_exemplar(db, text.substr(0, mark), match);
    const auto numbers = text.substr(mark + 1);
    const auto dot = numbers.find('.');
    int visit = 0, matter = 0;
    read_text(visit, numbers.substr(0, dot));
    if (dot != std::string_view::npos) read_text(matter, numbers.substr(dot + 1));
    const auto found = sql::select(db, read_matter, "select m.* from matter m join visit v on v.id = m.visit where v.exemplar = $1 and v.seq = $2 and ($3 = 0 or m.seq = $3) order by m.seq", exemplar.id, visit, matter);
    if (found.size() == 1) return found.front();
    if (found.empty()) throw Error(Fault::missing, "{} has no matter {}; `exemplar show {}` shows them", exemplar.key, numbers, exemplar.key);
    throw Error(Fault::missing, "at visit {} of {} {} matters came up; name one, such as {}#{}.1", visit, exemplar.key, found.size(), exemplar.key, visit);
}

std::vector<Exemplar> list_exemplars(Db& db, Date on, const ExemplarFilter& filter) {
    const auto office = filter.office.empty() ? Id<Office>{} : find_office(db, filter.office).id;
    auto all = sql::select(db, read_exemplar,
                           EXEMPLARS " where e.designated_on <= $1 and ($2 is null or exists (select 1 from posting p where p.talent = t.id and p.office = $2 and p.from_on <= $1 and (p.to_on is null or p.to_on >= $1)))"
                                     " order by e.key",
                           on, office);
    if (filter.open) std::erase_if(all, [](const Exemplar& exemplar) { return exemplar.open_matters == 0; });
    return all;
}

std::vector<Visit> list_visits(Db& db, Id<Exemplar> exemplar) {
    auto all = sql::select(db, read_visit, VISITS " where v.exemplar = $1 order by v.seq", exemplar);
    for (auto& visit : all) visit = complete(db, std::move(visit));
    return all;
}

std::vector<Publicity> list_publicity(Db& db, Id<Exemplar> exemplar) { return sql::select(db, read_publicity, PUBLICITY " where p.exemplar = $1 order by p.seq", exemplar); }

// --- writing

namespace {

void check(Write& write, const ExemplarDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.designated_on, "designated_on");
}

Id<Talent> check(Write& write, const Exemplar& exemplar, const VisitDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.visited_on, "visited_on");
    if (draft.visited_on && *draft.visited_on < *exemplar.designated_on) refuse({Problem::of("visited_on", "dates", "a visit comes after the designation ({})", iso(*exemplar.designated_on))});
    const auto visitor = find_talent(write.db(), draft.visitor, write.match()).id;
    if (visitor == exemplar.talent_id) refuse({Problem::of("visitor", "visitor", "an exemplar is visited by someone else")});
    return visitor;
}

void check(Write& write, const Visit& visit, const MatterDraft& draft) {
    refuse(problems(draft));
    if (!visit.visited_on) refuse({Problem::of("text", "early", "matters come up at a visit that was made, and this one is planned")});
    refuse_future(write, draft.resolved_on, "resolved_on");
    if (draft.resolved_on && *draft.resolved_on < *visit.visited_on) refuse({Problem::of("resolved_on", "dates", "a matter is resolved after the visit it came up at ({})", iso(*visit.visited_on))});
}

// Publicity needs a review (invariant 21).
Id<Talent> check(Write& write, const Exemplar& exemplar, const PublicityDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.published_on, "published_on");
    if (*draft.published_on < *exemplar.designated_on) refuse({Problem::of("published_on", "dates", "publicity comes after the designation ({})", iso(*exemplar.designated_on))});
    const auto reviewer = find_talent(write.db(), draft.reviewed_by, write.match()).id;
    if (reviewer == exemplar.talent_id) refuse({Problem::of("reviewed_by", "reviewer", "publicity needs a review by someone else than the exemplar")});
    return reviewer;
}

} // namespace

Exemplar insert_exemplar(Write& write, const ExemplarDraft& draft) {
    check(write, draft);
    const auto talent = find_talent(write.db(), draft.talent, write.match());
    return exemplar_of(write.db(), sql::insert<Exemplar>(write, "exemplar", "insert into exemplar (key, talent, designated_on, title, level, source_no) values ($1, $2, $3, $4, $5, $6) returning id",
                                                         talent.key + "/" + iso(*draft.designated_on), talent.id, draft.designated_on, draft.title, draft.level, draft.source_no));
}

Exemplar change_exemplar(Write& write, const Exemplar& stored, const ExemplarDraft& draft) {
    check(write, draft);
    if (draft.talent != stored.talent || draft.designated_on != stored.designated_on) throw Error(Fault::refused, "a key never changes: talent and day of {} stay", stored.key);
    sql::update(write, "exemplar", stored.id, "update exemplar set title = $2, level = $3, source_no = $4 where id = $1", draft.title, draft.level, draft.source_no);
    return exemplar_of(write.db(), stored.id);
}

Visit insert_visit(Write& write, const Exemplar& exemplar, const VisitDraft& draft, int seq) {
    const auto visitor = check(write, exemplar, draft);
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from visit where exemplar = $1", exemplar.id);
    return visit_of(write.db(), sql::insert<Visit>(write, "visit", "insert into visit (key, exemplar, seq, visitor, planned_on, visited_on) values ($1, $2, $3, $4, $5, $6) returning id",
                                                   fmt::format("{}/{}", exemplar.key, seq), exemplar.id, seq, visitor, draft.planned_on, draft.visited_on));
}

Visit change_visit(Write& write, const Exemplar& exemplar, const Visit& stored, const VisitDraft& draft) {
    const auto visitor = check(write, exemplar, draft);
    sql::update(write, "visit", stored.id, "update visit set visitor = $2, planned_on = $3, visited_on = $4 where id = $1", visitor, draft.planned_on, draft.visited_on);
    const auto changed = visit_of(write.db(), stored.id);
    for (const auto& matter : changed.matters) check(write, changed, matter);
    return changed;
}

Matter insert_matter(Write& write, const Visit& visit, const MatterDraft& draft, int seq) {
    check(write, visit, draft);
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from matter where visit = $1", visit.id);
    return matter_of(write.db(), sql::insert<Matter>(write, "matter", "insert into matter (key, visit, seq, kind, text, resolved_on) values ($1, $2, $3, $4, $5, $6) returning id",
                                                     fmt::format("{}/{}", visit.key, seq), visit.id, seq, draft.kind, draft.text, draft.resolved_on));
}

Matter change_matter(Write& write, const Visit& visit, const Matter& stored, const MatterDraft& draft) {
    check(write, visit, draft);
    sql::update(write, "matter", stored.id, "update matter set kind = $2, text = $3, resolved_on = $4 where id = $1", draft.kind, draft.text, draft.resolved_on);
    return matter_of(write.db(), stored.id);
}

Publicity insert_publicity(Write& write, const Exemplar& exemplar, const PublicityDraft& draft, int seq) {
    const auto reviewer = check(write, exemplar, draft);
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from publicity where exemplar = $1", exemplar.id);
    return publicity_of(write.db(), sql::insert<Publicity>(write, "publicity", "insert into publicity (key, exemplar, seq, channel, title, published_on, reviewed_by) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                                                           fmt::format("{}/{}", exemplar.key, seq), exemplar.id, seq, draft.channel, draft.title, draft.published_on, reviewer));
}

Publicity change_publicity(Write& write, const Exemplar& exemplar, const Publicity& stored, const PublicityDraft& draft) {
    const auto reviewer = check(write, exemplar, draft);
    sql::update(write, "publicity", stored.id, "update publicity set channel = $2, title = $3, published_on = $4, reviewed_by = $5 where id = $1", draft.channel, draft.title, draft.published_on, reviewer);
    return publicity_of(write.db(), stored.id);
}

Exemplar designate_exemplar(Write& write, const ExemplarDraft& given) {
    auto draft = given;
    draft.talent = find_talent(write.db(), draft.talent, write.match()).key;
    if (!draft.designated_on) draft.designated_on = write.today();
    if (const auto known = stored_exemplar(write.db(), draft.talent, *draft.designated_on)) {
        if (agrees(exemplar_columns(), draft, static_cast<const ExemplarDraft&>(*known))) return *known;
        throw Error(Fault::refused, "{} {} was designated on {} already, with other details; `exemplar import` corrects it", known->talent, known->talent_name, iso(*known->designated_on));
    }
    return insert_exemplar(write, draft);
}

namespace {

// The visit that is meant: of this visitor and day, else the first that they planned and have not made.
std::optional<Visit> meant_visit(Db& db, const Exemplar& exemplar, const VisitDraft& draft) {
    std::optional<Visit> planned;
    for (const auto& visit : list_visits(db, exemplar.id)) {
        if (visit.visitor != draft.visitor) continue;
        if (draft.visited_on ? visit.visited_on == draft.visited_on : visit.planned_on == draft.planned_on) return visit;
        const bool fulfilled = draft.visited_on && !visit.visited_on && (!draft.planned_on || draft.planned_on == visit.planned_on);
        if (fulfilled && (!planned || *visit.planned_on < *planned->planned_on)) planned = visit;
    }
    return planned;
}

} // namespace

Visit visit_exemplar(Write& write, const VisitDraft& given, const std::vector<MatterDraft>& matters) {
    auto& db = write.db();
    const auto exemplar = find_exemplar(db, given.exemplar, write.match());
    auto draft = given;
    draft.visitor = find_talent(db, draft.visitor, write.match()).key;
    if (!draft.planned_on && !draft.visited_on) draft.visited_on = write.today();
    auto visit = meant_visit(db, exemplar, draft);
    if (!visit) visit = insert_visit(write, exemplar, draft);
    else if (draft.visited_on && !visit->visited_on) {
        draft.planned_on = visit->planned_on;
        visit = change_visit(write, exemplar, *visit, draft);
    } else if (draft.planned_on && draft.planned_on != visit->planned_on) {
        throw Error(Fault::refused, "visit {} is there already, with another day it was planned for; `exemplar import` corrects it", visit->key);
    }
    for (const auto& matter : matters) {
        const auto known = std::find_if(visit->matters.begin(), visit->matters.end(), [&](const Matter& m) { return m.kind == matter.kind && m.text == matter.text; });
        if (known == visit->matters.end()) visit->matters.push_back(insert_matter(write, *visit, matter));
    }
    return *visit;
}

Matter resolve_matter(Write& write, std::string_view text, Date on) {
    auto& db = write.db();
    const auto matter = find_matter(db, text, write.match());
    if (matter.resolved_on == on) return matter;
    if (matter.resolved_on) throw Error(Fault::refused, "matter {} was resolved on {}; `exemplar import` corrects it", matter.key, iso(*matter.resolved_on));
    MatterDraft resolved = matter;
    resolved.resolved_on = on;
    return change_matter(write, visit_of(db, {*sql::value<std::int64_t>(db, "select visit from matter where id = $1", matter.id)}), matter, resolved);
}

Publicity publish_exemplar(Write& write, const PublicityDraft& given) {
    auto& db = write.db();
    const auto exemplar = find_exemplar(db, given.exemplar, write.match());
    auto draft = given;
    if (!draft.published_on) draft.published_on = write.today();
    if (!draft.reviewed_by.empty()) draft.reviewed_by = find_talent(db, draft.reviewed_by, write.match()).key;
    for (const auto& known : list_publicity(db, exemplar.id)) {
        if (known.channel != draft.channel || known.title != draft.title || known.published_on != draft.published_on) continue;
        if (known.reviewed_by == draft.reviewed_by) return known;
        throw Error(Fault::refused, "this is there already as {}, reviewed by {}; `exemplar import` corrects it", known.key, known.reviewed_by);
    }
    return insert_publicity(write, exemplar, draft);
}

// --- showing

namespace {

const Field<Exemplar> key_fields[] = {{"key", {"key", "编号"}, [](const Exemplar& e) -> Cell { return e.key; }}};
const Field<Exemplar> fact_fields[] = {
    {"talent_name", {"name", "姓名"}, [](const Exemplar& e) -> Cell { return e.talent_name; }},
    {"visit_count", {"visits", "走访次数"}, [](const Exemplar& e) { return to_cell(e.visits); }},
    {"visited_on", {"last visit", "最近走访"}, [](const Exemplar& e) { return to_cell(e.visited_on); }},
    {"open_matters", {"open matters", "未解决事项"}, [](const Exemplar& e) { return to_cell(e.open_matters); }},
    {"publicity_count", {"publicity", "宣传篇数"}, [](const Exemplar& e) { return to_cell(e.published); }},
};
const Field<Visit> visit_fields[] = {
    {"number", {"no.", "序号"}, [](const Visit& v) { return to_cell(v.number); }},
    {"visitor", {"visitor", "走访人"}, [](const Visit& v) -> Cell { return v.visitor; }},
    {"visitor_name", {"visitor's name", "走访人姓名"}, [](const Visit& v) -> Cell { return v.visitor_name; }},
    {"planned_on", {"planned", "计划日期"}, [](const Visit& v) { return to_cell(v.planned_on); }},
    {"visited_on", {"visited", "走访日期"}, [](const Visit& v) { return to_cell(v.visited_on); }},
};
struct Raised {
    int visit = 0;
    Matter matter;
};
const Field<Raised> matter_fields[] = {
    {"number", {"no.", "序号"}, [](const Raised& r) -> Cell { return fmt::format("{}.{}", r.visit, r.matter.number); }},
    {"kind", {"kind", "事项类型"}, [](const Raised& r) { return to_cell(r.matter.kind); }},
    {"text", {"matter", "事项"}, [](const Raised& r) -> Cell { return r.matter.text; }},
    {"resolved_on", {"resolved", "解决日期"}, [](const Raised& r) { return to_cell(r.matter.resolved_on); }},
};
const Field<Publicity> publicity_fields[] = {
    {"number", {"no.", "序号"}, [](const Publicity& p) { return to_cell(p.number); }},
    {"channel", {"channel", "渠道"}, [](const Publicity& p) { return to_cell(p.channel); }},
    {"title", {"title", "标题"}, [](const Publicity& p) -> Cell { return p.title; }},
    {"published_on", {"published", "发布日期"}, [](const Publicity& p) { return to_cell(p.published_on); }},
    {"reviewed_by", {"reviewed by", "保密审查人"}, [](const Publicity& p) -> Cell { return p.reviewed_by; }},
    {"reviewed_by_name", {"reviewer's name", "审查人姓名"}, [](const Publicity& p) -> Cell { return p.reviewed_by_name; }},
};

} // namespace

Table exemplar_table(const std::vector<Exemplar>& exemplars) {
    auto result = table("exemplar", _("Exemplars"), exemplars, std::span<const Field<Exemplar>>(key_fields), exemplar_columns(), std::span<const Field<Exemplar>>(fact_fields));
    result.brief = {"key", "talent_name", "title", "level", "designated_on", "visit_count", "visited_on", "open_matters", "publicity_count"};
    return result;
}

Document exemplar_document(Db& db, const Exemplar& exemplar) {
    const auto visits = list_visits(db, exemplar.id);
    std::vector<Raised> raised;
    for (const auto& visit : visits) {
        for (const auto& matter : visit.matters) raised.push_back({visit.number, matter});
    }
    Document document{"exemplar", exemplar.key + " " + exemplar.talent_name, {}, exemplar_table({exemplar}), {}, {}};
    document.parts.push_back(table("visits", _("Visits"), visits, std::span<const Field<Visit>>(visit_fields)));
    document.parts.push_back(table("matters", _("Matters"), raised, std::span<const Field<Raised>>(matter_fields)));
    document.parts.push_back(table("publicity", _("Publicity"), list_publicity(db, exemplar.id), std::span<const Field<Publicity>>(publicity_fields)));
    return document;
}

} // namespace jointcase
