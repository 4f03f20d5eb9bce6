#include "world.hpp"
#include "sqlite.hpp"

#include <jointcase/recusal.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = std::string(the_case) + "/622921-001"; // 马国良

// With a chief and a deputy chief of the case's office.
struct Chiefs : World {
    Chiefs() {
        ok({"talent", "add", "白志刚", "--office", "622900", "--category", "prosecutor", "--position", "chief"});
        ok({"talent", "add", "何大为", "--office", "622900", "--category", "prosecutor", "--position", "deputy_chief"});
    }
    void grant(const std::string& who, const std::string& ground = "relation", const std::string& of = "2020-12") {
        ok({"recusal", "raise", of, who, "--ground", ground, "--on", "2020-02-19"});
        ok({"recusal", "decide", of, who, "granted", "--by", "白志刚", "--on", "2020-02-19"});
    }
    std::string found(const std::vector<std::string>& more = {}) {
        std::vector<std::string> args{"recusal", "check", "--fields", "talent,kind,what,rule", "--csv"};
        args.insert(args.end(), more.begin(), more.end());
        const auto csv = ok(args);
        return csv.substr(csv.find('\n') == std::string::npos ? csv.size() : csv.find('\n') + 1);
    }
};

} // namespace

TEST_CASE("a recusal is raised once, on a ground, by the person, by application or by order") {
    Chiefs jointcase;
    CHECK(jointcase.no(2, {"recusal", "raise", "2020-12", "马国良", "--ground", "friendship"}) == "jointcase: --ground: “friendship” is none of: party, interest, took part, relation, gifts, investigator");
    CHECK(jointcase.no(2, {"recusal", "raise", "2020-12", "马国良", "--ground", "gifts", "--on", "2020-02-21"}) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    CHECK(jointcase.no(2, {"recusal", "raise", "2020-12", "马国良", "--ground", "gifts", "--on", "2020-01-31"}) == "jointcase: 2020-01-31 is before the case was received (2020-02-01)");
    CHECK(jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "gifts", "--source", "申请回避", "--why", "受请吃饭"}) == key);
    CHECK(jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "gifts", "--source", "application"}) == key);
    CHECK(jointcase.no(5, {"recusal", "raise", "2020-12", "马国良", "--ground", "party"}) == std::string("jointcase: the recusal of 622921-001 马国良 from case ") + the_case + " was raised on 2020-02-20 already: gifts");
    CHECK(jointcase.ok({"recusal", "list", "--pending", "--csv", "--fields", "talent,ground,article,source,raised_on,why,result"}) ==
          "talent,ground,article,source,raised_on,why,result\r\n622921-001,gifts,刑诉法 art 30,application,2020-02-20,受请吃饭,\r");
    CHECK(jointcase.ok({"recusal", "list", "--decided", "--csv", "--fields", "talent"}) == "talent\r");
}

TEST_CASE("the chief of the case's office on that day decides on a recusal, once") {
    Chiefs jointcase;
    CHECK(jointcase.no(4, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚"}) == std::string("jointcase: no recusal of 622921-001 马国良 from case ") + the_case + " was raised; `recusal raise` does");
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "relation", "--on", "2020-02-19"});
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "李明"}) ==
          "jointcase: 622900-001 李明 is not the chief of 临夏回族自治州人民检察院 on 2020-02-20; the chief decides on recusals (刑诉法 art 31, 刑诉规则 art 29)");
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "周建军"}).starts_with("jointcase: 622921-002 周建军 is not the chief of 临夏回族自治州人民检察院")); // of another office
    CHECK(jointcase.no(2, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--on", "2020-02-18"}) == "jointcase: a recusal is decided after it was raised (2020-02-19)");
    CHECK(jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚"}) == key);
    CHECK(jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚"}) == key);
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "rejected", "--by", "白志刚"}) ==
          "jointcase: recusal " + key + " was decided on 2020-02-20: granted; a rejection is reconsidered once, within 5 days (--again, 刑诉规则 art 32)");
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "rejected", "--by", "白志刚", "--again"}) == "jointcase: recusal " + key + " was granted on 2020-02-20; only a rejection is reconsidered (刑诉规则 art 32)");
}

TEST_CASE("the chief of yesterday does not decide today") {
    Chiefs jointcase;
    jointcase.ok({"talent", "post", "白志刚", "--office", "622921", "--category", "prosecutor", "--position", "chief", "--from", "2020-02-20"});
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "relation", "--on", "2020-02-19"});
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--on", "2020-02-20"}).find("is not the chief of") != std::string::npos);
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--on", "2020-02-19"});
}

