// Rows of a CSV or TSV file (RFC 4180), each with the line it begins on. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decode.hpp"
#include "rows.hpp"

namespace jointcase {

// CR, LF and CRLF end a row. Throws Unusable for a quote that is never closed or text behind one, and for a row beyond 16 MiB.
class CsvSource : public RowSource {
public:
    // separator 0: found in the first lines of the first piece (see Decoder).
    CsvSource(const InputFile& file, Encoding encoding, char separator, std::optional<NotUtf8> not_utf8 = {}, std::size_t piece = Decoder::usual_piece);

    bool next(RowBlock& block) override;
    double progress() const override { return decoder_.progress(); }
    std::string place(std::int64_t line, int cell) const override;
    bool fell_back() const { return decoder_.fell_back(); }

private:
    enum class Field { whole, cut_off };
    bool row(RowBlock& block, std::size_t& at, bool last);
    Field quoted(RowBlock& block, std::size_t& at, bool last);
    void unescape(RowBlock& block, RowBlock::Cell& cell);
    std::size_t line_end(std::string_view text, std::size_t at, bool last) const; // bytes of the line end here; 0: none, npos: cut off

    const InputFile& file_;
    Decoder decoder_;
    char separator_;
    std::string rest_;  // the beginning of a row that was cut off
    bool more_ = true;  // the file has more than was read
    std::int64_t line_ = 1, row_line_ = 1;
    std::vector<std::uint32_t> doubled_; // cells of the present row with doubled quotes
};

// The separator that cuts the first lines into most fields: , ; or tab. A full-width comma is said to be the wrong one (Invalid).
char find_separator(std::string_view text);

} // namespace jointcase
