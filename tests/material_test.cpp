#include "world.hpp"
#include "sqlite.hpp"

#include <jointcase/digest.hpp>
#include <jointcase/referral.hpp>

#include <nlohmann/json.hpp>

using namespace jointcase;
using jointcase::test::rows;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

const std::string key = "临州检联席〔2020〕1号";
const std::string referral = std::string(the_case) + "#1";
const std::string other_case = "临州检起诉受[2020]62290000013号";

nlohmann::json shown(World& jointcase, const std::vector<std::string>& command) {
    auto args = command;
    args.push_back("--json");
    return nlohmann::json::parse(jointcase.ok(args));
}

// The row of `part` whose `column` has this value.
nlohmann::json row(const nlohmann::json& document, const char* part, const char* column, const std::string& value) {
    for (const auto& one : document[part]) {
        if (one[column] == value) return one;
    }
    return nullptr;
}

void recuse(World& jointcase, const std::string& talent, const std::string& of) {
    rows(jointcase.database(), "insert into recusal (key, case_id, talent, ground, source, raised_on, decided_by, decided_on, result) select c.key || '/' || t.key, c.id, t.id, 'relation', 'self', '2020-02-19', "
                               "(select id from talent where key = '622900-001'), '2020-02-19', 'granted' from cases c, talent t where c.key = '" + of + "' and t.key = '" + talent + "'");
}

// A meeting on two items, on 2020-02-26.
void convene_two(World& jointcase) {
    jointcase.ok({"case", "open", other_case, "--name", "乙案", "--cause", "盗窃罪", "--handler", "陈晓东", "--received-on", "2020-02-01"});
    jointcase.accept();
    jointcase.ok({"referral", "submit", "2020-13", "--reason", "O1", "--issue", "证据:监控能否认定", "--view", "构成", "--on", "2020-02-17"});
    jointcase.ok({"referral", "accept", "2020-13", "--by", "李明", "--on", "2020-02-18"});
    jointcase.ok({"meeting", "convene", "2020-12", "2020-13", "--at", "2020-02-26 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"});
}

} // namespace

TEST_CASE("a file is attached with its kind, title, path and digest; the title is its name unless one is given") {
    World jointcase;
    jointcase.submit();
    const auto inside = jointcase.file("材料/审查报告.txt", "经审查认定");
    const std::string outside = std::filesystem::temp_directory_path() / ("jointcase-outside-" + jointcase.folder.filename().string());
    std::ofstream(outside) << "检索";
    CHECK(jointcase.ok({"referral", "attach", "2020-12", inside, "--kind", "审查报告"}) == referral + "/1");
    CHECK(jointcase.ok({"referral", "attach", "2020-12", outside, "--kind", "similar_cases", "--title", "类案", "--label", "work_secret", "--on", "2020-02-19"}) == referral + "/2");
    const auto materials = shown(jointcase, {"referral", "show", "2020-12"})["materials"];
    CHECK(materials[0] == nlohmann::json{{"material", 1}, {"kind", "report"}, {"title", "审查报告.txt"}, {"label", "internal"}, {"added_on", "2020-02-20"}, {"path", "材料/审查报告.txt"},
                                         {"sha256", digest_text(Algorithm::sha256, digest(Algorithm::sha256, "经审查认定")).substr(7)}});
    CHECK(materials[1]["path"] == outside);
    CHECK(materials[1]["title"] == "类案");
    std::filesystem::remove(outside);
}

TEST_CASE("the same file attached again is there already, with other details it is refused, changed it is another") {
    World jointcase;
    jointcase.submit();
    const auto file = jointcase.file("a.txt", "甲");
    jointcase.ok({"referral", "attach", "2020-12", file, "--kind", "report"});
    CHECK(jointcase.ok({"referral", "attach", "2020-12", file}) == referral + "/1");
    CHECK(jointcase.no(5, {"referral", "attach", "2020-12", file, "--kind", "law"}) == "jointcase: " + file + " is attached already, as " + referral + "/1 with other details");
    jointcase.file("a.txt", "乙");
    CHECK(jointcase.ok({"referral", "attach", "2020-12", file, "--kind", "report"}) == referral + "/2");
}

TEST_CASE("a material is a file that can be read, and read again") {
    World jointcase;
    jointcase.submit();
    const auto missing = (jointcase.folder / "none.txt").string();
    CHECK(jointcase.no(66, {"referral", "attach", "2020-12", missing}) == "jointcase: " + missing + ": the file is missing or cannot be read");
    CHECK(jointcase.no(66, {"referral", "attach", "2020-12", jointcase.folder.string()}) == "jointcase: " + jointcase.folder.string() + " is a folder, not a file");
    CHECK(jointcase.no(2, {"referral", "attach", "2020-12", "-"}) == "jointcase: - is no file that can be found again; a material is a file that stays where it is");
}

