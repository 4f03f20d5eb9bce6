// A report's document as JSON from which every format is made again: the types of its cells, titles, labels and charts
// are in it, and the language it speaks. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/table.hpp>

namespace jointcase {

struct Packed {
    Language language = Language::en;
    Document document;
};

std::string pack(const Packed& packed);
Packed unpack(std::string_view json); // throws Fault::corrupt

} // namespace jointcase
