// What an import leaves behind of itself: its batch, the sheets it read, the rows it rejected. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/import.hpp>
#include <jointcase/table.hpp>

namespace jointcase {

struct RejectedRow {
    std::int64_t line = 0;
    std::string columns, codes, message; // of all its findings, separated by "; "
    List cells;
};

struct BatchSheet {
    std::string file, part; // part: agenda, attendance; empty: the noun's own
    List headings;          // as they stand in the file
    std::vector<RejectedRow> rejects;
};

// A batch of so many bytes with nothing rejected; its digest is worth asking for.
bool batch_of_size(Db& db, const char* noun, std::int64_t bytes);
std::optional<std::string> batch_of_digest(Db& db, const char* noun, std::string_view digest);
std::string add_batch(Write& write, const char* noun, std::string_view digest, std::int64_t bytes, const Imported& result, const std::vector<BatchSheet>& sheets);

} // namespace jointcase
