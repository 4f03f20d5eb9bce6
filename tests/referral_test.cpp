#include "world.hpp"

#include <jointcase/referral.hpp>

#include <nlohmann/json.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string first = std::string(the_case) + "#1";

std::vector<std::string> submission(const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:是否构成诈骗", "--view", "构成"};
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

} // namespace

TEST_CASE("an issue is a kind and a question, with either colon") {
    CHECK(parse_issue("定性：是否构成诈骗").kind == IssueKind::characterization);
    CHECK(parse_issue("evidence:能否认定").question == "能否认定");
    CHECK(parse_issue("证据:时间 10:30 的转账").question == "时间 10:30 的转账");
    for (const char* text : {"是否构成诈骗", "定性:", "胡说:x"}) CHECK_THROWS_AS(parse_issue(text), Error);
}

TEST_CASE("a referral needs a reason, an issue and the handler's own view") {
    World jointcase;
    CHECK(jointcase.no(2, {"referral", "submit", "2020-12"}) ==
          "jointcase: a referral has a reason: M1 to M6 or O1 to O3 (Songbei arts 3, 4); a referral has an issue; the handler's own view is missing");
    CHECK(jointcase.no(2, submission({"--reason", "M7"})) == "jointcase: M7 is set by ordering only: say who orders it");
    CHECK(jointcase.no(5, submission({"--by", "杨志强"})) == std::string("jointcase: 622900-004 杨志强 does not handle case ") + the_case + "; its handler 622900-003 陈晓东 asks (Songbei art 2)");
}

TEST_CASE("a referral is accepted, refused or returned by a head of the case's office, with a reason where needed") {
    World jointcase;
    jointcase.submit();
    CHECK(jointcase.no(5, {"referral", "accept", "2020-12", "--by", "马国良"}) ==
          "jointcase: 622921-001 马国良 is no department head, deputy chief or chief of 临夏回族自治州人民检察院 on 2020-02-20; only they decide on its referrals (Songbei art 2)");
    CHECK(jointcase.no(5, {"referral", "accept", "2020-12", "--by", "周建军"}).find("622921-002 周建军 is no department head") != std::string::npos);
    CHECK(jointcase.no(2, {"referral", "refuse", "2020-12", "--by", "李明"}).find("--why is needed") != std::string::npos);
    CHECK(jointcase.no(2, {"referral", "accept", "2020-12", "--by", "李明", "--on", "2020-02-16"}) == "jointcase: a referral is decided after it was requested (2020-02-17)");
    CHECK(jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"}) == first);
    CHECK(jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"}) == first);
    CHECK(jointcase.no(5, {"referral", "refuse", "2020-12", "--by", "李明", "--why", "x"}) == "jointcase: referral " + first + " is accepted already; what was decided stands, a new request is a referral of its own");
}

TEST_CASE("an ordered referral is accepted at once, with reason M7") {
    World jointcase;
    jointcase.ok({"referral", "submit", "2020-12", "--ordered-by", "李明", "--issue", "定性:x", "--view", "y"});
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "accepted");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "reasons") == "M7");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "decision") == "ordered");
}

TEST_CASE("a case has one live referral; a returned one is repeated freely, a refused one with new facts") {
    World jointcase;
    jointcase.submit();
    CHECK(jointcase.no(5, submission()) == "jointcase: referral " + first + " is submitted: a case has one at a time; it ends with its feedback, or by `referral withdraw` before it is discussed");
    jointcase.ok({"referral", "return", "2020-12", "--by", "李明", "--why", "补充材料"});
    CHECK(jointcase.ok(submission()) == std::string(the_case) + "#2");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "follows") == first);
    jointcase.ok({"referral", "refuse", "2020-12", "--by", "李明", "--why", "法律明确"});
    CHECK(jointcase.no(5, submission()) == std::string("jointcase: referral ") + the_case +
                                               "#2 was refused; asking again needs new facts (--new-facts; rule resubmit_requires_new_facts, Songbei art 4)");
    CHECK(jointcase.ok(submission({"--new-facts", "新查明转账去向"})) == std::string(the_case) + "#3");
}

TEST_CASE("a referral is withdrawn before it is discussed, and not after") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.no(5, {"referral", "withdraw", "2020-12", "--why", "x"}) == "jointcase: referral " + first + " is discussed; only before it is discussed can it be withdrawn");
}

