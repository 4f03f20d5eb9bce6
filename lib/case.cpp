// SPDX-License-Identifier: Apache-2.0
#include <jointcase/case.hpp>

#include "case_store.hpp"
#include "future.hpp"
#include "label.hpp"
#include "lookup.hpp"
#include "next.hpp"
#include "text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace jointcase {

template <>
std::span<const Word<CaseKind>> words<CaseKind>() {
    static constexpr Word<CaseKind> all[] = {{CaseKind::case_, "case", "案件"}, {CaseKind::matter, "matter", "事项"}};
    return all;
}
template <>
std::span<const Word<Stage>> words<Stage>() {
    static constexpr Word<Stage> all[] = {{Stage::early_intervention, "early_intervention", "提前介入"}, {Stage::arrest_review, "arrest_review", "审查逮捕"},
                                          {Stage::prosecution_review, "prosecution_review", "审查起诉"}, {Stage::first_instance, "first_instance", "一审"},
                                          {Stage::second_instance, "second_instance", "二审"},           {Stage::retrial, "retrial", "再审"}};
    return all;
}
template <>
std::span<const Word<Gang>> words<Gang>() {
    static constexpr Word<Gang> all[] = {{Gang::none, "none", "否"}, {Gang::black, "black", "涉黑"}, {Gang::evil, "evil", "涉恶"}};
    return all;
}
template <>
std::span<const Word<StaffRole>> words<StaffRole>() {
    static constexpr Word<StaffRole> all[] = {{StaffRole::co_handler, "co_handler", "共同承办"}, {StaffRole::assistant, "assistant", "检察官助理;助理"},
                                              {StaffRole::clerk, "clerk", "书记员"}, {StaffRole::former_investigator, "former_investigator", "原侦查人员"}};
    return all;
}
template <>
std::span<const Word<PartyRole>> words<PartyRole>() {
    static constexpr Word<PartyRole> all[] = {{PartyRole::suspect, "suspect", "犯罪嫌疑人;嫌疑人;被告人"}, {PartyRole::victim, "victim", "被害人"},
                                              {PartyRole::defender, "defender", "辩护人"},               {PartyRole::agent, "agent", "诉讼代理人;代理人"},
                                              {PartyRole::witness, "witness", "证人"},                   {PartyRole::expert_witness, "expert_witness", "鉴定人"}};
    return all;
}

template <>
std::span<const Word<TrialOutcome>> words<TrialOutcome>() {
    static constexpr Word<TrialOutcome> all[] = {{TrialOutcome::as_charged, "as_charged", "与指控一致"}, {TrialOutcome::other_charge, "other_charge", "变更罪名"},
                                                 {TrialOutcome::partly, "partly", "部分不认定"}, {TrialOutcome::acquitted, "acquitted", "无罪"}};
    return all;
}

AcceptNo parse_accept_no(std::string_view text) {
    auto typed = half_width(trim(text));
    std::erase(typed, ' ');
    const auto fail = [&] { return Error(Fault::invalid, "“{}” is not an acceptance number like 临州检起诉受[2020]62290000012号", printable(text)); };
    for (const auto& [open, close] : {std::pair{"〔", "〕"}, {"【", "】"}, {"［", "］"}, {"(", ")"}}) {
        for (const auto& [mark, plain] : {std::pair{open, "["}, {close, "]"}}) {
            for (auto at = typed.find(mark); at != std::string::npos; at = typed.find(mark)) typed.replace(at, std::string_view(mark).size(), plain);
        }
    }
    constexpr std::string_view accepted = "受[", end = "号";
    const auto at = typed.find(accepted);
    if (at == std::string::npos || at == 0 || !typed.ends_with(end)) throw fail();
    const auto year = typed.substr(at + accepted.size(), 4);
    const auto rest = typed.substr(std::min(typed.size(), at + accepted.size() + 4));
    const auto digits = rest.size() > 1 + end.size() ? rest.substr(1, rest.size() - 1 - end.size()) : std::string();
    if (!all_digits(year) || year.size() != 4 || (year[0] != '1' && year[0] != '2') || rest[0] != ']' || !all_digits(digits) || digits.size() < 8 || digits.size() > 16) throw fail();
    AcceptNo number{typed, std::stoi(year), {}, 0};
    if (digits.size() == 11) {
        number.office = digits.substr(0, 6);
        number.serial = std::stoi(digits.substr(6));
    }
    return number;
}

