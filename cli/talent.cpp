// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <jointcase/talent.hpp>

namespace jointcase::cli {

namespace {

struct Edit {
    std::string talent;
    Given<TalentDraft> given;
};
struct Post {
    std::string talent;
    Given<PostingDraft> given;
};
struct Pool { // nominate, admit, reject, renew, exit
    std::string talent;
    MembershipDraft draft;
    std::string by;
    std::optional<Date> on;
};
struct Grow {
    std::string talent;
    std::optional<int> entry;
    Given<GrowthDraft> given;
};
struct Void {
    std::string talent, why;
};

void talent_argument(CLI::App& app, std::string& talent) { app.add_option("talent", talent, _("Key, name or pinyin"))->required(); }

// What is written of a talent is answered with the whole of it.
template <class... Args>
void answer(Session& session, const std::string& talent, fmt::format_string<Args...> text, const Args&... args) {
    const auto key = find_talent(session.write().db(), talent, session.write().match()).key;
    session.wrote(key, [&](Db& db) { return talent_document(db, find_talent(db, key)); }, text, args...);
}

} // namespace

void talent_commands(CLI::App& noun, Session& session) {
    verb<Edit>(
        noun, session, "add", _("Add a talent"),
        [&session](CLI::App& app, Edit& edit) {
            app.add_option("name", edit.talent, _("Full name"))->required();
            column_options(app, edit.given, talent_columns(), session, {"name"}, {{"languages", "--language,--languages"}, {"specialties", "--specialty,--specialties"}});
        },
        [&session](const Edit& edit) {
            auto draft = edit.given.onto();
            read_text(draft.name, edit.talent);
            const auto talent = add_talent(session.write(), draft);
            answer(session, talent.key, "added talent {} {}", talent.key, talent.name);
        });

    verb<Edit>(
        noun, session, "edit", _("Change a talent"),
        [&session](CLI::App& app, Edit& edit) {
            talent_argument(app, edit.talent);
            column_options(app, edit.given, talent_columns(), session,
                           {"staff_no", "from", "tier", "nominated_on", "nominated_by", "reviewed_on", "reviewed_by", "admitted_on", "document", "term_to", "exited_on", "exit_reason"},
                           {{"languages", "--language,--languages"}, {"specialties", "--specialty,--specialties"}});
        },
        [&session](const Edit& edit) {
            auto& write = session.write();
            const auto talent = edit_talent(write, edit.talent, edit.given.onto(find_talent(write.db(), edit.talent, write.match())));
            answer(session, talent.key, "changed talent {} {}", talent.key, talent.name);
        });

    verb<Post>(
        noun, session, "post", _("Give a talent a new posting"),
        [&session](CLI::App& app, Post& post) {
            talent_argument(app, post.talent);
            column_options(app, post.given, posting_columns(), session);
        },
        [&session](const Post& post) {
            const auto posting = post_talent(session.write(), post.talent, post.given.onto());
            answer(session, post.talent, "posted {} from {}", post.talent, iso(*posting.from));
        });

    verb<Pool>(
        noun, session, "nominate", _("Nominate a talent for the pool"),
        [&session](CLI::App& app, Pool& pool) {
            talent_argument(app, pool.talent);
            app.add_option("--by", pool.draft.nominated_by, _("Who nominates"));
            date_option(app, "--on", pool.draft.nominated_on, session, _("The day (today)"));
            word_option(app, "--tier", pool.draft.tier, _("core, mainstay or reserve"));
        },
        [&session](const Pool& pool) {
            nominate_talent(session.write(), pool.talent, pool.draft);
            answer(session, pool.talent, "nominated {}", pool.talent);
        });

    verb<Pool>(
        noun, session, "admit", _("Admit a nominated talent to the pool"),
        [&session](CLI::App& app, Pool& pool) {
            talent_argument(app, pool.talent);
            app.add_option("--by", pool.draft.reviewed_by, _("Who reviewed: someone else than the nominator"))->required();
            date_option(app, "--on", pool.draft.admitted_on, session, _("The day (today)"));
            date_option(app, "--reviewed-on", pool.draft.reviewed_on, session, _("Day of the review (the day of admission)"));
            word_option(app, "--tier", pool.draft.tier, _("core, mainstay or reserve"));
            date_option(app, "--term-to", pool.draft.term_to, session, _("End of the term"));
            app.add_option("--document", pool.draft.document, _("The document of admission"));
        },
        [&session](const Pool& pool) {
            admit_talent(session.write(), pool.talent, pool.draft);
            answer(session, pool.talent, "admitted {}", pool.talent);
        });

    verb<Pool>(
        noun, session, "reject", _("Reject a nominated talent"),
        [&session](CLI::App& app, Pool& pool) {
            talent_argument(app, pool.talent);
            app.add_option("--by", pool.draft.reviewed_by, _("Who reviewed: someone else than the nominator"))->required();
            date_option(app, "--on", pool.draft.reviewed_on, session, _("The day (today)"));
        },
        [&session](const Pool& pool) {
            reject_talent(session.write(), pool.talent, pool.draft);
            answer(session, pool.talent, "rejected {}", pool.talent);
        });

    verb<Pool>(
        noun, session, "renew", _("Renew the term of a pool member"),
        [&session](CLI::App& app, Pool& pool) {
            talent_argument(app, pool.talent);
            date_option(app, "--term-to", pool.draft.term_to, session, _("The new end of the term"))->required();
        },
        [&session](const Pool& pool) {
            renew_talent(session.write(), pool.talent, *pool.draft.term_to);
            answer(session, pool.talent, "renewed {} to {}", pool.talent, iso(*pool.draft.term_to));
        });

    verb<Pool>(
        noun, session, "exit", _("Take a member out of the pool"),
        [&session](CLI::App& app, Pool& pool) {
            talent_argument(app, pool.talent);
            word_option(app, "--reason", pool.draft.exit_reason, _("transfer, retire, leave, discipline, assessment_fail, term_end or voluntary"))->required();
            date_option(app, "--on", pool.draft.exited_on, session, _("The day (today)"));
        },
        [&session](const Pool& pool) {
            exit_talent(session.write(), pool.talent, *pool.draft.exit_reason, pool.draft.exited_on.value_or(session.today()));
            answer(session, pool.talent, "{} has left the pool", pool.talent);
        });

    verb<Grow>(
        noun, session, "growth", _("Enter what a talent grows by, or list it"),
        [&session](CLI::App& app, Grow& grow) {
            talent_argument(app, grow.talent);
            app.add_option("--entry", grow.entry, _("Change the entry of this number"))->type_name("N");
            column_options(app, grow.given, growth_columns(), session);
        },
        [&session](const Grow& grow) {
            if (grow.given.fields.empty()) {
                const auto talent = find_talent(session.db(), grow.talent);
                return session.show(growth_table(grow.entry ? std::vector{find_growth(session.db(), talent, *grow.entry)} : list_growth(session.db(), talent.id)));
            }
            auto& write = session.write();
            if (!grow.entry) {
                const auto added = add_growth(write, grow.talent, grow.given.onto());
                return answer(session, grow.talent, "entered {}", added.key);
            }
            const auto known = find_growth(write.db(), find_talent(write.db(), grow.talent, write.match()), *grow.entry);
            const auto changed = edit_growth(write, known, grow.given.onto(known));
            answer(session, grow.talent, "changed {}", changed.key);
        });

    verb<Void>(
        noun, session, "void", _("Void a talent entered by mistake"),
        [](CLI::App& app, Void& mistake) {
            talent_argument(app, mistake.talent);
            app.add_option("--why", mistake.why, _("The reason"))->required();
        },
        [&session](const Void& mistake) {
            const auto talent = void_talent(session.write(), mistake.talent, mistake.why);
            session.wrote(talent.key, [&](Db& db) { return talent_document(db, talent); }, "voided talent {} {}", talent.key, talent.name);
        });

    verb<TalentFilter>(
        noun, session, "list", _("List the talents"),
        [](CLI::App& app, TalentFilter& filter) {
            app.add_option("--office", filter.office, _("Only those posted there"));
            app.add_option("--specialty", filter.specialty, _("Only those who know this"));
            word_option(app, "--category", filter.category, _("Only those of this category"));
            word_option(app, "--pool", filter.membership, _("Only those nominated, rejected, admitted or exited"));
            word_option(app, "--tier", filter.tier, _("Only those of this tier"));
            word_option(app, "--age", filter.age, _("Only the young, middle or senior"));
            app.add_flag_function("--in-quota,!--not-in-quota", [&filter](std::int64_t count) { filter.in_quota = count > 0; }, _("Only those in the quota (outside it)"));
            app.add_option("--new-in-quota", filter.new_in_quota, _("Only those who entered the quota in the last N days"))->type_name("N")->check(CLI::NonNegativeNumber);
            app.add_option("--term-ending", filter.term_ending, _("Only members whose term ends within N days, or has ended"))->type_name("N")->check(CLI::NonNegativeNumber);
            app.add_flag("--voided", filter.with_voided, _("Also those voided"));
        },
        [&session](const TalentFilter& filter) { session.show(talent_table(list_talents(session.db(), session.today(), filter))); });

    verb<std::string>(
        noun, session, "show", _("Show one talent"), [](CLI::App& app, std::string& talent) { talent_argument(app, talent); },
        [&session](const std::string& talent) { session.show(talent_document(session.db(), find_talent(session.db(), talent))); });

    import_verb(noun, session, {_("Import talents from a file"),
                                [](Write& write, const ImportRequest& request) { return import_talents(write, request.file, request.options); },
                                [](Session&, const std::string&) { return std::vector{talent_template()}; }});
    export_verb(noun, session, _("Export the talents, a row for each posting and membership"), [](Db& db, bool) { return std::vector{export_talents(db)}; });
}

} // namespace jointcase::cli
