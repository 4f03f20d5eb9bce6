#include <jointcase/error.hpp>
#include <jointcase/render.hpp>

#include <doctest/doctest.h>

#include <clocale>
#include <cstdlib>
#include <optional>

using namespace jointcase;
using std::chrono::day, std::chrono::month, std::chrono::year;

namespace {

constexpr auto text = Format::text, csv = Format::csv, json = Format::json, jsonl = Format::jsonl, md = Format::md, html = Format::html;

Cell count(std::int64_t value) { return value; }
Cell word(std::string value) { return value; }

// One column of texts.
Table words(std::vector<std::string> values) {
    Table table{"words", "Words", {{"word", "word"}}, {}};
    for (auto& value : values) table.rows.push_back({word(std::move(value))});
    return table;
}

Table kinds() {
    return {"T5", "焦点类型", {{"kind", "类型"}, {"opinions", "意见(条)"}, {"rate", "采纳率(%)"}},
            {{Coded{"charge", "定性"}, count(12), Rate{765}}, {Coded{"evidence", "审查证据"}, count(3), Rate{-1000}}, {Coded{"other", "其他"}, count(0), {}}}};
}

Document report() {
    return {"report", "二月", {"意见 15 条。"}, {"report", "", {{"from", "起"}, {"note", "备注"}, {"held", "held"}}, {{year{2020} / 2 / 1, {}, true}}}, {kinds()},
            {{"T5", "意见，2020-02", "条", {{"定性", 12}, {"审查证据", 3}, {"其他", 0}}}}};
}

std::string between(const std::string& whole, const std::string& from, const std::string& to) {
    const auto begin = whole.find(from);
    if (begin == std::string::npos) return {};
    return whole.substr(begin + from.size(), whole.find(to, begin) - begin - from.size());
}

struct Chinese {
    Chinese() {
        setlocale(LC_ALL, "C.UTF-8");
        setenv("LANGUAGE", "zh_CN", 1);
        use_language(Language::zh);
    }
    ~Chinese() { use_language(Language::en); }
};

} // namespace

// --- text

TEST_CASE("columns of text stand by display width, numbers to the right") {
    CHECK(render(kinds(), {text}) == "类型      意见(条)  采纳率(%)\n"
                                     "────────  ────────  ─────────\n"
                                     "定性            12       76.5\n"
                                     "审查证据         3     -100.0\n"
                                     "其他             0\n");
}

TEST_CASE("quotation marks are as wide as the terminal draws them") {
    Table table{"", "", {{"said", "said"}, {"n", "n"}}, {{word("“明知”"), count(1)}, {word("明知"), count(2)}}};
    CHECK(render(table, {text}) == "said    n\n──────  ─\n“明知”  1\n明知    2\n");
    CHECK(render(table, {.format = text, .ambiguous_width = 2}) == "said      n\n────\n“明知”  1\n明知      2\n");
}

TEST_CASE("every character of which Unicode leaves the width open is as wide as the terminal draws it") {
    const auto drawn = [](const std::string& shown, int width) { return render(words({shown}), {.format = text, .ambiguous_width = width}); };
    const std::string signs = "ⅠⅫⅰ※○●◎□■△▲▽▼★☆◆§№℃‰≤≥≠≈√×÷±°·…–—‘’“”①⑳αЯ→";
    std::string narrow, wide;
    for (int i = 0; i < 42; ++i) narrow += "─", wide += "─"; // the rule is of a character as wide
    CHECK(drawn(signs, 1) == "word\n" + narrow + "\n" + signs + "\n");
    CHECK(drawn(signs, 2) == "word\n" + wide + "\n" + signs + "\n");
    CHECK(drawn("①①e\u0301", 2) == "word\n──\n①①e\u0301\n");
    CHECK(drawn("abc¥あ", 2) == "word\n───\nabc¥あ\n");
}