TEST_CASE("a withdrawn item is shown so on the agenda and takes no opinion") {
    World jointcase;
    jointcase.start();
    jointcase.ok({"referral", "withdraw", "2020-12", "--why", "已决定退查"});
    CHECK(jointcase.ok({"meeting", "show", "2020-1", "--json"}).find(R"("withdrawn": true)") != std::string::npos);
    CHECK(jointcase.no(5, {"opinion", "record", "2020-1", "马国良", "1", "concur", "--text", "x"}) == "jointcase: referral " + first + " was withdrawn");
}

TEST_CASE("a state is told as of the moment asked for") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "discussed");
    CHECK(jointcase.cell({"referral", "show", "2020-12", "--as-of", "2020-02-17"}, "state") == "scheduled");
    CHECK(jointcase.cell({"meeting", "show", "2020-1", "--as-of", "2020-02-21 10:30"}, "state") == "in_session");
    CHECK(jointcase.cell({"meeting", "show", "2020-1", "--as-of", "2020-02-20 10:30"}, "state") == "convened");
}

TEST_CASE("referrals are imported a row per issue, those below without a case belonging to the one above") {
    World jointcase;
    const auto rows = jointcase.file("r.csv", "案件,提请日期,提请事由,承办人意见,审核结果,审核人,审核日期,焦点类型,议题\n"
                                              "2020-12,2020-02-03,O1;O2,构成,同意,李明,2020-02-04,定性,是否构成诈骗\n"
                                              ",,,,,,,证据,转账记录能否认定\n");
    CHECK(jointcase.ok({"referral", "import", rows}) == "added 2, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"referral", "list", "--fields", "key,state,reasons,decided_on", "--csv"}) == "key,state,reasons,decided_on\r\n" + first + ",accepted,O1;O2,2020-02-04\r");
    CHECK(jointcase.ok({"referral", "import", rows, "--again"}) == "added 0, updated 0, unchanged 2, rejected 0");
    CHECK(jointcase.no(65, {"referral", "import", jointcase.file("bad.csv", "案件,提请日期,提请事由,承办人意见,焦点类型,议题\n2020-99,2020-02-03,O1,构成,定性,x\n")}).find("bad.csv:2: 案件: there is no case “2020-99”") != std::string::npos);
}

TEST_CASE("rows below a referral that is rejected are rejected with it, and the next referral is not") {
    World jointcase;
    jointcase.ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "乙案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
    const auto file = jointcase.file("r.csv", "案件,提请日期,提请事由,承办人意见,焦点类型,议题\n2020-12,2020-02-30,O1,构成,定性,甲问\n,,,,证据,乙问\n2020-13,2020-02-03,O1,构成,定性,丙问\n,,,,证据,丁问\n");
    CHECK(jointcase({"referral", "import", file, "--on-error", "skip"}) == 3);
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 2\n");
    CHECK(jointcase.err.starts_with(file + ":2: 提请日期: “2020-02-30” is not a day of the calendar like 2020-03-05\n" + file + ":3: 案件: the case is missing, and there is no referral above\n"));
    CHECK(jointcase.ok({"referral", "list", "--fields", "key", "--csv"}) == "key\r\n临州检起诉受[2020]62290000013号#1\r");
}

TEST_CASE("a referral shows by when it is to be decided, and whether that was late; a late decision is taken") {
    World jointcase;
    jointcase.submit(); // on 17 February, three days for it
    CHECK(jointcase.ok({"referral", "show", "2020-12", "--fields", "decision_due_on,late", "--csv"}) == "decision_due_on,late\r\n2020-02-20,\r");
    jointcase.at("2020-02-21T10:00:00+08:00");
    jointcase.ok({"referral", "return", "2020-12", "--by", "李明", "--why", "补充材料", "--on", "2020-02-21"});
    CHECK(jointcase.ok({"referral", "show", "2020-12", "--fields", "decision_due_on,late", "--csv"}) == "decision_due_on,late\r\n2020-02-20,1\r");
    jointcase.ok(submission());
    jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"});
    CHECK(jointcase.ok({"referral", "show", "2020-12", "--fields", "decision_due_on,late", "--csv"}) == "decision_due_on,late\r\n2020-02-24,0\r");
}

TEST_CASE("where the rule of the days is off there is no day by which to decide") {
    World jointcase;
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[rules]\nprofile = \"spp_civil\"\n");
    jointcase.accept();
    CHECK(jointcase.ok({"referral", "show", "2020-12", "--fields", "decision_due_on,late", "--csv"}) == "decision_due_on,late\r\n,\r");
}

