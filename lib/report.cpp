// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include <jointcase/suggest.hpp>

#include "render_parts.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace jointcase {

// --- periods

namespace {

using namespace std::chrono;

Date first_of(Month month) { return month / 1; }

Period of_months(std::string name, Month first, int count) {
    const auto span = [count](Month from) { return Span{first_of(from), first_of(from + months{count})}; };
    const auto end = first_of(first + months{count});
    return {std::move(name), count, span(first), span(first - months{count}), {first.year() / 1 / 1, end}, span(first - years{1})};
}

// The month, quarter, half year or year that `month` lies in.
Period around(Month month, int count) {
    const auto within = (static_cast<unsigned>(month.month()) - 1) / static_cast<unsigned>(count);
    const Month first = month.year() / static_cast<int>(within * static_cast<unsigned>(count) + 1);
    const int y = static_cast<int>(month.year());
    switch (count) {
    case 1: return of_months(iso(first), first, 1);
    case 3: return of_months(fmt::format("{:04}Q{}", y, within + 1), first, 3);
    case 6: return of_months(fmt::format("{:04}H{}", y, within + 1), first, 6);
    default: return of_months(fmt::format("{:04}", y), first, 12);
    }
}

// 2020Q1, 2020H1, 2020; nothing for anything else.
std::optional<Period> parse_part_of_year(std::string_view text) {
    int y = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), y);
    if (error != std::errc{} || end != text.data() + 4 || y < 2) return {}; // the year before has four digits too
    const auto rest = text.substr(4);
    if (rest.empty()) return around(year{y} / 1, 12);
    if (rest.size() != 2) return {};
    const int count = rest[0] == 'q' ? 3 : rest[0] == 'h' ? 6 : 0, number = rest[1] - '0';
    if (count == 0 || number < 1 || number > 12 / count) return {};
    return around(year{y} / ((number - 1) * count + 1), count);
}

// The same day a year before; 29 February becomes 1 March, which is right for both ends of a half-open span.
Date year_before(Date date) {
    const Date before = date - years{1};
    return before.ok() ? before : before.year() / 3 / 1;
}

} // namespace

Period parse_period(std::string_view text, Date today) {
    const auto typed = lower(trim(half_width(text)));
    const std::pair<const char*, int> last[] = {{"last-month", 1}, {"last-quarter", 3}, {"last-half", 6}, {"last-year", 12}};
    for (const auto& [name, count] : last) {
        if (typed != name) continue;
        const auto before = around(today.year() / today.month(), count).previous.from;
        return around(before.year() / before.month(), count);
    }
    if (const auto period = parse_part_of_year(typed)) return *period;
    try {
        return around(parse_month(typed), 1);
    } catch (const Error&) {
        throw Error(Fault::invalid, "“{}” is not a period like 2020-02, 2020Q1, 2020H1, 2020 or last-month", printable(text));
    }
}

Period period_of(Span days) {
    const auto last = add_days(days.to, -1);
    if (days.to <= days.from) throw Error(Fault::invalid, "a period cannot end on {}, before it begins on {}", iso(last), iso(days.from));
    const int length = days_between(days.from, days.to);
    return {iso(days.from) + ".." + iso(last), 0, days, {add_days(days.from, -length), days.from}, {last.year() / 1 / 1, days.to}, {year_before(days.from), year_before(days.to)}};
}

