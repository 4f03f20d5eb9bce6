#include "world.hpp"

#include <jointcase/case.hpp>
#include <jointcase/period.hpp>

using namespace jointcase;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

Date d(const char* text) { return parse_date(text); }

// The day a review of these days or months ends for someone at large.
std::string ends(const char* from, Limit limit, const Calendar& calendar = {}) { return iso(period_end(d(from), limit, false, calendar)); }
std::string ends_in_custody(const char* from, Limit limit, const Calendar& calendar = {}) { return iso(period_end(d(from), limit, true, calendar)); }

void use_calendar(World& jointcase, const std::string& calendar) {
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[calendar]\n" + calendar);
}

std::string period_of(World& jointcase, const std::vector<std::string>& changes) {
    std::vector<std::string> edit{"case", "edit", "2020-12"};
    edit.insert(edit.end(), changes.begin(), changes.end());
    jointcase.ok(edit);
    const auto day = jointcase.cell({"case", "show", "2020-12"}, "period_ends_on");
    return day.substr(0, day.find_first_of("\r\n"));
}

const std::string key = "临州检联席〔2020〕1号";
const std::string referral = std::string(the_case) + "#1";
const std::vector<std::string> convening{"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强"};
const std::string pressed = std::string("the period of case ") + the_case + " ends on ";

} // namespace

TEST_CASE("invariant 18: a month goes to the same day of the next, from a last day to the last day, and where there is none to the last") {
    CHECK(iso(add_months(d("2026-03-15"), 1)) == "2026-04-15");
    CHECK(iso(add_months(d("2026-01-31"), 1)) == "2026-02-28");
    CHECK(iso(add_months(d("2026-02-28"), 1)) == "2026-03-31");
    CHECK(iso(add_months(d("2026-01-30"), 1)) == "2026-02-28");
    CHECK(iso(add_months(d("2026-01-30"), 2)) == "2026-03-30");
    CHECK(iso(add_months(d("2020-01-31"), 1)) == "2020-02-29");
    CHECK(iso(add_months(d("2020-02-28"), 1)) == "2020-03-28"); // not the last day of a leap year's February
    CHECK(iso(add_months(d("2026-04-30"), 1)) == "2026-05-31");
    CHECK(iso(add_months(d("2026-11-30"), 3)) == "2027-02-28");
}

TEST_CASE("invariant 18: the first day of a period is not counted") {
    CHECK(ends("2026-03-15", {0, 15}) == "2026-03-30"); // half a month
    CHECK(ends("2026-03-15", {1, 15}) == "2026-04-30");
    CHECK(ends("2026-03-16", {0, 7}) == "2026-03-23");
}

TEST_CASE("invariant 18: a period that ends on a holiday goes on to the next working day, but never against someone in custody") {
    CHECK(ends("2026-01-31", {1, 0}) == "2026-03-02"); // 28 February is a Saturday
    CHECK(ends_in_custody("2026-01-31", {1, 0}) == "2026-02-28");
    const Calendar calendar{{d("2026-03-02"), d("2026-03-03")}, {d("2026-03-14")}};
    CHECK(ends("2026-01-31", {1, 0}, calendar) == "2026-03-04");
    CHECK(ends_in_custody("2026-01-31", {1, 0}, calendar) == "2026-02-28");
    CHECK(ends("2026-02-27", {0, 15}, calendar) == "2026-03-14"); // a Saturday on which one works
    CHECK(ends("2026-02-28", {0, 15}, calendar) == "2026-03-16");
}

TEST_CASE("a case shows when its period ends: as entered, else by stage, receipt, custody and calendar") {
    World jointcase; // received on 2020-02-01
    CHECK(period_of(jointcase, {}) == R"("")");
    CHECK(period_of(jointcase, {"--stage", "first_instance"}) == R"("")");
    CHECK(period_of(jointcase, {"--stage", "prosecution_review"}) == "2020-03-02"); // 1 March is a Sunday
    CHECK(period_of(jointcase, {"--in-custody"}) == "2020-03-01");
    CHECK(period_of(jointcase, {"--stage", "arrest_review"}) == "2020-02-08");
    CHECK(period_of(jointcase, {"--no-in-custody"}) == "2020-02-17"); // 16 February is a Sunday
    use_calendar(jointcase, "holidays = ['2020-02-17', 2020-02-18]\n");
    CHECK(period_of(jointcase, {}) == "2020-02-19");
    use_calendar(jointcase, "workdays = ['2020-02-16']\n");
    CHECK(period_of(jointcase, {}) == "2020-02-16");
    CHECK(period_of(jointcase, {"--deadline-on", "2020-03-10"}) == "2020-03-10");
}

