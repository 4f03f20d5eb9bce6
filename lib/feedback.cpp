// SPDX-License-Identifier: Apache-2.0
#include <jointcase/feedback.hpp>

#include "future.hpp"
#include "importer.hpp"
#include "lookup.hpp"
#include "next.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace jointcase {

template <>
std::span<const Word<DecidedBy>> words<DecidedBy>() {
    static constexpr Word<DecidedBy> all[] = {{DecidedBy::handler, "handler", "承办检察官"}, {DecidedBy::chief, "chief", "检察长"}, {DecidedBy::committee, "committee", "检察委员会;检委会"}, {DecidedBy::superior, "superior", "上级院"}};
    return all;
}
template <>
std::span<const Word<Decision>> words<Decision>() {
    static constexpr Word<Decision> all[] = {{Decision::prosecute, "prosecute", "起诉"}, {Decision::not_prosecute, "not_prosecute", "不起诉"}, {Decision::arrest, "arrest", "批准逮捕"}, {Decision::not_arrest, "not_arrest", "不批准逮捕"},
                                             {Decision::return_for_investigation, "return_for_investigation", "退回补充侦查"}, {Decision::protest, "protest", "抗诉"}, {Decision::no_protest, "no_protest", "不抗诉"},
                                             {Decision::withdraw, "withdraw", "撤回"}, {Decision::other, "other", "其他"}};
    return all;
}
template <>
std::span<const Word<Adoption>> words<Adoption>() {
    static constexpr Word<Adoption> all[] = {{Adoption::adopted, "adopted", "采纳"}, {Adoption::partly_adopted, "partly_adopted", "部分采纳"}, {Adoption::not_adopted, "not_adopted", "未采纳"}, {Adoption::not_applicable, "not_applicable", "不适用"}};
    return all;
}
template <>
std::span<const Word<ReasonCode>> words<ReasonCode>() {
    static constexpr Word<ReasonCode> all[] = {{ReasonCode::new_evidence, "new_evidence", "有新证据"}, {ReasonCode::other_view_of_facts, "other_view_of_facts", "事实认定不同"},
                                               {ReasonCode::other_view_of_law, "other_view_of_law", "法律理解不同"}, {ReasonCode::decided_above, "decided_above", "上级决定"},
                                               {ReasonCode::covered_elsewhere, "covered_elsewhere", "已另行处理"}, {ReasonCode::other, "other", "其他"}};
    return all;
}

Answer parse_answer(std::string_view text) {
    Answer answer;
    const auto first = text.find(':');
    answer.adoption = parse_word<Adoption>(text.substr(0, first));
    if (first == std::string_view::npos) return answer;
    const auto rest = text.substr(first + 1);
    const auto second = rest.find(':');
    answer.code = parse_word<ReasonCode>(rest.substr(0, second));
    if (second != std::string_view::npos) answer.reason = trim(rest.substr(second + 1));
    return answer;
}

namespace {

void check_answer(const Answer& answer, Problems& found) {
    if (!answer.adoption) found.push_back(Problem::of("adoption", "missing", "the adoption is missing: adopted, partly_adopted, not_adopted or not_applicable"));
    const bool needs = answer.adoption == Adoption::not_adopted || answer.adoption == Adoption::partly_adopted;
    if (needs && !answer.code) found.push_back(Problem::of("reason_code", "missing", "what is not or only partly adopted needs a reason code, such as not_adopted:new_evidence"));
    if (answer.code == ReasonCode::other && answer.reason.empty()) found.push_back(Problem::of("reason", "missing", "the reason other needs a text"));
}

} // namespace

Problems problems(const FeedbackDraft& draft) {
    Problems found;
    if (draft.referral.empty()) found.push_back(Problem::of("referral", "missing", "the referral is missing"));
    if (draft.all) check_answer(*draft.all, found);
    for (const auto& [opinion, answer] : draft.answers) check_answer(answer, found);
    return found;
}

// --- reading

