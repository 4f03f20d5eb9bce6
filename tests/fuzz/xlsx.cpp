// Rows of a workbook. Input: either a file as it is (it begins with PK, or nothing is found in it), or, behind a first byte
// that says what is left out (a bit for each file, 0x40: its sheets are read by their names, too), the parts of a workbook, each ended by \x1D: the rows of its sheet, shared strings, formats,
// styles of cells, sheets, relations. A part that begins with <? stands for the whole XML file. The target zips them.
// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"

#include "xlsx.hpp"
#include "zip.hpp"

#include <jointcase/error.hpp>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <random>

using namespace jointcase;
using namespace jointcase::fuzz;

namespace {

constexpr char mark[] = "\x1D";
constexpr std::size_t parts_of_input = 6;

void number(std::string& to, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> 8 * i & 0xFF);
}

// Parts as they are, not packed.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string zip, directory;
    for (const auto& [name, content] : parts) {
        std::string about;
        number(about, 20, 2); // version
        number(about, 0, 8);  // flags, no packing, time
        number(about, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()))), 4);
        number(about, static_cast<std::uint32_t>(content.size()), 4);
        number(about, static_cast<std::uint32_t>(content.size()), 4);
        number(about, static_cast<std::uint32_t>(name.size()), 2);
        number(about, 0, 2);
        directory += std::string("PK\x01\x02\x14\x00", 6) + about;
        directory.append(10, '\0');
        number(directory, static_cast<std::uint32_t>(zip.size()), 4);
        directory += name;
        zip += "PK\x03\x04" + about + name + content;
    }
    const auto at = zip.size();
    zip += directory + std::string("PK\x05\x06\0\0\0\0", 8);
    number(zip, static_cast<std::uint32_t>(parts.size()), 2);
    number(zip, static_cast<std::uint32_t>(parts.size()), 2);
    number(zip, static_cast<std::uint32_t>(directory.size()), 4);
    number(zip, static_cast<std::uint32_t>(at), 4);
    number(zip, 0, 2);
    return zip;
}

std::string wrapped(std::string_view begin, std::string_view part, std::string_view end) {
    if (part.starts_with("<?")) return std::string(part);
    std::string text(begin);
    return text.append(part).append(end);
}

std::string workbook(std::string_view bytes) {
    const auto without = take_byte(bytes);
    std::array<std::string_view, parts_of_input> part;
    for (auto& one : part) one = take_until(bytes, mark);
    const auto [rows, strings, formats, cells, sheets, relations] = part;
    const std::vector<std::pair<std::string, std::string>> all = {
        {"_rels/.rels", R"(<R><Relationship Id="a" Type="t/officeDocument" Target="/xl/workbook.xml"/></R>)"},
        {"xl/workbook.xml", wrapped("<workbook><sheets>", sheets.empty() ? R"(<sheet name="意见" id="1"/>)" : sheets, "</sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels", wrapped("<R>", relations, R"(<Relationship Id="1" Type="t/worksheet" Target="sheet1.xml"/><Relationship Id="2" Type="t/sharedStrings" Target="strings.xml"/><Relationship Id="3" Type="t/styles" Target="./a/../styles.xml"/></R>)")},
        {"xl/strings.xml", wrapped("<sst>", strings, "</sst>")},
        {"xl/styles.xml", wrapped("<styleSheet><numFmts>", formats, "</numFmts><cellXfs>") + wrapped("", cells, "</cellXfs></styleSheet>")},
        {"xl/sheet1.xml", wrapped("<worksheet><sheetData>", rows, "</sheetData></worksheet>")},
    };
    std::vector<std::pair<std::string, std::string>> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!(without >> i & 1)) kept.push_back(all[i]);
    }
    return zipped(kept);
}

