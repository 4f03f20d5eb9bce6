// What opinions and their import share: the room they are given in, the rules for each, the table they go into. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/opinion.hpp>

#include "bulk.hpp"
#include "meeting_store.hpp"

#include <map>
#include <unordered_map>

namespace jointcase {

Opinion opinion_of(Db& db, Id<Opinion> id); // which is there

// A meeting as its opinions see it, read once for all of them.
struct Room {
    Meeting meeting;
    Id<Talent> recorder;
    std::optional<Date> signed_on; // its minutes
    std::vector<AgendaItem> items; // with their issues, as far as an opinion needs to know them
    struct Place {
        Id<Talent> talent;
        Role role{};
        Attended status{};
    };
    std::vector<Place> places;
    std::map<std::pair<Id<AgendaItem>, Id<Talent>>, Date> recused; // from an item, since when
    struct Spoken {
        Id<Opinion> id, supersedes;
        Id<Issue> issue;
        Id<Talent> talent;
        int round = 1;
    };
    std::vector<Spoken> spoken; // in the order of their numbers
    std::int64_t last_seq = 0;
    std::unordered_map<std::string, Id<Opinion>> sources; // by source number
};

Room read_room(Db& db, Meeting meeting);

struct Target {
    const AgendaItem& item;
    const Issue& issue;
};

Target find_target(const Room& room, const OpinionDraft& draft);

struct Author {
    Id<Talent> id;
    std::string key, name;
};

bool takes_part(const Meeting& meeting, const Room::Place& place);

bool says_the_same(const Opinion& stored, const OpinionDraft& draft);
bool is_of(const Room::Spoken& spoken, const Target& target, const Author& author, int round);
// The standing opinion of the person on the issue in this round: the last, as each supersedes one before it.
std::optional<Id<Opinion>> standing_opinion(const Room& room, const Target& target, const Author& author, int round);

// Puts opinions into the table, with the rules for each.
class Recorder {
public:
    explicit Recorder(Write& write);

    // Also into the room. Throws what is against it.
    Id<Opinion> record(Room& room, const Target& target, const Author& author, const OpinionDraft& draft, const Opinion* supersedes = nullptr);
    void flush() { bulk_.flush(); } // before any of them is read back

private:
    Write& write_;
    Bulk bulk_;
};

} // namespace jointcase
