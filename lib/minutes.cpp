// SPDX-License-Identifier: Apache-2.0
#include <jointcase/audit.hpp>
#include <jointcase/minutes.hpp>
#include <jointcase/recusal.hpp>

#include "future.hpp"
#include "meeting_store.hpp"
#include "paper_values.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

template <>
std::span<const Word<MinutesState>> words<MinutesState>() {
    static constexpr Word<MinutesState> all[] = {
        {MinutesState::draft, "draft", "草稿"}, {MinutesState::circulated, "circulated", "已送阅"}, {MinutesState::signed_, "signed", "已签字"}, {MinutesState::filed, "filed", "已入卷"}};
    return all;
}

// --- reading

namespace {

Minutes read_minutes(const sql::Row& row) {
    Minutes m;
    row.read(m.id, "id");
    row.read(m.key, "key");
    row.read(m.meeting_id, "meeting");
    row.read(m.meeting, "meeting_key");
    row.read(m.version, "version");
    row.read(m.text, "text");
    row.read(m.sha256, "sha256");
    row.read(m.drafted_on, "drafted_on");
    row.read(m.circulated_on, "circulated_on");
    row.read(m.signed_on, "signed_on");
    row.read(m.filed_on, "filed_on");
    row.read(m.filed_by, "filer_key");
    row.read(m.filed_by_name, "filer_name");
    row.read(m.volume, "volume");
    row.read(m.state, "state");
    return m;
}

// $1: the day at which the state is told
#define MINUTES                                                                                                                              \
    "select n.*, m.key as meeting_key, t.key as filer_key, t.name as filer_name,"                                                           \
    " case when n.filed_on <= $1 then 'filed' when n.signed_on <= $1 then 'signed' when n.circulated_on <= $1 then 'circulated' else 'draft' end as state" \
    " from minutes n join meeting m on m.id = n.meeting left join talent t on t.id = n.filed_by"

Minutes minutes_of(Db& db, Id<Minutes> id) { return *sql::select_one(db, read_minutes, MINUTES " where n.id = $2", day(db.as_of()), id); }

// What is recorded, with full names: the text that is signed.
std::string record_text(Db& db, const Meeting& meeting) { return fill_template(db.config(), "record.txt", meeting_values(db, meeting, true), Text::verbatim); }

void check_digest(const Minutes& minutes) {
    if (sha256_hex(minutes.text) != minutes.sha256) throw Error(Fault::corrupt, "the text of minutes {} is not the one that was written: its digest differs; `audit verify` says more", minutes.key);
}

std::string opinion_mark(int seq) { return fmt::format("第{}号意见", seq); } // as the shipped record.txt writes it

} // namespace

std::optional<Minutes> last_minutes(Db& db, Id<Meeting> meeting) {
    const auto minutes = sql::select_one(db, read_minutes, MINUTES " where n.meeting = $2 order by n.version desc limit 1", day(db.as_of()), meeting);
    if (minutes) check_digest(*minutes);
    return minutes;
}

Minutes find_minutes(Db& db, std::string_view text, std::optional<int> version, Match match) {
    const auto meeting = find_meeting(db, text, match);
    const auto last = last_minutes(db, meeting.id);
    if (!last) throw Error(Fault::missing, "meeting {} has no minutes yet; `minutes draft {}` writes them", meeting.key, meeting.key);
    if (!version || *version == last->version) return *last;
    const auto found = sql::select_one(db, read_minutes, MINUTES " where n.meeting = $2 and n.version = $3", day(db.as_of()), meeting.id, *version);
    if (!found) throw Error(Fault::missing, "the minutes of meeting {} have {} version(s); there is no version {}", meeting.key, last->version, *version);
    check_digest(*found);
    return *found;
}

// --- who signs

