// A database seen past the program, as a meddler sees it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

namespace jointcase::test {

using Row = std::vector<std::string>;

// All rows of a query, nulls as empty texts.
inline std::vector<Row> rows(const std::filesystem::path& database, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) == SQLITE_OK);
    std::vector<Row> all;
    const char* rest = sql.c_str();
    while (*rest != '\0') {
        sqlite3_stmt* statement = nullptr;
        REQUIRE_MESSAGE(sqlite3_prepare_v2(handle, rest, -1, &statement, &rest) == SQLITE_OK, std::string(sqlite3_errmsg(handle)) << " in " << sql);
        if (!statement) break;
        int step = 0;
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            auto& row = all.emplace_back();
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
                row.emplace_back(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
            }
        }
        REQUIRE_MESSAGE(step == SQLITE_DONE, std::string(sqlite3_errmsg(handle)) << " in " << sql);
        sqlite3_finalize(statement);
    }
    sqlite3_close(handle);
    return all;
}

inline std::string value(const std::filesystem::path& database, const std::string& sql) {
    const auto all = rows(database, sql);
    return all.empty() ? std::string() : all[0][0];
}

inline std::vector<std::string> tables(const std::filesystem::path& database) {
    std::vector<std::string> names;
    for (const auto& row : rows(database, "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name")) names.push_back(row[0]);
    return names;
}

} // namespace jointcase::test
