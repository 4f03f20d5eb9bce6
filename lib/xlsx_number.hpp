// Numbers of a sheet as a person reads them: a day, a time or a count, by the format of their cell. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/error.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace jointcase {

// What a number format shows. `either` is a day, with its time if it has one.
enum class Shows : unsigned char { number, date, time, either };

Shows builtin_format(int id);                // of Excel's own formats, those of Chinese and Japanese included
Shows custom_format(std::string_view code); // yyyy"年"m"月"d"日", [$-804]hh:mm, #,##0.00 …

// A number as it stands in the file: the shortest decimal that reads back, 2020-02-12, 09:00, 2020-02-12 09:00[:30].
// Days are counted from 1900, with a 1900-02-29 that never was, or from 1904.
struct NumberText {
    std::string text;
    std::optional<Problem> problem; // bad_number, bad_date, long_number; the text is then the file's
};
NumberText number_text(std::string_view value, Shows shows, bool from_1904);

// 2020-02-12T09:00:00 as 2020-02-12 09:00.
std::string iso_text(std::string_view value);

} // namespace jointcase