// What the workbook holds, or the code of what is wrong with it.
std::string read(const InputFile& file, const std::string& sheet) {
    std::string all;
    try {
        XlsxSource source(file, sheet);
        RowBlock block;
        std::int64_t line = 0;
        while (source.next(block)) {
            check(!block.rows.empty(), "a block has rows");
            std::size_t cells = 0;
            auto bad = block.bad.begin();
            for (std::uint32_t r = 0; r < block.rows.size(); ++r) {
                const auto& row = block.rows[r];
                check(row.line > line && row.line <= 1048576, "rows come in order");
                line = row.line;
                check(row.first >= cells && row.count > 0 && row.count <= 16384 && std::size_t{row.first} + row.count <= block.cells.size(), "a row's cells stand behind those of the row before");
                cells = row.first + row.count;
                for (std::size_t i = 0; i < row.count; ++i) {
                    const auto& cell = block.cells[row.first + i];
                    check(std::size_t{cell.at} + cell.size <= block.text.size(), "a cell lies within the text");
                    const auto text = block.cell(row, i);
                    check(is_utf8(text) && text.find('\0') == std::string_view::npos, "a cell is UTF-8 without NUL");
                    all.append(text) += '|';
                }
                for (; bad != block.bad.end() && bad->row == r; ++bad) check(bad->cell < row.count && !bad->problem.code.empty(), "a bad cell is one of the row");
                const auto place = source.place(line, static_cast<int>(row.count) - 1);
                check(place.ends_with(std::to_string(line)) && place.starts_with(file.name() + "!"), "a place names sheet, column and row");
                all += '\n';
            }
            check(bad == block.bad.end(), "a bad cell belongs to a row");
            check(source.progress() >= 0 && source.progress() <= 1, "progress is a share of the file");
        }
        check(!source.next(block), "behind the last row there is none");
    } catch (const Invalid& invalid) {
        check(!invalid.problems().front().code.empty(), "what is wrong has a code");
        return invalid.problems().front().code;
    }
    return all;
}

} // namespace

FUZZ(xlsx) {
    const bool raw = bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF");
    const auto file = input(raw ? bytes : workbook(bytes));
    const auto first = read(file, "");
    if (!looks_like_xlsx(file)) check(first == "bad_zip", "what looks like none is no workbook");
    if (!raw && (bytes.empty() || !(bytes.front() & 0x40))) return;
    try {
        for (const auto& sheet : xlsx_sheets(file)) {
            check(is_utf8(sheet), "a sheet has a name");
            read(file, sheet);
        }
        zip_parts(file);
    } catch (const Invalid&) {
    }
}

#ifdef JOINTCASE_LIBFUZZER // what changes bytes breaks XML: values and texts are changed, elements are moved, whole
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

struct Piece {
    std::size_t at = 0, size = 0;
};

// Attribute values and texts, or elements without others within.
std::vector<Piece> pieces(std::string_view text, bool elements) {
    std::vector<Piece> all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (elements && text[i] == '<' && i + 1 < text.size() && text[i + 1] != '/') {
            const auto close = text.find('>', i);
            if (close == std::string_view::npos) break;
            if (text[close - 1] == '/') {
                all.push_back({i, close + 1 - i});
                continue;
            }
            const auto name = text.substr(i + 1, std::min(text.find_first_of(" >", i), close) - i - 1);
            const auto end = text.find("</" + std::string(name) + ">", close);
            if (end != std::string_view::npos) all.push_back({i, end + name.size() + 3 - i});
        } else if (!elements && (text[i] == '"' || text[i] == '>')) {
            const auto end = text.find(text[i] == '"' ? '"' : '<', i + 1);
            if (end == std::string_view::npos) break;
            all.push_back({i + 1, end - i - 1});
            i = text[i] == '"' ? end : end - 1;
        }
    }
    return all;
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    std::minstd_rand random(seed);
    const auto any = [&](std::size_t below) { return random() % below; };
    std::string text(reinterpret_cast<const char*>(data), size);
    const auto way = any(8);
    const auto all = pieces(text, way >= 5);
    if (way < 2 || all.empty() || text.starts_with("PK")) return LLVMFuzzerMutate(data, size, most);
    const auto one = all[any(all.size())];
    if (way < 5) {
        std::array<std::uint8_t, 64> value{};
        const auto length = std::min(one.size, value.size());
        text.copy(reinterpret_cast<char*>(value.data()), length, one.at);
        text.replace(one.at, length, reinterpret_cast<const char*>(value.data()), LLVMFuzzerMutate(value.data(), length, value.size()));
    } else if (way == 5) text.erase(one.at, one.size);
    else text.insert(all[any(all.size())].at, text.substr(one.at, one.size));
    text.resize(std::min(text.size(), most));
    text.copy(reinterpret_cast<char*>(data), text.size());
    return text.size();
}
#endif
