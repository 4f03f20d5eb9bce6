// Feedback (反馈): what was decided in the case, by whom, and what became of each opinion. The conference decides nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/opinion.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class DecidedBy { handler, chief, committee, superior };
enum class Decision { prosecute, not_prosecute, arrest, not_arrest, return_for_investigation, protest, no_protest, withdraw, other };
enum class Adoption { adopted, partly_adopted, not_adopted, not_applicable };
enum class ReasonCode { new_evidence, other_view_of_facts, other_view_of_law, decided_above, covered_elsewhere, other };
template <> std::span<const Word<DecidedBy>> words<DecidedBy>();
template <> std::span<const Word<Decision>> words<Decision>();
template <> std::span<const Word<Adoption>> words<Adoption>();
template <> std::span<const Word<ReasonCode>> words<ReasonCode>();

struct Answer { // what became of one opinion
    std::optional<Adoption> adoption;
    std::optional<ReasonCode> code; // needed where not or partly adopted
    std::string reason;             // needed with other
};
Answer parse_answer(std::string_view text); // not_adopted:new_evidence:理由. Throws Fault::invalid

struct FeedbackDraft {
    std::string referral; // handle of the referral or its case
    std::optional<DecidedBy> decided_by_role; // not given: handler
    std::string decided_by;                   // talent; not given: the handler, where the handler decides
    std::optional<Decision> decision;
    std::optional<Date> decided_on, submitted_on;
    std::optional<Answer> all;              // for every standing opinion not named
    std::map<std::string, Answer> answers; // by opinion: its number in its meeting where that is one, or its key
};

struct GivenAdoption {
    std::string key, opinion, talent_name; // keys
    Adoption adoption{};
    std::optional<ReasonCode> code;
    std::string reason;
};

struct Feedback : FeedbackDraft { // referral and decided_by are keys; all and answers stay empty
    Id<Feedback> id;
    std::string key, case_name;
    Id<Case> case_id;
    std::vector<GivenAdoption> adoptions;
};

Problems problems(const FeedbackDraft& draft);
// Records the decision; throws Fault::refused before the referral was discussed, or if another decision stands.
Feedback decide_feedback(Write& write, const FeedbackDraft& draft);
// Answers every standing opinion on the referral's issues (reserve needs none) and submits; decides too where that is given.
// Throws Fault::refused naming the opinions left unanswered.
Feedback give_feedback(Write& write, const FeedbackDraft& draft);

struct EscalationDraft {
    std::string referral; // handle of the referral or its case
    std::optional<Body> to;
    std::string by;         // talent; not given: the handler
    std::optional<Date> on; // not given: today
    std::string why;
};
// Hands a referral that was discussed on to who decides above. Throws Fault::refused before.
Escalation escalate_referral(Write& write, const EscalationDraft& draft);

// Who must report to whom that a handler's decision departs from most standing opinions, under rules that ask for it.
// Derived when it is read, never stored, and only where stances may be counted at all (rule tally; invariant 1).
struct ReportDuty {
    std::string who, whom, rule;
};
std::optional<ReportDuty> report_duty(Db& db, const Feedback& feedback);
std::string text_of(const ReportDuty& duty, const Feedback& feedback);

Feedback find_feedback(Db& db, std::string_view referral, Match match = Match::loose); // throws Fault::missing

struct FeedbackFilter {
    std::string office;
    std::optional<Decision> decision;
    std::optional<bool> submitted;
};
std::vector<Feedback> list_feedback(Db& db, const FeedbackFilter& filter = {}); // by key
TemplateSheet feedback_template();
Table export_feedback(Db& db, bool unmask); // in the columns of an import
Imported import_feedback(Write& write, const InputFile& file, const ImportOptions& options); // a row per opinion

Table feedback_table(Db& db, const std::vector<Feedback>& feedback, bool unmask = false);
Document feedback_document(Db& db, const Feedback& feedback, bool unmask = false);

} // namespace jointcase