TEST_CASE("invariant 21: a label above label_max is refused, of a case, a material and a meeting") {
    World jointcase;
    const auto attach = [&](const char* label) { return std::vector<std::string>{"referral", "attach", "2020-12", jointcase.file("a.txt", "甲"), "--label", label}; };
    const std::vector<std::string> convene{"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅", "--label"};
    const auto convene_as = [&](const char* label) { auto args = convene; args.emplace_back(label); return args; };
    jointcase.accept();
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[rules]\nlabel_max = \"internal\"\n");
    const auto above = "jointcase: work secret is above what may be entered here: internal (rule label_max, file:" + (jointcase.folder / ".jointcase.toml").string() + ":6)";
    CHECK(jointcase.no(2, {"case", "edit", "2020-12", "--label", "work_secret"}) == above);
    CHECK(jointcase.no(2, attach("work_secret")) == above);
    CHECK(jointcase.no(2, convene_as("work_secret")) == above);
    jointcase.ok({"case", "edit", "2020-12", "--label", "internal"});
    jointcase.ok(attach("internal"));
    jointcase.ok(convene_as("internal"));
    CHECK(jointcase.no(2, {"meeting", "edit", "2020-1", "--label", "work_secret"}) == above);
}

TEST_CASE("invariant 21: a meeting's label is at least its cases'") {
    World jointcase;
    jointcase.ok({"case", "edit", "2020-12", "--label", "work_secret"});
    jointcase.accept();
    const std::vector<std::string> convene{"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅"};
    auto lower = convene;
    lower.insert(lower.end(), {"--label", "internal"});
    CHECK(jointcase.no(5, lower) == std::string("jointcase: case ") + the_case + " is work secret; the meeting's label is at least its cases' (--label)");
    jointcase.ok(convene);
    CHECK(jointcase.cell({"meeting", "show", "2020-1"}, "label") == "work_secret");
    CHECK(jointcase.no(5, {"meeting", "edit", "2020-1", "--label", "internal"}) == std::string("jointcase: case ") + the_case + " is work secret; the meeting's label is at least its cases' (--label)");
}

TEST_CASE("invariant 13: no material is added to what was discussed") {
    World jointcase;
    jointcase.start();
    const auto file = jointcase.file("a.txt", "甲");
    jointcase.ok({"referral", "attach", "2020-12", file});
    jointcase.at("2020-02-21T10:00:00+08:00");
    for (const char* who : {"李明", "马国良", "赵雪梅", "杨志强"}) {
        for (const char* issue : {"1", "2"}) jointcase.speak(who, issue);
    }
    jointcase.at("2020-02-21T11:00:00+08:00");
    jointcase.ok({"meeting", "close", "2020-1"});
    CHECK(jointcase.ok({"referral", "attach", "2020-12", file}) == referral + "/1"); // it is there already
    CHECK(jointcase.no(5, {"referral", "attach", "2020-12", jointcase.file("b.txt", "乙")}) == "jointcase: referral " + referral + " is discussed; materials are added before it is discussed");
    CHECK(jointcase.no(5, {"meeting", "notice", "2020-1", "--materials"}) == "jointcase: meeting " + key + " is held; its materials are settled");
}

TEST_CASE("invariant 14: a material is not added in the future, nor sent or read in it") {
    World jointcase;
    jointcase.convene();
    const auto file = jointcase.file("a.txt", "甲");
    CHECK(jointcase.no(2, {"referral", "attach", "2020-12", file, "--on", "2020-02-21"}) == "jointcase: 2020-02-21 lies in the future; today is 2020-02-20");
    jointcase.ok({"referral", "attach", "2020-12", file, "--on", "2020-02-20"});
    CHECK(jointcase.no(2, {"meeting", "notice", "2020-1", "--materials", "--at", "2020-02-20 10:01"}) == "jointcase: 2020-02-20T10:01:00+08:00 lies in the future; now is 2020-02-20T10:00:00+08:00");
    jointcase.ok({"meeting", "notice", "2020-1", "--materials", "--at", "2020-02-20 09:00"});
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "马国良", "--read", "--at", "2020-02-20 10:01"}) == "jointcase: 2020-02-20T10:01:00+08:00 lies in the future; now is 2020-02-20T10:00:00+08:00");
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "马国良", "--read", "--at", "2020-02-20 08:59"}) == "jointcase: materials are read after they went out (2020-02-20T09:00:00+08:00)");
    jointcase.ok({"meeting", "attend", "2020-1", "马国良", "--read", "--at", "2020-02-20 09:30"});
    const auto place = row(shown(jointcase, {"meeting", "show", "2020-1"}), "attendance", "name", "马国良");
    CHECK(place["materials_sent_at"] == "2020-02-20T09:00:00+08:00");
    CHECK(place["read_at"] == "2020-02-20T09:30:00+08:00");
}

