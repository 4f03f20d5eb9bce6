#include "sqlite.hpp"
#include "world.hpp"

#include <jointcase/minutes.hpp>

#include <nlohmann/json.hpp>

using namespace jointcase;
using jointcase::test::rows;
using jointcase::test::the_case;
using jointcase::test::value;
using jointcase::test::World;

namespace {

const std::string meeting = "临州检联席〔2020〕1号";
const std::string minutes = meeting + "/1";

// A granted recusal, as `recusal raise` and `recusal decide` leave it.
void recuse(World& jointcase, const std::string& of, const std::string& talent) {
    rows(jointcase.database(), "insert into recusal (key, case_id, talent, ground, source, raised_on, decided_by, decided_on, result)"
                               " select c.key || '/' || t.key, c.id, t.id, 'interest', 'self', '2020-02-18', t.id, '2020-02-18', 'granted' from cases c, talent t"
                               " where c.key = '" + of + "' and t.name = '" + talent + "'");
}

// Two cases on the agenda of a meeting that was held on 2020-02-21.
void hold_two(World& jointcase) {
    jointcase.accept();
    jointcase.ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "牛小军涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01", "--suspect", "牛小军"});
    jointcase.ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "法律:是否属于多次盗窃", "--view", "属于多次盗窃", "--on", "2020-02-17"});
    jointcase.ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
    jointcase.ok({"meeting", "convene", "2020-12", "2020-13", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强,周建军"});
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强", "周建军"}) {
        for (const char* issue : {"1.1", "1.2", "2.1"}) jointcase.speak(who, issue);
    }
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
}

void circulate(World& jointcase) {
    jointcase.ok({"minutes", "draft", "2020-1"});
    jointcase.ok({"minutes", "circulate", "2020-1"});
}

std::string state(World& jointcase) { return jointcase.cell({"minutes", "show", "2020-1"}, "state"); }
std::string meeting_state(World& jointcase) { return jointcase.cell({"meeting", "show", "2020-1"}, "state"); }

} // namespace

TEST_CASE("minutes are drafted, circulated, signed by each member and filed, and their meeting is shown so") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == minutes);
    CHECK(state(jointcase) == "draft");
    CHECK(meeting_state(jointcase) == "held");
    CHECK(jointcase.ok({"minutes", "circulate", "2020-1"}) == minutes);
    CHECK(state(jointcase) == "circulated");
    CHECK(jointcase.ok({"minutes", "sign", "2020-1", "李明", "马国良"}) == minutes);
    CHECK(state(jointcase) == "circulated");
    CHECK(jointcase.ok({"minutes", "sign", "2020-1", "赵雪梅", "--except", "杨志强=外出办案"}) == minutes);
    CHECK(state(jointcase) == "signed");
    CHECK(meeting_state(jointcase) == "signed");
    CHECK(jointcase.ok({"minutes", "file", "2020-1"}) == minutes);
    CHECK(state(jointcase) == "filed");
    CHECK(meeting_state(jointcase) == "filed");
    CHECK(jointcase.ok({"minutes", "show", "2020-1", "--fields", "version,drafted_on,circulated_on,signed_on,filed_on,filed_by,volume", "--csv"}) ==
          "version,drafted_on,circulated_on,signed_on,filed_on,filed_by,volume\r\n1,2020-02-21,2020-02-21,2020-02-21,2020-02-21,622900-002,internal\r");
    CHECK(jointcase.ok({"meeting", "list", "--state", "filed", "--fields", "key", "--csv"}) == "key\r\n" + meeting + "\r");
    CHECK(jointcase({"audit", "verify"}) == 0);
}

TEST_CASE("signing all is the steps before it too, and the same again changes nothing") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.ok({"minutes", "sign", "2020-1", "--all", "--file"}) == minutes);
    CHECK(state(jointcase) == "filed");
    const auto operations = value(jointcase.database(), "select count(*) from operation");
    jointcase.at("2020-02-25T09:00:00+08:00");
    CHECK(jointcase.ok({"minutes", "sign", "2020-1", "--all", "--file"}) == minutes);
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == minutes);
    CHECK(value(jointcase.database(), "select count(*) from operation") == operations);
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1"}) == "jointcase: name who signs, or say --all");
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1", "李明", "--all"}) == "jointcase: name who signs, or say --all");
}

