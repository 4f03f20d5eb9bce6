// A part of a zip archive, unpacked as it is read. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/input.hpp>

#include <memory>
#include <string>
#include <vector>

namespace jointcase {

struct ZipBytes; // of the file, as the unpacker reads them

// Throws Invalid for an archive or a part that is damaged, encrypted or packed in a way of its own, and for one that
// would unpack to more than 4 GiB, or to more than 256 MiB and 500 times its packed size: nobody typed that.
class ZipPart {
public:
    // Throws Invalid if there is no such part; names are compared without case.
    ZipPart(const InputFile& file, const std::string& name);

    const std::string& name() const { return name_; }
    std::size_t read(char* into, std::size_t size); // 0 only behind the last byte, whose checksum is then right
    std::uint64_t size() const { return size_; }
    std::uint64_t packed() const { return packed_; }
    std::uint64_t consumed() const { return size_ ? static_cast<std::uint64_t>(static_cast<double>(packed_) * static_cast<double>(done_) / static_cast<double>(size_)) : packed_; } // of packed()

private:
    std::string name_;
    std::shared_ptr<ZipBytes> bytes_;
    std::shared_ptr<void> handle_; // of the unpacker
    std::uint64_t size_ = 0, packed_ = 0, done_ = 0;
};

bool zip_has(const InputFile& file, const std::string& part);
std::vector<std::string> zip_parts(const InputFile& file); // throws Invalid

} // namespace jointcase
