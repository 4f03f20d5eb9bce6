#include "run.hpp"

#include <iostream>

int main(int argc, char** argv) { return jointcase::cli::run({argv + 1, argv + argc}, std::cin, std::cout, std::cerr); }
