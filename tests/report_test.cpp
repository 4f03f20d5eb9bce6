#include "cli.hpp"

#include <jointcase/error.hpp>
#include <jointcase/report.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

using namespace jointcase;
using jointcase::test::Cli;

namespace {

// A database filled by hand: what the rules of the nouns would refuse can be told apart from what the counts do with it.
struct Facts : Cli {
    Facts() {
        sql("insert into office (id, key, name, level) values (1, '622900', '州院', 'prefecture'), (2, '622921', '临夏县院', 'county'), (3, '622923', '永靖县院', 'county')");
        for (int i = 1; i <= 9; ++i) {
            sql(fmt::format("insert into talent (id, key, office, staff_no, name, pinyin, initials) values ({0}, '622900-00{0}', 1, '00{0}', 't{0}', 't', 't')", i));
        }
    }
    void sql(const std::string& text) const {
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open((folder / "jointcase.db").c_str(), &handle) == SQLITE_OK);
        char* message = nullptr;
        const int status = sqlite3_exec(handle, text.c_str(), nullptr, nullptr, &message);
        const std::string said = message ? message : "";
        sqlite3_free(message);
        sqlite3_close(handle);
        INFO(text << ": " << said);
        REQUIRE(status == SQLITE_OK);
    }
    // A referral of a case of its own (if there is none yet): its reasons "M1,O2", its issues "facts,law".
    void referral(int id, int case_id, int office, const std::string& days, const std::string& reasons, const std::string& issues) const {
        sql(fmt::format("insert or ignore into cases (id, key, kind, name, lead_cause, office) values ({0}, 'c{0}', 'case', 'c', 'x', {1})", case_id, office));
        sql(fmt::format("insert into referral (id, key, case_id, seq, requested_on, decision, decided_on, why, withdrawn_on, withdrawn_why) select {0}, 'r{0}', {1}, {0}, {2}", id, case_id, days));
        for (const auto& reason : parts(reasons)) sql(fmt::format("insert into referral_reason values ({}, '{}')", id, reason));
        int seq = 0;
        for (const auto& kind : parts(issues)) sql(fmt::format("insert into issue (id, key, referral, seq, kind, question) values ({0}, 'i{0}', {1}, {2}, '{3}', '?')", 10 * id + seq + 1, id, seq + 1, kind)), ++seq;
    }
    void meeting(int id, int office, const std::string& kind, const std::string& mode, const std::string& started, const std::string& ended) const {
        const auto time = [](const std::string& text) { return text.empty() ? "null" : fmt::format("'{}:00+08:00'", text); };
        sql(fmt::format("insert into meeting (id, key, office, kind, mode, year, year_seq, total_seq, started_at, ended_at, profile, rules, rules_text) values ({0}, 'm{0}', {1}, '{2}', '{3}', 2020, {0}, {0}, {4}, {5}, 'linxia', '', '')",
                        id, office, kind, mode, time(started), time(ended)));
    }
    void item(int meeting, int referral, const std::string& state = "discussed") const {
        sql(fmt::format("insert into agenda (id, key, meeting, seq, referral, state) values ({1}, 'a{1}', {0}, {1}, {1}, '{2}')", meeting, referral, state));
    }
    void attend(int meeting, int talent, int office, const std::string& role, const std::string& status = "present") const {
        sql(fmt::format("insert into attendance (key, meeting, talent, role, status, office) values ('{0}/{1}', {0}, {1}, '{2}', '{3}', {4})", meeting, talent, role, status, office == 0 ? "null" : std::to_string(office)));
    }
    // On the first issue of the referral.
    void opinion(int id, int meeting, int referral, int talent, const std::string& stance = "'concur'", const std::string& supersedes = "null") const {
        sql(fmt::format("insert into opinion (id, key, meeting, seq, agenda, issue, talent, stance, text, recorded_at, supersedes) values ({0}, 'o{0}', {1}, {0}, {2}, {3}, {4}, {5}, 't', '2020-02-07T10:00:00+08:00', {6})",
                        id, meeting, referral, 10 * referral + 1, talent, stance, supersedes));
    }
    void adopt(int id, int feedback, int opinion, const std::string& adoption) const {
        sql(fmt::format("insert into adoption (id, key, feedback, opinion, adoption, reason_code) values ({0}, 'd{0}', {1}, {2}, '{3}', 'new_evidence')", id, feedback, opinion, adoption));
    }

