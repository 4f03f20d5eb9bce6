#include "cli.hpp"
#include "sqlite.hpp"

#include <nlohmann/json.hpp>

using jointcase::test::Cli;
using jointcase::test::read_file;
using jointcase::test::value;

namespace {

const std::string bom = "\xEF\xBB\xBF";
const std::string offices_head = "代码,名称,级别\n";
const std::string linxia = offices_head + "622921,临夏县人民检察院,县级\n";
// 代码,名称,级别 / 622921,临夏县人民检察院,县级 in GB18030
const std::string linxia_gb18030 = "\xB4\xFA\xC2\xEB,\xC3\xFB\xB3\xC6,\xBC\xB6\xB1\xF0\n622921,\xC1\xD9\xCF\xC4\xCF\xD8\xC8\xCB\xC3\xF1\xBC\xEC\xB2\xEC\xD4\xBA,\xCF\xD8\xBC\xB6\n";

std::string utf16(const std::string& ascii_and_han, bool little) { // of the basic plane
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (std::size_t i = 0; i < ascii_and_han.size();) {
        const auto c = static_cast<unsigned char>(ascii_and_han[i]);
        unsigned point = c;
        if (c >= 0xE0) {
            point = static_cast<unsigned>(c & 0x0F) << 12 | static_cast<unsigned>(ascii_and_han[i + 1] & 0x3F) << 6 | static_cast<unsigned>(ascii_and_han[i + 2] & 0x3F);
            i += 3;
        } else ++i;
        const char high = static_cast<char>(point >> 8), low = static_cast<char>(point & 0xFF);
        out += little ? std::string{low, high} : std::string{high, low};
    }
    return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

// The offices an import of these bytes leaves.
std::string imported(Cli& jointcase, const std::string& bytes, const std::vector<std::string>& options = {}) {
    std::vector<std::string> args{"office", "import", jointcase.file("f.csv", bytes)};
    args.insert(args.end(), options.begin(), options.end());
    CHECK_MESSAGE(jointcase(args) == 0, jointcase.err);
    const auto counts = jointcase.out, notes = jointcase.err;
    CHECK(jointcase({"office", "list", "--fields", "key,name,level", "--csv"}) == 0);
    const auto list = jointcase.out;
    jointcase.out = counts, jointcase.err = notes;
    return list;
}
const std::string linxia_listed = "key,name,level\r\n622921,临夏县人民检察院,county\r\n";

// What an import of these bytes complains of; nothing is written.
std::string complaint(Cli& jointcase, const std::string& bytes, const std::vector<std::string>& options = {}, const char* noun = "office") {
    const auto file = jointcase.file("f.csv", bytes);
    const auto before = read_file(jointcase.database());
    std::vector<std::string> args{noun, "import", file};
    args.insert(args.end(), options.begin(), options.end());
    CHECK(jointcase(args) == 65);
    CHECK(jointcase.out == "");
    CHECK(read_file(jointcase.database()) == before);
    return replaced(jointcase.err, file, "f.csv");
}
std::string complaint(const std::string& bytes, const std::vector<std::string>& options = {}) {
    Cli jointcase;
    return complaint(jointcase, bytes, options);
}
const std::string whole_file = "jointcase: the file cannot be imported; nothing was written\n";
std::string rejected(const std::string& findings, int rejects, int added = 0) {
    return findings + "would add " + std::to_string(added) + ", update 0, leave 0 as they are, reject " + std::to_string(rejects) + " (nothing was written)\njointcase: " + std::to_string(rejects) + " rows cannot be imported; nothing was written\n";
}

// An import with --on-error skip; its exit status.
int skipped(Cli& jointcase, const std::string& bytes, const std::vector<std::string>& options = {}, const char* noun = "office") {
    const auto file = jointcase.file("f.csv", bytes);
    std::vector<std::string> args{noun, "import", file, "--on-error", "skip"};
    args.insert(args.end(), options.begin(), options.end());
    const int status = jointcase(args);
    jointcase.err = replaced(jointcase.err, file, "f.csv");
    return status;
}
const std::string mixed = linxia + "62292,永靖县,县级\n622924,广河县,乡级\n622925,和政县人民检察院,县级\n";
const std::string mixed_findings = "f.csv:3: 代码: “62292” is not an office code of six digits\n"
                                   "f.csv:4: 级别: “乡级” is none of: supreme, province, prefecture, county\n";
std::string offices(Cli& jointcase) { return value(jointcase.database(), "select group_concat(key) from (select key from office order by key)"); }

// A file of offices whose rows cross each of the first four MiB in another way.
struct LongFile {
    std::string text = "code,name,level\r\n";
    std::vector<jointcase::test::Row> expected; // code and name

    LongFile() {
        const std::size_t piece = 1 << 20;
        for (const auto end : {piece + 1, 2 * piece + 16, 3 * piece + 14, 4 * piece + 12}) { // a line end, doubled quotes, a line end in quotes, a character
            while (text.size() + 8192 < end) row(text.size() + 4096);
            row(end);
        }
    }
    void row(std::size_t end) {
        const auto code = std::to_string(100000 + expected.size());
        const std::string begin = code + ",\"" + code, rest = "\"\"\r\n尾\",county\r\n";
        const std::string padding(end - text.size() - begin.size() - rest.size(), 'x');
        text += begin + padding + rest;
        expected.push_back({code, code + padding + "\"\r\n尾"});
    }
};

std::vector<std::string> mapped(Cli& jointcase, const std::string& toml) { return {"--map", jointcase.file("map.toml", toml)}; }

// A roster of 622921 with these rows.
int roster(Cli& jointcase, const std::string& head, const std::string& rows) {
    return jointcase({"talent", "import", jointcase.file("花名册.csv", "单位,姓名,人员类别," + head + "\n" + rows)});
}
std::string listed(Cli& jointcase, const std::string& fields) {
    CHECK(jointcase({"talent", "list", "--fields", fields, "--csv"}) == 0);
    return jointcase.out;
}
std::string postings(Cli& jointcase, const std::string& talent) {
    return value(jointcase.database(), "select group_concat(from_on || ' ' || coalesce(to_on, '') || ' ' || department || ' ' || category, '; ') from (select p.* from posting p join talent t on t.id = p.talent where t.key = '" + talent + "' order by from_on)");
}

} // namespace

// --- encodings

TEST_CASE("a file in UTF-8 is imported, with a byte order mark or without") {
    for (const auto& bytes : {linxia, bom + linxia}) {
        Cli jointcase;
        CHECK(imported(jointcase, bytes) == linxia_listed);
        CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 0\n");
        CHECK(jointcase.err == "");
    }
}

TEST_CASE("a file in GB18030 is imported, and it is said that this was a guess") {
    Cli jointcase;
    CHECK(imported(jointcase, linxia_gb18030) == linxia_listed);
    CHECK(jointcase.err == (jointcase.folder / "f.csv").string() + ": encoding GB18030 (not UTF-8; decoded strictly); for example line 2, 名称 = 临夏县人民检察院\n");
}

TEST_CASE("the guess is said also where the first row is ASCII, and where the headings are wrong") {
    Cli jointcase;
    const std::string ascii = linxia_gb18030.substr(0, linxia_gb18030.find('\n') + 1) + "622921,Linxia,county\n";
    CHECK(imported(jointcase, ascii) == "key,name,level\r\n622921,Linxia,county\r\n");
    CHECK(jointcase.err == (jointcase.folder / "f.csv").string() + ": encoding GB18030 (not UTF-8; decoded strictly)\n");
    CHECK(complaint(jointcase, "code,name,level,\xC3\xFB\n1,2,3,4\n") == "f.csv: encoding GB18030 (not UTF-8; decoded strictly)\nf.csv:1: 名: no such column (leave it out in a map: \"名\" = \"\")\n" + whole_file);
}

TEST_CASE("an encoding that is named is no guess, and is kept to") {
    Cli jointcase;
    CHECK(imported(jointcase, linxia_gb18030, {"--encoding", "gb18030"}) == linxia_listed);
    CHECK(jointcase.err == "");
    CHECK(complaint(linxia_gb18030, {"--encoding", "utf-8"}) == "f.csv: not UTF-8: the byte 0xb4 at offset 0 (line 1) does not belong\n" + whole_file);
}

TEST_CASE("a file in UTF-16 is imported by its byte order mark") {
    for (const bool little : {true, false}) {
        Cli jointcase;
        CHECK(imported(jointcase, utf16(linxia, little)) == linxia_listed);
        CHECK(jointcase.err == "");
    }
}

TEST_CASE("a file in UTF-16 without a mark may begin with the bytes of another's") {
    Cli jointcase;
    const std::string title("\xEF\xBB\xBF\x4E\n\0", 6); // 믯亿
    CHECK(imported(jointcase, title + utf16(linxia, true).substr(2), {"--encoding", "utf-16"}) == linxia_listed);
}

TEST_CASE("a byte of no encoding is named with its offset and its line") {
    CHECK(complaint(linxia + "622923,\xFF,county\n") == "f.csv: not UTF-8 (nor GB18030): the byte 0xff at offset 67 (line 3) does not belong\n" + whole_file);
    CHECK(complaint(bom + linxia + "622923,\xC3\xFB,county\n") == "f.csv: not UTF-8: the byte 0xc3 at offset 70 (line 3) does not belong\n" + whole_file);
}

TEST_CASE("a NUL is named with its line") {
    CHECK(complaint(linxia + std::string("622923,a\0b,county\n", 18)) == "f.csv:3: the file holds a NUL character; a text cannot\n" + whole_file);
    CHECK(complaint(replaced(linxia, "\n", "\r") + std::string("622923,a\0b,county\r", 18)) == "f.csv:3: the file holds a NUL character; a text cannot\n" + whole_file);
}

TEST_CASE("a file is read again as GB18030 where its first characters could be UTF-8 as well") {
    Cli jointcase;
    CHECK(imported(jointcase, "code,name,level,\xD0\xA1\n622921,\xC1\xD9\xCF\xC4,county,1\n", mapped(jointcase, "\"小\" = \"\"\n")) == "key,name,level\r\n622921,临夏,county\r\n");
    CHECK(jointcase.err == (jointcase.folder / "f.csv").string() + ": encoding GB18030 (not UTF-8; decoded strictly); for example line 2, name = 临夏\n");
}

TEST_CASE("a file is read again as GB18030 also where that shows when rows were imported already") {
    std::string names = "code,name,level\n622921,\xD0\xA1,county\n62292,x,county\n"; // 小, or С
    for (int code = 100000; code < 100600; ++code) names += std::to_string(code) + "," + std::to_string(code) + std::string(4096, 'x') + ",county\n";
    names += "622923,\xC1\xD9\xCF\xC4,county\n"; // 临夏, and no UTF-8
    Cli jointcase;
    CHECK(complaint(jointcase, names).starts_with("f.csv: encoding GB18030 (not UTF-8; decoded strictly); for example line 2, name = 小\nf.csv:3: code: "));
    CHECK(skipped(jointcase, names) == 3);
    CHECK(jointcase.out == "added 602, updated 0, unchanged 0, rejected 1\n");
    CHECK(value(jointcase.database(), "select group_concat(name) from (select name from office where key > '2' order by key)") == "小,临夏");
    CHECK(value(jointcase.database(), "select count(*) || ' ' || sum(entries) from operation") == "1 605"); // the offices, a batch with its sheet and row
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
}

// --- rows

TEST_CASE("rows end in LF, CRLF or CR, the last one in nothing at all") {
    for (const auto& end : {"\n", "\r\n", "\r"}) {
        Cli jointcase;
        CHECK(imported(jointcase, replaced(linxia, "\n", end)) == linxia_listed);
    }
    Cli jointcase;
    CHECK(imported(jointcase, linxia.substr(0, linxia.size() - 1)) == linxia_listed);
}

TEST_CASE("fields are separated by commas, tabs or semicolons, as the headings are") {
    for (const auto& separator : {"\t", ";"}) {
        Cli jointcase;
        CHECK(imported(jointcase, replaced(linxia, ",", separator)) == linxia_listed);
    }
    Cli jointcase;
    CHECK(imported(jointcase, replaced(linxia, ",", "|"), {"--separator", "|"}) == linxia_listed);
    CHECK(complaint(replaced(linxia, ",", "，")) == "f.csv: the headings are separated by full-width commas “，”; save the file as CSV with half-width commas\n" + whole_file);
}

TEST_CASE("a quoted field may hold separators, quotes and line ends") {
    Cli jointcase;
    CHECK(imported(jointcase, offices_head + "\"622921\",\"临夏县, \"\"县院\"\"\n人民检察院\",县级\n") == "key,name,level\r\n622921,\"临夏县, \"\"县院\"\"\n人民检察院\",county\r\n");
}

TEST_CASE("lines are counted as an editor counts them, through fields of several lines") {
    CHECK(complaint(offices_head + "622921,\"a\nb\r\nc\",县级\n622922,东,乡级\n") == rejected("f.csv:5: 级别: “乡级” is none of: supreme, province, prefecture, county\n", 1, 1));
}

TEST_CASE("a quote that is never closed is named with the line that opens it, text behind one too") {
    CHECK(complaint(linxia + "622923,\"永靖县,县级\n622924,广河县,县级\n") == "f.csv:3: a quote is opened and never closed\n" + whole_file);
    CHECK(complaint(linxia + "622923,\"永靖\"县,县级\n") == "f.csv:3: there is text behind a closing quote; a quote inside a field is written twice\n" + whole_file);
}

TEST_CASE("a row of more or fewer fields than headings is a finding") {
    CHECK(complaint(linxia + "622923,永靖县\n622924,广河县,县级,多\n") == rejected("f.csv:3: 2 fields where the headings are 3\nf.csv:4: 4 fields where the headings are 3\n", 2, 1));
}

TEST_CASE("blank rows are passed over, and a title above the headings can be") {
    Cli jointcase;
    CHECK(imported(jointcase, "\n,,\n" + linxia + "\n,,\n 　,,\n") == linxia_listed);
    Cli titled;
    CHECK(imported(titled, "全州检察院一览\n" + linxia, {"--header-row", "2"}) == linxia_listed);
}

TEST_CASE("the headings are found below the titles that offices put above them, merged or not, with commas and with tabs") {
    for (const std::string title : {"全州检察院一览\n", "全州检察院一览,,\n\n2020年度,,\n"}) {
        for (const char* separator : {",", "\t"}) {
            Cli jointcase;
            CHECK(imported(jointcase, replaced(title + linxia, ",", separator)) == linxia_listed);
        }
    }
}

TEST_CASE("the row of the headings that is named is kept to") {
    Cli jointcase;
    CHECK(complaint(jointcase, "code,name,level\n" + linxia).starts_with("f.csv:2: level: “级别” is none of: "));
    CHECK(imported(jointcase, "code,name,level\n" + linxia, {"--header-row", "2"}) == linxia_listed);
    CHECK(complaint(jointcase, linxia, {"--header-row", "9"}) == "f.csv: there is no row 9 for the headings\n" + whole_file);
}

TEST_CASE("a CSV has no sheets") {
    Cli jointcase;
    const auto file = jointcase.file("f.csv", linxia);
    CHECK(jointcase({"office", "import", file, "--sheet", "名册"}) == 2);
    CHECK(jointcase.err == "jointcase: " + file + " is no workbook; it has no sheets (--sheet)\n");
}

TEST_CASE("a file longer than one reading is imported exactly, wherever it is cut") {
    Cli jointcase;
    const LongFile file;
    jointcase.file("f.csv", file.text);
    CHECK(jointcase.shell("\"$P\" office import '" + (jointcase.folder / "f.csv").string() + "'") == 0);
    CHECK(jointcase.out == "added " + std::to_string(file.expected.size()) + ", updated 0, unchanged 0, rejected 0\n");
    CHECK(jointcase.err == ""); // no progress into a pipe
    CHECK((jointcase::test::rows(jointcase.database(), "select key, name from office order by key") == file.expected));
}

TEST_CASE("a row beyond 16 MiB is refused") {
    CHECK(complaint(linxia + "622923,\"" + std::string(18 << 20, 'x') + "\",县级\n") == "f.csv:3: a row of more than 16 MiB; is a quote opened and never closed?\n" + whole_file);
}

TEST_CASE("a pipe is read like a file") {
    Cli jointcase;
    jointcase.file("f.csv", linxia_gb18030);
    CHECK(jointcase.shell("cat '" + (jointcase.folder / "f.csv").string() + "' | \"$P\" office import /dev/stdin") == 0);
    CHECK(jointcase.err == "/dev/stdin: encoding GB18030 (not UTF-8; decoded strictly); for example line 2, 名称 = 临夏县人民检察院\n");
    CHECK(jointcase.shell("cat '" + (jointcase.folder / "f.csv").string() + "' | \"$P\" office import - --again") == 0);
    CHECK(jointcase.out == "added 0, updated 0, unchanged 1, rejected 0\n");
}

TEST_CASE("a file without rows, or without anything, is a finding") {
    CHECK(complaint("") == "f.csv: the file is empty: not even a heading row\n" + whole_file);
    CHECK(complaint(offices_head) == "f.csv:1: there is no row below the headings\n" + whole_file);
}

TEST_CASE("a file that is not there, or is a folder, is unreadable") {
    Cli jointcase;
    CHECK(jointcase({"office", "import", "none.csv"}) == 66);
    CHECK(jointcase.err == "jointcase: none.csv: the file is missing or cannot be read\n");
    CHECK(jointcase({"office", "import", jointcase.folder.string()}) == 66);
    CHECK(jointcase.err == "jointcase: " + jointcase.folder.string() + " is a folder, not a file\n");
}

TEST_CASE("standard input is a file of the name -") {
    Cli jointcase;
    CHECK(jointcase({"office", "import", "-"}, linxia) == 0);
    CHECK(jointcase({"office", "import", "-"}, offices_head + "1,a,县级\n") == 65);
    CHECK(jointcase.err == rejected("-:2: 代码: “1” is not an office code of six digits\n", 1));
}

// --- headings

TEST_CASE("headings are known in Chinese and English, by key, in any width and case") {
    for (const auto& head : {"代码,名称,级别", "code,name,level", "key,name,level", " Code ,NAME,ｌｅｖｅｌ", "单位编码,检察院名称,层级"}) {
        CAPTURE(head);
        Cli jointcase;
        CHECK(imported(jointcase, std::string(head) + "\n622921,临夏县人民检察院,county\n") == linxia_listed);
    }
}

TEST_CASE("an unknown heading is answered with the nearest, a double and a missing one are named") {
    CHECK(complaint("code,nmae,level\n1,2,3\n") == "f.csv:1: nmae: no such column; did you mean: name\nf.csv:1: the column “name” (name) is missing\n" + whole_file);
    CHECK(complaint("code,name,level,名称\n1,2,3,4\n") == "f.csv:1: 名称: columns 2 and 4 are both the name\n" + whole_file);
    CHECK(complaint("code,name\n1,2\n") == "f.csv:1: the column “level” (level) is missing\n" + whole_file);
    CHECK(complaint("code,name,level,\n1,2,3,4\n") == "f.csv:1: column 4 has no heading\n" + whole_file);
}

TEST_CASE("no column for a conclusion of the conference exists, under any name") {
    for (const std::string head : {"结论", "会议决议", "倾向性意见", "表决结果", "conclusion", "Votes"}) {
        CHECK(complaint("code,name,level," + head + "\n1,2,3,4\n") ==
              "f.csv:1: " + head + ": the conference forms no resolution and no tendency opinion; there is no such field (leave it out in a map: \"" + head + "\" = \"\")\n" + whole_file);
    }
}

TEST_CASE("a column of ID-card numbers is not stored, and can be left out by a map") {
    Cli jointcase;
    const std::string bytes = "code,name,level,身份证号\n622921,临夏县人民检察院,county,622921199001010011\n";
    CHECK(complaint(jointcase, bytes) == "f.csv:1: 身份证号: ID-card numbers are not stored (个人信息保护法 art 6); remove the column, or leave it out in a map: \"身份证号\" = \"\"\n" + whole_file);
    CHECK(imported(jointcase, bytes, mapped(jointcase, "\"身份证号\" = \"\"\n")) == linxia_listed);
}

TEST_CASE("a mark of a state secret stops the import, a crime against business secrets does not") {
    for (const std::string mark : {"秘密", "机密★10年", " 绝密 "}) {
        CHECK(complaint(offices_head + "622921," + mark + ",县级\n").starts_with("f.csv:2: 名称: “"));
    }
    Cli jointcase;
    jointcase.with_offices();
    CHECK(roster(jointcase, "专长", "622921,马国良,检察官,侵犯商业秘密罪\n") == 0);
    CHECK(listed(jointcase, "specialties") == "specialties\r\n侵犯商业秘密罪\r\n");
}

TEST_CASE("a mark of a state secret is seen in a column that is left out as well") {
    Cli jointcase;
    CHECK(complaint(jointcase, "code,name,level,密级\n622921,临夏县人民检察院,county,绝密\n", mapped(jointcase, "\"密级\" = \"\"\n")).find("“绝密” marks a state secret") != std::string::npos);
}

// --- maps

TEST_CASE("a map renames, leaves out, supplies and translates") {
    Cli jointcase;
    const auto map = mapped(jointcase, "\"院号\" = \"key\"\n\"全名\" = \"name\"\n\"备注\" = \"\"\n[default]\nlevel = \"county\"\n[values.level]\n\"州一级\" = \"prefecture\"\n");
    CHECK(imported(jointcase, "院号,全名,备注\n622921,临夏县人民检察院,无\n", map) == linxia_listed);
    const auto translated = mapped(jointcase, "[values.level]\n\"州一级\" = \"prefecture\"\n");
    CHECK(imported(jointcase, offices_head + "622900,临夏州人民检察院,州一级\n", translated) == "key,name,level\r\n622900,临夏州人民检察院,prefecture\r\n622921,临夏县人民检察院,county\r\n");
}

TEST_CASE("a map composes a value from several columns") {
    Cli jointcase;
    CHECK(imported(jointcase, offices_head.substr(0, offices_head.size() - 1) + ",年,号\n622921,临夏县人民检察院,县级,2020,7\n", mapped(jointcase, "source_no = \"{年}/{号}\"\n")) == linxia_listed);
    CHECK(jointcase({"office", "show", "2020/7", "--fields", "key,source_no", "--csv"}) == 0);
    CHECK(jointcase.out == "key,source_no\r\n622921,2020/7\r\n");
}

TEST_CASE("what a map names must exist") {
    Cli jointcase;
    CHECK(complaint(jointcase, "代码,名称,级别,x\n1,2,3,4\n", mapped(jointcase, "x = \"colour\"\n")) == "f.csv:1: x: the map names a column “colour” that does not exist\n" + whole_file);
    CHECK(complaint(jointcase, linxia, mapped(jointcase, "[default]\ncolour = \"red\"\n")) == "f.csv:1: the map names a column “colour” that does not exist\n" + whole_file);
    CHECK(complaint(jointcase, linxia, mapped(jointcase, "source_no = \"{年}\"\n")) == "f.csv:1: the map composes from a column “年” that the file has not\n" + whole_file);
}

TEST_CASE("a map has a section for each further file of a noun") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase.prosecutor("马国良");
    jointcase.prosecutor("李明", "622900");
    const auto import = [&](const std::string& noun, const std::string& main, const std::vector<std::pair<std::string, std::string>>& parts) {
        std::vector<std::string> args{noun, "import", jointcase.file("f.csv", main)};
        std::string toml;
        for (const auto& [part, rows] : parts) {
            args.insert(args.end(), {"--" + part, jointcase.file(part + ".csv", rows)});
            toml += "[" + part + "]\n\"注\" = \"\"\n";
        }
        args.insert(args.end(), {"--map", jointcase.file("map.toml", toml)});
        jointcase(args);
        return jointcase.out + jointcase.err;
    };
    CHECK(import("case", "受案号,案件名称,案由\n临州检起诉受[2020]62290000012号,甲案,诈骗罪\n", {{"staff", "案件,人员,角色,注\n2020-12,李明,书记员,甲\n"}, {"parties", "案件,身份,姓名,注\n2020-12,被害人,张三,甲\n"},
          {"callups", "文号,案件,人员,决定机关,自,注\n甲1,2020-12,马国良,622900,2020-02-01,甲\n"}}) == "added 4, updated 0, unchanged 0, rejected 0\n");
    CHECK(import("exemplar", "姓名,确定日期,称号\n马国良,2020-02-01,标兵\n", {{"visits", "人员,走访人,走访日期,注\n马国良,李明,2020-02-12,甲\n"}, {"publicity", "人员,渠道,标题,发布日期,审查人,注\n马国良,微信,十年,2020-02-12,李明,甲\n"}}) == "added 3, updated 0, unchanged 0, rejected 0\n");
}

