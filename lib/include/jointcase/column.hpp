// Columns: how one field of a draft is named, read from text and shown. Written once per noun; the options of a
// verb, the headings of an import, the cells of a list and the comparison of drafts all follow from it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/date.hpp>
#include <jointcase/error.hpp>
#include <jointcase/table.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

// One value of a coded field. words<E>() lists them all, in order; each noun specialises it for its enums.
template <class E>
struct Word {
    E value;
    const char* code; // ASCII snake_case
    const char* zh;   // the label; further names, behind ';', are read too
};
template <class E>
std::span<const Word<E>> words() = delete;

std::string coded_label(const char* code, const char* zh); // in the language in use
bool names_word(const char* code, const char* zh, std::string_view text);
std::string yes_or_no(bool value); // in the language in use
[[noreturn]] void throw_unknown_word(std::string_view text, const std::vector<std::string>& known);

template <class E>
const Word<E>& word(E value) {
    for (const auto& w : words<E>()) {
        if (w.value == value) return w;
    }
    throw Error(Fault::inconsistent, "a coded value has no name");
}
template <class E>
std::string code(E value) { return word(value).code; }
template <class E>
std::string label(E value) { return coded_label(word(value).code, word(value).zh); }
template <class E>
Coded coded(E value) { return {code(value), label(value)}; }

// The value of a code or a label in either language. Throws Fault::invalid naming the values there are.
template <class E>
E parse_word(std::string_view text) {
    for (const auto& w : words<E>()) {
        if (text == w.code) return w.value; // as it is stored
    }
    std::vector<std::string> known;
    for (const auto& w : words<E>()) {
        if (names_word(w.code, w.zh, text)) return w.value;
        known.push_back(coded_label(w.code, w.zh));
    }
    throw_unknown_word(text, known);
}

// Throws Fault::invalid unless the text is UTF-8 without NUL.
void check_text(std::string_view text);

// --- text to value and value to cell, one pair per type a draft may hold. Reading throws Fault::invalid.

void read_text(std::string& value, std::string_view text);
void read_text(bool& value, std::string_view text); // 1 yes true 是 / 0 no false 否
void read_text(int& value, std::string_view text);
void read_text(Date& value, std::string_view text);
void read_text(Time& value, std::string_view text);
void read_text(List& value, std::string_view text); // separated by ; or ；
template <class E>
    requires std::is_enum_v<E>
void read_text(E& value, std::string_view text) { value = parse_word<E>(text); }
template <class E>
    requires std::is_enum_v<E>
void read_text(std::vector<E>& value, std::string_view text) {
    List list;
    read_text(list, text);
    value.clear();
    for (const auto& one : list) value.push_back(parse_word<E>(one));
}
template <class T>
void read_text(std::optional<T>& value, std::string_view text) {
    T read{};
    read_text(read, text);
    value = std::move(read);
}

Cell to_cell(const std::string& value); // empty: no cell
inline Cell to_cell(bool value) { return value; }
inline Cell to_cell(int value) { return static_cast<std::int64_t>(value); }
inline Cell to_cell(Date value) { return value; }
inline Cell to_cell(Time value) { return value; }
Cell to_cell(const List& value);
template <class E>
    requires std::is_enum_v<E>
Cell to_cell(E value) { return coded(value); }
template <class E>
    requires std::is_enum_v<E>
Cell to_cell(const std::vector<E>& value) {
    List codes;
    for (const auto one : value) codes.push_back(code(one));
    return to_cell(codes);
}
template <class T>
Cell to_cell(const std::optional<T>& value) { return value ? to_cell(*value) : Cell{}; }

// --- the column itself

// What a spreadsheet does with the cells of a column.
enum class ValueType { text, number, date, time };

