#include "world.hpp"

using jointcase::test::World;

namespace {

const std::string first = "T622900-2020-1";
const std::vector<std::string> assign{"task", "assign", "马国良", "整理马大力案同类判例", "--due", "2020-03-10", "--by", "李明", "--case", "2020-12"};

std::string row(World& jointcase, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"task", "list", "--unmask", "--csv", "--fields", "key,talent,assigned_on,due_on,done_on,cancelled_on,result,state"};
    args.insert(args.end(), more.begin(), more.end());
    auto csv = jointcase.ok(args);
    std::erase(csv, '\r');
    return csv.substr(csv.find('\n') == std::string::npos ? csv.size() : csv.find('\n') + 1);
}

} // namespace

TEST_CASE("a task is assigned, and done with what came of it") {
    World jointcase;
    CHECK(jointcase.ok(assign) == first);
    CHECK(jointcase.ok(assign) == first);
    CHECK(row(jointcase) == first + ",622921-001,2020-02-20,2020-03-10,,,,assigned");
    CHECK(jointcase.ok({"task", "done", "2020-1", "--result", "六件"}) == first);
    CHECK(jointcase.ok({"task", "done", "T2020-1", "--result", "六件"}) == first);
    CHECK(row(jointcase) == first + ",622921-001,2020-02-20,2020-03-10,2020-02-20,,六件,done");
    CHECK(jointcase.no(5, {"task", "cancel", "2020-1", "--why", "疫情"}) == "jointcase: task " + first + " was done on 2020-02-20; `task import` corrects it");
    CHECK(jointcase.no(5, {"task", "assign", "马国良", "整理马大力案同类判例", "--due", "2020-03-11"}) == "jointcase: this task is there already as " + first + ", with other details");
}

TEST_CASE("a task is cancelled for a reason") {
    World jointcase;
    jointcase.ok(assign);
    CHECK(jointcase.no(2, {"task", "cancel", "2020-1", "--why", " "}) == "jointcase: cancelling a task needs a reason");
    CHECK(jointcase.ok({"task", "cancel", "2020-1", "--why", "疫情"}) == first);
    CHECK(row(jointcase) == first + ",622921-001,2020-02-20,2020-03-10,,2020-02-20,疫情,cancelled");
    CHECK(jointcase.no(5, {"task", "done", "2020-1"}) == "jointcase: task " + first + " was cancelled on 2020-02-20; `task import` corrects it");
}

TEST_CASE("tasks are numbered by office and year, and a number is that of a whole task") {
    World jointcase;
    jointcase.ok(assign);
    CHECK(jointcase.ok({"task", "assign", "孙小玉", "旁听庭审", "--due", "2020-01-15", "--on", "2019-12-30"}) == "T622900-2019-1");
    for (int i = 2; i <= 10; ++i) CHECK(jointcase.ok({"task", "assign", "孙小玉", "旁听第" + std::to_string(i) + "次", "--due", "2020-03-01"}) == "T622900-2020-" + std::to_string(i));
    CHECK(jointcase.ok({"task", "done", "2020-1"}) == first);
    CHECK(jointcase.no(4, {"task", "done", "2020-11"}) == "jointcase: there is no task “2020-11”; `task list` shows them");
    CHECK(jointcase.no(4, {"task", "done", "旁听"}).starts_with("jointcase: “旁听” may be any of: T622900-2019-1 孙小玉, T622900-2020-10 孙小玉, "));
}

TEST_CASE("invariant 14: a task may be due in the future, and neither assigned, done nor cancelled in it") {
    World jointcase;
    const std::string future = "jointcase: 2020-02-21 lies in the future; today is 2020-02-20";
    CHECK(jointcase.no(2, {"task", "assign", "马国良", "授课", "--due", "2020-03-01", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"task", "assign", "马国良", "授课", "--due", "2020-02-19"}) == "jointcase: a task is due after it was assigned (2020-02-20)");
    jointcase.ok(assign);
    CHECK(jointcase.no(2, {"task", "done", "2020-1", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"task", "cancel", "2020-1", "--why", "疫情", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"task", "done", "2020-1", "--on", "2020-02-19"}) == "jointcase: a task is done after it was assigned (2020-02-20)");
}

