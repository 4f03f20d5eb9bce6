// What a command is given: the configuration, the database, the clock, and somewhere to answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/config.hpp>
#include <jointcase/db.hpp>
#include <jointcase/error.hpp>
#include <jointcase/import.hpp>
#include <jointcase/render.hpp>

#include <algorithm>
#include <functional>
#include <istream>
#include <map>
#include <optional>
#include <ostream>

namespace jointcase::cli {

// The options every command takes.
struct Globals {
    std::string db, config, format, output, lang, wait, once, as_of;
    std::string color = "auto";
    std::vector<std::string> fields;
    bool json = false, csv = false, force = false, dry_run = false, quiet = false, csv_bom = false, unmask = false;
};

// Ends a command whose answer was given under the same --once token before.
struct AnsweredBefore {
    std::string answer;
};

// A command that has done its work, with an exit status of its own.
struct Exit {
    int status = 0;
};

class Session {
public:
    Session(std::istream& in, std::ostream& out, std::ostream& err) : in_(in), out_(out), err_(err) {}

    Globals globals;
    std::string rejects;     // of an import: the file for rejected rows
    bool whole_tree = false; // make the options of every verb, not only of the one that is met
    std::vector<std::string> words; // of the command; only the nouns and verbs they name are made. Empty: all
    bool left_out = false;         // a verb of the noun that was met
    bool may_mean(std::string_view name) const { return words.empty() || std::find(words.begin(), words.end(), name) != words.end(); }

    // --- what there is
    const Config& config();
    const std::filesystem::path& database();    // the file; throws Fault::config if none is said
    Db& db(Db::Open open = Db::Open::existing); // in one read transaction
    Write& write();                             // the command's one write
    Time now();                                 // --as-of, else the clock
    Date today() { return day(now()); }
    std::string stdin_text(); // read whole
    std::istream& in() { return in_; }
    bool unmask(); // --unmask; leaves its trace in the audit

    // --- answers
    void show(const Table& table);
    void show(const Document& document);
    Style export_style(); // as style(), but CSV where nothing else is asked for
    template <class Shown>
    void show_export(const Shown& shown) { emit(render(shown, export_style())); }
    void write_folder(const std::map<std::string, std::string>& files); // to the output: a new folder whole, or with --force into one that is there
    void write_table(const Table& table, const std::string& file); // by its suffix, else CSV
    void print(const std::string& text); // to the output; fails loudly
    void tell(const std::string& text, const std::vector<std::pair<const char*, std::string>>& facts); // the text; under --json the facts as one object
    void note(const std::string& text);  // a line to stderr, unless --quiet
    bool to_terminal() const;            // is the output a terminal?
    bool json();
    Style style();
    bool html(); // of a paper, else plain text; throws Fault::usage for any other format

    // Commits the write and answers: a sentence to a terminal, the key alone to anything else, the record under --json.
    template <class... Args>
    void wrote(const std::string& key, const std::function<Document(Db&)>& record, fmt::format_string<Args...> text, const Args&... args) {
        finish_write(key, record, say<Args...>(text, args...));
    }
    // Commits or, with findings, forgets an import, and answers with counts and findings.
    void imported(const Imported& result);
    std::function<void(const ImportProgress&)> progress(); // a line on a terminal's stderr

    // --- for run()
    void use_early_language(const std::vector<std::string>& args);
    void begin(std::string action, std::string request); // refuses an output that cannot be made, before anything is written
    void asked(std::string_view bytes); // what a file or standard input adds to the request, for --once
    void asked(const InputFile& file);
    int fail(const Error& error);
    int answered_before(const AnsweredBefore& answered);
    const std::string& written() const { return written_; }

private:
    void finish_write(const std::string& key, const std::function<Document(Db&)>& record, const std::string& sentence);
    Style style_shown(); // of a table or document; throws Fault::usage where the output cannot take it
    void emit(const std::string& text);
    void check_output(const std::filesystem::path& file) const;
    void to_file(const std::filesystem::path& file, const std::string& text);
    List write_rejects(const std::string& batch); // the files they went to
    void clear_progress();

    std::istream& in_;
    std::ostream& out_;
    std::ostream& err_;
    std::string action_, request_, asked_, written_; // asked_: digests of what was read
    std::optional<Config> early_, config_; // early_: read for the language, before the options are
    std::string early_file_;               // the --config it was read from
    std::optional<Db> db_;
    std::optional<Write> write_;
    std::optional<Time> now_;
    std::vector<RowFinding> findings_; // of an import that failed
    bool progress_shown_ = false;      // a line of it stands on the terminal
};

} // namespace jointcase::cli