TEST_CASE("convening says when a period ends before the meeting or within three days behind it, and goes on") {
    for (const auto& [deadline, said] : std::vector<std::pair<std::string, bool>>{{"2020-02-20", true}, {"2020-02-21", true}, {"2020-02-24", true}, {"2020-02-25", false}}) {
        CAPTURE(deadline);
        World jointcase;
        jointcase.ok({"case", "edit", "2020-12", "--stage", "prosecution_review", "--deadline-on", deadline});
        jointcase.accept();
        jointcase.ok(convening);
        CHECK(jointcase.err == (said ? pressed + deadline + " (刑诉法 arts 105, 172), and the meeting is planned for 2020-02-21: a conference does not stop it\n" : ""));
    }
}

TEST_CASE("postponing behind the end of a period is said too, and nothing of it with -q") {
    World jointcase;
    jointcase.ok({"case", "edit", "2020-12", "--stage", "prosecution_review"});
    jointcase.convene();
    CHECK(jointcase.err == "");
    jointcase.ok({"meeting", "postpone", "2020-1", "--to", "2020-03-05 09:00", "--why", "道路积雪"});
    CHECK(jointcase.err == pressed + "2020-03-02 (刑诉法 arts 105, 172), and the meeting is planned for 2020-03-05: a conference does not stop it\n");
    jointcase.ok({"-q", "meeting", "postpone", "2020-1", "--to", "2020-03-06 09:00", "--why", "道路积雪"});
    CHECK(jointcase.err == "");
}

// --- notice and session in time

TEST_CASE("invariant 12: a referral was accepted before the notice went out") {
    World jointcase;
    jointcase.submit();
    jointcase.ok({"referral", "accept", "2020-12", "--by", "李明", "--on", "2020-02-20"});
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅", "--no-notice"});
    CHECK(jointcase.no(5, {"meeting", "notice", "2020-1", "--at", "2020-02-19 12:00"}) == "jointcase: referral " + referral + " was accepted on 2020-02-20, after this notice; a notice goes out when all its referrals are accepted (--at)");
    jointcase.ok({"meeting", "notice", "2020-1", "--at", "2020-02-20 09:00"});
}

TEST_CASE("invariant 14: a meeting is planned behind its notice, and ends behind its start") {
    World jointcase;
    jointcase.accept();
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "马国良,赵雪梅,杨志强", "--no-notice"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    CHECK(jointcase.no(5, {"meeting", "notice", "2020-1", "--at", "2020-02-21 09:30"}) == "jointcase: the notice goes out before the planned time 2020-02-21T09:00:00+08:00; `meeting postpone` first");
    jointcase.ok({"meeting", "notice", "2020-1", "--at", "2020-02-21 08:30"});
    CHECK(jointcase.no(5, {"meeting", "start", "2020-1", "--at", "2020-02-21 08:00"}) == "jointcase: meeting " + key + " cannot start before its notice (2020-02-21T08:30:00+08:00)");
    CHECK(jointcase.no(2, {"meeting", "start", "2020-1", "--at", "2020-02-21 10:01"}) == "jointcase: 2020-02-21T10:01:00+08:00 lies in the future; now is 2020-02-21T10:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1", "--at", "2020-02-21 09:00"});
    CHECK(jointcase.no(2, {"meeting", "close", "2020-1", "--at", "2020-02-21 09:00", "--defer", "1=补查"}) == "jointcase: a meeting ends after it started (2020-02-21T09:00:00+08:00)");
    jointcase.ok({"meeting", "close", "2020-1", "--at", "2020-02-21 09:01", "--defer", "1=补查"});
}

TEST_CASE("invariant 14: an opinion is recorded from the start of the meeting on, and not in the future") {
    World jointcase;
    jointcase.convene();
    CHECK(jointcase.no(5, {"opinion", "record", "2020-1", "马国良", "1", "concur", "--text", "x"}) == "jointcase: meeting " + key + " is convened; opinions are given from its start on");
    jointcase.at("2020-02-21T09:00:00+08:00");
    jointcase.ok({"meeting", "start", "2020-1"});
    jointcase.at("2020-02-21T10:00:00+08:00");
    const auto record = [&](const char* at) { return std::vector<std::string>{"opinion", "record", "2020-1", "马国良", "1", "concur", "--text", "x", "--at", at}; };
    CHECK(jointcase.no(2, record("2020-02-21 08:59")) == "jointcase: an opinion is recorded from the start of the meeting on (2020-02-21T09:00:00+08:00)");
    CHECK(jointcase.no(2, record("2020-02-21 10:01")) == "jointcase: 2020-02-21T10:01:00+08:00 lies in the future; now is 2020-02-21T10:00:00+08:00");
    jointcase.ok(record("2020-02-21 09:30"));
}
