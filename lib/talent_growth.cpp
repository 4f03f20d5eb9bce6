// What talents grow by (成长): plans, awards, training, lectures, competitions, observed cases, publications, assessments.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/talent.hpp>

#include "future.hpp"
#include "next.hpp"
#include "sql.hpp"

namespace jointcase {

template <>
std::span<const Word<GrowthKind>> words<GrowthKind>() {
    static constexpr Word<GrowthKind> all[] = {{GrowthKind::plan, "plan", "培养计划"},         {GrowthKind::award, "award", "表彰奖励;获奖"},         {GrowthKind::training, "training", "培训"},
                                               {GrowthKind::lecture, "lecture", "授课"},       {GrowthKind::competition, "competition", "业务竞赛;竞赛"}, {GrowthKind::observe_case, "observe_case", "观摩办案;观摩"},
                                               {GrowthKind::publication, "publication", "发表文章;调研成果"}, {GrowthKind::assessment, "assessment", "考核"}};
    return all;
}

std::span<const DraftColumn<GrowthDraft>> growth_columns() {
    using D = GrowthDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::kind>("kind", {"kind", "类型"}),
        column<&D::on>("on", {"day", "日期"}),
        column<&D::title>("title", {"title", "名称"}),
        column<&D::level>("level", {"level", "级别"}),
        column<&D::result>("result", {"result", "结果"}),
    };
    return columns;
}

Problems problems(const GrowthDraft& draft) {
    Problems found;
    if (!draft.kind) found.push_back(Problem::of("kind", "missing", "the kind is missing: plan, award, training, lecture, competition, observe_case, publication or assessment"));
    if (draft.title.empty()) found.push_back(Problem::of("title", "missing", "what a talent grew by has a title"));
    return found;
}

namespace {

Growth read_growth(const sql::Row& row) {
    Growth growth;
    row.read(growth.id, "id");
    row.read(growth.key, "key");
    row.read(growth.number, "seq");
    row.read(growth.kind, "kind");
    row.read(growth.on, "happened_on");
    row.read(growth.title, "title");
    row.read(growth.level, "level");
    row.read(growth.result, "result");
    return growth;
}

Growth growth_of(Db& db, Id<Growth> id) { return *sql::select_one(db, read_growth, "select * from growth where id = $1", id); }

void check(Write& write, const GrowthDraft& draft) {
    refuse(problems(draft));
    if (draft.kind != GrowthKind::plan) refuse_future(write, draft.on, "on");
}

} // namespace

Growth find_growth(Db& db, const Talent& talent, int number) {
    if (auto found = sql::select_one(db, read_growth, "select * from growth where talent = $1 and seq = $2", talent.id, number)) return *found;
    throw Error(Fault::missing, "{} {} has no entry {}; `talent growth {}` shows them", talent.key, talent.name, number, talent.key);
}

std::vector<Growth> list_growth(Db& db, Id<Talent> talent) { return sql::select(db, read_growth, "select * from growth where talent = $1 order by happened_on, seq", talent); }

Growth add_growth(Write& write, std::string_view text, const GrowthDraft& given) {
    auto& db = write.db();
    const auto talent = find_talent(db, text, write.match());
    auto draft = given;
    if (!draft.on) draft.on = write.today();
    check(write, draft);
    if (const auto known = sql::select_one(db, read_growth, "select * from growth where talent = $1 and kind = $2 and happened_on = $3 and title = $4 order by seq limit 1", talent.id, draft.kind, draft.on, draft.title)) {
        if (agrees(growth_columns(), draft, static_cast<const GrowthDraft&>(*known))) return *known;
        throw Error(Fault::refused, "this is there already as entry {}, with other details; --entry {} changes it", known->number, known->number);
    }
    const int seq = next_number(db, "select max(seq) as n from growth where talent = $1", talent.id);
    return growth_of(db, sql::insert<Growth>(write, "growth", "insert into growth (key, talent, seq, kind, happened_on, title, level, result) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
                                             fmt::format("{}/{}", talent.key, seq), talent.id, seq, draft.kind, draft.on, draft.title, draft.level, draft.result));
}

Growth edit_growth(Write& write, const Growth& growth, const GrowthDraft& draft) {
    check(write, draft);
    if (!draft.on) refuse({Problem::of("on", "missing", "what a talent grew by has a day")});
    sql::update(write, "growth", growth.id, "update growth set kind = $2, happened_on = $3, title = $4, level = $5, result = $6 where id = $1", draft.kind, draft.on, draft.title, draft.level, draft.result);
    return growth_of(write.db(), growth.id);
}

Table growth_table(const std::vector<Growth>& growth) {
    static constexpr Field<Growth> number[] = {{"number", {"no.", "序号"}, [](const Growth& g) { return to_cell(g.number); }}};
    return table("growth", _("Growth"), growth, std::span<const Field<Growth>>(number), growth_columns());
}

} // namespace jointcase
