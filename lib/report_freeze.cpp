// SPDX-License-Identifier: Apache-2.0
#include <jointcase/audit.hpp>
#include <jointcase/report.hpp>

#include "paper_values.hpp"
#include "render_parts.hpp"
#include "report_pack.hpp"
#include "sql.hpp"

#include <algorithm>
#include <map>

namespace jointcase {

template <>
std::span<const Word<ReportKind>> words<ReportKind>() {
    static constexpr Word<ReportKind> all[] = {{ReportKind::month, "month", "月报"}, {ReportKind::quarter, "quarter", "季报"}, {ReportKind::half, "half", "半年报"},
                                               {ReportKind::year, "year", "年报"}, {ReportKind::span, "span", "统计报表"}};
    return all;
}

// --- reading

namespace {

FrozenReport read_frozen_report(const sql::Row& row) {
    FrozenReport f;
    row.read(f.id, "id");
    row.read(f.key, "key");
    row.read(f.kind, "kind");
    row.read(f.period, "period");
    row.read(f.first_on, "first_on");
    row.read(f.last_on, "last_on");
    row.read(f.version, "version");
    row.read(f.frozen_at, "frozen_at");
    row.read(f.document, "document");
    row.read(f.sha256, "sha256");
    row.read(f.checkpoint, "checkpoint");
    return f;
}

std::vector<Format> kept_formats(Db& db, Id<FrozenReport> report) {
    std::vector<Format> formats;
    for (const auto& name : sql::values<std::string>(db, "select format from frozen_file where report = $1 order by format", report)) formats.push_back(parse_format(name));
    return formats;
}

FrozenReport whole(Db& db, FrozenReport frozen) {
    if (sha256_hex(frozen.document) != frozen.sha256) throw Error(Fault::corrupt, "the frozen report {} is not the one that was written: its digest differs; `audit verify` says more", frozen.key);
    frozen.kept = kept_formats(db, frozen.id);
    return frozen;
}

std::optional<FrozenReport> latest(Db& db, std::string_view period) {
    const auto found = sql::select_one(db, read_frozen_report, "select * from frozen_report where period = $1 order by version desc limit 1", period);
    return found ? std::optional(whole(db, *found)) : std::nullopt;
}

} // namespace

FrozenReport find_frozen_report(Db& db, std::string_view text, std::optional<int> version, Date today) {
    auto found = sql::select_one(db, read_frozen_report, "select * from frozen_report where key = $1", text);
    if (found) found = whole(db, *found);
    else found = latest(db, text);
    if (!found) {
        if (text.find(' ') != std::string_view::npos) throw Error(Fault::missing, "there is no frozen report “{}”; `report list` lists them", printable(text)); // a key: no period has a blank
        const auto period = parse_period(text, today).name;
        found = latest(db, period);
        if (!found) throw Error(Fault::missing, "the report of {} is not frozen; `report freeze {}` freezes it", period, period);
    }
    if (!version || *version == found->version) return *found;
    const auto other = sql::select_one(db, read_frozen_report, "select * from frozen_report where period = $1 and version = $2", found->period, *version);
    if (!other) throw Error(Fault::missing, "the frozen report of {} has no version {}; `report list` lists them", found->period, *version);
    return whole(db, *other);
}

std::vector<FrozenReport> list_frozen_reports(Db& db) {
    auto all = sql::select(db, read_frozen_report, "select * from frozen_report order by first_on, last_on, kind, version, key");
    for (auto& frozen : all) frozen.kept = kept_formats(db, frozen.id);
    return all;
}

// --- showing

namespace {

// The language a report was frozen in, for as long as it is rendered: headings and separators are its own.
class Speaking {
public:
    explicit Speaking(Language frozen) { use_language(frozen); }
    ~Speaking() { use_language(before_); }
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;

private:
    Language before_ = language();
};

Document with_proof(Document document, const FrozenReport& frozen) {
    const auto add = [&](const char* key, Term title, Cell cell) {
        document.record.columns.push_back({key, std::string(title.shown())});
        document.record.rows[0].push_back(std::move(cell));
    };
    add("frozen", {"frozen as", "固化编号"}, frozen.key);
    add("frozen_at", {"frozen at", "固化时间"}, frozen.frozen_at);
    add("sha256", {"digest", "摘要"}, frozen.sha256);
    add("checkpoint", {"audit checkpoint", "审计检查点"}, to_cell(frozen.checkpoint));
    return document;
}

std::optional<std::string> kept_bytes(Db& db, const FrozenReport& frozen, Format format) {
    sql::Query query(db, "select bytes, sha256 from frozen_file where report = $1 and format = $2", frozen.id, format_name(format));
    if (!query.step()) return {};
    auto bytes = query.row().get<std::string>("bytes");
    if (sha256_hex(bytes) == query.row().get<std::string>("sha256")) return bytes;
    throw Error(Fault::corrupt, "{} of the frozen report {} is not what was kept: its digest differs; `audit verify` says more", format_name(format), frozen.key);
}

} // namespace

Document frozen_document(const FrozenReport& frozen) {
    auto packed = unpack(frozen.document);
    const Speaking speaking(packed.language);
    return with_proof(std::move(packed.document), frozen);
}

std::string render(Db& db, const FrozenReport& frozen, const Style& style) {
    if (!style.color && style.width == 0 && !style.csv_bom) {
        if (auto bytes = kept_bytes(db, frozen, style.format)) return *bytes;
    }
    auto packed = unpack(frozen.document);
    const Speaking speaking(packed.language);
    return render(with_proof(std::move(packed.document), frozen), style);
}

namespace {

const Field<FrozenReport> frozen_fields[] = {
    {"key", {"key", "编号"}, [](const FrozenReport& f) -> Cell { return f.key; }},
    {"kind", {"kind", "类别"}, [](const FrozenReport& f) { return to_cell(f.kind); }},
    {"period", {"period", "报告期"}, [](const FrozenReport& f) -> Cell { return f.period; }},
    {"version", {"version", "版次"}, [](const FrozenReport& f) { return to_cell(f.version); }},
    {"from", {"from", "自"}, [](const FrozenReport& f) { return to_cell(f.first_on); }},
    {"to", {"to", "至"}, [](const FrozenReport& f) { return to_cell(f.last_on); }},
    {"frozen_at", {"frozen at", "固化时间"}, [](const FrozenReport& f) { return to_cell(f.frozen_at); }},
    {"kept", {"formats kept", "留存格式"}, [](const FrozenReport& f) {
         List names;
         for (const auto format : f.kept) names.emplace_back(format_name(format));
         return to_cell(names);
     }},
    {"sha256", {"digest", "摘要"}, [](const FrozenReport& f) -> Cell { return f.sha256; }},
    {"checkpoint", {"audit checkpoint", "审计检查点"}, [](const FrozenReport& f) { return to_cell(f.checkpoint); }},
};
const Field<ChangedCell> changed_fields[] = {
    {"table", {"table", "表"}, [](const ChangedCell& c) -> Cell { return c.table; }},
    {"row", {"row", "行"}, [](const ChangedCell& c) -> Cell { return c.row; }},
    {"column", {"column", "列"}, [](const ChangedCell& c) -> Cell { return c.column; }},
    {"then", {"then", "固化时"}, [](const ChangedCell& c) { return c.then; }},
    {"now", {"now", "现在"}, [](const ChangedCell& c) { return c.now; }},
};

} // namespace

Table frozen_table(const std::vector<FrozenReport>& reports) {
    auto result = table("frozen_reports", std::string(Term{"Frozen reports", "固化的报表"}.shown()), reports, std::span<const Field<FrozenReport>>(frozen_fields));
    result.brief = {"key", "from", "to", "frozen_at", "kept"};
    return result;
}

Table changed_table(const std::vector<ChangedCell>& cells) {
    return table("changes", std::string(Term{"Changes since the freezing", "固化后的变动"}.shown()), cells, std::span<const Field<ChangedCell>>(changed_fields));
}

// --- comparing

namespace {

// Rows by the code they begin with, columns by their key; those of the first table first, then those it has not.
class Comparison {
public:
    Comparison(const Table& then, const Table& now, bool same_words) : then_(then), now_(now), same_words_(same_words) {}

