// SPDX-License-Identifier: Apache-2.0
#include "audit_chain.hpp"

#include "sql.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace jointcase {

namespace {

constexpr std::size_t long_text = 64; // longer texts of the past are kept as their digest
constexpr std::size_t digested_together = 512, handed_over = 4;

struct KeyColumn {
    std::string name, references; // references: the table its value is a row of
};

std::vector<KeyColumn> columns_of(Db& db, const std::string& table) {
    return sql::select<KeyColumn>(
        db,
        +[](const sql::Row& row) { return KeyColumn{row.get<std::string>("name"), row.get<std::string>("target")}; },
        "select c.name, f.\"table\" as target from pragma_table_info($1) c"
        " left join pragma_foreign_key_list($1) f on f.\"from\" = c.name order by c.name",
        table);
}

// The value of a column, or the key of the row it names.
std::string expression(const KeyColumn& column) {
    if (column.references.empty()) return "t." + column.name;
    return "(select key from " + column.references + " r where r.id = t." + column.name + ")";
}

void append(Snapshot& snapshot, const std::string& name, bool reference, const SQLite::Column& cell) {
    switch (cell.getType()) {
    case SQLITE_NULL: return;
    case SQLITE_INTEGER: snapshot.push_back({name, 'i', std::to_string(cell.getInt64())}); return;
    case SQLITE_BLOB: snapshot.push_back({name, 'b', cell.getString()}); return;
    default: snapshot.push_back({name, reference ? 'k' : 't', cell.getString()}); return;
    }
}

} // namespace

std::string canonical_bytes(const Snapshot& snapshot) {
    std::string bytes;
    for (const auto& value : snapshot) {
        bytes += value.name;
        bytes += '\x1f';
        bytes += value.type;
        bytes += '\x1f';
        bytes += std::to_string(value.bytes.size());
        bytes += ':';
        bytes += value.bytes;
        bytes += '\n';
    }
    return bytes;
}

RecordShapes::RecordShapes(Db& db) : db_(db) {}

const RecordShapes::Shape& RecordShapes::of(const std::string& entity) {
    auto& shape = shapes_[entity];
    if (!shape.entity.empty()) return shape;
    shape.entity = entity;
    std::string list;
    for (const auto& column : columns_of(db_, entity)) {
        if (column.name == "id") continue;
        shape.columns.push_back(column.name);
        shape.reference.push_back(!column.references.empty());
        list += ", " + expression(column);
    }
    shape.select = "select t.id, t.key" + list + " from " + entity + " t where t.id = $1";
    shape.select_all = "select t.id, t.key" + list + " from " + entity + " t order by t.key";
    shape.select_id = "select id from " + entity + " where key = $1";
    shape.select_lost = "select distinct e.key from entry e where e.entity = $1 and not exists (select 1 from " + entity + " t where t.key = e.key) order by e.key";
    const auto tables = sql::values<std::string>(
        db_, "select distinct s.name from sqlite_schema s, pragma_foreign_key_list(s.name) f where s.type = 'table' and f.\"table\" = $1"
             " and not exists (select 1 from pragma_table_info(s.name) c where c.name = 'id')"
             " and s.name not in ('operation', 'entry') order by s.name",
        entity);
    for (const auto& table : tables) {
        const KeyColumn *parent = nullptr, *value = nullptr;
        const auto columns = columns_of(db_, table);
        for (const auto& column : columns) (column.references == entity && !parent ? parent : value) = &column;
        // a table of two references hangs on the one that its name begins with
        if (value && !value->references.empty() && !table.starts_with(entity == "cases" ? "case" : entity)) continue;
        shape.links.push_back({table, "select " + expression(*value) + " from " + table + " t where t." + parent->name + " = $1 order by 1"});
    }
    return shape;
}

std::vector<std::string> RecordShapes::entities() {
    return sql::values<std::string>(db_, "select s.name from sqlite_schema s where s.type = 'table'"
                                         " and exists (select 1 from pragma_table_info(s.name) c where c.name = 'id') order by s.name");
}

