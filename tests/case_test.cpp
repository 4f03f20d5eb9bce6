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

TEST_CASE("invariant 22: the cases an unclear name may mean are listed by masked names") {
    World jointcase;
    const std::string other = "临州检起诉受[2020]62290000013号";
    jointcase.ok({"case", "open", other, "--name", "马大力涉嫌诈骗案", "--cause", "诈骗罪", "--handler", "陈晓东"});
    jointcase.ok({"case", "party", other, "suspect", "马大力"});
    CHECK(jointcase.no(4, {"case", "show", "马大力涉嫌诈骗案"}) == "jointcase: “马大力涉嫌诈骗案” may be any of: " + std::string(the_case) + " 马某某涉嫌诈骗案, " + other + " 马某某涉嫌诈骗案");
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
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "王芳"}) == "jointcase: 622900-002 王芳 is no prosecutor and cannot handle a case (组织法 art 34); --handler names a prosecutor");
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "马国良"}) ==
          "jointcase: 622921-001 马国良 is of another office than 临夏回族自治州人民检察院; handling its cases needs a call-up order valid on 2020-02-20 (人民检察院组织法 art 24, 刑诉规则 art 9), which `case callup` enters");
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
    CHECK(jointcase.no(5, {"case", "close", "2020-12", "--result", "起诉"}) == std::string("jointcase: case ") + the_case + " is closed already (on 2020-02-19); `case edit` corrects its result");
    CHECK(jointcase.no(5, {"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:x", "--view", "y"}) == std::string("jointcase: case ") + the_case + " is closed (on 2020-02-19) and nothing can be referred; `case reopen` opens it again");
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "王芳", "clerk"}) == std::string("jointcase: case ") + the_case + " is closed (on 2020-02-19); `case reopen` opens it again");
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

// --- call-up orders

namespace {

const std::vector<std::string> to_handle{"case", "edit", "2020-12", "--handler", "马国良"}, to_help{"case", "staff", "2020-12", "马国良", "co_handler"};

std::vector<std::string> callup(const std::string& by, const std::string& from, const std::string& to = {}, const std::string& who = "马国良") {
    std::vector<std::string> args{"case", "callup", "2020-12", who, "--document", "甘检调〔2020〕3号", "--ordered-by", by, "--from", from};
    if (!to.empty()) args.insert(args.end(), {"--to", to});
    return args;
}

} // namespace

TEST_CASE("invariant 11: handling by another office's prosecutor needs a call-up order valid on the day, discussing does not") {
    for (const auto& act : {to_handle, to_help}) {
        World jointcase;
        const std::string refusal = "jointcase: 622921-001 马国良 is of another office than 临夏回族自治州人民检察院; handling its cases needs a call-up order valid on 2020-02-20 (人民检察院组织法 art 24, 刑诉规则 art 9), which `case callup` enters";
        CHECK(jointcase.no(5, act) == refusal);
        jointcase.ok(callup("622900", "2020-02-01", "2020-02-19"));
        CHECK(jointcase.no(5, act) == refusal); // it is over
        jointcase.ok({"case", "callup", "2020-12", "马国良", "--document", "甘检调〔2020〕4号", "--ordered-by", "622900", "--from", "2020-02-21"});
        CHECK(jointcase.no(5, act) == refusal); // it has not begun
        jointcase.ok({"case", "callup", "2020-12", "马国良", "--document", "甘检调〔2020〕5号", "--ordered-by", "622900", "--from", "2020-02-20", "--to", "2020-02-20"});
        jointcase.ok(act);
    }
    World jointcase;
    jointcase.convene(); // 马国良 is invited
}

TEST_CASE("invariant 11: a call-up to another case, or of another person, does not do") {
    World jointcase;
    jointcase.ok({"case", "open", "--name", "别案", "--cause", "盗窃罪"});
    jointcase.ok({"case", "callup", "C2020-1", "马国良", "--document", "1", "--ordered-by", "622900", "--from", "2020-02-01"});
    jointcase.ok({"case", "callup", "2020-12", "赵雪梅", "--document", "2", "--ordered-by", "622900", "--from", "2020-02-01"});
    CHECK(jointcase(to_handle) == 5);
    jointcase.ok({"case", "edit", "C2020-1", "--handler", "马国良"});
    jointcase.ok({"case", "edit", "2020-12", "--handler", "赵雪梅"});
}

