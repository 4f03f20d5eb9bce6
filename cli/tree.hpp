// The whole command tree: for help, suggestions, the man page and tests.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "command.hpp"

#include <functional>
#include <span>
#include <string>

namespace jointcase::cli {

struct Noun {
    const char* name;
    const char* help;
    void (*commands)(CLI::App&, Session&);
};
std::span<const Noun> nouns();

// The program with all its options, nouns and verbs.
std::unique_ptr<CLI::App> make_app(Session& session);
// As much of it as session.words can mean: the nouns they name (all, if none), the verbs of a noun when it is met.
std::unique_ptr<CLI::App> make_asked(Session& session);

// Looking at the tree.
std::vector<const CLI::App*> children(const CLI::App& app);
const CLI::App& deepest(const CLI::App& app); // what was parsed last: the program, a noun or a verb
std::vector<const CLI::Option*> options(const CLI::App& app, bool positional);
std::string full_name(const CLI::App& app);        // jointcase office add
std::string value_name(const CLI::Option& option); // FILE; empty for a flag
std::string described(const CLI::Option& option);  // its help, and whether it is needed

std::string help_text(const CLI::App& app); // of the program, a noun or a verb, in the language in use
// What was mistyped and the nearest name there is.
Error usage_error(const CLI::App& root, const CLI::ParseError& error);
std::string man_page(const CLI::App& root); // scdoc: the commands and options

} // namespace jointcase::cli
