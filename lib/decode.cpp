// SPDX-License-Identifier: Apache-2.0
#include "decode.hpp"

#include <iconv.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

namespace jointcase {

namespace {

// Length of the character that begins here; 0: none does; more than there is: it is cut off.
std::size_t utf8_length(const unsigned char* at, std::size_t left) {
    const auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) { return i >= left || (at[i] >= low && at[i] <= high); };
    const unsigned char lead = at[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return follows(1) ? 2 : 0;
    if (lead < 0xF0) return follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (lead < 0xF5) return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

bool of_three_bytes(const unsigned char* at) {
    return at[0] > 0xE0 && at[0] < 0xF0 && at[0] != 0xED && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80;
}

// Two of them at once, from eight bytes.
bool two_of_three_bytes(const unsigned char* at) {
    if constexpr (std::endian::native != std::endian::little) return false;
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    return (word & 0xC0C0F0C0C0F0U) == 0x8080E08080E0U && at[0] != 0xE0 && at[0] != 0xED && at[3] != 0xE0 && at[3] != 0xED;
}

struct Utf8Check {
    std::size_t good = 0; // bytes that are whole characters
    bool bad = false;     // what follows them is none; else it is cut off, or there is no more
};

Utf8Check check_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t size = bytes.size();
    std::size_t i = 0;
    while (i < size) {
        std::uint64_t word = 0;
        if (i + 8 <= size && (std::memcpy(&word, data + i, 8), (word & 0x8080808080808080U) == 0)) {
            i += 8;
            continue;
        }
        // nearly all Chinese is three bytes: E1 to EF, but for ED, which is more particular, and two that follow
        while (i + 8 <= size && two_of_three_bytes(data + i)) i += 6;
        while (i + 3 <= size && of_three_bytes(data + i)) i += 3;
        if (i == size) break;
        const auto length = utf8_length(data + i, size - i);
        if (length == 0) return {i, true};
        if (length > size - i) return {i, false};
        i += length;
    }
    return {i, false};
}

} // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view bytes) {
    const auto check = check_utf8(bytes);
    return check.good == bytes.size() ? std::nullopt : std::optional(check.good);
}

Decoder::Decoder(const InputFile& file, Encoding encoding, std::optional<NotUtf8> not_utf8, std::size_t piece) : file_(file), piece_(piece), not_utf8_(not_utf8) {
    char mark[3];
    const std::string_view begin(mark, file.read(0, mark, sizeof mark));
    if (not_utf8_) {
        open("GB18030");
        return;
    }
    const bool either = encoding == Encoding::automatic || encoding == Encoding::utf16;
    const bool little = either && begin.starts_with("\xFF\xFE"), big = either && begin.starts_with("\xFE\xFF");
    const bool marked = (encoding == Encoding::automatic || encoding == Encoding::utf8) && begin == "\xEF\xBB\xBF";
    if (little || big) at_ = 2;
    if (marked) at_ = 3;
    may_fall_back_ = encoding == Encoding::automatic && !marked;
    if (big) open("UTF-16BE");
    else if (little || encoding == Encoding::utf16) open("UTF-16LE");
    else if (encoding == Encoding::gb18030) open("GB18030");
}

Decoder::~Decoder() {
    if (converter_) iconv_close(converter_);
}

void Decoder::open(const char* from) {
    name_ = from;
    converter_ = iconv_open("UTF-8", from);
    if (converter_ == reinterpret_cast<iconv_t>(-1)) {
        converter_ = nullptr;
        throw Error(Fault::storage, "the system cannot convert from {}", std::string_view(from));
    }
}

double Decoder::progress() const { return file_.size() == 0 ? 1.0 : static_cast<double>(at_) / static_cast<double>(file_.size()); }

void Decoder::refuse_byte(std::int64_t offset, const char* encoding) const {
    std::int64_t line = 1;
    std::string bytes(piece_, '\0');
    for (std::int64_t at = 0; at < offset;) {
        const auto count = static_cast<std::int64_t>(file_.read(at, bytes.data(), std::min(static_cast<std::size_t>(offset - at), bytes.size())));
        if (count == 0) break;
        line += std::count(bytes.begin(), bytes.begin() + count, '\n');
        at += count;
    }
    unsigned char byte = 0;
    file_.read(offset, reinterpret_cast<char*>(&byte), 1);
    throw Unusable(0, Problem::of("", "bad_encoding", "not {}: the byte 0x{:02x} at offset {} (line {}) does not belong", std::string_view(encoding), byte, offset, line));
}

bool Decoder::read(std::string& text) {
    const auto kept = raw_.size();
    raw_.resize(kept + piece_);
    const auto count = file_.read(at_, raw_.data() + kept, piece_);
    raw_.resize(kept + count);
    at_ += static_cast<std::int64_t>(count);
    const bool last = count < piece_;
    if (raw_.empty()) return false;
    if (converter_ || !take_utf8(raw_, last, text)) convert(raw_, last, text);
    return !last || !raw_.empty();
}

// False: the file is none of UTF-8, and what is left is to be converted.
bool Decoder::take_utf8(std::string_view bytes, bool last, std::string& text) {
    const auto check = check_utf8(bytes);
    const auto good = bytes.substr(0, check.good);
    const bool bad = check.bad || (last && check.good < bytes.size());
    if (ascii_) ascii_ = std::none_of(good.begin(), good.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
    if (!bad || ascii_) text += good;
    if (!bad) {
        raw_.erase(0, check.good);
        return true;
    }
    const auto offset = at_ - static_cast<std::int64_t>(bytes.size() - check.good);
    if (!may_fall_back_) refuse_byte(offset, "UTF-8");
    if (!ascii_) throw NotUtf8{offset};
    not_utf8_ = NotUtf8{offset};
    open("GB18030");
    raw_.erase(0, check.good);
    return false;
}

void Decoder::convert(std::string_view bytes, bool last, std::string& text) {
    auto* in = const_cast<char*>(bytes.data());
    auto in_left = bytes.size();
    for (;;) {
        const auto made = text.size();
        text.resize(made + in_left * 3 / 2 + 64);
        auto* out = text.data() + made;
        auto out_left = text.size() - made;
        const auto result = iconv(converter_, &in, &in_left, &out, &out_left);
        const int error = errno;
        text.resize(text.size() - out_left);
        if (result != static_cast<std::size_t>(-1) || (error == EINVAL && !last)) break;
        if (error == E2BIG) continue;
        const auto offset = at_ - static_cast<std::int64_t>(in_left);
        if (not_utf8_) refuse_byte(not_utf8_->offset, "UTF-8 (nor GB18030)");
        refuse_byte(offset, name_);
    }
    raw_.erase(0, bytes.size() - in_left);
}

} // namespace jointcase
