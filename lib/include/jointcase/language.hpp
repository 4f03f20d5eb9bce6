// The two languages of everything a person reads: English in the source, Chinese by gettext (lib/po).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace [[gnu::visibility("default")]] jointcase {

enum class Language { en, zh };

// Switches the language of the whole process. The caller has set a UTF-8 locale and LANGUAGE before.
void use_language(Language language);
Language language() noexcept;

// The sentence in the language in use; the text itself where there is no translation.
const char* translate(const char* text);

// For labels without arguments; sentences with arguments go through Error, Problem and say.
inline const char* _(const char* text) { return translate(text); }

// A term of the field in both languages. Both are accepted as input, whatever language is in use.
struct Term {
    const char* en = "";
    const char* zh = ""; // the first is shown; further ones, behind ';', are read too

    std::string_view shown() const; // in the language in use
};

} // namespace jointcase
