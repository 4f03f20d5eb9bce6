// SPDX-License-Identifier: Apache-2.0
#include <jointcase/input.hpp>

#include <jointcase/error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <vector>

namespace jointcase {

namespace {

constexpr std::size_t block = 1 << 20;

std::shared_ptr<const int> owned(int handle) {
    return {new int(handle), [](const int* owned) {
                close(*owned);
                delete owned;
            }};
}

// What cannot be read twice is read once, into a file that has no name any more.
std::shared_ptr<const int> keep(const std::function<std::size_t(char*, std::size_t)>& read) {
    auto pattern = (std::filesystem::temp_directory_path() / "jointcase-XXXXXX").string();
    const int handle = mkostemp(pattern.data(), O_CLOEXEC);
    if (handle < 0) throw Error(Fault::storage, "a temporary file cannot be made in {}: {}", std::filesystem::temp_directory_path().string(), std::string_view(std::strerror(errno)));
    unlink(pattern.c_str());
    auto kept = owned(handle);
    std::vector<char> bytes(block);
    while (const auto count = read(bytes.data(), bytes.size())) {
        for (std::size_t done = 0; done < count;) {
            const auto written = write(handle, bytes.data() + done, count - done);
            if (written < 0) throw Error(Fault::storage, "the input cannot be kept in {}: {}", std::filesystem::temp_directory_path().string(), std::string_view(std::strerror(errno)));
            done += static_cast<std::size_t>(written);
        }
    }
    return kept;
}

} // namespace

InputFile::InputFile(std::string name, std::istream& standard_input) : name_(std::move(name)) {
    if (name_ == "-") {
        handle_ = keep([&](char* into, std::size_t size) {
            standard_input.read(into, static_cast<std::streamsize>(size));
            return static_cast<std::size_t>(standard_input.gcount());
        });
    } else {
        const int handle = open(name_.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0) throw Error(Fault::unreadable, "{}: the file is missing or cannot be read", name_);
        handle_ = owned(handle);
    }
    struct stat info {};
    fstat(*handle_, &info);
    if (S_ISDIR(info.st_mode)) throw Error(Fault::unreadable, "{} is a folder, not a file", name_);
    if (!S_ISREG(info.st_mode)) { // a pipe, /dev/stdin
        handle_ = keep([&, pipe = handle_](char* into, std::size_t size) {
            const auto count = ::read(*pipe, into, size);
            if (count < 0) throw Error(Fault::unreadable, "{}: the file cannot be read to its end", name_);
            return static_cast<std::size_t>(count);
        });
        fstat(*handle_, &info);
    }
    size_ = info.st_size;
}

std::size_t InputFile::read(std::int64_t at, char* into, std::size_t size) const {
    std::size_t done = 0;
    while (done < size) {
        const auto count = pread(*handle_, into + done, size - done, at + static_cast<std::int64_t>(done));
        if (count < 0) throw Error(Fault::unreadable, "{}: the file cannot be read to its end", name_);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

std::string InputFile::bytes() const {
    std::string all(static_cast<std::size_t>(size_), '\0');
    all.resize(read(0, all.data(), all.size()));
    return all;
}

} // namespace jointcase
