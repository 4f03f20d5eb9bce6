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
    CHECK(jointcase.no(5, {"opinion", "supersede", "2020-1-1", "dissent", "--text", "x"}) == "jointcase: opinion " + meeting + "-1 is answered by the feedback already; what was answered stays as it was given");
}

TEST_CASE("invariant 2: a decision is a person's or a body's that may decide, on a day from the meeting on") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--by", "conference"}) ==
          "jointcase: --by: “conference” is none of: handler, chief, committee, superior");
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--on", "2020-02-20"}) == "jointcase: a decision comes after the meeting of 2020-02-21");
    CHECK(jointcase.no(2, {"feedback", "decide", "2020-12", "--decision", "prosecute", "--on", "2020-02-22"}) == "jointcase: 2020-02-22 lies in the future; today is 2020-02-21");
    jointcase.ok({"feedback", "decide", "2020-12", "--decision", "不起诉", "--by", "chief"});
    CHECK(jointcase.no(5, {"feedback", "decide", "2020-12", "--decision", "prosecute"}) == "jointcase: referral " + referral + " was decided on 2020-02-21: not prosecute; a case is decided once after a meeting");
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

TEST_CASE("a case that was discussed is handed on to chief, committee or superior, and that is shown") {
    World jointcase;
    jointcase.discuss();
    CHECK(jointcase.no(5, {"feedback", "escalate", "2020-12", "committee"}) == "jointcase: referral " + referral + " is scheduled; it is handed on after it was discussed");
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    CHECK(jointcase.no(2, {"feedback", "escalate", "2020-12", "conference"}) == "jointcase: to: “conference” is none of: chief, committee, superior");
    CHECK(jointcase.no(2, {"feedback", "escalate", "2020-12", "chief", "--on", "2020-02-20"}) == "jointcase: it is handed on after the meeting of 2020-02-21");
    CHECK(jointcase.ok({"feedback", "escalate", "2020-12", "committee", "--why", "马大力案分歧大"}) == referral + "/1");
    CHECK(jointcase.ok({"feedback", "escalate", "2020-12", "committee", "--why", "马大力案分歧大"}) == referral + "/1");
    CHECK(jointcase.ok({"feedback", "escalate", "2020-12", "上级院", "--by", "李明"}) == referral + "/2");
    jointcase.ok({"feedback", "decide", "2020-12", "--decision", "prosecute", "--by", "committee"});
    for (const char* noun : {"referral", "feedback"}) {
        const auto shown = jointcase.ok({noun, "show", "2020-12", "--json"});
        CHECK(shown.find(R"("to": "committee")") != std::string::npos);
        CHECK(shown.find(R"("by": "622900-003")") != std::string::npos);
        CHECK(shown.find("马某某案分歧大") != std::string::npos);
    }
}

namespace {

// Discussed under a profile, most dissenting from the handler's view if so asked.
struct Divided : World {
    Divided(const std::string& profile, const std::string& stance) {
        file(".jointcase.toml", "[office]\ncode = \"622900\"\nshort_name = \"临州检\"\n[database]\npath = \"jointcase.db\"\n[rules]\nprofile = \"" + profile + "\"\nvalid_from = \"2018-06-01\"\n");
        ok({"talent", "add", "白志刚", "--office", "622900", "--category", "prosecutor", "--position", "chief"});
        start();
        at("2020-02-21T10:00:00+08:00");
        for (const char* issue : {"1", "2"}) {
            speak("李明", issue, "concur");
            for (const char* who : {"马国良", "赵雪梅", "杨志强"}) speak(who, issue, stance);
        }
        at("2020-02-21T11:00:00+08:00");
        ok({"meeting", "close", "2020-1"});
    }
    std::string decide(const std::vector<std::string>& more = {}) {
        std::vector<std::string> args{"feedback", "decide", "2020-12", "--decision", "prosecute"};
        args.insert(args.end(), more.begin(), more.end());
        ok(args);
        return err;
    }
    bool required() { return ok({"feedback", "show", "2020-12", "--json"}).find(R"("report_to_chief_required": true)") != std::string::npos; }
};

} // namespace

TEST_CASE("a handler who departs from most opinions raises the duty to report to the chief, where the rules ask for it") {
    for (const auto& [profile, rule] : {std::pair{"spp_civil", "rule divergence_report, 民事诉讼监督规则 art 49(2): the head reports a divergence to the chief"}, {"songbei", "rule divergence_report, Songbei art 6"}}) {
        Divided jointcase(profile, "dissent");
        CHECK(jointcase.decide() == "the decision on " + referral + " departs from most standing opinions: the department head (622900-001 李明) reports it to the chief (622900-005 白志刚) (" + rule + "); `feedback escalate " + referral +
                                        " chief` enters that\n");
        CHECK(jointcase.required());
        jointcase.ok({"feedback", "escalate", "2020-12", "chief"});
        CHECK(jointcase.decide() == ""); // the same again, and reported by now
        CHECK(jointcase.required());
    }
}

TEST_CASE("what most opinions say of the decision is told by their adoption once that is given") {
    Divided followed("spp_civil", "dissent");
    followed.ok({"feedback", "give", "2020-12", "--decision", "not_prosecute", "--all", "adopted"});
    CHECK(followed.err == "");
    CHECK_FALSE(followed.required());
    Divided refused("spp_civil", "concur");
    refused.ok({"feedback", "give", "2020-12", "--decision", "not_prosecute", "--all", "not_adopted:new_evidence"});
    CHECK(refused.err.starts_with("the decision on " + referral + " departs from most standing opinions"));
    CHECK(refused.required());
}

TEST_CASE("no duty arises where opinions agree, where another decides") {
    Divided agreed("spp_civil", "concur");
    CHECK(agreed.decide() == "");
    CHECK_FALSE(agreed.required());
    Divided above("spp_civil", "dissent");
    CHECK(above.decide({"--by", "chief"}) == "");
    CHECK_FALSE(above.required());
}

TEST_CASE("invariant 1: where nothing may be counted, no duty arises and nothing is said of it") {
    Divided jointcase("linxia", "dissent");
    CHECK(jointcase.decide() == "");
    CHECK(jointcase.ok({"feedback", "show", "2020-12", "--json"}).find("report_to_chief") == std::string::npos);
}
