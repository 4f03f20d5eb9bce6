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

void each_schema_row(sqlite3* database, const std::function<void(const SchemaRow&)>& take) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, "select type, name, tbl_name, sql from sqlite_schema", -1, &statement, nullptr);
    const auto text = [&](int column) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return std::string_view(bytes ? bytes : "");
    };
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const SchemaRow row{text(0), text(1), text(2), text(3)};
        if (!row.name.starts_with("sqlite_")) take(row);
    }
    sqlite3_finalize(statement);
}

} // namespace jointcase
