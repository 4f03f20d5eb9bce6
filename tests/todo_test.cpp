#include "world.hpp"
#include "sqlite.hpp"

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::rows;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = "临州检联席〔2020〕1号";
const std::string referral = std::string(the_case) + "#1";

// due_on,days_left,kind,object,owner of each line.
std::string todo(World& jointcase, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"todo", "--csv", "--fields", "due_on,days_left,kind,object,owner"};
    args.insert(args.end(), more.begin(), more.end());
    auto csv = jointcase.ok(args);
    std::erase(csv, '\r');
    return csv.substr(csv.find('\n') == std::string::npos ? csv.size() : csv.find('\n') + 1);
}

void use_profile(World& jointcase, const std::string& profile) {
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[rules]\nprofile = \"" + profile + "\"\n");
}

} // namespace

TEST_CASE("nothing to be done is an empty list, and exit 0") {
    World jointcase;
    CHECK(jointcase.ok({"todo"}).starts_with("due  days left  kind  on  what is to be done  owner  owner's name  rule\n"));
    CHECK(jointcase.ok({"todo", "--json"}) == "[]");
    CHECK(jointcase({"todo", "--exit-code"}) == 0);
}

TEST_CASE("a referral is to be decided in the days of the rules, by the head of the case's office") {
    World jointcase;
    jointcase.submit();
    CHECK(jointcase.ok({"todo", "--csv"}) == "due_on,days_left,kind,object,what,owner,owner_name,rule\r\n2020-02-20,0,decision," + referral +
                                                 ",\"accept, refuse or return the referral\",622900-001,李明,\"rule request_decision_days, Songbei art 2\"\r");
    jointcase.at("2020-02-22T10:00:00+08:00");
    CHECK(todo(jointcase) == "2020-02-20,-2,decision," + referral + ",622900-001");
    jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"});
    CHECK(todo(jointcase) == "");
}

TEST_CASE("where a rule is off nothing is due by it") {
    World jointcase;
    use_profile(jointcase, "spp_civil");
    jointcase.submit();
    CHECK(todo(jointcase) == "");
}

TEST_CASE("a meeting wants its notice, and its materials some days before it") {
    World jointcase;
    jointcase.accept();
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅", "--by", "周建军", "--no-notice"});
    CHECK(todo(jointcase) == "2020-02-18,-2,materials," + key + ",622900-002\n2020-02-21,1,notice," + key + ",622921-002");
    jointcase.ok({"meeting", "notice", "2020-1"});
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what,rule"}) ==
          "what,rule\r\nsend the materials to the 5 who have not got them,\"rule materials_lead_days, the practice of procuratorial committees, as a default\"\r");
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    CHECK(todo(jointcase) == "");
    jointcase.ok({"meeting", "invite", "2020-1", "杨志强"});
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what"}) == "what\r\nsend the materials to the 1 who have not got them\r");
    jointcase.ok({"meeting", "cancel", "2020-1", "--why", "疫情"});
    CHECK(todo(jointcase) == "");
}

TEST_CASE("who is recused from every item waits for no materials") {
    World jointcase;
    jointcase.convene();
    for (const char* who : {"李明", "马国良", "赵雪梅", "陈晓东", "王芳"}) {
        rows(jointcase.database(), std::string("insert into recusal (key, case_id, talent, ground, source, raised_on, decided_by, decided_on, result) select t.key, 1, t.id, 'relation', 'self', '2020-02-19', 1, '2020-02-19', 'granted' from talent t where t.name = '") + who + "'");
    }
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what"}) == "what\r\nsend the materials to the 1 who have not got them\r");
}

