// SPDX-License-Identifier: Apache-2.0
#include "opinion_store.hpp"

#include <jointcase/recusal.hpp>

#include "lookup.hpp"
#include "text.hpp"

#include <algorithm>
#include <map>

namespace jointcase {

template <>
std::span<const Word<Stance>> words<Stance>() {
    static constexpr Word<Stance> all[] = {{Stance::concur, "concur", "同意;同意承办人意见"}, {Stance::concur_in_part, "concur_in_part", "部分同意"}, {Stance::dissent, "dissent", "不同意"},
                                           {Stance::supplement, "supplement", "补充;补充意见"}, {Stance::reserve, "reserve", "保留;未表态"}};
    return all;
}
template <>
std::span<const Word<OpinionKind>> words<OpinionKind>() {
    static constexpr Word<OpinionKind> all[] = {{OpinionKind::oral, "oral", "口头"}, {OpinionKind::written, "written", "书面"}, {OpinionKind::late, "late", "补充提交;会后"}};
    return all;
}

std::span<const DraftColumn<OpinionDraft>> opinion_columns() {
    using D = OpinionDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::meeting>("meeting", {"meeting", "会议编号;联席字号;字号"}),
        column<&D::item>("item", {"item", "议程号"}),
        column<&D::issue>("issue", {"issue", "议题号"}),
        column<&D::talent>("talent", {"talent", "发言人;姓名"}),
        column<&D::office>("office", {"office", "单位"}),
        column<&D::stance>("stance", {"stance", "态度;立场"}),
        column<&D::text>("text", {"opinion", "意见;意见内容"}),
        column<&D::legal_basis>("legal_basis", {"legal basis", "法律依据"}),
        column<&D::kind>("kind", {"kind", "方式"}),
        column<&D::round>("round", {"round", "轮次"}),
        column<&D::recorded_at>("recorded_at", {"recorded", "记录时间"}),
        column<&D::source_no>("source_no", {"source no.", "原编号"}),
        column<&D::supersedes>("supersedes", {"supersedes", "替代"}), // last: the verb that supersedes names it otherwise
    };
    return columns;
}

Problems problems(const OpinionDraft& draft) {
    Problems found;
    if (draft.meeting.empty()) found.push_back(Problem::of("meeting", "missing", "the meeting is missing"));
    if (draft.talent.empty()) found.push_back(Problem::of("talent", "missing", "an opinion is somebody's: the talent is missing"));
    if (draft.text.empty() && draft.stance != Stance::reserve) found.push_back(Problem::of("text", "missing", "an opinion has a text, unless it is reserved"));
    if (draft.round.value_or(1) < 1) found.push_back(Problem::of("round", "bad_number", "rounds count from 1"));
    return found;
}

// --- reading

namespace {

Opinion read_opinion(const sql::Row& row) {
    Opinion o;
    row.read(o.id, "id");
    row.read(o.key, "key");
    row.read(o.meeting, "meeting_key");
    row.read(o.seq, "seq");
    row.read(o.referral_id, "referral");
    row.read(o.case_id, "case_id");
    row.read(o.issue_key, "issue_key");
    row.read(o.issue_seq, "issue_seq");
    o.item = row.get<int>("item");
    o.issue = fmt::format("{}.{}", *o.item, o.issue_seq);
    row.read(o.talent, "talent_key");
    row.read(o.talent_name, "talent_name");
    row.read(o.office, "office_key");
    row.read(o.stance, "stance");
    row.read(o.text, "text");
    row.read(o.legal_basis, "legal_basis");
    row.read(o.kind, "kind");
    row.read(o.round, "round");
    row.read(o.recorded_at, "recorded_at");
    row.read(o.recorded_by, "recorder_key");
    row.read(o.supersedes, "superseded_key");
    row.read(o.superseded_by, "successor_key");
    row.read(o.source_no, "source_no");
    return o;
}

#define OPINIONS                                                                                                                                   \
    "select o.*, m.key as meeting_key, a.seq as item, i.key as issue_key, i.seq as issue_seq, a.referral, r.case_id, t.key as talent_key,"          \
    " t.name as talent_name, b.key as recorder_key, s.key as superseded_key, n.key as successor_key,"                                              \
    " (select f.key from attendance p join office f on f.id = p.office where p.meeting = o.meeting and p.talent = o.talent) as office_key"          \
    " from opinion o join meeting m on m.id = o.meeting join agenda a on a.id = o.agenda join issue i on i.id = o.issue"                            \
    " join referral r on r.id = a.referral join talent t on t.id = o.talent left join talent b on b.id = o.recorded_by"                             \
    " left join opinion s on s.id = o.supersedes left join opinion n on n.supersedes = o.id"

// The names of each opinion's case, in its row.
void mask_cases(Db& db, const std::vector<Opinion>& opinions, Table& table) {
    std::map<Id<Case>, Masking> masks;
    for (std::size_t i = 0; i < opinions.size(); ++i) {
        auto found = masks.find(opinions[i].case_id);
        if (found == masks.end()) found = masks.emplace(opinions[i].case_id, masking(db, opinions[i].case_id)).first;
        mask_row(table.rows[i], found->second);
    }
}

} // namespace

