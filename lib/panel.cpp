// SPDX-License-Identifier: Apache-2.0
#include <jointcase/panel.hpp>
#include <jointcase/recusal.hpp>

#include "sql.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

namespace jointcase {

namespace {

// What is put before the panel.
struct Item {
    Case of;
    std::set<std::string> causes;       // without 罪 at their end
    std::vector<IssueKind> kinds;       // one per issue
    std::set<Id<Talent>> recused;
    std::map<Id<Talent>, StaffRole> roles; // who handles it beside the handler, or investigated it
    List languages;
};

struct Member {
    PanelMember candidate;
    std::optional<Date> born;
    std::optional<Category> category;
    Id<Office> office_id;
    bool in_quota = false;
    List specialties, languages;
    int recent = 0;                // meetings attended in the last 90 days
    std::optional<Date> last;      // in the last 180
    std::uint64_t cannot = 0;      // items
    std::vector<std::string> bars; // why
};

constexpr int recent_days = 90, rest_days = 180, busy = 4;

std::string_view bare_cause(std::string_view cause) { return cause.substr(0, cause.ends_with("罪") ? cause.size() - std::string_view("罪").size() : cause.size()); }

Item item_of(Db& db, const std::string& text) {
    const auto referral = find_referral(db, text);
    Item item;
    item.of = case_of(db, referral.case_id);
    for (const auto& cause : item.of.causes) item.causes.emplace(bare_cause(cause));
    for (const auto& issue : referral.numbered) item.kinds.push_back(*issue.kind);
    item.recused = recused(db, item.of.id);
    for (sql::Query roles(db, "select talent, role from case_role where case_id = $1 order by seq", item.of.id); roles.step();) {
        const auto row = roles.row();
        if (const auto role = row.get<StaffRole>("role"); role == StaffRole::co_handler || role == StaffRole::former_investigator) item.roles[row.get<Id<Talent>>("talent")] = role;
    }
    item.languages = sql::values<std::string>(db, "select language from case_language where case_id = $1 order by language", item.of.id);
    return item;
}

Member read_member(const sql::Row& row) {
    Member m;
    row.read(m.candidate.id, "id");
    row.read(m.candidate.talent, "key");
    row.read(m.candidate.name, "name");
    row.read(m.candidate.office, "office_key");
    row.read(m.candidate.office_name, "office_name");
    row.read(m.born, "birth_date");
    row.read(m.category, "category");
    row.read(m.office_id, "office");
    m.in_quota = row.get<std::optional<bool>>("in_quota").value_or(false);
    return m;
}

// $1: the day
#define MEMBER "select t.id, t.key, t.name, t.birth_date, p.category, p.in_quota, p.office, o.key as office_key, o.name as office_name from "
#define POSTED " left join posting p on p.talent = t.id and p.from_on <= $1 and (p.to_on is null or p.to_on >= $1) left join office o on o.id = p.office where t.voided_on is null"

// The pool on that day and whoever was named, by key.
std::vector<Member> pool_on(Db& db, Date on, const std::set<Id<Talent>>& named) {
    auto pool = sql::select(db, read_member,
                            MEMBER "(select distinct talent from membership where admitted_on <= $1 and (exited_on is null or exited_on > $1)) m join talent t on t.id = m.talent" POSTED " order by t.key", on);
    for (const auto id : named) {
        const bool known = std::any_of(pool.begin(), pool.end(), [&](const Member& m) { return m.candidate.id == id; });
        if (known) continue;
        for (auto& m : sql::select(db, read_member, MEMBER "talent t" POSTED " and t.id = $2", on, id)) {
            const auto place = std::lower_bound(pool.begin(), pool.end(), m, [](const Member& a, const Member& b) { return a.candidate.talent < b.candidate.talent; });
            pool.insert(place, std::move(m));
        }
    }
    std::unordered_map<std::int64_t, Member*> by_id;
    for (auto& m : pool) by_id[m.candidate.id.value] = &m;
    const auto put = [&](const sql::Row& row, auto&& into) {
        if (const auto found = by_id.find(row.get<std::int64_t>("talent")); found != by_id.end()) into(*found->second);
    };
    for (sql::Query query(db, "select talent, specialty from talent_specialty order by talent, specialty"); query.step();) {
        put(query.row(), [&](Member& m) { m.specialties.push_back(query.row().get<std::string>("specialty")); });
    }
    for (sql::Query query(db, "select talent, language from talent_language order by talent, language"); query.step();) {
        put(query.row(), [&](Member& m) { m.languages.push_back(query.row().get<std::string>("language")); });
    }
    for (sql::Query query(db,
                          "select a.talent, m.ended_at, case when m.ended_at >= $2 then 1 else 0 end as recent from meeting m join attendance a on a.meeting = m.id"
                          " where m.ended_at >= $1 and m.ended_at < $3 and (a.status = 'present' or a.status = 'late' or a.status = 'left_early') order by m.ended_at desc",
                          midnight(add_days(on, -rest_days)), midnight(add_days(on, -recent_days)), midnight(add_days(on, 1)));
         query.step();) { // summed here, for the database would sort them by talent first
        put(query.row(), [&](Member& m) {
            m.recent += query.row().get<bool>("recent");
            if (!m.last) m.last = day(query.row().get<Time>("ended_at"));
        });
    }
    return pool;
}

// Which kind of issue a specialty names; each text is looked at once.
class Kinds {
public:
    std::optional<IssueKind> of(const std::string& specialty) {
        const auto known = kinds_.find(specialty);
        return known != kinds_.end() ? known->second : kinds_.emplace(specialty, look(specialty)).first->second;
    }
    bool known(const List& specialties, IssueKind kind) {
        return std::any_of(specialties.begin(), specialties.end(), [&](const std::string& specialty) { return of(specialty) == kind; });
    }

private:
    static std::optional<IssueKind> look(const std::string& specialty) {
        for (const auto& word : words<IssueKind>()) {
            if (specialty == word.code || names_word(word.code, word.zh, specialty)) return word.value;
        }
        return {};
    }