TEST_CASE("a case whose period ends before the planned meeting, or up to three days behind it, is said") {
    World jointcase;
    jointcase.convene();
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    jointcase.ok({"case", "edit", "2020-12", "--deadline-on", "2020-02-25"});
    CHECK(todo(jointcase) == "");
    jointcase.ok({"case", "edit", "2020-12", "--deadline-on", "2020-02-24"});
    CHECK(jointcase.ok({"todo", "--csv"}) == std::string("due_on,days_left,kind,object,what,owner,owner_name,rule\r\n2020-02-24,4,deadline,") + the_case +
                                                 ",\"the period of the case ends on 2020-02-24, meeting " + key + " is planned for 2020-02-21: hold it in time\",622900-003,陈晓东,刑诉法 art 105\r");
    jointcase.ok({"meeting", "postpone", "2020-1", "--to", "2020-02-25 09:00", "--why", "道路积雪"});
    CHECK(todo(jointcase) == std::string("2020-02-24,4,deadline,") + the_case + ",622900-003");
}

TEST_CASE("the minutes of a held meeting are signed and filed in the days of the rules it keeps") {
    World jointcase;
    jointcase.hold(); // on 21 February
    use_profile(jointcase, "spp_civil");
    CHECK(todo(jointcase) == "2020-02-24,3,sign," + key + ",622900-002\n2020-02-28,7,file," + key + ",622900-002");
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what"}) == "what\r\n\"draft the minutes, circulate them and have them signed\"\r\nfile the minutes in the internal volume\r");
    rows(jointcase.database(), "insert into minutes (key, meeting, version, text, sha256, drafted_on) select key || '/1', id, 1, 'x', '" + std::string(64, '0') + "', '2020-02-21' from meeting");
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what"}).find("\r\ncirculate the minutes and have them signed\r") != std::string::npos);
    rows(jointcase.database(), "update minutes set circulated_on = '2020-02-21'");
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what"}).find("\r\nhave the minutes signed\r") != std::string::npos);
    rows(jointcase.database(), "update minutes set signed_on = '2020-02-21'");
    CHECK(todo(jointcase) == "2020-02-28,7,file," + key + ",622900-002");
    rows(jointcase.database(), "update minutes set filed_on = '2020-02-21', filed_by = 1, volume = 'internal'");
    CHECK(todo(jointcase) == "");
}

TEST_CASE("a decision wants its feedback in the days of the rules, from the handler") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"feedback", "decide", "2020-12", "--decision", "prosecute"});
    CHECK(todo(jointcase, {"--owner", "陈晓东"}) == "2020-02-26,5,feedback," + referral + ",622900-003");
    jointcase.ok({"feedback", "give", "2020-12", "--all", "adopted"});
    CHECK(todo(jointcase, {"--owner", "陈晓东"}) == "");
}

TEST_CASE("a term of the pool that ends in sixty days is said, with the document it comes from") {
    World jointcase;
    jointcase.ok({"talent", "nominate", "马国良", "--tier", "core", "--on", "2020-01-02"});
    jointcase.ok({"talent", "admit", "马国良", "--by", "李明", "--on", "2020-01-10", "--document", "临检发〔2020〕1号", "--term-to", "2020-04-20"});
    CHECK(todo(jointcase, {"--as-of", "2020-02-19"}) == ""); // in 61 days
    CHECK(jointcase.ok({"todo", "--csv"}) == "due_on,days_left,kind,object,what,owner,owner_name,rule\r\n2020-04-20,60,term,622921-001,\"renew the membership of the talent pool, or end it\",622921-001,马国良,临检发〔2020〕1号\r");
    jointcase.ok({"talent", "exit", "马国良", "--reason", "transfer"});
    CHECK(todo(jointcase) == "");
}

TEST_CASE("a task is due on its day, until it is done or cancelled, its parties masked") {
    World jointcase;
    jointcase.ok({"task", "assign", "马国良", "整理马大力案同类判例", "--due", "2020-03-10", "--by", "李明", "--case", "2020-12", "--on", "2020-02-10"});
    jointcase.ok({"task", "assign", "马国良", "旁听庭审", "--due", "2020-02-18", "--on", "2020-02-11"});
    CHECK(jointcase.ok({"todo", "--csv"}) == "due_on,days_left,kind,object,what,owner,owner_name,rule\r\n2020-02-18,-2,task,T622900-2020-2,do the task: 旁听庭审,622921-001,马国良,assigned on 2020-02-11\r\n"
                                             "2020-03-10,19,task,T622900-2020-1,do the task: 整理马某某案同类判例,622921-001,马国良,assigned by 李明 on 2020-02-10\r");
    jointcase.ok({"task", "done", "2020-1"});
    jointcase.ok({"task", "cancel", "2020-2", "--why", "疫情"});
    CHECK(todo(jointcase) == "");
    CHECK(todo(jointcase, {"--as-of", "2020-02-10"}) == "2020-03-10,29,task,T622900-2020-1,622921-001");
}