namespace {

// The discussed items of a meeting from which each is recused.
std::map<Id<Talent>, std::vector<int>> recusals(Db& db, const std::vector<AgendaItem>& discussed) {
    std::map<Id<Talent>, std::vector<int>> items;
    for (const auto& item : discussed) {
        for (const auto talent : recused(db, item.case_id)) items[talent].push_back(item.seq);
    }
    return items;
}

std::vector<AgendaItem> discussed_items(Db& db, Id<Meeting> meeting) {
    auto items = agenda_rows(db, meeting);
    std::erase_if(items, [](const AgendaItem& item) { return item.state != ItemState::discussed; });
    return items;
}

bool recused_from_all(const std::vector<AgendaItem>& discussed, const std::vector<int>& from) { return !discussed.empty() && from.size() == discussed.size(); }

// Those whom the rule sign_required names, but for who is recused from every item (invariant 5).
std::vector<Attendance> signers(Db& db, const Meeting& meeting) {
    auto who = taking_part(db, meeting);
    if (rules_of(meeting).sign_required == Signers::attendees) {
        auto all = list_attendance(db, meeting.id);
        std::erase_if(all, [&](const Attendance& a) { return !a.present() && std::none_of(who.begin(), who.end(), [&](const Attendance& b) { return a.talent == b.talent; }); });
        who = std::move(all);
    }
    const auto discussed = discussed_items(db, meeting.id);
    const auto out = recusals(db, discussed);
    std::erase_if(who, [&](const Attendance& a) { return out.contains(a.talent_id) && recused_from_all(discussed, out.at(a.talent_id)); });
    return who;
}

[[noreturn]] void refuse_signer(Db& db, const Meeting& meeting, const Talent& talent) {
    const auto place = place_of(db, meeting.id, talent.id);
    if (!place) throw Error(Fault::refused, "{} {} was not at meeting {}", talent.key, talent.name, meeting.key);
    const auto discussed = discussed_items(db, meeting.id);
    const auto out = recusals(db, discussed);
    if (out.contains(talent.id) && recused_from_all(discussed, out.at(talent.id))) {
        throw Error(Fault::refused, "{} {} is recused from every item of meeting {} and does not sign its minutes (刑诉法 arts 29, 30)", talent.key, talent.name, meeting.key);
    }
    throw Error(Fault::refused, "{} {} was {} ({}) at meeting {} and does not sign its minutes ({})", talent.key, talent.name, label(place->role), label(place->status), meeting.key,
                cite(rules_of(meeting), "sign_required"));
}

Signature read_signature(const sql::Row& row) {
    Signature s;
    row.read(s.talent, "talent_key");
    row.read(s.talent_id, "talent");
    row.read(s.signed_on, "signed_on");
    row.read(s.note, "note");
    return s;
}

List open_names(const std::vector<Signature>& signatures) {
    List names;
    for (const auto& signature : signatures) {
        if (signature.open()) names.push_back(signature.talent + " " + signature.name);
    }
    return names;
}

} // namespace

std::vector<Signature> list_signatures(Db& db, const Minutes& minutes) {
    const auto meeting = meeting_of(db, minutes.meeting_id);
    const auto given = sql::select(db, read_signature, "select s.*, t.key as talent_key from signature s join talent t on t.id = s.talent where s.minutes = $1 order by t.key", minutes.id);
    const auto out = recusals(db, discussed_items(db, meeting.id));
    std::vector<Signature> all;
    for (const auto& place : signers(db, meeting)) {
        Signature one{place.talent, place.name, place.office_name, place.talent_id, {}, {}, {}};
        if (const auto items = out.find(place.talent_id); items != out.end()) one.without = items->second;
        for (const auto& signature : given) {
            if (signature.talent_id != place.talent_id) continue;
            one.signed_on = signature.signed_on;
            one.note = signature.note;
        }
        all.push_back(std::move(one));
    }
    return all;
}

// --- writing