Opinion opinion_of(Db& db, Id<Opinion> id) { return *sql::select_one(db, read_opinion, OPINIONS " where o.id = $1", id); }

Opinion find_opinion(Db& db, std::string_view text, Match match) {
    if (const auto one = only(text, sql::select(db, read_candidate, "select id, key, '' as name from opinion where key = $1 or source_no = $1 order by key", text))) return opinion_of(db, {one->id});
    const auto dash = text.rfind('-');
    const auto seq = dash == std::string_view::npos ? std::string_view() : text.substr(dash + 1);
    if (!seq.empty() && seq.size() < 7 && seq.find_first_not_of("0123456789") == std::string_view::npos && dash > 4) {
        const auto meeting = find_meeting(db, text.substr(0, dash), match);
        if (const auto id = sql::value<std::int64_t>(db, "select id from opinion where meeting = $1 and seq = $2", meeting.id, std::stoi(std::string(seq)))) return opinion_of(db, {*id});
        throw Error(Fault::missing, "meeting {} has no opinion {}", meeting.key, seq);
    }
    throw Error(Fault::missing, "there is no opinion “{}”; `opinion list` shows them", printable(text));
}

std::vector<Opinion> list_opinions(Db& db, const OpinionFilter& filter) {
    const auto meeting = filter.meeting.empty() ? Id<Meeting>{} : find_meeting(db, filter.meeting).id;
    const auto talent = filter.talent.empty() ? Id<Talent>{} : find_talent(db, filter.talent).id;
    const auto of = filter.of_case.empty() ? Id<Case>{} : find_case(db, filter.of_case).id;
    const auto referral = filter.referral.empty() ? Id<Referral>{} : find_referral(db, filter.referral).id;
    // The filter that leaves the fewest is looked up, the others are seen to in what it finds: all opinions are read only to list all.
    return sql::select(db, read_opinion,
                       OPINIONS " where o.id in (select id from opinion where issue in (select id from issue where referral = $4)"
                                " union all select id from opinion where $4 is null and meeting = $1"
                                " union all select id from opinion where coalesce($4, $1) is null and issue in (select i.id from referral f join issue i on i.referral = f.id where f.case_id = $3)"
                                " union all select id from opinion where coalesce($4, $1, $3) is null and talent = $2"
                                " union all select id from opinion where coalesce($4, $1, $3, $2) is null)"
                                " and ($1 is null or o.meeting = $1) and ($2 is null or o.talent = $2) and ($3 is null or r.case_id = $3)"
                                " and ($5 is null or o.stance = $5) and ($6 = 1 or n.id is null) order by m.office, m.year, m.year_seq, o.seq",
                       meeting, talent, of, referral, filter.stance, filter.superseded);
}

// --- writing

