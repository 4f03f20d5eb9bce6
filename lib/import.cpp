// SPDX-License-Identifier: Apache-2.0
#include "importer.hpp"

#include "csv.hpp"
#include "sql.hpp"
#include "text.hpp"

#include <jointcase/suggest.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace jointcase {

InputFile read_input(const std::string& name, std::istream& standard_input) {
    InputFile file{name, {}};
    if (name == "-") {
        file.bytes.assign(std::istreambuf_iterator<char>(standard_input), {});
        return file;
    }
    if (std::filesystem::is_directory(name)) throw Error(Fault::unreadable, "{} is a folder, not a file", name);
    std::ifstream in(name, std::ios::binary);
    if (!in) throw Error(Fault::unreadable, "{}: the file is missing or cannot be read", name);
    file.bytes.assign(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) throw Error(Fault::unreadable, "{}: the file cannot be read to its end", name);
    return file;
}

std::string text_of(const RowFinding& finding) {
    std::string text = finding.file;
    if (finding.line > 0) text += ":" + std::to_string(finding.line);
    if (!finding.column.empty()) text += ": " + printable(finding.column);
    return text + ": " + finding.message;
}

namespace {

std::string folded(std::string_view heading) {
    auto text = lower(trim(half_width(heading)));
    if (text.starts_with("\uFEFF")) text = text.substr(3);
    return text;
}

bool any_of(std::string_view text, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), text) != names.end(); }

// Headings that no map may bring in.
std::optional<Problem> forbidden(std::string_view heading) {
    const auto name = folded(heading);
    if (any_of(name, {"conclusion", "resolution", "decision_of_conference", "vote", "votes", "结论", "会议结论", "决议", "会议决议", "倾向性意见", "会议倾向性意见", "表决", "表决结果", "投票"})) {
        return Problem::of("", "conclusion", "the conference forms no resolution and no tendency opinion; there is no such field (leave it out in a map: \"{}\" = \"\")", printable(heading));
    }
    if (any_of(name, {"身份证", "身份证号", "身份证号码", "公民身份号码", "证件号码", "id_card", "id_number", "idcard"})) {
        return Problem::of("", "id_card", "ID-card numbers are not stored (个人信息保护法 art 6); remove the column, or leave it out in a map: \"{}\" = \"\"", printable(heading));
    }
    return {};
}

// 秘密, 机密 or 绝密 alone or before ★: a document above work secrets.
bool marks_secrecy(std::string_view cell) {
    const auto text = trim(cell);
    for (const std::string_view mark : {"秘密", "机密", "绝密"}) {
        if (text == mark || text.starts_with(std::string(mark) + "★")) return true;
    }
    return false;
}

// What each column of a file is to us.
struct Heading {
    std::string text; // as it stands in the file
    std::string key;  // our column; empty: left out
};

class Headings {
public:
    Headings(const std::vector<std::string>& row, const ImportMap& map, std::span<const SheetColumn> columns) : map_(map) {
        for (const auto& cell : row) {
            const auto text = trim(cell);
            const std::string bare = text.starts_with("\uFEFF") ? text.substr(3) : text;
            all_.push_back({bare, key_of(bare, columns)});
        }
        check(columns);
    }

    const std::vector<Heading>& all() const { return all_; }
    const Problems& problems() const { return problems_; }
    // As it stands in the file, for findings; the key itself where a map supplies it.
    std::string shown(const std::string& key) const {
        for (const auto& heading : all_) {
            if (heading.key == key) return heading.text;
        }
        return key;
    }

private:
    std::string key_of(const std::string& text, std::span<const SheetColumn> columns) {
        const auto mapped = map_.columns.find(text);
        if (mapped != map_.columns.end() && mapped->second.empty()) return {};
        if (auto problem = forbidden(text)) {
            problem->column = text;
            problems_.push_back(std::move(*problem));
            return {};
        }
        if (mapped != map_.columns.end()) {
            for (const auto& column : columns) {
                if (column.key == mapped->second) return column.key;
            }
            problems_.push_back(Problem::of(text.c_str(), "unknown_column", "the map names a column “{}” that does not exist", mapped->second));
            return {};
        }
        const auto name = folded(text);
        for (const auto& column : columns) {
            if (name == column.key || name == lower(column.title.en)) return column.key;
            for (const auto& heading : split(column.title.zh, ";")) {
                if (name == lower(heading)) return column.key;
            }
        }
        for (const auto& [key, composition] : map_.composed) {
            if (composition.find("{" + text + "}") != std::string::npos) return {};
        }
        std::vector<std::string> known;
        for (const auto& column : columns) {
            known.emplace_back(column.key);
            known.emplace_back(column.title.shown());
        }
        const auto near = nearest(name, known);
        problems_.push_back(text.empty() ? Problem::of("", "unknown_column", "column {} has no heading", all_.size() + 1)
                            : near.empty() ? Problem::of(text.c_str(), "unknown_column", "no such column (leave it out in a map: \"{}\" = \"\")", printable(text))
                                           : Problem::of(text.c_str(), "unknown_column", "no such column; did you mean: {}", near));
        return {};
    }

