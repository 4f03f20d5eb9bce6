// Offices: the people's procuratorates (检察院), each with its six-digit code.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>
#include <jointcase/db.hpp>
#include <jointcase/id.hpp>
#include <jointcase/import.hpp>

namespace [[gnu::visibility("default")]] jointcase {

enum class Level { supreme, province, prefecture, county };
template <>
std::span<const Word<Level>> words<Level>();

struct OfficeDraft {
    std::string key; // six digits, GB/T 2260
    std::string name;
    std::string short_name; // begins its numbers: 临州检
    std::optional<Level> level;
    std::string parent; // code or name
    List aliases;
    std::optional<Date> opened_on, closed_on;
    std::string source_no;
};

struct Office : OfficeDraft { // parent is a code
    Id<Office> id;
};

std::span<const DraftColumn<OfficeDraft>> office_columns();

Problems problems(const OfficeDraft& draft);
Office add_office(Write& write, const OfficeDraft& draft);                          // throws Fault::refused if the code or a name is taken by another
Office edit_office(Write& write, std::string_view office, const OfficeDraft& draft); // the whole draft; the key stays

// By code, name, alias, short name or source number; loosely by a unique part of the name. Throws Fault::missing.
Office find_office(Db& db, std::string_view text, Match match = Match::loose);
std::optional<Office> known_office(Db& db, std::string_view text); // strict; nothing if there is none
Office home_office(Db& db); // whose database this is. Throws Fault::config if none is said, Fault::missing if it is not entered

struct OfficeFilter {
    std::optional<Level> level;
    std::string parent; // code, name
};
std::vector<Office> list_offices(Db& db, const OfficeFilter& filter = {}); // by code

// What begins the office's numbers: its short name, the configured one for the home office, else its code.
std::string number_prefix(Db& db, const Office& office);

TemplateSheet office_template();
Table export_offices(Db& db); // in the columns of an import, as it takes them
Imported import_offices(Write& write, const InputFile& file, const ImportOptions& options);

Table office_table(const std::vector<Office>& offices);

} // namespace jointcase
