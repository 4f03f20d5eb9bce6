#include "golden.hpp"
#include "sqlite.hpp"
#include "world.hpp"

#include <jointcase/report.hpp>

#include <nlohmann/json.hpp>

using namespace jointcase;
using jointcase::test::compare;
using jointcase::test::read_file;
using jointcase::test::rows;
using jointcase::test::value;
using jointcase::test::World;

namespace {

constexpr const char* formats[] = {"text", "csv", "json", "jsonl", "md", "html", "xlsx"};

// A conference held in February, of which March knows all that was entered in time.
struct February : World {
    February() {
        hold();
        at("2020-03-01T09:00:00+08:00");
    }
    std::string freeze(const std::vector<std::string>& more = {}) {
        std::vector<std::string> args{"report", "freeze", "2020-02"};
        args.insert(args.end(), more.begin(), more.end());
        return ok(args);
    }
    // What was asked in February, entered in March.
    void enter_late() {
        ok({"case", "open", "临州检起诉受[2020]62290000013号", "--name", "牛小军涉嫌盗窃案", "--cause", "盗窃罪", "--handler", "陈晓东"});
        ok({"referral", "submit", "2020-13", "--reason", "M1,O1", "--issue", "事实:数额", "--view", "盗窃罪", "--on", "2020-02-19"});
    }
    // The lines of a table in the delta.
    std::string delta(const std::string& table) {
        std::istringstream lines(ok({"report", "delta", "2020-02", "--csv"}));
        std::string found;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with(table + ",")) found += line.substr(0, line.find('\r')) + "\n";
        }
        return found;
    }
    std::string operations() const { return value(database(), "select count(*) from operation"); }
    // A change made by someone who put the guards aside.
    void meddle(const std::string& table, const std::string& change) const {
        const auto guards = rows(database(), "select name, sql from sqlite_schema where type = 'trigger' and tbl_name = '" + table + "'");
        for (const auto& guard : guards) rows(database(), "drop trigger " + guard[0]);
        rows(database(), change);
        for (const auto& guard : guards) rows(database(), guard[1]);
    }
};

FrozenReport kept(const std::string& document) {
    FrozenReport frozen;
    frozen.key = "month 2020-02";
    frozen.frozen_at = parse_time("2020-03-01T09:00:00+08:00");
    frozen.document = document;
    frozen.sha256 = "15622e5b1cca757f4cbd2e560ab8173b625cd70fb62d90287bb96b5464b23c88";
    frozen.checkpoint = "140 sha256:ea4659a1e0411b8b4a5d65236d1dfe8958276dbf7aa7aae64bb7b9a51c82cd23 2020-03-01T09:00:00+08:00";
    return frozen;
}

} // namespace

// --- freezing

TEST_CASE("a report is frozen when its period is over, and again only when a figure is another") {
    February jointcase;
    jointcase.at("2020-02-29T23:59:59+08:00");
    CHECK(jointcase.no(5, {"report", "freeze", "2020-02"}) == "jointcase: 2020-02 is not over; its report can be frozen from 2020-03-01 on");
    CHECK(jointcase.no(5, {"report", "freeze", "2021"}) == "jointcase: 2021 is not over; its report can be frozen from 2022-01-01 on");
    jointcase.at("2020-03-01T00:00:00+08:00");
    CHECK(jointcase.freeze() == "month 2020-02");
    const auto operations = jointcase.operations();
    jointcase.at("2020-03-05T09:00:00+08:00");
    CHECK(jointcase.freeze() == "month 2020-02");
    CHECK(jointcase.operations() == operations);
    jointcase.enter_late();
    CHECK(jointcase.freeze() == "month 2020-02/2");
    CHECK(jointcase.freeze() == "month 2020-02/2");
    CHECK(jointcase.ok({"report", "list", "--fields", "key,kind,period,version,from,to,frozen_at", "--csv"}) ==
          "key,kind,period,version,from,to,frozen_at\r\n"
          "month 2020-02,month,2020-02,1,2020-02-01,2020-02-29,2020-03-01T00:00:00+08:00\r\n"
          "month 2020-02/2,month,2020-02,2,2020-02-01,2020-02-29,2020-03-05T09:00:00+08:00\r");
}

