#include "world.hpp"

#include <jointcase/db.hpp>
#include <jointcase/office.hpp>
#include <jointcase/opinion.hpp>

#include <sqlite3.h>

using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = "临州检联席〔2020〕1号";

std::vector<std::string> record(const std::string& who, const std::string& issue = "1", const std::vector<std::string>& more = {"--text", "应当认定诈骗罪。"}) {
    std::vector<std::string> args{"opinion", "record", "2020-1", who, issue, "concur"};
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

} // namespace

TEST_CASE("invariant 4: an opinion is of someone who took part in a speaking role") {
    World jointcase;
    jointcase.convene();
    jointcase.ok({"meeting", "invite", "2020-1", "孙小玉", "--as", "observer"});
    CHECK(jointcase.no(5, record("马国良")) == "jointcase: meeting " + key + " is convened; opinions are given from its start on");
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1", "--absent", "杨志强"});
    CHECK(jointcase.no(5, record("周建军")) == "jointcase: 622921-002 周建军 was not at meeting " + key + ", and an opinion is of someone who took part; `meeting invite` enters who comes");
    CHECK(jointcase.no(5, record("陈晓东")) == "jointcase: 622900-003 陈晓东 is presenter of meeting " + key + " and gives no opinion (who presents or records does not advise)");
    CHECK(jointcase.no(5, record("王芳")).find("is recorder of meeting") != std::string::npos);
    CHECK(jointcase.no(5, record("杨志强")) == "jointcase: 622900-004 杨志强 was absent at meeting " + key + ", and an opinion is of someone who took part; `meeting attend` corrects the attendance until the end");
    CHECK(jointcase.ok(record("孙小玉")) == key + "-1");
    CHECK(jointcase.ok(record("马国良")) == key + "-2");
}

TEST_CASE("every opinion names an issue of the agenda and a stance, and has a text unless it is reserved") {
    World jointcase;
    jointcase.start();
    CHECK(jointcase.no(4, record("马国良", "3")) == "jointcase: item 1 of meeting " + key + " has 2 issue(s); there is no issue “3”");
    CHECK(jointcase.no(4, record("马国良", "2.1")) == "jointcase: meeting " + key + " has no item 2");
    CHECK(jointcase.no(2, record("马国良", "1", {})) == "jointcase: an opinion has a text, unless it is reserved");
    CHECK(jointcase.no(2, {"opinion", "record", "2020-1", "马国良", "1", "agree", "--text", "x"}) == "jointcase: “agree” is none of: concur, concur in part, dissent, supplement, reserve");
    CHECK(jointcase.ok({"opinion", "record", "2020-1", "马国良", "1.2", "保留"}) == key + "-1");
}

TEST_CASE("a text comes from a file or standard input, and the same opinion again changes nothing") {
    World jointcase;
    jointcase.start();
    const auto text = jointcase.file("x.txt", "\xEF\xBB\xBF应当认定诈骗罪。\n");
    CHECK(jointcase.ok(record("马国良", "1", {"--text", "@" + text})) == key + "-1");
    CHECK(jointcase.ok(record("马国良", "1", {"--text", "-"}), "应当认定诈骗罪。\n") == key + "-1");
    CHECK(jointcase.cell({"opinion", "show", "2020-1-1"}, "text") == "应当认定诈骗罪。");
    CHECK(jointcase.no(5, record("马国良", "1", {"--text", "另一种说法"})) ==
          "jointcase: 622921-001 马国良 has given opinion " + key + "-1 on issue 1.1; `opinion supersede " + key + "-1` replaces it, --round 2 adds to it");
    CHECK(jointcase.ok(record("马国良", "1", {"--text", "另一种说法", "--round", "2"})) == key + "-2");
}

