// SPDX-License-Identifier: Apache-2.0
#include "xlsx_writer.hpp"

#include "loaded.hpp"
#include "render_parts.hpp"
#include "spill.hpp"
#include "text.hpp"
#include "xml.hpp"

#include <jointcase/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <new>
#include <sstream>
#include <utility>

namespace jointcase {

namespace {

constexpr std::size_t longest_text = 32767, longest_name = 31; // in UTF-16
constexpr std::int64_t exact = 1000000000000000;               // from here on Excel loses digits
constexpr std::time_t no_time = 1577836800;                    // 2020-01-01

std::size_t utf16_size(std::string_view text) {
    std::size_t size = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        size += byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80;
    }
    return size;
}

// xlsxwriter escapes control characters as _x000D_, but not what only looks like one, nor U+FFFE and U+FFFF.
std::string escaped(const std::string& text) {
    std::string out;
    std::size_t done = 0;
    const auto put = [&](std::size_t at, std::size_t size, const char* instead) {
        out.append(text, done, at - done);
        out += instead;
        done = at + size;
    };
    for (auto at = text.find_first_of("_\xEF"); at != std::string::npos; at = text.find_first_of("_\xEF", at + 1)) {
        const std::string_view rest = std::string_view(text).substr(at);
        if (rest.starts_with("_x") && rest.size() >= 7 && rest[6] == '_' && rest.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) put(at, 1, "_x005F_");
        else if (rest.starts_with("\uFFFE")) put(at, 3, "_xFFFE_");
        else if (rest.starts_with("\uFFFF")) put(at, 3, "_xFFFF_");
    }
    return done ? out + text.substr(done) : text;
}

bool has_day(std::chrono::year year) { return year >= std::chrono::year{1900} && year <= std::chrono::year{9999}; }

lxw_datetime moment(Date date, std::int64_t second) {
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())), static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60), static_cast<double>(second % 60)};
}

bool is_long(const std::string& text) { // bytes are never fewer than columns
    return text.find('\n') != std::string::npos || (text.size() > static_cast<std::size_t>(widest_column) && width_of_lines(text) > widest_column);
}

struct Nothing : XmlHandler {
    void start(std::string_view, const XmlAttributes&) override {}
};

} // namespace

const Xlsxwriter& xlsxwriter() {
    static const Xlsxwriter functions = [] {
        const Loaded library("xlsxwriter", "libxlsxwriter.so." LXW_SOVERSION);
        Xlsxwriter found;
#define JOINTCASE_FIND(name) found.name = library.function<decltype(::name)>(#name);
        JOINTCASE_XLSXWRITER(JOINTCASE_FIND)
#undef JOINTCASE_FIND
        return found;
    }();
    return functions;
}

WorkbookWriter::WorkbookWriter() : lxw_(xlsxwriter()), file_(nameless_file()), folder_(std::filesystem::temp_directory_path().string()), names_{"history"} { // a name Excel keeps for itself
    lxw_workbook_options options{};
    options.tmpdir = folder_.data();
    options.use_zip64 = LXW_FALSE;
    book_ = lxw_.workbook_new_opt(fmt::format("/proc/self/fd/{}", file_).c_str(), &options);
    if (!book_) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = no_time;
    lxw_.workbook_set_properties(book_, &properties);
    heading = format("@");
    lxw_.format_set_bold(heading);
    lxw_.format_set_text_wrap(heading);
    lxw_.format_set_bg_color(heading, 0xE8EDF2);
    lxw_.format_set_bottom(heading, LXW_BORDER_THIN);
    words = format("@");
    long_words = format();
    lxw_.format_set_text_wrap(long_words);
    integer = format("0");
    rate = format("0.0");
    date = format("yyyy-mm-dd");
    time = format("yyyy-mm-dd hh:mm");
    dash = format();
    lxw_.format_set_align(dash, LXW_ALIGN_RIGHT);
}

WorkbookWriter::~WorkbookWriter() {
    if (book_) lxw_.lxw_workbook_free(book_);
    close(file_);
}

lxw_format* WorkbookWriter::format(const char* number_format) {
    auto* made = lxw_.workbook_add_format(book_);
    lxw_.format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (number_format) lxw_.format_set_num_format(made, number_format);
    return made;
}