TEST_CASE("materials are read by who got them, once") {
    World jointcase;
    jointcase.convene();
    CHECK(jointcase.no(5, {"meeting", "attend", "2020-1", "马国良", "--read"}) == "jointcase: the materials of meeting " + key + " have not gone out to 622921-001 马国良; `meeting notice " + key + " --materials`");
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    CHECK(jointcase.no(5, {"meeting", "attend", "2020-1", "周建军", "--read"}) == "jointcase: 622921-002 周建军 was not invited to meeting " + key + "; `meeting invite` first");
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "马国良", "late", "--read"}) == "jointcase: --read goes without a status and a note");
    CHECK(jointcase.no(2, {"meeting", "attend", "2020-1", "马国良"}) == "jointcase: a status is needed, or --read; `jointcase meeting attend --help` shows all");
    jointcase.ok({"meeting", "attend", "2020-1", "马国良", "--read"});
    jointcase.at("2020-02-20T11:00:00+08:00");
    jointcase.ok({"meeting", "attend", "2020-1", "马国良", "--read"});
    CHECK(row(shown(jointcase, {"meeting", "show", "2020-1"}), "attendance", "name", "马国良")["read_at"] == "2020-02-20T10:00:00+08:00");
}

TEST_CASE("materials that go out later than the lead days are said to be late, and go out") {
    World jointcase;
    jointcase.convene(); // for the day after
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    CHECK(jointcase.err == "the materials go out after 2020-02-18: late for a meeting on 2020-02-21 (rule materials_lead_days, the practice of procuratorial committees, as a default)\n");
    CHECK(row(shown(jointcase, {"meeting", "show", "2020-1"}), "attendance", "name", "赵雪梅")["materials_sent_at"] == "2020-02-20T10:00:00+08:00");
    World early;
    convene_two(early); // in six days
    early.ok({"meeting", "notice", "2020-1", "--materials"});
    CHECK(early.err == "");
}

TEST_CASE("invariant 5: someone recused from a case gets the materials of the other items, from all items none") {
    World jointcase;
    convene_two(jointcase);
    recuse(jointcase, "622900-004", the_case);
    for (const auto& of : {std::string(the_case), other_case}) recuse(jointcase, "622923-001", of);
    const auto sent = shown(jointcase, {"meeting", "notice", "2020-1", "--materials"});
    CHECK(jointcase.err == "622900-004 杨志强 is recused and gets nothing of item 1\n622923-001 赵雪梅 is recused and gets nothing of item 1\n622923-001 赵雪梅 is recused and gets nothing of item 2\n");
    const auto one = [&](const char* name) { return row(sent, "recipients", "name", name); };
    CHECK(one("马国良")["items"] == nlohmann::json{"1", "2"});
    CHECK(one("马国良")["withheld"].empty());
    CHECK(one("杨志强")["items"] == nlohmann::json{"2"});
    CHECK(one("杨志强")["withheld"] == nlohmann::json{"1"});
    CHECK(one("杨志强")["materials_sent_at"] == "2020-02-20T10:00:00+08:00");
    CHECK(one("赵雪梅")["materials_sent_at"].is_null());
    CHECK(one("赵雪梅")["withheld"] == nlohmann::json{"1", "2"});
}

TEST_CASE("materials sent again go only to those who were invited since") {
    World jointcase;
    jointcase.convene();
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    jointcase.ok({"meeting", "invite", "2020-1", "孙小玉", "--as", "observer"});
    jointcase.at("2020-02-20T11:00:00+08:00");
    jointcase.ok({"meeting", "notice", "2020-1", "--materials"});
    const auto meeting = shown(jointcase, {"meeting", "show", "2020-1"});
    CHECK(row(meeting, "attendance", "name", "马国良")["materials_sent_at"] == "2020-02-20T10:00:00+08:00");
    CHECK(row(meeting, "attendance", "name", "孙小玉")["materials_sent_at"] == "2020-02-20T11:00:00+08:00");
}