TEST_CASE("combining accents take no room") {
    CHECK(render(Table{"", "", {{"a", "name"}, {"b", "n"}}, {{word("e\u0301te\u0301"), count(7)}, {word("abc"), count(8)}}}, {text}) ==
          "name  n\n────  ─\ne\u0301te\u0301   7\nabc   8\n");
}

TEST_CASE("control and bidirectional characters are not shown") {
    CHECK(render(words({"a\x1b[31mb", "c\u202Ed", "e\nf\tg", "h\u0085"}), {text}) == "word\n───────\na\uFFFD[31mb\nc\uFFFDd\ne f g\nh\uFFFD\n");
}

TEST_CASE("an empty list is its heading") {
    Table table = kinds();
    table.rows.clear();
    CHECK(render(table, {text}) == "类型  意见(条)  采纳率(%)\n────  ────────  ─────────\n");
    CHECK(render(table, {csv}) == "kind,opinions,rate\r\n");
    CHECK(render(table, {json}) == "[]\n");
    CHECK(render(table, {jsonl}).empty());
    CHECK(render(table, {md}) == "| 类型 | 意见(条) | 采纳率(%) |\n| --- | --- | --- |\n");
    CHECK(between(render(table, {html}), "<tbody>", "</tbody>") == "\n");
}

TEST_CASE("a narrow terminal cuts texts, never numbers, days or the name of the row") {
    const Table table{"", "", {{"key", "key"}, {"on", "on"}, {"title", "title"}, {"n", "n"}},
                      {{word("2020-000012"), year{2020} / 2 / 1, word("电信网络诈骗案的主观明知"), count(123456)}}};
    CHECK(render(table, {.format = text, .width = 46}) == "key          on          title               n\n"
                                                          "───────────  ──────────  ─────────────  ──────\n"
                                                          "2020-000012  2020-02-01  电信网络诈骗…  123456\n");
    CHECK(render(table, {text}).find("电信网络诈骗案的主观明知  123456\n") != std::string::npos);
}

TEST_CASE("the widest texts are cut first") {
    const Table table{"", "", {{"k", "k"}, {"a", "a"}, {"b", "b"}}, {{word("1"), word("abcdefghijkl"), word("abcdefghijklmnopqrstuvwxyz")}}};
    CHECK(render(table, {.format = text, .width = 29}) == "k  a             b\n─  ────────────  ────────────\n1  abcdefghijkl  abcdefghijk…\n");
}

TEST_CASE("columns that do not fit stand below, behind the first") {
    const Table table{"", "", {{"k", "office"}, {"a", "held"}, {"b", "opinions"}, {"c", "rate"}}, {{word("622900"), count(1), count(2), Rate{1000}}}};
    CHECK(render(table, {.format = text, .width = 22}) == "office  held  opinions\n──────  ────  ────────\n622900     1         2\n"
                                                          "\noffice   rate\n──────  ─────\n622900  100.0\n");
}

TEST_CASE("headings are bold where colours are") {
    CHECK(render(words({"a"}), {.format = text, .color = true}) == "\x1b[1mword\x1b[0m\n────\na\n");
}

TEST_CASE("a list shows its brief columns to people and all of them to programs") {
    Table table = kinds();
    table.brief = {"kind"};
    table.rows.resize(1);
    CHECK(render(table, {text}) == "类型\n────\n定性\n");
    CHECK(render(table, {md}) == "| 类型 |\n| --- |\n| 定性 |\n");
    CHECK(render(table, {csv}) == "kind,opinions,rate\r\ncharge,12,76.5\r\n");
}

TEST_CASE("a document in text: sentences, the record without what it does not have, parts with rows") {
    Document document = report();
    document.parts.insert(document.parts.begin(), Table{"none", "None", {{"a", "a"}}, {}});
    CHECK(render(document, {text}) == "二月\n意见 15 条。\n"
                                      "起    2020-02-01\n"
                                      "held  yes\n"
                                      "\n焦点类型\n" +
                                          render(kinds(), {text}));
}

