#include "world.hpp"

#include <jointcase/case.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

TEST_CASE("an acceptance number is read in any bracket style and width") {
    for (const char* text : {"临州检起诉受[2020]62290000012号", "临州检起诉受〔2020〕62290000012号", "临州检起诉受【２０２０】62290000012号", "临州检起诉受（2020）６２２９００００012号", " 临州检起诉受［2020］62290000012号 "}) {
        const auto number = parse_accept_no(text);
        CHECK(number.text == the_case);
        CHECK(number.year == 2020);
        CHECK(number.office == "622900");
        CHECK(number.serial == 12);
    }
    for (const char* text : {"宁浦检起诉受[2018]32011100327号", "密检起诉受[2016]37078500026号", "山东省院起诉受[2016]37000000031号", "冷检起诉受[2014]2014075421号"}) CHECK(parse_accept_no(text).text == text);
    CHECK(parse_accept_no("冷检起诉受[2014]2014075421号").office.empty());
    for (const char* text : {"起诉受[20]62290000012号", "临州检起诉受[2020]1234567号", "临州检起诉受[2020]62290000012", "临州检起诉[2020]62290000012号", "受[2020]62290000012号", ""}) CHECK_THROWS_AS(parse_accept_no(text), Error);
}

TEST_CASE("parties are masked by surname and number of characters, equal ones told apart") {
    CHECK(masked_names({"张伟", "张大伟", "欧阳峰", "欧阳大峰", "阿卜杜·马春", "李"}) == std::vector<std::string>{"张某", "张某某", "欧阳某", "欧阳某某", "阿某某", "李"});
    CHECK(masked_names({"张伟", "张磊", "王五", "张伟"}) == std::vector<std::string>{"张某甲", "张某乙", "王某", "张某甲"});
}

TEST_CASE("every text of a case is shown masked, and unmasking leaves its trace") {
    World jointcase;
    CHECK(jointcase.cell({"case", "show", "2020-12"}, "name") == "马某某涉嫌诈骗案");
    CHECK(jointcase.ok({"case", "list", "--json"}).find("马大力") == std::string::npos);
    CHECK(jointcase.ok({"case", "show", "2020-12", "--json"}).find("马大力") == std::string::npos);
    CHECK(jointcase.cell({"case", "show", "2020-12", "--unmask"}, "name") == "马大力涉嫌诈骗案");
    CHECK(jointcase.ok({"audit", "log", "--limit", "1", "--fields", "action,entries", "--csv"}) == "action,entries\r\ncase show --unmask,0\r");
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
}

TEST_CASE("a case is found by its number, its handles and its source number, and only by whole numbers") {
    World jointcase;
    jointcase.ok({"case", "open", "--name", "无号案", "--cause", "盗窃罪", "--source-no", "X-1"});
    for (const char* text : {the_case, "临州检起诉受〔2020〕62290000012号", "2020-12", "62290000012"}) CHECK(jointcase.cell({"case", "show", text}, "key") == the_case);
    for (const char* text : {"C622900-2020-1", "C2020-1", "X-1"}) CHECK(jointcase.cell({"case", "show", text}, "key") == "C622900-2020-1");
    CHECK(jointcase.no(4, {"case", "show", "2020-1"}) == "jointcase: there is no case “2020-1”; `case list` shows them");
    CHECK(jointcase.no(4, {"case", "show", "12"}) == "jointcase: there is no case “12”; `case list` shows them");
}

TEST_CASE("a key never changes when the number comes, and both find the case") {
    World jointcase;
    CHECK(jointcase.ok({"case", "open", "--name", "无号案", "--cause", "盗窃罪"}) == "C622900-2020-1");
    CHECK(jointcase.ok({"case", "open", "--name", "又一案", "--cause", "盗窃罪"}) == "C622900-2020-2");
    jointcase.ok({"case", "edit", "C2020-1", "--accept-no", "临州检起诉受[2020]62290000044号"});
    CHECK(jointcase.cell({"case", "show", "2020-44"}, "key") == "C622900-2020-1");
    CHECK(jointcase.no(5, {"case", "edit", "C2020-1", "--accept-no", "临州检起诉受[2020]62290000045号"}) == "jointcase: the acceptance number of C622900-2020-1 never changes");
    CHECK(jointcase.no(5, {"case", "edit", "C2020-2", "--accept-no", the_case}) == std::string("jointcase: the number ") + the_case + " is another case's");
}

TEST_CASE("opening the same case again changes nothing, another under its number is refused") {
    World jointcase;
    CHECK(jointcase.ok({"case", "open", the_case, "--name", "马大力涉嫌诈骗案", "--cause", "诈骗罪"}) == the_case);
    CHECK(jointcase.no(5, {"case", "open", the_case, "--name", "别的案", "--cause", "诈骗罪"}) == std::string("jointcase: case ") + the_case + " is there already, with other details; `case edit` changes it");
}

TEST_CASE("a handler is a prosecutor of the case's office who did not investigate it") {
    World jointcase;
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "王芳"}) == "jointcase: 622900-002 王芳 is no prosecutor and cannot handle a case");
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "马国良"}) ==
          "jointcase: 622921-001 马国良 is of another office than 临夏回族自治州人民检察院; handling its cases needs a call-up order (人民检察院组织法 art 24)");
    jointcase.ok({"case", "staff", "2020-12", "杨志强", "former_investigator"});
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "杨志强"}) == "jointcase: 622900-004 杨志强 investigated this case and cannot handle it (刑诉规则 art 35)");
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "陈晓东", "former_investigator"}) ==
          "jointcase: 622900-003 陈晓东 handles this case; whoever investigated it cannot (刑诉规则 art 35): name another handler first");
    jointcase.ok({"case", "staff", "2020-12", "王芳", "clerk"});
    CHECK(jointcase.ok({"case", "show", "2020-12", "--json"}).find(R"("role": "clerk")") != std::string::npos);
}

