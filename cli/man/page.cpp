// Run while building: a man page from standard input, in the language named, with what the command tree knows put where
// the page says @commands@.
// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <clocale>
#include <iostream>

int main(int argc, char** argv) {
    using namespace jointcase::cli;
    std::setlocale(LC_ALL, "C.UTF-8");
    Session session(std::cin, std::cout, std::cerr);
    session.use_early_language({"--lang", argc > 1 ? argv[1] : "en"});
    const auto app = make_app(session);
    for (std::string line; std::getline(std::cin, line);) std::cout << (line == "@commands@" ? man_page(*app) : line) << '\n';
    return std::cout.flush() ? 0 : 74;
}
