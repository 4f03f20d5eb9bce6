#include "world.hpp"
#include "sqlite.hpp"

#include <nlohmann/json.hpp>

#include <functional>

using jointcase::test::Cli;
using jointcase::test::read_file;
using jointcase::test::the_case;
using jointcase::test::value;
using jointcase::test::World;

namespace {

// In the order in which one names the other.
const std::vector<std::string> nouns = {"office", "campaign", "talent", "case", "referral", "meeting", "opinion", "feedback", "defence", "task", "exemplar"};
const std::string meeting = "临州检联席〔2020〕1号";

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n') + 1); }

// Something of every noun, in many states.
struct Full : World {
    Full() {
        ok({"office", "edit", "622921", "--alias", "临夏县院", "--alias", "=临县"});
        ok({"talent", "edit", "马国良", "--language", "东乡语", "--specialty", "诈骗罪", "--specialty", "非法制造、买卖、运输枪支罪", "--gender", "male", "--birth-date", "1980-05-01"});
        ok({"talent", "nominate", "马国良", "--tier", "core", "--on", "2018-01-02"});
        ok({"talent", "admit", "马国良", "--by", "李明", "--on", "2018-02-02", "--document", "临检发〔2018〕1号"});
        ok({"talent", "exit", "马国良", "--reason", "term_end", "--on", "2019-06-30"});
        ok({"talent", "nominate", "马国良", "--tier", "core", "--on", "2020-01-02"});
        ok({"talent", "post", "杨志强", "--office", "622921", "--category", "prosecutor", "--from", "2019-03-01", "--in-quota"});
        ok({"talent", "post", "杨志强", "--office", "622900", "--category", "prosecutor", "--from", "2019-09-01", "--in-quota", "--grade", "8"});
        ok({"campaign", "add", "saohei", "--name", "扫黑除恶专项斗争", "--from", "2018-01-01"});
        ok({"case", "edit", "2020-12", "--campaign", "saohei", "--major", "--in-custody", "--language", "东乡语", "--language", "保安语"});
        ok({"case", "staff", "2020-12", "王芳", "clerk", "--from", "2020-02-01", "--to", "2020-02-10"});
        ok({"case", "staff", "2020-12", "周建军", "former_investigator"});
        ok({"case", "party", "2020-12", "victim", "李四"});
        ok({"case", "party", "2020-12", "suspect", "马小龙"});
        ok({"case", "verdict", "2020-12", "partly", "--on", "2020-02-19"});
        called_up();
        ok({"defence", "add", "2020-12", "马大力没有非法占有目的", "--kind", "characterization", "--predicted-on", "2020-02-10", "--response", "有银行流水"});
        ok({"defence", "outcome", "2020-12", "--trial-on", "2020-02-18", "--raised", "yes", "--response-used", "--court-view", "partly"});
        ok({"defence", "add", "2020-12", "证据系非法取得", "--kind", "evidence", "--raised", "--trial-on", "2020-02-18"});
        tasks();
        exemplars();
        for (const char* name : {"误录的人", "误录的案"}) void_one(name);
        ok({"case", "open", "--name", "丙某某涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东", "--source-no", "旧-1"}); // its key keeps the number behind the voided one
        ok({"case", "open", "--name", "丁某某涉嫌盗窃案", "--cause", "盗窃罪"});
        past();
        ok({"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:是否构成", "--view", "构成", "--on", "2020-02-10"});
        ok({"referral", "return", "2020-12", "--by", "李明", "--why", "补充证据", "--on", "2020-02-11"});
        accept();
        ok({"referral", "submit", "旧-1", "--reason", "O2", "--issue", "证据:监控", "--view", "不足", "--on", "2020-02-12"});
        ok({"referral", "withdraw", "旧-1", "--why", "已退查", "--on", "2020-02-13"});
        held();
    }
    void tasks() {
        ok({"task", "assign", "马国良", "整理马大力案同类判例", "--due", "2020-03-10", "--by", "李明", "--case", "2020-12", "--on", "2020-02-10"});
        ok({"task", "assign", "孙小玉", "协助制作讲义", "--due", "2020-02-15", "--on", "2019-12-30", "--source-no", "T-7"});
        ok({"task", "done", "2019-1", "--result", "已定稿", "--on", "2020-02-14"});
        ok({"task", "assign", "孙小玉", "旁听庭审", "--due", "2020-02-18", "--on", "2020-02-03"});
        ok({"task", "cancel", "2020-2", "--why", "疫情", "--on", "2020-02-05"});
    }
    void exemplars() {
        ok({"exemplar", "designate", "马国良", "全州刑检业务标兵", "--level", "州级", "--on", "2019-05-04"});
        ok({"exemplar", "designate", "马国良", "全省优秀公诉人", "--level", "省级", "--on", "2020-01-10", "--source-no", "D-3"});
        ok({"exemplar", "designate", "赵雪梅", "先进工作者", "--on", "2020-02-01"});
        ok({"exemplar", "visit", "赵雪梅", "--by", "李明", "--planned-on", "2020-03-01"});
        ok({"exemplar", "visit", "622921-001/2019-05-04", "--by", "李明", "--planned-on", "2019-06-03", "--on", "2019-06-07", "--matter", "困难：夫妻分居", "--matter", "question:如何讲评"});
        ok({"exemplar", "visit", "622921-001/2019-05-04", "--by", "王芳", "--on", "2020-02-19"});
        ok({"exemplar", "resolve", "622921-001/2019-05-04#1.2", "--on", "2019-06-30"});
        ok({"exemplar", "publish", "D-3", "wechat", "=一名检察官的十年", "--reviewed-by", "周建军", "--on", "2020-02-11"});
    }
    // Handled by another office's prosecutor, closed and reopened.
    void called_up() {
        const auto key = ok({"case", "open", "临州检起诉受[2020]62290000020号", "--name", "戊案", "--cause", "盗窃罪", "--received-on", "2020-01-10"});
        ok({"case", "callup", key, "赵雪梅", "--document", "临州检调〔2020〕2号", "--ordered-by", "622900", "--from", "2020-02-01", "--to", "2020-02-20"});
        ok({"case", "callup", key, "周建军", "--document", "临州检调〔2020〕1号", "--ordered-by", "622900", "--from", "2020-02-01"});
        ok({"case", "edit", key, "--handler", "赵雪梅"});
        ok({"case", "staff", key, "周建军", "co_handler", "--from", "2020-02-03"});
        ok({"case", "close", key, "--result", "不起诉", "--on", "2020-02-18"});
        ok({"case", "reopen", key, "--why", "新证据", "--on", "2020-02-19"});
    }
    void void_one(const std::string& name) {
        if (name == "误录的人") {
            ok({"talent", "add", name, "--office", "622923", "--category", "clerk"});
            ok({"talent", "void", name, "--why", "误录"});
            return;
        }
        const auto key = ok({"case", "open", "--name", name, "--cause", "诈骗罪"});
        ok({"case", "void", key, "--why", "误录"});
    }
    // Held before it was entered.
    void past() {
        ok({"meeting", "import", file("m.csv", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-9,622921,部门,现场,2019-06-07\n"), "--agenda", file("a.csv", "会议编号,案件,议题\nZ-9,旧-1,转账记录\n"),
            "--attendance", file("t.csv", "会议编号,参会人,角色,出席情况,备注\nZ-9,周建军,主持,出席,\nZ-9,赵雪梅,成员,请假,出差\n")});
        ok({"opinion", "import", file("o.csv", "会议编号,发言人,意见,原编号\nZ-9,周建军,可以认定。,Y-1\n")});
    }
    void held() {
        ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强", "--place", "三楼会议室"});
        at("2020-02-21T09:00:30+08:00");
        ok({"meeting", "start", "2020-1", "--late", "赵雪梅"});
        at("2020-02-21T10:00:07+08:00");
        for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强"}) {
            for (const char* issue : {"1", "2"}) speak(who, issue, issue[0] == '2' ? "concur_in_part" : "dissent");
        }
        ok({"opinion", "supersede", "2020-1-2", "concur", "--text", "=再想，\n\"同意\"。"});
        at("2020-02-21T11:00:00+08:00");
        ok({"meeting", "close", "2020-1"});
        ok({"feedback", "give", "2020-12", "--decision", "prosecute", "--all", "adopted", "--except", "3=not_adopted:new_evidence,4=partly_adopted:other:期限将满"});
    }

