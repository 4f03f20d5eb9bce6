// The defence's arguments (辩护观点): foreseen and prepared for before the trial, and what came of them at it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/referral.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Raised { yes, no, unknown };
enum class CourtView { for_prosecution, for_defence, partly, not_addressed };
template <> std::span<const Word<Raised>> words<Raised>();
template <> std::span<const Word<CourtView>> words<CourtView>();

struct DefenceDraft {
    std::string of_case;
    std::optional<int> number; // within its case; not given: the next
    std::string argument;
    std::optional<IssueKind> kind;
    std::optional<Date> predicted_on; // none: it came unforeseen, raised at trial
    std::string response, prepared_by; // prepared_by not given: the handler
    std::optional<Date> trial_on;
    std::optional<Raised> raised;
    std::optional<bool> response_used;
    std::optional<CourtView> court_view;
};

struct Defence : DefenceDraft { // of_case and prepared_by are keys
    Id<Defence> id;
    std::string key; // case/1
    Id<Case> case_id;
    std::string case_name, prepared_by_name;
};

std::span<const DraftColumn<DefenceDraft>> defence_columns();

Problems problems(const DefenceDraft& draft);
Defence add_defence(Write& write, const DefenceDraft& draft); // an argument the case has already is that one
// A response is prepared before the trial. Throws Fault::refused after it.
Defence respond_defence(Write& write, std::string_view defence, std::string_view response, std::string_view by = {});

struct TrialResult {
    std::optional<Date> trial_on;
    std::optional<Raised> raised;
    std::optional<bool> response_used;
    std::optional<CourtView> court_view;
};
Defence enter_outcome(Write& write, std::string_view defence, const TrialResult& result); // throws Fault::refused for another result

// CASE#n, CASE/n, or the case alone where it has one. Throws Fault::missing.
Defence find_defence(Db& db, std::string_view text, Match match = Match::loose);

struct DefenceFilter {
    std::string of_case;
    std::optional<IssueKind> kind;
    std::optional<Raised> raised;
    std::optional<bool> open; // no trial yet
};
std::vector<Defence> list_defences(Db& db, const DefenceFilter& filter = {}); // by case key and number

TemplateSheet defence_template();
Table export_defences(Db& db, bool unmask); // in the columns of an import
Imported import_defences(Write& write, const InputFile& file, const ImportOptions& options);

// Texts are masked unless `unmask`.
Table defence_table(Db& db, const std::vector<Defence>& defences, bool unmask = false);
Document defence_document(Db& db, const Defence& defence, bool unmask = false);

} // namespace jointcase
