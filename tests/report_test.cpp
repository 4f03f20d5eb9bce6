#include "world.hpp"

#include <jointcase/error.hpp>
#include <jointcase/report.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <sstream>

using namespace jointcase;
using jointcase::test::Cli;
using jointcase::test::read_file;
using jointcase::test::World;

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

    void posting(int talent, int office, const std::string& category, const std::string& from, const std::string& to = "", int in_quota = 0, const std::string& quota_on = "") const {
        sql(fmt::format("insert into posting (key, talent, office, category, from_on, to_on, in_quota, quota_on) values ('{0}/{3}', {0}, nullif({1}, 0), '{2}', '{3}', nullif('{4}', ''), {5}, nullif('{6}', ''))",
                        talent, office, category, from, to, in_quota, quota_on));
    }
    void member(int talent, const std::string& tier, const std::string& admitted, const std::string& exited = "", const std::string& why = "") const {
        sql(fmt::format("insert into membership (key, talent, tier, nominated_on, admitted_on, exited_on, exit_reason) values ('{0}/{2}', {0}, '{1}', '{2}', '{2}', nullif('{3}', ''), nullif('{4}', ''))",
                        talent, tier, admitted, exited, why));
    }

    Report report(const std::string& period, const char* as_of = "2020-12-31", const std::vector<std::string>& tables = {}) const {
        Config config;
        config.database = folder / "jointcase.db";
        Db db(config);
        return make_report(db, parse_period(period, parse_date("2020-02-20")), parse_time(as_of), {tables, {}, false});
    }
    ReportTable table(const std::string& key, const char* as_of = "2020-12-31") const { return report("2020-02", as_of, {key}).tables.at(0); }

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

// The cells of the row that begins so, in CSV.
std::string line(const Table& table, const std::string& begin) {
    const auto all = '\n' + csv(table);
    const auto from = all.find('\n' + begin + ',');
    REQUIRE(from != std::string::npos);
    return all.substr(from + 1, all.find('\n', from + 1) - from - 1);
}

const ReportTable& named(const Report& report, const std::string& key) {
    for (const auto& table : report.tables) {
        if (table.key == key) return table;
    }
    FAIL("no table " << key);
    throw 0;
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
        sql("insert into change (key, meeting, seq, kind, changed_on) values ('2/1', 2, 1, 'postponed', '2020-02-03'), ('4/1', 4, 1, 'postponed', '2019-12-05'), ('4/2', 4, 2, 'cancelled', '2020-02-18')");
        sql("insert into feedback (id, key, referral, decided_by_role, decision, decided_on, submitted_on) values"
            " (1, 'r2', 2, 'handler', 'prosecute', '2020-02-12', '2020-02-13'), (2, 'r3', 3, 'chief', 'prosecute', '2020-02-20', '2020-03-01')");
        adopt(1, 1, 3, "adopted"), adopt(2, 1, 4, "not_adopted"), adopt(3, 2, 7, "partly_adopted");
    }
};

} // namespace

