#include "golden.hpp"
#include "world.hpp"

#include <jointcase/paper.hpp>

using namespace jointcase;
using jointcase::test::compare;
using jointcase::test::read_file;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string meeting = "临州检联席〔2020〕1号";

// The audit's last operation holds the clock.
std::string without_checkpoint(std::string text) {
    constexpr std::string_view mark = "审计检查点：";
    if (const auto at = text.find(mark); at != std::string::npos) text.erase(at + mark.size(), text.find_first_of("<\n", at) - at - mark.size());
    return text;
}

// A meeting at which one person said something, and the others kept silent.
void one_opinion(World& jointcase) {
    jointcase.ok({"referral", "submit", "2020-12", "--reason", "O1", "--issue", "定性:是否构成诈骗", "--view", "马大力虚构事实，构成诈骗罪", "--on", "2020-02-17"});
    jointcase.ok({"referral", "accept", "2020-12", "--by", "李明", "--on", "2020-02-18"});
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅", "--place", "三楼会议室"});
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    jointcase.ok({"opinion", "record", "2020-1", "马国良", "1", "concur", "--text", "马大力以非法占有为目的，虚构承包工程的事实，应当认定诈骗罪。\n转账记录与被害人陈述一致。", "--basis", "刑法第二百六十六条"});
    jointcase.ok({"opinion", "record", "2020-1", "赵雪梅", "1", "reserve"});
    jointcase.ok({"opinion", "record", "2020-1", "李明", "1", "reserve"});
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.at("2020-02-24T09:00:00+08:00");
    jointcase.ok({"minutes", "draft", "2020-1"});
}

// Ten members on two issues each of two cases; one came late, one was excused, one left a note instead of a signature.
void forty_opinions(World& jointcase) {
    std::string people = "单位,工号,姓名,人员类别,职务,入额,等级\n";
    const char* names[] = {"王建国", "张玉兰", "马占林", "何永福", "妥学文", "唐秀英", "祁进财", "白海燕"};
    int number = 100;
    for (const char* name : names) {
        people += std::string(number % 2 ? "622921," : "622923,") + std::to_string(number) + "," + name + ",检察官,,是,9\n";
        ++number;
    }
    jointcase.ok({"talent", "import", jointcase.file("more.csv", people)});
    jointcase.ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "牛小军、欧阳建设涉嫌盗窃、掩饰、隐瞒犯罪所得案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01", "--suspect", "牛小军", "--suspect", "欧阳建设"});
    jointcase.accept();
    jointcase.ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "事实:盗窃数额如何认定", "--issue", "法律:是否属于多次盗窃", "--view", "牛小军属于多次盗窃", "--issue-view", "1:按被害人购买价格认定", "--on", "2020-02-17"});
    jointcase.ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
    jointcase.ok({"meeting", "convene", "2020-12", "2020-13", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "王建国,张玉兰,马占林,何永福,妥学文,唐秀英,祁进财,白海燕,杨志强,赵雪梅", "--place", "三楼会议室",
                  "--label", "work_secret"});
    jointcase.ok({"meeting", "invite", "2020-1", "孙小玉", "--as", "observer"});
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1", "--absent", "赵雪梅=出差", "--late", "白海燕"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    jointcase.ok({"meeting", "attend", "2020-1", "白海燕", "late", "--at", "2020-02-21 09:20"});
    jointcase.ok({"meeting", "attend", "2020-1", "祁进财", "left_early", "--at", "2020-02-21 09:55", "--note", "外出办案"});
    std::string opinions = "会议编号,议题号,发言人,态度,意见\n";
    for (const char* issue : {"1.1", "1.2", "2.1", "2.2"}) {
        int said = 0;
        for (const char* who : {"王建国", "张玉兰", "马占林", "何永福", "妥学文", "唐秀英", "祁进财", "白海燕", "杨志强", "李明"}) {
            const char* stances[] = {"同意", "部分同意", "不同意", "补充"};
            opinions += std::string("2020-1,") + issue + "," + who + "," + stances[said++ % 4] + "," + (issue[0] == '1' ? "马大力" : "牛小军与欧阳建设") +
                        "的供述前后不一，应当结合转账记录、通话记录和证人证言综合审查；现有证据之间能够相互印证，但资金去向一节尚需补充调取银行流水。\n";
        }
    }
    jointcase.ok({"opinion", "import", jointcase.file("opinions.csv", opinions)});
    jointcase.at("2020-02-21T12:05:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    jointcase.at("2020-02-24T09:00:00+08:00");
    jointcase.ok({"minutes", "sign", "2020-1", "--all", "--except", "祁进财=外出办案", "--file"});
    jointcase.ok({"feedback", "give", "2020-12", "--decision", "prosecute", "--all", "adopted", "--except", "3=not_adopted:new_evidence,4=partly_adopted:other:资金去向另案处理"});
}

