// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"
#include "conflict_watch.hpp"

#include <jointcase/archive.hpp>
#include <jointcase/panel.hpp>

namespace jointcase::cli {

namespace {

struct Edit {
    std::string meeting;
    std::optional<MeetingKind> kind;
    std::optional<Mode> mode;
    std::optional<Label> label;
    std::optional<std::string> chair, recorder, place, department;
};
struct Invite {
    std::string meeting;
    List talents;
    std::optional<Role> role;
};
struct At {
    std::string meeting;
    std::optional<Time> at;
};
struct Start : At {
    List absent, late;
};
struct Notice : At {
    bool materials = false;
};
struct Attend : At {
    std::string talent, status, note;
    bool read = false;
};
struct Order {
    std::string meeting;
    std::optional<int> item;
};
struct Item {
    std::string meeting, why;
    int item = 0;
};
struct Closing : At {
    std::vector<std::string> defer;
};
struct Printing {
    std::string meeting, paper;
    std::optional<int> item;
};
struct Postpone {
    std::string meeting, why;
    std::optional<Time> to;
};

void meeting_argument(CLI::App& app, std::string& meeting) { app.add_option("meeting", meeting, _("Its number, or 2020-7 for one of this office"))->required(); }

template <class... Args>
void answer(Session& session, const std::string& key, fmt::format_string<Args...> text, const Args&... args) {
    session.wrote(key, [&](Db& db) { return meeting_document(db, find_meeting(db, key)); }, text, args...);
}

// A conference does not stop the clock: said, never refused.
void tell_pressed(Session& session, const Meeting& meeting) {
    for (const auto& of : pressed_cases(session.db(), meeting)) {
        session.note(say("the period of case {} ends on {} ({}), and the meeting is planned for {}: a conference does not stop it", of.key, iso(*of.period_ends_on), period_source(of),
                         iso(day(*meeting.planned_at))));
    }
}

void send_materials(Session& session, const std::string& text, Time at) {
    auto& write = session.write();
    const auto recipients = send_materials(write, text, at);
    const auto meeting = find_meeting(write.db(), text, write.match());
    std::size_t count = 0;
    for (const auto& one : recipients) {
        count += one.materials_sent_at ? 1 : 0;
        for (const int item : one.withheld) session.note(say("{} {} is recused and gets nothing of item {}", one.talent, one.name, item));
    }
    if (const auto due = materials_due_on(meeting); due && day(at) > *due) {
        session.note(say("the materials go out after {}: late for a meeting on {} ({})", iso(*due), iso(day(*meeting.planned_at)), cite(rules_of(meeting), "materials_lead_days")));
    }
    const auto record = [&](Db& db) {
        auto document = meeting_document(db, meeting);
        document.parts.push_back(recipient_table(recipients));
        return document;
    };
    session.wrote(meeting.key, record, "the materials of {} went out to {}", meeting.key, count);
}

void mark_read(Session& session, const Attend& attend) {
    if (!attend.status.empty() || !attend.note.empty()) throw Error(Fault::usage, "--read goes without a status and a note");
    auto& write = session.write();
    const auto place = read_materials(write, attend.meeting, attend.talent, attend.at.value_or(session.now()));
    answer(session, find_meeting(write.db(), attend.meeting, write.match()).key, "{} {} has read the materials", place.talent, place.name);
}

// T or T=why
Excuse parse_excuse(const std::string& text) {
    const auto equals = text.find('=');
    return {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)};
}

// T or T=TIME
Late parse_late(const std::string& text) {
    const auto one = parse_excuse(text);
    try {
        return {one.talent, one.why.empty() ? std::nullopt : std::optional(parse_time(one.why))};
    } catch (const Error& error) {
        throw Error(Fault::usage, "--late: {}", std::string_view(error.what()));
    }
}

std::map<int, std::string> parse_deferrals(const std::vector<std::string>& texts) {
    std::map<int, std::string> result;
    for (const auto& text : texts) {
        const auto excuse = parse_excuse(text);
        int item = 0;
        read_text(item, excuse.talent);
        result[item] = excuse.why;
    }
    return result;
}

std::string paper_of(Db& db, const Printing& printing, const PaperStyle& style) {
    const auto paper = parse_word<Paper>(printing.paper);
    if (printing.item && paper != Paper::excerpt) throw Error(Fault::usage, "--item is for an excerpt; the others are of the whole meeting");
    if (paper == Paper::minutes) return minutes_paper(db, find_minutes(db, printing.meeting), style);
    const auto meeting = find_meeting(db, printing.meeting);
    if (paper == Paper::notice) return notice_paper(db, meeting, style);
    return paper == Paper::attendance ? attendance_paper(db, meeting, style) : excerpt_paper(db, meeting, printing.item, style);
}

void edit(Session& session, const Edit& edit) {
    auto& write = session.write();
    const auto before = find_meeting(write.db(), edit.meeting, write.match());
    ConflictWatch watch(session, before);
    MeetingDraft draft = before;
    if (edit.kind) draft.kind = edit.kind;
    if (edit.mode) draft.mode = edit.mode;
    if (edit.label) draft.label = edit.label;
    if (edit.chair) draft.chair = *edit.chair;
    if (edit.recorder) draft.recorder = *edit.recorder;
    if (edit.place) draft.place = *edit.place;
    if (edit.department) draft.department = *edit.department;
    const auto meeting = edit_meeting(write, edit.meeting, draft);
    answer(session, meeting.key, "changed meeting {}", meeting.key);
    watch.tell();
}

} // namespace