    void check(std::span<const SheetColumn> columns) {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            for (std::size_t j = 0; j < i && !all_[i].key.empty(); ++j) {
                if (all_[i].key == all_[j].key) {
                    problems_.push_back(Problem::of(all_[i].text.c_str(), "double_column", "columns {} and {} are both the {}", j + 1, i + 1, all_[i].key));
                }
            }
        }
        for (const auto& column : columns) {
            const bool there = std::any_of(all_.begin(), all_.end(), [&](const Heading& heading) { return heading.key == column.key; });
            if (column.required && !there && !map_.defaults.contains(column.key) && !map_.composed.contains(column.key)) {
                problems_.push_back(Problem::of("", "missing_column", "the column “{}” ({}) is missing", column.title.shown(), column.key));
            }
        }
        for (const auto& [key, composition] : map_.composed) { // nor by composing
            for (const auto& heading : all_) {
                auto problem = composition.find("{" + heading.text + "}") == std::string::npos ? std::nullopt : forbidden(heading.text);
                if (!problem) continue;
                problem->column = heading.text;
                problems_.push_back(std::move(*problem));
            }
        }
        for (const auto* section : {&map_.defaults, &map_.composed}) {
            for (const auto& [key, text] : *section) {
                if (std::none_of(columns.begin(), columns.end(), [&](const SheetColumn& column) { return column.key == key; })) {
                    problems_.push_back(Problem::of("", "unknown_column", "the map names a column “{}” that does not exist", key));
                }
            }
        }
    }

    const ImportMap& map_;
    std::vector<Heading> all_;
    Problems problems_;
};

std::string compose(const std::string& composition, const Headings& headings, const TextRow& row) {
    std::string text;
    for (std::size_t i = 0; i < composition.size();) {
        const auto close = composition[i] == '{' ? composition.find('}', i) : std::string::npos;
        if (close == std::string::npos) {
            text += composition[i++];
            continue;
        }
        const auto name = composition.substr(i + 1, close - i - 1);
        const auto& all = headings.all();
        const auto found = std::find_if(all.begin(), all.end(), [&](const Heading& heading) { return heading.text == name; });
        if (found == all.end()) throw Invalid({Problem::of("", "unknown_column", "the map composes from a column “{}” that the file has not", name)});
        text += trim(row.fields[static_cast<std::size_t>(found - all.begin())]);
        i = close + 1;
    }
    return text;
}

// A formula-safe cell gives its apostrophe back: ^'+[=+\-@\t\r] loses one.
std::string unguarded(std::string text) {
    const auto quotes = text.find_first_not_of('\'');
    if (quotes != 0 && quotes != std::string::npos && std::string_view("=+-@\t\r").find(text[quotes]) != std::string_view::npos) text.erase(0, 1);
    return text;
}

SheetRow sheet_row(const TextRow& row, const Headings& headings, const ImportMap& map) {
    SheetRow result;
    result.line = row.line;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        const auto& key = headings.all()[i].key;
        auto cell = unguarded(row.fields[i]);
        if (marks_secrecy(cell)) {
            throw Invalid({Problem::of(key.c_str(), "secrecy", "“{}” marks a state secret; nothing above work secrets may enter (保守国家秘密法 art 14)", trim(cell))});
        }
        if (key.empty() || trim(cell).empty()) continue;
        if (const auto values = map.values.find(key); values != map.values.end()) {
            if (const auto value = values->second.find(trim(cell)); value != values->second.end()) cell = value->second;
        }
        if (!cell.empty()) result.cells[key] = std::move(cell);
    }
    for (const auto& [key, composition] : map.composed) result.cells[key] = compose(composition, headings, row);
    for (const auto& [key, value] : map.defaults) {
        if (!result.has(key)) result.cells[key] = value;
    }
    return result;
}

struct SeenBatch {
    std::string key;
};

} // namespace

bool ImportRun::seen_before(std::span<const InputFile* const> files) {
    Hasher hasher(write_.config().digest);
    const auto add = [&](std::string_view part) {
        hasher.update(std::to_string(part.size()));
        hasher.update(":");
        hasher.update(part);
    };
    add(noun_);
    for (const auto* file : files) {
        add(file->bytes);
        name_ += (name_.empty() ? "" : ", ") + file->name;
    }
    add(options_.map.text);
    digest_ = hasher.finish();
    if (options_.again) return false;
    const auto batch = sql::value<std::string>(write_.db(), "select key from batch where noun = $1 and digest = $2 order by key", noun_, sql::Blob{digest_});
    if (!batch) return false;
    result_.seen_before = true;
    result_.notes.push_back(say("{}: the same bytes were imported before (batch {}); nothing was changed (--again imports them all the same)", name_, *batch));
    return true;
}