namespace {

Feedback read_feedback(const sql::Row& row) {
    Feedback f;
    row.read(f.id, "id");
    row.read(f.key, "key");
    f.referral = f.key;
    row.read(f.case_id, "case_id");
    row.read(f.case_name, "case_name");
    row.read(f.decided_by_role, "decided_by_role");
    row.read(f.decided_by, "decider");
    row.read(f.decision, "decision");
    row.read(f.decided_on, "decided_on");
    row.read(f.submitted_on, "submitted_on");
    return f;
}

GivenAdoption read_adoption(const sql::Row& row) {
    return {row.get<std::string>("key"), row.get<std::string>("opinion_key"), row.get<std::string>("talent_name"), row.get<Adoption>("adoption"), row.get<std::optional<ReasonCode>>("reason_code"), row.get<std::string>("reason")};
}

#define FEEDBACK                                                                                                         \
    "select f.*, r.case_id, c.name as case_name, d.key as decider from feedback f join referral r on r.id = f.referral" \
    " join cases c on c.id = r.case_id join office o on o.id = c.office left join talent d on d.id = f.decided_by"

Feedback complete(Db& db, Feedback f) {
    f.adoptions = sql::select(db, read_adoption,
                              "select a.*, o.key as opinion_key, t.name as talent_name from adoption a join opinion o on o.id = a.opinion join talent t on t.id = o.talent"
                              " where a.feedback = $1 order by o.meeting, o.seq", f.id);
    return f;
}

std::optional<Feedback> feedback_on(Db& db, Id<Referral> referral) {
    auto found = sql::select_one(db, read_feedback, FEEDBACK " where f.referral = $1", referral);
    return found ? std::optional(complete(db, std::move(*found))) : std::nullopt;
}

} // namespace

Feedback find_feedback(Db& db, std::string_view text, Match match) {
    const auto referral = find_referral(db, text, match);
    if (auto found = feedback_on(db, referral.id)) return *found;
    throw Error(Fault::missing, "referral {} has no feedback; it is {}", referral.key, label(referral.state));
}

std::vector<Feedback> list_feedback(Db& db, const FeedbackFilter& filter) {
    const auto office = filter.office.empty() ? std::string() : find_office(db, filter.office).key;
    auto all = sql::select(db, read_feedback,
                           FEEDBACK " where ($1 is null or o.key = $1) and ($2 is null or f.decision = $2)"
                                    " and ($3 is null or ($3 = 1 and f.submitted_on is not null) or ($3 = 0 and f.submitted_on is null)) order by f.key",
                           office, filter.decision, filter.submitted);
    for (auto& f : all) f = complete(db, std::move(f));
    return all;
}

// --- writing

