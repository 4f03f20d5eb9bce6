// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <jointcase/suggest.hpp>
#include <jointcase/table.hpp>

#include <algorithm>
#include <iterator>

namespace jointcase::cli {

std::vector<const CLI::App*> children(const CLI::App& app) { return app.get_subcommands([](const CLI::App*) { return true; }); }

std::vector<const CLI::Option*> options(const CLI::App& app, bool positional) {
    std::vector<const CLI::Option*> found;
    for (const auto* option : app.get_options()) {
        if (option->get_positional() == positional) found.push_back(option);
    }
    return found;
}

const CLI::App& deepest(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : deepest(*parsed.front());
}

std::string full_name(const CLI::App& app) { return app.get_parent() ? full_name(*app.get_parent()) + " " + app.get_name() : app.get_name(); }

std::string value_name(const CLI::Option& option) {
    if (option.get_expected_max() == 0) return {};
    const auto name = option.get_type_name(); // CLI11 puts a check behind it: N:POSITIVE
    return name.substr(0, name.find(':'));
}

std::string described(const CLI::Option& option) {
    return option.get_description() + (option.get_required() && !option.get_positional() ? say(" (needed)") : std::string());
}

namespace {

std::string argument(const CLI::Option& option) {
    std::string name = option.get_name();
    return option.get_required() ? "<" + name + ">" : "[" + name + "]";
}

// "-o, --output FILE"
std::string spelled(const CLI::Option& option) {
    std::string text;
    for (const auto& name : option.get_snames()) text += (text.empty() ? "-" : ", -") + name;
    for (const auto& name : option.get_lnames()) {
        text += (text.empty() ? "--" : ", --") + name;
    }
    if (const auto value = value_name(option); !value.empty()) text += " " + value;
    return text;
}

std::string section(const std::string& title, const std::vector<std::pair<std::string, std::string>>& rows) {
    if (rows.empty()) return {};
    Table table{"", "", {{"", ""}, {"", ""}}, {}};
    for (const auto& [name, help] : rows) table.rows.push_back({"  " + name, help});
    auto text = render(table, Style{});
    text.erase(0, text.find('\n', text.find('\n') + 1) + 1); // heading and rule say nothing here
    return "\n" + title + "\n" + text;
}

std::vector<std::pair<std::string, std::string>> rows_of(const std::vector<const CLI::Option*>& options) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto* option : options) rows.emplace_back(option->get_positional() ? option->get_name() : spelled(*option), described(*option));
    return rows;
}

} // namespace

std::string help_text(const CLI::App& app) {
    std::string usage = full_name(app);
    const auto subcommands = children(app);
    const auto arguments = options(app, true); // those of a noun are for calling it without a verb
    if (!app.get_parent()) usage += _(" [global options] <noun> <verb>");
    else if (!subcommands.empty()) usage += arguments.empty() ? _(" <verb>") : _(" [verb]");
    for (const auto* option : arguments) usage += " " + argument(*option);
    if (subcommands.empty() || !arguments.empty()) usage += _(" [options]");
    std::string text = app.get_description() + "\n\n" + say("Usage: {}", usage) + "\n";
    std::vector<std::pair<std::string, std::string>> commands;
    for (const auto* sub : subcommands) commands.emplace_back(sub->get_name(), sub->get_description());
    text += section(app.get_parent() ? _("Verbs") : _("Nouns"), commands);
    if (app.get_parent()) {
        text += section(_("Arguments"), rows_of(arguments));
        auto own = options(app, false);
        text += section(_("Options"), rows_of(own));
        if (subcommands.empty()) text += "\n" + std::string(_("`jointcase --help` lists the global options.")) + "\n";
    } else {
        text += section(_("Global options"), rows_of(options(app, false)));
    }
    return text;
}

namespace {

Error unknown_command(const CLI::App& app, const std::string& typed) {
    std::vector<std::string> names;
    const bool noun = app.get_parent() == nullptr;
    if (noun) std::transform(nouns().begin(), nouns().end(), std::back_inserter(names), [](const Noun& one) { return one.name; });
    else for (const auto* sub : children(app)) names.push_back(sub->get_name());
    const auto near = nearest(typed, names);
    if (!near.empty()) {
        return noun ? Error(Fault::usage, "there is no command “{}”; did you mean: {}", typed, near) : Error(Fault::usage, "{} has no verb “{}”; did you mean: {}", app.get_name(), typed, near);
    }
    return noun ? Error(Fault::usage, "there is no command “{}”; `jointcase --help` lists them", typed) : Error(Fault::usage, "{} has no verb “{}”; `jointcase {} --help` lists them", app.get_name(), typed, app.get_name());
}

Error unknown_option(const CLI::App& app, const CLI::App& root, const std::string& typed) {
    std::vector<std::string> names;
    for (const auto* of : {&app, &root}) {
        for (const auto* option : of->get_options()) {
            for (const auto& name : option->get_lnames()) names.push_back("--" + name);
            for (const auto& name : option->get_snames()) names.push_back("-" + name);
        }
    }
    const auto bare = typed.substr(0, typed.find('='));
    const auto near = nearest(bare, names);
    if (near.empty()) return Error(Fault::usage, "there is no option “{}”; `{} --help` lists them", bare, full_name(app));
    return Error(Fault::usage, "there is no option “{}”; did you mean: {}", bare, near);
}

} // namespace

Error usage_error(const CLI::App& root, const CLI::ParseError& error) {
    const auto& app = deepest(root);
    const auto left = app.remaining(true).empty() ? root.remaining(true) : app.remaining(true);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) && !left.empty()) {
        if (left.front().starts_with("-")) return unknown_option(app, root, left.front());
        if (!children(app).empty()) return unknown_command(app, left.front());
        return Error(Fault::usage, "“{}” is one argument too many; `{} --help` shows what there may be", left.front(), full_name(app));
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        for (const auto* option : app.get_options()) {
            if (!option->get_required() || option->count() > 0) continue;
            const auto name = option->get_positional() ? "<" + option->get_name() + ">" : option->get_name();
            return Error(Fault::usage, "{} is needed: {}; `{} --help` shows all", name, option->get_description(), full_name(app));
        }
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return Error(Fault::usage, "an option lacks its value, or has one too many ({})", std::string_view(error.what()));
    return Error(Fault::usage, "a value cannot be read ({})", std::string_view(error.what()));
}

} // namespace jointcase::cli
