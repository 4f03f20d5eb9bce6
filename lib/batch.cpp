// SPDX-License-Identifier: Apache-2.0
#include <jointcase/batch.hpp>

#include "batch_store.hpp"
#include "lookup.hpp"

#include <jointcase/column.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace jointcase {

namespace {

struct SheetRecord {};
struct RejectRecord {};

// Cells of any bytes an import lets through: UTF-8.
std::string as_json(const List& cells) { return nlohmann::json(cells).dump(); }
List from_json(const std::string& text) { return nlohmann::json::parse(text).get<List>(); }

#define BATCHES                                                                                              \
    "select b.*, e.operation, o.at, o.actor from batch b"                                                    \
    " left join entry e on e.entity = 'batch' and e.key = b.key left join operation o on o.seq = e.operation" /* none before the commit */

Batch read_batch(const sql::Row& row) {
    Batch b;
    row.read(b.id, "id");
    row.read(b.key, "key");
    row.read(b.noun, "noun");
    row.read(b.operation, "operation");
    if (b.operation) row.read(b.at, "at");
    row.read(b.actor, "actor");
    row.read(b.added, "added");
    row.read(b.updated, "updated");
    row.read(b.unchanged, "unchanged");
    row.read(b.rejected, "rejected");
    return b;
}

Batch with_files(Db& db, Batch batch) {
    batch.files = sql::values<std::string>(db, "select file from batch_sheet where batch = $1 order by seq", batch.id);
    return batch;
}

} // namespace

bool batch_of_size(Db& db, const char* noun, std::int64_t bytes) {
    return sql::value<std::int64_t>(db, "select id from batch where noun = $1 and bytes = $2 and rejected = 0 order by id limit 1", noun, bytes).has_value();
}

std::optional<std::string> batch_of_digest(Db& db, const char* noun, std::string_view digest) {
    return sql::value<std::string>(db, "select key from batch where noun = $1 and digest = $2 and rejected = 0 order by id limit 1", noun, sql::Blob{digest});
}

std::string add_batch(Write& write, const char* noun, std::string_view digest, std::int64_t bytes, const Imported& result, const std::vector<BatchSheet>& sheets) {
    const auto number = sql::value<std::int64_t>(write.db(), "select count(*) as n from batch").value_or(0) + 1;
    const auto key = fmt::format("B{}-{}", write.config().office.empty() ? "0" : write.config().office, number);
    const auto batch = sql::insert<Batch>(write, "batch", "insert into batch (key, noun, digest, bytes, added, updated, unchanged, rejected) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
                                          key, noun, sql::Blob{digest}, bytes, result.added, result.updated, result.unchanged, result.rejected);
    std::int64_t seq = 0;
    for (const auto& sheet : sheets) {
        ++seq;
        const auto id = sql::insert<SheetRecord>(write, "batch_sheet", "insert into batch_sheet (key, batch, seq, file, part, headings) values ($1, $2, $3, $4, $5, $6) returning id",
                                                 fmt::format("{}/{}", key, seq), batch, seq, sheet.file, sql::Text{sheet.part}, as_json(sheet.headings));
        for (const auto& row : sheet.rejects) {
            sql::insert<RejectRecord>(write, "batch_reject", "insert into batch_reject (key, sheet, line, columns, codes, message, cells) values ($1, $2, $3, $4, $5, $6, $7) returning id",
                                      fmt::format("{}/{}/{}", key, seq, row.line), id, row.line, sql::Text{row.columns}, row.codes, row.message, as_json(row.cells));
        }
    }
    return key;
}

Batch find_batch(Db& db, std::string_view text) {
    const bool number = !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
    const auto key = number ? fmt::format("B{}-{}", db.config().office.empty() ? "0" : db.config().office, text) : std::string(text);
    if (auto batch = sql::select_one(db, read_batch, BATCHES " where b.key = $1", key)) return with_files(db, std::move(*batch));
    throw Error(Fault::missing, "there is no batch “{}”; `batch list` shows them", text);
}

