// SPDX-License-Identifier: Apache-2.0
#include <jointcase/archive.hpp>

#include "paper_values.hpp"

namespace jointcase {

namespace {

using Files = std::map<std::string, std::string>;

// name.txt and name.html
template <class Print>
void add_paper(Files& files, const std::string& name, bool unmask, Print print) {
    files[name + ".txt"] = print(PaperStyle{false, unmask});
    files[name + ".html"] = print(PaperStyle{true, unmask});
}

std::string opinions_csv(Db& db, const Meeting& meeting, bool unmask) {
    OpinionFilter filter;
    filter.meeting = meeting.key;
    filter.superseded = true;
    Style style;
    style.format = Format::csv;
    return render(opinion_table(db, list_opinions(db, filter), unmask), style);
}

} // namespace

std::map<std::string, std::string> archive_meeting(Db& db, const Meeting& meeting, bool unmask) {
    if (meeting.state != MeetingState::filed) throw Error(Fault::refused, "meeting {} is {}; what is archived is filed (`minutes file {}`)", meeting.key, label(meeting.state), meeting.key);
    const auto minutes = find_minutes(db, meeting.key, {}, Match::strict);
    Files files;
    add_paper(files, "notice", unmask, [&](const PaperStyle& style) { return notice_paper(db, meeting, style); });
    add_paper(files, "attendance", unmask, [&](const PaperStyle& style) { return attendance_paper(db, meeting, style); });
    add_paper(files, "minutes", unmask, [&](const PaperStyle& style) { return minutes_paper(db, minutes, style); });
    for (const auto& item : list_agenda(db, meeting.id)) {
        const auto number = std::to_string(item.seq);
        add_paper(files, "excerpt-" + number, unmask, [&](const PaperStyle& style) { return excerpt_paper(db, meeting, item.seq, style); });
        if (item.state == ItemState::discussed) {
            add_paper(files, "feedback-" + number, unmask, [&](const PaperStyle& style) { return feedback_paper(db, referral_of(db, item.referral_id), style); });
        }
    }
    files["record.txt"] = shown_text(db, minutes, unmask);
    files["opinions.csv"] = opinions_csv(db, meeting, unmask);
    std::string sums;
    for (const auto& [name, bytes] : files) sums += sha256_hex(bytes) + "  " + name + "\n";
    files["SHA256SUMS"] = sums;
    return files;
}

} // namespace jointcase