TEST_CASE("on the chief's own recusal the committee decides, under the deputy chief who presides") {
    Chiefs jointcase;
    jointcase.ok({"recusal", "raise", "2020-12", "白志刚", "--ground", "interest"});
    const auto refusal = jointcase.no(5, {"recusal", "decide", "2020-12", "白志刚", "granted", "--by", "白志刚"});
    CHECK(refusal == "jointcase: 622900-005 白志刚 is the chief of 临夏回族自治州人民检察院: the committee decides, and --by is the deputy chief who presides, not 622900-005 白志刚 (刑诉法 art 31, 刑诉规则 art 29)");
    CHECK(jointcase({"recusal", "decide", "2020-12", "白志刚", "granted", "--by", "李明"}) == 5);
    jointcase.ok({"recusal", "decide", "2020-12", "白志刚", "granted", "--by", "何大为"});
}

TEST_CASE("a rejection is reconsidered once, within five days") {
    Chiefs jointcase;
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "relation", "--on", "2020-02-10"});
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--again"}) == "jointcase: recusal " + key + " was not decided yet; only a rejection is reconsidered (刑诉规则 art 32)");
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "rejected", "--by", "白志刚", "--on", "2020-02-13"});
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--again", "--on", "2020-02-19"}) ==
          "jointcase: recusal " + key + " was rejected on 2020-02-13; it was to be reconsidered until 2020-02-18 (5 days, 刑诉规则 art 32)");
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--again", "--on", "2020-02-18"});
    CHECK(jointcase.no(5, {"recusal", "decide", "2020-12", "马国良", "rejected", "--by", "白志刚", "--again", "--on", "2020-02-18"}) ==
          "jointcase: recusal " + key + " was reconsidered on 2020-02-18: granted; that is done once (刑诉规则 art 32)");
    CHECK(jointcase.ok({"recusal", "list", "--result", "granted", "--csv", "--fields", "talent,result,again_result,again_on"}) == "talent,result,again_result,again_on\r\n622921-001,rejected,granted,2020-02-18\r");
}

TEST_CASE("who is recused neither handles the case nor is staff of it, whoever is not may") {
    Chiefs jointcase;
    jointcase.grant("杨志强");
    const std::string refusal = "jointcase: 622900-004 杨志强 is recused from this case since 2020-02-19 and does not work on it (刑诉法 art 29)";
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "杨志强"}) == refusal);
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "杨志强", "co_handler"}) == refusal);
    jointcase.grant("王芳");
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "王芳", "clerk"}).starts_with("jointcase: 622900-002 王芳 is recused from this case"));
    jointcase.ok({"case", "staff", "2020-12", "李明", "co_handler"});
    jointcase.ok({"case", "edit", "2020-12", "--handler", "李明"});
}

// --- conflicts

TEST_CASE("recusal check finds nothing where there is nothing, and exits 1 only if asked and if there is") {
    Chiefs jointcase;
    CHECK(jointcase.found() == "");
    CHECK(jointcase({"recusal", "check", "--exit-code"}) == 0);
    jointcase.grant("陈晓东");
    CHECK(jointcase({"recusal", "check"}) == 0);
    CHECK(jointcase({"recusal", "check", "2020-12", "--exit-code"}) == 1);
    CHECK(jointcase.ok({"recusal", "check", "2020-12", "--csv", "--fields", "what,way_out"}) == std::string("what,way_out\r\n\"handles the case, though recused since 2020-02-19\",case edit ") + the_case + " --handler T\r");
}

TEST_CASE("invariant 6: a former investigator cannot handle the case, is found where they attend, and anyone else may") {
    Chiefs jointcase;
    jointcase.ok({"case", "staff", "2020-12", "杨志强", "former_investigator"});
    const std::string refusal = "jointcase: 622900-004 杨志强 investigated this case and cannot handle it (刑诉规则 art 35)";
    CHECK(jointcase.no(5, {"case", "edit", "2020-12", "--handler", "杨志强"}) == refusal);
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "杨志强", "co_handler"}) == refusal);
    jointcase.ok({"case", "staff", "2020-12", "李明", "co_handler"});
    CHECK(jointcase.no(5, {"case", "staff", "2020-12", "李明", "former_investigator"}) ==
          "jointcase: 622900-001 李明 handles this case; whoever investigated it cannot (刑诉规则 art 35): name another handler first");
    jointcase.convene();
    CHECK(jointcase.found() == "622900-004,former_investigator,\"attends meeting 临州检联席〔2020〕1号, and investigated it\",刑诉规则 art 35\r");
    jointcase.ok({"meeting", "attend", "2020-1", "杨志强", "excused"});
    CHECK(jointcase.found() == "");
}

