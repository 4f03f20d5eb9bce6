// SPDX-License-Identifier: Apache-2.0
#include "render_parts.hpp"

namespace jointcase {

std::string render_html(const Document& document) { return document.title; }

} // namespace jointcase
