#include "world.hpp"

#include <jointcase/panel.hpp>

#include <algorithm>
#include <bit>
#include <random>
#include <set>

using jointcase::choose_panel;
using jointcase::Seats;
using jointcase::Sitter;
using jointcase::test::the_case;
using jointcase::test::World;

namespace {

bool kept(const std::vector<Sitter>& sitters, const Seats& seats, const std::vector<int>& chosen) {
    int bands = 0, wanted = 0;
    for (const auto& sitter : sitters) wanted |= sitter.band < 0 ? 0 : 1 << sitter.band;
    std::set<int> offices;
    for (const int i : chosen) {
        const auto& sitter = sitters[static_cast<std::size_t>(i)];
        bands |= sitter.band < 0 ? 0 : 1 << sitter.band;
        if (sitter.office >= 0) offices.insert(sitter.office);
    }
    if (bands != wanted || static_cast<int>(offices.size()) < seats.min_offices || static_cast<int>(chosen.size()) < seats.quorum) return false;
    for (int item = 0; item < seats.items; ++item) {
        int can = 0;
        std::set<int> there;
        for (const int i : chosen) {
            const auto& sitter = sitters[static_cast<std::size_t>(i)];
            if (sitter.cannot >> item & 1) continue;
            ++can;
            if (sitter.office >= 0) there.insert(sitter.office);
        }
        if (can < seats.quorum || static_cast<int>(there.size()) < seats.min_offices) return false;
    }
    return true;
}

// Every set of the size is tried.
std::vector<int> by_brute_force(const std::vector<Sitter>& sitters, const Seats& seats) {
    std::vector<int> best;
    int best_score = -1;
    for (std::uint32_t set = 0; set < 1U << sitters.size(); ++set) {
        if (std::popcount(set) != seats.seats) continue;
        std::vector<int> chosen;
        int score = 0;
        bool all = true;
        for (int i = 0; i < static_cast<int>(sitters.size()); ++i) {
            const auto& sitter = sitters[static_cast<std::size_t>(i)];
            if (set >> i & 1) chosen.push_back(i), score += sitter.score;
            else if (sitter.must) all = false;
        }
        if (!all || score < best_score || (score == best_score && !(chosen < best)) || !kept(sitters, seats, chosen)) continue;
        best = chosen;
        best_score = score;
    }
    return best;
}

// The highest scores, whatever the conditions: what a person would take first.
std::vector<int> by_greed(const std::vector<Sitter>& sitters, const Seats& seats) {
    std::vector<int> order(sitters.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sitters[static_cast<std::size_t>(a)].score > sitters[static_cast<std::size_t>(b)].score; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(seats.seats)));
    std::sort(order.begin(), order.end());
    return order;
}

// A pool of at most 18: few different scores, so that there are ties.
std::vector<Sitter> seeded_pool(std::mt19937& random, Seats& seats) {
    const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
    std::vector<Sitter> pool(static_cast<std::size_t>(4 + upto(14)));
    seats = {2 + upto(4), 1 + upto(2), 1 + upto(2), upto(3)};
    const int scores = 1 + upto(9), offices = 1 + upto(4);
    for (auto& sitter : pool) {
        sitter = {upto(scores) * 10, upto(offices) - (upto(9) == 0 ? 1 : 0), upto(3) - 1, 0, upto(19) == 0};
        for (int item = 0; item < seats.items; ++item) {
            if (upto(7) == 0) sitter.cannot |= std::uint64_t{1} << item;
        }
    }
    return pool;
}

} // namespace

TEST_CASE("the panel is the best of all sets, on a thousand pools, and another than the greedy one on many") {
    std::mt19937 random(20200220);
    int possible = 0, not_greedy = 0;
    for (int round = 0; round < 1000; ++round) {
        Seats seats;
        const auto pool = seeded_pool(random, seats);
        const auto best = by_brute_force(pool, seats);
        CAPTURE(round);
        REQUIRE(choose_panel(pool, seats) == best);
        possible += !best.empty();
        not_greedy += !best.empty() && best != by_greed(pool, seats);
    }
    CHECK(possible > 500);
    CHECK(not_greedy > 100);
}

TEST_CASE("one of each age band and of a second office go before a higher score") {
    const std::vector<Sitter> pool{{90, 1, 1}, {80, 1, 1}, {70, 1, 1}, {10, 2, 0}, {20, 1, 2}};
    CHECK(choose_panel(pool, {3, 1, 3, 2}) == std::vector<int>{0, 3, 4});
    CHECK(choose_panel(pool, {3, 1, 3, 3}).empty());
}

namespace {

struct Pool : World {
    Pool() {
        ok({"talent", "import", file("pool.csv", "工号,单位,姓名,人员类别,入额,等级,出生日期,专长,推荐日期,评审日期,评审人,入库日期,梯队,语言\n"
                                                 "001,622921,马国良,检察官,是,9,1980-05-01,诈骗;证据,2019-01-01,2019-01-02,李明,2019-01-02,骨干,东乡语\n"
                                                 "001,622923,赵雪梅,检察官,是,9,1992-05-01,定性,2019-01-01,2019-01-02,李明,2019-01-02,中坚,\n"
                                                 "004,622900,杨志强,检察官,是,8,1965-05-01,诈骗罪,2019-01-01,2019-01-02,李明,2019-01-02,骨干,\n"
                                                 "002,622921,周建军,检察官,是,6,1970-05-01,,2019-01-01,2019-01-02,李明,2019-01-02,骨干,\n"
                                                 "002,622923,孙小玉,检察官助理,,,1995-05-01,诈骗,2019-01-01,2019-01-02,李明,2019-01-02,后备,\n")});
        accept();
    }
};

} // namespace

