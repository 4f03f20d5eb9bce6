// The migrations of schema/, compiled in by CMake, and the text of what they make. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <span>
#include <string_view>

struct sqlite3;

namespace jointcase {

struct Migration {
    int number; // below 900: applied once, in order. From 900: applied again after every migration
    const char* name;
    const char* sql;
};

std::span<const Migration> migrations(); // by number
int newest_schema();                     // the highest number below 900

// What the schema has, but SQLite's own tables and indexes.
struct SchemaRow {
    std::string_view type, name, table, sql;
    auto operator<=>(const SchemaRow&) const = default;
};
void each_schema_row(sqlite3* database, const std::function<void(const SchemaRow&)>& take); // in no order
bool schema_is_known(sqlite3* database); // the one this program makes, word for word

} // namespace jointcase
