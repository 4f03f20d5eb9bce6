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

// The program with its global options and nouns; the verbs of a noun are made when it is met, or all at once.
std::unique_ptr<CLI::App> make_app(Session& session, bool whole);

std::string help_text(const CLI::App& app, const CLI::App& root); // of the program, a noun or a verb, in the language in use
// What was mistyped and the nearest name there is.
std::string usage_message(const CLI::App& root, const CLI::ParseError& error);
std::string man_page(const CLI::App& root); // scdoc: the commands and options

} // namespace jointcase::cli
