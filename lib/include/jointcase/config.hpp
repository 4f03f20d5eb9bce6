// The configuration: TOML files, the environment and flags, each value with the place it came from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/date.hpp>
#include <jointcase/digest.hpp>
#include <jointcase/language.hpp>
#include <jointcase/period.hpp>
#include <jointcase/render.hpp>
#include <jointcase/rules.hpp>
#include <jointcase/table.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] jointcase {

// One value as it was said, and by whom: file:…:line, env:…, flag or default.
struct Setting {
    std::string key, value, origin;
};

// What the score of a suggested member is made of, at most (model §6).
struct Weights {
    int cause = 25, issue = 15, outside = 20, load = 20, rest = 10, quota = 5, language = 5;
};
struct AgeBands {
    int young = 35, middle = 50; // the last year of each
};

struct Config {
    std::string office;     // code of the office whose database this is; empty: none said
    std::string short_name; // for its numbers while its record has none
    std::filesystem::path database;
    std::chrono::milliseconds wait{10'000};
    Language ui = Language::en;
    int ambiguous_width = 1;
    Format format = Format::text;
    unsigned mode = 0600; // of files made
    Algorithm digest = Algorithm::sha256;
    Rules rules = read_profile("linxia");
    Calendar calendar;
    Weights suggest;
    AgeBands age_bands;
    std::filesystem::path templates; // the folder whose files replace the templates of papers; empty: those shipped
    int held_before = 0; // conferences of the office before the tool that are not imported
    Month since = std::chrono::year{2018} / 6;
    std::vector<Setting> settings; // in the order of the table of keys; what config list prints
};

// Reads the files, lowest precedence first, then the overrides (environment, then flags).
// Throws Fault::config naming file, line and the nearest key for an unknown key, a wrong type or a value out of range.
Config read_config(std::span<const std::filesystem::path> files, std::span<const Setting> overrides = {});

// One value more, over all that was said; not a rule, whose profile may say more. Throws as read_config.
void set(Config& config, const Setting& setting);

std::chrono::milliseconds parse_duration(std::string_view text); // 500ms, 10s, 2m. Throws Fault::invalid

// A .jointcase.toml for `db init`: the office, the database beside it, and the language it was made in.
std::string project_file(std::string_view office, std::string_view short_name, std::string_view database, Language ui);

Table config_table(const Config& config, bool show_origin);

} // namespace jointcase