namespace {

Meeting expect_held(Write& write, std::string_view text) {
    const auto meeting = find_meeting(write.db(), text, write.match());
    if (!was_held(meeting.state)) throw Error(Fault::refused, "meeting {} is {}; minutes are of a meeting that was held (`meeting close`)", meeting.key, label(meeting.state));
    return meeting;
}

Minutes expect_minutes(Write& write, const Meeting& meeting) {
    if (const auto minutes = last_minutes(write.db(), meeting.id)) return *minutes;
    throw Error(Fault::refused, "meeting {} has no minutes yet; `minutes draft {}` writes them", meeting.key, meeting.key);
}

// What comes after `before`, and not after today.
void check_day(Write& write, Date on, const char* column, Date before, const std::string& what) {
    refuse_future(write, on, column);
    if (on < before) refuse({Problem::of(column, "dates", "{} is before {}, when {}", iso(on), iso(before), what)});
}

// Throws Fault::refused where something was recorded after the text was written.
void check_current(Db& db, const Meeting& meeting, const Minutes& minutes) {
    if (minutes.text == record_text(db, meeting)) return;
    List later;
    OpinionFilter filter;
    filter.meeting = meeting.key;
    for (const auto& opinion : list_opinions(db, filter)) {
        if (minutes.text.find(opinion_mark(opinion.seq)) == std::string::npos) later.push_back(opinion.key + " " + opinion.talent_name);
    }
    if (later.empty()) throw Error(Fault::refused, "minutes {} no longer say what is recorded; `minutes draft {}` writes them anew", minutes.key, meeting.key);
    throw Error(Fault::refused, "minutes {} lack what was recorded after they were written: {}; `minutes draft {}` writes them anew", minutes.key, fmt::join(later, ", "), meeting.key);
}

void put_signature(Write& write, const Minutes& minutes, const Signature& signature, std::optional<Date> on, std::string_view note) {
    sql::insert<Signature>(write, "signature", "insert into signature (key, minutes, talent, signed_on, note) values ($1, $2, $3, $4, $5) returning id", minutes.key + "/" + signature.talent,
                           minutes.id, signature.talent_id, on, note);
}

// Signs, or notes why not; the same again changes nothing.
void sign_one(Write& write, const Minutes& minutes, const Signature& known, std::optional<Date> on, std::string_view note) {
    if (known.open()) return put_signature(write, minutes, known, on, note);
    if (known.signed_on && !on) throw Error(Fault::refused, "{} {} signed minutes {} on {}", known.talent, known.name, minutes.key, iso(*known.signed_on));
    if (!known.signed_on && (on || note != known.note)) throw Error(Fault::refused, "{} {} did not sign minutes {}: {}", known.talent, known.name, minutes.key, known.note);
}

const Signature& expect_signer(Write& write, const Meeting& meeting, const std::vector<Signature>& signatures, std::string_view who) {
    const auto talent = find_talent(write.db(), who, write.match());
    const auto found = std::find_if(signatures.begin(), signatures.end(), [&](const Signature& s) { return s.talent_id == talent.id; });
    if (found == signatures.end()) refuse_signer(write.db(), meeting, talent);
    return *found;
}

} // namespace

Minutes draft_minutes(Write& write, std::string_view text, Date on) {
    auto& db = write.db();
    const auto meeting = expect_held(write, text);
    check_day(write, on, "drafted_on", day(*meeting.ended_at), say("the meeting ended"));
    const auto record = record_text(db, meeting);
    const auto last = last_minutes(db, meeting.id);
    if (last && last->text == record) return *last;
    if (last && last->signed_on) {
        throw Error(Fault::refused, "the minutes of meeting {} were signed on {}; signed minutes are never changed (民事诉讼监督规则 art 49(2))", meeting.key, iso(*last->signed_on));
    }
    if (last && !last->circulated_on) {
        sql::update(write, "minutes", last->id, "update minutes set text = $2, sha256 = $3, drafted_on = $4 where id = $1", record, sha256_hex(record), on);
        return minutes_of(db, last->id);
    }
    if (last) check_day(write, on, "drafted_on", *last->circulated_on, say("the version before was circulated"));
    const int version = last ? last->version + 1 : 1;
    const auto id = sql::insert<Minutes>(write, "minutes", "insert into minutes (key, meeting, version, text, sha256, drafted_on) values ($1, $2, $3, $4, $5, $6) returning id",
                                         fmt::format("{}/{}", meeting.key, version), meeting.id, version, record, sha256_hex(record), on);
    return minutes_of(db, id);
}

Minutes circulate_minutes(Write& write, std::string_view text, std::optional<Date> given) {
    auto& db = write.db();
    const auto meeting = expect_held(write, text);
    const auto minutes = expect_minutes(write, meeting);
    const auto on = given.value_or(minutes.circulated_on.value_or(write.today()));
    if (minutes.circulated_on == on) return minutes;
    if (minutes.circulated_on) throw Error(Fault::refused, "minutes {} were circulated on {}", minutes.key, iso(*minutes.circulated_on));
    check_day(write, on, "circulated_on", minutes.drafted_on, say("they were drafted"));
    check_current(db, meeting, minutes);
    sql::update(write, "minutes", minutes.id, "update minutes set circulated_on = $2 where id = $1", on);
    return minutes_of(db, minutes.id);
}

