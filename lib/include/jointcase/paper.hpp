// Papers (文书): notice, attendance sheet, excerpt and feedback form, to print or as plain text. They are in Chinese whatever
// language is in use, each from a template that the office can replace; the minutes are their own noun.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/feedback.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Paper { notice, attendance, minutes, excerpt };
template <> std::span<const Word<Paper>> words<Paper>();

struct PaperStyle {
    bool html = false;   // else plain text
    bool unmask = false; // parties by their full names
};

std::string notice_paper(Db& db, const Meeting& meeting, const PaperStyle& style);     // 通知
std::string attendance_paper(Db& db, const Meeting& meeting, const PaperStyle& style); // 签到表
// The record of one case alone (节录), for its internal volume. Not given: the only item. Throws Fault::invalid where there
// are several, Fault::refused before the meeting was held.
std::string excerpt_paper(Db& db, const Meeting& meeting, std::optional<int> item, const PaperStyle& style);
// What was decided and what became of each opinion (反馈表), or the empty form. Throws Fault::refused before it was discussed.
std::string feedback_paper(Db& db, const Referral& referral, const PaperStyle& style);

} // namespace jointcase
