// The pinyin of people's names. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace jointcase {

struct Pinyin {
    std::string full;     // "ma guoliang" is written maguoliang
    std::string initials; // mgl
};
// By ICU's Han-Latin/Names, which knows how surnames are read (单 shan, 尉迟 yuchi). ICU is loaded at the first name.
Pinyin pinyin_of(std::string_view name);
std::string initials_of(std::string_view spaced_pinyin);

} // namespace jointcase