TEST_CASE("a map that is missing or no TOML is said with file and line") {
    Cli jointcase;
    const auto file = jointcase.file("f.csv", linxia);
    CHECK(jointcase({"office", "import", file, "--map", "none.toml"}) == 66);
    CHECK(jointcase.err == "jointcase: none.toml: the mapping file cannot be read\n");
    const auto map = jointcase.file("map.toml", "\n备注 = \n");
    CHECK(jointcase({"office", "import", file, "--map", map}) == 78);
    CHECK(jointcase.err.starts_with("jointcase: " + map + ":2: not valid TOML: "));
}

// --- cells

TEST_CASE("an empty cell leaves the stored value, and only \\N clears it") {
    Cli jointcase;
    jointcase.with_offices();
    const auto short_name = [&] { return value(jointcase.database(), "select short_name from office where key = '622921'"); };
    const std::string head = "代码,名称,级别,简称\n";
    imported(jointcase, head + "622921,临夏县人民检察院,县级,临县检\n");
    CHECK(short_name() == "临县检");
    imported(jointcase, head + "622921,临夏县人民检察院,县级,\n");
    CHECK(short_name() == "临县检");
    CHECK(jointcase.out == "added 0, updated 0, unchanged 1, rejected 0\n");
    imported(jointcase, head + "622921,临夏县人民检察院,县级,\\N\n");
    CHECK(short_name() == "");
    CHECK(jointcase.out == "added 0, updated 1, unchanged 0, rejected 0\n");
}