namespace tables {

Scope::Scope(Span days, const Subject& subject) {
    until = std::min(days.to, add_days(day(subject.as_of), 1));
    from = std::min(days.from, until);
    end = std::min(midnight(days.to), subject.as_of + seconds{1});
    start = std::min(midnight(days.from), end);
    if (subject.office) office = subject.office->id;
    talent = subject.talent;
    if (subject.held) held = subject.held->within(start, end);
}

namespace {

// Those of the own prefecture or province by their codes, and any other of which there is a case, a conference or a posting: the
// offices known may be those of the whole country.
std::vector<Office> offices_concerned(Db& db, const std::optional<Office>& one) {
    const auto& home = db.config().office;
    const auto area = home.substr(0, home.ends_with("0000") ? 2 : 4);
    const auto concerned = sql::values<std::string>(db,
                                                    "select key from office o where (length($1) > 0 and substr(o.key, 1, length($1)) = $1) or o.id = $2 or exists (select 1 from cases k where k.office = o.id)"
                                                    " or exists (select 1 from meeting m where m.office = o.id) or o.id in (select office from posting union all select office from talent)",
                                                    area, one ? one->id : Id<Office>{});
    const std::set<std::string> keys(concerned.begin(), concerned.end());
    auto offices = list_offices(db);
    std::erase_if(offices, [&](const Office& office) { return !keys.contains(office.key); });
    return offices;
}

} // namespace

HeldMeetings held_in(Db& db, const Subject& subject, Held spans) {
    std::vector<HeldMeetings::Moments> moments;
    const auto add = [&](Span days) {
        const Scope scope(days, subject);
        moments.push_back({scope.start, scope.end});
    };
    const auto& period = subject.period;
    if (spans != Held::never) add(period.current);
    if (spans == Held::compared) {
        for (const auto& days : {period.previous, period.year_to_date, period.last_year}) add(days);
    }
    return {db, std::move(moments), subject.talent};
}

// --- layout

Cell rate_cell(std::int64_t part, std::int64_t whole, std::int64_t scale) {
    const auto found = rate(part, whole, scale);
    return found ? Cell(*found) : Cell(NoRate{});
}

namespace {

// A count as it is, a rate in tenths; nothing for a rate that does not exist.
std::optional<std::int64_t> figure(const Cell& cell) {
    if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count;
    if (const auto* rate = std::get_if<Rate>(&cell)) return rate->tenths;
    return {};
}

// Of the figures as they are printed.
Cell change(const Cell& now, const Cell& then) {
    const auto a = figure(now), b = figure(then);
    return a && b ? rate_cell(*a - *b, *b) : NoRate{};
}

} // namespace

std::span<const char* const> compared_columns() {
    static constexpr const char* keys[] = {"current", "previous", "year_to_date", "last_year"};
    return keys;
}

std::vector<Column> comparison_columns(std::string_view of) {
    constexpr std::pair<const char*, Term> titles[] = {
        {"current", {"current", "本期"}}, {"previous", {"previous", "上期"}}, {"previous_change", {"change (%)", "环比(%)"}},
        {"year_to_date", {"year to date", "本年累计"}}, {"last_year", {"last year", "上年同期"}}, {"last_year_change", {"change on last year (%)", "同比(%)"}}};
    std::vector<Column> columns;
    for (const auto& [key, title] : titles) columns.push_back({key, (of.empty() ? "" : std::string(of) + ' ') + std::string(title.shown())});
    return columns;
}

void append_comparison(std::vector<Cell>& row, const Compared<Cell>& figures) {
    for (const auto& cell : {figures.current, figures.previous, change(figures.current, figures.previous), figures.year_to_date, figures.last_year,
                             change(figures.current, figures.last_year)}) {
        row.push_back(cell);
    }
}

Chart chart_of(const Table& table, Term title, Term unit, const Period& period, std::span<const std::string> rows, const char* column) {
    Chart chart{table.key, fmt::format("{}, {}", title.shown(), period.name), std::string(unit.shown()), {}};
    for (const auto& name : rows) {
        for (const auto& row : table.rows) {
            if (plain(row[0]) != name) continue;
            const auto label = std::find_if(row.begin(), row.end(), [](const Cell& cell) { return std::holds_alternative<Coded>(cell); });
            chart.bars.emplace_back(shown(*label), std::get<std::int64_t>(*find_cell(table, name, column)));
        }
    }
    return chart;
}

// --- identities

namespace {

// The figures of one column or row, by number.
struct Line {
    std::string place; // T1, column current
    std::map<std::string, std::pair<std::string, Cell>, std::less<>> figures; // title and cell
};

std::int64_t count_of(const Line& line, const std::string& no) {
    const auto found = line.figures.find(no);
    const auto* count = found == line.figures.end() ? nullptr : std::get_if<std::int64_t>(&found->second.second);
    if (!count) throw Error(Fault::inconsistent, "{}: {} is not a count", line.place, no);
    return *count;
}

std::int64_t sum_of(const Line& line, const std::string& side) {
    std::int64_t sum = 0;
    for (const auto& no : split(side, "+")) sum += count_of(line, no);
    return sum;
}

// "1 (meetings held)", "2+3+4"
std::string named(const Line& line, const std::string& side) {
    const auto found = line.figures.find(side);
    return found == line.figures.end() ? side : fmt::format("{} ({})", side, found->second.first);
}

void check_identity(const Line& line, std::string_view identity) {
    const bool most = identity.find("<=") != std::string_view::npos;
    const auto sides = split(identity, "<=");
    const auto left = sum_of(line, sides[0]), right = sum_of(line, sides[1]);
    if (most ? left <= right : left == right) return;
    if (most) throw Error(Fault::inconsistent, "{}: {} = {}, but it is at most {} = {}", line.place, named(line, sides[0]), left, named(line, sides[1]), right);
    throw Error(Fault::inconsistent, "{}: {} = {}, but {} = {}", line.place, named(line, sides[0]), left, named(line, sides[1]), right);
}

int check_line(const Line& line, Identities identities) {
    for (const auto* identity : identities) check_identity(line, identity);
    return static_cast<int>(identities.size());
}

std::optional<std::size_t> index_of(const Table& table, std::string_view column) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].key == column) return i;
    }
    return {};
}

} // namespace

