#include "world.hpp"

using jointcase::test::read_file;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = "临州检联席〔2020〕1号";
const std::string referral = std::string(the_case) + "#1";

std::vector<std::string> convening(const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00"};
    args.insert(args.end(), more.begin(), more.end());
    return args;
}
const std::vector<std::string> people{"--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅"};

} // namespace

TEST_CASE("a meeting is convened on an accepted referral, by a prosecutor who handles none of its items") {
    World jointcase;
    jointcase.submit();
    CHECK(jointcase.no(5, convening(people)) == "jointcase: referral " + referral + " is submitted, not accepted (Songbei art 2); `referral accept` comes first");
    jointcase.ok({"referral", "accept", "2020-12", "--by", "李明"});
    CHECK(jointcase.no(5, convening({"--chair", "陈晓东", "--recorder", "王芳"})) == std::string("jointcase: 622900-003 陈晓东 handles ") + the_case + " and presents it (组织法 art 34): the chair is another; --chair names one");
    CHECK(jointcase.no(5, convening({"--chair", "王芳", "--recorder", "李明"})) == "jointcase: 622900-002 王芳 is no prosecutor on 2020-02-21 and cannot chair (Songbei art 6); --chair names a prosecutor");
    CHECK(jointcase.no(5, convening({"--chair", "李明", "--recorder", "王芳", "--invite", "陈晓东"})) ==
          std::string("jointcase: 622900-003 陈晓东 handles ") + the_case + ": a handler presents and is no member (rule handler_counts, 组织法 art 34: the handler decides, the conference advises)");
    CHECK(jointcase.no(5, convening({"--chair", "李明", "--recorder", "王芳", "--invite", "马国良,孙小玉"})) ==
          "jointcase: the quorum is 3 prosecutors, 2 are invited (rule quorum_min, Songbei art 5)");
    CHECK(jointcase.no(2, {"meeting", "convene", "2020-12", "--at", "2020-02-19 09:00", "--chair", "李明", "--recorder", "王芳"}).find("is over; what was held already is entered by `meeting import`") != std::string::npos);
    CHECK(jointcase.ok(convening(people)) == key);
    CHECK(jointcase.ok({"meeting", "show", key, "--fields", "state,year,year_seq,total_seq,notice_at", "--csv"}) == "state,year,year_seq,total_seq,notice_at\r\nconvened,2020,1,1,2020-02-20T10:00:00+08:00\r");
}

TEST_CASE("convening makes the attendance of chair, recorder, handler and invited, with the posting of the day") {
    World jointcase;
    jointcase.convene();
    const auto json = jointcase.ok({"meeting", "show", "2020-1", "--json"});
    CHECK(json.find(R"("talent": "622900-003",
      "name": "陈晓东",
      "office": "622900",
      "office_name": "临夏回族自治州人民检察院",
      "category": "prosecutor",
      "grade": "8",
      "role": "presenter",
      "status": "invited")") != std::string::npos);
}

TEST_CASE("a referral is on one live agenda at a time") {
    World jointcase;
    jointcase.convene();
    CHECK(jointcase.no(5, convening(people)) == "jointcase: referral " + referral + " is scheduled, not accepted (Songbei art 2); `referral accept` comes first");
}

TEST_CASE("invariant 15: a number is never used twice, a cancelled meeting keeps it and frees its referrals") {
    World jointcase;
    jointcase.convene();
    jointcase.ok({"meeting", "cancel", "2020-1", "--why", "疫情"});
    CHECK(jointcase.cell({"meeting", "show", "2020-1"}, "state") == "cancelled");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "accepted");
    CHECK(jointcase.ok(convening(people)) == "临州检联席〔2020〕2号");
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1"}) == "jointcase: meeting " + key + " is cancelled, not convened");
}

TEST_CASE("a meeting is found in any bracket style, by its handle, and only by whole numbers") {
    World jointcase;
    jointcase.convene();
    for (const char* text : {"2020-1", "临州检联席〔2020〕1号", "临州检联席[2020]1号", "临州检联席（２０２０）1号"}) CHECK(jointcase.cell({"meeting", "show", text}, "key") == key);
    CHECK(jointcase.no(4, {"meeting", "show", "2020-11"}) == "jointcase: there is no meeting “2020-11”; `meeting list` shows them");
}