TEST_CASE("an apostrophe that keeps a spreadsheet from running a formula is given back") {
    Cli jointcase;
    CHECK(imported(jointcase, offices_head + "622921,'=1+1,县级\n622922,''-x,县级\n622923,'东,县级\n") == "key,name,level\r\n622921,'=1+1,county\r\n622922,''-x,county\r\n622923,'东,county\r\n");
    CHECK(value(jointcase.database(), "select group_concat(name, ' ') from (select name from office order by key)") == "=1+1 '-x '东");
}

TEST_CASE("a list in one cell is separated by semicolons, never by 、, which charges contain") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(roster(jointcase, "专长", "622921,马国良,检察官,非法制造、买卖、运输枪支罪；诈骗罪;盗窃罪\n") == 0);
    CHECK(listed(jointcase, "specialties") == "specialties\r\n盗窃罪;诈骗罪;非法制造、买卖、运输枪支罪\r\n");
}

// --- all or nothing

TEST_CASE("invariant 25: every finding of every row is reported by file, line and column, and nothing is written") {
    CHECK(complaint(linxia + "62292,永靖县,县级\n622924,,县级\n622925,和政县,乡级\n622926,东乡县,县级\n") ==
          rejected("f.csv:3: 代码: “62292” is not an office code of six digits\n"
                   "f.csv:4: 名称: an office has a name\n"
                   "f.csv:5: 级别: “乡级” is none of: supreme, province, prefecture, county\n", 3, 2));
}

