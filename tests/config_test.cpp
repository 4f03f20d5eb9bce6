#include "cli.hpp"

#include <jointcase/config.hpp>
#include <jointcase/error.hpp>

#include <unistd.h>

using namespace jointcase;
using jointcase::test::Cli;

namespace {

struct Inside { // works in a folder as one who has gone there
    std::filesystem::path before = std::filesystem::current_path();
    explicit Inside(const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder);
        std::filesystem::current_path(folder);
    }
    ~Inside() { std::filesystem::current_path(before); }
};

// value and origin of one key
std::string said(Cli& jointcase, const std::string& key, std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"config", "list", "--show-origin", "--csv"});
    REQUIRE(jointcase(flags) == 0);
    const auto from = jointcase.out.find(key + ",") + key.size() + 1;
    return jointcase.out.substr(from, jointcase.out.find('\r', from) - from);
}

// What a configuration file is told.
std::string complaint(const std::string& toml) {
    Cli jointcase(false);
    const auto file = jointcase.file("c.toml", toml);
    CHECK(jointcase({"-c", file, "office", "list"}) == 78);
    CHECK(jointcase.out == "");
    auto text = jointcase.err;
    for (auto at = text.find(file); at != std::string::npos; at = text.find(file)) text.replace(at, file.size(), "FILE");
    return text;
}

} // namespace

TEST_CASE("a letter that is none of ASCII stands in quotes where it names something") { // sanitizers see what toml++ makes of é
    CHECK(complaint("é = 1\n").starts_with("jointcase: FILE:1: not valid TOML: "));
}

TEST_CASE("a project file keeps what an office is called, whatever that is") {
    Cli jointcase(false);
    for (const std::string name : {"临'''夏\n\"\\", "临\n夏 = 1", "临'夏\t", "\\n"}) {
        CAPTURE(name);
        const std::filesystem::path files[] = {jointcase.file("p.toml", project_file("622900", name, "a.db", Language::zh))};
        CHECK(read_config(files).short_name == name);
    }
}

TEST_CASE("a flag beats the environment, that the nearest project file, that the user's file, that the default") {
    Cli jointcase(false);
    CHECK(said(jointcase, "database.wait") == "10s,default");
    const auto home = jointcase.file(".config/jointcase/config.toml", "[database]\nwait = '1s'\n");
    CHECK(said(jointcase, "database.wait") == "1s,file:" + home + ":2");
    const auto xdg = jointcase.file("xdg/jointcase/config.toml", "[database]\n\nwait = '2s'\n");
    setenv("XDG_CONFIG_HOME", (jointcase.folder / "xdg").c_str(), 1);
    CHECK(said(jointcase, "database.wait") == "2s,file:" + xdg + ":3");
    const auto far = jointcase.file(".jointcase.toml", "database.wait = '3s'\n");
    const Inside inside(jointcase.folder / "a/b");
    CHECK(said(jointcase, "database.wait") == "3s,file:" + far + ":1");
    const auto near = jointcase.file("a/.jointcase.toml", "database.wait = '4s'\n");
    CHECK(said(jointcase, "database.wait") == "4s,file:" + near + ":1");
    setenv("JOINTCASE_WAIT", "5s", 1);
    CHECK(said(jointcase, "database.wait") == "5s,env:JOINTCASE_WAIT");
    CHECK(said(jointcase, "database.wait", {"--wait", "6s"}) == "6s,flag");
}

TEST_CASE("what a nearer file does not say, the farther one still does") {
    Cli jointcase(false);
    const auto home = jointcase.file(".config/jointcase/config.toml", "[database]\nwait = '1s'\n[audit]\ndigest = 'sm3'\n");
    jointcase.file("a/.jointcase.toml", "[database]\nwait = '2s'\n");
    const Inside inside(jointcase.folder / "a");
    CHECK(said(jointcase, "audit.digest") == "sm3,file:" + home + ":4");
}

TEST_CASE("a named configuration file takes the place of the project file") {
    Cli jointcase(false);
    jointcase.file(".jointcase.toml", "database.wait = '1s'\n");
    const auto named = jointcase.file("named.toml", "database.wait = '2s'\n");
    const Inside inside(jointcase.folder);
    CHECK(said(jointcase, "database.wait", {"-c", named}) == "2s,file:" + named + ":1");
    CHECK(said(jointcase, "database.wait", {"-c" + named}) == "2s,file:" + named + ":1");
    CHECK(jointcase({"-c", "nowhere.toml", "config", "list"}) == 78);
    CHECK(jointcase.err == "jointcase: " + (jointcase.folder / "nowhere.toml").string() + ": the configuration file cannot be read\n");
}