TEST_CASE("invariant 20: filed implies signed implies circulated, and no day comes before the one it follows") {
    World jointcase;
    jointcase.discuss();
    CHECK(jointcase.no(5, {"minutes", "draft", "2020-1"}) == "jointcase: meeting " + meeting + " is in session; minutes are of a meeting that was held (`meeting close`)");
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.at("2020-02-26T09:00:00+08:00");
    const std::string none = "jointcase: meeting " + meeting + " has no minutes yet; `minutes draft " + meeting + "` writes them";
    CHECK(jointcase.no(4, {"minutes", "show", "2020-1"}) == none);
    for (const char* verb : {"circulate", "file"}) CHECK(jointcase.no(5, {"minutes", verb, "2020-1"}) == none);
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "李明"}) == none);

    CHECK(jointcase.no(2, {"minutes", "draft", "2020-1", "--on", "2020-02-27"}) == "jointcase: 2020-02-27 lies in the future; today is 2020-02-26");
    CHECK(jointcase.no(2, {"minutes", "draft", "2020-1", "--on", "2020-02-20"}) == "jointcase: 2020-02-20 is before 2020-02-21, when the meeting ended");
    jointcase.ok({"minutes", "draft", "2020-1", "--on", "2020-02-22"});
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "李明"}) == "jointcase: minutes " + minutes + " are a draft; they are circulated before they are signed (`minutes circulate " + meeting + "`)");
    CHECK(jointcase.no(2, {"minutes", "circulate", "2020-1", "--on", "2020-02-27"}) == "jointcase: 2020-02-27 lies in the future; today is 2020-02-26");
    CHECK(jointcase.no(2, {"minutes", "circulate", "2020-1", "--on", "2020-02-21"}) == "jointcase: 2020-02-21 is before 2020-02-22, when they were drafted");
    jointcase.ok({"minutes", "circulate", "2020-1", "--on", "2020-02-23"});
    CHECK(jointcase.no(5, {"minutes", "circulate", "2020-1", "--on", "2020-02-24"}) == "jointcase: minutes " + minutes + " were circulated on 2020-02-23");
    CHECK(jointcase.ok({"minutes", "circulate", "2020-1"}) == minutes);
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1", "李明", "--on", "2020-02-22"}) == "jointcase: 2020-02-22 is before 2020-02-23, when they were circulated");
    CHECK(jointcase.no(5, {"minutes", "file", "2020-1"}) == "jointcase: minutes " + minutes + " are filed when they are signed; neither a signature nor a note yet from: 622900-001 李明, 622900-004 杨志强, 622921-001 马国良, 622923-001 赵雪梅");
    jointcase.ok({"minutes", "sign", "2020-1", "李明", "--on", "2020-02-25"});
    CHECK(jointcase.no(5, {"minutes", "file", "2020-1"}) == "jointcase: minutes " + minutes + " are filed when they are signed; neither a signature nor a note yet from: 622900-004 杨志强, 622921-001 马国良, 622923-001 赵雪梅");
    jointcase.ok({"minutes", "sign", "2020-1", "--all", "--on", "2020-02-24"});
    CHECK(jointcase.cell({"minutes", "show", "2020-1"}, "signed_on") == "2020-02-25"); // the last signature
    CHECK(jointcase.no(2, {"minutes", "file", "2020-1", "--on", "2020-02-24"}) == "jointcase: 2020-02-24 is before 2020-02-25, when they were signed");
    CHECK(jointcase.no(2, {"minutes", "file", "2020-1", "--on", "2020-02-27"}) == "jointcase: 2020-02-27 lies in the future; today is 2020-02-26");
    CHECK(state(jointcase) == "signed");
    jointcase.ok({"minutes", "file", "2020-1", "--by", "李明"});
    CHECK(jointcase.no(5, {"minutes", "file", "2020-1", "--by", "王芳"}) == "jointcase: minutes " + minutes + " were filed on 2020-02-26 by 李明");
    CHECK(jointcase.ok({"minutes", "file", "2020-1"}) == minutes);
}

