// Writes the rule profiles of lib/profile/*.toml as tables for the program: it reads no TOML of its own to know its rules.
// profile_table FILE.toml...
// SPDX-License-Identifier: Apache-2.0
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <cstdio>
#include <filesystem>
#include <span>
#include <string>

namespace {

std::string quoted(const std::string& text) { return "R\"toml(" + text + ")toml\""; }

std::string text_of(const toml::node& node) {
    if (const auto value = node.value_exact<std::string>()) return *value;
    if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
    if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
    throw std::runtime_error("a value is neither text, number nor true or false");
}

std::string profile_rules(const std::filesystem::path& path) {
    const auto file = toml::parse_file(path.string());
    std::string rules;
    for (const auto& [key, node] : file) {
        if (key == "base") continue;
        const auto* table = node.as_table();
        const auto* value = table ? table->get("value") : &node;
        if (!value || (table && (!table->get("source") || !table->get("source_zh")))) throw std::runtime_error(std::string(key.str()) + " lacks its value, source or source_zh");
        rules += "    {" + quoted(std::string(key.str())) + ", " + quoted(text_of(*value)) + ", " + quoted(table ? (*table)["source"].value_or("") : "") + ", " + quoted(table ? (*table)["source_zh"].value_or("") : "") + "},\n";
    }
    return "inline constexpr ProfileRule " + path.stem().string() + "_rules[] = {\n" + rules + "};\n";
}

} // namespace

int main(int count, char** files) try {
    std::string text = "#pragma once\n#include \"profile.hpp\"\nnamespace jointcase {\n", profiles;
    for (const std::filesystem::path path : std::span(files, static_cast<std::size_t>(count)).subspan(1)) {
        text += profile_rules(path);
        const auto name = path.stem().string();
        profiles += "    {" + quoted(name) + ", " + quoted(toml::parse_file(path.string())["base"].value_or("")) + ", " + name + "_rules},\n";
    }
    text += "inline constexpr Profile all_profiles[] = {\n" + profiles + "};\n} // namespace jointcase\n";
    return std::fputs(text.c_str(), stdout) >= 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "profile_table: %s\n", error.what());
    return 1;
}
