// Records of one table that are inserted one by one and never change in the same write: their digest is taken from the
// values as they are bound, nothing is read back. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql.hpp"

#include <initializer_list>

namespace jointcase {

class Bulk {
public:
    // insert: "insert or rollback into T (id, a, b, …) values", the columns behind id in ascending order, as `columns` names them.
    Bulk(Write& write, const char* entity, const char* insert, std::initializer_list<std::string_view> columns);

    // The value of the next column.
    void number(std::int64_t value);
    void text(std::string_view value);
    void reference(std::int64_t id, std::string_view key); // 0: null
    void null();
    void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }

    // The row's id. The row itself may still wait for others: what the table says against it is thrown by a later call.
    std::int64_t insert(const std::string& key);
    void flush(); // the rows that wait

private:
    void begin();
    void append(char type, std::string_view bytes);

    Write& write_;
    std::string entity_;
    std::vector<std::string_view> columns_;
    sql::RowBuffer rows_;
    std::int64_t next_id_;
    std::size_t bound_ = 0;
    std::string canonical_; // bytes, as of canonical_bytes() in audit_chain.hpp
};

} // namespace jointcase