Room read_room(Db& db, Meeting meeting) {
    Room room;
    room.recorder = {sql::value<std::int64_t>(db, "select recorder from meeting where id = $1", meeting.id).value_or(0)};
    room.signed_on = sql::value<Date>(db, "select signed_on from minutes where meeting = $1 and signed_on is not null", meeting.id);
    for (sql::Query items(db, "select a.id, a.key, a.seq, r.key as referral_key, r.case_id, c.key as case_key, case when r.withdrawn_on is not null and a.state <> 'discussed' then 1 else 0 end as withdrawn,"
                              " i.id as issue, i.key as issue_key, i.seq as issue_seq, i.question from agenda a join referral r on r.id = a.referral join cases c on c.id = r.case_id"
                              " join issue i on i.referral = r.id where a.meeting = $1 order by a.seq, i.seq", meeting.id); items.step();) {
        const auto row = items.row();
        const auto id = row.get<Id<AgendaItem>>("id");
        if (room.items.empty() || room.items.back().id != id) {
            auto& item = room.items.emplace_back();
            item.id = id;
            row.read(item.key, "key");
            row.read(item.seq, "seq");
            row.read(item.referral, "referral_key");
            row.read(item.of_case, "case_key");
            row.read(item.withdrawn, "withdrawn");
            for (const auto& [talent, since] : recused_since(db, row.get<Id<Case>>("case_id"))) room.recused[{id, talent}] = since;
        }
        auto& issue = room.items.back().issues.emplace_back();
        row.read(issue.id, "issue");
        row.read(issue.key, "issue_key");
        row.read(issue.seq, "issue_seq");
        row.read(issue.question, "question");
    }
    for (sql::Query places(db, "select talent, role, status from attendance where meeting = $1 order by id", meeting.id); places.step();) {
        const auto row = places.row();
        room.places.push_back({row.get<Id<Talent>>("talent"), row.get<Role>("role"), row.get<Attended>("status")});
    }
    sql::Query query(db, "select id, seq, issue, talent, round, source_no, supersedes from opinion where meeting = $1 order by seq", meeting.id);
    while (query.step()) {
        const auto row = query.row();
        const auto id = row.get<Id<Opinion>>("id");
        room.last_seq = row.get<std::int64_t>("seq");
        room.spoken.push_back({id, row.get<Id<Opinion>>("supersedes"), row.get<Id<Issue>>("issue"), row.get<Id<Talent>>("talent"), row.get<int>("round")});
        if (auto source = row.get<std::string>("source_no"); !source.empty()) room.sources[std::move(source)] = id;
    }
    room.meeting = std::move(meeting);
    return room;
}

// 1.2, or 2 where there is one item; in a file item and issue apart. An issue alone in its item needs no number.
Target find_target(const Room& room, const OpinionDraft& draft) {
    const auto& items = room.items;
    const auto& key = room.meeting.key;
    if (items.empty()) throw Error(Fault::refused, "meeting {} has no agenda; an opinion is on an issue of an item", key);
    int number = draft.item.value_or(items.size() == 1 ? items.front().seq : 0), issue = 0;
    std::string_view text = draft.issue;
    if (const auto dot = text.find('.'); dot != std::string_view::npos) {
        read_text(number, text.substr(0, dot));
        text.remove_prefix(dot + 1);
    }
    if (!text.empty()) read_text(issue, text);
    if (number == 0) throw Error(Fault::invalid, "meeting {} has {} items; an issue is ITEM.ISSUE, such as 2.1, not “{}”", key, items.size(), draft.issue);
    for (const auto& item : items) {
        if (item.seq != number) continue;
        if (issue == 0 && item.issues.size() == 1) return {item, item.issues.front()};
        for (const auto& one : item.issues) {
            if (one.seq == issue) return {item, one};
        }
        throw Error(Fault::missing, "item {} of meeting {} has {} issue(s); there is no issue “{}”", number, key, item.issues.size(), draft.issue);
    }
    throw Error(Fault::missing, "meeting {} has no item {}", key, number);
}

bool takes_part(const Meeting& meeting, const Room::Place& place) { return was_there(place.status) || (meeting.mode == Mode::written && place.status == Attended::invited); }