    // A database of the same office with what the exports in this format hold.
    std::string copy(const std::string& format, const std::vector<std::string>& globals = {}) {
        const auto folder_of = folder / ("copy-" + format);
        std::filesystem::create_directory(folder_of);
        const auto database = (folder_of / "jointcase.db").string();
        ok({"--db", database, "db", "init", "--office", "622900", "--short-name", "临州检"});
        for (const auto& noun : nouns) {
            const auto path = [&](const std::string& name) { return (folder_of / (name + "." + format)).string(); };
            std::vector<std::string> leaving{noun, "export", "--unmask", "-o", path(noun)}, entering{"--db", database, noun, "import", path(noun)};
            for (auto* args : {&leaving, &entering}) {
                if (noun == "meeting" && format == "csv") args->insert(args->end(), {"--agenda", path("agenda"), "--attendance", path("attendance")});
                if (noun == "case" && format == "csv") args->insert(args->end(), {"--staff", path("staff"), "--parties", path("parties"), "--callups", path("callups")});
                if (noun == "exemplar" && format == "csv") args->insert(args->end(), {"--visits", path("visits"), "--publicity", path("publicity")});
            }
            for (auto* args : {&leaving, &entering}) args->insert(args->begin(), globals.begin(), globals.end());
            ok(leaving);
            ok(entering);
        }
        return database;
    }
    // Both give the same bytes for a noun.
    void alike(const std::string& database, const std::string& noun, const std::string& format) {
        CAPTURE(noun);
        CAPTURE(format);
        (*this)({noun, "export", "--unmask", "-f", format, "-q"});
        const auto first = out;
        (*this)({"--db", database, noun, "export", "--unmask", "-f", format, "-q"});
        CHECK(out == first);
        CHECK(first.size() > 40);
    }
};

// The headings of a template of the noun.
std::string headings(Cli& jointcase, const std::string& noun, const std::string& language) {
    REQUIRE(jointcase({noun, "import", "--template", "--lang", language}) == 0);
    return first_line(jointcase.out);
}

} // namespace

