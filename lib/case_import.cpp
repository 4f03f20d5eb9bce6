// Cases in files: the case itself, and in tables of their own its staff, its parties and the call-up orders.
// SPDX-License-Identifier: Apache-2.0
#include "case_store.hpp"
#include "importer.hpp"

#include <utility>

namespace jointcase {

namespace {

struct RoleRow {
    std::string of_case, talent;
    std::optional<int> seq; // not given: the person's in this role, else the next
    std::optional<StaffRole> role;
    std::optional<Date> from, to;
};
struct PartyRow {
    std::string of_case, name;
    std::optional<int> seq; // not given: the one of this role and name, else the next
    std::optional<PartyRole> role;
};

constexpr Term case_heading{"case", "案件;受案号;部门受案号"};

std::span<const DraftColumn<RoleRow>> role_columns() {
    using D = RoleRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::of_case>("case", case_heading),
        column<&D::seq>("seq", {"no.", "序号"}),
        column<&D::talent>("talent", {"talent", "办案人员;人员;姓名"}),
        column<&D::role>("role", {"role", "角色;办案角色"}),
        column<&D::from>("from", {"from", "起始日期;自"}),
        column<&D::to>("to", {"to", "截止日期;至"}),
    };
    return columns;
}

std::span<const DraftColumn<PartyRow>> party_columns() {
    using D = PartyRow;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::of_case>("case", case_heading),
        column<&D::seq>("seq", {"no.", "序号"}),
        column<&D::role>("role", {"role", "身份;诉讼地位"}),
        column<&D::name>("name", {"name", "姓名;当事人"}),
    };
    return columns;
}

std::span<const DraftColumn<CallupDraft>> callup_columns() {
    using D = CallupDraft;
    static constexpr DraftColumn<D> columns[] = {
        column<&D::document>("document", {"document", "文号;调用决定文号"}),
        column<&D::of_case>("case", case_heading),
        column<&D::talent>("talent", {"talent", "被调用人;人员;姓名"}),
        column<&D::ordered_by>("ordered_by", {"ordered by", "决定机关;调用机关"}),
        column<&D::from>("from", {"from", "起始日期;自"}),
        column<&D::to>("to", {"to", "截止日期;至"}),
    };
    return columns;
}

const std::set<std::string> needed = {"name", "causes"}, role_needed = {"case", "talent", "role"}, party_needed = {"case", "role", "name"}, callup_needed = {"document", "case", "talent", "ordered_by", "from"};

constexpr Term case_sheet{"Cases", "案件"}, staff_sheet{"Staff", "办案人员"}, party_sheet{"Parties", "当事人"}, callup_sheet{"Call-up orders", "调用决定"};

int seq_of(const std::string& key) { return std::stoi(key.substr(key.rfind('/') + 1)); } // case/3

RoleRow row_of(const Case& of, const CaseRole& role) { return {of.key, role.talent, seq_of(role.key), role.role, role.from, role.to}; }
PartyRow row_of(const Case& of, const Party& party) { return {of.key, party.name, seq_of(party.key), party.role}; }

class CaseImport {
public:
    // callups, parties: they come too, behind the cases
    CaseImport(Write& write, ImportRun& run, bool callups, bool parties) : write_(write), db_(write.db()), run_(run), callups_(callups), parties_(parties) {}

    SheetRows cases() {
        case_ = {"case", case_columns(), needed, [this](const CaseDraft& given) { return stored_draft(given); }, [this](const CaseDraft& draft, bool known) { return put(draft, known); }};
        case_.normalise = [this](CaseDraft& draft) { normalise(draft); };
        auto rows = draft_rows(run_, case_);
        rows.write = [this, write = rows.write](std::any& drafts, std::size_t i, const SheetRow& row) {
            put_.clear();
            const auto done = write(drafts, i, row);
            if (!put_.empty()) to_judge_.push_back({row.line, done.outcome, put_});
            return done;
        };
        return rows;
    }