namespace {

// Present in a speaking role, or invited to a written meeting; after the end within the days for late opinions (invariant 4).
void check_author(const Room& room, const Author& author, const AgendaItem& item, Date on) {
    const auto& meeting = room.meeting;
    const auto found = std::find_if(room.places.begin(), room.places.end(), [&](const Room::Place& place) { return place.talent == author.id; });
    if (found == room.places.end()) throw Error(Fault::refused, "{} {} was not at meeting {}, and an opinion is of someone who took part; `meeting invite` enters who comes", author.key, author.name, meeting.key);
    const auto& place = *found;
    if (const auto& rules = rules_of(meeting); !speaks(rules, place.role)) {
        const bool never = place.role == Role::presenter || place.role == Role::recorder;
        throw Error(Fault::refused, "{} {} is {} of meeting {} and gives no opinion ({})", author.key, author.name, label(place.role), meeting.key,
                    never ? _("who presents or records does not advise") : cite(rules, "observers_may_speak"));
    }
    if (!takes_part(meeting, place)) throw Error(Fault::refused, "{} {} was {} at meeting {}, and an opinion is of someone who took part; `meeting attend` corrects the attendance until the end", author.key, author.name, label(place.status), meeting.key);
    if (const auto recused = room.recused.find({item.id, author.id}); recused != room.recused.end() && on >= recused->second) {
        throw Error(Fault::refused, "{} {} is recused from case {} since {} and gives no opinion on item {} (刑诉法 art 29 / rule recusal)", author.key, author.name, item.of_case, iso(recused->second), item.seq);
    }
}

OpinionKind check_time(Write& write, const Room& room, const OpinionDraft& draft, Time at) {
    const auto& meeting = room.meeting;
    if (room.signed_on) {
        throw Error(Fault::refused, "the minutes of meeting {} were signed on {}; opinions are given between its start and the signing (民事诉讼监督规则 art 49(2))", meeting.key, iso(*room.signed_on));
    }
    if (at > write.now()) refuse({Problem::of("recorded_at", "future", "{} lies in the future; now is {}", iso(at), iso(write.now()))});
    const auto kind = draft.kind.value_or(meeting.mode == Mode::written ? OpinionKind::written : OpinionKind::oral);
    if (meeting.entered_later) return kind;
    if (!meeting.started_at || meeting.state == MeetingState::cancelled) throw Error(Fault::refused, "meeting {} is {}; opinions are given from its start on", meeting.key, label(meeting.state));
    if (at < *meeting.started_at) refuse({Problem::of("recorded_at", "dates", "an opinion is recorded from the start of the meeting on ({})", iso(*meeting.started_at))});
    if (!meeting.ended_at || at <= *meeting.ended_at) return kind;
    const auto& rules = rules_of(meeting);
    const auto ended = day(*meeting.ended_at), last = add_days(ended, rules.late_opinion_days.value_or(0));
    if (!rules.late_opinion_days) throw Error(Fault::refused, "meeting {} ended on {}; late opinions are not taken ({})", meeting.key, iso(ended), cite(rules, "late_opinion_days"));
    if (day(at) > last) throw Error(Fault::refused, "meeting {} ended on {}; late opinions were taken until {} ({})", meeting.key, iso(ended), iso(last), cite(rules, "late_opinion_days"));
    return OpinionKind::late;
}

} // namespace

bool says_the_same(const Opinion& stored, const OpinionDraft& draft) {
    return stored.text == draft.text && (!draft.stance || stored.stance == draft.stance) && (draft.legal_basis.empty() || stored.legal_basis == draft.legal_basis) &&
           (!draft.kind || stored.kind == draft.kind) && (!draft.recorded_at || stored.recorded_at == draft.recorded_at);
}

Recorder::Recorder(Write& write)
    : write_(write), bulk_(write, "opinion",
                               "insert or rollback into opinion (id, agenda, issue, key, kind, legal_basis, meeting, recorded_at, recorded_by, round, seq, source_no, stance, supersedes, talent, text) values",
                               {"agenda", "issue", "key", "kind", "legal_basis", "meeting", "recorded_at", "recorded_by", "round", "seq", "source_no", "stance", "supersedes", "talent", "text"}) {}

