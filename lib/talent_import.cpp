// A roster of talents as a file: person, posting and membership in one row.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/talent.hpp>

#include "importer.hpp"
#include "talent_store.hpp"

#include <algorithm>

namespace jointcase {

namespace {

std::optional<Date> nomination(const MembershipDraft& draft) { return draft.nominated_on ? draft.nominated_on : draft.admitted_on; }

// A row means the posting that begins on its day, or a new one; without a day the one since always, where there is none the
// present one. So with the membership of its nomination.
TalentDraft draft_for(Db& db, const Talent& stored, const TalentDraft& given) {
    TalentDraft draft = stored;
    if (const auto from = given.from.value_or(always); from != stored.from.value_or(always)) {
        if (const auto posting = posting_from(db, stored.id, from)) static_cast<PostingDraft&>(draft) = *posting;
        else if (given.from) static_cast<PostingDraft&>(draft) = {};
        if (draft.from == always) draft.from.reset();
    }
    if (const auto nominated = nomination(given); nominated && nominated != stored.nominated_on) {
        static_cast<MembershipDraft&>(draft) = {};
        for (const auto& membership : list_memberships(db, stored.id)) {
            if (membership.nominated_on == nominated) static_cast<MembershipDraft&>(draft) = membership;
        }
    }
    if (given.staff_no == stored.key) draft.staff_no = given.staff_no;
    speak_alike(db, given, draft);
    return draft;
}

const std::set<std::string> needed = {"office", "name", "category"};

void put_posting(Write& write, const Talent& talent, const TalentDraft& draft) {
    if (const auto posting = posting_from(write.db(), talent.id, draft.from.value_or(always))) update_posting(write, posting->id, draft);
    else post_talent(write, talent.key, draft);
}

void put_membership(Write& write, const std::string& key, const MembershipDraft& draft) {
    const auto talent = find_talent(write.db(), key, Match::strict);
    const auto all = list_memberships(write.db(), talent.id);
    const auto nominated = nomination(draft);
    check_membership_dates(write, draft);
    for (const auto& membership : all) {
        if (!nominated || membership.nominated_on == nominated) return void(update_membership(write, talent, membership, draft));
    }
    insert_membership(write, talent, draft);
}

} // namespace

TemplateSheet talent_template() {
    return template_of(_("Talents"), sheet_columns(talent_columns(), needed),
                       {{"office", "临夏县人民检察院"}, {"staff_no", "017"}, {"name", "马国良"}, {"gender", label(Gender::male)}, {"birth_date", "1980-05-01"}, {"ethnicity", "回族"},
                        {"specialties", "诈骗罪；证据"}, {"from", "2018-01-01"}, {"category", label(Category::prosecutor)}, {"department", "第一检察部"}, {"in_quota", yes_or_no(true)}});
}

// A row for every posting of a person, in their order, and for every membership beyond them.
Table export_talents(Db& db) {
    std::vector<TalentDraft> rows;
    for (const auto& talent : list_talents(db, day(db.as_of()))) {
        const auto postings = list_postings(db, talent.id);
        const auto memberships = list_memberships(db, talent.id);
        for (std::size_t i = 0; i < std::max(postings.size(), memberships.size()); ++i) {
            TalentDraft row = talent;
            row.staff_no = talent.key;
            static_cast<PostingDraft&>(row) = postings[std::min(i, postings.size() - 1)];
            if (row.from == always) row.from.reset();
            static_cast<MembershipDraft&>(row) = i < memberships.size() ? static_cast<const MembershipDraft&>(memberships[i]) : MembershipDraft{};
            rows.push_back(std::move(row));
        }
    }
    return table("talent", _("Talents"), rows, talent_columns());
}

Imported import_talents(Write& write, const InputFile& file, const ImportOptions& options) {
    struct Pending {
        std::int64_t line;
        std::string key;
        MembershipDraft draft;
        bool added;
    };
    auto& db = write.db();
    const auto columns = talent_columns();
    const InputFile* const files[] = {&file};
    return import_files(write, options, "talent", files, [&](ImportRun& run) {
        std::vector<Pending> memberships; // who nominated and reviewed may stand further down
        run.sheet(file, sheet_rows<TalentDraft>(columns, needed, nullptr, [&](TalentDraft& given, const SheetRow& row) -> RowResult {
            if (!given.office.empty()) in_column("office", [&] { return find_office(db, given.office, Match::strict); });
            const auto stored = stored_talent(db, given);
            const TalentDraft before = stored ? draft_for(db, *stored, given) : TalentDraft{};
            TalentDraft draft = before;
            fill(draft, row, columns);
            // a person may come with every posting and every membership, with each of them once
            const auto once = [&](const std::string& key) {
                run.claim(key + " " + (draft.from ? iso(*draft.from) : "") + (nomination(given) ? " " + iso(*nomination(given)) : ""), row.line, key);
            };
            if (stored) once(stored->key);
            if (stored && (same(columns, draft, before) || !run.may_change(stored->key))) return {Outcome::unchanged, {}};
            refuse(problems(draft));
            if (stored) {
                update_person(write, *stored, draft);
                put_posting(write, *stored, draft);
            }
            const auto key = stored ? stored->key : insert_person(write, draft).key;
            if (!stored) once(key);
            if (has_membership(draft)) memberships.push_back({row.line, key, draft, !stored});
            return {stored ? Outcome::updated : Outcome::added, {}};
        }));
        for (const auto& pending : memberships) {
            try {
                put_membership(write, pending.key, pending.draft);
            } catch (const Error& error) {
                run.reject_late(pending.line, pending.added ? Outcome::added : Outcome::updated, {"", "membership", error.what()});
            }
        }
    });
}

} // namespace jointcase