TEST_CASE("invariant 19: signed minutes and their opinions never change") {
    World jointcase;
    jointcase.hold();
    circulate(jointcase);
    jointcase.at("2020-02-22T09:00:00+08:00");
    CHECK(jointcase.ok({"opinion", "supersede", "2020-1-1", "dissent", "--text", "改持不同意见"}) == meeting + "-9");
    CHECK(jointcase.ok({"opinion", "record", "2020-1", "马国良", "1", "supplement", "--text", "补充一点", "--round", "2"}) == meeting + "-10");
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == meeting + "/2");
    jointcase.ok({"minutes", "sign", "2020-1", "--all"});

    const std::string signed_already = "jointcase: the minutes of meeting " + meeting + " were signed on 2020-02-22; opinions are given between its start and the signing (民事诉讼监督规则 art 49(2))";
    CHECK(jointcase.no(5, {"opinion", "supersede", "2020-1-9", "concur", "--text", "又改"}) == signed_already);
    CHECK(jointcase.no(5, {"opinion", "record", "2020-1", "马国良", "1", "supplement", "--text", "再补充", "--round", "3"}) == signed_already);
    CHECK(jointcase({"opinion", "import", jointcase.file("o.csv", "会议编号,议题号,发言人,态度,意见,轮次\n2020-1,1,马国良,补充,再补充,3\n")}) == 65);
    CHECK(jointcase.err.find("were signed on 2020-02-22") != std::string::npos);

    // another text is no version of what was signed
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == meeting + "/2");
    jointcase.ok({"case", "edit", "2020-12", "--name", "马大力涉嫌合同诈骗案"});
    CHECK(jointcase.no(5, {"minutes", "draft", "2020-1"}) == "jointcase: the minutes of meeting " + meeting + " were signed on 2020-02-22; signed minutes are never changed (民事诉讼监督规则 art 49(2))");
    CHECK(jointcase.ok({"minutes", "show", "2020-1", "--unmask"}).find("马大力涉嫌诈骗案") != std::string::npos);
    CHECK(jointcase.ok({"minutes", "show", "2020-1", "--version", "1"}).find("第1版，已送阅") != std::string::npos);
}

TEST_CASE("one changed byte of signed minutes is refused by the database, found by audit verify, and said by minutes show") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"minutes", "sign", "2020-1", "--all", "--file"});
    CHECK(jointcase({"audit", "verify"}) == 0);
    const auto meddle = [&](const std::string& sql) {
        return jointcase.shell("sqlite3 '" + jointcase.database().string() + "' \"" + sql + "\"") == 0 ? std::string("done") : jointcase.err;
    };
    CHECK(meddle("update minutes set text = replace(text, '同意', '反对')").find("minutes are never changed") != std::string::npos);
    CHECK(meddle("update minutes set signed_on = '2020-02-24'").find("minutes are never changed") != std::string::npos);
    CHECK(meddle("update minutes set filed_on = '2020-02-24'").find("filed minutes are never changed") != std::string::npos);
    CHECK(meddle("update signature set signed_on = '2020-02-24'").find("a signature is never changed") != std::string::npos);
    CHECK(meddle("delete from minutes").find("nothing is ever deleted") != std::string::npos);

    const auto guards = rows(jointcase.database(), "select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'minutes'");
    for (const auto& guard : guards) rows(jointcase.database(), "drop trigger " + guard[0]);
    rows(jointcase.database(), "update minutes set text = replace(text, '应当认定诈骗罪', '应当认定盗窃罪')");
    for (const auto& guard : guards) rows(jointcase.database(), guard[1]);
    CHECK(jointcase({"audit", "verify", "--json"}) == 1);
    CHECK(jointcase.out.find("\"key\": \"" + minutes + "\"") != std::string::npos);
    CHECK(jointcase.no(74, {"minutes", "show", "2020-1"}) == "jointcase: the text of minutes " + minutes + " is not the one that was written: its digest differs; `audit verify` says more");
}

TEST_CASE("a late opinion makes circulated minutes stale, which signing names, and a new version takes it in") {
    World jointcase;
    jointcase.hold();
    circulate(jointcase);
    jointcase.at("2020-02-23T09:00:00+08:00");
    jointcase.ok({"opinion", "record", "2020-1", "马国良", "1", "supplement", "--text", "补充：应当调取聊天记录", "--round", "2"});
    const std::string stale = "jointcase: minutes " + minutes + " lack what was recorded after they were written: " + meeting + "-9 马国良; `minutes draft " + meeting + "` writes them anew";
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "李明"}) == stale);
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "--all"}) == stale);
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == meeting + "/2");
    CHECK(state(jointcase) == "draft");
    jointcase.ok({"minutes", "sign", "2020-1", "--all"});
    CHECK(state(jointcase) == "signed");
    CHECK(jointcase.ok({"minutes", "show", "2020-1"}).find("　　马国良（临夏县人民检察院）　补充　〔第9号意见，第2轮，会后2020年2月23日补充〕\n　　补充：应当调取聊天记录\n") != std::string::npos);
}

