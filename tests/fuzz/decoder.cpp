// The text of a file: what iconv makes of the whole, however the file is cut into pieces.
// Input: how it is read (piece; encoding), then the file.
// SPDX-License-Identifier: Apache-2.0
#include "decode.hpp"
#include "fuzz.hpp"

#include <iconv.h>

#include <memory>
#include <optional>

using namespace jointcase;
using namespace jointcase::fuzz;

namespace {

struct Text {
    std::string text, problem; // one of them
    bool fell_back = false;
    bool operator==(const Text&) const = default;
};

Text read(const InputFile& file, Encoding encoding, std::size_t piece, std::optional<NotUtf8> not_utf8 = {}) {
    Text result;
    try {
        Decoder decoder(file, encoding, not_utf8, piece);
        for (bool more = true; more;) {
            const auto before = result.text.size();
            more = decoder.read(result.text);
            check(is_utf8(std::string_view(result.text).substr(before)), "a piece of text is UTF-8, no character cut");
        }
        check(decoder.progress() == 1, "a file is read to its end");
        result.fell_back = decoder.fell_back();
    } catch (const NotUtf8& found) {
        check(encoding == Encoding::automatic && !not_utf8, "only what nobody named is taken for something else, once");
        const auto bytes = file.bytes();
        check(find_bad_utf8(bytes) == static_cast<std::size_t>(found.offset) && !is_utf8(bytes), "what is no UTF-8 is none");
        result = read(file, encoding, piece, found);
        const auto named = read(file, Encoding::gb18030, piece);
        check(result.text == named.text && result.problem.empty() == named.problem.empty(), "read again, a file is what it is as GB18030 from its beginning");
    } catch (const Unusable& unusable) {
        result.text.clear();
        result.problem = unusable.problems().front().message;
        check(unusable.problems().front().code == "bad_encoding" && unusable.line() == 0, "a file is refused for its encoding");
    }
    return result;
}

std::optional<std::string> converted(std::string_view bytes, const char* from) {
    const std::shared_ptr<void> converter(iconv_open("UTF-8", from), iconv_close);
    std::string text(bytes.size() * 4 + 16, '\0');
    auto* in = const_cast<char*>(bytes.data());
    auto* out = text.data();
    auto in_left = bytes.size(), out_left = text.size();
    if (iconv(converter.get(), &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) return {};
    text.resize(text.size() - out_left);
    return text;
}

std::optional<std::string> checked(std::string_view bytes) { return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt; }

// All at once, by the rules of the header.
std::optional<std::string> expected(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::automatic || encoding == Encoding::utf16) {
        if (bytes.starts_with("\xFF\xFE")) return converted(bytes.substr(2), "UTF-16LE");
        if (bytes.starts_with("\xFE\xFF")) return converted(bytes.substr(2), "UTF-16BE");
        if (encoding == Encoding::utf16) return converted(bytes, "UTF-16LE");
    }
    if (encoding == Encoding::gb18030) return converted(bytes, "GB18030");
    if (bytes.starts_with("\xEF\xBB\xBF")) return checked(bytes.substr(3));
    auto text = checked(bytes);
    return text || encoding == Encoding::utf8 ? text : converted(bytes, "GB18030");
}

} // namespace

FUZZ(decoder) {
    const std::size_t piece = 1 + take_byte(bytes) % 64;
    const auto encoding = static_cast<Encoding>(take_byte(bytes) & 3);

    check(find_bad_utf8(bytes).has_value() == !is_utf8(bytes), "UTF-8 is told from what is none");
    const auto file = input(bytes);
    const auto whole = read(file, encoding, bytes.size() + 1);
    check(read(file, encoding, piece) == whole, "text, or what is wrong, does not depend on where the file is cut");
    const auto text = expected(bytes, encoding);
    check(text.has_value() == whole.problem.empty(), "a file is refused if it cannot be converted");
    if (text) check(*text == whole.text, "the text is what the whole is converted to");
}
