// A mapping file, and the same bytes as a configuration file: read, or refused by line; a map is then put to use.
// SPDX-License-Identifier: Apache-2.0
#include "sheet.hpp"

#include "csv.hpp"
#include "text.hpp"

#include <jointcase/config.hpp>

using namespace jointcase;
using namespace jointcase::fuzz;

#ifdef JOINTCASE_LIBFUZZER // what the configuration asks of the rest of the library, which this program does without
Format jointcase::parse_format(std::string_view name) {
    if (name == "text") return Format::text;
    throw Error(Fault::invalid, "there is no format “{}”", name);
}
#endif

namespace {

constexpr std::string_view sheet = "来源编号,检察院,姓名,身份,备注,会议\n1,622900,张三,主持,'=1,2020-1\n2,,李四,列席, ,\n";

RowBlock rows_of_sheet() {
    const auto file = input(sheet);
    CsvSource source(file, Encoding::utf8, ',');
    RowBlock block;
    check(source.next(block), "the sheet has rows");
    return block;
}

void refused_by_line(const Error& error) {
    check(error.fault() == Fault::config, "a file is refused as what it is");
    check(std::string_view(error.what()).find("/proc/self/fd/") != std::string_view::npos, "the words name the file");
}

std::optional<ImportMap> map_of(const std::string& file) {
    try {
        return read_map(file);
    } catch (const Error& error) {
        refused_by_line(error);
        return {};
    }
}

std::optional<Config> config_of(const std::string& file) {
    const std::filesystem::path files[] = {file};
    try {
        return read_config(files);
    } catch (const Error& error) {
        refused_by_line(error);
        return {};
    }
}

void all_utf8(const std::map<std::string, std::string>& texts) {
    for (const auto& [key, text] : texts) check(is_utf8(key) && is_utf8(text), "a map holds UTF-8");
}

} // namespace

FUZZ(map) {
    static const auto rows = rows_of_sheet();
    const auto file = file_of(bytes);
    const auto map = map_of(file);
    const auto config = config_of(file);
    if (map) {
        check(map->text == bytes, "a map keeps its bytes");
        all_utf8(map->columns);
        all_utf8(map->defaults);
        all_utf8(map->composed);
        for (const auto& [key, text] : map->columns) check(text.find('{') == std::string::npos, "what composes is no column");
        for (const auto& [key, texts] : map->values) all_utf8(texts);
        apply_headings(rows, *map);
        for (const auto& [name, part] : map->parts) {
            check(!name.empty() && name != "default" && name != "values", "a part is none of the map's own sections");
            apply_headings(rows, part);
        }
    }
    if (config) {
        check(config->wait.count() >= 0 && config->wait <= std::chrono::hours(24), "a duration is a day at most");
        auto said = *config;
        set(said, {"database.wait", "5s", "flag"});
        check(said.wait == std::chrono::seconds(5) && said.settings.size() == config->settings.size(), "a flag stands in the place of what was said");
        const auto table = config_table(*config, true);
        check(table.rows.size() == config->settings.size() && table.rows.front().size() == 3, "every setting is shown, with its origin");
        const auto again = config_of(file_of(project_file(config->office, config->short_name, "a.db", config->ui)));
        check(again && again->office == config->office && again->short_name == config->short_name && again->ui == config->ui, "a project file that is written is read again");
    }
}
