// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "future.hpp"
#include "importer.hpp"
#include "lookup.hpp"
#include "next.hpp"
#include "text.hpp"

#include <algorithm>

namespace jointcase {

template <>
std::span<const Word<Reason>> words<Reason>() {
    static constexpr Word<Reason> all[] = {
        {Reason::M1, "M1", "拟提请检委会审议"},   {Reason::M2, "M2", "拟请示上级院对口部门"}, {Reason::M3, "M3", "拟作撤销或者不起诉"}, {Reason::M4, "M4", "事实重大变化或者法律适用分歧严重"},
        {Reason::M5, "M5", "重要敏感或者有重大社会影响"}, {Reason::M6, "M6", "涉黑恶势力"},      {Reason::M7, "M7", "领导要求"},           {Reason::O1, "O1", "承办人认为重大疑难复杂"},
        {Reason::O2, "O2", "办案组内部分歧较大"}, {Reason::O3, "O3", "其他"}};
    return all;
}
template <>
std::span<const Word<IssueKind>> words<IssueKind>() {
    static constexpr Word<IssueKind> all[] = {{IssueKind::evidence, "evidence", "审查证据;证据"},      {IssueKind::facts, "facts", "认定事实;事实"},
                                              {IssueKind::characterization, "characterization", "定性"}, {IssueKind::law, "law", "法律适用;法律"},
                                              {IssueKind::sentencing, "sentencing", "量刑"},           {IssueKind::procedure, "procedure", "程序"},
                                              {IssueKind::trial_response, "trial_response", "庭审应对;庭审"}, {IssueKind::other, "other", "其他"}};
    return all;
}
template <>
std::span<const Word<ReferralDecision>> words<ReferralDecision>() {
    static constexpr Word<ReferralDecision> all[] = {{ReferralDecision::accepted, "accepted", "同意"}, {ReferralDecision::refused, "refused", "不同意"},
                                                     {ReferralDecision::returned, "returned", "退回"}, {ReferralDecision::ordered, "ordered", "领导要求"}};
    return all;
}
template <>
std::span<const Word<ReferralState>> words<ReferralState>() {
    static constexpr Word<ReferralState> all[] = {{ReferralState::submitted, "submitted", "待审核"}, {ReferralState::accepted, "accepted", "已同意"},   {ReferralState::refused, "refused", "不同意"},
                                                  {ReferralState::returned, "returned", "已退回"},   {ReferralState::withdrawn, "withdrawn", "已撤回"}, {ReferralState::scheduled, "scheduled", "已列入议程"},
                                                  {ReferralState::discussed, "discussed", "已讨论"}, {ReferralState::decided, "decided", "已决定"},     {ReferralState::answered, "answered", "已反馈"}};
    return all;
}

template <>
std::span<const Word<Body>> words<Body>() {
    static constexpr Word<Body> all[] = {{Body::chief, "chief", "检察长"}, {Body::committee, "committee", "检察委员会;检委会"}, {Body::superior, "superior", "上级院"}};
    return all;
}

IssueDraft parse_issue(std::string_view text) {
    const auto parts = at_colon(text);
    if (!parts) throw Error(Fault::invalid, "an issue is KIND:QUESTION, such as 定性:是否构成诈骗, not “{}”", printable(text));
    IssueDraft issue;
    issue.kind = parse_word<IssueKind>(parts->first);
    issue.question = parts->second;
    if (issue.question.empty()) throw Error(Fault::invalid, "an issue asks a question: “{}” has none", printable(text));
    return issue;
}

Problems problems(const ReferralDraft& draft) {
    Problems found;
    if (draft.ordered_by.empty() && draft.reasons.empty()) found.push_back(Problem::of("reasons", "missing", "a referral has a reason: M1 to M6 or O1 to O3 (Songbei arts 3, 4)"));
    if (draft.ordered_by.empty() && std::find(draft.reasons.begin(), draft.reasons.end(), Reason::M7) != draft.reasons.end()) {
        found.push_back(Problem::of("reasons", "ordered", "M7 is set by ordering only: say who orders it"));
    }
    if (draft.issues.empty()) found.push_back(Problem::of("question", "missing", "a referral has an issue"));
    for (const auto& issue : draft.issues) {
        if (issue.question.empty()) found.push_back(Problem::of("question", "missing", "an issue asks a question"));
        if (!issue.kind) found.push_back(Problem::of("issue_kind", "missing", "an issue has a kind"));
    }
    if (draft.handler_view.empty()) found.push_back(Problem::of("handler_view", "missing", "the handler's own view is missing"));
    return found;
}

// --- reading

namespace {

Referral read_referral(const sql::Row& row) {
    Referral r;
    row.read(r.id, "id");
    row.read(r.key, "key");
    row.read(r.case_id, "case_id");
    row.read(r.of_case, "case_key");
    row.read(r.case_name, "case_name");
    row.read(r.seq, "seq");
    row.read(r.requested_by, "requester");
    row.read(r.requested_on, "requested_on");
    row.read(r.handler_view, "handler_view");
    row.read(r.follows, "followed");
    row.read(r.new_facts, "new_facts");
    row.read(r.urgent, "urgent");
    row.read(r.decision, "decision");
    row.read(r.decided_by, "decider");
    if (r.decision == ReferralDecision::ordered) r.ordered_by = r.decided_by;
    row.read(r.decided_on, "decided_on");
    row.read(r.why, "why");
    row.read(r.withdrawn_on, "withdrawn_on");
    row.read(r.withdrawn_why, "withdrawn_why");
    row.read(r.source_no, "source_no");
    row.read(r.state, "state");
    return r;
}

// $1 and $2: the day and the moment at which the state is told
#define REFERRALS                                                                                                                                    \
    "select r.*, c.key as case_key, c.name as case_name, q.key as requester, d.key as decider, f.key as followed,"                                  \
    " case when r.withdrawn_on <= $1 then 'withdrawn'"                                                                                              \
    "  when r.decision in ('refused', 'returned') and r.decided_on <= $1 then r.decision"                                                           \
    "  when exists (select 1 from feedback b where b.referral = r.id and b.submitted_on <= $1) then 'answered'"                                     \
    "  when exists (select 1 from feedback b where b.referral = r.id and b.decided_on <= $1) then 'decided'"                                        \
    "  when exists (select 1 from agenda a join meeting m on m.id = a.meeting where a.referral = r.id and a.state = 'discussed' and coalesce(m.ended_at, $2) <= $2) then 'discussed'" \
    "  when exists (select 1 from agenda a where a.referral = r.id and a.state in ('scheduled', 'discussed')) then 'scheduled'"                     \
    "  when r.decision is not null and (r.decided_on is null or r.decided_on <= $1) then 'accepted' else 'submitted' end as state"                   \
    " from referral r join cases c on c.id = r.case_id left join talent q on q.id = r.requested_by left join talent d on d.id = r.decided_by"        \
    " left join referral f on f.id = r.follows"

Issue read_issue(const sql::Row& row) {
    Issue issue;
    row.read(issue.id, "id");
    row.read(issue.key, "key");
    row.read(issue.seq, "seq");
    row.read(issue.kind, "kind");
    row.read(issue.question, "question");
    row.read(issue.handler_view, "handler_view");
    return issue;
}

Referral complete(Db& db, Referral r) {
    for (const auto& reason : sql::values<std::string>(db, "select reason from referral_reason where referral = $1 order by reason", r.id)) r.reasons.push_back(parse_word<Reason>(reason));
    r.numbered = list_issues(db, r.id);
    r.issues.assign(r.numbered.begin(), r.numbered.end());
    if (const auto within = db.config().rules.request_decision_days; within && r.requested_on) r.decision_due_on = add_days(*r.requested_on, *within);
    if (r.decision_due_on && r.decided_on) r.decided_late = *r.decided_on > *r.decision_due_on;
    return r;
}

std::vector<Referral> referrals_of(Db& db, Id<Case> of) {
    return sql::select(db, read_referral, REFERRALS " where r.case_id = $3 order by r.seq", day(db.as_of()), db.as_of(), of);
}

// Asked for and not yet answered; one held before it was entered never stands in the way.
bool live(const Referral& r) {
    switch (r.state) {
    case ReferralState::refused:
    case ReferralState::returned:
    case ReferralState::withdrawn:
    case ReferralState::answered: return false;
    default: return r.requested_on.has_value();
    }
}

} // namespace

std::vector<Issue> list_issues(Db& db, Id<Referral> referral) { return sql::select(db, read_issue, "select * from issue where referral = $1 order by seq", referral); }

std::vector<Escalation> list_escalations(Db& db, Id<Referral> referral) {
    constexpr auto read = +[](const sql::Row& row) {
        return Escalation{row.get<std::string>("key"), row.get<std::string>("referral_key"), row.get<Body>("to_body"), row.get<Date>("escalated_on"), row.get<std::string>("by_key"), row.get<std::string>("by_name"), row.get<std::string>("why")};
    };
    return sql::select(db, read,
                       "select e.*, r.key as referral_key, t.key as by_key, t.name as by_name from escalation e join referral r on r.id = e.referral left join talent t on t.id = e.escalated_by"
                       " where e.referral = $1 and e.escalated_on <= $2 order by e.seq", referral, day(db.as_of()));
}

Referral referral_of(Db& db, Id<Referral> id) {
    return complete(db, *sql::select_one(db, read_referral, REFERRALS " where r.id = $3", day(db.as_of()), db.as_of(), id));
}

Referral find_referral(Db& db, std::string_view text, Match match) {
    const auto exact = only(text, sql::select(db, read_candidate, "select id, key, '' as name from referral where key = $1 or source_no = $1 order by key", text));
    if (exact) return referral_of(db, {exact->id});
    const auto hash = text.rfind('#');
    const auto of = find_case(db, text.substr(0, hash), match);
    const auto all = referrals_of(db, of.id);
    if (hash != std::string_view::npos) {
        for (const auto& r : all) {
            if (r.key == of.key + std::string(text.substr(hash))) return complete(db, r);
        }
        throw Error(Fault::missing, "case {} has no referral {}", of.key, text.substr(hash));
    }
    if (all.empty()) throw Error(Fault::missing, "case {} has no referral; `referral submit` makes one", of.key);
    std::vector<Candidate> alive;
    for (const auto& r : all) {
        if (live(r)) alive.push_back({r.id.value, r.key, label(r.state)});
    }
    if (const auto one = only(text, alive)) return referral_of(db, {one->id});
    return complete(db, all.back());
}

std::vector<Referral> list_referrals(Db& db, const ReferralFilter& filter) {
    const auto office = filter.office.empty() ? std::string() : find_office(db, filter.office).key;
    const auto of = filter.of_case.empty() ? std::string() : find_case(db, filter.of_case).key;
    auto all = sql::select(db, read_referral,
                           REFERRALS " join office o on o.id = c.office where ($3 is null or o.key = $3) and ($4 is null or c.key = $4)"
                                     " and ($5 is null or exists (select 1 from referral_reason e where e.referral = r.id and e.reason = $5))"
                                     " and ($6 is null or r.requested_on >= $6) and ($7 is null or r.requested_on < $7) order by c.key, r.seq",
                           day(db.as_of()), db.as_of(), office, of, filter.reason, filter.requested ? std::optional(filter.requested->from) : std::nullopt,
                           filter.requested ? std::optional(filter.requested->to) : std::nullopt);
    if (filter.state) std::erase_if(all, [&](const Referral& r) { return r.state != *filter.state; });
    for (auto& r : all) r = complete(db, std::move(r));
    return all;
}

void expect_head(Db& db, const Talent& talent, const Case& of, Date on) {
    const auto posting = posting_on(db, talent.id, on);
    const bool head = posting && (posting->position == Position::chief || posting->position == Position::deputy_chief || posting->position == Position::dept_head);
    if (!head || posting->office_id != of.office_id) {
        throw Error(Fault::refused, "{} {} is no department head, deputy chief or chief of {} on {}; only they decide on its referrals (Songbei art 2)", talent.key, talent.name, of.office_name, iso(on));
    }
}

// --- writing

namespace {

enum class From { verb, file };

// The one before, where this one repeats it. Throws where it may not be repeated. In a file the past comes before its
// meetings: what was asked again later, with new facts, had been discussed by then.
std::optional<Referral> repeated(Write& write, const Case& of, const ReferralDraft& draft, From from) {
    const auto all = referrals_of(write.db(), of.id);
    for (const auto& r : all) {
        const bool past = from == From::file && r.requested_on && *r.requested_on < *draft.requested_on && !draft.new_facts.empty();
        if (live(r) && !past) throw Error(Fault::refused, "referral {} is {}: a case has one at a time; it ends with its feedback, or by `referral withdraw` before it is discussed", r.key, label(r.state));
    }
    std::optional<Referral> last;
    for (const auto& r : all) {
        if (r.requested_on && r.state != ReferralState::withdrawn) last = r;
    }
    if (!last) return {};
    const bool again = last->state == ReferralState::refused || last->state == ReferralState::answered;
    if (again && write.config().rules.resubmit_requires_new_facts && draft.new_facts.empty()) {
        throw Error(Fault::refused, "referral {} was {}; asking again needs new facts (--new-facts; {})", last->key, label(last->state), cite(write.config().rules, "resubmit_requires_new_facts"));
    }
    return last;
}

void insert_issue(Write& write, Id<Referral> referral, const std::string& key, const IssueDraft& issue) {
    const auto seq = next_number(write.db(), "select max(seq) as n from issue where referral = $1", referral);
    sql::insert<Issue>(write, "issue", "insert into issue (key, referral, seq, kind, question, handler_view) values ($1, $2, $3, $4, $5, $6) returning id",
                       key + "/" + std::to_string(seq), referral, seq, issue.kind, issue.question, issue.handler_view);
}

struct Entered {
    std::optional<Date> requested_on;
    std::optional<ReferralDecision> decision;
    Id<Talent> requested_by, decided_by;
    Id<Referral> follows;
};

Id<Referral> insert_referral(Write& write, const Case& of, const ReferralDraft& draft, const Entered& entered) {
    const auto seq = draft.number ? *draft.number : next_number(write.db(), "select max(seq) as n from referral where case_id = $1", of.id);
    const auto key = of.key + "#" + std::to_string(seq);
    const auto id = sql::insert<Referral>(write, "referral",
                                          "insert into referral (key, case_id, seq, requested_by, requested_on, handler_view, follows, new_facts, urgent, decision, decided_by, decided_on, source_no)"
                                          " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id",
                                          key, of.id, seq, entered.requested_by, entered.requested_on, draft.handler_view, entered.follows, draft.new_facts, draft.urgent.value_or(false),
                                          entered.decision, entered.decided_by, entered.decided_by ? entered.requested_on : std::nullopt, draft.source_no);
    auto reasons = draft.reasons;
    if (entered.decision == ReferralDecision::ordered && std::find(reasons.begin(), reasons.end(), Reason::M7) == reasons.end()) reasons.push_back(Reason::M7);
    sql::replace_links(write, "referral", id, "delete from referral_reason where referral = $1", "insert into referral_reason (referral, reason) values ($1, $2)", reasons);
    for (const auto& issue : draft.issues) insert_issue(write, id, key, issue);
    return id;
}

Referral decide(Write& write, std::string_view text, ReferralDecision decision, std::string_view by, Date on, std::string_view why) {
    auto& db = write.db();
    const auto r = find_referral(db, text, write.match());
    if (r.state != ReferralState::submitted) {
        const auto decider = find_talent(db, by, write.match()).key;
        if (r.decision == decision && r.decided_by == decider && r.decided_on == on && r.why == why) return r;
        throw Error(Fault::refused, "referral {} is {} already; what was decided stands, a new request is a referral of its own", r.key, label(r.state));
    }
    refuse_future(write, on, "decided_on");
    if (on < *r.requested_on) throw Error(Fault::invalid, "a referral is decided after it was requested ({})", iso(*r.requested_on));
    if (decision != ReferralDecision::accepted && trim(why).empty()) throw Error(Fault::invalid, "refusing and returning need a reason (--why)");
    const auto talent = find_talent(db, by, write.match());
    expect_head(db, talent, case_of(db, r.case_id), on);
    sql::update(write, "referral", r.id, "update referral set decision = $2, decided_by = $3, decided_on = $4, why = $5 where id = $1", decision, talent.id, on, why);
    return referral_of(db, r.id);
}

} // namespace

namespace {

Referral submit(Write& write, const ReferralDraft& draft, From from) {
    refuse(problems(draft));
    auto& db = write.db();
    const auto of = find_case(db, draft.of_case, write.match());
    const auto on = draft.requested_on.value_or(write.today());
    refuse_future(write, on, "requested_on");
    if (of.closed_on && *of.closed_on < on) throw Error(Fault::refused, "case {} is closed (on {}) and nothing can be referred; `case reopen` opens it again", of.key, iso(*of.closed_on));
    if (of.received_on && on < *of.received_on) refuse({Problem::of("requested_on", "dates", "{} is before the case was received ({})", iso(on), iso(*of.received_on))});
    if (!of.handler_id) throw Error(Fault::refused, "case {} has no handler; a referral is the handler's (`case edit {} --handler …`)", of.key, of.key);
    Entered entered{on, {}, of.handler_id, {}, {}};
    if (!draft.requested_by.empty()) {
        const auto by = find_talent(db, draft.requested_by, write.match());
        if (by.id != of.handler_id && draft.ordered_by.empty()) {
            throw Error(Fault::refused, "{} {} does not handle case {}; its handler {} {} asks (Songbei art 2)", by.key, by.name, of.key, of.handler, of.handler_name);
        }
        entered.requested_by = by.id;
    }
    if (!draft.ordered_by.empty()) {
        const auto head = find_talent(db, draft.ordered_by, write.match());
        expect_head(db, head, of, on);
        entered.decision = ReferralDecision::ordered;
        entered.decided_by = head.id;
    }
    if (const auto before = repeated(write, of, draft, from)) entered.follows = before->id;
    return referral_of(db, insert_referral(write, of, draft, entered));
}

} // namespace

Referral submit_referral(Write& write, const ReferralDraft& draft) { return submit(write, draft, From::verb); }

Referral accept_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why) { return decide(write, referral, ReferralDecision::accepted, by, on, why); }
Referral refuse_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why) { return decide(write, referral, ReferralDecision::refused, by, on, why); }
Referral return_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why) { return decide(write, referral, ReferralDecision::returned, by, on, why); }

