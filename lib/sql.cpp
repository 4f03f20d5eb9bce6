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

// Columns are read in about the order in which they are selected.
SQLite::Column Prepared::column(const char* name) {
    if (columns.empty()) {
        for (int i = 0; i < statement.getColumnCount(); ++i) columns.emplace_back(statement.getColumnName(i));
    }
    for (std::size_t n = 0; n < columns.size(); ++n) {
        const auto i = next_column++ % columns.size();
        if (columns[i] == name) return statement.getColumn(static_cast<int>(i));
    }
    return statement.getColumn(name); // says that there is none
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

namespace {

void check_rows(Db& db, bool on) {
    auto* handle = db.sqlite().getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, nullptr); // the pragma is deaf within a transaction
    sqlite3_exec(handle, on ? "pragma ignore_check_constraints = off" : "pragma ignore_check_constraints = on", nullptr, nullptr, nullptr);
}

} // namespace

RowsChecked::RowsChecked(Db& db) : db_(db) { check_rows(db, false); }
RowsChecked::~RowsChecked() { check_rows(db_, true); }

RowBuffer::RowBuffer(Db& db, std::string insert, std::size_t width) : db_(db), insert_(std::move(insert)), width_(width), values_(width * rows_together) {}

RowBuffer::Value& RowBuffer::next(Type type) {
    auto& value = values_[count_++];
    value.type = type;
    return value;
}

void RowBuffer::filled() {
    if (count_ == values_.size()) write();
}

void RowBuffer::number(std::int64_t value) {
    next(Type::number).number = value;
    filled();
}
void RowBuffer::text(std::string_view value) {
    next(Type::text).bytes = value;
    filled();
}
void RowBuffer::blob(std::string_view value) {
    next(Type::blob).bytes = value;
    filled();
}
void RowBuffer::null() {
    next(Type::null);
    filled();
}

std::string RowBuffer::statement_text(std::size_t rows) const {
    std::string row = " (?";
    for (std::size_t i = 1; i < width_; ++i) row += ",?";
    row += ")";
    std::string text = insert_ + row;
    for (std::size_t i = 1; i < rows; ++i) text += "," + row;
    return text;
}

void RowBuffer::run(SQLite::Statement& statement, std::size_t first, std::size_t rows) {
    for (std::size_t i = 0; i < rows * width_; ++i) {
        const auto& value = values_[first * width_ + i];
        const int at = static_cast<int>(i) + 1;
        switch (value.type) {
        case Type::null: statement.bind(at); break;
        case Type::number: statement.bind(at, value.number); break;
        case Type::text: statement.bindNoCopy(at, value.bytes); break;
        case Type::blob: statement.bindNoCopy(at, value.bytes.data(), static_cast<int>(value.bytes.size())); break;
        }
    }
    while (statement.executeStep()) {}
    statement.reset();
}

void RowBuffer::write() try {
    const auto rows = count_ / width_;
    count_ = 0;
    if (rows == rows_together) {
        if (!many_) many_ = std::make_unique<SQLite::Statement>(db_.sqlite(), statement_text(rows_together));
        return run(*many_, 0, rows);
    }
    if (rows > 0 && !one_) one_ = std::make_unique<SQLite::Statement>(db_.sqlite(), statement_text(1));
    for (std::size_t i = 0; i < rows; ++i) run(*one_, i, 1);
} catch (const SQLite::Exception& error) {
    for (auto* statement : {many_.get(), one_.get()}) {
        if (statement) statement->tryReset();
    }
    const auto said = storage_error(error);
    if (said.fault() != Fault::invalid && said.fault() != Fault::missing && said.fault() != Fault::refused) throw said;
    throw Error(Fault::inconsistent, "this is a bug in jointcase, please report it: {}", std::string_view(said.what())); // whose row it is cannot be told
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
