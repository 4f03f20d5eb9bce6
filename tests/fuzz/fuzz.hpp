// A fuzz target: FUZZ(csv) { … bytes … }. With JOINTCASE_LIBFUZZER it is the program's target; else one of jointcase_fuzz_corpus.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/input.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace jointcase::fuzz {

using Target = void (*)(std::string_view bytes);
inline std::map<std::string, Target>& targets() {
    static std::map<std::string, Target> all;
    return all;
}

// What must hold; ends the program with the statement if it does not.
void check(bool holds, const char* statement);

// The bytes as a file, in memory. There is one: it is that of the last call.
std::string file_of(std::string_view bytes); // its name
InputFile input(std::string_view bytes);

bool is_utf8(std::string_view text); // by another's judgement than the library's

// Takes the first byte, 0 if there is none.
inline unsigned take_byte(std::string_view& bytes) {
    if (bytes.empty()) return 0;
    const auto first = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return first;
}
// Takes what stands before the mark, and the mark.
inline std::string_view take_until(std::string_view& bytes, std::string_view mark) {
    const auto part = bytes.substr(0, bytes.find(mark));
    bytes.remove_prefix(part.size() == bytes.size() ? part.size() : part.size() + mark.size());
    return part;
}

} // namespace jointcase::fuzz

#ifdef JOINTCASE_LIBFUZZER
#define FUZZ_ENTRY(name)                                                                     \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {      \
        fuzz_##name({reinterpret_cast<const char*>(data), size});                            \
        return 0;                                                                            \
    }
#else
#define FUZZ_ENTRY(name) static const bool fuzz_##name##_known = jointcase::fuzz::targets().emplace(#name, fuzz_##name).second;
#endif
#define FUZZ(name)                                    \
    static void fuzz_##name(std::string_view bytes);  \
    FUZZ_ENTRY(name)                                  \
    static void fuzz_##name(std::string_view bytes)