    std::map<std::string, std::optional<IssueKind>> kinds_;
};

template <class T>
bool share_any(const List& mine, const T& theirs) {
    return std::any_of(mine.begin(), mine.end(), [&](const std::string& one) { return std::find(theirs.begin(), theirs.end(), one) != theirs.end(); });
}

int rested(const Member& m, Date on) { return m.last ? std::min(days_between(*m.last, on), rest_days) : rest_days; }

bool knows(const Member& m, std::string_view cause) {
    return std::any_of(m.specialties.begin(), m.specialties.end(), [&](const std::string& specialty) { return bare_cause(specialty) == cause; });
}

// The score of model §6; over several items the floor of the average of what depends on the item.
void rate(const Config& config, const std::vector<Item>& items, Date on, Kinds& known, Member& m) {
    const auto& weight = config.suggest;
    int causes = 0, kinds = 0, issues = 0, outside = 0, languages = 0;
    for (const auto& item : items) {
        causes += std::any_of(item.causes.begin(), item.causes.end(), [&](const std::string& cause) { return knows(m, cause); });
        for (const auto kind : item.kinds) {
            ++issues;
            kinds += known.known(m.specialties, kind);
        }
        outside += m.office_id != item.of.office_id;
        languages += share_any(m.languages, item.languages);
    }
    const int n = static_cast<int>(items.size());
    auto& c = m.candidate;
    c.band = age_band(config, m.born, on);
    c.score = weight.cause * causes / n + (issues > 0 ? weight.issue * kinds / issues : 0) + weight.outside * outside / n + weight.load * std::max(0, busy - m.recent) / busy +
              weight.rest * rested(m, on) / rest_days + (m.in_quota ? weight.quota : 0) + weight.language * languages / n;
}

// What the score is made of, in words; of those who are chosen alone, for words cost more than the score.
List reasons(const std::vector<Item>& items, Date on, Kinds& known, const Member& m) {
    std::set<std::string> matched;
    bool outside = false, language = false;
    for (const auto& item : items) {
        std::copy_if(item.causes.begin(), item.causes.end(), std::inserter(matched, matched.end()), [&](const std::string& cause) { return knows(m, cause); });
        for (const auto kind : item.kinds) {
            if (known.known(m.specialties, kind)) matched.insert(label(kind));
        }
        outside = outside || m.office_id != item.of.office_id;
        language = language || share_any(m.languages, item.languages);
    }
    List said;
    if (!matched.empty()) said.push_back(say("specialty: {}", fmt::format("{}", fmt::join(matched, "、"))));
    if (outside) said.push_back(_("another office"));
    said.push_back(say("meetings in 90 days: {}", m.recent));
    if (m.last) said.push_back(say("the last {} days ago", rested(m, on)));
    if (m.in_quota) said.push_back(_("in quota"));
    if (language) said.push_back(_("speaks a language of the case"));
    if (m.candidate.band) said.push_back(label(*m.candidate.band));
    return said;
}

// Who may not sit on which item, and by which rule.
void bar(const Config& config, const std::vector<Item>& items, Member& m) {
    const auto id = m.candidate.id;
    const auto keep_out = [&](std::size_t item, std::string why) {
        m.cannot |= std::uint64_t{1} << item;
        m.bars.push_back(std::move(why));
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& of = items[i].of;
        const auto role = items[i].roles.find(id);
        if (items[i].recused.contains(id)) keep_out(i, say("recused from {} (刑诉法 art 29)", of.key));
        else if (role != items[i].roles.end() && role->second == StaffRole::former_investigator) keep_out(i, say("investigated {} (刑诉规则 art 35)", of.key));
        else if (of.handler_id == id && !config.rules.handler_counts) keep_out(i, say("handles {} ({})", of.key, cite(config.rules, "handler_counts")));
        else if (role != items[i].roles.end() && !config.rules.handler_counts) keep_out(i, say("handles {} with others ({})", of.key, cite(config.rules, "handler_counts")));
    }
}

[[noreturn]] void throw_impossible(std::span<const Sitter> sitters, Seats seats, const Config& config, std::int64_t candidates) {
    if (candidates < seats.seats) throw Error(Fault::refused, "{} seats, but only {} of the talent pool can sit; `talent list --membership admitted` shows the pool", seats.seats, candidates);
    const auto no_quorum = [&] { return Error(Fault::refused, "no panel of {} has {} who can sit on every item ({})", seats.seats, seats.quorum, cite(config.rules, "quorum_min")); };
    if (seats.seats < seats.quorum) throw no_quorum();
    auto loose = seats;
    loose.min_offices = 0;
    if (!choose_panel(sitters, loose).empty()) {
        throw Error(Fault::refused, "no panel of {} has members of {} offices on every item ({}); --seats or --must let too few in", seats.seats, seats.min_offices, cite(config.rules, "min_offices"));
    }
    loose = seats;
    loose.quorum = 0;
    if (!choose_panel(sitters, loose).empty()) throw no_quorum();
    throw Error(Fault::refused, "no panel of {} has one of each age band; --seats or --must let too few in", seats.seats);
}

std::set<Id<Talent>> ids_of(Db& db, const List& texts) {
    std::set<Id<Talent>> ids;
    for (const auto& text : texts) ids.insert(find_talent(db, text).id);
    return ids;
}

} // namespace

Panel suggest_panel(Db& db, const PanelRequest& request, Date today) {
    const auto& config = db.config();
    const auto on = request.on.value_or(today);
    if (request.referrals.empty()) throw Error(Fault::invalid, "a panel is for a referral: name one, or its case");
    if (request.referrals.size() > 64) throw Error(Fault::invalid, "a panel is for at most 64 referrals, not {}", request.referrals.size());
    std::vector<Item> items;
    for (const auto& referral : request.referrals) items.push_back(item_of(db, referral));
    const auto must = ids_of(db, request.must), without = ids_of(db, request.without);
    const auto chair = request.chair.empty() ? Id<Talent>{} : find_talent(db, request.chair).id;
    auto named = must;
    if (chair) named.insert(chair);

    const auto all = items.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << items.size()) - 1;
    auto pool = pool_on(db, on, named);
    Panel panel;
    std::vector<Member*> able;
    Kinds kinds;
    for (auto& m : pool) {
        bar(config, items, m);
        const auto id = m.candidate.id;
        const bool prosecutor = m.category == Category::prosecutor;
        if (m.cannot != all && without.contains(id)) m.bars.push_back(_("left out by --without"));
        if (id != chair && !prosecutor && must.contains(id)) m.bars.push_back(say("no prosecutor on {} (model, invariant 8)", iso(on)));
        const bool out = m.cannot == all || without.contains(id) || !prosecutor;
        if (out && must.contains(id)) throw Error(Fault::refused, "{} {} cannot sit: {}", m.candidate.talent, m.candidate.name, fmt::join(m.bars, "; "));
        if (out && m.bars.empty()) continue; // assistants, clerks: nobody asked for them
        if (!out) {
            rate(config, items, on, kinds, m);
            able.push_back(&m);
        } else if (id != chair) {
            m.candidate.reasons = m.bars;
            panel.excluded.push_back(m.candidate);
        }
    }
    std::vector<Sitter> sitters;
    for (const auto* m : able) {
        const bool chairs = m->candidate.id == chair;
        if (!chairs) ++panel.candidates;
        sitters.push_back({chairs ? 0 : m->candidate.score, m->office_id ? static_cast<int>(m->office_id.value) : -1, m->candidate.band && !chairs ? static_cast<int>(*m->candidate.band) : -1, m->cannot,
                           chairs || must.contains(m->candidate.id)});
    }
    const bool beside = std::any_of(able.begin(), able.end(), [&](const Member* m) { return m->candidate.id == chair; });
    const Seats seats{request.seats + (beside ? 1 : 0), static_cast<int>(items.size()), config.rules.quorum_min, config.rules.min_offices};
    if (request.seats < 1 || request.seats > 99) throw Error(Fault::invalid, "{} seats: a panel has 1 to 99", request.seats);
    if (static_cast<int>(must.size()) > request.seats) throw Error(Fault::invalid, "{} people must sit, on {} seats", must.size(), request.seats);
    const auto chosen = choose_panel(sitters, seats);
    if (chosen.empty()) throw_impossible(sitters, seats, config, panel.candidates);
    for (const int i : chosen) {
        auto& m = *able[static_cast<std::size_t>(i)];
        if (m.candidate.id == chair) continue;
        m.candidate.reasons = reasons(items, on, kinds, m);
        panel.suggested.push_back(m.candidate);
    }
    std::stable_sort(panel.suggested.begin(), panel.suggested.end(), [](const PanelMember& a, const PanelMember& b) { return a.score > b.score; });
    for (std::size_t i = 0; i < panel.suggested.size(); ++i) panel.suggested[i].place = static_cast<int>(i + 1);
    return panel;
}