    Report report(const std::string& period, const char* as_of = "2020-12-31", const std::vector<std::string>& tables = {}) const {
        Config config;
        config.database = folder / "jointcase.db";
        Db db(config);
        return make_report(db, parse_period(period, parse_date("2020-02-20")), parse_time(as_of), tables);
    }

private:
    static std::vector<std::string> parts(const std::string& text) {
        std::vector<std::string> found;
        std::istringstream in(text);
        for (std::string part; std::getline(in, part, ',');) found.push_back(part);
        return found;
    }
};

std::string csv(const Table& table) {
    std::string text = render(table, Style{Format::csv, false, 0, 1, false}), lines;
    for (const char c : text) {
        if (c != '\r') lines += c;
    }
    return lines.substr(lines.find('\n') + 1);
}

std::string text_of(const Period& period) {
    const auto span = [](const Span& s) { return iso(s.from) + "/" + iso(s.to); };
    return fmt::format("{} {} {} {} {}", period.name, span(period.current), span(period.previous), span(period.year_to_date), span(period.last_year));
}

// A small February with a January before it.
struct February : Facts {
    February() {
        // requested_on, decision, decided_on, why, withdrawn_on, withdrawn_why
        referral(1, 1, 2, "'2020-01-08', 'accepted', '2020-01-10', null, null, null", "M1", "facts,law");
        referral(2, 2, 2, "'2020-01-30', 'accepted', '2020-02-03', null, null, null", "M2,O1", "evidence,facts");
        referral(3, 2, 2, "'2020-02-03', 'accepted', '2020-02-05', null, null, null", "O1,O2", "law");
        referral(4, 3, 3, "'2020-02-04', 'ordered', '2020-02-04', null, null, null", "M7", "law");
        referral(5, 4, 3, "'2020-02-10', 'refused', '2020-02-10', 'why', null, null", "O3", "other");
        referral(6, 5, 1, "'2020-02-11', 'returned', '2020-02-12', 'why', null, null", "M3", "other");
        referral(7, 6, 1, "'2020-02-12', null, null, null, '2020-02-14', 'why'", "M4", "other");
        referral(8, 7, 1, "'2020-02-20', 'accepted', '2020-02-21', null, '2020-02-25', 'why'", "O1", "other");
        referral(9, 8, 2, "'2020-02-28', 'accepted', '2020-03-02', null, null, null", "M5", "other");
        referral(10, 9, 1, "null, null, null, null, null, null", "", "other"); // of a past meeting
        meeting(1, 1, "cross_office", "onsite", "2020-01-15T09:00", "2020-01-15T11:00");
        item(1, 1);
        attend(1, 1, 1, "chair"), attend(1, 2, 1, "member"), attend(1, 3, 2, "member", "excused");
        opinion(1, 1, 1, 1), opinion(2, 1, 1, 2);
        meeting(2, 1, "cross_office", "video", "2020-02-07T09:00", "2020-02-07T10:31");
        item(2, 2), item(2, 3), item(2, 4, "deferred");
        attend(2, 1, 1, "chair"), attend(2, 2, 1, "member", "late"), attend(2, 3, 2, "member", "left_early"), attend(2, 4, 2, "member", "absent");
        attend(2, 5, 1, "recorder"), attend(2, 6, 2, "presenter"), attend(2, 7, 3, "observer"), attend(2, 8, 0, "guest");
        opinion(3, 2, 2, 1), opinion(4, 2, 2, 2, "null"), opinion(5, 2, 2, 3, "'reserve'"), opinion(6, 2, 3, 1), opinion(7, 2, 3, 1, "'dissent'", "6"), opinion(8, 2, 4, 7);
        meeting(3, 2, "department", "written", "2020-02-10T00:00", "2020-02-20T00:00");
        item(3, 10);
        attend(3, 3, 2, "chair", "invited"), attend(3, 4, 2, "member", "invited"), attend(3, 6, 2, "recorder", "present");
        opinion(9, 3, 10, 3, "'reserve'");
        meeting(4, 1, "cross_department", "onsite", "", ""); // never held
        sql("insert into change (key, meeting, seq, kind, changed_on) values ('2/1', 2, 1, 'postponed', '2020-02-03'), ('4/1', 4, 1, 'cancelled', '2020-02-18')");
        sql("insert into feedback (id, key, referral, decided_by_role, decision, decided_on, submitted_on) values"
            " (1, 'r2', 2, 'handler', 'prosecute', '2020-02-12', '2020-02-13'), (2, 'r3', 3, 'chief', 'prosecute', '2020-02-20', '2020-03-01')");
        adopt(1, 1, 3, "adopted"), adopt(2, 1, 4, "not_adopted"), adopt(3, 2, 7, "partly_adopted");
    }
};

} // namespace

