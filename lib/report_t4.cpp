// T4 院际互助矩阵: whose opinions help whose cases, by the meeting's end. Rows are the cases' offices, columns the authors'
// as they were posted on the day of the meeting; experts without an office are 院外.
// SPDX-License-Identifier: Apache-2.0
#include "render_parts.hpp"
#include "report_tables.hpp"

#include <unordered_map>

namespace jointcase::tables {

namespace {

constexpr const char* outside = ""; // who has no office

// Opinions by the author's office.
using Authors = std::map<std::string, std::int64_t>;

// By the office of the case.
std::map<std::string, Authors> count(const Scope& scope, const std::vector<Office>& offices) {
    std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, std::int64_t>> given;
    for (const auto& meeting : scope.held) {
        for (const auto& opinion : meeting.opinions) ++given[meeting.items[opinion.item].office.value][opinion.office.value];
    }
    std::map<std::string, Authors> cases;
    for (const auto& office : offices) {
        auto& authors = cases[office.key];
        authors[outside] = given[office.id.value][0];
        for (const auto& author : offices) authors[author.key] = given[office.id.value][author.id.value];
    }
    return cases;
}

struct Sums {
    std::int64_t all = 0, own = 0, upward = 0, downward = 0;

    void operator+=(const Sums& other) {
        all += other.all, own += other.own, upward += other.upward, downward += other.downward;
    }
};

bool above_county(const Office& office) { return office.level == Level::prefecture || office.level == Level::province; }

Sums sums_of(const Office& office, Authors& authors, const std::vector<Office>& offices) {
    Sums sums{authors[outside], authors[office.key], 0, 0};
    for (const auto& author : offices) {
        const auto opinions = authors[author.key];
        sums.all += opinions;
        if (office.level == Level::county && above_county(author)) sums.upward += opinions;
        if (above_county(office) && author.level == Level::county) sums.downward += opinions;
    }
    return sums;
}

std::vector<Column> columns(const std::vector<Office>& offices) {
    std::vector<Column> columns{{"office", shown({"office of the case", "案件单位"})}, {"name", shown({"name", "名称"})}};
    for (const auto& office : offices) columns.push_back({office.key, office.short_name.empty() ? office.name : office.short_name});
    columns.push_back({"outside", shown({"outside", "院外"})});
    columns.push_back({"total", shown({"total", "行合计"})});
    columns.push_back({"others_share", shown({"of other offices (%)", "外院意见占比(%)"})});
    columns.push_back({"upward", shown({"from above", "上行"})});
    columns.push_back({"downward", shown({"from below", "下行"})});
    return columns;
}

ReportTable make(Db&, const Subject& subject) {
    const auto& offices = subject.offices;
    const auto title = shown({"T4 Help between offices (opinions)", "T4 院际互助矩阵(条)"});
    ReportTable table{"T4", title, {}, {"T4", title, columns(offices), {}}};
    const auto add = [&](Cell office, Cell name, Authors& authors, const Sums& sums) {
        auto& row = table.rows.rows.emplace_back();
        row = {std::move(office), std::move(name)};
        for (const auto& author : offices) row.emplace_back(authors[author.key]);
        for (const auto& cell : {Cell(authors[outside]), Cell(sums.all), rate_cell(sums.all - sums.own, sums.all), Cell(sums.upward), Cell(sums.downward)}) row.push_back(cell);
    };
    auto counts = count(Scope(subject.period.current, subject), offices);
    Authors all;
    Sums total;
    for (const auto& office : offices) {
        if (subject.office && subject.office->key != office.key) continue;
        auto& authors = counts[office.key];
        const auto sums = sums_of(office, authors, offices);
        add(office.key, office.name, authors, sums);
        for (const auto& [author, opinions] : authors) all[author] += opinions;
        total += sums;
    }
    if (!subject.office) add(total_row(), {}, all, total);
    return table;
}

// The whole of it is checked against T5.
int check(const ReportTable&) { return 0; }

Chart chart(const ReportTable& table, const Period& period) {
    const auto& rows = table.rows;
    Chart chart{rows.key, fmt::format("{}, {}", Term{"T4 Whose opinions help whose cases", "T4 院际互助：案件所属院（行）与发表意见院（列）"}.shown(), period.name), std::string(Term{"opinions", "条"}.shown()), {}, ChartKind::matrix};
    std::vector<std::size_t> authors; // the columns between the case's office and the sums
    for (std::size_t i = 2; authors.empty() || rows.columns[authors.back()].key != "outside"; ++i) authors.push_back(i);
    if (authors.size() > 40) return chart; // of a whole country nobody could read it
    for (const auto i : authors) chart.across.push_back(rows.columns[i].key == "outside" ? rows.columns[i].title : rows.columns[i].key);
    for (const auto& row : rows.rows) {
        if (plain(row[0]) == total_row().code) continue;
        chart.bars.emplace_back(fmt::format("{} {}", plain(row[0]), shown(row[1])), std::get<std::int64_t>(*find_cell(rows, plain(row[0]), "total")));
        auto& cells = chart.cells.emplace_back();
        for (const auto i : authors) cells.push_back(std::get<std::int64_t>(row[i]));
    }
    return chart;
}

} // namespace

const TableKind t4{"T4", Held::current, make, check, chart};

} // namespace jointcase::tables
