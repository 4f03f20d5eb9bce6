// SPDX-License-Identifier: Apache-2.0
#include "text.hpp"
#include "xlsx_writer.hpp"

#include <jointcase/date.hpp>
#include <jointcase/error.hpp>
#include <jointcase/import.hpp>
#include <jointcase/language.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace jointcase {

namespace {

constexpr std::size_t rows_prepared = 1000, longest_list = 255; // the latter Excel's limit, in characters
constexpr int narrowest = 10;

struct Kinds {
    explicit Kinds(WorkbookWriter& book) : required(book.format("@")), number(book.format()) {
        const auto& lxw = xlsxwriter();
        lxw.format_set_bold(required);
        lxw.format_set_text_wrap(required);
        lxw.format_set_bottom(required, LXW_BORDER_THIN);
        lxw.format_set_bg_color(required, 0xFFE699);
    }
    lxw_format *required, *number;
};

// Choices that a validation cannot list by itself stand on a sheet of their own, a column each.
class Choices {
public:
    explicit Choices(WorkbookWriter& book) : book_(book) {}

    std::string formula(const std::vector<std::string>& choices) {
        if (!sheet_) {
            sheet_ = book_.sheet(Term{"choices", "选项"}.shown());
            xlsxwriter().worksheet_hide(sheet_->handle);
        }
        for (std::size_t i = 0; i < choices.size(); ++i) book_.text(*sheet_, static_cast<std::int64_t>(i), columns_, choices[i], book_.words, "");
        std::string letters;
        for (auto n = ++columns_; n > 0; n = (n - 1) / 26) letters.insert(0, 1, static_cast<char>('A' + (n - 1) % 26));
        return fmt::format("='{}'!${}$1:${}${}", sheet_->name, letters, letters, choices.size());
    }

private:
    WorkbookWriter& book_;
    std::optional<WrittenSheet> sheet_;
    std::size_t columns_ = 0;
};

bool listable(const std::vector<std::string>& choices) {
    std::size_t size = 0;
    for (const auto& choice : choices) {
        if (choice.find(',') != std::string::npos || choice.starts_with('=') || trim(choice) != choice) return false;
        size += choice.size() + 1; // bytes: never fewer than characters
    }
    return size <= longest_list;
}

struct Offer {
    const TemplateSheet& sheet;
    std::size_t column;
    WrittenSheet written;
};

void offer(const Offer& at, Choices& choices) {
    const auto& column = at.sheet.columns[at.column];
    std::vector<const char*> list;
    std::string formula;
    lxw_data_validation rule{};
    if (listable(column.choices)) {
        for (const auto& choice : column.choices) list.push_back(choice.c_str());
        list.push_back(nullptr);
        rule.validate = LXW_VALIDATION_TYPE_LIST;
        rule.value_list = const_cast<decltype(rule.value_list)>(list.data());
    } else {
        formula = choices.formula(column.choices);
        rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule.value_formula = formula.data();
    }
    std::string title(Term{"Not in the list", "不在选项之中"}.shown());
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule.error_title = title.data();
    const auto rows = std::max(rows_prepared, at.sheet.rows.size());
    const auto place = static_cast<lxw_col_t>(at.column);
    const auto error = xlsxwriter().worksheet_data_validation_range(at.written.handle, 1, place, static_cast<lxw_row_t>(rows), place, &rule);
    if (error != LXW_NO_ERROR) throw Error(Fault::storage, "the workbook cannot be written ({})", std::string_view(xlsxwriter().lxw_strerror(error)));
}

// What the column expects, or the text as it is.
Cell cell_of(ValueType type, const std::string& text) {
    try {
        if (type == ValueType::date) return parse_date(text);
        if (type == ValueType::time) return parse_time(text);
    } catch (const Error&) {
        return text;
    }
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    if (type == ValueType::number && end == text.data() + text.size()) return number;
    return text;
}

} // namespace

std::string template_workbook(std::span<const TemplateSheet> sheets) {
    const auto& lxw = xlsxwriter();
    WorkbookWriter book;
    const Kinds kinds(book);
    std::vector<WrittenSheet> written;
    for (const auto& sheet : sheets) written.push_back(book.sheet(sheet.name));
    Choices choices(book); // behind them
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        const auto& sheet = sheets[s];
        for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
            const auto& column = sheet.columns[i];
            const auto place = static_cast<lxw_col_t>(i);
            lxw_format* const formats[] = {book.words, kinds.number, book.date, book.time};
            int width = width_of_lines(column.heading) + 3;
            for (const auto& choice : column.choices) width = std::max(width, width_of_lines(choice) + 4);
            for (const auto& row : sheet.rows) width = std::max(width, i < row.size() ? width_of_lines(row[i]) + 2 : 0);
            lxw.worksheet_set_column(written[s].handle, place, place, std::clamp(width, narrowest, widest_column), formats[static_cast<std::size_t>(column.type)]);
            book.text(written[s], 0, i, column.heading, column.required ? kinds.required : book.heading, column.heading);
            for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
                if (i < sheet.rows[r].size() && !sheet.rows[r][i].empty()) book.cell(written[s], static_cast<std::int64_t>(r + 1), i, cell_of(column.type, sheet.rows[r][i]), column.heading);
            }
            if (!column.choices.empty()) offer({sheet, i, written[s]}, choices);
        }
        lxw.worksheet_freeze_panes(written[s].handle, 1, 0);
        lxw.worksheet_repeat_rows(written[s].handle, 0, 0);
    }
    return book.bytes();
}

} // namespace jointcase
