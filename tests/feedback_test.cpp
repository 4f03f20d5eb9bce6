#include "world.hpp"

#include <jointcase/feedback.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string meeting = "临州检联席〔2020〕1号";
const std::string referral = std::string(the_case) + "#1";

} // namespace

TEST_CASE("an answer is an adoption with a code and a reason") {
    const auto answer = parse_answer("not_adopted:new_evidence:有新的转账记录");
    CHECK(answer.adoption == Adoption::not_adopted);
    CHECK(answer.code == ReasonCode::new_evidence);
    CHECK(answer.reason == "有新的转账记录");
    CHECK(parse_answer("采纳").adoption == Adoption::adopted);
    CHECK_THROWS_AS(parse_answer("maybe"), Error);
}

TEST_CASE("feedback comes after the meeting, and every standing opinion is answered") {
    World jointcase;
    jointcase.discuss();
    CHECK(jointcase.no(5, {"feedback", "decide", "2020-12", "--decision", "prosecute"}) == "jointcase: referral " + referral + " is scheduled; feedback comes after the meeting");
    jointcase.ok({"opinion", "supersede", "2020-1-8", "reserve"});
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.at("2020-02-24T09:00:00+08:00");
    CHECK(jointcase.ok({"feedback", "decide", "2020-12", "--decision", "prosecute", "--on", "2020-02-23"}) == referral);
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "decided");
    CHECK(jointcase.no(5, {"feedback", "give", "2020-12", "--except", "1=adopted"}) ==
          "jointcase: every standing opinion is answered; these are not yet (--all, --except): " + meeting + "-2 李明, " + meeting + "-3 马国良, " + meeting + "-4 马国良, " + meeting + "-5 赵雪梅, " + meeting +
              "-6 赵雪梅, " + meeting + "-7 杨志强");
    CHECK(jointcase.no(2, {"feedback", "give", "2020-12", "--all", "adopted", "--except", "4=not_adopted"}) ==
          "jointcase: what is not or only partly adopted needs a reason code, such as not_adopted:new_evidence");
    CHECK(jointcase.no(2, {"feedback", "give", "2020-12", "--all", "not_adopted:other"}) == "jointcase: the reason other needs a text");
    CHECK(jointcase.no(4, {"feedback", "give", "2020-12", "--all", "adopted", "--except", "8=not_adopted:new_evidence"}) == "jointcase: “8” is no standing opinion on referral " + referral);
    CHECK(jointcase.ok({"feedback", "give", "2020-12", "--all", "adopted", "--except", "4=not_adopted:new_evidence"}) == referral);
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "answered");
    CHECK(jointcase.ok({"report", "2020-02", "--table", "T5", "--json"}).find(R"("kind": "total")") != std::string::npos);
    CHECK(jointcase.ok({"feedback", "give", "2020-12", "--all", "adopted", "--except", "4=not_adopted:new_evidence"}) == referral);
    CHECK(jointcase.no(5, {"opinion", "supersede", "2020-1-1", "dissent", "--text", "x"}) == "jointcase: opinion " + meeting + "-1 is answered by the feedback already");
}

TEST_CASE("invariant 2: a decision is a person's or a body's that may decide, on a day from the meeting on") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--by", "conference"}) ==
          "jointcase: --by: “conference” is none of: handler, chief, committee, superior");
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--on", "2020-02-20"}) == "jointcase: a decision comes after the meeting of 2020-02-21");
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--on", "2020-02-22"}) == "jointcase: 2020-02-22 lies in the future; today is 2020-02-21");
    jointcase.ok({"feedback", "decide", "2020-12", "--decision", "不起诉", "--by", "chief"});
    CHECK(jointcase.no(5, {"feedback", "decide", "2020-12", "--decision", "prosecute"}) == "jointcase: referral " + referral + " was decided on 2020-02-21: not prosecute");
    CHECK(jointcase.ok({"feedback", "list", "--pending", "--fields", "key,decision,decided_by_role,decided_by", "--csv"}) == "key,decision,decided_by_role,decided_by\r\n" + referral + ",not_prosecute,chief,\r");
}

TEST_CASE("feedback is imported a row per opinion, and given once all are answered") {
    World jointcase;
    jointcase.hold();
    std::string rows = "提请,处理决定,决定主体,决定日期,反馈日期,意见编号,采纳情况,原因\n";
    for (int i = 1; i <= 7; ++i) rows += "2020-12,起诉,承办检察官,2020-02-21,2020-02-21," + meeting + "-" + std::to_string(i) + ",采纳,\n";
    CHECK(jointcase.no(65, {"feedback", "import", jointcase.file("f.csv", rows)}).find("every standing opinion is answered; these are not yet (--all, --except): " + meeting + "-8 杨志强") != std::string::npos);
    rows += ",,,,," + meeting + "-8,未采纳,有新证据\n";
    const auto file = jointcase.file("g.csv", rows);
    CHECK(jointcase.ok({"feedback", "import", file}) == "added 8, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"feedback", "import", file, "--again"}) == "added 0, updated 0, unchanged 8, rejected 0");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "answered");
}

TEST_CASE("feedback that is not complete is left out, and the rest of the file imported") {
    World jointcase;
    jointcase.hold();
    std::string rows = "提请,处理决定,决定主体,决定日期,反馈日期,意见编号,采纳情况,原因\n";
    for (int i = 1; i <= 7; ++i) rows += (i == 1 ? "2020-12,起诉,承办检察官,2020-02-21,2020-02-21," : ",,,,,") + meeting + "-" + std::to_string(i) + ",采纳,\n";
    const auto file = jointcase.file("f.csv", rows);
    CHECK(jointcase({"feedback", "import", file, "--on-error", "skip"}) == 3);
    CHECK(jointcase.out == "added 0, updated 0, unchanged 0, rejected 7\n"); // those below hang on the first
    CHECK(jointcase.err.starts_with(file + ":2: every standing opinion is answered; these are not yet (--all, --except): " + meeting + "-8 杨志强\n" + file + ":3: 提请: the referral is missing, and there is none above\n"));
    CHECK(jointcase.ok({"feedback", "list", "--csv", "--fields", "key"}) == "key\r");
}
