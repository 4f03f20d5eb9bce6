// SPDX-License-Identifier: Apache-2.0
#include "importer.hpp"

#include "ahead.hpp"
#include "csv.hpp"
#include "sql.hpp"
#include "text.hpp"
#include "xlsx.hpp"

#include <algorithm>
#include <future>

namespace jointcase {

std::string text_of(const RowFinding& finding) {
    return finding.place + (finding.column.empty() ? "" : ": " + printable(finding.column)) + ": " + finding.message;
}

namespace {

// A stretch of rows with what could be made of them without the database.
struct Block {
    RowBlock rows;
    std::size_t first = 0;                 // the first row below the headings
    std::vector<std::string_view> cells;   // of every row, in the order of the columns
    std::deque<std::string> made;
    std::any drafts;
    std::map<std::size_t, Problems> problems; // of the rows that are bad by themselves
    double progress = 0;
    bool fell_back = false; // to GB18030
};

List cells_of(const RowBlock& block, const RowBlock::Row& row) {
    List cells;
    for (std::size_t i = 0; i < row.count; ++i) cells.emplace_back(unguarded(block.cell(row, i)));
    return cells;
}

} // namespace

TemplateSheet template_of(std::string name, const std::vector<SheetColumn>& columns, const std::map<std::string, std::string>& sample) {
    TemplateSheet sheet{std::move(name), {}, {{}}};
    for (const auto& column : columns) {
        sheet.columns.push_back({column.key, std::string(column.title.shown()), column.required, column.type, column.choices});
        const auto said = sample.find(column.key);
        sheet.rows.back().push_back(said == sample.end() ? std::string() : said->second);
    }
    return sheet;
}

// One sheet on its way in.
class SheetImport {
public:
    SheetImport(ImportRun& run, const InputFile& file, const SheetRows& rows, const std::string& part, const std::string& sheet)
        : run_(run), file_(file), rows_(rows), part_(part) {
        static const ImportMap none;
        const auto& parts = run.options_.map.parts;
        map_ = part.empty() ? &run.options_.map : parts.contains(part) ? &parts.at(part) : &none;
        run.lines_.clear();
        run.numbered_ = std::make_unique<Numbers>();
        run.sheets_.push_back({file.name(), part, {}, {}});
        const auto known = run.second_.not_utf8.find(file.name());
        open(sheet, known == run.second_.not_utf8.end() ? std::nullopt : std::optional(known->second));
    }

    void all() {
        try {
            if (!find_heading()) return;
            Ahead<Block> ahead([this](Block& block) { return read(block); });
            while (const auto* block = ahead.next()) {
                if (!write(const_cast<Block&>(*block))) return;
            }
            if (fell_back_) say_encoding();
            if (count_ == 0 && part_.empty()) file_finding(heading_line_, Problem::of("", "no_rows", "there is no row below the headings"));
        } catch (const NotUtf8& found) {
            run_.second_.not_utf8[file_.name()] = found;
            run_.again_ = true;
        } catch (const Unusable& bad) {
            for (const auto& problem : bad.problems()) file_finding(bad.line(), problem);
        } catch (const Invalid& bad) {
            for (const auto& problem : bad.problems()) file_finding(0, problem);
        }
    }

    std::unique_ptr<RowSource> source() { return std::move(source_); } // when all is in

private:
    void open(const std::string& sheet, std::optional<NotUtf8> not_utf8) {
        if (looks_like_xlsx(file_)) {
            source_ = std::make_unique<XlsxSource>(file_, sheet.empty() && part_.empty() ? run_.options_.sheet : sheet);
            return;
        }
        if (!run_.options_.sheet.empty()) throw Error(Fault::usage, "{} is no workbook; it has no sheets (--sheet)", file_.name());
        auto csv = std::make_unique<CsvSource>(file_, run_.options_.encoding, run_.options_.separator, not_utf8);
        csv_ = csv.get();
        source_ = std::move(csv);
    }

