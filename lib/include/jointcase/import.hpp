// Import of rows from files: decoding, headings, maps, findings by line, all or nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/db.hpp>
#include <jointcase/error.hpp>

#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <optional>
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
    std::map<std::string, ImportMap> parts;      // [agenda] and [attendance] of a meeting import
    std::string text;                            // its bytes, part of the file's digest
};
ImportMap read_map(const std::filesystem::path& file); // throws Fault::config with file and line

struct ImportOptions {
    Encoding encoding = Encoding::automatic;
    char separator = 0;  // 0: found in the heading row
    int header_row = 0;  // 0: the first row that is not empty
    ImportMap map;
    bool again = false;  // also when the same bytes were imported before
    std::function<void(std::int64_t rows)> progress; // called now and then
};

struct RowFinding {
    std::string file;
    std::int64_t line = 0; // 0: the file as a whole
    std::string column, code, message; // column: the heading as it stands in the file
};
std::string text_of(const RowFinding& finding); // file:line: column: message

struct Imported {
    std::int64_t added = 0, updated = 0, unchanged = 0, rejected = 0;
    bool seen_before = false;           // the same bytes: nothing was done
    std::vector<std::string> notes;     // the encoding fallen back to, meetings with exceptions
    std::vector<RowFinding> findings;   // any: nothing is kept
};

enum class Outcome { added, updated, unchanged };

// The bytes of an input, read whole. Throws Fault::unreadable.
struct InputFile {
    std::string name; // as the user typed it; "-" for standard input
    std::string bytes;
};
InputFile read_input(const std::string& name, std::istream& standard_input);

} // namespace jointcase
