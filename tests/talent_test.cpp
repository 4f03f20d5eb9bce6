#include "cli.hpp"
#include "sqlite.hpp"

#include <nlohmann/json.hpp>

using jointcase::test::Cli;
using jointcase::test::value;

namespace {

// Two prosecutors of 622921 and 622900.
struct Pool : Cli {
    Pool() {
        with_offices();
        prosecutor("马国良");
        prosecutor("李明", "622900");
        prosecutor("王芳", "622900");
    }
    std::string shown(const std::string& talent, const std::string& fields) {
        CHECK((*this)({"talent", "show", talent, "--fields", fields, "--csv"}) == 0);
        const auto from = out.find("\r\n") + 2;
        return out.substr(from, out.find("\r\n", from) - from);
    }
    // What a command is refused with.
    std::string refused(const std::vector<std::string>& args, int status = 5) {
        CHECK((*this)(args) == status);
        return err.substr(0, err.find('\n'));
    }
};

} // namespace

TEST_CASE("a talent's key is the office that entered them and their staff number") {
    Pool jointcase;
    CHECK(jointcase({"talent", "add", "赵雪梅", "--office", "622923", "--staff-no", "0042", "--category", "assistant"}) == 0);
    CHECK(jointcase.out == "622923-0042\n");
    CHECK(jointcase.prosecutor("孙强", "622923") == "622923-043");
}

TEST_CASE("without an office a talent is the home office's") {
    Pool jointcase;
    CHECK(jointcase({"talent", "add", "周敏", "--category", "expert"}) == 0);
    CHECK(jointcase.out == "622900-003\n");
    CHECK(jointcase.refused({"talent", "add", "周敏敏", "--category", "clerk"}, 2) == "jointcase: only an expert is without an office");
}

TEST_CASE("a staff number has three digits or more") {
    Pool jointcase;
    CHECK(jointcase.refused({"talent", "add", "周敏", "--office", "622923", "--staff-no", "A1", "--category", "clerk"}, 2) == "jointcase: a staff number has three digits or more, not “A1”");
}

TEST_CASE("invariant 9: only prosecutors have a grade and are in the quota") {
    Pool jointcase;
    const std::vector<std::string> add = {"talent", "add", "周敏", "--office", "622923", "--category", "clerk"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), add.begin(), add.end());
        return more;
    };
    CHECK(jointcase.refused(with({"--grade", "8"}), 2) == "jointcase: only prosecutors have a grade");
    CHECK(jointcase.refused(with({"--in-quota"}), 2) == "jointcase: only prosecutors are in the quota");
    CHECK(jointcase.refused(with({"--quota-on", "2018-01-01"}), 2) == "jointcase: a quota day belongs to a post in the quota");
    CHECK(jointcase.refused({"talent", "edit", "马国良", "--grade", "13"}, 2) == "jointcase: --grade: the grades are 1 (首席大检察官) to 12 (五级检察官), not 13");
    CHECK(jointcase({"talent", "edit", "马国良", "--grade", "一级检察官", "--in-quota", "--quota-on", "2018-01-01"}) == 0);
    CHECK(jointcase.shown("马国良", "grade,in_quota,quota_on") == "8,1,2018-01-01");
    CHECK(jointcase({"talent", "edit", "马国良", "--no-in-quota", "--quota-on", ""}) == 0);
    CHECK(jointcase.shown("马国良", "grade,in_quota,quota_on") == "8,0,");
}

