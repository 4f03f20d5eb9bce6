// The best set under the conditions, by dynamic programming over the offices.
// SPDX-License-Identifier: Apache-2.0
#include <jointcase/panel.hpp>

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

namespace jointcase {

namespace {

// Where a partial panel stands: all that what may still be added to it depends on.
struct State {
    int taken = 0, bands = 0;
    int offices = 0;   // so far, up to what is needed
    bool here = false; // one of the present office is in
    std::vector<std::int16_t> items; // for each item someone is recused from: who can sit, their offices, is the present office one
    auto operator<=>(const State&) const = default;
};

struct Partial {
    int score = 0;
    std::vector<int> chosen; // ascending by number of the sitter
};

// Of two sets of one size: the lowest number only one of them has decides (adding the same to both changes nothing).
bool better(const Partial& a, const Partial& b) { return a.score != b.score ? a.score > b.score : a.chosen < b.chosen; }

class Choice {
public:
    Choice(std::span<const Sitter> sitters, const Seats& seats) : sitters_(sitters), seats_(seats) {
        for (const auto& sitter : sitters) {
            limited_ |= sitter.cannot;
            if (sitter.band >= 0) bands_ |= 1 << sitter.band;
        }
        limited_ &= seats.items >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << seats.items) - 1;
    }

    std::vector<int> best() {
        State start;
        start.items.assign(static_cast<std::size_t>(3 * std::popcount(limited_)), 0);
        reached_[start] = {};
        for (auto& [office, group] : groups()) {
            for (const int i : group) add(i);
            leave_office();
        }
        const Partial* found = nullptr;
        for (const auto& [state, partial] : reached_) {
            if (complete(state) && (!found || better(partial, *found))) found = &partial;
        }
        return found ? found->chosen : std::vector<int>{};
    }

private:
    // By office, only those an exchange cannot better: of those alike in band and recusals the first `seats`, and the first of
    // the first `seats` offices. For any other there is one of these who is better and keeps every condition.
    std::map<int, std::vector<int>> groups() const {
        std::map<std::pair<int, std::uint64_t>, std::vector<int>> alike;
        std::map<int, std::vector<int>> result;
        for (int i = 0; i < static_cast<int>(sitters_.size()); ++i) {
            const auto& sitter = at(i);
            if (sitter.must) result[sitter.office].push_back(i);
            else alike[{sitter.band, sitter.cannot & limited_}].push_back(i);
        }
        const auto most = static_cast<std::size_t>(std::max(0, seats_.seats));
        for (auto& [kind, all] : alike) {
            std::stable_sort(all.begin(), all.end(), [&](int a, int b) { return at(a).score > at(b).score; });
            std::set<int> offices;
            for (std::size_t n = 0; n < all.size(); ++n) {
                const bool first = offices.size() < most && offices.insert(at(all[n]).office).second;
                if (n < most || first) result[at(all[n]).office].push_back(all[n]);
            }
        }
        return result;
    }

    void add(int i) {
        const auto& sitter = at(i);
        std::map<State, Partial> next;
        if (!sitter.must) next = reached_;
        for (const auto& [state, partial] : reached_) {
            if (state.taken == seats_.seats) continue;
            auto with = partial;
            with.score += sitter.score;
            with.chosen.insert(std::upper_bound(with.chosen.begin(), with.chosen.end(), i), i);
            auto [place, fresh] = next.try_emplace(seated(state, sitter), with);
            if (!fresh && better(with, place->second)) place->second = std::move(with);
        }
        reached_ = std::move(next);
    }

    State seated(State state, const Sitter& sitter) const {
        ++state.taken;
        if (sitter.band >= 0) state.bands |= 1 << sitter.band;
        if (sitter.office >= 0 && !std::exchange(state.here, true)) state.offices = std::min(state.offices + 1, seats_.min_offices);
        auto* item = state.items.data();
        for (auto rest = limited_; rest != 0; rest &= rest - 1, item += 3) {
            if (sitter.cannot & (rest & -rest)) continue;
            item[0] = static_cast<std::int16_t>(std::min(item[0] + 1, seats_.quorum));
            if (sitter.office >= 0 && item[2] == 0) item[1] = static_cast<std::int16_t>(std::min(item[1] + 1, seats_.min_offices)), item[2] = 1;
        }
        return state;
    }

    void leave_office() {
        std::map<State, Partial> next;
        for (auto& [state, partial] : reached_) {
            auto left = state;
            left.here = false;
            for (std::size_t k = 2; k < left.items.size(); k += 3) left.items[k] = 0;
            auto [place, fresh] = next.try_emplace(std::move(left), partial);
            if (!fresh && better(partial, place->second)) place->second = std::move(partial);
        }
        reached_ = std::move(next);
    }

    bool complete(const State& state) const {
        if (state.taken != seats_.seats || state.taken < seats_.quorum || state.bands != bands_ || state.offices < seats_.min_offices) return false;
        for (std::size_t k = 0; k < state.items.size(); k += 3) {
            if (state.items[k] < seats_.quorum || state.items[k + 1] < seats_.min_offices) return false;
        }
        return true;
    }

    const Sitter& at(int i) const { return sitters_[static_cast<std::size_t>(i)]; }

    std::span<const Sitter> sitters_;
    const Seats& seats_;
    std::uint64_t limited_ = 0; // items someone is recused from; for the others all can sit
    int bands_ = 0;
    std::map<State, Partial> reached_;
};

} // namespace

std::vector<int> choose_panel(std::span<const Sitter> sitters, const Seats& seats) { return Choice(sitters, seats).best(); }

} // namespace jointcase