const Cell* find_cell(const Table& table, std::string_view row, std::string_view column) {
    const auto i = index_of(table, column);
    if (!i) return nullptr;
    for (const auto& cells : table.rows) {
        if (plain(cells[0]) == row) return &cells[*i];
    }
    return nullptr;
}

int check_columns(const ReportTable& table, const Table& part, std::span<const char* const> columns, Identities identities) {
    int held = 0;
    for (const auto* column : columns) {
        const auto i = index_of(part, column);
        if (!i) throw Error(Fault::inconsistent, "{} has no column {}", table.key, std::string_view(column));
        Line line{say("{}, column {}", table.key, part.columns[*i].title), {}};
        for (const auto& row : part.rows) {
            const auto label = std::find_if(row.begin(), row.end(), [](const Cell& cell) { return std::holds_alternative<Coded>(cell); });
            line.figures[plain(row[0])] = {label == row.end() ? "" : shown(*label), row[*i]};
        }
        held += check_line(line, identities);
    }
    return held;
}

const ReportTable* Figures::table_of(std::string_view key) const {
    const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const ReportTable& table) { return table.key == key; });
    return found == tables_.end() ? nullptr : &*found;
}

const Table& Figures::part(std::string_view table, std::string_view column) const {
    const auto& found = *table_of(table);
    return index_of(found.rows, column) ? found.rows : found.indicators;
}

std::string Figures::title(std::string_view table, std::string_view row, std::string_view column) const {
    const auto& part = this->part(table, column);
    if (&part == &table_of(table)->rows) {
        const auto& title = part.columns[*index_of(part, column)].title;
        return title.substr(title.find(' ') + 1); // its number stands before it
    }
    const auto found = std::find_if(part.rows.begin(), part.rows.end(), [&](const auto& cells) { return plain(cells[0]) == row; });
    return found == part.rows.end() ? std::string() : shown((*found)[1]);
}

const Cell* Figures::find(std::string_view table, std::string_view row, std::string_view column) const { return has(table) ? find_cell(part(table, column), row, column) : nullptr; }

int check_rows(const ReportTable& table, const Table& part, std::span<const Numbered> numbers, Identities identities) {
    int held = 0;
    for (const auto& row : part.rows) {
        Line line{say("{}, row {}", table.key, shown(row[0])), {}};
        for (const auto& [no, column] : numbers) {
            const auto i = index_of(part, column);
            if (!i) throw Error(Fault::inconsistent, "{} has no column {}", table.key, std::string_view(column));
            const auto& title = part.columns[*i].title;
            const auto prefix = std::string(no) + ' ';
            line.figures[no] = {title.starts_with(prefix) ? title.substr(prefix.size()) : title, row[*i]};
        }
        held += check_line(line, identities);
    }
    return held;
}

