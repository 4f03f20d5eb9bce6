// XML read piece by piece from a part of a zip archive. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "zip.hpp"

#include <exception>
#include <string_view>

struct XML_ParserStruct;

namespace jointcase {

// Names come without their namespace's prefix.
struct XmlAttributes {
    const char** pairs;
    std::string_view operator[](std::string_view name) const; // "" if it is not there
};

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view) {}
    virtual void text(std::string_view) {} // in any number of pieces
};

// Throws Invalid for what is not well formed, for a DOCTYPE (it could define entities without end), for elements nested
// deeper than 64 and for a tag or comment of more than 1 MiB; and what the handler throws.
class XmlReader {
public:
    XmlReader(ZipPart part, XmlHandler& handler);
    ~XmlReader();
    XmlReader(const XmlReader&) = delete;

    bool step();  // reads some more; false if there is nothing left
    void pause(); // from the handler: step() returns behind the element in hand
    const ZipPart& part() const { return part_; }

private:
    template <class Call>
    void pass(Call&& call);
    void fail(std::exception_ptr failure);
    [[noreturn]] void not_well_formed() const;

    ZipPart part_;
    XmlHandler& handler_;
    XML_ParserStruct* parser_;
    std::exception_ptr failure_;
    std::uint64_t fed_ = 0, passed_ = 0; // passed_: of fed_, when the handler was last called
    int depth_ = 0;
    bool paused_ = false;
};

// All of a part, at most `most` bytes of it.
void read_xml(const InputFile& file, const std::string& part, XmlHandler& handler, std::uint64_t most);

} // namespace jointcase