Table panel_table(const Panel& panel) {
    static constexpr Field<PanelMember> fields[] = {
        {"place", {"place", "位次"}, [](const PanelMember& c) -> Cell { return c.place > 0 ? to_cell(c.place) : Cell(); }},
        {"talent", {"talent", "编号"}, [](const PanelMember& c) -> Cell { return c.talent; }},
        {"name", {"name", "姓名"}, [](const PanelMember& c) -> Cell { return c.name; }},
        {"office", {"office", "单位代码"}, [](const PanelMember& c) { return to_cell(c.office); }},
        {"office_name", {"office name", "单位"}, [](const PanelMember& c) { return to_cell(c.office_name); }},
        {"score", {"score", "得分"}, [](const PanelMember& c) -> Cell { return c.place > 0 ? to_cell(c.score) : Cell(); }},
        {"band", {"age band", "年龄段"}, [](const PanelMember& c) { return to_cell(c.band); }},
        {"reasons", {"reasons", "理由"}, [](const PanelMember& c) -> Cell { return c.reasons; }},
    };
    auto all = panel.suggested;
    all.insert(all.end(), panel.excluded.begin(), panel.excluded.end());
    auto result = table("panel", _("Suggested panel"), all, std::span<const Field<PanelMember>>(fields));
    result.brief = {"place", "talent", "name", "office_name", "score", "reasons"};
    return result;
}

} // namespace jointcase