TEST_CASE("what is before all records is not frozen, nor what is still to come, and nothing is kept of it") {
    February jointcase;
    const auto operations = jointcase.operations();
    CHECK(jointcase.no(4, {"report", "freeze", "2010"}) == "jointcase: nothing is recorded before 2020-02-17; the first report there can be is of 2020");
    CHECK(jointcase.no(4, {"report", "freeze", "2010-02"}) == "jointcase: nothing is recorded before 2020-02-17; the first report there can be is of 2020-02");
    CHECK(jointcase.no(4, {"report", "freeze", "--from", "2010-01-01", "--to", "2010-01-31"}) == "jointcase: nothing is recorded before 2020-02-17; the first report there can be is of 2020-02");
    CHECK(jointcase.no(5, {"report", "freeze", "2020-04"}) == "jointcase: 2020-04 is not over; its report can be frozen from 2020-05-01 on");
    CHECK(jointcase.no(4, {"report", "show", "2010"}) == "jointcase: the report of 2010 is not frozen; `report freeze 2010` freezes it");
    CHECK(jointcase.no(4, {"report", "delta", "2020-04"}) == "jointcase: the report of 2020-04 is not frozen; `report freeze 2020-04` freezes it");
    CHECK(jointcase.no(4, {"report", "show", "month 2020-02"}) == "jointcase: there is no frozen report “month 2020-02”; `report list` lists them");
    CHECK(jointcase.ok({"report", "list", "--json"}) == "[]");
    CHECK(jointcase.operations() == operations);
}

TEST_CASE("a report is frozen and shown whole: what would be a part of it is refused, not passed over") {
    February jointcase;
    const auto operations = jointcase.operations();
    for (const std::vector<std::string>& part : {std::vector<std::string>{"--office", "上海"}, {"--office", "622921"}, {"--table", "T1"}, {"--public"}}) {
        for (const std::string verb : {"freeze", "show", "delta"}) {
            std::vector<std::string> args{"report", verb, "2020-02"};
            args.insert(args.end(), part.begin(), part.end());
            CHECK(jointcase.no(2, args) == "jointcase: there is no option “" + part[0] + "”; `jointcase report " + verb + " --help` lists them");
        }
    }
    CHECK(jointcase.no(2, {"report", "list", "--public"}) == "jointcase: there is no option “--public”; `jointcase report list --help` lists them");
    CHECK(jointcase.no(2, {"report", "--from", "2020-02-01", "freeze", "2020-02"}) == "jointcase: `report freeze` takes one period, and its options behind it");
    CHECK(jointcase.operations() == operations);
}

TEST_CASE("a report that is only tried is not frozen") {
    February jointcase;
    CHECK(jointcase.freeze({"--dry-run"}) == "month 2020-02");
    CHECK(jointcase.ok({"report", "list", "--json"}) == "[]");
}

TEST_CASE("quarters, half years, years and spans are frozen as months are") {
    February jointcase;
    CHECK(jointcase.ok({"report", "freeze", "--from", "2020-02-10", "--to", "2020-02-25"}) == "span 2020-02-10..2020-02-25");
    CHECK(jointcase.ok({"report", "show", "2020-02-10..2020-02-25", "--fields", "from,to", "--csv"}) == "from,to\r\n2020-02-10,2020-02-25\r");
    CHECK(jointcase.ok({"report", "delta", "span 2020-02-10..2020-02-25", "--json"}) == "[]");
    jointcase.at("2021-01-01T09:00:00+08:00");
    CHECK(jointcase.ok({"report", "freeze", "2020Q1"}) == "quarter 2020Q1");
    CHECK(jointcase.ok({"report", "freeze", "2020h1"}) == "half 2020H1");
    CHECK(jointcase.ok({"report", "freeze", "last-year"}) == "year 2020");
    CHECK(jointcase.ok({"report", "delta", "2020", "--json"}) == "[]");
    CHECK(jointcase.no(2, {"report", "freeze"}) == "jointcase: a report needs its period: 2020-02, 2020Q1, 2020H1, 2020, last-month, or --from DATE --to DATE");
    CHECK(jointcase.no(2, {"report", "freeze", "2020-13"}) == "jointcase: “2020-13” is not a period like 2020-02, 2020Q1, 2020H1, 2020 or last-month");
}

// --- showing

