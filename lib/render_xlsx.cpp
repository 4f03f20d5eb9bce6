// A workbook: a sheet for each table, with its chart beneath, and one before them for what is said above the tables.
// SPDX-License-Identifier: Apache-2.0
#include "render_parts.hpp"
#include "text.hpp"
#include "xlsx_writer.hpp"

#include <jointcase/error.hpp>

#include <algorithm>

namespace jointcase {

namespace {

constexpr int narrowest = 6; // in characters
constexpr std::size_t rows_measured = 2000; // for the width of a column

int column_width(const Table& table, std::size_t column) {
    int width = std::min(width_of_lines(table.columns[column].title), 20) + 3; // the button of the filter
    for (std::size_t i = 0; i < std::min(table.rows.size(), rows_measured); ++i) width = std::max(width, width_of_lines(shown(table.rows[i][column])) + 2);
    return std::clamp(width, narrowest, widest_column);
}

// --- charts

struct Bars { // where the figures of a chart stand
    std::int64_t row = 0;
    std::size_t labels = 0, values = 0; // columns
};

// In the table, if they stand there below one another.
std::optional<Bars> find_bars(const Table& table, const Chart& chart) {
    const auto all = [&](std::size_t row, auto&& same) {
        for (std::size_t i = 0; i < chart.bars.size(); ++i) {
            if (!same(table.rows[row + i], chart.bars[i])) return false;
        }
        return true;
    };
    for (std::size_t row = 0; row + chart.bars.size() <= table.rows.size(); ++row) {
        for (std::size_t labels = 0; labels < table.columns.size(); ++labels) {
            if (!all(row, [&](const auto& cells, const auto& bar) { return shown(cells[labels]) == bar.first; })) continue;
            for (std::size_t values = 0; values < table.columns.size(); ++values) {
                if (all(row, [&](const auto& cells, const auto& bar) { return cells[values] == Cell(bar.second); })) return Bars{static_cast<std::int64_t>(row) + 1, labels, values};
            }
        }
    }
    return {};
}

// Else beside it, in columns that are not shown.
Bars write_bars(WorkbookWriter& book, const WrittenSheet& sheet, const Table& table, const Chart& chart, std::size_t number) {
    const Bars place{1, table.columns.size() + 1 + 2 * number, table.columns.size() + 2 + 2 * number};
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        book.cell(sheet, place.row + static_cast<std::int64_t>(i), place.labels, chart.bars[i].first, chart.title);
        book.cell(sheet, place.row + static_cast<std::int64_t>(i), place.values, chart.bars[i].second, chart.title);
    }
    lxw_row_col_options options{};
    options.hidden = LXW_TRUE;
    xlsxwriter().worksheet_set_column_opt(sheet.handle, static_cast<lxw_col_t>(place.labels), static_cast<lxw_col_t>(place.values), 10, nullptr, &options);
    return place;
}

// Beneath the table; `above` is how many rows other charts take there. Returns how many it takes.
std::int64_t draw(WorkbookWriter& book, const WrittenSheet& sheet, const Table& table, const Chart& chart, std::size_t number, std::int64_t above) {
    constexpr double usual_height = 288, row_height = 20;
    const auto& lxw = xlsxwriter();
    const auto found = find_bars(table, chart);
    const auto bars = found ? *found : write_bars(book, sheet, table, chart, number);
    const auto last = static_cast<lxw_row_t>(bars.row + static_cast<std::int64_t>(chart.bars.size()) - 1);
    const bool upright = chart.kind == ChartKind::columns;
    auto* drawn = book.chart(upright ? LXW_CHART_COLUMN : LXW_CHART_BAR); // of a matrix the sums of its rows: its cells are the table itself
    auto* series = lxw.chart_add_series(drawn, nullptr, nullptr);
    lxw.chart_series_set_categories(series, sheet.name.c_str(), static_cast<lxw_row_t>(bars.row), static_cast<lxw_col_t>(bars.labels), last, static_cast<lxw_col_t>(bars.labels));
    lxw.chart_series_set_values(series, sheet.name.c_str(), static_cast<lxw_row_t>(bars.row), static_cast<lxw_col_t>(bars.values), last, static_cast<lxw_col_t>(bars.values));
    lxw.chart_series_set_name(series, chart.unit.empty() ? chart.title.c_str() : chart.unit.c_str());
    lxw.chart_series_set_labels(series);
    lxw_chart_fill fill{};
    fill.color = 0x4A78A8;
    lxw.chart_series_set_fill(series, &fill);
    lxw.chart_title_set_name(drawn, (chart.unit.empty() ? chart.title : fmt::format("{} ({}{})", chart.title, Term{"unit: ", "单位："}.shown(), chart.unit)).c_str());
    lxw.chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    // To xlsxwriter the labels of bars are on the y axis, those of columns on the x axis.
    auto *labels = upright ? drawn->x_axis : drawn->y_axis, *values = upright ? drawn->y_axis : drawn->x_axis;
    if (!upright) lxw.chart_axis_set_reverse(labels); // the first bar on top
    lxw.chart_axis_set_min(values, 0);
    lxw.chart_axis_off(values); // each bar has its figure
    lxw.chart_axis_major_gridlines_set_visible(values, LXW_FALSE);
    lxw.chart_show_hidden_data(drawn); // a filter hides rows, no bars
    const double height = upright ? 330 : 90 + 26 * static_cast<double>(chart.bars.size());
    lxw_chart_options options{};
    options.x_scale = 1.5;
    options.y_scale = height / usual_height;
    lxw.worksheet_insert_chart_opt(sheet.handle, static_cast<lxw_row_t>(static_cast<std::int64_t>(table.rows.size()) + 2 + above), 0, drawn, &options);
    return static_cast<std::int64_t>(height / row_height) + 2;
}

// --- sheets

WrittenSheet write_table(WorkbookWriter& book, const Table& table) {
    const auto& lxw = xlsxwriter();
    const auto rows = static_cast<std::int64_t>(table.rows.size());
    if (rows >= most_rows) throw Error(Fault::refused, "{} has {} rows, of which a sheet holds {}; write csv or json instead", table.title, rows, most_rows - 1);
    const auto sheet = book.sheet(table.title.empty() ? table.key : table.title);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        lxw.worksheet_set_column(sheet.handle, column, column, column_width(table, i), nullptr);
        book.text(sheet, 0, i, table.columns[i].title, book.heading, table.columns[i].title);
    }
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto& cells = table.rows[static_cast<std::size_t>(row)];
        for (std::size_t i = 0; i < cells.size(); ++i) book.cell(sheet, row + 1, i, cells[i], table.columns[i].title);
    }
    lxw.worksheet_freeze_panes(sheet.handle, 1, 0);
    lxw.worksheet_repeat_rows(sheet.handle, 0, 0);
    if (!table.columns.empty()) lxw.worksheet_autofilter(sheet.handle, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(table.columns.size() - 1));
    return sheet;
}

