// SPDX-License-Identifier: Apache-2.0
#include <jointcase/error.hpp>
#include <jointcase/rules.hpp>

#include "profiles.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

template <>
std::span<const Word<Label>> words<Label>() {
    static constexpr Word<Label> all[] = {
        {Label::public_, "public", "公开"}, {Label::internal, "internal", "内部"}, {Label::work_secret, "work_secret", "工作秘密"}};
    return all;
}
template <>
std::span<const Word<Tally>> words<Tally>() {
    static constexpr Word<Tally> all[] = {{Tally::none, "none", "不统计"}, {Tally::count, "count", "意见分布"}};
    return all;
}
template <>
std::span<const Word<SpeakingOrder>> words<SpeakingOrder>() {
    static constexpr Word<SpeakingOrder> all[] = {{SpeakingOrder::by_grade, "by_grade", "按等级由低到高"}, {SpeakingOrder::as_listed, "as_listed", "按名单"}, {SpeakingOrder::free, "free", "自由发言"}};
    return all;
}
template <>
std::span<const Word<Signers>> words<Signers>() {
    static constexpr Word<Signers> all[] = {{Signers::members, "members", "成员"}, {Signers::attendees, "attendees", "全体参会人员"}};
    return all;
}
template <>
std::span<const Word<Divergence>> words<Divergence>() {
    static constexpr Word<Divergence> all[] = {{Divergence::handler, "handler", "由承办人决定"}, {Divergence::head, "head", "部门负责人报告"}, {Divergence::chief, "chief", "应当报告检察长"}};
    return all;
}

namespace {

int number(std::string_view text, int least, int most) {
    int value = 0;
    read_text(value, text);
    if (value < least || value > most) throw Error(Fault::invalid, "{} is not between {} and {}", value, least, most);
    return value;
}

constexpr std::string_view off = "none"; // a rule that a profile does not have

std::optional<int> days(std::string_view text) { return text == off ? std::nullopt : std::optional(number(text, 0, 365)); }
std::string days_text(std::optional<int> days) { return days ? std::to_string(*days) : std::string(off); }

std::optional<Fraction> fraction(std::string_view text) {
    if (text == off) return {};
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) throw Error(Fault::invalid, "“{}” is not a fraction like 1/3", printable(text));
    const Fraction value{number(text.substr(0, slash), 1, 100), number(text.substr(slash + 1), 1, 100)};
    if (value.part > value.whole) throw Error(Fault::invalid, "“{}” is more than the whole", text);
    return value;
}

// rules.quorum_min without its section
constexpr const char* name_of(const char* key) { return key + std::string_view("rules.").size(); }

template <auto member>
constexpr Rule days_rule(const char* key, Term title) {
    return {key, name_of(key), title, [](Rules& r, std::string_view t) { r.*member = days(t); }, [](const Rules& r) { return days_text(r.*member); }};
}
template <auto member, int least, int most>
constexpr Rule number_rule(const char* key, Term title) {
    return {key, name_of(key), title, [](Rules& r, std::string_view t) { r.*member = number(t, least, most); }, [](const Rules& r) { return std::to_string(r.*member); }};
}
template <auto member>
constexpr Rule yes_rule(const char* key, Term title) {
    return {key, name_of(key), title, [](Rules& r, std::string_view t) { read_text(r.*member, t); }, [](const Rules& r) -> std::string { return r.*member ? "true" : "false"; }};
}
template <auto member>
constexpr Rule word_rule(const char* key, Term title) {
    return {key, name_of(key), title, [](Rules& r, std::string_view t) { read_text(r.*member, t); }, [](const Rules& r) -> std::string { return code(r.*member); }};
}

