// SPDX-License-Identifier: Apache-2.0
#include "session.hpp"

#include "status.hpp"

#include <jointcase/batch.hpp>
#include <jointcase/column.hpp>
#include <jointcase/digest.hpp>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace jointcase::cli {

namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// Lowest precedence first.
std::vector<fs::path> config_files(const std::string& named) {
    std::vector<fs::path> files;
    const auto add = [&](const fs::path& file) {
        std::error_code error;
        if (fs::exists(file, error)) files.push_back(file);
    };
    add("/etc/jointcase/config.toml");
    if (const auto xdg = environment("XDG_CONFIG_HOME"); !xdg.empty()) add(fs::path(xdg) / "jointcase/config.toml");
    else if (const auto home = environment("HOME"); !home.empty()) add(fs::path(home) / ".config/jointcase/config.toml");
    if (!named.empty()) {
        files.emplace_back(fs::absolute(named));
        return files;
    }
    std::error_code error;
    for (auto folder = fs::current_path(error); !error && !folder.empty(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".jointcase.toml", error)) {
            files.push_back(folder / ".jointcase.toml");
            break;
        }
        if (folder == folder.root_path()) break;
    }
    return files;
}

std::vector<Setting> locale_language() {
    std::vector<Setting> settings;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (const auto locale = environment(name); !locale.empty()) {
            if (locale.starts_with("zh")) settings.push_back({"language.ui", "zh", std::string("env:") + name});
            break;
        }
    }
    return settings;
}

// Over the files.
std::vector<Setting> said_by_environment() {
    const std::pair<const char*, const char*> variables[] = {
        {"JOINTCASE_DB", "database.path"}, {"JOINTCASE_LANG", "language.ui"}, {"JOINTCASE_FORMAT", "output.format"}, {"JOINTCASE_WAIT", "database.wait"}};
    std::vector<Setting> settings;
    for (const auto& [variable, key] : variables) {
        if (const auto value = environment(variable); !value.empty()) settings.push_back({key, value, std::string("env:") + variable});
    }
    return settings;
}

// Over all else.
std::vector<Setting> said_by_flags(const Globals& globals) {
    const std::pair<const std::string*, const char*> flags[] = {{&globals.db, "database.path"}, {&globals.lang, "language.ui"}, {&globals.wait, "database.wait"}, {&globals.format, "output.format"}};
    std::vector<Setting> settings;
    for (const auto& [value, key] : flags) {
        if (!value->empty()) settings.push_back({key, *value, "flag"});
    }
    return settings;
}

// `file`: that of --config.
Config load_config(const std::string& file) {
    auto config = read_config(config_files(file.empty() ? environment("JOINTCASE_CONFIG") : file), said_by_environment());
    const auto locale = locale_language();
    // the locale is weaker than every file
    for (auto& setting : config.settings) {
        if (setting.key == "language.ui" && setting.origin == "default" && !locale.empty()) {
            setting = locale.front();
            config.ui = Language::zh;
        }
    }
    return config;
}

void speak(Language language) {
    setenv("LANGUAGE", language == Language::zh ? "zh_CN" : "en", 1);
    use_language(language);
}

Time clock_now() {
    using namespace std::chrono;
    return Time{floor<seconds>(system_clock::now().time_since_epoch()) + hours{8}};
}

std::string actor() {
    const auto uid = getuid();
    const auto* entry = getpwuid(uid);
    return fmt::format("{}:{}", uid, entry ? entry->pw_name : "?");
}

std::string system_reason(int error) { return std::strerror(error); }

// A device, pipe or socket: what is written there goes on, and nothing is replaced.
bool goes_on(const fs::path& file) {
    std::error_code ignored;
    return fs::is_other(file, ignored);
}

bool write_all(int handle, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(handle, bytes.data(), bytes.size());
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void pass_on(const fs::path& file, std::string_view bytes) {
    const int out = open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (out < 0) throw Error(Fault::unwritable, "{} cannot be written: {}", file.string(), system_reason(errno));
    const bool done = write_all(out, bytes);
    const int error = errno;
    close(out);
    if (!done) throw Error(Fault::storage, "{} cannot be written: {}", file.string(), system_reason(error));
}

} // namespace