// --- periods

TEST_CASE("a month is compared with the month before, the year so far and the same month a year ago") {
    CHECK(text_of(parse_period("2020-02", {})) == "2020-02 2020-02-01/2020-03-01 2020-01-01/2020-02-01 2020-01-01/2020-03-01 2019-02-01/2019-03-01");
    CHECK(text_of(parse_period("2020年1月", {})) == "2020-01 2020-01-01/2020-02-01 2019-12-01/2020-01-01 2020-01-01/2020-02-01 2019-01-01/2019-02-01");
}

TEST_CASE("quarters, halves and years are periods") {
    CHECK(text_of(parse_period("2020Q1", {})) == "2020Q1 2020-01-01/2020-04-01 2019-10-01/2020-01-01 2020-01-01/2020-04-01 2019-01-01/2019-04-01");
    CHECK(text_of(parse_period("2020q4", {})) == "2020Q4 2020-10-01/2021-01-01 2020-07-01/2020-10-01 2020-01-01/2021-01-01 2019-10-01/2020-01-01");
    CHECK(text_of(parse_period("2020H2", {})) == "2020H2 2020-07-01/2021-01-01 2020-01-01/2020-07-01 2020-01-01/2021-01-01 2019-07-01/2020-01-01");
    CHECK(text_of(parse_period("2020", {})) == "2020 2020-01-01/2021-01-01 2019-01-01/2020-01-01 2020-01-01/2021-01-01 2019-01-01/2020-01-01");
}

TEST_CASE("the last period is the one that is over") {
    CHECK(parse_period("last-month", parse_date("2020-01-31")).name == "2019-12");
    CHECK(parse_period("last-quarter", parse_date("2020-02-20")).name == "2019Q4");
    CHECK(parse_period("last-half", parse_date("2020-08-01")).name == "2020H1");
    CHECK(parse_period("last-year", parse_date("2020-12-31")).name == "2019");
}

TEST_CASE("what is no period is refused") {
    for (const char* text : {"", "2020Q5", "2020H3", "2020-13", "20", "2020Q", "2020Q11", "month", "0001"}) CHECK_THROWS_AS(parse_period(text, {}), Error);
}

TEST_CASE("a span is compared with as many days before it and the same days a year before") {
    CHECK(text_of(period_of({parse_date("2020-02-03"), parse_date("2020-02-21")})) ==
          "2020-02-03..2020-02-20 2020-02-03/2020-02-21 2020-01-16/2020-02-03 2020-01-01/2020-02-21 2019-02-03/2019-02-21");
    CHECK(text_of(period_of({parse_date("2019-12-30"), parse_date("2020-03-01")})) ==
          "2019-12-30..2020-02-29 2019-12-30/2020-03-01 2019-10-29/2019-12-30 2020-01-01/2020-03-01 2018-12-30/2019-03-01");
}

TEST_CASE("29 February has no day a year before") {
    const auto period = period_of({parse_date("2020-02-29"), parse_date("2020-03-01")});
    CHECK(period.last_year == Span{parse_date("2019-03-01"), parse_date("2019-03-01")});
    CHECK_THROWS_WITH_AS(period_of({parse_date("2020-03-02"), parse_date("2020-03-01")}), "a period cannot end on 2020-02-29, before it begins on 2020-03-02", Error);
}

// --- the tables

