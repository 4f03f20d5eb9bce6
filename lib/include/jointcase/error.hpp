// What can go wrong, in words the user can act on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/language.hpp>

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

enum class Fault {
    usage,        // the command cannot be understood
    invalid,      // the input breaks a rule of its own
    missing,      // it names something that is not there, or several things
    refused,      // it is well formed, but a rule or the state of things forbids it
    busy,         // another writer holds the database longer than we wait
    denied,       // the system does not let us
    storage,      // input-output failed, or the disk is full
    unreadable,   // an input file is missing or cannot be read
    unwritable,   // an output cannot be created
    corrupt,      // the database is damaged or was changed behind our back
    config,       // the configuration, or a database of a newer program
    inconsistent, // a table breaks one of its identities: our bug
};

// The text formatted in the language in use: say("there is no case {}", key).
template <class... Args>
std::string say(fmt::format_string<Args...> text, const Args&... args) {
    return fmt::vformat(translate(fmt::string_view(text).data()), fmt::make_format_args(args...));
}

class Error : public std::runtime_error {
public:
    // The English text is checked when compiled, and looked up in the language in use.
    template <class... Args>
    Error(Fault fault, fmt::format_string<Args...> text, const Args&... args)
        : Error(fault, formatted(fmt::string_view(text).data(), fmt::make_format_args(args...))) {}

    // For a text that is already said, such as another error's with a place in front.
    struct said { std::string text, hint = {}; };
    Error(Fault fault, const said& text) : std::runtime_error(text.text), fault_(fault), hint_(text.hint) {}

    Fault fault() const noexcept { return fault_; }
    // What the text says behind its last semicolon, where the way out stands; empty without one.
    const std::string& hint() const noexcept { return hint_; }
    // What cannot be read, for scripts: bad_date, bad_time, bad_number, unknown_word; empty elsewhere.
    const char* code() const noexcept { return code_; }
    Error coded(const char* code) && {
        code_ = code;
        return std::move(*this);
    }

private:
    static said formatted(const char* text, fmt::format_args args);

    Fault fault_;
    std::string hint_;
    const char* code_ = "";
};

// One broken rule of a draft, filed by import under its line and column.
struct Problem {
    std::string column; // the key of the column, empty if it is the row as a whole
    std::string code;   // for scripts: bad_date, missing, …
    std::string message;

    template <class... Args>
    static Problem of(const char* column, const char* code, fmt::format_string<Args...> text, const Args&... args) {
        return {column, code, say<Args...>(text, args...)};
    }
};
using Problems = std::vector<Problem>;

// Fault::invalid, with the problems it is made of.
class Invalid : public Error {
public:
    explicit Invalid(Problems problems);
    const Problems& problems() const { return problems_; }

private:
    Problems problems_;
};

// Throws Invalid with all of them in one sentence, if there are any.
void refuse(const Problems& problems);

} // namespace jointcase
