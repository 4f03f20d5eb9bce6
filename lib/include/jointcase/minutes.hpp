// Minutes (会议记录): the truthful record of a meeting, opinion by opinion, without a conclusion. What was circulated is
// never changed: a change is a new version; what was signed has none any more (民事诉讼监督规则 art 49(2)).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/opinion.hpp>
#include <jointcase/paper.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class MinutesState { draft, circulated, signed_, filed };
template <> std::span<const Word<MinutesState>> words<MinutesState>();

struct Minutes {
    Id<Minutes> id;
    std::string key; // meeting/version
    Id<Meeting> meeting_id;
    std::string meeting; // key
    int version = 0;
    std::string text, sha256; // the text as it was made from what was recorded, with full names; its digest, 64 hexadecimal digits
    Date drafted_on{};
    std::optional<Date> circulated_on, signed_on, filed_on;
    std::string filed_by, filed_by_name, volume; // key, name; internal (检察内卷)
    MinutesState state{};
};

// Who has to sign, and whether they did.
struct Signature {
    std::string talent, name, office_name; // talent is a key
    Id<Talent> talent_id;
    std::vector<int> without;      // discussed items they are recused from: the signature is not of those
    std::optional<Date> signed_on; // neither this nor a note: still to come
    std::string note;              // why not

    bool open() const { return !signed_on && note.empty(); }
};

// Writes the text from what is recorded: the first version, the same one anew while it is a draft, else the next. Throws
// Fault::refused before the meeting ended, and for another text once it was signed (model, invariant 19).
Minutes draft_minutes(Write& write, std::string_view meeting, Date on);
// Throws Fault::refused where the text lacks what was recorded since.
Minutes circulate_minutes(Write& write, std::string_view meeting, std::optional<Date> on = {}); // not given: today

struct Signing {
    std::vector<std::string> talents;
    bool all = false;                         // every one who has to and is not in the notes
    std::map<std::string, std::string> notes; // by talent: why they do not sign
    Date on{};
};
// Signed once each who has to (rule sign_required) signed, or a note says why not. Who is recused from every item does not
// sign (5). Throws Fault::refused before the circulation, or where the text lacks what was recorded since.
Minutes sign_minutes(Write& write, std::string_view meeting, const Signing& signing);
// Into the internal volume (检察内卷); `by` not given: the recorder. Throws Fault::refused naming who has not signed.
Minutes file_minutes(Write& write, std::string_view meeting, std::string_view by = {}, std::optional<Date> on = {});

// The latest version unless one is named. Throws Fault::missing; Fault::corrupt where the text is not what its digest says.
Minutes find_minutes(Db& db, std::string_view meeting, std::optional<int> version = {}, Match match = Match::loose);
std::optional<Minutes> last_minutes(Db& db, Id<Meeting> meeting); // the same, or nothing where none were written
std::vector<Signature> list_signatures(Db& db, const Minutes& minutes); // as attendance is listed

std::string shown_text(Db& db, const Minutes& minutes, bool unmask); // with full names: what was signed, byte by byte
Document minutes_document(Db& db, const Minutes& minutes, bool unmask = false); // with its text and signatures
// To print: text, signatures, and the audit's last operation in its foot.
std::string minutes_paper(Db& db, const Minutes& minutes, const PaperStyle& style);

} // namespace jointcase
