// How records become digests and a write becomes an operation of the chain. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/digest.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace SQLite {
class Statement;
}

namespace jointcase {

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
    explicit Audit(Db& db);
    ~Audit();

    void inserted(const char* entity, std::int64_t id);
    void changing(const char* entity, std::int64_t id);
    bool changed() const { return !touched_.empty(); }

    void keep_trace() { keep_ = true; }
    void mark() { mark_ = touched_.size(); }
    void forget();

    // Writes the operation with its entries; false if nothing was changed after all.
    bool seal(const Origin& origin);

private:
    struct Touched {
        std::string entity;
        std::int64_t id = 0;
        bool added = false;
        Snapshot before;
    };
    Db& db_;
    std::unique_ptr<RecordShapes> shapes_;
    std::vector<Touched> touched_;
    std::set<std::pair<std::string, std::int64_t>> seen_;
    std::size_t mark_ = 0;
    bool keep_ = false; // an operation even without entries
};

// The bytes an operation's hash is taken over, piece by piece: 8-byte big-endian length, then the bytes.
class ChainHasher {
public:
    explicit ChainHasher(Algorithm algorithm) : hasher_(algorithm) {}
    void add(std::string_view bytes);
    std::string finish() { return hasher_.finish(); }

private:
    Hasher hasher_;
};

} // namespace jointcase
