// What the papers of a meeting say, as templates take it. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/opinion.hpp>

#include "template.hpp"

namespace jointcase {

// The first Chinese label of a coded value: papers are in Chinese whatever language is in use.
template <class E>
std::string chinese(E value) {
    const std::string_view all = word(value).zh;
    return std::string(all.substr(0, all.find(';')));
}
std::string chinese_day(Date day);                // 2020年2月21日
std::string chinese_day(std::optional<Date> day); // none: an empty text

// The meeting with its attendance, items, issues and standing opinions; of one item only, and of those who sit on it, if
// that is named.
Values meeting_values(Db& db, const Meeting& meeting, bool unmask, std::optional<int> item = {});

// The lines of a text, as {{#lines}}{{line}}{{/lines}}.
std::vector<Values> line_values(std::string_view text);

std::string sha256_hex(std::string_view bytes); // 64 digits

std::string fill_paper(Db& db, const char* name, Values values, bool html); // name without its suffix

} // namespace jointcase
