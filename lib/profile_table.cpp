// Writes the rule profiles of lib/profile/*.toml as tables for the program: it reads no TOML of its own to know its rules.
// profile_table FILE.toml...
// SPDX-License-Identifier: Apache-2.0
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <filesystem>
#include <iostream>
#include <string>

namespace {

std::string quoted(const std::string& text) { return "R\"toml(" + text + ")toml\""; }

std::string text_of(const toml::node& node) {
    if (const auto value = node.value_exact<std::string>()) return *value;
    if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
    if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
    throw std::runtime_error("a value is neither text, number nor true or false");
}

void write_profile(const std::filesystem::path& path) {
    const auto file = toml::parse_file(path.string());
    const auto name = path.stem().string();
    std::string rules;
    for (const auto& [key, node] : file) {
        if (key == "base") continue;
        const auto* table = node.as_table();
        const auto* value = table ? table->get("value") : &node;
        if (!value || (table && (!table->get("source") || !table->get("source_zh")))) throw std::runtime_error(std::string(key.str()) + " lacks its value, source or source_zh");
        rules += "    {" + quoted(std::string(key.str())) + ", " + quoted(text_of(*value)) + ", " + quoted(table ? (*table)["source"].value_or("") : "") + ", " + quoted(table ? (*table)["source_zh"].value_or("") : "") + "},\n";
    }
    std::cout << "inline constexpr ProfileRule " << name << "_rules[] = {\n" << rules << "};\n";
}

} // namespace

int main(int count, char** files) try {
    std::cout << "#pragma once\n#include \"profile.hpp\"\nnamespace jointcase {\n";
    for (int i = 1; i < count; ++i) write_profile(files[i]);
    std::cout << "inline constexpr Profile all_profiles[] = {\n";
    for (int i = 1; i < count; ++i) {
        const auto name = std::filesystem::path(files[i]).stem().string();
        const auto file = toml::parse_file(files[i]);
        std::cout << "    {\"" << name << "\", \"" << file["base"].value_or("") << "\", " << name << "_rules},\n";
    }
    std::cout << "};\n} // namespace jointcase\n";
    return 0;
} catch (const std::exception& error) {
    std::cerr << "profile_table: " << error.what() << '\n';
    return 1;
}