TEST_CASE("one row may have several findings") {
    CHECK(complaint("代码,名称,级别,成立日期,撤销日期\n1,,县级,1956-1-1,\n622921,临夏县,县级,2020-02-30,明天\n622922,东乡县,县级,2020-02-02,2020-01-01\n") ==
          rejected("f.csv:2: 代码: “1” is not an office code of six digits\n"
                   "f.csv:2: 名称: an office has a name\n"
                   "f.csv:3: 成立日期: “2020-02-30” is not a day of the calendar like 2020-03-05\n"
                   "f.csv:3: 撤销日期: “明天” is not a day of the calendar like 2020-03-05\n"
                   "f.csv:4: an office cannot close before it opened\n", 3));
}

TEST_CASE("a key that comes twice in a file names both lines") {
    CHECK(complaint(linxia + "622923,永靖县,县级\n622921,临夏县检察院,县级\n") == rejected("f.csv:4: 622921 is on line 2 already\n", 1, 2));
}

TEST_CASE("a reference that is not there is answered with the nearest") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(complaint(jointcase, "单位,姓名,人员类别\n临夏县检察,马国良,检察官\n", {}, "talent") ==
          rejected("f.csv:2: 单位: there is no office “临夏县检察”; did you mean: 临夏县人民检察院\n", 1));
}

