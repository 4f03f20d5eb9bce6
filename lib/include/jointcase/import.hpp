// Import of rows from files: decoding, headings, maps, findings by line, one transaction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/error.hpp>
#include <jointcase/input.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

enum class Encoding { automatic, utf8, gb18030, utf16 };

// A mapping file (--map): how an office's own headings and words become ours.
struct ImportMap {
    std::map<std::string, std::string> columns;  // "检察院" = "office"; "" leaves a column out
    std::map<std::string, std::string> defaults; // [default] office = "622900"
    std::map<std::string, std::map<std::string, std::string>> values; // [values.role] "主持" = "chair"
    std::map<std::string, std::string> composed; // source_no = "{meeting_no}/{item_no}"
    std::map<std::string, ImportMap> parts;      // [agenda] of a meeting import, [staff] of a case import …
    std::string text;                            // its bytes, part of the file's digest
};
ImportMap read_map(const std::filesystem::path& file); // throws Fault::config with file and line

enum class OnError { abort, skip };             // a row that cannot be imported: nothing is, or all but it
enum class OnConflict { update, skip, error };  // a row that differs from what is stored

struct ImportProgress {
    std::int64_t rows = 0; // of the present file
    double part = 0;       // of its bytes, up to 1
};

struct ImportOptions {
    Encoding encoding = Encoding::automatic;
    char separator = 0;  // 0: found in the first rows
    int header_row = 0;  // 0: found
    std::string sheet;   // of a workbook; empty: the first
    ImportMap map;
    OnError on_error = OnError::abort;
    OnConflict on_conflict = OnConflict::update;
    std::int64_t max_errors = 0; // more rejected rows than this stop the import; 0: all are told
    bool again = false;  // also when the same bytes were imported before
    std::function<void(const ImportProgress&)> progress; // called every few thousand rows
};

struct RowFinding {
    std::string place; // "file.csv:57", "file.xlsx!Sheet!C7"
    std::string file;
    std::int64_t line = 0; // 0: the file as a whole
    std::string column, code, message; // column: the heading as it stands in the file
};
std::string text_of(const RowFinding& finding); // place: column: message

enum class Outcome { added, updated, unchanged };

struct Imported {
    std::int64_t added = 0, updated = 0, unchanged = 0, rejected = 0;
    bool seen_before = false;         // the same bytes: nothing was done
    bool failed = false;              // nothing may be kept: a file is unusable, or a row is and OnError::abort was asked
    std::string batch;                // its key, once there is something to keep
    std::vector<std::string> notes;   // the encoding fallen back to, meetings with exceptions
    std::vector<RowFinding> findings; // of the rejected rows
};

// A sheet to be filled in and imported.
struct TemplateColumn {
    std::string key, heading;
    bool required = false;
    ValueType type = ValueType::text;
    std::vector<std::string> choices = {}; // offered, not enforced: a cell may hold several, or a code
};
struct TemplateSheet {
    std::string name; // for people
    std::vector<TemplateColumn> columns;
    std::vector<std::vector<std::string>> rows = {}; // below the headings: a sample, or what is known already
};
// An xlsx file: required headings coloured, choices in drop-downs, cells that keep long numbers and leading zeros as typed.
std::string template_workbook(std::span<const TemplateSheet> sheets); // throws Fault::storage

} // namespace jointcase
