// SPDX-License-Identifier: Apache-2.0
#include <jointcase/audit.hpp>

#include "audit_chain.hpp"
#include "schema.hpp"
#include "sql.hpp"

#include <nlohmann/json.hpp>

namespace jointcase {

namespace {

Algorithm algorithm_of(const std::string& name) { return name == "sm3" ? Algorithm::sm3 : Algorithm::sha256; }

Operation read_operation(const sql::Row& row) {
    Operation operation;
    row.read(operation.seq, "seq");
    row.read(operation.office, "office");
    row.read(operation.at, "at");
    row.read(operation.actor, "actor");
    row.read(operation.action, "action");
    row.read(operation.algorithm, "algorithm");
    row.read(operation.entries, "entries");
    operation.hash = row.get<std::string>("hash");
    return operation;
}

Operation shown(Operation operation) {
    operation.hash = digest_text(algorithm_of(operation.algorithm), operation.hash);
    return operation;
}

struct RawEntry {
    std::int64_t operation = 0, n = 0;
    std::string entity, key, digest, before, algorithm;
};

RawEntry read_entry(const sql::Row& row) {
    RawEntry entry;
    row.read(entry.operation, "operation");
    row.read(entry.n, "n");
    row.read(entry.entity, "entity");
    row.read(entry.key, "key");
    row.read(entry.digest, "digest");
    row.read(entry.before, "before");
    row.read(entry.algorithm, "algorithm");
    return entry;
}

} // namespace

std::vector<Operation> list_operations(Db& db, const OperationFilter& filter) {
    auto operations = sql::select(db, read_operation,
                                  "select * from operation where ($1 is null or action = $1) and ($2 is null or actor = $2)"
                                  " and ($3 is null or at >= $3) and ($4 is null or at < $4) order by seq desc limit $5",
                                  filter.action, filter.actor, filter.from ? std::optional(iso(*filter.from)) : std::nullopt,
                                  filter.to ? std::optional(iso(add_days(*filter.to, 1))) : std::nullopt,
                                  filter.limit > 0 ? filter.limit : std::int64_t{-1});
    for (auto& operation : operations) operation = shown(std::move(operation));
    return operations;
}

Operation find_operation(Db& db, std::int64_t seq) {
    if (auto found = sql::select_one(db, read_operation, "select * from operation where seq = $1", seq)) return shown(std::move(*found));
    throw Error(Fault::missing, "there is no operation {} in the audit", seq);
}

std::vector<Entry> list_entries(Db& db, std::int64_t seq) {
    std::vector<Entry> entries;
    for (auto& raw : sql::select(db, read_entry,
                                 "select e.*, o.algorithm from entry e join operation o on o.seq = e.operation where operation = $1 order by n", seq)) {
        entries.push_back({raw.entity, raw.key, digest_text(algorithm_of(raw.algorithm), raw.digest), raw.before});
    }
    return entries;
}

std::string checkpoint(Db& db) {
    OperationFilter last;
    last.limit = 1;
    const auto operations = list_operations(db, last);
    return operations.empty() ? "" : fmt::format("{} {} {}", operations.front().seq, operations.front().hash, operations.front().at);
}

namespace {

std::string text_of(const AuditValue& value) {
    if (value.type == 'b') {
        std::string hex;
        for (const unsigned char c : value.bytes) hex += fmt::format("{:02x}", c);
        return hex;
    }
    if (value.type != 'l') return value.bytes;
    std::string text = value.bytes;
    for (auto& c : text) {
        if (c == '\n') c = ';';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

std::string text_of(const nlohmann::json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const auto& one : value) text += (text.empty() ? "" : ";") + one.get<std::string>();
    return text;
}

// One record's changes, read backwards from what it is now.
void append_history(Db& db, RecordShapes& shapes, const std::string& entity, const std::string& key, std::vector<Step>& steps) {
    std::map<std::string, std::string> now;
    const auto id = sql::value<std::int64_t>(db, shapes.of(entity).select_id.c_str(), key);
    for (const auto& value : shapes.snapshot(entity, id.value_or(0))) now[value.name] = text_of(value);
    for (const auto& entry : sql::select(db, read_entry,
                                         "select e.*, o.algorithm from entry e join operation o on o.seq = e.operation"
                                         " where e.entity = $1 and e.key = $2 order by e.operation desc, e.n desc", entity, key)) {
        const auto operation = find_operation(db, entry.operation);
        const auto step = [&](const std::string& field, const std::string& was, const std::string& became) {
            steps.push_back({operation.seq, operation.at, operation.actor, operation.action, entity, field, was, became});
        };
        if (entry.before.empty()) {
            for (const auto& [field, value] : now) step(field, "", value);
            continue;
        }
        const auto before = nlohmann::json::parse(entry.before);
        for (const auto& [field, value] : before.items()) {
            step(field, text_of(value), now[field]);
            if (value.is_null()) now.erase(field);
            else now[field] = text_of(value);
        }
    }
}

} // namespace

std::vector<Step> history(Db& db, std::string_view key) {
    RecordShapes shapes(db);
    std::vector<Step> steps;
    const auto entities = sql::values<std::string>(db, "select distinct entity from entry where key = $1 order by entity", key);
    if (entities.empty()) throw Error(Fault::missing, "the audit knows no record “{}”; give the whole key", key);
    for (const auto& entity : entities) append_history(db, shapes, entity, std::string(key), steps);
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.seq > b.seq; });
    return steps;
}