TEST_CASE("T1 counts the meetings held, by the day they ended") {
    CHECK(csv(February().report("2020-02").tables[0].indicators) ==
          "1,meetings,2,1,100.0,3,0,\n"
          "2,cross_office,1,1,0.0,2,0,\n"
          "3,cross_department,0,0,,0,0,\n"
          "4,department,1,0,,1,0,\n"
          "5,onsite,0,1,-100.0,1,0,\n"
          "6,video,1,0,,1,0,\n"
          "7,written,1,0,,1,0,\n"
          "8,cases,2,1,100.0,3,0,\n"
          "9,items,3,1,200.0,4,0,\n"
          "10,issues,4,2,100.0,6,0,\n"
          "11,attendances,8,2,300.0,10,0,\n"
          "12,members,4,2,100.0,6,0,\n"
          "13,attending,3,0,,3,0,\n"
          "14,guests,1,0,,1,0,\n"
          "15,members_expected,6,3,100.0,9,0,\n"
          "16,members_present,4,2,100.0,6,0,\n"
          "17,attendance_rate,66.7,66.7,0.0,66.7,,\n"
          "18,average_minutes,91.0,120.0,-24.2,105.5,,\n"
          "19,cancelled,1,0,,1,0,\n"
          "20,postponed,1,0,,1,0,\n"
          "21,offices,3,1,200.0,3,0,\n");
}

TEST_CASE("T1 by office has every office, and distinct counts are not added") {
    CHECK(csv(February().report("2020-02").tables[0].rows) ==
          "622900,州院,1,1,0,0,0,1,0,1,2,3,7,3,3,1,4,3,75.0,91.0,1,1,3\n"
          "622921,临夏县院,1,0,0,1,0,0,1,1,1,1,1,1,0,0,2,1,50.0,,0,0,1\n"
          "622923,永靖县院,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,0,0,0\n"
          "total,,2,1,0,1,0,1,1,2,3,4,8,4,3,1,6,4,66.7,91.0,1,1,3\n");
}

TEST_CASE("T2 follows every referral from request to decision") {
    const auto report = February().report("2020-02");
    CHECK(csv(report.tables[1].indicators) ==
          "1,carried_over,1,0,,0,0,\n"
          "2,requested,7,2,250.0,9,0,\n"
          "3,mandatory,3,2,50.0,5,0,\n"
          "4,optional,3,0,,3,0,\n"
          "5,ordered,1,0,,1,0,\n"
          "6,accepted,4,1,300.0,5,0,\n"
          "7,refused,1,0,,1,0,\n"
          "8,returned,1,0,,1,0,\n"
          "9,withdrawn,1,0,,1,0,\n"
          "10,pending,1,1,0.0,1,0,\n"
          "11,overdue,1,0,,1,0,\n"
          "12,average_days,1.3,2.0,-35.0,1.4,,\n"
          "13,withdrawn_after_acceptance,1,0,,1,0,\n");
    CHECK(csv(report.tables[1].rows) ==
          "622900,州院,0,3,2,1,0,1,0,1,1,0,0,1.0,1\n"
          "622921,临夏县院,1,2,1,1,0,2,0,0,0,1,1,3.0,0\n"
          "622923,永靖县院,0,2,0,1,1,1,1,0,0,0,0,0.0,0\n"
          "total,,1,7,3,3,1,4,1,1,1,1,1,1.3,1\n");
}

TEST_CASE("T3 counts every reason of a referral, and each referral once") {
    CHECK(csv(February().report("2020-02").tables[2].rows) ==
          "M1,0,1,-100.0,1,0,,0.0\n"
          "M2,0,1,-100.0,1,0,,0.0\n"
          "M3,1,0,,1,0,,12.5\n"
          "M4,1,0,,1,0,,12.5\n"
          "M5,1,0,,1,0,,12.5\n"
          "M6,0,0,,0,0,,0.0\n"
          "M7,1,0,,1,0,,12.5\n"
          "O1,2,1,100.0,3,0,,25.0\n"
          "O2,1,0,,1,0,,12.5\n"
          "O3,1,0,,1,0,,12.5\n"
          "total,8,3,166.7,11,0,,100.0\n"
          "distinct,7,2,250.0,9,0,,\n");
}