TEST_CASE("asking again after a refusal needs new facts under songbei, and none under spp_civil") {
    for (const auto& [profile, needs] : std::vector<std::pair<std::string, bool>>{{"linxia", true}, {"songbei", true}, {"spp_civil", false}}) {
        CAPTURE(profile);
        World jointcase;
        jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[rules]\nprofile = \"" + profile + "\"\n");
        jointcase.submit();
        jointcase.ok({"referral", "refuse", "2020-12", "--by", "李明", "--why", "法律明确"});
        if (needs) {
            CHECK(jointcase.no(5, submission()) == "jointcase: referral " + first + " was refused; asking again needs new facts (--new-facts; rule resubmit_requires_new_facts, Songbei art 4)");
        } else {
            CHECK(jointcase.ok(submission()) == std::string(the_case) + "#2");
        }
    }
}

// --- check

namespace {

// check,met of each line
std::string checks(World& jointcase) {
    const auto shown = nlohmann::json::parse(jointcase.ok({"referral", "check", "2020-12", "--json"}));
    std::string lines;
    for (const auto& one : shown["checks"]) {
        if (!one["met"].get<bool>()) lines += one["check"].get<std::string>() + ": " + one["message"].get<std::string>() + "\n";
    }
    CHECK(shown["complete"] == lines.empty());
    return lines;
}

} // namespace