TEST_CASE("opinions are listed by meeting, person, case, referral and stance, and by several of these at once") {
    World jointcase;
    jointcase.start();
    jointcase.speak("马国良", "1", "concur");
    jointcase.speak("赵雪梅", "1", "dissent");
    jointcase.speak("马国良", "2", "dissent");
    jointcase.ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "另一案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
    jointcase.ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "定性:是否构成盗窃", "--view", "构成盗窃罪", "--on", "2020-02-17"});
    jointcase.ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
    jointcase.at("2020-02-20T10:00:00+08:00");
    jointcase.ok({"meeting", "convene", "2020-13", "--at", "2020-02-21 14:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"});
    jointcase.at("2020-02-21T14:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-2"});
    jointcase.ok({"opinion", "record", "2020-2", "马国良", "1", "concur", "--text", "构成盗窃罪。"});
    const std::pair<std::vector<std::string>, const char*> filters[] = {
        {{}, "1号-1 1号-2 1号-3 2号-1"},
        {{"--meeting", "2020-1"}, "1号-1 1号-2 1号-3"},
        {{"--talent", "马国良"}, "1号-1 1号-3 2号-1"},
        {{"--case", "2020-13"}, "2号-1"},
        {{"--referral", "2020-12"}, "1号-1 1号-2 1号-3"},
        {{"--stance", "dissent"}, "1号-2 1号-3"},
        {{"--talent", "马国良", "--meeting", "2020-1"}, "1号-1 1号-3"},
        {{"--talent", "马国良", "--case", "2020-13"}, "2号-1"},
        {{"--talent", "赵雪梅", "--referral", "2020-13"}, ""},
        {{"--case", "2020-12", "--referral", "2020-12", "--stance", "concur"}, "1号-1"},
        {{"--meeting", "2020-2", "--referral", "2020-12"}, ""},
        {{"--meeting", "2020-1", "--case", "2020-12", "--talent", "马国良", "--stance", "dissent"}, "1号-3"},
    };
    for (const auto& [filter, expected] : filters) {
        std::vector<std::string> args{"opinion", "list", "--fields", "key", "--csv"};
        args.insert(args.end(), filter.begin(), filter.end());
        std::string found;
        for (auto line = jointcase.ok(args); line.find("\n") != std::string::npos;) {
            line.erase(0, line.find("\n") + 1);
            found += (found.empty() ? "" : " ") + line.substr(line.find("〕") + 3, line.find("\r") - line.find("〕") - 3);
        }
        CAPTURE(expected);
        CHECK(found == expected);
    }
}

TEST_CASE("a superseded opinion is kept, and its chain neither branches nor loops") {
    World jointcase;
    jointcase.start();
    jointcase.ok(record("马国良"));
    CHECK(jointcase.ok({"opinion", "supersede", "2020-1-1", "dissent", "--text", "改变看法。"}) == key + "-2");
    CHECK(jointcase.no(5, {"opinion", "supersede", "2020-1-1", "dissent", "--text", "又变"}) == "jointcase: opinion " + key + "-1 is superseded by " + key + "-2 already; supersede that one");
    CHECK(jointcase.ok({"opinion", "list", "--fields", "key,supersedes", "--csv"}) == "key,supersedes\r\n" + key + "-2," + key + "-1\r");
    CHECK(jointcase.ok({"opinion", "list", "--superseded", "--fields", "key,superseded_by", "--csv"}) == "key,superseded_by\r\n" + key + "-1," + key + "-2\r\n" + key + "-2,\r");
}

TEST_CASE("an opinion may come late within the days of the profile, and no later") {
    World jointcase;
    jointcase.hold();
    jointcase.at("2020-02-24T18:00:00+08:00");
    CHECK(jointcase.ok(record("马国良", "1", {"--text", "补充一点。", "--round", "2"})) == key + "-9");
    CHECK(jointcase.cell({"opinion", "show", "2020-1-9"}, "kind") == "late");
    jointcase.at("2020-02-25T08:00:00+08:00");
    CHECK(jointcase.no(5, record("赵雪梅", "1", {"--text", "太迟了。", "--round", "2"})) == "jointcase: meeting " + key + " ended on 2020-02-21; late opinions were taken until 2020-02-24 (rule late_opinion_days, the courts' guidance on meetings of professional judges (法〔2021〕2号) art 9, as a default)");
}

TEST_CASE("an opinion is masked like every text of its case") {
    World jointcase;
    jointcase.start();
    jointcase.speak("马国良", "1");
    CHECK(jointcase.cell({"opinion", "show", "2020-1-1"}, "text") == "马国良认为，被告人马某某虚构事实，应当认定诈骗罪（1）。");
}

