// Rows brought under the headings of a small sheet, as an import does it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fuzz.hpp"

#include "headings.hpp"

namespace jointcase::fuzz {

void apply_headings(const RowBlock& block, const ImportMap& map);

} // namespace jointcase::fuzz
