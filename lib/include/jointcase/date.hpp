// Calendar days, months and moments at +08:00, read and written as ISO 8601; the machine's zone plays no part.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] jointcase {

using Date = std::chrono::year_month_day;
using Month = std::chrono::year_month;
using Time = std::chrono::local_seconds; // a moment at +08:00

// 2020-03-05, 2020/3/5, 2020年3月5日. Throws Fault::invalid.
Date parse_date(std::string_view text);
// 2020-03, 2020年3月. Throws Fault::invalid.
Month parse_month(std::string_view text);
// 2020-03-05T09:00:00+08:00, 2020-03-05 09:00, or a day alone for 00:00 of it. Other offsets are converted. Throws Fault::invalid.
Time parse_time(std::string_view text);

std::string iso(Date date);   // 2020-03-05
std::string iso(Month month); // 2020-03
std::string iso(Time time);   // 2020-03-05T09:00:00+08:00

Date day(Time time);
Time midnight(Date date); // 00:00 of it
Date add_days(Date date, int days);
int days_between(Date from, Date to);

// A half-open span of days: [from, to).
struct Span {
    Date from, to;
    bool operator==(const Span&) const = default;
};

} // namespace jointcase
