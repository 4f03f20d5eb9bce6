#include "cli.hpp"

using jointcase::test::Cli;

TEST_CASE("an office is found by code, name, short name and alias") {
    Cli jointcase;
    CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--short-name", "临县检", "--level", "county", "--alias", "临夏县院"}) == 0);
    CHECK(jointcase.out == "622921\n");
    for (const char* name : {"622921", "临夏县人民检察院", "临县检", "临夏县院"}) {
        CHECK(jointcase({"office", "show", name, "--fields", "key", "--csv"}) == 0);
        CHECK(jointcase.out == "key\r\n622921\r\n");
    }
}
