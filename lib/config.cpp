// SPDX-License-Identifier: Apache-2.0
#include <jointcase/config.hpp>
#include <jointcase/error.hpp>
#include <jointcase/import.hpp>
#include <jointcase/suggest.hpp>

#include "text.hpp"

// toml++ asserts on a header like [报表] unless it is told to report it instead, in every kind of build.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <fstream>
#include <functional>

namespace jointcase {

namespace {

// One key: how its text sets the configuration. Throws Fault::invalid.
struct Key {
    const char* name;
    const char* standard; // the default, as it would be written
    void (*set)(Config&, std::string_view text);
};

int whole_number(std::string_view text, int least, int most) {
    int value = 0;
    read_text(value, text);
    if (value < least || value > most) throw Error(Fault::invalid, "{} is not between {} and {}", value, least, most);
    return value;
}

unsigned file_mode(std::string_view text) {
    unsigned mode = 0;
    for (const char c : text) {
        if (c < '0' || c > '7') throw Error(Fault::invalid, "“{}” is not a file mode like 0600", text);
        mode = mode * 8 + static_cast<unsigned>(c - '0');
    }
    if (text.size() < 3 || text.size() > 4 || (mode & 0600) != 0600) throw Error(Fault::invalid, "“{}” is not a file mode like 0600", text);
    return mode;
}

void check_code(std::string_view text) {
    if (text.size() != 6 || text.find_first_not_of("0123456789") != std::string_view::npos) {
        throw Error(Fault::invalid, "“{}” is not an office code of six digits", text);
    }
}

const Key keys[] = {
    {"office.code", "", [](Config& c, std::string_view t) { if (!t.empty()) check_code(t); c.office = t; }},
    {"office.short_name", "", [](Config& c, std::string_view t) { c.short_name = t; }},
    {"database.path", "", [](Config& c, std::string_view t) { c.database = t; }},
    {"database.wait", "10s", [](Config& c, std::string_view t) { c.wait = parse_duration(t); }},
    {"language.ui", "", [](Config& c, std::string_view t) {
         if (t != "zh" && t != "en" && !t.empty()) throw Error(Fault::invalid, "“{}” is neither zh nor en", t);
         c.ui = t == "zh" ? Language::zh : Language::en;
     }},
    {"language.ambiguous_width", "1", [](Config& c, std::string_view t) { c.ambiguous_width = whole_number(t, 1, 2); }},
    {"output.format", "text", [](Config& c, std::string_view t) { c.format = parse_format(t); }},
    {"output.mode", "0600", [](Config& c, std::string_view t) { c.mode = file_mode(t); }},
    {"audit.digest", "sha256", [](Config& c, std::string_view t) {
         if (t != "sha256" && t != "sm3") throw Error(Fault::invalid, "“{}” is neither sha256 nor sm3", t);
         c.digest = t == "sm3" ? Algorithm::sm3 : Algorithm::sha256;
     }},
    {"rules.profile", "linxia", [](Config& c, std::string_view t) {
         if (t != "linxia") throw Error(Fault::invalid, "there is no rule profile “{}”; there is: linxia", t);
         c.rules.profile = t;
     }},
    {"rules.label_max", "work_secret", [](Config& c, std::string_view t) { c.rules.label_max = parse_word<Label>(t); }},
    {"rules.request_decision_days", "3", [](Config& c, std::string_view t) { c.rules.request_decision_days = whole_number(t, 0, 365); }},
    {"rules.quorum_min", "3", [](Config& c, std::string_view t) { c.rules.quorum_min = whole_number(t, 1, 100); }},
    {"rules.min_offices", "2", [](Config& c, std::string_view t) { c.rules.min_offices = whole_number(t, 1, 100); }},
    {"rules.handler_counts", "false", [](Config& c, std::string_view t) { read_text(c.rules.handler_counts, t); }},
    {"rules.late_opinion_days", "3", [](Config& c, std::string_view t) { c.rules.late_opinion_days = whole_number(t, 0, 365); }},
    {"rules.observers_may_speak", "true", [](Config& c, std::string_view t) { read_text(c.rules.observers_may_speak, t); }},
    {"rules.resubmit_requires_new_facts", "true", [](Config& c, std::string_view t) { read_text(c.rules.resubmit_requires_new_facts, t); }},
    {"meeting.held_before", "0", [](Config& c, std::string_view t) { c.held_before = whole_number(t, 0, 1'000'000); }},
    {"meeting.since", "2018-06", [](Config& c, std::string_view t) { c.since = parse_month(t); }},
};

std::vector<std::string> key_names() {
    std::vector<std::string> names;
    for (const auto& key : keys) names.emplace_back(key.name);
    return names;
}

const Key* find_key(std::string_view name) {
    for (const auto& key : keys) {
        if (name == key.name) return &key;
    }
    return nullptr;
}

[[noreturn]] void throw_unknown(std::string_view name, const std::string& origin) {
    const auto near = nearest(name, key_names());
    if (near.empty()) throw Error(Fault::config, "{}: there is no configuration key “{}” (`jointcase config list` shows them all)", origin, printable(name));
    throw Error(Fault::config, "{}: there is no configuration key “{}”; did you mean: {}", origin, printable(name), near);
}

// A value as one writes it on a command line; a relative database path is relative to the file that says it.
std::string text_of(const toml::node& node, std::string_view key, const std::string& origin) {
    if (const auto value = node.value<std::string>(); value && node.is_string()) return *value;
    if (node.is_integer()) return std::to_string(*node.value<std::int64_t>());
    if (node.is_boolean()) return *node.value<bool>() ? "true" : "false";
    throw Error(Fault::config, "{}: {} is one text, number or true/false, not a {}", origin, key, node.is_array() ? _("list") : _("value of another kind"));
}

void read_table(const toml::table& table, const std::string& prefix, const std::filesystem::path& file, std::map<std::string, Setting>& said) {
    for (const auto& [name, node] : table) {
        const auto key = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
        const auto origin = fmt::format("file:{}:{}", file.string(), name.source().begin.line);
        if (const auto* inner = node.as_table(); inner && !find_key(key)) {
            bool known = false;
            for (const auto& one : keys) known = known || std::string_view(one.name).starts_with(key + ".");
            if (!known) {
                std::vector<std::string> sections;
                for (const auto& one : keys) sections.emplace_back(one.name, std::string_view(one.name).find('.'));
                const auto near = nearest(key, sections);
                if (near.empty()) throw_unknown(key, origin);
                throw Error(Fault::config, "{}: there is no configuration section [{}]; did you mean: [{}]", origin, printable(key), near);
            }
            read_table(*inner, key, file, said);
            continue;
        }
        if (!find_key(key)) throw_unknown(key, origin);
        auto value = text_of(node, key, origin);
        if (key == "database.path" && value != ":memory:") value = (file.parent_path() / value).lexically_normal().string();
        said[key] = {key, value, origin};
    }
}

toml::table parse_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(Fault::config, "{}: the configuration file cannot be read", file.string());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    try {
        return toml::parse(std::string_view(text), std::string_view(file.native()));
    } catch (const toml::parse_error& error) {
        const bool windows_path = text.find("\\U") != std::string::npos || text.find(":\\") != std::string::npos;
        throw Error(Fault::config, "{}:{}: not valid TOML: {}{}", file.string(), error.source().begin.line, error.description(),
                    windows_path ? _("; write a Windows path in single quotes") : "");
    }
}

} // namespace

