// One page that needs nothing beside it: no script, no network, its charts drawn in place.
// SPDX-License-Identifier: Apache-2.0
#include "render_parts.hpp"
#include "text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace jointcase {

namespace {

constexpr std::string_view css = R"css(
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --quiet: #57606a; --line: #d5dae0; --strong: #2b5480; --tint: #f5f7f9; --bar: #4a78a8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #15191e; --ink: #e3e7eb; --quiet: #a3adb8; --line: #363d46; --strong: #8db8e2; --tint: #1c2127; --bar: #6b9bcd; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6; font-size: 15px;
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
thead th { position: sticky; top: 0; text-wrap: balance; background: var(--paper); border-top: 1px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600; vertical-align: bottom; }
tbody th { min-width: 2.7em; font-weight: 400; }
tbody tr:nth-child(even) > * { background: var(--tint); }
tbody tr:last-child > * { border-bottom-color: var(--ink); }
tbody tr.total > * { border-top: 1px solid var(--quiet); font-weight: 600; }
.number { text-align: right; }
td.number, td.time { white-space: nowrap; }
.wide { overflow-x: auto; }
.wide th, .wide td { padding: 5px 7px; font-size: 13px; }
.wide th:first-child { position: sticky; left: 0; min-width: 7em; background: var(--paper); }
.wide tr:nth-child(even) > th:first-child { background: var(--tint); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 0 0 22px; }
.figures div { padding: 10px 14px; border: 1px solid var(--line); border-radius: 4px; }
.figures dd { margin: 0; color: var(--strong); font-size: 26px; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figures dt { color: var(--quiet); font-size: 13px; }
figure { margin: 20px 0 0; }
figcaption { margin-bottom: 4px; font-size: 14px; font-weight: 600; }
figcaption span { margin-left: 10px; color: var(--quiet); font-weight: 400; }
svg { display: block; font-variant-numeric: tabular-nums; width: 100%; max-width: 760px; height: auto; }
svg text { fill: var(--ink); }
svg rect { fill: var(--bar); }
svg line { stroke: var(--quiet); }
svg .on { fill: var(--paper); }
@media screen and (max-width: 640px) {
  main { padding: 24px 16px 48px; }
  section, figure { overflow-x: auto; }
  th, td { padding: 5px 6px; font-size: 13px; }
  thead .number, tbody th { min-width: 3.2em; }
  tbody td:not(.number, .time), tbody th:has(+ .number) { min-width: 7em; }
  .wide th:first-child { min-width: 5.5em; }
  .wide thead .number { min-width: 5em; }
  svg { min-width: 600px; }
}
@page { size: A4; margin: 18mm 15mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  :root { color-scheme: light; --ink: #000; }
  body { font-size: 10.5pt; }
  .figures div { border: 0.5pt solid var(--line); padding: 1.5mm 3mm; }
  .figures dd { font-size: 15pt; }
  .figures dt { font-size: 9pt; }
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

// Large, above all else; what each is beneath it.
std::string key_figures(const Document& document) {
    if (document.figures.empty()) return {};
    std::string out = "<dl class=\"figures\">\n";
    for (const auto& [title, figure] : document.figures) out += fmt::format("<div><dd>{}</dd><dt>{}</dt></div>\n", escaped(shown(figure)), escaped(title));
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

constexpr int width = 760, column = 8; // column: of a terminal, at 15 px
constexpr std::size_t longest = 44;
constexpr const char *ink = "#1f2328", *tone = "#4a78a8", *rule = "#57606a"; // where the page's own colours do not reach

std::string label_text(std::string_view label) { return escaped(cut(printable(label), longest, 2)); }

std::string text_at(int x, int y, std::string_view text, std::string_view anchor = "", int size = 0) {
    auto out = fmt::format("<text x=\"{}\" y=\"{}\"", x, y);
    if (!anchor.empty()) out.append(" text-anchor=\"").append(anchor) += '"';
    if (size > 0) out.append(" font-size=\"").append(std::to_string(size)) += '"';
    return out + fmt::format(" fill=\"{}\">{}</text>", ink, text);
}
std::string rect_at(int x, int y, int w, int h) { return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>", x, y, w, h, tone); }
std::string line_at(int x1, int y1, int x2, int y2) { return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\"/>\n", x1, y1, x2, y2, rule); }

int scaled(std::int64_t value, std::int64_t most, int room) { return static_cast<int>(static_cast<double>(std::max<std::int64_t>(value, 0)) * room / static_cast<double>(most) + 0.5); }

struct Drawing {
    std::string marks;
    int height = 0;
};

struct Room { // what the labels and figures of a chart leave for its bars
    int left = 0, length = 0;
    std::int64_t most = 1;
};

Room room_of(const Chart& chart) {
    int label_columns = 0, value_columns = 0;
    Room room;
    for (const auto& [label, value] : chart.bars) {
        label_columns = std::max(label_columns, display_width(cut(printable(label), longest, 2), 2));
        value_columns = std::max(value_columns, static_cast<int>(std::to_string(value).size()));
        room.most = std::max(room.most, value);
    }
    room.left = label_columns * column + 12;
    room.length = width - room.left - value_columns * 10 - 10;
    return room;
}

// Bars from zero, one below the other, each between its label and its figure.
Drawing draw_bars(const Chart& chart) {
    constexpr int row = 30, thick = 18;
    const auto room = room_of(chart);
    Drawing drawing;
    int y = 4;
    for (const auto& [label, value] : chart.bars) {
        const auto length = scaled(value, room.most, room.length);
        const int middle = y + row / 2 + 5;
        drawing.marks += text_at(room.left - 10, middle, label_text(label), "end") + rect_at(room.left, y + (row - thick) / 2, length, thick) + text_at(room.left + length + 8, middle, std::to_string(value)) + '\n';
        y += row;
    }
    drawing.height = y + 4;
    drawing.marks += line_at(room.left, 0, room.left, drawing.height);
    return drawing;
}

// About an axis in the middle, as wide on either side.
Drawing draw_layers(const Chart& chart) {
    constexpr int row = 34, thick = 30;
    const auto room = room_of(chart);
    const int axis = room.left + room.length / 2;
    Drawing drawing;
    int y = 4;
    for (const auto& [label, value] : chart.bars) {
        const auto length = scaled(value, room.most, room.length);
        const int middle = y + row / 2 + 5;
        drawing.marks += text_at(room.left - 10, middle, label_text(label), "end") + rect_at(axis - length / 2, y + (row - thick) / 2, length, thick) + text_at(axis + length / 2 + 8, middle, std::to_string(value)) + '\n';
        y += row;
    }
    drawing.height = y + 4;
    return drawing;
}

// Columns side by side on a line, each figure above; as many labels below as there is room for.
Drawing draw_columns(const Chart& chart) {
    constexpr int top = 22, tall = 150, below = 26;
    const int count = static_cast<int>(chart.bars.size()), step = std::max((width - 20) / count, 1), thick = std::max(step * 2 / 3, 2);
    std::int64_t most = 1;
    int label_columns = 1;
    for (const auto& [label, value] : chart.bars) {
        most = std::max(most, value);
        label_columns = std::max(label_columns, display_width(printable(label), 2));
    }
    const int every = (label_columns * column + 8 + step - 1) / step;
    Drawing drawing;
    for (int i = 0; i < count; ++i) {
        const auto& [label, value] = chart.bars[static_cast<std::size_t>(i)];
        const int length = scaled(value, most, tall), middle = 10 + i * step + step / 2;
        drawing.marks += rect_at(middle - thick / 2, top + tall - length, thick, length) + text_at(middle, top + tall - length - 6, std::to_string(value), "middle", 12);
        if ((count - 1 - i) % every == 0) drawing.marks += text_at(middle, top + tall + 18, label_text(label), "middle", 12);
        drawing.marks += '\n';
    }
    drawing.marks += line_at(10, top + tall, 10 + count * step, top + tall);
    drawing.height = top + tall + below;
    return drawing;
}

// A matrix of cells, the more the darker; what is 0 is left empty. Names across that do not fit beside each other stand upright.
Drawing draw_matrix(const Chart& chart) {
    constexpr int row = 28;
    const int left = room_of(chart).left, step = (width - left) / static_cast<int>(chart.across.size()), size = std::clamp(step * 2 / 3, 7, 13);
    int longest_name = 0; // at 11 px
    for (const auto& name : chart.across) longest_name = std::max(longest_name, display_width(printable(name), 2) * 6);
    const bool upright = longest_name + 6 > step;
    const int head = upright ? longest_name + 14 : 26;
    std::int64_t most = 1;
    for (const auto& cells : chart.cells) {
        for (const auto value : cells) most = std::max(most, value);
    }
    Drawing drawing;
    for (std::size_t i = 0; i < chart.across.size(); ++i) {
        const int middle = left + static_cast<int>(i) * step + step / 2;
        drawing.marks += upright ? fmt::format("<text transform=\"translate({},{}) rotate(-90)\" font-size=\"11\" fill=\"{}\">{}</text>", middle + 4, head - 8, ink, label_text(chart.across[i]))
                                 : text_at(middle, head - 8, label_text(chart.across[i]), "middle", 11);
    }
    drawing.marks += '\n';
    int y = head;
    for (std::size_t r = 0; r < chart.bars.size(); ++r) {
        drawing.marks += text_at(left - 10, y + row / 2 + 5, label_text(chart.bars[r].first), "end");
        for (std::size_t i = 0; i < chart.across.size(); ++i) {
            const auto value = chart.cells[r][i];
            if (value == 0) continue;
            const int x = left + static_cast<int>(i) * step;
            const int shade = 20 + scaled(value, most, 80);
            drawing.marks += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" fill-opacity=\"0.{:02}\"/>", x + 1, y + 1, step - 2, row - 2, tone, std::min(shade, 99));
            drawing.marks += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\"{} fill=\"{}\">{}</text>", x + step / 2, y + row / 2 + 5, size, shade > 60 ? " class=\"on\"" : "", shade > 60 ? "#fff" : ink, value);
        }
        drawing.marks += '\n';
        y += row;
    }
    drawing.marks += line_at(left, head, left, y);
    drawing.height = y + 4;
    return drawing;
}

// “定性 5 项；证据 3 项”, “县院：州院 2，市院 1 条；…”
std::string said(const Chart& chart) {
    const bool chinese = language() == Language::zh;
    const auto unit = chart.unit.empty() ? "" : " " + chart.unit;
    List all;
    for (std::size_t r = 0; r < chart.bars.size(); ++r) {
        const auto& [label, value] = chart.bars[r];
        if (chart.kind != ChartKind::matrix) {
            all.push_back(fmt::format("{} {}{}", label, value, unit));
            continue;
        }
        List row;
        for (std::size_t i = 0; i < chart.across.size(); ++i) {
            if (chart.cells[r][i] != 0) row.push_back(fmt::format("{} {}", chart.across[i], chart.cells[r][i]));
        }
        if (!row.empty()) all.push_back(fmt::format("{}{}{}{}", label, chinese ? "：" : ": ", fmt::join(row, chinese ? "，" : ", "), unit));
    }
    if (all.empty()) all.push_back("0" + unit);
    return fmt::format("{}", fmt::join(all, chinese ? "；" : "; "));
}

Drawing draw(const Chart& chart) {
    switch (chart.kind) {
    case ChartKind::columns: return draw_columns(chart);
    case ChartKind::layers: return draw_layers(chart);
    case ChartKind::matrix: return draw_matrix(chart);
    default: return draw_bars(chart);
    }
}

// `number` tells the charts of a page apart.
std::string figure(const Chart& chart, std::size_t number) {
    const auto drawing = draw(chart);
    std::string out = fmt::format("<figure>\n<figcaption>{}", escaped(chart.title));
    if (!chart.unit.empty()) out += fmt::format("<span>{}</span>", escaped(fmt::format("{}{}", Term{"unit: ", "单位："}.shown(), chart.unit)));
    out += fmt::format("</figcaption>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"chart{}-title chart{}-desc\" font-size=\"15\">\n",
                       width, drawing.height, number, number);
    out += fmt::format("<title id=\"chart{}-title\">{}</title>\n<desc id=\"chart{}-desc\">{}</desc>\n", number, escaped(chart.title), number, escaped(said(chart)));
    return out + drawing.marks + "</svg>\n</figure>\n";
}

} // namespace

std::string render_html(const Document& document) {
    const auto title = escaped(document.title);
    const bool broad = std::any_of(document.parts.begin(), document.parts.end(), is_wide);
    std::string out = fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", language() == Language::zh ? "zh-CN" : "en");
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += fmt::format("<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n", title, css, broad ? landscape : "", title);
    out += key_figures(document) + sentences(document.sentences) + record_list(document.record) + contents(document.parts);
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