    SheetRows callups() {
        callup_ = {"case", callup_columns(), callup_needed,
                   [this](const CallupDraft& given) -> std::optional<CallupDraft> { return stored_callup(db_, given.document); },
                   [this](const CallupDraft& draft, bool known) {
                       if (known && same(callup_columns(), draft, static_cast<const CallupDraft&>(*stored_callup(db_, draft.document)))) return draft.document;
                       return put_callup(write_, draft).document;
                   }};
        callup_.normalise = [this](CallupDraft& draft) {
            name_case(draft.of_case);
            name_talent(draft.talent);
            if (!draft.ordered_by.empty()) draft.ordered_by = in_column("ordered_by", [&] { return find_office(db_, draft.ordered_by, Match::strict).key; });
        };
        callup_.key = [](const CallupDraft& draft) { return draft.document; };
        return draft_rows(run_, callup_);
    }

    SheetRows staff() {
        role_ = {"case", role_columns(), role_needed, [this](const RoleRow& given) { return stored_role(given); }, [this](const RoleRow& row, bool known) { return put(row, known); }};
        role_.normalise = [this](RoleRow& row) {
            name_case(row.of_case);
            name_talent(row.talent);
        };
        role_.key = [](const RoleRow& row) { return row.seq ? fmt::format("{}/{}", row.of_case, *row.seq) : std::string(); };
        return draft_rows(run_, role_);
    }

    SheetRows parties() {
        party_ = {"case", party_columns(), party_needed, [this](const PartyRow& given) { return stored_party(given); }, [this](const PartyRow& row, bool known) { return put(row, known); }};
        party_.normalise = [this](PartyRow& row) {
            name_case(row.of_case);
            if (const auto known = stored_party(row); known && !row.name.empty() && (!row.role || row.role == known->role)) unmask(row, *known);
        };
        party_.key = [](const PartyRow& row) { return row.seq ? fmt::format("{}/{}", row.of_case, *row.seq) : std::string(); };
        return draft_rows(run_, party_);
    }

    // A handler of another office was called up by an order of the same import, or was not.
    void judge_handlers() {
        for (const auto& [line, outcome, key] : to_judge_) {
            const auto of = find_case(db_, key, Match::strict);
            const auto days = *handled(write_, of, Handling::period);
            if (may_handle(db_, of.handler_id, of.office_id, of.id, days)) continue;
            const auto refusal = no_callup(find_talent(db_, of.handler, Match::strict), find_office(db_, of.office, Match::strict), days);
            run_.reject_late({}, line, outcome, {"handler", "refused", refusal.what()});
        }
    }

    // Those the cases name and the parties do not.
    void add_held_suspects() {
        for (const auto& [key, suspects] : held_) add_suspects(write_, find_case(db_, key, Match::strict), suspects);
    }

private:
    // --- cases

    void normalise(CaseDraft& draft) {
        if (!draft.office.empty()) draft.office = in_column("office", [&] { return find_office(db_, draft.office, Match::strict).key; });
        if (!draft.handler.empty()) draft.handler = in_column("handler", [&] { return find_talent(db_, draft.handler, Match::strict).key; });
        for (auto& campaign : draft.campaigns) campaign = in_column("campaigns", [&] { return find_campaign(db_, campaign, Match::strict).key; });
        jointcase::normalise(write_, draft);
    }

    std::optional<Case> stored(const CaseDraft& draft) {
        if (!is_short_key(draft.accept_no)) return stored_case(write_, draft);
        const auto id = sql::value<std::int64_t>(db_, "select id from cases where key = $1", draft.accept_no);
        return id ? std::optional(case_of(db_, {*id})) : std::nullopt;
    }

    // As a file says it: a key stands in the place of a number that is missing.
    std::optional<CaseDraft> stored_draft(const CaseDraft& given) {
        if (given.accept_no.empty() && given.source_no.empty()) refuse({Problem::of("accept_no", "missing", "a row needs an acceptance number or a source number, to be found again")});
        const auto known = stored(given);
        if (!known) return {};
        auto draft = with_suspects(db_, *known);
        if (draft.accept_no.empty() && is_short_key(given.accept_no)) draft.accept_no = known->key;
        return draft;
    }

