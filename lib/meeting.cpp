// SPDX-License-Identifier: Apache-2.0
#include <jointcase/meeting.hpp>

#include "lookup.hpp"
#include "meeting_store.hpp"
#include "next.hpp"
#include "text.hpp"

#include <algorithm>
#include <set>

namespace jointcase {

template <>
std::span<const Word<MeetingKind>> words<MeetingKind>() {
    static constexpr Word<MeetingKind> all[] = {{MeetingKind::cross_office, "cross_office", "跨院"}, {MeetingKind::cross_department, "cross_department", "跨部门"}, {MeetingKind::department, "department", "部门"}};
    return all;
}
template <>
std::span<const Word<Mode>> words<Mode>() {
    static constexpr Word<Mode> all[] = {{Mode::onsite, "onsite", "现场"}, {Mode::video, "video", "视频"}, {Mode::written, "written", "书面"}};
    return all;
}
template <>
std::span<const Word<MeetingState>> words<MeetingState>() {
    static constexpr Word<MeetingState> all[] = {{MeetingState::convened, "convened", "已召集"}, {MeetingState::in_session, "in_session", "进行中"}, {MeetingState::held, "held", "已召开"},
                                                {MeetingState::signed_, "signed", "已签字"}, {MeetingState::filed, "filed", "已入卷"}, {MeetingState::cancelled, "cancelled", "已取消"}};
    return all;
}
template <>
std::span<const Word<ItemState>> words<ItemState>() {
    static constexpr Word<ItemState> all[] = {{ItemState::scheduled, "scheduled", "待讨论"}, {ItemState::discussed, "discussed", "已讨论"}, {ItemState::deferred, "deferred", "缓议"}};
    return all;
}
template <>
std::span<const Word<Role>> words<Role>() {
    static constexpr Word<Role> all[] = {{Role::chair, "chair", "主持"},       {Role::member, "member", "成员;参会"}, {Role::presenter, "presenter", "汇报人;汇报"},
                                         {Role::observer, "observer", "列席"}, {Role::guest, "guest", "邀请"},        {Role::recorder, "recorder", "记录人;记录"}};
    return all;
}
template <>
std::span<const Word<Attended>> words<Attended>() {
    static constexpr Word<Attended> all[] = {{Attended::invited, "invited", "已邀请"}, {Attended::present, "present", "出席"}, {Attended::late, "late", "迟到"},
                                             {Attended::left_early, "left_early", "早退"}, {Attended::excused, "excused", "请假"}, {Attended::absent, "absent", "缺席"}};
    return all;
}
template <>
std::span<const Word<ChangeKind>> words<ChangeKind>() {
    static constexpr Word<ChangeKind> all[] = {{ChangeKind::postponed, "postponed", "延期"}, {ChangeKind::cancelled, "cancelled", "取消"}, {ChangeKind::retyped, "retyped", "改类型"}};
    return all;
}

// --- numbers

std::optional<MeetingNumber> parse_meeting_no(std::string_view text) {
    auto typed = half_width(trim(text));
    std::erase(typed, ' ');
    for (const char* open : {"[", "【", "［", "("}) {
        if (const auto at = typed.find(open); at != std::string::npos) typed.replace(at, std::string_view(open).size(), "〔");
    }
    for (const char* close : {"]", "】", "］", ")"}) {
        if (const auto at = typed.find(close); at != std::string::npos) typed.replace(at, std::string_view(close).size(), "〕");
    }
    constexpr std::string_view name = "联席〔", between = "〕", end = "号";
    const auto at = typed.find(name);
    if (at == std::string::npos || at == 0 || !typed.ends_with(end)) return {};
    const auto rest = std::string_view(typed).substr(at + name.size());
    const auto close = rest.find(between);
    if (close != 4) return {};
    const auto year = rest.substr(0, 4), seq = rest.substr(4 + between.size(), rest.size() - 4 - between.size() - end.size());
    const auto number = [](std::string_view s) { return !s.empty() && s.size() < 7 && s[0] != '0' && s.find_first_not_of("0123456789") == std::string_view::npos; };
    if (!number(year) || !number(seq)) return {};
    return MeetingNumber{typed, typed.substr(0, at), std::stoi(std::string(year)), std::stoi(std::string(seq))};
}

MeetingNumber next_number(Db& db, const Office& host, int year) {
    const auto last = sql::value<std::int64_t>(db, "select max(year_seq) as n from meeting where office = $1 and year = $2", host.id, year).value_or(0);
    const auto prefix = number_prefix(db, host);
    return {fmt::format("{}联席〔{}〕{}号", prefix, year, last + 1), prefix, year, static_cast<int>(last + 1)};
}

std::int64_t next_total(Db& db, Id<Office> host) { return next_number(db, "select max(total_seq) as n from meeting where office = $1", host); }

int shown_total(const Config& config, const Meeting& meeting) { return meeting.total_seq + (meeting.office == config.office ? config.held_before : 0); }

std::string rules_digest(const Config& config) { return digest_text(config.digest, digest(config.digest, text_of(config.rules))); }

const Rules& rules_of(const Meeting& meeting) {
    static thread_local std::pair<std::string, Rules> last; // meetings in a row mostly have the same
    if (last.first != meeting.rules_text || last.first.empty()) last = {meeting.rules_text, parse_rules(meeting.rules_text)};
    return last.second;
}

// --- reading

namespace {

Meeting read_meeting(const sql::Row& row) {
    Meeting m;
    row.read(m.id, "id");
    row.read(m.key, "key");
    m.meeting_no = m.key;
    row.read(m.office, "office_key");
    row.read(m.office_id, "office");
    row.read(m.department, "department");
    row.read(m.kind, "kind");
    row.read(m.mode, "mode");
    row.read(m.year, "year");
    row.read(m.year_seq, "year_seq");
    row.read(m.total_seq, "total_seq");
    row.read(m.chair, "chair_key");
    row.read(m.recorder, "recorder_key");
    row.read(m.convened_by, "convener_key");
    row.read(m.place, "place");
    row.read(m.planned_at, "planned_at");
    row.read(m.notice_at, "notice_at");
    row.read(m.started_at, "started_at");
    row.read(m.ended_at, "ended_at");
    row.read(m.label, "label");
    row.read(m.profile, "profile");
    row.read(m.rules, "rules");
    row.read(m.rules_text, "rules_text");
    row.read(m.entered_later, "entered_later");
    row.read(m.source_no, "source_no");
    row.read(m.state, "state");
    return m;
}

// $1 and $2: the day and the moment at which the state is told
#define MEETINGS                                                                                                                             \
    "select m.*, o.key as office_key, c.key as chair_key, r.key as recorder_key, v.key as convener_key,"                                    \
    " case when exists (select 1 from change h where h.meeting = m.id and h.kind = 'cancelled' and h.changed_on <= $1) then 'cancelled'"     \
    "  when exists (select 1 from minutes n where n.meeting = m.id and n.filed_on <= $1) then 'filed'"                                       \
    "  when exists (select 1 from minutes n where n.meeting = m.id and n.signed_on <= $1) then 'signed'"                                     \
    "  when m.ended_at <= $2 then 'held' when m.started_at <= $2 then 'in_session' else 'convened' end as state"                             \
    " from meeting m join office o on o.id = m.office left join talent c on c.id = m.chair left join talent r on r.id = m.recorder"          \
    " left join talent v on v.id = m.convened_by"

Attendance read_attendance(const sql::Row& row) {
    Attendance a;
    row.read(a.key, "key");
    row.read(a.talent, "talent_key");
    row.read(a.talent_id, "talent");
    row.read(a.name, "talent_name");
    row.read(a.office, "office_key");
    row.read(a.office_name, "office_name");
    row.read(a.role, "role");
    row.read(a.status, "status");
    row.read(a.note, "note");
    row.read(a.materials_sent_at, "materials_sent_at");
    row.read(a.read_at, "read_at");
    row.read(a.came_at, "came_at");
    row.read(a.left_at, "left_at");
    row.read(a.category, "category");
    if (const auto grade = row.get<std::optional<int>>("grade")) a.grade = Grade{*grade};
    return a;
}

AgendaItem read_item(const sql::Row& row) {
    AgendaItem item;
    row.read(item.id, "id");
    row.read(item.key, "key");
    row.read(item.seq, "seq");
    row.read(item.referral_id, "referral");
    row.read(item.referral, "referral_key");
    row.read(item.case_id, "case_id");
    row.read(item.of_case, "case_key");
    row.read(item.case_name, "case_name");
    row.read(item.state, "state");
    row.read(item.withdrawn, "withdrawn");
    row.read(item.why, "why");
    return item;
}

Change read_change(const sql::Row& row) {
    return {row.get<std::string>("key"), row.get<ChangeKind>("kind"), row.get<Date>("changed_on"), row.get<std::string>("from_value"), row.get<std::string>("to_value"), row.get<std::string>("why")};
}

} // namespace

Meeting meeting_of(Db& db, Id<Meeting> id) { return *sql::select_one(db, read_meeting, MEETINGS " where m.id = $3", day(db.as_of()), db.as_of(), id); }

Meeting find_meeting(Db& db, std::string_view text, Match match) {
    const auto number = parse_meeting_no(text);
    auto found = only(text, sql::select(db, read_candidate, "select id, key, '' as name from meeting where key = $1 or source_no = $2 order by key", number ? number->key : std::string(text), text));
    const auto typed = half_width(text);
    const auto dash = typed.find('-');
    const auto digits = [](std::string_view s) { return !s.empty() && s.size() < 7 && s.find_first_not_of("0123456789") == std::string_view::npos; };
    if (!found && dash == 4 && digits(typed.substr(0, 4)) && digits(typed.substr(5))) {
        found = only(text, sql::select(db, read_candidate,
                                       "select m.id, m.key, '' as name from meeting m join office o on o.id = m.office where o.key = $1 and m.year = $2 and m.year_seq = $3",
                                       db.config().office, std::stoi(typed.substr(0, 4)), std::stoi(typed.substr(5))));
    }
    if (!found && match == Match::loose && !text.empty() && !digits(text)) {
        found = only(text, sql::select(db, read_candidate, "select id, key, '' as name from meeting where instr(key, $1) > 0 order by key", text));
    }
    if (found) return meeting_of(db, {found->id});
    throw Error(Fault::missing, "there is no meeting “{}”; `meeting list` shows them", printable(text));
}

std::vector<AgendaItem> agenda_rows(Db& db, Id<Meeting> meeting) {
    return sql::select(db, read_item,
                             "select a.*, r.key as referral_key, r.case_id, c.key as case_key, c.name as case_name,"
                             " case when r.withdrawn_on is not null and a.state <> 'discussed' then 1 else 0 end as withdrawn"
                             " from agenda a join referral r on r.id = a.referral join cases c on c.id = r.case_id where a.meeting = $1 order by a.seq",
                             meeting);
}

AgendaItem find_item(Db& db, const Meeting& meeting, int number) {
    const auto items = list_agenda(db, meeting.id);
    for (const auto& item : items) {
        if (item.seq == number) return item;
    }
    throw Error(Fault::missing, "meeting {} has {} items; there is no item {}", meeting.key, items.size(), number);
}

std::vector<AgendaItem> list_agenda(Db& db, Id<Meeting> meeting) {
    auto items = agenda_rows(db, meeting);
    for (auto& item : items) item.issues = list_issues(db, item.referral_id);
    return items;
}

#define ATTENDANCES                                                                                                        \
    "select a.*, t.key as talent_key, t.name as talent_name, o.key as office_key, o.name as office_name from attendance a" \
    " join talent t on t.id = a.talent left join office o on o.id = a.office where a.meeting = $1"

std::optional<Attendance> place_of(Db& db, Id<Meeting> meeting, Id<Talent> talent) { return sql::select_one(db, read_attendance, ATTENDANCES " and a.talent = $2", meeting, talent); }

std::vector<Attendance> list_attendance(Db& db, Id<Meeting> meeting) {
    return sql::select(db, read_attendance, ATTENDANCES
                       " order by case a.role when 'chair' then 1 when 'member' then 2 when 'presenter' then 3 when 'observer' then 4 when 'guest' then 5 else 6 end, t.key",
                       meeting);
}

std::vector<Change> list_changes(Db& db, Id<Meeting> meeting) { return sql::select(db, read_change, "select * from change where meeting = $1 order by seq", meeting); }

std::vector<Meeting> list_meetings(Db& db, const MeetingFilter& filter) {
    const auto office = filter.office.empty() ? std::string() : find_office(db, filter.office).key;
    auto all = sql::select(db, read_meeting,
                           MEETINGS " where ($3 is null or o.key = $3) and ($4 is null or m.kind = $4) and ($5 is null or m.year = $5) order by o.key, m.year, m.year_seq",
                           day(db.as_of()), db.as_of(), office, filter.kind, filter.year);
    if (filter.state) { // what was signed and filed was held, too
        std::erase_if(all, [&](const Meeting& m) { return filter.state == MeetingState::held ? !was_held(m.state) : m.state != *filter.state; });
    }
    return all;
}

// --- looking back

std::vector<Exception> exceptions(Db& db, const Meeting& meeting) {
    std::vector<Exception> found;
    if (!meeting.entered_later) return found;
    const auto& rules = rules_of(meeting);
    for (const auto& a : list_attendance(db, meeting.id)) {
        if (a.role == Role::chair && a.category != Category::prosecutor) found.push_back({"chair", say("{} {}, who chaired, was no prosecutor", a.talent, a.name)});
    }
    const auto members = taking_part(db, meeting);
    if (const auto needed = quorum(db, meeting, day(*meeting.ended_at)); counting(members) < needed.members) {
        found.push_back({"quorum", say("{} prosecutors took part as members; the quorum is {} ({})", counting(members), needed.members, needed.rule)});
    }
    if (meeting.kind == MeetingKind::cross_office && offices_of(members) < rules.min_offices) {
        found.push_back({"offices", say("the members were of {} offices; a cross-office meeting has {} ({})", offices_of(members), rules.min_offices, cite(rules, "min_offices"))});
    }
    return found;
}

// --- storing

void insert_attendance(Write& write, const Meeting& meeting, Id<Talent> talent, Role role, Attended status, Date day, std::string_view note, std::string_view source_no) {
    auto& db = write.db();
    const auto posting = posting_on(db, talent, day);
    sql::insert<Attendance>(write, "attendance",
                            "insert into attendance (key, meeting, talent, role, status, note, office, category, grade, source_no) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
                            meeting.key + "/" + talent_key(db, talent), meeting.id, talent, role, status, note, posting ? posting->office_id : Id<Office>{},
                            posting ? posting->category : std::nullopt, posting && posting->grade ? std::optional(posting->grade->value) : std::nullopt, source_no);
}

void freeze_postings(Write& write, const Meeting& meeting, Date day) {
    for (const auto id : sql::values<std::int64_t>(write.db(), "select id from attendance where meeting = $1 order by key", meeting.id)) {
        const Id<Talent> talent{*sql::value<std::int64_t>(write.db(), "select talent from attendance where id = $1", id)};
        const auto posting = posting_on(write.db(), talent, day);
        sql::update(write, "attendance", Id<Attendance>{id}, "update attendance set office = $2, category = $3, grade = $4 where id = $1", posting ? posting->office_id : Id<Office>{},
                    posting ? posting->category : std::nullopt, posting && posting->grade ? std::optional(posting->grade->value) : std::nullopt);
    }
}

void set_role(Write& write, const Meeting& meeting, Id<Talent> talent, Role role) {
    const auto id = sql::value<std::int64_t>(write.db(), "select id from attendance where meeting = $1 and talent = $2", meeting.id, talent);
    if (id) sql::update(write, "attendance", Id<Attendance>{*id}, "update attendance set role = $2 where id = $1", role);
    else insert_attendance(write, meeting, talent, role, Attended::invited, day(meeting.planned_at.value_or(write.now())));
}

Id<AgendaItem> insert_agenda(Write& write, const Meeting& meeting, Id<Referral> referral, ItemState state, std::string_view why, int seq, std::string_view source_no) {
    if (seq == 0) seq = next_number(write.db(), "select max(seq) as n from agenda where meeting = $1", meeting.id);
    return sql::insert<AgendaItem>(write, "agenda", "insert into agenda (key, meeting, seq, referral, state, why, source_no) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                                   meeting.key + "/" + std::to_string(seq), meeting.id, seq, referral, state, why, source_no);
}

void set_item(Write& write, const AgendaItem& item, ItemState state, std::string_view why) {
    sql::update(write, "agenda", item.id, "update agenda set state = $2, why = $3 where id = $1", state, why);
}

// --- showing

namespace {

const Field<Meeting> meeting_fields[] = {
    {"key", {"key", "字号"}, [](const Meeting& m) -> Cell { return m.key; }},
    {"office", {"host", "主办院"}, [](const Meeting& m) -> Cell { return m.office; }},
    {"department", {"department", "部门"}, [](const Meeting& m) { return to_cell(m.department); }},
    {"kind", {"kind", "会议类型"}, [](const Meeting& m) { return to_cell(m.kind); }},
    {"mode", {"mode", "会议形式"}, [](const Meeting& m) { return to_cell(m.mode); }},
    {"state", {"state", "状态"}, [](const Meeting& m) { return to_cell(m.state); }},
    {"year", {"year", "年度"}, [](const Meeting& m) { return to_cell(m.year); }},
    {"year_seq", {"no. of the year", "年度序号"}, [](const Meeting& m) { return to_cell(m.year_seq); }},
    {"total_seq", {"no. in total", "总第次"}, [](const Meeting& m) { return to_cell(m.total_seq); }},
    {"chair", {"chair", "主持人"}, [](const Meeting& m) { return to_cell(m.chair); }},
    {"recorder", {"recorder", "记录人"}, [](const Meeting& m) { return to_cell(m.recorder); }},
    {"convened_by", {"convened by", "召集人"}, [](const Meeting& m) { return to_cell(m.convened_by); }},
    {"place", {"place", "地点"}, [](const Meeting& m) { return to_cell(m.place); }},
    {"planned_at", {"planned", "计划时间"}, [](const Meeting& m) { return to_cell(m.planned_at); }},
    {"notice_at", {"notice", "通知时间"}, [](const Meeting& m) { return to_cell(m.notice_at); }},
    {"started_at", {"started", "开始时间"}, [](const Meeting& m) { return to_cell(m.started_at); }},
    {"ended_at", {"ended", "结束时间"}, [](const Meeting& m) { return to_cell(m.ended_at); }},
    {"label", {"label", "密级"}, [](const Meeting& m) { return to_cell(m.label); }},
    {"profile", {"rules", "规则"}, [](const Meeting& m) -> Cell { return m.profile; }},
    {"rules", {"digest of the rules", "规则摘要"}, [](const Meeting& m) -> Cell { return m.rules; }},
    {"entered_later", {"entered later", "补录"}, [](const Meeting& m) { return to_cell(m.entered_later); }},
    {"source_no", {"source no.", "原编号"}, [](const Meeting& m) { return to_cell(m.source_no); }},
};
const Field<Attendance> attendance_fields[] = {
    {"talent", {"talent", "编号"}, [](const Attendance& a) -> Cell { return a.talent; }},
    {"name", {"name", "姓名"}, [](const Attendance& a) -> Cell { return a.name; }},
    {"office", {"office", "单位"}, [](const Attendance& a) { return to_cell(a.office); }},
    {"office_name", {"office name", "单位名称"}, [](const Attendance& a) { return to_cell(a.office_name); }},
    {"category", {"category", "人员类别"}, [](const Attendance& a) { return to_cell(a.category); }},
    {"grade", {"grade", "等级"}, [](const Attendance& a) { return to_cell(a.grade); }},
    {"role", {"role", "角色"}, [](const Attendance& a) { return to_cell(a.role); }},
    {"status", {"status", "出席情况"}, [](const Attendance& a) { return to_cell(a.status); }},
    {"note", {"note", "备注"}, [](const Attendance& a) { return to_cell(a.note); }},
    {"materials_sent_at", {"materials sent", "材料送达时间"}, [](const Attendance& a) { return to_cell(a.materials_sent_at); }},
    {"read_at", {"materials read", "材料阅读时间"}, [](const Attendance& a) { return to_cell(a.read_at); }},
    {"came_at", {"came", "到会时间"}, [](const Attendance& a) { return to_cell(a.came_at); }},
    {"left_at", {"left", "离会时间"}, [](const Attendance& a) { return to_cell(a.left_at); }},
};
const Field<Change> change_fields[] = {
    {"kind", {"change", "变更"}, [](const Change& c) { return to_cell(c.kind); }},
    {"on", {"on", "日期"}, [](const Change& c) -> Cell { return c.on; }},
    {"from", {"from", "原为"}, [](const Change& c) { return to_cell(c.from); }},
    {"to", {"to", "改为"}, [](const Change& c) { return to_cell(c.to); }},
    {"why", {"why", "原因"}, [](const Change& c) { return to_cell(c.why); }},
};
const Field<Exception> exception_fields[] = {
    {"code", {"rule", "规则"}, [](const Exception& e) -> Cell { return e.code; }},
    {"message", {"exception", "例外情况"}, [](const Exception& e) -> Cell { return e.message; }},
};

// A row per issue, each masked by its own case.
Table agenda_table(Db& db, const std::vector<AgendaItem>& items, bool unmask) {
    Table result{"agenda", _("Agenda"), {}, {}};
    const std::pair<const char*, Term> columns[] = {{"item", {"item", "议程"}}, {"referral", {"referral", "提请"}}, {"case_name", {"case", "案件名称"}}, {"state", {"state", "状态"}}, {"withdrawn", {"withdrawn", "已撤回"}},
                                                    {"why", {"why", "原因"}}, {"issue", {"issue", "议题号"}}, {"kind", {"kind", "类型"}}, {"question", {"question", "议题"}}};
    for (const auto& [key, title] : columns) result.columns.push_back({key, std::string(title.shown())});
    for (const auto& item : items) {
        const auto mask = unmask ? Masking() : masking(db, item.case_id);
        for (const auto& issue : item.issues) {
            std::vector<Cell> row{to_cell(item.seq), item.referral, item.case_name, to_cell(item.state), item.withdrawn, to_cell(item.why),
                                  fmt::format("{}.{}", item.seq, issue.seq), to_cell(issue.kind), issue.question};
            mask_row(row, mask);
            result.rows.push_back(std::move(row));
        }
    }
    return result;
}

} // namespace

Table meeting_table(Db& db, const std::vector<Meeting>& meetings) {
    auto shown = meetings;
    for (auto& meeting : shown) meeting.total_seq = shown_total(db.config(), meeting);
    auto result = table("meeting", _("Meetings"), shown, std::span<const Field<Meeting>>(meeting_fields));
    result.brief = {"key", "total_seq", "kind", "mode", "state", "chair", "planned_at", "ended_at"};
    return result;
}

Document meeting_document(Db& db, const Meeting& meeting, bool unmask) {
    Document document{"meeting", meeting.key, {}, meeting_table(db, {meeting}), {}, {}};
    document.parts.push_back(agenda_table(db, list_agenda(db, meeting.id), unmask));
    document.parts.push_back(table("attendance", _("Attendance"), list_attendance(db, meeting.id), std::span<const Field<Attendance>>(attendance_fields)));
    document.parts.push_back(table("changes", _("Changes"), list_changes(db, meeting.id), std::span<const Field<Change>>(change_fields)));
    document.parts.push_back(table("exceptions", _("Exceptions"), exceptions(db, meeting), std::span<const Field<Exception>>(exception_fields)));
    return document;
}

} // namespace jointcase
