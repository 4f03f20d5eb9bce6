// The audit chain: one operation per write, one entry per record it changed, each operation hashed over the one before.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/table.hpp>

#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

struct Entry {
    std::string entity, key, digest, before; // digest as sha256:…; before: JSON of the old values, empty when added
};

struct Operation {
    std::int64_t seq = 0;
    std::string office, at, actor, action, algorithm;
    std::int64_t entries = 0;
    std::string hash; // as sha256:…
};

struct OperationFilter {
    std::string action, actor; // equal to; empty: any
    std::optional<Date> from, to; // days of `at`, inclusive
    std::int64_t limit = 0;  // the latest so many; 0: all
};

std::vector<Operation> list_operations(Db& db, const OperationFilter& filter = {}); // latest first
Operation find_operation(Db& db, std::int64_t seq); // throws Fault::missing
std::vector<Entry> list_entries(Db& db, std::int64_t seq);
// seq, hash and time of the last operation: whoever keeps it on paper can tell whether the chain was made anew.
std::string checkpoint(Db& db);

// One field of one change of a record, newest change first.
struct Step {
    std::int64_t seq = 0;
    std::string at, actor, action, entity, field, was, became; // a long text of the past stands as its digest
};
std::vector<Step> history(Db& db, std::string_view key); // throws Fault::missing

struct Finding {
    std::string layer; // schema, integrity, chain, record
    std::string entity, key, message;
};
struct Verification {
    std::int64_t operations = 0, entries = 0, records = 0;
    std::vector<Finding> findings;
    std::vector<std::string> unchecked; // what this verification cannot tell
};
// Schema fingerprint, integrity_check, the chain, and every record against its latest digest.
Verification verify(Db& db);

Table operation_table(const std::vector<Operation>& operations);
Table entry_table(const std::vector<Entry>& entries);
Table history_table(const std::vector<Step>& steps);
Table finding_table(const std::vector<Finding>& findings);

} // namespace jointcase
