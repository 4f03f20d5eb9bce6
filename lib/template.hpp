// The templates of papers: {{name}}, {{#block}} and {{^block}} of Mustache, shipped in lib/template, each replaced by a file of its name in the folder
// documents.templates. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/config.hpp>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace jointcase {

struct Template {
    const char* name; // notice.html
    const char* text;
};
std::span<const Template> templates(); // those shipped

// What a template is filled with; an empty text is as one that is not there.
struct Values {
    std::map<std::string, std::string> texts;
    std::map<std::string, std::vector<Values>> lists;
};

// In .html values are escaped and {{{style}}} is the template style.css; elsewhere they are fit for a terminal, or left
// as they are. Throws Fault::config naming file and line of a placeholder or a block it does not know.
enum class Text { shown, verbatim };
std::string fill_template(const Config& config, const std::string& name, Values values, Text text = Text::shown);

} // namespace jointcase
