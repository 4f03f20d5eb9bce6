#include "world.hpp"
#include "sqlite.hpp"

#include <nlohmann/json.hpp>

using jointcase::test::value;
using jointcase::test::World;

namespace {

const std::string key = "622921-001/2020-02-01";

struct Designated : World {
    Designated() { CHECK(ok({"exemplar", "designate", "马国良", "全州刑检业务标兵", "--level", "州级", "--on", "2020-02-01"}) == key); }

    // Lines of one part of the exemplar, as JSON without keys.
    std::string part(const std::string& name) {
        const auto whole = nlohmann::ordered_json::parse(ok({"exemplar", "show", "马国良", "--json"}));
        std::string text;
        for (const auto& row : whole[name]) {
            std::string line;
            for (const auto& cell : row) line += (line.empty() ? "" : ",") + (cell.is_string() ? cell.get<std::string>() : cell.is_null() ? "" : cell.dump());
            text += (text.empty() ? "" : "\n") + line;
        }
        return text;
    }
};

} // namespace

TEST_CASE("an exemplar is a talent designated on a day, and the same again is that one") {
    Designated jointcase;
    CHECK(jointcase.ok({"exemplar", "designate", "马国良", "全州刑检业务标兵", "--on", "2020-02-01"}) == key);
    CHECK(jointcase.no(5, {"exemplar", "designate", "马国良", "先进工作者", "--on", "2020-02-01"}) == "jointcase: 622921-001 马国良 was designated on 2020-02-01 already, with other details; `exemplar import` corrects it");
    CHECK(jointcase.ok({"exemplar", "designate", "马国良", "先进工作者"}) == "622921-001/2020-02-20");
    CHECK(jointcase.ok({"exemplar", "list", "--csv"}) == "key,talent,designated_on,title,level,source_no,talent_name,visit_count,visited_on,open_matters,publicity_count\r\n" + key +
                                                             ",622921-001,2020-02-01,全州刑检业务标兵,州级,,马国良,0,,0,0\r\n622921-001/2020-02-20,622921-001,2020-02-20,先进工作者,,,马国良,0,,0,0\r");
    CHECK(jointcase.no(4, {"exemplar", "show", "马国良"}) == "jointcase: “马国良” may be any of: " + key + " 全州刑检业务标兵, 622921-001/2020-02-20 先进工作者");
    CHECK(jointcase.cell({"exemplar", "show", "马国良/2020-02-20"}, "title") == "先进工作者");
    CHECK(jointcase.no(4, {"exemplar", "show", "马国良/2020-02-02"}) == "jointcase: 622921-001 was not designated as an exemplar on 2020-02-02");
    CHECK(jointcase.no(4, {"exemplar", "show", "李明"}) == "jointcase: 622900-001 李明 was not designated as an exemplar; `exemplar designate` does");
}

