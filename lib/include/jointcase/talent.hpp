// Talents: whoever acts in a conference; their postings from day to day, their membership of the talent pool (人才库), and
// what they grow by.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/import.hpp>
#include <jointcase/office.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Gender { male, female };
enum class Category { prosecutor, assistant, clerk, technician, bailiff, expert };
enum class Position { chief, deputy_chief, committee_member, dept_head, dept_deputy, lead_handler, none };
enum class Tier { core, mainstay, reserve };
enum class ExitReason { transfer, retire, leave, discipline, assessment_fail, term_end, voluntary };
enum class MembershipState { nominated, rejected, admitted, exited };
enum class GrowthKind { plan, award, training, lecture, competition, observe_case, publication, assessment };
enum class AgeBand { young, middle, senior };
template <> std::span<const Word<Gender>> words<Gender>();
template <> std::span<const Word<Category>> words<Category>();
template <> std::span<const Word<Position>> words<Position>();
template <> std::span<const Word<Tier>> words<Tier>();
template <> std::span<const Word<ExitReason>> words<ExitReason>();
template <> std::span<const Word<MembershipState>> words<MembershipState>();
template <> std::span<const Word<GrowthKind>> words<GrowthKind>();
template <> std::span<const Word<AgeBand>> words<AgeBand>();

// 12 is 五级检察官, 1 首席大检察官 (检察官法 art 27).
struct Grade {
    int value = 0;
    auto operator<=>(const Grade&) const = default;
};
void read_text(Grade& grade, std::string_view text); // 8 or 一级检察官
Cell to_cell(Grade grade);

struct PostingDraft {
    std::string office; // none: an expert from outside
    std::optional<Category> category;
    std::string department;
    std::optional<Position> position; // not given: none
    std::optional<bool> in_quota;     // 员额; only prosecutors
    std::optional<Date> quota_on;
    std::optional<Grade> grade; // only prosecutors
    std::optional<Date> grade_on;
    std::optional<Date> from; // first day; not given: since always
    std::optional<Date> to;   // last day
};

struct MembershipDraft {
    std::optional<Tier> tier; // needed to be admitted
    std::optional<Date> nominated_on; // not given: admitted_on
    std::string nominated_by;
    std::optional<Date> reviewed_on;
    std::string reviewed_by; // someone else than the nominator and the talent
    std::optional<Date> admitted_on;
    std::string document;
    std::optional<Date> term_to;
    std::optional<Date> exited_on;
    std::optional<ExitReason> exit_reason;
};

// What a talent is before it is stored: one row of a file, one `talent add`. The office is also the first posting's.
struct TalentDraft : PostingDraft, MembershipDraft {
    std::string staff_no; // three digits; not given: the next of the office
    std::string name;
    std::string pinyin; // not given: made from the name
    std::optional<Gender> gender;
    std::optional<Date> birth_date;
    std::string ethnicity;
    List languages;
    List specialties; // causes and kinds of issues
    std::string source_no;
};

struct Talent : TalentDraft { // posting and membership as on the day asked for; offices and people are keys
    Id<Talent> id;
    std::string key; // office that entered them and staff number: 622921-017
    std::string initials;
    std::optional<MembershipState> membership;
    std::optional<Date> voided_on;
    std::string void_why;
};

struct Posting : PostingDraft { // office is a code, empty for an expert from outside
    Id<Posting> id;
    Id<Office> office_id; // 0: none
    std::string key;
};

struct Membership : MembershipDraft {
    Id<Membership> id;
    std::string key;
    MembershipState state{};
};

// What a talent grows by (成长): a plan for them, or what they did and how it went.
struct GrowthDraft {
    std::optional<GrowthKind> kind;
    std::optional<Date> on; // not given: today. Only a plan may lie ahead
    std::string title, level, result;
};

struct Growth : GrowthDraft {
    Id<Growth> id;
    std::string key; // talent/1
    int number = 0;  // of the talent
};

std::span<const DraftColumn<TalentDraft>> talent_columns();
std::span<const DraftColumn<PostingDraft>> posting_columns();
std::span<const DraftColumn<GrowthDraft>> growth_columns();

Problems problems(const TalentDraft& draft);
Talent add_talent(Write& write, const TalentDraft& draft);
Talent edit_talent(Write& write, std::string_view talent, const TalentDraft& person); // the person's own fields and the posting of today
Talent void_talent(Write& write, std::string_view talent, std::string_view why);     // throws Fault::refused while anything refers to it

// A new posting from its day on; the one before ends the day before. Throws Fault::refused if one begins on or after that day.
Posting post_talent(Write& write, std::string_view talent, const PostingDraft& posting);

Membership nominate_talent(Write& write, std::string_view talent, const MembershipDraft& draft); // by, on; throws Fault::refused for a second membership
Membership admit_talent(Write& write, std::string_view talent, const MembershipDraft& draft);    // reviewed by, on, tier, term, document
Membership reject_talent(Write& write, std::string_view talent, const MembershipDraft& draft);   // reviewed by, on
Membership renew_talent(Write& write, std::string_view talent, Date term_to);
Membership exit_talent(Write& write, std::string_view talent, ExitReason reason, Date on);

Problems problems(const GrowthDraft& draft);
Growth add_growth(Write& write, std::string_view talent, const GrowthDraft& draft); // the same of the same day again is that one
Growth edit_growth(Write& write, const Growth& growth, const GrowthDraft& draft);
Growth find_growth(Db& db, const Talent& talent, int number); // throws Fault::missing

// By key, source number, name or pinyin; loosely by a unique part of the key. Throws Fault::missing, naming the candidates if there are several.
// `office` narrows namesakes to one office.
Talent find_talent(Db& db, std::string_view text, Match match = Match::loose, std::string_view office = {});
std::string talent_key(Db& db, Id<Talent> id);

// The posting valid on that day; nothing before the first.
std::optional<Posting> posting_on(Db& db, Id<Talent> talent, Date day);
std::vector<Posting> list_postings(Db& db, Id<Talent> talent);
std::vector<Membership> list_memberships(Db& db, Id<Talent> talent);
std::vector<Growth> list_growth(Db& db, Id<Talent> talent); // by day

// By completed years and the bands of the configuration; nothing without a birth date.
std::optional<AgeBand> age_band(const Config& config, const std::optional<Date>& born, Date on);

struct TalentFilter {
    std::string office, specialty;
    std::optional<Category> category;
    std::optional<MembershipState> membership;
    std::optional<Tier> tier;
    std::optional<AgeBand> age;
    std::optional<bool> in_quota;
    std::optional<int> new_in_quota; // entered the quota so many days ago, or later
    std::optional<int> term_ending;  // members whose term ends within so many days, or has ended
    bool with_voided = false;
};
std::vector<Talent> list_talents(Db& db, Date on, const TalentFilter& filter = {}); // as on that day, by key

TemplateSheet talent_template();
Table export_talents(Db& db); // in the columns of an import; without the voided
Imported import_talents(Write& write, const InputFile& file, const ImportOptions& options);

Table talent_table(const std::vector<Talent>& talents);
Table growth_table(const std::vector<Growth>& growth);
Document talent_document(Db& db, const Talent& talent); // with postings, memberships and growth

} // namespace jointcase
