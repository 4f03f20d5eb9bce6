// The panel (会诊组): who of the talent pool should sit on one or several referrals. A suggestion; whoever convenes decides.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/referral.hpp>

#include <cstdint>
#include <span>

namespace [[gnu::visibility("default")]] jointcase {

// --- the choice alone

// One who could sit, as far as the choice needs to know.
struct Sitter {
    int score = 0;
    int office = 0;           // any number, the same for the same office; -1: none
    int band = -1;            // of age: 0 young, 1 middle, 2 senior; -1 unknown
    std::uint64_t cannot = 0; // a bit for each item they are recused from
    bool must = false;        // sits in any case
};
struct Seats {
    int seats = 5;       // those of `must` included
    int items = 1;       // at most 64
    int quorum = 3;      // who can sit on each item, at least
    int min_offices = 2; // whose members sit on each item, at least
};
// The set with the highest sum of scores that keeps the seats, the quorum and the offices, and has one of each age band
// the sitters have; of equal ones that of the lowest indices, first differing one first. Ascending indices; empty: none is possible.
// Exact. Time grows with the number of sitters, offices and age bands, not with the number of sets.
std::vector<int> choose_panel(std::span<const Sitter> sitters, const Seats& seats);

// --- the choice among people

struct PanelRequest {
    std::vector<std::string> referrals; // handles of referrals or cases
    int seats = 5;
    List must, without; // talents
    std::string chair;  // sits beside the seats, counts toward quorum and offices
    std::optional<Date> on; // the day of the meeting; not given: today
};

struct PanelMember {
    Id<Talent> id;
    std::string talent, name, office, office_name; // talent and office are keys
    int place = 0;                                 // among those suggested, by score; 0: not suggested
    int score = 0;                                 // 0 to 100, model §6
    std::optional<AgeBand> band;
    std::vector<std::string> reasons; // what the score is made of; of the excluded, the rule that excludes them
};
struct Panel {
    std::vector<PanelMember> suggested, excluded; // by score and key; by key
    std::int64_t candidates = 0;                // who could have been suggested
};
// Throws Fault::refused, saying which condition cannot be kept, where no panel is possible or one of `must` is excluded.
Panel suggest_panel(Db& db, const PanelRequest& request, Date today);

Table panel_table(const Panel& panel); // the excluded below, without a place

} // namespace jointcase
