// An open jointcase database, and the one way to write to it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/config.hpp>
#include <jointcase/date.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace SQLite {
class Database;
}

namespace [[gnu::visibility("default")]] jointcase {

class Audit;
class Statements;

class Db {
public:
    // create: also completes one whose making was cut short. suspect: existing, and also with a foreign schema, for verify
    enum class Open { existing, create, suspect };

    // Opens config.database and applies the pending migrations of schema/.
    // Throws Fault::config for a database of a newer program or one that is not there, Fault::corrupt for a foreign
    // schema, Fault::denied for a link or a network file system, Fault::storage for what the system says.
    // The path ":memory:" is a database of its own, for tests.
    explicit Db(const Config& config, Open open = Open::existing);
    ~Db();
    Db(const Db&) = delete;
    Db& operator=(const Db&) = delete;

    const Config& config() const { return config_; }
    const std::filesystem::path& path() const { return path_; } // resolved
    int schema_version() const;

    // The moment at which states are told (--as-of); events after it have not happened yet. Not set: the end of time.
    void set_as_of(Time moment) { as_of_ = moment; }
    Time as_of() const { return as_of_; }

    // One read transaction until end_read() or a Write; what is read in it belongs together.
    void begin_read();
    void end_read();

    // Memory for pages of the database; long writes need more than the 2 MB of a short one.
    void use_cache(std::int64_t bytes);

    SQLite::Database& sqlite() { return *sqlite_; } // for lib/*.cpp
    Statements& statements() { return *statements_; } // for lib/*.cpp

private:
    void migrate();

    Config config_;
    std::filesystem::path path_;
    std::unique_ptr<SQLite::Database> sqlite_;
    std::unique_ptr<Statements> statements_;
    bool reading_ = false;
    Time as_of_ = midnight(std::chrono::year{9999} / 12 / 31);
};

// How freely a text may name a record: strict wants its key, handle, source number or full name; loose takes any unique part.
enum class Match { strict, loose };

// Who writes, when, and with which command.
struct Origin {
    std::string actor;  // of the operating system, never an option: "1000:wang"
    Time at{};          // by the clock
    Time now{};         // what the command takes as now (--as-of); never later than `at`
    std::string action; // noun and verb: "case close"
    Match match = Match::loose; // strict with -q and from files
};

// The writer's turn, a transaction, and its operation in the audit chain. All of it at commit(), or nothing.
class Write {
public:
    // Waits for its turn as long as config().wait. Throws Fault::busy.
    Write(Db& db, Origin origin);
    ~Write();
    Write(const Write&) = delete;
    Write& operator=(const Write&) = delete;

    Db& db() { return db_; }
    const Config& config() const { return db_.config(); }
    Time now() const { return origin_.now; }
    Date today() const { return day(origin_.now); }
    Match match() const { return origin_.match; }
    const std::string& action() const { return origin_.action; }

    bool commit(); // false: nothing was changed after all, and no operation was written
    bool changed() const; // anything so far?
    void keep_trace();    // an operation even if no record changes

    void restart();       // forgets all that was written so far, and keeps its turn

    // For import: keeps or forgets what one row wrote.
    void savepoint();
    void release();
    void rollback_to();

    Audit& audit() { return *audit_; } // for lib/*.cpp

private:
    Db& db_;
    Origin origin_;
    int lock_ = -1;
    bool done_ = false;
    std::unique_ptr<Audit> audit_;
};

// An operation without a record, such as showing names unmasked.
void note_operation(Db& db, const Origin& origin);

// An answer kept for a script that may run twice (--once).
struct Once {
    std::string token, action, request, answer; // request: digest of what was asked
};
std::optional<Once> find_once(Db& db, std::string_view token);
void add_once(Write& write, const Once& once);

} // namespace jointcase