    void append_to(std::vector<ChangedCell>& changed) const {
        const auto before = rows_of(then_), after = rows_of(now_);
        for (const auto& [key, row] : before.each) compare(key, row, after.find(key), changed);
        for (const auto& [key, row] : after.each) {
            if (!before.find(key)) compare(key, nullptr, row, changed);
        }
    }

private:
    using Cells = std::vector<Cell>;
    struct Rows {
        std::vector<std::pair<std::string, const Cells*>> each;
        std::map<std::string, const Cells*> by_key;

        const Cells* find(const std::string& key) const {
            const auto found = by_key.find(key);
            return found == by_key.end() ? nullptr : found->second;
        }
    };

    // facts, facts/2: paragraphs have a section, no number of their own
    static Rows rows_of(const Table& table) {
        Rows rows;
        std::map<std::string, int> times;
        for (const auto& row : table.rows) {
            auto key = plain(row[0]);
            if (const int time = ++times[key]; time > 1) key += fmt::format("/{}", time);
            rows.each.emplace_back(key, &row);
            rows.by_key.emplace(std::move(key), &row);
        }
        return rows;
    }
    static Cell cell(const Table& table, const Cells* row, const std::string& column) {
        for (std::size_t i = 0; row && i < table.columns.size(); ++i) {
            if (table.columns[i].key == column) return (*row)[i];
        }
        return {};
    }
    // 1 会议次数; 622921 临夏县人民检察院
    static std::string label_of(const Table& table, const Cells& row) {
        const bool named = row.size() > 1 && (std::holds_alternative<Coded>(row[1]) || table.columns[1].key == "name") && !shown(row[1]).empty();
        return named ? shown(row[0]) + ' ' + shown(row[1]) : shown(row[0]);
    }
    // A code is of the data, words are of the language.
    bool same(const Cell& a, const Cell& b) const {
        const auto *left = std::get_if<Coded>(&a), *right = std::get_if<Coded>(&b);
        if (left && right) return left->code == right->code;
        return a == b || (!same_words_ && std::holds_alternative<std::string>(a) && std::holds_alternative<std::string>(b));
    }