Referral withdraw_referral(Write& write, std::string_view text, Date on, std::string_view why) {
    auto& db = write.db();
    const auto r = find_referral(db, text, write.match());
    if (r.state == ReferralState::withdrawn && r.withdrawn_on == on && r.withdrawn_why == why) return r;
    if (r.state != ReferralState::submitted && r.state != ReferralState::accepted && r.state != ReferralState::scheduled) {
        throw Error(Fault::refused, "referral {} is {}; only before it is discussed can it be withdrawn", r.key, label(r.state));
    }
    refuse_future(write, on, "withdrawn_on");
    if (trim(why).empty()) throw Error(Fault::invalid, "withdrawing needs a reason (--why)");
    if (r.requested_on && on < *r.requested_on) throw Error(Fault::invalid, "a referral is withdrawn after it was requested ({})", iso(*r.requested_on));
    sql::update(write, "referral", r.id, "update referral set withdrawn_on = $2, withdrawn_why = $3 where id = $1", on, why);
    return referral_of(db, r.id);
}

Referral enter_past_referral(Write& write, Id<Case> of, std::string_view title, std::optional<int> number) {
    ReferralDraft draft;
    draft.number = number;
    draft.issues.push_back({IssueKind::other, std::string(title), {}});
    return referral_of(write.db(), insert_referral(write, case_of(write.db(), of), draft, {{}, ReferralDecision::accepted, {}, {}, {}}));
}