TEST_CASE("invariant 8: a session opens with its quorum, its chair and members of two offices") {
    World jointcase;
    jointcase.accept();
    jointcase.ok(convening({"--chair", "李明", "--recorder", "王芳", "--invite", "马国良,杨志强,赵雪梅"}));
    jointcase.at("2020-02-21T09:00:00+08:00");
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1", "--absent", "马国良=出差,赵雪梅"}) == "jointcase: the quorum is 3 prosecutors, 2 are present (rule quorum_min, Songbei art 5)");
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1", "--absent", "李明"}) == "jointcase: the chair of meeting " + key + " is absent; `meeting edit " + key + " --chair …` names another");
    jointcase.ok({"meeting", "start", "2020-1", "--absent", "赵雪梅=出差", "--late", "杨志强"});
    const auto json = jointcase.ok({"meeting", "show", "2020-1", "--json"});
    CHECK(json.find(R"("status": "excused",
      "note": "出差")") != std::string::npos);
    CHECK(json.find(R"("status": "late")") != std::string::npos);
}

TEST_CASE("invariant 17: a cross-office meeting with members of one office cannot be held, and is re-typed") {
    World jointcase;
    jointcase.ok({"talent", "add", "白志刚", "--office", "622900", "--category", "prosecutor"});
    jointcase.accept();
    jointcase.ok(convening({"--chair", "李明", "--recorder", "王芳", "--invite", "杨志强,白志刚"}));
    jointcase.at("2020-02-21T09:00:00+08:00");
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1"}) ==
          "jointcase: the members are of 1 office(s); a cross-office meeting has members of 2 (rule min_offices, the published account of Linxia: the conference is across procuratorates); `meeting edit " + key + " --kind …` makes it another kind");
    jointcase.ok({"meeting", "edit", "2020-1", "--kind", "cross_department"});
    jointcase.ok({"meeting", "start", "2020-1"});
    CHECK(jointcase.ok({"meeting", "show", "2020-1", "--json"}).find(R"("kind": "retyped",
      "on": "2020-02-21",
      "from": "cross_office",
      "to": "cross_department")") != std::string::npos);
}

TEST_CASE("an item is discussed when every present member has spoken on each issue or reserved") {
    World jointcase;
    jointcase.start();
    jointcase.at("2020-02-21T10:00:00+08:00");
    for (const char* who : {"李明", "马国良", "赵雪梅"}) {
        jointcase.speak(who, "1");
        jointcase.speak(who, "2");
    }
    jointcase.speak("杨志强", "1");
    CHECK(jointcase.no(5, {"meeting", "discuss", "2020-1", "1"}) == "jointcase: on item 1 these have neither an opinion nor a reserve yet: 622900-004 杨志强 (1.2); `opinion record` enters one, stance reserve for who says nothing");
    CHECK(jointcase.no(5, {"meeting", "close", "2020-1"}) == "jointcase: meeting " + key +
                                                                 " cannot be closed: neither an opinion nor a reserve yet from 622900-004 杨志强 (1.2); record them, or defer the item (--defer ITEM=why)");
    jointcase.ok({"opinion", "record", "2020-1", "杨志强", "2", "reserve"});
    jointcase.ok({"meeting", "discuss", "2020-1", "1"});
    jointcase.ok({"meeting", "close", "2020-1", "--at", "2020-02-21 09:59"});
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "discussed");
}

TEST_CASE("a deferred item makes its referral accepted again") {
    World jointcase;
    jointcase.start();
    jointcase.at("2020-02-21T10:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1", "--defer", "1=补查"});
    CHECK(jointcase.cell({"meeting", "show", "2020-1"}, "state") == "held");
    CHECK(jointcase.cell({"referral", "show", "2020-12"}, "state") == "accepted");
}

TEST_CASE("a postponed meeting stays convened, under its number, and tells from when to when") {
    World jointcase;
    jointcase.convene();
    CHECK(jointcase.no(2, {"meeting", "postpone", "2020-1", "--to", "2020-02-19 09:00", "--why", "x"}).find("a meeting is postponed to a time to come") != std::string::npos);
    jointcase.ok({"meeting", "postpone", "2020-1", "--to", "2021-01-08 09:00", "--why", "疫情"});
    CHECK(jointcase.cell({"meeting", "show", "2020-1"}, "key") == key);
    CHECK(jointcase.ok({"meeting", "show", "2020-1", "--json"}).find(R"("from": "2020-02-21T09:00:00+08:00",
      "to": "2021-01-08T09:00:00+08:00",
      "why": "疫情")") != std::string::npos);
}

TEST_CASE("invariant 13: nothing is added to a meeting that was held") {
    World jointcase;
    jointcase.hold();
    CHECK(jointcase.no(5, {"meeting", "invite", "2020-1", "周建军"}) == "jointcase: meeting " + key + " is held: nobody can be invited any more; another meeting takes them");
    CHECK(jointcase.no(5, {"meeting", "attend", "2020-1", "马国良", "absent"}) == "jointcase: meeting " + key + " is held; its attendance is settled");
    CHECK(jointcase.no(65, {"meeting", "import", jointcase.file("m.csv", "会议编号,结束时间,会议类型,会议形式\n临州检联席〔2020〕1号,2020-02-21 10:30,跨院,现场\n")}).find("was held step by step here; an import does not change it") != std::string::npos);
}

TEST_CASE("invariant 16: a later posting changes no meeting that was held") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"talent", "post", "马国良", "--office", "622923", "--category", "assistant", "--from", "2020-02-21"});
    CHECK(jointcase.ok({"meeting", "show", "2020-1", "--json"}).find(R"("talent": "622921-001",
      "name": "马国良",
      "office": "622921",
      "office_name": "临夏县人民检察院",
      "category": "prosecutor")") != std::string::npos);
}

