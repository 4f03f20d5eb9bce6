// Who works on a case: its handler, its staff, and who was called up to it from another office.
// SPDX-License-Identifier: Apache-2.0
#include "case_store.hpp"
#include "next.hpp"
#include "text.hpp"

#include <algorithm>

namespace jointcase {

namespace {

CaseRole read_case_role(const sql::Row& row) {
    return {row.get<std::string>("key"), row.get<std::string>("talent_key"), row.get<std::string>("talent_name"), row.get<StaffRole>("role"),
            row.get<std::optional<Date>>("from_on"), row.get<std::optional<Date>>("to_on")};
}

Callup read_callup(const sql::Row& row) {
    Callup c;
    row.read(c.id, "id");
    row.read(c.document, "key");
    row.read(c.case_id, "case_id");
    row.read(c.of_case, "case_key");
    row.read(c.talent, "talent_key");
    row.read(c.name, "talent_name");
    row.read(c.ordered_by, "office_key");
    row.read(c.office_name, "office_name");
    row.read(c.from, "from_on");
    row.read(c.to, "to_on");
    return c;
}

#define CALLUPS                                                                                                                    \
    "select u.*, c.key as case_key, t.key as talent_key, t.name as talent_name, o.key as office_key, o.name as office_name"       \
    " from callup u join cases c on c.id = u.case_id join talent t on t.id = u.talent join office o on o.id = u.ordered_by"

} // namespace

std::vector<CaseRole> list_case_roles(Db& db, Id<Case> of) {
    return sql::select(db, read_case_role,
                       "select r.*, t.key as talent_key, t.name as talent_name from case_role r join talent t on t.id = r.talent where r.case_id = $1 order by r.seq", of);
}

std::vector<Callup> list_callups(Db& db, Id<Case> of) { return sql::select(db, read_callup, CALLUPS " where u.case_id = $1 order by u.from_on, u.key", of); }

std::optional<Callup> stored_callup(Db& db, std::string_view document) { return sql::select_one(db, read_callup, CALLUPS " where u.key = $1", document); }

// --- who may handle

std::optional<Days> handled(Write& write, const CaseDraft& draft, Handling handling) {
    const auto today = write.today();
    if (handling == Handling::today) return Days{today, today};
    if (handling == Handling::later) return {};
    return Days{draft.received_on.value_or(parse_date("0001-01-01")), draft.closed_on.value_or(today)};
}

bool may_handle(Db& db, Id<Talent> talent, Id<Office> office, Id<Case> of, Days days) {
    return sql::value<std::int64_t>(db,
                                    "select id from posting where talent = $1 and category = 'prosecutor' and office = $2 and from_on <= $5 and coalesce(to_on, $4) >= $4"
                                    " union all select id from callup where talent = $1 and case_id = $3 and from_on <= $5 and coalesce(to_on, $4) >= $4 limit 1",
                                    talent, office, of, days.from, days.to)
        .has_value();
}

Error no_callup(const Talent& handler, const Office& office, const Days& days) {
    return Error(Fault::refused, "{} {} is of another office than {}; handling its cases needs a call-up order valid on {} (人民检察院组织法 art 24, 刑诉规则 art 9), which `case callup` enters",
                 handler.key, handler.name, office.name, iso(days.to));
}

namespace {

// Whoever is recused does not work on the case from that day on (刑诉法 29, and for clerks 刑诉规则 37).
void refuse_recused(Db& db, Id<Case> of, const Talent& talent, std::optional<Date> to = {}) {
    const auto since = sql::value<Date>(db, "select coalesce(again_on, decided_on) as since from recusal where case_id = $1 and talent = $2 and coalesce(again_result, result) = 'granted'", of, talent.id);
    if (since && (!to || *to >= *since)) throw Error(Fault::refused, "{} {} is recused from this case since {} and does not work on it (刑诉法 art 29)", talent.key, talent.name, iso(*since));
}

std::optional<Days> served(Write& write, const Case& of, std::optional<Date> from, std::optional<Date> to, Handling handling) {
    const auto first = from.value_or(write.today());
    if (handling == Handling::today) return Days{first, first};
    auto days = handled(write, of, handling);
    if (days && from) days->from = *from;
    if (days && to) days->to = *to;
    return days;
}

} // namespace

void check_handler(Write& write, const Talent& handler, const Office& office, Id<Case> of, std::optional<Days> days) {
    auto& db = write.db();
    if (!sql::value<std::int64_t>(db, "select id from posting where talent = $1 and category = 'prosecutor' limit 1", handler.id)) {
        throw Error(Fault::refused, "{} {} is no prosecutor and cannot handle a case (组织法 art 34); --handler names a prosecutor", handler.key, handler.name);
    }
    if (days && !may_handle(db, handler.id, office.id, of, *days)) throw no_callup(handler, office, *days);
    if (of && sql::value<std::int64_t>(db, "select id from case_role where case_id = $1 and talent = $2 and role = 'former_investigator' limit 1", of, handler.id)) {
        throw Error(Fault::refused, "{} {} investigated this case and cannot handle it (刑诉规则 art 35)", handler.key, handler.name);
    }
    if (of) refuse_recused(db, of, handler);
}

// --- staff

void check_case_role(Write& write, const Case& of, const Talent& talent, StaffRole role, std::optional<Date> from, std::optional<Date> to, Handling handling) {
    auto& db = write.db();
    if (role == StaffRole::co_handler) check_handler(write, talent, find_office(db, of.office), of.id, served(write, of, from, to, handling));
    if (role != StaffRole::former_investigator) return refuse_recused(db, of.id, talent, to);
    const bool handles = talent.id == of.handler_id || sql::value<std::int64_t>(db, "select id from case_role where case_id = $1 and talent = $2 and role = 'co_handler' and to_on is null limit 1", of.id, talent.id);
    if (handles) throw Error(Fault::refused, "{} {} handles this case; whoever investigated it cannot (刑诉规则 art 35): name another handler first", talent.key, talent.name);
}

Id<CaseRole> insert_case_role(Write& write, const Case& of, Id<Talent> talent, StaffRole role, std::optional<Date> from, std::optional<Date> to, int seq) {
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from case_role where case_id = $1", of.id);
    return sql::insert<CaseRole>(write, "case_role", "insert into case_role (key, case_id, seq, talent, role, from_on, to_on) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                                 of.key + "/" + std::to_string(seq), of.id, seq, talent, role, from, to);
}

CaseRole add_case_role(Write& write, std::string_view text, std::string_view who, StaffRole role, std::optional<Date> from, std::optional<Date> to) {
    auto& db = write.db();
    const auto stored = find_case(db, text, write.match());
    const auto talent = find_talent(db, who, write.match());
    auto id = Id<CaseRole>{sql::value<std::int64_t>(db, "select id from case_role where case_id = $1 and talent = $2 and role = $3", stored.id, talent.id, role).value_or(0)};
    const auto entered = [&] {
        return *sql::select_one(db, read_case_role, "select r.*, t.key as talent_key, t.name as talent_name from case_role r join talent t on t.id = r.talent where r.id = $1", id);
    };
    if (id) {
        const auto known = entered();
        if ((!from || from == known.from) && (!to || to == known.to)) return known;
        sql::update(write, "case_role", id, "update case_role set from_on = $2, to_on = $3 where id = $1", from ? from : known.from, to ? to : known.to);
        return entered();
    }
    if (stored.closed_on) throw Error(Fault::refused, "case {} is closed (on {}); `case reopen` opens it again", stored.key, iso(*stored.closed_on));
    check_case_role(write, stored, talent, role, from, to, Handling::today);
    id = insert_case_role(write, stored, talent.id, role, from, to);
    return entered();
}

// --- call-up orders

Problems problems(const CallupDraft& draft) {
    Problems found;
    if (draft.document.empty()) found.push_back(Problem::of("document", "missing", "a call-up order has the number of its document (--document)"));
    if (draft.of_case.empty()) found.push_back(Problem::of("case", "missing", "the case is missing"));
    if (draft.talent.empty()) found.push_back(Problem::of("talent", "missing", "the talent is missing"));
    if (draft.ordered_by.empty()) found.push_back(Problem::of("ordered_by", "missing", "the office that orders is missing (--ordered-by)"));
    if (!draft.from) found.push_back(Problem::of("from", "missing", "a call-up has a first day (--from)"));
    if (draft.from && draft.to && *draft.to < *draft.from) found.push_back(Problem::of("to", "dates", "a call-up cannot end before it begins"));
    return found;
}

namespace {

bool at_or_above(Db& db, Id<Office> superior, Id<Office> office) {
    return sql::value<std::int64_t>(db,
                                    "with recursive above (id) as (select $1 union select o.parent from office o join above a on o.id = a.id where o.parent is not null)"
                                    " select id from above where id = $2",
                                    office, superior)
        .has_value();
}

// An order comes from above: of an office over both, or of one of the two where it is over the other (R1 art 24, R3 art 9).
void check_order(Db& db, const Office& orders, const Case& of, const Talent& talent, Date on) {
    const auto posting = posting_on(db, talent.id, on);
    if (!posting || !posting->office_id) throw Error(Fault::refused, "{} {} is of no office on {}; a call-up is of a prosecutor of another office", talent.key, talent.name, iso(on));
    if (posting->office_id == of.office_id) throw Error(Fault::refused, "{} {} is of {} itself on {}; a call-up is of a prosecutor of another office", talent.key, talent.name, of.office_name, iso(on));
    if ((orders.opened_on && on < *orders.opened_on) || (orders.closed_on && on > *orders.closed_on)) throw Error(Fault::refused, "there is no office {} {} on {}", orders.key, orders.name, iso(on));
    for (const auto id : {of.office_id, posting->office_id}) {
        if (at_or_above(db, orders.id, id)) continue;
        throw Error(Fault::refused, "{} is not over {}; a call-up is ordered by a superior of both offices (人民检察院组织法 art 24, 刑诉规则 art 9)", orders.name,
                    *sql::value<std::string>(db, "select name from office where id = $1", id));
    }
}

} // namespace

Callup put_callup(Write& write, const CallupDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    const auto of = find_case(db, draft.of_case, write.match());
    const auto talent = find_talent(db, draft.talent, write.match());
    const auto orders = find_office(db, draft.ordered_by, write.match());
    check_order(db, orders, of, talent, *draft.from);
    if (const auto stored = stored_callup(db, draft.document)) {
        sql::update(write, "callup", stored->id, "update callup set case_id = $2, talent = $3, ordered_by = $4, from_on = $5, to_on = $6 where id = $1", of.id, talent.id, orders.id, draft.from, draft.to);
    } else {
        sql::insert<Callup>(write, "callup", "insert into callup (key, case_id, talent, ordered_by, from_on, to_on) values ($1, $2, $3, $4, $5, $6) returning id", draft.document, of.id, talent.id, orders.id,
                            draft.from, draft.to);
    }
    return *stored_callup(db, draft.document);
}

Callup add_callup(Write& write, const CallupDraft& given) {
    refuse(problems(given));
    auto& db = write.db();
    const auto of = find_case(db, given.of_case, write.match());
    if (const auto stored = stored_callup(db, given.document)) {
        const bool alike = stored->case_id == of.id && stored->talent == find_talent(db, given.talent, write.match()).key && stored->ordered_by == find_office(db, given.ordered_by, write.match()).key &&
                           stored->from == given.from && stored->to == given.to;
        if (alike) return *stored;
        throw Error(Fault::refused, "call-up order {} is there already, with other details; `case import --callups` changes it", given.document);
    }
    if (of.closed_on) throw Error(Fault::refused, "case {} is closed (on {}); `case reopen` opens it again", of.key, iso(*of.closed_on));
    return put_callup(write, given);
}

} // namespace jointcase
