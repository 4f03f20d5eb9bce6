// SPDX-License-Identifier: Apache-2.0
#include "sql.hpp"

#include "audit_chain.hpp"

#include <jointcase/error.hpp>

#include <sqlite3.h>

#include <algorithm>

namespace jointcase {

std::unique_ptr<SQLite::Statement> Statements::take(const char* text) {
    auto& idle = idle_[text];
    if (idle.empty()) return std::make_unique<SQLite::Statement>(sqlite_, text);
    auto statement = std::move(idle.back());
    idle.pop_back();
    return statement;
}

void Statements::give(const char* text, std::unique_ptr<SQLite::Statement> statement) { idle_[text].push_back(std::move(statement)); }

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

Query::Query(Db& db, const char* text, std::nullptr_t) try : db_(db), text_(text), statement_(db.statements().take(text)) {
} catch (const SQLite::Exception& error) {
    throw storage_error(error);
}

Query::~Query() {
    if (!statement_) return;
    statement_->tryReset();
    statement_->clearBindings();
    db_.statements().give(text_, std::move(statement_));
}

int Query::parameter(int n) {
    const char name[] = {'$', static_cast<char>(n < 10 ? '0' + n : '0' + n / 10), n < 10 ? '\0' : static_cast<char>('0' + n % 10), '\0'};
    return statement_->getIndex(name);
}

bool Query::step() try {
    return statement_->executeStep();
} catch (const SQLite::Exception& error) {
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