namespace {

// The day of the meeting that discussed it.
std::optional<Date> discussed_on(Db& db, const Referral& referral) {
    const auto ended = sql::value<Time>(db, "select m.ended_at from agenda a join meeting m on m.id = a.meeting where a.referral = $1 and a.state = 'discussed'", referral.id);
    return ended ? std::optional(day(*ended)) : std::nullopt;
}

// A decision names a person or body that may decide: never the conference (invariant 2).
Id<Talent> decider(Write& write, const FeedbackDraft& draft, const Case& of, DecidedBy role) {
    if (!draft.decided_by.empty()) return find_talent(write.db(), draft.decided_by, write.match()).id;
    return role == DecidedBy::handler ? of.handler_id : Id<Talent>{};
}

bool agrees(Write& write, const Feedback& stored, const FeedbackDraft& draft) {
    return (!draft.decision || draft.decision == stored.decision) && (!draft.decided_by_role || draft.decided_by_role == stored.decided_by_role) && (!draft.decided_on || draft.decided_on == stored.decided_on) &&
           (draft.decided_by.empty() || find_talent(write.db(), draft.decided_by, write.match()).key == stored.decided_by);
}

Feedback decide(Write& write, const FeedbackDraft& draft, const Referral& referral) {
    auto& db = write.db();
    if (const auto stored = feedback_on(db, referral.id)) {
        if (agrees(write, *stored, draft)) return *stored;
        throw Error(Fault::refused, "referral {} was decided on {}: {}; a case is decided once after a meeting", referral.key, iso(*stored->decided_on), label(*stored->decision));
    }
    if (!draft.decision) throw Error(Fault::invalid, "the decision is missing (--decision)");
    const auto held = discussed_on(db, referral);
    if (!held) throw Error(Fault::refused, "referral {} is {}; feedback comes after the meeting", referral.key, label(referral.state));
    const auto on = draft.decided_on.value_or(write.today());
    refuse_future(write, on, "decided_on");
    if (on < *held) refuse({Problem::of("decided_on", "dates", "a decision comes after the meeting of {}", iso(*held))});
    const auto of = case_of(db, referral.case_id);
    const auto role = draft.decided_by_role.value_or(DecidedBy::handler);
    sql::insert<Feedback>(write, "feedback", "insert into feedback (key, referral, decided_by_role, decided_by, decision, decided_on) values ($1, $2, $3, $4, $5, $6) returning id",
                          referral.key, referral.id, role, decider(write, draft, of, role), draft.decision, on);
    return *feedback_on(db, referral.id);
}

// Standing opinions on the referral's issues that want an answer; reserve is none.
std::vector<Opinion> open_opinions(Db& db, const Referral& referral) {
    OpinionFilter filter;
    filter.referral = referral.key;
    auto all = list_opinions(db, filter);
    std::erase_if(all, [](const Opinion& opinion) { return opinion.stance == Stance::reserve; });
    return all;
}

void insert_adoption(Write& write, const Feedback& feedback, const Opinion& opinion, const Answer& answer) {
    sql::insert<GivenAdoption>(write, "adoption", "insert into adoption (key, feedback, opinion, adoption, reason_code, reason) values ($1, $2, $3, $4, $5, $6) returning id",
                               feedback.key + "/" + opinion.key, feedback.id, opinion.id, answer.adoption, answer.code, answer.reason);
}

// The answer that names the opinion: by its key, or by its number in its meeting.
const Answer* named(const FeedbackDraft& draft, const Opinion& opinion) {
    for (const auto& [name, answer] : draft.answers) {
        if (name == opinion.key || name == std::to_string(opinion.seq)) return &answer;
    }
    return nullptr;
}

void check_named(const FeedbackDraft& draft, const std::vector<Opinion>& opinions, const Referral& referral) {
    for (const auto& [name, answer] : draft.answers) {
        const auto count = std::count_if(opinions.begin(), opinions.end(), [&, &n = name](const Opinion& o) { return n == o.key || n == std::to_string(o.seq); });
        if (count == 0) throw Error(Fault::missing, "“{}” is no standing opinion on referral {}", name, referral.key);
        if (count > 1) throw Error(Fault::missing, "opinion {} of referral {} may be of several meetings; give its key", name, referral.key);
    }
}

Feedback submit(Write& write, const Feedback& feedback, Date on) {
    refuse_future(write, on, "submitted_on");
    if (on < *feedback.decided_on) refuse({Problem::of("submitted_on", "dates", "feedback comes after the decision of {}", iso(*feedback.decided_on))});
    sql::update(write, "feedback", feedback.id, "update feedback set submitted_on = $2 where id = $1", on);
    return *sql::select_one(write.db(), read_feedback, FEEDBACK " where f.id = $1", feedback.id);
}

} // namespace

Feedback decide_feedback(Write& write, const FeedbackDraft& draft) {
    refuse(problems(draft));
    return decide(write, draft, find_referral(write.db(), draft.referral, write.match()));
}

Feedback give_feedback(Write& write, const FeedbackDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    const auto referral = find_referral(db, draft.referral, write.match());
    const auto feedback = decide(write, draft, referral);
    const auto opinions = open_opinions(db, referral);
    check_named(draft, opinions, referral);
    List missing;
    bool fresh = !feedback.submitted_on;
    for (const auto& opinion : opinions) {
        const auto* answer = named(draft, opinion);
        const auto known = std::find_if(feedback.adoptions.begin(), feedback.adoptions.end(), [&](const GivenAdoption& a) { return a.opinion == opinion.key; });
        if (!answer && draft.all) answer = &*draft.all;
        if (known != feedback.adoptions.end()) {
            if (answer && known->adoption != answer->adoption) throw Error(Fault::refused, "opinion {} is answered already: {}; an answer given stays", opinion.key, label(known->adoption));
            continue;
        }
        if (!answer) missing.push_back(opinion.key + " " + opinion.talent_name);
        else {
            insert_adoption(write, feedback, opinion, *answer);
            fresh = true;
        }
    }
    if (!missing.empty()) throw Error(Fault::refused, "every standing opinion is answered; these are not yet (--all, --except): {}", fmt::join(missing, ", "));
    if (fresh && !feedback.submitted_on) submit(write, feedback, draft.submitted_on.value_or(write.today()));
    return *feedback_on(db, referral.id);
}

// --- handing on