TEST_CASE("a draft that was not circulated is written anew, in the same version") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"minutes", "draft", "2020-1"});
    jointcase.ok({"opinion", "supersede", "2020-1-1", "dissent", "--text", "改持不同意见"});
    CHECK(jointcase.no(5, {"minutes", "circulate", "2020-1"}).find("lack what was recorded after they were written: " + meeting + "-9 李明") != std::string::npos);
    CHECK(jointcase.ok({"minutes", "draft", "2020-1"}) == minutes);
    CHECK(jointcase.ok({"minutes", "circulate", "2020-1"}) == minutes);
}

TEST_CASE("who has to sign is by the rule the meeting keeps") {
    World jointcase;
    jointcase.hold();
    circulate(jointcase);
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "王芳"}) ==
          "jointcase: 622900-002 王芳 was recorder (present) at meeting " + meeting + " and does not sign its minutes (rule sign_required, 民事诉讼监督规则 art 49(2))");
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "周建军"}) == "jointcase: 622921-002 周建军 was not at meeting " + meeting);

    World attendees;
    std::ofstream(attendees.folder / ".jointcase.toml", std::ios::app) << "[rules]\nsign_required = 'attendees'\n";
    attendees.hold();
    attendees.ok({"minutes", "draft", "2020-1"});
    attendees.ok({"minutes", "circulate", "2020-1"});
    attendees.ok({"minutes", "sign", "2020-1", "李明", "杨志强", "马国良", "赵雪梅", "陈晓东"});
    CHECK(state(attendees) == "circulated");
    attendees.ok({"minutes", "sign", "2020-1", "王芳"});
    CHECK(state(attendees) == "signed");
}

TEST_CASE("who was not there does not sign, and who does not sign leaves a note") {
    World jointcase;
    jointcase.convene();
    jointcase.ok({"meeting", "invite", "2020-1", "周建军"});
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1", "--absent", "周建军=出差"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强"}) {
        for (const char* issue : {"1", "2"}) jointcase.speak(who, issue);
    }
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    circulate(jointcase);
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "周建军"}) ==
          "jointcase: 622921-002 周建军 was member (excused) at meeting " + meeting + " and does not sign its minutes (rule sign_required, 民事诉讼监督规则 art 49(2))");
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1", "--all", "--except", "杨志强"}) == "jointcase: --except is T=note,… with the reason why T does not sign, not “杨志强”");
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1", "--all", "--except", "杨志强="}) == "jointcase: why 杨志强 does not sign is missing (--except T=note)");
    CHECK(jointcase.no(2, {"minutes", "sign", "2020-1", "杨志强", "--except", "杨志强=外出"}) == "jointcase: 622900-004 杨志强 is named twice");
    jointcase.ok({"minutes", "sign", "2020-1", "--all", "--except", "杨志强=外出办案"});
    CHECK(state(jointcase) == "signed");
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "杨志强"}) == "jointcase: 622900-004 杨志强 did not sign minutes " + minutes + ": 外出办案");
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "--except", "李明=外出"}) == "jointcase: 622900-001 李明 signed minutes " + minutes + " on 2020-02-21");
    CHECK(jointcase.ok({"minutes", "show", "2020-1"}).find("　　李明（临夏回族自治州人民检察院）　2020年2月21日签字\n　　杨志强（临夏回族自治州人民检察院）　未签字：外出办案\n") != std::string::npos);
}