TEST_CASE("a matter of a visit is said when it was unresolved for thirty days") {
    World jointcase;
    jointcase.ok({"exemplar", "designate", "马国良", "业务标兵", "--on", "2020-01-02"});
    jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-01-21", "--matter", "困难:夫妻分居", "--matter", "question:如何讲评"});
    CHECK(todo(jointcase, {"--as-of", "2020-02-19"}) == "");
    jointcase.ok({"exemplar", "resolve", "马国良#1.2"});
    CHECK(jointcase.ok({"todo", "--csv"}) == "due_on,days_left,kind,object,what,owner,owner_name,rule\r\n2020-02-20,0,matter,622921-001/2020-01-02/1/1,resolve what came up at the visit: 夫妻分居,"
                                             "622900-001,李明,visits to exemplars: a matter is resolved in 30 days\r");
    jointcase.ok({"exemplar", "resolve", "马国良#1.1"});
    CHECK(todo(jointcase) == "");
}

TEST_CASE("a case that must be referred and never was is due by the end of its period, or without a day, which is last") {
    World jointcase;
    jointcase.ok({"case", "edit", "2020-12", "--gang", "black"});
    jointcase.ok({"case", "open", "--name", "乙案", "--cause", "盗窃罪", "--handler", "陈晓东", "--influential", "--deadline-on", "2020-03-10"});
    CHECK(todo(jointcase) == std::string("2020-03-10,19,must_refer,C622900-2020-1,622900-003\n,,must_refer,") + the_case + ",622900-003");
    CHECK(jointcase.ok({"todo", "--csv", "--fields", "what,rule"}) ==
          "what,rule\r\nrefer the case: M5: it is influential,\"Songbei art 3, M5\"\r\nrefer the case: M6: gang: black,\"Songbei art 3, M6\"\r");
    CHECK(todo(jointcase, {"--days", "3"}) == std::string(",,must_refer,") + the_case + ",622900-003");
}

TEST_CASE("what is due later than so many days, or is another's, is left out; anything is exit 1 where asked for") {
    World jointcase;
    jointcase.hold();
    CHECK(todo(jointcase, {"--days", "3"}) == "2020-02-24,3,sign," + key + ",622900-002");
    CHECK(todo(jointcase, {"--days", "2"}) == "");
    CHECK(jointcase({"todo", "--days", "3", "--exit-code", "-q"}) == 1);
    CHECK(jointcase({"todo", "--days", "2", "--exit-code", "-q"}) == 0);
    CHECK(todo(jointcase, {"--owner", "马国良"}) == "");
    CHECK(jointcase({"todo", "--days", "-1"}) == 2);
    CHECK(jointcase.no(4, {"todo", "--owner", "无此人"}).starts_with("jointcase: there is no talent “无此人”"));
}

TEST_CASE("what there is to do is told as of the moment asked for") {
    World jointcase;
    jointcase.accept();
    CHECK(todo(jointcase, {"--as-of", "2020-02-17 12:00"}) == "2020-02-20,3,decision," + referral + ",622900-001");
    CHECK(todo(jointcase, {"--as-of", "2020-02-16"}) == "");
}

TEST_CASE("cron runs it without an environment") {
    World jointcase;
    jointcase.submit();
    CHECK(jointcase.shell("cd '" + jointcase.folder.string() + "' && env -i \"$P\" -q todo --exit-code --lang zh --as-of 2020-02-20") == 1);
    CHECK(jointcase.out.find("审核提请") != std::string::npos);
    CHECK(jointcase.err == "");
    CHECK(jointcase.shell("cd '" + jointcase.folder.string() + "' && env -i \"$P\" -q todo --exit-code --as-of 2020-02-10") == 0);
}
