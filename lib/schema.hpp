// The migrations of schema/, compiled in by CMake, and the text of what they make. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

struct sqlite3;

namespace jointcase {

struct Migration {
    int number; // below 900: applied once, in order. From 900: applied again after every migration
    const char* name;
    const char* sql;
};

std::span<const Migration> migrations(); // by number
int newest_schema();                     // the highest number below 900

// Type, name, table and text of everything in the schema but SQLite's own tables, each behind the other.
std::string schema_text(sqlite3* database);

} // namespace jointcase
