// What a case lacks, and what in it speaks for putting it to the conference.
// SPDX-License-Identifier: Apache-2.0
#include "case_store.hpp"
#include "command_line.hpp"

#include <algorithm>

namespace jointcase {

// --- what speaks for a referral (Songbei arts 3, 4)

namespace {

bool handed_on(Db& db, const Case& of, const char* to) {
    return sql::value<std::int64_t>(db, "select e.id from escalation e join referral r on r.id = e.referral where r.case_id = $1 and e.to_body = $2 limit 1", of.id, to).has_value();
}

// Dropped, or about to be: as it was decided, or as it was closed.
bool dropped(Db& db, const Case& of) {
    for (const char* word : {"不起诉", "撤销", "撤回"}) {
        if (of.result.find(word) != std::string::npos) return true;
    }
    return sql::value<std::int64_t>(db, "select f.id from feedback f join referral r on r.id = f.referral where r.case_id = $1 and f.decision in ('not_prosecute', 'withdraw') limit 1", of.id).has_value();
}

bool referred(Db& db, const Case& of) {
    return sql::value<std::int64_t>(db, "select id from referral where case_id = $1 and withdrawn_on is null and coalesce(decision, 'accepted') <> 'returned' limit 1", of.id).has_value();
}

} // namespace

std::vector<ReferralGround> referral_grounds(Db& db, const Case& of) {
    const bool went = referred(db, of);
    std::vector<ReferralGround> grounds;
    const auto must = [&](bool fires, const char* reason, std::string fact) {
        if (fires) grounds.push_back({reason, true, std::move(fact), went});
    };
    must(handed_on(db, of, "committee"), "M1", _("it was submitted to the procuratorial committee"));
    must(handed_on(db, of, "superior"), "M2", _("it was referred to the superior office"));
    must(dropped(db, of), "M3", _("it was, or is to be, withdrawn or not prosecuted"));
    must(of.reopened_on.has_value(), "M4", _("it was reopened"));
    must(of.influential.value_or(false), "M5", _("it is influential"));
    must(of.gang.value_or(Gang::none) != Gang::none, "M6", say("gang: {}", label(of.gang.value_or(Gang::none))));
    if (of.major.value_or(false) || of.difficult.value_or(false) || of.complex.value_or(false)) grounds.push_back({"O1", false, _("it is major, difficult or complex"), went});
    if (of.disputed.value_or(false)) grounds.push_back({"O2", false, _("it is much disputed"), went});
    return grounds;
}

// --- what is missing

namespace {

class Check {
public:
    Check(Db& db, const Case& of, Date on) : db_(db), of_(of), on_(on) {}

    std::vector<CaseFinding> all() {
        handler();
        fields();
        suspects();
        label_of_materials();
        must_refer();
        return std::move(findings_);
    }

private:
    void report(const char* code, std::string message, std::string rule, std::string way_out) { findings_.push_back({code, std::move(message), std::move(rule), std::move(way_out)}); }
    std::string edit(const char* option) const { return command({"case edit", of_.key, option}); }

    void handler() {
        if (!of_.handler_id) return report("handler", _("there is no handler"), _("人民检察院组织法 art 34: the handler decides and answers for the case"), edit("--handler T"));
        if (!of_.open() || may_handle(db_, of_.handler_id, of_.office_id, of_.id, {on_, on_})) return;
        report("callup", say("{} {} is of another office on {}, without a call-up order", of_.handler, of_.handler_name, iso(on_)), _("人民检察院组织法 art 24, 刑诉规则 art 9"),
              command({"case callup", of_.key, of_.handler, "--document NO --ordered-by OFFICE --from D"}));
    }

    void fields() {
        const bool real = of_.kind.value_or(CaseKind::case_) == CaseKind::case_;
        if (of_.department.empty()) report("department", _("there is no department"), _("case card: complete"), edit("--department TEXT"));
        if (!real) return;
        if (of_.accept_no.empty()) report("accept_no", _("there is no acceptance number"), _("case card: complete"), edit("--accept-no NO"));
        if (!of_.stage) report("stage", _("there is no stage"), _("case card: complete"), edit("--stage STAGE"));
        if (!of_.received_on) report("received_on", _("there is no day of receipt"), _("刑诉法 art 105: periods run from it"), edit("--received-on D"));
        if (of_.open() && !of_.deadline_on) report("deadline_on", _("there is no deadline"), _("刑诉法 art 172"), edit("--deadline-on D"));
    }

