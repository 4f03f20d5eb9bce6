// SPDX-License-Identifier: Apache-2.0
#include "spill.hpp"

#include <jointcase/error.hpp>

#include <unistd.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace jointcase {

namespace {

std::string folder() { return std::filesystem::temp_directory_path().string(); }

[[noreturn]] void cannot_keep() { throw Error(Fault::storage, "the input cannot be kept in {}: {}", folder(), std::string_view(std::strerror(errno))); }

// How many bytes there are of those asked for.
std::size_t read_at(int handle, std::uint64_t at, char* into, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const auto count = pread(handle, into + done, size - done, static_cast<off_t>(at + done));
        if (count < 0) cannot_keep();
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

void write_at(int handle, std::uint64_t at, const char* bytes, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
        const auto count = pwrite(handle, bytes + done, size - done, static_cast<off_t>(at + done));
        if (count < 0) cannot_keep();
        done += static_cast<std::size_t>(count);
    }
}

} // namespace

int nameless_file() {
    auto pattern = folder() + "/jointcase-XXXXXX";
    const int handle = mkostemp(pattern.data(), O_CLOEXEC);
    if (handle < 0) throw Error(Fault::storage, "a temporary file cannot be made in {}: {}", folder(), std::string_view(std::strerror(errno)));
    unlink(pattern.c_str());
    return handle;
}

Spill::~Spill() {
    if (handle_ >= 0) close(handle_);
}

void Spill::append(std::string_view bytes) {
    kept_ += bytes;
    if (kept_.size() > limit_) flush();
}

void Spill::flush() {
    if (handle_ < 0) {
        handle_ = nameless_file();
        limit_ = std::min<std::size_t>(limit_, 1 << 18); // from now on only what one write takes
    }
    write_at(handle_, written_, kept_.data(), kept_.size());
    written_ += kept_.size();
    std::string().swap(kept_); // gives its memory back
}

const std::string& Spill::paged(std::uint64_t number) {
    cache_.resize(pages);
    auto& place = cache_[number % pages];
    if (place.number != number) {
        place.number = number;
        place.bytes.resize(page);
        place.bytes.resize(read_at(handle_, number * page, place.bytes.data(), page));
    }
    return place.bytes;
}

void Spill::read(std::uint64_t at, std::size_t size, std::string& into) {
    if (handle_ < 0) {
        into.append(kept_, at, size);
        return;
    }
    if (!kept_.empty()) flush();
    while (size > 0) {
        const auto& bytes = paged(at / page);
        const auto offset = static_cast<std::size_t>(at % page);
        if (offset >= bytes.size()) throw Error(Fault::storage, "the input kept in {} was cut short", folder());
        const auto count = std::min(size, bytes.size() - offset);
        into.append(bytes, offset, count);
        at += count;
        size -= count;
    }
}

Numbers::~Numbers() {
    if (handle_ >= 0) close(handle_);
}

std::uint32_t& Numbers::operator[](std::uint64_t place) {
    constexpr auto width = std::tuple_size_v<decltype(Page::numbers)>, bytes = width * sizeof(std::uint32_t);
    const auto number = place / width;
    auto& page = pages_[number % pages_.size()];
    if (!page) {
        page = std::make_unique<Page>();
        page->number = number;
    }
    if (page->number != number) {
        if (handle_ < 0) handle_ = nameless_file();
        auto* numbers = reinterpret_cast<char*>(page->numbers.data());
        write_at(handle_, page->number * bytes, numbers, bytes);
        const auto there = read_at(handle_, number * bytes, numbers, bytes);
        std::memset(numbers + there, 0, bytes - there);
        page->number = number;
    }
    return page->numbers[place % width];
}

} // namespace jointcase
