// Records of one table that are inserted one by one and never change in the same write: their digest is taken from the
// values as they are bound, nothing is read back. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql.hpp"

#include <initializer_list>

namespace jointcase {

class Bulk {
public:
    // insert: "insert into T (id, a, b, …) values ($1, $2, $3, …)", the columns behind id in ascending order, as `columns` names them.
    Bulk(Write& write, const char* entity, const char* insert, std::initializer_list<std::string_view> columns);

    // The value of the next column; a text must last until insert().
    void number(std::int64_t value);
    void text(const std::string& value);
    void reference(std::int64_t id, std::string_view key); // 0: null
    void null();
    void text_or_null(const std::string& value) { value.empty() ? null() : text(value); }

    std::int64_t insert(const std::string& key); // the row's id

private:
    void append(char type, std::string_view bytes);

    Write& write_;
    std::string entity_;
    std::vector<std::string_view> columns_;
    sql::Repeated statement_;
    std::int64_t next_id_;
    std::size_t bound_ = 0;
    std::string canonical_; // bytes, as of canonical_bytes() in audit_chain.hpp
};

} // namespace jointcase
