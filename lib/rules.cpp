// SPDX-License-Identifier: Apache-2.0
#include <jointcase/rules.hpp>

#include <fmt/format.h>

namespace jointcase {

template <>
std::span<const Word<Label>> words<Label>() {
    static constexpr Word<Label> all[] = {
        {Label::public_, "public", "公开"}, {Label::internal, "internal", "内部"}, {Label::work_secret, "work_secret", "工作秘密"}};
    return all;
}

std::string text_of(const Rules& rules) {
    return fmt::format("handler_counts={}\nlabel_max={}\nlate_opinion_days={}\nmin_offices={}\nobservers_may_speak={}\nprofile={}\n"
                       "quorum_min={}\nrequest_decision_days={}\nresubmit_requires_new_facts={}\n",
                       rules.handler_counts, code(rules.label_max), rules.late_opinion_days, rules.min_offices,
                       rules.observers_may_speak, rules.profile, rules.quorum_min, rules.request_decision_days,
                       rules.resubmit_requires_new_facts);
}

} // namespace jointcase