TEST_CASE("every override of the environment and of a flag says where it comes from") {
    Cli jointcase(false);
    setenv("JOINTCASE_DB", "/tmp/a.db", 1);
    setenv("JOINTCASE_LANG", "en", 1);
    setenv("JOINTCASE_FORMAT", "md", 1);
    CHECK(said(jointcase, "database.path") == "/tmp/a.db,env:JOINTCASE_DB");
    CHECK(said(jointcase, "language.ui") == "en,env:JOINTCASE_LANG");
    CHECK(said(jointcase, "output.format") == "md,env:JOINTCASE_FORMAT");
    CHECK(said(jointcase, "database.path", {"--db", "/tmp/b.db"}) == "/tmp/b.db,flag");
    CHECK(said(jointcase, "output.format", {"--format", "csv"}) == "csv,flag");
}

TEST_CASE("the language is the locale's where nothing else says it") {
    Cli jointcase(false);
    setenv("LANG", "zh_CN.UTF-8", 1);
    CHECK(said(jointcase, "language.ui") == "zh,env:LANG");
    const auto file = jointcase.file("c.toml", "language.ui = 'en'\n");
    CHECK(said(jointcase, "language.ui", {"-c", file}) == "en,file:" + file + ":1");
}

TEST_CASE("a mistyped key is answered with the nearest one, its file and its line") {
    CHECK(complaint("[database]\n\npaht = 'x.db'\n") == "jointcase: file:FILE:3: there is no configuration key “database.paht”; did you mean: database.path\n");
    CHECK(complaint("[databse]\npath = 'x.db'\n") == "jointcase: file:FILE:1: there is no configuration section [databse]; did you mean: [database]\n");
    CHECK(complaint("[weather]\nrain = true\n") == "jointcase: file:FILE:1: there is no configuration key “weather” (`jointcase config list` shows them all)\n");
    CHECK(complaint("colour = 'red'\n") == "jointcase: file:FILE:1: there is no configuration key “colour” (`jointcase config list` shows them all)\n");
}

TEST_CASE("a value of the wrong type is an error with file and line") {
    CHECK(complaint("[office]\ncode = ['622900']\n") == "jointcase: file:FILE:2: office.code is one text, number or true/false, not a list\n");
    CHECK(complaint("[office]\ncode = 2020-01-01\n") == "jointcase: file:FILE:2: office.code is one text, number or true/false, not a value of another kind\n");
    CHECK(complaint("[meeting]\nheld_before = true\n") == "jointcase: file:FILE:2: meeting.held_before: “true” is not a whole number\n");
    CHECK(complaint("[rules]\nhandler_counts = 'perhaps'\n") == "jointcase: file:FILE:2: rules.handler_counts: “perhaps” is neither yes nor no\n");
    CHECK(complaint("[output]\nformat = 'pdf'\n") == "jointcase: file:FILE:2: output.format: there is no format “pdf”; there are: text, csv, json, jsonl, md, html, xlsx\n");
}

TEST_CASE("a value out of range is an error, never ignored") {
    CHECK(complaint("[rules]\nquorum_min = 0\n") == "jointcase: file:FILE:2: rules.quorum_min: 0 is not between 1 and 100\n");
    CHECK(complaint("[office]\ncode = '6229'\n") == "jointcase: file:FILE:2: office.code: “6229” is not an office code of six digits\n");
    CHECK(complaint("[output]\nmode = '0400'\n") == "jointcase: file:FILE:2: output.mode: “0400” is not a file mode like 0600\n");
    CHECK(complaint("[database]\nwait = 'soon'\n") == "jointcase: file:FILE:2: database.wait: “soon” is not a duration like 10s, 500ms or 2m\n");
    CHECK(complaint("[database]\nwait = '9999999m'\n") == "jointcase: file:FILE:2: database.wait: “9999999m” is longer than a day\n");
    CHECK(complaint("[rules]\nlabel_max = '绝密'\n") == "jointcase: file:FILE:2: rules.label_max: “绝密” is none of: public, internal, work secret\n");
    CHECK(complaint("[meeting]\nsince = '2018-13'\n") == "jointcase: file:FILE:2: meeting.since: “2018-13” is not a month like 2020-03\n");
}