// --- import: a row per issue, the referral's columns repeated or empty below the first

namespace {

struct ReferralRow {
    std::string of_case, requested_by, ordered_by, handler_view, new_facts, decided_by, why, withdrawn_why, source_no, question, issue_view;
    std::optional<Date> requested_on, decided_on, withdrawn_on;
    std::vector<Reason> reasons;
    std::optional<bool> urgent;
    std::optional<ReferralDecision> decision;
    std::optional<IssueKind> issue_kind;
    std::optional<int> number;
};

std::span<const DraftColumn<ReferralRow>> row_columns() {
    using D = ReferralRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::of_case>("case", {"case", "案件;受案号;部门受案号"}),
        column<&D::number>("number", {"number", "提请序号"}),
        column<&D::requested_by>("requested_by", {"requested by", "提请人"}),
        column<&D::requested_on>("requested_on", {"requested", "提请日期"}),
        column<&D::reasons>("reasons", {"reasons", "提请事由;事由"}),
        column<&D::ordered_by>("ordered_by", {"ordered by", "交办领导"}),
        column<&D::handler_view>("handler_view", {"handler's view", "承办人意见"}),
        column<&D::urgent>("urgent", {"urgent", "紧急"}),
        column<&D::new_facts>("new_facts", {"new facts", "新事实;新情况"}),
        column<&D::decision>("decision", {"decision", "审核结果"}),
        column<&D::decided_by>("decided_by", {"decided by", "审核人"}),
        column<&D::decided_on>("decided_on", {"decided", "审核日期"}),
        column<&D::why>("why", {"why", "审核理由;理由"}),
        column<&D::withdrawn_on>("withdrawn_on", {"withdrawn", "撤回日期"}),
        column<&D::withdrawn_why>("withdrawn_why", {"withdrawn because", "撤回理由"}),
        column<&D::issue_kind>("issue_kind", {"kind of issue", "焦点类型;议题类型"}),
        column<&D::question>("question", {"question", "议题;争议焦点"}),
        column<&D::issue_view>("issue_view", {"view on the issue", "议题意见"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

const std::set<std::string> needed = {"case", "requested_on", "question", "issue_kind"};

class ReferralImport {
public:
    ReferralImport(Write& write, const ImportRun& run) : write_(write), run_(run) {}

    RowResult row(const ReferralRow& row) { return row.of_case.empty() || continues(row) ? further_issue(row) : referral(row); }

    void rejected(const SheetRow* row) {
        if (!row || !row->cells.front().empty()) current_.reset(); // the case: rows below would hang on the one above
    }

private:
    bool continues(const ReferralRow& row) const {
        if (!current_ || in_column("case", [&] { return find_case(write_.db(), row.of_case, Match::strict); }).id != current_->case_id) return false;
        if (row.number && row.number != current_->seq) return false;
        return (!row.requested_on || row.requested_on == current_->requested_on) && (row.source_no.empty() || row.source_no == current_->source_no);
    }

    RowResult referral(const ReferralRow& row) {
        auto& db = write_.db();
        const auto of = in_column("case", [&] { return find_case(db, row.of_case, Match::strict); });
        if (!row.requested_on) refuse({Problem::of("requested_on", "missing", "the day of the request is missing")});
        if (const auto known = stored(of, row)) {
            current_ = complete(db, *known);
            bool changed = update(row);
            if (!row.question.empty() && !has_issue(row.question)) changed = further_issue(row).outcome == Outcome::added || changed;
            return {changed ? Outcome::updated : Outcome::unchanged, {}};
        }
        const auto submitted = submit(write_, {row.of_case, row.requested_by, row.requested_on, row.reasons, row.ordered_by, row.handler_view, row.urgent, row.new_facts,
                                                        {{row.issue_kind, row.question, row.issue_view}}, row.source_no, row.number}, From::file);
        current_ = submitted;
        decide_as_said(row);
        return {Outcome::added, {}};
    }

    RowResult further_issue(const ReferralRow& row) {
        if (!current_) refuse({Problem::of("case", "missing", "the case is missing, and there is no referral above")});
        if (has_issue(row.question)) return {Outcome::unchanged, {}};
        if (row.question.empty()) refuse({Problem::of("question", "missing", "an issue asks a question")});
        if (!row.issue_kind) refuse({Problem::of("issue_kind", "missing", "an issue has a kind")});
        if (sql::value<std::int64_t>(write_.db(), "select id from agenda where referral = $1 limit 1", current_->id)) {
            throw Error(Fault::refused, "referral {} is on an agenda; it takes no further issue", current_->key);
        }
        insert_issue(write_, current_->id, current_->key, {row.issue_kind, row.question, row.issue_view});
        current_ = referral_of(write_.db(), current_->id);
        return {Outcome::added, {}};
    }

    bool has_issue(const std::string& question) const {
        return std::any_of(current_->issues.begin(), current_->issues.end(), [&](const IssueDraft& issue) { return issue.question == question; });
    }

    std::optional<Referral> stored(const Case& of, const ReferralRow& row) {
        for (const auto& r : referrals_of(write_.db(), of.id)) {
            if (row.number ? r.seq == *row.number : row.source_no.empty() ? r.requested_on == row.requested_on : r.source_no == row.source_no) return r;
        }
        return {};
    }

    // What was not known before is entered; what was said otherwise is the verbs' to change.
    bool update(const ReferralRow& row) {
        const auto& r = *current_;
        const auto differs = [](const auto& said, const auto& stored) { return said != std::decay_t<decltype(said)>{} && said != stored; };
        auto reasons = row.reasons;
        std::sort(reasons.begin(), reasons.end());
        const bool text = differs(row.handler_view, r.handler_view) || differs(row.new_facts, r.new_facts) || (row.urgent && row.urgent != r.urgent) ||
                          (!reasons.empty() && reasons != r.reasons && r.decision != ReferralDecision::ordered);
        if (text) run_.differs(Error(Fault::refused, "referral {} is there already, with other details", r.key));
        if (r.decision && row.decision && row.decision != r.decision) run_.differs(Error(Fault::refused, "referral {} is {} already; what was decided stands, a new request is a referral of its own", r.key, label(r.state)));
        const auto before = r.state;
        decide_as_said(row);
        return current_->state != before;
    }

    void decide_as_said(const ReferralRow& row) {
        if (row.decision && !current_->decision) {
            if (row.decision == ReferralDecision::ordered) refuse({Problem::of("ordered_by", "missing", "an ordered referral names who ordered it")});
            if (row.decided_by.empty()) refuse({Problem::of("decided_by", "missing", "a decision names who made it")});
            current_ = decide(write_, current_->key, *row.decision, row.decided_by, row.decided_on.value_or(*current_->requested_on), row.why);
        }
        if (row.withdrawn_on && !current_->withdrawn_on) current_ = withdraw_referral(write_, current_->key, *row.withdrawn_on, row.withdrawn_why);
    }

    Write& write_;
    const ImportRun& run_;
    std::optional<Referral> current_;
};

} // namespace

TemplateSheet referral_template() {
    return template_of(_("Referrals"), sheet_columns(row_columns(), needed),
                       {{"case", "临州检起诉受[2020]62290000012号"}, {"requested_on", "2020-01-20"}, {"reasons", "M6"}, {"handler_view", "拟以诈骗罪起诉"}, {"decision", label(ReferralDecision::accepted)},
                        {"decided_by", "622900-001"}, {"decided_on", "2020-01-21"}, {"issue_kind", label(IssueKind::characterization)}, {"question", "是否构成诈骗"}});
}

Table export_referrals(Db& db, bool unmask) {
    std::vector<ReferralRow> rows;
    std::vector<Masking> masks;
    for (const auto& r : list_referrals(db)) {
        if (!r.requested_on) continue; // of a meeting held before it was entered: its agenda makes it
        const bool ordered = r.decision == ReferralDecision::ordered;
        auto reasons = r.reasons;
        if (ordered) std::erase(reasons, Reason::M7); // is said by who ordered it
        for (const auto& issue : r.issues) {
            ReferralRow row{r.of_case, ordered ? "" : r.requested_by, ordered ? r.decided_by : "", r.handler_view, r.new_facts, r.decided_by, r.why, r.withdrawn_why, r.source_no, issue.question, issue.handler_view,
                            r.requested_on, r.decided_on, r.withdrawn_on, reasons, r.urgent, r.decision, issue.kind, r.seq};
            rows.push_back(std::move(row));
            if (!unmask) masks.push_back(masking(db, r.case_id));
        }
    }
    auto result = table("referral", _("Referrals"), rows, row_columns());
    for (std::size_t i = 0; i < masks.size(); ++i) mask_row(result.rows[i], masks[i]);
    return result;
}

Imported import_referrals(Write& write, const InputFile& file, const ImportOptions& options) {
    const InputFile* const files[] = {&file};
    return import_files(write, options, "referral", files, [&](ImportRun& run) {
        ReferralImport import(write, run);
        auto rows = sheet_rows<ReferralRow>(row_columns(), needed, nullptr, [&](ReferralRow& row, const SheetRow&) { return import.row(row); });
        rows.rejected = [&](const SheetRow* row) { import.rejected(row); };
        run.sheet(file, rows);
    });
}

// --- showing

namespace {

const Field<Referral> referral_fields[] = {
    {"key", {"key", "编号"}, [](const Referral& r) -> Cell { return r.key; }},
    {"case", {"case", "案件"}, [](const Referral& r) -> Cell { return r.of_case; }},
    {"case_name", {"name of the case", "案件名称"}, [](const Referral& r) -> Cell { return r.case_name; }},
    {"state", {"state", "状态"}, [](const Referral& r) { return to_cell(r.state); }},
    {"reasons", {"reasons", "提请事由"}, [](const Referral& r) { return to_cell(r.reasons); }},
    {"requested_by", {"requested by", "提请人"}, [](const Referral& r) { return to_cell(r.requested_by); }},
    {"requested_on", {"requested", "提请日期"}, [](const Referral& r) { return to_cell(r.requested_on); }},
    {"urgent", {"urgent", "紧急"}, [](const Referral& r) { return to_cell(r.urgent); }},
    {"handler_view", {"handler's view", "承办人意见"}, [](const Referral& r) { return to_cell(r.handler_view); }},
    {"follows", {"follows", "前次提请"}, [](const Referral& r) { return to_cell(r.follows); }},
    {"new_facts", {"new facts", "新事实"}, [](const Referral& r) { return to_cell(r.new_facts); }},
    {"decision", {"decision", "审核结果"}, [](const Referral& r) { return to_cell(r.decision); }},
    {"decided_by", {"decided by", "审核人"}, [](const Referral& r) { return to_cell(r.decided_by); }},
    {"decided_on", {"decided", "审核日期"}, [](const Referral& r) { return to_cell(r.decided_on); }},
    {"decision_due_on", {"decide by", "审核期限"}, [](const Referral& r) { return to_cell(r.decision_due_on); }},
    {"late", {"decided late", "逾期审核"}, [](const Referral& r) { return to_cell(r.decided_late); }},
    {"why", {"why", "审核理由"}, [](const Referral& r) { return to_cell(r.why); }},
    {"withdrawn_on", {"withdrawn", "撤回日期"}, [](const Referral& r) { return to_cell(r.withdrawn_on); }},
    {"withdrawn_why", {"withdrawn because", "撤回理由"}, [](const Referral& r) { return to_cell(r.withdrawn_why); }},
    {"source_no", {"source no.", "原编号"}, [](const Referral& r) { return to_cell(r.source_no); }},
};
const Field<Issue> issue_fields[] = {
    {"issue", {"no.", "序号"}, [](const Issue& i) { return to_cell(i.seq); }},
    {"kind", {"kind", "类型"}, [](const Issue& i) { return to_cell(i.kind); }},
    {"question", {"question", "议题"}, [](const Issue& i) -> Cell { return i.question; }},
    {"handler_view", {"handler's view", "承办人意见"}, [](const Issue& i) { return to_cell(i.handler_view); }},
};
const Field<Escalation> escalation_fields[] = {
    {"to", {"handed on to", "报请对象"}, [](const Escalation& e) { return to_cell(e.to); }},
    {"on", {"on", "日期"}, [](const Escalation& e) -> Cell { return e.on; }},
    {"by", {"by", "报请人"}, [](const Escalation& e) { return to_cell(e.by); }},
    {"name", {"name", "姓名"}, [](const Escalation& e) { return to_cell(e.by_name); }},
    {"why", {"why", "理由"}, [](const Escalation& e) { return to_cell(e.why); }},
};

void mask(Db& db, Table& table, const Referral& referral, bool unmask) {
    for (auto& row : table.rows) {
        if (!unmask) mask_row(row, masking(db, referral.case_id));
    }
}

} // namespace

Table escalation_table(Db& db, const Referral& referral, bool unmask) {
    auto result = table("escalations", _("Handed on"), list_escalations(db, referral.id), std::span<const Field<Escalation>>(escalation_fields));
    mask(db, result, referral, unmask);
    return result;
}

Table referral_table(Db& db, const std::vector<Referral>& referrals, bool unmask) {
    auto result = table("referral", _("Referrals"), referrals, std::span<const Field<Referral>>(referral_fields));
    result.brief = {"key", "case_name", "state", "reasons", "requested_by", "requested_on", "decided_on"};
    for (std::size_t i = 0; i < referrals.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, referrals[i].case_id));
    return result;
}

Document referral_document(Db& db, const Referral& referral, bool unmask) {
    Document document{"referral", referral.key, {}, referral_table(db, {referral}, unmask), {}, {}};
    auto issues = table("issues", _("Issues"), referral.numbered, std::span<const Field<Issue>>(issue_fields));
    mask(db, issues, referral, unmask);
    document.parts.push_back(std::move(issues));
    document.parts.push_back(escalation_table(db, referral, unmask));
    document.parts.push_back(material_table(db, referral, unmask));
    return document;
}

} // namespace jointcase