TEST_CASE("the parts of a list are separated as the language does") {
    const Table table{"", "", {{"a", "a"}}, {{List{"x", "y"}}}};
    CHECK(render(table, {text}) == "a\n────\nx; y\n");
    Chinese chinese;
    CHECK(render(table, {text}) == "a\n────\nx；y\n");
}

// --- csv

TEST_CASE("no text in csv is run as a formula, and each can be read back") {
    CHECK(render(words({"=1+1", "'=x", "''@x", "-5", "+1", "@a", "\tx", "'a", "a=b"}), {csv}) ==
          "word\r\n'=1+1\r\n''=x\r\n'''@x\r\n'-5\r\n'+1\r\n'@a\r\n'\tx\r\n'a\r\na=b\r\n");
}

TEST_CASE("numbers in csv are numbers") {
    CHECK(render(Table{"", "", {{"a", ""}, {"b", ""}, {"c", ""}}, {{count(-5), Rate{-5}, false}}}, {csv}) == "a,b,c\r\n-5,-0.5,0\r\n");
}

TEST_CASE("csv is quoted as RFC 4180 says") {
    CHECK(render(words({"a,b", "say \"x\"", "one\ntwo", "a;b", " a"}), {csv}) == "word\r\n\"a,b\"\r\n\"say \"\"x\"\"\"\r\n\"one\ntwo\"\r\na;b\r\n a\r\n");
}

TEST_CASE("an empty text alone in its row is still a row") { CHECK(render(words({"", "a"}), {csv}) == "word\r\n\"\"\r\na\r\n"); }

TEST_CASE("csv keeps control characters in a file and shows none on a terminal") {
    CHECK(render(words({"a\x1b[2J"}), {csv}) == "word\r\na\x1b[2J\r\n");
    CHECK(render(words({"a\x1b[2J"}), {.format = csv, .width = 80}) == "word\r\na\uFFFD[2J\r\n");
}

TEST_CASE("csv begins with a mark for Excel when asked") { CHECK(render(words({"中"}), {.format = csv, .csv_bom = true}) == "\xEF\xBB\xBFword\r\n中\r\n"); }

TEST_CASE("a document in csv is its tables, one below the other") {
    CHECK(render(report(), {csv}) == "from,note,held\r\n2020-02-01,,1\r\n\r\n焦点类型\r\nkind,opinions,rate\r\ncharge,12,76.5\r\nevidence,3,-100.0\r\nother,0,\r\n");
}

// --- json

TEST_CASE("a list in json: codes, exact tenths, Chinese as it is") {
    Table table = kinds();
    table.rows.erase(table.rows.begin() + 1);
    table.rows[0][0] = word("定性");
    CHECK(render(table, {json}) == R"([
  {
    "kind": "定性",
    "opinions": 12,
    "rate": 76.5
  },
  {
    "kind": "other",
    "opinions": 0,
    "rate": null
  }
]
)");
    CHECK(render(table, {jsonl}) == "{\"kind\":\"定性\",\"opinions\":12,\"rate\":76.5}\n{\"kind\":\"other\",\"opinions\":0,\"rate\":null}\n");
}