lxw_chart* WorkbookWriter::chart(lxw_chart_type type) { return lxw_.workbook_add_chart(book_, static_cast<std::uint8_t>(type)); }

WrittenSheet WorkbookWriter::sheet(std::string_view title) {
    std::u32string clean;
    for (const auto c : characters(title)) {
        if (std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos && !hidden(c)) clean += c;
    }
    const auto fitted = [&](const std::string& ending) {
        auto all = clean;
        while (utf16_size(utf8(all)) + ending.size() > longest_name) all.pop_back();
        return trim(utf8(all)) + ending;
    };
    auto name = fitted("");
    if (name.empty()) name = "1";
    for (int number = 2; !names_.insert(lower(name)).second; ++number) name = fitted(fmt::format(" ({})", number));

    auto* made = lxw_.workbook_add_worksheet(book_, name.c_str());
    if (!made) throw Error(Fault::storage, "the workbook cannot be written ({})", name);
    lxw_.worksheet_set_landscape(made);
    lxw_.worksheet_set_paper(made, 9); // A4
    lxw_.worksheet_fit_to_pages(made, 1, 0);
    lxw_.worksheet_set_footer(made, "&C&P / &N");
    return {made, name};
}

void WorkbookWriter::text(const WrittenSheet& sheet, std::int64_t row, std::size_t column, const std::string& text, lxw_format* format, std::string_view under) {
    if (const auto size = utf16_size(text); size > longest_text) {
        throw Error(Fault::refused, "{}, row {}, “{}”: a text of {} characters, of which a cell of a workbook holds {}; write csv or json instead", sheet.name, row + 1, under, size, longest_text);
    }
    const auto error = lxw_.worksheet_write_string(sheet.handle, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), escaped(text).c_str(), format);
    if (error != LXW_NO_ERROR) throw Error(Fault::storage, "the workbook cannot be written ({})", std::string_view(lxw_.lxw_strerror(error)));
}

int width_of_lines(std::string_view text) {
    int width = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        width = std::max(width, display_width(text.substr(begin, end - begin), 2));
        begin = end + 1;
    }
    return width;
}

void WorkbookWriter::cell(const WrittenSheet& sheet, std::int64_t row, std::size_t column, const Cell& value, std::string_view under) {
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    if (std::holds_alternative<std::monostate>(value)) return;
    if (const auto* number = std::get_if<std::int64_t>(&value); number && *number > -exact && *number < exact) {
        lxw_.worksheet_write_number(sheet.handle, r, c, static_cast<double>(*number), integer);
    } else if (const auto* share = std::get_if<Rate>(&value)) {
        lxw_.worksheet_write_number(sheet.handle, r, c, static_cast<double>(share->tenths) / 10, rate);
    } else if (const auto* on = std::get_if<Date>(&value); on && has_day(on->year())) {
        auto written = moment(*on, 0);
        lxw_.worksheet_write_datetime(sheet.handle, r, c, &written, date);
    } else if (const auto* at = std::get_if<Time>(&value); at && has_day(day(*at).year())) {
        auto written = moment(day(*at), (*at - midnight(day(*at))).count());
        lxw_.worksheet_write_datetime(sheet.handle, r, c, &written, time);
    } else if (const auto words_shown = shown(value); !words_shown.empty()) {
        text(sheet, row, column, words_shown, std::holds_alternative<NoRate>(value) ? dash : is_long(words_shown) ? long_words : words, under);
    }
}

std::string WorkbookWriter::bytes() {
    const auto error = lxw_.workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw Error(Fault::storage, "the workbook cannot be written ({})", std::string_view(lxw_.lxw_strerror(error)));
    // xlsxwriter does not notice when its temporary files find no room: then a part ends in the middle
    std::istringstream none;
    const InputFile file(fmt::format("/proc/self/fd/{}", file_), none);
    try {
        Nothing nothing;
        for (const auto& part : zip_parts(file)) read_xml(file, part, nothing, std::numeric_limits<std::uint64_t>::max());
    } catch (const Invalid&) {
        throw Error(Fault::storage, "there is no room in {} to make the workbook", folder_);
    }
    return file.bytes();
}

} // namespace jointcase
