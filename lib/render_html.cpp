// One page that needs nothing beside it: no script, no network, its charts drawn in place.
// SPDX-License-Identifier: Apache-2.0
#include "render_parts.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

namespace {

constexpr std::string_view css = R"css(
:root { color-scheme: light; --ink: #1f2328; --quiet: #57606a; --line: #d5dae0; --strong: #2b5480; --tint: #f5f7f9; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); line-height: 1.6; font-size: 15px;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimSun", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 32px 64px; }
h1 { margin: 0 0 20px; padding-bottom: 14px; border-bottom: 2px solid var(--strong); font-size: 26px; line-height: 1.35; }
h2 { margin: 0 0 10px; font-size: 18px; line-height: 1.4; }
section { margin-top: 38px; scroll-margin-top: 12px; }
.sentences p { margin: 0 0 6px; text-align: justify; }
.record { display: grid; grid-template-columns: max-content 1fr; margin: 20px 0 0; border-top: 1px solid var(--line); }
.record dt, .record dd { margin: 0; padding: 6px 0; border-bottom: 1px solid var(--line); }
.record dt { padding-right: 28px; color: var(--quiet); }
nav ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 2px 28px; margin: 24px 0 0; padding: 0; list-style: none; font-size: 14px; }
nav a { color: var(--strong); text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 14px; line-height: 1.5; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; text-wrap: balance; background: #fff; border-top: 1px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) > * { background: var(--tint); }
tbody tr:last-child > * { border-bottom-color: var(--ink); }
tbody tr.total > * { border-top: 1px solid var(--quiet); font-weight: 600; }
.number { text-align: right; }
td.number, td.time { white-space: nowrap; }
.wide { overflow-x: auto; }
.wide th, .wide td { padding: 5px 7px; font-size: 13px; }
.wide th:first-child { position: sticky; left: 0; min-width: 7em; background: #fff; }
.wide tr:nth-child(even) > th:first-child { background: var(--tint); }
figure { margin: 20px 0 0; }
figcaption { margin-bottom: 4px; font-size: 14px; font-weight: 600; }
figcaption span { margin-left: 10px; color: var(--quiet); font-weight: 400; }
svg { display: block; font-variant-numeric: tabular-nums; width: 100%; max-width: 760px; height: auto; }
@page { size: A4; margin: 18mm 15mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  body { color: #000; font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12.5pt; break-after: avoid; }
  nav { display: none; }
  section { margin-top: 8mm; }
  table { font-size: 9pt; line-height: 1.4; }
  th, td { padding: 1mm 1.6mm; }
  thead { display: table-header-group; }
  thead th, .wide th:first-child { position: static; background: none; }
  tr, .short, figure, .sentences p, .record dt, .record dd { break-inside: avoid; }
  tbody tr:nth-child(even) > *, .wide tr:nth-child(even) > th:first-child { background: none; }
  .wide { overflow: visible; }
  .wide th, .wide td { padding: 1mm; font-size: 8pt; }
  figcaption { break-after: avoid; }
  svg { max-width: 165mm; }
}
)css";
constexpr std::string_view landscape = "@page { size: A4 landscape; }\n"; // for the whole: pages in turns would be half empty

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

namespace {

// With the line breaks it was written with.
std::string lines(std::string_view text) {
    std::vector<std::string> all;
    for (const auto& line : split(text, "\n")) all.push_back(escaped(line));
    return fmt::format("{}", fmt::join(all, "<br>"));
}

std::string sentences(const std::vector<std::string>& all) {
    if (all.empty()) return {};
    std::string out = "<div class=\"sentences\">\n";
    for (const auto& sentence : all) out += "<p>" + lines(sentence) + "</p>\n";
    return out + "</div>\n";
}

// Its fields, those without a value left out.
std::string record_list(const Table& record) {
    if (record.rows.empty()) return {};
    std::string out = "<dl class=\"record\">\n";
    for (std::size_t i = 0; i < record.columns.size(); ++i) {
        const auto value = lines(shown(record.rows[0][i]));
        if (!value.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(record.columns[i].title), value);
    }
    return out + "</dl>\n";
}

// The links to the parts, where they are too many to be seen at once.
std::string contents(const std::vector<Table>& parts) {
    if (parts.size() < 4) return {};
    std::string out = fmt::format("<nav aria-label=\"{}\">\n<ul>\n", Term{"contents", "目录"}.shown());
    for (const auto& part : parts) out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(part.key), escaped(part.title));
    return out + "</ul>\n</nav>\n";
}

bool is_wide(const Table& table) { return table.columns.size() > 10; }

bool is_total(const std::vector<Cell>& row) {
    const auto name = row.empty() ? "" : lower(shown(row[0]));
    return name == "合计" || name == "total";
}

std::string table_rows(const Table& table) {
    std::string out = table.rows.size() <= 16 ? "<table class=\"short\">\n<thead>\n<tr>" : "<table>\n<thead>\n<tr>";
    std::vector<bool> right;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        right.push_back(set_right(table, i));
        out += fmt::format("<th scope=\"col\"{}>{}</th>", right[i] ? " class=\"number\"" : "", escaped(table.columns[i].title));
    }
    out += "</tr>\n</thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        out += is_total(row) ? "<tr class=\"total\">" : "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool time = std::holds_alternative<Date>(row[i]) || std::holds_alternative<Time>(row[i]);
            const char* kind = right[i] ? " class=\"number\"" : time ? " class=\"time\"" : "";
            if (i == 0) out += fmt::format("<th scope=\"row\"{}>{}</th>", kind, lines(shown(row[i])));
            else out += fmt::format("<td{}>{}</td>", kind, lines(shown(row[i])));
        }
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n";
}

// --- charts

// “定性 5 项；证据 3 项”
std::string figures(const Chart& chart) {
    std::vector<std::string> all;
    for (const auto& [label, value] : chart.bars) all.push_back(fmt::format("{} {}{}{}", label, value, chart.unit.empty() ? "" : " ", chart.unit));
    return fmt::format("{}", fmt::join(all, language() == Language::zh ? "；" : "; "));
}

// Bars from zero, one below the other, each between its label and its figure. `number` tells the charts of a page apart.
std::string figure(const Chart& chart, std::size_t number) {
    constexpr int row = 30, thick = 18, column = 8, width = 760, longest = 44; // column: of a terminal, at 15 px
    int label_columns = 0, value_columns = 0;
    std::int64_t most = 1;
    for (const auto& [label, value] : chart.bars) {
        label_columns = std::max(label_columns, display_width(cut(printable(label), longest, 2), 2));
        value_columns = std::max(value_columns, static_cast<int>(std::to_string(value).size()));
        most = std::max(most, value);
    }
    const int left = label_columns * column + 12, room = width - left - value_columns * 10 - 10;
    const int height = static_cast<int>(chart.bars.size()) * row + 8;
    std::string out = fmt::format("<figure>\n<figcaption>{}", escaped(chart.title));
    if (!chart.unit.empty()) out += fmt::format("<span>{}</span>", escaped(fmt::format("{}{}", Term{"unit: ", "单位："}.shown(), chart.unit)));
    out += fmt::format("</figcaption>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"chart{}-title chart{}-desc\" font-size=\"15\">\n",
                       width, height, number, number);
    out += fmt::format("<title id=\"chart{}-title\">{}</title>\n<desc id=\"chart{}-desc\">{}</desc>\n", number, escaped(chart.title), number, escaped(figures(chart)));
    int y = 4;
    for (const auto& [label, value] : chart.bars) {
        const auto length = static_cast<int>(static_cast<double>(std::max<std::int64_t>(value, 0)) * room / static_cast<double>(most) + 0.5);
        const int middle = y + row / 2 + 5;
        out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#1f2328\">{}</text>", left - 10, middle, escaped(cut(printable(label), longest, 2)));
        out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#4a78a8\"/>", left, y + (row - thick) / 2, length, thick);
        out += fmt::format("<text x=\"{}\" y=\"{}\" fill=\"#1f2328\">{}</text>\n", left + length + 8, middle, value);
        y += row;
    }
    out += fmt::format("<line x1=\"{}\" y1=\"0\" x2=\"{}\" y2=\"{}\" stroke=\"#57606a\"/>\n</svg>\n</figure>\n", left, left, height);
    return out;
}

} // namespace