    void compare(const std::string& key, const Cells* then, const Cells* now, std::vector<ChangedCell>& changed) const {
        const auto column = [&](const Column& of) {
            const auto a = cell(then_, then, of.key), b = cell(now_, now, of.key);
            if (!same(a, b)) changed.push_back({{then_.key, then_.title}, {key, then ? label_of(then_, *then) : label_of(now_, *now)}, {of.key, of.title}, a, b});
        };
        for (const auto& of : then_.columns) column(of);
        for (const auto& of : now_.columns) {
            if (std::none_of(then_.columns.begin(), then_.columns.end(), [&](const Column& known) { return known.key == of.key; })) column(of);
        }
    }

    const Table &then_, &now_;
    bool same_words_;
};

// Each by its number: those of a program that says more or fewer are not held against one another.
void compare_sentences(const List& then, const List& now, std::vector<ChangedCell>& changed) {
    if (then.size() != now.size()) return;
    for (std::size_t i = 0; i < then.size(); ++i) {
        const auto number = std::to_string(i + 1);
        if (then[i] != now[i]) changed.push_back({{"T0", std::string(Term{"T0 Overview", "T0 概览"}.shown())}, {number, number}, {"sentence", std::string(Term{"sentence", "句"}.shown())}, then[i], now[i]});
    }
}

const Table* find_part(const Document& document, std::string_view key) {
    const auto found = std::find_if(document.parts.begin(), document.parts.end(), [&](const Table& part) { return part.key == key; });
    return found == document.parts.end() ? nullptr : &*found;
}

Document document_now(Db& db, const Period& period, Time now) { return report_document(make_report(db, period, now, {{}, {}, false, true})); } // with what any format may show

// What is in another language says the same in other words.
std::vector<ChangedCell> changes(const Packed& then, const Document& now) {
    const bool same_words = then.language == language();
    std::vector<ChangedCell> changed;
    if (same_words) compare_sentences(then.document.sentences, now.sentences, changed);
    for (const auto& part : then.document.parts) {
        const auto* other = find_part(now, part.key);
        Comparison(part, other ? *other : Table{part.key, part.title, {}, {}}, same_words).append_to(changed);
    }
    return changed;
}

} // namespace

std::vector<ChangedCell> changes_since(Db& db, const FrozenReport& frozen, Time now) {
    const auto period = frozen.kind == ReportKind::span ? period_of({frozen.first_on, add_days(frozen.last_on, 1)}) : parse_period(frozen.period, {});
    return changes(unpack(frozen.document), document_now(db, period, now));
}

// --- freezing

namespace {

ReportKind kind_of(const Period& period) {
    switch (period.months) {
    case 1: return ReportKind::month;
    case 3: return ReportKind::quarter;
    case 6: return ReportKind::half;
    case 12: return ReportKind::year;
    default: return ReportKind::span;
    }
}

// Nothing of what was frozen is another figure now, and no table has come since.
bool still_says(const FrozenReport& frozen, const Document& document) {
    const auto then = unpack(frozen.document);
    return changes(then, document).empty() &&
           std::all_of(document.parts.begin(), document.parts.end(), [&](const Table& part) { return find_part(then.document, part.key) != nullptr; });
}

Id<FrozenReport> add_version(Write& write, const Period& period, const Document& document, int version) {
    const auto kind = kind_of(period);
    const auto text = pack({language(), document});
    auto key = fmt::format("{} {}", code(kind), period.name);
    if (version > 1) key += fmt::format("/{}", version);
    return sql::insert<FrozenReport>(write, "frozen_report",
                                     "insert into frozen_report (key, kind, period, first_on, last_on, version, frozen_at, document, sha256, checkpoint)"
                                     " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
                                     key, kind, period.name, period.current.from, add_days(period.current.to, -1), version, write.now(), text, sha256_hex(text), checkpoint(write.db()));
}

void keep(Write& write, const FrozenReport& frozen, Format format) {
    const auto bytes = render(write.db(), frozen, Style{format, false, 0, write.config().ambiguous_width, false});
    sql::insert<FrozenReport>(write, "frozen_file", "insert into frozen_file (key, report, format, bytes, sha256) values ($1, $2, $3, $4, $5) returning id",
                              fmt::format("{}/{}", frozen.key, format_name(format)), frozen.id, format_name(format), sql::Blob{bytes}, sha256_hex(bytes));
}

} // namespace

FrozenReport freeze_report(Write& write, const Period& period, const std::vector<Format>& formats) {
    auto& db = write.db();
    if (write.today() < period.current.to) throw Error(Fault::refused, "{} is not over; its report can be frozen from {} on", period.name, iso(period.current.to));
    const auto document = document_now(db, period, write.now());
    auto frozen = latest(db, period.name);
    if (!frozen || !still_says(*frozen, document)) {
        const auto id = add_version(write, period, document, frozen ? frozen->version + 1 : 1);
        frozen = sql::select_one(db, read_frozen_report, "select * from frozen_report where id = $1", id);
    }
    for (const auto format : formats) {
        if (std::find(frozen->kept.begin(), frozen->kept.end(), format) != frozen->kept.end()) continue;
        keep(write, *frozen, format);
        frozen->kept.push_back(format);
    }
    return whole(db, *frozen);
}

} // namespace jointcase