TEST_CASE("invariant 24: a frozen report never changes, whatever is entered later") {
    February jointcase;
    jointcase.freeze({"-f", "html"});
    std::map<std::string, std::string> before;
    for (const char* format : formats) before[format] = jointcase.ok({"report", "show", "2020-02", "-f", format});
    jointcase.at("2020-04-05T09:00:00+08:00");
    jointcase.enter_late();
    jointcase.ok({"office", "edit", "622921", "--name", "临夏县检察院"});
    jointcase.ok({"office", "add", "622925", "--name", "和政县人民检察院", "--level", "county", "--parent", "622900"});
    std::ofstream(jointcase.folder / ".jointcase.toml", std::ios::app) << "[meeting]\nheld_before = 30\nsince = '2018-06'\n";
    for (const char* format : formats) {
        CAPTURE(format);
        CHECK(jointcase.ok({"report", "show", "2020-02", "-f", format}) == before[format]);
        CHECK(jointcase.ok({"--lang", "zh", "report", "show", "2020-02", "-f", format}) == before[format]);
    }
}

TEST_CASE("a frozen report of the example is printed as it was, in every format") {
    const jointcase::test::Cli jointcase;
    Config config;
    config.database = jointcase.database();
    Db db(config);
    const auto frozen = kept(read_file(std::filesystem::path(JOINTCASE_SOURCE) / "tests/golden/frozen/document.json"));
    for (const auto* format : formats) {
        if (format == std::string("xlsx")) continue; // its bytes are libxlsxwriter's too
        Style style;
        style.format = parse_format(format);
        compare(std::string("frozen/report.") + (format == std::string("text") ? "txt" : format), render(db, frozen, style));
    }
}

TEST_CASE("a document is made again with every type of cell, and what is none is said") {
    const auto frozen = kept(R"({"language": "en", "key": "report", "title": "Monthly report", "sentences": ["two sentences", "above"],
        "record": {"key": "report", "title": "", "columns": [{"key": "period", "title": "period"}], "rows": [["2020-02"]], "brief": []},
        "parts": [{"key": "T1", "title": "T1 Meetings", "columns": [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}], "brief": [],
                   "rows": [[1, {"tenths": -765}], [{"tenths": null}, {"date": "2020-02-05"}], [{"time": "2020-02-05T09:00:00+08:00"}, {"code": "held", "label": "已召开"}], [["x", "y"], true], [null, "="]]}],
        "charts": [{"key": "T1", "title": "chart", "unit": "件", "bars": [{"label": "A", "value": 3}]}]})");
    const auto document = frozen_document(frozen);
    Style csv;
    csv.format = Format::csv;
    CHECK(render(document, csv) == "period,frozen,frozen_at,sha256,checkpoint\r\n2020-02,month 2020-02,2020-03-01T09:00:00+08:00," + frozen.sha256 + "," + frozen.checkpoint + "\r\n\r\nT1 Meetings\r\na,b\r\n1,-76.5\r\n,2020-02-05\r\n"
                                   "2020-02-05T09:00:00+08:00,held\r\nx;y,1\r\n,'=\r\n");
    CHECK(render(document, Style{}).starts_with("Monthly report\ntwo sentences\nabove\nperiod            2020-02\nfrozen as         month 2020-02\n"));
    CHECK(document.charts.at(0).bars == std::vector<std::pair<std::string, std::int64_t>>{{"A", 3}});
    for (const char* broken : {"", "{}", "{\"language\": \"en\"", "[1]"}) {
        CAPTURE(broken);
        CHECK_THROWS_AS(frozen_document(kept(broken)), Error);
    }
}

TEST_CASE("formats named at the freezing keep their own bytes, and further ones may be named later") {
    February jointcase;
    jointcase.freeze({"-f", "html,md", "-f", "csv"});
    const auto page = jointcase.ok({"report", "show", "2020-02", "-f", "html"});
    CHECK(value(jointcase.database(), "select bytes from frozen_file where key = 'month 2020-02/html'") == page + "\n");
    CHECK(jointcase.freeze({"-f", "xlsx"}) == "month 2020-02");
    CHECK(jointcase.ok({"report", "list", "--fields", "key,kept", "--csv"}) == "key,kept\r\nmonth 2020-02,csv;html;md;xlsx\r");
    // a byte order mark is not what was kept
    CHECK(jointcase.ok({"report", "show", "2020-02", "--csv", "--csv-bom"}) == "\xEF\xBB\xBF" + jointcase.ok({"report", "show", "2020-02", "--csv"}));
    jointcase.meddle("frozen_file", "update frozen_file set bytes = cast('as it was kept' as blob), sha256 = 'de6c7f0c5a5ca1d9d9dd6f3a3b3a5ea2a1c7d5ea6de0f3f1b1d4c7c7b6e0f8aa' where format = 'html'");
    CHECK(jointcase.no(74, {"report", "show", "2020-02", "-f", "html"}) ==
          "jointcase: html of the frozen report month 2020-02 is not what was kept: its digest differs; `audit verify` says more");
    CHECK(jointcase.ok({"report", "show", "2020-02", "-f", "json"}).find("\"T1\"") != std::string::npos);
    CHECK(jointcase.no(2, {"report", "freeze", "2020-02", "-f", "pdf"}) == "jointcase: there is no format “pdf”; there are: text, csv, json, jsonl, md, html, xlsx");
}

