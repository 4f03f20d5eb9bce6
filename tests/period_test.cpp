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