// --- templates

TEST_CASE("the headings of every template are known to its import, in both languages") {
    Cli jointcase;
    for (const auto& noun : nouns) {
        for (const char* language : {"en", "zh"}) {
            const auto file = jointcase.file("t.csv", headings(jointcase, noun, language));
            CAPTURE(noun);
            CHECK(jointcase({noun, "import", file}) == 65);
            CHECK(jointcase.err == file + ":1: there is no row below the headings\njointcase: the file cannot be imported; nothing was written\n");
        }
    }
}

TEST_CASE("a template has a sample row, which is imported where there is what it names") {
    for (const auto& [noun, counts] : std::vector<std::pair<std::string, std::string>>{
             {"office", "added 0, updated 0, unchanged 1, rejected 0"}, {"campaign", "added 1, updated 0, unchanged 0, rejected 0"}, {"talent", "added 1, updated 0, unchanged 0, rejected 0"}, {"case", "added 0, updated 1, unchanged 0, rejected 0"}, {"task", "added 1, updated 0, unchanged 0, rejected 0"}}) {
        for (const char* format : {"csv", "xlsx"}) {
            World jointcase;
            if (noun == "case" && std::string(format) == "xlsx") continue; // below
            const auto file = (jointcase.folder / "t.").string() + format;
            jointcase.ok({noun, "import", "--template", "-o", file, "--lang", "zh"});
            CAPTURE(noun);
            CHECK(jointcase.ok({noun, "import", file}) == counts);
        }
    }
}

TEST_CASE("a template is csv or xlsx, and needs no database") {
    Cli jointcase(false);
    CHECK(jointcase({"campaign", "import", "--template"}) == 0);
    CHECK(jointcase({"campaign", "import", "--template", "--json"}) == 2);
    CHECK(jointcase.err == R"({"error":{"code":"usage","exit":2,"message":"a template is csv or xlsx, not json"}})" "\n");
}

TEST_CASE("an import without a file says what is needed") {
    Cli jointcase;
    CHECK(jointcase({"office", "import"}) == 2);
    CHECK(jointcase.err == "jointcase: <file> is needed: A CSV, TSV or XLSX file, - for standard input\n");
}

TEST_CASE("the template of meetings is a workbook of three sheets, which is imported as one") {
    for (const char* language : {"en", "zh"}) {
        World jointcase;
        const auto file = (jointcase.folder / "会议.xlsx").string();
        jointcase.ok({"case", "open", "临州检起诉受[2019]62290000012号", "--name", "旧案", "--cause", "诈骗罪", "--received-on", "2019-05-01"});
        jointcase.ok({"talent", "add", "石晓燕", "--office", "622921", "--staff-no", "017", "--category", "prosecutor"});
        jointcase.ok({"meeting", "import", "--template", "-o", file, "--lang", language});
        CHECK(jointcase.ok({"meeting", "import", file}) == "added 3, updated 0, unchanged 0, rejected 0");
        CHECK(jointcase.ok({"meeting", "list", "--fields", "key,place", "--csv"}) == "key,place\r\n临州检联席〔2019〕3号,州院三楼会议室\r");
    }
}

