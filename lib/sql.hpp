// The one door between C++ values and SQL. Private to lib.
// Placeholders are $1, $2 …, bound by name; every query is a constant and is prepared once per database.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/date.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jointcase {

// A statement, where its $1, $2 … stand (0: not in it), and the names of its columns.
struct Prepared {
    Prepared(SQLite::Database& sqlite, const char* text);
    int place(int n) const { return static_cast<std::size_t>(n) < places.size() ? places[static_cast<std::size_t>(n)] : 0; }
    SQLite::Column column(const char* name);

    SQLite::Statement statement;
    std::vector<int> places;
    std::vector<std::string> columns; // once one is asked for
    std::size_t next_column = 0;      // behind the one that was read last
};

// The prepared statements of a database, by their text.
class Statements {
public:
    explicit Statements(SQLite::Database& sqlite) : sqlite_(sqlite) {}
    // One that is not in use; made if needed.
    std::unique_ptr<Prepared> take(std::string_view text);
    void give(std::string_view text, std::unique_ptr<Prepared> statement);

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    SQLite::Database& sqlite_;
    std::unordered_map<std::string, std::vector<std::unique_ptr<Prepared>>, Hash, std::equal_to<>> idle_;
};

namespace sql {

// What a complaint of the database means to the user.
Error storage_error(const SQLite::Exception& error);

// One result row, read by column name: row.get<Date>("joined_on").
class Row {
public:
    explicit Row(Prepared& prepared) : prepared_(prepared) {}

    template <class T>
    T get(const char* column) const {
        T value{};
        convert(prepared_.column(column), value);
        return value;
    }
    // Into a member of its own type: row.read(talent.birth_date, "birth_date").
    template <class T>
    void read(T& value, const char* column) const { convert(prepared_.column(column), value); }

private:
    static void convert(const SQLite::Column& c, std::string& v) { v.assign(static_cast<const char*>(c.getBlob()), static_cast<std::size_t>(c.getBytes())); }
    static void convert(const SQLite::Column& c, std::int64_t& v) { v = c.getInt64(); }
    static void convert(const SQLite::Column& c, int& v) { v = c.getInt(); }
    static void convert(const SQLite::Column& c, bool& v) { v = c.getInt() != 0; }
    static void convert(const SQLite::Column& c, Date& v) { v = parse_date(c.getString()); }
    static void convert(const SQLite::Column& c, Time& v) { v = parse_time(c.getString()); }
    template <class T>
    static void convert(const SQLite::Column& c, Id<T>& v) { v.value = c.getInt64(); } // null: 0
    template <class E>
        requires std::is_enum_v<E>
    static void convert(const SQLite::Column& c, E& v) { v = parse_word<E>(c.getString()); }
    template <class T>
    static void convert(const SQLite::Column& c, std::optional<T>& v) {
        if (c.isNull()) return v.reset();
        T value{};
        convert(c, value);
        v = std::move(value);
    }