TEST_CASE("a dry run reports what would be done, and what is wrong all the same") {
    Cli jointcase;
    CHECK(jointcase({"office", "import", "-n", jointcase.file("f.csv", linxia)}) == 0);
    CHECK(jointcase.out == "would add 1, update 0, leave 0 as they are, reject 0 (nothing was written)\n");
    CHECK(complaint(jointcase, linxia + "1,a,县级\n", {"-n"}) == rejected("f.csv:3: 代码: “1” is not an office code of six digits\n", 1, 1));
}

TEST_CASE("what was added, updated and left is counted, under --json too") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "import", "--json", jointcase.file("f.csv", linxia + "622923,永靖县检察院,县级\n622924,广河县,县级\n")}) == 0);
    CHECK(nlohmann::json::parse(jointcase.out) == nlohmann::json{{"added", 1}, {"updated", 1}, {"unchanged", 1}, {"rejected", 0}, {"written", true}, {"batch", "B622900-1"}});
}

TEST_CASE("a failure under --json ends in one error object, which repeats no value of a row") {
    Cli jointcase;
    const auto file = jointcase.file("f.csv", offices_head + "622921,临夏县,乡级\n");
    CHECK(jointcase({"office", "import", "--json", file}) == 65);
    const auto last = jointcase.err.substr(jointcase.err.rfind('\n', jointcase.err.size() - 2) + 1);
    CHECK(nlohmann::json::parse(last) == nlohmann::json{{"error", {{"code", "rows_rejected"}, {"exit", 65}, {"message", "1 rows cannot be imported; nothing was written"},
                                                                  {"rows", {{{"file", file}, {"line", 2}, {"column", "级别"}, {"code", "unknown_word"}}}},
                                                                  {"hint", "mend what was found and import the file again; --dry-run only checks"}}}});
}

