// Run while building: the schema the migrations make, as a sorted table in C++.
// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <set>
#include <string>

namespace {

std::string literal(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '\n') quoted += "\\n\"\n\"";
        else if (c == '"' || c == '\\') quoted += {'\\', c};
        else quoted += c;
    }
    return quoted + '"';
}

} // namespace

int main() {
    sqlite3* database = nullptr;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK) return 1;
    for (const auto& migration : jointcase::migrations()) {
        char* message = nullptr;
        if (sqlite3_exec(database, migration.sql, nullptr, nullptr, &message) != SQLITE_OK) {
            std::fprintf(stderr, "schema/%s.sql: %s\n", migration.name, message);
            return 1;
        }
    }
    std::set<std::array<std::string, 4>> rows;
    jointcase::each_schema_row(database, [&](const jointcase::SchemaRow& row) {
        rows.insert({std::string(row.type), std::string(row.name), std::string(row.table), std::string(row.sql)});
    });
    std::printf("constexpr SchemaRow known_schema[] = {\n");
    for (const auto& row : rows) std::printf("{%s, %s, %s, %s},\n", literal(row[0]).c_str(), literal(row[1]).c_str(), literal(row[2]).c_str(), literal(row[3]).c_str());
    std::printf("};\n");
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
