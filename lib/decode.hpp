// The bytes of a file as UTF-8, piece by piece: by its byte order mark, else strict UTF-8, else strict GB18030. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/error.hpp>
#include <jointcase/import.hpp>
#include <jointcase/input.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace jointcase {

// A file that cannot be read on from a line; 0: from its beginning.
class Unusable : public Invalid {
public:
    Unusable(std::int64_t line, Problem problem) : Invalid({std::move(problem)}), line_(line) {}
    std::int64_t line() const { return line_; }

private:
    std::int64_t line_;
};

// The offset of the first byte that does not belong to UTF-8; a character cut off at the end is one, too.
std::optional<std::size_t> find_bad_utf8(std::string_view bytes);

// A file taken for UTF-8 that is none, though characters were read as such: to be read again, as GB18030.
struct NotUtf8 {
    std::int64_t offset = 0; // of the first bad byte
};

class Decoder {
public:
    static constexpr std::size_t usual_piece = 1 << 18;

    // not_utf8: where an earlier reading as UTF-8 failed. piece: how many bytes are read at a time; nothing else depends on it.
    Decoder(const InputFile& file, Encoding encoding, std::optional<NotUtf8> not_utf8 = {}, std::size_t piece = usual_piece);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // Appends the text of a piece; false at the end of the file. Throws Unusable naming byte and line, and NotUtf8.
    bool read(std::string& text);
    bool fell_back() const { return not_utf8_.has_value(); } // GB18030, though nobody said so
    double progress() const;

private:
    void open(const char* from);
    bool take_utf8(std::string_view bytes, bool last, std::string& text);
    void convert(std::string_view bytes, bool last, std::string& text);
    [[noreturn]] void refuse_byte(std::int64_t offset, const char* encoding) const;

    const InputFile& file_;
    std::size_t piece_;
    void* converter_ = nullptr; // of iconv; none for UTF-8
    const char* name_ = "UTF-8";
    std::optional<NotUtf8> not_utf8_;
    bool may_fall_back_ = false;
    bool ascii_ = true;      // nothing but ASCII so far
    std::int64_t at_ = 0;    // the next byte to read from the file
    std::string raw_;        // read and not yet decoded
};

} // namespace jointcase
