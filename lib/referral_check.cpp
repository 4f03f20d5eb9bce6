// What a head looks at before accepting a referral, and which cases ought to have one.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "sql.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

template <>
std::span<const Word<Check>> words<Check>() {
    static constexpr Word<Check> all[] = {{Check::report, "report", "审查报告"},         {Check::dossier, "dossier", "案卷材料"},             {Check::files, "files", "材料文件"},
                                          {Check::questions, "questions", "争议焦点"},   {Check::handler_view, "handler_view", "承办人意见"}, {Check::issue_views, "issue_views", "逐项意见"},
                                          {Check::similar_cases, "similar_cases", "类案检索"}, {Check::deadline, "deadline", "审查期限"},       {Check::parties, "parties", "当事人"}};
    return all;
}

namespace {

constexpr Term guidance{"the courts' guidance on meetings of professional judges (法〔2021〕2号) art 7, as a default", "参照法〔2021〕2号第七条"};

Term source_of(Check check) {
    switch (check) {
    case Check::dossier: return {"the practice of procuratorial committees, as a default", "参照检察委员会工作惯例"};
    case Check::files: return {"a default of this program", "本程序默认值"};
    case Check::deadline: return {"刑诉法 arts 105, 172; 刑诉规则 art 282", "刑事诉讼法第一百零五条、第一百七十二条，刑诉规则第二百八十二条"};
    case Check::parties: return {"刑诉法 art 29: recusals are found by the parties", "刑事诉讼法第二十九条：据以审查回避"};
    default: return guidance;
    }
}

std::string lacking(const Referral& referral, const std::vector<Material>& materials, MaterialKind kind) {
    const bool there = std::any_of(materials.begin(), materials.end(), [&](const Material& m) { return m.kind == kind; });
    return there ? std::string() : say("none is attached; `referral attach {} FILE --kind {}`", referral.key, code(kind));
}

std::string broken_files(Db& db, const std::vector<Material>& materials) {
    List broken;
    for (const auto& m : materials) {
        const auto state = file_state(db, m);
        if (state == FileState::gone) broken.push_back(say("{} is gone", m.path));
        if (state == FileState::changed) broken.push_back(say("{} has changed since it was attached", m.path));
    }
    return fmt::format("{}", fmt::join(broken, "; "));
}

std::string issues_without_view(const Referral& referral) {
    std::vector<int> without;
    for (const auto& issue : referral.numbered) {
        if (issue.handler_view.empty()) without.push_back(issue.seq);
    }
    return without.empty() ? std::string() : say("the handler's view is missing on issue {}", fmt::format("{}", fmt::join(without, ", ")));
}

bool is_of_law(const Issue& issue) { return issue.kind == IssueKind::law || issue.kind == IssueKind::characterization; }

} // namespace

std::vector<CheckResult> check_referral(Db& db, const Referral& referral) {
    const auto materials = list_materials(db, referral.id);
    const auto of = case_of(db, referral.case_id);
    std::vector<CheckResult> results;
    const auto add = [&](Check check, std::string lacks) { results.push_back({check, lacks.empty(), std::move(lacks), std::string(source_of(check).shown())}); };
    add(Check::report, lacking(referral, materials, MaterialKind::report));
    add(Check::dossier, lacking(referral, materials, MaterialKind::dossier));
    add(Check::files, broken_files(db, materials));
    add(Check::questions, referral.numbered.empty() ? say("no issue is put") : std::string());
    add(Check::handler_view, referral.handler_view.empty() ? say("the handler's own view is missing") : std::string());
    add(Check::issue_views, issues_without_view(referral));
    if (std::any_of(referral.numbered.begin(), referral.numbered.end(), is_of_law)) add(Check::similar_cases, lacking(referral, materials, MaterialKind::similar_cases));
    add(Check::deadline, of.period_ends_on ? std::string() : say("it is not known when the period of the case ends; `case edit {} --deadline-on DATE`, or its stage and day of receipt", of.key));
    add(Check::parties, list_parties(db, of.id).empty() ? say("no party is entered; `case party {} suspect NAME`", of.key) : std::string());
    return results;
}

// --- what was discussed before

namespace {

Precedent read_precedent(const sql::Row& row) {
    return {row.get<std::string>("meeting_key"), row.get<std::string>("referral_key"), row.get<std::string>("case_key"), row.get<std::string>("case_name"), row.get<std::string>("cause"),
            row.get<std::string>("question"), row.get<Id<Case>>("case_id"), day(row.get<Time>("ended_at")), row.get<IssueKind>("kind")};
}

} // namespace

std::vector<Precedent> list_precedents(Db& db, const Referral& referral) {
    return sql::select(db, read_precedent,
                       "select m.key as meeting_key, m.ended_at, r.key as referral_key, c.id as case_id, c.key as case_key, c.name as case_name, i.kind, i.question,"
                       " (select min(u.cause) from case_cause u where u.case_id = c.id and u.cause in (select v.cause from case_cause v where v.case_id = $2)) as cause"
                       " from cases c join referral r on r.case_id = c.id join issue i on i.referral = r.id join agenda a on a.referral = r.id and a.state = 'discussed' join meeting m on m.id = a.meeting"
                       " where c.id in (select u.case_id from case_cause u where u.cause in (select v.cause from case_cause v where v.case_id = $2)) and r.id <> $1"
                       " and i.kind in (select k.kind from issue k where k.referral = $1) and m.ended_at <= $3 order by m.ended_at desc, i.key",
                       referral.id, referral.case_id, db.as_of());
}

