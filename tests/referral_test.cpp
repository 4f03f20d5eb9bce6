#include "world.hpp"

#include <jointcase/referral.hpp>

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
    CHECK(jointcase.no(5, submission({"--by", "杨志强"})) == std::string("jointcase: 622900-004 杨志强 does not handle case ") + the_case + "; its handler is 622900-003 陈晓东");
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
    CHECK(jointcase.no(5, {"referral", "refuse", "2020-12", "--by", "李明", "--why", "x"}) == "jointcase: referral " + first + " is accepted already");
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
    CHECK(jointcase.no(5, submission()) == "jointcase: referral " + first + " is submitted: a case has one at a time");
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
