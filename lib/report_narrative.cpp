// The narrative of a quarter, half year or year (业务分析): 事实、数据、比较、分析、预警、对策. Every figure is that of a cell; what
// only a person can write is a gap that says so.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include "render_parts.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase::tables {

namespace {

constexpr std::int64_t least_moved = 5; // of fewer a movement says nothing
constexpr std::size_t movements_named = 3;

constexpr Term facts{"facts", "事实"}, data{"data", "数据"}, comparison{"comparison", "比较"}, analysis{"analysis", "分析"}, alerts{"alerts", "预警"}, measures{"measures", "对策"};

// 上升 12.5%
std::string movement(const Cell& now, const Cell& then, const Cell& change) {
    if (now == then) return say("level");
    const auto* rate = std::get_if<Rate>(&change);
    if (!rate) return say("up from nothing");
    const auto size = shown(Cell(Rate{std::abs(rate->tenths)}));
    return rate->tenths > 0 ? say("up {}%", size) : say("down {}%", size);
}

class Narrative {
public:
    Narrative(std::span<const ReportTable> tables, const Period& period) : all_(tables), figures_(tables), period_(period) {}

    Table table() {
        if (figures_.has("T1")) meetings();
        if (figures_.has("T2")) referrals();
        if (figures_.has("T4") && figures_.has("T5")) opinions();
        if (figures_.has("T6")) answers();
        if (figures_.has("T7")) trials();
        if (figures_.has("T10")) campaigns();
        gap(facts, _("background, what was set going, and cases that show it"));
        rates();
        compared_figures();
        movements();
        most_issues();
        most_reasons();
        most_help();
        gap(analysis, _("why it is so"));
        overdue();
        gap(measures, _("what is to be done, by whom and until when"));
        return std::move(table_);
    }

private:
    void add(const Term& section, std::string text) { table_.rows.push_back({Coded{section.en, shown(section)}, std::move(text)}); }
    void gap(const Term& section, const char* what) { add(section, say("[to be written: {}]", std::string_view(what))); }
    std::string value(std::string_view table, std::string_view row, std::string_view column = "current") const { return shown(figures_.cell(table, row, column)); }
    bool counts(const Cell& cell) const { return cell != Cell(NoRate{}); }

    // --- facts

    void meetings() {
        add(facts, say("{}: {} conferences, {} of several offices, {} of several departments, {} of one department; {} cases, {} items and {} issues were discussed", period_.name, value("T1", "1"), value("T1", "2"), value("T1", "3"),
                       value("T1", "4"), value("T1", "8"), value("T1", "9"), value("T1", "10")));
    }
    void referrals() {
        add(facts, say("{} referrals were made: {} that must be, {} that may be, {} ordered; {} were accepted, {} refused, {} returned, {} withdrawn, and {} wait", value("T2", "2"), value("T2", "3"), value("T2", "4"), value("T2", "5"), value("T2", "6"),
                       value("T2", "7"), value("T2", "8"), value("T2", "9"), value("T2", "10")));
    }
    void opinions() {
        const auto* share = figures_.find("T4", "total", "others_share");
        if (share && counts(*share)) add(facts, say("{} opinions were given, {}% of them by another office than the case's", value("T5", "total", "opinions"), shown(*share)));
        else add(facts, say("{} opinions were given", value("T5", "total", "opinions")));
    }
    void answers() {
        add(facts, say("feedback: {} in time, {} late; all adopted in {}, some in {}, none in {}", value("T6", "2"), value("T6", "3"), value("T6", "6"), value("T6", "7"), value("T6", "8")));
    }
    void trials() {
        if (figures_.count("T7", "1") == 0) return;
        add(facts, say("{} cases came to trial; of {} arguments of the defence {} had been predicted", value("T7", "1"), value("T7", "3"), value("T7", "4")));
    }
    void campaigns() {
        for (const auto& row : figures_.part("T10", "current").rows) {
            const auto place = plain(row[0]);
            if (place == "none" || place == total_row().code || figures_.count("T10", place) + figures_.count("T10", place, "cases") == 0) continue;
            add(facts, say("{}: {} referrals, {} cases discussed", shown(row[0]), value("T10", place), value("T10", place, "cases")));
        }
    }

    // --- data: rates and averages, by the titles they have in their tables

    void rates() {
        for (const auto& table : all_) {
            List said;
            for (const auto& row : table.indicators.rows) {
                if (const auto* cell = find_cell(table.indicators, plain(row[0]), "current"); cell && std::holds_alternative<Rate>(*cell)) said.push_back(fmt::format("{} {}", shown(row[1]), shown(*cell)));
            }
            if (!said.empty()) add(data, say("{}: {}", table.title, fmt::format("{}", fmt::join(said, shown({", ", "，"})))));
        }
    }

    // --- comparison

    void compared_figures() {
        for (const auto& [table, row] : {std::pair("T1", "1"), {"T1", "8"}, {"T1", "11"}, {"T2", "2"}, {"T6", "2"}, {"T8", "4"}}) {
            if (!figures_.has(table)) continue;
            const auto cell = [&, t = table, r = row](const char* column) -> const Cell& { return figures_.cell(t, r, column); };
            add(comparison, say("{} {}: {} on the period before ({}), {} on the same a year before ({})", figures_.title(table, row), shown(cell("current")),
                                movement(cell("current"), cell("previous"), cell("previous_change")), shown(cell("previous")), movement(cell("current"), cell("last_year"), cell("last_year_change")), shown(cell("last_year"))));
        }
    }

