// SPDX-License-Identifier: Apache-2.0
#include "zip.hpp"

#include <jointcase/error.hpp>

#include <minizip/unzip.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <vector>

namespace jointcase {

namespace {

// minizip 1.1 reads the sizes of an archive beyond 4 GiB as `most`.
constexpr std::uint64_t most = 0xFFFFFFFF, suspicious = std::uint64_t{256} << 20, most_times = 500;

[[noreturn]] void damaged() { throw Invalid({Problem::of("", "bad_zip", "the workbook is damaged: its zip archive cannot be read; open it in a spreadsheet program and save it again")}); }

} // namespace

// minizip asks for single bytes of the archive's directory: they are taken from a window of the file.
struct ZipBytes {
    explicit ZipBytes(const InputFile& of) : file(of), window(static_cast<std::size_t>(std::min<std::int64_t>(of.size(), 1 << 16))) {}

    std::size_t read(char* into, std::size_t size) {
        std::size_t done = 0;
        while (done < size) {
            if (at < begin || at >= begin + static_cast<std::int64_t>(filled)) {
                begin = at;
                filled = file.read(at, window.data(), window.size());
                if (filled == 0) break;
            }
            const auto offset = static_cast<std::size_t>(at - begin);
            const auto count = std::min(size - done, filled - offset);
            std::memcpy(into + done, window.data() + offset, count);
            done += count;
            at += static_cast<std::int64_t>(count);
        }
        return done;
    }

    InputFile file;
    std::vector<char> window;
    std::size_t filled = 0;
    std::int64_t begin = 0, at = 0;
    std::exception_ptr failure; // of the file itself; minizip knows no exceptions
};

namespace {

// Its directory; null if there is none.
std::shared_ptr<void> opened(ZipBytes& of) {
    zlib_filefunc64_def functions{};
    functions.opaque = &of;
    functions.zopen64_file = [](void* bytes, const void*, int) { return bytes; };
    functions.zread_file = [](void*, void* stream, void* into, uLong size) -> uLong {
        auto& bytes = *static_cast<ZipBytes*>(stream);
        try {
            return bytes.read(static_cast<char*>(into), size);
        } catch (...) {
            bytes.failure = std::current_exception();
            return 0;
        }
    };
    functions.ztell64_file = [](void*, void* stream) { return static_cast<ZPOS64_T>(static_cast<ZipBytes*>(stream)->at); };
    functions.zseek64_file = [](void*, void* stream, ZPOS64_T offset, int origin) -> long {
        auto& bytes = *static_cast<ZipBytes*>(stream);
        const auto from = origin == ZLIB_FILEFUNC_SEEK_CUR ? bytes.at : origin == ZLIB_FILEFUNC_SEEK_END ? bytes.file.size() : 0;
        if (offset > static_cast<ZPOS64_T>(bytes.file.size())) return -1;
        bytes.at = from + static_cast<std::int64_t>(offset);
        return 0;
    };
    functions.zclose_file = [](void*, void*) { return 0; };
    functions.zerror_file = [](void*, void* stream) { return static_cast<ZipBytes*>(stream)->failure ? 1 : 0; };

    const auto handle = unzOpen2_64("", &functions);
    if (of.failure) std::rethrow_exception(of.failure);
    return {handle, [](void* open) {
                if (open) unzClose(open);
            }};
}

} // namespace

ZipPart::ZipPart(const InputFile& file, const std::string& name) : name_(name), bytes_(std::make_shared<ZipBytes>(file)), handle_(opened(*bytes_)) {
    unz_file_info64 info{};
    const bool there = handle_ && unzLocateFile(handle_.get(), name.c_str(), 2) == UNZ_OK;
    const bool readable = there && unzGetCurrentFileInfo64(handle_.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) == UNZ_OK;
    if (bytes_->failure) std::rethrow_exception(bytes_->failure);
    if (!handle_ || (there && !readable)) damaged();
    if (!there) throw Invalid({Problem::of("", "bad_workbook", "the workbook lacks its part {}; open it in a spreadsheet program and save it again", name)});
    if (info.flag & 1) throw Invalid({Problem::of("", "encrypted", "the workbook is encrypted; save it without a password")});
    size_ = info.uncompressed_size;
    packed_ = info.compressed_size;
    if (size_ >= most || (size_ > suspicious && size_ / most_times > packed_)) {
        throw Invalid({Problem::of("", "too_big", "{} in the workbook would unpack to {} MiB, which no sheet holds", name, size_ >> 20)});
    }
    if (unzOpenCurrentFile(handle_.get()) != UNZ_OK) damaged();
}

std::size_t ZipPart::read(char* into, std::size_t size) {
    const int count = unzReadCurrentFile(handle_.get(), into, static_cast<unsigned>(size));
    if (bytes_->failure) std::rethrow_exception(bytes_->failure);
    if (count < 0) damaged();
    done_ += static_cast<std::uint64_t>(count);
    if (count == 0 && (done_ != size_ || unzCloseCurrentFile(handle_.get()) != UNZ_OK)) damaged();
    return static_cast<std::size_t>(count);
}

bool zip_has(const InputFile& file, const std::string& part) {
    try {
        ZipPart{file, part};
        return true;
    } catch (const Invalid&) {
        return false;
    }
}

std::vector<std::string> zip_parts(const InputFile& file) {
    ZipBytes bytes(file);
    const auto handle = opened(bytes);
    std::vector<std::string> names;
    int status = handle ? unzGoToFirstFile(handle.get()) : UNZ_BADZIPFILE;
    for (; status == UNZ_OK; status = unzGoToNextFile(handle.get())) {
        char name[1024] = "";
        unzGetCurrentFileInfo64(handle.get(), nullptr, name, sizeof name - 1, nullptr, 0, nullptr, 0);
        names.emplace_back(name);
    }
    if (bytes.failure) std::rethrow_exception(bytes.failure);
    if (status != UNZ_END_OF_LIST_OF_FILE) damaged();
    return names;
}

} // namespace jointcase
