// Bytes put by and read again: in memory while they are few, then in a temporary file without a name. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jointcase {

// Open for reading and writing; whoever asked for it closes it. Throws Fault::storage.
int nameless_file();

// All is appended before anything is read. Throws Fault::storage.
class Spill {
public:
    explicit Spill(std::size_t in_memory) : limit_(in_memory) {}
    ~Spill();
    Spill(const Spill&) = delete;

    void append(std::string_view bytes);
    std::uint64_t size() const { return written_ + kept_.size(); }
    // Appends `size` bytes from `at` on, which must be there, to `into`.
    void read(std::uint64_t at, std::size_t size, std::string& into);

private:
    static constexpr std::size_t page = 1 << 14, pages = 64;
    struct Page {
        std::uint64_t number = ~std::uint64_t{0};
        std::string bytes;
    };

    void flush();
    const std::string& paged(std::uint64_t number);

    std::size_t limit_;
    std::string kept_;          // all, or what is not yet in the file
    std::uint64_t written_ = 0; // in the file
    int handle_ = -1;
    std::vector<Page> cache_; // of the file; a page has one place
};

// Numbers by their place, 0 where none was set: the last in use in memory, 64 KiB of them, the others in a temporary file.
class Numbers {
public:
    Numbers() = default;
    ~Numbers();
    Numbers(const Numbers&) = delete;

    std::uint32_t& operator[](std::uint64_t place); // until the next call. Throws Fault::storage

private:
    struct Page {
        std::uint64_t number = 0;
        std::array<std::uint32_t, 1024> numbers{};
    };
    std::array<std::unique_ptr<Page>, 16> pages_; // a page has one place
    int handle_ = -1;
};

} // namespace jointcase