TEST_CASE("the code of a cell that cannot be read says what it should have been") {
    Cli jointcase;
    const auto codes = [&](const char* noun, const std::string& file) {
        jointcase({noun, "import", "--json", jointcase.file("f.csv", file)});
        const auto last = jointcase.err.substr(jointcase.err.rfind('\n', jointcase.err.size() - 2) + 1);
        const auto error = nlohmann::json::parse(last)["error"];
        std::string text;
        for (const auto& row : error["rows"]) text += row["column"].get<std::string>() + " " + row["code"].get<std::string>() + "\n";
        return text;
    };
    CHECK(codes("talent", "单位,姓名,人员类别,任职起,入额,等级,入库日期\n622921,马国良,侦查员,2020-02-30,也许,十三,明天\n") == "任职起 bad_date\n人员类别 unknown_word\n入额 bad_value\n等级 bad_number\n入库日期 bad_date\n");
    CHECK(codes("meeting", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-1,622900,部门,现场,2019-06-07 25:00\n") == "结束时间 bad_time\n");
}

TEST_CASE("a name with the codes of a terminal is shown without them") {
    Cli jointcase;
    imported(jointcase, offices_head + "622921,\"临\x1b[2J夏\",县级\n");
    CHECK(jointcase({"office", "list"}) == 0);
    CHECK(jointcase.out.find('\x1b') == std::string::npos);
    CHECK(complaint(jointcase, offices_head + "622922,\"临\x1b[2J夏\",县级\n").find('\x1b') == std::string::npos);
}

// --- what cannot be imported is left out

TEST_CASE("with --on-error skip the good rows are written in one operation, and the bad ones told with the way to have them") {
    Cli jointcase;
    CHECK(skipped(jointcase, mixed) == 3);
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 2\n");
    CHECK(jointcase.err == mixed_findings + "`jointcase batch rejects B622900-1 -o FILE` gives the rejected rows, to be mended and imported\n");
    CHECK(offices(jointcase) == "622921,622925");
    CHECK(value(jointcase.database(), "select group_concat(action) from operation") == "office import");
}

TEST_CASE("--rejects keeps the rejected rows with their findings; mended, they are imported as they are") {
    Cli jointcase;
    const auto rejects = (jointcase.folder / "r.csv").string();
    CHECK(skipped(jointcase, mixed, {"--rejects", rejects}) == 3);
    CHECK(jointcase.err == "the rejected rows are in " + rejects + ", to be mended and imported\n");
    CHECK(read_file(rejects) == "代码,名称,级别,_line,_column,_code,_message\r\n"
                                "62292,永靖县,县级,3,代码,bad_code,“62292” is not an office code of six digits\r\n"
                                "622924,广河县,乡级,4,级别,unknown_word,\"“乡级” is none of: supreme, province, prefecture, county\"\r\n");
    imported(jointcase, replaced(replaced(read_file(rejects), "\n62292,", "\n622923,"), "乡级", "县级"));
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 0\n");
    CHECK(offices(jointcase) == "622921,622923,622924,622925");
}

TEST_CASE("rejects that are rejected again are told anew, with one set of notes") {
    Cli jointcase;
    const auto rejects = (jointcase.folder / "r.csv").string(), again = (jointcase.folder / "s.csv").string();
    skipped(jointcase, mixed, {"--rejects", rejects});
    CHECK(skipped(jointcase, replaced(read_file(rejects), "乡级", "县级"), {"--rejects", again}) == 3);
    CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 1\n");
    CHECK(read_file(again) == "代码,名称,级别,_line,_column,_code,_message\r\n62292,永靖县,县级,2,代码,bad_code,“62292” is not an office code of six digits\r\n");
}

TEST_CASE("a row with too many fields is rejected with those there are headings for") {
    Cli jointcase;
    const auto rejects = (jointcase.folder / "r.csv").string();
    CHECK(skipped(jointcase, linxia + "622923,永靖县,县级,多\n622924\n", {"--rejects", rejects}) == 3);
    CHECK(read_file(rejects) == "代码,名称,级别,_line,_column,_code,_message\r\n"
                                "622923,永靖县,县级,3,,ragged,4 fields where the headings are 3\r\n"
                                "622924,,,4,,ragged,1 fields where the headings are 3\r\n");
}

TEST_CASE("a file of which rows were rejected is not taken for imported") {
    Cli jointcase;
    skipped(jointcase, mixed);
    CHECK(skipped(jointcase, mixed) == 3);
    CHECK(jointcase.out == "added 0, updated 0, unchanged 2, rejected 2\n");
}

TEST_CASE("--rejects is nothing without --on-error skip") {
    Cli jointcase;
    CHECK(jointcase({"office", "import", jointcase.file("f.csv", mixed), "--rejects", "r.csv"}) == 2);
    CHECK(jointcase.err == "jointcase: --rejects needs --on-error skip: without it nothing is imported, and every finding is told\n");
    CHECK(jointcase({"office", "import", jointcase.file("f.csv", mixed), "--on-error", "stop"}) == 2);
    CHECK(jointcase.err == "jointcase: --on-error: “stop” is none of: abort, skip\n");
}

TEST_CASE("rejects that cannot be kept are said before anything is written") {
    Cli jointcase;
    const auto taken = jointcase.file("r.csv", "old"), nowhere = (jointcase.folder / "no/r.csv").string();
    CHECK(skipped(jointcase, mixed, {"--rejects", nowhere}) == 73);
    CHECK(skipped(jointcase, mixed, {"--rejects", taken}) == 73);
    CHECK(jointcase.err == "jointcase: " + taken + " is there already; --force replaces it\n");
    CHECK(offices(jointcase) == "");
    CHECK(skipped(jointcase, mixed, {"--rejects", taken, "--force"}) == 3);
    CHECK(read_file(taken).starts_with("代码,名称,级别,_line"));
}

TEST_CASE("without a row to reject, --rejects makes no file") {
    Cli jointcase;
    CHECK(skipped(jointcase, linxia, {"--rejects", (jointcase.folder / "r.csv").string()}) == 0);
    CHECK_FALSE(std::filesystem::exists(jointcase.folder / "r.csv"));
}

TEST_CASE("a row that turns out bad when all are in leaves the others in") {
    Cli jointcase;
    jointcase.with_offices();
    const std::string rows = "单位,姓名,人员类别,梯队,推荐人,评审人,入库日期\n622921,马国良,检察官,骨干,李明,李明,2019-01-01\n622900,李明,检察官,,,,\n622900,王芳,检察官,骨干,李明,马国良,2019-01-01\n";
    CHECK(skipped(jointcase, rows, {}, "talent") == 3);
    CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 2\n"); // 王芳 names 马国良, who is not there
    CHECK(jointcase.err.starts_with("f.csv:2: admission needs a review by someone else than the nominator and the talent\nf.csv:4: "));
    CHECK(listed(jointcase, "key,name") == "key,name\r\n622900-001,李明\r\n");
}

TEST_CASE("a row of a workbook that turns out bad when all are in is named with its sheet") {
    Cli jointcase;
    jointcase.with_offices();
    const auto book = (jointcase.folder / "r.xlsx").string();
    skipped(jointcase, "单位,姓名,人员类别,梯队,推荐人,评审人,入库日期\n622921,马国良,检察官,骨干,李明,李明,2019-01-01\n622900,李明,检察官,,,,\n", {"--rejects", book}, "talent");
    CHECK(jointcase({"talent", "import", book}) == 65);
    CHECK(jointcase.err == rejected(book + "!Rejected rows!2: admission needs a review by someone else than the nominator and the talent\n", 1));
}

TEST_CASE("a mark of a state secret stops the import, whatever is to be skipped") {
    Cli jointcase;
    CHECK(skipped(jointcase, mixed + "622926,机密★10年,县级\n", {"--rejects", (jointcase.folder / "r.csv").string()}) == 65);
    CHECK(jointcase.out == "");
    CHECK(offices(jointcase) == "");
    CHECK_FALSE(std::filesystem::exists(jointcase.folder / "r.csv"));
}

TEST_CASE("a file that cannot be read to its end is not imported in part") {
    for (const auto& end : {std::string("622926,a\0b,县级\n", 18), std::string("622926,\xFF,县级\n"), std::string("622926,\"临夏,县级\n")}) {
        Cli jointcase;
        CHECK(skipped(jointcase, linxia + end) == 65);
        CHECK(offices(jointcase) == "");
        CHECK(value(jointcase.database(), "select count(*) from batch") == "0");
    }
}

TEST_CASE("--max-errors gives up when more rows are rejected") {
    const std::string bad = linxia + "1,a,县级\n2,b,县级\n3,c,县级\n";
    const std::string findings = "f.csv:3: 代码: “1” is not an office code of six digits\nf.csv:4: 代码: “2” is not an office code of six digits\n"
                                 "f.csv: more than 1 rows are rejected (--max-errors); the rest was not looked at\n";
    CHECK(complaint(bad, {"--max-errors", "1"}) == rejected(findings, 2, 1));
    CHECK(complaint(bad, {"--max-errors", "1", "--on-error", "skip"}) == rejected(findings, 2, 1));
    Cli jointcase;
    CHECK(skipped(jointcase, bad, {"--max-errors", "3"}) == 3);
}

TEST_CASE("a dry run finds what the run finds, and ends as it does") {
    Cli jointcase;
    CHECK(skipped(jointcase, mixed, {"-n"}) == 3);
    CHECK(jointcase.out == "would add 2, update 0, leave 0 as they are, reject 2 (nothing was written)\n");
    CHECK(jointcase.err == mixed_findings);
    CHECK(offices(jointcase) == "");
}

TEST_CASE("under --json the counts of a run that rejected rows are an object, and name its batch") {
    Cli jointcase;
    CHECK(skipped(jointcase, mixed, {"--json"}) == 3);
    CHECK(nlohmann::json::parse(jointcase.out) == nlohmann::json{{"added", 2}, {"updated", 0}, {"unchanged", 0}, {"rejected", 2}, {"written", true}, {"batch", "B622900-1"}});
    CHECK(skipped(jointcase, mixed, {"--json", "-n"}) == 3);
    CHECK(nlohmann::json::parse(jointcase.out) == nlohmann::json{{"added", 0}, {"updated", 0}, {"unchanged", 2}, {"rejected", 2}, {"written", false}, {"batch", nullptr}});
}

// --- a row that differs from what is stored

TEST_CASE("--on-conflict says what becomes of a record that differs") {
    Cli jointcase;
    imported(jointcase, linxia);
    const std::string other = offices_head + "622921,临夏县检察院,县级\n622923,永靖县人民检察院,县级\n";
    CHECK(complaint(jointcase, other, {"--on-conflict", "error"}) == rejected("f.csv:2: 622921 is there already with other details (--on-conflict error)\n", 1, 1));
    imported(jointcase, other, {"--on-conflict", "skip"});
    CHECK(jointcase.out == "added 1, updated 0, unchanged 1, rejected 0\n");
    CHECK(value(jointcase.database(), "select name from office where key = '622921'") == "临夏县人民检察院");
    imported(jointcase, other, {"--again"});
    CHECK(jointcase.out == "added 0, updated 1, unchanged 1, rejected 0\n");
}

TEST_CASE("--on-conflict holds for a person of a roster, too") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase.prosecutor("马国良");
    const std::string row = "单位,姓名,人员类别,民族\n622921,马国良,检察官,回族\n";
    CHECK(complaint(jointcase, row, {"--on-conflict", "error"}, "talent") == rejected("f.csv:2: 622921-001 is there already with other details (--on-conflict error)\n", 1));
    CHECK(jointcase({"talent", "import", jointcase.file("f.csv", row), "--on-conflict", "skip"}) == 0);
    CHECK(jointcase.out == "added 0, updated 0, unchanged 1, rejected 0\n");
    CHECK(listed(jointcase, "ethnicity") == "ethnicity\r\n\"\"\r\n");
}

// --- the same again

TEST_CASE("invariant 25: the same bytes again change nothing, unless --again says so") {
    Cli jointcase;
    imported(jointcase, linxia);
    const auto before = read_file(jointcase.database());
    imported(jointcase, linxia);
    CHECK(jointcase.out == "");
    CHECK(jointcase.err == (jointcase.folder / "f.csv").string() + ": the same bytes were imported before (batch B622900-1); nothing was changed (--again imports them all the same)\n");
    CHECK(read_file(jointcase.database()) == before);
    imported(jointcase, linxia, {"--again"});
    CHECK(jointcase.out == "added 0, updated 0, unchanged 1, rejected 0\n");
    CHECK(value(jointcase.database(), "select group_concat(key) from batch") == "B622900-1,B622900-2");
}

TEST_CASE("the same bytes with another map are another import") {
    Cli jointcase;
    const auto bytes = "代码,名称,级别,号\n622921,临夏县人民检察院,县级,7\n";
    imported(jointcase, bytes, mapped(jointcase, "\"号\" = \"\"\n"));
    imported(jointcase, bytes, mapped(jointcase, "\"号\" = \"source_no\"\n"));
    CHECK(jointcase.out == "added 0, updated 1, unchanged 0, rejected 0\n");
}

TEST_CASE("a file that was refused is not taken for imported") {
    Cli jointcase;
    const std::string head = "单位,姓名,人员类别\n";
    complaint(jointcase, head + "622921,马国良,检察官\n", {}, "talent");
    jointcase.with_offices();
    CHECK(jointcase({"talent", "import", jointcase.file("f.csv", head + "622921,马国良,检察官\n")}) == 0);
    CHECK(jointcase.out == "added 1, updated 0, unchanged 0, rejected 0\n");
}

// --- a roster: person, posting and membership in one row

TEST_CASE("a row of a roster without 任职起 is a posting since always") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(roster(jointcase, "部门,任职起", "临夏县人民检察院,马国良,检察官,第一检察部,\n") == 0);
    CHECK(postings(jointcase, "622921-001") == "0001-01-01  第一检察部 prosecutor");
    CHECK(listed(jointcase, "key,from") == "key,from\r\n622921-001,\r\n");
}