void compare_all(World& jointcase, const std::string& folder, const std::string& item) {
    const std::pair<const char*, std::vector<std::string>> papers[] = {{"notice", {"meeting", "document", "2020-1", "notice"}},
                                                                       {"attendance", {"meeting", "document", "2020-1", "attendance"}},
                                                                       {"minutes", {"meeting", "document", "2020-1", "minutes"}},
                                                                       {"excerpt", {"meeting", "document", "2020-1", "excerpt", "--item", item}},
                                                                       {"feedback", {"feedback", "form", "2020-12"}}};
    for (const auto& [name, command] : papers) {
        for (const char* format : {"text", "html"}) {
            auto args = command;
            args.insert(args.end(), {"-f", format});
            REQUIRE(jointcase(args) == 0);
            compare(folder + "/" + name + (format == std::string("text") ? ".txt" : ".html"), without_checkpoint(jointcase.out));
        }
    }
}

} // namespace

TEST_CASE("the papers of a meeting with one opinion are those kept") {
    World jointcase;
    one_opinion(jointcase);
    compare_all(jointcase, "one", "1");
}

TEST_CASE("the papers of a meeting with forty opinions are those kept") {
    World jointcase;
    forty_opinions(jointcase);
    compare_all(jointcase, "forty", "2");
}

TEST_CASE("invariant 22: parties are masked in every paper, and unmasking is audited") {
    World jointcase;
    forty_opinions(jointcase);
    const std::vector<std::vector<std::string>> papers = {{"meeting", "document", "2020-1", "notice"}, {"meeting", "document", "2020-1", "attendance"}, {"meeting", "document", "2020-1", "minutes"},
                                                          {"meeting", "document", "2020-1", "excerpt", "--item", "2"}, {"feedback", "form", "2020-12"}};
    bool shown = false;
    for (auto paper : papers) {
        for (const char* format : {"text", "html"}) {
            CAPTURE(paper[3 % paper.size()]);
            auto args = paper;
            args.insert(args.end(), {"-f", format});
            jointcase.ok(args);
            for (const char* name : {"马大力", "牛小军", "欧阳建设"}) CHECK(jointcase.out.find(name) == std::string::npos);
            args.push_back("--unmask");
            jointcase.ok(args);
            shown = shown || jointcase.out.find("欧阳建设") != std::string::npos;
            jointcase.ok({"audit", "log", "--fields", "action", "--csv"});
            CHECK(jointcase.out.starts_with("action\r\n" + paper[0] + " " + paper[1] + " --unmask\r\n"));
        }
    }
    CHECK(shown);
}

TEST_CASE("a notice and a sheet are printed before the meeting, an excerpt and a form after it") {
    World jointcase;
    jointcase.convene();
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "notice"}).find("　　时间：2020年2月21日（星期五）9时00分\n") != std::string::npos);
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "attendance"}).find("时间：2020年2月21日（星期五）9时00分\n") != std::string::npos);
    CHECK(jointcase.no(5, {"meeting", "document", "2020-1", "excerpt"}) == "jointcase: meeting " + meeting + " is convened; an excerpt is of a record of what was said");
    CHECK(jointcase.no(4, {"meeting", "document", "2020-1", "minutes"}) == "jointcase: meeting " + meeting + " has no minutes yet; `minutes draft " + meeting + "` writes them");
    CHECK(jointcase.no(5, {"feedback", "form", "2020-12"}) == "jointcase: referral " + std::string(the_case) + "#1 is scheduled; feedback comes after the meeting");
    CHECK(jointcase.no(2, {"meeting", "document", "2020-1", "protocol"}) == "jointcase: “protocol” is none of: notice, attendance, minutes, excerpt");
    CHECK(jointcase.no(2, {"meeting", "document", "2020-1", "notice", "--item", "1"}) == "jointcase: --item is for an excerpt; the others are of the whole meeting");
    CHECK(jointcase.no(2, {"meeting", "document", "2020-1", "notice", "-f", "csv"}) == "jointcase: a paper is text or html, not csv (-f text, -f html)");
    CHECK(jointcase.no(2, {"meeting", "document", "2020-1", "notice", "-o", (jointcase.folder / "n.xlsx").string()}) == "jointcase: a paper is text or html, not xlsx (-f text, -f html)");
}

TEST_CASE("an excerpt is of one case") {
    World jointcase;
    forty_opinions(jointcase);
    CHECK(jointcase.no(2, {"meeting", "document", "2020-1", "excerpt"}) == "jointcase: meeting " + meeting + " has 2 items; an excerpt is of one case (--item N)");
    CHECK(jointcase.no(4, {"meeting", "document", "2020-1", "excerpt", "--item", "3"}) == "jointcase: meeting " + meeting + " has 2 items; there is no item 3");
    jointcase.ok({"meeting", "document", "2020-1", "excerpt", "--item", "1", "--unmask"});
    CHECK(jointcase.out.find("马大力") != std::string::npos);
    CHECK(jointcase.out.find("牛小军") == std::string::npos);
    CHECK(jointcase.out.find("62290000013") == std::string::npos);
}

