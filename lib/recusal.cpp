// SPDX-License-Identifier: Apache-2.0
#include <jointcase/recusal.hpp>

#include "command_line.hpp"
#include "future.hpp"
#include "sql.hpp"

#include <algorithm>
#include <tuple>

namespace jointcase {

template <>
std::span<const Word<Ground>> words<Ground>() {
    static constexpr Word<Ground> all[] = {{Ground::party, "party", "本案当事人或者其近亲属;当事人"},
                                           {Ground::interest, "interest", "本人或者近亲属与本案有利害关系;利害关系"},
                                           {Ground::took_part, "took_part", "担任过本案证人、鉴定人、辩护人、诉讼代理人;担任过其他诉讼角色"},
                                           {Ground::relation, "relation", "与当事人有其他关系可能影响公正;其他关系"},
                                           {Ground::gifts, "gifts", "接受请客送礼或者违规会见;请客送礼"},
                                           {Ground::investigator, "investigator", "参加过本案侦查;原侦查人员"}};
    return all;
}
template <>
std::span<const Word<RecusalSource>> words<RecusalSource>() {
    static constexpr Word<RecusalSource> all[] = {{RecusalSource::self, "self", "自行回避"}, {RecusalSource::application, "application", "申请回避"}, {RecusalSource::ordered, "ordered", "决定回避;指令回避"}};
    return all;
}
template <>
std::span<const Word<RecusalResult>> words<RecusalResult>() {
    static constexpr Word<RecusalResult> all[] = {{RecusalResult::granted, "granted", "同意回避;同意"}, {RecusalResult::rejected, "rejected", "驳回"}};
    return all;
}
template <>
std::span<const Word<ConflictKind>> words<ConflictKind>() {
    static constexpr Word<ConflictKind> all[] = {{ConflictKind::former_investigator, "former_investigator", "原侦查人员"}, {ConflictKind::namesake, "namesake", "与当事人同名"}, {ConflictKind::recused, "recused", "已回避"}};
    return all;
}

std::string article_of(Ground ground) {
    switch (ground) {
    case Ground::party: return _("刑诉法 art 29(1)");
    case Ground::interest: return _("刑诉法 art 29(2)");
    case Ground::took_part: return _("刑诉法 art 29(3)");
    case Ground::relation: return _("刑诉法 art 29(4)");
    case Ground::gifts: return _("刑诉法 art 30");
    case Ground::investigator: return _("刑诉规则 art 35");
    }
    return {};
}

Problems problems(const RecusalDraft& draft) {
    Problems found;
    if (draft.of_case.empty()) found.push_back(Problem::of("case", "missing", "the case is missing"));
    if (draft.talent.empty()) found.push_back(Problem::of("talent", "missing", "the talent is missing"));
    if (!draft.ground) found.push_back(Problem::of("ground", "missing", "the ground is missing: party, interest, took_part, relation, gifts or investigator (刑诉法 arts 29, 30, 刑诉规则 art 35)"));
    return found;
}

// --- reading

namespace {

Recusal read_recusal(const sql::Row& row) {
    Recusal r;
    row.read(r.id, "id");
    row.read(r.key, "key");
    row.read(r.case_id, "case_id");
    row.read(r.of_case, "case_key");
    row.read(r.talent_id, "talent");
    row.read(r.talent, "talent_key");
    row.read(r.talent_name, "talent_name");
    row.read(r.ground, "ground");
    row.read(r.source, "source");
    row.read(r.raised_on, "raised_on");
    row.read(r.why, "why");
    row.read(r.decided_by, "decider");
    row.read(r.decided_on, "decided_on");
    row.read(r.result, "result");
    row.read(r.again_by, "again_decider");
    row.read(r.again_on, "again_on");
    row.read(r.again_result, "again_result");
    return r;
}

#define RECUSALS                                                                                                                                                \
    "select k.*, c.key as case_key, t.key as talent_key, t.name as talent_name, d.key as decider, a.key as again_decider from recusal k"                       \
    " join cases c on c.id = k.case_id join talent t on t.id = k.talent left join talent d on d.id = k.decided_by left join talent a on a.id = k.again_by"

std::optional<Recusal> stored_recusal(Db& db, Id<Case> of, Id<Talent> talent) { return sql::select_one(db, read_recusal, RECUSALS " where k.case_id = $1 and k.talent = $2", of, talent); }

} // namespace

Recusal find_recusal(Db& db, std::string_view of_case, std::string_view who, Match match) {
    const auto of = find_case(db, of_case, match);
    const auto talent = find_talent(db, who, match);
    if (auto found = stored_recusal(db, of.id, talent.id)) return *found;
    throw Error(Fault::missing, "no recusal of {} {} from case {} was raised; `recusal raise` does", talent.key, talent.name, of.key);
}

namespace {

// As it stood on that day: what was decided later is not decided yet.
Recusal as_of(Recusal recusal, Date day) {
    if (recusal.again_on > day) recusal.again_on.reset(), recusal.again_result.reset(), recusal.again_by.clear();
    if (recusal.decided_on > day) recusal.decided_on.reset(), recusal.result.reset(), recusal.decided_by.clear();
    return recusal;
}

} // namespace

std::vector<Recusal> list_recusals(Db& db, const RecusalFilter& filter) {
    const auto of = filter.of_case.empty() ? Id<Case>{} : find_case(db, filter.of_case).id;
    const auto talent = filter.talent.empty() ? Id<Talent>{} : find_talent(db, filter.talent).id;
    auto all = sql::select(db, read_recusal, RECUSALS " where ($1 is null or k.case_id = $1) and ($2 is null or k.talent = $2) order by k.key", of, talent);
    const auto today = day(db.as_of());
    for (auto& recusal : all) recusal = as_of(std::move(recusal), today);
    std::erase_if(all, [&](const Recusal& r) { return *r.raised_on > today || (filter.result && r.standing() != filter.result) || (filter.pending && r.result.has_value() == *filter.pending); });
    return all;
}

std::map<Id<Talent>, Date> recused_since(Db& db, Id<Case> of) {
    std::map<Id<Talent>, Date> since;
    for (sql::Query query(db, "select talent, coalesce(again_on, decided_on) as since from recusal where case_id = $1 and coalesce(again_result, result) = 'granted' order by talent", of); query.step();) {
        since[query.row().get<Id<Talent>>("talent")] = query.row().get<Date>("since");
    }
    return since;
}

std::set<Id<Talent>> recused(Db& db, Id<Case> of) {
    std::set<Id<Talent>> talents;
    for (const auto& [talent, since] : recused_since(db, of)) talents.insert(talent);
    return talents;
}

// --- raising and deciding

Recusal raise_recusal(Write& write, const RecusalDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    const auto of = find_case(db, draft.of_case, write.match());
    const auto talent = find_talent(db, draft.talent, write.match());
    const auto source = draft.source.value_or(RecusalSource::self);
    const auto on = draft.raised_on.value_or(write.today());
    if (const auto stored = stored_recusal(db, of.id, talent.id)) {
        if (stored->ground == draft.ground && stored->source == source && (!draft.raised_on || stored->raised_on == on) && (draft.why.empty() || stored->why == draft.why)) return *stored;
        throw Error(Fault::refused, "the recusal of {} {} from case {} was raised on {} already: {}", talent.key, talent.name, of.key, iso(*stored->raised_on), label(*stored->ground));
    }
    refuse_future(write, on, "raised_on");
    if (of.closed_on) throw Error(Fault::refused, "case {} is closed (on {}); `case reopen` opens it again", of.key, iso(*of.closed_on));
    if (of.received_on && on < *of.received_on) refuse({Problem::of("raised_on", "dates", "{} is before the case was received ({})", iso(on), iso(*of.received_on))});
    sql::insert<Recusal>(write, "recusal", "insert into recusal (key, case_id, talent, ground, source, raised_on, why) values ($1, $2, $3, $4, $5, $6, $7) returning id", of.key + "/" + talent.key, of.id, talent.id,
                         draft.ground, source, on, draft.why);
    return *stored_recusal(db, of.id, talent.id);
}

namespace {

constexpr int days_to_reconsider = 5;

bool holds(Db& db, Id<Talent> talent, Id<Office> office, Position position, Date on) {
    const auto posting = posting_on(db, talent, on);
    return posting && posting->position == position && posting->office_id == office;
}

void check_decider(Db& db, const Recusal& recusal, const Case& of, const Talent& by, Date on) {
    if (!holds(db, recusal.talent_id, of.office_id, Position::chief, on)) {
        if (holds(db, by.id, of.office_id, Position::chief, on)) return;
        throw Error(Fault::refused, "{} {} is not the chief of {} on {}; the chief decides on recusals (刑诉法 art 31, 刑诉规则 art 29)", by.key, by.name, of.office_name, iso(on));
    }
    if (holds(db, by.id, of.office_id, Position::deputy_chief, on)) return;
    throw Error(Fault::refused, "{} {} is the chief of {}: the committee decides, and --by is the deputy chief who presides, not {} {} (刑诉法 art 31, 刑诉规则 art 29)", recusal.talent, recusal.talent_name, of.office_name, by.key,
                by.name);
}

void check_again(const Recusal& recusal, Date on) {
    if (!recusal.result) throw Error(Fault::refused, "recusal {} was not decided yet; only a rejection is reconsidered (刑诉规则 art 32)", recusal.key);
    if (recusal.result == RecusalResult::granted) throw Error(Fault::refused, "recusal {} was granted on {}; only a rejection is reconsidered (刑诉规则 art 32)", recusal.key, iso(*recusal.decided_on));
    if (recusal.again_result) throw Error(Fault::refused, "recusal {} was reconsidered on {}: {}; that is done once (刑诉规则 art 32)", recusal.key, iso(*recusal.again_on), label(*recusal.again_result));
    const auto last = add_days(*recusal.decided_on, days_to_reconsider);
    if (on < *recusal.decided_on) refuse({Problem::of("again_on", "dates", "a recusal is reconsidered after it was decided ({})", iso(*recusal.decided_on))});
    if (on > last) throw Error(Fault::refused, "recusal {} was rejected on {}; it was to be reconsidered until {} (5 days, 刑诉规则 art 32)", recusal.key, iso(*recusal.decided_on), iso(last));
}

} // namespace

Recusal decide_recusal(Write& write, std::string_view of_case, std::string_view who, const RecusalRuling& ruling) {
    auto& db = write.db();
    const auto recusal = find_recusal(db, of_case, who, write.match());
    const auto by = find_talent(db, ruling.by, write.match());
    const auto on = ruling.on.value_or(write.today());
    const auto same_as = [&](std::optional<RecusalResult> result, const std::string& decider, std::optional<Date> day) { return result == ruling.result && decider == by.key && (!ruling.on || day == on); };
    if (ruling.again ? same_as(recusal.again_result, recusal.again_by, recusal.again_on) : same_as(recusal.result, recusal.decided_by, recusal.decided_on)) return recusal;
    refuse_future(write, on, "decided_on");
    if (ruling.again) check_again(recusal, on);
    else if (recusal.result) {
        throw Error(Fault::refused, "recusal {} was decided on {}: {}; a rejection is reconsidered once, within 5 days (--again, 刑诉规则 art 32)", recusal.key, iso(*recusal.decided_on), label(*recusal.result));
    } else if (on < *recusal.raised_on) refuse({Problem::of("decided_on", "dates", "a recusal is decided after it was raised ({})", iso(*recusal.raised_on))});
    check_decider(db, recusal, case_of(db, recusal.case_id), by, on);
    if (ruling.again) sql::update(write, "recusal", recusal.id, "update recusal set again_by = $2, again_on = $3, again_result = $4 where id = $1", by.id, on, ruling.result);
    else sql::update(write, "recusal", recusal.id, "update recusal set decided_by = $2, decided_on = $3, result = $4 where id = $1", by.id, on, ruling.result);
    return *stored_recusal(db, recusal.case_id, recusal.talent_id);
}

// --- conflicts

namespace {

// One place in which a person stands: as handler, in a role, in a meeting; or an act of theirs.
struct Place {
    Id<Case> case_id;
    std::string of_case, talent, name, place, object, role; // object: meeting or opinion; role: of the party of that name
    std::optional<Date> since;                              // recused
    bool raised = false;                                    // a recusal waits to be decided
};

Place read_place(const sql::Row& row) {
    return {row.get<Id<Case>>("case_id"), row.get<std::string>("case_key"), row.get<std::string>("talent_key"), row.get<std::string>("talent_name"), row.get<std::string>("place"),
            row.get<std::string>("object"), row.get<std::string>("party_role"), row.get<std::optional<Date>>("since"), row.get<bool>("raised")};
}

// $1: the case, or null for all; $2 and $3: the day and the moment
#define LIVE "(m.ended_at is null or m.ended_at > $3) and not exists (select 1 from change h where h.meeting = m.id and h.kind = 'cancelled' and h.changed_on <= $2)"
#define PLACES                                                                                                                                                      \
    "with place as (select c.id as case_id, c.handler as talent, 'handler' as place, '' as object, 0 as meeting from cases c"                                      \
    " where c.handler is not null and c.closed_on is null and c.voided_on is null and ($1 is null or c.id = $1)"                                                    \
    " union all select r.case_id, r.talent, r.role, '', 0 from case_role r join cases c on c.id = r.case_id where r.role <> 'former_investigator'"                  \
    " and c.closed_on is null and c.voided_on is null and (r.from_on is null or r.from_on <= $2) and (r.to_on is null or r.to_on > $2) and ($1 is null or r.case_id = $1)" \
    " union all select f.case_id, a.talent, 'attendee', m.key, m.id from meeting m join agenda g on g.meeting = m.id join referral f on f.id = g.referral"          \
    " join attendance a on a.meeting = m.id where m.entered_later = 0 and " LIVE " and g.state <> 'deferred' and f.withdrawn_on is null"                            \
    " and a.status in ('invited', 'present', 'late', 'left_early') and ($1 is null or f.case_id = $1))"
#define PLACE "p.case_id, c.key as case_key, t.key as talent_key, t.name as talent_name, p.place, p.object"
#define WHOSE " join cases c on c.id = p.case_id join talent t on t.id = p.talent"
#define GRANTED "coalesce(k.again_result, k.result) = 'granted' and coalesce(k.again_on, k.decided_on) <= $2"
#define SINCE "coalesce(k.again_on, k.decided_on)"

std::vector<Place> former_investigators(Db& db, Time now, Id<Case> of) {
    return sql::select(db, read_place,
                       PLACES " select distinct " PLACE ", null as party_role, null as since, 0 as raised from place p" WHOSE
                              " join case_role v on v.case_id = p.case_id and v.talent = p.talent and v.role = 'former_investigator'"
                              " where not exists (select 1 from recusal k where k.case_id = p.case_id and k.talent = p.talent and (coalesce(k.again_result, k.result) = 'granted'"
                              " or (k.result = 'rejected' and p.place not in ('handler', 'co_handler'))))",
                       of, day(now), now);
}

std::vector<Place> namesakes(Db& db, Time now, Id<Case> of) {
    return sql::select(db, read_place,
                       PLACES " select distinct " PLACE ", y.role as party_role, null as since, case when k.id is null then 0 else 1 end as raised from place p" WHOSE
                              " join party y on y.case_id = p.case_id and y.name = t.name left join recusal k on k.case_id = p.case_id and k.talent = p.talent where k.result is null",
                       of, day(now), now);
}

// Other items of a meeting stay open to the recused, so who attends is none unless there is no other.
std::vector<Place> recused_places(Db& db, Time now, Id<Case> of) {
    return sql::select(db, read_place,
                       PLACES " select distinct " PLACE ", null as party_role, " SINCE " as since, 0 as raised from place p" WHOSE
                              " join recusal k on k.case_id = p.case_id and k.talent = p.talent where " GRANTED
                              " and (p.place <> 'attendee' or not exists (select 1 from agenda o join referral q on q.id = o.referral where o.meeting = p.meeting and o.state <> 'deferred' and q.withdrawn_on is null"
                              " and not exists (select 1 from recusal x where x.case_id = q.case_id and x.talent = p.talent and coalesce(x.again_result, x.result) = 'granted')))",
                       of, day(now), now);
}

std::vector<Place> recused_acts(Db& db, Time now, Id<Case> of) {
    auto acts = sql::select(db, read_place,
                            "select k.case_id, c.key as case_key, t.key as talent_key, t.name as talent_name, 'opinion' as place, o.key as object, null as party_role, " SINCE " as since, 0 as raised"
                            " from recusal k join cases c on c.id = k.case_id join talent t on t.id = k.talent join referral r on r.case_id = k.case_id join agenda g on g.referral = r.id"
                            " join opinion o on o.agenda = g.id and o.talent = k.talent where " GRANTED " and ($1 is null or k.case_id = $1) and o.recorded_at <= $3"
                            " and substr(o.recorded_at, 1, 10) >= " SINCE " and not exists (select 1 from opinion n where n.supersedes = o.id)",
                            of, day(now), now);
    auto signatures = sql::select(db, read_place,
                                  "select distinct k.case_id, c.key as case_key, t.key as talent_key, t.name as talent_name, 'signature' as place, m.key as object, null as party_role, " SINCE " as since, 0 as raised"
                                  " from recusal k join cases c on c.id = k.case_id join talent t on t.id = k.talent join referral r on r.case_id = k.case_id join agenda g on g.referral = r.id"
                                  " join meeting m on m.id = g.meeting join minutes n on n.meeting = m.id join signature s on s.minutes = n.id and s.talent = k.talent"
                                  " where " GRANTED " and ($1 is null or k.case_id = $1) and s.signed_on <= $2 and s.signed_on >= " SINCE " and g.state <> 'deferred'"
                                  " and not exists (select 1 from agenda o join referral q on q.id = o.referral where o.meeting = m.id and o.state <> 'deferred' and q.withdrawn_on is null"
                                  " and not exists (select 1 from recusal x where x.case_id = q.case_id and x.talent = k.talent and coalesce(x.again_result, x.result) = 'granted'))",
                                  of, day(now), now);
    acts.insert(acts.end(), std::make_move_iterator(signatures.begin()), std::make_move_iterator(signatures.end()));
    return acts;
}

std::string words_for(const Place& at) {
    if (at.place == "handler") return _("handles the case");
    if (at.place == "attendee") return say("attends meeting {}", at.object);
    if (at.place == "opinion") return say("gave opinion {}", at.object);
    if (at.place == "signature") return say("signed the minutes of {}", at.object);
    return say("is {} of the case", label(parse_word<StaffRole>(at.place)));
}

// How they leave the place.
std::string way_to_leave(const Place& at, Date today) {
    if (at.place == "handler") return command({"case edit", at.of_case, "--handler T"});
    if (at.place == "attendee") return command({"meeting attend", at.object, at.talent, "excused"});
    if (at.place == "opinion") return command({"feedback give", at.of_case, "--except", at.object + "=not_applicable"});
    if (at.place == "signature") return command({"minutes draft", at.object});
    return command({"case staff", at.of_case, at.talent, at.place, "--to", iso(today)});
}

std::string way_to_settle(const Place& at, Ground ground) {
    if (at.raised) return command({"recusal decide", at.of_case, at.talent, "granted|rejected --by T"});
    return command({"recusal raise", at.of_case, at.talent, "--ground", code(ground)});
}

Conflict conflict(const Place& at, ConflictKind kind, std::string what, std::string rule, std::string way_out) {
    return {at.case_id, at.of_case, at.talent, at.name, kind, std::move(what), std::move(rule), std::move(way_out)};
}

} // namespace

std::vector<Conflict> conflicts(Db& db, Time now, std::optional<Id<Case>> one) {
    const auto of = one.value_or(Id<Case>{});
    std::vector<Conflict> found;
    for (const auto& at : former_investigators(db, now, of)) {
        found.push_back(conflict(at, ConflictKind::former_investigator, say("{}, and investigated it", words_for(at)), article_of(Ground::investigator),
                                 at.place == "attendee" ? way_to_settle(at, Ground::investigator) : way_to_leave(at, day(now))));
    }
    for (const auto& at : namesakes(db, now, of)) {
        found.push_back(conflict(at, ConflictKind::namesake, say("{}, and has the name of a party ({}): to be looked at", words_for(at), label(parse_word<PartyRole>(at.role))), article_of(Ground::party),
                                 way_to_settle(at, Ground::party)));
    }
    for (const auto& places : {recused_places(db, now, of), recused_acts(db, now, of)}) {
        for (const auto& at : places) found.push_back(conflict(at, ConflictKind::recused, say("{}, though recused since {}", words_for(at), iso(*at.since)), _("刑诉法 art 29"), way_to_leave(at, day(now))));
    }
    std::stable_sort(found.begin(), found.end(), [](const Conflict& a, const Conflict& b) { return std::tie(a.of_case, a.talent, a.kind, a.what) < std::tie(b.of_case, b.talent, b.kind, b.what); });
    return found;
}

// --- showing

namespace {

const Field<Recusal> recusal_fields[] = {
    {"key", {"key", "编号"}, [](const Recusal& r) -> Cell { return r.key; }},
    {"case", {"case", "案件"}, [](const Recusal& r) -> Cell { return r.of_case; }},
    {"talent", {"talent", "人员编号"}, [](const Recusal& r) -> Cell { return r.talent; }},
    {"name", {"name", "姓名"}, [](const Recusal& r) -> Cell { return r.talent_name; }},
    {"ground", {"ground", "回避事由"}, [](const Recusal& r) { return to_cell(r.ground); }},
    {"article", {"article", "依据"}, [](const Recusal& r) -> Cell { return article_of(*r.ground); }},
    {"source", {"source", "提出方式"}, [](const Recusal& r) { return to_cell(r.source); }},
    {"raised_on", {"raised", "提出日期"}, [](const Recusal& r) { return to_cell(r.raised_on); }},
    {"why", {"why", "理由"}, [](const Recusal& r) { return to_cell(r.why); }},
    {"result", {"result", "决定"}, [](const Recusal& r) { return to_cell(r.result); }},
    {"decided_by", {"decided by", "决定人"}, [](const Recusal& r) { return to_cell(r.decided_by); }},
    {"decided_on", {"decided", "决定日期"}, [](const Recusal& r) { return to_cell(r.decided_on); }},
    {"again_result", {"result reconsidered", "复议决定"}, [](const Recusal& r) { return to_cell(r.again_result); }},
    {"again_by", {"reconsidered by", "复议决定人"}, [](const Recusal& r) { return to_cell(r.again_by); }},
    {"again_on", {"reconsidered", "复议日期"}, [](const Recusal& r) { return to_cell(r.again_on); }},
};
const Field<Conflict> conflict_fields[] = {
    {"case", {"case", "案件"}, [](const Conflict& c) -> Cell { return c.of_case; }},
    {"talent", {"talent", "人员编号"}, [](const Conflict& c) -> Cell { return c.talent; }},
    {"name", {"name", "姓名"}, [](const Conflict& c) -> Cell { return c.name; }},
    {"kind", {"kind", "类型"}, [](const Conflict& c) { return to_cell(c.kind); }},
    {"what", {"what", "情形"}, [](const Conflict& c) -> Cell { return c.what; }},
    {"rule", {"rule", "依据"}, [](const Conflict& c) -> Cell { return c.rule; }},
    {"way_out", {"way out", "处理办法"}, [](const Conflict& c) -> Cell { return c.way_out; }},
};

template <class Record>
void mask(Db& db, Table& table, const std::vector<Record>& records, bool unmask) {
    for (std::size_t i = 0; i < records.size() && !unmask; ++i) mask_row(table.rows[i], masking(db, records[i].case_id));
}

} // namespace

Table recusal_table(Db& db, const std::vector<Recusal>& recusals, bool unmask) {
    auto result = table("recusal", _("Recusals"), recusals, std::span<const Field<Recusal>>(recusal_fields));
    result.brief = {"case", "talent", "name", "ground", "source", "raised_on", "result", "decided_on", "again_result"};
    mask(db, result, recusals, unmask);
    return result;
}

Document recusal_document(Db& db, const Recusal& recusal, bool unmask) { return {"recusal", recusal.key, {}, recusal_table(db, {recusal}, unmask), {}, {}}; }

Table conflict_table(Db& db, const std::vector<Conflict>& found, bool unmask) {
    auto result = table("conflicts", _("Conflicts of interest"), found, std::span<const Field<Conflict>>(conflict_fields));
    mask(db, result, found, unmask);
    return result;
}

} // namespace jointcase
