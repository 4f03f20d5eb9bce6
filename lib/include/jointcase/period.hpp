// Legal periods (期间): how days and months are counted, and where a period ends (刑诉法 105; the SPC's 刑诉法解释 202).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/date.hpp>

#include <set>

namespace [[gnu::visibility("default")]] jointcase {

// Saturdays and Sundays are holidays too, unless they are make-up working days (调休).
struct Calendar {
    std::set<Date> holidays, workdays;

    bool works(Date day) const;
};

// Half a month is 15 days, whatever the month.
struct Limit {
    int months = 0, days = 0;
    bool operator==(const Limit&) const = default;
};

// The same day so many months later: from the last day of a month the last day, and where there is no such day, the last.
Date add_months(Date day, int months);
Date next_workday(Date day, const Calendar& calendar); // the day itself, if it is one

// The last day of a period that begins on `from`, which is not counted. One that ends on a holiday goes on to the next
// working day, but not against someone in custody.
Date period_end(Date from, Limit limit, bool in_custody, const Calendar& calendar);

} // namespace jointcase
