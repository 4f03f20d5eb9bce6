// Workbooks to be filled in by hand: headings, drop-downs, and cells that keep what is typed. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

namespace jointcase {

struct TemplateColumn {
    enum Kind { text, number, date, time };

    std::string heading;
    bool required = false;                 // its heading is coloured
    std::vector<std::string> choices = {}; // offered, not enforced: a cell may hold several, or a code
    Kind kind = text;                      // text keeps leading zeros and long numbers
};

struct TemplateSheet {
    std::string name;
    std::vector<TemplateColumn> columns;
    std::vector<std::vector<std::string>> rows; // below the headings: a sample, or what is known already
};

// An xlsx file with a sheet for each, and a hidden one for choices that are too many for their cell. Throws Fault::storage.
std::string xlsx_template(std::span<const TemplateSheet> sheets);

} // namespace jointcase
