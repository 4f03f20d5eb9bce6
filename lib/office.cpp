// SPDX-License-Identifier: Apache-2.0
#include <jointcase/office.hpp>
#include <jointcase/suggest.hpp>

#include "importer.hpp"
#include "lookup.hpp"
#include "text.hpp"

namespace jointcase {

template <>
std::span<const Word<Level>> words<Level>() {
    static constexpr Word<Level> all[] = {{Level::supreme, "supreme", "最高;最高院"},
                                          {Level::province, "province", "省级;省院"},
                                          {Level::prefecture, "prefecture", "市级;州级;州市级;分院"},
                                          {Level::county, "county", "县级;基层;基层院;区级"}};
    return all;
}

std::span<const DraftColumn<OfficeDraft>> office_columns() {
    using D = OfficeDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::key>("key", {"code", "代码;编码;单位代码;单位编码;院编码"}),
        column<&D::name>("name", {"name", "名称;单位名称;检察院名称"}),
        column<&D::short_name>("short_name", {"short name", "简称;院简称"}),
        column<&D::level>("level", {"level", "级别;层级"}),
        column<&D::parent>("parent", {"parent", "上级院;上级单位"}),
        column<&D::aliases>("aliases", {"aliases", "别名"}),
        column<&D::opened_on>("opened_on", {"opened", "成立日期"}),
        column<&D::closed_on>("closed_on", {"closed", "撤销日期"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

Problems problems(const OfficeDraft& draft) {
    Problems found;
    if (draft.key.size() != 6 || draft.key.find_first_not_of("0123456789") != std::string::npos) {
        found.push_back(Problem::of("key", "bad_code", "“{}” is not an office code of six digits", printable(draft.key)));
    }
    if (draft.name.empty()) found.push_back(Problem::of("name", "missing", "an office has a name"));
    if (!draft.level) found.push_back(Problem::of("level", "missing", "the level is missing: supreme, province, prefecture or county"));
    return found;
}

namespace {

Office read_office(const sql::Row& row) {
    Office office;
    row.read(office.id, "id");
    row.read(office.key, "key");
    row.read(office.name, "name");
    row.read(office.short_name, "short_name");
    row.read(office.level, "level");
    row.read(office.parent, "parent_key");
    row.read(office.opened_on, "opened_on");
    row.read(office.closed_on, "closed_on");
    row.read(office.source_no, "source_no");
    return office;
}

#define OFFICES "select o.*, p.key as parent_key from office o left join office p on p.id = o.parent"

void read_aliases(Db& db, Office& office) {
    office.aliases = sql::values<std::string>(db, "select alias from office_alias where office = $1 order by alias", office.id);
}

Office complete(Db& db, Office office) {
    read_aliases(db, office);
    return office;
}

Office office_of(Db& db, std::int64_t id) { return complete(db, *sql::select_one(db, read_office, OFFICES " where o.id = $1", id)); }

std::vector<Candidate> exact_matches(Db& db, std::string_view text) {
    return sql::select(db, read_candidate,
                       "select id, key, name from office where key = $1 or name = $1 or short_name = $1 or source_no = $1"
                       " or id in (select office from office_alias where alias = $1) order by key",
                       text);
}

// Names, short names and aliases name one office each.
void refuse_taken(Db& db, const OfficeDraft& draft, Id<Office> self) {
    auto names = draft.aliases;
    names.push_back(draft.name);
    if (!draft.short_name.empty()) names.push_back(draft.short_name);
    if (!draft.source_no.empty()) names.push_back(draft.source_no);
    for (const auto& name : names) {
        for (const auto& other : exact_matches(db, name)) {
            if (other.id != self.value) throw Error(Fault::refused, "“{}” already names office {} {}", name, other.key, other.name);
        }
    }
}

Id<Office> parent_of(Write& write, const OfficeDraft& draft) {
    return draft.parent.empty() ? Id<Office>{} : find_office(write.db(), draft.parent, write.match()).id;
}

void write_aliases(Write& write, Id<Office> id, const List& aliases) {
    sql::replace_links(write, "office", id, "delete from office_alias where office = $1", "insert into office_alias (office, alias) values ($1, $2)", aliases);
}

} // namespace

Office add_office(Write& write, const OfficeDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    if (const auto known = sql::value<std::int64_t>(db, "select id from office where key = $1", draft.key)) {
        auto office = office_of(db, *known);
        if (!draft.parent.empty()) office.parent = find_office(db, draft.parent, write.match()).key == office.parent ? draft.parent : office.parent;
        if (agrees(office_columns(), draft, static_cast<const OfficeDraft&>(office))) return office_of(db, *known);
        throw Error(Fault::refused, "office {} is there already, with other details; `office edit` changes it", draft.key);
    }
    refuse_taken(db, draft, {});
    const auto id = sql::insert<Office>(write, "office",
                                        "insert into office (key, name, short_name, level, parent, opened_on, closed_on, source_no)"
                                        " values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
                                        draft.key, draft.name, draft.short_name, draft.level, parent_of(write, draft), draft.opened_on, draft.closed_on, draft.source_no);
    write_aliases(write, id, draft.aliases);
    return office_of(db, id.value);
}

Office edit_office(Write& write, std::string_view text, const OfficeDraft& draft) {
    const auto office = find_office(write.db(), text, write.match());
    if (draft.key != office.key) throw Error(Fault::refused, "the code of an office never changes ({})", office.key);
    refuse(problems(draft));
    refuse_taken(write.db(), draft, office.id);
    sql::update(write, "office", office.id,
                "update office set name = $2, short_name = $3, level = $4, parent = $5, opened_on = $6, closed_on = $7, source_no = $8 where id = $1",
                draft.name, draft.short_name, draft.level, parent_of(write, draft), draft.opened_on, draft.closed_on, draft.source_no);
    if (draft.aliases != office.aliases) write_aliases(write, office.id, draft.aliases);
    return office_of(write.db(), office.id.value);
}

std::optional<Office> known_office(Db& db, std::string_view text) {
    const auto found = only(text, exact_matches(db, text));
    return found ? std::optional(office_of(db, found->id)) : std::nullopt;
}

Office find_office(Db& db, std::string_view text, Match match) {
    if (auto office = known_office(db, text)) return *office;
    if (match == Match::loose && !text.empty()) {
        const auto part = only(text, sql::select(db, read_candidate, "select id, key, name from office where instr(name, $1) > 0 order by key", text));
        if (part) return office_of(db, part->id);
    }
    const auto near = nearest(text, sql::values<std::string>(db, "select name from office union all select alias from office_alias order by 1"));
    if (near.empty()) throw Error(Fault::missing, "there is no office “{}”; `office list` shows them", printable(text));
    throw Error(Fault::missing, "there is no office “{}”; did you mean: {}", printable(text), near);
}

Office home_office(Db& db) {
    const auto& code = db.config().office;
    if (code.empty()) throw Error(Fault::config, "the configuration does not say whose database this is: [office] code");
    if (const auto id = sql::value<std::int64_t>(db, "select id from office where key = $1", code)) return office_of(db, *id);
    throw Error(Fault::missing, "the office of this database, {}, is not entered yet: `office add {}` or `office import`", code, code);
}

std::vector<Office> list_offices(Db& db, const OfficeFilter& filter) {
    const auto parent = filter.parent.empty() ? std::string() : find_office(db, filter.parent).key;
    auto offices = sql::select(db, read_office, OFFICES " where ($1 is null or o.level = $1) and ($2 is null or p.key = $2) order by o.key", filter.level, parent);
    for (auto& office : offices) read_aliases(db, office);
    return offices;
}

std::string number_prefix(Db& db, const Office& office) {
    if (!office.short_name.empty()) return office.short_name;
    const auto& config = db.config();
    return office.key == config.office && !config.short_name.empty() ? config.short_name : office.key;
}

namespace {

const std::set<std::string> needed = {"key", "name", "level"};

} // namespace

TemplateSheet office_template() {
    return template_of(_("Offices"), sheet_columns(office_columns(), needed), {{"key", "622921"}, {"name", "临夏县人民检察院"}, {"short_name", "临县检"}, {"level", label(Level::county)}, {"parent", "622900"}});
}

Table export_offices(Db& db) {
    auto offices = list_offices(db);
    std::stable_sort(offices.begin(), offices.end(), [](const Office& a, const Office& b) { return a.level < b.level; }); // parents first
    return table("office", _("Offices"), offices, office_columns());
}

Imported import_offices(Write& write, const InputFile& file, const ImportOptions& options) {
    auto& db = write.db();
    Importer<OfficeDraft> importer{"office", office_columns(), needed,
         [&](const OfficeDraft& given) -> std::optional<OfficeDraft> {
             const auto id = sql::value<std::int64_t>(db, "select id from office where key = $1", given.key);
             if (!id) return {};
             OfficeDraft stored = office_of(db, *id);
             // a parent may be said by name as well
             if (!given.parent.empty() && find_office(db, given.parent, Match::strict).key == stored.parent) stored.parent = given.parent;
             return stored;
         },
         [&](const OfficeDraft& draft, bool known) { return (known ? edit_office(write, draft.key, draft) : add_office(write, draft)).key; }};
    importer.key = [](const OfficeDraft& draft) { return draft.key; };
    return import_drafts(write, file, options, importer);
}

Table office_table(const std::vector<Office>& offices) { 
    auto result = table("office", _("Offices"), offices, office_columns());
    result.brief = {"key", "name", "short_name", "level", "parent", "aliases"};
    return result;
}

} // namespace jointcase