void Session::use_early_language(const std::vector<std::string>& args) {
    Globals early;
    const auto value = [&](std::size_t& i, const std::string& name, std::string& into) {
        if (args[i] == name && i + 1 < args.size()) into = args[i + 1];
        else if (args[i].starts_with(name + "=")) into = args[i].substr(name.size() + 1);
    };
    for (std::size_t i = 0; i < args.size(); ++i) {
        value(i, "--lang", early.lang);
        value(i, "--config", early.config);
        value(i, "-c", early.config);
    }
    speak(early.lang == "zh" ? Language::zh : Language::en);
    try {
        early_ = load_config(early.config);
        early_file_ = early.config;
        if (early.lang.empty()) speak(early_->ui);
    } catch (const Error&) { // said when the configuration is needed
        if (early.lang.empty() && environment("JOINTCASE_LANG") == "zh") speak(Language::zh);
    }
}

const Config& Session::config() {
    if (!config_) {
        // what was read for the language stands; -cFILE was not seen then
        config_ = early_ && early_file_ == globals.config ? std::move(*early_) : load_config(globals.config);
        for (const auto& setting : said_by_flags(globals)) set(*config_, setting);
        speak(config_->ui);
    }
    return *config_;
}

const fs::path& Session::database() {
    if (config().database.empty()) {
        throw Error(Fault::config, "no database is configured; `jointcase db init --office CODE` makes one here, --db FILE or JOINTCASE_DB names one");
    }
    return config().database;
}

Db& Session::db(Db::Open open) {
    if (!db_) {
        database();
        db_.emplace(config(), open);
        if (!globals.as_of.empty() || !environment("JOINTCASE_AS_OF").empty()) db_->set_as_of(now());
        if (open != Db::Open::create) db_->begin_read();
    }
    return *db_;
}

Write& Session::write() {
    if (!write_) {
        write_.emplace(db(), Origin{actor(), clock_now(), now(), action_, globals.quiet ? Match::strict : Match::loose});
        if (!globals.once.empty()) {
            const auto request = digest(Algorithm::sha256, request_ + asked_);
            if (const auto before = find_once(*db_, globals.once)) {
                if (before->request == request && before->action == action_) throw AnsweredBefore{before->answer};
                throw Error(Fault::refused, "the token “{}” was used before, for another `{}`", globals.once, before->action);
            }
        }
    }
    return *write_;
}

Time Session::now() {
    if (now_) return *now_;
    const auto clock = clock_now();
    const auto said = globals.as_of.empty() ? environment("JOINTCASE_AS_OF") : globals.as_of;
    now_ = clock;
    if (!said.empty()) {
        Time as_of;
        try {
            as_of = parse_time(said);
        } catch (const Error& error) {
            throw Error(Fault::usage, "--as-of: {}", std::string_view(error.what()));
        }
        // a day alone is the whole of it
        if (said.find(':') == std::string::npos && as_of <= clock) as_of = std::min(clock, as_of + std::chrono::hours{24} - std::chrono::seconds{1});
        if (as_of > clock) throw Error(Fault::usage, "--as-of {} lies in the future", said);
        now_ = as_of;
    }
    return *now_;
}

std::string Session::stdin_text() {
    std::string text{std::istreambuf_iterator<char>(in_), {}};
    asked(text);
    return text;
}

void Session::begin(std::string action, std::string request) {
    action_ = std::move(action);
    request_ = std::move(request);
    if (!globals.output.empty() && globals.output != "-") check_output(globals.output);
}

void Session::check_output(const fs::path& file) const {
    if (goes_on(file)) return;
    std::error_code ignored;
    if (fs::exists(file, ignored) && !globals.force) throw Error(Fault::unwritable, "{} is there already; --force replaces it", file.string());
    const auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    if (access(folder.c_str(), W_OK) != 0) throw Error(Fault::unwritable, "{} cannot be made: {}", file.string(), system_reason(errno));
}

