// Batches: the imports of the past, what they brought and what they rejected.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/table.hpp>

#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

struct Batch {
    Id<Batch> id;
    std::string key;  // B622900-4: the office's fourth
    std::string noun; // whose import it was
    List files;       // as they were typed
    std::int64_t operation = 0; // of the audit
    Time at{};
    std::string actor;
    std::int64_t added = 0, updated = 0, unchanged = 0, rejected = 0;
};

Batch find_batch(Db& db, std::string_view text); // key or number; throws Fault::missing
std::vector<Batch> list_batches(Db& db);         // newest first

Table batch_table(const std::vector<Batch>& batches);
Document batch_document(Db& db, const Batch& batch);
// The rejected rows in the columns of their file, with _line, _column, _code and _message behind them: mended, they can
// be imported as they are. One table for each sheet that has any.
std::vector<Table> reject_tables(Db& db, const Batch& batch);

} // namespace jointcase
