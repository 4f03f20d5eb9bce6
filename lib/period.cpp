// SPDX-License-Identifier: Apache-2.0
#include <jointcase/period.hpp>

namespace jointcase {

using std::chrono::local_days;

namespace {

Date last_of(Month month) { return Date{month / std::chrono::last}; }

} // namespace

bool Calendar::works(Date day) const {
    if (workdays.contains(day)) return true;
    const std::chrono::weekday weekday{local_days{day}};
    return !holidays.contains(day) && weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

Date add_months(Date day, int months) {
    const Month from = day.year() / day.month(), to = from + std::chrono::months{months};
    const Date same = to / day.day();
    return day == last_of(from) || !same.ok() ? last_of(to) : same;
}

Date next_workday(Date day, const Calendar& calendar) {
    while (!calendar.works(day)) day = add_days(day, 1);
    return day;
}

Date period_end(Date from, Limit limit, bool in_custody, const Calendar& calendar) {
    const auto last = add_days(add_months(from, limit.months), limit.days);
    return in_custody ? last : next_workday(last, calendar);
}

} // namespace jointcase
