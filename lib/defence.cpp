// SPDX-License-Identifier: Apache-2.0
#include <jointcase/defence.hpp>

#include "future.hpp"
#include "importer.hpp"
#include "next.hpp"
#include "sql.hpp"
#include "text.hpp"

namespace jointcase {

template <>
std::span<const Word<Raised>> words<Raised>() {
    static constexpr Word<Raised> all[] = {{Raised::yes, "yes", "已提出;是"}, {Raised::no, "no", "未提出;否"}, {Raised::unknown, "unknown", "不详"}};
    return all;
}
template <>
std::span<const Word<CourtView>> words<CourtView>() {
    static constexpr Word<CourtView> all[] = {{CourtView::for_prosecution, "for_prosecution", "采信公诉意见"}, {CourtView::for_defence, "for_defence", "采信辩护意见"},
                                              {CourtView::partly, "partly", "部分采信"}, {CourtView::not_addressed, "not_addressed", "未评述"}};
    return all;
}

std::span<const DraftColumn<DefenceDraft>> defence_columns() {
    using D = DefenceDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::of_case>("case", {"case", "案件;受案号;部门受案号"}),
        column<&D::number>("number", {"no.", "序号"}),
        column<&D::argument>("argument", {"argument", "辩护观点"}),
        column<&D::kind>("kind", {"kind", "类型;焦点类型"}),
        column<&D::predicted_on>("predicted_on", {"foreseen", "预判日期"}),
        column<&D::response>("response", {"prepared response", "应对预案;应对意见"}),
        column<&D::prepared_by>("prepared_by", {"prepared by", "准备人"}),
        column<&D::trial_on>("trial_on", {"trial", "开庭日期;庭审日期"}),
        column<&D::raised>("raised", {"raised at trial", "当庭是否提出"}),
        column<&D::response_used>("response_used", {"response used", "预案是否使用"}),
        column<&D::court_view>("court_view", {"view of the court", "法院评判"}),
    };
    return columns;
}

Problems problems(const DefenceDraft& draft) {
    Problems found;
    if (draft.of_case.empty()) found.push_back(Problem::of("case", "missing", "the case is missing"));
    if (draft.argument.empty()) found.push_back(Problem::of("argument", "missing", "the defence argues something: the argument is missing"));
    if (!draft.kind) found.push_back(Problem::of("kind", "missing", "the kind of the argument is missing"));
    if (!draft.predicted_on && draft.raised != Raised::yes) found.push_back(Problem::of("predicted_on", "missing", "an argument was foreseen on a day, or it was raised at trial"));
    if (draft.trial_on.has_value() != draft.raised.has_value()) found.push_back(Problem::of("raised", "missing", "what came at trial has its day, and whether it was raised: yes, no or unknown"));
    if (draft.predicted_on && draft.trial_on && *draft.predicted_on > *draft.trial_on) found.push_back(Problem::of("predicted_on", "dates", "what is foreseen is so up to the trial ({})", iso(*draft.trial_on)));
    if (draft.response_used.value_or(false) && draft.response.empty()) found.push_back(Problem::of("response_used", "missing", "no response was prepared that could be used"));
    if (draft.response_used && !draft.trial_on) found.push_back(Problem::of("response_used", "early", "a response is used at trial, and there was none yet"));
    if (draft.court_view && draft.raised != Raised::yes) found.push_back(Problem::of("court_view", "early", "the court has a view of what was raised"));
    if (draft.response.empty() && !draft.prepared_by.empty()) found.push_back(Problem::of("response", "missing", "who prepared it is said, but not the response"));
    return found;
}

// --- reading

namespace {

Defence read_defence(const sql::Row& row) {
    Defence d;
    row.read(d.id, "id");
    row.read(d.key, "key");
    row.read(d.case_id, "case_id");
    row.read(d.of_case, "case_key");
    row.read(d.case_name, "case_name");
    d.number = row.get<int>("seq");
    row.read(d.argument, "argument");
    row.read(d.kind, "kind");
    row.read(d.predicted_on, "predicted_on");
    row.read(d.response, "response");
    row.read(d.prepared_by, "preparer");
    row.read(d.prepared_by_name, "preparer_name");
    row.read(d.trial_on, "trial_on");
    row.read(d.raised, "raised");
    row.read(d.response_used, "response_used");
    row.read(d.court_view, "court_view");
    return d;
}

#define DEFENCES                                                                                                                                  \
    "select d.*, c.key as case_key, c.name as case_name, t.key as preparer, t.name as preparer_name from defence d join cases c on c.id = d.case_id" \
    " left join talent t on t.id = d.prepared_by"

std::optional<Defence> defence_of(Db& db, Id<Case> of, int number) { return sql::select_one(db, read_defence, DEFENCES " where d.case_id = $1 and d.seq = $2", of, number); }
std::optional<Defence> defence_saying(Db& db, Id<Case> of, std::string_view argument) {
    return sql::select_one(db, read_defence, DEFENCES " where d.case_id = $1 and d.argument = $2 order by d.seq limit 1", of, argument);
}

} // namespace

