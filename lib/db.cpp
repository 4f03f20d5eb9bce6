// SPDX-License-Identifier: Apache-2.0
#include <jointcase/db.hpp>
#include <jointcase/error.hpp>

#include "audit_chain.hpp"
#include "schema.hpp"
#include "sql.hpp"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace jointcase {

namespace {

#include "known_schema.hpp" // made while building: the rows the migrations make, sorted

constexpr const char* in_memory = ":memory:";

std::string reason(int error) { return std::strerror(error); }

// Network file systems lie about locks.
void refuse_network(const std::filesystem::path& folder) {
    struct statfs info {};
    if (statfs(folder.c_str(), &info) != 0) throw Error(Fault::storage, "{}: {}", folder.string(), reason(errno));
    constexpr std::uint32_t nfs = 0x6969, smb = 0x517B, cifs = 0xFF534D42, smb2 = 0xFE534D42, afs = 0x5346414F, ncp = 0x564C, coda = 0x73757245;
    for (const auto kind : {nfs, smb, cifs, smb2, afs, ncp, coda}) {
        if (static_cast<std::uint32_t>(info.f_type) == kind) {
            throw Error(Fault::denied, "{} is on a network file system, where locks cannot be trusted; keep the database on a local disk", folder.string());
        }
    }
}

std::filesystem::path resolve(const std::filesystem::path& path) {
    if (path == in_memory) return path;
    const auto absolute = std::filesystem::absolute(path);
    std::error_code error;
    const auto folder = std::filesystem::canonical(absolute.parent_path(), error);
    if (error) throw Error(Fault::config, "the folder {} of the database is not there", absolute.parent_path().string());
    refuse_network(folder);
    return folder / absolute.filename();
}

// Whose making was cut short has no schema yet, or the schema alone.
bool in_use(SQLite::Database& database) {
    if (database.execAndGet("select count(*) from sqlite_master").getInt() == 0) return false;
    return !database.tableExists("operation") || database.execAndGet("select count(*) from operation").getInt64() > 0;
}

int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_VIEW: return SQLITE_DENY;
    case SQLITE_PRAGMA: return first && std::strcmp(first, "writable_schema") == 0 && second ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return first && (std::strcmp(first, "operation") == 0 || std::strcmp(first, "entry") == 0) ? SQLITE_DENY : SQLITE_OK;
    default: return SQLITE_OK;
    }
}

// Once, before SQLite is first used: nobody asks it how much memory it has, and a Db belongs to one thread at a time.
void set_up_sqlite() {
    static const bool done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK && sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK;
    static_cast<void>(done);
}

// What the connection itself must never do, before any statement of ours runs.
void harden(sqlite3* handle) {
    const auto set = [&](int option, int value) { sqlite3_db_config(handle, option, value, nullptr); };
    set(SQLITE_DBCONFIG_DEFENSIVE, 1);
    set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set(SQLITE_DBCONFIG_DQS_DML, 0);
    set(SQLITE_DBCONFIG_DQS_DDL, 0);
    set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
}

void alarm_rings(int) {}

// The writers' queue: the kernel wakes them in turn, and drops the lock of one that dies.
class Alarm { // interrupts the wait by a signal, as flock has no other end
public:
    explicit Alarm(std::chrono::milliseconds after) {
        struct sigaction action {};
        action.sa_handler = alarm_rings;
        sigaction(SIGALRM, &action, &before_);
        itimerval timer{};
        timer.it_value = {after.count() / 1000, (after.count() % 1000) * 1000};
        timer.it_interval = {0, 50'000}; // again, should it ring just before the wait begins
        setitimer(ITIMER_REAL, &timer, nullptr);
    }
    ~Alarm() {
        const itimerval off{};
        setitimer(ITIMER_REAL, &off, nullptr);
        sigaction(SIGALRM, &before_, nullptr);
    }

private:
    struct sigaction before_ {};
};

int take_turn(const std::filesystem::path& database, std::chrono::milliseconds wait) {
    if (database == in_memory) return -1;
    const auto file = database.string() + ".lock";
    struct stat info {};
    const mode_t mode = stat(database.c_str(), &info) == 0 ? info.st_mode & 0777 : 0600;
    const int lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
    if (lock < 0) throw Error(errno == EACCES || errno == EROFS || errno == EPERM ? Fault::denied : Fault::storage, "{}: {}", file, reason(errno));
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
    int error = errno;
    if (error == EWOULDBLOCK && wait.count() > 0) {
        const Alarm alarm(wait);
        error = flock(lock, LOCK_EX) == 0 ? 0 : errno;
    }
    if (error == 0) return lock;
    close(lock);
    if (error == EINTR || error == EWOULDBLOCK) {
        throw Error(Fault::busy, "another jointcase is writing to {}; gave up after {} s (--wait)", database.string(), static_cast<double>(wait.count()) / 1000);
    }
    throw Error(Fault::storage, "{}: {}", file, reason(error));
}

struct Turn {
    int lock;
    ~Turn() {
        if (lock >= 0) close(lock);
    }
};

} // namespace

bool schema_is_known(sqlite3* handle) {
    constexpr auto count = std::size(known_schema);
    std::bitset<count> seen; // a row twice must not stand for one that is gone
    bool known = true;
    each_schema_row(handle, [&](const SchemaRow& row) {
        const auto* found = std::lower_bound(std::begin(known_schema), std::end(known_schema), row);
        if (found == std::end(known_schema) || *found != row) known = false;
        else seen.set(static_cast<std::size_t>(found - known_schema));
    });
    return known && seen.all();
}

