// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace jointcase::cli {

namespace {

namespace fs = std::filesystem;

struct Init {
    std::string office, short_name;
};

// Whole or not at all, and never over another.
void write_new_file(const fs::path& file, const std::string& text) {
    auto beside = (file.parent_path() / ".jointcase-XXXXXX").string();
    const int out = mkostemp(beside.data(), O_CLOEXEC);
    if (out < 0) throw Error(Fault::unwritable, "{} cannot be made: {}", file.string(), std::string_view(std::strerror(errno)));
    bool done = write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(out) == 0;
    // a file system that cannot refuse to replace is trusted with what was looked for before
    done = done && (renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0 || (errno == EINVAL && rename(beside.c_str(), file.c_str()) == 0));
    const int error = errno;
    close(out);
    if (done) return;
    unlink(beside.c_str());
    throw Error(Fault::storage, "{} cannot be written: {}", file.string(), std::string_view(std::strerror(error)));
}

// The database, here or where --db says, and the project file beside it: that comes last, so without it init was cut short.
void init(Session& session, const Init& request) {
    const auto& said = session.config().database;
    const fs::path database = fs::absolute(said.empty() ? fs::path("jointcase.db") : said);
    const auto project = database.parent_path() / ".jointcase.toml";
    const bool completing = fs::is_regular_file(fs::symlink_status(database)) && !fs::exists(fs::symlink_status(project));
    for (const auto& file : {database, project}) {
        if (!completing && fs::exists(fs::symlink_status(file))) throw Error(Fault::refused, "{} is there already, and nothing was changed", file.string());
    }
    if (request.office.size() != 6 || request.office.find_first_not_of("0123456789") != std::string::npos) {
        throw Error(Fault::usage, "--office: “{}” is not an office code of six digits", request.office);
    }
    auto config = session.config();
    config.database = database;
    config.office = request.office;
    const Db db(config, Db::Open::create);
    write_new_file(project, project_file(request.office, request.short_name, database.filename().string(), language()));
    const auto sentence = session.globals.quiet ? std::string() : say("made {} and {}", database.string(), project.string()) + '\n';
    session.tell(session.to_terminal() ? sentence : database.string() + '\n', {{"database", database.string()}, {"project_file", project.string()}});
}

} // namespace

void db_commands(CLI::App& noun, Session& session) {
    verb<Init>(
        noun, session, "init", _("Make a database, and .jointcase.toml beside it"),
        [](CLI::App& app, Init& request) {
            app.add_option("--office", request.office, _("The six-digit code of the office whose database it is"))->required()->type_name("CODE");
            app.add_option("--short-name", request.short_name, _("What begins its numbers, such as 临州检"));
        },
        [&session](const Init& request) { init(session, request); });
}

} // namespace jointcase::cli