Defence find_defence(Db& db, std::string_view text, Match match) {
    if (auto found = sql::select_one(db, read_defence, DEFENCES " where d.key = $1", text)) return *found;
    const auto mark = text.find_last_of("#/");
    const auto of = find_case(db, text.substr(0, mark), match);
    if (mark == std::string_view::npos) {
        DefenceFilter filter;
        filter.of_case = of.key;
        const auto all = list_defences(db, filter);
        if (all.size() == 1) return all.front();
        if (all.empty()) throw Error(Fault::missing, "no argument of the defence was entered for case {}; `defence add` does", of.key);
        throw Error(Fault::missing, "case {} has {} arguments of the defence; name one, such as {}#1", of.key, all.size(), of.key);
    }
    int number = 0;
    read_text(number, text.substr(mark + 1));
    if (auto found = defence_of(db, of.id, number)) return *found;
    throw Error(Fault::missing, "case {} has no argument {} of the defence; `defence list --case {}` shows them", of.key, number, of.key);
}

std::vector<Defence> list_defences(Db& db, const DefenceFilter& filter) {
    const auto of = filter.of_case.empty() ? Id<Case>{} : find_case(db, filter.of_case).id;
    return sql::select(db, read_defence,
                       DEFENCES " where c.voided_on is null and ($1 is null or d.case_id = $1) and ($2 is null or d.kind = $2) and ($3 is null or d.raised = $3)"
                                " and ($4 is null or ($4 = 1 and d.trial_on is null) or ($4 = 0 and d.trial_on is not null)) order by c.key, d.seq",
                       of, filter.kind, filter.raised, filter.open);
}

// --- writing

namespace {

void check(Write& write, const DefenceDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.predicted_on, "predicted_on");
    refuse_future(write, draft.trial_on, "trial_on");
}

Id<Talent> preparer(Write& write, const DefenceDraft& draft, const Case& of) {
    if (draft.response.empty()) return {};
    if (!draft.prepared_by.empty()) return find_talent(write.db(), draft.prepared_by, write.match()).id;
    if (of.handler_id) return of.handler_id;
    throw Error(Fault::refused, "who prepared the response is missing, and case {} has no handler (--by)", of.key);
}

Defence insert_defence(Write& write, const Case& of, const DefenceDraft& draft) {
    check(write, draft);
    auto& db = write.db();
    const int seq = draft.number.value_or(next_number(db, "select max(seq) as n from defence where case_id = $1", of.id));
    sql::insert<Defence>(write, "defence",
                         "insert into defence (key, case_id, seq, argument, kind, predicted_on, response, prepared_by, trial_on, raised, response_used, court_view)"
                         " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id",
                         fmt::format("{}/{}", of.key, seq), of.id, seq, draft.argument, draft.kind, draft.predicted_on, draft.response, preparer(write, draft, of), draft.trial_on, draft.raised,
                         draft.response_used, draft.court_view);
    return *defence_of(db, of.id, seq);
}

Defence change_defence(Write& write, const Defence& stored, const DefenceDraft& draft) {
    check(write, draft);
    auto& db = write.db();
    sql::update(write, "defence", stored.id,
                "update defence set argument = $2, kind = $3, predicted_on = $4, response = $5, prepared_by = $6, trial_on = $7, raised = $8, response_used = $9, court_view = $10 where id = $1", draft.argument, draft.kind,
                draft.predicted_on, draft.response, preparer(write, draft, case_of(db, stored.case_id)), draft.trial_on, draft.raised, draft.response_used, draft.court_view);
    return *defence_of(db, stored.case_id, *stored.number);
}

} // namespace

Defence add_defence(Write& write, const DefenceDraft& given) {
    auto& db = write.db();
    auto draft = given;
    const auto of = find_case(db, draft.of_case, write.match());
    draft.of_case = of.key;
    if (!draft.prepared_by.empty()) draft.prepared_by = find_talent(db, draft.prepared_by, write.match()).key;
    if (!draft.predicted_on && draft.raised != Raised::yes) draft.predicted_on = write.today();
    if (const auto known = defence_saying(db, of.id, draft.argument)) {
        if (!given.predicted_on) draft.predicted_on.reset();
        if (agrees(defence_columns(), draft, static_cast<const DefenceDraft&>(*known))) return *known;
        throw Error(Fault::refused, "this argument is there already as {}, with other details; `defence respond` and `defence outcome` add to it", known->key);
    }
    return insert_defence(write, of, draft);
}