TEST_CASE("invariant 11: a prosecutor who moved to another office needs a call-up, one who came to this office does not") {
    World jointcase;
    jointcase.ok({"talent", "post", "杨志强", "--office", "622921", "--category", "prosecutor", "--from", "2020-02-20"});
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "杨志强"}).find("needs a call-up order valid on 2020-02-20") != std::string::npos);
    jointcase.ok({"talent", "post", "马国良", "--office", "622900", "--category", "prosecutor", "--from", "2020-02-20"});
    jointcase.ok(to_handle);
}

TEST_CASE("a call-up is ordered by an office over both, or by one of the two that is over the other") {
    World jointcase;
    jointcase.ok({"case", "open", "临县检起诉受[2020]62292100001号", "--name", "县案", "--cause", "盗窃罪", "--office", "622921"});
    const auto order = [](const std::string& by, const std::string& who) { return std::vector<std::string>{"case", "callup", "62292100001", who, "--document", by + who, "--ordered-by", by, "--from", "2020-02-01"}; };
    CHECK(jointcase.no(5, order("622921", "赵雪梅")) ==
          "jointcase: 临夏县人民检察院 is not over 永靖县人民检察院; a call-up is ordered by a superior of both offices (人民检察院组织法 art 24, 刑诉规则 art 9)");
    CHECK(jointcase.no(5, order("622923", "赵雪梅")).starts_with("jointcase: 永靖县人民检察院 is not over 临夏县人民检察院;"));
    CHECK(jointcase.no(5, order("622921", "杨志强")).starts_with("jointcase: 临夏县人民检察院 is not over 临夏回族自治州人民检察院;")); // the lower does not call up the higher
    CHECK(jointcase.no(5, order("622900", "马国良")) == "jointcase: 622921-001 马国良 is of 临夏县人民检察院 itself on 2020-02-01; a call-up is of a prosecutor of another office");
    jointcase.ok(order("622900", "赵雪梅"));
    jointcase.ok(order("622900", "杨志强"));
}

TEST_CASE("a call-up order is entered once, by its document, and shown with the case") {
    World jointcase;
    CHECK(jointcase.ok(callup("622900", "2020-02-01")) == "甘检调〔2020〕3号");
    CHECK(jointcase.ok(callup("622900", "2020-02-01")) == "甘检调〔2020〕3号");
    CHECK(jointcase.no(5, callup("622900", "2020-02-02")) == "jointcase: call-up order 甘检调〔2020〕3号 is there already, with other details; `case import --callups` changes it");
    CHECK(jointcase.no(2, callup("622900", "2020-02-02", "2020-02-01", "赵雪梅")) == "jointcase: a call-up cannot end before it begins");
    CHECK(jointcase.ok({"case", "show", "2020-12", "--json"}).find(R"("document": "甘检调〔2020〕3号")") != std::string::npos);
}

// --- its life

TEST_CASE("a closed case is reopened with a reason, and is open again without its result") {
    World jointcase;
    CHECK(jointcase.no(5, {"case", "reopen", "2020-12", "--why", "新证据"}) == std::string("jointcase: case ") + the_case + " is not closed; only a closed case is reopened");
    jointcase.ok({"case", "close", "2020-12", "--result", "不起诉", "--on", "2020-02-18"});
    CHECK(jointcase.no(2, {"case", "reopen", "2020-12", "--why", "新证据", "--on", "2020-02-17"}) == "jointcase: a case is reopened after it was closed (on 2020-02-18)");
    CHECK(jointcase.no(2, {"case", "reopen", "2020-12", "--why", ""}) == "jointcase: reopening needs a reason (--why)");
    jointcase.ok({"case", "reopen", "2020-12", "--why", "新证据", "--on", "2020-02-19"});
    jointcase.ok({"case", "reopen", "2020-12", "--why", "新证据", "--on", "2020-02-19"});
    CHECK(jointcase.ok({"case", "show", "2020-12", "--csv", "--fields", "closed_on,result,reopened_on,reopened_why"}) == "closed_on,result,reopened_on,reopened_why\r\n,,2020-02-19,新证据\r");
    CHECK(jointcase.no(2, {"case", "close", "2020-12", "--result", "起诉", "--on", "2020-02-18"}) == "jointcase: a case cannot close before it was reopened (2020-02-19)");
    jointcase.ok({"case", "close", "2020-12", "--result", "起诉", "--on", "2020-02-20"});
}

