// SPDX-License-Identifier: Apache-2.0
#include "sql.hpp"

#include "audit_chain.hpp"

#include <jointcase/error.hpp>

#include <sqlite3.h>

#include <algorithm>

namespace jointcase {

Prepared::Prepared(SQLite::Database& sqlite, const char* text) : statement(sqlite, text) {
    const int count = statement.getBindParameterCount();
    for (int n = 1, found = 0; found < count; ++n) {
        const int place = statement.getIndex(("$" + std::to_string(n)).c_str());
        places.resize(static_cast<std::size_t>(n) + 1);
        places.back() = place;
        if (place) ++found;
    }
}

std::unique_ptr<Prepared> Statements::take(std::string_view text) {
    const auto found = idle_.find(text);
    if (found == idle_.end() || found->second.empty()) return std::make_unique<Prepared>(sqlite_, std::string(text).c_str());
    auto prepared = std::move(found->second.back());
    found->second.pop_back();
    return prepared;
}

void Statements::give(std::string_view text, std::unique_ptr<Prepared> prepared) {
    auto found = idle_.find(text);
    if (found == idle_.end()) found = idle_.emplace(text, std::vector<std::unique_ptr<Prepared>>()).first;
    found->second.push_back(std::move(prepared));
}

namespace sql {

namespace {

// "CHECK constraint failed: a case cannot close before it was received" -> the sentence, translated.
std::string sentence(std::string_view message) {
    constexpr std::string_view preamble = "CHECK constraint failed: ";
    if (!message.starts_with(preamble)) return translate(std::string(message).c_str());
    message.remove_prefix(preamble.size());
    return translate(std::string(message).c_str());
}

} // namespace

Error storage_error(const SQLite::Exception& error) {
    const int code = error.getExtendedErrorCode();
    const std::string text = error.what();
    switch (code) {
    case SQLITE_CONSTRAINT_CHECK: return Error(Fault::invalid, Error::said{sentence(text)});
    case SQLITE_CONSTRAINT_NOTNULL: return Error(Fault::invalid, "a value that is needed is missing ({})", text);
    case SQLITE_CONSTRAINT_FOREIGNKEY: return Error(Fault::missing, "something it refers to is not there");
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE: return Error(Fault::refused, "it is there already ({})", text);
    case SQLITE_CONSTRAINT_TRIGGER: return Error(Fault::refused, Error::said{translate(text.c_str())});
    default: break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Error(Fault::busy, "another program holds the database; try again, or wait longer with --wait");
    case SQLITE_FULL: return Error(Fault::storage, "the disk is full, and nothing was written");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Error(Fault::corrupt, "the database is damaged ({}); `jointcase audit verify` tells more", text);
    case SQLITE_AUTH: return Error(Fault::refused, "the database does not allow that ({})", text);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return Error(Fault::denied, "the database cannot be opened or written ({})", text);
    default: return Error(Fault::storage, "the database failed ({})", text);
    }
}

Query::Query(Db& db, const char* text, std::nullptr_t) try : db_(db), text_(text), prepared_(db.statements().take(text)) {
} catch (const SQLite::Exception& error) {
    throw storage_error(error);
}

Query::~Query() {
    if (!prepared_) return;
    prepared_->statement.tryReset();
    prepared_->statement.clearBindings();
    db_.statements().give(text_, std::move(prepared_));
}

bool Query::step() try {
    return prepared_->statement.executeStep();
} catch (const SQLite::Exception& error) {
    throw storage_error(error);
}

Repeated::Repeated(Db& db, const char* text) try : prepared_(db.sqlite(), text) {
} catch (const SQLite::Exception& error) {
    throw storage_error(error);
}

void Repeated::number(int n, std::int64_t value) { prepared_.statement.bind(prepared_.place(n), value); }
void Repeated::text(int n, const std::string& value) { prepared_.statement.bindNoCopy(prepared_.place(n), value); }
void Repeated::blob(int n, const std::string& value) { prepared_.statement.bindNoCopy(prepared_.place(n), value.data(), static_cast<int>(value.size())); }
void Repeated::null(int n) { prepared_.statement.bind(prepared_.place(n)); }

void Repeated::run() try {
    prepared_.statement.tryReset();
    while (prepared_.statement.executeStep()) {}
    prepared_.statement.tryReset();
} catch (const SQLite::Exception& error) {
    prepared_.statement.tryReset();
    throw storage_error(error);
}

std::int64_t run_insert(Query& query) {
    std::int64_t id = 0;
    while (query.step()) id = query.statement().getColumn(0).getInt64();
    return id;
}

void run(Query& query) {
    while (query.step()) {}
}

std::optional<std::string> referrer(Db& db, const std::string& entity, std::int64_t id, std::initializer_list<std::string_view> own) {
    Query places(db, "select s.name, f.\"from\" from sqlite_schema s, pragma_foreign_key_list(s.name) f where s.type = 'table' and f.\"table\" = $1 order by s.name, f.\"from\"", entity);
    while (places.step()) {
        const auto table = places.statement().getColumn(0).getString(), column = places.statement().getColumn(1).getString();
        if (std::find(own.begin(), own.end(), table + "." + column) != own.end()) continue;
        const auto text = "select 1 from " + table + " where " + column + " = $1 limit 1"; // both names are the schema's
        Query query(db, text.c_str(), id);
        if (query.step()) return table;
    }
    return {};
}

void touch_inserted(Write& write, const char* entity, std::int64_t id) { write.audit().inserted(entity, id); }
void touch(Write& write, const char* entity, std::int64_t id) { write.audit().changing(entity, id); }

} // namespace sql
} // namespace jointcase