TEST_CASE("every tenth is exact in json") {
    for (std::int64_t tenths = -2000; tenths <= 2000; ++tenths) {
        const auto line = render(Table{"", "", {{"r", ""}}, {{Rate{tenths}}}}, {jsonl});
        const auto expected = (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." + std::to_string(std::abs(tenths) % 10);
        REQUIRE(line == "{\"r\":" + expected + "}\n");
    }
}

TEST_CASE("what a terminal must not see is escaped in json, and nothing else") {
    CHECK(render(words({"a\x1b\x7f\u0085\u202E“中”…\u2028"}), {jsonl}) == "{\"word\":\"a\\u001b\\u007f\\u0085\\u202e“中”…\\u2028\"}\n");
}

TEST_CASE("a document in json is the record, its sentences and an array for each part, empty ones too") {
    Document document = report();
    document.parts[0].rows.resize(1);
    document.parts.push_back({"none", "None", {{"a", "a"}}, {}});
    CHECK(render(document, {jsonl}) ==
          R"({"from":"2020-02-01","note":null,"held":true,"sentences":["意见 15 条。"],"T5":[{"kind":"charge","opinions":12,"rate":76.5}],"none":[]})" "\n");
}

// --- markdown

TEST_CASE("a document in markdown") {
    CHECK(render(report(), {md}) == "# 二月\n\n意见 15 条。\n\n| | |\n| --- | --- |\n| 起 | 2020-02-01 |\n| held | yes |\n"
                                    "\n## 焦点类型\n\n| 类型 | 意见(条) | 采纳率(%) |\n| --- | ---: | ---: |\n| 定性 | 12 | 76.5 |\n| 审查证据 | 3 | -100.0 |\n| 其他 | 0 |  |\n");
}

TEST_CASE("a text is no markdown") {
    CHECK(render(words({"a|b", "*x* _y_ `z`", "<b>&lt;", "[a](b)", "~~a~~ \\", "one\ntwo"}), {md}) ==
          "| word |\n| --- |\n| a\\|b |\n| \\*x\\* \\_y\\_ \\`z\\` |\n| \\<b>\\&lt; |\n| \\[a](b) |\n| \\~\\~a\\~\\~ \\\\ |\n| one two |\n");
    CHECK(render(Document{"", "T", {"# a", "1. b", "- c", "2020 d"}, {}, {}, {}}, {md}) == "# T\n\n\\# a\n\n1\\. b\n\n\\- c\n\n2020 d\n");
}

// --- html

TEST_CASE("a list in html is a page with one table") {
    const auto page = render(Table{"talent", "Talents", {{"key", "key"}, {"on", "since"}, {"n", "meetings"}}, {{word("1"), year{2020} / 2 / 1, count(5)}}}, {html});
    CHECK(page.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"));
    CHECK(between(page, "<body>\n", "</body>") == "<main>\n<h1>Talents</h1>\n<section id=\"talent\">\n"
                                                  "<table class=\"short\">\n<thead>\n<tr><th scope=\"col\">key</th><th scope=\"col\">since</th><th scope=\"col\" class=\"number\">meetings</th></tr>\n</thead>\n"
                                                  "<tbody>\n<tr><th scope=\"row\">1</th><td class=\"time\">2020-02-01</td><td class=\"number\">5</td></tr>\n</tbody>\n</table>\n</section>\n</main>\n");
}

TEST_CASE("a page needs no network and no script") {
    const auto page = render(report(), {html});
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("src=") == std::string::npos);
    CHECK(page.find("<link") == std::string::npos);
    CHECK(page.find("url(") == std::string::npos);
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find("@media print") != std::string::npos);
}

TEST_CASE("a page speaks the language in use") {
    Chinese chinese;
    CHECK(render(report(), {html}).find("<html lang=\"zh-CN\">") != std::string::npos);
}

TEST_CASE("no text breaks out of a page") {
    const std::string bad = "<script>&\"'\x1b\u202E";
    const std::string good = "&lt;script&gt;&amp;&quot;&#39;\uFFFD\uFFFD";
    const Document document{"d", bad, {bad}, {"", "", {{"a", bad}}, {{word(bad)}}}, {{bad, bad, {{"a", bad}}, {{word(bad)}}}}, {{bad, bad, bad, {{bad, 1}}}}};
    const auto page = render(document, {html});
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find(bad) == std::string::npos);
    for (const auto& [from, to] : {std::pair{"<title>", "</title>"}, {"<h1>", "</h1>"}, {"<p>", "</p>"}, {"<dt>", "</dt>"}, {"<dd>", "</dd>"}, {"<section id=\"", "\">"},
                                   {"<th scope=\"col\">", "</th>"}, {"<th scope=\"row\">", "</th>"}, {"<title id=\"chart1-title\">", "</title>"}, {"<figcaption>", "<span>"}}) {
        CHECK(between(page, from, to) == good);
    }
}

TEST_CASE("line breaks of a text are kept on a page") { CHECK(between(render(words({"one\n\n two\n"}), {html}), "<th scope=\"row\">", "</th>") == "one<br>two"); }