template <class T>
struct TypeOf {
    static constexpr ValueType type = std::is_same_v<T, int> ? ValueType::number : std::is_same_v<T, Date> ? ValueType::date : std::is_same_v<T, Time> ? ValueType::time : ValueType::text;
    // The labels there are to choose from; empty: any text.
    static std::vector<std::string> choices() {
        std::vector<std::string> labels;
        if constexpr (std::is_same_v<T, bool>) labels = {yes_or_no(true), yes_or_no(false)};
        if constexpr (std::is_enum_v<T>) {
            for (const auto& w : words<T>()) labels.push_back(coded_label(w.code, w.zh));
        }
        return labels;
    }
};
template <class T>
struct TypeOf<std::optional<T>> : TypeOf<T> {};

template <class Draft>
struct DraftColumn {
    const char* key; // in CSV and JSON; its option is --key with - for _
    Term title;
    void (*set)(Draft&, std::string_view text); // throws Fault::invalid
    void (*clear)(Draft&);
    Cell (*cell)(const Draft&);
    std::vector<std::string> (*choices)();
    ValueType type = ValueType::text;
    bool flag = false; // yes or no: the option stands alone
    bool list = false; // the option may be repeated
};

template <class T>
struct MemberOf;
template <class Class, class Value>
struct MemberOf<Value Class::*> { using type = Class; using value = Value; };

// column<&TalentDraft::name>("name", {"full name", "姓名"})
template <auto member, class Draft = typename MemberOf<decltype(member)>::type>
constexpr DraftColumn<Draft> column(const char* key, Term title) {
    using Value = typename MemberOf<decltype(member)>::value;
    return {key, title,
            [](Draft& draft, std::string_view text) { read_text(draft.*member, text); },
            [](Draft& draft) { draft.*member = Value{}; },
            [](const Draft& draft) { return to_cell(draft.*member); },
            TypeOf<Value>::choices, TypeOf<Value>::type,
            std::is_same_v<Value, bool> || std::is_same_v<Value, std::optional<bool>>,
            requires(Value value) { value.push_back({}); value.begin(); } && !std::is_same_v<Value, std::string>};
}

// Every field that `given` gives has the same value in `stored`: adding it again changes nothing.
template <class Draft>
bool agrees(std::span<const DraftColumn<Draft>> columns, const Draft& given, const Draft& stored) {
    const Draft nothing{};
    for (const auto& column : columns) {
        const auto cell = column.cell(given);
        if (cell != column.cell(nothing) && cell != column.cell(stored)) return false;
    }
    return true;
}
template <class Draft>
bool same(std::span<const DraftColumn<Draft>> columns, const Draft& a, const Draft& b) {
    for (const auto& column : columns) {
        if (column.cell(a) != column.cell(b)) return false;
    }
    return true;
}

// --- records to tables
template <class Record, class Draft>
void append_cells(Table& table, const std::vector<Record>& records, std::span<const DraftColumn<Draft>> columns) {
    table.rows.resize(records.size());
    for (const auto& column : columns) table.columns.push_back({column.key, std::string(column.title.shown())});
    for (std::size_t i = 0; i < records.size(); ++i) {
        for (const auto& column : columns) table.rows[i].push_back(column.cell(records[i]));
    }
}
template <class Record>
void append_cells(Table& table, const std::vector<Record>& records, std::span<const Field<Record>> fields) {
    table.rows.resize(records.size());
    for (const auto& field : fields) table.columns.push_back({field.key, std::string(field.title.shown())});
    for (std::size_t i = 0; i < records.size(); ++i) {
        for (const auto& field : fields) table.rows[i].push_back(field.cell(records[i]));
    }
}

// Records as rows, their cells from columns and fields in the order given:
// table("talent", _("Talents"), talents, talent_key(), talent_columns(), talent_facts())
template <class Record, class... Parts>
Table table(std::string key, std::string title, const std::vector<Record>& records, const Parts&... parts) {
    Table result;
    result.key = std::move(key);
    result.title = std::move(title);
    (append_cells(result, records, parts), ...);
    return result;
}

} // namespace jointcase
