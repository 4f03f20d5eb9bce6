#include "cli.hpp"

using jointcase::test::Cli;

TEST_CASE("an office is found by code, name, short name, alias and source number") {
    Cli jointcase;
    CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--short-name", "临县检", "--level", "county", "--alias", "临夏县院", "--source-no", "L-21"}) == 0);
    CHECK(jointcase.out == "622921\n");
    for (const char* name : {"622921", "临夏县人民检察院", "临县检", "临夏县院", "L-21", "临夏"}) {
        CHECK(jointcase({"office", "show", name, "--fields", "key", "--csv"}) == 0);
        CHECK(jointcase.out == "key\r\n622921\r\n");
    }
}

TEST_CASE("part of a name that several offices bear lists them") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "show", "临夏"}) == 4);
    CHECK(jointcase.err == "jointcase: “临夏” may be any of: 622900 临夏州人民检察院, 622921 临夏县人民检察院\n");
}

TEST_CASE("an unknown office is answered with the nearest name") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "show", "永靖县检察院"}) == 4);
    CHECK(jointcase.err == "jointcase: there is no office “永靖县检察院”; did you mean: 永靖县人民检察院\n");
    CHECK(jointcase({"office", "show", "622999"}) == 4);
    CHECK(jointcase.err == "jointcase: there is no office “622999”; `office list` shows them\n");
}

TEST_CASE("an office needs a code of six digits, a name and a level") {
    Cli jointcase;
    CHECK(jointcase({"office", "add", "6229"}) == 2);
    CHECK(jointcase.err == "jointcase: “6229” is not an office code of six digits; an office has a name; the level is missing: supreme, province, prefecture or county\n");
}

TEST_CASE("a name, short name or alias names one office") {
    Cli jointcase;
    jointcase.with_offices();
    for (const char* option : {"--name", "--short-name", "--alias"}) {
        CHECK(jointcase({"office", "edit", "622921", option, "州院"}) == 5);
        CHECK(jointcase.err == "jointcase: “州院” already names office 622900 临夏州人民检察院\n");
    }
}

TEST_CASE("an office cannot close before it opened, nor be its own parent") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "edit", "622921", "--opened-on", "1978-06-01", "--closed-on", "1978-05-31"}) == 2);
    CHECK(jointcase.err == "jointcase: an office cannot close before it opened\n");
    CHECK(jointcase({"office", "edit", "622921", "--parent", "622921"}) == 2);
    CHECK(jointcase.err == "jointcase: an office is not its own parent\n");
}

TEST_CASE("an edit changes what it names, clears what is empty, and leaves the rest") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "edit", "州院", "--short-name", "临州检", "--opened-on", "1956-10-01"}) == 0);
    CHECK(jointcase({"office", "edit", "州院", "--alias", "", "--opened-on", ""}) == 0);
    CHECK(jointcase({"office", "show", "临州检", "--csv"}) == 0);
    CHECK(jointcase.out == "key,name,short_name,level,parent,aliases,opened_on,closed_on,source_no\r\n622900,临夏州人民检察院,临州检,prefecture,,,,,\r\n");
}

TEST_CASE("offices are listed by code, of one level or under one parent") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "list"}) == 0);
    CHECK(jointcase.out == "code    name              short name  level       parent  aliases\n"
                           "──────  ────────────────  ──────────  ──────────  ──────  ───────\n"
                           "622900  临夏州人民检察院              prefecture          州院\n"
                           "622921  临夏县人民检察院              county      622900\n"
                           "622923  永靖县人民检察院              county      622900\n");
    CHECK(jointcase({"office", "list", "--level", "州级", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622900\r\n");
    CHECK(jointcase({"office", "list", "--parent", "州院", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622921\r\n622923\r\n");
}