void Session::asked(std::string_view bytes) { asked_ += digest(Algorithm::sha256, bytes); }

void Session::asked(const InputFile& file) {
    if (!globals.once.empty()) asked(file.bytes());
}

bool Session::unmask() {
    if (!globals.unmask) return false;
    db().end_read();
    note_operation(db(), Origin{actor(), clock_now(), now(), action_ + " --unmask", Match::loose});
    db().begin_read();
    return true;
}

bool Session::to_terminal() const { return globals.output.empty() && &out_ == &std::cout && isatty(STDOUT_FILENO); }

bool Session::json() { return style().format == Format::json || style().format == Format::jsonl; }

Style Session::style() {
    Style style;
    style.format = config().format;
    style.ambiguous_width = config().ambiguous_width;
    style.csv_bom = globals.csv_bom;
    if (!globals.output.empty()) {
        if (const auto by_suffix = format_of_suffix(globals.output)) style.format = *by_suffix;
    }
    if (globals.json) style.format = Format::json;
    else if (globals.csv) style.format = Format::csv;
    else if (!globals.format.empty()) style.format = parse_format(globals.format);
    if (to_terminal()) {
        winsize size{};
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) style.width = size.ws_col;
    }
    style.color = globals.color == "always" || (globals.color == "auto" && to_terminal() && environment("NO_COLOR").empty());
    return style;
}

bool Session::html() {
    const auto format = style().format;
    if (format != Format::text && format != Format::html) throw Error(Fault::usage, "a paper is text or html, not {} (-f text, -f html)", format_name(format));
    return format == Format::html;
}

Style Session::style_shown() {
    const auto style = this->style();
    if (style.format == Format::xlsx && to_terminal()) throw Error(Fault::usage, "a workbook is not for a terminal; name a file: -o FILE.xlsx");
    return style;
}

Style Session::export_style() {
    auto style = style_shown();
    if (style.format == Format::text) style.format = Format::csv;
    return style;
}

void Session::write_table(const Table& table, const std::string& file) {
    auto style = this->style();
    style.format = format_of_suffix(file).value_or(Format::csv);
    to_file(file, render(table, style));
}

void Session::write_folder(const std::map<std::string, std::string>& files) {
    const fs::path folder = globals.output;
    if (folder.empty() || folder == "-") throw Error(Fault::usage, "the folder is missing: -o FOLDER");
    check_output(folder);
    if (fs::is_directory(folder)) {
        for (const auto& [name, bytes] : files) to_file(folder / name, bytes);
        return;
    }
    if (fs::exists(folder)) throw Error(Fault::unwritable, "{} is a file, not a folder", folder.string());
    auto making = (folder.parent_path() / ".jointcase-XXXXXX").string();
    if (!mkdtemp(making.data())) throw Error(Fault::unwritable, "{} cannot be made: {}", folder.string(), system_reason(errno));
    try {
        for (const auto& [name, bytes] : files) to_file(fs::path(making) / name, bytes);
        if (rename(making.c_str(), folder.c_str()) != 0) throw Error(Fault::unwritable, "{} cannot be made: {}", folder.string(), system_reason(errno));
    } catch (const Error&) {
        fs::remove_all(making);
        throw;
    }
}

void Session::show(const Table& given) {
    if (globals.fields.size() == 1 && globals.fields[0] == "help") {
        Table help{"fields", _("Fields"), {{"field", _("field")}, {"title", _("title")}}, {}};
        for (const auto& column : given.columns) help.rows.push_back({column.key, column.title});
        return emit(render(help, style_shown()));
    }
    emit(render(globals.fields.empty() ? given : pick(given, globals.fields), style_shown()));
}

void Session::show(const Document& given) {
    if (globals.fields.empty() || given.record.columns.empty()) return emit(render(given, style_shown()));
    if (globals.fields[0] == "help") return show(given.record);
    Document document = given;
    document.record = pick(given.record, globals.fields);
    document.parts.clear();
    emit(render(document, style_shown()));
}

