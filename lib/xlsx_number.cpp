// SPDX-License-Identifier: Apache-2.0
#include "xlsx_number.hpp"

#include <jointcase/date.hpp>

#include <charconv>
#include <cmath>

namespace jointcase {

namespace {

constexpr double digits_kept = 1e15; // from here on a double holds a whole number of 16 digits and more
constexpr std::int64_t seconds_of_day = 86400;

std::string decimal(double value) {
    char digits[64];
    const double size = std::fabs(value);
    const bool plain = value == 0 || (size >= 1e-9 && size < digits_kept);
    const auto end = plain ? std::to_chars(digits, digits + sizeof digits, value == 0 ? 0.0 : value, std::chars_format::fixed) : std::to_chars(digits, digits + sizeof digits, value);
    return {digits, end.ptr};
}

std::string clock(std::int64_t seconds) {
    auto text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (seconds % 60) text += fmt::format(":{:02}", seconds % 60);
    return text;
}

// The day a serial number counts; nothing for one outside the calendar.
std::optional<Date> day_of(std::int64_t serial, bool from_1904) {
    using namespace std::chrono;
    const auto first = from_1904 ? sys_days{year{1904} / 1 / 1} : serial < 60 ? sys_days{year{1899} / 12 / 31} : sys_days{year{1899} / 12 / 30};
    const Date date = first + days{serial};
    const bool known = from_1904 ? serial >= 0 : serial >= 1 && serial != 60;
    if (!known || date.year() > year{9999}) return {};
    return date;
}

std::optional<std::string> moment(double value, Shows shows, bool from_1904) {
    if (value < 0 || value > 3e6) return {};
    const auto seconds = shows == Shows::date ? static_cast<std::int64_t>(value) * seconds_of_day : std::llround(value * static_cast<double>(seconds_of_day));
    const auto serial = seconds / seconds_of_day, rest = seconds % seconds_of_day;
    if (serial == 0 && shows != Shows::date && !(from_1904 && rest == 0)) return clock(rest);
    const auto date = day_of(serial, from_1904);
    if (!date) return {};
    return rest || shows == Shows::time ? iso(*date) + ' ' + clock(rest) : iso(*date);
}

} // namespace

Shows builtin_format(int id) {
    if (id == 22 || id == 55 || id == 56) return Shows::either; // 55 and 56 are times in Chinese, days in Japanese
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return Shows::time;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return Shows::date;
    return Shows::number;
}

Shows custom_format(std::string_view code) {
    bool day = false, month = false, time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) { // behind ; other numbers are meant
        switch (code[i]) {
        case '"': i = std::min(code.find('"', i + 1), code.size()); break;
        case '[': // a colour, a language, or hours beyond the day: [h]
            if (i + 1 < code.size() && std::string_view("hHmMsS").find(code[i + 1]) != std::string_view::npos) {
                const auto close = code.find_first_not_of(std::string_view("hHmMsS"), i + 1);
                if (close != std::string_view::npos && code[close] == ']') time = true;
            }
            i = std::min(code.find(']', i + 1), code.size());
            break;
        case '\\': case '_': case '*': ++i; break;
        case 'y': case 'Y': case 'd': case 'D': day = true; break;
        case 'm': case 'M': month = true; break;
        case 'h': case 'H': case 's': case 'S': time = true; break;
        default: break;
        }
    }
    if (time) return day ? Shows::either : Shows::time;
    return day || month ? Shows::date : Shows::number;
}

NumberText number_text(std::string_view value, Shows shows, bool from_1904) {
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number)) {
        return {std::string(value), Problem::of("", "bad_number", "the cell should hold a number, but holds “{}”", value)};
    }
    if (shows != Shows::number) {
        if (const auto text = moment(number, shows, from_1904)) return {*text, {}};
        return {std::string(value), Problem::of("", "bad_date", "the cell is formatted as a date, but {} is no day of the calendar", value)};
    }
    if (std::fabs(number) >= digits_kept) {
        return {std::string(value), Problem::of("", "long_number", "a number of more than 15 digits, of which the spreadsheet has lost the last; format the cell as text and type it again")};
    }
    return {decimal(number), {}};
}

std::string iso_text(std::string_view value) {
    std::string text(value.substr(0, value.find_first_of(".Z")));
    if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
    if (text.size() == 19 && text.ends_with(" 00:00:00")) text.resize(10);
    else if (text.size() == 19 && text.ends_with(":00")) text.resize(16);
    return text;
}

} // namespace jointcase
