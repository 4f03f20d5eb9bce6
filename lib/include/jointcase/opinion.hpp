// Opinions (意见): one person's view on one issue, for the handling prosecutor's reference only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/meeting.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Stance { concur, concur_in_part, dissent, supplement, reserve };
enum class OpinionKind { oral, written, late };
template <> std::span<const Word<Stance>> words<Stance>();
template <> std::span<const Word<OpinionKind>> words<OpinionKind>();

struct OpinionDraft {
    std::string meeting; // handle
    std::string talent, office; // office narrows namesakes
    std::string issue; // ITEM.ISSUE; with one item on the agenda ISSUE
    std::optional<int> item; // in files: then issue is the number within it
    std::optional<Stance> stance;
    std::string text, legal_basis;
    std::optional<OpinionKind> kind; // not given: written in a written meeting, late after the end, else oral
    std::optional<int> round;        // not given: 1
    std::optional<Time> recorded_at; // not given: now
    std::string source_no;
    std::string supersedes; // in files: the key or source number of the one before, in the same meeting
};

struct Opinion : OpinionDraft { // meeting and talent are keys
    Id<Opinion> id;
    std::string key; // meeting-12
    int seq = 0, issue_seq = 0;
    Id<Referral> referral_id;
    Id<Case> case_id;
    std::string issue_key, talent_name, recorded_by, superseded_by; // keys
    bool standing() const { return superseded_by.empty(); }
};

std::span<const DraftColumn<OpinionDraft>> opinion_columns();

Problems problems(const OpinionDraft& draft);
// Throws Fault::refused unless the author was present in a speaking role, invited to a written meeting, or is late within
// the profile's days (model, invariant 4), and between the start and the signing (14).
Opinion record_opinion(Write& write, const OpinionDraft& draft);
// A new opinion of the same person on the same issue; the one before is kept. A chain neither branches nor loops (19).
Opinion supersede_opinion(Write& write, std::string_view opinion, const OpinionDraft& draft);

// By key, handle 2020-7-12 or source number. Throws Fault::missing.
Opinion find_opinion(Db& db, std::string_view text, Match match = Match::loose);

struct OpinionFilter {
    std::string meeting, talent, of_case, referral;
    std::optional<Stance> stance;
    bool superseded = false; // also those
};
std::vector<Opinion> list_opinions(Db& db, const OpinionFilter& filter = {}); // by meeting and number

TemplateSheet opinion_template();
// For one meeting: a row for each who may speak and each issue that is not withdrawn, to be filled in.
TemplateSheet opinion_template(Db& db, const Meeting& meeting);
Table export_opinions(Db& db, bool unmask); // in the columns of an import, superseded ones before those that replace them
Imported import_opinions(Write& write, const InputFile& file, const ImportOptions& options); // never updates: a differing row is a finding

// 意见分布: the standing opinions on each issue by their stance, counted now and kept nowhere. Nothing unless the meeting's
// rules say tally = count; it decides nothing and is no resolution.
std::optional<Table> distribution(Db& db, const Meeting& meeting);

Table opinion_table(Db& db, const std::vector<Opinion>& opinions, bool unmask = false);
Document opinion_document(Db& db, const Opinion& opinion, bool unmask = false);

} // namespace jointcase
