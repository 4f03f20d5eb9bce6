// SPDX-License-Identifier: Apache-2.0
#include "xlsx.hpp"

#include "spill.hpp"
#include "text.hpp"
#include "xlsx_number.hpp"
#include "xml.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace jointcase {

namespace {

constexpr std::uint64_t small_part = std::uint64_t{32} << 20; // all but strings and sheets
constexpr std::size_t longest_row = std::size_t{16} << 20, block_size = std::size_t{1} << 18;
constexpr int last_column = 16384; // XFD
constexpr std::int64_t last_row = 1048576;

// --- the workbook

struct Relation {
    std::string kind, part; // kind: the last word of its type
};

// The part a target means that stands in a part of `folder`.
std::string resolved(const std::string& folder, std::string_view target) {
    std::vector<std::string> steps;
    for (const auto& step : split(target.starts_with('/') ? std::string(target) : folder + std::string(target), "/")) {
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (step != ".") steps.push_back(step);
    }
    return fmt::format("{}", fmt::join(steps, "/"));
}

std::string folder_of(const std::string& part) { return part.substr(0, part.rfind('/') + 1); }

class Relations : public XmlHandler {
public:
    // Of a part, "" for the whole package.
    Relations(const InputFile& file, const std::string& part) : folder_(folder_of(part)) {
        read_xml(file, folder_ + "_rels/" + part.substr(folder_.size()) + ".rels", *this, small_part);
    }
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship") return;
        const auto type = attributes["Type"];
        all[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)), resolved(folder_, attributes["Target"])};
    }
    const Relation* of_kind(std::string_view kind) const {
        for (const auto& [id, relation] : all) {
            if (relation.kind == kind) return &relation;
        }
        return nullptr;
    }

    std::map<std::string, Relation, std::less<>> all; // by id

private:
    std::string folder_;
};

struct Sheet {
    std::string name, part;
    bool hidden = false;
};

struct Workbook : XmlHandler {
    explicit Workbook(const InputFile& file);
    void start(std::string_view name, const XmlAttributes& attributes) override;
    const Sheet& find(const std::string& name) const;

    std::vector<Sheet> sheets; // of rows
    std::string strings, styles; // parts; empty if there are none
    bool from_1904 = false;

private:
    const Relations* relations_ = nullptr;
    bool found_ = false;
};

bool begins(const InputFile& file, std::string_view signature) {
    std::string bytes(signature.size(), '\0');
    return file.read(0, bytes.data(), bytes.size()) == bytes.size() && bytes == signature;
}
constexpr std::string_view zip_signature = "PK\x03\x04", ole_signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

Workbook::Workbook(const InputFile& file) {
    if (begins(file, ole_signature)) throw Invalid({Problem::of("", "encrypted", "the workbook has a password or is of the kind before 2007 (.xls); save it without a password, as .xlsx")});
    if (!begins(file, zip_signature)) throw Invalid({Problem::of("", "bad_zip", "the file is no xlsx workbook; save it as .xlsx")});
    if (zip_has(file, "mimetype")) throw Invalid({Problem::of("", "bad_workbook", "the file is no xlsx workbook; save it as .xlsx")}); // .ods
    const Relations package(file, "");
    const auto* main = package.of_kind("officeDocument");
    if (!main || main->part.ends_with(".bin")) throw Invalid({Problem::of("", "bad_workbook", "the file is no xlsx workbook; save it as .xlsx")}); // .xlsb
    const Relations relations(file, main->part);
    relations_ = &relations;
    read_xml(file, main->part, *this, small_part);
    relations_ = nullptr;
    if (!found_) throw Invalid({Problem::of("", "bad_workbook", "the file is no xlsx workbook; save it as .xlsx")}); // .docx
    if (const auto* part = relations.of_kind("sharedStrings")) strings = part->part;
    if (const auto* part = relations.of_kind("styles")) styles = part->part;
}

void Workbook::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "workbook") found_ = true;
    else if (name == "workbookPr") from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    else if (name == "sheet") {
        const auto relation = relations_->all.find(attributes["id"]);
        if (relation == relations_->all.end()) throw Invalid({Problem::of("", "bad_workbook", "the workbook does not say where its sheet “{}” is; open it in a spreadsheet program and save it again", attributes["name"])});
        if (relation->second.kind == "worksheet") sheets.push_back({trim(attributes["name"]), relation->second.part, attributes["state"] == "hidden" || attributes["state"] == "veryHidden"});
    }
}

const Sheet& Workbook::find(const std::string& name) const {
    const auto wanted = trim(name);
    std::vector<std::string> shown;
    for (const auto& sheet : sheets) {
        if (wanted.empty() ? !sheet.hidden : sheet.name == wanted) return sheet;
        if (!sheet.hidden) shown.push_back(sheet.name);
    }
    if (shown.empty()) throw Invalid({Problem::of("", "no_sheet", "the workbook has no sheet of rows")});
    throw Invalid({Problem::of("", "no_sheet", "there is no sheet “{}”; there are: {}", wanted, fmt::format("{}", fmt::join(shown, language() == Language::zh ? "、" : ", ")))});
}