namespace {

std::string plain_cell(const Cell& cell) {
    const Table table{"", "", {{"", ""}}, {{cell}}};
    return csv(table);
}

Report report_with(const Facts& facts, const ReportOptions& options) {
    Config config;
    config.database = facts.folder / "jointcase.db";
    Db db(config);
    return make_report(db, parse_period("2020-02", {}), parse_time("2020-12-31"), options);
}

// What each indicator says of the period, in the report of each office and in the row of that office.
void check_offices(const Facts& facts) {
    const auto all = report_with(facts, {});
    for (const char* office : {"622900", "622921", "622923"}) {
        const auto own = report_with(facts, {{}, office, false});
        for (std::size_t i = 0; i < all.tables.size(); ++i) {
            if (all.tables[i].indicators.rows.empty() || all.tables[i].key == "T9") continue; // its rows are members
            CAPTURE(all.tables[i].key);
            CHECK(own.tables[i].rows.rows.empty());
            std::string mine, row;
            for (const auto& indicator : own.tables[i].indicators.rows) mine += plain_cell(indicator[2]);
            for (const auto& cells : all.tables[i].rows.rows) {
                if (std::get_if<std::string>(&cells[0]) == nullptr || std::get<std::string>(cells[0]) != office) continue;
                for (std::size_t n = 2; n < cells.size(); ++n) row += plain_cell(cells[n]);
            }
            CHECK(mine == row);
        }
    }
}

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
    CHECK(csv(February().table("T1").indicators) ==
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
    CHECK(csv(February().table("T1").rows) ==
          "622900,州院,1,1,0,0,0,1,0,1,2,3,7,3,3,1,4,3,75.0,91.0,1,1,3\n"
          "622921,临夏县院,1,0,0,1,0,0,1,1,1,1,1,1,0,0,2,1,50.0,,0,0,1\n"
          "622923,永靖县院,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,0,0,0\n"
          "total,,2,1,0,1,0,1,1,2,3,4,8,4,3,1,6,4,66.7,91.0,1,1,3\n");
}

TEST_CASE("T2 follows every referral from request to decision") {
    const auto table = February().table("T2");
    CHECK(csv(table.indicators) ==
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
    CHECK(csv(table.rows) ==
          "622900,州院,0,3,2,1,0,1,0,1,1,0,0,1.0,1\n"
          "622921,临夏县院,1,2,1,1,0,2,0,0,0,1,1,3.0,0\n"
          "622923,永靖县院,0,2,0,1,1,1,1,0,0,0,0,0.0,0\n"
          "total,,1,7,3,3,1,4,1,1,1,1,1,1.3,1\n");
}

TEST_CASE("T3 counts every reason of a referral, and each referral once") {
    CHECK(csv(February().table("T3").rows) ==
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
    CHECK(csv(February().table("T5").rows) ==
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

TEST_CASE("T4 says whose opinions help whose cases") {
    CHECK(csv(February().table("T4").rows) ==
          "622900,州院,0,0,0,0,0,,0,0\n"
          "622921,临夏县院,3,0,0,0,3,100.0,3,0\n"
          "622923,永靖县院,0,0,1,0,1,0.0,0,0\n"
          "total,,3,0,1,0,4,75.0,3,0\n");
}

TEST_CASE("T4: an expert without an office is from outside, who has no posting is of the last office, and help goes down too") {
    February facts;
    facts.sql("update attendance set category = 'expert' where meeting = 2 and talent = 8");
    facts.sql("insert into posting (key, talent, office, category, from_on, to_on) values ('a', 9, 2, 'prosecutor', '2010-01-01', '2014-12-31'), ('b', 9, 3, 'prosecutor', '2015-01-01', '2019-12-31')");
    facts.attend(2, 9, 0, "observer");
    facts.opinion(20, 2, 2, 8), facts.opinion(21, 2, 2, 9), facts.opinion(22, 3, 10, 4);
    CHECK(csv(facts.table("T4").rows) ==
          "622900,州院,0,1,0,0,1,100.0,0,1\n"
          "622921,临夏县院,3,0,1,1,5,100.0,3,0\n"
          "622923,永靖县院,0,0,1,0,1,0.0,0,0\n"
          "total,,3,1,2,1,7,85.7,3,1\n");
}

namespace {

// Nine referrals discussed in one meeting of January, answered or not. Feedback is due five days after the decision.
struct Answers : Facts {
    Answers() {
        meeting(1, 1, "cross_office", "onsite", "2020-01-03T09:00", "2020-01-03T11:00");
        attend(1, 1, 1, "chair");
        const int offices[] = {2, 2, 3, 3, 3, 1, 1, 1, 1};
        for (int i = 1; i <= 9; ++i) {
            referral(i, i, offices[i - 1], "'2020-01-02', 'accepted', '2020-01-02', null, null, null", "O1", "law");
            item(1, i);
        }
        sql("insert into feedback (id, key, referral, decided_by_role, decision, decided_on, submitted_on) values"
            " (1, 'r1', 1, 'handler', 'prosecute', '2020-01-20', '2020-02-03'), (2, 'r2', 2, 'handler', 'prosecute', '2020-02-05', '2020-02-10'),"
            " (3, 'r3', 3, 'chief', 'not_prosecute', '2020-02-05', '2020-02-11'), (4, 'r4', 4, 'handler', 'other', '2020-02-20', null),"
            " (5, 'r5', 5, 'handler', 'other', '2020-02-24', null), (6, 'r6', 6, 'handler', 'other', '2020-02-26', '2020-03-01'),"
            " (7, 'r7', 7, 'handler', 'other', '2020-02-10', '2020-02-10'), (8, 'r8', 8, 'handler', 'other', '2020-01-05', '2020-01-06'),"
            " (9, 'r9', 9, 'handler', 'other', '2020-03-02', null)");
        opinion(1, 1, 1, 1), opinion(2, 1, 1, 1), opinion(3, 1, 2, 1), opinion(4, 1, 2, 1), opinion(5, 1, 3, 1), opinion(6, 1, 7, 1), opinion(7, 1, 7, 1, "'dissent'", "6");
        adopt(1, 1, 1, "adopted"), adopt(2, 1, 2, "adopted"), adopt(3, 2, 3, "adopted"), adopt(5, 3, 5, "not_adopted"), adopt(6, 7, 6, "not_adopted"), adopt(7, 7, 7, "not_applicable");
        sql("insert into adoption (id, key, feedback, opinion, adoption, reason_code, reason) values (4, 'd4', 2, 4, 'partly_adopted', 'new_evidence', 'why')");
        sql("insert into escalation (key, referral, seq, to_body, escalated_on) values ('1', 2, 1, 'chief', '2020-02-06'), ('2', 2, 2, 'chief', '2020-02-07'),"
            " ('3', 3, 1, 'chief', '2020-02-06'), ('4', 3, 2, 'committee', '2020-02-29'), ('5', 1, 1, 'superior', '2020-01-31')");
    }
};

} // namespace

TEST_CASE("T6 follows what is to be answered until it is, each referral once") {
    const auto table = Answers().table("T6");
    CHECK(csv(table.indicators) ==
          "1,expected,7,2,250.0,8,0,\n"
          "2,on_time,2,1,100.0,3,0,\n"
          "3,late,2,0,,2,0,\n"
          "4,overdue,1,1,0.0,1,0,\n"
          "5,not_due,2,0,,2,0,\n"
          "6,all_adopted,1,0,,1,0,\n"
          "7,partly_adopted,1,0,,1,0,\n"
          "8,none_adopted,1,0,,1,0,\n"
          "8a,nothing_to_adopt,1,1,0.0,2,0,\n"
          "9,reasoned,1,0,,1,0,\n"
          "10,to_chief,2,0,,2,0,\n"
          "11,to_committee,1,0,,1,0,\n"
          "12,to_superior,0,1,-100.0,1,0,\n"
          "13,average_days,6.3,1.0,530.0,5.2,,\n");
    CHECK(csv(table.rows) ==
          "622900,州院,2,1,0,0,1,0,0,0,1,0,0,0,0,0.0\n"
          "622921,临夏县院,2,1,1,0,0,1,1,0,0,1,1,0,0,9.5\n"
          "622923,永靖县院,3,0,1,1,1,0,0,1,0,0,1,1,0,6.0\n"
          "total,,7,2,2,1,2,1,1,1,1,1,2,1,0,6.3\n");
}

TEST_CASE("T6: when feedback is due, say the rules of the meeting") {
    Answers facts;
    facts.sql("update meeting set rules_text = 'profile=linxia' || char(10) || 'feedback_due_days=none' || char(10)");
    CHECK(line(facts.table("T6").rows, "total") == "total,,7,4,0,0,3,1,1,1,1,1,2,1,0,6.3");
    facts.sql("update meeting set rules_text = 'profile=linxia' || char(10) || 'feedback_due_days=1' || char(10)");
    CHECK(line(facts.table("T6").rows, "total") == "total,,7,1,3,3,0,1,1,1,1,1,2,1,0,6.3");
}

namespace {

struct Trials : Facts {
    Trials() {
        referral(1, 1, 2, "'2020-01-08', 'accepted', '2020-01-10', null, null, null", "M1", "facts");
        meeting(1, 1, "cross_office", "onsite", "2020-01-15T09:00", "2020-01-15T11:00");
        item(1, 1);
        sql("insert into cases (id, key, kind, name, lead_cause, office) values (2, 'c2', 'case', 'c', 'x', 3), (3, 'c3', 'case', 'c', 'x', 3), (4, 'c4', 'case', 'c', 'x', 1), (5, 'c5', 'case', 'c', 'x', 1)");
        sql("update cases set judged_on = '2020-02-20', outcome = 'as_charged' where id = 1; update cases set judged_on = '2020-02-28', outcome = 'partly' where id = 2;"
            "update cases set judged_on = '2020-02-29', outcome = 'acquitted' where id = 3; update cases set judged_on = '2020-01-20', outcome = 'other_charge' where id = 4;"
            "update cases set judged_on = '2020-02-25', outcome = 'other_charge', voided_on = '2020-02-26', void_why = 'why' where id = 5");
        sql("insert into defence (key, case_id, seq, argument, kind, predicted_on, response, prepared_by, trial_on, raised, response_used, court_view) values"
            " ('1/1', 1, 1, 'a', 'facts', '2020-02-10', 'r', 1, '2020-02-20', 'yes', 1, 'for_prosecution'),"
            " ('1/2', 1, 2, 'b', 'facts', '2020-02-10', null, null, '2020-02-20', 'yes', null, 'for_defence'),"
            " ('1/3', 1, 3, 'c', 'facts', '2020-02-10', 'r', 1, '2020-02-20', 'no', 0, null),"
            " ('1/4', 1, 4, 'd', 'facts', null, null, null, '2020-02-20', 'yes', null, 'partly'),"
            " ('1/5', 1, 5, 'e', 'facts', '2020-01-10', null, null, '2020-01-17', 'unknown', null, null),"
            " ('2/1', 2, 1, 'a', 'facts', '2020-02-22', null, null, '2020-02-21', 'yes', null, 'not_addressed'),"
            " ('2/2', 2, 2, 'b', 'facts', '2020-02-01', null, null, '2020-02-21', 'yes', null, null),"
            " ('2/3', 2, 3, 'c', 'facts', '2020-02-01', null, null, '2020-02-21', 'yes', null, 'not_addressed'),"
            " ('3/1', 3, 1, 'a', 'facts', '2020-02-01', null, null, null, null, null, null)");
    }
};

} // namespace

TEST_CASE("T7 compares what was foreseen with what was argued, and counts the court's view of that alone") {
    const auto table = Trials().table("T7");
    CHECK(csv(table.indicators) ==
          "1,cases,1,1,0.0,1,0,\n"
          "2,predicted,5,1,400.0,6,0,\n"
          "3,raised,6,0,,6,0,\n"
          "4,hits,4,0,,4,0,\n"
          "5,hit_rate,66.7,,,66.7,,\n"
          "6,prepared,2,0,,2,0,\n"
          "7,used,1,0,,1,0,\n"
          "8,for_prosecution,1,0,,1,0,\n"
          "9,for_defence,1,0,,1,0,\n"
          "10,partly,0,0,,0,0,\n"
          "11,not_addressed,1,0,,1,0,\n"
          "12,as_charged,1,0,,1,0,\n"
          "13,other_charge,0,1,-100.0,1,0,\n"
          "14,acquitted,2,0,,2,0,\n");
    CHECK(csv(table.rows) ==
          "622900,州院,0,0,0,0,,0,0,0,0,0,0,0,0,0\n"
          "622921,临夏县院,1,3,3,2,66.7,2,1,1,1,0,0,1,0,0\n"
          "622923,永靖县院,0,2,3,2,66.7,0,0,0,0,0,1,0,0,2\n"
          "total,,1,5,6,4,66.7,2,1,1,1,0,1,1,0,2\n");
}

namespace {

// A pool of six on 1 February; one comes, one goes, one comes and goes, and one moves to another office.
struct Pool : Facts {
    Pool() {
        posting(1, 1, "prosecutor", "2000-01-01", "", 1, "2017-06-20"), posting(2, 2, "prosecutor", "2000-01-01", "", 1, "2020-03-10");
        posting(3, 2, "clerk", "2000-01-01", "2020-02-09"), posting(3, 3, "clerk", "2020-02-10");
        posting(4, 2, "assistant", "2000-01-01", "2020-02-04"), posting(4, 3, "assistant", "2020-02-05"); // in the new office when admitted
        posting(5, 1, "prosecutor", "2000-01-01"), posting(6, 2, "technician", "2000-01-01"), posting(7, 0, "expert", "2000-01-01");
        born(1, "1960-03-01"), born(2, "1984-02-29"), born(3, "1984-03-01"), born(5, "1960-01-01"), born(7, "1970-01-01");
        sql("update talent set gender = 'female' where id = 1; update talent set voided_on = '2020-01-01', void_why = 'why' where id = 9;"
            "insert into talent_language values (1, '汉语'), (2, '汉语'), (2, '东乡语')");
        member(1, "core", "2019-03-01"), member(2, "mainstay", "2019-03-01"), member(3, "reserve", "2019-03-01"), member(4, "mainstay", "2020-02-05");
        member(5, "core", "2019-03-01", "2020-02-15", "retire"), member(6, "reserve", "2020-02-03", "2020-02-20", "voluntary");
        member(7, "core", "2020-01-10"), member(8, "reserve", "2020-01-10"), member(9, "core", "2019-03-01");
    }
    void born(int talent, const std::string& day) const { sql(fmt::format("update talent set birth_date = '{}' where id = {}", day, talent)); }
};

} // namespace

TEST_CASE("T8 counts who came into the pool and left it, and who is in it on the last day") {
    const auto table = Pool().table("T8");
    CHECK(csv(table.indicators) ==
          "1,opening,6,4,50.0,4,0,\n"
          "2,admitted,2,2,0.0,4,0,\n"
          "3,exited,2,0,,2,0,\n"
          "3a,moved_in,1,0,,1,0,\n"
          "3b,moved_out,1,0,,1,0,\n"
          "4,members,6,6,0.0,6,0,\n"
          "5,prosecutors,2,3,-33.3,2,0,\n"
          "6,in_quota,1,1,0.0,1,0,\n"
          "7,assistants,1,0,,1,0,\n"
          "8,clerks,1,1,0.0,1,0,\n"
          "9,others,2,2,0.0,2,0,\n"
          "10,young,1,2,-50.0,1,0,\n"
          "11,middle,2,1,100.0,2,0,\n"
          "12,senior,1,2,-50.0,1,0,\n"
          "13,age_unknown,2,1,100.0,2,0,\n"
          "14,women,1,1,0.0,1,0,\n"
          "15,bilingual,1,1,0.0,1,0,\n"
          "16,core,2,3,-33.3,2,0,\n"
          "17,mainstay,2,1,100.0,2,0,\n"
          "18,reserve,2,2,0.0,2,0,\n"
          "19,average_age,45.0,47.8,-5.9,45.0,,\n"
          "20a,left_office,0,0,,0,0,\n"
          "20b,retired,1,0,,1,0,\n"
          "20c,failed,0,0,,0,0,\n"
          "20d,term_ended,0,0,,0,0,\n"
          "20e,otherwise,1,0,,1,0,\n");
    CHECK(csv(table.rows) ==
          "622900,州院,4,0,1,0,0,3,1,1,0,0,2,0,1,1,1,1,0,2,0,1,54.5,0,1,0,0,0\n"
          "622921,临夏县院,2,1,1,0,1,1,1,0,0,0,0,0,1,0,0,0,1,0,1,0,36.0,0,0,0,0,1\n"
          "622923,永靖县院,0,1,0,1,0,2,0,0,1,1,0,1,0,0,1,0,0,0,1,1,35.0,0,0,0,0,0\n"
          "total,,6,2,2,1,1,6,2,1,1,1,2,1,2,1,2,1,1,2,2,2,45.0,0,1,0,0,1\n");
}

TEST_CASE("T8: who moves on the day of the exit leaves from the new office, and what comes later has not happened yet") {
    Pool facts;
    facts.posting(5, 3, "prosecutor", "2020-02-15");
    const auto rows = facts.table("T8").rows;
    CHECK(line(rows, "622900").starts_with("622900,州院,4,0,0,0,1,3,"));
    CHECK(line(rows, "622923").starts_with("622923,永靖县院,0,1,1,2,0,2,"));
    CHECK(line(facts.table("T8", "2020-02-14T12:00:00+08:00").rows, "total").starts_with("total,,6,2,0,1,1,8,"));
}

TEST_CASE("T8 holds its identities whatever people did, in every office and month") {
    Pool facts;
    unsigned seed = 1;
    const auto any = [&seed](int n) { return static_cast<int>((seed = seed * 1103515245u + 12345u) >> 16) % n; };
    const auto on = [&](int from, int to) { return iso(add_days(parse_date("2019-12-20"), from + any(to - from))); };
    const char* tiers[] = {"core", "mainstay", "reserve"};
    const char* reasons[] = {"transfer", "retire", "leave", "discipline", "assessment_fail", "term_end", "voluntary"};
    const char* categories[] = {"prosecutor", "assistant", "clerk", "bailiff"};
    for (int i = 10; i < 60; ++i) {
        facts.sql(fmt::format("insert into talent (id, key, office, staff_no, name, pinyin, initials) values ({0}, 't{0}', {1}, '0{0}', 't', 't', 't')", i, 1 + any(3)));
        if (any(4)) facts.born(i, iso(add_days(parse_date("1960-01-01"), any(15000))));
        for (int first = any(30); first < 120 && any(8); first += 10 + any(40)) facts.posting(i, 1 + any(3), categories[any(4)], iso(add_days(parse_date("2019-12-20"), first)));
        for (int first = any(60); first < 110; first += 60) {
            const auto admitted = on(first, first + 10);
            if (any(2)) facts.member(i, tiers[any(3)], admitted, iso(add_days(parse_date(admitted), any(45))), reasons[any(7)]);
            else if (first >= 50) facts.member(i, tiers[any(3)], admitted);
        }
    }
    for (const char* period : {"2019-12", "2020-01", "2020-02", "2020-03", "2020Q1", "2020"}) {
        CHECK(facts.report(period, "2020-12-31", {"T8"}).identities == (4 + 4) * 5 + 4);
        for (const char* as_of : {"2020-02-15", "2020-03-01"}) CHECK(facts.report("2020-02", as_of, {"T8"}).identities == (4 + 4) * 5 + 4);
    }
    check_offices(facts);
    CHECK(std::get<std::int64_t>(facts.report("2020", "2020-12-31", {"T8"}).tables[0].indicators.rows[3][2]) > 10); // moves
}

TEST_CASE("T8: the bands of age are those of the configuration, and their titles say so") {
    Pool facts;
    facts.file(".jointcase.toml", read_file(facts.folder / ".jointcase.toml") + "\n[report]\nage_bands = { young = 36, middle = 59 }\n");
    CHECK(facts({"report", "2020-01", "--table", "T8"}) == 0);
    for (const char* title : {"young ≤36 ", "of middle age 37–59 ", "senior ≥60 ", "10 young ≤36"}) CHECK(facts.out.find(title) != std::string::npos);
    CHECK(facts({"report", "2020-01", "--table", "T8", "--csv"}) == 0);
    CHECK(facts.out.find("10,young,2,2,") != std::string::npos);
    CHECK(facts.out.find("11,middle,2,2,") != std::string::npos);
    CHECK(facts.out.find("12,senior,1,0,") != std::string::npos);
}

namespace {

struct Campaigns : February {
    Campaigns() {
        sql("insert into campaign (id, key, name, from_on) values (1, 'saohei', '扫黑除恶', '2018-01-01'), (2, 'yiqing', '疫情防控', '2020-01-01');"
            "insert into case_campaign values (1, 1), (1, 2), (2, 1);"
            "update cases set gang = 'black' where id = 1; update cases set gang = 'evil' where id = 2; update feedback set decision = 'arrest' where id = 2");
    }
};

} // namespace

TEST_CASE("T10 counts a case in each of its campaigns, and once in all") {
    CHECK(csv(Campaigns().table("T10").rows) ==
          "saohei,1,2,-50.0,3,0,,1,0,1,3,3,50.0,2,1,0,0,1\n"
          "yiqing,0,1,-100.0,1,0,,0,0,0,0,0,,0,0,0,0,0\n"
          "none,6,0,,6,0,,1,0,0,1,1,,0,0,0,0,0\n"
          "total,7,2,250.0,9,0,,2,0,1,4,4,50.0,2,1,0,0,1\n");
    CHECK(csv(Campaigns().report("2020-01", "2020-12-31", {"T10"}).tables[0].rows) ==
          "saohei,2,0,,2,0,,1,1,0,2,2,,0,0,0,0,0\n"
          "yiqing,1,0,,1,0,,1,1,0,2,2,,0,0,0,0,0\n"
          "none,0,0,,0,0,,0,0,0,0,0,,0,0,0,0,0\n"
          "total,2,0,,2,0,,1,1,0,2,2,,0,0,0,0,0\n");
}

namespace {

// The meeting of the 7th is recorded and filed, but for one who is recused and one who did not sign; that of the 20th is not.
struct Records : February {
    Records() {
        const std::string digest(64, '0');
        sql("insert into recusal (key, case_id, talent, ground, source, raised_on, decided_by, decided_on, result, again_by, again_on, again_result) values"
            " ('1', 2, 3, 'interest', 'self', '2020-02-04', 9, '2020-02-05', 'granted', null, null, null),"
            " ('2', 2, 1, 'interest', 'application', '2020-02-04', 9, '2020-02-05', 'rejected', 9, '2020-03-05', 'granted'),"
            " ('3', 9, 9, 'interest', 'self', '2020-02-15', null, null, null, null, null, null)");
        sql("insert into minutes (id, key, meeting, version, text, sha256, drafted_on, circulated_on, signed_on, filed_on, filed_by, volume) values"
            " (1, '1', 2, 1, 't', '" + digest + "', '2020-02-08', '2020-02-08', null, null, null, null),"
            " (2, '2', 2, 2, 't', '" + digest + "', '2020-02-10', '2020-02-10', '2020-02-12', '2020-02-20', 5, 'internal')");
        sql("insert into signature (key, minutes, talent, signed_on, note) values ('1', 1, 2, '2020-02-09', null), ('2', 2, 1, '2020-02-12', null), ('3', 2, 2, null, '出差')");
        sql("update attendance set materials_sent_at = '2020-02-04T23:59:59+08:00' where meeting = 2 and talent in (1, 2, 4);"
            "update attendance set materials_sent_at = '2020-02-01T09:00:00+08:00' where meeting = 3 and talent = 3");
    }
};

} // namespace

TEST_CASE("T11 counts what the record of each meeting needs and has") {
    const auto table = Records().table("T11");
    CHECK(csv(table.indicators) ==
          "1,items,3,1,200.0,4,0,\n"
          "2,signers,3,2,50.0,5,0,\n"
          "3,signatures,1,0,,1,0,\n"
          "4,noted,1,0,,1,0,\n"
          "4a,unsigned,1,2,-50.0,3,0,\n"
          "5,signing_rate,33.3,0.0,,20.0,,\n"
          "6,to_file,2,1,100.0,3,0,\n"
          "7,filed,1,0,,1,0,\n"
          "8,overdue,1,1,0.0,2,0,\n"
          "8a,not_due,0,0,,0,0,\n"
          "9,materials_in_time,2,0,,2,0,\n"
          "10,materials_rate,66.7,0.0,,50.0,,\n"
          "11,recusals,3,0,,3,0,\n"
          "11a,granted,1,0,,1,0,\n"
          "12,silent,1,0,,1,0,\n"
          "13,average_days,5.0,,,5.0,,\n");
    CHECK(csv(table.rows) ==
          "622900,州院,2,2,1,1,0,50.0,1,1,0,0,2,100.0,2,1,0,5.0\n"
          "622921,临夏县院,1,1,0,0,1,0.0,1,0,1,0,0,0.0,1,0,1,\n"
          "622923,永靖县院,0,0,0,0,0,,0,0,0,0,0,,0,0,0,\n"
          "total,,3,3,1,1,1,33.3,2,1,1,0,2,66.7,3,1,1,5.0\n");
}

TEST_CASE("T11: who signs, when materials go out and when minutes are filed, say the rules of the meeting") {
    Records facts;
    facts.sql("update meeting set rules_text = 'profile=linxia' || char(10) || 'sign_required=attendees' || char(10) || 'materials_lead_days=4' || char(10) || 'file_due_days=9' || char(10)");
    const auto rows = facts.table("T11").rows;
    CHECK(line(rows, "622900") == "622900,州院,2,6,1,1,4,16.7,1,1,0,0,0,0.0,2,1,0,5.0");
    CHECK(line(rows, "622921") == "622921,临夏县院,1,2,0,0,2,0.0,1,0,0,1,0,0.0,1,0,1,");
}

TEST_CASE("T11: materials are in time when every member had them, whoever came") {
    Records facts;
    facts.sql("update attendance set materials_sent_at = null where meeting = 2 and talent = 4");
    CHECK(line(facts.table("T11").rows, "622900") == "622900,州院,2,2,1,1,0,50.0,1,1,0,0,0,0.0,2,1,0,5.0");
}

TEST_CASE("T11 as of a moment knows no later signature, filing or recusal") {
    const auto rows = Records().table("T11", "2020-02-11T12:00:00+08:00").rows;
    CHECK(line(rows, "622900") == "622900,州院,2,2,0,1,1,0.0,1,0,0,1,2,100.0,2,1,0,");
    CHECK(line(rows, "total") == "total,,2,2,0,1,1,0.0,1,0,0,1,2,100.0,2,1,0,");
}

namespace {

// February with five in the pool on some day of it, one who left before, and what they were given besides meetings.
struct Members : February {
    Members() {
        posting(1, 1, "prosecutor", "2000-01-01"), posting(2, 1, "prosecutor", "2000-01-01"), posting(7, 3, "prosecutor", "2000-01-01");
        posting(3, 2, "prosecutor", "2000-01-01", "2020-02-14"), posting(3, 3, "prosecutor", "2020-02-15");
        member(1, "core", "2019-03-01"), member(2, "mainstay", "2019-03-01", "2020-02-03", "transfer"), member(3, "reserve", "2020-02-10");
        member(4, "core", "2019-03-01", "2020-01-31", "retire"), member(7, "core", "2019-01-01"), member(8, "core", "2019-01-01");
        sql("insert into membership (key, talent, nominated_on) values ('n', 5, '2020-02-01')");
        task(1, 1, "'2020-01-10', '2020-02-10', '2020-02-08', null, null"), task(2, 1, "'2020-01-05', '2020-01-15', '2020-01-20', null, '五件'");
        task(3, 1, "'2020-02-01', '2020-02-20', null, null, null"), task(4, 1, "'2020-02-10', '2020-02-29', null, null, null");
        task(5, 3, "'2020-02-12', '2020-03-10', null, '2020-02-20', '疫情'"), task(6, 3, "'2020-02-16', '2020-03-10', '2020-03-01', null, null");
        task(7, 4, "'2020-02-10', '2020-02-15', null, null, null");
        sql("insert into growth (key, talent, seq, kind, happened_on, title) values ('1/1', 1, 1, 'training', '2020-02-11', '证据'), ('1/2', 1, 2, 'lecture', '2020-02-12', '诈骗罪'),"
            " ('1/3', 1, 3, 'training', '2020-01-31', '公诉'), ('1/4', 1, 4, 'plan', '2020-02-20', '计划'), ('3/1', 3, 1, 'lecture', '2020-02-29', '量刑')");
        sql("insert into exemplar (id, key, talent, designated_on, title) values (1, '1', 1, '2019-05-01', 'e'), (2, '3', 3, '2020-02-14', 'e'), (3, '9', 9, '2020-02-10', 'e');"
            "insert into visit (id, key, exemplar, seq, visitor, planned_on, visited_on) values (1, '1/1', 1, 1, 9, null, '2020-02-18'), (2, '1/2', 1, 2, 9, '2020-02-25', null), (3, '3/1', 2, 1, 9, null, '2020-02-20'),"
            " (4, '1/3', 1, 3, 9, null, '2020-01-31'), (5, '9/1', 3, 1, 1, null, '2020-02-28');"
            "insert into matter (key, visit, seq, kind, text, resolved_on) values ('1', 1, 1, 'hardship', 't', '2020-02-25'), ('2', 1, 2, 'question', 't', null), ('3', 3, 1, 'shortcoming', 't', '2020-03-02'),"
            " ('4', 4, 1, 'hardship', 't', '2020-02-05');"
            "insert into publicity (key, exemplar, seq, channel, title, published_on, reviewed_by) values ('1', 1, 1, 'wechat', 'p1', '2020-02-19', 9), ('2', 1, 2, 'weibo', 'p2', '2020-02-29', 9), ('3', 2, 1, 'intranet', 'p3', '2020-02-20', 9),"
            " ('4', 1, 3, 'app', 'p4', '2020-03-01', 9), ('5', 1, 4, 'mainstream_media', 'p5', '2020-01-05', 9)");
        sql("update cases set closed_on = '2020-01-20', result = 'r' where id = 6;"
            "insert into callup (key, case_id, talent, ordered_by, from_on) values ('调1', 4, 1, 1, '2020-02-10');"
            "insert into case_role (key, case_id, seq, talent, role, from_on, to_on) values ('4/1', 4, 1, 1, 'co_handler', '2020-02-11', null), ('5/1', 5, 1, 1, 'former_investigator', null, null),"
            " ('2/1', 2, 1, 3, 'assistant', null, null), ('3/1', 3, 1, 7, 'clerk', '2020-01-01', '2020-01-31'), ('6/1', 6, 1, 1, 'co_handler', '2020-01-10', null)");
    }
    void task(int id, int talent, const std::string& days) const {
        sql(fmt::format("insert into task (id, key, office, year, seq, talent, title, assigned_on, due_on, done_on, cancelled_on, result) values ({0}, 'T{0}', 1, 2020, {0}, {1}, 'k{0}', {2})", id, talent, days));
    }
};

} // namespace

TEST_CASE("T9 counts what the members of the pool did and were given") {
    const auto table = Members().table("T9");
    CHECK(csv(table.indicators) ==
          "1,invited,6,2,200.0,11,0,\n"
          "2,present,6,2,200.0,8,0,\n"
          "3,attendance_rate,100.0,100.0,0.0,72.7,,\n"
          "4,opinions,4,2,100.0,6,0,\n"
          "5,adopted,1,0,,1,0,\n"
          "6,for_others,3,2,50.0,5,0,\n"
          "7,chaired,2,1,100.0,3,0,\n"
          "8,cases,2,2,0.0,4,0,\n"
          "9,tasks,5,2,150.0,7,0,\n"
          "10,done,1,1,0.0,2,0,\n"
          "11,overdue,1,0,,2,0,\n"
          "12,in_time,2,1,100.0,2,0,\n"
          "12a,cancelled,1,0,,1,0,\n"
          "13,trainings,1,1,0.0,2,0,\n"
          "14,lectures,2,0,,2,0,\n"
          "15,visits,2,1,100.0,3,0,\n"
          "16,silent,2,0,,2,0,\n"
          "17,published,3,1,200.0,4,0,\n");
    CHECK(csv(table.rows) ==
          "622900-001,t1,1,1,100.0,2,1,2,1,1,3,1,1,1,0,1,1,1,0,2\n"
          "622900-002,t2,1,1,100.0,1,0,1,0,0,0,0,0,0,0,0,0,0,0,0\n"
          "622900-003,t3,2,2,100.0,0,0,0,1,1,2,0,0,1,1,0,1,1,2,1\n"
          "622900-007,t7,1,1,100.0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
          "622900-008,t8,1,1,100.0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
          "total,,6,6,100.0,4,1,3,2,2,5,1,1,2,1,1,2,2,2,3\n");
}

TEST_CASE("T9: a written meeting has nothing to present or to record, and who gave no opinion on it was not there") {
    Members facts;
    facts.member(6, "reserve", "2020-01-01");
    facts.sql("update membership set exited_on = null, exit_reason = null where talent = 4; update attendance set role = 'chair' where meeting = 3 and talent = 4");
    const auto rows = facts.table("T9").rows;
    CHECK(line(rows, "622900-004").starts_with("622900-004,t4,2,0,0.0,0,0,0,1,")); // presided in writing all the same
    CHECK(line(rows, "622900-006").starts_with("622900-006,t6,1,1,100.0,0,0,0,0,"));
}

TEST_CASE("T9: nobody takes part in a case that is closed, or after their part in it has ended") {
    Members facts;
    facts.sql("update case_role set to_on = '2020-12-31' where case_id = 6; update case_role set to_on = '2020-02-01' where case_id = 2");
    CHECK(line(facts.table("T9").indicators, "8").starts_with("8,cases,2,2,"));
    facts.sql("update case_role set to_on = '2020-01-31' where case_id = 2; update cases set voided_on = '2020-03-01', void_why = 'why' where id = 4");
    CHECK(line(facts.table("T9").indicators, "8").starts_with("8,cases,0,2,"));
}

TEST_CASE("T9 of an office has those who were posted there, with what they did there") {
    const auto table = report_with(Members(), {{"T9"}, "622923", false}).tables[0];
    std::string current;
    for (const auto& row : table.indicators.rows) current += ',' + plain_cell(row[2]).substr(0, plain_cell(row[2]).find('\n'));
    CHECK(current == ",1,1,100.0,1,0,0,0,0,1,0,0,1,0,0,1,1,0,1");
    CHECK(csv(table.rows) ==
          "622900-003,t3,0,0,,0,0,0,0,0,1,0,0,1,0,0,1,1,0,1\n"
          "622900-007,t7,1,1,100.0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
          "total,,1,1,100.0,1,0,0,0,0,1,0,0,1,0,0,1,1,0,1\n");
}

TEST_CASE("T9: offices add up to the whole but for a case on which two offices helped") {
    const Members facts;
    const auto counts = [&](const std::string& office) {
        std::vector<std::int64_t> all;
        const auto report = report_with(facts, {{"T9"}, office, false});
        for (const auto& row : report.tables[0].indicators.rows) {
            const auto* count = std::get_if<std::int64_t>(&row[2]);
            all.push_back(count ? *count : 0);
        }
        return all;
    };
    auto sum = counts("622900");
    for (const char* office : {"622921", "622923"}) {
        const auto more = counts(office);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
    }
    CHECK(sum == counts(""));
}

TEST_CASE("for publicity T9 names nobody") {
    const auto report = report_with(Members(), {{"T9"}, {}, true});
    CHECK(csv(report.tables[0].rows) == "total,,6,6,100.0,4,*,3,*,*,5,*,*,*,*,*,*,*,*,3\n");
    CHECK(line(report.tables[0].indicators, "1") == "1,invited,6,*,200.0,11,0,");
    CHECK(report.sentences == std::vector<std::string>{"tasks: 5, done: *"});
    CHECK(csv(report_with(Members(), {{"T9"}, "622923", true}).tables[0].rows) == "total,,*,*,100.0,*,0,0,0,0,*,0,0,*,0,0,*,*,0,*\n");
}

TEST_CASE("T12 counts exemplars at the period's end, and visits, what came up at them and publicity in it") {
    const auto table = Members().table("T12");
    CHECK(csv(table.indicators) ==
          "1,exemplars,3,1,200.0,3,0,\n"
          "2,designated,2,0,,2,0,\n"
          "3,visits,3,1,200.0,4,0,\n"
          "4,visited,3,1,200.0,3,0,\n"
          "5,hardships,1,1,0.0,2,0,\n"
          "6,questions,1,0,,1,0,\n"
          "7,shortcomings,1,0,,1,0,\n"
          "8,resolved,1,0,,2,0,\n"
          "9,resolved_rate,33.3,0.0,,50.0,,\n"
          "10,mainstream_media,0,1,-100.0,1,0,\n"
          "11,intranet,1,0,,1,0,\n"
          "12,extranet,0,0,,0,0,\n"
          "13,weibo,1,0,,1,0,\n"
          "14,wechat,1,0,,1,0,\n"
          "15,app,0,0,,0,0,\n"
          "16,published,3,1,200.0,4,0,\n");
    CHECK(csv(table.rows) ==
          "622900,州院,2,1,2,2,1,1,0,1,50.0,0,0,0,1,1,0,2\n"
          "622921,临夏县院,0,1,0,0,0,0,0,0,,0,0,0,0,0,0,0\n"
          "622923,永靖县院,1,0,1,1,0,0,1,0,0.0,0,1,0,0,0,0,1\n"
          "total,,3,2,3,3,1,1,1,1,33.3,0,1,0,1,1,0,3\n");
}

TEST_CASE("T9 and T12 as of a moment know nothing later") {
    Members facts;
    CHECK(line(facts.table("T9", "2020-02-09T12:00:00+08:00").rows, "total") == "total,,4,4,100.0,4,0,3,1,0,2,1,0,1,0,0,0,0,0,0");
    CHECK(line(facts.table("T12", "2020-02-19T12:00:00+08:00").rows, "total") == "total,,3,2,1,1,1,1,0,0,0.0,0,0,0,0,1,0,1");
}

TEST_CASE("T0 quotes the cells of the tables") {
    CHECK(February().report("2020-02").sentences ==
          std::vector<std::string>{"conferences of several offices: 1 (2 so far)", "cases discussed: 2", "opinions given: 4", "referrals answered: 1 (50.0% of the opinions answered were adopted)",
                                   "in the talent pool: 0 (prosecutors 0, assistants 0, clerks 0)", "attendances: 8",
                                   "tasks: 0, done: 0", "visits to exemplars: 0", "published about exemplars: 0"});
    CHECK(Members().report("2020-02", "2020-12-31", {"T9", "T12"}).sentences == std::vector<std::string>{"tasks: 5, done: 1", "visits to exemplars: 3", "published about exemplars: 3"});
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

TEST_CASE("the narrative of a quarter is made of the cells of its tables, and leaves gaps for what only people can write") {
    CHECK(csv(February().report("2020Q1").narrative) == R"csv(facts,"2020Q1: 3 conferences, 2 of several offices, 0 of several departments, 1 of one department; 3 cases, 4 items and 6 issues were discussed"
facts,"9 referrals were made: 5 that must be, 3 that may be, 1 ordered; 6 were accepted, 1 refused, 1 returned, 1 withdrawn, and 0 wait"
facts,"6 opinions were given, 83.3% of them by another office than the case's"
facts,"feedback: 1 in time, 1 late; all adopted in 0, some in 2, none in 0"
facts,"[to be written: background, what was set going, and cases that show it]"
data,"T1 Meetings: attendance rate (%) 66.7, average duration (minutes) 105.5"
data,T2 Referrals: average days to decide 1.6
data,T6 Feedback: average days to answer 5.5
data,"T11 Records: signed (%) 0.0, with materials in time (%) 0.0"
comparison,"meetings held 3: up from nothing on the period before (0), up from nothing on the same a year before (0)"
comparison,"cases discussed 3: up from nothing on the period before (0), up from nothing on the same a year before (0)"
comparison,"attendances 10: up from nothing on the period before (0), up from nothing on the same a year before (0)"
comparison,"referred 9: up from nothing on the period before (0), up from nothing on the same a year before (0)"
comparison,"answered in time 1: up from nothing on the period before (0), up from nothing on the same a year before (0)"
comparison,"members at the end 0: level on the period before (0), level on the same a year before (0)"
comparison,no count of 5 or more has moved since the period before
analysis,"most issues were of the kind facts: 2 of 6, 33.3%"
analysis,"the most frequent reason to refer was O1: 3 times, 27.3%"
analysis,"州院 gave most to the cases of others (5 opinions), 临夏县院 was given most (5)"
analysis,[to be written: why it is so]
alerts,decided late: 1 (T2)
alerts,not signed: 6 (T11)
alerts,overdue: 3 (T11)
alerts,items without an opinion: 1 (T11)
measures,"`jointcase todo` lists what is late, with who has to do it"
measures,"[to be written: what is to be done, by whom and until when]"
)csv");
}

TEST_CASE("the narrative names what moved most since the period before, largest first, of 5 and more") {
    February facts;
    facts.meeting(20, 1, "cross_office", "onsite", "2020-04-10T09:00", "2020-04-10T10:00");
    for (int talent = 1; talent <= 5; ++talent) facts.attend(20, talent, 1, "member");
    const auto text = csv(facts.report("2020Q2").narrative);
    const auto from = text.find("comparison,\"the largest");
    REQUIRE(from != std::string::npos);
    CHECK(text.substr(from, text.find('\n', from) - from) == "comparison,\"the largest movements since the period before: issues down 100.0% (0, 6 before); referred down 100.0% (0, 9 before);"
                                                         " that must be referred down 100.0% (0, 5 before)\"");
}

TEST_CASE("a month, a part of the tables and a report for publicity have no narrative") {
    const February facts;
    CHECK(facts.report("2020-02").narrative.rows.empty());
    CHECK(facts.report("2020Q1", "2020-12-31", {"T1"}).narrative.rows.empty());
    Config config;
    config.database = facts.folder / "jointcase.db";
    Db db(config);
    CHECK(make_report(db, parse_period("2020Q1", parse_date("2020-12-31")), parse_time("2020-12-31"), {{}, {}, true}).narrative.rows.empty());
}

TEST_CASE("the figures of every chart are cells of its table, under the label they have there") {
    const auto report = report_with(Campaigns(), {{}, {}, false, true});
    const auto document = report_document(report);
    const auto label = [](const std::vector<Cell>& row) {
        std::string words;
        for (const auto& cell : row) {
            if (const auto* coded = std::get_if<Coded>(&cell)) return coded->label;
            if (const auto* word = std::get_if<std::string>(&cell)) words += (words.empty() ? "" : " ") + *word;
        }
        return words;
    };
    int compared = 0;
    for (const auto& chart : report.charts) {
        CAPTURE(chart.title);
        const auto part = std::find_if(document.parts.begin(), document.parts.end(), [&](const Table& table) { return table.key == chart.key; });
        REQUIRE(part != document.parts.end());
        const std::string key = chart.kind == ChartKind::matrix ? "total" : chart.kind == ChartKind::columns ? "meetings" : "current";
        const auto column = std::find_if(part->columns.begin(), part->columns.end(), [&](const Column& one) { return one.key == key; }) - part->columns.begin();
        for (const auto& [name, value] : chart.bars) {
            CAPTURE(name);
            const auto row = std::find_if(part->rows.begin(), part->rows.end(), [&](const std::vector<Cell>& cells) { return label(cells) == name; });
            REQUIRE(row != part->rows.end());
            CHECK(row->at(static_cast<std::size_t>(column)) == Cell(value));
            ++compared;
        }
        for (std::size_t i = 0; i < chart.cells.size(); ++i) {
            REQUIRE(chart.cells[i].size() == chart.across.size());
            for (std::size_t n = 0; n < chart.across.size(); ++n) CHECK(part->rows[i][n + 2] == Cell(chart.cells[i][n]));
        }
    }
    CHECK(compared == 58);
}

TEST_CASE("the 24 months of a report end with its period, the last of them as its T1 counts it") {
    const auto report = report_with(February(), {{}, {}, false, true});
    REQUIRE(report.trend.rows.size() == 24);
    CHECK(csv(report.trend).ends_with("2019-12,0,0\n2020-01,1,1\n2020-02,2,2\n"));
    CHECK(line(named(report, "T1").indicators, "1").starts_with("1,meetings,2,1,"));
    CHECK(report_with(February(), {{"T1"}, {}, false, true}).trend.rows.empty());
}

TEST_CASE("a chart follows each table that has one") {
    const auto charts = February().report("2020-02").charts;
    REQUIRE(charts.size() == 7); // the others are those of T4 and T10
    CHECK(charts[0].key == "T1");
    CHECK(charts[0].title == "T1 Meetings by kind, 2020-02");
    CHECK(charts[0].bars == std::vector<std::pair<std::string, std::int64_t>>{{"of several offices", 1}, {"of several departments", 0}, {"of one department", 1}});
    CHECK(charts[1].bars.size() == 10);
    CHECK(charts[3].bars.size() == 8);
    CHECK(charts[4].bars == std::vector<std::pair<std::string, std::int64_t>>{{"answered in time", 1}, {"answered late", 0}, {"overdue", 1}, {"not yet due", 0}});
    CHECK(charts[5].bars == std::vector<std::pair<std::string, std::int64_t>>{{"senior ≥51", 0}, {"of middle age 36–50", 0}, {"young ≤35", 0}});
}

TEST_CASE("a figure computed from nothing is — for people and null for programs") {
    February facts;
    CHECK(facts({"report", "2019-12", "--table", "T2"}) == 0);
    CHECK(facts.out.find("12   average days to decide           —         —           —             —          —                        —\n") != std::string::npos);
    CHECK(facts({"report", "2019-12", "--table", "T2", "--json"}) == 0);
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
            for (const auto& table : facts.report(month).tables) {
                if (table.key != "T4") text += csv(pick(table.indicators.rows.empty() ? table.rows : table.indicators, std::vector<std::string>{"current"}));
            }
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
        for (const auto& table : facts.report("2020-02").tables) {
            const Table total{"", "", table.rows.columns, {table.rows.rows.back()}};
            if (table.key == "T4") all += csv(pick(total, std::vector<std::string>{"total"})); // it has a column for each office
            else all += table.indicators.rows.empty() ? csv(table.rows) : csv(table.indicators) + csv(total);
        }
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
    CHECK(csv(named(report, "T2").indicators) ==
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
    CHECK(csv(named(report, "T5").rows).find("total,3,2,50.0,5,0,,4,0,0,0,0,4,\n") != std::string::npos);
}

TEST_CASE("a cancelled meeting never counts") {
    February facts;
    facts.sql("insert into change (key, meeting, seq, kind, changed_on) values ('3/1', 3, 1, 'cancelled', '2020-02-19')");
    const auto report = facts.report("2020-02");
    CHECK(csv(named(report, "T1").rows).find("622921,临夏县院,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,1,0,0\n") != std::string::npos);
    CHECK(csv(named(report, "T5").rows).find("other,0,0,,0,0,,0,0,0,0,0,0,\n") != std::string::npos);
}

TEST_CASE("a meeting counts to the second it ended") {
    February facts;
    CHECK(csv(facts.table("T1", "2020-02-07T10:30:59+08:00").indicators).starts_with("1,meetings,0,1,-100.0,1,0,\n"));
    CHECK(csv(facts.table("T1", "2020-02-07T10:31:00+08:00").indicators).starts_with("1,meetings,1,1,0.0,2,0,\n"));
}

TEST_CASE("feedback given after the period is awaited in it and counts once it is there") {
    February facts;
    CHECK(csv(named(facts.report("2020Q1"), "T5").rows).find("law,2,0,,2,0,,3,0,1,0,0,2,100.0\n") == std::string::npos);
    CHECK(csv(named(facts.report("2020Q1"), "T5").rows).find("total,6,0,,6,0,,6,1,1,1,0,3,66.7\n") != std::string::npos);
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
    CHECK(February().report("2020-02").identities == (4 + 4) * (5 + 2 + 3 + 3 + 5 + 3 + 2) + 4 + 9 + 4 + 2 + 4 + 1 + (4 + 1) * 4);
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

TEST_CASE("T6: what is to be answered is answered in time, late, overdue or not yet due") {
    CHECK(complaint("T6", [](ReportTable& t) { ++count_at(t.indicators, "4", "current"); }) == "T6, column current: 1 (to be answered) = 2, but 2+3+4+5 = 3");
    CHECK(complaint("T6", [](ReportTable& t) { --count_at(t.rows, "622921", "expected"); }) == "T6, row 622921: 1 (to be answered) = 1, but 2+3+4+5 = 2");
}

TEST_CASE("T6: what is answered adopts all, some or none, or has nothing to adopt") {
    CHECK(complaint("T6", [](ReportTable& t) { ++count_at(t.indicators, "8a", "last_year"); }) == "T6, column last year: 2+3 = 0, but 6+7+8+8a = 1");
    CHECK(complaint("T6", [](ReportTable& t) { ++count_at(t.rows, "total", "all_adopted"); }) == "T6, row total: 2+3 = 1, but 6+7+8+8a = 2");
}

TEST_CASE("T6: reasons are given where something was not adopted") {
    CHECK(complaint("T6", [](ReportTable& t) { count_at(t.indicators, "9", "previous") = 1; }) == "T6, column previous: 9 (with reasons for what was not adopted) = 1, but it is at most 7+8 = 0");
}

TEST_CASE("T7: hits were foreseen and raised, and the court has a view of them") {
    CHECK(complaint("T7", [](ReportTable& t) { ++count_at(t.indicators, "4", "current"), ++count_at(t.indicators, "3", "current"); }) ==
          "T7, column current: 4 (foreseen and raised) = 1, but it is at most 2 (arguments foreseen) = 0");
    CHECK(complaint("T7", [](ReportTable& t) { ++count_at(t.rows, "622900", "hits"), ++count_at(t.rows, "622900", "predicted"); }) ==
          "T7, row 622900: 4 (foreseen and raised) = 1, but it is at most 3 (arguments raised) = 0");
    CHECK(complaint("T7", [](ReportTable& t) { ++count_at(t.rows, "total", "partly"); }) == "T7, row total: 8+9+10+11 = 1, but it is at most 4 (foreseen and raised) = 0");
}

TEST_CASE("T8: the pool is what it was, and who came, less who went") {
    CHECK(complaint("T8", [](ReportTable& t) { ++count_at(t.indicators, "2", "previous"); }) == "T8, column previous: 4+3+3b = 0, but 1+2+3a = 1");
    CHECK(complaint("T8", [](ReportTable& t) { ++count_at(t.indicators, "3a", "current"), ++count_at(t.indicators, "1", "current"), ++count_at(t.indicators, "3b", "current"), ++count_at(t.indicators, "3b", "current"); }) ==
          "T8, column current: 3a (came from another office) = 1, but 3b (went to another office) = 2");
}

TEST_CASE("T8: members are the sum of their categories, their ages and their tiers, exits that of their reasons") {
    const auto with = [](const char* no) { return complaint("T8", [no](ReportTable& t) { ++count_at(t.indicators, no, "current"); }); };
    CHECK(with("7") == "T8, column current: 4 (members at the end) = 0, but 5+7+8+9 = 1");
    CHECK(with("13") == "T8, column current: 4 (members at the end) = 0, but 10+11+12+13 = 1");
    CHECK(with("18") == "T8, column current: 4 (members at the end) = 0, but 16+17+18 = 1");
    CHECK(with("20d") == "T8, column current: 3 (left) = 0, but 20a+20b+20c+20d+20e = 1");
}

TEST_CASE("T9: nobody attends or gives more than they were invited to or gave") {
    const auto with = [](const char* no) { return complaint("T9", [no](ReportTable& t) { ++count_at(t.indicators, no, "previous"); }); };
    CHECK(with("2") == "T9, column previous: 2 (meetings attended) = 1, but it is at most 1 (meetings invited to) = 0");
    CHECK(with("5") == "T9, column previous: 5 (of them adopted, also in part) = 1, but it is at most 4 (opinions given) = 0");
    CHECK(with("6") == "T9, column previous: 6 (of them on cases of other offices) = 1, but it is at most 4 (opinions given) = 0");
    CHECK(complaint("T9", [](ReportTable& t) { ++count_at(t.rows, "total", "present"); }) == "T9, row total: 2 (meetings attended) = 1, but it is at most 1 (meetings invited to) = 0");
}

TEST_CASE("T9: a task is done, overdue, not yet due or cancelled") {
    CHECK(complaint("T9", [](ReportTable& t) { ++count_at(t.indicators, "12a", "current"); }) == "T9, column current: 9 (tasks, also from before) = 0, but 10+11+12+12a = 1");
    auto table = Members().table("T9");
    ++count_at(table.rows, "622900-003", "done");
    CHECK_THROWS_WITH_AS(check_identities(table), "T9, row 622900-003: 9 (tasks, also from before) = 2, but 10+11+12+12a = 3", Error);
}

TEST_CASE("T12: what is resolved came up, and what is published has a channel") {
    CHECK(complaint("T12", [](ReportTable& t) { ++count_at(t.indicators, "8", "year_to_date"); }) == "T12, column year to date: 8 (of them resolved in the period) = 1, but it is at most 5+6+7 = 0");
    CHECK(complaint("T12", [](ReportTable& t) { ++count_at(t.rows, "622921", "weibo"); }) == "T12, row 622921: 16 (published) = 0, but 10+11+12+13+14+15 = 1");
}

TEST_CASE("T10: what is decided is prosecuted, not prosecuted, returned or decided otherwise") {
    CHECK(complaint("T10", [](ReportTable& t) { ++count_at(t.rows, "none", "returned"); }) == "T10, row of no campaign: 8 (decided) = 2, but 9+10+11+12 = 3");
}

TEST_CASE("T11: who signs has signed, a note says why not, or is missing; minutes are filed, overdue or not yet due") {
    CHECK(complaint("T11", [](ReportTable& t) { ++count_at(t.indicators, "4a", "current"); }) == "T11, column current: 2 (signatures needed) = 4, but 3+4+4a = 5");
    CHECK(complaint("T11", [](ReportTable& t) { ++count_at(t.rows, "622923", "filed"); }) == "T11, row 622923: 6 (minutes to be filed) = 0, but 7+8+8a = 1");
    CHECK(complaint("T11", [](ReportTable& t) { count_at(t.rows, "622923", "materials_in_time") = 1; }) ==
          "T11, row 622923: 9 (items with materials in time) = 1, but it is at most 1 (items discussed) = 0");
}

TEST_CASE("T4: its opinions are those of T5") {
    CHECK(complaint("T4", [](ReportTable& t) { ++count_at(t.rows, "total", "total"); }) == "T4, row total, column total: 5, but T5, row total, column opinions: 4");
}

TEST_CASE("T5: its issues are those of T1") {
    CHECK(complaint("T5", [](ReportTable& t) { ++count_at(t.rows, "total", "previous"); }) == "T5, row total, column previous: 3, but T1, row 10, column previous: 2");
    CHECK(complaint("T1", [](ReportTable& t) { ++count_at(t.indicators, "10", "current"); }) == "T5, row total, column current: 4, but T1, row 10, column current: 5");
}

TEST_CASE("invariant 23: data that break an identity stop the report and name the cell") {
    February facts;
    facts.sql("delete from referral_reason where referral = 5");
    CHECK(facts({"report", "2020-02"}) == 70);
    CHECK(facts.out.empty());
    CHECK(facts.err == "jointcase: T2, column current: 2 (referred) = 6, but 3+4+5 = 5\n");
    CHECK(facts({"report", "2020-01"}) == 0);
}

TEST_CASE("invariant 23: so do a member without a tier, and an opinion on a case that is none") {
    Pool pool;
    pool.sql("pragma ignore_check_constraints = on; update membership set tier = null where talent = 1");
    CHECK(pool({"report", "2020-02", "-o", (pool.folder / "report.csv").string()}) == 70);
    CHECK(pool.err == "jointcase: T8, column current: 4 (members at the end) = 6, but 16+17+18 = 5\n");
    CHECK_FALSE(std::filesystem::exists(pool.folder / "report.csv"));

    February facts;
    facts.sql("update referral set case_id = 99 where id = 4");
    CHECK(facts({"report", "2020-02", "--table", "T4,T5"}) == 70);
    CHECK(facts.out.empty());
    CHECK(facts.err == "jointcase: an item of meeting m2, or an opinion given there, is on a case that is none; `audit verify` says what is missing\n");
}

// --- of one office, for publicity

TEST_CASE("the report of an office has the figures of its row") {
    check_offices(Records());
    check_offices(Answers());
    check_offices(Trials());
    check_offices(Pool());
    check_offices(Members());
}

TEST_CASE("the report of an office has the rows of its own cases and meetings") {
    const auto report = report_with(Campaigns(), {{}, "622921", false});
    CHECK(line(named(report, "T3").rows, "total") == "total,3,3,0.0,6,0,,100.0");
    CHECK(csv(named(report, "T4").rows) == "622921,临夏县院,3,0,0,0,3,100.0,3,0\n");
    const auto matrix = std::find_if(report.charts.begin(), report.charts.end(), [](const Chart& chart) { return chart.key == "T4"; });
    REQUIRE(matrix != report.charts.end());
    CHECK(matrix->cells == std::vector<std::vector<std::int64_t>>{{3, 0, 0, 0}}); // by authors of every office
    CHECK(line(named(report, "T5").rows, "total") == "total,1,0,,1,0,,0,0,0,0,0,0,");
    CHECK(line(named(report, "T10").rows, "total") == "total,2,2,0.0,4,0,,1,0,0,1,0,50.0,2,1,0,0,1");
    CHECK(report.sentences[0] == "conferences of several offices: 0 (0 so far)");
}

TEST_CASE("a report says of which office it is") {
    February facts;
    CHECK(facts({"report", "2020-01", "--office", "永靖", "--table", "T3", "--csv"}) == 0);
    CHECK(facts.out.starts_with("period,from,to,as_of,identities,office\r\n2020-01,2020-01-01,2020-01-31,2020-01-31T23:59:59+08:00,4,622923\r\n"));
    CHECK(facts({"report", "2020-01", "--office", "永靖", "--table", "T3"}) == 0);
    CHECK(facts.out.find("Monthly report 2020-01, 永靖县院") != std::string::npos);
}

TEST_CASE("for publicity an office has its totals too") {
    const auto report = report_with(February(), {{"T2", "T3", "T4"}, "622921", true});
    CHECK(line(named(report, "T2").indicators, "2") == "2,requested,*,*,0.0,4,0,");
    CHECK(csv(named(report, "T3").rows) == "total,3,3,0.0,6,0,,100.0\n");
    std::vector<std::string> parts;
    for (const auto& part : report_document(report).parts) parts.push_back(part.key);
    CHECK(parts == List{"T2", "T3"}); // its row of T4 is no total
}

TEST_CASE("for publicity there are totals alone, and no count of one or two") {
    const auto report = report_with(February(), {{}, {}, true});
    CHECK(report.sentences[0] == "conferences of several offices: * (* so far)");
    CHECK(report.sentences[2] == "opinions given: 4");
    CHECK(report.charts.empty());
    CHECK(csv(named(report, "T1").rows) == "total,,*,*,0,*,0,*,*,*,3,4,8,4,3,*,6,4,66.7,91.0,*,*,3\n");
    CHECK(line(named(report, "T1").indicators, "1") == "1,meetings,*,*,100.0,3,0,");
    CHECK(csv(named(report, "T3").rows) == "total,8,3,166.7,11,0,,100.0\n");
    CHECK(csv(named(report, "T4").rows) == "total,,3,0,*,0,4,75.0,3,0\n");
    CHECK(csv(named(report, "T5").rows) == "total,4,*,100.0,6,0,,4,*,0,*,0,*,50.0\n");
}

// --- the ledger of one talent

namespace {

Document ledger(const Facts& facts, const char* talent, const Period& period, const char* as_of = "2020-12-31") {
    Config config;
    config.database = facts.folder / "jointcase.db";
    Db db(config);
    return ledger_document(db, talent, period, parse_time(as_of));
}

} // namespace

TEST_CASE("a ledger has T9 of one talent, and beneath it what its figures are made of, in order of day") {
    const auto document = ledger(Members(), "622900-001", parse_period("2020-02", {}));
    CHECK(csv(document.record) == "622900-001,t1,622900,2020-02,2020-02-01,2020-02-29,2020-02-29T23:59:59+08:00,16\n");
    REQUIRE(document.parts.size() == 2);
    CHECK(csv(document.parts[0]) ==
          "1,invited,1,1,0.0,2,0,\n"
          "2,present,1,1,0.0,2,0,\n"
          "3,attendance_rate,100.0,100.0,0.0,100.0,,\n"
          "4,opinions,2,1,100.0,3,0,\n"
          "5,adopted,1,0,,1,0,\n"
          "6,for_others,2,1,100.0,3,0,\n"
          "7,chaired,1,1,0.0,2,0,\n"
          "8,cases,1,1,0.0,2,0,\n"
          "9,tasks,3,2,50.0,4,0,\n"
          "10,done,1,1,0.0,2,0,\n"
          "11,overdue,1,0,,1,0,\n"
          "12,in_time,1,1,0.0,1,0,\n"
          "12a,cancelled,0,0,,0,0,\n"
          "13,trainings,1,1,0.0,2,0,\n"
          "14,lectures,1,0,,1,0,\n"
          "15,visits,1,1,0.0,2,0,\n"
          "16,silent,0,0,,0,0,\n"
          "17,published,2,1,100.0,3,0,\n");
    CHECK(csv(document.parts[1]) ==
          "2020-01-10,task,T1,k1,done\n"
          "2020-02-01,task,T3,k3,overdue\n"
          "2020-02-07,meeting,m2,chair,present\n"
          "2020-02-07,opinion,o3,?,adopted\n"
          "2020-02-07,opinion,o7,?,\n"
          "2020-02-08,done,T1,,\n"
          "2020-02-10,case,c4,c,callup\n"
          "2020-02-10,task,T4,k4,assigned\n"
          "2020-02-11,case,c4,c,co_handler\n"
          "2020-02-11,training,1/1,证据,\n"
          "2020-02-12,lecture,1/2,诈骗罪,\n"
          "2020-02-18,visit,1/1,t9,\n"
          "2020-02-19,publicity,1,p1,wechat\n"
          "2020-02-20,plan,1/4,计划,\n"
          "2020-02-29,publicity,2,p2,weibo\n");
    CHECK(document.charts.empty());
}

TEST_CASE("a ledger tells of coming into the pool and leaving it, of a written meeting and of what has no day") {
    CHECK(csv(ledger(Members(), "622900-003", parse_period("2020-02", {})).parts[1]) ==
          ",case,c2,c,assistant\n"
          "2020-02-07,meeting,m2,member,left_early\n"
          "2020-02-10,nominated,3/2020-02-10,reserve,\n"
          "2020-02-10,admitted,3/2020-02-10,reserve,\n"
          "2020-02-12,task,T5,k5,cancelled\n"
          "2020-02-14,exemplar,3,e,\n"
          "2020-02-16,task,T6,k6,assigned\n"
          "2020-02-20,meeting,m3,chair,present\n"
          "2020-02-20,cancelled,T5,疫情,\n"
          "2020-02-20,visit,3/1,t9,\n"
          "2020-02-20,publicity,3,p3,intranet\n"
          "2020-02-29,lecture,3/1,量刑,\n");
    CHECK(csv(ledger(Members(), "622900-002", parse_period("2020-02", {})).parts[1]).starts_with("2020-02-03,exited,2/2019-03-01,mainstay,transfer\n"));
}

TEST_CASE("a ledger lists as much as T9 counts, whoever it is of and over any period") {
    const Members facts;
    const std::pair<const char*, const char*> counted[] = {{"meeting", "1"}, {"opinion", "4"}, {"task", "9"}, {"training", "13"}, {"lecture", "14"}, {"visit", "15"}, {"publicity", "17"}};
    for (const auto& period : {parse_period("2020-01", {}), parse_period("2020-02", {}), parse_period("2020", {}), period_of({parse_date("2020-02-07"), parse_date("2020-02-21")})}) {
        for (int talent = 1; talent <= 9; ++talent) {
            const auto document = ledger(facts, fmt::format("622900-00{}", talent).c_str(), period);
            for (const auto& [kind, no] : counted) {
                std::int64_t listed = 0;
                for (const auto& row : document.parts[1].rows) listed += std::get<Coded>(row[1]).code == kind;
                INFO(period.name << ' ' << talent << ' ' << kind);
                for (const auto& row : document.parts[0].rows) {
                    if (std::get<std::string>(row[0]) == no) CHECK(std::get<std::int64_t>(row[2]) == listed);
                }
            }
        }
    }
}

TEST_CASE("a ledger of several months draws how much there was in each, as far as they have come") {
    const auto document = ledger(Members(), "622900-001", parse_period("2020Q1", {}));
    REQUIRE(document.charts.size() == 1);
    CHECK(document.charts[0].title == "Entries by month, 2020Q1");
    CHECK(document.charts[0].bars == std::vector<std::pair<std::string, std::int64_t>>{{"2020-01", 9}, {"2020-02", 14}, {"2020-03", 1}});
    CHECK(ledger(Members(), "622900-001", parse_period("2020", {}), "2020-02-20").charts[0].bars.size() == 2);
}

TEST_CASE("a ledger is printed in every format, with the texts of cases masked") {
    World jointcase;
    jointcase.hold();
    jointcase.ok({"task", "assign", "马国良", "整理马大力案同类判例", "--due", "2020-03-10", "--case", "2020-12"});
    for (const char* format : {"text", "csv", "json", "jsonl", "md", "html"}) {
        const auto page = jointcase.ok({"report", "ledger", "马国良", "-f", format});
        INFO(format << page);
        CHECK(page.find("整理马某某案同类判例") != std::string::npos);
        CHECK(page.find("马大力") == std::string::npos);
        CHECK(page.find("临州检联席〔2020〕1号") != std::string::npos);
    }
    CHECK(jointcase.ok({"report", "ledger", "马国良", "2020", "-f", "html"}).find("<title id=\"chart1-title\">Entries by month, 2020</title>\n<desc id=\"chart1-desc\">2020-01 0 entries") != std::string::npos);
    CHECK(jointcase({"report", "ledger", "马国良", "-o", (jointcase.folder / "台账.xlsx").string()}) == 0);
    CHECK(jointcase.ok({"report", "ledger", "马国良", "--unmask"}).find("整理马大力案同类判例") != std::string::npos);
}

TEST_CASE("a ledger is of this year unless it is told its period, named or by its days") {
    Members facts;
    CHECK(facts({"report", "ledger", "t1", "--csv"}) == 0);
    CHECK(facts.out.starts_with("talent,name,office,period,from,to,as_of,identities\r\n622900-001,t1,622900,2020,2020-01-01,2020-12-31,2020-02-20T10:00:00+08:00,16\r\n"));
    CHECK(facts({"report", "ledger", "t1", "--from", "2020-02-01", "--to", "2020-02-10", "--csv"}) == 0);
    CHECK(facts.out.find(",2020-02-01..2020-02-10,2020-02-01,2020-02-10,2020-02-10T23:59:59+08:00,16\r\n") != std::string::npos);
    const std::tuple<int, std::vector<std::string>, std::string> wrong[] = {
        {4, {"report", "ledger", "李四"}, "there is no talent “李四”; `talent list` shows them"},
        {2, {"report", "ledger", "t1", "2020-02", "--from", "2020-02-01"}, "a period is either named or given by --from and --to"},
        {2, {"report", "ledger", "t1", "--from", "2020-02-01"}, "a report needs its period: 2020-02, 2020Q1, 2020H1, 2020, last-month, or --from DATE --to DATE"},
        {2, {"report", "--office", "622900", "ledger", "t1"}, "there is no option “--office”; `jointcase report ledger --help` lists them"},
        {2, {"report", "ledger", "t1", "2020-03"}, "2020-03 begins on 2020-03-01, which is still to come; the last one that is over is 2020-01"},
        {4, {"report", "ledger", "t1", "2018"}, "nothing is recorded before 2019-01-01; the first report there can be is of 2019"},
    };
    for (const auto& [status, args, message] : wrong) {
        CHECK(facts(args) == status);
        CHECK(facts.out.empty());
        CHECK(facts.err == "jointcase: " + message + "\n");
    }
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
        {{"report", "month", "2020-01", "2020-02"}, "`report month` takes one period, and its options behind it"},
        {{"report", "2020-02", "--table", "T13"}, "there is no table “T13”; did you mean: T1"},
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

TEST_CASE("report refuses a period that is still to come, and one before all records") {
    February facts;
    CHECK(facts({"report", "2020-03"}) == 2);
    CHECK(facts.err == "jointcase: 2020-03 begins on 2020-03-01, which is still to come; the last one that is over is 2020-01\n");
    CHECK(facts({"report", "quarter", "2020Q2"}) == 2);
    CHECK(facts.err == "jointcase: 2020Q2 begins on 2020-04-01, which is still to come; the last one that is over is 2019Q4\n");
    CHECK(facts({"report", "--from", "2020-02-21", "--to", "2020-02-22"}) == 2);
    CHECK(facts.err == "jointcase: 2020-02-21..2020-02-22 begins on 2020-02-21, which is still to come; the last one that is over is 2020-01\n");
    CHECK(facts({"report", "2020-02"}) == 0); // as far as it has come
    CHECK(facts({"report", "2019-11"}) == 4);
    CHECK(facts.err == "jointcase: nothing is recorded before 2019-12-05; the first report there can be is of 2019-12\n");
    CHECK(facts({"report", "2018"}) == 4);
    CHECK(facts.err == "jointcase: nothing is recorded before 2019-12-05; the first report there can be is of 2019\n");
    CHECK(facts({"report", "2019H2"}) == 0);
}

TEST_CASE("report does not know every office") {
    February facts;
    CHECK(facts({"report", "2020-02", "--office", "临夏县"}) == 0);
    CHECK(facts({"report", "month", "--office", "上海"}) == 4);
    CHECK(facts.out.empty());
    CHECK(facts.err == "jointcase: there is no office “上海”; `office list` shows them\n");
}

TEST_CASE("a report that cannot be written where it should be is said, and nothing is left there") {
    February facts;
    const auto file = [&](const std::string& name) { return (facts.folder / name).string(); };
    for (const char* suffix : {"txt", "csv", "json", "jsonl", "md", "html", "xlsx"}) {
        CHECK(facts({"report", "2020-02", "-o", file(std::string("no/such/folder/a.") + suffix)}) == 73);
        CHECK(facts.out.empty());
        CHECK(facts.err == "jointcase: " + file(std::string("no/such/folder/a.") + suffix) + " cannot be made: No such file or directory\n");
    }
    CHECK(facts({"report", "2019-11", "-o", file("a.xlsx")}) == 4);
    CHECK_FALSE(std::filesystem::exists(file("a.xlsx")));
}

TEST_CASE("report alone shows what it takes") {
    Cli jointcase;
    CHECK(jointcase({"report"}) == 0);
    CHECK(jointcase.out.find("quarter") != std::string::npos);
}

TEST_CASE("a report without any data has every table") {
    Cli jointcase;
    CHECK(jointcase({"report", "2020-02", "--json"}) == 0);
    for (const char* key : {"\"sentences\"", "\"T1\"", "\"T1_offices\"", "\"T2\"", "\"T2_offices\"", "\"T3\"", "\"T4\"", "\"T5\"", "\"T6_offices\"", "\"T7_offices\"", "\"T8_offices\"", "\"T9\"", "\"T9_members\"", "\"T10\"", "\"T11_offices\"", "\"T12_offices\""}) CHECK(jointcase.out.find(key) != std::string::npos);
}

TEST_CASE("an office elsewhere has a row once something of it is recorded, and for itself") {
    World jointcase;
    jointcase.accept();
    jointcase.ok({"office", "add", "110000", "--name", "北京市人民检察院", "--level", "province"});
    jointcase.ok({"office", "add", "620100", "--name", "兰州市人民检察院", "--level", "prefecture"});
    const auto offices = [&](const std::vector<std::string>& more, const char* table) {
        std::vector<std::string> args{"report", "2020-02", "--table", table, "--csv"};
        args.insert(args.end(), more.begin(), more.end());
        std::string found;
        std::istringstream lines(jointcase.ok(args));
        for (std::string line; std::getline(lines, line);) {
            if (const auto key = line.substr(0, line.find(',')); key.size() == 6 && key.find_first_not_of("0123456789") == std::string::npos) found += (found.empty() ? "" : " ") + key;
        }
        return found;
    };
    for (const char* table : {"T1", "T2", "T4", "T6", "T7", "T8", "T11", "T12"}) CHECK(offices({}, table) == "622900 622921 622923");
    CHECK(offices({"--office", "620100"}, "T4") == "620100");
    jointcase.ok({"case", "open", "兰检起诉受[2020]62010000001号", "--name", "某某涉嫌盗窃案", "--cause", "盗窃罪", "--office", "620100", "--received-on", "2020-02-01"});
    for (const char* table : {"T1", "T4"}) CHECK(offices({}, table) == "620100 622900 622921 622923");
}
