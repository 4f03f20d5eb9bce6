// The migrations of schema/, compiled in by CMake, and the fingerprint of what they make. Private to lib.
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

// SHA-256 over type, name, table and text of everything in the schema but SQLite's own tables.
std::string schema_fingerprint(sqlite3* database);

} // namespace jointcase
