// Faults as exit statuses and as codes for scripts: the contract of README, "Exit status".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/error.hpp>

namespace jointcase::cli {

constexpr int exit_status(Fault fault) {
    switch (fault) {
    case Fault::usage:
    case Fault::invalid: return 2;
    case Fault::missing: return 4;
    case Fault::refused: return 5;
    case Fault::unreadable: return 66;
    case Fault::inconsistent: return 70;
    case Fault::unwritable: return 73;
    case Fault::storage:
    case Fault::corrupt: return 74;
    case Fault::busy: return 75;
    case Fault::denied: return 77;
    case Fault::config: return 78;
    }
    return 70;
}

constexpr const char* fault_code(Fault fault) {
    switch (fault) {
    case Fault::usage: return "usage";
    case Fault::invalid: return "invalid";
    case Fault::missing: return "missing";
    case Fault::refused: return "refused";
    case Fault::busy: return "busy";
    case Fault::denied: return "denied";
    case Fault::storage: return "storage";
    case Fault::unreadable: return "unreadable";
    case Fault::unwritable: return "unwritable";
    case Fault::corrupt: return "corrupt";
    case Fault::config: return "config";
    case Fault::inconsistent: return "inconsistent";
    }
    return "bug";
}

} // namespace jointcase::cli