TEST_CASE("a check names what a referral lacks, each with the way out, and nothing once it is there") {
    World jointcase;
    jointcase.ok({"case", "open", "--name", "乙案", "--cause", "盗窃罪", "--handler", "陈晓东"});
    jointcase.ok({"referral", "submit", "C2020-1", "--reason", "O1", "--issue", "法律适用:是否累犯", "--issue", "证据:监控", "--view", "构成"});
    const std::string key = "C622900-2020-1#1";
    const auto shown = nlohmann::json::parse(jointcase.ok({"referral", "check", "C2020-1", "--json"}));
    std::string lacking;
    for (const auto& one : shown["checks"]) {
        if (!one["met"].get<bool>()) lacking += one["check"].get<std::string>() + ": " + one["message"].get<std::string>() + "\n";
    }
    CHECK(lacking == "report: none is attached; `referral attach " + key + " FILE --kind report`\n"
                     "dossier: none is attached; `referral attach " + key + " FILE --kind dossier`\n"
                     "issue_views: the handler's view is missing on issue 1, 2\n"
                     "similar_cases: none is attached; `referral attach " + key + " FILE --kind similar_cases`\n"
                     "deadline: it is not known when the period of the case ends; `case edit C622900-2020-1 --deadline-on DATE`, or its stage and day of receipt\n"
                     "parties: no party is entered; `case party C622900-2020-1 suspect NAME`\n");
    jointcase.ok({"case", "edit", "2020-12", "--stage", "prosecution_review"});
    jointcase.ok(submission({"--issue-view", "1:构成"}));
    for (const char* kind : {"report", "dossier", "similar_cases"}) jointcase.ok({"referral", "attach", "2020-12", jointcase.file(kind, kind), "--kind", kind});
    CHECK(checks(jointcase) == "");
    CHECK(jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"}) == first);
    CHECK(jointcase.err == "");
}

TEST_CASE("a similar-case search is asked for where law or characterization is at issue only") {
    World jointcase;
    jointcase.ok({"referral", "submit", "2020-12", "--reason", "O1", "--issue", "证据:转账记录", "--view", "构成"});
    CHECK(jointcase.ok({"referral", "check", "2020-12", "--json"}).find("similar_cases") == std::string::npos);
}

TEST_CASE("a check names the files that are gone or have changed, parties masked") {
    World jointcase;
    jointcase.submit();
    const auto changed = jointcase.file("马大力笔录.txt", "甲"), gone = jointcase.file("b.txt", "乙");
    for (const auto& file : {changed, gone, jointcase.file("c.txt", "丙")}) jointcase.ok({"referral", "attach", "2020-12", file});
    CHECK(checks(jointcase).find("files: ") == std::string::npos);
    jointcase.file("马大力笔录.txt", "丁");
    std::filesystem::remove(gone);
    CHECK(checks(jointcase).find("files: 马某某笔录.txt has changed since it was attached; b.txt is gone\n") != std::string::npos);
}

TEST_CASE("accepting says what a check finds, and accepts") {
    World jointcase;
    jointcase.ok({"case", "edit", "2020-12", "--stage", "prosecution_review"});
    jointcase.ok(submission({"--issue-view", "1:构成"}));
    for (const char* kind : {"report", "similar_cases"}) jointcase.ok({"referral", "attach", "2020-12", jointcase.file(kind, kind), "--kind", kind});
    CHECK(jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"}) == first);
    CHECK(jointcase.err == first + ": dossier: none is attached; `referral attach " + first + " FILE --kind dossier`\n");
    CHECK(jointcase.ok({"-q", "referral", "accept", "2020-12", "--by", "李明"}) == first);
    CHECK(jointcase.err == "");
}

TEST_CASE("the same cause with the same kind of issue that was discussed before is shown, by the check and to who accepts") {
    World jointcase;
    jointcase.hold(); // fraud: characterization and evidence
    for (const auto& [number, cause] : std::vector<std::pair<std::string, std::string>>{{"13", "诈骗罪"}, {"14", "盗窃罪"}}) {
        jointcase.ok({"case", "open", "临州检起诉受[2020]622900000" + number + "号", "--name", "案" + number, "--cause", cause, "--handler", "陈晓东"});
        jointcase.ok({"referral", "submit", "2020-" + number, "--reason", "O1", "--issue", "证据:微信记录", "--issue", "量刑:是否从轻", "--view", "构成"});
    }
    const auto precedents = nlohmann::json::parse(jointcase.ok({"referral", "check", "2020-13", "--json"}))["precedents"];
    CHECK(precedents == nlohmann::json::parse(R"([{"meeting": "临州检联席〔2020〕1号", "held_on": "2020-02-21", "referral": ")" + first + R"(", "case_name": "马某某涉嫌诈骗案", "cause": "诈骗罪", "kind": "evidence", "question": "转账记录能否认定"}])"));
    jointcase.ok({"referral", "accept", "2020-13", "--by", "李明"});
    CHECK(jointcase.err.ends_with("临州检起诉受[2020]62290000013号#1: the same cause and kind of issue was discussed before, 1 time(s), last in 临州检联席〔2020〕1号 on 2020-02-21 (" + std::string(the_case) +
                                  "); `referral check 临州检起诉受[2020]62290000013号#1` lists them\n"));
    CHECK(nlohmann::json::parse(jointcase.ok({"referral", "check", "2020-14", "--json"}))["precedents"].empty()); // another cause
}

// --- what must go and did not

TEST_CASE("cases that must be referred and never were are listed with the reason and the fact, until they are") {
    World jointcase;
    const std::vector<std::string> list{"referral", "list", "--missing-must", "--csv", "--fields", "key,name,reasons,why"};
    CHECK(jointcase.ok(list) == "key,name,reasons,why\r");
    jointcase.ok({"case", "edit", "2020-12", "--gang", "evil", "--influential"});
    const auto row = std::string("key,name,reasons,why\r\n") + the_case + ",马某某涉嫌诈骗案,M5;M6,M5: it is influential;M6: gang: evil\r";
    CHECK(jointcase.ok(list) == row);
    CHECK(jointcase.ok({"referral", "list", "--missing-must", "--office", "622921", "--json"}) == "[]");
    CHECK(jointcase.no(2, {"referral", "list", "--missing-must", "--reason", "M6"}) == "jointcase: --missing-must lists cases; only --office goes with it");
    jointcase.submit();
    CHECK(jointcase.ok(list) == "key,name,reasons,why\r");
    jointcase.ok({"referral", "return", "2020-12", "--by", "李明", "--why", "补充材料"});
    CHECK(jointcase.ok(list) == row); // it came back, and did not go again
    jointcase.ok(submission());
    CHECK(jointcase.ok(list) == "key,name,reasons,why\r");
    jointcase.ok({"referral", "withdraw", "2020-12", "--why", "误提"});
    CHECK(jointcase.ok(list) == row);
    jointcase.ok({"case", "close", "2020-12", "--result", "起诉"});
    CHECK(jointcase.ok(list) == "key,name,reasons,why\r");
}
