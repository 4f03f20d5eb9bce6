// Meetings that were held before they were entered (model §3, past meetings).
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/meeting.hpp>

#include "importer.hpp"
#include "label.hpp"
#include "lookup.hpp"
#include "meeting_store.hpp"

#include <algorithm>
#include <map>

namespace jointcase {

namespace {

struct AgendaRow {
    std::string meeting, referral, of_case, title, why, source_no;
    std::optional<int> seq;
    std::optional<ItemState> state;
};
struct AttendanceRow {
    std::string meeting, talent, office, note, source_no;
    std::optional<Role> role;
    std::optional<Attended> status;
    std::optional<Time> materials_sent_at, read_at, came_at, left_at;
};

std::span<const DraftColumn<MeetingDraft>> meeting_columns() {
    using D = MeetingDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::meeting_no>("meeting_no", {"meeting no.", "会议编号;联席字号;字号"}),
        column<&D::office>("office", {"host", "主办单位;主办院;单位"}),
        column<&D::department>("department", {"department", "部门"}),
        column<&D::kind>("kind", {"kind", "会议类型"}),
        column<&D::mode>("mode", {"mode", "会议形式;召开方式"}),
        column<&D::chair>("chair", {"chair", "主持人"}),
        column<&D::recorder>("recorder", {"recorder", "记录人"}),
        column<&D::convened_by>("convened_by", {"convened by", "召集人"}),
        column<&D::place>("place", {"place", "地点"}),
        column<&D::planned_at>("planned_at", {"planned", "计划时间"}),
        column<&D::notice_at>("notice_at", {"notice", "通知时间"}),
        column<&D::started_at>("started_at", {"started", "开始时间"}),
        column<&D::ended_at>("ended_at", {"ended", "结束时间"}),
        column<&D::label>("label", {"label", "密级"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

std::span<const DraftColumn<AgendaRow>> agenda_columns() {
    using D = AgendaRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::meeting>("meeting", {"meeting", "会议编号;联席字号;字号"}),
        column<&D::seq>("seq", {"item", "序号;议程号"}),
        column<&D::referral>("referral", {"referral", "提请"}),
        column<&D::of_case>("case", {"case", "案件;受案号;部门受案号"}),
        column<&D::title>("title", {"title", "议题;标题"}),
        column<&D::state>("state", {"state", "状态"}),
        column<&D::why>("why", {"why", "原因"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

std::span<const DraftColumn<AttendanceRow>> attendance_columns() {
    using D = AttendanceRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::meeting>("meeting", {"meeting", "会议编号;联席字号;字号"}),
        column<&D::talent>("talent", {"talent", "参会人;姓名;参会人员"}),
        column<&D::office>("office", {"office", "单位"}),
        column<&D::role>("role", {"role", "角色;参会身份"}),
        column<&D::status>("status", {"status", "出席情况;出席状态"}),
        column<&D::note>("note", {"note", "备注"}),
        column<&D::materials_sent_at>("materials_sent_at", {"materials sent", "材料送达时间"}),
        column<&D::read_at>("read_at", {"materials read", "材料阅读时间"}),
        column<&D::came_at>("came_at", {"came", "到会时间"}),
        column<&D::left_at>("left_at", {"left", "离会时间"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
    };
    return columns;
}

const std::set<std::string> needed = {"ended_at", "kind", "mode"}, agenda_needed = {"meeting"}, attendance_needed = {"meeting", "talent", "role"};

class MeetingImport {
public:
    MeetingImport(Write& write, const ImportRun& run) : write_(write), run_(run), db_(write.db()) {}

    RowResult meeting(MeetingDraft& draft, const SheetRow& row) {
        const auto number = parse_meeting_no(draft.meeting_no);
        if (number) draft.meeting_no = number->key;
        else if (draft.source_no.empty()) std::swap(draft.source_no, draft.meeting_no);
        const auto host = draft.office.empty() ? home_office(db_) : in_column("office", [&] { return find_office(db_, draft.office, Match::strict); });
        if (const auto id = stored(host, number, draft.source_no)) return update(*id, row);
        check(draft, number, host);
        const auto ended = *draft.ended_at;
        const auto given = number ? *number : next_number(db_, host, static_cast<int>(day(ended).year()));
        const auto chair = person(draft.chair), recorder = person(draft.recorder);
        const auto id = sql::insert<Meeting>(write_, "meeting",
                                             "insert into meeting (key, office, department, kind, mode, year, year_seq, total_seq, chair, recorder, convened_by, place, planned_at, notice_at,"
                                             " started_at, ended_at, label, profile, rules, rules_text, entered_later, source_no)"
                                             " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1, $21) returning id",
                                             given.key, host.id, draft.department, draft.kind, draft.mode, given.year, given.seq, next_total(db_, host.id), chair, recorder,
                                             draft.convened_by.empty() ? chair : person(draft.convened_by), draft.place, draft.planned_at, draft.notice_at, draft.started_at, ended,
                                             draft.label.value_or(Label::internal), write_.config().rules.profile, rules_digest(write_.config()), text_of(write_.config().rules), draft.source_no);
        const auto meeting = meeting_of(db_, id);
        if (chair) insert_attendance(write_, meeting, chair, Role::chair, Attended::present, day(ended));
        if (recorder && recorder != chair) insert_attendance(write_, meeting, recorder, Role::recorder, Attended::present, day(ended));
        touched_.push_back(id);
        return {Outcome::added, given.key};
    }

    RowResult agenda(const AgendaRow& draft) {
        const auto meeting = past_meeting(draft.meeting);
        for (const auto& item : list_agenda(db_, meeting.id)) {
            if (draft.seq ? item.seq == *draft.seq : !draft.referral.empty() && (item.referral == draft.referral || (draft.referral.find('#') == std::string::npos && item.referral_id == find_referral(db_, draft.referral, Match::strict).id))) return same_item(meeting, item, draft);
        }
        const auto referral = referral_for(draft);
        if (referral.requested_on && *referral.requested_on > day(*meeting.ended_at)) {
            throw Error(Fault::refused, "referral {} was requested on {}, after meeting {}", referral.key, iso(*referral.requested_on), meeting.key);
        }
        const auto state = draft.state.value_or(ItemState::discussed);
        if (state == ItemState::scheduled) refuse({Problem::of("state", "state", "an item of a meeting that was held is discussed or deferred")});
        insert_agenda(write_, meeting, referral.id, state, draft.why, draft.seq.value_or(0), draft.source_no);
        return {Outcome::added, {}};
    }

    RowResult attendance(const AttendanceRow& draft) {
        const auto meeting = past_meeting(draft.meeting);
        const auto talent = in_column("talent", [&] { return find_talent(db_, draft.talent, Match::strict, draft.office); });
        if (!draft.role) refuse({Problem::of("role", "missing", "the role is missing: chair, member, presenter, observer, guest or recorder")});
        const auto status = draft.status.value_or(Attended::present);
        const auto key = meeting.key + "/" + talent.key;
        if (const auto known = place_of(db_, meeting.id, talent.id)) {
            if (known->role == *draft.role && known->status == status && known->note == draft.note && same_times(draft, *known)) return {Outcome::unchanged, key};
            if (!run_.may_change(key)) return {Outcome::unchanged, key};
            sql::update(write_, "attendance", place_id(key), "update attendance set role = $2, status = $3, note = $4 where id = $1", *draft.role, status, draft.note);
            set_times(key, draft);
            return {Outcome::updated, key};
        }
        insert_attendance(write_, meeting, talent.id, *draft.role, status, day(*meeting.ended_at), draft.note, draft.source_no);
        set_times(key, draft);
        if (*draft.role == Role::chair && meeting.chair.empty()) sql::update(write_, "meeting", meeting.id, "update meeting set chair = $2, convened_by = coalesce(convened_by, $2) where id = $1", talent.id);
        if (*draft.role == Role::recorder && meeting.recorder.empty()) sql::update(write_, "meeting", meeting.id, "update meeting set recorder = $2 where id = $1", talent.id);
        return {Outcome::added, key};
    }

    // "exceptions: chair 97, quorum 127" — what could no longer be judged is told, not refused.
    List notes() const {
        std::map<std::string, int> counts;
        for (const auto id : touched_) {
            for (const auto& exception : exceptions(db_, meeting_of(db_, id))) ++counts[exception.code];
        }
        if (counts.empty()) return {};
        std::string text;
        for (const auto& [code, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code, count);
        return {say("meetings entered with exceptions, listed by `meeting show`: {}", text)};
    }

private:
    Id<Attendance> place_id(const std::string& key) { return {*sql::value<std::int64_t>(db_, "select id from attendance where key = $1", key)}; }

    // What the file says of the times; an empty cell leaves what is stored.
    static bool same_times(const AttendanceRow& draft, const Attendance& known) {
        const auto same = [](const std::optional<Time>& given, const std::optional<Time>& stored) { return !given || given == stored; };
        return same(draft.materials_sent_at, known.materials_sent_at) && same(draft.read_at, known.read_at) && same(draft.came_at, known.came_at) && same(draft.left_at, known.left_at);
    }
    void set_times(const std::string& key, const AttendanceRow& draft) {
        if (!draft.materials_sent_at && !draft.read_at && !draft.came_at && !draft.left_at) return;
        sql::update(write_, "attendance", place_id(key),
                    "update attendance set materials_sent_at = coalesce($2, materials_sent_at), read_at = coalesce($3, read_at), came_at = coalesce($4, came_at), left_at = coalesce($5, left_at)"
                    " where id = $1", draft.materials_sent_at, draft.read_at, draft.came_at, draft.left_at);
    }

    Id<Talent> person(const std::string& text) { return text.empty() ? Id<Talent>{} : find_talent(db_, text, Match::strict).id; }

    std::optional<Id<Meeting>> stored(const Office& host, const std::optional<MeetingNumber>& number, const std::string& source_no) {
        auto id = number ? sql::value<std::int64_t>(db_, "select id from meeting where key = $1", number->key) : std::nullopt;
        if (!id && !source_no.empty()) id = sql::value<std::int64_t>(db_, "select id from meeting where office = $1 and source_no = $2", host.id, source_no);
        return id ? std::optional(Id<Meeting>{*id}) : std::nullopt;
    }

    void check(const MeetingDraft& draft, const std::optional<MeetingNumber>& number, const Office& host) {
        Problems found;
        if (!draft.ended_at) found.push_back(Problem::of("ended_at", "missing", "the end is missing: only meetings that were held are imported"));
        if (!draft.kind) found.push_back(Problem::of("kind", "missing", "the kind is missing: cross_office, cross_department or department"));
        if (!draft.mode) found.push_back(Problem::of("mode", "missing", "the mode is missing: onsite, video or written"));
        if (draft.ended_at && *draft.ended_at > write_.now()) found.push_back(Problem::of("ended_at", "future", "{} lies in the future; now is {}", iso(*draft.ended_at), iso(write_.now())));
        if (draft.ended_at && draft.started_at && *draft.ended_at <= *draft.started_at) found.push_back(Problem::of("ended_at", "dates", "a meeting ends after it started ({})", iso(*draft.started_at)));
        if (draft.planned_at && draft.notice_at && *draft.notice_at > *draft.planned_at) found.push_back(Problem::of("notice_at", "dates", "the notice goes out before the planned time"));
        if (!number && draft.source_no.empty()) found.push_back(Problem::of("meeting_no", "missing", "a meeting needs a number or a source number, to be found again"));
        if (number && number->prefix != number_prefix(db_, host)) {
            found.push_back(Problem::of("meeting_no", "bad_number", "“{}” does not begin with {}, the short name of {}", number->key, number_prefix(db_, host), host.name));
        }
        if (number && sql::value<std::int64_t>(db_, "select id from meeting where office = $1 and year = $2 and year_seq = $3", host.id, number->year, number->seq)) {
            found.push_back(Problem::of("meeting_no", "taken", "number {} of {} is another meeting's", number->seq, number->year));
        }
        if (const auto problem = label_problem(write_.config().rules, draft.label.value_or(Label::internal))) found.push_back(*problem);
        refuse(found);
    }

    RowResult update(Id<Meeting> id, const SheetRow& row) {
        const auto meeting = meeting_of(db_, id);
        MeetingDraft draft = meeting;
        fill(draft, row, meeting_columns());
        draft.meeting_no = meeting.meeting_no;
        draft.source_no = meeting.source_no;
        draft.office = meeting.office;
        for (auto* who : {&draft.chair, &draft.recorder, &draft.convened_by}) {
            if (!who->empty()) *who = talent_key(db_, person(*who));
        }
        if (same(meeting_columns(), draft, static_cast<const MeetingDraft&>(meeting)) || !run_.may_change(meeting.key)) return {Outcome::unchanged, meeting.key};
        if (!meeting.entered_later) throw Error(Fault::refused, "meeting {} was held step by step here; an import does not change it", meeting.key);
        check_changed(draft);
        sql::update(write_, "meeting", id,
                    "update meeting set department = $2, kind = $3, mode = $4, chair = $5, recorder = $6, convened_by = $7, place = $8, planned_at = $9, notice_at = $10, started_at = $11,"
                    " ended_at = $12, label = $13 where id = $1",
                    draft.department, draft.kind, draft.mode, person(draft.chair), person(draft.recorder), person(draft.convened_by), draft.place, draft.planned_at, draft.notice_at, draft.started_at,
                    draft.ended_at, draft.label);
        if (day(*draft.ended_at) != day(*meeting.ended_at)) freeze_postings(write_, meeting, day(*draft.ended_at));
        touched_.push_back(id);
        return {Outcome::updated, meeting.key};
    }

    void check_changed(const MeetingDraft& draft) {
        Problems found;
        if (!draft.ended_at) found.push_back(Problem::of("ended_at", "missing", "the end is missing: only meetings that were held are imported"));
        else if (*draft.ended_at > write_.now()) found.push_back(Problem::of("ended_at", "future", "{} lies in the future; now is {}", iso(*draft.ended_at), iso(write_.now())));
        refuse(found);
    }

    Meeting past_meeting(const std::string& text) {
        auto meeting = in_column("meeting", [&] { return find_meeting(db_, text, Match::strict); });
        if (!meeting.entered_later) throw Error(Fault::refused, "meeting {} was convened here; its agenda and attendance are not imported", meeting.key);
        return meeting;
    }

    Referral referral_for(const AgendaRow& draft) {
        const auto hash = draft.referral.rfind('#');
        const bool past = !draft.of_case.empty() && !draft.title.empty();
        if (past && hash != std::string::npos && !sql::value<std::int64_t>(db_, "select id from referral where key = $1", draft.referral)) {
            int number = 0;
            in_column("referral", [&] { read_text(number, std::string_view(draft.referral).substr(hash + 1)); return number; });
            return enter_past_referral(write_, in_column("case", [&] { return find_case(db_, draft.of_case, Match::strict); }).id, draft.title, number);
        }
        if (!draft.referral.empty()) {
            const auto referral = in_column("referral", [&] { return find_referral(db_, draft.referral, Match::strict); });
            if (referral.state != ReferralState::accepted) throw Error(Fault::refused, "referral {} is {}, not accepted (Songbei art 2); `referral accept` comes first", referral.key, label(referral.state));
            return referral;
        }
        if (!past) refuse({Problem::of("referral", "missing", "an item names a referral, or a case and a title")});
        return enter_past_referral(write_, in_column("case", [&] { return find_case(db_, draft.of_case, Match::strict); }).id, draft.title);
    }

    RowResult same_item(const Meeting& meeting, const AgendaItem& item, const AgendaRow& draft) {
        const bool alike = (draft.referral.empty() || find_referral(db_, draft.referral, Match::strict).id == item.referral_id) &&
                           (draft.of_case.empty() || find_case(db_, draft.of_case, Match::strict).key == item.of_case) &&
                           (draft.title.empty() || (!item.issues.empty() && item.issues.front().question == draft.title)) && (!draft.state || *draft.state == item.state);
        if (!alike) run_.differs(Error(Fault::refused, "item {} of meeting {} is there already, with other details", item.seq, meeting.key));
        return {Outcome::unchanged, {}};
    }

    Write& write_;
    const ImportRun& run_;
    Db& db_;
    std::vector<Id<Meeting>> touched_;
};

} // namespace

std::vector<TemplateSheet> meeting_templates() {
    const std::string meeting = "临州检联席〔2019〕3号";
    return {template_of(_("Meetings"), sheet_columns(meeting_columns(), needed), {{"meeting_no", meeting}, {"kind", label(MeetingKind::cross_office)}, {"mode", label(Mode::onsite)}, {"chair", "622900-001"},
                                                                                    {"recorder", "622900-002"}, {"place", "州院三楼会议室"}, {"started_at", "2019-05-08 09:00"}, {"ended_at", "2019-05-08 11:30"}}),
            template_of(_("Agenda"), sheet_columns(agenda_columns(), agenda_needed), {{"meeting", meeting}, {"seq", "1"}, {"case", "临州检起诉受[2019]62290000012号"}, {"title", "是否构成诈骗"}}),
            template_of(_("Attendance"), sheet_columns(attendance_columns(), attendance_needed), {{"meeting", meeting}, {"talent", "622921-017"}, {"role", label(Role::member)}, {"status", label(Attended::present)}})};
}

namespace {

AgendaRow read_agenda(const sql::Row& row) {
    AgendaRow a;
    row.read(a.meeting, "meeting_key");
    row.read(a.seq, "seq");
    row.read(a.state, "state");
    row.read(a.why, "why");
    row.read(a.source_no, "source_no");
    row.read(a.referral, "referral_key");
    if (!row.get<std::string>("requested_on").empty()) return a;
    // a referral nobody requested was made by its agenda, from a case and a title
    row.read(a.of_case, "case_key");
    row.read(a.title, "question");
    return a;
}

AttendanceRow read_attendance(const sql::Row& row) {
    AttendanceRow a;
    row.read(a.meeting, "meeting_key");
    row.read(a.talent, "talent_key");
    row.read(a.role, "role");
    row.read(a.status, "status");
    row.read(a.note, "note");
    row.read(a.materials_sent_at, "materials_sent_at");
    row.read(a.read_at, "read_at");
    row.read(a.came_at, "came_at");
    row.read(a.left_at, "left_at");
    row.read(a.source_no, "source_no");
    return a;
}

} // namespace

std::vector<Table> export_meetings(Db& db, bool unmask) {
    auto meetings = list_meetings(db);
    std::erase_if(meetings, [](const Meeting& m) { return !was_held(m.state); });
    std::vector<AgendaRow> agenda;
    std::vector<AttendanceRow> attendance;
    std::vector<Masking> masks;
    for (auto& meeting : meetings) meeting.meeting_no = meeting.key;
    auto by_end = meetings; // an item is deferred before it is discussed elsewhere
    std::stable_sort(by_end.begin(), by_end.end(), [](const Meeting& a, const Meeting& b) { return a.ended_at < b.ended_at; });
    for (const auto& meeting : by_end) {
        for (auto& row : sql::select(db, read_agenda,
                                     "select a.*, m.key as meeting_key, c.key as case_key, r.key as referral_key, r.requested_on,"
                                     " (select i.question from issue i where i.referral = r.id and i.seq = 1) as question"
                                     " from agenda a join meeting m on m.id = a.meeting join referral r on r.id = a.referral join cases c on c.id = r.case_id"
                                     " where a.meeting = $1 and a.state <> 'scheduled' order by a.seq", meeting.id)) {
            agenda.push_back(std::move(row));
            if (!unmask && !agenda.back().of_case.empty()) masks.resize(agenda.size()), masks.back() = masking(db, find_case(db, agenda.back().of_case, Match::strict).id);
        }
        for (auto& row : sql::select(db, read_attendance,
                                     "select a.*, m.key as meeting_key, t.key as talent_key from attendance a join meeting m on m.id = a.meeting join talent t on t.id = a.talent"
                                     " where a.meeting = $1 order by t.key", meeting.id)) attendance.push_back(std::move(row));
    }
    std::vector<Table> tables{table("meeting", _("Meetings"), meetings, meeting_columns()), table("agenda", _("Agenda"), agenda, agenda_columns()),
                              table("attendance", _("Attendance"), attendance, attendance_columns())};
    for (std::size_t i = 0; i < masks.size(); ++i) mask_row(tables[1].rows[i], masks[i]);
    return tables;
}

Imported import_meetings(Write& write, const MeetingFiles& files, const ImportOptions& options) {
    std::vector<const InputFile*> all{&files.meetings};
    if (files.agenda) all.push_back(&*files.agenda);
    if (files.attendance) all.push_back(&*files.attendance);
    return import_files(write, options, "meeting", all, [&](ImportRun& run) {
        MeetingImport import(write, run);
        const auto first = options.sheet.empty() ? sheet_named(files.meetings, {"Meetings", "会议"}) : options.sheet;
        run.sheet(files.meetings, sheet_rows<MeetingDraft>(meeting_columns(), needed, nullptr, [&](MeetingDraft& draft, const SheetRow& row) { return import.meeting(draft, row); }), {}, first);
        run.part(files.agenda, files.meetings, sheet_rows<AgendaRow>(agenda_columns(), agenda_needed, nullptr, [&](AgendaRow& row, const SheetRow&) { return import.agenda(row); }), "agenda", {"Agenda", "议程"});
        run.part(files.attendance, files.meetings, sheet_rows<AttendanceRow>(attendance_columns(), attendance_needed, nullptr, [&](AttendanceRow& row, const SheetRow&) { return import.attendance(row); }), "attendance", {"Attendance", "参会"});
        if (run.clean()) {
            for (auto& note : import.notes()) run.note(std::move(note));
        }
    });
}

} // namespace jointcase