TEST_CASE("an office replaces a template by a file, and is told where one is wrong") {
    World jointcase;
    jointcase.convene();
    const auto config = jointcase.folder / ".jointcase.toml";
    std::ofstream(config, std::ios::app) << "[documents]\ntemplates = \"文书\"\n";
    const std::vector<std::string> notice = {"meeting", "document", "2020-1", "notice"};
    CHECK(jointcase.no(78, notice) == "jointcase: documents.templates: there is no folder " + (jointcase.folder / "文书").string());
    const auto file = jointcase.file("文书/notice.txt", "{{number}}\n{{#items}}\n{{item}}：{{case_name}}{{! 注 }}\n{{/items}}\n");
    CHECK(jointcase.ok(notice) == meeting + "\n1：马某某涉嫌诈骗案");
    auto html = notice;
    html.insert(html.end(), {"-f", "html"});
    CHECK(jointcase.ok(html).starts_with("<!doctype html>")); // the other is the one shipped

    const auto complaint = [&](const std::string& text) {
        jointcase.file("文书/notice.txt", text);
        return jointcase.no(78, notice).substr(("jointcase: " + file).size());
    };
    CHECK(complaint("甲\n{{numbr}}\n") == ":2: there is no placeholder “numbr”; did you mean: number");
    CHECK(complaint("{{会议}}\n") == ":1: there is no placeholder “会议”");
    CHECK(complaint("甲\n乙\n{{#items}}\n{{case_name}}\n") == ":3: the block “items” is not closed");
    CHECK(complaint("{{#items}}{{/issues}}\n") == ":1: the end of the block “issues” does not meet its beginning");
    CHECK(complaint("甲{{number\n") == ":1: a placeholder is opened here and not closed");
    CHECK(complaint("{{> head}}\n") == ":1: templates have placeholders, blocks and comments, not “>head”");
    CHECK(complaint("") == ": the template cannot be read, or is empty");
    CHECK(complaint("\xff\n") == ": a text is UTF-8; the byte at offset 0 is not");
}

TEST_CASE("what stands in a page is escaped, and what stands in a text is fit for a terminal") {
    World jointcase;
    jointcase.accept();
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅", "--place", "<b>三楼</b> & \x1b[31m红"});
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "notice", "-f", "html"}).find("<p>地点：&lt;b&gt;三楼&lt;/b&gt; &amp; \uFFFD[31m红</p>") != std::string::npos);
    CHECK(jointcase.ok({"meeting", "document", "2020-1", "notice"}).find("　　地点：<b>三楼</b> & \uFFFD[31m红\n") != std::string::npos);
}

TEST_CASE("an archived meeting is a folder that sha256sum verifies, with the text that was signed") {
    World jointcase;
    forty_opinions(jointcase);
    const auto folder = jointcase.folder / "archive";
    CHECK(jointcase.no(2, {"meeting", "archive", "2020-1"}) == "jointcase: the folder is missing: -o FOLDER");
    jointcase.ok({"meeting", "archive", "2020-1", "-o", folder.string(), "--unmask"});
    CHECK(jointcase.out == "");
    CHECK(jointcase.shell("cd '" + folder.string() + "' && sha256sum -c --quiet SHA256SUMS && ls") == 0);
    CHECK(jointcase.out == "SHA256SUMS\nattendance.html\nattendance.txt\nexcerpt-1.html\nexcerpt-1.txt\nexcerpt-2.html\nexcerpt-2.txt\nfeedback-1.html\nfeedback-1.txt\nfeedback-2.html\nfeedback-2.txt\n"
                           "minutes.html\nminutes.txt\nnotice.html\nnotice.txt\nopinions.csv\nrecord.txt\n");
    const auto sha256 = jointcase.cell({"minutes", "show", "2020-1"}, "sha256");
    CHECK(read_file(folder / "SHA256SUMS").find(sha256 + "  record.txt\n") != std::string::npos);

    CHECK(jointcase.no(73, {"meeting", "archive", "2020-1", "-o", folder.string()}) == "jointcase: " + folder.string() + " is there already; --force replaces it");
    jointcase.ok({"meeting", "archive", "2020-1", "-o", folder.string(), "--force"});
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        CAPTURE(file.path().string());
        CHECK(read_file(file.path()).find("马大力") == std::string::npos); // invariant 22
    }
    CHECK(jointcase.shell("cd '" + folder.string() + "' && sha256sum -c --quiet SHA256SUMS") == 0);
}

TEST_CASE("only what is filed is archived") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"minutes", "sign", "2020-1", "--all"});
    const auto folder = (jointcase.folder / "archive").string();
    CHECK(jointcase.no(5, {"meeting", "archive", "2020-1", "-o", folder}) == "jointcase: meeting " + meeting + " is signed; what is archived is filed (`minutes file " + meeting + "`)");
    jointcase.ok({"minutes", "file", "2020-1"});
    jointcase.ok({"meeting", "archive", "2020-1", "-o", folder});
}