std::span<const DraftColumn<CaseDraft>> case_columns() {
    using D = CaseDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::accept_no>("accept_no", {"acceptance no.", "部门受案号;受案号"}),
        column<&D::unified_no>("unified_no", {"unified no.", "统一受案号"}),
        column<&D::name>("name", {"name", "案件名称;名称"}),
        column<&D::kind>("kind", {"kind", "类型"}),
        column<&D::causes>("causes", {"causes", "案由;罪名"}),
        column<&D::office>("office", {"office", "承办单位;单位;检察院"}),
        column<&D::department>("department", {"department", "承办部门;部门"}),
        column<&D::handler>("handler", {"handler", "承办检察官;承办人"}),
        column<&D::stage>("stage", {"stage", "诉讼阶段;阶段"}),
        column<&D::received_on>("received_on", {"received", "受理日期"}),
        column<&D::deadline_on>("deadline_on", {"deadline", "办案期限;审查期限;到期日"}),
        column<&D::in_custody>("in_custody", {"in custody", "羁押;是否羁押"}),
        column<&D::suspect_count>("suspect_count", {"number of suspects", "嫌疑人数;人数"}),
        column<&D::major>("major", {"major", "重大"}),
        column<&D::difficult>("difficult", {"difficult", "疑难"}),
        column<&D::complex>("complex", {"complex", "复杂"}),
        column<&D::influential>("influential", {"influential", "有影响"}),
        column<&D::disputed>("disputed", {"disputed", "争议大"}),
        column<&D::gang>("gang", {"gang", "涉黑恶;涉黑涉恶"}),
        column<&D::campaigns>("campaigns", {"campaigns", "专项活动;专项活动名称"}),
        column<&D::languages>("languages", {"languages", "语种;所需语言"}),
        column<&D::label>("label", {"label", "密级"}),
        column<&D::closed_on>("closed_on", {"closed", "结案日期;办结日期"}),
        column<&D::result>("result", {"result", "处理结果;结案结果"}),
        column<&D::judged_on>("judged_on", {"judged", "判决日期;宣判日期"}),
        column<&D::outcome>("outcome", {"outcome of the trial", "判决结果"}),
        column<&D::reopened_on>("reopened_on", {"reopened", "重新办理日期"}),
        column<&D::reopened_why>("reopened_why", {"reopened because", "重新办理原因"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
        column<&D::suspects>("suspects", {"names of suspects", "嫌疑人;犯罪嫌疑人;被告人"}), // last: it is read, never shown
    };
    return columns;
}

std::optional<Limit> review_limit(std::optional<Stage> stage, bool in_custody) {
    if (stage == Stage::prosecution_review) return Limit{1, 0};
    if (stage == Stage::arrest_review) return Limit{0, in_custody ? 7 : 15};
    return {};
}

std::string period_source(const Case& of) {
    if (of.stage == Stage::prosecution_review) return say("刑诉法 arts 105, 172");
    if (of.stage == Stage::arrest_review) return say("刑诉法 art 105, 刑诉规则 art 282");
    return say("刑诉法 art 105");
}

namespace {

std::span<const DraftColumn<CaseDraft>> shown_columns() { return case_columns().first(case_columns().size() - 1); }

} // namespace

Problems problems(const CaseDraft& draft) {
    Problems found;
    if (draft.name.empty()) found.push_back(Problem::of("name", "missing", "a case has a name"));
    if (draft.causes.empty()) found.push_back(Problem::of("causes", "missing", "a case has a cause"));
    if (!draft.accept_no.empty()) {
        try {
            (void)parse_accept_no(draft.accept_no);
        } catch (const Error& error) {
            found.push_back({"accept_no", "bad_number", error.what()});
        }
    }
    if (!draft.unified_no.empty() && (draft.unified_no.size() != 17 || draft.unified_no.find_first_not_of("0123456789") != std::string::npos)) {
        found.push_back(Problem::of("unified_no", "bad_number", "a unified number has 17 digits, not “{}”", printable(draft.unified_no)));
    }
    if (draft.suspect_count.value_or(0) < 0) found.push_back(Problem::of("suspect_count", "negative", "the number of suspects is not negative"));
    if (draft.received_on && draft.deadline_on && *draft.deadline_on < *draft.received_on) {
        found.push_back(Problem::of("deadline_on", "dates", "the deadline {} comes before the receipt {}", iso(*draft.deadline_on), iso(*draft.received_on)));
    }
    if (draft.received_on && draft.closed_on && *draft.closed_on < *draft.received_on) found.push_back(Problem::of("closed_on", "dates", "a case cannot close before it was received"));
    if (draft.closed_on.has_value() != !draft.result.empty()) found.push_back(Problem::of("result", "missing", "closing needs a day and a result"));
    if (draft.reopened_on.has_value() != !draft.reopened_why.empty()) found.push_back(Problem::of("reopened_why", "missing", "reopening needs a day and a reason"));
    if (draft.reopened_on && draft.closed_on && *draft.closed_on < *draft.reopened_on) found.push_back(Problem::of("closed_on", "dates", "a case cannot close before it was reopened ({})", iso(*draft.reopened_on)));
    if (draft.judged_on.has_value() != draft.outcome.has_value()) found.push_back(Problem::of("outcome", "missing", "a verdict has a day and an outcome"));
    if (draft.judged_on && draft.received_on && *draft.judged_on < *draft.received_on) found.push_back(Problem::of("judged_on", "dates", "a verdict comes after the case was received ({})", iso(*draft.received_on)));
    if (draft.judged_on && draft.kind == CaseKind::matter) found.push_back(Problem::of("outcome", "kind", "a matter has no verdict"));
    return found;
}

// --- reading

namespace {

Case read_case(const sql::Row& row) {
    Case c;
    row.read(c.id, "id");
    row.read(c.key, "key");
    row.read(c.accept_no, "accept_no");
    row.read(c.unified_no, "unified_no");
    row.read(c.name, "name");
    row.read(c.kind, "kind");
    c.causes = {row.get<std::string>("lead_cause")};
    row.read(c.office, "office_key");
    row.read(c.office_id, "office");
    row.read(c.office_name, "office_name");
    row.read(c.department, "department");
    row.read(c.handler, "handler_key");
    row.read(c.handler_id, "handler");
    row.read(c.handler_name, "handler_name");
    row.read(c.stage, "stage");
    row.read(c.received_on, "received_on");
    row.read(c.deadline_on, "deadline_on");
    row.read(c.in_custody, "in_custody");
    row.read(c.suspect_count, "suspect_count");
    row.read(c.major, "major");
    row.read(c.difficult, "difficult");
    row.read(c.complex, "complex");
    row.read(c.influential, "influential");
    row.read(c.disputed, "disputed");
    row.read(c.gang, "gang");
    row.read(c.label, "label");
    row.read(c.closed_on, "closed_on");
    row.read(c.result, "result");
    row.read(c.judged_on, "judged_on");
    row.read(c.outcome, "outcome");
    row.read(c.reopened_on, "reopened_on");
    row.read(c.reopened_why, "reopened_why");
    row.read(c.source_no, "source_no");
    row.read(c.voided_on, "voided_on");
    row.read(c.void_why, "void_why");
    return c;
}

#define CASES                                                                                                        \
    "select c.*, o.key as office_key, o.name as office_name, h.key as handler_key, h.name as handler_name from cases c" \
    " join office o on o.id = c.office left join talent h on h.id = c.handler"

Case complete(Db& db, Case c) {
    for (auto& cause : sql::values<std::string>(db, "select cause from case_cause where case_id = $1 order by cause", c.id)) {
        if (cause != c.causes.front()) c.causes.push_back(std::move(cause));
    }
    c.campaigns = sql::values<std::string>(db, "select g.key from case_campaign l join campaign g on g.id = l.campaign where l.case_id = $1 order by g.key", c.id);
    c.languages = sql::values<std::string>(db, "select language from case_language where case_id = $1 order by language", c.id);
    const bool in_custody = c.in_custody.value_or(false);
    c.period_ends_on = c.deadline_on;
    if (const auto limit = review_limit(c.stage, in_custody); limit && c.received_on && !c.deadline_on) c.period_ends_on = period_end(*c.received_on, *limit, in_custody, db.config().calendar);
    return c;
}

Party read_party(const sql::Row& row) { return {row.get<std::string>("key"), row.get<std::string>("name"), {}, row.get<PartyRole>("role")}; }

// 2020-12, 62290000012, C2020-12, an acceptance number in any style: what the text means as a whole.
std::vector<Candidate> whole_matches(Db& db, std::string_view text) {
    auto found = sql::select(db, read_candidate, "select id, key, name from cases where voided_on is null and key = $1", text); // nearly always, and so before the others
    if (!found.empty()) return found;
    found = sql::select(db, read_candidate,
                        "select id, key, name from cases where voided_on is null and (key = $1 or accept_no = $1 or source_no = $1 or unified_no = $1) order by key", text);
    if (!found.empty()) return found;
    const auto typed = half_width(text);
    const auto dash = typed.find('-');
    if (dash == 4 && all_digits(typed.substr(0, 4)) && all_digits(typed.substr(5)) && typed.size() < 14) {
        return sql::select(db, read_candidate,
                           "select c.id, c.key, c.name from cases c join office o on o.id = c.office where voided_on is null and o.key = $1 and year = $2 and serial = $3 order by c.key",
                           db.config().office, std::stoi(typed.substr(0, 4)), std::stoi(typed.substr(5)));
    }
    if (typed.size() == 11 && all_digits(typed)) {
        return sql::select(db, read_candidate, "select id, key, name from cases where voided_on is null and instr(accept_no, $1) > 0 order by key", "]" + typed + "号");
    }
    if (typed.starts_with("C") && dash == 5 && all_digits(typed.substr(1, 4)) && all_digits(typed.substr(6))) {
        return sql::select(db, read_candidate, "select id, key, name from cases where voided_on is null and key = $1", "C" + db.config().office + "-" + typed.substr(1));
    }
    if (typed.find("受") != std::string::npos) {
        try {
            return sql::select(db, read_candidate, "select id, key, name from cases where voided_on is null and accept_no = $1", parse_accept_no(text).text);
        } catch (const Error&) { // a part of a number
        }
    }
    return {};
}

} // namespace

Case case_of(Db& db, Id<Case> id) { return complete(db, *sql::select_one(db, read_case, CASES " where c.id = $1", id)); }

namespace {

// Where several are listed, the names of their parties are masked as everywhere.
std::optional<Candidate> only_masked(Db& db, std::string_view text, std::vector<Candidate> candidates) {
    if (candidates.size() > 1) {
        for (auto& candidate : candidates) candidate.name = masking(db, {candidate.id})(std::move(candidate.name));
    }
    return only(text, candidates);
}

} // namespace

Case find_case(Db& db, std::string_view text, Match match) {
    auto found = only_masked(db, text, whole_matches(db, text));
    const bool handle = text.find_first_not_of("0123456789-C") == std::string_view::npos; // means a whole number: 2020-1 is not 2020-12
    if (!found && match == Match::loose && !handle) {
        found = only_masked(db, text, sql::select(db, read_candidate, "select id, key, name from cases where voided_on is null and (instr(key, $1) > 0 or name = $1) order by key", text));
    }
    if (found) return case_of(db, {found->id});
    throw Error(Fault::missing, "there is no case “{}”; `case list` shows them", printable(text));
}

std::vector<Case> list_cases(Db& db, const CaseFilter& filter) {
    const auto office = filter.office.empty() ? std::string() : find_office(db, filter.office).key;
    const auto handler = filter.handler.empty() ? std::string() : find_talent(db, filter.handler).key;
    const auto campaign = filter.campaign.empty() ? std::string() : find_campaign(db, filter.campaign).key;
    auto cases = sql::select(db, read_case,
                             CASES " where ($1 is null or o.key = $1) and ($2 is null or h.key = $2) and ($3 is null or c.gang = $3) and ($4 = 1 or c.voided_on is null)"
                                   " and ($5 is null or exists (select 1 from case_cause u where u.case_id = c.id and u.cause = $5))"
                                   " and ($6 is null or exists (select 1 from case_campaign l join campaign g on g.id = l.campaign where l.case_id = c.id and g.key = $6))"
                                   " and ($7 is null or ($7 = 1 and c.closed_on is null) or ($7 = 0 and c.closed_on is not null)) order by c.key",
                             office, handler, filter.gang, filter.with_voided, filter.cause, campaign, filter.open);
    for (auto& c : cases) c = complete(db, std::move(c));
    return cases;
}

std::vector<Party> list_parties(Db& db, Id<Case> of) {
    auto parties = sql::select(db, read_party, "select * from party where case_id = $1 order by seq", of);
    std::vector<std::string> names;
    for (const auto& party : parties) names.push_back(party.name);
    const auto masked = masked_names(names);
    for (std::size_t i = 0; i < parties.size(); ++i) parties[i].masked = masked[i];
    return parties;
}

Masking masking(Db& db, Id<Case> of) { return Masking(list_parties(db, of)); }

// --- writing

// C622900-2020-1
bool is_short_key(std::string_view text) {
    const auto digits = [&](std::size_t at, std::size_t count) { return all_digits(text.substr(at, count)); };
    return text.size() > 13 && text.size() < 24 && text[0] == 'C' && digits(1, 6) && text[7] == '-' && digits(8, 4) && text[12] == '-' && text[13] != '0' && digits(13, text.size());
}

// Numbers, office, people and campaigns in their one way: keys; the lead cause first, the others in order.
void normalise(Write& write, CaseDraft& draft) {
    auto& db = write.db();
    if (!draft.accept_no.empty() && !is_short_key(draft.accept_no)) {
        try {
            draft.accept_no = parse_accept_no(draft.accept_no).text;
        } catch (const Error& error) {
            refuse({{"accept_no", "bad_number", error.what()}});
        }
    }
    if (!draft.office.empty()) draft.office = find_office(db, draft.office, write.match()).key;
    if (!draft.handler.empty()) draft.handler = find_talent(db, draft.handler, write.match()).key;
    for (auto& campaign : draft.campaigns) campaign = find_campaign(db, campaign, write.match()).key;
    const auto sort = [](List& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    sort(draft.campaigns);
    sort(draft.languages);
    if (!draft.causes.empty()) {
        const auto lead = draft.causes.front();
        std::erase(draft.causes, lead);
        sort(draft.causes);
        draft.causes.insert(draft.causes.begin(), lead);
    }
}

namespace {

Office office_of(Write& write, const CaseDraft& draft) {
    if (!draft.office.empty()) return find_office(write.db(), draft.office, write.match());
    if (!draft.accept_no.empty()) {
        if (const auto number = parse_accept_no(draft.accept_no); !number.office.empty()) return find_office(write.db(), number.office, Match::strict);
    }
    return home_office(write.db());
}

void check_draft(Write& write, const CaseDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.received_on, "received_on");
    refuse_future(write, draft.closed_on, "closed_on");
    refuse_future(write, draft.judged_on, "judged_on");
    refuse_future(write, draft.reopened_on, "reopened_on");
    refuse_label(write, draft.label.value_or(Label::internal));
}

// Short keys of an office and year are given one behind the other and never deleted: the first free one is found by halving.
std::string next_short_key(Db& db, const Office& office, int year) {
    const auto prefix = fmt::format("C{}-{}-", office.key, year);
    const auto taken = [&](std::int64_t n) { return sql::value<std::int64_t>(db, "select id from cases where key = $1", prefix + std::to_string(n)).has_value(); };
    std::int64_t last = 0, free = 1;
    while (taken(free)) last = std::exchange(free, free * 2);
    while (free - last > 1) (taken(std::midpoint(last, free)) ? last : free) = std::midpoint(last, free);
    return prefix + std::to_string(free);
}

void write_lists(Write& write, Id<Case> id, const CaseDraft& draft) {
    sql::replace_links(write, "cases", id, "delete from case_cause where case_id = $1", "insert into case_cause (case_id, cause) values ($1, $2)", draft.causes);
    std::vector<Id<Campaign>> campaigns;
    for (const auto& campaign : draft.campaigns) campaigns.push_back(find_campaign(write.db(), campaign, write.match()).id);
    sql::replace_links(write, "cases", id, "delete from case_campaign where case_id = $1", "insert into case_campaign (case_id, campaign) values ($1, $2)", campaigns);
    sql::replace_links(write, "cases", id, "delete from case_language where case_id = $1", "insert into case_language (case_id, language) values ($1, $2)", draft.languages);
}

} // namespace

Party insert_party(Write& write, const Case& of, PartyRole role, std::string_view name, int seq) {
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from party where case_id = $1", of.id);
    const auto key = of.key + "/" + std::to_string(seq);
    sql::insert<Party>(write, "party", "insert into party (key, case_id, seq, name, role) values ($1, $2, $3, $4, $5) returning id", key, of.id, seq, name, role);
    return {key, std::string(name), {}, role};
}

void add_suspects(Write& write, const Case& of, const List& suspects) {
    if (suspects.empty()) return;
    const auto known = list_parties(write.db(), of.id);
    for (const auto& name : suspects) {
        const bool there = std::any_of(known.begin(), known.end(), [&](const Party& party) { return party.role == PartyRole::suspect && names(party, name); });
        if (!there) insert_party(write, of, PartyRole::suspect, name);
    }
}

std::optional<Case> stored_case(Write& write, const CaseDraft& draft) {
    auto& db = write.db();
    std::vector<Candidate> matches;
    if (!draft.accept_no.empty()) matches = sql::select(db, read_candidate, "select id, key, name from cases where accept_no = $1", draft.accept_no);
    if (matches.empty() && !draft.source_no.empty()) {
        matches = sql::select(db, read_candidate, "select id, key, name from cases where office = $1 and source_no = $2", office_of(write, draft).id, draft.source_no);
    }
    const auto one = only_masked(db, draft.accept_no, std::move(matches));
    return one ? std::optional(case_of(db, {one->id})) : std::nullopt;
}

CaseDraft with_suspects(Db& db, const Case& c) {
    CaseDraft draft = c;
    for (const auto& party : list_parties(db, c.id)) {
        if (party.role == PartyRole::suspect) draft.suspects.push_back(party.name);
    }
    return draft;
}

Case insert_case(Write& write, const CaseDraft& draft, Handling handling, const std::string& short_key) {
    check_draft(write, draft);
    auto& db = write.db();
    const auto office = office_of(write, draft);
    const auto number = draft.accept_no.empty() ? AcceptNo{} : parse_accept_no(draft.accept_no);
    const auto handler = draft.handler.empty() ? Id<Talent>{} : find_talent(db, draft.handler, write.match()).id;
    if (handler) check_handler(write, find_talent(db, draft.handler, write.match()), office, {}, handled(write, draft, handling));
    if (!short_key.empty() && short_key.substr(1, 6) != office.key) refuse({Problem::of("accept_no", "bad_number", "“{}” is no key of a case of {}", short_key, office.key)});
    const auto key = !short_key.empty() ? short_key : number.text.empty() ? next_short_key(db, office, static_cast<int>(draft.received_on.value_or(write.today()).year())) : number.text;
    const bool numbered = !number.office.empty();
    const auto id = sql::insert<Case>(
        write, "cases",
        "insert into cases (key, accept_no, year, serial, unified_no, kind, name, lead_cause, office, department, handler, stage, received_on, deadline_on, in_custody, suspect_count,"
        " major, difficult, complex, influential, disputed, gang, label, closed_on, result, source_no, judged_on, outcome, reopened_on, reopened_why)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30) returning id",
        key, number.text, numbered ? std::optional(number.year) : std::nullopt, numbered ? std::optional(number.serial) : std::nullopt, draft.unified_no, draft.kind.value_or(CaseKind::case_),
        draft.name, draft.causes.front(), office.id, draft.department, handler, draft.stage, draft.received_on, draft.deadline_on, draft.in_custody.value_or(false), draft.suspect_count,
        draft.major.value_or(false), draft.difficult.value_or(false), draft.complex.value_or(false), draft.influential.value_or(false), draft.disputed.value_or(false),
        draft.gang.value_or(Gang::none), draft.label.value_or(Label::internal), draft.closed_on, draft.result, draft.source_no, draft.judged_on, draft.outcome, draft.reopened_on, draft.reopened_why);
    write_lists(write, id, draft);
    const auto added = case_of(db, id);
    add_suspects(write, added, draft.suspects);
    return added;
}

Case open_case(Write& write, const CaseDraft& given) {
    refuse(problems(given));
    CaseDraft draft = given;
    normalise(write, draft);
    if (const auto stored = stored_case(write, draft)) {
        if (agrees(case_columns(), draft, with_suspects(write.db(), *stored))) return *stored;
        throw Error(Fault::refused, "case {} is there already, with other details; `case edit` changes it", stored->key);
    }
    return insert_case(write, draft, Handling::today);
}

Case edit_case(Write& write, std::string_view text, const CaseDraft& given) { return change_case(write, find_case(write.db(), text, write.match()), given, Handling::today); }

Case change_case(Write& write, const Case& stored, const CaseDraft& given, Handling handling) {
    auto& db = write.db();
    CaseDraft draft = given;
    normalise(write, draft);
    check_draft(write, draft);
    const auto office = office_of(write, draft);
    if (!stored.accept_no.empty() && draft.accept_no != stored.accept_no) throw Error(Fault::refused, "the acceptance number of {} never changes", stored.key);
    if (draft.accept_no != stored.accept_no && sql::value<std::int64_t>(db, "select id from cases where accept_no = $1", draft.accept_no)) {
        throw Error(Fault::refused, "the number {} is another case's", draft.accept_no);
    }
    const auto number = draft.accept_no.empty() ? AcceptNo{} : parse_accept_no(draft.accept_no);
    const bool numbered = !number.office.empty();
    const auto handler = draft.handler.empty() ? Id<Talent>{} : find_talent(db, draft.handler, write.match()).id;
    if (handler && (handler != stored.handler_id || office.id != stored.office_id)) check_handler(write, find_talent(db, draft.handler, write.match()), office, stored.id, handled(write, draft, handling));
    sql::update(write, "cases", stored.id,
                "update cases set accept_no = $2, year = $3, serial = $4, unified_no = $5, kind = $6, name = $7, lead_cause = $8, office = $9, department = $10, handler = $11, stage = $12,"
                " received_on = $13, deadline_on = $14, in_custody = $15, suspect_count = $16, major = $17, difficult = $18, complex = $19, influential = $20, disputed = $21, gang = $22,"
                " label = $23, closed_on = $24, result = $25, source_no = $26, judged_on = $27, outcome = $28, reopened_on = $29, reopened_why = $30 where id = $1",
                number.text, numbered ? std::optional(number.year) : std::nullopt, numbered ? std::optional(number.serial) : std::nullopt, draft.unified_no, draft.kind.value_or(CaseKind::case_),
                draft.name, draft.causes.front(), office.id, draft.department, handler, draft.stage, draft.received_on, draft.deadline_on, draft.in_custody.value_or(false), draft.suspect_count,
                draft.major.value_or(false), draft.difficult.value_or(false), draft.complex.value_or(false), draft.influential.value_or(false), draft.disputed.value_or(false),
                draft.gang.value_or(Gang::none), draft.label.value_or(Label::internal), draft.closed_on, draft.result, draft.source_no, draft.judged_on, draft.outcome, draft.reopened_on, draft.reopened_why);
    if (draft.causes != stored.causes || draft.campaigns != stored.campaigns || draft.languages != stored.languages) write_lists(write, stored.id, draft);
    add_suspects(write, stored, draft.suspects);
    return case_of(db, stored.id);
}

Case close_case(Write& write, std::string_view text, std::string_view result, Date on) {
    const auto stored = find_case(write.db(), text, write.match());
    if (stored.closed_on) throw Error(Fault::refused, "case {} is closed already (on {}); `case edit` corrects its result", stored.key, iso(*stored.closed_on));
    if (trim(result).empty()) throw Error(Fault::invalid, "closing needs a result");
    CaseDraft closed = stored;
    closed.closed_on = on;
    closed.result = result;
    return edit_case(write, stored.key, closed);
}

Case reopen_case(Write& write, std::string_view text, std::string_view why, Date on) {
    const auto stored = find_case(write.db(), text, write.match());
    if (!stored.closed_on && stored.reopened_on == on && stored.reopened_why == trim(why)) return stored;
    if (!stored.closed_on) throw Error(Fault::refused, "case {} is not closed; only a closed case is reopened", stored.key);
    if (trim(why).empty()) throw Error(Fault::invalid, "reopening needs a reason (--why)");
    if (on < *stored.closed_on) refuse({Problem::of("reopened_on", "dates", "a case is reopened after it was closed (on {})", iso(*stored.closed_on))});
    CaseDraft reopened = stored;
    reopened.closed_on.reset();
    reopened.result.clear();
    reopened.reopened_on = on;
    reopened.reopened_why = trim(why);
    return edit_case(write, stored.key, reopened);
}

Case judge_case(Write& write, std::string_view text, TrialOutcome outcome, Date on) {
    const auto stored = find_case(write.db(), text, write.match());
    if (stored.judged_on == on && stored.outcome == outcome) return stored;
    if (stored.judged_on) throw Error(Fault::refused, "case {} was judged on {}: {}; `case edit {} --judged-on … --outcome …` corrects it", stored.key, iso(*stored.judged_on), label(*stored.outcome), stored.key);
    CaseDraft judged = stored;
    judged.judged_on = on;
    judged.outcome = outcome;
    return edit_case(write, stored.key, judged);
}

Case void_case(Write& write, std::string_view text, std::string_view why) {
    const auto stored = find_case(write.db(), text, write.match());
    if (trim(why).empty()) throw Error(Fault::invalid, "voiding needs a reason");
    if (const auto table = sql::referrer(write.db(), "cases", stored.id.value, {"case_role.case_id", "party.case_id", "case_cause.case_id", "case_campaign.case_id", "case_language.case_id"})) {
        throw Error(Fault::refused, "case {} cannot be voided: a {} refers to it", stored.key, *table);
    }
    sql::update(write, "cases", stored.id, "update cases set voided_on = $2, void_why = $3 where id = $1", write.today(), why);
    return case_of(write.db(), stored.id);
}

Party add_party(Write& write, std::string_view text, PartyRole role, std::string_view name) {
    const auto stored = find_case(write.db(), text, write.match());
    const auto clean = trim(name);
    if (clean.empty()) throw Error(Fault::invalid, "a party has a name");
    for (const auto& known : list_parties(write.db(), stored.id)) {
        if (known.role == role && known.name == clean) return known;
    }
    const auto added = insert_party(write, stored, role, clean);
    for (const auto& party : list_parties(write.db(), stored.id)) {
        if (party.key == added.key) return party;
    }
    return added;
}

// --- showing

namespace {

const Field<Case> key_fields[] = {{"key", {"key", "编号"}, [](const Case& c) -> Cell { return c.key; }}};
const Field<Case> name_fields[] = {
    {"office_name", {"office name", "承办单位名称"}, [](const Case& c) -> Cell { return c.office_name; }},
    {"handler_name", {"handler name", "承办人姓名"}, [](const Case& c) { return to_cell(c.handler_name); }},
    {"period_ends_on", {"period ends", "审查期限届满日"}, [](const Case& c) { return to_cell(c.period_ends_on); }},
    {"voided_on", {"voided", "作废日期"}, [](const Case& c) { return to_cell(c.voided_on); }},
    {"void_why", {"voided because", "作废原因"}, [](const Case& c) { return to_cell(c.void_why); }},
};
const Field<CaseRole> role_fields[] = {
    {"talent", {"talent", "编号"}, [](const CaseRole& r) -> Cell { return r.talent; }},
    {"name", {"name", "姓名"}, [](const CaseRole& r) -> Cell { return r.name; }},
    {"role", {"role", "角色"}, [](const CaseRole& r) { return to_cell(r.role); }},
    {"from", {"from", "自"}, [](const CaseRole& r) { return to_cell(r.from); }},
    {"to", {"to", "至"}, [](const CaseRole& r) { return to_cell(r.to); }},
};
const Field<Callup> callup_fields[] = {
    {"document", {"document", "文号"}, [](const Callup& c) -> Cell { return c.document; }},
    {"talent", {"talent", "编号"}, [](const Callup& c) -> Cell { return c.talent; }},
    {"name", {"name", "姓名"}, [](const Callup& c) -> Cell { return c.name; }},
    {"ordered_by", {"ordered by", "决定机关"}, [](const Callup& c) -> Cell { return c.office_name; }},
    {"from", {"from", "自"}, [](const Callup& c) { return to_cell(c.from); }},
    {"to", {"to", "至"}, [](const Callup& c) { return to_cell(c.to); }},
};
const Field<Party> party_fields[] = {
    {"role", {"role", "身份"}, [](const Party& p) { return to_cell(p.role); }},
    {"name", {"name", "姓名"}, [](const Party& p) -> Cell { return p.name; }},
};

} // namespace

Table case_table(Db& db, const std::vector<Case>& cases, bool unmask) {
    auto result = table("case", _("Cases"), cases, std::span<const Field<Case>>(key_fields), shown_columns(), std::span<const Field<Case>>(name_fields));
    result.brief = {"key", "name", "causes", "office_name", "handler_name", "stage", "deadline_on", "gang", "closed_on"};
    for (std::size_t i = 0; i < cases.size() && !unmask; ++i) mask_row(result.rows[i], masking(db, cases[i].id));
    return result;
}

Document case_document(Db& db, const Case& of, bool unmask) {
    auto parties = list_parties(db, of.id);
    Document document;
    document.key = "case";
    document.record = case_table(db, {of}, unmask);
    document.title = unmask ? of.key + " " + of.name : of.key + " " + Masking(parties)(of.name);
    for (auto& party : parties) {
        if (!unmask) party.name = party.masked;
    }
    document.parts.push_back(table("staff", _("Staff"), list_case_roles(db, of.id), std::span<const Field<CaseRole>>(role_fields)));
    document.parts.push_back(table("parties", _("Parties"), parties, std::span<const Field<Party>>(party_fields)));
    document.parts.push_back(table("callups", _("Call-up orders"), list_callups(db, of.id), std::span<const Field<Callup>>(callup_fields)));
    return document;
}

} // namespace jointcase
