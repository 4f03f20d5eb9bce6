// Referrals (提请): a case put to the conference by its handler, with issues and the handler's own view.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/case.hpp>

namespace [[gnu::visibility("default")]] jointcase {

// M1…M6 must, O1…O3 may be referred; M7 is set by being ordered and only so (Songbei arts 3, 4).
enum class Reason { M1, M2, M3, M4, M5, M6, M7, O1, O2, O3 };
enum class IssueKind { evidence, facts, characterization, law, sentencing, procedure, trial_response, other };
enum class ReferralDecision { accepted, refused, returned, ordered };
enum class ReferralState { submitted, accepted, refused, returned, withdrawn, scheduled, discussed, decided, answered };
template <> std::span<const Word<Reason>> words<Reason>(); // code M1, label 拟提请检委会审议 …
template <> std::span<const Word<IssueKind>> words<IssueKind>();
template <> std::span<const Word<ReferralDecision>> words<ReferralDecision>();
template <> std::span<const Word<ReferralState>> words<ReferralState>();
enum class Body { chief, committee, superior }; // to whom a case is handed on for decision
template <> std::span<const Word<Body>> words<Body>();

struct IssueDraft {
    std::optional<IssueKind> kind;
    std::string question, handler_view;
};
IssueDraft parse_issue(std::string_view text); // 定性:是否构成诈骗, kind by code or label, ： too. Throws Fault::invalid

struct ReferralDraft {
    std::string of_case; // handle
    std::string requested_by; // not given: the handler
    std::optional<Date> requested_on;
    std::vector<Reason> reasons;
    std::string ordered_by; // head, deputy chief or chief who orders it: reason M7, accepted at once
    std::string handler_view;
    std::optional<bool> urgent;
    std::string new_facts; // asked after refused or answered
    std::vector<IssueDraft> issues;
    std::string source_no;
    std::optional<int> number; // in files: the n of case#n; not given: the next
};

struct Issue : IssueDraft {
    Id<Issue> id;
    std::string key;
    int seq = 0;
};

struct Referral : ReferralDraft { // of_case is the case's key, people are keys, issues are filled
    Id<Referral> id;
    std::string key; // case#1
    Id<Case> case_id;
    int seq = 0;
    std::string case_name, follows; // follows: key of the referral it repeats
    std::optional<ReferralDecision> decision;
    std::string decided_by;
    std::optional<Date> decided_on;
    std::string why;
    std::optional<Date> withdrawn_on;
    std::string withdrawn_why;
    std::optional<Date> decision_due_on; // by rule request_decision_days; nothing where that is off
    std::optional<bool> decided_late;    // nothing before it is decided
    std::vector<Issue> numbered; // the issues with their numbers
    ReferralState state{};
};

// Handed on for decision (报检察长, 提交检委会, 请示上级院): see escalate_referral.
struct Escalation {
    std::string key, referral; // case#1/1, case#1
    Body to{};
    Date on{};
    std::string by, by_name, why; // by is a key
};

Problems problems(const ReferralDraft& draft);
Referral submit_referral(Write& write, const ReferralDraft& draft); // throws Fault::refused by model §3 "submit a referral", "submit again"
Referral accept_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why = {});
Referral refuse_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why);
Referral return_referral(Write& write, std::string_view referral, std::string_view by, Date on, std::string_view why);
Referral withdraw_referral(Write& write, std::string_view referral, Date on, std::string_view why); // before it is discussed

// For a meeting held before it was entered: a referral without request and decision, with one issue of kind other.
// number: the n of case#n; not given: the next.
Referral enter_past_referral(Write& write, Id<Case> of, std::string_view title, std::optional<int> number = {});

// By key (case#1), source number, or its case's handle (#n only if several live). Throws Fault::missing.
Referral find_referral(Db& db, std::string_view text, Match match = Match::loose);
Referral referral_of(Db& db, Id<Referral> id);
std::vector<Issue> list_issues(Db& db, Id<Referral> referral);
std::vector<Escalation> list_escalations(Db& db, Id<Referral> referral); // in their order

struct ReferralFilter {
    std::string of_case, office;
    std::optional<ReferralState> state;
    std::optional<Reason> reason;
    std::optional<Span> requested;
};
std::vector<Referral> list_referrals(Db& db, const ReferralFilter& filter = {}); // by case key and seq

TemplateSheet referral_template();
Table export_referrals(Db& db, bool unmask); // in the columns of an import, a row per issue; those of past meetings come with their agenda
Imported import_referrals(Write& write, const InputFile& file, const ImportOptions& options);

// A person who may accept, refuse, return or order: chief, deputy chief or department head of that office on that day
// (Songbei arts 2, 3). Throws Fault::refused.
void expect_head(Db& db, const Talent& talent, const Case& of, Date on);

Table referral_table(Db& db, const std::vector<Referral>& referrals, bool unmask = false);
Document referral_document(Db& db, const Referral& referral, bool unmask = false); // with its issues, materials and to whom it was handed on
Table escalation_table(Db& db, const Referral& referral, bool unmask = false);

// --- materials: files that stay where they are

enum class MaterialKind { request, report, dossier, evidence, similar_cases, law, other };
template <> std::span<const Word<MaterialKind>> words<MaterialKind>();

struct MaterialDraft {
    std::string referral;             // handle
    std::optional<MaterialKind> kind; // not given: other
    std::string title;                // not given: the name of the file
    std::optional<Label> label;       // not given: its case's
    std::optional<Date> added_on;
};

struct Material : MaterialDraft { // referral is a key
    Id<Material> id;
    Id<Case> case_id;
    std::string key; // case#1/1
    int seq = 0;
    std::string path;   // relative to the folder of the database where it lies in it, else absolute
    std::string sha256; // of its bytes when it was attached
};
// Throws Fault::refused once the referral is discussed or at its end (invariant 13), and for a label above label_max.
Material attach_material(Write& write, const MaterialDraft& draft, const InputFile& file);
std::vector<Material> list_materials(Db& db, Id<Referral> referral);
Table material_table(Db& db, const Referral& referral, bool unmask = false);

enum class FileState { unchanged, changed, gone };
FileState file_state(Db& db, const Material& material); // reads the file

// --- what a head looks at before accepting

enum class Check { report, dossier, files, questions, handler_view, issue_views, similar_cases, deadline, parties };
template <> std::span<const Word<Check>> words<Check>();

struct CheckResult {
    Check check{};
    bool met = false;
    std::string message; // what is lacking; empty where it is met
    std::string source;  // the text that asks for it
};
std::vector<CheckResult> check_referral(Db& db, const Referral& referral); // similar_cases where law or characterization is at issue

// An issue of the same kind, in a case with the same cause, that was discussed before (Songbei art 4: no repetition).
struct Precedent {
    std::string meeting, referral, of_case, case_name, cause, question; // keys
    Id<Case> case_id;
    Date held_on{};
    IssueKind kind{};
};
std::vector<Precedent> list_precedents(Db& db, const Referral& referral); // the latest first
Document check_document(Db& db, const Referral& referral, bool unmask = false);

// An open case that must go to the conference, by what is known of it (Songbei art 3), and never went: without a referral,
// or with withdrawn and returned ones only.
struct MissingReferral {
    Case of;
    std::vector<Reason> reasons;
    List why; // a fact for each reason
};
std::vector<MissingReferral> list_missing_referrals(Db& db, const std::string& office = {}); // by case key
Table missing_table(Db& db, const std::vector<MissingReferral>& missing, bool unmask = false);

} // namespace jointcase