Minutes sign_minutes(Write& write, std::string_view text, const Signing& signing) {
    auto& db = write.db();
    const auto meeting = expect_held(write, text);
    const auto minutes = expect_minutes(write, meeting);
    if (!minutes.circulated_on) throw Error(Fault::refused, "minutes {} are a draft; they are circulated before they are signed (`minutes circulate {}`)", minutes.key, meeting.key);
    check_day(write, signing.on, "signed_on", *minutes.circulated_on, say("they were circulated"));
    if (!minutes.signed_on) check_current(db, meeting, minutes);
    const auto signatures = list_signatures(db, minutes);
    if (signatures.empty()) throw Error(Fault::refused, "nobody is recorded to have taken part in meeting {}; there is nobody to sign its minutes", meeting.key);
    std::set<Id<Talent>> named;
    for (const auto& [who, note] : signing.notes) {
        if (trim(note).empty()) throw Error(Fault::invalid, "why {} does not sign is missing (--except T=note)", who);
        const auto& signature = expect_signer(write, meeting, signatures, who);
        named.insert(signature.talent_id);
        sign_one(write, minutes, signature, {}, note);
    }
    for (const auto& who : signing.talents) {
        const auto& signature = expect_signer(write, meeting, signatures, who);
        if (!named.insert(signature.talent_id).second) throw Error(Fault::invalid, "{} {} is named twice", signature.talent, signature.name);
        sign_one(write, minutes, signature, signing.on, {});
    }
    for (const auto& signature : signatures) {
        if (signing.all && signature.open() && !named.contains(signature.talent_id)) put_signature(write, minutes, signature, signing.on, {});
    }
    if (!minutes.signed_on && open_names(list_signatures(db, minutes)).empty()) {
        const auto last = sql::value<Date>(db, "select max(signed_on) as last from signature where minutes = $1", minutes.id).value_or(signing.on);
        sql::update(write, "minutes", minutes.id, "update minutes set signed_on = $2 where id = $1", std::max(last, signing.on));
    }
    return minutes_of(db, minutes.id);
}

Minutes file_minutes(Write& write, std::string_view text, std::string_view by, std::optional<Date> given) {
    auto& db = write.db();
    const auto meeting = expect_held(write, text);
    const auto minutes = expect_minutes(write, meeting);
    const auto on = given.value_or(minutes.filed_on.value_or(write.today()));
    if (minutes.filed_on == on && (by.empty() || find_talent(db, by, write.match()).key == minutes.filed_by)) return minutes;
    if (minutes.filed_on) throw Error(Fault::refused, "minutes {} were filed on {} by {}", minutes.key, iso(*minutes.filed_on), minutes.filed_by_name);
    if (by.empty() && meeting.recorder.empty()) throw Error(Fault::invalid, "meeting {} has no recorder; who files its minutes is named (--by)", meeting.key);
    const auto filer = by.empty() ? find_talent(db, meeting.recorder, Match::strict) : find_talent(db, by, write.match());
    if (!minutes.signed_on) {
        throw Error(Fault::refused, "minutes {} are filed when they are signed; neither a signature nor a note yet from: {}", minutes.key, fmt::join(open_names(list_signatures(db, minutes)), ", "));
    }
    check_day(write, on, "filed_on", *minutes.signed_on, say("they were signed"));
    sql::update(write, "minutes", minutes.id, "update minutes set filed_on = $2, filed_by = $3, volume = 'internal' where id = $1", on, filer.id);
    return minutes_of(db, minutes.id);
}

// --- showing