    Prepared& prepared_;
};

// Empty texts and zero ids are stored as null: "not given".
inline void bind(SQLite::Statement& s, int i, std::nullptr_t) { s.bind(i); }
inline void bind(SQLite::Statement& s, int i, std::string_view v) {
    if (v.empty()) s.bind(i);
    else s.bind(i, std::string(v));
}
inline void bind(SQLite::Statement& s, int i, const std::string& v) { bind(s, i, std::string_view(v)); }
inline void bind(SQLite::Statement& s, int i, const char* v) { bind(s, i, std::string_view(v)); }
inline void bind(SQLite::Statement& s, int i, std::int64_t v) { s.bind(i, v); }
inline void bind(SQLite::Statement& s, int i, int v) { s.bind(i, v); }
inline void bind(SQLite::Statement& s, int i, bool v) { s.bind(i, v ? 1 : 0); }
inline void bind(SQLite::Statement& s, int i, Date v) { s.bind(i, iso(v)); }
inline void bind(SQLite::Statement& s, int i, Time v) { s.bind(i, iso(v)); }
struct Blob { std::string_view bytes; };
inline void bind(SQLite::Statement& s, int i, Blob v) { s.bind(i, v.bytes.data(), static_cast<int>(v.bytes.size())); }
// A text that may be empty and still is one.
struct Text { std::string_view text; };
inline void bind(SQLite::Statement& s, int i, Text v) { s.bind(i, std::string(v.text)); }
template <class T>
void bind(SQLite::Statement& s, int i, Id<T> v) {
    if (v) s.bind(i, v.value);
    else s.bind(i);
}
template <class E>
    requires std::is_enum_v<E>
void bind(SQLite::Statement& s, int i, E v) { s.bind(i, code(v)); }
template <class T>
void bind(SQLite::Statement& s, int i, const std::optional<T>& v) {
    if (v) bind(s, i, *v);
    else s.bind(i);
}

// A statement borrowed from the cache for as long as it runs.
class Query {
public:
    template <class... Args>
    Query(Db& db, const char* text, const Args&... args) : Query(db, text, nullptr) {
        int n = 0;
        (bind_one(++n, args), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool step(); // a row? The database's complaints are said as the Error they mean
    SQLite::Statement& statement() { return prepared_->statement; }
    Row row() { return Row(*prepared_); }

private:
    Query(Db& db, const char* text, std::nullptr_t);
    template <class T>
    void bind_one(int n, const T& value) {
        if (const int i = prepared_->place(n)) bind(prepared_->statement, i, value);
    }

    Db& db_;
    const char* text_;
    std::unique_ptr<Prepared> prepared_;
};

// While it lives the database takes new rows without looking up what they refer to and without the checks of their table:
// whoever holds it has found each record they name in the same write, and made each value from one that was checked.
// Types, missing values and keys are still looked at; `audit verify` looks at all of it again.
class RowsChecked {
public:
    explicit RowsChecked(Db& db);
    ~RowsChecked();
    RowsChecked(const RowsChecked&) = delete;
    RowsChecked& operator=(const RowsChecked&) = delete;

private:
    Db& db_;
};

// Rows on their way into a table, many to a statement: opening its b-trees anew costs as much as the rows themselves.
class RowBuffer {
public:
    // insert: "insert or rollback into T (a, b, …) values", without what is behind; width: values in a row. A row that is refused
    // ends the whole write, so that SQLite need not keep the pages as they were before each statement.
    RowBuffer(Db& db, std::string insert, std::size_t width);

    // The next value; the width-th completes a row, and now and then writes those that wait.
    void number(std::int64_t value);
    void text(std::string_view value);
    void blob(std::string_view value);
    void null();
    void write(); // those that wait. They were checked before: what the table says against one is Fault::inconsistent
    void drop() { count_ = 0; }

private:
    enum class Type : char { null, number, text, blob };
    struct Value {
        Type type = Type::null;
        std::int64_t number = 0;
        std::string bytes;
    };
    static constexpr std::size_t rows_together = 32;

    Value& next(Type type);
    void filled();
    void run(SQLite::Statement& statement, std::size_t first, std::size_t rows);
    std::string statement_text(std::size_t rows) const;

    Db& db_;
    std::string insert_;
    std::size_t width_, count_ = 0; // count_: values that wait
    std::vector<Value> values_;     // their memory is used again
    std::unique_ptr<SQLite::Statement> many_, one_;
};

template <class T, class... Args>
std::vector<T> select(Db& db, T (*read)(const Row&), const char* text, const Args&... args) {
    Query query(db, text, args...);
    std::vector<T> records;
    while (query.step()) records.push_back(read(query.row()));
    return records;
}

template <class T, class... Args>
std::optional<T> select_one(Db& db, T (*read)(const Row&), const char* text, const Args&... args) {
    Query query(db, text, args...);
    if (!query.step()) return {};
    return read(query.row());
}

// The first column of the first row: sql::value<std::int64_t>(db, "select count(*) from talent").
template <class T, class... Args>
std::optional<T> value(Db& db, const char* text, const Args&... args) {
    Query query(db, text, args...);
    if (!query.step() || query.statement().getColumn(0).isNull()) return {};
    return query.row().get<T>(query.statement().getColumnName(0));
}
// The first column of every row.
template <class T, class... Args>
std::vector<T> values(Db& db, const char* text, const Args&... args) {
    Query query(db, text, args...);
    std::vector<T> all;
    while (query.step()) all.push_back(query.row().get<T>(query.statement().getColumnName(0)));
    return all;
}

// --- writing: only through these, so that nothing is written without its trace

// A record as the audit knows it: its table and its row.
void touch_inserted(Write& write, const char* entity, std::int64_t id);
void touch(Write& write, const char* entity, std::int64_t id); // before it changes
std::int64_t run_insert(Query& query);
void run(Query& query);

// Inserts one record; the text ends in "returning id".
template <class Of, class... Args>
Id<Of> insert(Write& write, const char* entity, const char* text, const Args&... args) {
    Query query(write.db(), text, args...);
    const Id<Of> id{run_insert(query)};
    touch_inserted(write, entity, id.value);
    return id;
}

// Changes one record. $1 is its id.
template <class Of, class... Args>
void update(Write& write, const char* entity, Id<Of> id, const char* text, const Args&... args) {
    touch(write, entity, id.value);
    Query query(write.db(), text, id, args...);
    run(query);
}

// A table that refers to the record, if any does; its own children ("posting.talent") aside.
std::optional<std::string> referrer(Db& db, const std::string& entity, std::int64_t id, std::initializer_list<std::string_view> own);

// Replaces a list of codes of a record as a whole: "delete … where x = $1" and "insert … values ($1, $2)".
template <class Of, class Values>
void replace_links(Write& write, const char* entity, Id<Of> id, const char* remove, const char* add, const Values& values) {
    touch(write, entity, id.value);
    Query removal(write.db(), remove, id);
    run(removal);
    for (const auto& value : values) {
        Query addition(write.db(), add, id, value);
        run(addition);
    }
}

} // namespace sql
} // namespace jointcase