    std::string put(CaseDraft draft, bool known) {
        const auto before = known ? stored(draft) : std::nullopt;
        const auto short_key = is_short_key(draft.accept_no) ? std::exchange(draft.accept_no, {}) : std::string();
        if (before && !short_key.empty()) draft.accept_no = before->accept_no; // the number came later
        const auto suspects = parties_ ? std::exchange(draft.suspects, {}) : List();
        const auto handling = callups_ ? Handling::later : Handling::period;
        const auto key = known ? change_case(write_, *before, draft, handling).key : insert_case(write_, draft, handling, short_key).key;
        if (!suspects.empty()) held_[key] = suspects;
        if (callups_ && !draft.handler.empty() && !(before && before->handler == draft.handler && before->office == draft.office)) put_ = key;
        return key;
    }

    // --- their parts

    void name_case(std::string& of) {
        if (!of.empty()) of = in_column("case", [&] { return find_case(db_, of, Match::strict).key; });
        else refuse({Problem::of("case", "missing", "the case is missing")});
    }
    void name_talent(std::string& talent) {
        if (!talent.empty()) talent = in_column("talent", [&] { return find_talent(db_, talent, Match::strict).key; });
        else refuse({Problem::of("talent", "missing", "the talent is missing")});
    }

    std::optional<RoleRow> stored_role(const RoleRow& given) {
        const auto of = find_case(db_, given.of_case, Match::strict);
        for (const auto& role : list_case_roles(db_, of.id)) {
            if (given.seq ? seq_of(role.key) == *given.seq : role.talent == given.talent && role.role == given.role) return row_of(of, role);
        }
        return {};
    }

    std::string put(const RoleRow& row, bool known) {
        if (!row.role) refuse({Problem::of("role", "missing", "the role is missing: co_handler, assistant, clerk or former_investigator")});
        const auto stored = known ? stored_role(row) : std::nullopt;
        if (stored && same(role_columns(), row, *stored)) return fmt::format("{}/{}", row.of_case, *row.seq);
        const auto of = find_case(db_, row.of_case, Match::strict);
        const auto talent = find_talent(db_, row.talent, Match::strict);
        check_case_role(write_, of, talent, *row.role, row.from, row.to, Handling::period);
        if (!stored) {
            const auto id = insert_case_role(write_, of, talent.id, *row.role, row.from, row.to, row.seq.value_or(0));
            return *sql::value<std::string>(db_, "select key from case_role where id = $1", id);
        }
        const auto key = fmt::format("{}/{}", of.key, *stored->seq);
        sql::update(write_, "case_role", Id<CaseRole>{*sql::value<std::int64_t>(db_, "select id from case_role where key = $1", key)},
                    "update case_role set talent = $2, role = $3, from_on = $4, to_on = $5 where id = $1", talent.id, row.role, row.from, row.to);
        return key;
    }

    std::optional<PartyRow> stored_party(const PartyRow& given) {
        const auto of = find_case(db_, given.of_case, Match::strict);
        for (const auto& party : list_parties(db_, of.id)) {
            if (given.seq ? seq_of(party.key) == *given.seq : party.role == given.role && names(party, given.name)) return row_of(of, party);
        }
        return {};
    }

    // A masked name says nothing new.
    void unmask(PartyRow& row, const PartyRow& known) {
        for (const auto& party : list_parties(db_, find_case(db_, row.of_case, Match::strict).id)) {
            if (seq_of(party.key) == *known.seq && names(party, row.name)) row.name = party.name;
        }
    }

    std::string put(const PartyRow& row, bool known) {
        if (!row.role) refuse({Problem::of("role", "missing", "the role is missing: suspect, victim, defender, agent, witness or expert_witness")});
        if (row.name.empty()) refuse({Problem::of("name", "missing", "a party has a name")});
        const auto of = find_case(db_, row.of_case, Match::strict);
        const auto stored = known ? stored_party(row) : std::nullopt;
        if (!stored) return insert_party(write_, of, *row.role, row.name, row.seq.value_or(0)).key;
        const auto key = fmt::format("{}/{}", of.key, *stored->seq);
        if (same(party_columns(), row, *stored)) return key;
        sql::update(write_, "party", Id<Party>{*sql::value<std::int64_t>(db_, "select id from party where key = $1", key)}, "update party set name = $2, role = $3 where id = $1", row.name, row.role);
        return key;
    }

    struct ToJudge {
        std::int64_t line;
        Outcome outcome;
        std::string key;
    };

