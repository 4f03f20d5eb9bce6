// Cases (案件) and matters: what is put before the conference.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/campaign.hpp>
#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/import.hpp>
#include <jointcase/period.hpp>
#include <jointcase/talent.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class CaseKind { case_, matter };
enum class Stage { early_intervention, arrest_review, prosecution_review, first_instance, second_instance, retrial };
enum class Gang { none, black, evil };
enum class StaffRole { co_handler, assistant, clerk, former_investigator };
enum class PartyRole { suspect, victim, defender, agent, witness, expert_witness };
enum class TrialOutcome { as_charged, other_charge, partly, acquitted };
template <> std::span<const Word<CaseKind>> words<CaseKind>();
template <> std::span<const Word<Stage>> words<Stage>();
template <> std::span<const Word<Gang>> words<Gang>();
template <> std::span<const Word<StaffRole>> words<StaffRole>();
template <> std::span<const Word<PartyRole>> words<PartyRole>();
template <> std::span<const Word<TrialOutcome>> words<TrialOutcome>();

// 部门受案号: 临州检起诉受[2020]62290000012号, in any bracket style and width.
struct AcceptNo {
    std::string text; // canonical: half-width brackets and digits
    int year = 0;
    std::string office; // six digits; empty where the number has another length than 11
    int serial = 0;     // the last five digits
};
AcceptNo parse_accept_no(std::string_view text); // throws Fault::invalid

struct CaseDraft {
    std::string accept_no; // none yet: the case gets a short key
    std::string unified_no;
    std::string name;
    std::optional<CaseKind> kind; // not given: case
    List causes;                  // the first leads
    std::string office;           // not given: of the number, else the configured one
    std::string department;
    std::string handler; // talent; a prosecutor
    std::optional<Stage> stage;
    std::optional<Date> received_on, deadline_on;
    std::optional<bool> in_custody;
    std::optional<int> suspect_count;
    List suspects; // full names; become parties
    std::optional<bool> major, difficult, complex, influential, disputed;
    std::optional<Gang> gang;
    List campaigns; // codes or names
    List languages; // needed besides Chinese
    std::optional<Label> label; // not given: internal
    std::optional<Date> closed_on;
    std::string result;
    std::optional<Date> judged_on;
    std::optional<TrialOutcome> outcome;
    std::optional<Date> reopened_on;
    std::string reopened_why;
    std::string source_no;
};

struct Case : CaseDraft { // office, handler and campaigns are keys; suspects stay empty: see list_parties
    Id<Case> id;
    std::string key;
    Id<Office> office_id;
    Id<Talent> handler_id; // 0: none
    std::string office_name, handler_name;
    std::optional<Date> voided_on;
    std::string void_why;
    std::optional<Date> period_ends_on; // the deadline that was entered, else what stage, receipt and custody make it

    bool open() const { return !closed_on && !voided_on; }
};

struct CaseRole {
    std::string key, talent, name; // talent is a key
    StaffRole role{};
    std::optional<Date> from, to;
};
struct Party {
    std::string key, name, masked;
    PartyRole role{};
};

// A superior's written order (调用决定) by which a person of another office handles a case (组织法 24, 刑诉规则 9).
struct CallupDraft {
    std::string document; // its number: the key
    std::string of_case, talent;
    std::string ordered_by; // office
    std::optional<Date> from, to; // to not given: until the case is done
};
struct Callup : CallupDraft { // of_case, talent and ordered_by are keys
    Id<Callup> id;
    Id<Case> case_id;
    std::string name, office_name; // of the talent, of who ordered
};

std::span<const DraftColumn<CaseDraft>> case_columns();