TEST_CASE("someone with the name of a party is to be looked at, until that is decided, and the name stays masked") {
    Chiefs jointcase;
    jointcase.convene();
    CHECK(jointcase({"case", "party", "2020-12", "victim", "赵雪梅"}) == 0);
    CHECK(jointcase.err == std::string(the_case) + ": 622923-001 赵某某 attends meeting 临州检联席〔2020〕1号, and has the name of a party (victim): to be looked at (刑诉法 art 29(1)); recusal raise " + the_case +
                               " 622923-001 --ground party\n");
    CHECK(jointcase({"case", "party", "2020-12", "victim", "李四"}) == 0);
    CHECK(jointcase.err == "");
    CHECK(jointcase.ok({"recusal", "check", "--json"}).find("赵雪梅") == std::string::npos);
    CHECK(jointcase.ok({"recusal", "check", "--json", "--unmask"}).find("赵雪梅") != std::string::npos);
    jointcase.ok({"recusal", "raise", "2020-12", "赵雪梅", "--ground", "party"});
    CHECK(jointcase.ok({"recusal", "check", "--csv", "--fields", "way_out"}) == std::string("way_out\r\nrecusal decide ") + the_case + " 622923-001 granted|rejected --by T\r");
    jointcase.ok({"recusal", "decide", "2020-12", "赵雪梅", "rejected", "--by", "白志刚"});
    CHECK(jointcase.found() == "");
}

TEST_CASE("each change of staff, parties or attendance tells the conflicts it makes, and only these") {
    Chiefs jointcase;
    jointcase.ok({"case", "staff", "2020-12", "王芳", "clerk"});
    CHECK(jointcase.err == "");
    jointcase.ok({"case", "party", "2020-12", "witness", "陈晓东"});
    CHECK(jointcase.err == std::string(the_case) + ": 622900-003 陈某某 handles the case, and has the name of a party (witness): to be looked at (刑诉法 art 29(1)); recusal raise " + the_case + " 622900-003 --ground party\n");
    jointcase.ok({"case", "party", "2020-12", "witness", "李明", "-q"});
    CHECK(jointcase.err == "");
    jointcase.ok({"case", "edit", "2020-12", "--handler", "李明"});
    CHECK(jointcase.err == std::string(the_case) + ": 622900-001 李某 handles the case, and has the name of a party (witness): to be looked at (刑诉法 art 29(1)); recusal raise " + the_case + " 622900-001 --ground party\n");
    jointcase.ok({"case", "edit", "2020-12", "--handler", "杨志强"});
    CHECK(jointcase.err == "");
}

TEST_CASE("a new invitation and a new chair are looked at, too") {
    Chiefs jointcase;
    jointcase.convene();
    jointcase.ok({"case", "staff", "2020-12", "周建军", "former_investigator"});
    CHECK(jointcase.err == "");
    jointcase.ok({"meeting", "invite", "2020-1", "周建军", "--as", "observer"});
    CHECK(jointcase.err == std::string(the_case) + ": 622921-002 周建军 attends meeting 临州检联席〔2020〕1号, and investigated it (刑诉规则 art 35); recusal raise " + the_case + " 622921-002 --ground investigator\n");
    jointcase.ok({"meeting", "attend", "2020-1", "周建军", "excused"});
    CHECK(jointcase.err == "");
    jointcase.ok({"meeting", "attend", "2020-1", "周建军", "present"});
    CHECK(jointcase.err.find("622921-002 周建军 attends meeting") != std::string::npos);
    jointcase.ok({"case", "party", "2020-12", "victim", "何大为"});
    CHECK(jointcase.err == "");
    jointcase.ok({"meeting", "edit", "2020-1", "--chair", "何大为"});
    CHECK(jointcase.err.find("622900-006 何某某 attends meeting") != std::string::npos);
}

// --- what a granted recusal excludes from

namespace {

// A meeting in session on two cases, with six members.
struct TwoItems : Chiefs {
    TwoItems() {
        ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "乙某涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
        ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "定性:是否构成盗窃", "--view", "构成", "--on", "2020-02-17"});
        ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
        accept();
        ok({"meeting", "convene", "2020-12", "2020-13", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强,周建军,何大为"});
        at("2020-02-21T09:00:00+08:00");
        ok({"meeting", "start", "2020-1"});
        at("2020-02-21T10:00:00+08:00");
    }
};

} // namespace

