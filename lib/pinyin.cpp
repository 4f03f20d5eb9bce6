// SPDX-License-Identifier: Apache-2.0
#include "pinyin.hpp"

#include "loaded.hpp"
#include "text.hpp"

#include <jointcase/error.hpp>

#include <unicode/utrans.h>
#include <unicode/ustring.h>

namespace jointcase {

namespace {

#define JOINTCASE_TEXT(x) #x
#define JOINTCASE_NAME(x) JOINTCASE_TEXT(x) // after ICU's macros have put the version behind the name

class Transliterator {
public:
    Transliterator() {
        const Loaded icu("ICU", "libicui18n.so." JOINTCASE_NAME(U_ICU_VERSION_MAJOR_NUM));
        const auto open = icu.function<decltype(utrans_openU)>(JOINTCASE_NAME(utrans_openU));
        run_ = icu.function<decltype(utrans_transUChars)>(JOINTCASE_NAME(utrans_transUChars));
        UErrorCode status = U_ZERO_ERROR;
        const std::u16string id = u"Han-Latin/Names; Latin-ASCII; Lower";
        handle_ = open(id.data(), static_cast<int32_t>(id.size()), UTRANS_FORWARD, nullptr, 0, nullptr, &status);
        if (U_FAILURE(status)) throw Error(Fault::storage, "the library ICU has no Han-Latin/Names");
    }

    std::string operator()(std::string_view text) const {
        std::u16string wide;
        for (const auto c : characters(text)) {
            if (c < 0x10000) wide += static_cast<char16_t>(c);
            else {
                wide += static_cast<char16_t>(0xD7C0 + (c >> 10));
                wide += static_cast<char16_t>(0xDC00 + (c & 0x3FF));
            }
        }
        auto length = static_cast<int32_t>(wide.size());
        auto limit = length;
        wide.resize(wide.size() * 8 + 16);
        UErrorCode status = U_ZERO_ERROR;
        run_(handle_, wide.data(), &length, static_cast<int32_t>(wide.size()), 0, &limit, &status);
        if (U_FAILURE(status)) throw Error(Fault::storage, "the library ICU cannot read “{}”", text);
        std::string result;
        for (int32_t i = 0; i < length; ++i) {
            if (wide[static_cast<std::size_t>(i)] < 0x80) result += static_cast<char>(wide[static_cast<std::size_t>(i)]);
        }
        return result;
    }

private:
    UTransliterator* handle_ = nullptr;
    decltype(utrans_transUChars)* run_ = nullptr;
};

} // namespace

std::string initials_of(std::string_view spaced_pinyin) {
    std::string initials;
    for (const auto& word : split(spaced_pinyin, " '-")) initials += word[0];
    return initials;
}

Pinyin pinyin_of(std::string_view name) {
    static const Transliterator transliterate;
    std::string spaced;
    for (const auto& part : split(name, "·•.")) spaced += (spaced.empty() ? "" : " ") + transliterate(part);
    Pinyin pinyin{{}, initials_of(spaced)};
    for (const char c : spaced) {
        if (c >= 'a' && c <= 'z') pinyin.full += c;
    }
    return pinyin;
}

} // namespace jointcase
