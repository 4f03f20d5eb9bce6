#include "world.hpp"

#include <jointcase/defence.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = std::string(the_case) + "/1";
const std::vector<std::string> first{"defence", "add", "2020-12", "马大力没有非法占有目的", "--kind", "定性", "--predicted-on", "2020-02-10"};

std::string row(World& jointcase) {
    const auto csv = jointcase.ok({"defence", "list", "--unmask", "--csv", "--fields", "predicted_on,response,prepared_by,trial_on,raised,response_used,court_view"});
    return csv.substr(csv.find('\n') + 1);
}

} // namespace

TEST_CASE("an argument is foreseen, answered before the trial, and its outcome entered") {
    World jointcase;
    CHECK(jointcase.ok(first) == key);
    CHECK(jointcase.ok(first) == key);
    CHECK(row(jointcase) == "2020-02-10,,,,,,\r");
    CHECK(jointcase.ok({"defence", "respond", "2020-12#1", "转账当日即挥霍"}) == key);
    CHECK(jointcase.ok({"defence", "outcome", "2020-12", "--trial-on", "2020-02-18", "--raised", "yes", "--response-used", "--court-view", "for_prosecution"}) == key);
    CHECK(row(jointcase) == "2020-02-10,转账当日即挥霍,622900-003,2020-02-18,yes,1,for_prosecution\r");
    CHECK(jointcase.no(5, {"defence", "respond", "2020-12#1", "另一应对"}) == "jointcase: the trial was on 2020-02-18; a response is prepared before it");
    CHECK(jointcase.no(5, {"defence", "outcome", "2020-12#1", "--raised", "no"}) == "jointcase: the outcome of " + key + " was entered already, with other details; `defence import` corrects it");
}

TEST_CASE("an argument that came unforeseen is added as raised at the trial") {
    World jointcase;
    jointcase.ok({"defence", "add", "2020-12", "证据系非法取得", "--kind", "evidence", "--raised", "--trial-on", "2020-02-18", "--court-view", "partly"});
    CHECK(row(jointcase) == ",,,2020-02-18,yes,,partly\r");
}

TEST_CASE("what cannot have been is refused, and the same without its cause goes through") {
    World jointcase;
    jointcase.ok(first);
    CHECK(jointcase.no(2, {"defence", "outcome", "2020-12#1", "--trial-on", "2020-02-09", "--raised", "yes"}) == "jointcase: what is foreseen is so up to the trial (2020-02-09)");
    CHECK(jointcase.no(2, {"defence", "outcome", "2020-12#1", "--trial-on", "2020-02-21", "--raised", "yes"}) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    CHECK(jointcase.no(2, {"defence", "outcome", "2020-12#1", "--raised", "no", "--court-view", "partly"}) == "jointcase: the court has a view of what was raised");
    CHECK(jointcase.no(2, {"defence", "outcome", "2020-12#1", "--raised", "yes", "--response-used"}) == "jointcase: no response was prepared that could be used");
    CHECK(jointcase.no(2, {"defence", "outcome", "2020-12#1"}) == "jointcase: what came at trial has its day, and whether it was raised: yes, no or unknown");
    jointcase.ok({"defence", "outcome", "2020-12#1", "--trial-on", "2020-02-20", "--raised", "yes", "--court-view", "partly"});
    CHECK(jointcase.no(4, {"defence", "respond", "2020-12#2", "x"}) == std::string("jointcase: case ") + the_case + " has no argument 2 of the defence; `defence list --case " + the_case + "` shows them");
}

TEST_CASE("parties in an argument are masked") {
    World jointcase;
    jointcase.ok(first);
    CHECK(jointcase.cell({"defence", "list"}, "argument") == "马某某没有非法占有目的");
    CHECK(jointcase.cell({"defence", "list", "--unmask"}, "argument") == "马大力没有非法占有目的");
    CHECK(jointcase.ok({"defence", "export"}).find("马大力") == std::string::npos);
}

TEST_CASE("arguments are imported, and matched by their number or by what they say") {
    World jointcase;
    const std::string head = "案件,序号,辩护观点,类型,预判日期,应对预案,开庭日期,当庭是否提出,法院评判\n";
    CHECK(jointcase.ok({"defence", "import", jointcase.file("a.csv", head + "2020-12,,没有非法占有目的,定性,2020-02-10,,,,\n2020-12,,数额应当扣减,量刑,2020-02-10,,,,\n")}) == "added 2, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"defence", "import", jointcase.file("b.csv", head + "2020-12,2,,,,有银行流水,2020-02-18,是,部分采信\n2020-12,,没有非法占有目的,定性,,,,,\n")}) == "added 0, updated 1, unchanged 1, rejected 0");
    CHECK(jointcase.ok({"defence", "list", "--tried", "--csv", "--fields", "number,response,prepared_by,court_view"}) == "number,response,prepared_by,court_view\r\n2,有银行流水,622900-003,partly\r");
    const auto bad = jointcase.file("c.csv", head + "2020-12,,不知情,事实,,,,,\n");
    CHECK(jointcase.no(65, {"defence", "import", bad}).starts_with(bad + ":2: 预判日期: an argument was foreseen on a day, or it was raised at trial\n"));
}
