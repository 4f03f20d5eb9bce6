// Opinions from files and in sheets to fill in (design: cli.md, import).
// SPDX-License-Identifier: Apache-2.0
#include "opinion_store.hpp"

#include "importer.hpp"

#include <map>

namespace jointcase {

namespace {

const std::set<std::string> needed = {"meeting", "talent", "text"};

// Rows come meeting by meeting as a rule: what was looked up for one serves the next.
class OpinionImport {
public:
    OpinionImport(Write& write, ImportRun& run) : write_(write), run_(run), checked_(write.db()), recorder_(write) {}

    void flush() { recorder_.flush(); }

    RowResult row(const OpinionDraft& draft, std::int64_t line) {
        auto& room = room_of(draft.meeting);
        const auto& author = author_of(draft.talent, draft.office);
        const auto target = find_target(room, draft);
        const auto superseded = draft.supersedes.empty() ? std::nullopt : std::optional(superseded_by(room, draft));
        if (const auto id = stored(room, target, author, draft, superseded)) {
            recorder_.flush();
            const auto before = opinion_of(write_.db(), *id);
            run_.claim(id->value, before.key, line);
            if (before.talent != author.key || before.issue_key != target.issue.key || !says_the_same(before, draft)) {
                run_.differs(Error(Fault::refused, "opinion {} is there already and says something else; an opinion is never changed, only superseded", before.key));
            }
            return {Outcome::unchanged, {}};
        }
        if (superseded && (superseded->talent != author.key || superseded->issue_key != target.issue.key || !superseded->standing())) {
            refuse({Problem::of("supersedes", "refused", "{} is no standing opinion of {} on this issue", superseded->key, author.key)});
        }
        const auto id = recorder_.record(room, target, author, draft, superseded ? &*superseded : nullptr);
        run_.claim(id.value, {}, line);
        return {Outcome::added, {}};
    }

private:
    static constexpr std::size_t rooms_kept = 512, authors_kept = 1 << 15;

    // By source number; else what this person has said on the issue in the round, in the place of what it supersedes.
    static std::optional<Id<Opinion>> stored(const Room& room, const Target& target, const Author& author, const OpinionDraft& draft, const std::optional<Opinion>& superseded) {
        if (!draft.source_no.empty()) {
            const auto found = room.sources.find(draft.source_no);
            return found == room.sources.end() ? std::nullopt : std::optional(found->second);
        }
        for (const auto& spoken : room.spoken) {
            if (is_of(spoken, target, author, draft.round.value_or(1)) && spoken.supersedes == (superseded ? superseded->id : Id<Opinion>{})) return spoken.id;
        }
        return {};
    }

    // The one before, which stands in the same meeting.
    Opinion superseded_by(const Room& room, const OpinionDraft& draft) {
        recorder_.flush();
        return in_column("supersedes", [&] {
            if (const auto found = room.sources.find(draft.supersedes); found != room.sources.end()) return opinion_of(write_.db(), found->second);
            return find_opinion(write_.db(), draft.supersedes, Match::strict);
        });
    }

    Room& room_of(const std::string& text) {
        auto& named = named_[text];
        if (named) return *named;
        if (rooms_.size() >= rooms_kept) {
            recorder_.flush();
            rooms_.clear();
            named_.clear();
        }
        auto meeting = in_column("meeting", [&] { return find_meeting(write_.db(), text, Match::strict); });
        auto found = rooms_.find(meeting.id);
        if (found == rooms_.end()) found = rooms_.emplace(meeting.id, read_room(write_.db(), std::move(meeting))).first;
        return *(named_[text] = &found->second);
    }

    const Author& author_of(const std::string& text, const std::string& office) {
        typed_.assign(text).append(1, '\0').append(office);
        auto found = authors_.find(typed_);
        if (found == authors_.end()) {
            if (authors_.size() >= authors_kept) authors_.clear();
            const auto talent = in_column("talent", [&] { return find_talent(write_.db(), text, Match::strict, office); });
            found = authors_.emplace(typed_, Author{talent.id, talent.key, talent.name}).first;
        }
        return found->second;
    }

    Write& write_;
    ImportRun& run_;
    sql::RowsChecked checked_;
    Recorder recorder_;
    std::map<Id<Meeting>, Room> rooms_;
    std::unordered_map<std::string, Room*> named_;    // by what was typed
    std::unordered_map<std::string, Author> authors_; // by talent and office as typed
    std::string typed_;
};

} // namespace

TemplateSheet opinion_template() {
    return template_of(_("Opinions"), sheet_columns(opinion_columns(), needed),
                       {{"meeting", "临州检联席〔2020〕7号"}, {"item", "1"}, {"issue", "1"}, {"talent", "622921-017"}, {"stance", label(Stance::concur)}, {"text", "现有证据能够证明……"}, {"legal_basis", "刑法第二百六十六条"}});
}

TemplateSheet opinion_template(Db& db, const Meeting& meeting) {
    const auto room = read_room(db, meeting);
    auto sheet = template_of(meeting.key, sheet_columns(opinion_columns().first(opinion_columns().size() - 2), needed), {}); // numbers of other systems are not asked for
    sheet.rows.clear();
    for (const char* note : {"_name", "_question"}) sheet.columns.push_back({note, note});
    for (const auto& item : room.items) {
        if (item.withdrawn) continue;
        for (const auto& issue : item.issues) {
            for (const auto& place : list_attendance(db, meeting.id)) {
                const Author author{place.talent_id, place.talent, place.name};
                if (!speaks(rules_of(meeting), place.role) || !takes_part(meeting, {place.talent_id, place.role, place.status}) || room.recused.contains({item.id, place.talent_id}) ||
                    standing_opinion(room, {item, issue}, author, 1)) continue;
                auto& row = sheet.rows.emplace_back();
                for (const auto& column : sheet.columns) {
                    row.push_back(column.key == "meeting" ? meeting.key : column.key == "item" ? std::to_string(item.seq) : column.key == "issue" ? std::to_string(issue.seq)
                                  : column.key == "talent" ? place.talent : column.key == "_name" ? place.name : column.key == "_question" ? issue.question : std::string());
                }
            }
        }
    }
    return sheet;
}

Imported import_opinions(Write& write, const InputFile& file, const ImportOptions& options) {
    const InputFile* const files[] = {&file};
    return import_files(write, options, "opinion", files, [&](ImportRun& run) {
        OpinionImport import(write, run);
        auto rows = sheet_rows<OpinionDraft>(opinion_columns(), needed, problems, [&](OpinionDraft& draft, const SheetRow& row) { return import.row(draft, row.line); });
        rows.one_record = true;
        run.sheet(file, rows);
        import.flush();
    });
}

} // namespace jointcase