TEST_CASE("invariant 5: on each ground the recused give no opinion on the item, as they could before, and other items stay open") {
    TwoItems jointcase;
    const std::vector<std::pair<std::string, std::string>> members{{"李明", "party"}, {"马国良", "interest"}, {"赵雪梅", "took_part"}, {"杨志强", "relation"}, {"周建军", "gifts"}, {"何大为", "investigator"}};
    for (const auto& [who, ground] : members) {
        CAPTURE(ground);
        jointcase.speak(who, "1.1");
        jointcase.ok({"recusal", "raise", "2020-12", who, "--ground", ground});
        jointcase.speak(who, "1.2"); // raised is not granted
        jointcase.ok({"recusal", "decide", "2020-12", who, "granted", "--by", "白志刚"});
        const auto talent = jointcase.cell({"talent", "show", who}, "key");
        const auto refusal = "jointcase: " + talent + " " + who + " is recused from case " + the_case + " since 2020-02-21 and gives no opinion on item 1 (刑诉法 art 29 / rule recusal)";
        CHECK(jointcase.no(5, {"opinion", "record", "2020-1", who, "1.1", "dissent", "--text", "x", "--round", "2"}) == refusal);
        jointcase.speak(who, "2.1");
    }
    CHECK(jointcase.no(5, {"opinion", "supersede", "2020-1-1", "dissent", "--text", "x"}).find("is recused from case") != std::string::npos);
    CHECK(jointcase.ok({"opinion", "import", "--template", "2020-1"}).find(",1,1,") == std::string::npos);
}

TEST_CASE("invariant 5: a file gives no opinion of the recused on the item either") {
    TwoItems jointcase;
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "party"});
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚"});
    const std::string head = "会议编号,议程号,议题号,发言人,态度,意见\n";
    const auto bad = jointcase.file("bad.csv", head + "2020-1,1,1,马国良,同意,甲\n");
    CHECK(jointcase.no(65, {"opinion", "import", bad}).find("is recused from case") != std::string::npos);
    CHECK(jointcase.ok({"opinion", "import", jointcase.file("good.csv", head + "2020-1,1,1,赵雪梅,同意,甲\n2020-1,2,1,马国良,同意,甲\n")}) == "added 2, updated 0, unchanged 0, rejected 0");
}

TEST_CASE("a rejected recusal keeps nobody out, and one granted when it was reconsidered does") {
    TwoItems jointcase;
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "relation"});
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "rejected", "--by", "白志刚"});
    jointcase.speak("马国良", "1.1");
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--again"});
    CHECK(jointcase({"opinion", "record", "2020-1", "马国良", "1.2", "concur", "--text", "x"}) == 5);
}

TEST_CASE("recusal check finds an opinion given since the recusal, and attendance only where no other item is open") {
    TwoItems jointcase;
    jointcase.speak("马国良", "1.1");
    jointcase.ok({"recusal", "raise", "2020-12", "马国良", "--ground", "relation", "--on", "2020-02-20"});
    jointcase.ok({"recusal", "decide", "2020-12", "马国良", "granted", "--by", "白志刚", "--on", "2020-02-20"});
    CHECK(jointcase.err.find("622921-001 马国良 gave opinion 临州检联席〔2020〕1号-1, though recused since 2020-02-20 (刑诉法 art 29); feedback give") != std::string::npos);
    CHECK(jointcase.found() == "622921-001,recused,\"gave opinion 临州检联席〔2020〕1号-1, though recused since 2020-02-20\",刑诉法 art 29\r");
    jointcase.ok({"recusal", "raise", "2020-13", "马国良", "--ground", "relation"});
    jointcase.ok({"recusal", "decide", "2020-13", "马国良", "granted", "--by", "白志刚"});
    CHECK(jointcase.found({"2020-13"}) == "622921-001,recused,\"attends meeting 临州检联席〔2020〕1号, though recused since 2020-02-21\",刑诉法 art 29\r");
}

