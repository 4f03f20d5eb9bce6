// The whole program as a function, so that tests can call it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace jointcase::cli {

// Runs `jointcase <args>`; gives the exit status (README, "Exit status").
int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err);
class Session;
int run(const std::vector<std::string>& args, Session& session); // of one command

} // namespace jointcase::cli