TEST_CASE("a new posting ends the one before on the day before") {
    Pool jointcase;
    CHECK(jointcase({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--position", "dept_head", "--from", "2019-07-01"}) == 0);
    CHECK(jointcase({"talent", "show", "马国良", "--json"}) == 0);
    const auto postings = nlohmann::json::parse(jointcase.out)["postings"];
    CHECK(postings.size() == 2);
    CHECK(postings[0]["from"] == nullptr);
    CHECK(postings[0]["to"] == "2019-06-30");
    CHECK(postings[1]["from"] == "2019-07-01");
    CHECK(postings[1]["office"] == "622923");
}

TEST_CASE("invariant 9: one posting at a time: none begins on or before the day another began") {
    Pool jointcase;
    jointcase({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--from", "2019-07-01"});
    CHECK(jointcase.refused({"talent", "post", "马国良", "--office", "622900", "--category", "prosecutor", "--from", "2019-01-01"}) == "jointcase: 622921-001 马国良 has a posting from 2019-07-01 already: one at a time");
    CHECK(jointcase.refused({"talent", "post", "马国良", "--office", "622900", "--category", "prosecutor", "--from", "2019-07-01"}) == "jointcase: 622921-001 马国良 has a posting from 2019-07-01 already: one at a time");
    CHECK(jointcase({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--from", "2019-07-01"}) == 0);
}

TEST_CASE("a posting from today is one from the day the command takes as today") {
    Pool jointcase;
    CHECK(jointcase({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--from", "yesterday", "--as-of", "2020-01-02"}) == 0);
    CHECK(jointcase.shown("马国良", "from") == "2020-01-01");
}

TEST_CASE("a list shows everyone in the posting of the day asked for") {
    Pool jointcase;
    jointcase({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--from", "2019-07-01"});
    const std::vector<std::string> list = {"talent", "list", "--office", "622921", "--fields", "key", "--csv"};
    CHECK(jointcase(list) == 0);
    CHECK(jointcase.out == "key\r\n");
    CHECK(jointcase({"--as-of", "2019-06-30", "talent", "list", "--office", "622921", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622921-001\r\n");
}

TEST_CASE("a member is nominated, reviewed by someone else, admitted, renewed, and exits for a reason") {
    Pool jointcase;
    CHECK(jointcase({"talent", "nominate", "马国良", "--by", "李明", "--tier", "reserve", "--on", "2019-01-01"}) == 0);
    CHECK(jointcase.shown("马国良", "membership") == "nominated");
    CHECK(jointcase({"talent", "admit", "马国良", "--by", "王芳", "--on", "2019-02-01", "--tier", "骨干", "--term-to", "2019-12-31", "--document", "临检发〔2019〕3号"}) == 0);
    CHECK(jointcase.shown("马国良", "membership,tier,nominated_by,reviewed_by,reviewed_on,admitted_on,term_to,document") == "admitted,core,622900-001,622900-002,2019-02-01,2019-02-01,2019-12-31,临检发〔2019〕3号");
    CHECK(jointcase.refused({"talent", "renew", "马国良", "--term-to", "2019-12-31"}) == "jointcase: the term of 622921-001 马国良 runs to 2019-12-31 already");
    CHECK(jointcase({"talent", "renew", "马国良", "--term-to", "2021-12-31"}) == 0);
    CHECK(jointcase.refused({"talent", "exit", "马国良"}, 2) == "jointcase: --reason is needed: transfer, retire, leave, discipline, assessment_fail, term_end or voluntary; `jointcase talent exit --help` shows all");
    CHECK(jointcase({"talent", "exit", "马国良", "--reason", "transfer"}) == 0);
    CHECK(jointcase.shown("马国良", "membership,term_to,exited_on,exit_reason") == "exited,2021-12-31,2020-02-20,transfer");
}

TEST_CASE("the review is by someone else than the nominator and the talent") {
    Pool jointcase;
    jointcase({"talent", "nominate", "马国良", "--by", "李明", "--tier", "core", "--on", "2019-01-01"});
    const std::string rule = "jointcase: admission needs a review by someone else than the nominator and the talent";
    CHECK(jointcase.refused({"talent", "admit", "马国良", "--by", "李明"}, 2) == rule);
    CHECK(jointcase.refused({"talent", "admit", "马国良", "--by", "马国良"}, 2) == rule);
    CHECK(jointcase.refused({"talent", "reject", "马国良", "--by", "李明"}, 2) == rule);
    CHECK(jointcase.shown("马国良", "membership") == "nominated");
}

TEST_CASE("admission needs a tier") {
    Pool jointcase;
    jointcase({"talent", "nominate", "马国良"});
    CHECK(jointcase.refused({"talent", "admit", "马国良", "--by", "李明"}, 2) == "jointcase: admission needs a tier: core, mainstay or reserve");
}

TEST_CASE("invariant 10: one membership at a time, and another after the one before has ended") {
    Pool jointcase;
    jointcase({"talent", "nominate", "马国良", "--tier", "core", "--on", "2019-01-01"});
    CHECK(jointcase.refused({"talent", "nominate", "马国良", "--on", "2019-02-01"}) == "jointcase: 622921-001 马国良 is nominated already (since 2019-01-01): one membership at a time");
    jointcase({"talent", "reject", "马国良", "--by", "李明", "--on", "2019-02-01"});
    CHECK(jointcase.shown("马国良", "membership") == "rejected");
    CHECK(jointcase.refused({"talent", "nominate", "马国良", "--on", "2019-01-01"}) == "jointcase: 622921-001 马国良 was nominated on 2019-01-01 before; another nomination is of another day");
    CHECK(jointcase({"talent", "nominate", "马国良", "--tier", "core", "--on", "2019-03-01"}) == 0);
    CHECK(jointcase({"talent", "admit", "马国良", "--by", "李明", "--on", "2019-03-02"}) == 0);
    CHECK(jointcase.refused({"talent", "nominate", "马国良"}) == "jointcase: 622921-001 马国良 is admitted already (since 2019-03-02): one membership at a time");
    CHECK(value(jointcase.database(), "select count(*) from membership") == "2");
}

TEST_CASE("the steps of a membership are in order") {
    Pool jointcase;
    CHECK(jointcase.refused({"talent", "admit", "马国良", "--by", "李明"}) == "jointcase: 622921-001 马国良 is not nominated");
    CHECK(jointcase.refused({"talent", "exit", "马国良", "--reason", "leave"}) == "jointcase: 622921-001 马国良 is not admitted");
    CHECK(jointcase.refused({"talent", "renew", "马国良", "--term-to", "2021-12-31"}) == "jointcase: 622921-001 马国良 is not admitted");
    jointcase({"talent", "nominate", "马国良", "--tier", "core", "--on", "2019-03-01"});
    CHECK(jointcase.refused({"talent", "admit", "马国良", "--by", "李明", "--on", "2019-02-01"}, 2) == "jointcase: a review comes after the nomination");
    jointcase({"talent", "admit", "马国良", "--by", "李明", "--on", "2019-04-01"});
    CHECK(jointcase.refused({"talent", "exit", "马国良", "--reason", "leave", "--on", "2019-03-31"}, 2) == "jointcase: an exit comes after the admission");
}

TEST_CASE("nothing but a term lies in the future") {
    Pool jointcase;
    CHECK(jointcase.refused({"talent", "nominate", "马国良", "--on", "2020-02-21"}, 2) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    CHECK(jointcase.refused({"talent", "edit", "马国良", "--birth-date", "2020-02-21"}, 2) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    CHECK(jointcase.refused({"talent", "post", "马国良", "--office", "622923", "--category", "prosecutor", "--from", "2020-02-21"}, 2) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    CHECK(jointcase.refused({"talent", "edit", "马国良", "--grade", "8", "--grade-on", "2020-02-21"}, 2) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
}

TEST_CASE("a talent entered by mistake is hidden, kept, and their number used up") {
    Pool jointcase;
    CHECK(jointcase({"talent", "void", "马国良", "--why", "重复录入"}) == 0);
    CHECK(jointcase.out == "622921-001\n");
    CHECK(jointcase({"talent", "list", "--fields", "key", "--csv"}) == 0);
    CHECK(jointcase.out == "key\r\n622900-001\r\n622900-002\r\n");
    CHECK(jointcase({"talent", "list", "--voided", "--fields", "key,voided_on,void_why", "--csv"}) == 0);
    CHECK(jointcase.out == "key,voided_on,void_why\r\n622900-001,,\r\n622900-002,,\r\n622921-001,2020-02-20,重复录入\r\n");
    CHECK(jointcase.refused({"talent", "show", "马国良"}, 4) == "jointcase: there is no talent “马国良”; `talent list` shows them");
    CHECK(jointcase.prosecutor("马国良") == "622921-002");
    CHECK(jointcase.refused({"talent", "add", "马国良", "--office", "622921", "--staff-no", "001", "--category", "prosecutor"}) == "jointcase: 622921-001 马国良 was voided on 2020-02-20; the number is used up");
}

TEST_CASE("voiding needs a reason, and is refused while anything refers to the talent") {
    Pool jointcase;
    CHECK(jointcase.refused({"talent", "void", "李明", "--why", " "}, 2) == "jointcase: voiding needs a reason");
    jointcase({"talent", "nominate", "马国良", "--by", "李明"});
    CHECK(jointcase.refused({"talent", "void", "李明", "--why", "误录"}) == "jointcase: 622900-001 李明 cannot be voided: a membership refers to it");
    CHECK(jointcase({"talent", "void", "马国良", "--why", "误录"}) == 0);
}

TEST_CASE("pinyin knows the surnames that are read otherwise") {
    Pool jointcase;
    const std::pair<const char*, const char*> names[] = {{"单雪", "shanxue,sx"}, {"仇明", "qiuming,qm"}, {"尉迟敬德", "yuchijingde,ycjd"}, {"马国良", "maguoliang,mgl"}, {"阿依古丽·买买提", "ayigulimaimaiti,ayglmmt"}};
    for (const auto& [name, pinyin] : names) {
        CAPTURE(name);
        jointcase.prosecutor(name);
        CHECK(jointcase.shown(name, "pinyin,initials") == pinyin);
    }
}

TEST_CASE("pinyin can be corrected, finds the talent, and follows a new name") {
    Pool jointcase;
    CHECK(jointcase({"talent", "edit", "马国良", "--pinyin", "Ma Guo Liang Zi"}) == 0);
    CHECK(jointcase.shown("maguoliangzi", "key,initials") == "622921-001,mglz");
    CHECK(jointcase({"talent", "edit", "马国良", "--ethnicity", "东乡族"}) == 0);
    CHECK(jointcase.shown("马国良", "pinyin") == "maguoliangzi");
    CHECK(jointcase({"talent", "edit", "马国良", "--name", "马国栋"}) == 0);
    CHECK(jointcase.shown("马国栋", "pinyin,initials") == "maguodong,mgd");
}

TEST_CASE("a talent is found by key, source number, name, pinyin, initials and part of the key") {
    Pool jointcase;
    jointcase({"talent", "edit", "马国良", "--source-no", "RC-7"});
    for (const char* text : {"622921-001", "RC-7", "马国良", "maguoliang", "mgl", "21-001"}) {
        CAPTURE(text);
        CHECK(jointcase.shown(text, "key") == "622921-001");
    }
}

TEST_CASE("a name that several bear lists them with their offices") {
    Pool jointcase;
    jointcase.prosecutor("马国良", "622923");
    CHECK(jointcase.refused({"talent", "show", "马国良"}, 4) == "jointcase: “马国良” may be any of: 622921-001 马国良 临夏县人民检察院, 622923-001 马国良 永靖县人民检察院");
}

TEST_CASE("with -q a verb that writes wants key, handle or full name, never a part") {
    Pool jointcase;
    for (const char* part : {"maguoliang", "mgl", "21-001"}) {
        CAPTURE(part);
        CHECK(jointcase.refused({"-q", "talent", "edit", part, "--ethnicity", "回族"}, 4) == "jointcase: there is no talent “" + std::string(part) + "”; `talent list` shows them");
    }
    CHECK(jointcase({"-q", "talent", "edit", "马国良", "--ethnicity", "回族"}) == 0);
}

TEST_CASE("blanks around a name are no part of it") {
    Pool jointcase;
    CHECK(jointcase({"talent", "add", " 赵雪梅　", "--office", "622923", "--category", "clerk"}) == 0);
    CHECK(jointcase.shown("赵雪梅", "name") == "赵雪梅");
    CHECK(jointcase.refused({"talent", "add", "　", "--office", "622923", "--category", "clerk"}, 2) == "jointcase: a talent has a name");
}

TEST_CASE("an edit changes what it names and leaves the rest") {
    Pool jointcase;
    jointcase({"talent", "edit", "马国良", "--gender", "男", "--birth-date", "1980年1月1日", "--specialty", "诈骗罪", "--specialty", "证据", "--language", "东乡语"});
    jointcase({"talent", "edit", "马国良", "--specialty", "", "--ethnicity", "东乡族"});
    CHECK(jointcase.shown("马国良", "gender,birth_date,ethnicity,languages,specialties") == "male,1980-01-01,东乡族,东乡语,");
}

TEST_CASE("a written talent is answered with its key, under --json with the whole of it") {
    Pool jointcase;
    CHECK(jointcase({"talent", "edit", "马国良", "--ethnicity", "回族"}) == 0);
    CHECK(jointcase.out == "622921-001\n");
    CHECK(jointcase({"talent", "edit", "马国良", "--ethnicity", "东乡族", "--json"}) == 0);
    const auto shown = nlohmann::json::parse(jointcase.out);
    CHECK(shown["key"] == "622921-001");
    CHECK(shown["ethnicity"] == "东乡族");
    CHECK(shown["postings"].size() == 1);
}

TEST_CASE("what a talent grows by is entered, listed by day, and an entry is changed by its number") {
    Pool jointcase;
    const std::vector<std::string> plan{"talent", "growth", "马国良", "--kind", "plan", "--title", "参加全省竞赛", "--on", "2020-06-01"};
    CHECK(jointcase(plan) == 0);
    CHECK(jointcase.out == "622921-001\n");
    CHECK(jointcase(plan) == 0);
    CHECK(jointcase({"talent", "growth", "马国良", "--kind", "培训", "--title", "岗前培训", "--level", "省级"}) == 0);
    CHECK(jointcase({"talent", "growth", "马国良", "--csv"}) == 0);
    CHECK(jointcase.out == "number,kind,on,title,level,result\r\n2,training,2020-02-20,岗前培训,省级,\r\n1,plan,2020-06-01,参加全省竞赛,,\r\n");
    CHECK(jointcase({"talent", "growth", "马国良", "--entry", "2", "--result", "优秀", "--level", ""}) == 0);
    CHECK(jointcase({"talent", "growth", "马国良", "--entry", "2", "--csv"}) == 0);
    CHECK(jointcase.out == "number,kind,on,title,level,result\r\n2,training,2020-02-20,岗前培训,,优秀\r\n");
    CHECK(jointcase({"talent", "show", "马国良", "--json"}) == 0);
    CHECK(nlohmann::json::parse(jointcase.out)["growth"].size() == 2);
    CHECK(jointcase.refused({"talent", "growth", "马国良", "--kind", "training", "--title", "岗前培训", "--result", "合格"}) == "jointcase: this is there already as entry 2, with other details; --entry 2 changes it");
    CHECK(jointcase.refused({"talent", "growth", "马国良", "--entry", "3", "--result", "合格"}, 4) == "jointcase: 622921-001 马国良 has no entry 3; `talent growth 622921-001` shows them");
    CHECK(jointcase.refused({"talent", "growth", "马国良", "--kind", "award"}, 2) == "jointcase: what a talent grew by has a title");
}

TEST_CASE("invariant 14: what a talent grew by does not lie in the future, but a plan does") {
    Pool jointcase;
    for (const char* kind : {"award", "training", "lecture", "competition", "observe_case", "publication", "assessment"}) {
        CAPTURE(kind);
        CHECK(jointcase.refused({"talent", "growth", "马国良", "--kind", kind, "--title", "甲", "--on", "2020-02-21"}, 2) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
        CHECK(jointcase({"talent", "growth", "马国良", "--kind", kind, "--title", "甲", "--on", "2020-02-20"}) == 0);
    }
    CHECK(jointcase({"talent", "growth", "马国良", "--kind", "plan", "--title", "甲", "--on", "2021-12-31"}) == 0);
}

TEST_CASE("talents are listed by age band, quota and the end of their term, as of the day") {
    Pool jointcase;
    for (const auto& [name, born, quota] : {std::tuple("马国良", "1984-02-21", "2019-02-20"), std::tuple("李明", "1984-02-20", "2014-06-01"), std::tuple("王芳", "1969-02-20", "")}) {
        REQUIRE(jointcase({"talent", "edit", name, "--birth-date", born}) == 0);
        if (*quota) REQUIRE(jointcase({"talent", "edit", name, "--in-quota", "--quota-on", quota}) == 0);
        REQUIRE(jointcase({"talent", "nominate", name, "--on", "2019-01-01"}) == 0);
    }
    REQUIRE(jointcase({"talent", "admit", "马国良", "--by", "李明", "--tier", "core", "--on", "2019-02-01", "--term-to", "2020-04-20"}) == 0);
    REQUIRE(jointcase({"talent", "admit", "李明", "--by", "王芳", "--tier", "core", "--on", "2019-02-01", "--term-to", "2020-02-19"}) == 0);
    REQUIRE(jointcase({"talent", "admit", "王芳", "--by", "李明", "--tier", "reserve", "--on", "2019-02-01"}) == 0);
    const auto names = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"talent", "list", "--csv", "--fields", "name"});
        REQUIRE(jointcase(more) == 0);
        auto csv = jointcase.out.substr(6);
        std::erase(csv, '\r');
        return csv;
    };
    CHECK(names({"--age", "young"}) == "马国良\n"); // 35 until tomorrow
    CHECK(names({"--age", "中"}) == "李明\n");
    CHECK(names({"--age", "senior", "--not-in-quota"}) == "王芳\n");
    CHECK(names({"--as-of", "2020-02-19", "--age", "senior"}) == "");
    CHECK(names({"--new-in-quota", "365"}) == "马国良\n");
    CHECK(names({"--new-in-quota", "364"}) == "");
    CHECK(names({"--in-quota"}) == "李明\n马国良\n");
    CHECK(names({"--term-ending", "60"}) == "李明\n马国良\n");
    CHECK(names({"--term-ending", "59"}) == "李明\n");
    CHECK(names({"--tier", "core", "--term-ending", "60", "--age", "young"}) == "马国良\n");
    REQUIRE(jointcase({"talent", "exit", "李明", "--reason", "term_end"}) == 0);
    CHECK(names({"--term-ending", "0"}) == "");
}

TEST_CASE("a talent entered by mistake is voided with what they grew by, but not with a task") {
    Pool jointcase;
    REQUIRE(jointcase({"talent", "growth", "马国良", "--kind", "award", "--title", "甲"}) == 0);
    CHECK(jointcase({"talent", "void", "马国良", "--why", "误录"}) == 0);
    REQUIRE(jointcase({"task", "assign", "王芳", "授课", "--due", "2020-03-01"}) == 0);
    CHECK(jointcase.refused({"talent", "void", "王芳", "--why", "误录"}) == "jointcase: 622900-002 王芳 cannot be voided: a task refers to it");
}