TEST_CASE("tasks are listed by talent, case and state, as of the day; overdue is derived") {
    World jointcase;
    jointcase.ok({"task", "assign", "马国良", "授课", "--due", "2020-02-15", "--on", "2020-02-10", "--by", "李明"});
    jointcase.ok({"task", "assign", "孙小玉", "旁听", "--due", "2020-02-20", "--on", "2020-02-12", "--case", "2020-12"});
    const auto keys = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"task", "list", "--csv", "--fields", "key"});
        return jointcase.ok(more);
    };
    CHECK(keys({"--overdue"}) == "key\r\nT622900-2020-1\r");
    CHECK(keys({"--overdue", "--as-of", "2020-02-15"}) == "key\r");
    CHECK(keys({"--as-of", "2020-02-11"}) == "key\r\nT622900-2020-1\r");
    CHECK(keys({"--talent", "孙小玉"}) == "key\r\nT622900-2020-2\r");
    CHECK(keys({"--by", "李明"}) == "key\r\nT622900-2020-1\r");
    CHECK(keys({"--case", "2020-12"}) == "key\r\nT622900-2020-2\r");
    jointcase.ok({"task", "done", "2020-1"});
    CHECK(keys({"--state", "done"}) == "key\r\nT622900-2020-1\r");
    CHECK(keys({"--overdue"}) == "key\r");
    CHECK(keys({"--state", "assigned", "--as-of", "2020-02-19"}) == "key\r\nT622900-2020-1\r\nT622900-2020-2\r");
}

TEST_CASE("parties in a task of a case are masked") {
    World jointcase;
    jointcase.ok(assign);
    CHECK(jointcase.cell({"task", "list"}, "title") == "整理马某某案同类判例");
    CHECK(jointcase.cell({"task", "list", "--unmask"}, "title") == "整理马大力案同类判例");
    CHECK(jointcase.ok({"task", "assign", "孙小玉", "旁听马大力案", "--due", "2020-03-10", "--case", "2020-12", "--json"}).find("马大力") == std::string::npos);
}

TEST_CASE("tasks are imported, and matched by number, source number, or what they are") {
    World jointcase;
    const std::string head = "任务编号,承担人,任务,交办人,交办日期,完成期限,完成日期,取消日期,完成情况,原编号\n";
    CHECK(jointcase.ok({"task", "import", jointcase.file("a.csv", head + "T622921-2019-4,马国良,授课,,2019-06-01,2019-07-01,,,,\n,孙小玉,旁听,李明,2020-02-10,2020-02-15,,,,R-1\n,孙小玉,调研,,2020-02-10,2020-03-15,,,,\n")}) ==
          "added 3, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.ok({"task", "import", jointcase.file("b.csv", head + "T622921-2019-4,马国良,授课,,2019-06-01,2019-07-01,2019-06-20,,两课时,\n,孙小玉,旁听,,2020-02-10,2020-02-15,,2020-02-12,疫情,R-1\n,孙小玉,调研,,2020-02-10,2020-03-15,,,,\n")}) ==
          "added 0, updated 2, unchanged 1, rejected 0");
    CHECK(row(jointcase) == "T622900-2020-1,622923-002,2020-02-10,2020-02-15,,2020-02-12,疫情,cancelled\nT622900-2020-2,622923-002,2020-02-10,2020-03-15,,,,assigned\n"
                            "T622921-2019-4,622921-001,2019-06-01,2019-07-01,2019-06-20,,两课时,done");
    const auto bad = jointcase.file("c.csv", head + "2019-4,马国良,授课,,2019-06-01,2019-05-01,2019-06-02,2019-06-02,,\n");
    jointcase.no(65, {"task", "import", bad});
    CHECK(jointcase.err == bad + ":2: 任务编号: “2019-4” is no number of a task; it is like T622900-2020-3\n" + bad + ":2: 完成期限: a task is due after it was assigned (2019-06-01)\n" + bad +
                               ":2: 取消日期: a task is done or cancelled, not both\n" + bad + ":2: 完成情况: cancelling a task needs a reason\nwould add 0, update 0, leave 0 as they are, reject 1 (nothing was written)\njointcase: 1 rows cannot be imported; nothing was written\n");
}