namespace {

const TableKind* const kinds[] = {&t1, &t2, &t3, &t4, &t5, &t6, &t7, &t8, &t9, &t10, &t11, &t12};

const TableKind& kind_of(std::string_view key) {
    std::vector<std::string> known;
    for (const auto* kind : kinds) {
        if (lower(kind->key) == lower(key)) return *kind;
        known.emplace_back(kind->key);
    }
    const auto near = nearest(key, known);
    if (near.empty()) throw Error(Fault::usage, "there is no table “{}”; there are: {}", printable(key), fmt::join(known, ", "));
    throw Error(Fault::usage, "there is no table “{}”; did you mean: {}", printable(key), near);
}

// Of so few one might know who they are.
Cell published(const Cell& cell) {
    const auto* count = std::get_if<std::int64_t>(&cell);
    return count && (*count == 1 || *count == 2) ? Cell(std::string("*")) : cell;
}

// Two cells of different tables that count the same.
struct Same {
    const char *table, *row, *column;
    const char *as, *as_row, *as_column;
};

// T5 and T1 count the issues discussed, T4 and T5 the opinions given; T4 of one office has no total.
int check_between(const std::vector<ReportTable>& tables) {
    constexpr Same all[] = {{"T5", "total", "current", "T1", "10", "current"},
                            {"T5", "total", "previous", "T1", "10", "previous"},
                            {"T5", "total", "year_to_date", "T1", "10", "year_to_date"},
                            {"T5", "total", "last_year", "T1", "10", "last_year"},
                            {"T4", "total", "total", "T5", "total", "opinions"}};
    const Figures figures(tables);
    int held = 0;
    for (const auto& same : all) {
        const auto *cell = figures.find(same.table, same.row, same.column), *counterpart = figures.find(same.as, same.as_row, same.as_column);
        if (!cell || !figures.has(same.as)) continue;
        if (!counterpart || *cell != *counterpart) {
            throw Error(Fault::inconsistent, "{}, row {}, column {}: {}, but {}, row {}, column {}: {}", std::string_view(same.table), std::string_view(same.row), std::string_view(same.column), shown(*cell),
                        std::string_view(same.as), std::string_view(same.as_row), std::string_view(same.as_column), counterpart ? shown(*counterpart) : "—");
        }
        ++held;
    }
    return held;
}

// --- T0

std::string month_shown(Month month) {
    if (language() == Language::en) return iso(month);
    return fmt::format("{}年{}月", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

// The sentences of T0. Every figure is that of a cell, but the conferences since the beginning.
class Overview {
public:
    Overview(Db& db, std::span<const ReportTable> tables, const Subject& subject, bool for_publicity) : db_(db), figures_(tables), subject_(subject), for_publicity_(for_publicity) {}

    std::vector<std::string> sentences() {
        std::vector<std::string> said;
        if (has("T1")) said.push_back(conferences());
        if (has("T1")) said.push_back(say("cases discussed: {}", number(count("T1", "8"))));
        if (has("T5")) said.push_back(say("opinions given: {}", number(count("T5", "total", "opinions"))));
        if (has("T5") && has("T6")) said.push_back(answers());
        if (has("T8")) said.push_back(say("in the talent pool: {} (prosecutors {}, assistants {}, clerks {})", number(count("T8", "4")), number(count("T8", "5")), number(count("T8", "7")), number(count("T8", "8"))));
        if (has("T1")) said.push_back(say("attendances: {}", number(count("T1", "11"))));
        if (has("T9")) said.push_back(say("tasks: {}, done: {}", number(count("T9", "9")), number(count("T9", "10"))));
        if (has("T12")) said.push_back(say("visits to exemplars: {}", number(count("T12", "3"))));
        if (has("T12")) said.push_back(say("published about exemplars: {}", number(count("T12", "16"))));
        return said;
    }

private:
    bool has(std::string_view table) const { return figures_.has(table); }
    std::int64_t count(std::string_view table, std::string_view row, std::string_view column = "current") const { return figures_.count(table, row, column); }
    std::string number(std::int64_t count) const { return shown(for_publicity_ ? published(count) : Cell(count)); }

    std::string conferences() const {
        const auto& config = db_.config();
        const auto before = !subject_.office || subject_.office->key == config.office ? config.held_before : 0;
        const auto now = number(count("T1", "2")), all = number(before + cross_office_meetings_until(db_, Scope(subject_.period.current, subject_)));
        if (before == 0) return say("conferences of several offices: {} ({} so far)", now, all);
        return say("conferences of several offices: {} ({} since {}, {} of them before this system)", now, all, month_shown(config.since), number(before));
    }

    std::string answers() const {
        const auto answered = number(count("T6", "2") + count("T6", "3"));
        const auto& rate = figures_.cell("T5", "total", "adoption_rate");
        if (std::holds_alternative<NoRate>(rate)) return say("referrals answered: {}", answered);
        return say("referrals answered: {} ({}% of the opinions answered were adopted)", answered, shown(rate));
    }

    Db& db_;
    Figures figures_;
    const Subject& subject_;
    bool for_publicity_;
};

// The key figures of a page: cells, by the titles of their rows.
std::vector<std::pair<std::string, Cell>> key_figures(std::span<const ReportTable> tables) {
    const Figures figures(tables);
    std::vector<std::pair<std::string, Cell>> found;
    const std::array<const char*, 3> cells[] = {{"T1", "1", "current"}, {"T1", "8", "current"}, {"T1", "11", "current"}, {"T5", "total", "opinions"}, {"T5", "total", "adoption_rate"}, {"T8", "4", "current"}};
    for (const auto& [table, row, column] : cells) {
        const auto* cell = figures.find(table, row, column);
        if (cell) found.emplace_back(figures.title(table, row, column), *cell);
    }
    return found;
}

// The conferences and cases of the 24 months up to the end of the period.
Table trend(Db& db, const Subject& subject) {
    constexpr int count = 24;
    const auto last = add_days(subject.period.current.to, -1);
    const Month after = last.year() / last.month() + months{1}, first = after - months{count};
    const Scope scope({first / 1, after / 1}, subject);
    struct Counts {
        std::int64_t meetings = 0, cases = 0;
    };
    Places<Counts> places;
    tally_moments<Counts>(db, scope, true, places, {{"meetings", &Counts::meetings}},
                          "select substr(m.ended_at, 1, 7) as place, count(*) as meetings from meeting m where " HELD " group by substr(m.ended_at, 1, 7)");
    tally_moments<Counts>(db, scope, true, places, {{"cases", &Counts::cases}},
                          "select substr(m.ended_at, 1, 7) as place, count(distinct r.case_id) as cases from meeting m join agenda a on a.meeting = m.id join referral r on r.id = a.referral"
                          " where a.state = 'discussed' and " HELD " group by substr(m.ended_at, 1, 7)");
    Table table{"trend", shown({"24 months", "近24个月趋势"}), {{"month", shown({"month", "月份"})}, {"meetings", shown({"conferences", "会议次数"})}, {"cases", shown({"cases discussed", "讨论案件(件)"})}}, {}};
    for (auto month = first; month < after; month += months{1}) {
        const auto& counts = places[iso(month)];
        table.rows.push_back({iso(month), counts.meetings, counts.cases});
    }
    return table;
}

Chart trend_chart(const Table& trend) {
    Chart chart{trend.key, shown({"Conferences in 24 months", "近24个月联席会议次数"}), shown({"meetings", "次"}), {}, ChartKind::columns};
    for (const auto& row : trend.rows) chart.bars.emplace_back(shown(row[0]), std::get<std::int64_t>(row[1]));
    return chart;
}

// --- which reports there are

// The first day of which anything is counted.
std::optional<Date> first_day(Db& db) {
    return sql::value<Date>(db, "with first as (select substr(min(ended_at), 1, 10) as on_day from meeting union all select min(changed_on) from change"
                                " union all select min(requested_on) from referral union all select min(decided_on) from referral"
                                " union all select min(admitted_on) from membership union all select min(trial_on) from defence union all select min(judged_on) from cases where judged_on is not null"
                                " union all select min(assigned_on) from task union all select min(happened_on) from growth union all select min(designated_on) from exemplar"
                                " union all select min(visited_on) from visit union all select min(published_on) from publicity)"
                                " select min(on_day) as on_day from first");
}

Period containing(Date day, const Period& like) { return around(day.year() / day.month(), like.months == 0 ? 1 : like.months); }

} // namespace

void check_period(Db& db, const Period& period, Date today) {
    if (period.current.from > today) {
        throw Error(Fault::invalid, "{} begins on {}, which is still to come; the last one that is over is {}", period.name, iso(period.current.from), containing(containing(today, period).previous.from, period).name);
    }
    const auto first = first_day(db);
    if (first && period.current.to <= *first) throw Error(Fault::missing, "nothing is recorded before {}; the first report there can be is of {}", iso(*first), containing(*first, period).name);
}

} // namespace tables

// --- the report

int check_identities(const ReportTable& table) { return tables::kind_of(table.key).check(table); }

int check_identities(const std::vector<ReportTable>& tables) {
    int held = 0;
    for (const auto& table : tables) held += check_identities(table);
    return held + tables::check_between(tables);
}

namespace {

std::vector<const tables::TableKind*> kinds_named(const List& names) {
    std::vector<const tables::TableKind*> chosen(std::begin(tables::kinds), std::end(tables::kinds)), named;
    for (const auto& name : names) named.push_back(&tables::kind_of(name));
    if (!named.empty()) std::erase_if(chosen, [&](const auto* kind) { return std::find(named.begin(), named.end(), kind) == named.end(); });
    return chosen;
}

// The totals alone, and no count that is 1 or 2.
void publish(Table& table, bool totals) {
    if (totals) std::erase_if(table.rows, [](const std::vector<Cell>& row) { return plain(row[0]) != tables::total_row().code; });
    for (auto& row : table.rows) {
        for (auto& cell : row) cell = tables::published(cell);
    }
}

} // namespace

Report make_report(Db& db, const Period& period, Time as_of, const ReportOptions& options) {
    const auto chosen = kinds_named(options.tables);
    tables::Subject subject{period, as_of, {}};
    if (!options.office.empty()) subject.office = find_office(db, options.office);
    tables::check_period(db, period, day(as_of));
    subject.offices = tables::offices_concerned(db, subject.office);
    auto spans = tables::Held::never;
    for (const auto* kind : chosen) spans = std::max(spans, kind->held);
    const auto held = tables::held_in(db, subject, spans);
    subject.held = &held;
    Report report{period, std::min(as_of, midnight(period.current.to) - seconds{1}), subject.office ? Coded{subject.office->key, subject.office->name} : Coded{}, {}, {}, {}, 0, {}, {}, {}};
    for (const auto* kind : chosen) {
        const auto& table = report.tables.emplace_back(kind->make(db, subject));
        if (kind->chart && !options.for_publicity) report.charts.push_back(kind->chart(table, period));
    }
    report.identities = check_identities(report.tables);
    report.sentences = tables::Overview(db, report.tables, subject, options.for_publicity).sentences();
    if (period.months > 1 && options.tables.empty() && !options.for_publicity) report.narrative = tables::narrative(report.tables, period);
    if (options.trend && options.tables.empty() && !options.for_publicity) {
        report.trend = tables::trend(db, subject);
        report.charts.push_back(tables::trend_chart(report.trend));
    }
    if (!options.for_publicity) report.figures = tables::key_figures(report.tables);
    for (auto& table : report.tables) {
        if (!options.for_publicity) break;
        publish(table.indicators, false);
        publish(table.rows, true);
    }
    return report;
}

namespace {

std::string title_of(const Period& period) {
    const Term title = period.months == 1   ? Term{"Monthly report", "月报"}
                       : period.months == 3 ? Term{"Quarterly report", "季报"}
                       : period.months == 6 ? Term{"Half-year report", "半年报"}
                       : period.months == 12 ? Term{"Annual report", "年报"}
                                             : Term{"Report", "统计报表"};
    return fmt::format("{} {}", title.shown(), period.name);
}

} // namespace

Document report_document(const Report& report) {
    using tables::shown;
    const auto& [from, to] = report.period.current;
    Document document{"report", title_of(report.period), report.sentences, {}, {}, report.charts};
    document.record = {"report", document.title,
                       {{"period", shown({"period", "报告期"})}, {"from", shown({"from", "自"})}, {"to", shown({"to", "至"})}, {"as_of", shown({"as of", "截至"})},
                        {"identities", shown({"identities that hold", "相符的恒等式(项)"})}},
                       {{report.period.name, from, add_days(to, -1), report.as_of, std::int64_t{report.identities}}}};
    if (!report.office.code.empty()) {
        document.title += ", " + report.office.label;
        document.record.columns.push_back({"office", shown({"office", "单位"})});
        document.record.rows[0].push_back(report.office);
    }
    if (!report.narrative.rows.empty()) document.parts.push_back(report.narrative);
    for (const auto& table : report.tables) {
        for (const auto* part : {&table.indicators, &table.rows}) {
            if (!part->rows.empty()) document.parts.push_back(*part);
        }
    }
    if (!report.trend.rows.empty()) document.parts.push_back(report.trend);
    document.figures = report.figures;
    return document;
}

} // namespace jointcase