Snapshot RecordShapes::read(const Shape& shape, SQLite::Statement& statement, int first, std::int64_t id) {
    Snapshot snapshot;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        append(snapshot, shape.columns[i], shape.reference[i], statement.getColumn(first + static_cast<int>(i)));
    }
    for (const auto& link : shape.links) {
        std::string bytes;
        sql::Query values(db_, link.select.c_str(), id);
        std::vector<std::string> sorted;
        while (values.step()) sorted.push_back(values.statement().getColumn(0).getString());
        std::sort(sorted.begin(), sorted.end());
        for (const auto& value : sorted) bytes += value + '\n';
        if (!bytes.empty()) snapshot.push_back({link.table, 'l', bytes});
    }
    return snapshot;
}

Snapshot RecordShapes::snapshot(const std::string& entity, std::int64_t id) {
    const auto& shape = of(entity);
    sql::Query query(db_, shape.select.c_str(), id);
    return query.step() ? read(shape, query.statement(), 2, id) : Snapshot{};
}

void RecordShapes::each(const std::string& entity, const std::function<void(const std::string&, const Snapshot&)>& visit) {
    const auto& shape = of(entity);
    sql::Query query(db_, shape.select_all.c_str());
    while (query.step()) {
        const auto id = query.statement().getColumn(0).getInt64();
        visit(query.statement().getColumn(1).getString(), read(shape, query.statement(), 2, id));
    }
}

void ChainHasher::add(std::string_view bytes) {
    for (int shift = 56; shift >= 0; shift -= 8) waiting_ += static_cast<char>(bytes.size() >> shift);
    waiting_ += bytes;
    if (waiting_.size() >= 4096) flush();
}

std::string ChainHasher::finish() {
    flush();
    return hasher_.finish();
}

void ChainHasher::flush() {
    hasher_.update(waiting_);
    waiting_.clear();
}

Audit::Audit(Db& db, const Origin& origin) : db_(db), origin_(origin), shapes_(std::make_unique<RecordShapes>(db)) {}
Audit::~Audit() = default;

void Audit::inserted(const char* entity, std::int64_t id) {
    if (seen_.emplace(entity, id).second) touched_.push_back({entity, id, true, {}});
}

void Audit::changing(const char* entity, std::int64_t id) {
    if (seen_.emplace(entity, id).second) touched_.push_back({entity, id, false, shapes_->snapshot(entity, id)});
}

void Audit::inserted_for_good(const std::string& entity, const std::string& key, std::string_view canonical_bytes) {
    undigested_.each.push_back({entity, key, {}, canonical_bytes.size()});
    undigested_.bytes += canonical_bytes;
    if (undigested_.each.size() < digested_together) return;
    if (digesting_.size() == handed_over) enter_digested();
    digesting_.push_back(std::async(std::launch::async, digested, db_.config().digest, std::move(undigested_)));
    undigested_ = std::exchange(spare_, {});
}

Audit::Entries Audit::digested(Algorithm algorithm, Entries entries) {
    std::string_view bytes = entries.bytes;
    for (auto& entry : entries.each) {
        entry.digest = digest(algorithm, bytes.substr(0, entry.size));
        bytes.remove_prefix(entry.size);
    }
    return entries;
}

void Audit::enter_digested() {
    spare_ = digesting_.front().get();
    digesting_.pop_front();
    for (const auto& entry : spare_.each) enter(entry.entity, entry.key, entry.digest, {});
    spare_.each.clear();
    spare_.bytes.clear();
}

void Audit::enter_waiting() {
    while (!digesting_.empty()) enter_digested();
    for (const auto& entry : digested(db_.config().digest, std::exchange(undigested_, {})).each) enter(entry.entity, entry.key, entry.digest, {});
}

void Audit::mark() {
    enter_waiting();
    if (new_entries_) new_entries_->write();
    mark_ = touched_.size();
    entries_mark_ = entries_;
}

void Audit::forget() {
    for (std::size_t i = mark_; i < touched_.size(); ++i) seen_.erase({touched_[i].entity, touched_[i].id});
    touched_.resize(std::min(mark_, touched_.size()));
    entries_ = std::min(entries_mark_, entries_);
    digesting_.clear();
    undigested_ = {};
    if (new_entries_) new_entries_->drop();
}