void meeting_commands(CLI::App& noun, Session& session) {
    verb<PanelRequest>(
        noun, session, "suggest", _("Suggest who of the talent pool should sit on a referral, or on several"),
        [&session](CLI::App& app, PanelRequest& request) {
            app.add_option("referral", request.referrals, _("Referrals, or their cases"))->required();
            app.add_option("--seats", request.seats, _("How many (5)"))->check(CLI::PositiveNumber)->type_name("N");
            list_option(app, "--must", request.must, _("T,T…: who sits in any case"));
            list_option(app, "--without", request.without, _("T,T…: who is left out"));
            app.add_option("--chair", request.chair, _("Who chairs: sits beside the seats and counts"));
            date_option(app, "--on", request.on, session, _("The day of the meeting (today)"));
        },
        [&session](const PanelRequest& request) { session.show(panel_table(suggest_panel(session.db(), request, session.today()))); });

    verb<MeetingDraft>(
        noun, session, "convene", _("Convene a meeting on accepted referrals"),
        [&session](CLI::App& app, MeetingDraft& draft) {
            app.add_option("referral", draft.referrals, _("Accepted referrals, or their cases"))->required();
            time_option(app, "--at", draft.planned_at, _("The planned time"))->required();
            app.add_option("--chair", draft.chair, _("Who chairs: a prosecutor who handles no item"))->required();
            app.add_option("--recorder", draft.recorder, _("Who records"))->required();
            list_option(app, "--invite", draft.invited, _("Members, T,T…"));
            app.add_option("--suggest", draft.suggest, _("Invite the best panel of so many, in which the invited sit too"))->check(CLI::PositiveNumber)->type_name("N");
            app.add_option("--by", draft.convened_by, _("Who convenes (the chair)"));
            word_option(app, "--kind", draft.kind, _("cross_office (the default), cross_department or department"));
            word_option(app, "--mode", draft.mode, _("onsite (the default), video or written"));
            app.add_option("--place", draft.place, _("The place"));
            app.add_option("--department", draft.department, _("The department"));
            app.add_option("--office", draft.office, _("The host (this office)"));
            word_option(app, "--label", draft.label, _("public, internal or work_secret (at least its cases')"));
            app.add_flag("--notice,!--no-notice", draft.notice, _("Send the notice at once (the default), or not"));
        },
        [&session](const MeetingDraft& draft) {
            const auto meeting = convene_meeting(session.write(), draft);
            tell_pressed(session, meeting);
            answer(session, meeting.key, "convened {}", meeting.key);
        });

    verb<Edit>(
        noun, session, "edit", _("Change a meeting that has not begun"),
        [](CLI::App& app, Edit& request) {
            meeting_argument(app, request.meeting);
            word_option(app, "--kind", request.kind, _("cross_office, cross_department or department; leaves a change"));
            word_option(app, "--mode", request.mode, _("onsite, video or written"));
            app.add_option("--chair", request.chair, _("Who chairs"));
            app.add_option("--recorder", request.recorder, _("Who records"));
            app.add_option("--place", request.place, _("The place"));
            app.add_option("--department", request.department, _("The department"));
            word_option(app, "--label", request.label, _("public, internal or work_secret"));
        },
        [&session](const Edit& request) { edit(session, request); });

    verb<Invite>(
        noun, session, "invite", _("Invite people to a meeting"),
        [](CLI::App& app, Invite& request) {
            meeting_argument(app, request.meeting);
            list_option(app, "talent", request.talents, _("Keys, names or pinyin"))->required()->expected(-1);
            word_option(app, "--as", request.role, _("member (the default), observer or guest"));
        },
        [&session](const Invite& request) {
            auto& write = session.write();
            const auto role = request.role.value_or(Role::member);
            if (role != Role::member && role != Role::observer && role != Role::guest) throw Error(Fault::usage, "--as is member, observer or guest; `meeting edit` names chair and recorder");
            const auto meeting = find_meeting(write.db(), request.meeting, write.match());
            ConflictWatch watch(session, meeting);
            invite(write, meeting.key, request.talents, role);
            answer(session, meeting.key, "invited {}", request.talents.size());
            watch.tell();
        });

    verb<Notice>(
        noun, session, "notice", _("Send the notice of a meeting, or its materials"),
        [](CLI::App& app, Notice& request) {
            meeting_argument(app, request.meeting);
            time_option(app, "--at", request.at, _("When it goes out (now)"));
            app.add_flag("--materials", request.materials, _("The materials go out: to each of the invited, but for items whose case they are recused from"));
        },
        [&session](const Notice& request) {
            const auto at = request.at.value_or(session.now());
            if (request.materials) return send_materials(session, request.meeting, at);
            const auto meeting = send_notice(session.write(), request.meeting, at);
            answer(session, meeting.key, "the notice of {} went out", meeting.key);
        });

    verb<Start>(
        noun, session, "start", _("Open the session; the invited are present unless named"),
        [](CLI::App& app, Start& start) {
            meeting_argument(app, start.meeting);
            time_option(app, "--at", start.at, _("When it began (now)"));
            list_option(app, "--absent", start.absent, _("T,T=why…: absent, or excused with a why"));
            list_option(app, "--late", start.late, _("T,T=TIME…: came late, and when"));
        },
        [&session](const Start& start) {
            std::vector<Excuse> absent;
            for (const auto& text : start.absent) absent.push_back(parse_excuse(text));
            std::vector<Late> late;
            for (const auto& text : start.late) late.push_back(parse_late(text));
            const auto meeting = start_meeting(session.write(), start.meeting, start.at.value_or(session.now()), absent, late);
            answer(session, meeting.key, "meeting {} is in session", meeting.key);
        });

    verb<Attend>(
        noun, session, "attend", _("Correct who is there"),
        [](CLI::App& app, Attend& attend) {
            meeting_argument(app, attend.meeting);
            app.add_option("talent", attend.talent, _("Key, name or pinyin"))->required();
            app.add_option("status", attend.status, _("present, late, left_early, excused or absent"));
            app.add_option("--note", attend.note, _("A note"));
            app.add_flag("--read", attend.read, _("Instead of a status: they have read the materials"));
            time_option(app, "--at", attend.at, _("When one came late, or left early; or read the materials (now)"));
        },
        [&session](const Attend& attend) {
            if (attend.read) return mark_read(session, attend);
            if (attend.status.empty()) throw Error(Fault::usage, "a status is needed, or --read; `jointcase meeting attend --help` shows all");
            auto& write = session.write();
            const auto status = parse_word<Attended>(attend.status);
            const auto meeting = find_meeting(write.db(), attend.meeting, write.match());
            ConflictWatch watch(session, meeting);
            set_attendance(write, meeting.key, attend.talent, status, attend.note, attend.at);
            answer(session, meeting.key, "{}: {}", attend.talent, label(status));
            watch.tell();
        });

    verb<Order>(
        noun, session, "order", _("Show the order of speaking"),
        [](CLI::App& app, Order& order) {
            meeting_argument(app, order.meeting);
            app.add_option("--item", order.item, _("For this item: without who is recused from its case"))->type_name("N");
        },
        [&session](const Order& order) {
            auto& db = session.db();
            session.show(speaking_table(speaking_order(db, find_meeting(db, order.meeting), order.item)));
        });

    verb<Item>(
        noun, session, "discuss", _("Mark an item discussed"),
        [](CLI::App& app, Item& item) {
            meeting_argument(app, item.meeting);
            app.add_option("item", item.item, _("Its number on the agenda"))->required()->type_name("N");
        },
        [&session](const Item& request) {
            auto& write = session.write();
            const auto item = discuss_item(write, request.meeting, request.item);
            answer(session, find_meeting(write.db(), request.meeting, write.match()).key, "discussed item {}", item.seq);
        });

    verb<Item>(
        noun, session, "defer", _("Defer an item to a later meeting"),
        [&session](CLI::App& app, Item& item) {
            meeting_argument(app, item.meeting);
            app.add_option("item", item.item, _("Its number on the agenda"))->required()->type_name("N");
            text_option(app, "--why", item.why, session, _("The reason"))->required();
        },
        [&session](const Item& request) {
            auto& write = session.write();
            const auto item = defer_item(write, request.meeting, request.item, request.why);
            answer(session, find_meeting(write.db(), request.meeting, write.match()).key, "deferred item {}", item.seq);
        });

    verb<Closing>(
        noun, session, "close", _("Close the session; items on which all have spoken are discussed"),
        [](CLI::App& app, Closing& closing) {
            meeting_argument(app, closing.meeting);
            time_option(app, "--at", closing.at, _("When it ended (now)"));
            app.add_option("--defer", closing.defer, _("ITEM=why, repeatable"))->expected(1)->take_all()->type_name("ITEM=why");
        },
        [&session](const Closing& closing) {
            const auto meeting = close_meeting(session.write(), closing.meeting, closing.at.value_or(session.now()), parse_deferrals(closing.defer));
            answer(session, meeting.key, "closed meeting {}", meeting.key);
        });

    verb<Postpone>(
        noun, session, "postpone", _("Postpone a meeting"),
        [&session](CLI::App& app, Postpone& postpone) {
            meeting_argument(app, postpone.meeting);
            time_option(app, "--to", postpone.to, _("The new time"))->required();
            text_option(app, "--why", postpone.why, session, _("The reason"))->required();
        },
        [&session](const Postpone& postpone) {
            const auto meeting = postpone_meeting(session.write(), postpone.meeting, *postpone.to, postpone.why);
            tell_pressed(session, meeting);
            answer(session, meeting.key, "postponed {} to {}", meeting.key, iso(*postpone.to));
        });

    verb<Postpone>(
        noun, session, "cancel", _("Cancel a meeting; its referrals are accepted again"),
        [&session](CLI::App& app, Postpone& cancel) {
            meeting_argument(app, cancel.meeting);
            text_option(app, "--why", cancel.why, session, _("The reason"))->required();
        },
        [&session](const Postpone& cancel) {
            const auto meeting = cancel_meeting(session.write(), cancel.meeting, cancel.why);
            answer(session, meeting.key, "cancelled {}", meeting.key);
        });

    verb<MeetingFilter>(
        noun, session, "list", _("List the meetings"),
        [](CLI::App& app, MeetingFilter& filter) {
            app.add_option("--office", filter.office, _("Only those this office hosts"));
            word_option(app, "--kind", filter.kind, _("Only cross_office, cross_department or department"));
            word_option(app, "--state", filter.state, _("Only those convened, in_session, held, signed, filed or cancelled"));
            app.add_option("--year", filter.year, _("Only this year's"))->type_name("YEAR");
        },
        [&session](const MeetingFilter& filter) { session.show(meeting_table(session.db(), list_meetings(session.db(), filter))); });

    verb<std::string>(
        noun, session, "show", _("Show one meeting with agenda and attendance"), [](CLI::App& app, std::string& meeting) { meeting_argument(app, meeting); },
        [&session](const std::string& meeting) {
            const bool unmask = session.unmask();
            const auto found = find_meeting(session.db(), meeting);
            auto document = meeting_document(session.db(), found, unmask);
            if (auto counted = distribution(session.db(), found)) document.parts.push_back(std::move(*counted));
            session.show(document);
        });

    verb<Printing>(
        noun, session, "document", _("Print the notice, the attendance sheet, the minutes or the excerpt of one case"),
        [](CLI::App& app, Printing& printing) {
            meeting_argument(app, printing.meeting);
            app.add_option("paper", printing.paper, _("notice, attendance, minutes or excerpt; -f html or -o FILE.html gives a page, else plain text"))->required();
            app.add_option("--item", printing.item, _("Of an excerpt: the item of the case"))->type_name("N");
        },
        [&session](const Printing& printing) {
            const PaperStyle style{session.html(), session.unmask()};
            session.print(paper_of(session.db(), printing, style));
        });

    verb<std::string>(
        noun, session, "archive", _("Write a filed meeting into a folder, -o FOLDER, that a text viewer and sha256sum can read and verify"),
        [](CLI::App& app, std::string& meeting) { meeting_argument(app, meeting); },
        [&session](const std::string& text) {
            const bool unmask = session.unmask();
            const auto meeting = find_meeting(session.db(), text);
            session.write_folder(archive_meeting(session.db(), meeting, unmask));
            session.note(say("archived meeting {}; `sha256sum -c SHA256SUMS` in the folder verifies it", meeting.key));
        });

    import_verb(noun, session, {_("Import meetings that were held already"),
                                [](Write& write, const ImportRequest& request) {
                                    MeetingFiles files{request.file, {}, {}};
                                    if (const auto agenda = request.more.find("--agenda"); agenda != request.more.end()) files.agenda = agenda->second;
                                    if (const auto attendance = request.more.find("--attendance"); attendance != request.more.end()) files.attendance = attendance->second;
                                    return import_meetings(write, files, request.options);
                                },
                                [](Session&, const std::string&) { return meeting_templates(); },
                                _("Write empty sheets with a sample row, to be filled in (-o FILE.xlsx: all three, with drop-downs)"),
                                {{"--agenda", _("The items of the meetings")}, {"--attendance", _("Who took part in the meetings")}}});
    export_verb(noun, session, _("Export the meetings that were held; parties are masked unless --unmask"), export_meetings,
                {{"--agenda", _("Where their agenda goes")}, {"--attendance", _("Where their attendance goes")}});
}

} // namespace jointcase::cli