TEST_CASE("the same 任职起 corrects a posting, another makes a new one that ends the one before") {
    Cli jointcase;
    jointcase.with_offices();
    roster(jointcase, "部门,任职起", "622921,马国良,检察官,第一检察部,2018-01-01\n");
    CHECK(roster(jointcase, "部门,任职起", "622921,马国良,检察官,第二检察部,2018-01-01\n") == 0);
    CHECK(jointcase.out == "added 0, updated 1, unchanged 0, rejected 0\n");
    CHECK(postings(jointcase, "622921-001") == "2018-01-01  第二检察部 prosecutor");
    CHECK(roster(jointcase, "部门,任职起", "622921,马国良,检察官,第三检察部,2019-07-01\n") == 0);
    CHECK(postings(jointcase, "622921-001") == "2018-01-01 2019-06-30 第二检察部 prosecutor; 2019-07-01  第三检察部 prosecutor");
}

TEST_CASE("a roster without 任职起 does not touch the postings that came later") {
    Cli jointcase;
    jointcase.with_offices();
    roster(jointcase, "部门", "622921,马国良,检察官,第一检察部\n");
    jointcase({"talent", "post", "马国良", "--office", "622900", "--category", "prosecutor", "--department", "第二检察部", "--from", "2020-01-01"});
    CHECK(roster(jointcase, "部门,民族", "622921,马国良,检察官,第一检察部,回族\n") == 0);
    CHECK(jointcase.out == "added 0, updated 1, unchanged 0, rejected 0\n");
    CHECK(postings(jointcase, "622921-001") == "0001-01-01 2019-12-31 第一检察部 prosecutor; 2020-01-01  第二检察部 prosecutor");
    CHECK(listed(jointcase, "office,ethnicity") == "office,ethnicity\r\n622900,回族\r\n");
}