void Session::print(const std::string& text) { emit(text); }

void Session::tell(const std::string& text, const std::vector<std::pair<const char*, std::string>>& facts) {
    if (!json()) return emit(text);
    Table record{"facts", "", {}, {{}}};
    for (const auto& [key, value] : facts) {
        record.columns.push_back({key, key});
        record.rows[0].push_back(to_cell(value));
    }
    show(Document{"facts", "", {}, record, {}, {}});
}

void Session::note(const std::string& text) {
    if (!globals.quiet) err_ << printable(text) << '\n';
}

void Session::emit(const std::string& text) {
    if (!globals.output.empty() && globals.output != "-") return to_file(globals.output, text);
    errno = 0;
    out_ << text << std::flush;
    if (!out_) {
        if (errno == EPIPE) {
            if (!written_.empty()) err_ << say("written: {}", written_) << '\n';
            throw Exit{141};
        }
        throw Error(Fault::storage, "the output cannot be written: {}", system_reason(errno));
    }
}

// Beside its place, then moved there: a reader sees the old file or the new one whole.
void Session::to_file(const fs::path& file, const std::string& text) {
    check_output(file);
    if (goes_on(file)) return pass_on(file, text);
    auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    auto pattern = (folder / (".jointcase-XXXXXX")).string();
    const int out = mkstemp(pattern.data());
    if (out < 0) throw Error(Fault::unwritable, "{} cannot be made: {}", file.string(), system_reason(errno));
    const auto give_up = [&](Fault fault) {
        const int error = errno;
        close(out);
        unlink(pattern.c_str());
        throw Error(fault, "{} cannot be written: {}", file.string(), system_reason(error));
    };
    if (!write_all(out, text)) give_up(Fault::storage);
    if (fchmod(out, config().mode) != 0 || fsync(out) != 0) give_up(Fault::storage);
    if (rename(pattern.c_str(), file.c_str()) != 0) give_up(Fault::unwritable);
    close(out);
    if (const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); handle >= 0) {
        fsync(handle);
        close(handle);
    }
}

void Session::finish_write(const std::string& key, const std::function<Document(Db&)>& record, const std::string& sentence) {
    auto& write = this->write();
    const bool changed = write.changed();
    const auto document = json() ? std::optional(record(*db_)) : std::nullopt;
    if (!globals.once.empty()) add_once(write, {globals.once, action_, digest(Algorithm::sha256, request_ + asked_), key});
    if (globals.dry_run) write_.reset();
    else {
        write.commit();
        written_ = key;
        write_.reset();
    }
    if (document) return show(*document);
    if (!to_terminal()) return emit(key + '\n');
    if (globals.quiet) return;
    if (!changed) emit(printable(say("{} is there already", key)) + '\n');
    else emit(printable(globals.dry_run ? say("not written (--dry-run): {}", sentence) : sentence) + '\n');
}

