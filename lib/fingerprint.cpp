// Run while building: the fingerprint of the schema the migrations make, as a C++ literal.
// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <sqlite3.h>

#include <cstdio>

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
    std::printf("constexpr char known_fingerprint[] = \"");
    for (const unsigned char c : jointcase::schema_fingerprint(database)) std::printf("\\x%02x", c);
    std::printf("\";\n");
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