TEST_CASE("a chart draws its figures and says them") {
    Chinese chinese;
    const auto figure = between(render(report(), {html}), "<figure>\n", "</figure>");
    CHECK(figure == R"(<figcaption>意见，2020-02<span>单位：条</span></figcaption>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 98" role="img" aria-labelledby="chart1-title chart1-desc" font-size="15">
<title id="chart1-title">意见，2020-02</title>
<desc id="chart1-desc">定性 12 条；审查证据 3 条；其他 0 条</desc>
<text x="66" y="24" text-anchor="end" fill="#1f2328">定性</text><rect x="76" y="10" width="654" height="18" fill="#4a78a8"/><text x="738" y="24" fill="#1f2328">12</text>
<text x="66" y="54" text-anchor="end" fill="#1f2328">审查证据</text><rect x="76" y="40" width="164" height="18" fill="#4a78a8"/><text x="248" y="54" fill="#1f2328">3</text>
<text x="66" y="84" text-anchor="end" fill="#1f2328">其他</text><rect x="76" y="70" width="0" height="18" fill="#4a78a8"/><text x="84" y="84" fill="#1f2328">0</text>
<line x1="76" y1="0" x2="76" y2="98" stroke="#57606a"/>
</svg>
)");
}

TEST_CASE("months stand side by side, as many of them named as there is room for") {
    const Chart chart{"trend", "t", "", {{"2020-01", 1}, {"2020-02", 2}}, ChartKind::columns};
    CHECK(between(render(Document{"d", "d", {}, {}, {}, {chart}}, {html}), "</desc>\n", "</svg>") == R"(<rect x="72" y="97" width="246" height="75" fill="#4a78a8"/><text x="195" y="91" text-anchor="middle" font-size="12" fill="#1f2328">1</text><text x="195" y="190" text-anchor="middle" font-size="12" fill="#1f2328">2020-01</text>
<rect x="442" y="22" width="246" height="150" fill="#4a78a8"/><text x="565" y="16" text-anchor="middle" font-size="12" fill="#1f2328">2</text><text x="565" y="190" text-anchor="middle" font-size="12" fill="#1f2328">2020-02</text>
<line x1="10" y1="172" x2="750" y2="172" stroke="#57606a"/>
)");
}

TEST_CASE("more columns than there is room for are drawn all the same") {
    Chart chart{"t", "t", "", {}, ChartKind::columns};
    chart.bars.assign(1000, {"x", 1});
    CHECK(render(Document{"d", "d", {}, {}, {}, {chart}}, {html}).find("<svg") != std::string::npos);
}

TEST_CASE("layers lie about an axis in the middle") {
    const Chart chart{"T8", "t", "", {{"old", 1}, {"new", 2}}, ChartKind::layers};
    CHECK(between(render(Document{"d", "d", {}, {}, {}, {chart}}, {html}), "</desc>\n", "</svg>") == R"(<text x="26" y="26" text-anchor="end" fill="#1f2328">old</text><rect x="212" y="6" width="352" height="30" fill="#4a78a8"/><text x="572" y="26" fill="#1f2328">1</text>
<text x="26" y="60" text-anchor="end" fill="#1f2328">new</text><rect x="36" y="40" width="704" height="30" fill="#4a78a8"/><text x="748" y="60" fill="#1f2328">2</text>
)");
}