TEST_CASE("T5 counts standing opinions by kind, reserved and superseded ones never") {
    CHECK(csv(February().report("2020-02").tables[3].rows) ==
          "evidence,1,0,,1,0,,2,1,0,1,0,0,50.0\n"
          "facts,1,1,0.0,2,0,,0,0,0,0,0,0,\n"
          "characterization,0,0,,0,0,,0,0,0,0,0,0,\n"
          "law,1,1,0.0,2,0,,2,0,0,0,0,2,\n"
          "sentencing,0,0,,0,0,,0,0,0,0,0,0,\n"
          "procedure,0,0,,0,0,,0,0,0,0,0,0,\n"
          "trial_response,0,0,,0,0,,0,0,0,0,0,0,\n"
          "other,1,0,,1,0,,0,0,0,0,0,0,\n"
          "total,4,2,100.0,6,0,,4,1,0,1,0,2,50.0\n");
}

TEST_CASE("T0 quotes the cells of the tables") {
    CHECK(February().report("2020-02").sentences ==
          std::vector<std::string>{"conferences of several offices: 1 (2 so far)", "cases discussed: 2", "opinions given: 4 (50.0% of those answered were adopted)", "attendances: 8"});
    CHECK(February().report("2020-02", "2020-12-31", {"T3"}).sentences.empty());
}

TEST_CASE("T0 adds what was held before the tool") {
    February facts;
    Config config;
    config.database = facts.folder / "jointcase.db";
    config.held_before = 30;
    Db db(config);
    CHECK(make_report(db, parse_period("2020-02", {}), parse_time("2020-12-31")).sentences[0] ==
          "conferences of several offices: 1 (32 since 2018-06, 30 of them before this system)");
}

TEST_CASE("a chart follows each table that has one") {
    const auto charts = February().report("2020-02").charts;
    REQUIRE(charts.size() == 3);
    CHECK(charts[0].key == "T1");
    CHECK(charts[0].title == "T1 Meetings by kind, 2020-02");
    CHECK(charts[0].bars == std::vector<std::pair<std::string, std::int64_t>>{{"of several offices", 1}, {"of several departments", 0}, {"of one department", 1}});
    CHECK(charts[1].bars.size() == 10);
    CHECK(charts[2].bars.size() == 8);
}

TEST_CASE("a figure computed from nothing is — for people and null for programs") {
    February facts;
    CHECK(facts({"report", "2019-03", "--table", "T2"}) == 0);
    CHECK(facts.out.find("12   average days to decide           —         —           —             —          —                        —\n") != std::string::npos);
    CHECK(facts({"report", "2019-03", "--table", "T2", "--json"}) == 0);
    CHECK(facts.out.find("\"average_days\": null") != std::string::npos);
}

TEST_CASE("halves are rounded away from zero") {
    CHECK(rate(1, 16) == Rate{63});
    CHECK(rate(-1, 16) == Rate{-63});
    CHECK(rate(1, 8, 1) == Rate{1});
    CHECK(rate(1, 20, 1) == Rate{1});
    CHECK(rate(-1, 20, 1) == Rate{-1});
    CHECK(!rate(1, 0));
}

// --- time

TEST_CASE("moving a meeting over the month's end changes exactly these two months") {
    February facts;
    const auto months = [&] {
        std::vector<std::string> all;
        for (const char* month : {"2019-12", "2020-01", "2020-02", "2020-03"}) {
            auto& text = all.emplace_back();
            for (const auto& table : facts.report(month).tables) text += csv(pick(table.key < "T3" ? table.indicators : table.rows, std::vector<std::string>{"current"}));
        }
        return all;
    };
    facts.sql("update meeting set ended_at = '2020-01-31T23:59:59+08:00' where id = 1");
    const auto before = months();
    CHECK(before[1] != before[2]);
    facts.sql("update meeting set ended_at = '2020-02-01T00:00:00+08:00' where id = 1");
    const auto after = months();
    CHECK(before[0] == after[0]);
    CHECK(before[1] != after[1]);
    CHECK(before[2] != after[2]);
    CHECK(before[3] == after[3]);
}