TEST_CASE("the template of cases is a workbook of four sheets, which is imported as one") {
    for (const char* language : {"en", "zh"}) {
        World jointcase;
        const auto file = (jointcase.folder / "案件.xlsx").string();
        jointcase.ok({"case", "import", "--template", "-o", file, "--lang", language});
        CHECK(jointcase.ok({"case", "import", file}) == "added 3, updated 1, unchanged 0, rejected 0");
    }
}

TEST_CASE("the template of exemplars is a workbook of three sheets, which is imported as one") {
    for (const char* language : {"en", "zh"}) {
        World jointcase;
        const auto file = (jointcase.folder / "典型.xlsx").string();
        jointcase.ok({"exemplar", "import", "--template", "-o", file, "--lang", language});
        CHECK(jointcase.ok({"exemplar", "import", file}) == "added 3, updated 0, unchanged 0, rejected 0");
    }
}

TEST_CASE("a template in CSV is the first sheet, and it is said that there are more") {
    Cli jointcase;
    CHECK(jointcase({"meeting", "import", "--template"}) == 0);
    CHECK(jointcase.err == "only the first sheet: CSV holds one; -o FILE.xlsx holds all of them\n");
}

TEST_CASE("the template for a meeting's opinions has a row for each person present and issue, and is imported filled in") {
    World jointcase;
    jointcase.start();
    auto sheet = jointcase.ok({"opinion", "import", "--template", "2020-1", "--lang", "zh"}) + "\n";
    CHECK(first_line(sheet) == "会议编号,议程号,议题号,发言人,单位,态度,意见,法律依据,方式,轮次,记录时间,_name,_question\r\n");
    const std::string empty = ",,,,,,,";
    for (const char* who : {"622900-001", "622900-004", "622921-001", "622923-001"}) CHECK(sheet.find(meeting + ",1,2," + who + empty) != std::string::npos);
    CHECK(std::count(sheet.begin(), sheet.end(), '\n') == 9);
    for (auto i = sheet.find(empty); i != std::string::npos; i = sheet.find(empty)) sheet.replace(i, empty.size(), ",,同意,应当认定。,,,,");
    const auto file = jointcase.file("意见.csv", sheet);
    CHECK(jointcase.ok({"opinion", "import", file}) == "added 8, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"opinion", "import", "--template", "2020-1", "--lang", "zh"}) + "\n" == first_line(sheet));
    jointcase.at("2020-02-21T11:00:00+08:00");
    CHECK(jointcase.ok({"meeting", "close", "2020-1"}) == meeting);
}

// --- export

TEST_CASE("what is exported can be imported into an empty database, which then exports the same, as CSV and as a workbook") {
    Full jointcase;
    for (const char* by : {"csv", "xlsx"}) {
        const auto copy = jointcase.copy(by);
        for (const auto& noun : nouns) {
            for (const char* format : {"csv", "json", "jsonl", "xlsx"}) jointcase.alike(copy, noun, format);
        }
        CHECK(jointcase({"--db", copy, "audit", "verify", "-q"}) == 0);
    }
}

TEST_CASE("a workbook in Chinese is imported as well") {
    Full jointcase;
    const auto copy = jointcase.copy("xlsx", {"--lang", "zh"});
    for (const auto& noun : nouns) jointcase.alike(copy, noun, "csv");
}

TEST_CASE("what was exported changes nothing where it came from") {
    Full jointcase;
    for (const auto& noun : nouns) {
        const auto file = (jointcase.folder / (noun + ".csv")).string();
        jointcase.ok({noun, "export", "--unmask", "-o", file});
        CAPTURE(noun);
        CHECK(jointcase.ok({noun, "import", file}).starts_with("added 0, updated 0, unchanged "));
    }
}

TEST_CASE("an export is CSV unless something else is asked for, its headings the keys of its columns") {
    World jointcase;
    CHECK(jointcase.ok({"office", "export"}) == "key,name,short_name,level,parent,aliases,opened_on,closed_on,source_no\r\n"
                                                "622900,临夏回族自治州人民检察院,临州检,prefecture,,,,,\r\n"
                                                "622921,临夏县人民检察院,临县检,county,622900,,,,\r\n"
                                                "622923,永靖县人民检察院,永检,county,622900,,,,\r");
    CHECK(nlohmann::json::parse(jointcase.ok({"office", "export", "--json"})).size() == 3);
}

TEST_CASE("an export is safe from formulas, and begins with a byte order mark where Excel wants one") {
    Cli jointcase;
    REQUIRE(jointcase({"office", "add", "622921", "--name", "=cmd|x", "--short-name", "'@", "--level", "county"}) == 0);
    CHECK(jointcase({"office", "export", "--csv-bom"}) == 0);
    CHECK(jointcase.out == "\xEF\xBB\xBFkey,name,short_name,level,parent,aliases,opened_on,closed_on,source_no\r\n622921,'=cmd|x,''@,county,,,,,\r\n");
    CHECK(jointcase({"office", "import", jointcase.file("f.csv", jointcase.out)}) == 0);
    CHECK(jointcase.out == "added 0, updated 0, unchanged 1, rejected 0\n");
}

TEST_CASE("parties are masked in an export unless --unmask, which leaves its trace") {
    Full jointcase;
    const auto operations = [&] { return value(jointcase.database(), "select count(*) from operation where action like '%--unmask'"); };
    for (const auto& noun : {"case", "referral", "meeting", "opinion", "feedback", "task"}) {
        CAPTURE(noun);
        CHECK(jointcase.ok({noun, "export", "--json"}).find("马大力") == std::string::npos);
    }
    CHECK(operations() == "0");
    CHECK(jointcase.ok({"opinion", "export", "--unmask"}).find("被告人马大力虚构事实") != std::string::npos);
    CHECK(jointcase.ok({"case", "export", "--unmask"}).find("马大力涉嫌诈骗案") != std::string::npos);
    CHECK(operations() == "2");
}

TEST_CASE("what was voided is not exported, nor a meeting that was not held") {
    Full jointcase;
    CHECK(jointcase.ok({"talent", "export"}).find("误录") == std::string::npos);
    CHECK(jointcase.ok({"case", "export"}).find("误录") == std::string::npos);
    World convened;
    convened.convene();
    CHECK(convened.ok({"meeting", "export"}).find("2020") == std::string::npos);
}

TEST_CASE("meetings, their agenda and their attendance are three files or one workbook") {
    Full jointcase;
    const auto agenda = (jointcase.folder / "agenda.csv").string();
    jointcase.ok({"meeting", "export", "--unmask"});
    CHECK(jointcase.err == "only the first of 3 tables: CSV holds one; --agenda FILE, --attendance FILE write the others, and xlsx or json hold all\n");
    jointcase.ok({"meeting", "export", "--unmask", "--agenda", agenda});
    CHECK(jointcase.err == "");
    CHECK(read_file(agenda) == "meeting,seq,referral,case,title,state,why,source_no\r\n临县检联席〔2019〕1号,1,C622900-2020-2#1,C622900-2020-2,转账记录,discussed,,\r\n" + meeting + ",1," + the_case + "#2,,,discussed,,\r\n");
    const auto whole = nlohmann::json::parse(jointcase.ok({"meeting", "export", "--json"}));
    CHECK(whole["agenda"].size() == 2);
    CHECK(whole["attendance"].size() == 8);
}

TEST_CASE("cases with their staff, parties and call-up orders are one workbook, whose empty sheets do not matter") {
    World jointcase;
    const auto book = (jointcase.folder / "案件.xlsx").string();
    jointcase.ok({"case", "export", "--unmask", "-o", book, "--lang", "zh"});
    CHECK(jointcase.ok({"case", "import", book}) == "added 0, updated 0, unchanged 2, rejected 0");
    const auto whole = nlohmann::json::parse(jointcase.ok({"case", "export", "--json"}));
    CHECK(whole["case"].size() == 1);
    CHECK(whole["parties"][0]["name"] == "马某某");
    CHECK(whole["staff"].empty());
    CHECK(whole["callups"].empty());
}

TEST_CASE("one sheet of a workbook is imported alone when it is named") {
    Full jointcase;
    const auto book = (jointcase.folder / "会议.xlsx").string();
    jointcase.ok({"meeting", "export", "-o", book});
    CHECK(jointcase.ok({"meeting", "import", book, "--sheet", "Meetings"}) == "added 0, updated 0, unchanged 2, rejected 0");
    CHECK(jointcase.no(65, {"meeting", "import", book, "--sheet", "会"}).starts_with(book + "!会: there is no sheet “会”; there are: Meetings, Agenda, Attendance\n"));
}
