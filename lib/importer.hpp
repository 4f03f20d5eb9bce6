// The one import engine: a noun gives its columns, its key and its draft, and knows nothing else of files. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "batch_store.hpp"
#include "decode.hpp"
#include "headings.hpp"
#include "spill.hpp"

#include <jointcase/column.hpp>
#include <jointcase/import.hpp>

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <unordered_map>

namespace jointcase {

struct RowResult {
    Outcome outcome = Outcome::unchanged;
    std::string key; // coming twice in a file is a finding; empty where rows share a record
};

// What a noun makes of the rows of a sheet.
struct SheetRows {
    std::vector<SheetColumn> columns;
    // Ahead of the writing, in a thread of its own, without the database: `room` makes place for the drafts of some rows,
    // `read` fills one from its row and throws Invalid with what is wrong about it alone.
    std::function<void(std::any& drafts, std::size_t rows)> room;
    std::function<void(std::any& drafts, std::size_t i, const SheetRow&)> read;
    // Writes a row; what it throws is the finding of the row, and what it wrote is forgotten.
    std::function<RowResult(std::any& drafts, std::size_t i, const SheetRow&)> write;
    // A row is rejected, here or by `read`: rows below that hang on it have lost their hold. Null: it has no cells to look at.
    std::function<void(const SheetRow* row)> rejected = {};
    // Each row writes at most one record, by one statement: if that fails there is nothing to forget.
    bool one_record = false;
};

// What is to be remembered when an import has to begin again.
struct SecondTry {
    std::map<std::string, NotUtf8> not_utf8;                            // by file: decode it as GB18030
    std::map<std::pair<std::string, std::int64_t>, Problems> rejected;  // by part and line: found bad when all rows were in
};

class ImportRun {
public:
    ImportRun(Write& write, const ImportOptions& options, SecondTry& second) : write_(write), options_(options), second_(second) {}

    // Reads one file, or one sheet of a workbook, which is the `part` of the import with that name (map, rejects).
    void sheet(const InputFile& file, const SheetRows& rows, const std::string& part = {}, const std::string& sheet = {});
    // A part that is a file of its own, or else the sheet of that name in the workbook, if there is one.
    void part(const std::optional<InputFile>& file, const InputFile& book, const SheetRows& rows, const char* name, Term sheet_name);

    // May a row change the stored record it differs from? False: it is left alone. Throws where a conflict is a finding.
    bool may_change(const std::string& key) const;
    // A row differs from a record that is never changed: the finding, unless conflicts are passed over.
    void differs(const Error& finding) const;
    // A key that comes again in the present sheet is a finding that names both lines.
    void claim(const std::string& key, std::int64_t line) { claim(key, line, key); }
    void claim(const std::string& key, std::int64_t line, const std::string& shown);
    // The same by the row number of a record of the noun's table.
    void claim(std::int64_t id, const std::string& key, std::int64_t line);
    // A row of a sheet, the last unless another is named, turns out bad when all are in. With OnError::skip the import begins again without it.
    void reject_late(std::int64_t line, Outcome was, const Problem& problem) { reject_late(sheets_.back().part, line, was, problem); }
    void reject_late(const std::string& part, std::int64_t line, Outcome was, const Problem& problem); // of the sheet of that part
    void note(std::string text) { result_.notes.push_back(std::move(text)); }
    bool clean() const { return result_.findings.empty(); }

    const std::vector<BatchSheet>& sheets() const { return sheets_; }
    const Imported& result() const { return result_; }
    bool again() const { return again_; } // begin again, with what was learned
    Imported take() { return std::move(result_); }

private:
    friend class SheetImport;