TEST_CASE("opinions are imported, and one that differs is a finding, never an update") {
    World jointcase;
    jointcase.start();
    const auto rows = jointcase.file("o.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,应当认定。\n2020-1,1.2,马国良,保留,\n");
    CHECK(jointcase.ok({"opinion", "import", rows}) == "added 2, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"opinion", "import", rows, "--again"}) == "added 0, updated 0, unchanged 2, rejected 0");
    CHECK(jointcase.no(65, {"opinion", "import", jointcase.file("p.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,改了。\n")}).find("p.csv:2: opinion " + key + "-1 is there already and says something else") != std::string::npos);
    CHECK(jointcase.no(65, {"opinion", "import", jointcase.file("q.csv", "会议编号,议题号,发言人,态度,意见,结论\n2020-1,1.1,马国良,同意,改了。,应起诉\n")}).find("q.csv:1: 结论: the conference forms no resolution and no tendency opinion") != std::string::npos);
}

TEST_CASE("a file may name one meeting in several ways, and is unchanged when it comes again") {
    World jointcase;
    jointcase.start();
    const auto rows = jointcase.file("o.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,甲\n" + key + ",1.2,马国良,同意,乙\n2020-1,1.1,赵雪梅,同意,丙\n" + key + ",1.1,622900-001,保留,\n");
    CHECK(jointcase.ok({"opinion", "import", rows}) == "added 4, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"opinion", "list", "--fields", "key,issue,name,text", "--csv"}) ==
          "key,issue,name,text\r\n" + key + "-1,1.1,马国良,甲\r\n" + key + "-2,1.2,马国良,乙\r\n" + key + "-3,1.1,赵雪梅,丙\r\n" + key + "-4,1.1,李明,\r");
    CHECK(jointcase.ok({"opinion", "import", rows, "--again"}) == "added 0, updated 0, unchanged 4, rejected 0");
}

TEST_CASE("a row may supersede an opinion that stands above it in the file") {
    World jointcase;
    jointcase.start();
    const auto rows = jointcase.file("o.csv", "会议编号,议题号,发言人,态度,意见,替代\n2020-1,1.1,马国良,同意,甲,\n2020-1,1.1,马国良,不同意,乙,2020-1-1\n2020-1,1.1,马国良,补充,丙," + key + "-2\n");
    CHECK(jointcase.ok({"opinion", "import", rows}) == "added 3, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"opinion", "list", "--superseded", "--fields", "key,text,supersedes,superseded_by", "--csv"}) ==
          "key,text,supersedes,superseded_by\r\n" + key + "-1,甲,," + key + "-2\r\n" + key + "-2,乙," + key + "-1," + key + "-3\r\n" + key + "-3,丙," + key + "-2,\r");
    CHECK(jointcase.ok({"opinion", "import", rows, "--again"}) == "added 0, updated 0, unchanged 3, rejected 0");
}

TEST_CASE("an opinion superseded already, or another's, is superseded by no row") {
    World jointcase;
    jointcase.start();
    const std::string rows = "会议编号,议题号,发言人,态度,意见,替代\n2020-1,1.1,马国良,同意,甲,\n2020-1,1.1,赵雪梅,不同意,乙,2020-1-1\n2020-1,1.1,赵雪梅,不同意,乙,2020-1-9\n";
    const auto file = jointcase.file("o.csv", rows);
    CHECK(jointcase.no(65, {"opinion", "import", file}).starts_with(file + ":3: 替代: " + key + "-1 is no standing opinion of 622923-001 on this issue\n" + file + ":4: 替代: meeting " + key + " has no opinion 9\n"));
}

TEST_CASE("what one person says twice on an issue in a file is a finding that names both lines") {
    World jointcase;
    jointcase.start();
    const std::string rows = "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,甲\n2020-1,1.2,马国良,同意,乙\n" + key + ",1.1,622921-001,同意,甲\n";
    const auto file = jointcase.file("o.csv", rows);
    CHECK(jointcase.no(65, {"opinion", "import", file}).starts_with(file + ":4: " + key + "-1 is on line 2 already\n"));
    CHECK(jointcase({"opinion", "import", file, "--on-error", "skip"}) == 3);
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 1\n");
}

TEST_CASE("an opinion that comes twice is found however many are between") {
    World jointcase;
    jointcase.hold();
    std::string rows = "会议编号,议题号,发言人,态度,意见,轮次\n";
    const int many = 20000; // more lines than are kept in memory
    for (int round = 2; round < 2 + many; ++round) rows += "2020-1,1,马国良,补充,再补充," + std::to_string(round) + "\n";
    const auto once = jointcase.file("once.csv", rows), twice = jointcase.file("twice.csv", rows + "2020-1,1,马国良,补充,再补充,2\n2020-1,1,马国良,补充,再补充,20001\n");
    CHECK(jointcase({"opinion", "import", twice}) == 65);
    CHECK(jointcase.err.starts_with(twice + ":20002: " + key + "-9 is on line 2 already\n" + twice + ":20003: " + key + "-20008 is on line 20001 already\n"));
    CHECK(jointcase.ok({"opinion", "import", once}) == "added 20000, updated 0, unchanged 0, rejected 0");
}

TEST_CASE("many opinions are imported in their order, some left out, and each is a record of the audit") {
    World jointcase;
    jointcase.start();
    std::string rows = "会议编号,议题号,发言人,轮次,态度,意见\n";
    for (int round = 1; round <= 900; ++round) {
        for (const std::string who : {"马国良", "赵雪梅", "杨志强", "王芳"}) rows += "2020-1,1.1," + who + "," + std::to_string(round) + ",同意," + who + std::to_string(round) + "\n"; // 王芳 records
    }
    CHECK(jointcase({"opinion", "import", jointcase.file("o.csv", rows), "--on-error", "skip"}) == 3);
    CHECK(jointcase.out == "added 2700, updated 0, unchanged 0, rejected 900\n");
    CHECK(jointcase.cell({"opinion", "show", "2020-1-2700"}, "text") == "杨志强900");
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
}

TEST_CASE("once opinions are imported the database checks its rows again") {
    using namespace jointcase;
    World world;
    world.start();
    Config config;
    config.office = "622900";
    config.database = world.database();
    Db db(config);
    const auto now = parse_time("2020-02-21 10:00");
    Write write(db, Origin{"1:me", now, now, "opinion import"});
    std::istringstream none;
    CHECK(import_opinions(write, InputFile(world.file("o.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,甲\n"), none), {}).added == 1);
    OfficeDraft draft = find_office(db, "622921");
    draft.parent = "622921";
    CHECK_THROWS_WITH_AS(edit_office(write, "622921", draft), "an office is not its own parent", Error);
}

TEST_CASE("an opinion that differs is passed over with --on-conflict skip, and never changed") {
    World jointcase;
    jointcase.start();
    jointcase.ok({"opinion", "record", "2020-1", "马国良", "1", "concur", "--text", "甲"});
    const auto file = jointcase.file("o.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1.1,马国良,同意,改了\n2020-1,1.2,马国良,同意,乙\n");
    const std::string finding = file + ":2: opinion " + key + "-1 is there already and says something else; an opinion is never changed, only superseded\n";
    for (const char* on_conflict : {"update", "error"}) CHECK(jointcase.no(65, {"opinion", "import", file, "--on-conflict", on_conflict}).starts_with(finding));
    CHECK(jointcase.ok({"opinion", "import", file, "--on-conflict", "skip"}) == "added 1, updated 0, unchanged 1, rejected 0");
    CHECK(jointcase.cell({"opinion", "show", "2020-1-1"}, "text") == "甲");
}

TEST_CASE("invariant 1: no table or column holds a vote, a tally or a conclusion of the conference") {
    World jointcase;
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((jointcase.folder / "jointcase.db").c_str(), &database) == SQLITE_OK);
    sqlite3_stmt* names = nullptr;
    REQUIRE(sqlite3_prepare_v2(database, "select s.name || '.' || c.name from sqlite_schema s, pragma_table_info(s.name) c where s.type = 'table'", -1, &names, nullptr) == SQLITE_OK);
    int count = 0;
    for (; sqlite3_step(names) == SQLITE_ROW; ++count) {
        const std::string name = reinterpret_cast<const char*>(sqlite3_column_text(names, 0));
        for (const char* word : {"vote", "tally", "conclusion", "resolution", "tendency", "majority"}) CHECK_MESSAGE(name.find(word) == std::string::npos, name);
    }
    CHECK(count > 100);
    sqlite3_finalize(names);
    sqlite3_close(database);
}

