// SPDX-License-Identifier: Apache-2.0
#include "xml.hpp"

#include <jointcase/error.hpp>

#include <expat.h>

#include <algorithm>
#include <new>
#include <utility>

namespace jointcase {

namespace {

constexpr std::uint64_t piece = 1 << 16;
constexpr std::uint64_t longest = 1 << 20; // of a tag
constexpr int deepest = 64;

std::string_view local(const char* name) {
    const std::string_view all = name;
    return all.substr(all.find(':') + 1); // npos + 1 is 0
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** pair = pairs; *pair; pair += 2) {
        if (local(pair[0]) == name) return pair[1];
    }
    return {};
}

// Exceptions do not cross expat: the first one stops it and is thrown by step().
template <class Call>
void XmlReader::pass(Call&& call) {
    passed_ = fed_;
    if (failure_) return;
    try {
        call();
    } catch (...) {
        fail(std::current_exception());
    }
}

void XmlReader::fail(std::exception_ptr failure) {
    failure_ = std::move(failure);
    XML_StopParser(parser_, XML_FALSE);
}

XmlReader::XmlReader(ZipPart part, XmlHandler& handler) : part_(std::move(part)), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_,
        [](void* data, const char* name, const char** attributes) {
            auto& self = *static_cast<XmlReader*>(data);
            self.pass([&] {
                if (++self.depth_ > deepest) throw Invalid({Problem::of("", "bad_xml", "{} in the workbook nests its elements too deep", self.part_.name())});
                self.handler_.start(local(name), {attributes});
            });
        },
        [](void* data, const char* name) {
            auto& self = *static_cast<XmlReader*>(data);
            --self.depth_;
            self.pass([&] { self.handler_.end(local(name)); });
        });
    XML_SetCharacterDataHandler(parser_, [](void* data, const char* text, int size) {
        auto& self = *static_cast<XmlReader*>(data);
        self.pass([&] { self.handler_.text({text, static_cast<std::size_t>(size)}); });
    });
    // what is passed over, but shows that the parser gets on
    XML_SetCommentHandler(parser_, [](void* data, const char*) { static_cast<XmlReader*>(data)->pass([] {}); });
    XML_SetProcessingInstructionHandler(parser_, [](void* data, const char*, const char*) { static_cast<XmlReader*>(data)->pass([] {}); });
    XML_SetStartDoctypeDeclHandler(parser_, [](void* data, const char*, const char*, const char*, int) {
        auto& self = *static_cast<XmlReader*>(data);
        self.pass([&] { throw Invalid({Problem::of("", "bad_xml", "{} in the workbook declares a DOCTYPE, which no workbook needs", self.part_.name())}); });
    });
}

XmlReader::~XmlReader() { XML_ParserFree(parser_); }

void XmlReader::not_well_formed() const {
    throw Invalid({Problem::of("", "bad_xml", "the workbook is damaged: {} is not well-formed XML (line {}: {})", part_.name(), static_cast<std::uint64_t>(XML_GetCurrentLineNumber(parser_)),
                               std::string_view(XML_ErrorString(XML_GetErrorCode(parser_))))});
}

bool XmlReader::step() {
    XML_ParsingStatus now;
    XML_GetParsingStatus(parser_, &now);
    if (now.parsing == XML_FINISHED) return false;
    XML_Status status;
    if (std::exchange(paused_, false)) status = XML_ResumeParser(parser_);
    else {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(part_.size() - fed_ + 1, piece));
        auto* buffer = static_cast<char*>(XML_GetBuffer(parser_, static_cast<int>(most)));
        if (!buffer) throw std::bad_alloc();
        const auto size = part_.read(buffer, most);
        fed_ += size;
        status = XML_ParseBuffer(parser_, static_cast<int>(size), size == 0);
    }
    if (failure_) std::rethrow_exception(failure_);
    if (status == XML_STATUS_ERROR) not_well_formed();
    paused_ = status == XML_STATUS_SUSPENDED;
    if (fed_ - passed_ > longest) throw Invalid({Problem::of("", "bad_xml", "{} in the workbook has a tag or a comment of more than 1 MiB", part_.name())});
    XML_GetParsingStatus(parser_, &now);
    return now.parsing != XML_FINISHED;
}

void XmlReader::pause() { XML_StopParser(parser_, XML_TRUE); }

void read_xml(const InputFile& file, const std::string& name, XmlHandler& handler, std::uint64_t most) {
    ZipPart part(file, name);
    if (part.size() > most) throw Invalid({Problem::of("", "too_big", "{} in the workbook would unpack to {} MiB, which no sheet holds", name, part.size() >> 20)});
    XmlReader reader(std::move(part), handler);
    while (reader.step()) {}
}

} // namespace jointcase