TEST_CASE("a posting between others cannot slip in") {
    Cli jointcase;
    jointcase.with_offices();
    roster(jointcase, "部门,任职起", "622921,马国良,检察官,第一检察部,2018-01-01\n");
    CHECK(roster(jointcase, "部门,任职起", "622921,马国良,检察官,第二检察部,2017-01-01\n") == 65);
    CHECK(jointcase.err == rejected((jointcase.folder / "花名册.csv").string() + ":2: 622921-001 马国良 has a posting from 2018-01-01 already: one at a time\n", 1));
}

TEST_CASE("without 工号 a row is matched by office, name and birth date") {
    Cli jointcase;
    jointcase.with_offices();
    roster(jointcase, "出生日期,民族", "622921,马国良,检察官,1980-01-01,回族\n622921,马国良,检察官,1985-05-05,汉族\n");
    CHECK(roster(jointcase, "出生日期,民族", "622921,马国良,检察官,1985-05-05,东乡族\n") == 0);
    CHECK(listed(jointcase, "key,birth_date,ethnicity") == "key,birth_date,ethnicity\r\n622921-001,1980-01-01,回族\r\n622921-002,1985-05-05,东乡族\r\n");
}

TEST_CASE("where no one matches, a row gets the office's next number") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase({"talent", "add", "李明", "--office", "622921", "--staff-no", "017", "--category", "clerk"});
    CHECK(roster(jointcase, "出生日期", "622921,马国良,检察官,1980-01-01\n622923,王芳,书记员,\n") == 0);
    CHECK(listed(jointcase, "key,name") == "key,name\r\n622921-017,李明\r\n622921-018,马国良\r\n622923-001,王芳\r\n");
}

TEST_CASE("where several match, a row is a finding that names them") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"talent", "import", jointcase.file("a.csv", "单位,工号,姓名,人员类别\n622921,001,马国良,检察官\n622921,002,马国良,检察官\n")}) == 0);
    CHECK(roster(jointcase, "民族", "622921,马国良,检察官,回族\n") == 65);
    CHECK(jointcase.err == rejected((jointcase.folder / "花名册.csv").string() + ":2: “马国良” may be any of: 622921-001 马国良, 622921-002 马国良\n", 1));
}

TEST_CASE("a row may name a nominator and a reviewer that stand further down") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(roster(jointcase, "梯队,推荐人,评审人,入库日期", "622921,马国良,检察官,骨干,李明,王芳,2019-01-01\n622900,李明,检察官,,,,\n622900,王芳,检察官,,,,\n") == 0);
    CHECK(listed(jointcase, "key,tier,nominated_by,reviewed_by,membership") == "key,tier,nominated_by,reviewed_by,membership\r\n622900-001,,,,\r\n622900-002,,,,\r\n622921-001,core,622900-001,622900-002,admitted\r\n");
}

TEST_CASE("a membership that breaks a rule is a finding of its line, and counted as rejected") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(roster(jointcase, "梯队,推荐人,评审人,入库日期", "622921,马国良,检察官,骨干,李明,李明,2019-01-01\n622900,李明,检察官,,,,\n") == 65);
    CHECK(jointcase.err == rejected((jointcase.folder / "花名册.csv").string() + ":2: admission needs a review by someone else than the nominator and the talent\n", 1, 1));
}
