// Workbooks on their way in: the rows of one sheet of an xlsx file. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rows.hpp"

#include <jointcase/input.hpp>

#include <memory>
#include <string>
#include <vector>

namespace jointcase {

// By the first bytes: a zip archive, or what Excel makes of a workbook with a password and made of all before 2007, for
// which XlsxSource has the words.
bool looks_like_xlsx(const InputFile& file);

// The sheets of rows that are not hidden, as they stand in the workbook. Throws Invalid.
std::vector<std::string> xlsx_sheets(const InputFile& file);

// Cells as text: strings without their phonetic guides, numbers and dates as number_text() has them, true and false as 1
// and 0, formulas by the value stored with them. Bad are formulas without one, errors (#N/A) and numbers that number_text()
// complains of; whatever else is wrong is Invalid. Memory stays below some 20 MiB however large the workbook is.
class XlsxSource : public RowSource {
public:
    // "" is the first sheet that is not hidden. Names are compared trimmed; Invalid for an unknown one lists the others.
    // Nothing is read, and nothing thrown, before next().
    XlsxSource(InputFile file, std::string sheet);
    ~XlsxSource() override;

    bool next(RowBlock& block) override;
    double progress() const override;
    bool ragged() const override { return true; }
    std::string place(std::int64_t line, int cell) const override; // with the name of the sheet, behind next()

private:
    struct Parts;
    InputFile file_;
    std::string sheet_; // its whole name, once it is found
    std::unique_ptr<Parts> parts_;
};

} // namespace jointcase