TEST_CASE("recusal check finds a signature given since the recusal, of minutes of which no item was open") {
    for (const bool other : {false, true}) {
        Chiefs jointcase;
        if (other) {
            jointcase.ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "乙某涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
            jointcase.ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "定性:是否构成盗窃", "--view", "构成", "--on", "2020-02-17"});
            jointcase.ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
        }
        jointcase.accept();
        std::vector<std::string> convening{"meeting", "convene", "2020-12"};
        if (other) convening.push_back("2020-13");
        convening.insert(convening.end(), {"--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"});
        jointcase.ok(convening);
        const auto sign = [&](const std::string& statement) { jointcase::test::rows(jointcase.database(), statement); };
        sign("insert into minutes (id, key, meeting, version, text, sha256, drafted_on, circulated_on) values (1, 'm/1', 1, 1, '记录', '" + std::string(64, 'a') + "', '2020-02-20', '2020-02-20')");
        sign("insert into signature (key, minutes, talent, signed_on) select 'm/1/x', 1, id, '2020-02-20' from talent where name = '马国良'");
        jointcase.ok({"meeting", "attend", "2020-1", "马国良", "excused"});
        CHECK(jointcase.found() == "");
        jointcase.grant("马国良");
        CHECK(jointcase.found() == (other ? "" : "622921-001,recused,\"signed the minutes of 临州检联席〔2020〕1号, though recused since 2020-02-19\",刑诉法 art 29\r"));
    }
}

// --- what a recusal keeps out of, and of nothing else

namespace {

// Two cases on one agenda; 马国良 is recused from the first on that ground, or, without one, not at all.
struct OneOfTwo : Chiefs {
    explicit OneOfTwo(const std::string& ground) {
        ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "牛二涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
        for (const char* of : {"2020-12", "2020-13"}) {
            ok({"referral", "submit", of, "--reason", "O1", "--issue", "定性:如何定性", "--view", "见审查报告", "--on", "2020-02-17"});
            ok({"referral", "attach", of, file(std::string(of) + ".txt", "审查报告"), "--kind", "report"});
            ok({"referral", "accept", of, "--by", "李明", "--on", "2020-02-18"});
        }
        if (!ground.empty()) grant("马国良", ground);
        ok({"meeting", "convene", "2020-12", "2020-13", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"});
    }
    bool speaks_to(int item) { return ok({"meeting", "order", "2020-1", "--item", std::to_string(item)}).find("马国良") != std::string::npos; }
    bool recorded(const std::string& who, const std::string& issue) { return (*this)({"opinion", "record", "2020-1", who, issue, "concur", "--text", "同意。"}) == 0; }
};

struct Acts {
    bool order1, order2, materials, opinion1, opinion2, whole_signature;
    bool operator==(const Acts&) const = default;
};

Acts acts_of_ma(const std::string& ground) {
    OneOfTwo jointcase(ground);
    Acts acts{};
    acts.order1 = jointcase.speaks_to(1);
    acts.order2 = jointcase.speaks_to(2);
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    acts.materials = jointcase.err.find("622921-001 马国良 is recused and gets nothing of item 1") == std::string::npos;
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    acts.opinion1 = jointcase.recorded("马国良", "1.1");
    acts.opinion2 = jointcase.recorded("马国良", "2.1");
    for (const char* who : {"李明", "赵雪梅", "杨志强"}) {
        for (const char* issue : {"1.1", "2.1"}) REQUIRE(jointcase.recorded(who, issue));
    }
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.ok({"minutes", "sign", "2020-1", "--all"});
    acts.whole_signature = jointcase.ok({"minutes", "show", "2020-1", "--json"}).find(R"("without": "1")") == std::string::npos;
    return acts;
}

} // namespace

TEST_CASE("invariant 5: on each ground a recusal keeps out of the speaking, the materials, the opinions and the signature of that item, and of no other") {
    CHECK(acts_of_ma("") == Acts{true, true, true, true, true, true});
    for (const char* ground : {"party", "interest", "took_part", "relation", "gifts", "investigator"}) {
        CAPTURE(ground);
        CHECK(acts_of_ma(ground) == Acts{false, true, false, false, true, false});
    }
}

TEST_CASE("invariant 5: who is recused from the only item is not invited, and one of three recused leaves no quorum") {
    Chiefs jointcase;
    jointcase.accept();
    const std::vector<std::string> convene{"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅"};
    jointcase.ok(convene);
    jointcase.grant("马国良");
    jointcase.at("2020-02-21T09:00:00+08:00");
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1"}) == "jointcase: the quorum is 3 prosecutors, 2 can sit on item 1 after recusals (rule quorum_min, Songbei art 5)");
    jointcase.ok({"meeting", "cancel", "2020-1", "--why", "人数不足"});
    auto again = convene;
    again[4] = "2020-02-22 09:00";
    CHECK(jointcase.no(5, again) == std::string("jointcase: 622921-001 马国良 is recused from ") + the_case + " (刑诉法 art 29); `recusal list` shows it");
    again.back() = "杨志强,赵雪梅";
    jointcase.ok(again);
}
