// SPDX-License-Identifier: Apache-2.0
#include "template.hpp"

#include "render_parts.hpp"
#include "text.hpp"

#include <jointcase/error.hpp>
#include <jointcase/suggest.hpp>

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace jointcase {

namespace {

namespace mustache = kainjow::mustache;

// Every name there is, in all the papers.
constexpr const char* placeholders[] = {
    "style",
    // the meeting
    "host", "number", "title", "kind", "department", "mode", "place", "planned", "period", "notice_day", "chair", "recorder", "convener", "label",
    "offices", "attendance", "items", "materials",
    // who takes part
    "no", "role", "name", "office", "category", "grade", "status", "remark",
    // an item of the agenda, its issues and what was said on them
    "item", "numeral", "case", "case_name", "handler", "case_office", "referral", "item_note", "recused", "has_view", "view", "issues", "issue", "issue_kind", "question", "has_issue_view", "issue_view",
    "opinions", "seq", "stance", "manner", "lines", "line", "legal_basis",
    // a material
    "material", "material_label",
    // the minutes
    "paragraphs", "text", "is_title", "is_number", "is_heading", "is_subheading", "is_text", "signatures", "without", "signed_day", "note", "version", "state", "circulated_day", "filed_day", "filed_by",
    "checkpoint",
    // the feedback
    "decision", "decided_by_role", "decided_by", "decided_day", "submitted_day", "escalations", "escalated_to", "escalated_day", "why", "adoption", "reason_code", "reason"};

bool known(std::string_view name) { return std::find(std::begin(placeholders), std::end(placeholders), name) != std::end(placeholders); }

struct Source {
    std::string place, text; // place: for complaints
};

Source source_of(const Config& config, const std::string& name) {
    std::error_code error;
    if (const auto file = config.templates / name; !config.templates.empty() && std::filesystem::exists(file, error)) {
        std::ifstream in(file, std::ios::binary);
        Source source{file.string(), {std::istreambuf_iterator<char>(in), {}}};
        if (!in.is_open() || source.text.empty()) throw Error(Fault::config, "{}: the template cannot be read, or is empty", source.place);
        try {
            check_text(source.text);
        } catch (const Error& bad) {
            throw Error(Fault::config, "{}: {}", source.place, std::string_view(bad.what()));
        }
        return source;
    }
    if (!config.templates.empty() && !std::filesystem::is_directory(config.templates, error)) throw Error(Fault::config, "documents.templates: there is no folder {}", config.templates.string());
    const auto all = templates();
    const auto shipped = std::find_if(all.begin(), all.end(), [&](const Template& one) { return name == one.name; });
    if (shipped == all.end()) throw Error(Fault::inconsistent, "there is no template {}", name);
    return {name, shipped->text};
}

// Mustache takes an unknown name for an empty one; whoever changes a template is told instead.
void check(const Source& source) {
    const std::string_view text = source.text;
    std::vector<std::pair<std::string, std::ptrdiff_t>> open; // blocks, with their lines
    for (std::size_t at = text.find("{{"), end = 0; at != text.npos; at = text.find("{{", end)) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        const std::size_t braces = text.substr(at + 2, 1) == "{" ? 3 : 2;
        const auto close = text.find(std::string_view("}}}", braces), at + braces);
        if (close == text.npos) throw Error(Fault::config, "{}:{}: a placeholder is opened here and not closed", source.place, line);
        end = close + braces;
        auto name = trim(text.substr(at + braces, close - at - braces));
        const char sign = braces == 2 && !name.empty() && std::strchr("!#^/&>=", name[0]) ? name[0] : ' ';
        if (sign == '!') continue;
        if (sign == '>' || sign == '=') throw Error(Fault::config, "{}:{}: templates have placeholders, blocks and comments, not “{}”", source.place, line, printable(name));
        if (sign != ' ') name = trim(std::string_view(name).substr(1));
        if (!known(name)) {
            const auto near = nearest(name, std::vector<std::string>(std::begin(placeholders), std::end(placeholders)));
            if (near.empty()) throw Error(Fault::config, "{}:{}: there is no placeholder “{}”", source.place, line, printable(name));
            throw Error(Fault::config, "{}:{}: there is no placeholder “{}”; did you mean: {}", source.place, line, printable(name), near);
        }
        if (sign == '#' || sign == '^') open.emplace_back(name, line);
        if (sign != '/') continue;
        if (open.empty() || open.back().first != name) throw Error(Fault::config, "{}:{}: the end of the block “{}” does not meet its beginning", source.place, line, name);
        open.pop_back();
    }
    if (!open.empty()) throw Error(Fault::config, "{}:{}: the block “{}” is not closed", source.place, open.back().second, open.back().first);
}

mustache::data data_of(const Values& values) {
    mustache::data object;
    const auto set = [&](const std::string& name, mustache::data value) {
        if (!known(name)) throw Error(Fault::inconsistent, "“{}” is not among the placeholders of templates", name);
        object.set(name, value);
    };
    for (const auto& [name, text] : values.texts) set(name, text.empty() ? mustache::data(mustache::data::type::bool_false) : mustache::data(text));
    for (const auto& [name, list] : values.lists) {
        mustache::data all(mustache::data::type::list);
        for (const auto& one : list) all.push_back(data_of(one));
        set(name, all);
    }
    return object;
}

} // namespace

std::string fill_template(const Config& config, const std::string& name, Values values, Text text) {
    const bool html = name.ends_with(".html");
    const auto source = source_of(config, name);
    check(source);
    if (html) values.texts["style"] = source_of(config, "style.css").text;
    mustache::mustache filled(source.text);
    filled.set_custom_escape([&](const std::string& value) { return html ? escaped(value) : text == Text::shown ? printable(value) : value; });
    return filled.render(data_of(values));
}

} // namespace jointcase