// --- advisory

namespace {

std::string rules(const std::string& text) { return "[office]\ncode = \"622900\"\nshort_name = \"临州检\"\n[database]\npath = \"jointcase.db\"\n[rules]\n" + text; }

} // namespace

TEST_CASE("invariant 1: the stances on an item are counted nowhere, in no format, unless the rules say that they are") {
    World jointcase;
    jointcase.hold();
    const std::vector<std::vector<std::string>> shows{{"meeting", "show", "2020-1"}, {"opinion", "list"}, {"referral", "show", "2020-12"}, {"case", "show", "2020-12"}, {"report", "2020-02"}};
    for (const char* format : {"text", "csv", "json", "md", "html"}) {
        for (auto show : shows) {
            show.insert(show.end(), {"--format", format});
            CAPTURE(show[0]);
            CAPTURE(format);
            const auto shown = jointcase.ok(show);
            for (const char* word : {"distribution", "Distribution", "majority", "resolution", "conclusion", "vote"}) CHECK(shown.find(word) == std::string::npos);
        }
    }
}

TEST_CASE("a distribution is counted when it is read where the rules of the meeting say so, and kept nowhere") {
    World jointcase;
    jointcase.file(".jointcase.toml", rules("tally = \"count\"\n"));
    jointcase.hold();
    jointcase.file(".jointcase.toml", rules("tally = \"none\"\n")); // too late for this meeting
    const auto json = jointcase.ok({"meeting", "show", "2020-1", "--json"});
    CHECK(json.substr(json.find("\"distribution\"")) == R"("distribution": [
    {
      "issue": "1.1",
      "stance": "concur",
      "opinions": 4
    },
    {
      "issue": "1.2",
      "stance": "concur",
      "opinions": 4
    }
  ]
})");
}