TEST_CASE("the score of a suggested member is made of specialty, office, load, rest, quota and language") {
    Pool jointcase;
    const std::vector<std::string> suggest{"meeting", "suggest", "2020-12", "--seats", "4", "--fields", "place,talent,score,band,reasons", "--csv"};
    CHECK(jointcase.ok(suggest) == "place,talent,score,band,reasons\r\n"
                                   "1,622921-001,87,middle,specialty: evidence、诈骗;another office;meetings in 90 days: 0;in quota;middle\r\n"
                                   "2,622923-001,62,young,specialty: characterization;another office;meetings in 90 days: 0;in quota;young\r\n"
                                   "3,622900-004,60,senior,specialty: 诈骗;meetings in 90 days: 0;in quota;senior\r\n"
                                   "4,622921-002,55,middle,another office;meetings in 90 days: 0;in quota;middle\r");
    jointcase.ok({"case", "edit", "2020-12", "--language", "东乡语"});
    jointcase.file(".jointcase.toml", "[office]\ncode = \"622900\"\n[database]\npath = \"jointcase.db\"\n[suggest]\ncause = 0\n");
    CHECK(jointcase.ok({"meeting", "suggest", "2020-12", "--seats", "3", "--fields", "talent,score", "--csv"}) == "talent,score\r\n622921-001,67\r\n622923-001,62\r\n622900-004,35\r");
}

TEST_CASE("who came to meetings lately is rested less, and one of each age band is taken before a higher score") {
    Pool jointcase;
    jointcase.ok({"meeting", "import", jointcase.file("m.csv", "会议编号,结束时间,会议类型,会议形式\n临州检联席〔2020〕1号,2020-01-21 11:00,跨院,现场\n"), "--attendance",
                  jointcase.file("p.csv", "会议编号,姓名,角色\n临州检联席〔2020〕1号,马国良,成员\n")});
    CHECK(jointcase.ok({"meeting", "suggest", "2020-12", "--seats", "3", "--fields", "talent,score,reasons", "--csv"}) ==
          "talent,score,reasons\r\n"
          "622921-001,73,specialty: evidence、诈骗;another office;meetings in 90 days: 1;the last 30 days ago;in quota;middle\r\n"
          "622923-001,62,specialty: characterization;another office;meetings in 90 days: 0;in quota;young\r\n"
          "622900-004,60,specialty: 诈骗;meetings in 90 days: 0;in quota;senior\r");
}

TEST_CASE("who is left out is listed with the rule, and nobody who cannot sit can be made to") {
    Pool jointcase;
    jointcase.ok({"talent", "nominate", "陈晓东", "--tier", "core", "--on", "2020-01-02"});
    jointcase.ok({"talent", "admit", "陈晓东", "--by", "周建军", "--on", "2020-01-03"});
    jointcase.ok({"case", "staff", "2020-12", "杨志强", "former_investigator"});
    const std::string the = the_case;
    CHECK(jointcase.ok({"meeting", "suggest", "2020-12", "--seats", "2", "--chair", "李明", "--without", "周建军", "--fields", "place,talent,score,reasons", "--csv"}) ==
          "place,talent,score,reasons\r\n"
          "1,622921-001,87,specialty: evidence、诈骗;another office;meetings in 90 days: 0;in quota;middle\r\n"
          "2,622923-001,62,specialty: characterization;another office;meetings in 90 days: 0;in quota;young\r\n"
          ",622900-003,,\"handles " + the + " (rule handler_counts, 组织法 art 34: the handler decides, the conference advises)\"\r\n"
          ",622900-004,,investigated " + the + " (刑诉规则 art 35)\r\n"
          ",622921-002,,left out by --without\r");
    CHECK(jointcase.no(5, {"meeting", "suggest", "2020-12", "--must", "杨志强"}) == "jointcase: 622900-004 杨志强 cannot sit: investigated " + the + " (刑诉规则 art 35)");
    CHECK(jointcase.no(5, {"meeting", "suggest", "2020-12", "--must", "孙小玉"}) == "jointcase: 622923-002 孙小玉 cannot sit: no prosecutor on 2020-02-20 (model, invariant 8)");
    CHECK(jointcase.no(5, {"meeting", "suggest", "2020-12", "--seats", "9"}) == "jointcase: 9 seats, but only 3 of the talent pool can sit; `talent list --membership admitted` shows the pool");
}

TEST_CASE("a panel that cannot keep a condition is refused with the condition") {
    Pool jointcase;
    CHECK(jointcase.no(5, {"meeting", "suggest", "2020-12", "--seats", "2"}) == "jointcase: no panel of 2 has 3 who can sit on every item (rule quorum_min, Songbei art 5)");
    CHECK(jointcase.no(5, {"meeting", "suggest", "2020-12", "--seats", "3", "--must", "马国良,周建军"}) == "jointcase: no panel of 3 has one of each age band; --seats or --must let too few in");
    CHECK(jointcase.ok({"meeting", "suggest", "2020-12", "--seats", "2", "--chair", "李明", "--without", "杨志强", "--fields", "place,talent", "--csv"}) == "place,talent\r\n1,622921-001\r\n2,622923-001\r\n,622900-004\r");
}

TEST_CASE("a meeting is convened with the suggested panel, in which the invited sit") {
    Pool jointcase;
    jointcase.ok({"meeting", "convene", "2020-12", "--at", "2020-02-21 09:00", "--chair", "李明", "--recorder", "王芳", "--invite", "周建军", "--suggest", "3"});
    CHECK(jointcase.ok({"meeting", "order", "2020-1", "--fields", "place,name,role,grade", "--csv"}) ==
          "place,name,role,grade\r\n1,赵雪梅,member,9\r\n2,杨志强,member,8\r\n3,周建军,member,6\r\n4,李明,chair,7\r");
}
