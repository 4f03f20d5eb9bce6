#include "cli.hpp"
#include "sqlite.hpp"

#include <tree.hpp>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <functional>
#include <set>

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::read_file;
using jointcase::test::value;

namespace {

struct Verb {
    std::string name;      // noun and verb
    std::string arguments; // what it cannot be without, made up
};

// Every verb of the command tree, and what stands without one.
std::vector<Verb> verbs() {
    std::istringstream in;
    std::ostringstream out, err;
    cli::Session session(in, out, err);
    const auto app = cli::make_app(session);
    const auto all = [](const CLI::App*) { return true; };
    std::vector<Verb> found;
    for (const auto* noun : app->get_subcommands(all)) {
        if (noun->get_subcommands(all).empty()) found.push_back({noun->get_name(), ""});
        for (const auto* verb : noun->get_subcommands(all)) {
            found.push_back({noun->get_name() + " " + verb->get_name(), ""});
            for (const auto* option : verb->get_options()) {
                if (option->get_required()) found.back().arguments += (option->get_positional() ? " " : " " + option->get_name() + " ") + std::string("1");
            }
        }
    }
    return found;
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n') + 1); }

} // namespace

TEST_CASE("a mistyped noun, verb or option is answered with the nearest one") {
    Cli jointcase;
    CHECK(jointcase({"ofice", "list"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no command “ofice”; did you mean: office\n");
    CHECK(jointcase({"office", "lsit"}) == 2);
    CHECK(jointcase.err == "jointcase: office has no verb “lsit”; did you mean: list\n");
    CHECK(jointcase({"office", "list", "--levle", "county"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no option “--levle”; did you mean: --level\n");
    CHECK(jointcase({"office", "list", "--jsno"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no option “--jsno”; did you mean: --json\n");
}

TEST_CASE("what is near nothing is told where to look") {
    Cli jointcase;
    CHECK(jointcase({"xyzzyx"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no command “xyzzyx”; `jointcase --help` lists them\n");
    CHECK(jointcase({"office", "xyzzyx"}) == 2);
    CHECK(jointcase.err == "jointcase: office has no verb “xyzzyx”; `jointcase office --help` lists them\n");
    CHECK(jointcase({"office", "list", "--xyzzyxyzzyx"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no option “--xyzzyxyzzyx”; `jointcase office list --help` lists them\n");
}

TEST_CASE("what is missing, too much or unreadable is said in words of the user") {
    Cli jointcase;
    CHECK(jointcase({"office", "show"}) == 2);
    CHECK(jointcase.err == "jointcase: <office> is needed: Its code or name; `jointcase office show --help` shows all\n");
    CHECK(jointcase({"office", "show", "a", "b"}) == 2);
    CHECK(jointcase.err == "jointcase: “b” is one argument too many; `jointcase office show --help` shows what there may be\n");
    CHECK(jointcase({"office", "list", "--level"}) == 2);
    CHECK(jointcase.err.starts_with("jointcase: an option lacks its value, or has one too many ("));
    CHECK(jointcase({"office", "list", "--level", "village"}) == 2);
    CHECK(jointcase.err == "jointcase: --level: “village” is none of: supreme, province, prefecture, county\n");
    CHECK(jointcase({"audit", "log", "--from", "2020-02-30"}) == 2);
    CHECK(jointcase.err == "jointcase: --from: “2020-02-30” is not a day of the calendar like 2020-03-05\n");
    CHECK(jointcase({"office", "list", "--format", "pdf"}) == 2);
    CHECK(jointcase.err == "jointcase: -f,--format: there is no format “pdf”; there are: text, csv, json, jsonl, md, html, xlsx\n");
}

TEST_CASE("an argument that is not UTF-8 is refused, and never stored") {
    Cli jointcase;
    CHECK(jointcase({"office", "add", "622921", "--level", "county", "--name", "\xC1\xD9\xCF\xC4"}) == 2);
    CHECK(jointcase.err == "jointcase: “\uFFFD\uFFFD\uFFFD\uFFFD”: a text is UTF-8; the byte at offset 0 is not\n");
    CHECK(jointcase({"office", "list", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
}

TEST_CASE("without arguments the program shows its help, and that is exit 2; a noun alone shows its verbs") {
    Cli jointcase;
    CHECK(jointcase({}) == 2);
    CHECK(jointcase.out.starts_with("Joint conferences of prosecutors from several procuratorates\n\nUsage: jointcase [global options] <noun> <verb>\n\nNouns\n"));
    CHECK(jointcase({"office"}) == 0);
    CHECK(jointcase.out.starts_with("The procuratorates\n\nUsage: jointcase office <verb>\n\nVerbs\n"));
}

TEST_CASE("the help of a noun that can be called without a verb says so") {
    Cli jointcase;
    for (const auto& [language, usage] : {std::pair("en", "Usage: jointcase report [verb] [period] [options]\n"), std::pair("zh", "用法: jointcase report [动词] [period] [选项]\n")}) {
        CHECK(jointcase({"report", "--help", "--lang", language}) == 0);
        const auto from = jointcase.out.find("\n\n") + 2;
        CHECK(jointcase.out.substr(from, jointcase.out.find('\n', from) + 1 - from) == usage);
    }
}

TEST_CASE("the version is one line") {
    Cli jointcase;
    CHECK(jointcase({"--version"}) == 0);
    CHECK(jointcase.out == "jointcase 0.1.0\n");
    CHECK(jointcase({"-V"}) == 0);
    CHECK(jointcase.err == "");
}

TEST_CASE("every command has a help that says how it is called and what each option means, in both languages") {
    for (const char* language : {"en", "zh"}) {
        for (const auto& verb : verbs()) {
            CAPTURE(verb.name);
            Cli jointcase(false); // help needs no database
            auto args = words(verb.name);
            args.insert(args.end(), {"--help", "--lang", language});
            CHECK(jointcase(args) == 0);
            CHECK(jointcase.out.find("jointcase " + verb.name) != std::string::npos);
            CHECK(jointcase.err == "");
        }
    }
}

TEST_CASE("no command and no option is without a word of explanation") {
    std::istringstream in;
    std::ostringstream out, err;
    cli::Session session(in, out, err);
    const auto app = cli::make_app(session);
    const std::function<void(const CLI::App&)> check = [&](const CLI::App& command) {
        CAPTURE(command.get_name());
        CHECK(command.get_description() != "");
        for (const auto* option : command.get_options()) {
            CAPTURE(option->get_name());
            CHECK(option->get_description() != "");
        }
        for (const auto* sub : command.get_subcommands([](const CLI::App*) { return true; })) check(*sub);
    };
    check(*app);
}

TEST_CASE("an empty list is done, exit 0, and an array in JSON") {
    Cli jointcase;
    CHECK(jointcase({"talent", "list", "--json"}) == 0);
    CHECK(jointcase.out == "[]\n");
    CHECK(jointcase({"talent", "list", "--format", "jsonl"}) == 0);
    CHECK(jointcase.out == "");
}

TEST_CASE("a failure under --json is one object on the last line of stderr") {
    Cli jointcase;
    CHECK(jointcase({"--json", "office", "show", "622921"}) == 4);
    CHECK(jointcase.out == "");
    CHECK(jointcase.err == R"({"error":{"code":"missing","exit":4,"message":"there is no office “622921”; `office list` shows them","hint":"`office list` shows them"}})" "\n");
    CHECK(jointcase({"--json", "office", "shwo"}) == 2);
    CHECK(jointcase.err == R"({"error":{"code":"usage","exit":2,"message":"office has no verb “shwo”; did you mean: show","hint":"did you mean: show"}})" "\n");
    CHECK(jointcase({"--json", "office", "show", "a; b", "--lang", "zh"}) == 4);
    CHECK(jointcase.err == R"({"error":{"code":"missing","exit":4,"message":"没有检察院“a; b”；用 `office list` 查看","hint":"用 `office list` 查看"}})" "\n");
    CHECK(jointcase({"--json", "--as-of", "2999-01-01; x", "office", "list"}) == 2);
    CHECK(jointcase.err == R"({"error":{"code":"usage","exit":2,"message":"--as-of: “2999-01-01; x” is not a time like 2020-03-05 09:00"}})" "\n");
}

TEST_CASE("a list is an array and a show an object, of the same fields, Chinese never escaped") {
    Cli jointcase;
    jointcase.with_offices();
    CHECK(jointcase({"office", "list", "--level", "prefecture", "--json", "--fields", "key,name,aliases"}) == 0);
    CHECK(jointcase.out == "[\n  {\n    \"key\": \"622900\",\n    \"name\": \"临夏州人民检察院\",\n    \"aliases\": [\n      \"州院\"\n    ]\n  }\n]\n");
    CHECK(jointcase({"office", "show", "州院", "--json", "--fields", "key,name,aliases"}) == 0);
    CHECK(jointcase.out == "{\n  \"key\": \"622900\",\n  \"name\": \"临夏州人民检察院\",\n  \"aliases\": [\n    \"州院\"\n  ]\n}\n");
}

TEST_CASE("a CSV is safe from formulas and begins with a byte order mark where Excel wants one") {
    Cli jointcase;
    jointcase({"office", "add", "622921", "--name", "=cmd|x", "--level", "county"});
    CHECK(jointcase({"office", "list", "--fields", "name", "--csv", "--csv-bom"}) == 0);
    CHECK(jointcase.out == "\xEF\xBB\xBFname\r\n'=cmd|x\r\n");
}

TEST_CASE("--fields help lists the fields, an unknown one is answered with the nearest") {
    Cli jointcase;
    CHECK(jointcase({"office", "list", "--fields", "help"}) == 0);
    CHECK(jointcase.out == "field       title\n──────────  ──────────\nkey         code\nname        name\nshort_name  short name\nlevel       level\nparent      parent\naliases     aliases\n"
                           "opened_on   opened\nclosed_on   closed\nsource_no   source no.\n");
    CHECK(jointcase({"office", "list", "--fields", "nmae"}) == 2);
    CHECK(jointcase.err == "jointcase: there is no field “nmae”; did you mean: name\n");
    CHECK(jointcase({"office", "list", "--fields", "name,key", "--csv"}) == 0);
    CHECK(jointcase.out == "name,key\r\n");
}

TEST_CASE("the suffix of an output sets its format, and a format that is named beats it") {
    Cli jointcase;
    jointcase.with_offices();
    const auto written = [&](const std::string& name, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"office", "list", "--level", "prefecture", "--fields", "key", "-o", (jointcase.folder / name).string()});
        CHECK(jointcase(more) == 0);
        CHECK(jointcase.out == "");
        return read_file(jointcase.folder / name);
    };
    CHECK(written("a.csv") == "key\r\n622900\r\n");
    CHECK(written("a.jsonl") == "{\"key\":\"622900\"}\n");
    CHECK(written("a.md") == "| code |\n| --- |\n| 622900 |\n");
    CHECK(written("a.txt") == "code\n──────\n622900\n");
    CHECK(written("b.csv", {"--format", "jsonl"}) == "{\"key\":\"622900\"}\n");
    CHECK(written("a.xlsx").starts_with("PK"));
}

TEST_CASE("an output that is there needs --force, and is then replaced whole") {
    Cli jointcase;
    const auto file = jointcase.file("a.csv", "old");
    CHECK(jointcase({"office", "list", "-o", file}) == 73);
    CHECK(jointcase.err == "jointcase: " + file + " is there already; --force replaces it\n");
    CHECK(read_file(file) == "old");
    CHECK(jointcase({"office", "list", "-o", file, "--force", "--fields", "key"}) == 0);
    CHECK(read_file(file) == "key\r\n");
}

TEST_CASE("a device or pipe is written to as it stands, and is not replaced") {
    Cli jointcase;
    jointcase.with_offices();
    const auto pipe = (jointcase.folder / "p").string();
    for (const char* force : {"", " --force"}) {
        CHECK(jointcase.shell("rm -f '" + pipe + "' && mkfifo '" + pipe + "' && { timeout 20 cat '" + pipe + "' >'" + pipe + ".got' & } && \"$P\" office list --fields key -f csv -o '" + pipe + "'" + force + " && wait") == 0);
        CHECK(std::filesystem::is_fifo(pipe));
        CHECK(read_file(pipe + ".got") == "key\r\n622900\r\n622921\r\n622923\r\n");
    }
    CHECK(jointcase({"office", "list", "-o", "/dev/full"}) == 74);
    CHECK(jointcase.err == "jointcase: /dev/full cannot be written: No space left on device\n");
}

TEST_CASE("an output that cannot be made is said before anything is written") {
    Cli jointcase;
    const auto taken = jointcase.file("a.csv", "old");
    const auto nowhere = (jointcase.folder / "no/such/folder/a.csv").string();
    for (const auto& file : {taken, nowhere}) CHECK(jointcase({"office", "add", "622921", "--name", "临夏县人民检察院", "--level", "county", "-o", file}) == 73);
    CHECK(jointcase.err == "jointcase: " + nowhere + " cannot be made: No such file or directory\n");
    CHECK(value(jointcase.database(), "select count(*) from office") == "0");
}

TEST_CASE("an output has the mode of the configuration, 0600 without one") {
    Cli jointcase;
    const auto mode = [&](const std::string& name) {
        CHECK(jointcase({"office", "list", "-o", (jointcase.folder / name).string()}) == 0);
        struct stat info {};
        stat((jointcase.folder / name).c_str(), &info);
        return info.st_mode & 07777;
    };
    CHECK(mode("a.csv") == 0600);
    std::ofstream(jointcase.folder / ".jointcase.toml", std::ios::app) << "[output]\nmode = '0640'\n";
    CHECK(mode("b.csv") == 0640);
}

TEST_CASE("colour is for terminals, and not where NO_COLOR is set") {
    Cli jointcase;
    const auto bold = [&](const std::string& command) {
        CHECK(jointcase.shell(command) == 0);
        return jointcase.out.find("\x1b[1m") != std::string::npos;
    };
    CHECK_FALSE(bold("\"$P\" office list"));
    CHECK(bold("\"$P\" office list --color always"));
    CHECK(bold("script -qec '\"$P\" office list' /dev/null </dev/null"));
    CHECK_FALSE(bold("NO_COLOR=1 script -qec '\"$P\" office list' /dev/null </dev/null"));
    CHECK_FALSE(bold("script -qec '\"$P\" office list --color never' /dev/null </dev/null"));
}

TEST_CASE("a terminal is answered with a sentence, anything else with the key alone") {
    Cli jointcase;
    CHECK(jointcase.shell("script -qec '\"$P\" office add 622921 --name 临夏县人民检察院 --level county' /dev/null </dev/null") == 0);
    CHECK(jointcase.out == "added office 622921 临夏县人民检察院\r\n");
    CHECK(jointcase.shell("\"$P\" office add 622921 --name 临夏县人民检察院 --level county") == 0);
    CHECK(jointcase.out == "622921\n");
    CHECK(jointcase.shell("script -qec '\"$P\" office add 622921 --name 临夏县人民检察院 --level county' /dev/null </dev/null") == 0);
    CHECK(jointcase.out == "622921 is there already\r\n");
}

TEST_CASE("--lang chooses the language of the headings") {
    Cli jointcase;
    CHECK(jointcase({"office", "list", "--lang", "zh"}) == 0);
    CHECK(first_line(jointcase.out) == "代码  名称  简称  级别  上级院  别名\n");
    CHECK(jointcase({"office", "list", "--lang", "en"}) == 0);
    CHECK(first_line(jointcase.out) == "code  name  short name  level  parent  aliases\n");
    CHECK(jointcase({"office", "list", "--lang", "fr"}) == 2);
    CHECK(jointcase.err == "jointcase: --lang: “fr” is neither zh nor en\n");
}

TEST_CASE("JSON and CSV are the same in every language") {
    Cli jointcase;
    jointcase.with_offices();
    for (const char* format : {"csv", "json", "jsonl"}) {
        jointcase({"office", "list", "--lang", "zh", "-f", format});
        const auto zh = jointcase.out;
        jointcase({"office", "list", "--lang", "en", "-f", format});
        CHECK(jointcase.out == zh);
    }
}

TEST_CASE("now is never later than the clock") {
    Cli jointcase;
    for (const std::string future : {"2999-01-01", "2999-01-01 10:00", "2999-01-01T00:00:00Z"}) {
        CHECK(jointcase({"--as-of", future, "talent", "list"}) == 2);
        CHECK(jointcase.err == "jointcase: --as-of " + future + " lies in the future\n");
    }
    setenv("JOINTCASE_AS_OF", "2999-01-01", 1);
    CHECK(jointcase({"talent", "list"}) == 2);
    CHECK(jointcase({"--as-of", "2020-02-30", "talent", "list"}) == 2);
    CHECK(jointcase.err == "jointcase: --as-of: “2020-02-30” is not a time like 2020-03-05 09:00\n");
}

TEST_CASE("help and version that cannot be written are not exit 0 either") {
    Cli jointcase;
    for (const char* args : {"--help", "--version", "", "office", "office --help"}) {
        CAPTURE(args);
        CHECK(jointcase.shell(std::string("\"$P\" ") + args + " > /dev/full") == 74);
        CHECK(jointcase.err == "jointcase: the output cannot be written: No space left on device\n");
    }
}

TEST_CASE("no verb says it is done when its output is lost") {
    Cli jointcase;
    jointcase.with_offices();
    jointcase.prosecutor("马国良");
    jointcase.prosecutor("李明", "622900");
    jointcase.file("o.csv", "代码,名称,级别\n622924,广河县人民检察院,县级\n");
    jointcase.file("t.csv", "单位,姓名,人员类别\n622923,王芳,书记员\n");
    for (const char* name : {"黄河", "白志刚", "陈二"}) jointcase.prosecutor(name, "622900");
    for (const char* name : {"陈一", "陈三"}) jointcase.prosecutor(name);
    REQUIRE(jointcase({"talent", "add", "记一", "--office", "622900", "--category", "clerk"}) == 0);
    REQUIRE(jointcase({"talent", "add", "首席", "--office", "622900", "--category", "prosecutor", "--position", "chief"}) == 0);
    jointcase.file("d.csv", "案件,辩护观点,类型,预判日期\n2020-12,数额应当扣减,量刑,2020-02-10\n");
    jointcase.file("w.csv", "承担人,任务,交办日期,完成期限\n黄河,授课,2020-02-10,2020-03-10\n");
    jointcase.file("e.csv", "姓名,确定日期,称号\n黄河,2020-02-10,标兵\n");
    jointcase.file("c.csv", "代码,名称,起始日期\nyiqing,涉疫案件,2020-01-20\n");
    jointcase.file("k.csv", "部门受案号,案件名称,案由,承办检察官\n临州检起诉受[2020]62290000013号,丙案,盗窃罪,黄河\n");
    jointcase.file("r.csv", "案件,提请日期,提请事由,承办人意见,焦点类型,议题\n2020-13,2020-02-18,O1,构成,定性,丙问\n");
    jointcase.file("m.csv", "会议编号,主办院,会议类型,会议形式,结束时间\nZ-1,622900,部门,现场,2019-06-07\n");
    jointcase.file("a.csv", "会议编号,案件,议题\nZ-1,2020-13,旧问\n");
    jointcase.file("b.csv", "会议编号,姓名,角色,出席情况\nZ-1,陈二,成员,出席\n");
    jointcase.file("p.csv", "会议编号,议题号,发言人,态度,意见\n2020-1,1,陈二,同意,丁\n");
    // Arguments with which a verb has something to say; the others are tried with made-up ones, which they refuse.
    const std::pair<const char*, const char*> valid[] = {
        {"office add", "622925 --name 和政县人民检察院 --level county"},
        {"office edit", "622925 --short-name 和检"},
        {"office list", ""},
        {"office show", "622921"},
        {"office import", "o.csv"},
        {"office import", "--template"},
        {"office export", ""},
        {"batch list", ""},
        {"batch show", "1"},
        {"batch rejects", "1"},
        {"talent add", "赵雪梅 --office 622923 --category clerk"},
        {"talent edit", "马国良 --ethnicity 东乡族"},
        {"talent post", "马国良 --office 622923 --category prosecutor"},
        {"talent nominate", "马国良 --tier core --on 2019-01-01"},
        {"talent admit", "马国良 --by 李明 --on 2019-01-02"},
        {"talent renew", "马国良 --term-to 2021-01-01"},
        {"talent exit", "马国良 --reason leave"},
        {"talent nominate", "马国良 --tier core"},
        {"talent reject", "马国良 --by 李明"},
        {"talent void", "赵雪梅 --why 误录"},
        {"talent list", ""},
        {"talent show", "马国良"},
        {"talent import", "t.csv"},
        {"talent import", "--template"},
        {"talent export", ""},
        {"campaign add", "saohei --name 扫黑除恶 --from 2018-01-01"},
        {"campaign list", ""},
        {"campaign show", "saohei"},
        {"campaign import", "c.csv"},
        {"campaign import", "--template"},
        {"campaign export", ""},
        {"talent post", "白志刚 --office 622900 --category prosecutor --position dept_head --from 2020-01-02"},
        {"case open", "临州检起诉受[2020]62290000012号 --name 甲案 --cause 诈骗罪 --handler 黄河"},
        {"case open", "--name 乙案 --cause 诈骗罪"},
        {"case edit", "2020-12 --major"},
        {"case staff", "2020-12 白志刚 co_handler"},
        {"case party", "2020-12 victim 张三"},
        {"case callup", "2020-12 陈一 --document 甲1 --ordered-by 622900 --from 2020-02-01"},
        {"case check", "2020-12"},
        {"case verdict", "2020-12 as_charged"},
        {"case close", "C2020-1 --result 起诉"},
        {"case reopen", "C2020-1 --why 新证据"},
        {"recusal raise", "2020-12 陈三 --ground relation"},
        {"recusal decide", "2020-12 陈三 rejected --by 首席"},
        {"recusal check", ""},
        {"recusal list", ""},
        {"defence add", "2020-12 没有非法占有目的 --kind 定性"},
        {"defence respond", "2020-12#1 有流水"},
        {"defence outcome", "2020-12#1 --raised yes"},
        {"defence list", ""},
        {"defence import", "d.csv"},
        {"defence import", "--template"},
        {"defence export", ""},
        {"talent growth", "马国良 --kind training --title 岗前培训"},
        {"task assign", "马国良 整理判例 --due 2020-03-10"},
        {"task assign", "马国良 旁听庭审 --due 2020-03-10"},
        {"task done", "2020-1"},
        {"task cancel", "2020-2 --why 疫情"},
        {"task list", ""},
        {"task import", "w.csv"},
        {"task import", "--template"},
        {"task export", ""},
        {"exemplar designate", "马国良 业务标兵"},
        {"exemplar visit", "马国良 --by 黄河 --matter 困难:分居"},
        {"exemplar resolve", "马国良#1"},
        {"exemplar publish", "马国良 wechat 十年 --reviewed-by 黄河"},
        {"exemplar list", ""},
        {"exemplar show", "马国良"},
        {"exemplar import", "e.csv"},
        {"exemplar import", "--template"},
        {"exemplar export", ""},
        {"case void", "C2020-1 --why 误录"},
        {"case list", ""},
        {"case show", "2020-12"},
        {"case import", "k.csv"},
        {"case import", "--template"},
        {"case export", ""},
        {"referral submit", "2020-12 --reason O1 --issue 定性:是否构成 --view 构成"},
        {"referral return", "2020-12 --by 白志刚 --why 补充"},
        {"referral submit", "2020-12 --reason O1 --issue 定性:是否构成 --view 构成"},
        {"referral refuse", "2020-12 --by 白志刚 --why 明确"},
        {"referral submit", "2020-12 --reason O1 --issue 定性:是否构成 --view 构成 --new-facts 新"},
        {"referral withdraw", "2020-12 --why 已退查"},
        {"referral submit", "2020-12 --reason O1 --issue 定性:是否构成 --view 构成 --new-facts 新"},
        {"referral accept", "2020-12 --by 白志刚"},
        {"referral attach", "2020-12 o.csv"},
        {"referral check", "2020-12"},
        {"referral list", ""},
        {"referral show", "2020-12"},
        {"referral import", "r.csv"},
        {"referral import", "--template"},
        {"referral export", ""},
        {"meeting convene", "2020-12 --at 2020-02-20T11:00 --chair 白志刚 --recorder 记一 --invite 陈一,陈二 --no-notice"},
        {"meeting edit", "2020-1 --place 三楼"},
        {"meeting invite", "2020-1 陈三 --as observer"},
        {"meeting postpone", "2020-1 --to 2020-02-20T12:00 --why 雪"},
        {"meeting notice", "2020-1"},
        {"todo", ""},
        {"meeting start", "2020-1 --at 2020-02-20T10:00"},
        {"meeting attend", "2020-1 陈三 late"},
        {"meeting list", ""},
        {"meeting show", "2020-1"},
        {"opinion record", "2020-1 白志刚 1 concur --text 甲"},
        {"opinion supersede", "2020-1-1 dissent --text 乙"},
        {"opinion record", "2020-1 陈一 1 concur --text 甲"},
        {"opinion import", "p.csv"},
        {"opinion import", "--template 2020-1"},
        {"opinion export", ""},
        {"opinion list", ""},
        {"opinion show", "2020-1-1"},
        {"meeting discuss", "2020-1 1"},
        {"meeting document", "2020-1 notice"},
        {"feedback form", "2020-12"},
        {"meeting import", "m.csv --agenda a.csv --attendance b.csv"},
        {"minutes draft", "2019-1"},
        {"minutes circulate", "2019-1"},
        {"minutes sign", "2019-1 --all"},
        {"minutes file", "2019-1 --by 记一"},
        {"minutes show", "2019-1"},
        {"meeting import", "--template"},
        {"meeting export", ""},
        {"report month", "2020-02"},
        {"report quarter", "2020Q1"},
        {"report half", "2020H1"},
        {"report year", "2020"},
        {"report freeze", "2020-01"},
        {"report show", "2020-01"},
        {"report delta", "2020-01"},
        {"report list", ""},
        {"feedback list", ""},
        {"feedback import", "--template"},
        {"feedback export", ""},
        {"audit log", ""},
        {"audit show", "1"},
        {"audit history", "622921"},
        {"audit verify", ""},
        {"config list", ""},
        {"config get", "office.code"},
        {"config path", ""},
    };
    const auto lost = [&](const std::string& command) { return jointcase.shell("cd '" + jointcase.folder.string() + "' && \"$P\" " + command + " > /dev/full"); };
    std::set<std::string> tried;
    for (const auto& [verb, arguments] : valid) {
        const std::string line = std::string(verb) + " " + arguments;
        CAPTURE(line);
        const auto before = value(jointcase.database(), "select count(*) from operation");
        CHECK(lost(std::string(verb) + " " + arguments) == 74);
        const bool wrote = value(jointcase.database(), "select count(*) from operation") != before;
        CHECK((("\n" + jointcase.err).find("\nwritten: ") != std::string::npos) == wrote);
        CHECK_MESSAGE(jointcase.err.ends_with("jointcase: the output cannot be written: No space left on device\n"), jointcase.err);
        tried.insert(verb);
    }
    for (const auto& verb : verbs()) {
        CAPTURE(verb.name);
        CHECK(lost(verb.name + " --help") == 74);
        if (!tried.contains(verb.name)) CHECK(lost(verb.name + verb.arguments) != 0);
    }
}

TEST_CASE("an output file on a full disk is lost with exit 74 as well") {
    Cli jointcase;
    CHECK(jointcase.shell("cd '" + jointcase.folder.string() + "' && ulimit -f 0 && \"$P\" office list -o list.csv 2>&1") == 74);
    CHECK(jointcase.out == "jointcase: list.csv cannot be written: File too large\n");
    CHECK_FALSE(std::filesystem::exists(jointcase.folder / "list.csv"));
}

TEST_CASE("a reader who goes away is exit 141, and what was written is said") {
    Cli jointcase;
    const auto status = [&](const std::string& command) {
        jointcase.shell("( sleep 0.2; \"$P\" " + command + "; echo $? > '" + (jointcase.folder / "status").string() + "' ) | true");
        return read_file(jointcase.folder / "status");
    };
    CHECK(status("office list") == "141\n");
    CHECK(jointcase.err == "");
    CHECK(status("office add 622921 --name 临夏县人民检察院 --level county") == "141\n");
    CHECK(jointcase.err == "written: 622921\n");
    CHECK(status("--help") == "141\n");
}