TEST_CASE("invariant 3: an opinion is somebody's, in a command, in a file and in the table") {
    World jointcase;
    jointcase.start();
    CHECK(jointcase({"opinion", "record", "2020-1", "", "1", "concur", "--text", "同意"}) != 0);
    CHECK(jointcase.no(65, {"opinion", "import", jointcase.file("o.csv", "会议编号,议程号,议题号,态度,意见\n2020-1,1,1,同意,同意。\n")}).find("talent") != std::string::npos);
    CHECK(jointcase.no(65, {"opinion", "import", jointcase.file("o.csv", "会议编号,议程号,议题号,姓名,态度,意见\n2020-1,1,1,,同意,同意。\n")}).find("an opinion is somebody's: the talent is missing") != std::string::npos);
    CHECK(jointcase.ok({"opinion", "list", "--json"}) == "[]");
}

TEST_CASE("two recorders who write opinions of one session at once lose nothing") {
    World jointcase;
    jointcase.start();
    const auto recorder = [](const char* who, const char* issue) {
        return std::string("(for round in 1 2 3 4 5 6 7 8 9 10; do \"$P\" opinion record 2020-1 ") + who + " " + issue + " concur --text 同意。 --round $round || exit 1; done)";
    };
    REQUIRE(jointcase.shell(recorder("马国良", "1") + " & first=$!; " + recorder("赵雪梅", "2") + " >/dev/null && wait $first") == 0);
    const auto numbers = jointcase.ok({"opinion", "list", "--fields", "key", "--csv"});
    for (int i = 1; i <= 20; ++i) CHECK(numbers.find(key + "-" + std::to_string(i) + "\r") != std::string::npos);
    CHECK(jointcase({"audit", "verify"}) == 0);
}