TEST_CASE("splitting an office leaves the totals") {
    February facts;
    const auto totals = [&] {
        std::string all;
        for (const auto& table : facts.report("2020-02").tables) all += csv(table.indicators) + (table.key < "T3" ? csv(Table{"", "", table.rows.columns, {table.rows.rows.back()}}) : csv(table.rows));
        return all;
    };
    const auto before = totals();
    facts.sql("insert into office (id, key, name, level) values (4, '622901', '临夏市院', 'county')");
    facts.sql("update cases set office = 4 where office = 2 and id % 2 = 0");
    facts.sql("update meeting set office = 4 where id in (2, 3)");
    CHECK(totals() == before);
}

TEST_CASE("a report as of a moment knows nothing later") {
    February facts;
    const auto report = facts.report("2020-02", "2020-02-12T23:00:00+08:00");
    CHECK(iso(report.as_of) == "2020-02-12T23:00:00+08:00");
    CHECK(csv(report.tables[1].indicators) ==
          "1,carried_over,1,0,,0,0,\n"
          "2,requested,5,2,150.0,7,0,\n"
          "3,mandatory,2,2,0.0,4,0,\n"
          "4,optional,2,0,,2,0,\n"
          "5,ordered,1,0,,1,0,\n"
          "6,accepted,3,1,200.0,4,0,\n"
          "7,refused,1,0,,1,0,\n"
          "8,returned,1,0,,1,0,\n"
          "9,withdrawn,0,0,,0,0,\n"
          "10,pending,1,1,0.0,1,0,\n"
          "11,overdue,1,0,,1,0,\n"
          "12,average_days,1.4,2.0,-30.0,1.5,,\n"
          "13,withdrawn_after_acceptance,0,0,,0,0,\n");
    // the feedback came on the 13th, the second meeting ended on the 20th
    CHECK(csv(report.tables[3].rows).find("total,3,2,50.0,5,0,,4,0,0,0,0,4,\n") != std::string::npos);
}

TEST_CASE("a cancelled meeting never counts") {
    February facts;
    facts.sql("insert into change (key, meeting, seq, kind, changed_on) values ('3/1', 3, 1, 'cancelled', '2020-02-19')");
    const auto report = facts.report("2020-02");
    CHECK(csv(report.tables[0].rows).find("622921,临夏县院,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,1,0,0\n") != std::string::npos);
    CHECK(csv(report.tables[3].rows).find("other,0,0,,0,0,,0,0,0,0,0,0,\n") != std::string::npos);
}

TEST_CASE("a meeting counts to the second it ended") {
    February facts;
    CHECK(csv(facts.report("2020-02", "2020-02-07T10:30:59+08:00").tables[0].indicators).starts_with("1,meetings,0,1,-100.0,1,0,\n"));
    CHECK(csv(facts.report("2020-02", "2020-02-07T10:31:00+08:00").tables[0].indicators).starts_with("1,meetings,1,1,0.0,2,0,\n"));
}

TEST_CASE("feedback given after the period is awaited in it and counts once it is there") {
    February facts;
    CHECK(csv(facts.report("2020Q1").tables[3].rows).find("law,2,0,,2,0,,3,0,1,0,0,2,100.0\n") == std::string::npos);
    CHECK(csv(facts.report("2020Q1").tables[3].rows).find("total,6,0,,6,0,,6,1,1,1,0,3,66.7\n") != std::string::npos);
}

TEST_CASE("invariant 24: a month that is over gives the same bytes whenever it is reported") {
    February facts;
    CHECK(facts({"report", "2020-01", "--json"}) == 0);
    const auto first = facts.out;
    Cli::at("2020-03-20T10:00:00+08:00");
    CHECK(facts({"report", "2020-01", "--json"}) == 0);
    CHECK(facts.out == first);
}

// --- identities

namespace {

std::int64_t& count_at(Table& table, const std::string& row, const std::string& column) {
    for (auto& cells : table.rows) {
        const auto* code = std::get_if<Coded>(&cells[0]);
        if ((code ? code->code : std::get<std::string>(cells[0])) != row) continue;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (table.columns[i].key == column) return std::get<std::int64_t>(cells[i]);
        }
    }
    FAIL("no cell " << row << ", " << column);
    throw 0;
}

