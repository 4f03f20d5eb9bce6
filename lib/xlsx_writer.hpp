// Workbooks on their way out: the library xlsxwriter, and what all workbooks of ours have in common. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/table.hpp>

#include <xlsxwriter.h>

#include <set>
#include <string>
#include <string_view>

namespace jointcase {

// The functions of libxlsxwriter, which is loaded when the first workbook is written.
#define JOINTCASE_XLSXWRITER(use)                                                                                                             \
    use(workbook_new_opt) use(workbook_close) use(lxw_workbook_free) use(lxw_strerror) use(workbook_set_properties)                           \
    use(workbook_add_worksheet) use(workbook_add_format) use(workbook_add_chart)                                                              \
    use(format_set_bold) use(format_set_font_size) use(format_set_num_format) use(format_set_text_wrap) use(format_set_align)                 \
    use(format_set_bg_color) use(format_set_bottom)                                                                                           \
    use(worksheet_write_string) use(worksheet_write_number) use(worksheet_write_datetime) use(worksheet_merge_range) use(worksheet_set_row)   \
    use(worksheet_set_column) use(worksheet_set_column_opt) use(worksheet_freeze_panes) use(worksheet_autofilter) use(worksheet_hide)         \
    use(worksheet_set_landscape) use(worksheet_set_paper) use(worksheet_fit_to_pages) use(worksheet_repeat_rows) use(worksheet_set_footer)    \
    use(worksheet_insert_chart_opt) use(worksheet_data_validation_range)                                                                      \
    use(chart_add_series) use(chart_series_set_categories) use(chart_series_set_values) use(chart_series_set_name)                            \
    use(chart_series_set_labels) use(chart_series_set_fill) use(chart_title_set_name) use(chart_legend_set_position)                          \
    use(chart_axis_set_reverse) use(chart_axis_set_min) use(chart_axis_off) use(chart_axis_major_gridlines_set_visible) use(chart_show_hidden_data)
struct Xlsxwriter {
#define JOINTCASE_MEMBER(name) decltype(&::name) name;
    JOINTCASE_XLSXWRITER(JOINTCASE_MEMBER)
#undef JOINTCASE_MEMBER
};
const Xlsxwriter& xlsxwriter(); // throws Fault::storage if it is not installed

constexpr std::int64_t most_rows = 1048576; // of a sheet, its headings among them

constexpr int widest_column = 60;         // in characters

int width_of_lines(std::string_view text); // the widest of them, as display_width() where “ ” … ① are wide

struct WrittenSheet {
    lxw_worksheet* handle = nullptr;
    std::string name;
};

// The same content is the same bytes: a workbook of ours was made at no particular time, by nobody.
class WorkbookWriter {
public:
    WorkbookWriter();
    ~WorkbookWriter();
    WorkbookWriter(const WorkbookWriter&) = delete;

    // A4 across, as wide as a page. The title loses what a sheet's name cannot have, and gets a number if it is taken.
    WrittenSheet sheet(std::string_view title);
    // Numbers, days and times as such; everything else as the text people are shown.
    void cell(const WrittenSheet& sheet, std::int64_t row, std::size_t column, const Cell& cell, std::string_view under);
    // A text stays one, whatever it looks like. Throws Fault::refused, naming row and heading (`under`), beyond what a cell holds.
    void text(const WrittenSheet& sheet, std::int64_t row, std::size_t column, const std::string& text, lxw_format* format, std::string_view under);
    lxw_format* format(const char* number_format = nullptr); // at the top of its cell
    lxw_chart* chart(lxw_chart_type type);
    // The file. Nothing can be written any more. Throws Fault::storage.
    std::string bytes();

    lxw_format *heading, *words, *long_words, *integer, *rate, *date, *time, *dash; // words: a cell formatted as text; dash: no figure

private:
    const Xlsxwriter& lxw_;
    int file_;
    std::string folder_;
    lxw_workbook* book_;
    std::set<std::string> names_; // in lower case
};

} // namespace jointcase