namespace {

struct Checked {
    const Referral& referral;
    bool complete = false;
};
const Field<Checked> checked_fields[] = {
    {"key", {"referral", "提请"}, [](const Checked& c) -> Cell { return c.referral.key; }},
    {"case", {"case", "案件"}, [](const Checked& c) -> Cell { return c.referral.of_case; }},
    {"case_name", {"name of the case", "案件名称"}, [](const Checked& c) -> Cell { return c.referral.case_name; }},
    {"state", {"state", "状态"}, [](const Checked& c) { return to_cell(c.referral.state); }},
    {"complete", {"complete", "材料齐全"}, [](const Checked& c) -> Cell { return c.complete; }},
};
const Field<CheckResult> check_fields[] = {
    {"check", {"check", "审核项目"}, [](const CheckResult& c) { return to_cell(c.check); }},
    {"met", {"met", "符合"}, [](const CheckResult& c) -> Cell { return c.met; }},
    {"message", {"what is lacking", "欠缺事项"}, [](const CheckResult& c) { return to_cell(c.message); }},
    {"source", {"source", "依据"}, [](const CheckResult& c) -> Cell { return c.source; }},
};
const Field<Precedent> precedent_fields[] = {
    {"meeting", {"meeting", "会议"}, [](const Precedent& p) -> Cell { return p.meeting; }},
    {"held_on", {"held", "召开日期"}, [](const Precedent& p) -> Cell { return p.held_on; }},
    {"referral", {"referral", "提请"}, [](const Precedent& p) -> Cell { return p.referral; }},
    {"case_name", {"case", "案件名称"}, [](const Precedent& p) -> Cell { return p.case_name; }},
    {"cause", {"cause", "案由"}, [](const Precedent& p) -> Cell { return p.cause; }},
    {"kind", {"kind", "类型"}, [](const Precedent& p) { return to_cell(p.kind); }},
    {"question", {"question", "议题"}, [](const Precedent& p) -> Cell { return p.question; }},
};

} // namespace

Document check_document(Db& db, const Referral& referral, bool unmask) {
    const auto results = check_referral(db, referral);
    const auto precedents = list_precedents(db, referral);
    const bool complete = std::all_of(results.begin(), results.end(), [](const CheckResult& c) { return c.met; });
    Document document{"check", referral.key, {}, table("check", "", std::vector<Checked>{{referral, complete}}, std::span<const Field<Checked>>(checked_fields)), {}, {}};
    document.parts.push_back(table("checks", _("Completeness"), results, std::span<const Field<CheckResult>>(check_fields)));
    document.parts.push_back(table("precedents", _("The same cause and kind of issue, discussed before"), precedents, std::span<const Field<Precedent>>(precedent_fields)));
    if (unmask) return document;
    const auto mask = masking(db, referral.case_id);
    mask_row(document.record.rows[0], mask);
    for (auto& row : document.parts[0].rows) mask_row(row, mask);
    for (std::size_t i = 0; i < precedents.size(); ++i) mask_row(document.parts[1].rows[i], masking(db, precedents[i].case_id));
    return document;
}

// --- what must go and did not

std::vector<MissingReferral> list_missing_referrals(Db& db, const std::string& office) {
    const auto code = office.empty() ? std::string() : find_office(db, office).key;
    std::vector<MissingReferral> missing;
    for (const auto id : sql::values<std::int64_t>(db,
                                                   "select c.id from cases c join office o on o.id = c.office where c.closed_on is null and c.voided_on is null and (c.gang <> 'none' or c.influential = 1 or c.reopened_on is not null)"
                                                   " and ($1 is null or o.key = $1) and not exists (select 1 from referral r where r.case_id = c.id and (r.withdrawn_on is null or r.withdrawn_on > $2)"
                                                   " and (coalesce(r.decision, '') <> 'returned' or r.decided_on > $2)) order by c.key",
                                                   code, day(db.as_of()))) {
        MissingReferral one{case_of(db, {id}), {}, {}};
        for (const auto& ground : referral_grounds(db, one.of)) {
            if (!ground.must) continue;
            one.reasons.push_back(parse_word<Reason>(ground.reason));
            one.why.push_back(label(one.reasons.back()) + ": " + ground.fact);
        }
        if (!one.reasons.empty()) missing.push_back(std::move(one));
    }
    return missing;
}

namespace {

const Field<MissingReferral> missing_fields[] = {
    {"key", {"case", "案件"}, [](const MissingReferral& m) -> Cell { return m.of.key; }},
    {"name", {"name", "案件名称"}, [](const MissingReferral& m) -> Cell { return m.of.name; }},
    {"office_name", {"office name", "承办单位名称"}, [](const MissingReferral& m) -> Cell { return m.of.office_name; }},
    {"handler", {"handler", "承办检察官"}, [](const MissingReferral& m) { return to_cell(m.of.handler); }},
    {"handler_name", {"handler name", "承办人姓名"}, [](const MissingReferral& m) { return to_cell(m.of.handler_name); }},
    {"reasons", {"reasons", "提请事由"}, [](const MissingReferral& m) { return to_cell(m.reasons); }},
    {"why", {"why", "理由"}, [](const MissingReferral& m) { return to_cell(m.why); }},
    {"period_ends_on", {"period ends", "审查期限届满日"}, [](const MissingReferral& m) { return to_cell(m.of.period_ends_on); }},
};

} // namespace

Table missing_table(Db& db, const std::vector<MissingReferral>& missing, bool unmask) {
    auto result = table("missing_must", _("Cases that must be referred and never were (Songbei art 3)"), missing, std::span<const Field<MissingReferral>>(missing_fields));
    for (std::size_t i = 0; i < missing.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, missing[i].of.id));
    return result;
}

} // namespace jointcase
