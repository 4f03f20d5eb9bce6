// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <utf8proc.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace jointcase::fuzz {

void check(bool holds, const char* statement) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", statement);
    std::abort();
}

std::string file_of(std::string_view bytes) {
    static const int handle = memfd_create("fuzz", MFD_CLOEXEC);
    static const auto name = "/proc/self/fd/" + std::to_string(handle);
    const bool kept = ftruncate(handle, 0) == 0 && pwrite(handle, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
    check(kept, "the bytes can be kept in memory");
    return name;
}

InputFile input(std::string_view bytes) {
    static std::istringstream none;
    return {file_of(bytes), none};
}

bool is_utf8(std::string_view text) {
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    for (auto left = static_cast<utf8proc_ssize_t>(text.size()); left > 0;) {
        utf8proc_int32_t point = 0;
        const auto size = utf8proc_iterate(at, left, &point);
        if (size <= 0) return false;
        at += size;
        left -= size;
    }
    return true;
}

} // namespace jointcase::fuzz
