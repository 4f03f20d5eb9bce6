// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

namespace jointcase::cli {

namespace {

// What scdoc would take as its own is kept as it is.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (std::string_view("\\*_#`.|[]-~").find(c) != std::string_view::npos) safe += '\\';
        safe += c;
    }
    return safe;
}

std::string bold(std::string_view text) { return "*" + escaped(text) + "*"; }
std::string underlined(std::string_view text) { return "_" + escaped(text) + "_"; }

// *-o*, *--output* _FILE_
std::string term(const CLI::Option& option) {
    if (option.get_positional()) return underlined(option.get_name());
    std::string text;
    const auto add = [&](const std::string& name) { text += (text.empty() ? "" : ", ") + bold(name); };
    for (const auto& name : option.get_snames()) add("-" + name);
    for (const auto& name : option.get_lnames()) add("--" + name);
    if (const auto value = value_name(option); !value.empty()) text += " " + underlined(value);
    return text;
}

std::string options_of(const CLI::App& app, const std::string& indent) {
    std::string text;
    for (const bool positional : {true, false}) {
        for (const auto* option : options(app, positional)) {
            if (app.get_parent() && option == app.get_help_ptr()) continue; // said once
            text += indent + term(*option) + '\n' + indent + '\t' + escaped(described(*option)) + "\n\n";
        }
    }
    return text;
}

std::string command(const CLI::App& verb) {
    std::string text = bold(full_name(verb));
    for (const auto* option : options(verb, true)) {
        const auto name = underlined(option->get_name());
        text += option->get_required() ? " " + name : " \\[" + name + "\\]";
    }
    return text + "\n\t" + escaped(verb.get_description()) + "\n\n" + options_of(verb, "\t");
}

} // namespace

std::string man_page(const CLI::App& root) {
    std::string text = "# " + std::string(_("GLOBAL OPTIONS")) + "\n\n" + options_of(root, "");
    text += "# " + std::string(_("COMMANDS")) + "\n\n";
    for (const auto* noun : children(root)) {
        text += "## " + escaped(noun->get_name()) + "\n\n" + escaped(noun->get_description()) + "\n\n";
        if (!options(*noun, true).empty() || children(*noun).empty()) text += command(*noun); // report PERIOD and todo stand without a verb
        for (const auto* verb : children(*noun)) text += command(*verb);
    }
    return text;
}

} // namespace jointcase::cli
