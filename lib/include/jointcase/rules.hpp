// The rules a conference runs under: a profile shipped with the program, each rule with the text it comes from. Any of
// them may be overridden by the configuration; none can bring a vote or a resolution.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>

#include <map>
#include <optional>
#include <string>

namespace [[gnu::visibility("default")]] jointcase {

enum class Label { public_, internal, work_secret }; // 秘密, 机密 and 绝密 are not among them: state secrets never enter
enum class Tally { none, count };                    // none: nothing, anywhere, counts the stances on an item
enum class SpeakingOrder { by_grade, as_listed, free };
enum class Signers { members, attendees };
enum class Divergence { handler, head, chief }; // the handler's option; the head reports it; the head must report it to the chief
template <> std::span<const Word<Label>> words<Label>();
template <> std::span<const Word<Tally>> words<Tally>();
template <> std::span<const Word<SpeakingOrder>> words<SpeakingOrder>();
template <> std::span<const Word<Signers>> words<Signers>();
template <> std::span<const Word<Divergence>> words<Divergence>();

struct Fraction {
    int part = 1, whole = 3;
    bool operator==(const Fraction&) const = default;
};

// The text a rule comes from, for people: an article, or the place of the configuration that overrides it.
struct RuleSource {
    std::string en, zh;
    const std::string& shown() const; // in the language in use
};

// Days that are not set are a rule that is off. The values here are those of nothing: rules come from a profile.
struct Rules {
    std::string profile = "linxia";
    Date valid_from{};
    Tally tally = Tally::none;
    std::optional<int> request_decision_days; // within which a head decides on a referral
    int quorum_min = 3;
    std::optional<Fraction> quorum_fraction; // of the department's prosecutors, in a meeting of one department
    int min_offices = 2;                     // whose members a cross_office meeting has
    bool handler_counts = false;             // as a member and toward the quorum
    std::optional<int> late_opinion_days;
    SpeakingOrder speaking_order = SpeakingOrder::by_grade;
    std::optional<int> materials_lead_days; // warned about, never refused
    Signers sign_required = Signers::members;
    std::optional<int> sign_due_days, file_due_days, feedback_due_days; // after the meeting, the meeting, the decision
    Divergence divergence_report = Divergence::handler;
    bool observers_may_speak = true, resubmit_requires_new_facts = true;
    Label label_max = Label::work_secret;

    std::map<std::string, RuleSource, std::less<>> overridden; // rules that are not the profile's, by name
};

// One rule by its name: how its text is read and written.
struct Rule {
    const char* key;  // rules.quorum_min, in the configuration
    const char* name; // quorum_min
    Term title;
    void (*set)(Rules&, std::string_view text); // throws Fault::invalid
    std::string (*text)(const Rules&);
};
std::span<const Rule> rule_list(); // in the order they are shown in

std::vector<std::string> profile_names();
// A shipped profile. Throws Fault::invalid naming those there are.
Rules read_profile(std::string_view name);
std::optional<RuleSource> source_of(const Rules& rules, std::string_view name);

// Each rule on a line, names ascending: what a meeting keeps, with its digest.
std::string text_of(const Rules& rules);
Rules parse_rules(std::string_view text); // what text_of() made; sources are those of the profile

// "rule quorum_min, Songbei art 5", for a refusal.
std::string cite(const Rules& rules, std::string_view name);
Table rules_table(const Rules& rules); // each with its value and the text it comes from

} // namespace jointcase