// --- styles

// What the cells of each style show.
struct Styles : XmlHandler {
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt") custom[number(attributes["numFmtId"])] = custom_format(attributes["formatCode"]);
        else if (name == "cellXfs") in_cells = true;
        else if (name == "xf" && in_cells) {
            const int id = number(attributes["numFmtId"]);
            const auto own = custom.find(id);
            shows.push_back(own == custom.end() ? builtin_format(id) : own->second);
        }
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cells = false;
    }
    Shows of(std::string_view style) const {
        const auto i = style.empty() ? 0 : static_cast<std::size_t>(number(style));
        return i < shows.size() ? shows[i] : Shows::number;
    }
    static int number(std::string_view text) {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return std::max(value, 0);
    }

    std::map<int, Shows> custom;
    std::vector<Shows> shows;
    bool in_cells = false;
};

// --- strings

std::optional<char32_t> escaped_at(std::string_view text, std::size_t at) { // _x000D_
    if (text.size() < at + 7 || text.substr(at, 2) != "_x" || text[at + 6] != '_') return {};
    unsigned value = 0;
    const auto end = std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16).ptr;
    if (end != text.data() + at + 6) return {};
    return static_cast<char32_t>(value);
}

// What XML cannot hold stands escaped in a workbook.
void unescape(std::string& text) {
    auto at = text.find("_x");
    if (at == std::string::npos) return;
    std::string out;
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.find("_x", at)) {
        const auto c = escaped_at(text, at);
        if (!c) {
            ++at;
            continue;
        }
        if (*c == 0) throw Invalid({Problem::of("", "bad_text", "a text in the workbook contains the character NUL")});
        std::size_t size = 7;
        char32_t whole = *c;
        if (whole >= 0xD800 && whole < 0xE000) { // half a character: both or none
            const auto low = whole < 0xDC00 ? escaped_at(text, at + 7) : std::nullopt;
            if (!low || *low < 0xDC00 || *low >= 0xE000) {
                ++at;
                continue;
            }
            whole = 0x10000 + ((whole - 0xD800) << 10) + (*low - 0xDC00);
            size = 14;
        }
        out.append(text, done, at - done);
        out += utf8(std::u32string_view(&whole, 1));
        done = at += size;
    }
    out.append(text, done);
    text = std::move(out);
}

// The text of one string or cell, gathered from its runs without the phonetic guides.
class Gathered {
public:
    void begin() {
        text_.clear();
        open_ = false;
        guides_ = 0;
    }
    void start(std::string_view name) {
        if (name == "rPh") ++guides_;
        else if (name == "t" || name == "v") open_ = guides_ == 0;
    }
    void end(std::string_view name) {
        if (name == "rPh") --guides_;
        else if (name == "t" || name == "v") open_ = false;
    }
    void add(std::string_view text) {
        if (!open_) return;
        if (text_.size() + text.size() > longest_row) throw Invalid({Problem::of("", "too_big", "a text in the workbook is longer than {} MiB", longest_row >> 20)});
        text_ += text;
    }
    std::string& text() { return text_; }

private:
    std::string text_;
    bool open_ = false;
    int guides_ = 0;
};

class SharedStrings : public XmlHandler {
public:
    SharedStrings(const InputFile& file, const std::string& part) {
        XmlReader reader(ZipPart(file, part), *this);
        while (reader.step()) {}
    }
    SharedStrings() = default;

    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") gathered_.begin();
        else gathered_.start(name);
    }
    void text(std::string_view text) override { gathered_.add(text); }
    void end(std::string_view name) override {
        gathered_.end(name);
        if (name != "si") return;
        unescape(gathered_.text());
        const std::uint64_t at = texts_.size();
        ends_at(at);
        texts_.append(gathered_.text());
        gathered_.begin();
        ++count_;
    }

    // False if there is no such string, or none of a size to be believed.
    bool append(std::uint64_t i, std::string& into) {
        if (i >= count_) return false;
        const auto begin = begin_of(i), end = i + 1 == count_ ? texts_.size() : begin_of(i + 1);
        texts_.read(begin, static_cast<std::size_t>(end - begin), into);
        return true;
    }

private:
    void ends_at(std::uint64_t at) { begins_.append({reinterpret_cast<const char*>(&at), sizeof at}); }
    std::uint64_t begin_of(std::uint64_t i) {
        std::uint64_t at = 0;
        bytes_.clear();
        begins_.read(i * sizeof at, sizeof at, bytes_);
        bytes_.copy(reinterpret_cast<char*>(&at), sizeof at);
        return at;
    }

    Gathered gathered_;
    Spill texts_{std::size_t{4} << 20}, begins_{std::size_t{1} << 20};
    std::string bytes_;
    std::uint64_t count_ = 0;
};

