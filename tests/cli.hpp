// A jointcase with a folder, a database and a clock of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <run.hpp>

#include <doctest/doctest.h>

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace jointcase::test {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Cli {
    std::filesystem::path folder;
    std::string out, err;

    // A database of office 622900, unless told to make none. English, with now = 2020-02-20 10:00.
    explicit Cli(bool database = true) {
        const std::filesystem::path memory = "/dev/shm"; // where an fsync costs nothing
        auto pattern = ((std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / "jointcase-test-XXXXXX").string();
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
    // A command for the shell, where "$P" is the real program; its exit status.
    int shell(const std::string& command) {
        setenv("P", JOINTCASE_PROGRAM, 1);
        const auto messages = folder / ".stderr";
        auto* pipe = popen(("( " + command + " ) 2>'" + messages.string() + "'").c_str(), "r");
        REQUIRE(pipe != nullptr);
        out.clear();
        for (int c; (c = std::fgetc(pipe)) != EOF;) out += static_cast<char>(c);
        const int status = pclose(pipe);
        err = read_file(messages);
        std::filesystem::remove(messages);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    // A file in the folder; gives its path.
    std::string file(const std::string& name, const std::string& bytes) const {
        const auto path = folder / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    std::filesystem::path database() const { return folder / "jointcase.db"; }
    static void at(const char* time) { setenv("JOINTCASE_AS_OF", time, 1); }

    // The prefecture's office 622900 (州院) and two counties below it.
    Cli& with_offices() {
        REQUIRE((*this)({"office", "add", "622900", "--name", "临夏州人民检察院", "--level", "prefecture", "--alias", "州院"}) == 0);
        REQUIRE((*this)({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county", "--parent", "622900"}) == 0);
        REQUIRE((*this)({"office", "add", "622923", "--name", "永靖县人民检察院", "--level", "county", "--parent", "622900"}) == 0);
        return *this;
    }
    // A prosecutor; gives the key.
    std::string prosecutor(const std::string& name, const std::string& office = "622921") {
        REQUIRE((*this)({"talent", "add", name, "--office", office, "--category", "prosecutor"}) == 0);
        return out.substr(0, out.find('\n'));
    }
};

} // namespace jointcase::test
