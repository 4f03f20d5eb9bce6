#include <tree.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>

using namespace jointcase::cli;

namespace {

std::string page(const std::string& folder) {
    std::ifstream in(std::string(JOINTCASE_MAN) + folder + "/jointcase.1");
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("every verb is in the man page of both languages") {
    Session session(std::cin, std::cout, std::cerr);
    const auto app = make_app(session);
    for (const char* folder : {"/man1", "/zh_CN/man1"}) {
        const auto text = page(folder);
        REQUIRE(text.find(".TH \"jointcase\" \"1\"") != std::string::npos);
        for (const auto* noun : children(*app)) {
            if (children(*noun).empty()) CHECK(text.find("\\fB" + full_name(*noun) + "\\fR") != std::string::npos);
            for (const auto* verb : children(*noun)) {
                CAPTURE(full_name(*verb));
                CHECK(text.find("\\fB" + full_name(*verb) + "\\fR") != std::string::npos);
            }
        }
    }
}
