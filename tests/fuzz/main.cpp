// jointcase_fuzz_corpus FOLDER: every file kept under FOLDER/<target> through its target, in this build.
// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace jointcase::fuzz;

int main(int count, char** words) {
    if (count != 2) return 64;
    int files = 0;
    for (const auto& [name, target] : targets()) {
        const int before = files;
        for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(words[1]) / name)) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            std::fprintf(stderr, "%s\r", file.path().c_str()); // of what a sanitizer stops at
            target(bytes);
            ++files;
        }
        std::printf("%s: %d files\n", name.c_str(), files - before);
        if (files == before) return 1;
    }
}
