// What every format needs of a cell. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/render.hpp>

#include <string>
#include <string_view>

namespace jointcase {

// std::visit with a function for each type of cell.
template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string shown(const Cell& cell);    // for people: labels, 76.5%, yes/no, — for a rate that does not exist
std::string plain(const Cell& cell);    // for csv: codes, 76.5, 1/0
bool is_number(const Cell& cell);
bool set_right(const Table& table, std::size_t column); // a column of numbers

std::string escaped(std::string_view text); // for HTML, in content and in attributes alike; without what is never shown

std::string render_html(const Document& document);
std::string render_xlsx(const Document& document);

} // namespace jointcase
