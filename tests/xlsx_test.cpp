#include "cli.hpp"

#include "xlsx.hpp"
#include "zip.hpp"

#include <jointcase/error.hpp>
#include <jointcase/import.hpp>
#include <jointcase/render.hpp>

#include <minizip/zip.h>

#include <clocale>

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::read_file;
using std::chrono::year;

namespace {

const std::string main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

// A workbook put together by hand: what is given replaces the parts of a small one.
struct Book {
    std::string rows, strings = "", formats = "", cell_formats = "<xf numFmtId=\"0\"/>";
    std::string sheets = "<sheet name=\"意见\" sheetId=\"1\" r:id=\"r1\"/>";
    std::string properties = "";
    std::string relations = "<Relationship Id=\"r1\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"t/chartsheet\" Target=\"chart.xml\"/>";
    std::string prefix = "";

    std::vector<std::pair<std::string, std::string>> parts() const {
        return {{"_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"t/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"},
                {"xl/workbook.xml", "<workbook xmlns=\"" + main_space + "\" xmlns:r=\"r\">" + properties + "<sheets>" + sheets + "</sheets></workbook>"},
                {"xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "<Relationship Id=\"r8\" Type=\"t/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r9\" Type=\"t/styles\" Target=\"styles.xml\"/></Relationships>"},
                {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
                {"xl/styles.xml", "<styleSheet><numFmts>" + formats + "</numFmts><cellXfs>" + cell_formats + "</cellXfs></styleSheet>"},
                {"xl/worksheets/sheet1.xml", prefix + "<worksheet xmlns=\"" + main_space + "\"><sheetData>" + rows + "</sheetData></worksheet>"}};
    }
};

InputFile zipped(const Cli& jointcase, const std::vector<std::pair<std::string, std::string>>& parts) {
    const auto path = (jointcase.folder / "a.xlsx").string();
    std::filesystem::remove(path);
    auto* zip = zipOpen(path.c_str(), APPEND_STATUS_CREATE);
    for (const auto& [name, content] : parts) {
        zipOpenNewFileInZip(zip, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 9);
        zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size()));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
    std::istringstream none;
    return {path, none};
}

InputFile kept(const Cli& jointcase, const std::string& bytes) {
    std::istringstream none;
    return {jointcase.file("a.xlsx", bytes), none};
}

// "1: a|b", a line for each row; bad cells as !code.
std::string rows_of(const InputFile& file, const std::string& sheet = "") {
    XlsxSource source(file, sheet);
    RowBlock block;
    std::string out;
    while (source.next(block)) {
        auto bad = block.bad.begin();
        for (std::uint32_t r = 0; r < block.rows.size(); ++r) {
            out += std::to_string(block.rows[r].line) + ":";
            for (std::uint32_t i = 0; i < block.rows[r].count; ++i) {
                const bool is_bad = bad != block.bad.end() && bad->row == r && bad->cell == i;
                out += (i ? "|" : " ") + (is_bad ? "!" + (bad++)->problem.code : std::string(block.cell(block.rows[r], i)));
            }
            out += '\n';
        }
    }
    return out;
}

// Where a cell stands.
std::string place_of(const InputFile& file, std::int64_t line, int cell) {
    XlsxSource source(file, "");
    RowBlock block;
    CHECK(source.next(block));
    return source.place(line, cell).substr(file.name().size());
}

// The rows of a sheet with these cells in its first row.
std::string row_of(const std::string& cells, Book book = {}) {
    Cli jointcase(false);
    book.rows = "<row r=\"1\">" + cells + "</row>";
    return rows_of(zipped(jointcase, book.parts()));
}

std::string refusal(const InputFile& file, const std::string& sheet = "") {
    try {
        return rows_of(file, sheet);
    } catch (const Invalid& invalid) {
        return invalid.what();
    }
}

std::string refusal(const Book& book) {
    Cli jointcase(false);
    return refusal(zipped(jointcase, book.parts()));
}

std::string part_of(const InputFile& file, const std::string& name) {
    ZipPart part(file, name);
    std::string content(static_cast<std::size_t>(part.size()), '\0');
    content.resize(part.read(content.data(), content.size()));
    return content;
}

Table kinds() {
    return {"T5", "焦点类型", {{"kind", "类型"}, {"opinions", "意见(条)"}, {"rate", "采纳率(%)"}, {"on", "日期"}, {"at", "时间"}},
            {{Coded{"charge", "定性"}, std::int64_t{12}, Rate{765}, year{2020} / 2 / 12, midnight(year{2020} / 2 / 12) + std::chrono::hours{9}},
             {Coded{"other", "其他"}, std::int64_t{0}, NoRate{}, {}, {}}}};
}

Table words(const std::vector<std::string>& values) {
    Table table{"words", "Words", {{"word", "word"}}, {}};
    for (const auto& value : values) table.rows.push_back({value});
    return table;
}

constexpr Style xlsx{.format = Format::xlsx};

} // namespace

// --- out

TEST_CASE("a workbook says what the table says, and says it again when it is read") {
    Cli jointcase(false);
    CHECK(rows_of(kept(jointcase, render(kinds(), xlsx))) == "1: 类型|意见(条)|采纳率(%)|日期|时间\n"
                                                            "2: 定性|12|76.5|2020-02-12|2020-02-12 09:00\n"
                                                            "3: 其他|0|—\n");
}

TEST_CASE("in a workbook a text is a text, whatever it looks like") {
    Cli jointcase(false);
    CHECK(rows_of(kept(jointcase, render(words({"=1+1", "0012", "622922199001011234", "2020-01", "_x000D_", "a\r\nb", " c ", "@d", "\x01", "\uFFFE"}), xlsx))) ==
          "1: word\n2: =1+1\n3: 0012\n4: 622922199001011234\n5: 2020-01\n6: _x000D_\n7: a\r\nb\n8:  c \n9: @d\n10: \x01\n11: \uFFFE\n");
}

TEST_CASE("what a sheet cannot hold as a number or a day is a text there") {
    Cli jointcase(false);
    Table table{"t", "t", {{"a", "a"}}, {{std::int64_t{1234567890123456789}}, {std::int64_t{-5}}, {year{1899} / 12 / 31}, {List{"诈骗罪", "盗窃罪"}}, {true}}};
    CHECK(rows_of(kept(jointcase, render(table, xlsx))) == "1: a\n2: 1234567890123456789\n3: -5\n4: 1899-12-31\n5: 诈骗罪; 盗窃罪\n6: yes\n");
}

TEST_CASE("the same table is the same workbook, byte for byte") {
    const auto first = render(kinds(), xlsx);
    setenv("TZ", "America/New_York", 1);
    CHECK(render(kinds(), xlsx) == first);
    unsetenv("TZ");
}

TEST_CASE("a report is a workbook with a sheet for what it says and one for each table that has rows") {
    Cli jointcase(false);
    const Document report{"report", "二月", {"意见 12 条。"}, {"report", "", {{"from", "起"}}, {{year{2020} / 2 / 1}}}, {kinds(), {"T6", "空", {{"a", "a"}}, {}}}, {}};
    const auto file = kept(jointcase, render(report, xlsx));
    CHECK(xlsx_sheets(file) == std::vector<std::string>{"二月", "焦点类型"});
    CHECK(rows_of(file) == "1: 二月\n2: 意见 12 条。\n3: 起|2020-02-01\n");
}

TEST_CASE("the chart of a report takes its bars from the table above it") {
    Cli jointcase(false);
    const Document report{"report", "二月", {}, {}, {kinds()}, {{"T5", "意见", "条", {{"定性", 12}, {"其他", 0}}}}};
    const auto chart = part_of(kept(jointcase, render(report, xlsx)), "xl/charts/chart1.xml");
    CHECK(chart.find("<c:f>'焦点类型'!$A$2:$A$3</c:f>") != std::string::npos);
    CHECK(chart.find("<c:f>'焦点类型'!$B$2:$B$3</c:f>") != std::string::npos);
}

TEST_CASE("a sheet is named after its table as far as a sheet can be, and never like another") {
    Cli jointcase(false);
    Document document{"d", "", {}, {}, {}, {}};
    for (const char* title : {"a/b:[c]?*\\", "ABC", "History", "", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"}) document.parts.push_back({"t", title, {{"a", "a"}}, {{true}}});
    CHECK(xlsx_sheets(kept(jointcase, render(document, xlsx))) == std::vector<std::string>{"abc", "ABC (2)", "History (2)", "t", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"});
}

TEST_CASE("a text that a cell cannot hold is refused by row and heading") {
    CHECK_NOTHROW(render(words({std::string(32767, 'a')}), xlsx));
    CHECK_THROWS_WITH_AS(render(words({"a", std::string(32768, 'a')}), xlsx), "Words, row 3, “word”: a text of 32768 characters, of which a cell of a workbook holds 32767; write csv or json instead", Error);
}

TEST_CASE("a workbook goes into a pipe as it is, and to a terminal not at all") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "list", "-f", "xlsx", "--fields", "key"}) == 0);
    CHECK(rows_of(kept(jointcase, jointcase.out)) == "1: code\n2: 622900\n3: 622921\n4: 622923\n");
    CHECK(jointcase.shell("script -qec '\"$P\" office list -f xlsx' /dev/null </dev/null") == 2);
    CHECK(jointcase.out == "jointcase: a workbook is not for a terminal; name a file: -o FILE.xlsx\r\n");
}

TEST_CASE("a sheet to fill in offers its choices, the many from a sheet that is not shown") {
    Cli jointcase(false);
    std::vector<std::string> charges;
    for (int i = 1; i <= 300; ++i) charges.push_back("罪名" + std::to_string(i));
    const TemplateSheet sheet{"意见", {{"k", "编号", true}, {"s", "立场", true, ValueType::text, {"赞成", "反对"}}, {"c", "罪名", false, ValueType::text, charges}, {"d", "日期", false, ValueType::date}}, {{"0012", "赞成", "", "2020-02-12"}}};
    const auto file = kept(jointcase, template_workbook(std::span(&sheet, 1)));
    CHECK(xlsx_sheets(file) == std::vector<std::string>{"意见"});
    CHECK(rows_of(file) == "1: 编号|立场|罪名|日期\n2: 0012|赞成||2020-02-12\n");
    const auto xml = part_of(file, "xl/worksheets/sheet1.xml");
    CHECK(xml.find("sqref=\"B2:B1001\"><formula1>\"赞成,反对\"</formula1>") != std::string::npos);
    CHECK(xml.find("sqref=\"C2:C1001\"><formula1>'choices'!$A$1:$A$300</formula1>") != std::string::npos);
}

// --- in: cells

TEST_CASE("strings are read with all their runs and without phonetic guides") {
    Book book;
    book.strings = "<si><t>一</t></si><si><r><t>漢</t></r><r><rPr/><t xml:space=\"preserve\"> 字</t></r><rPh sb=\"0\" eb=\"1\"><t>カンジ</t></rPh></si>";
    CHECK(row_of("<c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>&amp;b</t></r></is></c><c r=\"D1\" t=\"str\"><f>A1</f><v>c</v></c>", book) ==
          "1: 漢 字|一|a&b|c\n");
}

TEST_CASE("escapes in strings are characters") {
    CHECK(row_of("<c t=\"str\"><v>a_x000D_b_x005F_x0041__xD83C__xDF63__xD83C_c_x12_</v></c>") == "1: a\rb_x0041_🍣_xD83C_c_x12_\n");
}

TEST_CASE("numbers are the shortest decimals that read back, booleans 1 and 0") {
    CHECK(row_of("<c><v>2.9999999999999999E-2</v></c><c><v>12.0</v></c><c><v>-76.5</v></c><c><v>1E3</v></c><c><v>999999999999999</v></c><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>") ==
          "1: 0.03|12|-76.5|1000|999999999999999|1|0\n");
}

TEST_CASE("a number with the format of a date is a day, with its time if it has one") {
    Book book;
    book.formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/><numFmt numFmtId=\"165\" formatCode=\"[$-804]yyyy/m/d\\ hh:mm\"/><numFmt numFmtId=\"166\" formatCode=\"[Red]0.0&quot;days&quot;\"/>";
    book.cell_formats = "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"20\"/><xf numFmtId=\"31\"/><xf numFmtId=\"48\"/>";
    CHECK(row_of("<c s=\"0\"><v>43873.9</v></c><c s=\"1\"><v>43873</v></c><c s=\"2\"><v>43873.375</v></c><c s=\"2\"><v>43873.375347222223</v></c><c s=\"3\"><v>43873</v></c><c s=\"4\"><v>0.375</v></c>"
                 "<c s=\"5\"><v>59</v></c><c s=\"5\"><v>61</v></c><c s=\"6\"><v>7</v></c><c t=\"d\"><v>2020-02-12T09:00:00</v></c>", book) ==
          "1: 2020-02-12|2020-02-12|2020-02-12 09:00|2020-02-12 09:00:30|43873|09:00|1900-02-28|1900-03-01|7|2020-02-12 09:00\n");
}

TEST_CASE("days are counted from 1904 where the workbook says so") {
    Book book;
    book.properties = "<workbookPr date1904=\"1\"/>";
    book.cell_formats = "<xf numFmtId=\"14\"/>";
    CHECK(row_of("<c><v>0</v></c><c><v>42411</v></c>", book) == "1: 1904-01-01|2020-02-12\n");
}

TEST_CASE("a cell without a value to be trusted is said to be bad") {
    Book book;
    book.cell_formats = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>";
    CHECK(row_of("<c t=\"e\"><v>#N/A</v></c><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c><f>1+1</f><v>2</v></c><c t=\"str\"><f>\"\"</f><v></v></c><c><v>622922199001011234</v></c><c s=\"1\"><v>60</v></c><c><v>x</v></c>", book) ==
          "1: !error_cell|!formula_without_value|!formula_without_value|2||!long_number|!bad_date|!bad_number\n");
}

TEST_CASE("cells stand in the columns of their references, or one behind the other") {
    Cli jointcase(false);
    Book book;
    book.rows = "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c><c r=\"AA3\"><v>3</v></c><c r=\"AB3\"/></row><row><c><v>4</v></c></row><row r=\"7\"/><row r=\"9\"><c r=\"A9\"><v>5</v></c></row>";
    const auto file = zipped(jointcase, book.parts());
    CHECK(rows_of(file) == "3: |1|2||||||||||||||||||||||||3\n4: 4\n9: 5\n");
    CHECK(place_of(file, 3, 26) == "!意见!AA3");
    CHECK(place_of(file, 3, -1) == "!意见!3");
    CHECK(place_of(file, 0, -1) == "!意见");
}

TEST_CASE("more text than memory should hold is read all the same") {
    Cli jointcase(false);
    Table table = words({});
    for (int i = 0; i < 10000; ++i) table.rows.push_back({std::to_string(i) + std::string(700, static_cast<char>('a' + i % 26))});
    std::string expected = "1: word\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) expected += std::to_string(i + 2) + ": " + std::get<std::string>(table.rows[i][0]) + '\n';
    CHECK((rows_of(kept(jointcase, render(table, xlsx))) == expected));
}

// --- in: workbooks

TEST_CASE("a sheet is found by its name, or is the first one that is not hidden") {
    Cli jointcase(false);
    Book book;
    book.rows = "<row><c><v>1</v></c></row>";
    book.sheets = "<sheet name=\"图\" r:id=\"r2\"/><sheet name=\"选项\" state=\"hidden\" r:id=\"r1\"/><sheet name=\" 意见 \" r:id=\"r1\"/><sheet name=\"议程\" r:id=\"r1\"/>";
    const auto file = zipped(jointcase, book.parts());
    CHECK(xlsx_sheets(file) == std::vector<std::string>{"意见", "议程"});
    CHECK(place_of(file, 1, 0) == "!意见!A1");
    CHECK(rows_of(file, " 议程") == "1: 1\n");
    CHECK(refusal(file, "参会") == "there is no sheet “参会”; there are: 意见, 议程");
}

TEST_CASE("workbooks are read in their other spellings too") {
    Cli jointcase(false);
    auto parts = Book{}.parts();
    parts[0].second = "<p:Relationships xmlns:p=\"p\"><p:Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></p:Relationships>";
    parts[2].second = "<Relationships><Relationship Id=\"r1\" Type=\"t/worksheet\" Target=\"/xl/x/../Worksheets/sheet1.xml\"/></Relationships>";
    parts[5].second = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    CHECK(rows_of(zipped(jointcase, parts)) == "1: 1\n");
}

TEST_CASE("an encrypted workbook is refused with the way out") {
    Cli jointcase(false);
    const auto file = kept(jointcase, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0'));
    CHECK(looks_like_xlsx(file));
    CHECK(refusal(file) == "the workbook has a password or is of the kind before 2007 (.xls); save it without a password, as .xlsx");
}

TEST_CASE("a damaged workbook is refused, wherever it breaks off") {
    Cli jointcase(false);
    Book book;
    book.rows = "<row><c><v>1</v></c></row>";
    const auto whole = zipped(jointcase, book.parts()).bytes();
    for (std::size_t size = 4; size < whole.size(); size += 7) CHECK_THROWS_AS(rows_of(kept(jointcase, whole.substr(0, size))), Invalid);
}

TEST_CASE("a workbook that lacks a part is refused by its name") {
    Cli jointcase(false);
    auto parts = Book{}.parts();
    parts.erase(parts.begin() + 3);
    CHECK(refusal(zipped(jointcase, parts)) == "the workbook lacks its part xl/sharedStrings.xml; open it in a spreadsheet program and save it again");
    CHECK(refusal(zipped(jointcase, {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})) == "the file is no xlsx workbook; save it as .xlsx");
}

TEST_CASE("what no spreadsheet program writes is refused") {
    CHECK(refusal({.rows = "<row r=\"1\"><c r=\"XFE1\"/></row>"}) == "the sheet has a cell “XFE1” in row 1, which no sheet has");
    CHECK(refusal({.rows = "<row r=\"1048577\"/>"}) == "the sheet has a row “1048577”, which no sheet has");
    CHECK(refusal({.rows = "<row r=\"2\"/><row r=\"2\"/>"}) == "the rows of the sheet are out of order: 2 behind 2");
    CHECK(refusal({.rows = "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"}) == "the cells of row 1 are out of order at A1");
    CHECK(refusal({.rows = "<row><c t=\"s\"><v>7</v></c></row>"}) == "the workbook is damaged: the cell A1 means a shared text “7” that is not there");
    CHECK(refusal({.rows = "<row><c t=\"str\"><v>_x0000_</v></c></row>"}) == "a text in the workbook contains the character NUL");
}

TEST_CASE("XML that is broken, or would grow without end, is refused") {
    const std::string sheet = "xl/worksheets/sheet1.xml";
    CHECK(refusal({.rows = "<row><c></row>"}) == "the workbook is damaged: " + sheet + " is not well-formed XML (line 1: mismatched tag)");
    CHECK(refusal({.rows = "<row><c t=\"str\"><v>\xFF</v></c></row>"}) == "the workbook is damaged: " + sheet + " is not well-formed XML (line 1: not well-formed (invalid token))");
    CHECK(refusal({.rows = "", .prefix = "<!DOCTYPE a [<!ENTITY b \"c\">]>"}) == sheet + " in the workbook declares a DOCTYPE, which no workbook needs");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    CHECK(refusal({.rows = deep}) == sheet + " in the workbook nests its elements too deep");
    CHECK(refusal({.rows = "<row a=\"" + std::string(2 << 20, 'b') + "\"/>"}) == sheet + " in the workbook has a tag or a comment of more than 1 MiB");
}

TEST_CASE("a workbook that would unpack beyond measure is refused before it does") {
    Cli jointcase(false);
    auto bytes = zipped(jointcase, Book{}.parts()).bytes();
    bytes.replace(bytes.rfind("PK\x01\x02") + 24, 4, std::string("\0\0\0\x13", 4)); // the unpacked size of the sheet
    CHECK(refusal(kept(jointcase, bytes)) == "xl/worksheets/sheet1.xml in the workbook would unpack to 304 MiB, which no sheet holds");
}