    bool find_heading() {
        const int wanted = run_.options_.header_row;
        if (!source_->next(first_.rows)) {
            file_finding(0, Problem::of("", "empty", "the file is empty: not even a heading row"));
            return false;
        }
        const auto& block = first_.rows;
        auto found = wanted ? std::nullopt : find_headings(block, *map_, rows_.columns);
        for (std::size_t i = 0; wanted && !found && i < block.rows.size(); ++i) {
            if (source_->ragged() ? block.rows[i].line == wanted : static_cast<int>(i) + 1 == wanted) found = i;
        }
        if (!found) {
            file_finding(0, wanted ? Problem::of("", "empty", "there is no row {} for the headings", wanted) : Problem::of("", "empty", "the file is empty: not even a heading row"));
            return false;
        }
        const auto& row = block.rows[*found];
        headings_.emplace(block, row, *map_, rows_.columns);
        heading_line_ = row.line;
        run_.sheets_.back().headings = cells_of(block, row);
        first_.first = *found + 1;
        for (const auto& problem : headings_->problems()) file_finding(row.line, problem, cell_of(problem.column), problem.column);
        if (!headings_->problems().empty() && csv_ && csv_->fell_back()) say_encoding();
        return headings_->problems().empty();
    }

    int cell_of(const std::string& heading) const {
        const auto& texts = headings_->texts();
        const auto found = std::find(texts.begin(), texts.end(), heading);
        return found == texts.end() || heading.empty() ? -1 : static_cast<int>(found - texts.begin());
    }

    // In the reader's thread: the first block is there already.
    bool read(Block& block) {
        if (!began_) {
            began_ = true;
            std::swap(block.rows, first_.rows);
            block.first = first_.first;
        } else {
            block.first = 0;
            if (!source_->next(block.rows)) return false;
        }
        block.progress = source_->progress();
        block.fell_back = csv_ && csv_->fell_back();
        block.problems.clear();
        block.made.clear();
        const auto width = rows_.columns.size();
        block.cells.resize(block.rows.rows.size() * width);
        rows_.room(block.drafts, block.rows.rows.size());
        for (const auto& bad : block.rows.bad) {
            if (!headings_->used(bad.cell)) continue;
            auto problem = bad.problem;
            problem.column = key_of(bad.cell);
            block.problems[bad.row].push_back(std::move(problem));
        }
        const auto& headings = *headings_;
        for (std::size_t i = block.first; i < block.rows.rows.size(); ++i) {
            const auto& row = block.rows.rows[i];
            if (row.count != headings.texts().size() && !(source_->ragged() && row.count < headings.texts().size())) {
                std::fill_n(block.cells.begin() + static_cast<std::ptrdiff_t>(i * width), width, std::string_view());
                if (!blank(block.rows, row)) block.problems[i] = {Problem::of("", "ragged", "{} fields where the headings are {}", row.count, headings.texts().size())};
                continue;
            }
            const std::span cells(block.cells.data() + i * width, width);
            try {
                headings.apply(block.rows, row, cells, block.made);
                if (!block.problems.contains(i) && !all_empty(cells)) rows_.read(block.drafts, i, {row.line, cells});
            } catch (const Invalid& invalid) {
                block.problems[i] = invalid.problems();
            }
        }
        return true;
    }

    std::string key_of(std::uint32_t cell) const {
        for (const auto& column : rows_.columns) {
            if (headings_->position(column.key) == static_cast<int>(cell)) return column.key;
        }
        return {};
    }

