// SPDX-License-Identifier: Apache-2.0
#include "template.hpp"

#include "render_parts.hpp"
#include "text.hpp"

#include <jointcase/error.hpp>
#include <jointcase/suggest.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>

namespace jointcase {

namespace {

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
    "paragraphs", "text", "is_title", "is_number", "is_heading", "is_subheading", "is_text", "keep", "signatures", "without", "signed_day", "note", "version", "state", "circulated_day", "filed_day", "filed_by",
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

// A text, a value, or a block with what it repeats.
struct Part {
    enum Kind { text, value, raw, block, unless } kind;
    std::string name; // or the text
    std::vector<Part> inner = {};
};

// Takes a template apart, and complains of what it does not know with the line.
class Parser {
public:
    explicit Parser(const Source& source) : place_(source.place), text_(source.text) {}

    std::vector<Part> parts() { return parts_until({}, 0); }

private:
    // To the end of the block that was opened on that line; of none: to the end.
    std::vector<Part> parts_until(const std::string& block, std::ptrdiff_t opened) {
        std::vector<Part> all;
        for (;;) {
            const auto begin = text_.find("{{", at_);
            if (begin == text_.npos) {
                if (!block.empty()) throw Error(Fault::config, "{}:{}: the block “{}” is not closed", place_, opened, block);
                all.push_back({Part::text, std::string(text_.substr(at_))});
                return all;
            }
            const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
            const std::size_t braces = text_.substr(begin + 2, 1) == "{" ? 3 : 2;
            const auto close = text_.find(std::string_view("}}}", braces), begin + braces);
            if (close == text_.npos) throw Error(Fault::config, "{}:{}: a placeholder is opened here and not closed", place_, line);
            auto name = trim(text_.substr(begin + braces, close - begin - braces));
            const char sign = braces == 2 && !name.empty() && std::strchr("!#^/&>=", name[0]) ? name[0] : ' ';
            if (sign != ' ') name = trim(std::string_view(name).substr(1));
            at_ = take(begin, close + braces, sign == '#' || sign == '^' || sign == '/' || sign == '!', all);
            if (sign == '!') continue;
            expect_known(sign, name, line);
            if (sign == '#' || sign == '^') all.push_back({sign == '#' ? Part::block : Part::unless, name, parts_until(name, line)});
            else if (sign == ' ') all.push_back({braces == 3 ? Part::raw : Part::value, name});
            else if (name == block) return all;
            else throw Error(Fault::config, "{}:{}: the end of the block “{}” does not meet its beginning", place_, line, name);
        }
    }

    // The text before a mark; gives where it goes on. A mark of a block that is alone on its line takes the line with it.
    std::size_t take(std::size_t begin, std::size_t end, bool of_block, std::vector<Part>& all) const {
        const auto start = begin == 0 ? 0 : text_.rfind('\n', begin - 1) + 1, stop = std::min(text_.find('\n', end), text_.size());
        const bool alone = of_block && trim(text_.substr(start, begin - start)).empty() && trim(text_.substr(end, stop - end)).empty();
        all.push_back({Part::text, std::string(text_.substr(at_, (alone ? start : begin) - at_))});
        return alone ? std::min(stop + 1, text_.size()) : end;
    }

    void expect_known(char sign, const std::string& name, std::ptrdiff_t line) const {
        if (sign == '>' || sign == '=' || sign == '&') throw Error(Fault::config, "{}:{}: templates have placeholders, blocks and comments, not “{}”", place_, line, printable(std::string(1, sign) + name));
        if (known(name)) return;
        const auto near = nearest(name, std::vector<std::string>(std::begin(placeholders), std::end(placeholders)));
        if (near.empty()) throw Error(Fault::config, "{}:{}: there is no placeholder “{}”", place_, line, printable(name));
        throw Error(Fault::config, "{}:{}: there is no placeholder “{}”; did you mean: {}", place_, line, printable(name), near);
    }

    std::string place_;
    std::string_view text_;
    std::size_t at_ = 0;
};

using Escape = std::function<std::string(const std::string&)>;

class Filling {
public:
    explicit Filling(Escape escape) : escape_(std::move(escape)) {}

    std::string fill(const std::vector<Part>& parts, const Values& values) {
        scopes_.push_back(&values);
        std::string out;
        for (const auto& part : parts) {
            switch (part.kind) {
            case Part::text: out += part.name; break;
            case Part::value: out += escape_(text(part.name)); break;
            case Part::raw: out += text(part.name); break;
            case Part::block: out += repeated(part); break;
            case Part::unless: out += list(part.name).empty() && text(part.name).empty() ? fill(part.inner, {}) : ""; break;
            }
        }
        scopes_.pop_back();
        return out;
    }

private:
    std::string repeated(const Part& block) {
        if (!text(block.name).empty()) return fill(block.inner, {});
        std::string out;
        for (const auto& one : list(block.name)) out += fill(block.inner, one);
        return out;
    }

    // What a name stands for: that of the innermost block which has it.
    const std::string& text(const std::string& name) const {
        static const std::string none;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (const auto found = (*scope)->texts.find(name); found != (*scope)->texts.end()) return found->second;
        }
        return none;
    }
    const std::vector<Values>& list(const std::string& name) const {
        static const std::vector<Values> none;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (const auto found = (*scope)->lists.find(name); found != (*scope)->lists.end()) return found->second;
        }
        return none;
    }

    Escape escape_;
    std::vector<const Values*> scopes_; // the outermost first
};

void expect_known(const Values& values) {
    const auto expect = [](const std::string& name) {
        if (!known(name)) throw Error(Fault::inconsistent, "“{}” is not among the placeholders of templates", name);
    };
    for (const auto& [name, text] : values.texts) expect(name);
    for (const auto& [name, list] : values.lists) {
        expect(name);
        for (const auto& one : list) expect_known(one);
    }
}

} // namespace

std::string fill_template(const Config& config, const std::string& name, Values values, Text text) {
    const bool html = name.ends_with(".html");
    const auto source = source_of(config, name);
    if (html) values.texts["style"] = source_of(config, "style.css").text;
    expect_known(values);
    Filling filling([&](const std::string& value) { return html ? escaped(value) : text == Text::shown ? printable(value) : value; });
    return filling.fill(Parser(source).parts(), values);
}

} // namespace jointcase