void Session::imported(const Imported& result) {
    clear_progress();
    const bool nothing = result.failed || globals.dry_run;
    const auto line = nothing ? say("would add {}, update {}, leave {} as they are, reject {} (nothing was written)", result.added, result.updated, result.unchanged, result.rejected)
                              : say("added {}, updated {}, unchanged {}, rejected {}", result.added, result.updated, result.unchanged, result.rejected);
    List rejected_to;
    if (nothing || result.seen_before) write_.reset();
    else {
        if (!globals.once.empty()) add_once(write(), {globals.once, action_, digest(Algorithm::sha256, request_ + asked_), line});
        if (result.rejected > 0 && !rejects.empty()) rejected_to = write_rejects(result.batch); // before the commit: it may fail
        write().commit();
        written_ = action_;
        write_.reset();
    }
    for (const auto& text : result.notes) note(text);
    if (rejected_to.empty()) {
        for (const auto& finding : result.findings) err_ << printable(text_of(finding)) << '\n';
    }
    if (result.failed) {
        findings_ = result.findings;
        if (result.rejected == 0) throw Error(Fault::invalid, "the file cannot be imported; nothing was written");
        note(line);
        throw Error(Fault::invalid, "{} rows cannot be imported; nothing was written", result.rejected);
    }
    if (json()) {
        Document counts{"import", "", {}, {"import", "", {{"added", ""}, {"updated", ""}, {"unchanged", ""}, {"rejected", ""}, {"written", ""}, {"batch", ""}}, {}}, {}, {}};
        counts.record.rows.push_back({result.added, result.updated, result.unchanged, result.rejected, !nothing && !result.seen_before, to_cell(nothing ? std::string() : result.batch)});
        show(counts);
    } else if (!result.seen_before && !globals.quiet) emit(line + '\n');
    if (result.rejected == 0) return;
    if (rejected_to.empty() && !globals.dry_run) note(say("`jointcase batch rejects {} -o FILE` gives the rejected rows, to be mended and imported", result.batch));
    for (const auto& file : rejected_to) note(say("the rejected rows are in {}, to be mended and imported", file));
    throw Exit{3};
}

// FILE for the noun's own sheet, FILE with agenda or attendance before its suffix for the others.
List Session::write_rejects(const std::string& batch) {
    List files;
    for (const auto& table : reject_tables(*db_, find_batch(*db_, batch))) {
        fs::path file = rejects;
        if (table.key != "rejects") file.replace_extension(table.key + file.extension().string());
        write_table(table, file.string());
        files.push_back(file.string());
    }
    return files;
}

std::function<void(const ImportProgress&)> Session::progress() {
    if (&err_ != &std::cerr || !isatty(STDERR_FILENO) || globals.quiet) return {};
    using Clock = std::chrono::steady_clock;
    return [this, began = Clock::now(), shown = Clock::now()](const ImportProgress& now) mutable {
        const auto moment = Clock::now();
        if (moment - shown < std::chrono::milliseconds{200}) return;
        shown = moment;
        const double seconds = std::chrono::duration<double>(moment - began).count();
        const auto speed = static_cast<std::int64_t>(static_cast<double>(now.rows) / seconds);
        const auto left = now.part > 0 ? static_cast<std::int64_t>(seconds * (1 - now.part) / now.part) : 0;
        err_ << "\r\033[K" << say("{} rows, {} rows/s, {}:{:02} left", now.rows, speed, left / 60, left % 60) << std::flush;
        progress_shown_ = true;
    };
}

void Session::clear_progress() {
    if (progress_shown_) err_ << "\r\033[K" << std::flush;
    progress_shown_ = false;
}

int Session::fail(const Error& error) {
    clear_progress();
    write_.reset();
    if (!written_.empty()) err_ << say("written: {}", written_) << '\n';
    const std::string message = error.what();
    const bool rows = !findings_.empty();
    const int exit = rows ? 65 : exit_status(error.fault());
    bool as_json = globals.json || globals.format == "json" || globals.format == "jsonl";
    if (!as_json && config_) as_json = config_->format == Format::json || config_->format == Format::jsonl;
    if (!as_json) {
        err_ << "jointcase: " << printable(message) << '\n';
        return exit;
    }
    nlohmann::ordered_json said{{"code", rows ? "rows_rejected" : fault_code(error.fault())}, {"exit", exit}, {"message", message}};
    for (const auto& finding : findings_) {
        said["rows"].push_back({{"file", finding.file}, {"line", finding.line}, {"column", finding.column}, {"code", finding.code}});
    }
    const auto hint = rows ? say("mend what was found and import the file again; --dry-run only checks") : error.hint();
    if (!hint.empty()) said["hint"] = hint;
    err_ << nlohmann::ordered_json{{"error", said}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return exit;
}

int Session::answered_before(const AnsweredBefore& answered) {
    write_.reset();
    if (json()) emit(nlohmann::ordered_json{{"key", answered.answer}}.dump(2) + '\n');
    else emit(answered.answer + '\n');
    return 0;
}

} // namespace jointcase::cli