// What the checker says of the first table named so, once its cells were changed.
template <class Change>
std::string complaint(const std::string& key, Change change) {
    auto tables = February().report("2020-02").tables;
    for (auto& table : tables) {
        if (table.key == key) change(table);
    }
    try {
        check_identities(tables);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::inconsistent);
        return error.what();
    }
    return "all hold";
}

} // namespace

TEST_CASE("a table as it was made holds all its identities") {
    CHECK(complaint("T1", [](ReportTable&) {}) == "all hold");
    CHECK(February().report("2020-02").identities == (4 + 4) * 5 + (4 + 4) * 2 + 4 + 9 + 4);
    CHECK(February().report("2020-02", "2020-12-31", {"T3"}).identities == 4);
}

TEST_CASE("T1: meetings are the sum of their kinds") {
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "2", "current"); }) == "T1, column current: 1 (meetings held) = 2, but 2+3+4 = 3");
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.rows, "622921", "department"); }) == "T1, row 622921: 1 (meetings held) = 1, but 2+3+4 = 2");
}

TEST_CASE("T1: meetings are the sum of their modes") {
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "7", "last_year"); }) == "T1, column last year: 1 (meetings held) = 0, but 5+6+7 = 1");
    CHECK(complaint("T1", [](ReportTable& t) { --count_at(t.rows, "total", "video"); }) == "T1, row total: 1 (meetings held) = 2, but 5+6+7 = 1");
}

TEST_CASE("T1: attendances are members, those in attendance and guests") {
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "13", "year_to_date"); }) == "T1, column year to date: 11 (attendances) = 10, but 12+13+14 = 11");
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.rows, "622900", "attendances"); }) == "T1, row 622900: 11 (attendances) = 8, but 12+13+14 = 7");
}

TEST_CASE("T1: members are the members present") {
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "16", "previous"); }) == "T1, column previous: 12 (members) = 2, but 16 (members present) = 3");
    CHECK(complaint("T1", [](ReportTable& t) { --count_at(t.rows, "622921", "members_present"); }) == "T1, row 622921: 12 (members) = 1, but 16 (members present) = 0");
}

TEST_CASE("T1: no more members are present than expected") {
    CHECK(complaint("T1", [](ReportTable& t) { count_at(t.indicators, "15", "current") = 3; }) == "T1, column current: 16 (members present) = 4, but it is at most 15 (members expected) = 3");
    CHECK(complaint("T1", [](ReportTable& t) { count_at(t.rows, "622900", "members_expected") = 2; }) == "T1, row 622900: 16 (members present) = 3, but it is at most 15 (members expected) = 2");
}

TEST_CASE("T2: what is referred must, may or was ordered to be") {
    CHECK(complaint("T2", [](ReportTable& t) { ++count_at(t.indicators, "3", "current"); }) == "T2, column current: 2 (referred) = 7, but 3+4+5 = 8");
    CHECK(complaint("T2", [](ReportTable& t) { --count_at(t.rows, "622923", "ordered"); }) == "T2, row 622923: 2 (referred) = 2, but 3+4+5 = 1");
}

TEST_CASE("T2: what comes in is decided, withdrawn or pending") {
    CHECK(complaint("T2", [](ReportTable& t) { ++count_at(t.indicators, "10", "year_to_date"); }) == "T2, column year to date: 1+2 = 9, but 6+7+8+9+10 = 10");
    CHECK(complaint("T2", [](ReportTable& t) { ++count_at(t.rows, "total", "carried_over"); }) == "T2, row total: 1+2 = 9, but 6+7+8+9+10 = 8");
}

TEST_CASE("T3: a referral has a reason") {
    CHECK(complaint("T3", [](ReportTable& t) { count_at(t.rows, "distinct", "last_year") = 1; }) ==
          "T3, column 1 times last year: distinct (referrals, each once) = 1, but it is at most total (total (times)) = 0");
}