TEST_CASE("a verdict is entered once, and corrected by case edit") {
    World jointcase;
    CHECK(jointcase.no(2, {"case", "verdict", "2020-12", "as_charged", "--on", "2020-01-31"}) == "jointcase: a verdict comes after the case was received (2020-02-01)");
    jointcase.ok({"case", "verdict", "2020-12", "与指控一致", "--on", "2020-02-19"});
    jointcase.ok({"case", "verdict", "2020-12", "as_charged", "--on", "2020-02-19"});
    CHECK(jointcase.no(5, {"case", "verdict", "2020-12", "acquitted"}) == std::string("jointcase: case ") + the_case + " was judged on 2020-02-19: as charged; `case edit " + the_case + " --judged-on … --outcome …` corrects it");
    jointcase.ok({"case", "edit", "2020-12", "--outcome", "partly"});
    CHECK(jointcase.cell({"case", "show", "2020-12"}, "outcome") == "partly");
    CHECK(jointcase.no(2, {"case", "edit", "2020-12", "--outcome", ""}) == "jointcase: a verdict has a day and an outcome");
    const auto matter = jointcase.ok({"case", "open", "--name", "法律适用问题", "--cause", "法律适用", "--kind", "matter"});
    CHECK(jointcase.no(2, {"case", "verdict", matter, "as_charged"}) == "jointcase: a matter has no verdict");
}

TEST_CASE("a case keeps the languages it needs besides Chinese") {
    World jointcase;
    jointcase.ok({"case", "edit", "2020-12", "--language", "东乡语", "--language", "保安语"});
    CHECK(jointcase.cell({"case", "show", "2020-12"}, "languages") == "东乡语;保安语");
    jointcase.ok({"case", "edit", "2020-12", "--languages", ""});
    CHECK(jointcase.cell({"case", "show", "2020-12"}, "languages") == "\"\"");
}

TEST_CASE("naming someone again in their role gives it the days that are said") {
    World jointcase;
    jointcase.ok({"case", "staff", "2020-12", "王芳", "clerk"});
    jointcase.ok({"case", "staff", "2020-12", "王芳", "clerk", "--to", "2020-02-19"});
    CHECK(jointcase.ok({"case", "show", "2020-12", "--json"}).find(R"("to": "2020-02-19")") != std::string::npos);
}

// --- check

TEST_CASE("case check finds what a case lacks, and what speaks for a referral") {
    World jointcase;
    const auto codes = [&] {
        jointcase({"case", "check", "2020-12", "--json"});
        std::string found;
        for (std::size_t at = jointcase.out.find("\"code\": \""); at != std::string::npos; at = jointcase.out.find("\"code\": \"", at)) {
            at += 9;
            found += jointcase.out.substr(at, jointcase.out.find('"', at) - at) + " ";
        }
        return found;
    };
    CHECK(codes() == "department stage deadline_on ");
    CHECK(jointcase({"case", "check", "2020-12"}) == 0);
    CHECK(jointcase({"case", "check", "2020-12", "--exit-code"}) == 1);
    jointcase.ok({"case", "edit", "2020-12", "--department", "第一检察部", "--stage", "prosecution_review", "--deadline-on", "2020-03-01", "--suspect-count", "1"});
    CHECK(codes() == "");
    CHECK(jointcase({"case", "check", "2020-12", "--exit-code"}) == 0);
    jointcase.ok({"case", "edit", "2020-12", "--gang", "evil", "--suspect-count", "2", "--stage", "first_instance", "--major"});
    CHECK(codes() == "suspect_count defender must_refer ");
    CHECK(jointcase.out.find(R"("reason": "M6",)") != std::string::npos);
    CHECK(jointcase.out.find(R"("reason": "O1",)") != std::string::npos);
    jointcase.submit();
    CHECK(codes() == "suspect_count defender ");
    jointcase.ok({"case", "edit", "2020-12", "--handler", ""});
    CHECK(codes() == "handler suspect_count defender ");
}