TEST_CASE("the calendar takes lists of days; a malformed one, or one that is there twice, is said with its own line") {
    CHECK(complaint("[calendar]\nholidays = [\n  '2020-01-24',\n  '2020-02-30',\n]\n") == "jointcase: file:FILE:4: calendar.holidays: “2020-02-30” is not a day of the calendar like 2020-03-05\n");
    CHECK(complaint("[calendar]\nholidays = ['2020-01-24',\n 2020-01-24]\n") == "jointcase: file:FILE:3: calendar.holidays: 2020-01-24 is there twice\n");
    CHECK(complaint("[calendar]\nworkdays = '2020-01-19'\n") == "jointcase: file:FILE:2: calendar.workdays: a list of days is needed, such as [\"2020-01-24\", \"2020-01-27\"]\n");
    CHECK(complaint("[calendar]\nholidays = ['2020-01-24']\nworkdays = ['2020-01-24']\n") == "jointcase: file:FILE:3: calendar.workdays: 2020-01-24 is one of the holidays too\n");
    CHECK(complaint("[calendar]\nworkdays = [true]\n").starts_with("jointcase: file:FILE:2: calendar.workdays: “” is not a day"));
    Cli jointcase(false);
    const auto file = jointcase.file("c.toml", "[calendar]\nholidays = ['2020-01-24', 2020-01-27]\nworkdays = ['2020年1月19日']\n");
    CHECK(said(jointcase, "calendar.holidays", {"-c", file}) == "2020-01-24;2020-01-27,file:" + file + ":2");
    CHECK(said(jointcase, "calendar.workdays", {"-c", file}) == "2020-01-19,file:" + file + ":3");
}

TEST_CASE("a file that is no TOML is said with its line, a heading in Chinese too") {
    CHECK(complaint("[office]\ncode = \n").starts_with("jointcase: FILE:2: not valid TOML: "));
    CHECK(complaint("[报表]\n").starts_with("jointcase: FILE:1: not valid TOML: "));
    CHECK(complaint("[office\n").starts_with("jointcase: FILE:1: not valid TOML: "));
    CHECK(complaint("office = {code = \"622900\"").starts_with("jointcase: FILE:1: not valid TOML: "));
}

TEST_CASE("a Windows path in double quotes is told to stand in single ones") {
    CHECK(complaint("[database]\npath = \"C:\\Users\\a.db\"\n").ends_with("; write a Windows path in single quotes\n"));
}

TEST_CASE("an environment variable with a wrong value is named") {
    Cli jointcase(false);
    setenv("JOINTCASE_LANG", "fr", 1);
    CHECK(jointcase({"config", "list"}) == 78);
    CHECK(jointcase.err == "jointcase: env:JOINTCASE_LANG: language.ui: “fr” is neither zh nor en\n");
}

TEST_CASE("a relative database path is relative to the file that says it") {
    Cli jointcase(false);
    const auto file = jointcase.file("etc/c.toml", "[database]\npath = '../data/jointcase.db'\n");
    CHECK(jointcase({"-c", file, "config", "path"}) == 0);
    CHECK(jointcase.out == (jointcase.folder / "data/jointcase.db").string() + "\n");
}

TEST_CASE("without any configuration the way out is db init") {
    Cli jointcase(false);
    const Inside inside(jointcase.folder);
    for (const auto& command : std::vector<std::vector<std::string>>{{"office", "list"}, {"audit", "verify"}, {"config", "path"}}) {
        CHECK(jointcase(command) == 78);
        CHECK(jointcase.err == "jointcase: no database is configured; `jointcase db init --office CODE` makes one here, --db FILE or JOINTCASE_DB names one\n");
    }
}

TEST_CASE("one value is printed alone, a mistyped key answered with the nearest") {
    Cli jointcase;
    CHECK(jointcase({"config", "get", "office.code"}) == 0);
    CHECK(jointcase.out == "622900\n");
    CHECK(jointcase({"config", "get", "office.cod"}) == 4);
    CHECK(jointcase.err == "jointcase: there is no configuration key “office.cod”; did you mean: office.code\n");
}

TEST_CASE("under --json a value comes with its origin, a path as the member of an object") {
    Cli jointcase;
    CHECK(jointcase({"config", "get", "office.code", "--json"}) == 0);
    CHECK(jointcase.out == "{\n  \"key\": \"office.code\",\n  \"value\": \"622900\",\n  \"origin\": \"file:" + (jointcase.folder / ".jointcase.toml").string() + ":8\"\n}\n");
    CHECK(jointcase({"config", "path", "--format", "jsonl"}) == 0);
    CHECK(jointcase.out == "{\"path\":\"" + jointcase.database().string() + "\"}\n");
}

TEST_CASE("the project file that db init writes says office, short name and database") {
    Cli jointcase;
    const auto file = (jointcase.folder / ".jointcase.toml");
    const std::vector<std::filesystem::path> files{file};
    const auto config = read_config(files);
    CHECK(config.office == "622900");
    CHECK(config.short_name == "临州检");
    CHECK(config.database == jointcase.database());
}

