// Recusals (回避): who keeps out of a case, and so out of its item in every meeting; other items stay open to them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/case.hpp>

#include <map>
#include <set>

namespace [[gnu::visibility("default")]] jointcase {

enum class Ground {
    party,        // a party, or near relative of one (刑诉法 29 ①)
    interest,     // the person or a near relative has an interest in the case (刑诉法 29 ②)
    took_part,    // was witness, expert, defender or agent in it (刑诉法 29 ③)
    relation,     // another relation to a party that may affect fairness (刑诉法 29 ④)
    gifts,        // took gifts of a party or met one improperly (刑诉法 30)
    investigator, // took part in its investigation (刑诉规则 35)
};
enum class RecusalSource { self, application, ordered };
enum class RecusalResult { granted, rejected };
template <> std::span<const Word<Ground>> words<Ground>();
template <> std::span<const Word<RecusalSource>> words<RecusalSource>();
template <> std::span<const Word<RecusalResult>> words<RecusalResult>();
std::string article_of(Ground ground); // 刑诉法 art 29(1)

struct RecusalDraft {
    std::string of_case, talent;
    std::optional<Ground> ground;
    std::optional<RecusalSource> source; // not given: self
    std::optional<Date> raised_on;       // not given: today
    std::string why;
};

struct Recusal : RecusalDraft { // of_case, talent and who decided are keys
    Id<Recusal> id;
    std::string key; // case/talent
    Id<Case> case_id;
    Id<Talent> talent_id;
    std::string talent_name;
    std::string decided_by, again_by;
    std::optional<Date> decided_on, again_on; // again: reconsidered
    std::optional<RecusalResult> result, again_result;

    std::optional<RecusalResult> standing() const { return again_result ? again_result : result; }
};

struct RecusalRuling {
    RecusalResult result{};
    std::string by;
    std::optional<Date> on; // not given: today
    bool again = false;     // reconsiders a rejection
};

Problems problems(const RecusalDraft& draft);
Recusal raise_recusal(Write& write, const RecusalDraft& draft);
// The chief of the case's office decides, on the chief's own recusal the committee under a deputy chief (刑诉法 31). A
// rejection is reconsidered once, within 5 days (刑诉规则 32, 33). Throws Fault::refused.
Recusal decide_recusal(Write& write, std::string_view of_case, std::string_view talent, const RecusalRuling& ruling);

Recusal find_recusal(Db& db, std::string_view of_case, std::string_view talent, Match match = Match::loose); // throws Fault::missing

struct RecusalFilter {
    std::string of_case, talent;
    std::optional<RecusalResult> result;
    std::optional<bool> pending;
};
std::vector<Recusal> list_recusals(Db& db, const RecusalFilter& filter = {}); // by key

// Who is kept out of the case by a granted recusal: as it was decided, or as it was reconsidered; and since when.
std::set<Id<Talent>> recused(Db& db, Id<Case> of);
std::map<Id<Talent>, Date> recused_since(Db& db, Id<Case> of);

// Someone who stands where they should not, or may not: found from what is entered, raised or not.
enum class ConflictKind { former_investigator, namesake, recused };
template <> std::span<const Word<ConflictKind>> words<ConflictKind>();
struct Conflict {
    Id<Case> case_id;
    std::string of_case, talent, name; // keys
    ConflictKind kind{};
    std::string what, rule, way_out;

    bool operator==(const Conflict&) const = default;
};
// Of one case, or of all: a former investigator or a namesake of a party who handles it, is staff of it or attends a live
// meeting on it, unless that was looked at (a recusal that was rejected); a recused person who still does, or gave an
// opinion or signed after. By case, talent and place, as it is at that time.
std::vector<Conflict> conflicts(Db& db, Time now, std::optional<Id<Case>> of = {});

// Texts are masked unless `unmask`.
Table recusal_table(Db& db, const std::vector<Recusal>& recusals, bool unmask = false);
Document recusal_document(Db& db, const Recusal& recusal, bool unmask = false);
Table conflict_table(Db& db, const std::vector<Conflict>& conflicts, bool unmask = false);

} // namespace jointcase
