// How records become digests and a write becomes an operation of the chain. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/digest.hpp>

#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace SQLite {
class Statement;
}

namespace jointcase {

namespace sql {
class RowBuffer;
}

// One value of a record as it is digested: i decimal, t UTF-8, b bytes, k the key of the row it names, l a list of codes.
struct AuditValue {
    std::string name;
    char type = 't';
    std::string bytes; // of a list: its values sorted, each with a line feed
    bool operator==(const AuditValue&) const = default;
};
using Snapshot = std::vector<AuditValue>; // what is null or an empty list is left out

std::string canonical_bytes(const Snapshot& snapshot);

// The tables whose rows are records, and what hangs on them, as the schema of the database says.
class RecordShapes {
public:
    explicit RecordShapes(Db& db);

    struct Link {
        std::string table, select; // select: values of parent $1, sorted
    };
    struct Shape {
        std::string entity;
        std::vector<std::string> columns; // ascending; without id
        std::vector<bool> reference;      // the column names another record
        std::string select, select_all;   // id, key and the columns of row $1; of all rows, by key
        std::string select_id;            // id of key $1
        std::string select_lost;          // keys the audit has of entity $1 without a row
        std::vector<Link> links;
    };
    const Shape& of(const std::string& entity);
    std::vector<std::string> entities(); // by name
    Snapshot snapshot(const std::string& entity, std::int64_t id); // empty if there is no such row
    // Calls `visit` with the key and the snapshot of every row, by key.
    void each(const std::string& entity, const std::function<void(const std::string& key, const Snapshot&)>& visit);

private:
    Snapshot read(const Shape& shape, SQLite::Statement& statement, int first, std::int64_t id);

    Db& db_;
    std::map<std::string, Shape> shapes_;
};

// Collects the records one write touches, and seals them as one operation.
class Audit {
public:
    Audit(Db& db, const Origin& origin); // both outlive it
    ~Audit();

    void inserted(const char* entity, std::int64_t id);
    void changing(const char* entity, std::int64_t id);
    // The entry of a record that was inserted and never changes again in this write: written once some others are there, to be
    // digested together in a thread of theirs, and nothing is kept of it.
    void inserted_for_good(const std::string& entity, const std::string& key, std::string_view canonical_bytes);
    bool changed() const { return !touched_.empty() || entries_ > 0 || !undigested_.each.empty() || !digesting_.empty(); }

    void keep_trace() { keep_ = true; }
    void mark();
    void forget(); // what came after the mark; its rows are rolled back

    // Writes the operation with its entries; false if nothing was changed after all.
    bool seal();

private:
    struct Head {
        std::int64_t seq = 0;
        std::string algorithm, hash;
    };
    struct Touched {
        const char* entity;
        std::int64_t id = 0;
        bool added = false;
        Snapshot before;
    };
    struct Entry {
        std::string entity, key, digest;
        std::size_t size = 0; // of its canonical bytes
    };
    struct Entries {
        std::vector<Entry> each;
        std::string bytes; // canonical, of one behind the other
    };
    static Entries digested(Algorithm algorithm, Entries entries);
    void enter_digested(); // those that were handed over first
    void enter_waiting();  // all
    void begin_entries();
    void enter(const std::string& entity, const std::string& key, const std::string& digest, const std::string& before);
    void append_operation(const std::string& action, std::int64_t entries);

    Db& db_;
    const Origin& origin_;
    std::unique_ptr<RecordShapes> shapes_;
    std::optional<Head> head_;   // the operation before this one, once an entry is written
    std::int64_t entries_ = 0;   // written so far
    std::unique_ptr<sql::RowBuffer> new_entries_;
    std::deque<std::future<Entries>> digesting_; // in other threads, in their order
    Entries undigested_;                         // behind those
    Entries spare_;                              // memory to be used again
    std::vector<Touched> touched_;
    std::set<std::pair<std::string_view, std::int64_t>> seen_;
    std::size_t mark_ = 0;
    std::int64_t entries_mark_ = 0;
    bool keep_ = false; // an operation even without entries
};

// The bytes an operation's hash is taken over, piece by piece: 8-byte big-endian length, then the bytes.
class ChainHasher {
public:
    explicit ChainHasher(Algorithm algorithm) : hasher_(algorithm) {}
    void add(std::string_view bytes);
    std::string finish();

private:
    void flush();

    Hasher hasher_;
    std::string waiting_; // not hashed yet: the pieces are short
};

} // namespace jointcase
