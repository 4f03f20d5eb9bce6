// The rules a conference runs under. One profile is shipped with this version: linxia.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/column.hpp>

#include <string>

namespace [[gnu::visibility("default")]] jointcase {

enum class Label { public_, internal, work_secret };
template <> std::span<const Word<Label>> words<Label>(); // 秘密, 机密 and 绝密 are not among them: state secrets never enter

struct Rules {
    std::string profile = "linxia";
    int request_decision_days = 3;          // Songbei art 2: the head decides within 3 days
    int quorum_min = 3;                     // Songbei art 5: never fewer than 3 prosecutors
    int min_offices = 2;                    // the published account, items 2 and 10: else it is not 跨院
    bool handler_counts = false;            // model, invariant 7
    int late_opinion_days = 3;              // courts' guidance art 9: later opinions in writing
    bool observers_may_speak = true;        // courts' guidance art 10: observers speak before members
    bool resubmit_requires_new_facts = true; // courts' guidance art 6, Songbei art 4: no repeated submission
    Label label_max = Label::work_secret;   // 保守国家秘密法 art 14: state secrets never enter
};

// Each rule on a line, names ascending: what a meeting keeps the digest of.
std::string text_of(const Rules& rules);

} // namespace jointcase
