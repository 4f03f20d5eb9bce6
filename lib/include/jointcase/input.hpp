// A file to read from: by its name, or standard input, which is kept in a nameless temporary file first.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>

namespace [[gnu::visibility("default")]] jointcase {

class InputFile {
public:
    InputFile() = default;
    // "-" is standard input; pipes are kept as it is. Throws Fault::unreadable.
    InputFile(std::string name, std::istream& standard_input);

    const std::string& name() const { return name_; } // as the user typed it
    std::int64_t size() const { return size_; }
    // The bytes from `at` on; fewer than `size` only at the end of the file. Throws Fault::unreadable.
    std::size_t read(std::int64_t at, char* into, std::size_t size) const;
    std::string bytes() const; // all of them

private:
    std::string name_;
    std::shared_ptr<const int> handle_; // closed with the last copy
    std::int64_t size_ = 0;
};

} // namespace jointcase
