// What was held: the meetings of a report's spans with their people, items, opinions, minutes and recusals, read once for all the
// tables that count them. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/feedback.hpp>
#include <jointcase/meeting.hpp>
#include <jointcase/opinion.hpp>
#include <jointcase/recusal.hpp>
#include <jointcase/referral.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace jointcase::tables {

struct HeldPerson {
    Id<Talent> talent;
    Id<Office> office;          // of that day; none: an expert
    Id<Office> recorded_office; // the same, as the attendance has it; none: it was not known
    Role role{};
    bool came = false;    // present, late, left early
    bool spoke = false;   // gave an opinion, or reserved it
    bool advised = false; // gave one that stands
    std::optional<Time> materials_sent_at;
};

struct HeldRecusal {
    Id<Recusal> id;
    Id<Talent> talent;
    std::optional<Date> raised_on, decided_on, again_on;
    std::optional<RecusalResult> result, again_result;

    // As it was decided before that day.
    bool granted(Date until) const { return (again_on && *again_on < until ? again_result : decided_on && *decided_on < until ? result : std::nullopt) == RecusalResult::granted; }
};

struct HeldIssue {
    Id<Issue> id;
    IssueKind kind{};
};

struct HeldItem {
    Id<AgendaItem> id;
    Id<Case> of_case;
    Id<Office> office; // the case's
    Gang gang{};
    bool discussed = false;
    bool advised = false; // there is an opinion that stands
    std::vector<HeldIssue> issues;
    std::vector<HeldRecusal> recusals; // from the case, raised at any time
};

// One that stands: neither reserved nor superseded.
struct HeldOpinion {
    Id<Talent> talent;
    Id<Office> office; // the author's, of that day; none: an expert
    std::size_t item = 0; // of the meeting's items
    IssueKind kind{};
    std::optional<Adoption> adoption;
    std::optional<Date> submitted_on;

    // As the feedback submitted before that day says.
    std::optional<Adoption> adopted(Date until) const { return submitted_on && *submitted_on < until ? adoption : std::nullopt; }
};

struct HeldSignature {
    Id<Talent> talent;
    std::optional<Date> signed_on;
    bool noted = false;
};

struct HeldMinutes {
    int version = 0;
    Date drafted_on;
    std::optional<Date> circulated_on, signed_on, filed_on;
    std::vector<HeldSignature> signatures;

    const HeldSignature* signature_of(Id<Talent> talent) const;
};

struct HeldMeeting {
    Id<Meeting> id;
    Id<Office> office; // the host
    std::string place; // and its key
    MeetingKind kind{};
    Mode mode{};
    bool entered_later = false;
    Time ended_at;
    std::optional<Time> planned_at, started_at;
    const Rules* rules = nullptr; // that it ran under
    std::vector<HeldPerson> people;
    std::vector<HeldItem> items;
    std::vector<HeldOpinion> opinions;
    std::vector<HeldMinutes> minutes; // by version

    // In a written meeting whoever gave an opinion, or reserved it, was there.
    bool attended(const HeldPerson& person) const { return mode == Mode::written ? person.spoke : person.came; }
    // The last that were drafted before that day.
    const HeldMinutes* minutes_before(Date until) const;
};

// By the moment they ended; none that was cancelled.
class HeldMeetings {
public:
    struct Moments {
        Time start, end; // [start, end)
    };
    // Those that ended within any of the spans; of one talent those they were invited to or spoke in (0: all).
    HeldMeetings(Db& db, std::vector<Moments> spans, Id<Talent> talent);

    std::span<const HeldMeeting> within(Time start, Time end) const;

private:
    std::vector<HeldMeeting> meetings_;
    std::map<std::string, Rules> rules_; // by their text
};

} // namespace jointcase::tables