    Write& write_;
    const ImportOptions& options_;
    SecondTry& second_;
    std::unordered_map<std::string, std::int64_t> lines_; // of the keys of the present sheet
    std::unique_ptr<Numbers> numbered_;                   // of its row numbers, too many to keep
    std::vector<BatchSheet> sheets_;
    std::vector<std::unique_ptr<RowSource>> sources_; // of the sheets: they say where rows stand
    Imported result_;
    bool again_ = false;
};

// Runs the import of these files and files the batch, if there is no finding against it. `body` may run twice, each
// time from the beginning.
Imported import_files(Write& write, const ImportOptions& options, const char* noun, std::span<const InputFile* const> files, const std::function<void(ImportRun&)>& body);

// Of a workbook, the sheet of that name in either language; nothing where there is none, or no workbook.
std::string sheet_named(const InputFile& file, Term name);

// The draft columns as the engine knows them.
template <class Draft>
std::vector<SheetColumn> sheet_columns(std::span<const DraftColumn<Draft>> columns, const std::set<std::string>& required = {}) {
    std::vector<SheetColumn> sheet;
    for (const auto& column : columns) sheet.push_back({column.key, column.title, required.contains(column.key), column.type, column.choices()});
    return sheet;
}

// The sheet to fill in: the headings of the columns, and a row whose cells are said by the keys of their columns.
TemplateSheet template_of(std::string name, const std::vector<SheetColumn>& columns, const std::map<std::string, std::string>& sample);

// Puts the cells of a row into a draft: an empty one leaves what is there, \N clears it. Throws Invalid with every bad cell.
template <class Draft>
void fill(Draft& draft, const SheetRow& row, std::span<const DraftColumn<Draft>> columns) {
    Problems problems;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto cell = row.cells[i];
        if (cell.empty()) continue;
        if (cell == "\\N") {
            columns[i].clear(draft);
            continue;
        }
        try {
            columns[i].set(draft, cell);
        } catch (const Error& error) {
            problems.push_back({columns[i].key, *error.code() ? error.code() : "bad_value", error.what()});
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

// Rows that become drafts; `check` finds what is wrong with one by itself.
template <class Draft>
SheetRows sheet_rows(std::span<const DraftColumn<Draft>> columns, const std::set<std::string>& required, Problems (*check)(const Draft&),
                     std::function<RowResult(Draft&, const SheetRow&)> write) {
    SheetRows rows;
    rows.columns = sheet_columns(columns, required);
    rows.room = [](std::any& drafts, std::size_t count) {
        if (!drafts.has_value()) drafts = std::vector<Draft>();
        std::any_cast<std::vector<Draft>&>(drafts).resize(count);
    };
    rows.read = [columns, check](std::any& drafts, std::size_t i, const SheetRow& row) {
        auto& draft = std::any_cast<std::vector<Draft>&>(drafts)[i];
        draft = Draft{};
        fill(draft, row, columns);
        if (check) refuse(check(draft));
    };
    rows.write = [write = std::move(write)](std::any& drafts, std::size_t i, const SheetRow& row) {
        return write(std::any_cast<std::vector<Draft>&>(drafts)[i], row);
    };
    return rows;
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
SheetRows draft_rows(ImportRun& run, const Importer<Draft>& importer) {
    return sheet_rows<Draft>(importer.columns, importer.required, nullptr, [&](Draft& given, const SheetRow& row) -> RowResult {
        importer.normalise(given);
        run.claim(importer.key(given), row.line);
        const auto stored = importer.stored(given);
        Draft draft = stored ? *stored : Draft{};
        fill(draft, row, importer.columns);
        importer.normalise(draft);
        const bool alike = stored && same(importer.columns, draft, *stored);
        if (alike || (stored && !run.may_change(importer.key(given)))) return {Outcome::unchanged, importer.put(*stored, true)};
        return {stored ? Outcome::updated : Outcome::added, importer.put(draft, stored.has_value())};
    });
}

template <class Draft>
Imported import_drafts(Write& write, const InputFile& file, const ImportOptions& options, const Importer<Draft>& importer) {
    const InputFile* const files[] = {&file};
    return import_files(write, options, importer.noun, files, [&](ImportRun& run) { run.sheet(file, draft_rows(run, importer)); });
}

} // namespace jointcase