    static bool all_empty(std::span<const std::string_view> cells) {
        return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return cell.empty(); });
    }

    // False: it is no use to go on.
    bool write(Block& block) {
        const auto width = rows_.columns.size();
        fell_back_ = block.fell_back;
        for (std::size_t i = block.first; i < block.rows.rows.size(); ++i) {
            const auto& row = block.rows.rows[i];
            if (blank(block.rows, row)) continue;
            ++count_;
            if (fell_back_ && !said_encoding_) say_encoding(block.rows, row);
            const SheetRow cells{row.line, std::span(block.cells.data() + i * width, width)};
            const auto late = run_.second_.rejected.find({part_, row.line});
            const auto found = block.problems.find(i);
            if (late != run_.second_.rejected.end()) {
                if (!reject(block.rows, row, late->second, &cells)) return false;
            } else if (found != block.problems.end()) {
                if (!reject(block.rows, row, found->second, found->second.front().code == "ragged" ? nullptr : &cells)) return false;
            } else if (!write_row(block, i, cells)) return false;
        }
        if (run_.options_.progress) run_.options_.progress({count_, block.progress});
        return true;
    }

    bool write_row(Block& block, std::size_t i, const SheetRow& sheet_row) {
        auto& write = run_.write_;
        const auto& row = block.rows.rows[i];
        if (!rows_.one_record) write.savepoint();
        const auto forget = [&] {
            if (!rows_.one_record) write.rollback_to();
        };
        try {
            const auto done = rows_.write(block.drafts, i, sheet_row);
            run_.claim(done.key, row.line);
            if (!rows_.one_record) write.release();
            auto& result = run_.result_;
            ++(done.outcome == Outcome::added ? result.added : done.outcome == Outcome::updated ? result.updated : result.unchanged);
            return true;
        } catch (const Invalid& invalid) {
            forget();
            return reject(block.rows, row, invalid.problems(), &sheet_row);
        } catch (const Error& error) {
            if (error.fault() != Fault::invalid && error.fault() != Fault::missing && error.fault() != Fault::refused) throw;
            forget();
            return reject(block.rows, row, {{"", error.fault() == Fault::missing ? "missing" : error.fault() == Fault::refused ? "refused" : "invalid", error.what()}}, &sheet_row);
        }
    }

    bool reject(const RowBlock& block, const RowBlock::Row& row, const Problems& problems, const SheetRow* cells) {
        if (rows_.rejected) rows_.rejected(cells);
        ++run_.result_.rejected;
        RejectedRow rejected{row.line, {}, {}, {}, run_.options_.on_error == OnError::skip ? cells_of(block, row) : List()};
        for (const auto& problem : problems) {
            const auto column = problem.column.empty() ? std::string() : headings_->shown(problem.column);
            run_.result_.findings.push_back({source_->place(row.line, problem.column.empty() ? -1 : headings_->position(problem.column)), file_.name(), row.line, column, problem.code, problem.message});
            const auto append = [](std::string& to, const std::string& more) { to += (to.empty() ? "" : "; ") + more; };
            append(rejected.columns, column);
            append(rejected.codes, problem.code);
            append(rejected.message, problem.message);
            if (problem.code == "secrecy") run_.result_.failed = true; // stops the import, whatever was asked
        }
        run_.sheets_.back().rejects.push_back(std::move(rejected));
        if (run_.options_.on_error == OnError::abort) run_.result_.failed = true;
        const auto most = run_.options_.max_errors;
        if (most == 0 || run_.result_.rejected <= most) return true;
        file_finding(0, Problem::of("", "too_many_errors", "more than {} rows are rejected (--max-errors); the rest was not looked at", most));
        return false;
    }

    void file_finding(std::int64_t line, const Problem& problem, int cell = -1, const std::string& column = {}) {
        run_.result_.findings.push_back({source_->place(line, cell), file_.name(), line, column, problem.code, problem.message});
        run_.result_.failed = true;
    }

    // Once: with the first cell that is not ASCII, or in the end without one.
    void say_encoding() {
        if (!said_encoding_) run_.note(say("{}: encoding GB18030 (not UTF-8; decoded strictly)", file_.name()));
        said_encoding_ = true;
    }
    void say_encoding(const RowBlock& block, const RowBlock::Row& row) {
        for (std::size_t i = 0; i < row.count && i < headings_->texts().size(); ++i) {
            const auto cell = block.cell(row, i);
            if (std::none_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) continue;
            said_encoding_ = true;
            return run_.note(say("{}: encoding GB18030 (not UTF-8; decoded strictly); for example line {}, {} = {}", file_.name(), row.line, headings_->texts()[i], cut(printable(cell), 24)));
        }
    }

    ImportRun& run_;
    const InputFile& file_;
    const SheetRows& rows_;
    std::string part_;
    const ImportMap* map_ = nullptr;
    std::unique_ptr<RowSource> source_;
    CsvSource* csv_ = nullptr; // the source, if it is one
    std::optional<Headings> headings_;
    std::int64_t heading_line_ = 0, count_ = 0;
    Block first_;
    bool began_ = false, fell_back_ = false, said_encoding_ = false;
};

void ImportRun::sheet(const InputFile& file, const SheetRows& rows, const std::string& part, const std::string& sheet) {
    if (again_) return;
    SheetImport import(*this, file, rows, part, sheet);
    import.all();
    sources_.push_back(import.source());
}

std::string sheet_named(const InputFile& file, Term name) {
    if (!looks_like_xlsx(file)) return {};
    for (const auto& sheet : xlsx_sheets(file)) {
        if (sheet == name.en || sheet == name.zh) return sheet;
    }
    return {};
}