TEST_CASE("a duration has a unit") {
    CHECK(parse_duration("500ms").count() == 500);
    CHECK(parse_duration("10s").count() == 10'000);
    CHECK(parse_duration("2m").count() == 120'000);
    CHECK(parse_duration("0").count() == 0);
    for (const char* text : {"", "s", "-1s", "1.5s", "10x", "99999999s"}) CHECK_THROWS_AS(parse_duration(text), Error);
}

TEST_CASE("the shipped profiles have the values of the texts they come from") {
    Cli jointcase;
    const auto rules = [&](const std::string& profile) {
        jointcase.file(".jointcase.toml", "[office]\ncode = '622900'\n[rules]\nprofile = '" + profile + "'\n");
        REQUIRE(jointcase({"config", "rules", "--fields", "rule,value", "--csv"}) == 0);
        return jointcase.out;
    };
    CHECK(rules("linxia") == "rule,value\r\nprofile,linxia\r\nvalid_from,2018-06-01\r\ntally,none\r\nrequest_decision_days,3\r\nquorum_min,3\r\nquorum_fraction,none\r\nmin_offices,2\r\n"
                             "handler_counts,false\r\nlate_opinion_days,3\r\nspeaking_order,by_grade\r\nmaterials_lead_days,3\r\nsign_required,members\r\nsign_due_days,3\r\nfile_due_days,7\r\n"
                             "feedback_due_days,5\r\ndivergence_report,handler\r\nobservers_may_speak,true\r\nresubmit_requires_new_facts,true\r\nlabel_max,work_secret\r\n");
    CHECK(rules("songbei") == "rule,value\r\nprofile,songbei\r\nvalid_from,2021-10-11\r\ntally,count\r\nrequest_decision_days,3\r\nquorum_min,3\r\nquorum_fraction,1/3\r\nmin_offices,1\r\n"
                              "handler_counts,false\r\nlate_opinion_days,3\r\nspeaking_order,as_listed\r\nmaterials_lead_days,none\r\nsign_required,members\r\nsign_due_days,3\r\nfile_due_days,7\r\n"
                              "feedback_due_days,none\r\ndivergence_report,head\r\nobservers_may_speak,true\r\nresubmit_requires_new_facts,true\r\nlabel_max,work_secret\r\n");
    CHECK(rules("spp_civil") == "rule,value\r\nprofile,spp_civil\r\nvalid_from,2021-08-01\r\ntally,count\r\nrequest_decision_days,none\r\nquorum_min,3\r\nquorum_fraction,none\r\nmin_offices,1\r\n"
                                "handler_counts,false\r\nlate_opinion_days,3\r\nspeaking_order,free\r\nmaterials_lead_days,none\r\nsign_required,members\r\nsign_due_days,3\r\nfile_due_days,7\r\n"
                                "feedback_due_days,none\r\ndivergence_report,chief\r\nobservers_may_speak,true\r\nresubmit_requires_new_facts,false\r\nlabel_max,work_secret\r\n");
}

TEST_CASE("each rule of each profile names the text it comes from, in both languages") {
    Cli jointcase;
    for (const char* profile : {"linxia", "songbei", "spp_civil"}) {
        for (const char* language : {"en", "zh"}) {
            jointcase.file(".jointcase.toml", std::string("[office]\ncode = '622900'\n[rules]\nprofile = '") + profile + "'\n");
            REQUIRE(jointcase({"--lang", language, "config", "rules", "--fields", "rule,source", "--csv"}) == 0);
            int without = 0;
            std::istringstream lines(jointcase.out);
            for (std::string line; std::getline(lines, line);) without += line.ends_with(",\r");
            CHECK(without == 2); // the profile itself, and its day
        }
    }
}

TEST_CASE("a rule is overridden beside its profile, within its bounds") {
    CHECK(complaint("[rules]\nprofile = 'lanzhou'\n") == "jointcase: file:FILE:2: rules.profile: there is no rule profile “lanzhou”; there are: linxia, songbei, spp_civil\n");
    CHECK(complaint("[rules]\nquorum_fraction = 'half'\n") == "jointcase: file:FILE:2: rules.quorum_fraction: “half” is not a fraction like 1/3\n");
    CHECK(complaint("[rules]\nquorum_fraction = '4/3'\n") == "jointcase: file:FILE:2: rules.quorum_fraction: “4/3” is more than the whole\n");
    CHECK(complaint("[rules]\ntally = 'vote'\n") == "jointcase: file:FILE:2: rules.tally: “vote” is none of: none, count\n");
    CHECK(complaint("[rules]\nfeedback_due_days = 400\n") == "jointcase: file:FILE:2: rules.feedback_due_days: 400 is not between 0 and 365\n");
    Cli jointcase;
    jointcase.file(".jointcase.toml", "[office]\ncode = '622900'\n[rules]\nfeedback_due_days = 'none'\nquorum_fraction = '1/2'\n");
    REQUIRE(jointcase({"config", "list", "--show-origin", "--csv"}) == 0);
    CHECK(jointcase.out.find("rules.feedback_due_days,none,file:") != std::string::npos);
    CHECK(jointcase.out.find("rules.quorum_fraction,1/2,file:") != std::string::npos);
    CHECK(jointcase.out.find("rules.quorum_min,3,profile:linxia\r\n") != std::string::npos);
}