TEST_CASE("a visit raises matters, which are resolved one by one") {
    Designated jointcase;
    const std::vector<std::string> visit{"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-02-12", "--matter", "困难：夫妻分居", "--matter", "question:如何讲评"};
    CHECK(jointcase.ok(visit) == key + "/1");
    CHECK(jointcase.ok(visit) == key + "/1");
    CHECK(jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-02-12", "--matter", "不足:释法说理"}) == key + "/1");
    CHECK(jointcase.ok({"exemplar", "resolve", "马国良#1.2", "--on", "2020-02-15"}) == key + "/1/2");
    CHECK(jointcase.part("visits") == "1,622900-001,李明,,2020-02-12");
    CHECK(jointcase.part("matters") == "1.1,hardship,夫妻分居,\n1.2,question,如何讲评,2020-02-15\n1.3,shortcoming,释法说理,");
    CHECK(jointcase.no(5, {"exemplar", "resolve", "马国良#1.2"}) == "jointcase: matter " + key + "/1/2 was resolved on 2020-02-15; `exemplar import` corrects it");
    CHECK(jointcase.no(4, {"exemplar", "resolve", "马国良#1"}) == "jointcase: at visit 1 of " + key + " 3 matters came up; name one, such as " + key + "#1.1");
    CHECK(jointcase.no(4, {"exemplar", "resolve", "马国良#2"}) == "jointcase: " + key + " has no matter 2; `exemplar show " + key + "` shows them");
    CHECK(jointcase.no(2, {"exemplar", "resolve", "马国良#1.1", "--on", "2020-02-11"}) == "jointcase: a matter is resolved after the visit it came up at (2020-02-12)");
}

TEST_CASE("a visit that was planned is the one that is made") {
    Designated jointcase;
    const std::vector<std::string> plan{"exemplar", "visit", "马国良", "--by", "李明", "--planned-on", "2020-02-25"};
    CHECK(jointcase.ok(plan) == key + "/1");
    CHECK(jointcase.ok(plan) == key + "/1");
    CHECK(jointcase.part("visits") == "1,622900-001,李明,2020-02-25,");
    auto early = plan;
    early.insert(early.end(), {"--matter", "困难:夫妻分居"});
    CHECK(jointcase.no(2, early) == "jointcase: matters come up at a visit that was made, and this one is planned");
    CHECK(jointcase.ok({"exemplar", "visit", "马国良", "--by", "王芳"}) == key + "/2");
    CHECK(jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-02-19"}) == key + "/1");
    CHECK(jointcase.part("visits") == "1,622900-001,李明,2020-02-25,2020-02-19\n2,622900-002,王芳,,2020-02-20");
    CHECK(jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明"}) == key + "/3");
}

TEST_CASE("an exemplar is visited by someone else, after the designation") {
    Designated jointcase;
    CHECK(jointcase.no(2, {"exemplar", "visit", "马国良", "--by", "马国良"}) == "jointcase: an exemplar is visited by someone else");
    CHECK(jointcase.no(2, {"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-01-31"}) == "jointcase: a visit comes after the designation (2020-02-01)");
    CHECK(jointcase.no(2, {"exemplar", "visit", "马国良", "--by", "李明", "--matter", "夫妻分居"}) == "jointcase: a matter is KIND:TEXT, such as 困难:子女入学, not “夫妻分居”");
    CHECK(jointcase.no(2, {"exemplar", "visit", "马国良", "--by", "李明", "--matter", "困难: "}) == "jointcase: a matter has a text");
}

TEST_CASE("invariant 14: a visit may be planned for the future; nothing else of an exemplar lies in it") {
    Designated jointcase;
    const std::string future = "jointcase: 2020-02-21 lies in the future; today is 2020-02-20";
    jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明", "--matter", "困难:夫妻分居"});
    CHECK(jointcase.no(2, {"exemplar", "designate", "李明", "标兵", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"exemplar", "resolve", "马国良#1", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.no(2, {"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", "李明", "--on", "2020-02-21"}) == future);
    CHECK(jointcase.ok({"exemplar", "visit", "马国良", "--by", "王芳", "--planned-on", "2020-12-31"}) == key + "/2");
}

TEST_CASE("invariant 21: publicity needs a review, by someone else than the exemplar") {
    Designated jointcase;
    CHECK(jointcase.no(2, {"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", "马国良"}) == "jointcase: publicity needs a review by someone else than the exemplar");
    CHECK(jointcase.no(2, {"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", ""}) == "jointcase: publicity needs a review for secrecy: say who made it");
    const auto bad = jointcase.file("p.csv", "talent,channel,title,published_on,reviewed_by\n马国良,微信,十年,2020-02-10,\n");
    const auto none = jointcase.file("e.csv", "talent,designated_on,title\n马国良,2020-02-01,\n");
    jointcase.no(65, {"exemplar", "import", none, "--publicity", bad});
    CHECK(jointcase.err == bad + ":2: reviewed_by: publicity needs a review for secrecy: say who made it\nwould add 0, update 0, leave 1 as they are, reject 1 (nothing was written)\njointcase: 1 rows cannot be imported; nothing was written\n");
    CHECK(jointcase.shell("sqlite3 '" + jointcase.database().string() + "' \"insert into publicity (key, exemplar, seq, channel, title, published_on) values ('x', 1, 1, 'wechat', 'x', '2020-02-10')\"") != 0);
    CHECK(jointcase.err.find("publicity needs a review") != std::string::npos);
    CHECK(value(jointcase.database(), "select count(*) from publicity") == "0");
}

TEST_CASE("publicity goes out by six channels, reviewed and on a day") {
    Designated jointcase;
    int n = 0;
    for (const char* channel : {"mainstream_media", "内网", "extranet", "微博", "wechat", "客户端"}) {
        CHECK(jointcase.ok({"exemplar", "publish", "马国良", channel, "十年", "--reviewed-by", "李明"}) == key + "/" + std::to_string(++n));
    }
    CHECK(jointcase.ok({"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", "李明"}) == key + "/5");
    CHECK(jointcase.no(5, {"exemplar", "publish", "马国良", "wechat", "十年", "--reviewed-by", "王芳"}) == "jointcase: this is there already as " + key + "/5, reviewed by 622900-001; `exemplar import` corrects it");
    CHECK(jointcase.no(2, {"exemplar", "publish", "马国良", "wechat", "八年", "--reviewed-by", "李明", "--on", "2020-01-31"}) == "jointcase: publicity comes after the designation (2020-02-01)");
    CHECK(jointcase.cell({"exemplar", "list"}, "publicity_count") == "6");
}

TEST_CASE("exemplars are listed by office and open matters, as of the day") {
    Designated jointcase;
    jointcase.ok({"exemplar", "designate", "李明", "标兵", "--on", "2020-02-03"});
    jointcase.ok({"exemplar", "visit", "马国良", "--by", "李明", "--on", "2020-02-12", "--matter", "困难:夫妻分居"});
    const auto list = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"exemplar", "list", "--csv", "--fields", "talent,visit_count,visited_on,open_matters"});
        return jointcase.ok(more);
    };
    CHECK(list({}) == "talent,visit_count,visited_on,open_matters\r\n622900-001,0,,0\r\n622921-001,1,2020-02-12,1\r");
    CHECK(list({"--office", "622900"}) == "talent,visit_count,visited_on,open_matters\r\n622900-001,0,,0\r");
    CHECK(list({"--open"}) == "talent,visit_count,visited_on,open_matters\r\n622921-001,1,2020-02-12,1\r");
    CHECK(list({"--as-of", "2020-02-02"}) == "talent,visit_count,visited_on,open_matters\r\n622921-001,0,,0\r");
    jointcase.ok({"exemplar", "resolve", "马国良#1"});
    CHECK(list({"--open"}) == "talent,visit_count,visited_on,open_matters\r");
    CHECK(list({"--open", "--as-of", "2020-02-19"}) == "talent,visit_count,visited_on,open_matters\r\n622921-001,1,2020-02-12,1\r");
}

TEST_CASE("visits are imported with a row per matter, and matched by visitor and day") {
    Designated jointcase;
    const auto exemplars = jointcase.file("e.csv", "姓名,确定日期,称号\n马国良,2020-02-01,\n");
    const auto visits = [&](const char* name, const std::string& lines) { return jointcase.ok({"exemplar", "import", exemplars, "--again", "--visits", jointcase.file(name, "走访对象,走访人,计划日期,走访日期,事项类型,事项,解决日期\n" + lines)}); };
    CHECK(visits("a.csv", "马国良,李明,,2020-02-12,困难,夫妻分居,\n马国良,李明,,2020-02-12,疑惑,如何讲评,\n马国良,王芳,2020-03-01,,,,\n") == "added 3, updated 0, unchanged 1, rejected 0");
    CHECK(jointcase.part("visits") == "1,622900-001,李明,,2020-02-12\n2,622900-002,王芳,2020-03-01,");
    CHECK(visits("b.csv", "马国良,李明,,2020-02-12,困难,夫妻分居,2020-02-15\n马国良,李明,,2020-02-12,不足,释法说理,\n马国良,王芳,2020-03-01,2020-02-19,,,\n") == "added 1, updated 2, unchanged 1, rejected 0");
    CHECK(jointcase.part("visits") == "1,622900-001,李明,,2020-02-12\n2,622900-002,王芳,2020-03-01,2020-02-19");
    CHECK(jointcase.part("matters") == "1.1,hardship,夫妻分居,2020-02-15\n1.2,question,如何讲评,\n1.3,shortcoming,释法说理,");
    const auto bad = jointcase.file("c.csv", "走访对象,走访人,走访日期,事项类型,事项\n李明,王芳,2020-02-12,,\n马国良,王芳,2020-02-13,困难,\n马国良,马国良,2020-02-13,,\n");
    jointcase.no(65, {"exemplar", "import", exemplars, "--again", "--visits", bad});
    CHECK(jointcase.err == bad + ":2: 走访对象: 622900-001 李明 was not designated as an exemplar; `exemplar designate` does\n" + bad + ":3: 事项: a matter has a text\n" + bad +
                               ":4: 走访人: an exemplar is visited by someone else\nwould add 0, update 0, leave 1 as they are, reject 3 (nothing was written)\njointcase: 3 rows cannot be imported; nothing was written\n");
}

TEST_CASE("a designation is corrected by an import, but not its talent or day") {
    Designated jointcase;
    CHECK(jointcase.ok({"exemplar", "import", jointcase.file("a.csv", "姓名,确定日期,称号,原编号\n马国良,2020-02-01,先进工作者,D-1\n")}) == "added 0, updated 1, unchanged 0, rejected 0");
    CHECK(jointcase.cell({"exemplar", "list"}, "title") == "先进工作者");
    const auto bad = jointcase.file("b.csv", "姓名,确定日期,称号,原编号\n马国良,2020-02-02,先进工作者,D-1\n");
    CHECK(jointcase.no(65, {"exemplar", "import", bad}).starts_with(bad + ":2: a key never changes: talent and day of " + key + " stay\n"));
}