TEST_CASE("a case is closed once, with a result") {
    World jointcase;
    jointcase.ok({"case", "close", "2020-12", "--result", "起诉", "--on", "2020-02-19"});
    CHECK(jointcase.no(5, {"case", "close", "2020-12", "--result", "起诉"}) == std::string("jointcase: case ") + the_case + " is closed already (on 2020-02-19)");
    CHECK(jointcase.no(5, {"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:x", "--view", "y"}) == std::string("jointcase: case ") + the_case + " is closed (on 2020-02-19); nothing can be referred");
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "王芳", "clerk"}) == std::string("jointcase: case ") + the_case + " is closed (on 2020-02-19)");
}

TEST_CASE("a case cannot close before it was received, nor lie in the future") {
    World jointcase;
    CHECK(jointcase.no(2, {"case", "close", "2020-12", "--result", "起诉", "--on", "2020-01-01"}) == "jointcase: a case cannot close before it was received");
    CHECK(jointcase.no(2, {"case", "close", "2020-12", "--result", "起诉", "--on", "2020-03-01"}) == "jointcase: 2020-03-01 lies in the future; today is 2020-02-20");
}

TEST_CASE("what is above work secrets never enters") {
    World jointcase;
    CHECK(jointcase.no(2, {"case", "edit", "2020-12", "--label", "秘密"}) == "jointcase: --label: “秘密” is none of: public, internal, work secret");
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[rules]\nlabel_max = \"internal\"\n");
    CHECK(jointcase.no(2, {"case", "edit", "2020-12", "--label", "work_secret"}) == "jointcase: work secret is above what may be entered here: internal (rule label_max, file:" + (jointcase.folder / ".jointcase.toml").string() + ":6)");
}

TEST_CASE("a case is voided with a reason while nothing refers to it, and its key is used up") {
    World jointcase;
    const auto key = jointcase.ok({"case", "open", "--name", "错录案", "--cause", "盗窃罪"});
    jointcase.ok({"case", "void", key, "--why", "重复录入"});
    CHECK(jointcase.no(4, {"case", "show", key}) == "jointcase: there is no case “C622900-2020-1”; `case list` shows them");
    CHECK(jointcase.ok({"case", "list", "--voided", "--fields", "key,void_why", "--csv"}) == "key,void_why\r\nC622900-2020-1,重复录入\r\n临州检起诉受[2020]62290000012号,\r");
    CHECK(jointcase.ok({"case", "open", "--name", "下一案", "--cause", "盗窃罪"}) == "C622900-2020-2");
    jointcase.submit();
    CHECK(jointcase.no(5, {"case", "void", "2020-12", "--why", "x"}) == std::string("jointcase: case ") + the_case + " cannot be voided: a referral refers to it");
}

TEST_CASE("cases are imported by their numbers, causes separated by ； and never by 、") {
    World jointcase;
    const auto rows = jointcase.file("cases.csv", "部门受案号,案件名称,案由,承办检察官,是否羁押,嫌疑人\n"
                                                  "临县检起诉受〔2020〕62292100001号,马小虎等涉嫌贩毒案,走私、贩卖、运输、制造毒品罪；诈骗罪,马国良,是,马小虎;马小龙\n");
    CHECK(jointcase.ok({"case", "import", rows}) == "added 1, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.cell({"case", "show", "62292100001"}, "causes") == "走私、贩卖、运输、制造毒品罪;诈骗罪");
    CHECK(jointcase.cell({"case", "show", "62292100001"}, "name") == "马某某甲等涉嫌贩毒案");
    CHECK(jointcase.cell({"case", "show", "62292100001"}, "office") == "622921");
    CHECK(jointcase.ok({"case", "import", rows, "--again"}) == "added 0, updated 0, unchanged 1, rejected 0");
    CHECK(jointcase.ok({"case", "import", jointcase.file("more.csv", "部门受案号,案件名称,案由,办案期限\n临县检起诉受[2020]62292100001号,马小虎等涉嫌贩毒案,走私、贩卖、运输、制造毒品罪;诈骗罪,2020-03-01\n")}) ==
          "added 0, updated 1, unchanged 0, rejected 0");
    CHECK(jointcase.cell({"case", "show", "62292100001"}, "deadline_on") == "2020-03-01");
}

TEST_CASE("in a file a case without an acceptance number stands by its key, which it keeps in another database") {
    World jointcase;
    const std::string head = "部门受案号,案件名称,案由,承办单位\n";
    CHECK(jointcase.ok({"case", "import", jointcase.file("c.csv", head + "C622900-2019-7,乙案,诈骗罪,622900\n")}) == "added 1, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"case", "import", jointcase.file("d.csv", head + "C622900-2019-7,丙案,诈骗罪,\n")}) == "added 0, updated 1, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"case", "list", "--fields", "key,accept_no,name", "--unmask", "--csv"}) == "key,accept_no,name\r\nC622900-2019-7,,丙案\r\n" + std::string(the_case) + "," + the_case + ",马大力涉嫌诈骗案\r");
    const auto other = jointcase.file("e.csv", head + "C622921-2019-1,丁案,诈骗罪,622900\n");
    CHECK(jointcase.no(65, {"case", "import", other}).starts_with(other + ":2: 部门受案号: “C622921-2019-1” is no key of a case of 622900\n"));
    CHECK(jointcase.no(2, {"case", "open", "C622900-2019-9", "--name", "戊案", "--cause", "诈骗罪"}).find("is not an acceptance number") != std::string::npos);
}
