// SPDX-License-Identifier: Apache-2.0
#include <jointcase/error.hpp>
#include <jointcase/language.hpp>

#include <fmt/ranges.h>

#include <dlfcn.h>
#include <libintl.h>

#include <filesystem>

namespace jointcase {

namespace {

constexpr const char* domain = "jointcase";
Language in_use = Language::en;

// The catalogues lie where they were installed or built, seen from this library.
void find_catalogues() {
    Dl_info self{};
    if (dladdr(reinterpret_cast<const void*>(&find_catalogues), &self) == 0) return;
    const auto folder = std::filesystem::absolute(self.dli_fname).parent_path() / JOINTCASE_LOCALE_FROM_LIB;
    bindtextdomain(domain, folder.lexically_normal().c_str());
    bind_textdomain_codeset(domain, "UTF-8");
}

} // namespace

void use_language(Language language) {
    static const bool found = (find_catalogues(), true);
    (void)found;
    in_use = language;
    textdomain(textdomain(nullptr)); // tells gettext that LANGUAGE may have changed
}

Language language() noexcept { return in_use; }

// To gettext the empty text is the header of the catalogue.
const char* translate(const char* text) { return in_use == Language::en || *text == '\0' ? text : dgettext(domain, text); }

std::string_view Term::shown() const {
    if (language() == Language::en) return en;
    const std::string_view names = zh;
    return names.substr(0, names.find(';'));
}

// A semicolon in parentheses, or in what was typed, is none of the sentence.
Error::said Error::formatted(const char* english, fmt::format_args args) {
    const std::string_view text = translate(english);
    said result{fmt::vformat(text, args)};
    std::size_t mark = std::string_view::npos, behind = 0;
    for (std::size_t i = 0, depth = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        if (rest.starts_with("(") || rest.starts_with("（")) ++depth;
        else if (depth > 0 && (rest.starts_with(")") || rest.starts_with("）"))) --depth;
        else if (depth == 0 && (rest.starts_with("; ") || rest.starts_with("；"))) mark = i, behind = rest.starts_with("; ") ? 2 : 3;
    }
    if (mark != std::string_view::npos) result.hint = result.text.substr(fmt::vformat(text.substr(0, mark), args).size() + behind);
    return result;
}

Invalid::Invalid(Problems problems)
    : Error(Fault::invalid, said{[&] {
          std::string sentence;
          for (const auto& problem : problems) sentence += (sentence.empty() ? "" : "; ") + problem.message;
          return sentence;
      }()}),
      problems_(std::move(problems)) {}

void refuse(const Problems& problems) {
    if (!problems.empty()) throw Invalid(problems);
}

} // namespace jointcase