    void suspects() {
        if (of_.kind == CaseKind::matter) return;
        const auto parties = list_parties(db_, of_.id);
        const auto count = [&](PartyRole role) { return std::count_if(parties.begin(), parties.end(), [role](const Party& party) { return party.role == role; }); };
        const auto named = count(PartyRole::suspect);
        if (named == 0) report("suspects", _("no suspect is named"), _("刑诉法 art 29: without parties no conflict is found"), command({"case party", of_.key, "suspect NAME"}));
        else if (of_.suspect_count && named != *of_.suspect_count) {
            report("suspect_count", say("{} suspects are named where there are {}", named, *of_.suspect_count), _("case card: accurate"), edit("--suspect-count N"));
        }
        const bool trial = of_.stage == Stage::first_instance || of_.stage == Stage::second_instance || of_.stage == Stage::retrial;
        if (trial && count(PartyRole::defender) == 0) report("defender", _("no defender is named at trial"), _("刑诉法 art 29: without parties no conflict is found"), command({"case party", of_.key, "defender NAME"}));
    }

    void label_of_materials() {
        for (const auto& one : sql::values<std::string>(db_, "select distinct m.label from material m join referral r on r.id = m.referral where r.case_id = $1 order by m.label", of_.id)) {
            const auto highest = parse_word<Label>(one);
            if (highest <= of_.label.value_or(Label::internal)) continue;
            report("label", say("a material is {}, the case only {}", label(highest), label(of_.label.value_or(Label::internal))), _("rule label_max"), edit(("--label " + one).c_str()));
        }
    }

    void must_refer() {
        for (const auto& ground : referral_grounds(db_, of_)) {
            if (!ground.must || ground.referred || !of_.open()) continue;
            report("must_refer", say("{}, and it was never put to the conference: {}", ground.reason, ground.fact), _("Songbei art 3"),
                  command({"referral submit", of_.key, "--reason", ground.reason, "--issue KIND:QUESTION --view TEXT"}));
        }
    }

    Db& db_;
    const Case& of_;
    Date on_;
    std::vector<CaseFinding> findings_;
};

const Field<CaseFinding> finding_fields[] = {
    {"code", {"what", "项目"}, [](const CaseFinding& f) -> Cell { return f.code; }},
    {"message", {"finding", "问题"}, [](const CaseFinding& f) -> Cell { return f.message; }},
    {"rule", {"rule", "依据"}, [](const CaseFinding& f) -> Cell { return f.rule; }},
    {"way_out", {"way out", "处理办法"}, [](const CaseFinding& f) -> Cell { return f.way_out; }},
};
const Field<ReferralGround> ground_fields[] = {
    {"reason", {"reason", "事由"}, [](const ReferralGround& g) -> Cell { return g.reason; }},
    {"must", {"must", "应当提交"}, [](const ReferralGround& g) { return to_cell(g.must); }},
    {"fact", {"fact", "事实"}, [](const ReferralGround& g) -> Cell { return g.fact; }},
    {"referred", {"referred", "已提请"}, [](const ReferralGround& g) { return to_cell(g.referred); }},
};

} // namespace

std::vector<CaseFinding> check_case(Db& db, const Case& of, Date on) { return Check(db, of, on).all(); }

Document case_check_document(Db& db, const Case& of, Date on) {
    Document document{"check", of.key, {}, {"check", "", {{"case", _("case")}}, {{of.key}}}, {}, {}};
    document.parts.push_back(table("findings", _("Findings"), check_case(db, of, on), std::span<const Field<CaseFinding>>(finding_fields)));
    document.parts.push_back(table("grounds", _("What speaks for a referral"), referral_grounds(db, of), std::span<const Field<ReferralGround>>(ground_fields)));
    return document;
}

} // namespace jointcase