TEST_CASE("the audit's checkpoint is printed on frozen reports only") {
    February jointcase;
    const auto last = rows(jointcase.database(), "select seq, at from operation order by seq desc limit 1").at(0);
    jointcase.freeze();
    const auto shown = nlohmann::json::parse(jointcase.ok({"report", "show", "2020-02", "--json"}));
    const auto checkpoint = shown["checkpoint"].get<std::string>();
    CHECK(checkpoint.starts_with(last[0] + " sha256:"));
    CHECK(checkpoint.ends_with(" " + last[1]));
    CHECK(shown["sha256"] == value(jointcase.database(), "select sha256 from frozen_report"));
    CHECK(jointcase.ok({"report", "show", "2020-02"}).find(checkpoint) != std::string::npos);
    CHECK(jointcase.ok({"report", "2020-02"}).find("checkpoint") == std::string::npos);
}

TEST_CASE("a frozen report is named by its period, its key or a version") {
    February jointcase;
    CHECK(jointcase.no(4, {"report", "show", "last-month"}) == "jointcase: the report of 2020-02 is not frozen; `report freeze 2020-02` freezes it");
    CHECK(jointcase.no(4, {"report", "delta", "2020Q1"}) == "jointcase: the report of 2020Q1 is not frozen; `report freeze 2020Q1` freezes it");
    CHECK(jointcase.no(2, {"report", "show", "月报"}) == "jointcase: “月报” is not a period like 2020-02, 2020Q1, 2020H1, 2020 or last-month");
    jointcase.freeze();
    jointcase.enter_late();
    jointcase.freeze();
    const auto shown = [&](std::vector<std::string> names) {
        names.insert(names.begin(), {"report", "show"});
        return jointcase.cell(names, "frozen");
    };
    CHECK(shown({"2020-02"}) == "month 2020-02/2");
    CHECK(shown({"2020年2月"}) == "month 2020-02/2");
    CHECK(shown({"month 2020-02"}) == "month 2020-02");
    CHECK(shown({"month 2020-02/2"}) == "month 2020-02/2");
    CHECK(shown({"2020-02", "--version", "1"}) == "month 2020-02");
    CHECK(jointcase.no(4, {"report", "show", "2020-02", "--version", "3"}) == "jointcase: the frozen report of 2020-02 has no version 3; `report list` lists them");
}