namespace {

const Field<Minutes> minutes_fields[] = {
    {"key", {"key", "编号"}, [](const Minutes& m) -> Cell { return m.key; }},
    {"meeting", {"meeting", "会议"}, [](const Minutes& m) -> Cell { return m.meeting; }},
    {"version", {"version", "版次"}, [](const Minutes& m) { return to_cell(m.version); }},
    {"state", {"state", "状态"}, [](const Minutes& m) { return to_cell(m.state); }},
    {"drafted_on", {"drafted", "起草日期"}, [](const Minutes& m) { return to_cell(m.drafted_on); }},
    {"circulated_on", {"circulated", "送阅日期"}, [](const Minutes& m) { return to_cell(m.circulated_on); }},
    {"signed_on", {"signed", "签字日期"}, [](const Minutes& m) { return to_cell(m.signed_on); }},
    {"filed_on", {"filed", "入卷日期"}, [](const Minutes& m) { return to_cell(m.filed_on); }},
    {"filed_by", {"filed by", "归卷人"}, [](const Minutes& m) { return to_cell(m.filed_by); }},
    {"volume", {"volume", "卷别"}, [](const Minutes& m) -> Cell { return m.volume.empty() ? Cell() : Coded{m.volume, std::string(Term{"internal volume", "检察内卷"}.shown())}; }},
    {"sha256", {"digest", "摘要"}, [](const Minutes& m) -> Cell { return m.sha256; }},
    {"text", {"text", "正文"}, [](const Minutes& m) -> Cell { return m.text; }},
};

std::string without_text(const Signature& signature) { return signature.without.empty() ? "" : fmt::format("不含第{}项", fmt::join(signature.without, "、")); }

const Field<Signature> signature_fields[] = {
    {"talent", {"talent", "编号"}, [](const Signature& s) -> Cell { return s.talent; }},
    {"name", {"name", "姓名"}, [](const Signature& s) -> Cell { return s.name; }},
    {"office_name", {"office name", "单位名称"}, [](const Signature& s) { return to_cell(s.office_name); }},
    {"signed_on", {"signed", "签字日期"}, [](const Signature& s) { return to_cell(s.signed_on); }},
    {"note", {"why not", "未签字原因"}, [](const Signature& s) { return to_cell(s.note); }},
    {"without", {"without item", "不含议程"}, [](const Signature& s) -> Cell { return s.without.empty() ? Cell() : to_cell(fmt::format("{}", fmt::join(s.without, ";"))); }},
};

// The parties of all the cases on the agenda.
Masking meeting_masking(Db& db, Id<Meeting> meeting) {
    std::vector<Party> parties;
    for (const auto& item : agenda_rows(db, meeting)) {
        const auto of = list_parties(db, item.case_id);
        parties.insert(parties.end(), of.begin(), of.end());
    }
    return Masking(parties);
}

// A line of the text as its page sets it: the first two are title and number, 一、 and （一） begin headings where they
// begin the line, and everything else is a paragraph.
Values paragraph_values(const std::string& line, std::size_t number) {
    constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    const auto numbered = [&](std::string_view rest, std::string_view end) {
        std::size_t digits = 0;
        for (bool found = true; found; ++digits) {
            found = false;
            for (const auto one : numerals) {
                if (rest.starts_with(one)) rest.remove_prefix(one.size()), found = true;
            }
            if (!found) break;
        }
        return digits > 0 && rest.starts_with(end);
    };
    constexpr std::string_view open = "（";
    const char* kind = number == 0 ? "is_title" : number == 1 ? "is_number" : numbered(line, "、") ? "is_heading"
                       : line.starts_with(open) && numbered(std::string_view(line).substr(open.size()), "）") ? "is_subheading" : "is_text";
    const auto text = trim(line);
    const bool keep = text.ends_with("：") || text.ends_with("〕"); // what follows belongs to it
    return {{{"line", line}, {"text", text}, {kind, "1"}, {"keep", keep ? "1" : ""}}, {}};
}

Values signature_values(const Signature& signature, std::size_t number) {
    return {{{"no", std::to_string(number)}, {"name", signature.name}, {"office", signature.office_name}, {"without", without_text(signature)},
             {"signed_day", chinese_day(signature.signed_on)}, {"note", signature.note}}, {}};
}

} // namespace

std::string shown_text(Db& db, const Minutes& minutes, bool unmask) { return unmask ? minutes.text : meeting_masking(db, minutes.meeting_id)(minutes.text); }

Document minutes_document(Db& db, const Minutes& minutes, bool unmask) {
    auto shown = minutes;
    shown.text = shown_text(db, minutes, unmask);
    Document document{"minutes", minutes.key, {}, table("minutes", _("Minutes"), std::vector{shown}, std::span<const Field<Minutes>>(minutes_fields)), {}, {}};
    document.parts.push_back(table("signatures", _("Signatures"), list_signatures(db, minutes), std::span<const Field<Signature>>(signature_fields)));
    return document;
}

std::string minutes_paper(Db& db, const Minutes& minutes, const PaperStyle& style) {
    Values values{{{"version", std::to_string(minutes.version)},
                   {"state", chinese(minutes.state)},
                   {"number", minutes.meeting},
                   {"circulated_day", chinese_day(minutes.circulated_on)},
                   {"signed_day", chinese_day(minutes.signed_on)},
                   {"filed_day", chinese_day(minutes.filed_on)},
                   {"filed_by", minutes.filed_by_name},
                   {"checkpoint", checkpoint(db)}},
                  {{"paragraphs", {}}, {"signatures", {}}}};
    std::size_t number = 0;
    for (const auto& line : line_values(shown_text(db, minutes, style.unmask))) values.lists["paragraphs"].push_back(paragraph_values(line.texts.at("line"), number++));
    for (const auto& signature : list_signatures(db, minutes)) {
        auto& all = values.lists["signatures"];
        all.push_back(signature_values(signature, all.size() + 1));
    }
    return fill_paper(db, "minutes", std::move(values), style.html);
}

} // namespace jointcase