namespace {

// Each table, index, trigger and view by type and name, with its text.
std::map<std::pair<std::string, std::string>, std::string> parts_of(SQLite::Database& database) {
    std::map<std::pair<std::string, std::string>, std::string> parts;
    SQLite::Statement statement(database, "select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite\\_%' escape '\\'");
    while (statement.executeStep()) parts[{statement.getColumn(0).getString(), statement.getColumn(1).getString()}] = statement.getColumn(2).getString();
    return parts;
}

class Verifier {
public:
    explicit Verifier(Db& db) : db_(db), shapes_(db) {}

    Verification run() {
        layer("schema", &Verifier::schema);
        layer("integrity", &Verifier::integrity);
        layer("chain", &Verifier::chain);
        layer("record", &Verifier::records);
        result_.unchecked.push_back(_("no checkpoint was compared: a database put back together with its own chain cannot be noticed from inside"));
        return std::move(result_);
    }

private:
    template <class... Args>
    void find(const char* layer, const std::string& entity, const std::string& key, fmt::format_string<Args...> text, const Args&... args) {
        result_.findings.push_back({layer, entity, key, say<Args...>(text, args...)});
    }

    // What cannot be read to its end is a finding, and no reason to leave out the layers behind it.
    void layer(const char* name, void (Verifier::*check)()) {
        try {
            (this->*check)();
        } catch (const std::exception& error) { // ours, or SQLite's own
            find(name, "", "", "this check could not be finished: {}", std::string_view(error.what()));
        }
    }

    void schema() {
        if (const int version = db_.schema_version(); version != newest_schema()) {
            find("schema", "", "", "the schema says it is number {}, this program's is {}", version, newest_schema());
        }
        if (schema_is_known(db_.sqlite().getHandle())) return;
        const auto before = result_.findings.size();
        SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        for (const auto& migration : migrations()) fresh.exec(migration.sql);
        const auto ours = parts_of(fresh), there = parts_of(db_.sqlite());
        for (const auto& [part, text] : there) {
            const auto& [type, name] = part;
            if (!ours.contains(part)) find("schema", type, name, "the {} “{}” is not one that this program made", type, name);
            else if (ours.at(part) != text) find("schema", type, name, "the {} “{}” is not as this program made it", type, name);
        }
        for (const auto& [part, text] : ours) {
            if (!there.contains(part)) find("schema", part.first, part.second, "the {} “{}” is missing", part.first, part.second);
        }
        if (result_.findings.size() == before) find("schema", "", "", "the tables, indexes or triggers are not those this program made");
    }

    void integrity() {
        for (const auto& line : sql::values<std::string>(db_, "pragma integrity_check")) {
            if (line != "ok") find("integrity", "", "", "SQLite: {}", line);
        }
        sql::Query query(db_, "select \"table\", rowid, parent from pragma_foreign_key_check");
        while (query.step()) {
            find("integrity", query.statement().getColumn(0).getString(), "", "a row names a {} that is not there", query.statement().getColumn(2).getString());
        }
    }

    void chain() {
        std::string previous;
        std::int64_t expected = 1;
        for (sql::Query operations(db_, "select * from operation order by seq"); operations.step();) {
            const auto operation = read_operation(operations.row());
            ++result_.operations;
            const auto key = std::to_string(operation.seq);
            for (; expected < operation.seq; ++expected) find("chain", "operation", std::to_string(expected), "operation {} is missing", expected);
            expected = operation.seq + 1;
            ChainHasher hasher(algorithm_of(operation.algorithm));
            for (const auto& part : {operation.office, key, operation.at, operation.actor, operation.action, operation.algorithm,
                                     std::to_string(operation.entries), previous}) hasher.add(part);
            std::int64_t n = 0;
            for (sql::Query entries(db_, "select e.*, '' as algorithm from entry e where operation = $1 order by n", operation.seq); entries.step();) {
                const auto entry = read_entry(entries.row());
                if (entry.n != ++n) find("chain", "entry", key + "/" + std::to_string(n), "entry {} of operation {} is missing", n, operation.seq);
                n = entry.n;
                ++result_.entries;
                for (const auto* part : {&entry.entity, &entry.key, &entry.digest, &entry.before}) hasher.add(*part);
            }
            if (n != operation.entries) find("chain", "operation", key, "operation {} has {} entries, it was sealed with {}", operation.seq, n, operation.entries);
            if (hasher.finish() != operation.hash) find("chain", "operation", key, "operation {} or its entries are not what was sealed", operation.seq);
            previous = operation.hash;
        }
        for (const auto seq : sql::values<std::int64_t>(db_, "select distinct operation from entry where operation not in (select seq from operation) order by operation")) {
            find("chain", "entry", std::to_string(seq), "entries name operation {}, which is not there", seq);
        }
    }