constexpr Rule all[] = {
    {"rules.valid_from", "valid_from", {"valid from", "生效日期"}, [](Rules& r, std::string_view t) { r.valid_from = parse_date(t); }, [](const Rules& r) { return iso(r.valid_from); }},
    word_rule<&Rules::tally>("rules.tally", {"are the stances on an item counted when they are read", "读取时是否统计意见分布"}),
    days_rule<&Rules::request_decision_days>("rules.request_decision_days", {"days in which the head decides on a referral", "审核提请的天数"}),
    number_rule<&Rules::quorum_min, 1, 100>("rules.quorum_min", {"members who make the quorum, at least", "法定最少人数"}),
    {"rules.quorum_fraction", "quorum_fraction", {"of the department's prosecutors, at least", "不少于部门检察官的比例"}, [](Rules& r, std::string_view t) { r.quorum_fraction = fraction(t); },
     [](const Rules& r) { return r.quorum_fraction ? fmt::format("{}/{}", r.quorum_fraction->part, r.quorum_fraction->whole) : std::string(off); }},
    number_rule<&Rules::min_offices, 1, 100>("rules.min_offices", {"offices whose members a cross-office meeting has, at least", "跨院会议成员最少来自的院数"}),
    yes_rule<&Rules::handler_counts>("rules.handler_counts", {"does the handler count as a member", "承办人是否计入成员"}),
    days_rule<&Rules::late_opinion_days>("rules.late_opinion_days", {"days in which late opinions are taken", "会后补充意见的天数"}),
    word_rule<&Rules::speaking_order>("rules.speaking_order", {"the order of speaking", "发言顺序"}),
    days_rule<&Rules::materials_lead_days>("rules.materials_lead_days", {"days by which materials go out before the meeting", "材料提前送达的天数"}),
    word_rule<&Rules::sign_required>("rules.sign_required", {"who signs the minutes", "会议记录签字人"}),
    days_rule<&Rules::sign_due_days>("rules.sign_due_days", {"days in which the minutes are signed", "会议记录签字的天数"}),
    days_rule<&Rules::file_due_days>("rules.file_due_days", {"days in which the minutes are filed", "会议记录入卷的天数"}),
    days_rule<&Rules::feedback_due_days>("rules.feedback_due_days", {"days in which feedback follows the decision", "决定后反馈的天数"}),
    word_rule<&Rules::divergence_report>("rules.divergence_report", {"who reports a decision that differs from most opinions", "与多数意见不一致时的报告"}),
    yes_rule<&Rules::observers_may_speak>("rules.observers_may_speak", {"may observers and guests speak", "列席人员可否发言"}),
    yes_rule<&Rules::resubmit_requires_new_facts>("rules.resubmit_requires_new_facts", {"does asking again need new facts", "再次提请是否需有新事实"}),
    word_rule<&Rules::label_max>("rules.label_max", {"the highest label that may be entered", "允许录入的最高密级"}),
};

} // namespace

const std::string& RuleSource::shown() const { return language() == Language::zh ? zh : en; }

std::span<const Rule> rule_list() { return all; }

std::vector<std::string> profile_names() {
    std::vector<std::string> names;
    for (const auto& profile : all_profiles) names.emplace_back(profile.name);
    return names;
}

namespace {

const Profile& find_profile(std::string_view name) {
    for (const auto& profile : all_profiles) {
        if (name == profile.name) return profile;
    }
    throw Error(Fault::invalid, "there is no rule profile “{}”; there are: {}", printable(name), fmt::join(profile_names(), ", "));
}

const Rule& find_rule(std::string_view name) { return *std::find_if(std::begin(all), std::end(all), [&](const Rule& rule) { return name == rule.name; }); }

} // namespace

Rules read_profile(std::string_view name) {
    const auto& profile = find_profile(name);
    auto rules = *profile.base ? read_profile(profile.base) : Rules{};
    rules.profile = name;
    for (const auto& rule : profile.rules) find_rule(rule.name).set(rules, rule.value);
    return rules;
}

std::optional<RuleSource> source_of(const Rules& rules, std::string_view name) {
    if (const auto own = rules.overridden.find(name); own != rules.overridden.end()) return own->second;
    for (std::string_view profile = rules.profile; !profile.empty();) {
        const auto& of = find_profile(profile);
        for (const auto& rule : of.rules) {
            if (name == rule.name && *rule.source) return RuleSource{rule.source, rule.source_zh};
        }
        profile = of.base;
    }
    return {};
}

std::string text_of(const Rules& rules) {
    std::map<std::string, std::string> lines{{"profile", rules.profile}};
    for (const auto& rule : all) lines[rule.name] = rule.text(rules);
    std::string text;
    for (const auto& [name, value] : lines) text += name + "=" + value + "\n";
    return text;
}

Rules parse_rules(std::string_view text) {
    constexpr std::string_view head = "profile=";
    const auto at = text.find(head);
    Rules rules = read_profile(at == std::string_view::npos ? "linxia" : text.substr(at + head.size(), text.find('\n', at) - at - head.size()));
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        const auto equals = line.find('=');
        for (const auto& rule : all) {
            if (line.substr(0, equals) != rule.name) continue;
            const auto value = line.substr(equals + 1);
            if (value != rule.text(rules)) rules.overridden[rule.name] = {"the configuration at the time", "当时的配置"};
            rule.set(rules, value);
        }
        begin = end + 1;
    }
    return rules;
}

std::string cite(const Rules& rules, std::string_view name) {
    const auto source = source_of(rules, name);
    return source ? say("rule {}, {}", name, source->shown()) : say("rule {}", name);
}

Table rules_table(const Rules& rules) {
    Table table{"rules", _("Rules"), {{"rule", _("rule")}, {"title", _("what it says")}, {"value", _("value")}, {"source", _("source")}}, {}};
    table.rows.push_back({"profile", _("the profile they come from"), rules.profile, {}});
    for (const auto& rule : all) {
        const auto source = source_of(rules, rule.name);
        table.rows.push_back({rule.name, std::string(rule.title.shown()), rule.text(rules), source ? Cell(source->shown()) : Cell()});
    }
    return table;
}

} // namespace jointcase
