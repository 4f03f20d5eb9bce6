// A jointcase with a folder, a database and a clock of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <run.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace jointcase::test {

struct Cli {
    std::filesystem::path folder;
    std::string out, err;

    // A database of office 622900, unless told to make none. English, with now = 2020-02-20 10:00.
    explicit Cli(bool database = true) {
        auto pattern = (std::filesystem::temp_directory_path() / "jointcase-test-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        for (const char* name : {"JOINTCASE_DB", "JOINTCASE_CONFIG", "JOINTCASE_LANG", "JOINTCASE_FORMAT", "JOINTCASE_WAIT", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "XDG_CONFIG_HOME"}) unsetenv(name);
        setenv("HOME", folder.c_str(), 1);
        setenv("JOINTCASE_AS_OF", "2020-02-20T10:00:00+08:00", 1);
        if (!database) return;
        setenv("JOINTCASE_DB", (folder / "jointcase.db").c_str(), 1);
        setenv("JOINTCASE_CONFIG", "", 1);
        REQUIRE((*this)({"db", "init", "--office", "622900", "--short-name", "临州检"}) == 0);
        setenv("JOINTCASE_CONFIG", (folder / ".jointcase.toml").c_str(), 1);
    }
    ~Cli() { std::filesystem::remove_all(folder); }
    Cli(const Cli&) = delete;

    int operator()(const std::vector<std::string>& args, const std::string& in = {}) {
        std::istringstream i(in);
        std::ostringstream o, e;
        const int status = cli::run(args, i, o, e);
        out = o.str(), err = e.str();
        return status;
    }
    // A file in the folder; gives its path.
    std::string file(const std::string& name, const std::string& bytes) const {
        const auto path = folder / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    static void at(const char* time) { setenv("JOINTCASE_AS_OF", time, 1); }
};

} // namespace jointcase::test