Defence respond_defence(Write& write, std::string_view text, std::string_view response, std::string_view by) {
    const auto stored = find_defence(write.db(), text, write.match());
    if (trim(response).empty()) throw Error(Fault::invalid, "the response is missing");
    DefenceDraft draft = stored;
    draft.response = trim(response);
    if (!by.empty()) draft.prepared_by = find_talent(write.db(), by, write.match()).key;
    if (same(defence_columns(), draft, static_cast<const DefenceDraft&>(stored))) return stored;
    if (stored.trial_on) throw Error(Fault::refused, "the trial was on {}; a response is prepared before it", iso(*stored.trial_on));
    return change_defence(write, stored, draft);
}

Defence enter_outcome(Write& write, std::string_view text, const TrialResult& result) {
    const auto stored = find_defence(write.db(), text, write.match());
    DefenceDraft draft = stored;
    draft.trial_on = result.trial_on ? result.trial_on : stored.trial_on ? stored.trial_on : std::optional(write.today());
    draft.raised = result.raised ? result.raised : stored.raised;
    draft.response_used = result.response_used ? result.response_used : stored.response_used;
    draft.court_view = result.court_view ? result.court_view : stored.court_view;
    if (same(defence_columns(), draft, static_cast<const DefenceDraft&>(stored))) return stored;
    const auto differs = [](const auto& said, const auto& known) { return known && said != known; };
    if (differs(draft.trial_on, stored.trial_on) || differs(draft.raised, stored.raised) || differs(draft.response_used, stored.response_used) || differs(draft.court_view, stored.court_view)) {
        throw Error(Fault::refused, "the outcome of {} was entered already, with other details; `defence import` corrects it", stored.key);
    }
    return change_defence(write, stored, draft);
}

// --- files

namespace {

const std::set<std::string> needed = {"case", "argument", "kind"};

} // namespace

TemplateSheet defence_template() {
    return template_of(_("Arguments of the defence"), sheet_columns(defence_columns(), needed),
                       {{"case", "临州检起诉受[2020]62290000012号"}, {"argument", "没有非法占有目的"}, {"kind", label(IssueKind::characterization)}, {"predicted_on", "2020-02-10"}, {"response", "转账当日即挥霍，见银行流水"},
                        {"prepared_by", "622900-001"}});
}

Table export_defences(Db& db, bool unmask) {
    const auto all = list_defences(db);
    auto result = table("defence", _("Arguments of the defence"), all, defence_columns());
    for (std::size_t i = 0; i < all.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, all[i].case_id));
    return result;
}

Imported import_defences(Write& write, const InputFile& file, const ImportOptions& options) {
    auto& db = write.db();
    const auto stored = [&](const DefenceDraft& given) {
        const auto of = find_case(db, given.of_case, Match::strict);
        return given.number ? defence_of(db, of.id, *given.number) : defence_saying(db, of.id, given.argument);
    };
    Importer<DefenceDraft> importer{"defence", defence_columns(), needed,
                                    [&](const DefenceDraft& given) -> std::optional<DefenceDraft> { return stored(given); },
                                    [&](const DefenceDraft& draft, bool known) {
                                        if (!known) return insert_defence(write, find_case(db, draft.of_case, Match::strict), draft).key;
                                        const auto before = *stored(draft);
                                        return same(defence_columns(), draft, static_cast<const DefenceDraft&>(before)) ? before.key : change_defence(write, before, draft).key;
                                    }};
    importer.normalise = [&](DefenceDraft& draft) {
        if (draft.of_case.empty()) refuse({Problem::of("case", "missing", "the case is missing")});
        draft.of_case = in_column("case", [&] { return find_case(db, draft.of_case, Match::strict).key; });
        if (!draft.prepared_by.empty()) draft.prepared_by = in_column("prepared_by", [&] { return find_talent(db, draft.prepared_by, Match::strict).key; });
    };
    importer.key = [](const DefenceDraft& draft) { return draft.number ? fmt::format("{}/{}", draft.of_case, *draft.number) : std::string(); };
    return import_drafts(write, file, options, importer);
}

// --- showing

namespace {

const Field<Defence> key_fields[] = {{"key", {"key", "编号"}, [](const Defence& d) -> Cell { return d.key; }}};
const Field<Defence> name_fields[] = {
    {"case_name", {"name of the case", "案件名称"}, [](const Defence& d) -> Cell { return d.case_name; }},
    {"prepared_by_name", {"name of who prepared it", "准备人姓名"}, [](const Defence& d) { return to_cell(d.prepared_by_name); }},
};

} // namespace

Table defence_table(Db& db, const std::vector<Defence>& defences, bool unmask) {
    auto result = table("defence", _("Arguments of the defence"), defences, std::span<const Field<Defence>>(key_fields), defence_columns(), std::span<const Field<Defence>>(name_fields));
    result.brief = {"key", "argument", "kind", "predicted_on", "response", "trial_on", "raised", "court_view"};
    for (std::size_t i = 0; i < defences.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, defences[i].case_id));
    return result;
}

Document defence_document(Db& db, const Defence& defence, bool unmask) { return {"defence", defence.key, {}, defence_table(db, {defence}, unmask), {}, {}}; }

} // namespace jointcase
