// SPDX-License-Identifier: Apache-2.0
#include "bulk.hpp"

#include "audit_chain.hpp"

#include <charconv>

namespace jointcase {

Bulk::Bulk(Write& write, const char* entity, const char* insert, std::initializer_list<std::string_view> columns)
    : write_(write), entity_(entity), columns_(columns), rows_(write.db(), insert, columns.size() + 1),
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

void Bulk::begin() {
    if (bound_ == 0) rows_.number(next_id_);
}

void Bulk::number(std::int64_t value) {
    begin();
    char digits[20];
    const auto* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    append('i', {digits, static_cast<std::size_t>(end - digits)});
    ++bound_;
    rows_.number(value);
}

void Bulk::text(std::string_view value) {
    begin();
    append('t', value);
    ++bound_;
    rows_.text(value);
}

void Bulk::reference(std::int64_t id, std::string_view key) {
    if (id == 0) return null();
    begin();
    append('k', key);
    ++bound_;
    rows_.number(id);
}

void Bulk::null() {
    begin();
    ++bound_;
    rows_.null();
}

std::int64_t Bulk::insert(const std::string& key) {
    write_.audit().inserted_for_good(entity_, key, canonical_);
    canonical_.clear();
    bound_ = 0;
    return next_id_++;
}

void Bulk::flush() { rows_.write(); }

} // namespace jointcase