    struct Moved {
        std::string said;
        std::int64_t size;
    };

    void movements() {
        std::vector<Moved> moved;
        for (const auto& table : all_) {
            for (const auto& row : table.indicators.rows) {
                const auto no = plain(row[0]);
                const auto &now = *find_cell(table.indicators, no, "current"), &then = *find_cell(table.indicators, no, "previous"), &change = *find_cell(table.indicators, no, "previous_change");
                const auto *a = std::get_if<std::int64_t>(&now), *b = std::get_if<std::int64_t>(&then);
                const auto* rate = std::get_if<Rate>(&change);
                if (!a || !b || !rate || rate->tenths == 0 || std::max(*a, *b) < least_moved) continue;
                moved.push_back({say("{} {} ({}, {} before)", shown(row[1]), movement(now, then, change), *a, *b), std::abs(rate->tenths)});
            }
        }
        std::stable_sort(moved.begin(), moved.end(), [](const Moved& a, const Moved& b) { return a.size > b.size; });
        List said;
        for (std::size_t i = 0; i < std::min(moved.size(), movements_named); ++i) said.push_back(moved[i].said);
        if (said.empty()) add(comparison, say("no count of {} or more has moved since the period before", least_moved));
        else add(comparison, say("the largest movements since the period before: {}", fmt::format("{}", fmt::join(said, shown({"; ", "；"})))));
    }

    // --- analysis

    // The row with the most in a column, if there is anything; the first of equals.
    const std::vector<Cell>* most(const Table& table, const char* column) const {
        const std::vector<Cell>* best = nullptr;
        std::int64_t highest = 0;
        for (const auto& row : table.rows) {
            const auto place = plain(row[0]);
            const auto* count = std::get_if<std::int64_t>(find_cell(table, place, column));
            if (place == total_row().code || place == "distinct" || !count || *count <= highest) continue;
            best = &row, highest = *count;
        }
        return best;
    }

    void most_issues() {
        if (!figures_.has("T5")) return;
        const auto* row = most(figures_.part("T5", "current"), "current");
        if (!row) return;
        const auto kind = plain((*row)[0]);
        add(analysis, say("most issues were of the kind {}: {} of {}, {}%", shown((*row)[0]), value("T5", kind), value("T5", "total"), shown(rate_cell(figures_.count("T5", kind), figures_.count("T5", "total")))));
    }
    void most_reasons() {
        if (!figures_.has("T3")) return;
        if (const auto* row = most(figures_.part("T3", "current"), "current")) add(analysis, say("the most frequent reason to refer was {}: {} times, {}%", shown((*row)[0]), value("T3", plain((*row)[0])), value("T3", plain((*row)[0]), "share")));
    }

    // Who gave most to cases of others, and whose cases were given most.
    void most_help() {
        if (!figures_.has("T4")) return;
        const auto& matrix = figures_.part("T4", "total");
        std::string giver, receiver;
        std::int64_t given = 0, received = 0;
        for (const auto& row : matrix.rows) {
            const auto office = plain(row[0]);
            if (office == total_row().code) continue;
            const auto* own = find_cell(matrix, office, office);
            if (!own) continue; // of one office
            const auto in = figures_.count("T4", office, "total") - std::get<std::int64_t>(*own);
            const auto* column = find_cell(matrix, total_row().code, office);
            const auto out = column ? std::get<std::int64_t>(*column) - std::get<std::int64_t>(*own) : 0;
            if (in > received) received = in, receiver = shown(row[1]);
            if (out > given) given = out, giver = shown(row[1]);
        }
        if (given > 0 && received > 0) add(analysis, say("{} gave most to the cases of others ({} opinions), {} was given most ({})", giver, given, receiver, received));
    }

    // --- alerts

    void overdue() {
        struct Alert {
            const char *table, *row;
        };
        const auto before = table_.rows.size();
        for (const auto& [table, row] : {Alert{"T2", "11"}, {"T2", "10"}, {"T6", "4"}, {"T11", "4a"}, {"T11", "8"}, {"T11", "12"}, {"T9", "11"}}) {
            if (const auto* cell = figures_.find(table, row, "current"); cell && std::get<std::int64_t>(*cell) > 0) add(alerts, say("{}: {} ({})", figures_.title(table, row), shown(*cell), std::string_view(table)));
        }
        if (figures_.has("T8") && figures_.count("T8", "12") > figures_.count("T8", "10")) {
            add(alerts, say("the pool is ageing: {} senior members, {} young ones (T8)", value("T8", "12"), value("T8", "10")));
        }
        if (table_.rows.size() == before) add(alerts, say("nothing is late, unsigned or unfiled"));
        else add(measures, say("`jointcase todo` lists what is late, with who has to do it"));
    }

    std::span<const ReportTable> all_;
    Figures figures_;
    const Period& period_;
    Table table_{"narrative", shown({"Narrative", "业务分析"}), {{"section", shown({"section", "部分"})}, {"text", shown({"text", "内容"})}}, {}};
};

} // namespace

Table narrative(std::span<const ReportTable> tables, const Period& period) { return Narrative(tables, period).table(); }

} // namespace jointcase::tables