std::string render_html(const Document& document) {
    const auto title = escaped(document.title);
    const bool broad = std::any_of(document.parts.begin(), document.parts.end(), is_wide);
    std::string out = fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", language() == Language::zh ? "zh-CN" : "en");
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += fmt::format("<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n", title, css, broad ? landscape : "", title);
    out += sentences(document.sentences) + record_list(document.record) + contents(document.parts);
    std::vector<bool> drawn(document.charts.size());
    const auto draw = [&](std::size_t i) {
        drawn[i] = true;
        return document.charts[i].bars.empty() ? "" : figure(document.charts[i], i + 1);
    };
    for (const auto& part : document.parts) {
        out += fmt::format("<section id=\"{}\">\n", escaped(part.key));
        if (part.title != document.title) out += fmt::format("<h2>{}</h2>\n", escaped(part.title)); // a list says it once
        out += is_wide(part) ? fmt::format("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n{}</div>\n", escaped(part.title), table_rows(part)) : table_rows(part);
        for (std::size_t i = 0; i < document.charts.size(); ++i) {
            if (!drawn[i] && document.charts[i].key == part.key) out += draw(i);
        }
        out += "</section>\n";
    }
    for (std::size_t i = 0; i < document.charts.size(); ++i) {
        if (!drawn[i]) out += draw(i); // its part had no rows
    }
    return out + "</main>\n</body>\n</html>\n";
}

} // namespace jointcase
