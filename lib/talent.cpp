// SPDX-License-Identifier: Apache-2.0
#include <jointcase/talent.hpp>

#include "future.hpp"
#include "lookup.hpp"
#include "pinyin.hpp"
#include "talent_store.hpp"
#include "text.hpp"

namespace jointcase {

template <>
std::span<const Word<Gender>> words<Gender>() {
    static constexpr Word<Gender> all[] = {{Gender::male, "male", "男"}, {Gender::female, "female", "女"}};
    return all;
}
template <>
std::span<const Word<Category>> words<Category>() {
    static constexpr Word<Category> all[] = {{Category::prosecutor, "prosecutor", "检察官"}, {Category::assistant, "assistant", "检察官助理;助理"},
                                             {Category::clerk, "clerk", "书记员"},           {Category::technician, "technician", "检察技术人员"},
                                             {Category::bailiff, "bailiff", "司法警察;法警"}, {Category::expert, "expert", "专家"}};
    return all;
}
template <>
std::span<const Word<Position>> words<Position>() {
    static constexpr Word<Position> all[] = {{Position::chief, "chief", "检察长"}, {Position::deputy_chief, "deputy_chief", "副检察长"},
                                             {Position::committee_member, "committee_member", "检委会委员;检察委员会委员"},
                                             {Position::dept_head, "dept_head", "部门负责人;部门主任"}, {Position::dept_deputy, "dept_deputy", "部门副职;部门副主任"},
                                             {Position::lead_handler, "lead_handler", "主办检察官"}, {Position::none, "none", "无"}};
    return all;
}
template <>
std::span<const Word<AgeBand>> words<AgeBand>() {
    static constexpr Word<AgeBand> all[] = {{AgeBand::young, "young", "青"}, {AgeBand::middle, "middle", "中"}, {AgeBand::senior, "senior", "老"}};
    return all;
}

namespace {

constexpr const char* grade_names[] = {"首席大检察官", "一级大检察官", "二级大检察官", "一级高级检察官", "二级高级检察官", "三级高级检察官",
                                       "四级高级检察官", "一级检察官", "二级检察官", "三级检察官", "四级检察官", "五级检察官"};

} // namespace

void read_text(Grade& grade, std::string_view text) {
    const auto typed = trim(half_width(text));
    for (int i = 0; i < 12; ++i) {
        if (typed == grade_names[i]) return void(grade.value = i + 1);
    }
    read_text(grade.value, typed);
    if (grade.value < 1 || grade.value > 12) throw Error(Fault::invalid, "the grades are 1 (首席大检察官) to 12 (五级检察官), not {}", grade.value).coded("bad_number");
}

Cell to_cell(Grade grade) { return Coded{std::to_string(grade.value), grade_names[grade.value - 1]}; }

#define POSTING_COLUMNS                                                                       \
    column<&PostingDraft::from, D>("from", {"since", "任职起;任职起始;任职日期"}),                \
    column<&PostingDraft::category, D>("category", {"category", "人员类别;类别"}),              \
    column<&PostingDraft::department, D>("department", {"department", "部门"}),                \
    column<&PostingDraft::position, D>("position", {"position", "职务"}),                      \
    column<&PostingDraft::in_quota, D>("in_quota", {"in quota", "入额;是否入额;员额"}),          \
    column<&PostingDraft::quota_on, D>("quota_on", {"in quota since", "入额日期"}),             \
    column<&PostingDraft::grade, D>("grade", {"grade", "等级;检察官等级"}),                     \
    column<&PostingDraft::grade_on, D>("grade_on", {"grade since", "等级日期;晋级日期"})

std::span<const DraftColumn<TalentDraft>> talent_columns() {
    using D = TalentDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&PostingDraft::office, D>("office", {"office", "单位;检察院;所在单位;院"}),
        column<&D::staff_no>("staff_no", {"staff no.", "工号"}),
        column<&D::name>("name", {"name", "姓名"}),
        column<&D::pinyin>("pinyin", {"pinyin", "拼音"}),
        column<&D::gender>("gender", {"gender", "性别"}),
        column<&D::birth_date>("birth_date", {"born", "出生日期;出生年月日"}),
        column<&D::ethnicity>("ethnicity", {"ethnicity", "民族"}),
        column<&D::languages>("languages", {"languages", "语言"}),
        column<&D::specialties>("specialties", {"specialties", "专长;业务专长"}),
        POSTING_COLUMNS,
        column<&PostingDraft::to, D>("to", {"until", "任职止;任职截止"}),
        column<&MembershipDraft::tier, D>("tier", {"tier", "梯队;层次"}),
        column<&MembershipDraft::nominated_on, D>("nominated_on", {"nominated", "推荐日期"}),
        column<&MembershipDraft::nominated_by, D>("nominated_by", {"nominated by", "推荐人"}),
        column<&MembershipDraft::reviewed_on, D>("reviewed_on", {"reviewed", "评审日期"}),
        column<&MembershipDraft::reviewed_by, D>("reviewed_by", {"reviewed by", "评审人"}),
        column<&MembershipDraft::admitted_on, D>("admitted_on", {"admitted", "入库日期"}),
        column<&MembershipDraft::document, D>("document", {"document", "入库文件"}),
        column<&MembershipDraft::term_to, D>("term_to", {"term to", "任期至;聘期至"}),
        column<&MembershipDraft::exited_on, D>("exited_on", {"exited", "出库日期"}),
        column<&MembershipDraft::exit_reason, D>("exit_reason", {"exit reason", "出库原因"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

std::span<const DraftColumn<PostingDraft>> posting_columns() {
    using D = PostingDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::office>("office", {"office", "单位"}),
        POSTING_COLUMNS,
        column<&D::to>("to", {"until", "任职止"}),
    };
    return columns;
}

namespace {

void check_posting(const PostingDraft& draft, Problems& found) {
    if (!draft.category) found.push_back(Problem::of("category", "missing", "the category is missing: prosecutor, assistant, clerk, technician, bailiff or expert"));
    if (draft.office.empty() && draft.category && draft.category != Category::expert) {
        found.push_back(Problem::of("office", "missing", "only an expert is without an office"));
    }
    if (draft.category && draft.category != Category::prosecutor) {
        if (draft.grade) found.push_back(Problem::of("grade", "grade", "only prosecutors have a grade"));
        if (draft.in_quota.value_or(false)) found.push_back(Problem::of("in_quota", "quota", "only prosecutors are in the quota"));
    }
    if (draft.quota_on && !draft.in_quota.value_or(false)) found.push_back(Problem::of("quota_on", "quota", "a quota day belongs to a post in the quota"));
    if (draft.to && *draft.to < draft.from.value_or(always)) found.push_back(Problem::of("to", "dates", "a posting cannot end before it begins"));
}


} // namespace

namespace {

// 622921-017: the number with the office that gave it, as people who moved need it.
bool whole_key(std::string_view staff_no) {
    constexpr std::string_view digits = "0123456789";
    return staff_no.size() > 9 && staff_no[6] == '-' && staff_no.find_first_not_of(digits) == 6 && staff_no.find_first_not_of(digits, 7) == std::string_view::npos;
}

} // namespace

Problems problems(const TalentDraft& draft) {
    Problems found;
    if (draft.name.empty()) found.push_back(Problem::of("name", "missing", "a talent has a name"));
    if (!draft.staff_no.empty() && !whole_key(draft.staff_no) && (draft.staff_no.size() < 3 || draft.staff_no.find_first_not_of("0123456789") != std::string::npos)) {
        found.push_back(Problem::of("staff_no", "bad_number", "a staff number has three digits or more, not “{}”", printable(draft.staff_no)));
    }
    check_posting(draft, found);
    check_membership(draft, found);
    return found;
}

// --- reading

namespace {

void read_posting_fields(const sql::Row& row, PostingDraft& posting) {
    row.read(posting.office, "posting_office");
    row.read(posting.category, "category");
    row.read(posting.department, "department");
    row.read(posting.position, "position");
    row.read(posting.in_quota, "in_quota");
    row.read(posting.quota_on, "quota_on");
    if (const auto grade = row.get<std::optional<int>>("grade")) posting.grade = Grade{*grade};
    row.read(posting.grade_on, "grade_on");
    row.read(posting.from, "from_on");
    row.read(posting.to, "to_on");
}

Talent read_talent(const sql::Row& row) {
    Talent talent;
    row.read(talent.id, "id");
    row.read(talent.key, "key");
    row.read(talent.staff_no, "staff_no");
    row.read(talent.name, "name");
    row.read(talent.pinyin, "pinyin");
    row.read(talent.initials, "initials");
    row.read(talent.gender, "gender");
    row.read(talent.birth_date, "birth_date");
    row.read(talent.ethnicity, "ethnicity");
    row.read(talent.source_no, "source_no");
    row.read(talent.voided_on, "voided_on");
    row.read(talent.void_why, "void_why");
    read_posting_fields(row, talent);
    read_membership_fields(row, talent);
    if (talent.nominated_on) talent.membership = state_of(talent);
    return talent;
}

Posting read_posting(const sql::Row& row) {
    Posting posting;
    row.read(posting.id, "id");
    row.read(posting.office_id, "office");
    row.read(posting.key, "key");
    read_posting_fields(row, posting);
    return posting;
}

#define POSTINGS "select p.*, o.key as posting_office from posting p left join office o on o.id = p.office"
// the posting that began last by the day $1, and the last membership
#define TALENTS                                                                                                                                    \
    "select t.*, o.key as posting_office, p.category, p.department, p.position, p.in_quota, p.quota_on, p.grade, p.grade_on, p.from_on, p.to_on,"   \
    " m.tier, m.nominated_on, n.key as nominator, m.reviewed_on, r.key as reviewer, m.admitted_on, m.document, m.term_to, m.exited_on, m.exit_reason" \
    " from talent t"                                                                                                                               \
    " left join posting p on p.talent = t.id and p.from_on = (select max(b.from_on) from posting b where b.talent = t.id and b.from_on <= $1)"       \
    " left join office o on o.id = p.office"                                                                                                       \
    " left join membership m on m.id = (select max(l.id) from membership l where l.talent = t.id)"                                                  \
    " left join talent n on n.id = m.nominated_by left join talent r on r.id = m.reviewed_by"

void read_lists(Db& db, Talent& talent) {
    talent.languages = sql::values<std::string>(db, "select language from talent_language where talent = $1 order by language", talent.id);
    talent.specialties = sql::values<std::string>(db, "select specialty from talent_specialty where talent = $1 order by specialty", talent.id);
    if (talent.from == always) talent.from.reset();
}

Talent talent_of(Db& db, std::int64_t id, Date on) {
    auto talent = *sql::select_one(db, read_talent, TALENTS " where t.id = $2", on, id);
    read_lists(db, talent);
    return talent;
}

constexpr Date ever = std::chrono::year{9999} / 12 / 31;

std::vector<Candidate> exact_matches(Db& db, std::string_view text, std::string_view office, bool by_pinyin) {
    return sql::select(db, read_candidate,
                       "select t.id, t.key, t.name || coalesce(' ' || (select o.name from posting p join office o on o.id = p.office where p.talent = t.id order by p.from_on desc limit 1), '') as name"
                       " from talent t where voided_on is null and (key = $1 or source_no = $1 or name = $1 or ($3 = 1 and pinyin = $1))"
                       " and ($2 is null or exists (select 1 from posting p join office o on o.id = p.office where p.talent = t.id and o.key = $2))"
                       " order by key",
                       text, office, by_pinyin);
}

} // namespace

Talent find_talent(Db& db, std::string_view text, Match match, std::string_view office) {
    const auto of = office.empty() ? std::string() : find_office(db, office, match).key;
    auto found = only(text, exact_matches(db, text, of, match == Match::loose));
    if (!found && match == Match::loose && !text.empty()) {
        found = only(text, sql::select(db, read_candidate, "select id, key, name from talent where voided_on is null and (instr(key, $1) > 0 or initials = $1) order by key", text));
    }
    if (found) return talent_of(db, found->id, ever);
    if (!of.empty()) throw Error(Fault::missing, "there is no talent “{}” in office {}", printable(text), of);
    throw Error(Fault::missing, "there is no talent “{}”; `talent list` shows them", printable(text));
}

std::string talent_key(Db& db, Id<Talent> id) { return sql::value<std::string>(db, "select key from talent where id = $1", id).value_or(""); }

std::optional<AgeBand> age_band(const Config& config, const std::optional<Date>& born, Date on) {
    if (!born) return {};
    int age = static_cast<int>(on.year()) - static_cast<int>(born->year());
    if (std::pair(on.month(), on.day()) < std::pair(born->month(), born->day())) --age;
    return age <= config.age_bands.young ? AgeBand::young : age <= config.age_bands.middle ? AgeBand::middle : AgeBand::senior;
}

std::optional<Posting> posting_on(Db& db, Id<Talent> talent, Date day) {
    return sql::select_one(db, read_posting, POSTINGS " where p.talent = $1 and p.from_on <= $2 and (p.to_on is null or p.to_on >= $2) order by p.from_on desc limit 1", talent, day);
}

std::vector<Posting> list_postings(Db& db, Id<Talent> talent) { return sql::select(db, read_posting, POSTINGS " where p.talent = $1 order by p.from_on", talent); }

std::vector<Talent> list_talents(Db& db, Date on, const TalentFilter& filter) {
    const auto office = filter.office.empty() ? std::string() : find_office(db, filter.office).key;
    auto all = sql::select(db, read_talent,
                           TALENTS " where ($2 is null or o.key = $2) and ($3 is null or p.category = $3) and ($4 is null or m.tier = $4) and ($5 = 1 or t.voided_on is null)"
                                   " and ($6 is null or exists (select 1 from talent_specialty s where s.talent = t.id and s.specialty = $6)) order by t.key",
                           on, office, filter.category, filter.tier, filter.with_voided, filter.specialty);
    std::erase_if(all, [&](const Talent& talent) {
        if (filter.membership && talent.membership != filter.membership) return true;
        if (filter.age && age_band(db.config(), talent.birth_date, on) != filter.age) return true;
        if (filter.in_quota && talent.in_quota != filter.in_quota) return true;
        if (filter.new_in_quota && !(talent.quota_on && *talent.quota_on <= on && days_between(*talent.quota_on, on) <= *filter.new_in_quota)) return true;
        return filter.term_ending && !(talent.membership == MembershipState::admitted && talent.term_to && days_between(on, *talent.term_to) <= *filter.term_ending);
    });
    for (auto& talent : all) read_lists(db, talent);
    return all;
}

// --- writing

namespace {

// The next number is one more than the highest of the office.
std::string next_staff_no(Db& db, Id<Office> office) {
    const auto highest = sql::value<std::int64_t>(db, "select max(cast(staff_no as integer)) as n from talent where office = $1", office).value_or(0);
    return fmt::format("{:03}", highest + 1);
}

// As it is typed the pinyin may hold blanks, from which the initials are taken.
Pinyin pinyin_for(const std::string& name, const std::string& typed) {
    if (typed.empty()) return pinyin_of(name);
    Pinyin pinyin{{}, initials_of(lower(typed))};
    for (const char c : lower(typed)) {
        if (c >= 'a' && c <= 'z') pinyin.full += c;
    }
    const auto made = pinyin_of(name);
    if (pinyin.initials.size() == 1 && made.full == pinyin.full) return made;
    return pinyin;
}

void write_lists(Write& write, Id<Talent> id, const TalentDraft& draft) {
    sql::replace_links(write, "talent", id, "delete from talent_language where talent = $1", "insert into talent_language (talent, language) values ($1, $2)", draft.languages);
    sql::replace_links(write, "talent", id, "delete from talent_specialty where talent = $1", "insert into talent_specialty (talent, specialty) values ($1, $2)", draft.specialties);
}

Id<Office> office_id(Write& write, const std::string& office) { return office.empty() ? Id<Office>{} : find_office(write.db(), office, write.match()).id; }

void check_dates(Write& write, const PostingDraft& draft) {
    refuse_future(write, draft.from, "from");
    refuse_future(write, draft.quota_on, "quota_on");
    refuse_future(write, draft.grade_on, "grade_on");
}

Id<Posting> insert_posting(Write& write, const Talent& talent, const PostingDraft& draft) {
    check_dates(write, draft);
    const auto from = draft.from.value_or(always);
    return sql::insert<Posting>(write, "posting",
                                "insert into posting (key, talent, office, category, department, position, in_quota, quota_on, grade, grade_on, from_on, to_on)"
                                " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id",
                                talent.key + "/" + iso(from), talent.id, office_id(write, draft.office), draft.category, draft.department, draft.position.value_or(Position::none),
                                draft.in_quota.value_or(false), draft.quota_on, draft.grade ? std::optional(draft.grade->value) : std::nullopt, draft.grade_on, from, draft.to);
}

} // namespace

void update_posting(Write& write, Id<Posting> id, const PostingDraft& draft) {
    check_dates(write, draft);
    sql::update(write, "posting", id,
                "update posting set office = $2, category = $3, department = $4, position = $5, in_quota = $6, quota_on = $7, grade = $8, grade_on = $9, to_on = $10 where id = $1",
                office_id(write, draft.office), draft.category, draft.department, draft.position.value_or(Position::none), draft.in_quota.value_or(false), draft.quota_on,
                draft.grade ? std::optional(draft.grade->value) : std::nullopt, draft.grade_on, draft.to);
}

Talent insert_person(Write& write, const TalentDraft& draft) {
    refuse(problems(draft));
    refuse_future(write, draft.birth_date, "birth_date");
    auto& db = write.db();
    const auto dash = whole_key(draft.staff_no) ? draft.staff_no.find('-') : std::string::npos;
    const auto office = dash != std::string::npos ? find_office(db, draft.staff_no.substr(0, dash), Match::strict)
                        : draft.office.empty()    ? home_office(db)
                                                  : find_office(db, draft.office, write.match());
    const auto staff_no = draft.staff_no.empty() ? next_staff_no(db, office.id) : dash != std::string::npos ? draft.staff_no.substr(dash + 1) : draft.staff_no;
    const auto pinyin = pinyin_for(draft.name, draft.pinyin);
    Talent talent;
    talent.key = office.key + "-" + staff_no;
    talent.id = sql::insert<Talent>(write, "talent",
                                    "insert into talent (key, office, staff_no, name, pinyin, initials, gender, birth_date, ethnicity, source_no)"
                                    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
                                    talent.key, office.id, staff_no, draft.name, sql::Text{pinyin.full}, sql::Text{pinyin.initials}, draft.gender, draft.birth_date, draft.ethnicity, draft.source_no);
    write_lists(write, talent.id, draft);
    insert_posting(write, talent, draft);
    return talent_of(db, talent.id.value, ever);
}

void update_person(Write& write, const Talent& talent, const TalentDraft& draft) {
    refuse_future(write, draft.birth_date, "birth_date");
    const auto pinyin = draft.name == talent.name && draft.pinyin == talent.pinyin ? Pinyin{talent.pinyin, talent.initials}
                                                                                   : pinyin_for(draft.name, draft.pinyin == talent.pinyin ? "" : draft.pinyin);
    sql::update(write, "talent", talent.id,
                "update talent set name = $2, pinyin = $3, initials = $4, gender = $5, birth_date = $6, ethnicity = $7, source_no = $8 where id = $1",
                draft.name, sql::Text{pinyin.full}, sql::Text{pinyin.initials}, draft.gender, draft.birth_date, draft.ethnicity, draft.source_no);
    if (draft.languages != talent.languages || draft.specialties != talent.specialties) write_lists(write, talent.id, draft);
}

std::optional<Posting> posting_from(Db& db, Id<Talent> talent, Date from) {
    return sql::select_one(db, read_posting, POSTINGS " where p.talent = $1 and p.from_on = $2", talent, from);
}

std::optional<Talent> stored_talent(Db& db, const TalentDraft& given) {
    const auto office = given.office.empty() ? home_office(db) : find_office(db, given.office, Match::strict);
    std::vector<Candidate> matches;
    if (!given.staff_no.empty()) {
        const auto key = whole_key(given.staff_no) ? given.staff_no : office.key + "-" + given.staff_no;
        matches = sql::select(db, read_candidate, "select id, key, name from talent where key = $1", key);
    } else if (!given.source_no.empty()) {
        matches = sql::select(db, read_candidate, "select id, key, name from talent where office = $1 and source_no = $2 order by key", office.id, given.source_no);
    } else {
        matches = sql::select(db, read_candidate,
                              "select id, key, name from talent t where voided_on is null and name = $2 and (birth_date = $3 or (birth_date is null and $3 is null)) and source_no is null"
                              " and (office = $1 or exists (select 1 from posting p where p.talent = t.id and p.office = $1)) order by key",
                              office.id, given.name, given.birth_date);
    }
    const auto one = only(given.name, matches);
    if (!one) return {};
    auto talent = talent_of(db, one->id, ever);
    if (talent.voided_on) throw Error(Fault::refused, "{} {} was voided on {}; the number is used up", talent.key, talent.name, iso(*talent.voided_on));
    return talent;
}

void speak_alike(Db& db, const TalentDraft& given, TalentDraft& stored) {
    if (!given.office.empty() && find_office(db, given.office, Match::strict).key == stored.office) stored.office = given.office;
    const auto alike = [&](const std::string& said, std::string& key) {
        if (said.empty() || key.empty() || said == key) return;
        const auto matches = exact_matches(db, said, {}, false);
        if (matches.size() == 1 && matches[0].key == key) key = said;
    };
    alike(given.nominated_by, stored.nominated_by);
    alike(given.reviewed_by, stored.reviewed_by);
    const std::string spaced = lower(given.pinyin);
    std::string letters;
    for (const char c : spaced) {
        if (c >= 'a' && c <= 'z') letters += c;
    }
    if (!letters.empty() && letters == stored.pinyin) stored.pinyin = given.pinyin;
}

Talent add_talent(Write& write, const TalentDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    if (auto stored = stored_talent(db, draft)) {
        TalentDraft same_words = *stored;
        speak_alike(db, draft, same_words);
        if (agrees(talent_columns(), draft, same_words)) return *stored;
        throw Error(Fault::refused, "talent {} {} is there already, with other details; `talent edit` changes it", stored->key, stored->name);
    }
    const auto talent = insert_person(write, draft);
    if (has_membership(draft)) {
        check_membership_dates(write, draft);
        insert_membership(write, talent, draft);
    }
    return talent_of(db, talent.id.value, ever);
}

Talent edit_talent(Write& write, std::string_view text, const TalentDraft& draft) {
    auto& db = write.db();
    const auto talent = find_talent(db, text, write.match());
    refuse(problems(draft));
    if (draft.staff_no != talent.staff_no) throw Error(Fault::refused, "a key never changes: the staff number of {} stays", talent.key);
    update_person(write, talent, draft);
    if (const auto posting = posting_from(db, talent.id, talent.from.value_or(always))) {
        PostingDraft changed = draft;
        changed.to = posting->to;
        if (draft.from && *draft.from != talent.from.value_or(always)) throw Error(Fault::refused, "the posting of {} began on {}; `talent post` makes another", talent.key, iso(*posting->from));
        update_posting(write, posting->id, changed);
    }
    return talent_of(db, talent.id.value, ever);
}

Talent void_talent(Write& write, std::string_view text, std::string_view why) {
    auto& db = write.db();
    const auto talent = find_talent(db, text, write.match());
    if (trim(why).empty()) throw Error(Fault::invalid, "voiding needs a reason");
    if (const auto table = sql::referrer(db, "talent", talent.id.value, {"posting.talent", "membership.talent", "growth.talent", "talent_language.talent", "talent_specialty.talent"})) {
        throw Error(Fault::refused, "{} {} cannot be voided: a {} refers to it", talent.key, talent.name, *table);
    }
    sql::update(write, "talent", talent.id, "update talent set voided_on = $2, void_why = $3 where id = $1", write.today(), why);
    return talent_of(db, talent.id.value, ever);
}

Posting post_talent(Write& write, std::string_view text, const PostingDraft& given) {
    auto& db = write.db();
    const auto talent = find_talent(db, text, write.match());
    PostingDraft draft = given;
    if (!draft.from) draft.from = write.today();
    Problems found;
    check_posting(draft, found);
    refuse(found);
    if (const auto known = posting_from(db, talent.id, *draft.from)) {
        PostingDraft stored = *known;
        if (!draft.office.empty()) stored.office = find_office(db, draft.office, write.match()).key == known->office ? draft.office : known->office;
        if (agrees(posting_columns(), draft, stored)) return *known;
    }
    const auto later = sql::value<std::string>(db, "select from_on from posting where talent = $1 and from_on >= $2 order by from_on limit 1", talent.id, *draft.from);
    if (later) throw Error(Fault::refused, "{} {} has a posting from {} already: one at a time", talent.key, talent.name, *later);
    const auto open = sql::value<std::int64_t>(db, "select id from posting where talent = $1 and (to_on is null or to_on >= $2) order by from_on desc limit 1", talent.id, *draft.from);
    if (open) sql::update(write, "posting", Id<Posting>{*open}, "update posting set to_on = $2 where id = $1", add_days(*draft.from, -1));
    const auto id = insert_posting(write, talent, draft);
    return *sql::select_one(db, read_posting, POSTINGS " where p.id = $1", id);
}

// --- showing

namespace {

const Field<Talent> key_fields[] = {{"key", {"key", "编号"}, [](const Talent& t) -> Cell { return t.key; }}};
const Field<Talent> state_fields[] = {
    {"membership", {"pool", "人才库"}, [](const Talent& t) { return to_cell(t.membership); }},
    {"initials", {"initials", "首字母"}, [](const Talent& t) { return to_cell(t.initials); }},
    {"voided_on", {"voided", "作废日期"}, [](const Talent& t) { return to_cell(t.voided_on); }},
    {"void_why", {"voided because", "作废原因"}, [](const Talent& t) { return to_cell(t.void_why); }},
};

} // namespace

Table talent_table(const std::vector<Talent>& talents) {
    auto result = table("talent", _("Talents"), talents, std::span<const Field<Talent>>(key_fields), talent_columns(), std::span<const Field<Talent>>(state_fields));
    result.brief = {"key", "name", "office", "category", "department", "position", "grade", "tier", "membership"};
    return result;
}

Document talent_document(Db& db, const Talent& talent) {
    auto postings = list_postings(db, talent.id);
    for (auto& posting : postings) {
        if (posting.from == always) posting.from.reset();
    }
    Document document{"talent", talent.key + " " + talent.name, {}, talent_table({talent}), {}, {}};
    document.parts.push_back(table("postings", _("Postings"), postings, posting_columns()));
    document.parts.push_back(membership_table(list_memberships(db, talent.id)));
    document.parts.push_back(growth_table(list_growth(db, talent.id)));
    return document;
}

} // namespace jointcase
