// Materials of a referral: where the file is, and what it was when it was attached.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/referral.hpp>

#include "future.hpp"
#include "label.hpp"
#include "sql.hpp"
#include "text.hpp"

#include <jointcase/digest.hpp>

#include <filesystem>
#include <sstream>

namespace jointcase {

namespace fs = std::filesystem;

template <>
std::span<const Word<MaterialKind>> words<MaterialKind>() {
    static constexpr Word<MaterialKind> all[] = {{MaterialKind::request, "request", "提请书;提请意见书"}, {MaterialKind::report, "report", "审查报告;报告"}, {MaterialKind::dossier, "dossier", "案卷材料;案卷"},
                                                 {MaterialKind::evidence, "evidence", "证据材料;证据"},     {MaterialKind::similar_cases, "similar_cases", "类案检索报告;类案检索"},
                                                 {MaterialKind::law, "law", "法律依据"},                    {MaterialKind::other, "other", "其他"}};
    return all;
}

namespace {

Material read_material(const sql::Row& row) {
    Material m;
    row.read(m.id, "id");
    row.read(m.key, "key");
    row.read(m.referral, "referral_key");
    row.read(m.case_id, "case_id");
    row.read(m.seq, "seq");
    row.read(m.kind, "kind");
    row.read(m.title, "title");
    row.read(m.path, "path");
    row.read(m.sha256, "sha256");
    row.read(m.label, "label");
    row.read(m.added_on, "added_on");
    return m;
}

std::string digest_of(const InputFile& file) {
    Hasher hasher(Algorithm::sha256);
    std::string bytes(1 << 16, '\0');
    std::int64_t at = 0;
    while (const auto count = file.read(at, bytes.data(), bytes.size())) {
        hasher.update(std::string_view(bytes).substr(0, count));
        at += static_cast<std::int64_t>(count);
    }
    return digest_text(Algorithm::sha256, hasher.finish()).substr(std::string_view("sha256:").size());
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

// Relative to the folder of the database where it lies in it: both can be moved together.
std::string lasting_path(Db& db, const std::string& typed) {
    const auto absolute = fs::absolute(typed).lexically_normal();
    const auto whole = fs::weakly_canonical(absolute.parent_path()) / absolute.filename();
    const auto inside = whole.lexically_relative(db.path().parent_path());
    return inside.empty() || *inside.begin() == ".." ? absolute.string() : inside.string();
}

bool agrees(const Material& stored, const MaterialDraft& draft) {
    return (!draft.kind || draft.kind == stored.kind) && (draft.title.empty() || trim(draft.title) == stored.title) && (!draft.label || draft.label == stored.label) &&
           (!draft.added_on || draft.added_on == stored.added_on);
}

} // namespace

std::vector<Material> list_materials(Db& db, Id<Referral> referral) {
    return sql::select(db, read_material, "select m.*, r.key as referral_key, r.case_id from material m join referral r on r.id = m.referral where m.referral = $1 order by m.seq", referral);
}

Material attach_material(Write& write, const MaterialDraft& draft, const InputFile& file) {
    auto& db = write.db();
    const auto referral = find_referral(db, draft.referral, write.match());
    if (!is_file(file.name())) throw Error(Fault::invalid, "{} is no file that can be found again; a material is a file that stays where it is", printable(file.name()));
    const auto path = lasting_path(db, file.name()), sha256 = digest_of(file);
    const auto known = list_materials(db, referral.id);
    for (const auto& one : known) {
        if (one.path != path || one.sha256 != sha256) continue;
        if (agrees(one, draft)) return one;
        throw Error(Fault::refused, "{} is attached already, as {} with other details", printable(file.name()), one.key);
    }
    if (referral.state != ReferralState::submitted && referral.state != ReferralState::accepted && referral.state != ReferralState::scheduled) {
        throw Error(Fault::refused, "referral {} is {}; materials are added before it is discussed", referral.key, label(referral.state));
    }
    const auto on = draft.added_on.value_or(write.today());
    refuse_future(write, on, "added_on");
    const auto given = draft.label ? *draft.label : case_of(db, referral.case_id).label.value_or(Label::internal);
    refuse_label(write, given);
    const auto title = trim(draft.title);
    const int seq = known.empty() ? 1 : known.back().seq + 1;
    sql::insert<Material>(write, "material", "insert into material (key, referral, seq, kind, title, path, sha256, label, added_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
                          referral.key + "/" + std::to_string(seq), referral.id, seq, draft.kind.value_or(MaterialKind::other), title.empty() ? fs::path(file.name()).filename().string() : title, path,
                          sha256, given, on);
    return list_materials(db, referral.id).back();
}

FileState file_state(Db& db, const Material& material) {
    const auto path = db.path().parent_path() / material.path;
    if (!is_file(path)) return FileState::gone;
    std::istringstream none;
    try {
        return digest_of(InputFile(path.string(), none)) == material.sha256 ? FileState::unchanged : FileState::changed;
    } catch (const Error&) { // there, but not to be read
        return FileState::gone;
    }
}

namespace {

const Field<Material> material_fields[] = {
    {"material", {"no.", "序号"}, [](const Material& m) { return to_cell(m.seq); }},
    {"kind", {"kind", "类型"}, [](const Material& m) { return to_cell(m.kind); }},
    {"title", {"title", "标题"}, [](const Material& m) -> Cell { return m.title; }},
    {"label", {"label", "密级"}, [](const Material& m) { return to_cell(m.label); }},
    {"added_on", {"added", "添加日期"}, [](const Material& m) { return to_cell(m.added_on); }},
    {"path", {"file", "文件"}, [](const Material& m) -> Cell { return m.path; }},
    {"sha256", {"SHA-256", "SHA-256"}, [](const Material& m) -> Cell { return m.sha256; }},
};

} // namespace

Table material_table(Db& db, const Referral& referral, bool unmask) {
    auto result = table("materials", _("Materials"), list_materials(db, referral.id), std::span<const Field<Material>>(material_fields));
    const auto mask = unmask ? Masking() : masking(db, referral.case_id);
    for (auto& row : result.rows) mask_row(row, mask);
    return result;
}

} // namespace jointcase