namespace {

nlohmann::ordered_json json_of(const AuditValue& value, Algorithm algorithm) {
    switch (value.type) {
    case 'i': return std::stoll(value.bytes);
    case 'b': return digest_text(algorithm, digest(algorithm, value.bytes));
    case 'l': {
        auto list = nlohmann::ordered_json::array();
        for (std::size_t from = 0; from < value.bytes.size();) {
            const auto to = value.bytes.find('\n', from);
            list.push_back(value.bytes.substr(from, to - from));
            from = to + 1;
        }
        return list;
    }
    default: return value.bytes.size() > long_text ? digest_text(algorithm, digest(algorithm, value.bytes)) : value.bytes;
    }
}

const AuditValue* find(const Snapshot& snapshot, const std::string& name) {
    for (const auto& value : snapshot) {
        if (value.name == name) return &value;
    }
    return nullptr;
}

// The old values of the changed fields, names ascending; null for a field that was not there.
std::string before_json(const Snapshot& before, const Snapshot& after, Algorithm algorithm) {
    std::map<std::string, nlohmann::ordered_json> changed;
    for (const auto& value : before) {
        const auto* now = find(after, value.name);
        if (!now || *now != value) changed[value.name] = json_of(value, algorithm);
    }
    for (const auto& value : after) {
        if (!find(before, value.name)) changed[value.name] = nullptr;
    }
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (auto& [name, value] : changed) object[name] = std::move(value);
    return object.dump();
}

const char* algorithm_name(Algorithm algorithm) { return algorithm == Algorithm::sha256 ? "sha256" : "sm3"; }

} // namespace

// The operation before ours; first of all one that says so where the algorithm is another.
void Audit::begin_entries() {
    if (head_) return;
    head_ = sql::select_one(
                db_, +[](const sql::Row& row) { return Head{row.get<std::int64_t>("seq"), row.get<std::string>("algorithm"), row.get<std::string>("hash")}; },
                "select seq, algorithm, hash from operation order by seq desc limit 1")
                .value_or(Head{});
    if (head_->seq > 0 && head_->algorithm != algorithm_name(db_.config().digest)) append_operation("audit algorithm", 0);
}

void Audit::enter(const std::string& entity, const std::string& key, const std::string& digest, const std::string& before) {
    begin_entries();
    if (!new_entries_) new_entries_ = std::make_unique<sql::RowBuffer>(db_, "insert or rollback into entry (operation, n, entity, key, digest, before) values", 6);
    auto& row = *new_entries_;
    row.number(head_->seq + 1);
    row.number(++entries_);
    row.text(entity);
    row.text(key);
    row.blob(digest);
    if (before.empty()) row.null();
    else row.text(before);
}

void Audit::append_operation(const std::string& action, std::int64_t entries) {
    const auto algorithm = db_.config().digest;
    ChainHasher hasher(algorithm);
    const std::int64_t seq = head_->seq + 1;
    const auto at = iso(origin_.at);
    const auto& office = db_.config().office;
    for (const auto& part : {office, std::to_string(seq), at, origin_.actor, action, std::string(algorithm_name(algorithm)), std::to_string(entries), head_->hash}) hasher.add(part);
    if (new_entries_) new_entries_->write();
    if (entries > 0) { // read back in their order: an import of a million rows keeps none of them
        sql::Query query(db_, "select entity, key, digest, coalesce(before, '') from entry where operation = $1 order by n", seq);
        while (query.step()) {
            for (int i = 0; i < 4; ++i) {
                const auto cell = query.statement().getColumn(i);
                hasher.add({static_cast<const char*>(cell.getBlob()), static_cast<std::size_t>(cell.getBytes())});
            }
        }
    }
    const auto hash = hasher.finish();
    sql::Query operation(db_, "insert into operation (seq, office, at, actor, action, algorithm, entries, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                         seq, sql::Text{office}, at, origin_.actor, action, algorithm_name(algorithm), entries, sql::Blob{hash});
    sql::run(operation);
    head_ = Head{seq, algorithm_name(algorithm), hash};
}

bool Audit::seal() {
    const auto algorithm = db_.config().digest;
    enter_waiting();
    for (const auto& record : touched_) {
        const auto after = shapes_->snapshot(record.entity, record.id);
        if (!record.added && after == record.before) continue;
        const auto* key = find(after, "key");
        enter(record.entity, key ? key->bytes : "", digest(algorithm, canonical_bytes(after)), record.added ? std::string() : before_json(record.before, after, algorithm));
    }
    if (entries_ == 0 && !keep_) return false;
    begin_entries();
    append_operation(origin_.action, entries_);
    return true;
}

} // namespace jointcase