TEST_CASE("in a written meeting those who give an opinion take part") {
    World jointcase;
    jointcase.accept();
    jointcase.ok(convening({"--mode", "written", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"}));
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    for (const char* who : {"李明", "马国良"}) {
        jointcase.speak(who, "1");
        jointcase.speak(who, "2");
    }
    CHECK(jointcase.no(5, {"meeting", "close", "2020-1"}) == "jointcase: the quorum is 3 prosecutors, 2 take part in item 1 (rule quorum_min, Songbei art 5)");
    jointcase.speak("赵雪梅", "1");
    jointcase.speak("赵雪梅", "2");
    jointcase.ok({"meeting", "close", "2020-1"});
}

TEST_CASE("past meetings are imported with agenda and attendance, what can no longer be judged listed as exceptions") {
    World jointcase;
    const auto meetings = jointcase.file("m.csv", "会议编号,主办院,会议类型,会议形式,开始时间,结束时间\n临州检联席〔2019〕3号,622900,跨院,现场,2019-05-06 09:00,2019-05-06 11:00\nZ-9,622921,部门,现场,,2019-06-07\n");
    const auto agenda = jointcase.file("a.csv", "会议编号,序号,案件,议题\n临州检联席〔2019〕3号,1,2020-12,是否构成诈骗\nZ-9,1,2020-12,转账记录\n");
    const auto attendance = jointcase.file("t.csv", "会议编号,参会人,角色,出席情况\n临州检联席〔2019〕3号,王芳,主持,出席\n临州检联席〔2019〕3号,马国良,成员,出席\n临州检联席〔2019〕3号,赵雪梅,列席,出席\n");
    CHECK(jointcase.ok({"meeting", "import", meetings, "--agenda", agenda, "--attendance", attendance}) == "added 7, updated 0, unchanged 0, rejected 0");
    CHECK(jointcase.err == "meetings entered with exceptions, listed by `meeting show`: chair 1, quorum 2\n");
    CHECK(jointcase.ok({"meeting", "list", "--fields", "key,entered_later,year_seq,total_seq,source_no,state", "--csv"}) ==
          "key,entered_later,year_seq,total_seq,source_no,state\r\n临州检联席〔2019〕3号,1,3,1,,held\r\n临县检联席〔2019〕1号,1,1,1,Z-9,held\r");
    CHECK(jointcase.ok({"meeting", "show", "临州检联席〔2019〕3号", "--json"}).find("622900-002 王芳, who chaired, was no prosecutor") != std::string::npos);
    CHECK(jointcase.ok({"referral", "list", "--fields", "key,state,requested_on,reasons", "--csv"}) == "key,state,requested_on,reasons\r\n" + referral + ",discussed,,\r\n" + the_case + "#2,discussed,,\r");
    CHECK(jointcase.ok({"meeting", "import", meetings, "--agenda", agenda, "--attendance", attendance, "--again"}) == "added 0, updated 0, unchanged 7, rejected 0");
    CHECK(jointcase.ok({"report", "2019-05", "--table", "T2", "--json"}).find(R"("indicator": "requested",
      "current": 0)") != std::string::npos);
}

TEST_CASE("what a file says otherwise of who attended is changed, passed over or a finding, as asked") {
    World jointcase;
    const auto meetings = jointcase.file("m.csv", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-9,622921,部门,现场,2019-06-07\n");
    const auto attended = [&](const std::string& status) { return jointcase.file(status + ".csv", "会议编号,参会人,角色,出席情况\nZ-9,王芳,成员," + status + "\n"); };
    const std::vector<std::string> import{"meeting", "import", meetings, "--attendance"};
    const auto with = [&](const std::string& status, const std::string& policy) { auto args = import; args.insert(args.end(), {attended(status), "--on-conflict", policy}); return args; };
    jointcase.ok(with("出席", "update"));
    CHECK(jointcase.ok(with("请假", "skip")) == "added 0, updated 0, unchanged 2, rejected 0");
    CHECK(jointcase.no(65, with("缺席", "error")).starts_with(attended("缺席") + ":2: 临县检联席〔2019〕1号/622900-002 is there already with other details (--on-conflict error)\n"));
    CHECK(jointcase.ok(with("迟到", "update")) == "added 0, updated 1, unchanged 1, rejected 0");
}

TEST_CASE("of a file that is skipped in part, the agenda and attendance of a rejected meeting are rejected too, each to its own file") {
    World jointcase;
    const auto meetings = jointcase.file("m.csv", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-8,622921,部门,现场,2999-06-07\nZ-9,622921,部门,现场,2019-06-07\n");
    const auto attendance = jointcase.file("t.csv", "会议编号,参会人,角色,出席情况\nZ-8,王芳,成员,出席\nZ-9,王芳,成员,出席\n");
    const auto rejects = (jointcase.folder / "r.csv").string();
    CHECK(jointcase({"meeting", "import", meetings, "--attendance", attendance, "--on-error", "skip", "--rejects", rejects}) == 3);
    CHECK(jointcase.out == "added 2, updated 0, unchanged 0, rejected 2\n");
    CHECK(read_file(rejects).find("\r\nZ-8,622921,部门,现场,2999-06-07,2,结束时间,future,") != std::string::npos);
    CHECK(read_file(jointcase.folder / "r.attendance.csv").find("\r\nZ-8,王芳,成员,出席,2,会议编号,missing,") != std::string::npos);
}

TEST_CASE("conferences before the tool go on in the total number of the configured office") {
    World jointcase;
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[meeting]\nheld_before = 30\n");
    jointcase.convene();
    CHECK(jointcase.cell({"meeting", "show", "2020-1"}, "total_seq") == "31");
}

// --- quorum by the rules the meeting keeps

namespace {

std::string profile(const std::string& rules) {
    return "[office]\ncode = \"622900\"\nshort_name = \"临州检\"\n[database]\npath = \"jointcase.db\"\n[rules]\n" + rules;
}

// A department of `size` prosecutors beside 李明, who chairs, in the prefecture's office.
void fill_department(World& jointcase, int size) {
    std::string rows = "单位,工号,姓名,人员类别,部门,职务\n622900,001,李明,检察官,第一检察部,部门负责人\n";
    for (int i = 1; i < size; ++i) rows += "622900,1" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ",部员" + std::to_string(i) + ",检察官,第一检察部,\n";
    jointcase.ok({"talent", "import", jointcase.file("department.csv", rows)});
}

std::vector<std::string> department_meeting(int invited) {
    std::string list;
    for (int i = 1; i <= invited; ++i) list += (list.empty() ? "部员" : ",部员") + std::to_string(i);
    return convening({"--chair", "李明", "--recorder", "王芳", "--kind", "department", "--department", "第一检察部", "--invite", list});
}

} // namespace

TEST_CASE("a profile rules from its day on, and a meeting keeps the rules it was convened under") {
    World jointcase;
    jointcase.accept();
    jointcase.file(".jointcase.toml", profile("profile = \"songbei\"\n"));
    CHECK(jointcase.no(5, convening(people)) == "jointcase: the rules of the profile songbei are valid from 2021-10-11 (rule valid_from)");
    jointcase.file(".jointcase.toml", profile("quorum_min = 2\n"));
    jointcase.ok(convening({"--chair", "李明", "--recorder", "王芳", "--invite", "马国良"}));
    jointcase.file(".jointcase.toml", profile("quorum_min = 5\n"));
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    CHECK(jointcase.ok({"config", "rules", "--meeting", "2020-1", "--fields", "rule,value,source", "--csv"}).find("quorum_min,2,the configuration at the time\r\n") != std::string::npos);
    CHECK(jointcase.ok({"config", "rules", "--fields", "rule,value,source", "--csv"}).find("quorum_min,5,file:") != std::string::npos);
}

TEST_CASE("the quorum of a department is a third of its prosecutors: 3 of 7, 4 of 10; of 2 a cross-department meeting is advised") {
    const auto refusal = [](int size, int invited) {
        World jointcase;
        fill_department(jointcase, size);
        jointcase.accept();
        jointcase.file(".jointcase.toml", profile("profile = \"songbei\"\nvalid_from = \"2018-01-01\"\n"));
        return jointcase(department_meeting(invited)) == 0 ? std::string() : jointcase.err;
    };
    CHECK(refusal(7, 2) == "");
    CHECK(refusal(7, 1) == "jointcase: the quorum is 3 prosecutors, 2 are invited (rule quorum_min, Songbei art 5)\n");
    CHECK(refusal(10, 3) == "");
    CHECK(refusal(10, 2) == "jointcase: the quorum is 4 prosecutors, 3 are invited (rule quorum_fraction, Songbei art 5: at least a third of the department's prosecutors)\n");
    CHECK(refusal(2, 1) == "jointcase: the quorum is 3 prosecutors, 2 are invited (rule quorum_min, Songbei art 5); the department has 2 prosecutors: `meeting edit " + key +
                               " --kind cross_department` makes it a cross-department meeting\n");
}

// --- the order of speaking

TEST_CASE("observers speak first, then members from the lowest grade up, the shorter time in it first, then in quota; the chair last") {
    World jointcase;
    jointcase.ok({"talent", "import", jointcase.file("more.csv", "单位,工号,姓名,人员类别,入额,入额日期,等级,等级日期\n"
                                                                 "622921,011,甲一,检察官,是,2017-01-01,9,2018-01-01\n"
                                                                 "622921,012,乙二,检察官,是,2017-01-01,9,2019-01-01\n"
                                                                 "622921,013,丙三,检察官,是,2018-01-01,9,2018-01-01\n"
                                                                 "622921,014,丁四,检察官,否,,,\n")});
    jointcase.accept();
    jointcase.ok(convening({"--chair", "李明", "--recorder", "王芳", "--invite", "甲一,乙二,丙三,丁四,周建军"}));
    jointcase.ok({"meeting", "invite", "2020-1", "孙小玉", "--as", "observer"});
    const std::vector<std::string> order{"meeting", "order", "2020-1", "--fields", "place,name,role", "--csv"};
    CHECK(jointcase.ok(order) == "place,name,role\r\n1,孙小玉,observer\r\n2,丁四,member\r\n3,乙二,member\r\n4,丙三,member\r\n5,甲一,member\r\n6,周建军,member\r\n7,李明,chair\r");
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1", "--absent", "乙二=出差"});
    CHECK(jointcase.ok(order) == "place,name,role\r\n1,孙小玉,observer\r\n2,丁四,member\r\n3,丙三,member\r\n4,甲一,member\r\n5,周建军,member\r\n6,李明,chair\r");
}

// --- who came when

TEST_CASE("who is late came at a time, who leaves early left at one") {
    World jointcase;
    jointcase.convene();
    jointcase.at("2020-02-21T10:00:00+08:00");
    CHECK(jointcase.no(2, {"meeting", "start", "2020-1", "--late", "马国良=十点"}).starts_with("jointcase: --late: "));
    jointcase.ok({"meeting", "start", "2020-1", "--at", "2020-02-21 09:00", "--late", "马国良=2020-02-21 09:20"});
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "杨志强", "left_early", "--at", "2020-02-21 11:00"}) == "jointcase: 2020-02-21T11:00:00+08:00 lies in the future; now is 2020-02-21T10:00:00+08:00");
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "杨志强", "present", "--at", "2020-02-21 09:40"}) == "jointcase: a time goes with late or left_early: when one came, or left");
    jointcase.ok({"meeting", "attend", "2020-1", "杨志强", "left_early", "--at", "2020-02-21 09:40"});
    const auto json = jointcase.ok({"meeting", "show", "2020-1", "--json"});
    CHECK(json.find(R"("status": "late",
      "note": null,
      "materials_sent_at": null,
      "read_at": null,
      "came_at": "2020-02-21T09:20:00+08:00",
      "left_at": null)") != std::string::npos);
    CHECK(json.find(R"("left_at": "2020-02-21T09:40:00+08:00")") != std::string::npos);
}

TEST_CASE("invariant 7: the handler presents, and is a member only where the rules let handlers count") {
    World jointcase;
    jointcase.accept();
    const std::vector<std::string> with_handler{"--chair", "李明", "--recorder", "王芳", "--invite", "马国良,陈晓东"};
    CHECK(jointcase.no(5, convening(with_handler)).find("a handler presents and is no member") != std::string::npos);
    jointcase.file(".jointcase.toml", profile("handler_counts = true\n"));
    jointcase.ok(convening({"--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅"}));
    CHECK(jointcase.ok({"meeting", "show", "2020-1", "--json"}).find(R"("role": "presenter")") != std::string::npos);
}
