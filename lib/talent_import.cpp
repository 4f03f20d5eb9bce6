// A roster of talents as a file: person, posting and membership in one row.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/talent.hpp>

#include "importer.hpp"
#include "talent_store.hpp"

namespace jointcase {

namespace {

// A row means the posting that begins on its day, or a new one; without a day the one since always, where there is none the present one.
TalentDraft draft_for(Db& db, const Talent& stored, const TalentDraft& given) {
    TalentDraft draft = stored;
    if (const auto from = given.from.value_or(always); from != stored.from.value_or(always)) {
        if (const auto posting = posting_from(db, stored.id, from)) static_cast<PostingDraft&>(draft) = *posting;
        else if (given.from) draft.to.reset(), draft.from.reset();
        if (draft.from == always) draft.from.reset();
    }
    speak_alike(db, given, draft);
    return draft;
}

void put_posting(Write& write, const Talent& talent, const TalentDraft& draft) {
    if (const auto posting = posting_from(write.db(), talent.id, draft.from.value_or(always))) update_posting(write, posting->id, draft);
    else post_talent(write, talent.key, draft);
}

void put_membership(Write& write, const std::string& key, const MembershipDraft& draft) {
    const auto talent = find_talent(write.db(), key, Match::strict);
    const auto all = list_memberships(write.db(), talent.id);
    const auto nominated = draft.nominated_on ? draft.nominated_on : draft.admitted_on;
    check_membership_dates(write, draft);
    for (const auto& membership : all) {
        if (!nominated || membership.nominated_on == nominated) return void(update_membership(write, talent, membership, draft));
    }
    insert_membership(write, talent, draft);
}

} // namespace

Imported import_talents(Write& write, const InputFile& file, const ImportOptions& options) {
    struct Pending {
        std::int64_t line;
        std::string key;
        MembershipDraft draft;
        bool added;
    };
    auto& db = write.db();
    const auto columns = talent_columns();
    ImportRun run(write, options, "talent");
    const InputFile* const files[] = {&file};
    if (run.seen_before(files)) return run.finish();
    std::vector<Pending> memberships; // who nominated and reviewed may stand further down
    run.sheet(file, options.map, sheet_columns(columns, {"office", "name", "category"}), [&](const SheetRow& row) -> RowResult {
        TalentDraft given;
        fill(given, row, columns);
        if (!given.office.empty()) in_column("office", [&] { return find_office(db, given.office, Match::strict); });
        const auto stored = stored_talent(db, given);
        const TalentDraft before = stored ? draft_for(db, *stored, given) : TalentDraft{};
        TalentDraft draft = before;
        fill(draft, row, columns);
        if (stored && same(columns, draft, before)) return {Outcome::unchanged, stored->key};
        refuse(problems(draft));
        if (stored) {
            update_person(write, *stored, draft);
            put_posting(write, *stored, draft);
        }
        const auto key = stored ? stored->key : insert_person(write, draft).key;
        if (has_membership(draft)) memberships.push_back({row.line, key, draft, !stored});
        return {stored ? Outcome::updated : Outcome::added, key};
    });
    for (const auto& pending : memberships) {
        try {
            put_membership(write, pending.key, pending.draft);
        } catch (const Error& error) {
            auto& result = run.result();
            result.findings.push_back({file.name, pending.line, "", "membership", error.what()});
            --(pending.added ? result.added : result.updated);
            ++result.rejected;
        }
    }
    return run.finish();
}

} // namespace jointcase
