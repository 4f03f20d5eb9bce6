// Run while building: the text of the schema the migrations make, as a C++ literal.
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
    std::printf("constexpr std::string_view known_schema = \"");
    jointcase::each_schema_text(database, [](std::string_view text) {
        for (const char c : text) {
            if (c == '\n') std::printf("\\n\"\n\"");
            else if (c == '"' || c == '\\') std::printf("\\%c", c);
            else std::putchar(c);
        }
        return true;
    });
    std::printf("\";\n");
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
