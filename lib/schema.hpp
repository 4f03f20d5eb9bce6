// The migrations of schema/, compiled in by CMake, and the text of what they make. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

// Type, name, table and text of everything in the schema but SQLite's own tables, piece by piece while `take` says so.
bool each_schema_text(sqlite3* database, const std::function<bool(std::string_view)>& take);
bool schema_is_known(sqlite3* database); // the one this program makes, word for word

} // namespace jointcase