void ImportRun::claim(const std::string& key, std::int64_t line) {
    if (key.empty()) return;
    if (const auto first = lines_.emplace(key, line).first; first->second != line) {
        throw Invalid({Problem::of("", "double_key", "{} is on line {} already", key, first->second)});
    }
}

void ImportRun::sheet(const InputFile& file, const ImportMap& map, std::span<const SheetColumn> columns, const std::function<RowResult(const SheetRow&)>& row_function) {
    const auto find = [&](std::int64_t line, const Problem& problem, const std::string& column) {
        result_.findings.push_back({file.name, line, column, problem.code, problem.message});
    };
    try {
        const auto decoded = decode(file.bytes, options_.encoding);
        if (const auto nul = decoded.text.find('\0'); nul != std::string::npos) {
            const auto line = 1 + std::count(decoded.text.begin(), decoded.text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
            return find(line, Problem::of("", "nul", "the file holds a NUL character; a text cannot"), "");
        }
        CsvReader reader(decoded.text, options_.separator ? options_.separator : find_separator(decoded.text));
        std::optional<TextRow> heading;
        for (int n = 1; (heading = reader.next()); ++n) {
            if (options_.header_row ? n == options_.header_row : !heading->blank()) break;
        }
        if (!heading) return find(0, Problem::of("", "empty", "the file is empty: not even a heading row"), "");
        const Headings headings(heading->fields, map, columns);
        std::string note = decoded.fell_back ? say("{}: encoding GB18030 (not UTF-8; decoded strictly)", file.name) : std::string();
        for (const auto& problem : headings.problems()) find(heading->line, problem, problem.column);
        if (!headings.problems().empty()) {
            if (!note.empty()) result_.notes.push_back(note);
            return;
        }

        lines_.clear();
        std::int64_t rows = 0;
        while (const auto text = reader.next()) {
            if (text->blank()) continue;
            if (++rows % 1000 == 0 && options_.progress) options_.progress(rows);
            if (text->fields.size() != heading->fields.size()) {
                ++result_.rejected;
                find(text->line, Problem::of("", "ragged", "{} fields where the headings are {}", text->fields.size(), heading->fields.size()), "");
                continue;
            }
            for (std::size_t i = 0; !note.empty() && i < text->fields.size(); ++i) {
                if (std::none_of(text->fields[i].begin(), text->fields[i].end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) continue;
                result_.notes.push_back(say("{}; for example line {}, {} = {}", std::exchange(note, {}), text->line, headings.all()[i].text, cut(printable(text->fields[i]), 24)));
            }
            write_.savepoint();
            try {
                const auto done = row_function(sheet_row(*text, headings, map));
                claim(done.key, text->line);
                write_.release();
                ++(done.outcome == Outcome::added ? result_.added : done.outcome == Outcome::updated ? result_.updated : result_.unchanged);
            } catch (const Invalid& invalid) {
                write_.rollback_to();
                ++result_.rejected;
                for (const auto& problem : invalid.problems()) find(text->line, problem, problem.column.empty() ? "" : headings.shown(problem.column));
            } catch (const Error& error) {
                if (error.fault() != Fault::invalid && error.fault() != Fault::missing && error.fault() != Fault::refused) throw;
                write_.rollback_to();
                ++result_.rejected;
                find(text->line, {"", error.fault() == Fault::missing ? "missing" : error.fault() == Fault::refused ? "refused" : "invalid", error.what()}, "");
            }
        }
        if (!note.empty()) result_.notes.push_back(note);
        if (rows == 0) find(heading->line, Problem::of("", "no_rows", "there is no row below the headings"), "");
    } catch (const Invalid& invalid) { // the file as a whole
        for (const auto& problem : invalid.problems()) find(0, problem, "");
    }
}

Imported ImportRun::finish() {
    if (result_.seen_before || !result_.findings.empty()) return std::move(result_);
    const auto number = sql::value<std::int64_t>(write_.db(), "select count(*) as n from batch").value_or(0) + 1;
    const auto key = fmt::format("B{}-{}", write_.config().office.empty() ? "0" : write_.config().office, number);
    sql::insert<SeenBatch>(write_, "batch", "insert into batch (key, noun, file, digest, added, updated, unchanged) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                           key, noun_, name_, sql::Blob{digest_}, result_.added, result_.updated, result_.unchanged);
    return std::move(result_);
}

} // namespace jointcase