// --- cells

std::string column_name(int column) { // from 0
    std::string name;
    for (++column; column > 0; column = (column - 1) / 26) name.insert(0, 1, static_cast<char>('A' + (column - 1) % 26));
    return name;
}

struct Reference {
    int column = 0; // from 0
    std::int64_t row = 0; // from 1
};

std::optional<std::int64_t> row_number(std::string_view text) {
    std::int64_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (error != std::errc() || end != text.data() + text.size() || row < 1 || row > last_row) return {};
    return row;
}

std::optional<Reference> reference(std::string_view text) { // C7
    Reference place;
    std::size_t i = 0;
    for (; i < text.size() && i < 3 && text[i] >= 'A' && text[i] <= 'Z'; ++i) place.column = place.column * 26 + (text[i] - 'A' + 1);
    const auto row = row_number(text.substr(i));
    if (i == 0 || place.column > last_column || !row) return {};
    return Reference{place.column - 1, *row};
}

enum class Kind { number, shared, text, boolean, error, date };

Kind kind_of(std::string_view type) {
    if (type == "s") return Kind::shared;
    if (type == "str" || type == "inlineStr") return Kind::text;
    if (type == "b") return Kind::boolean;
    if (type == "e") return Kind::error;
    if (type == "d") return Kind::date;
    return Kind::number;
}

// The rows of a sheet, into a block.
class Rows : public XmlHandler {
public:
    Rows(SharedStrings& strings, const Styles& styles, bool from_1904) : strings_(strings), styles_(styles), from_1904_(from_1904) {}

    RowBlock* block = nullptr;
    bool full = false;           // the block
    XmlReader* reader = nullptr; // paused then

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (!in_data_) in_data_ = name == "sheetData";
        else if (name == "c") begin_cell(attributes);
        else if (name == "row") begin_row(attributes["r"]);
        else if (name == "f") formula_ = true;
        else if (in_cell_) {
            if (name == "v") valued_ = true;
            gathered_.start(name);
        }
    }
    void text(std::string_view text) override { gathered_.add(text); }
    void end(std::string_view name) override {
        if (!in_data_) return;
        if (name == "c") end_cell();
        else if (name == "row") end_row();
        else if (name == "sheetData") in_data_ = false;
        else if (in_cell_) gathered_.end(name);
    }