std::vector<Batch> list_batches(Db& db) {
    auto batches = sql::select(db, read_batch, BATCHES " order by b.id desc");
    for (auto& batch : batches) batch = with_files(db, std::move(batch));
    return batches;
}

// --- showing

namespace {

const Field<Batch> batch_fields[] = {
    {"key", {"key", "编号"}, [](const Batch& b) -> Cell { return b.key; }},
    {"noun", {"of", "对象"}, [](const Batch& b) -> Cell { return b.noun; }},
    {"files", {"files", "文件"}, [](const Batch& b) { return to_cell(b.files); }},
    {"at", {"at", "时间"}, [](const Batch& b) -> Cell { return b.at; }},
    {"actor", {"by", "操作人"}, [](const Batch& b) -> Cell { return b.actor; }},
    {"operation", {"operation", "操作号"}, [](const Batch& b) -> Cell { return b.operation; }},
    {"added", {"added", "新增"}, [](const Batch& b) -> Cell { return b.added; }},
    {"updated", {"updated", "更新"}, [](const Batch& b) -> Cell { return b.updated; }},
    {"unchanged", {"unchanged", "未变"}, [](const Batch& b) -> Cell { return b.unchanged; }},
    {"rejected", {"rejected", "拒绝"}, [](const Batch& b) -> Cell { return b.rejected; }},
};

} // namespace

Table batch_table(const std::vector<Batch>& batches) { return table("batch", _("Batches"), batches, std::span<const Field<Batch>>(batch_fields)); }

Document batch_document(Db& db, const Batch& batch) {
    Document document{"batch", batch.key, {}, batch_table({batch}), {}, {}};
    Table rejects{"rejects", _("Rejected rows"), {{"file", _("file")}, {"line", _("line")}, {"columns", _("columns")}, {"codes", _("codes")}, {"message", _("message")}}, {}};
    sql::Query query(db, "select s.file, r.* from batch_reject r join batch_sheet s on s.id = r.sheet where s.batch = $1 order by s.seq, r.line", batch.id);
    while (query.step()) {
        const auto row = query.row();
        rejects.rows.push_back({row.get<std::string>("file"), row.get<std::int64_t>("line"), to_cell(row.get<std::string>("columns")), row.get<std::string>("codes"), row.get<std::string>("message")});
    }
    document.parts.push_back(std::move(rejects));
    return document;
}

std::vector<Table> reject_tables(Db& db, const Batch& batch) {
    std::vector<Table> tables;
    sql::Query sheets(db, "select id, part, headings from batch_sheet where batch = $1 order by seq", batch.id);
    while (sheets.step()) {
        const auto part = sheets.row().get<std::string>("part");
        Table table{part.empty() ? "rejects" : part, part.empty() ? _("Rejected rows") : part, {}, {}};
        auto headings = from_json(sheets.row().get<std::string>("headings"));
        // of a file of rejects, what it said of them the last time
        const auto old = std::find(headings.begin(), headings.end(), "_line");
        const auto width = static_cast<std::size_t>(old - headings.begin());
        headings.erase(old, headings.end());
        for (const char* own : {"_line", "_column", "_code", "_message"}) headings.emplace_back(own);
        for (const auto& heading : headings) table.columns.push_back({heading, heading});
        sql::Query rejects(db, "select * from batch_reject where sheet = $1 order by line", sheets.row().get<std::int64_t>("id"));
        while (rejects.step()) {
            const auto row = rejects.row();
            const auto cells = from_json(row.get<std::string>("cells"));
            auto& shown = table.rows.emplace_back();
            for (std::size_t i = 0; i < width; ++i) shown.push_back(i < cells.size() ? to_cell(cells[i]) : Cell{});
            shown.insert(shown.end(), {row.get<std::int64_t>("line"), to_cell(row.get<std::string>("columns")), row.get<std::string>("codes"), row.get<std::string>("message")});
        }
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace jointcase