Escalation escalate_referral(Write& write, const EscalationDraft& draft) {
    auto& db = write.db();
    if (!draft.to) throw Error(Fault::invalid, "to whom it is handed on is missing: chief, committee or superior");
    const auto referral = find_referral(db, draft.referral, write.match());
    const auto held = discussed_on(db, referral);
    if (!held) throw Error(Fault::refused, "referral {} is {}; it is handed on after it was discussed", referral.key, label(referral.state));
    const auto on = draft.on.value_or(write.today());
    refuse_future(write, on, "escalated_on");
    if (on < *held) refuse({Problem::of("escalated_on", "dates", "it is handed on after the meeting of {}", iso(*held))});
    const auto of = case_of(db, referral.case_id);
    const auto by = draft.by.empty() ? of.handler : find_talent(db, draft.by, write.match()).key;
    const auto all = list_escalations(db, referral.id);
    const auto known = std::find_if(all.begin(), all.end(), [&](const Escalation& e) { return e.to == *draft.to && e.on == on && e.by == by && e.why == draft.why; });
    if (known != all.end()) return *known;
    const auto seq = next_number(db, "select max(seq) as n from escalation where referral = $1", referral.id);
    sql::insert<Escalation>(write, "escalation", "insert into escalation (key, referral, seq, to_body, escalated_on, escalated_by, why) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                            fmt::format("{}/{}", referral.key, seq), referral.id, seq, draft.to, on, by.empty() ? Id<Talent>{} : find_talent(db, by, Match::strict).id, draft.why);
    return list_escalations(db, referral.id).back();
}

namespace {

// The rules of the meeting that discussed it, where they ask for a report and let stances be counted.
std::optional<Rules> rules_asking_for_report(Db& db, const Referral& referral) {
    const auto meeting = sql::value<std::int64_t>(db, "select meeting from agenda where referral = $1 and state = 'discussed'", referral.id);
    if (!meeting) return {};
    const auto& rules = rules_of(meeting_of(db, {*meeting}));
    return rules.tally == Tally::count && rules.divergence_report != Divergence::handler ? std::optional(rules) : std::nullopt;
}

// Of what each person said last on each issue, most was not adopted; or, while that is not said, dissents from the handler's view.
bool departs_from_most(Db& db, const Feedback& feedback, const Referral& referral) {
    std::map<std::pair<std::string, std::string>, Opinion> last;
    for (auto& opinion : open_opinions(db, referral)) {
        auto& kept = last[{opinion.talent, opinion.issue_key}];
        if (kept.key.empty() || kept.round <= opinion.round) kept = std::move(opinion);
    }
    int departs = 0, all = 0;
    for (const auto& [who, opinion] : last) {
        const auto given = std::find_if(feedback.adoptions.begin(), feedback.adoptions.end(), [&](const GivenAdoption& a) { return a.opinion == opinion.key; });
        const bool said = given != feedback.adoptions.end();
        if (said && given->adoption == Adoption::not_applicable) continue;
        ++all;
        if (said ? given->adoption == Adoption::not_adopted : opinion.stance == Stance::dissent) ++departs;
    }
    return departs * 2 > all;
}

// "622900-001 李明, …" of those in the position on that day; of a department, or of any.
std::string holders(Db& db, const Case& of, Position position, Date on, const std::string& department = {}) {
    const auto names = sql::values<std::string>(db,
                                                "select t.key || ' ' || t.name as who from posting p join talent t on t.id = p.talent where p.office = $1 and p.position = $2 and p.from_on <= $3"
                                                " and (p.to_on is null or p.to_on >= $3) and ($4 is null or p.department is null or p.department = $4) and t.voided_on is null order by t.key",
                                                of.office_id, position, on, department);
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

std::optional<ReportDuty> report_duty(Db& db, const Feedback& feedback) {
    const auto referral = find_referral(db, feedback.referral, Match::strict);
    const auto rules = rules_asking_for_report(db, referral);
    if (!rules || feedback.decided_by_role != DecidedBy::handler || !departs_from_most(db, feedback, referral)) return {};
    const auto of = case_of(db, feedback.case_id);
    const auto named = [](const std::string& title, const std::string& names) { return names.empty() ? title : title + " (" + names + ")"; };
    return ReportDuty{named(_("the department head"), holders(db, of, Position::dept_head, *feedback.decided_on, of.department)),
                      named(_("the chief"), holders(db, of, Position::chief, *feedback.decided_on)), cite(*rules, "divergence_report")};
}

std::string text_of(const ReportDuty& duty, const Feedback& feedback) {
    return say("the decision on {} departs from most standing opinions: {} reports it to {} ({}); `feedback escalate {} chief` enters that", feedback.key, duty.who, duty.whom, duty.rule, feedback.key);
}

// --- import: a row per opinion, the decision's columns repeated or empty below the first

namespace {

struct FeedbackRow {
    std::string referral, decided_by, opinion, reason;
    std::optional<Decision> decision;
    std::optional<DecidedBy> decided_by_role;
    std::optional<Date> decided_on, submitted_on;
    std::optional<Adoption> adoption;
    std::optional<ReasonCode> reason_code;
};

std::span<const DraftColumn<FeedbackRow>> row_columns() {
    using D = FeedbackRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::referral>("referral", {"referral", "提请;案件"}),
        column<&D::decision>("decision", {"decision", "处理决定"}),
        column<&D::decided_by_role>("decided_by_role", {"decided by (role)", "决定主体"}),
        column<&D::decided_by>("decided_by", {"decided by", "决定人"}),
        column<&D::decided_on>("decided_on", {"decided", "决定日期"}),
        column<&D::submitted_on>("submitted_on", {"submitted", "反馈日期"}),
        column<&D::opinion>("opinion", {"opinion", "意见编号"}),
        column<&D::adoption>("adoption", {"adoption", "采纳情况"}),
        column<&D::reason_code>("reason_code", {"reason code", "原因;未采纳原因"}),
        column<&D::reason>("reason", {"reason", "理由说明"}),
    };
    return columns;
}

const std::set<std::string> needed = {"referral"};

class FeedbackImport {
public:
    FeedbackImport(Write& write, ImportRun& run) : write_(write), run_(run) {}

    void rejected(const SheetRow* row) {
        if (!row || !row->cells.front().empty()) referral_.reset(); // rows below would hang on the one above
    }

    RowResult row(const FeedbackRow& row, std::int64_t line) {
        auto& db = write_.db();
        if (!row.referral.empty()) referral_ = in_column("referral", [&] { return find_referral(db, row.referral, Match::strict); });
        if (!referral_) refuse({Problem::of("referral", "missing", "the referral is missing, and there is none above")});
        const bool known = feedback_on(db, referral_->id).has_value();
        FeedbackDraft draft;
        draft.referral = referral_->key;
        draft.decision = row.decision;
        draft.decided_by_role = row.decided_by_role;
        draft.decided_by = row.decided_by;
        draft.decided_on = row.decided_on;
        const auto feedback = decide(write_, draft, *referral_);
        bool added = !known;
        if (!row.opinion.empty()) added = answer(feedback, row) || added;
        if (row.submitted_on) submitted_[referral_->key] = {line, *row.submitted_on};
        return {added ? Outcome::added : Outcome::unchanged, {}};
    }

    // Feedback is given once every opinion is answered, which the last row of a referral completes.
    void submit_all() {
        for (const auto& [key, said] : submitted_) {
            try {
                FeedbackDraft draft;
                draft.referral = key;
                draft.submitted_on = said.second;
                give_feedback(write_, draft);
            } catch (const Error& error) {
                run_.reject_late(said.first, Outcome::added, {"", "refused", error.what()});
            }
        }
    }

private:
    bool answer(const Feedback& feedback, const FeedbackRow& row) {
        const Answer answer{row.adoption, row.reason_code, row.reason};
        Problems found;
        check_answer(answer, found);
        refuse(found);
        const auto opinion = in_column("opinion", [&] { return find_opinion(write_.db(), row.opinion, Match::strict); });
        if (opinion.referral_id != referral_->id || !opinion.standing()) throw Error(Fault::refused, "“{}” is no standing opinion on referral {}", opinion.key, referral_->key);
        for (const auto& given : feedback.adoptions) {
            if (given.opinion != opinion.key) continue;
            if (given.adoption == answer.adoption && given.code == answer.code && given.reason == answer.reason) return false;
            run_.differs(Error(Fault::refused, "opinion {} is answered already: {}; an answer given stays", opinion.key, label(given.adoption)));
            return false;
        }
        insert_adoption(write_, feedback, opinion, answer);
        return true;
    }

    Write& write_;
    ImportRun& run_;
    std::optional<Referral> referral_;
    std::map<std::string, std::pair<std::int64_t, Date>> submitted_; // by referral: line and day
};

} // namespace

TemplateSheet feedback_template() {
    return template_of(_("Feedback"), sheet_columns(row_columns(), needed),
                       {{"referral", "临州检起诉受[2020]62290000012号#1"}, {"decision", label(Decision::prosecute)}, {"decided_by_role", label(DecidedBy::handler)}, {"decided_on", "2020-03-01"},
                        {"submitted_on", "2020-03-02"}, {"opinion", "临州检联席〔2020〕7号-1"}, {"adoption", label(Adoption::adopted)}});
}

Table export_feedback(Db& db, bool unmask) {
    std::vector<FeedbackRow> rows;
    std::vector<Masking> masks;
    for (const auto& f : list_feedback(db)) {
        FeedbackRow row{f.key, f.decided_by, {}, {}, f.decision, f.decided_by_role, f.decided_on, f.submitted_on, {}, {}};
        std::vector<FeedbackRow> answers;
        for (const auto& a : f.adoptions) {
            answers.push_back(row);
            answers.back().opinion = a.opinion;
            answers.back().adoption = a.adoption;
            answers.back().reason_code = a.code;
            answers.back().reason = a.reason;
        }
        if (answers.empty()) answers.push_back(row);
        for (auto& answer : answers) {
            rows.push_back(std::move(answer));
            if (!unmask) masks.push_back(masking(db, f.case_id));
        }
    }
    auto result = table("feedback", _("Feedback"), rows, row_columns());
    for (std::size_t i = 0; i < masks.size(); ++i) mask_row(result.rows[i], masks[i]);
    return result;
}

Imported import_feedback(Write& write, const InputFile& file, const ImportOptions& options) {
    const InputFile* const files[] = {&file};
    return import_files(write, options, "feedback", files, [&](ImportRun& run) {
        FeedbackImport import(write, run);
        auto rows = sheet_rows<FeedbackRow>(row_columns(), needed, nullptr, [&](FeedbackRow& row, const SheetRow& sheet_row) { return import.row(row, sheet_row.line); });
        rows.rejected = [&](const SheetRow* row) { import.rejected(row); };
        run.sheet(file, rows);
        if (!run.result().failed) import.submit_all();
    });
}

// --- showing

namespace {

const Field<Feedback> feedback_fields[] = {
    {"key", {"referral", "提请"}, [](const Feedback& f) -> Cell { return f.key; }},
    {"case_name", {"case", "案件名称"}, [](const Feedback& f) -> Cell { return f.case_name; }},
    {"decision", {"decision", "处理决定"}, [](const Feedback& f) { return to_cell(f.decision); }},
    {"decided_by_role", {"decided by (role)", "决定主体"}, [](const Feedback& f) { return to_cell(f.decided_by_role); }},
    {"decided_by", {"decided by", "决定人"}, [](const Feedback& f) { return to_cell(f.decided_by); }},
    {"decided_on", {"decided", "决定日期"}, [](const Feedback& f) { return to_cell(f.decided_on); }},
    {"submitted_on", {"submitted", "反馈日期"}, [](const Feedback& f) { return to_cell(f.submitted_on); }},
};
const Field<GivenAdoption> adoption_fields[] = {
    {"opinion", {"opinion", "意见编号"}, [](const GivenAdoption& a) -> Cell { return a.opinion; }},
    {"name", {"name", "发言人"}, [](const GivenAdoption& a) -> Cell { return a.talent_name; }},
    {"adoption", {"adoption", "采纳情况"}, [](const GivenAdoption& a) { return to_cell(a.adoption); }},
    {"reason_code", {"reason code", "原因"}, [](const GivenAdoption& a) { return to_cell(a.code); }},
    {"reason", {"reason", "理由说明"}, [](const GivenAdoption& a) { return to_cell(a.reason); }},
};

} // namespace

Table feedback_table(Db& db, const std::vector<Feedback>& feedback, bool unmask) {
    auto result = table("feedback", _("Feedback"), feedback, std::span<const Field<Feedback>>(feedback_fields));
    for (std::size_t i = 0; i < feedback.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, feedback[i].case_id));
    return result;
}

Document feedback_document(Db& db, const Feedback& feedback, bool unmask) {
    Document document{"feedback", feedback.key, {}, feedback_table(db, {feedback}, unmask), {}, {}};
    auto adoptions = table("adoptions", _("Adoptions"), feedback.adoptions, std::span<const Field<GivenAdoption>>(adoption_fields));
    for (auto& row : adoptions.rows) {
        if (!unmask) mask_row(row, masking(db, feedback.case_id));
    }
    document.parts.push_back(std::move(adoptions));
    const auto referral = find_referral(db, feedback.referral, Match::strict);
    document.parts.push_back(escalation_table(db, referral, unmask));
    if (rules_asking_for_report(db, referral)) { // without such rules nothing is counted, and nothing said of it
        constexpr Term title{"report to the chief required", "须报告检察长"};
        document.record.columns.push_back({"report_to_chief_required", std::string(title.shown())});
        document.record.rows.front().push_back(report_duty(db, feedback).has_value());
    }
    return document;
}

} // namespace jointcase
