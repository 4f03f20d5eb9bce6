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
    for (std::size_t done = 0; done < kept_.size();) {
        const auto count = write(handle_, kept_.data() + done, kept_.size() - done);
        if (count < 0) cannot_keep();
        done += static_cast<std::size_t>(count);
    }
    written_ += kept_.size();
    std::string().swap(kept_); // gives its memory back
}

const std::string& Spill::paged(std::uint64_t number) {
    cache_.resize(pages);
    auto& place = cache_[number % pages];
    if (place.number != number) {
        place.number = number;
        place.bytes.resize(page);
        std::size_t done = 0;
        while (done < page) {
            const auto count = pread(handle_, place.bytes.data() + done, page - done, static_cast<off_t>(number * page + done));
            if (count < 0) cannot_keep();
            if (count == 0) break;
            done += static_cast<std::size_t>(count);
        }
        place.bytes.resize(done);
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

} // namespace jointcase
