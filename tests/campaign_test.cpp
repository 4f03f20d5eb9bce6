#include "world.hpp"

using jointcase::test::World;

TEST_CASE("a campaign is found by code and name, and has one of each") {
    World jointcase;
    CHECK(jointcase.ok({"campaign", "add", "saohei", "--name", "扫黑除恶专项斗争", "--from", "2018-01-01", "--to", "2020-12-31"}) == "saohei");
    CHECK(jointcase.ok({"campaign", "list", "--csv"}) == "key,name,from,to,source_no\r\nsaohei,扫黑除恶专项斗争,2018-01-01,2020-12-31,\r");
    CHECK(jointcase.cell({"campaign", "show", "扫黑除恶专项斗争"}, "key") == "saohei");
    CHECK(jointcase.no(5, {"campaign", "add", "saohei", "--name", "另一个", "--from", "2018-01-01"}) == "jointcase: campaign saohei is there already, with other details");
    CHECK(jointcase.no(2, {"campaign", "add", "Sao", "--name", "x", "--from", "2018-01-01"}) == "jointcase: the code of a campaign is lower-case letters, digits and _, not “Sao”");
}

TEST_CASE("campaigns are imported, and a case names them by code or name") {
    World jointcase;
    jointcase.ok({"campaign", "import", jointcase.file("c.csv", "代码,名称,起始日期\nsaohei,扫黑除恶专项斗争,2018-01-01\n")});
    CHECK(jointcase.ok({"campaign", "import", jointcase.file("c2.csv", "代码,名称,起始日期,截止日期\nsaohei,扫黑除恶专项斗争,2018-01-01,2020-12-31\n")}) == "added 0, updated 1, unchanged 0, rejected 0");
    jointcase.ok({"case", "edit", "2020-12", "--campaign", "扫黑除恶专项斗争"});
    CHECK(jointcase.cell({"case", "show", "2020-12"}, "campaigns") == "saohei");
    CHECK(jointcase.no(4, {"case", "edit", "2020-12", "--campaign", "saohie"}) == "jointcase: there is no campaign “saohie”; did you mean: saohei");
}