Db::Db(const Config& config, Open open) : config_(config), path_(resolve(config.database)) {
    const bool file = path_ != in_memory;
    if (file && open != Open::create && !std::filesystem::exists(std::filesystem::symlink_status(path_))) {
        throw Error(Fault::config, "there is no database {}; `jointcase db init` makes one", path_.string());
    }
    const auto there_already = [this] { return Error(Fault::refused, "{} is there already, and nothing was changed", path_.string()); };
    const int flags = SQLite::OPEN_READWRITE | (open == Open::create || !file ? SQLite::OPEN_CREATE : 0) | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
    set_up_sqlite();
    try {
        sqlite_ = std::make_unique<SQLite::Database>(path_.string(), flags, static_cast<int>(config.wait.count()));
        harden(sqlite_->getHandle());
        if (file && open == Open::create && in_use(*sqlite_)) throw there_already();
        sqlite_->exec("pragma journal_mode = truncate; pragma synchronous = full; pragma recursive_triggers = on;"
                      "pragma temp_store = memory; pragma cell_size_check = on");
        statements_ = std::make_unique<Statements>(*sqlite_);
        if (file && open != Open::create && !sqlite_->tableExists("operation")) { // never migrate what is somebody else's
            throw Error(Fault::config, "{} is not a jointcase database", path_.string());
        }
        const int version = schema_version();
        if (version > newest_schema()) {
            throw Error(Fault::config, "{} was made by a newer jointcase (schema {}, this one knows {}); update the program", path_.string(), version, newest_schema());
        }
        if (version < newest_schema() && open != Open::suspect) migrate();
        if (open != Open::suspect && !schema_is_known(sqlite_->getHandle())) {
            throw Error(Fault::corrupt, "the schema of {} is not the one this program made; `jointcase audit verify` tells more", path_.string());
        }
        sqlite3_set_authorizer(sqlite_->getHandle(), authorize, nullptr);
    } catch (const SQLite::Exception& error) {
        if (error.getExtendedErrorCode() == SQLITE_CANTOPEN_SYMLINK) throw Error(Fault::denied, "{} is a symbolic link; name the file itself", path_.string());
        if (error.getErrorCode() == SQLITE_NOTADB && open == Open::create) throw there_already();
        if (error.getErrorCode() == SQLITE_NOTADB) throw Error(Fault::config, "{} is not a jointcase database", path_.string());
        throw sql::storage_error(error);
    }
}

Db::~Db() = default;

void Db::migrate() {
    const Turn turn{take_turn(path_, config_.wait)};
    SQLite::Transaction transaction(*sqlite_, SQLite::TransactionBehavior::IMMEDIATE); // one for all: never half a schema
    for (const auto& migration : migrations()) {
        if (migration.number < 900 && migration.number <= schema_version()) continue;
        sqlite_->exec(migration.sql);
        if (migration.number < 900) sqlite_->exec(fmt::format("pragma user_version = {}", migration.number));
    }
    transaction.commit();
}

int Db::schema_version() const { return sqlite_->execAndGet("pragma user_version").getInt(); }

void Db::use_cache(std::int64_t bytes) { sqlite_->exec(fmt::format("pragma cache_size = -{}", bytes >> 10)); }

void Db::begin_read() {
    if (!reading_) sqlite_->exec("begin");
    reading_ = true;
}

void Db::end_read() {
    if (reading_) sqlite_->exec("commit");
    reading_ = false;
}

Write::Write(Db& db, Origin origin) : db_(db), origin_(std::move(origin)) {
    db_.end_read();
    lock_ = take_turn(db_.path(), db_.config().wait);
    try {
        db_.sqlite().exec("begin immediate");
    } catch (const SQLite::Exception& error) {
        if (lock_ >= 0) close(lock_);
        throw sql::storage_error(error);
    }
    audit_ = std::make_unique<Audit>(db_, origin_);
}

Write::~Write() {
    if (!done_) {
        try {
            db_.sqlite().exec("rollback");
        } catch (const SQLite::Exception&) { // SQLite has rolled back already, as it does on a full disk
        }
    }
    if (lock_ >= 0) close(lock_);
}

bool Write::changed() const { return audit_->changed(); }

void Write::keep_trace() { audit_->keep_trace(); }

void note_operation(Db& db, const Origin& origin) {
    Write write(db, origin);
    write.keep_trace();
    write.commit();
}

bool Write::commit() {
    const bool written = audit_->seal();
    try {
        db_.sqlite().exec(written ? "commit" : "rollback");
    } catch (const SQLite::Exception& error) {
        throw sql::storage_error(error);
    }
    done_ = true;
    return written;
}

void Write::restart() {
    try {
        db_.sqlite().exec("rollback; begin immediate"); // the turn is still ours
    } catch (const SQLite::Exception& error) {
        throw sql::storage_error(error);
    }
    audit_ = std::make_unique<Audit>(db_, origin_);
}

void Write::savepoint() {
    audit_->mark();
    sql::Query query(db_, "savepoint row");
    sql::run(query);
}
void Write::release() {
    sql::Query query(db_, "release row");
    sql::run(query);
}
void Write::rollback_to() {
    sql::Query back(db_, "rollback to row");
    sql::run(back);
    release();
    audit_->forget();
}

namespace {

Once read_once(const sql::Row& row) {
    return {row.get<std::string>("key"), row.get<std::string>("action"), row.get<std::string>("request"), row.get<std::string>("answer")};
}

} // namespace

std::optional<Once> find_once(Db& db, std::string_view token) {
    return sql::select_one(db, read_once, "select key, action, request, answer from once where key = $1", token);
}

void add_once(Write& write, const Once& once) {
    sql::insert<Once>(write, "once", "insert into once (key, action, request, answer) values ($1, $2, $3, $4) returning id",
                      once.token, once.action, sql::Blob{once.request}, sql::Text{once.answer});
}

} // namespace jointcase