TEST_CASE("a matrix is tinted by its cells, says them by row, and leaves what is nothing empty") {
    const Chart chart{"T4", "t", "opinions", {{"a", 3}, {"b", 0}}, ChartKind::matrix, {"a", "b"}, {{1, 2}, {0, 0}}};
    const auto page = render(Document{"d", "d", {}, {}, {}, {chart}}, {html});
    CHECK(between(page, "<desc id=\"chart1-desc\">", "</desc>") == "a: a 1, b 2 opinions");
    CHECK(between(page, "</desc>\n", "</svg>") == R"(<text x="205" y="18" text-anchor="middle" font-size="11" fill="#1f2328">a</text><text x="575" y="18" text-anchor="middle" font-size="11" fill="#1f2328">b</text>
<text x="10" y="45" text-anchor="end" fill="#1f2328">a</text><rect x="21" y="27" width="368" height="26" fill="#4a78a8" fill-opacity="0.60"/><text x="205" y="45" text-anchor="middle" font-size="13" fill="#1f2328">1</text><rect x="391" y="27" width="368" height="26" fill="#4a78a8" fill-opacity="0.99"/><text x="575" y="45" text-anchor="middle" font-size="13" class="on" fill="#fff">2</text>
<text x="10" y="73" text-anchor="end" fill="#1f2328">b</text>
<line x1="20" y1="26" x2="20" y2="82" stroke="#57606a"/>
)");
}

TEST_CASE("names across a matrix that do not fit beside each other stand upright") {
    const Chart chart{"T4", "t", "", {{"a", 12}}, ChartKind::matrix, List(40, "622900"), {std::vector<std::int64_t>(40, 12)}};
    const auto page = render(Document{"d", "d", {}, {}, {}, {chart}}, {html});
    CHECK(between(page, "</desc>\n", "</text>") == "<text transform=\"translate(33,42) rotate(-90)\" font-size=\"11\" fill=\"#1f2328\">622900");
    CHECK(page.find("<text x=\"29\" y=\"69\" text-anchor=\"middle\" font-size=\"12\" class=\"on\" fill=\"#fff\">12</text>") != std::string::npos);
}

TEST_CASE("key figures stand above all else on a page, and nowhere else") {
    auto document = report();
    document.figures = {{"meetings", count(8)}, {"adopted (%)", Rate{886}}};
    CHECK(between(render(document, {html}), "<dl class=\"figures\">\n", "</dl>") == "<div><dd>8</dd><dt>meetings</dt></div>\n<div><dd>88.6</dd><dt>adopted (%)</dt></div>\n");
    for (const auto format : {Format::text, Format::csv, Format::json, Format::md}) CHECK(render(document, {format}) == render(report(), {format}));
}

TEST_CASE("a chart of nothing but zeros is drawn, one without bars is not") {
    Document document = report();
    document.charts[0].bars = {{"a", 0}};
    CHECK(between(render(document, {html}), "<desc id=\"chart1-desc\">", "</desc>") == "a 0 条");
    document.charts[0] = {"T5", "t", "条", {{"a", 0}}, ChartKind::matrix, {"a"}, {{0}}};
    CHECK(between(render(document, {html}), "<desc id=\"chart1-desc\">", "</desc>") == "0 条");
    document.charts[0].bars.clear();
    CHECK(render(document, {html}).find("<svg") == std::string::npos);
}

TEST_CASE("a chart stands behind its part, and at the end where the part has no rows") {
    Document document = report();
    document.parts.push_back({"T6", "反馈", {{"a", "a"}}, {{count(1)}}});
    auto page = render(document, {html});
    CHECK(page.find("<figure>") < page.find("id=\"T6\""));
    document.parts[0].rows.clear();
    page = render(document, {html});
    CHECK(page.find("<figure>") > page.find("id=\"T6\""));
}

TEST_CASE("a table of many columns is printed across") {
    Table table{"T1", "T1", {}, {{}}};
    for (int i = 0; i < 12; ++i) table.columns.push_back({"c" + std::to_string(i), "c"}), table.rows[0].push_back(count(i));
    CHECK(render(table, {html}).find("size: A4 landscape") != std::string::npos);
    CHECK(render(report(), {html}).find("landscape") == std::string::npos);
}

TEST_CASE("the format is known by the suffix of a file") {
    CHECK(format_of_suffix("报表.HTML") == html);
    CHECK(format_of_suffix("a.b/list.txt") == text);
    CHECK(format_of_suffix("list") == std::nullopt);
    CHECK(format_of_suffix("list.pdf") == std::nullopt);
    CHECK_THROWS_AS(parse_format("pdf"), Error);
}
