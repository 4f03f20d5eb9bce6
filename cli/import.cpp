// import: the one verb every noun has that reads files.
// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

namespace jointcase::cli {

namespace {

struct Typed {
    std::string file, map;
    std::map<std::string, std::string> more;
    ImportOptions options;
    bool wants_template = false;
};

Encoding parse_encoding(const std::string& text) {
    if (text == "auto") return Encoding::automatic;
    if (text == "utf-8" || text == "utf8") return Encoding::utf8;
    if (text == "gb18030" || text == "gbk") return Encoding::gb18030;
    if (text == "utf-16" || text == "utf16") return Encoding::utf16;
    throw Error(Fault::invalid, "“{}” is none of: auto, utf-8, gb18030, utf-16", text);
}

char parse_separator(const std::string& text) {
    if (text == "tab" || text == "\\t") return '\t';
    if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r") return text[0];
    throw Error(Fault::invalid, "“{}” is not one character, or tab", text);
}

OnError parse_on_error(const std::string& text) {
    if (text == "abort") return OnError::abort;
    if (text == "skip") return OnError::skip;
    throw Error(Fault::invalid, "“{}” is none of: abort, skip", text);
}

OnConflict parse_on_conflict(const std::string& text) {
    if (text == "update") return OnConflict::update;
    if (text == "skip") return OnConflict::skip;
    if (text == "error") return OnConflict::error;
    throw Error(Fault::invalid, "“{}” is none of: update, skip, error", text);
}

void declare_options(CLI::App& app, Typed& typed) {
    auto& options = typed.options;
    app.add_option("--map", typed.map, _("A TOML file that says what the columns of the file are"))->type_name("FILE.toml");
    parsed_option(app, "--encoding", options.encoding, parse_encoding, _("auto (found), utf-8, gb18030 or utf-16"))->type_name("NAME");
    parsed_option(app, "--separator", options.separator, parse_separator, _("The character between fields (found)"))->type_name("CHAR");
    app.add_option("--sheet", options.sheet, _("The sheet of a workbook (the first)"))->type_name("NAME");
    app.add_option("--header-row", options.header_row, _("The row of the headings (found)"))->check(CLI::PositiveNumber)->type_name("N");
    parsed_option(app, "--on-error", options.on_error, parse_on_error, _("A row that cannot be imported: abort (nothing is) or skip (all but it)"))->type_name("WHAT");
    parsed_option(app, "--on-conflict", options.on_conflict, parse_on_conflict, _("A row that differs from what is stored: update, skip or error"))->type_name("WHAT");
    app.add_option("--max-errors", options.max_errors, _("Give up when more rows than this are rejected"))->check(CLI::PositiveNumber)->type_name("N");
    app.add_flag("--again", options.again, _("Also when the same file was imported before"));
}

} // namespace

namespace {

// A sheet as CSV: its headings and rows.
Table as_table(const TemplateSheet& sheet) {
    Table table{"template", sheet.name, {}, {}};
    for (const auto& column : sheet.columns) table.columns.push_back({column.heading, column.heading});
    for (const auto& row : sheet.rows) {
        auto& cells = table.rows.emplace_back();
        for (const auto& cell : row) cells.push_back(to_cell(cell));
    }
    return table;
}

void show_template(Session& session, const std::vector<TemplateSheet>& sheets) {
    const auto style = session.export_style();
    if (style.format == Format::xlsx) return session.print(template_workbook(sheets));
    if (style.format == Format::csv) {
        session.print(render(as_table(sheets.front()), style));
        if (sheets.size() > 1) session.note(_("only the first sheet: CSV holds one; -o FILE.xlsx holds all of them"));
        return;
    }
    throw Error(Fault::usage, "a template is csv or xlsx, not {}", std::string_view(format_name(style.format)));
}

} // namespace

void import_verb(CLI::App& noun, Session& session, const ImportVerb& what) {
    verb<Typed>(
        noun, session, "import", what.help,
        [what, &session](CLI::App& app, Typed& typed) {
            app.add_option("file", typed.file, _("A CSV, TSV or XLSX file, - for standard input"))->type_name("FILE|-");
            for (const auto& [name, text] : what.more) app.add_option(name, typed.more[name], text)->type_name("FILE");
            declare_options(app, typed);
            app.add_option("--rejects", session.rejects, _("Where rejected rows go, to be mended and imported (with --on-error skip)"))->type_name("FILE");
            app.add_flag("--template", typed.wants_template, what.template_help);
        },
        [&session, what](const Typed& typed) {
            if (typed.wants_template) return show_template(session, what.sheets(session, typed.file));
            if (typed.file.empty()) throw Error(Fault::usage, "<file> is needed: {}", std::string_view(_("A CSV, TSV or XLSX file, - for standard input")));
            if (!session.rejects.empty() && typed.options.on_error != OnError::skip) throw Error(Fault::usage, "--rejects needs --on-error skip: without it nothing is imported, and every finding is told");
            ImportRequest request{InputFile(typed.file, session.in()), {}, typed.options};
            if (!typed.map.empty()) request.options.map = read_map(typed.map);
            request.options.progress = session.progress();
            for (const auto& [name, file] : typed.more) {
                if (!file.empty()) request.more[name] = InputFile(file, session.in());
            }
            session.asked(request.file);
            for (const auto& [name, file] : request.more) session.asked(file);
            auto& write = session.write();
            session.imported(what.act(write, request));
        });
}

} // namespace jointcase::cli
