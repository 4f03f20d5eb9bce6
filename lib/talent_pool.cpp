// The membership of the talent pool (人才库): nominated, reviewed by someone else, admitted, renewed; and the exit.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/talent.hpp>

#include "future.hpp"
#include "talent_store.hpp"

namespace jointcase {

template <>
std::span<const Word<Tier>> words<Tier>() {
    static constexpr Word<Tier> all[] = {{Tier::core, "core", "骨干"}, {Tier::mainstay, "mainstay", "中坚"}, {Tier::reserve, "reserve", "后备"}};
    return all;
}
template <>
std::span<const Word<ExitReason>> words<ExitReason>() {
    static constexpr Word<ExitReason> all[] = {{ExitReason::transfer, "transfer", "调动;调离"}, {ExitReason::retire, "retire", "退休"}, {ExitReason::leave, "leave", "离职"},
                                               {ExitReason::discipline, "discipline", "违纪"}, {ExitReason::assessment_fail, "assessment_fail", "考核不合格"},
                                               {ExitReason::term_end, "term_end", "任期届满;到期"}, {ExitReason::voluntary, "voluntary", "本人申请"}};
    return all;
}
template <>
std::span<const Word<MembershipState>> words<MembershipState>() {
    static constexpr Word<MembershipState> all[] = {{MembershipState::nominated, "nominated", "已推荐"}, {MembershipState::rejected, "rejected", "未通过"},
                                                    {MembershipState::admitted, "admitted", "在库"}, {MembershipState::exited, "exited", "已出库"}};
    return all;
}

void check_membership(const MembershipDraft& draft, Problems& found) {
    if (draft.admitted_on && !draft.tier) found.push_back(Problem::of("tier", "missing", "admission needs a tier: core, mainstay or reserve"));
    if (draft.admitted_on && draft.reviewed_by.empty()) found.push_back(Problem::of("reviewed_by", "missing", "admission needs a review by someone else"));
    if (draft.exited_on.has_value() != draft.exit_reason.has_value()) found.push_back(Problem::of("exit_reason", "missing", "an exit has a day and a reason"));
    if (draft.exited_on && !draft.admitted_on) found.push_back(Problem::of("exited_on", "dates", "only an admitted member can exit"));
}

bool has_membership(const MembershipDraft& draft) { return draft.nominated_on || draft.admitted_on || draft.tier || draft.reviewed_on || draft.exited_on; }

// --- reading

void read_membership_fields(const sql::Row& row, MembershipDraft& membership) {
    row.read(membership.tier, "tier");
    row.read(membership.nominated_on, "nominated_on");
    row.read(membership.nominated_by, "nominator");
    row.read(membership.reviewed_on, "reviewed_on");
    row.read(membership.reviewed_by, "reviewer");
    row.read(membership.admitted_on, "admitted_on");
    row.read(membership.document, "document");
    row.read(membership.term_to, "term_to");
    row.read(membership.exited_on, "exited_on");
    row.read(membership.exit_reason, "exit_reason");
}

MembershipState state_of(const MembershipDraft& membership) {
    if (membership.exited_on) return MembershipState::exited;
    if (membership.admitted_on) return MembershipState::admitted;
    return membership.reviewed_on ? MembershipState::rejected : MembershipState::nominated;
}

namespace {

Membership read_membership(const sql::Row& row) {
    Membership membership;
    row.read(membership.id, "id");
    row.read(membership.key, "key");
    read_membership_fields(row, membership);
    membership.state = state_of(membership);
    return membership;
}

#define MEMBERSHIPS                                                              \
    "select m.*, n.key as nominator, r.key as reviewer from membership m"        \
    " left join talent n on n.id = m.nominated_by left join talent r on r.id = m.reviewed_by"

} // namespace

std::vector<Membership> list_memberships(Db& db, Id<Talent> talent) {
    return sql::select(db, read_membership, MEMBERSHIPS " where m.talent = $1 order by m.nominated_on, m.id", talent);
}

// --- writing

namespace {

Id<Talent> person(Write& write, const std::string& text) { return text.empty() ? Id<Talent>{} : find_talent(write.db(), text, write.match()).id; }

void refuse_same_reviewer(Id<Talent> talent, Id<Talent> nominator, Id<Talent> reviewer) {
    if (reviewer && (reviewer == nominator || reviewer == talent)) {
        refuse({Problem::of("reviewed_by", "reviewer", "admission needs a review by someone else than the nominator and the talent")});
    }
}

Membership membership_of(Db& db, Id<Membership> id) { return *sql::select_one(db, read_membership, MEMBERSHIPS " where m.id = $1", id); }

// The membership that is neither rejected nor exited.
std::optional<Membership> live_membership(Db& db, Id<Talent> talent) {
    return sql::select_one(db, read_membership,
                           MEMBERSHIPS " where m.talent = $1 and m.exited_on is null and (m.reviewed_on is null or m.admitted_on is not null)", talent);
}

} // namespace

void check_membership_dates(Write& write, const MembershipDraft& draft) {
    refuse_future(write, draft.nominated_on, "nominated_on");
    refuse_future(write, draft.reviewed_on, "reviewed_on");
    refuse_future(write, draft.admitted_on, "admitted_on");
    refuse_future(write, draft.exited_on, "exited_on");
}

Id<Membership> insert_membership(Write& write, const Talent& talent, const MembershipDraft& draft) {
    if (const auto live = live_membership(write.db(), talent.id)) {
        throw Error(Fault::refused, "{} {} is {} already (since {}): one membership at a time", talent.key, talent.name, label(live->state),
                    iso(live->admitted_on.value_or(*live->nominated_on)));
    }
    const auto nominated = draft.nominated_on ? *draft.nominated_on : draft.admitted_on.value_or(write.today());
    const auto nominator = person(write, draft.nominated_by), reviewer = person(write, draft.reviewed_by);
    refuse_same_reviewer(talent.id, nominator, reviewer);
    const auto key = talent.key + "/" + iso(nominated);
    if (sql::value<std::int64_t>(write.db(), "select id from membership where key = $1", key)) {
        throw Error(Fault::refused, "{} {} was nominated on {} before; another nomination is of another day", talent.key, talent.name, iso(nominated));
    }
    return sql::insert<Membership>(write, "membership",
                                   "insert into membership (key, talent, tier, nominated_on, nominated_by, reviewed_on, reviewed_by, admitted_on, document, term_to, exited_on, exit_reason)"
                                   " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id",
                                   key, talent.id, draft.tier, nominated, nominator,
                                   draft.reviewed_on ? draft.reviewed_on : draft.admitted_on, reviewer, draft.admitted_on, draft.document, draft.term_to, draft.exited_on, draft.exit_reason);
}

Membership update_membership(Write& write, const Talent& talent, const Membership& stored, const MembershipDraft& draft) {
    Problems found;
    check_membership(draft, found);
    refuse(found);
    check_membership_dates(write, draft);
    const auto nominator = person(write, draft.nominated_by), reviewer = person(write, draft.reviewed_by);
    refuse_same_reviewer(talent.id, nominator, reviewer);
    sql::update(write, "membership", stored.id,
                "update membership set tier = $2, nominated_by = $3, reviewed_on = $4, reviewed_by = $5, admitted_on = $6, document = $7, term_to = $8, exited_on = $9, exit_reason = $10 where id = $1",
                draft.tier, nominator, draft.reviewed_on ? draft.reviewed_on : draft.admitted_on, reviewer, draft.admitted_on, draft.document, draft.term_to, draft.exited_on, draft.exit_reason);
    return membership_of(write.db(), stored.id);
}

namespace {

// The nomination in hand, or the membership of a pool member.
Membership expect_membership(Db& db, const Talent& talent, MembershipState state) {
    const auto live = live_membership(db, talent.id);
    if (!live || live->state != state) {
        throw Error(Fault::refused, "{} {} is not {}", talent.key, talent.name, label(state));
    }
    return *live;
}

} // namespace

Membership nominate_talent(Write& write, std::string_view text, const MembershipDraft& draft) {
    check_membership_dates(write, draft);
    const auto talent = find_talent(write.db(), text, write.match());
    return membership_of(write.db(), insert_membership(write, talent, draft));
}

Membership admit_talent(Write& write, std::string_view text, const MembershipDraft& draft) {
    const auto talent = find_talent(write.db(), text, write.match());
    const auto nominated = expect_membership(write.db(), talent, MembershipState::nominated);
    MembershipDraft admitted = nominated;
    admitted.reviewed_by = draft.reviewed_by;
    admitted.admitted_on = draft.admitted_on ? draft.admitted_on : std::optional(write.today());
    admitted.reviewed_on = draft.reviewed_on ? draft.reviewed_on : admitted.admitted_on;
    if (draft.tier) admitted.tier = draft.tier;
    if (draft.term_to) admitted.term_to = draft.term_to;
    if (!draft.document.empty()) admitted.document = draft.document;
    return update_membership(write, talent, nominated, admitted);
}

Membership reject_talent(Write& write, std::string_view text, const MembershipDraft& draft) {
    const auto talent = find_talent(write.db(), text, write.match());
    const auto nominated = expect_membership(write.db(), talent, MembershipState::nominated);
    MembershipDraft rejected = nominated;
    rejected.reviewed_by = draft.reviewed_by;
    rejected.reviewed_on = draft.reviewed_on ? draft.reviewed_on : std::optional(write.today());
    return update_membership(write, talent, nominated, rejected);
}

Membership renew_talent(Write& write, std::string_view text, Date term_to) {
    const auto talent = find_talent(write.db(), text, write.match());
    const auto member = expect_membership(write.db(), talent, MembershipState::admitted);
    if (member.term_to && term_to <= *member.term_to) throw Error(Fault::refused, "the term of {} {} runs to {} already", talent.key, talent.name, iso(*member.term_to));
    MembershipDraft renewed = member;
    renewed.term_to = term_to;
    return update_membership(write, talent, member, renewed);
}

Membership exit_talent(Write& write, std::string_view text, ExitReason reason, Date on) {
    const auto talent = find_talent(write.db(), text, write.match());
    const auto member = expect_membership(write.db(), talent, MembershipState::admitted);
    MembershipDraft exited = member;
    exited.exit_reason = reason;
    exited.exited_on = on;
    return update_membership(write, talent, member, exited);
}

// --- showing

namespace {

const Field<Membership> membership_fields[] = {
    {"state", {"state", "状态"}, [](const Membership& m) { return to_cell(m.state); }},
    {"tier", {"tier", "梯队"}, [](const Membership& m) { return to_cell(m.tier); }},
    {"nominated_on", {"nominated", "推荐日期"}, [](const Membership& m) { return to_cell(m.nominated_on); }},
    {"nominated_by", {"nominated by", "推荐人"}, [](const Membership& m) { return to_cell(m.nominated_by); }},
    {"reviewed_on", {"reviewed", "评审日期"}, [](const Membership& m) { return to_cell(m.reviewed_on); }},
    {"reviewed_by", {"reviewed by", "评审人"}, [](const Membership& m) { return to_cell(m.reviewed_by); }},
    {"admitted_on", {"admitted", "入库日期"}, [](const Membership& m) { return to_cell(m.admitted_on); }},
    {"document", {"document", "入库文件"}, [](const Membership& m) { return to_cell(m.document); }},
    {"term_to", {"term to", "任期至"}, [](const Membership& m) { return to_cell(m.term_to); }},
    {"exited_on", {"exited", "出库日期"}, [](const Membership& m) { return to_cell(m.exited_on); }},
    {"exit_reason", {"exit reason", "出库原因"}, [](const Membership& m) { return to_cell(m.exit_reason); }},
};

} // namespace

Table membership_table(const std::vector<Membership>& memberships) {
    return table("memberships", _("Memberships"), memberships, std::span<const Field<Membership>>(membership_fields));
}

} // namespace jointcase