TEST_CASE("a report frozen in Chinese stays Chinese, and says the same in English") {
    February jointcase;
    jointcase.freeze({"--lang", "zh"});
    CHECK(jointcase.ok({"report", "show", "2020-02"}).starts_with("月报 2020-02\n召开跨院检察官联席会议 1 次（累计 1 次）\n"));
    CHECK(jointcase.ok({"report", "show", "2020-02", "-f", "html"}).find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(jointcase.ok({"report", "delta", "2020-02", "--json"}) == "[]");
    CHECK(jointcase.freeze() == "month 2020-02");
}

// --- what changed since

TEST_CASE("report delta lists late entries and corrections, cell by cell") {
    February jointcase;
    jointcase.freeze();
    CHECK(jointcase({"report", "delta", "2020-02", "--exit-code"}) == 0);
    jointcase.enter_late();
    CHECK(jointcase.delta("T3") == "T3,M1,current,0,1\nT3,M1,year_to_date,0,1\nT3,M1,share,0.0,33.3\n"
                                   "T3,O1,current,1,2\nT3,O1,year_to_date,1,2\nT3,O1,share,100.0,66.7\n"
                                   "T3,total,current,1,3\nT3,total,year_to_date,1,3\nT3,distinct,current,1,2\nT3,distinct,year_to_date,1,2\n");
    CHECK(jointcase({"report", "delta", "2020-02", "--exit-code"}) == 1);
    CHECK(jointcase({"report", "delta", "2020-02"}) == 0);
}

TEST_CASE("a sentence that says another figure is in the delta, and none in another language") {
    February jointcase;
    jointcase.freeze();
    std::ofstream(jointcase.folder / ".jointcase.toml", std::ios::app) << "[meeting]\nheld_before = 30\nsince = '2018-06'\n";
    CHECK(jointcase.ok({"report", "delta", "2020-02", "--csv"}) ==
          "table,row,column,then,now\r\nT0,1,sentence,conferences of several offices: 1 (1 so far),\"conferences of several offices: 1 (31 since 2018-06, 30 of them before this system)\"\r");
    CHECK(jointcase.ok({"--lang", "zh", "report", "delta", "2020-02", "--csv"}) == "table,row,column,then,now\r");
}

TEST_CASE("a row that has come since was nothing then") {
    February jointcase;
    jointcase.freeze();
    jointcase.ok({"office", "edit", "622921", "--name", "临夏县检察院"});
    jointcase.ok({"office", "add", "622925", "--name", "和政县人民检察院", "--level", "county", "--parent", "622900"});
    const auto changed = jointcase.delta("T2_offices");
    CHECK(changed.starts_with("T2_offices,622921,name,临夏县人民检察院,临夏县检察院\nT2_offices,622925,office,,622925\nT2_offices,622925,name,,和政县人民检察院\n"));
}

TEST_CASE("rows that begin with the same code are compared in their order, and words of another language not at all") {
    February jointcase;
    jointcase.freeze();
    Config config;
    config.database = jointcase.database();
    Db db(config);
    auto frozen = find_frozen_report(db, "2020-02", {}, {});
    auto document = nlohmann::ordered_json::parse(frozen.document);
    for (auto& part : document["parts"]) {
        if (part["key"] == "T1_offices") part["rows"][0][1] = "州院";
        if (part["key"] == "T3") part["rows"].insert(part["rows"].begin() + 1, part["rows"][0]);
    }
    const auto changed = [&](const char* language) {
        document["language"] = language;
        frozen.document = document.dump();
        std::string rows;
        for (const auto& cell : changes_since(db, frozen, parse_time("2020-03-01T09:00:00+08:00"))) {
            if (cell.column.code == "name" || cell.column.code == "reason") rows += cell.table.code + " " + cell.row.code + " " + cell.row.label + "\n";
        }
        return rows;
    };
    CHECK(changed("en") == "T1_offices 622900 622900 州院\nT3 M1/2 M1\n");
    CHECK(changed("zh") == "T3 M1/2 M1\n");
}

// --- damage

TEST_CASE("one changed byte of a frozen report is refused by the database, found by audit verify, and said by report show") {
    February jointcase;
    jointcase.freeze({"-f", "md"});
    const auto refused = [&](const std::string& sql) {
        return jointcase.shell("sqlite3 '" + jointcase.database().string() + "' \"" + sql + "\"") == 0 ? std::string("done") : jointcase.err;
    };
    CHECK(refused("update frozen_report set document = replace(document, '1', '2')").find("a frozen report is never changed: a later freezing is a new version") != std::string::npos);
    CHECK(refused("update frozen_report set frozen_at = '2020-03-02T00:00:00+08:00'").find("a frozen report is never changed") != std::string::npos);
    CHECK(refused("update frozen_file set format = 'html'").find("a frozen report is never changed") != std::string::npos);
    CHECK(refused("delete from frozen_report").find("nothing is ever deleted") != std::string::npos);
    CHECK(refused("delete from frozen_file").find("nothing is ever deleted") != std::string::npos);
    CHECK(jointcase({"audit", "verify", "-q"}) == 0);
    jointcase.meddle("frozen_report", "update frozen_report set document = replace(document, 'T1', 'T9')");
    CHECK(jointcase({"audit", "verify", "--json"}) == 1);
    CHECK(jointcase.out.find("\"key\": \"month 2020-02\"") != std::string::npos);
    for (const std::vector<std::string>& args : {std::vector<std::string>{"report", "show", "2020-02"}, {"report", "delta", "2020-02"}, {"report", "freeze", "2020-02"}}) {
        CHECK(jointcase.no(74, args) == "jointcase: the frozen report month 2020-02 is not the one that was written: its digest differs; `audit verify` says more");
    }
    CHECK(jointcase({"report", "list"}) == 0);
}
