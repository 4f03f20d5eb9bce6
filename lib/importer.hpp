// The one import engine: a noun gives its columns, its key and its draft, and knows nothing else of files. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/import.hpp>

#include <functional>
#include <map>
#include <set>

namespace jointcase {

// A column as the engine knows it.
struct SheetColumn {
    std::string key;
    Term title; // headings: the key, the English title, every Chinese name
    bool required = false;
};

// One row, its cells found by the key of the column; maps, defaults and compositions are applied.
class SheetRow {
public:
    std::int64_t line = 0;
    std::map<std::string, std::string, std::less<>> cells; // those that are not empty; "\N" stands for: clear it

    bool has(std::string_view key) const { return cells.contains(key); }
    // Empty where the cell is empty or cleared.
    std::string get(std::string_view key) const {
        const auto found = cells.find(key);
        return found == cells.end() || found->second == "\\N" ? std::string() : found->second;
    }
};

struct RowResult {
    Outcome outcome = Outcome::unchanged;
    std::string key; // coming twice in a file is a finding; empty where rows share a record
};

class ImportRun {
public:
    ImportRun(Write& write, const ImportOptions& options, const char* noun) : write_(write), options_(options), noun_(noun) {}

    // The same bytes with the same map were imported before, and nobody said again.
    bool seen_before(std::span<const InputFile* const> files);

    // Reads one file; what `row` throws becomes a finding of its line, and what the row wrote is forgotten.
    void sheet(const InputFile& file, const ImportMap& map, std::span<const SheetColumn> columns, const std::function<RowResult(const SheetRow&)>& row);

    // A key that comes again in the present file is a finding that names both lines.
    void claim(const std::string& key, std::int64_t line);

    // Files the batch if there is no finding.
    Imported finish();
    Imported& result() { return result_; }

private:
    Write& write_;
    const ImportOptions& options_;
    const char* noun_;
    std::string name_, digest_;
    std::map<std::string, std::int64_t> lines_; // of the keys of the present file
    Imported result_;
};

// The draft columns as the engine knows them.
template <class Draft>
std::vector<SheetColumn> sheet_columns(std::span<const DraftColumn<Draft>> columns, const std::set<std::string>& required = {}) {
    std::vector<SheetColumn> sheet;
    for (const auto& column : columns) sheet.push_back({column.key, column.title, required.contains(column.key)});
    return sheet;
}

// Puts the cells of a row into a draft: an empty one leaves what is there, \N clears it. Throws Invalid with every bad cell.
template <class Draft>
void fill(Draft& draft, const SheetRow& row, std::span<const DraftColumn<Draft>> columns) {
    Problems problems;
    for (const auto& column : columns) {
        const auto found = row.cells.find(column.key);
        if (found == row.cells.end()) continue;
        if (found->second == "\\N") {
            column.clear(draft);
            continue;
        }
        try {
            column.set(draft, found->second);
        } catch (const Error& error) {
            problems.push_back({column.key, *error.code() ? error.code() : "bad_value", error.what()});
        }
    }
    refuse(problems);
}

// What a column names: not finding it is a finding of that column.
template <class Find>
auto in_column(const char* column, Find find) {
    try {
        return find();
    } catch (const Invalid&) {
        throw;
    } catch (const Error& error) {
        if (error.fault() != Fault::missing && error.fault() != Fault::refused) throw;
        throw Invalid({{column, error.fault() == Fault::missing ? "missing" : "refused", error.what()}});
    }
}

// A noun whose rows are its records.
template <class Draft>
struct Importer {
    const char* noun;
    std::span<const DraftColumn<Draft>> columns;
    std::set<std::string> required;
    // The stored draft the row means, by key or source number; nothing for a new one. Throws where several match.
    std::function<std::optional<Draft>(const Draft& given)> stored;
    // Adds the draft, or changes the stored one to it; gives its key.
    std::function<std::string(const Draft& draft, bool known)> put;
    // Says references and numbers in their one canonical way, so that drafts compare by what they mean.
    std::function<void(Draft&)> normalise = [](Draft&) {};
    // The key a row says itself, if it does.
    std::function<std::string(const Draft&)> key = [](const Draft&) { return std::string(); };
};

template <class Draft>
Imported import_drafts(Write& write, const InputFile& file, const ImportOptions& options, const Importer<Draft>& importer) {
    ImportRun run(write, options, importer.noun);
    const InputFile* const files[] = {&file};
    if (run.seen_before(files)) return run.finish();
    const auto columns = sheet_columns(importer.columns, importer.required);
    run.sheet(file, options.map, columns, [&](const SheetRow& row) -> RowResult {
        Draft given;
        fill(given, row, importer.columns);
        importer.normalise(given);
        run.claim(importer.key(given), row.line);
        const auto stored = importer.stored(given);
        Draft draft = stored ? *stored : Draft{};
        fill(draft, row, importer.columns);
        importer.normalise(draft);
        if (stored && same(importer.columns, draft, *stored)) return {Outcome::unchanged, importer.put(draft, true)};
        return {stored ? Outcome::updated : Outcome::added, importer.put(draft, stored.has_value())};
    });
    return run.finish();
}

} // namespace jointcase
