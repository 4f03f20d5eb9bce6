// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <sqlite3.h>

namespace jointcase {

int newest_schema() {
    int newest = 0;
    for (const auto& migration : migrations()) {
        if (migration.number < 900) newest = migration.number;
    }
    return newest;
}

bool each_schema_text(sqlite3* database, const std::function<bool(std::string_view)>& take) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database,
                       "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by type, name",
                       -1, &statement, nullptr);
    bool going = true;
    while (going && sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < 4 && going; ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            going = take(text ? text : "") && take("\n");
        }
    }
    sqlite3_finalize(statement);
    return going;
}

} // namespace jointcase
