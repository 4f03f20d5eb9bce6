// T11 记录规范性: whether the meetings of a period were recorded as they should be, by the day they ended; attributed to the
// host. What should be, say the rules that each meeting ran under.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include <unordered_set>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t items = 0, silent = 0; // silent: discussed without an opinion
    std::int64_t signers = 0, signatures = 0, noted = 0, unsigned_ = 0;
    std::int64_t to_file = 0, filed = 0, overdue = 0, not_due = 0;
    std::int64_t materials_in_time = 0, recusals = 0, granted = 0;
    std::int64_t completed = 0, days = 0; // minutes signed by all: how many, their days since the meeting
};

bool recused(const HeldItem& item, Id<Talent> talent, Date until) {
    return std::any_of(item.recusals.begin(), item.recusals.end(), [&](const HeldRecusal& recusal) { return recusal.talent == talent && recusal.granted(until); });
}

// Who signs under either form of the rule sign_required, as minutes.cpp has it: those recused from every item do not.
bool signs(const HeldMeeting& meeting, const HeldPerson& person, Date until) {
    const bool in_writing = meeting.mode == Mode::written && !meeting.entered_later;
    const bool member = person.role == Role::chair || person.role == Role::member;
    const bool taking_part = member && (person.spoke || (person.came && !in_writing));
    if (!taking_part && (meeting.rules->sign_required == Signers::members || !person.came)) return false;
    bool discussed = false;
    for (const auto& item : meeting.items) {
        if (item.discussed && !recused(item, person.talent, until)) return true;
        discussed = discussed || item.discussed;
    }
    return !discussed;
}

void count_signatures(const HeldMeeting& meeting, const HeldMinutes* minutes, Date until, Counts& counts) {
    for (const auto& person : meeting.people) {
        if (!signs(meeting, person, until)) continue;
        ++counts.signers;
        const auto* signature = minutes ? minutes->signature_of(person.talent) : nullptr;
        if (signature && signature->signed_on && *signature->signed_on < until) ++counts.signatures;
        else if (signature && signature->noted && minutes->circulated_on && *minutes->circulated_on < until) ++counts.noted;
        else ++counts.unsigned_;
    }
}

void count_minutes(const HeldMeeting& meeting, const HeldMinutes* minutes, const Scope& scope, Counts& counts) {
    const auto ended = day(meeting.ended_at);
    const auto limit = meeting.rules->file_due_days;
    ++counts.to_file;
    if (minutes && minutes->filed_on && *minutes->filed_on < scope.until) ++counts.filed;
    else ++(limit && add_days(ended, *limit) < scope.last_day() ? counts.overdue : counts.not_due);
    if (!minutes || !minutes->signed_on || *minutes->signed_on >= scope.until) return;
    ++counts.completed;
    counts.days += days_between(ended, *minutes->signed_on);
}

// Whether the materials of an item went out in time to every member, whether they came or not, but for who is recused.
bool materials_in_time(const HeldMeeting& meeting, const HeldItem& item, Date until) {
    const auto due = add_days(day(meeting.planned_at.value_or(meeting.started_at.value_or(meeting.ended_at))), -meeting.rules->materials_lead_days.value_or(0));
    bool any = false;
    for (const auto& person : meeting.people) {
        if ((person.role != Role::chair && person.role != Role::member) || recused(item, person.talent, until)) continue;
        if (!person.materials_sent_at || day(*person.materials_sent_at) > due) return false;
        any = true;
    }
    return any;
}

// Recusals count once, though their case comes up again: the `seen` do not.
void count_item(const HeldMeeting& meeting, const HeldItem& item, Date until, std::unordered_set<std::int64_t>& seen, Counts& counts) {
    ++counts.items;
    if (!item.advised) ++counts.silent;
    if (materials_in_time(meeting, item, until)) ++counts.materials_in_time;
    for (const auto& recusal : item.recusals) {
        if (!recusal.raised_on || *recusal.raised_on >= until || !seen.insert(recusal.id.value).second) continue;
        ++counts.recusals;
        if (recusal.granted(until)) ++counts.granted;
    }
}

Places<Counts> count(Db&, const Scope& scope, bool whole) {
    Places<Counts> places;
    std::map<std::string, std::unordered_set<std::int64_t>> seen;
    for (const auto& meeting : scope.held) {
        if (!scope.counts(meeting)) continue;
        const auto place = whole ? std::string() : meeting.place;
        auto& counts = places[place];
        const auto* minutes = meeting.minutes_before(scope.until);
        count_signatures(meeting, minutes, scope.until, counts);
        count_minutes(meeting, minutes, scope, counts);
        for (const auto& item : meeting.items) {
            if (item.discussed) count_item(meeting, item, scope.until, seen[place], counts);
        }
    }
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "items", {"items discussed", "讨论项数(项)"}, &Counts::items},
    {"2", "signers", {"signatures needed", "应签(人次)"}, &Counts::signers},
    {"3", "signatures", {"signed", "已签(人次)"}, &Counts::signatures},
    {"4", "noted", {"not signed, with a note why", "缺签已注明(人次)"}, &Counts::noted},
    {"4a", "unsigned", {"not signed", "未签(人次)"}, &Counts::unsigned_},
    {"5", "signing_rate", {"signed (%)", "签字率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.signatures, c.signers); }},
    {"6", "to_file", {"minutes to be filed", "应入卷(份)"}, &Counts::to_file},
    {"7", "filed", {"filed", "已入卷(份)"}, &Counts::filed},
    {"8", "overdue", {"overdue", "逾期未入卷(份)"}, &Counts::overdue},
    {"8a", "not_due", {"not yet due", "未到期(份)"}, &Counts::not_due},
    {"9", "materials_in_time", {"items with materials in time", "材料按时(项)"}, &Counts::materials_in_time},
    {"10", "materials_rate", {"with materials in time (%)", "达标率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.materials_in_time, c.items); }},
    {"11", "recusals", {"recusals raised", "回避申请(次)"}, &Counts::recusals},
    {"11a", "granted", {"recusals granted", "回避批准(次)"}, &Counts::granted},
    {"12", "silent", {"items without an opinion", "无意见(项)"}, &Counts::silent},
    {"13", "average_days", {"average days to complete the minutes", "记录平均完成天数"}, nullptr, [](const Counts& c) { return average_cell(c.days, c.completed); }},
};

constexpr const char* identities[] = {"2 = 3+4+4a", "6 = 7+8+8a", "9 <= 1"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T11", {"T11 Records", "T11 记录规范性"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t11{"T11", Held::compared, make, check};

} // namespace jointcase::tables