Problems problems(const CaseDraft& draft);
Case open_case(Write& write, const CaseDraft& draft);                         // throws Fault::refused if the number is taken by another
Case edit_case(Write& write, std::string_view of, const CaseDraft& draft);     // the whole draft; the key stays
Case close_case(Write& write, std::string_view of, std::string_view result, Date on);
Case reopen_case(Write& write, std::string_view of, std::string_view why, Date on); // open again, without its result
Case judge_case(Write& write, std::string_view of, TrialOutcome outcome, Date on);  // the verdict; throws Fault::refused for another one
Case void_case(Write& write, std::string_view of, std::string_view why);      // throws Fault::refused while anything refers to it
// Someone known in the role already gets the days that are given. Handling by another office's person needs a call-up
// order on the first day, by a former investigator is refused (model, invariants 6, 11).
CaseRole add_case_role(Write& write, std::string_view of, std::string_view talent, StaffRole role, std::optional<Date> from = {}, std::optional<Date> to = {});
Party add_party(Write& write, std::string_view of, PartyRole role, std::string_view name);
// Throws Fault::refused unless the order is of an office at or above both the case's and the talent's on its first day.
Callup add_callup(Write& write, const CallupDraft& draft);

// How long a review takes: a month to prosecute (刑诉法 172), to arrest 7 days, or 15 of someone at large (刑诉规则 282).
// Nothing for other stages. What may prolong it is entered as the deadline.
std::optional<Limit> review_limit(std::optional<Stage> stage, bool in_custody);
std::string period_source(const Case& of); // the articles its period comes from

// By key, acceptance number in any style, handle (2020-12, 62290000012, C2020-12) or source number; loosely by a unique
// part of the key. Handles mean the configured office. Throws Fault::missing, naming the candidates if there are several.
Case find_case(Db& db, std::string_view text, Match match = Match::loose);
Case case_of(Db& db, Id<Case> id);

struct CaseFilter {
    std::string office, handler, cause, campaign;
    std::optional<bool> open;
    std::optional<Gang> gang;
    bool with_voided = false;
};
std::vector<Case> list_cases(Db& db, const CaseFilter& filter = {}); // by key
std::vector<CaseRole> list_case_roles(Db& db, Id<Case> of);
std::vector<Party> list_parties(Db& db, Id<Case> of);
std::vector<Callup> list_callups(Db& db, Id<Case> of); // by first day

// What a case lacks, and what in it speaks for a referral, as on that day.
struct CaseFinding {
    std::string code, message, rule, way_out; // code: handler, deadline …
};
struct ReferralGround {
    std::string reason; // code of a referral's reason: M6
    bool must = false;
    std::string fact;
    bool referred = false; // the case is, or was, before the conference
};
std::vector<ReferralGround> referral_grounds(Db& db, const Case& of); // must before may, by reason (Songbei arts 3, 4)
std::vector<CaseFinding> check_case(Db& db, const Case& of, Date on);
Document case_check_document(Db& db, const Case& of, Date on);

// Replaces the full names of the case's parties by their masked forms (张某, 欧阳某某, equal ones 张某甲、张某乙), longest
// first. Every text of a case that is shown goes through it, unless unmasked (model, party).
class Masking {
public:
    Masking() = default; // masks nothing
    explicit Masking(const std::vector<Party>& parties);
    std::string operator()(std::string text) const;

private:
    std::vector<std::pair<std::string, std::string>> names_;
};
Masking masking(Db& db, Id<Case> of);
void mask_row(std::vector<Cell>& row, const Masking& masking); // every text of it
std::vector<std::string> masked_names(const std::vector<std::string>& names); // in the same order

std::vector<TemplateSheet> case_templates(); // cases, staff, parties, call-up orders
// The same four tables in the columns of an import, without what was voided. Parties stand by their masked names unless `unmask`.
std::vector<Table> export_cases(Db& db, bool unmask);

struct CaseFiles {
    InputFile cases;
    std::optional<InputFile> staff, parties, callups;
};
Imported import_cases(Write& write, const CaseFiles& files, const ImportOptions& options);

// Texts are masked unless `unmask`.
Table case_table(Db& db, const std::vector<Case>& cases, bool unmask = false);
Document case_document(Db& db, const Case& of, bool unmask = false); // with staff, parties and call-up orders

} // namespace jointcase
