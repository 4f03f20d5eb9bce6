// SPDX-License-Identifier: Apache-2.0
#include "bulk.hpp"

#include "audit_chain.hpp"

#include <charconv>

namespace jointcase {

Bulk::Bulk(Write& write, const char* entity, const char* insert, std::initializer_list<std::string_view> columns)
    : write_(write), entity_(entity), columns_(columns), statement_(write.db(), insert),
      next_id_(sql::value<std::int64_t>(write.db(), ("select max(id) as n from " + entity_).c_str()).value_or(0) + 1) {}

void Bulk::append(char type, std::string_view bytes) {
    char size[20];
    const auto* end = std::to_chars(size, size + sizeof size, bytes.size()).ptr;
    canonical_ += columns_[bound_];
    canonical_ += '\x1f';
    canonical_ += type;
    canonical_ += '\x1f';
    canonical_.append(size, static_cast<std::size_t>(end - size));
    canonical_ += ':';
    canonical_ += bytes;
    canonical_ += '\n';
}

void Bulk::number(std::int64_t value) {
    char digits[20];
    const auto* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    append('i', {digits, static_cast<std::size_t>(end - digits)});
    statement_.number(static_cast<int>(++bound_) + 1, value);
}

void Bulk::text(const std::string& value) {
    append('t', value);
    statement_.text(static_cast<int>(++bound_) + 1, value);
}

void Bulk::reference(std::int64_t id, std::string_view key) {
    if (id == 0) return null();
    append('k', key);
    statement_.number(static_cast<int>(++bound_) + 1, id);
}

void Bulk::null() { statement_.null(static_cast<int>(++bound_) + 1); }

std::int64_t Bulk::insert(const std::string& key) {
    const auto id = next_id_;
    statement_.number(1, id);
    bound_ = 0;
    try {
        statement_.run();
    } catch (...) {
        canonical_.clear();
        throw;
    }
    write_.audit().inserted_for_good(entity_, key, canonical_);
    canonical_.clear();
    ++next_id_;
    return id;
}

} // namespace jointcase