TEST_CASE("invariant 5: who is recused from every item does not sign, and who is from some signs for the others") {
    World jointcase;
    hold_two(jointcase);
    recuse(jointcase, the_case, "马国良");
    recuse(jointcase, the_case, "杨志强");
    recuse(jointcase, "临州检起诉受[2020]62290000013号", "杨志强");
    circulate(jointcase);
    CHECK(jointcase.no(5, {"minutes", "sign", "2020-1", "杨志强"}) == "jointcase: 622900-004 杨志强 is recused from every item of meeting " + meeting + " and does not sign its minutes (刑诉法 arts 29, 30)");
    jointcase.ok({"minutes", "sign", "2020-1", "周建军"}); // nobody's recusal
    jointcase.ok({"minutes", "sign", "2020-1", "--all"});
    CHECK(state(jointcase) == "signed");
    const auto text = jointcase.ok({"minutes", "show", "2020-1"});
    CHECK(text.substr(text.find("签字：\n"), text.find("第1版") - text.find("签字：\n")) ==
          "签字：\n"
          "　　李明（临夏回族自治州人民检察院）　2020年2月21日签字\n"
          "　　马国良（临夏县人民检察院）　不含第1项　2020年2月21日签字\n"
          "　　周建军（临夏县人民检察院）　2020年2月21日签字\n"
          "　　赵雪梅（永靖县人民检察院）　2020年2月21日签字\n"
          "\n");
    CHECK(text.find("　　回避：杨志强、马国良，不参加本项讨论。") != std::string::npos);
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "excerpt", "--item", "1"}).find("成员　马国良") == std::string::npos);
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "excerpt", "--item", "2"}).find("成员　马国良") != std::string::npos);
}

TEST_CASE("the minutes are shown as text, as a page and as a record, with full names only where that is asked and audited") {
    World jointcase;
    jointcase.hold();
    circulate(jointcase);
    CHECK(jointcase.ok({"minutes", "show", "2020-1"}).find("马大力") == std::string::npos);
    CHECK(jointcase.ok({"minutes", "show", "2020-1", "-f", "html"}).starts_with("<!doctype html>\n"));
    CHECK(jointcase.out.find("马大力") == std::string::npos);
    jointcase.ok({"minutes", "show", "2020-1", "-o", (jointcase.folder / "m.html").string()});
    CHECK(jointcase::test::read_file(jointcase.folder / "m.html").starts_with("<!doctype html>\n"));
    const auto record = nlohmann::json::parse(jointcase.ok({"minutes", "show", "2020-1", "--json", "--unmask"}));
    CHECK(record["state"] == "circulated");
    CHECK(record["text"].get<std::string>().find("马大力涉嫌诈骗案") != std::string::npos);
    CHECK(record["signatures"].size() == 4);
    CHECK(value(jointcase.database(), "select action from operation order by seq desc limit 1") == "minutes show --unmask");
    const auto text = jointcase.ok({"minutes", "show", "2020-1"});
    const auto last = rows(jointcase.database(), "select seq, at, lower(hex(hash)) from operation order by seq desc limit 1")[0];
    CHECK(text.ends_with("第1版，已送阅\n审计检查点：" + last[0] + " sha256:" + last[2] + " " + last[1]));
    for (const char* format : {"csv", "xlsx", "md"}) {
        CHECK(jointcase.no(2, {"minutes", "show", "2020-1", "-f", format}) == "jointcase: a paper is text or html, not " + std::string(format) + " (-f text, -f html)");
    }
}

TEST_CASE("the minutes of a meeting entered later are signed by who took part in it") {
    World jointcase;
    jointcase.file("m.csv", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-1,622900,部门,现场,2019-06-07\nZ-2,622900,部门,现场,2019-06-08\n");
    jointcase.file("a.csv", "会议编号,案件,议题\nZ-1,2020-12,旧问\n");
    jointcase.file("b.csv", "会议编号,姓名,角色,出席情况\nZ-1,李明,主持,出席\nZ-1,杨志强,成员,缺席\n");
    jointcase.ok({"meeting", "import", (jointcase.folder / "m.csv").string(), "--agenda", (jointcase.folder / "a.csv").string(), "--attendance", (jointcase.folder / "b.csv").string()});
    jointcase.ok({"minutes", "sign", "2019-1", "--all", "--on", "2019-06-10"});
    CHECK(jointcase.no(2, {"minutes", "file", "2019-1"}) == "jointcase: meeting 临州检联席〔2019〕1号 has no recorder; who files its minutes is named (--by)");
    jointcase.ok({"minutes", "file", "2019-1", "--by", "王芳"});
    CHECK(jointcase.cell({"meeting", "show", "2019-1"}, "state") == "filed");
    CHECK(jointcase.no(5, {"minutes", "sign", "2019-2", "--all"}) == "jointcase: nobody is recorded to have taken part in meeting 临州检联席〔2019〕2号; there is nobody to sign its minutes");
    CHECK(jointcase.no(5, {"opinion", "record", "2019-1", "李明", "1", "concur", "--text", "补记"}).find("opinions are given between its start and the signing") != std::string::npos);
}