void ImportRun::part(const std::optional<InputFile>& file, const InputFile& book, const SheetRows& rows, const char* name, Term sheet_name) {
    if (file) return sheet(*file, rows, name);
    const auto named = options_.sheet.empty() ? sheet_named(book, sheet_name) : std::string();
    if (!named.empty()) sheet(book, rows, name, named);
}

bool ImportRun::may_change(const std::string& key) const {
    if (options_.on_conflict == OnConflict::error) throw Error(Fault::refused, "{} is there already with other details (--on-conflict error)", key);
    return options_.on_conflict == OnConflict::update;
}

void ImportRun::differs(const Error& finding) const {
    if (options_.on_conflict != OnConflict::skip) throw finding;
}

void ImportRun::claim(const std::string& key, std::int64_t line, const std::string& shown) {
    if (key.empty()) return;
    if (const auto first = lines_.emplace(key, line).first; first->second != line) {
        throw Invalid({Problem::of("", "double_key", "{} is on line {} already", shown, first->second)});
    }
}

void ImportRun::claim(std::int64_t id, const std::string& key, std::int64_t line) {
    auto& first = (*numbered_)[static_cast<std::uint64_t>(id)];
    if (first != 0 && first != line) throw Invalid({Problem::of("", "double_key", "{} is on line {} already", key, first)});
    first = static_cast<std::uint32_t>(line);
}

void ImportRun::reject_late(const std::string& part, std::int64_t line, Outcome was, const Problem& problem) {
    const auto found = std::find_if(sheets_.begin(), sheets_.end(), [&](const BatchSheet& one) { return one.part == part; });
    const auto& sheet = *found;
    if (options_.on_error == OnError::skip) {
        second_.rejected[{sheet.part, line}].push_back(problem);
        again_ = true;
        return;
    }
    --(was == Outcome::added ? result_.added : was == Outcome::updated ? result_.updated : result_.unchanged);
    ++result_.rejected;
    result_.findings.push_back({sources_[static_cast<std::size_t>(found - sheets_.begin())]->place(line, -1), sheet.file, line, "", problem.code, problem.message});
    result_.failed = true;
}

namespace {

// The same bytes, read in the same way, are the same import.
std::string digest_of(Algorithm algorithm, const char* noun, std::span<const InputFile* const> files, const ImportOptions& options) {
    Hasher hasher(algorithm);
    const auto begin = [&](std::int64_t size) {
        hasher.update(std::to_string(size));
        hasher.update(":");
    };
    const auto add = [&](std::string_view part) {
        begin(static_cast<std::int64_t>(part.size()));
        hasher.update(part);
    };
    add(noun);
    add(options.map.text);
    add(options.sheet);
    add(fmt::format("{} {} {}", static_cast<int>(options.encoding), static_cast<int>(options.separator), options.header_row));
    std::string bytes(1 << 20, '\0');
    for (const auto* file : files) {
        begin(file->size());
        for (std::int64_t at = 0; const auto count = file->read(at, bytes.data(), bytes.size()); at += static_cast<std::int64_t>(count)) {
            hasher.update(std::string_view(bytes).substr(0, count));
        }
    }
    return hasher.finish();
}

} // namespace

Imported import_files(Write& write, const ImportOptions& options, const char* noun, std::span<const InputFile* const> files, const std::function<void(ImportRun&)>& body) {
    std::int64_t bytes = 0;
    std::string names;
    for (const auto* file : files) {
        bytes += file->size();
        names += (names.empty() ? "" : ", ") + file->name();
    }
    const auto digesting = std::async(std::launch::async, digest_of, write.config().digest, noun, files, std::cref(options)).share();
    if (!options.again && batch_of_size(write.db(), noun, bytes)) {
        if (const auto batch = batch_of_digest(write.db(), noun, digesting.get())) {
            Imported seen;
            seen.seen_before = true;
            seen.notes.push_back(say("{}: the same bytes were imported before (batch {}); nothing was changed (--again imports them all the same)", names, *batch));
            return seen;
        }
    }
    if (bytes > (4 << 20)) write.db().use_cache(32 << 20);
    SecondTry second;
    for (;;) {
        ImportRun run(write, options, second);
        body(run);
        if (run.again()) {
            write.restart();
            continue;
        }
        auto result = run.take();
        if (!result.failed) result.batch = add_batch(write, noun, digesting.get(), bytes, result, run.sheets());
        return result;
    }
}

} // namespace jointcase