private:
    void begin_row(std::string_view number) {
        if (in_row_) throw Invalid({Problem::of("", "bad_workbook", "the workbook is damaged: row {} of the sheet has a row within", row_)});
        const auto row = number.empty() ? std::optional(row_ + 1) : row_number(number);
        if (!row || *row > last_row) throw Invalid({Problem::of("", "bad_reference", "the sheet has a row “{}”, which no sheet has", number)});
        if (*row <= row_) throw Invalid({Problem::of("", "bad_reference", "the rows of the sheet are out of order: {} behind {}", *row, row_)});
        row_ = *row;
        next_column_ = 0;
        first_cell_ = block->cells.size();
        first_byte_ = block->text.size();
        in_row_ = true;
    }

    void begin_cell(const XmlAttributes& attributes) {
        const auto said = attributes["r"];
        const auto place = said.empty() ? std::optional(Reference{next_column_, row_}) : reference(said);
        if (!in_row_ || in_cell_ || !place || place->row != row_ || place->column >= last_column) throw Invalid({Problem::of("", "bad_reference", "the sheet has a cell “{}” in row {}, which no sheet has", said, row_)});
        if (place->column < next_column_) throw Invalid({Problem::of("", "bad_reference", "the cells of row {} are out of order at {}", row_, said)});
        column_ = place->column;
        kind_ = kind_of(attributes["t"]);
        shows_ = kind_ == Kind::number ? styles_.of(attributes["s"]) : Shows::number;
        formula_ = valued_ = false;
        in_cell_ = true;
        gathered_.begin();
    }

    void end_cell() {
        if (!in_cell_) return;
        in_cell_ = false;
        while (next_column_ < column_) add("");
        auto& value = gathered_.text();
        const bool any = kind_ == Kind::text ? valued_ || !value.empty() : !value.empty();
        if (!any && formula_) bad(Problem::of("", "formula_without_value", "a formula without its result; open the workbook in a spreadsheet program and save it, or put in the value"));
        if (!any || kind_ == Kind::text) {
            unescape(value);
            return add(value);
        }
        switch (kind_) {
        case Kind::shared: return add_shared(trim(value));
        case Kind::boolean: return add(value == "1" || value == "true" ? "1" : "0");
        case Kind::date: return add(iso_text(trim(value)));
        case Kind::error:
            bad(Problem::of("", "error_cell", "the cell shows an error: {}", value));
            return add(value);
        default: break;
        }
        auto number = number_text(trim(value), shows_, from_1904_);
        if (number.problem) bad(std::move(*number.problem));
        add(number.text);
    }

    void end_row() {
        in_row_ = false;
        auto& cells = block->cells;
        const auto row = static_cast<std::uint32_t>(block->rows.size());
        const std::size_t kept = !block->bad.empty() && block->bad.back().row == row ? first_cell_ + block->bad.back().cell + 1 : first_cell_;
        while (cells.size() > kept && cells.back().size == 0) cells.pop_back();
        if (cells.size() > first_cell_) block->rows.push_back({row_, static_cast<std::uint32_t>(first_cell_), static_cast<std::uint32_t>(cells.size() - first_cell_)});
        full = block->text.size() + cells.size() * sizeof(RowBlock::Cell) >= block_size;
        if (full) reader->pause();
    }

    void add_shared(std::string_view index) {
        std::uint64_t i = 0;
        const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), i);
        const auto before = block->text.size();
        if (error != std::errc() || end != index.data() + index.size() || !strings_.append(i, block->text)) {
            throw Invalid({Problem::of("", "bad_workbook", "the workbook is damaged: the cell {}{} means a shared text “{}” that is not there", column_name(column_), row_, index)});
        }
        added(before);
    }
    void add(std::string_view text) {
        const auto before = block->text.size();
        block->text += text;
        added(before);
    }
    void added(std::size_t from) {
        const auto size = block->text.size();
        if (size - first_byte_ > longest_row) throw Invalid({Problem::of("", "too_big", "row {} holds more than {} MiB of text", row_, longest_row >> 20)});
        block->cells.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(size - from)});
        ++next_column_;
    }
    void bad(Problem problem) { block->bad.push_back({static_cast<std::uint32_t>(block->rows.size()), static_cast<std::uint32_t>(column_), std::move(problem)}); }

    SharedStrings& strings_;
    const Styles& styles_;
    bool from_1904_;

    bool in_data_ = false, in_row_ = false, in_cell_ = false, formula_ = false, valued_ = false;
    std::int64_t row_ = 0;
    int column_ = 0, next_column_ = 0;
    std::size_t first_cell_ = 0, first_byte_ = 0; // of the row, in the block
    Kind kind_ = Kind::number;
    Shows shows_ = Shows::number;
    Gathered gathered_;
};

Styles styles_of(const InputFile& file, const std::string& part) {
    Styles styles;
    if (!part.empty()) read_xml(file, part, styles, small_part);
    styles.custom.clear();
    return styles;
}

} // namespace

bool looks_like_xlsx(const InputFile& file) { return begins(file, zip_signature) || begins(file, ole_signature); }

std::vector<std::string> xlsx_sheets(const InputFile& file) {
    std::vector<std::string> names;
    for (const auto& sheet : Workbook(file).sheets) {
        if (!sheet.hidden) names.push_back(sheet.name);
    }
    return names;
}

struct XlsxSource::Parts {
    Parts(const InputFile& file, const Workbook& workbook, const Sheet& from)
        : styles(styles_of(file, workbook.styles)),
          strings(workbook.strings.empty() ? std::make_unique<SharedStrings>() : std::make_unique<SharedStrings>(file, workbook.strings)),
          rows(*strings, styles, workbook.from_1904), reader(ZipPart(file, from.part), rows) {
        rows.reader = &reader;
    }

    Styles styles;
    std::unique_ptr<SharedStrings> strings;
    Rows rows;
    XmlReader reader;
};

XlsxSource::XlsxSource(InputFile file, std::string sheet) : file_(std::move(file)), sheet_(std::move(sheet)) {}

XlsxSource::~XlsxSource() = default;

bool XlsxSource::next(RowBlock& block) {
    block.clear();
    if (!parts_) {
        const Workbook workbook(file_);
        const auto& found = workbook.find(sheet_);
        sheet_ = found.name;
        parts_ = std::make_unique<Parts>(file_, workbook, found);
    }
    auto& rows = parts_->rows;
    rows.block = &block;
    rows.full = false;
    while (!rows.full && parts_->reader.step()) {}
    return !block.rows.empty();
}

double XlsxSource::progress() const {
    if (!parts_) return 0;
    const auto& part = parts_->reader.part();
    return part.packed() ? static_cast<double>(part.consumed()) / static_cast<double>(part.packed()) : 1;
}

std::string XlsxSource::place(std::int64_t line, int cell) const {
    const auto sheet = sheet_.empty() ? file_.name() : file_.name() + '!' + sheet_;
    return line < 1 ? sheet : fmt::format("{}!{}{}", sheet, cell < 0 ? "" : column_name(cell), line);
}

} // namespace jointcase