// The title, the sentences, and the record as headings with their values beside them.
void write_front(WorkbookWriter& book, const Document& document) {
    constexpr int heading_width = 24, value_width = 76;
    const auto& lxw = xlsxwriter();
    const auto sheet = book.sheet(document.title);
    lxw.worksheet_set_column(sheet.handle, 0, 0, heading_width, nullptr);
    lxw.worksheet_set_column(sheet.handle, 1, 1, value_width, nullptr);
    auto* title = book.format();
    lxw.format_set_bold(title);
    lxw.format_set_font_size(title, 16);
    std::int64_t row = 0;
    if (!document.title.empty()) {
        lxw.worksheet_set_row(sheet.handle, 0, 27, nullptr);
        book.text(sheet, row++, 0, document.title, title, document.title);
    }
    for (const auto& sentence : document.sentences) {
        const auto r = static_cast<lxw_row_t>(row);
        const int lines = display_width(sentence, 2) / (heading_width + value_width - 4) + 1; // Excel does not find the height of joined cells
        lxw.worksheet_merge_range(sheet.handle, r, 0, r, 1, "", book.long_words);
        lxw.worksheet_set_row(sheet.handle, r, 16.5 * lines, nullptr);
        book.text(sheet, row++, 0, sentence, book.long_words, document.title);
    }
    if (document.record.rows.empty()) return;
    for (std::size_t i = 0; i < document.record.columns.size(); ++i) {
        const auto value = shown(document.record.rows[0][i]);
        if (value.empty()) continue;
        book.text(sheet, row, 0, document.record.columns[i].title, book.heading, document.record.columns[i].title);
        book.text(sheet, row++, 1, value, book.long_words, document.record.columns[i].title);
    }
}

} // namespace

std::string render_xlsx(const Document& document) {
    WorkbookWriter book;
    std::vector<bool> drawn(document.charts.size());
    if (!document.sentences.empty() || !document.record.rows.empty() || document.parts.empty()) write_front(book, document);
    for (const auto& part : document.parts) {
        const auto sheet = write_table(book, part);
        std::int64_t above = 0;
        std::size_t number = 0;
        for (std::size_t i = 0; i < document.charts.size(); ++i) {
            const auto& chart = document.charts[i];
            if (drawn[i] || chart.key != part.key || chart.bars.empty()) continue;
            drawn[i] = true;
            above += draw(book, sheet, part, chart, number++, above);
        }
    }
    return book.bytes();
}

} // namespace jointcase