Id<Opinion> Recorder::record(Room& room, const Target& target, const Author& author, const OpinionDraft& draft, const Opinion* supersedes) {
    const auto& meeting = room.meeting;
    const auto at = draft.recorded_at.value_or(meeting.entered_later ? *meeting.ended_at : write_.now());
    const auto kind = check_time(write_, room, draft, at);
    check_author(room, author, target.item, day(at));
    if (!draft.stance && !meeting.entered_later) refuse({Problem::of("stance", "missing", "the stance is missing: concur, concur_in_part, dissent, supplement or reserve")});
    const auto seq = room.last_seq + 1;
    const auto key = fmt::format("{}-{}", meeting.key, seq);
    const std::string kind_code = code(kind), stance = draft.stance ? code(*draft.stance) : "", recorded_at = iso(at);
    const int round = draft.round.value_or(1);
    bulk_.reference(target.item.id.value, target.item.key);
    bulk_.reference(target.issue.id.value, target.issue.key);
    bulk_.text(key);
    bulk_.text(kind_code);
    bulk_.text_or_null(draft.legal_basis);
    bulk_.reference(meeting.id.value, meeting.key);
    bulk_.text(recorded_at);
    bulk_.reference(room.recorder.value, meeting.recorder);
    bulk_.number(round);
    bulk_.number(seq);
    bulk_.text_or_null(draft.source_no);
    bulk_.text_or_null(stance);
    if (supersedes) bulk_.reference(supersedes->id.value, supersedes->key);
    else bulk_.null();
    bulk_.reference(author.id.value, author.key);
    bulk_.text(draft.text);
    const Id<Opinion> id{bulk_.insert(key)};
    room.last_seq = seq;
    room.spoken.push_back({id, supersedes ? supersedes->id : Id<Opinion>{}, target.issue.id, author.id, round});
    if (!draft.source_no.empty()) room.sources[draft.source_no] = id;
    return id;
}

bool is_of(const Room::Spoken& spoken, const Target& target, const Author& author, int round) {
    return spoken.issue == target.issue.id && spoken.talent == author.id && spoken.round == round;
}

std::optional<Id<Opinion>> standing_opinion(const Room& room, const Target& target, const Author& author, int round) {
    const auto found = std::find_if(room.spoken.rbegin(), room.spoken.rend(), [&](const Room::Spoken& spoken) { return is_of(spoken, target, author, round); });
    return found != room.spoken.rend() ? std::optional(found->id) : std::nullopt;
}

Opinion record_opinion(Write& write, const OpinionDraft& draft) {
    refuse(problems(draft));
    auto& db = write.db();
    auto room = read_room(db, find_meeting(db, draft.meeting, write.match()));
    const auto talent = find_talent(db, draft.talent, write.match(), draft.office);
    const Author author{talent.id, talent.key, talent.name};
    const auto target = find_target(room, draft);
    if (target.item.withdrawn) throw Error(Fault::refused, "referral {} was withdrawn", target.item.referral);
    if (const auto id = standing_opinion(room, target, author, draft.round.value_or(1))) {
        const auto standing = opinion_of(db, *id);
        if (says_the_same(standing, draft)) return standing;
        throw Error(Fault::refused, "{} {} has given opinion {} on issue {}; `opinion supersede {}` replaces it, --round 2 adds to it", talent.key, talent.name, standing.key, standing.issue, standing.key);
    }
    Recorder recorder(write);
    const auto id = recorder.record(room, target, author, draft);
    recorder.flush();
    return opinion_of(db, id);
}

Opinion supersede_opinion(Write& write, std::string_view text, const OpinionDraft& given) {
    auto& db = write.db();
    const auto before = find_opinion(db, text, write.match());
    if (!before.standing()) throw Error(Fault::refused, "opinion {} is superseded by {} already; supersede that one", before.key, before.superseded_by);
    OpinionDraft draft = given;
    draft.meeting = before.meeting;
    draft.talent = before.talent;
    draft.round = before.round;
    refuse(problems(draft));
    if (sql::value<std::int64_t>(db, "select id from adoption where opinion = $1", before.id)) throw Error(Fault::refused, "opinion {} is answered by the feedback already; what was answered stays as it was given", before.key);
    draft.issue = before.issue;
    draft.item.reset();
    auto room = read_room(db, find_meeting(db, before.meeting));
    const auto talent = find_talent(db, before.talent);
    Recorder recorder(write);
    const auto id = recorder.record(room, find_target(room, draft), {talent.id, talent.key, talent.name}, draft, &before);
    recorder.flush();
    return opinion_of(db, id);
}

