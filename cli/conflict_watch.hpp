// Tells the conflicts of interest that a change makes: `recusal check` runs by itself behind changes of staff, parties
// and attendance.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session.hpp"

#include <jointcase/meeting.hpp>
#include <jointcase/recusal.hpp>

namespace jointcase::cli {

class ConflictWatch {
public:
    ConflictWatch(Session& session, std::vector<Id<Case>> cases); // before the change
    ConflictWatch(Session& session, const Meeting& meeting);      // of the cases on its agenda
    void tell();                                                  // behind it: a line on stderr for each that is new

private:
    std::vector<Conflict> look();

    Session& session_;
    std::vector<Id<Case>> cases_;
    std::vector<Conflict> before_;
};

} // namespace jointcase::cli