std::chrono::milliseconds parse_duration(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    const auto unit = text.substr(digits);
    if (digits > 0 && digits < 8) {
        const std::int64_t count = std::stoll(std::string(text.substr(0, digits)));
        std::chrono::milliseconds duration{-1};
        if (unit == "ms") duration = std::chrono::milliseconds(count);
        if (unit == "s" || unit.empty()) duration = std::chrono::seconds(count);
        if (unit == "m" || unit == "min") duration = std::chrono::minutes(count);
        if (duration > std::chrono::hours(24)) throw Error(Fault::invalid, "“{}” is longer than a day", text);
        if (duration.count() >= 0) return duration;
    }
    throw Error(Fault::invalid, "“{}” is not a duration like 10s, 500ms or 2m", text);
}

Config read_config(std::span<const std::filesystem::path> files, std::span<const Setting> overrides) {
    std::map<std::string, Setting> said;
    for (const auto& file : files) read_table(parse_file(file), "", file, said);
    for (const auto& setting : overrides) {
        if (!find_key(setting.key)) throw_unknown(setting.key, setting.origin);
        said[setting.key] = setting;
    }
    Config config;
    for (const auto& key : keys) {
        const auto found = said.find(key.name);
        auto setting = found != said.end() ? found->second : Setting{key.name, key.standard, "default"};
        try {
            key.set(config, setting.value);
        } catch (const Error& error) {
            throw Error(Fault::config, "{}: {}: {}", setting.origin, key.name, std::string_view(error.what()));
        }
        config.settings.push_back(std::move(setting));
    }
    return config;
}

std::string project_file(std::string_view office, std::string_view short_name, std::string_view database, Language ui) {
    toml::table file;
    file.insert("office", toml::table{{"code", std::string(office)}});
    if (!short_name.empty()) file["office"].as_table()->insert("short_name", std::string(short_name));
    file.insert("database", toml::table{{"path", std::string(database)}});
    file.insert("language", toml::table{{"ui", ui == Language::zh ? "zh" : "en"}});
    std::ostringstream text;
    text << file << '\n';
    return text.str();
}

Table config_table(const Config& config, bool show_origin) {
    Table table{"config", _("Configuration"), {{"key", _("key")}, {"value", _("value")}}, {}};
    if (show_origin) table.columns.push_back({"origin", _("origin")});
    for (const auto& setting : config.settings) {
        auto& row = table.rows.emplace_back(std::vector<Cell>{setting.key, to_cell(setting.value)});
        if (show_origin) row.push_back(setting.origin);
    }
    return table;
}

ImportMap read_map(const std::filesystem::path& file) {
    const auto read = [&](const auto& self, const toml::table& table) -> ImportMap {
        ImportMap map;
        for (const auto& [name, node] : table) {
            const std::string key(name.str());
            const auto place = fmt::format("{}:{}", file.string(), name.source().begin.line);
            const auto texts = [&](const toml::node& of, std::map<std::string, std::string>& into) {
                if (!of.is_table()) throw Error(Fault::config, "{}: [{}] is a section of texts", place, key);
                for (const auto& [inner, value] : *of.as_table()) into[std::string(inner.str())] = text_of(value, inner.str(), place);
            };
            if (key == "default" && node.is_table()) texts(node, map.defaults);
            else if (key == "values" && node.is_table()) {
                for (const auto& [column, values] : *node.as_table()) texts(values, map.values[std::string(column.str())]);
            } else if ((key == "agenda" || key == "attendance") && node.is_table()) {
                map.parts.emplace(key, self(self, *node.as_table()));
            } else {
                const auto value = text_of(node, key, place);
                (value.find('{') != std::string::npos ? map.composed : map.columns)[key] = value;
            }
        }
        return map;
    };
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(Fault::unreadable, "{}: the mapping file cannot be read", file.string());
    auto map = read(read, parse_file(file));
    map.text.assign(std::istreambuf_iterator<char>(in), {});
    return map;
}

} // namespace jointcase