    Write& write_;
    Db& db_;
    ImportRun& run_;
    bool callups_, parties_;
    Importer<CaseDraft> case_;
    Importer<CallupDraft> callup_;
    Importer<RoleRow> role_;
    Importer<PartyRow> party_;
    std::string put_;                  // key of the case of this row, if its handler is to be judged later
    std::vector<ToJudge> to_judge_;
    std::map<std::string, List> held_; // suspects by case
};

} // namespace

std::vector<TemplateSheet> case_templates() {
    const std::string number = "临州检起诉受[2020]62290000012号";
    return {template_of(_("Cases"), sheet_columns(case_columns(), needed),
                        {{"accept_no", number}, {"name", "马某涉嫌诈骗案"}, {"kind", label(CaseKind::case_)}, {"causes", "诈骗罪；合同诈骗罪"}, {"office", "622900"}, {"handler", "622900-001"},
                         {"stage", label(Stage::prosecution_review)}, {"received_on", "2020-01-15"}, {"in_custody", yes_or_no(true)}, {"suspect_count", "1"}}),
            template_of(_("Staff"), sheet_columns(role_columns(), role_needed), {{"case", number}, {"talent", "622900-002"}, {"role", label(StaffRole::clerk)}, {"from", "2020-01-15"}}),
            template_of(_("Parties"), sheet_columns(party_columns(), party_needed), {{"case", number}, {"role", label(PartyRole::victim)}, {"name", "张三"}}),
            template_of(_("Call-up orders"), sheet_columns(callup_columns(), callup_needed), {{"document", "临州检调〔2020〕3号"}, {"case", number}, {"talent", "622921-001"}, {"ordered_by", "622900"}, {"from", "2020-01-20"}})};
}

std::vector<Table> export_cases(Db& db, bool unmask) {
    std::vector<CaseDraft> cases;
    std::vector<RoleRow> staff;
    std::vector<PartyRow> parties;
    std::vector<CallupDraft> callups;
    std::vector<Masking> masks;
    for (const auto& one : list_cases(db)) {
        cases.push_back(with_suspects(db, one));
        if (one.accept_no.empty()) cases.back().accept_no = one.key;
        if (!unmask) masks.push_back(masking(db, one.id));
        for (const auto& role : list_case_roles(db, one.id)) staff.push_back(row_of(one, role));
        for (const auto& party : list_parties(db, one.id)) {
            parties.push_back(row_of(one, party));
            if (!unmask) parties.back().name = party.masked;
        }
        for (auto& callup : list_callups(db, one.id)) callups.push_back(std::move(callup));
    }
    std::vector<Table> tables{table("case", _("Cases"), cases, case_columns()), table("staff", _("Staff"), staff, role_columns()), table("parties", _("Parties"), parties, party_columns()),
                              table("callups", _("Call-up orders"), callups, callup_columns())};
    for (std::size_t i = 0; i < masks.size(); ++i) mask_row(tables[0].rows[i], masks[i]);
    return tables;
}

Imported import_cases(Write& write, const CaseFiles& files, const ImportOptions& options) {
    std::vector<const InputFile*> all{&files.cases};
    for (const auto* file : {&files.staff, &files.parties, &files.callups}) {
        if (*file) all.push_back(&**file);
    }
    const auto has = [&](const std::optional<InputFile>& file, Term sheet) { return file || (options.sheet.empty() && !sheet_named(files.cases, sheet).empty()); };
    const bool callups = has(files.callups, callup_sheet), parties = has(files.parties, party_sheet);
    return import_files(write, options, "case", all, [&](ImportRun& run) {
        CaseImport import(write, run, callups, parties);
        run.sheet(files.cases, import.cases(), {}, options.sheet.empty() ? sheet_named(files.cases, case_sheet) : options.sheet);
        run.part(files.callups, files.cases, import.callups(), "callups", callup_sheet);
        run.part(files.staff, files.cases, import.staff(), "staff", staff_sheet);
        run.part(files.parties, files.cases, import.parties(), "parties", party_sheet);
        if (run.again()) return;
        import.judge_handlers();
        import.add_held_suspects();
    });
}

} // namespace jointcase
