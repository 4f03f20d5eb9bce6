#include <jointcase/date.hpp>
#include <jointcase/error.hpp>

#include <doctest/doctest.h>

using namespace jointcase;

TEST_CASE("a day is read in every style an office writes") {
    for (const char* text : {"2020-03-05", "2020/3/5", "2020年3月5日", "2020年03月05日", "2020.3.5", "２０２０年３月５日", "２０２０－０３－０５", " 2020-03-05\t", "　2020-3-5　"}) {
        CAPTURE(text);
        CHECK(iso(parse_date(text)) == "2020-03-05");
    }
}

TEST_CASE("a day that is not in the calendar is refused in a sentence") {
    CHECK_THROWS_WITH_AS(parse_date("2020-02-30"), "“2020-02-30” is not a day of the calendar like 2020-03-05", Error);
    for (const char* text : {"", "2021-02-29", "2020-13-01", "2020-00-10", "2020-04-31", "20-3-5", "2020-3", "2020年3月5", "2020-03-05x", "2020-03-05 09:00", "20200305", "2020-03/05", "+2020-3-5", "2020-123-5"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_date(text), Error);
    }
}

TEST_CASE("a leap day is one every fourth year, but not in 1900") {
    CHECK(iso(parse_date("2020-02-29")) == "2020-02-29");
    CHECK(iso(parse_date("2000-02-29")) == "2000-02-29");
    CHECK_THROWS_AS(parse_date("1900-02-29"), Error);
}

TEST_CASE("a month is read in every style an office writes") {
    for (const char* text : {"2020-03", "2020/3", "2020年3月", "２０２０年３月"}) {
        CAPTURE(text);
        CHECK(iso(parse_month(text)) == "2020-03");
    }
    for (const char* text : {"2020-13", "2020", "2020年3", "2020-03-05", "20-03"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_month(text), Error);
    }
}

TEST_CASE("a time is one at +08:00, wherever it was said") {
    for (const char* text : {"2020-03-05T09:30:00+08:00", "2020-03-05 09:30", "2020-03-05 9:30:00", "2020年3月5日 9时30分", "2020/3/5 ９：３０", "2020-03-05T01:30:00Z", "2020-03-04T20:30:00-05:00", "2020-03-05T01:30+0000", "2020-03-05T07:00+05:30"}) {
        CAPTURE(text);
        CHECK(iso(parse_time(text)) == "2020-03-05T09:30:00+08:00");
    }
    CHECK(iso(parse_time("2020-03-05")) == "2020-03-05T00:00:00+08:00");
}

TEST_CASE("a time that no clock shows is refused") {
    CHECK_THROWS_WITH_AS(parse_time("2020-03-05 24:00"), "“2020-03-05 24:00” is not a time like 2020-03-05 09:00", Error);
    for (const char* text : {"2020-03-05 09:60", "2020-03-05 09:00:60", "2020-03-05 9", "2020-03-05 09:00 am", "2020-02-30 09:00", "2020-03-05T09:00+99:00", "2020-03-05T09:00+08:99", "0000-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "09:00", "2020-03-0509:00"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_time(text), Error);
    }
}

TEST_CASE("days are counted over months, years and leap days") {
    CHECK(iso(add_days(parse_date("2020-02-28"), 2)) == "2020-03-01");
    CHECK(iso(add_days(parse_date("2020-01-01"), -1)) == "2019-12-31");
    CHECK(days_between(parse_date("2020-02-01"), parse_date("2020-03-01")) == 29);
    CHECK(iso(day(parse_time("2020-03-04T17:00:00Z"))) == "2020-03-05");
    CHECK(iso(midnight(parse_date("2020-03-05"))) == "2020-03-05T00:00:00+08:00");
}
