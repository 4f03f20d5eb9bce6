// SPDX-License-Identifier: Apache-2.0
#include <jointcase/date.hpp>
#include <jointcase/error.hpp>

#include "text.hpp"

#include <charconv>

namespace jointcase {

namespace {

using namespace std::chrono;

// Reads a number of 1 to `most` digits off the front; nothing if there is none.
std::optional<int> take(std::string_view& text, std::size_t most) {
    std::size_t length = 0;
    while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
    if (length == 0) return {};
    int value = 0;
    std::from_chars(text.data(), text.data() + length, value);
    text.remove_prefix(length);
    return value;
}

bool take(std::string_view& text, std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}

struct Marks {
    std::string_view year, month, day;
};
constexpr Marks styles[] = {{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}, {".", ".", ""}};

std::optional<Date> take_date(std::string_view& text) {
    for (const auto& style : styles) {
        auto rest = text;
        const auto y = take(rest, 4);
        if (!y || text.size() - rest.size() != 4 || !take(rest, style.year)) continue;
        const auto m = take(rest, 2);
        if (!m || !take(rest, style.month)) continue;
        const auto d = take(rest, 2);
        if (!d || !take(rest, style.day)) continue;
        const Date date = year{*y} / *m / *d;
        if (!date.ok()) return {};
        text = rest;
        return date;
    }
    return {};
}

} // namespace

Date parse_date(std::string_view text) {
    const auto clean = trim(half_width(text));
    std::string_view rest = clean;
    const auto date = take_date(rest);
    if (!date || !rest.empty()) throw Error(Fault::invalid, "“{}” is not a day of the calendar like 2020-03-05", text).coded("bad_date");
    return *date;
}

Month parse_month(std::string_view text) {
    const auto clean = trim(half_width(text));
    for (const auto& style : styles) {
        std::string_view rest = clean;
        const auto y = take(rest, 4);
        if (!y || clean.size() - rest.size() != 4 || !take(rest, style.year)) continue;
        const auto m = take(rest, 2);
        if (!m || (style.year == "年" && !take(rest, style.month)) || !rest.empty()) continue;
        if (const Month month = year{*y} / *m; month.ok()) return month;
    }
    throw Error(Fault::invalid, "“{}” is not a month like 2020-03", text);
}

Time parse_time(std::string_view text) {
    const auto clean = trim(half_width(text));
    std::string_view rest = clean;
    const auto fail = [&] { return Error(Fault::invalid, "“{}” is not a time like 2020-03-05 09:00", text).coded("bad_time"); };
    const auto date = take_date(rest);
    if (!date) throw fail();
    Time time = midnight(*date);
    if (rest.empty()) return time;
    if (!take(rest, "T") && !take(rest, " ")) throw fail();
    const auto h = take(rest, 2);
    if (!h || !(take(rest, ":") || take(rest, "时"))) throw fail();
    const auto m = take(rest, 2);
    if (!m || *h > 23 || *m > 59) throw fail();
    int s = 0;
    if (take(rest, ":")) {
        const auto seconds = take(rest, 2);
        if (!seconds || *seconds > 59) throw fail();
        s = *seconds;
    } else {
        take(rest, "分");
    }
    time += hours{*h} + minutes{*m} + seconds{s};
    if (take(rest, "Z")) {
        time += hours{8};
    } else if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
        const int sign = rest[0] == '+' ? 1 : -1;
        rest.remove_prefix(1);
        const auto oh = take(rest, 2);
        take(rest, ":");
        const auto om = take(rest, 2);
        if (!oh || !om || *oh > 14 || *om > 59) throw fail();
        time += hours{8} - sign * (hours{*oh} + minutes{*om});
    }
    const auto year = day(time).year();
    if (!rest.empty() || year < std::chrono::year{0} || year > std::chrono::year{9999}) throw fail();
    return time;
}

namespace {

// Millions of times in an import, so without a format string.
void append(std::string& text, unsigned number, int digits, char before) {
    if (before) text += before;
    const auto begin = text.size();
    text.resize(begin + static_cast<std::size_t>(digits));
    for (auto at = text.size(); at-- > begin; number /= 10) text[at] = static_cast<char>('0' + number % 10);
}

} // namespace

std::string iso(Date date) {
    std::string text = iso(Month(date.year(), date.month()));
    append(text, static_cast<unsigned>(date.day()), 2, '-');
    return text;
}

std::string iso(Month month) {
    std::string text;
    append(text, static_cast<unsigned>(static_cast<int>(month.year())), 4, 0);
    append(text, static_cast<unsigned>(month.month()), 2, '-');
    return text;
}

std::string iso(Time time) {
    const hh_mm_ss clock{time - floor<days>(time)};
    auto text = iso(day(time));
    text.reserve(25);
    append(text, static_cast<unsigned>(clock.hours().count()), 2, 'T');
    append(text, static_cast<unsigned>(clock.minutes().count()), 2, ':');
    append(text, static_cast<unsigned>(clock.seconds().count()), 2, ':');
    return text += "+08:00";
}

Date day(Time time) { return Date{floor<days>(time)}; }
Time midnight(Date date) { return local_days{date}; }
Date add_days(Date date, int count) { return Date{local_days{date} + days{count}}; }
int days_between(Date from, Date to) { return static_cast<int>((local_days{to} - local_days{from}).count()); }

} // namespace jointcase
