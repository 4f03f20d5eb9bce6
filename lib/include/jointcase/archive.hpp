// A meeting in a folder: what `sha256sum -c` and a text viewer alone can verify and read (DA/T 97).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/minutes.hpp>

namespace [[gnu::visibility("default")]] jointcase {

// The files by name, SHA256SUMS among them: the papers as page and as text, the text of the minutes, every opinion. With
// full names that text is the one that was signed, byte by byte. Throws Fault::refused unless the minutes are filed.
std::map<std::string, std::string> archive_meeting(Db& db, const Meeting& meeting, bool unmask);

} // namespace jointcase
