// SPDX-License-Identifier: Apache-2.0
#include "report_pack.hpp"

#include <jointcase/error.hpp>

#include "render_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace jointcase {

namespace {

using Json = nlohmann::ordered_json;

// --- writing

// What JSON has no type for is an object of one member, or of a code with its label.
Json json_of(const Cell& cell) {
    return std::visit(Overloaded{
                          [](std::monostate) { return Json(nullptr); },
                          [](Rate value) { return Json{{"tenths", value.tenths}}; },
                          [](NoRate) { return Json{{"tenths", nullptr}}; },
                          [](Date value) { return Json{{"date", iso(value)}}; },
                          [](Time value) { return Json{{"time", iso(value)}}; },
                          [](const Coded& value) { return Json{{"code", value.code}, {"label", value.label}}; },
                          [](const auto& value) { return Json(value); },
                      },
                      cell);
}

Json json_of(const Table& table) {
    Json columns = Json::array(), rows = Json::array();
    for (const auto& column : table.columns) columns.push_back({{"key", column.key}, {"title", column.title}});
    for (const auto& row : table.rows) {
        auto& cells = rows.emplace_back(Json::array());
        for (const auto& cell : row) cells.push_back(json_of(cell));
    }
    return {{"key", table.key}, {"title", table.title}, {"columns", columns}, {"rows", rows}, {"brief", table.brief}};
}

constexpr const char* kind_names[] = {"bars", "columns", "layers", "matrix"};
const char* kind_name(ChartKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

ChartKind kind_named(const std::string& name) {
    const auto found = std::find(std::begin(kind_names), std::end(kind_names), name);
    if (found == std::end(kind_names)) throw Error(Fault::corrupt, "there is no chart “{}”", name);
    return static_cast<ChartKind>(found - std::begin(kind_names));
}

Json json_of(const Chart& chart) {
    Json bars = Json::array();
    for (const auto& [label, value] : chart.bars) bars.push_back({{"label", label}, {"value", value}});
    return {{"key", chart.key}, {"title", chart.title}, {"unit", chart.unit}, {"bars", bars}, {"kind", kind_name(chart.kind)}, {"across", chart.across}, {"cells", chart.cells}};
}

// --- reading

Cell cell_of(const Json& json) {
    if (json.is_null()) return {};
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) return json.get<List>();
    if (json.contains("code")) return Coded{json.at("code"), json.at("label")};
    if (json.contains("date")) return parse_date(json.at("date").get<std::string>());
    if (json.contains("time")) return parse_time(json.at("time").get<std::string>());
    const auto& tenths = json.at("tenths");
    return tenths.is_null() ? Cell(NoRate{}) : Cell(Rate{tenths.get<std::int64_t>()});
}

Table table_of(const Json& json) {
    Table table{json.at("key"), json.at("title"), {}, {}, json.at("brief").get<List>()};
    for (const auto& column : json.at("columns")) table.columns.push_back({column.at("key"), column.at("title")});
    for (const auto& row : json.at("rows")) {
        auto& cells = table.rows.emplace_back();
        for (const auto& cell : row) cells.push_back(cell_of(cell));
        if (cells.size() != table.columns.size()) throw Error(Fault::corrupt, "a row of {} has {} cells for {} columns", table.key, cells.size(), table.columns.size());
    }
    return table;
}

Chart chart_of(const Json& json) {
    Chart chart{json.at("key"), json.at("title"), json.at("unit"), {}, kind_named(json.value("kind", kind_names[0])), json.value("across", List{}), json.value("cells", std::vector<std::vector<std::int64_t>>{})}; // these came later
    for (const auto& bar : json.at("bars")) chart.bars.emplace_back(bar.at("label"), bar.at("value"));
    return chart;
}

} // namespace

std::string pack(const Packed& packed) {
    const auto& document = packed.document;
    Json json{{"language", packed.language == Language::zh ? "zh" : "en"}, {"key", document.key}, {"title", document.title}, {"sentences", document.sentences}, {"record", json_of(document.record)},
              {"parts", Json::array()}, {"charts", Json::array()}, {"figures", Json::array()}};
    for (const auto& part : document.parts) json["parts"].push_back(json_of(part));
    for (const auto& chart : document.charts) json["charts"].push_back(json_of(chart));
    for (const auto& [title, figure] : document.figures) json["figures"].push_back({{"title", title}, {"figure", json_of(figure)}});
    return json.dump();
}

Packed unpack(std::string_view text) {
    try {
        const auto json = Json::parse(text);
        Packed packed{json.at("language") == "zh" ? Language::zh : Language::en, {json.at("key"), json.at("title"), json.at("sentences").get<List>(), table_of(json.at("record")), {}, {}, {}}};
        for (const auto& part : json.at("parts")) packed.document.parts.push_back(table_of(part));
        for (const auto& chart : json.at("charts")) packed.document.charts.push_back(chart_of(chart));
        for (const auto& figure : json.value("figures", Json::array())) packed.document.figures.emplace_back(figure.at("title"), cell_of(figure.at("figure")));
        return packed;
    } catch (const Json::exception& error) {
        throw Error(Fault::corrupt, "what was frozen cannot be read: {}", std::string_view(error.what()));
    }
}

} // namespace jointcase