    void records() {
        const auto entities = shapes_.entities();
        for (const auto& entity : sql::values<std::string>(db_, "select distinct entity from entry order by entity")) {
            if (std::find(entities.begin(), entities.end(), entity) == entities.end()) find("record", entity, "", "the audit names a table that is not there");
        }
        for (const auto& entity : entities) {
            shapes_.each(entity, [&](const std::string& key, const Snapshot& snapshot) {
                ++result_.records;
                const auto last = sql::select_one(db_, read_entry,
                                                  "select e.*, o.algorithm from entry e join operation o on o.seq = e.operation"
                                                  " where e.entity = $1 and e.key = $2 order by e.operation desc, e.n desc limit 1", entity, key);
                if (!last) find("record", entity, key, "{} “{}” was inserted behind the program's back", entity, key);
                else if (digest(algorithm_of(last->algorithm), canonical_bytes(snapshot)) != last->digest) {
                    find("record", entity, key, "{} “{}” is not what operation {} left", entity, key, last->operation);
                }
            });
            for (const auto& key : sql::values<std::string>(db_, shapes_.of(entity).select_lost.c_str(), entity)) {
                find("record", entity, key, "{} “{}” was deleted behind the program's back", entity, key);
            }
        }
    }

    Db& db_;
    RecordShapes shapes_;
    Verification result_;
};

} // namespace

Verification verify(Db& db) { return Verifier(db).run(); }

namespace {

const Field<Operation> operation_fields[] = {
    {"seq", {"no.", "序号"}, [](const Operation& o) -> Cell { return o.seq; }},
    {"at", {"at", "时间"}, [](const Operation& o) -> Cell { return o.at; }},
    {"actor", {"who", "操作人"}, [](const Operation& o) -> Cell { return o.actor; }},
    {"action", {"action", "操作"}, [](const Operation& o) -> Cell { return o.action; }},
    {"entries", {"records", "记录数"}, [](const Operation& o) -> Cell { return o.entries; }},
    {"office", {"office", "单位"}, [](const Operation& o) -> Cell { return o.office; }},
    {"hash", {"hash", "摘要"}, [](const Operation& o) -> Cell { return o.hash; }},
};
const Field<Entry> entry_fields[] = {
    {"entity", {"record of", "类别"}, [](const Entry& e) -> Cell { return e.entity; }},
    {"key", {"key", "编号"}, [](const Entry& e) -> Cell { return e.key; }},
    {"digest", {"digest", "摘要"}, [](const Entry& e) -> Cell { return e.digest; }},
    {"before", {"before", "原值"}, [](const Entry& e) -> Cell { return to_cell(e.before); }},
};
const Field<Step> step_fields[] = {
    {"seq", {"no.", "序号"}, [](const Step& s) -> Cell { return s.seq; }},
    {"at", {"at", "时间"}, [](const Step& s) -> Cell { return s.at; }},
    {"actor", {"who", "操作人"}, [](const Step& s) -> Cell { return s.actor; }},
    {"action", {"action", "操作"}, [](const Step& s) -> Cell { return s.action; }},
    {"entity", {"record of", "类别"}, [](const Step& s) -> Cell { return s.entity; }},
    {"field", {"field", "字段"}, [](const Step& s) -> Cell { return s.field; }},
    {"was", {"was", "原值"}, [](const Step& s) -> Cell { return to_cell(s.was); }},
    {"became", {"became", "新值"}, [](const Step& s) -> Cell { return to_cell(s.became); }},
};
const Field<Finding> finding_fields[] = {
    {"layer", {"layer", "层次"}, [](const Finding& f) -> Cell { return f.layer; }},
    {"entity", {"record of", "类别"}, [](const Finding& f) -> Cell { return to_cell(f.entity); }},
    {"key", {"key", "编号"}, [](const Finding& f) -> Cell { return to_cell(f.key); }},
    {"message", {"what is wrong", "问题"}, [](const Finding& f) -> Cell { return f.message; }},
};

} // namespace

Table operation_table(const std::vector<Operation>& operations) { return table("operations", _("Operations"), operations, std::span<const Field<Operation>>(operation_fields)); }
Table entry_table(const std::vector<Entry>& entries) { return table("entries", _("Entries"), entries, std::span<const Field<Entry>>(entry_fields)); }
Table history_table(const std::vector<Step>& steps) { return table("history", _("History"), steps, std::span<const Field<Step>>(step_fields)); }
Table finding_table(const std::vector<Finding>& findings) { return table("findings", _("Findings"), findings, std::span<const Field<Finding>>(finding_fields)); }

} // namespace jointcase