Table export_opinions(Db& db, bool unmask) {
    OpinionFilter all;
    all.superseded = true;
    const auto opinions = list_opinions(db, all);
    std::vector<OpinionDraft> rows;
    for (const auto& opinion : opinions) {
        rows.push_back(opinion);
        rows.back().issue = std::to_string(opinion.issue_seq);
        rows.back().office.clear(); // the key says who it is
    }
    auto result = table("opinion", _("Opinions"), rows, opinion_columns());
    if (!unmask) mask_cases(db, opinions, result);
    return result;
}

// --- showing

namespace {

const Field<Opinion> opinion_fields[] = {
    {"key", {"key", "编号"}, [](const Opinion& o) -> Cell { return o.key; }},
    {"meeting", {"meeting", "会议"}, [](const Opinion& o) -> Cell { return o.meeting; }},
    {"issue", {"issue", "议题号"}, [](const Opinion& o) -> Cell { return o.issue; }},
    {"talent", {"talent", "发言人编号"}, [](const Opinion& o) -> Cell { return o.talent; }},
    {"name", {"name", "发言人"}, [](const Opinion& o) -> Cell { return o.talent_name; }},
    {"office", {"office", "单位"}, [](const Opinion& o) { return to_cell(o.office); }},
    {"stance", {"stance", "态度"}, [](const Opinion& o) { return to_cell(o.stance); }},
    {"text", {"opinion", "意见"}, [](const Opinion& o) { return to_cell(o.text); }},
    {"legal_basis", {"legal basis", "法律依据"}, [](const Opinion& o) { return to_cell(o.legal_basis); }},
    {"kind", {"kind", "方式"}, [](const Opinion& o) { return to_cell(o.kind); }},
    {"round", {"round", "轮次"}, [](const Opinion& o) { return to_cell(o.round); }},
    {"recorded_at", {"recorded", "记录时间"}, [](const Opinion& o) { return to_cell(o.recorded_at); }},
    {"recorded_by", {"recorded by", "记录人"}, [](const Opinion& o) { return to_cell(o.recorded_by); }},
    {"supersedes", {"supersedes", "替代"}, [](const Opinion& o) { return to_cell(o.supersedes); }},
    {"superseded_by", {"superseded by", "被替代"}, [](const Opinion& o) { return to_cell(o.superseded_by); }},
    {"source_no", {"source no.", "原编号"}, [](const Opinion& o) { return to_cell(o.source_no); }},
};

} // namespace

std::optional<Table> distribution(Db& db, const Meeting& meeting) {
    if (rules_of(meeting).tally == Tally::none) return {};
    Table result{"distribution", _("Distribution of opinions, for reference only"), {}, {}};
    const std::pair<const char*, Term> columns[] = {{"issue", {"issue", "议题号"}}, {"stance", {"stance", "态度"}}, {"opinions", {"opinions", "意见(条)"}}};
    for (const auto& [key, title] : columns) result.columns.push_back({key, std::string(title.shown())});
    for (sql::Query query(db,
                          "select a.seq as item, i.seq as issue, o.stance, count(*) as opinions from opinion o join agenda a on a.id = o.agenda join issue i on i.id = o.issue"
                          " where o.meeting = $1 and o.stance is not null and not exists (select 1 from opinion n where n.supersedes = o.id) group by a.seq, i.seq, o.stance order by a.seq, i.seq, o.stance",
                          meeting.id);
         query.step();) {
        const auto row = query.row();
        result.rows.push_back({fmt::format("{}.{}", row.get<int>("item"), row.get<int>("issue")), to_cell(row.get<Stance>("stance")), row.get<std::int64_t>("opinions")});
    }
    return result;
}

Table opinion_table(Db& db, const std::vector<Opinion>& opinions, bool unmask) {
    auto result = table("opinion", _("Opinions"), opinions, std::span<const Field<Opinion>>(opinion_fields));
    result.brief = {"key", "issue", "name", "stance", "text"};
    if (!unmask) mask_cases(db, opinions, result);
    return result;
}

Document opinion_document(Db& db, const Opinion& opinion, bool unmask) { return {"opinion", opinion.key, {}, opinion_table(db, {opinion}, unmask), {}, {}}; }

} // namespace jointcase