TEST_CASE("case check finds a handler whose call-up is over") {
    World jointcase;
    jointcase.ok(callup("622900", "2020-02-01", "2020-02-20"));
    jointcase.ok(to_handle);
    CHECK(jointcase.ok({"case", "check", "2020-12"}).find("call-up order") == std::string::npos);
    jointcase.at("2020-02-21T09:00:00+08:00");
    CHECK(jointcase.ok({"case", "check", "2020-12"}).find("622921-001 马国良 is of another office on 2020-02-21, without a call-up order") != std::string::npos);
}

// --- files of staff, parties and call-up orders

TEST_CASE("staff, parties and call-up orders come in files of their own, matched by number or by person") {
    World jointcase;
    const auto cases = jointcase.file("c.csv", "部门受案号,案件名称,案由,承办检察官,嫌疑人\n临州检起诉受[2020]62290000013号,丙案,盗窃罪,马国良,马小虎\n");
    const auto staff = jointcase.file("s.csv", "案件,办案人员,角色,起始日期\n2020-13,王芳,书记员,2020-02-01\n2020-13,赵雪梅,共同承办,\n");
    const auto parties = jointcase.file("p.csv", "案件,身份,姓名\n2020-13,被害人,李四\n2020-13,辩护人,张三\n");
    const auto callups = jointcase.file("u.csv", "文号,案件,被调用人,决定机关,起始日期\n甲1,2020-13,马国良,622900,2020-02-01\n甲2,2020-13,赵雪梅,622900,2020-02-01\n");
    CHECK(jointcase.no(65, {"case", "import", cases, "--staff", staff, "--parties", parties}).starts_with(cases + ":2: 622921-001 马国良 is of another office than"));
    const std::vector<std::string> all{"case", "import", cases, "--staff", staff, "--parties", parties, "--callups", callups};
    CHECK(jointcase.ok(all) == "added 7, updated 0, unchanged 0, rejected 0");
    auto again = all;
    again.push_back("--again");
    CHECK(jointcase.ok(again) == "added 0, updated 0, unchanged 7, rejected 0");
    const auto out = (jointcase.folder / "out.csv").string();
    jointcase.ok({"case", "export", "--unmask", "--parties", out});
    CHECK(jointcase::test::read_file(out) == std::string("case,seq,role,name\r\n") + the_case + ",1,suspect,马大力\r\n临州检起诉受[2020]62290000013号,1,victim,李四\r\n临州检起诉受[2020]62290000013号,2,defender,张三\r\n"
                                             "临州检起诉受[2020]62290000013号,3,suspect,马小虎\r\n");
}

TEST_CASE("a handler of another office whose call-up is not in the files is a finding of the case's line, when all is in") {
    World jointcase;
    const auto cases = jointcase.file("c.csv", "部门受案号,案件名称,案由,承办检察官\n临州检起诉受[2020]62290000013号,丙案,盗窃罪,马国良\n临州检起诉受[2020]62290000014号,丁案,盗窃罪,陈晓东\n");
    const auto callups = jointcase.file("u.csv", "文号,案件,被调用人,决定机关,起始日期\n甲2,2020-14,赵雪梅,622900,2020-02-01\n");
    CHECK(jointcase.no(65, {"case", "import", cases, "--callups", callups}).starts_with(cases + ":2: 622921-001 马国良 is of another office than"));
    CHECK(jointcase({"case", "import", cases, "--callups", callups, "--on-error", "skip"}) == 3);
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 1\n");
}

TEST_CASE("parties are exported by masked names, which change nothing where the full ones are known") {
    World jointcase;
    const auto out = (jointcase.folder / "p.csv").string(), cases = (jointcase.folder / "c.csv").string();
    jointcase.ok({"case", "export", "--parties", out, "-o", cases});
    CHECK(jointcase::test::read_file(out) == std::string("case,seq,role,name\r\n") + the_case + ",1,suspect,马某某\r\n");
    jointcase.ok({"case", "import", cases, "--parties", out});
    jointcase.ok({"case", "export", "--parties", out, "-o", cases, "--unmask", "--force"});
    CHECK(jointcase::test::read_file(out) == std::string("case,seq,role,name\r\n") + the_case + ",1,suspect,马大力\r\n");
}