TEST_CASE("T5: an opinion was adopted, partly or not, was not applicable, or is awaited") {
    CHECK(complaint("T5", [](ReportTable& t) { ++count_at(t.rows, "law", "opinions"); }) == "T5, row law: 2 (opinions) = 3, but 3+4+5+6+7 = 2");
    CHECK(complaint("T5", [](ReportTable& t) { --count_at(t.rows, "total", "pending"); }) == "T5, row total: 2 (opinions) = 4, but 3+4+5+6+7 = 3");
}

TEST_CASE("T5: its issues are those of T1") {
    CHECK(complaint("T5", [](ReportTable& t) { ++count_at(t.rows, "total", "previous"); }) == "T5, row total, column previous: 3 issues, but T1.10 = 2");
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "10", "current"); }) == "T5, row total, column current: 4 issues, but T1.10 = 5");
}

TEST_CASE("invariant 23: data that break an identity stop the report and name the cell") {
    February facts;
    facts.sql("delete from referral_reason where referral = 5");
    CHECK(facts({"report", "2020-02"}) == 70);
    CHECK(facts.out.empty());
    CHECK(facts.err == "jointcase: T2, column current: 2 (referred) = 6, but 3+4+5 = 5\n");
    CHECK(facts({"report", "2020-01"}) == 0);
}

// --- the command line

TEST_CASE("report takes a period, its long form or a span") {
    February facts;
    CHECK(facts({"report", "2020-01", "--table", "t3", "--csv"}) == 0);
    const auto january = facts.out;
    CHECK(january.starts_with("period,from,to,as_of,identities\r\n2020-01,2020-01-01,2020-01-31,2020-01-31T23:59:59+08:00,4\r\n\r\nT3 Reasons for referring\r\nreason,current,"));
    for (const std::vector<std::string>& args : {std::vector<std::string>{"report", "month", "2020-01", "--table", "T3", "--csv"}, {"report", "month", "--csv", "--table", "T3"}, {"report", "last-month", "--table", "T3", "--csv"}}) {
        CHECK(facts(args) == 0);
        CHECK(facts.out == january);
    }
    CHECK(facts({"report", "--from", "2020-01-01", "--to", "2020-01-31", "--table", "T1", "--table", "T3", "--csv"}) == 0);
    CHECK(facts.out.starts_with("period,from,to,as_of,identities\r\n2020-01-01..2020-01-31,2020-01-01,2020-01-31,2020-01-31T23:59:59+08:00,44\r\n"));
}

TEST_CASE("report says what it does not understand") {
    February facts;
    const std::pair<std::vector<std::string>, std::string> wrong[] = {
        {{"report", "mont", "2020-02"}, "report has no verb “mont”; did you mean: month"},
        {{"report", "2020-99"}, "“2020-99” is not a period like 2020-02, 2020Q1, 2020H1, 2020 or last-month"},
        {{"report", "month", "2020Q1"}, "“2020Q1” is not a period like 2020-02"},
        {{"report", "month", "2020-01", "2020-02"}, "`report month` takes one period and --table"},
        {{"report", "2020-02", "--table", "T9"}, "there is no table “T9”; did you mean: T1"},
        {{"report", "--table", "T1"}, "a report needs its period: 2020-02, 2020Q1, 2020H1, 2020, last-month, or --from DATE --to DATE"},
        {{"report", "2020-02", "--from", "2020-01-01"}, "a period is either named or given by --from and --to"},
        {{"report", "--from", "2020-02-02", "--to", "2020-02-01"}, "a period cannot end on 2020-02-01, before it begins on 2020-02-02"},
    };
    for (const auto& [args, message] : wrong) {
        CHECK(facts(args) == 2);
        CHECK(facts.out.empty());
        CHECK(facts.err == "jointcase: " + message + "\n");
    }
}

TEST_CASE("report alone shows what it takes") {
    Cli jointcase;
    CHECK(jointcase({"report"}) == 0);
    CHECK(jointcase.out.find("quarter") != std::string::npos);
}

TEST_CASE("a report without any data has every table") {
    Cli jointcase;
    CHECK(jointcase({"report", "2020-02", "--json"}) == 0);
    for (const char* key : {"\"sentences\"", "\"T1\"", "\"T1_offices\"", "\"T2\"", "\"T2_offices\"", "\"T3\"", "\"T5\""}) CHECK(jointcase.out.find(key) != std::string::npos);
}
