// SPDX-License-Identifier: Apache-2.0
#include <jointcase/case.hpp>

#include "text.hpp"

#include <algorithm>
#include <map>

namespace jointcase {

namespace {

constexpr std::u32string_view compound_surnames[] = {
    U"欧阳", U"太史", U"端木", U"上官", U"司马", U"东方", U"独孤", U"南宫", U"万俟", U"闻人", U"夏侯", U"诸葛", U"尉迟", U"公羊", U"赫连", U"澹台", U"皇甫",
    U"宗政", U"濮阳", U"公冶", U"太叔", U"申屠", U"公孙", U"慕容", U"仲孙", U"钟离", U"长孙", U"宇文", U"司徒", U"鲜于", U"司空", U"令狐", U"百里", U"呼延"};

// 张伟 → 张某, 张大伟 → 张某某, 欧阳峰 → 欧阳某; 阿卜杜·马春 → 阿某某.
std::string masked(const std::string& name) {
    const auto all = characters(trim(name));
    if (all.size() < 2) return name;
    std::size_t surname = 1;
    for (const auto& compound : compound_surnames) {
        if (all.size() > 2 && all.starts_with(compound)) surname = compound.size();
    }
    return utf8(all.substr(0, surname)) + (all.size() - surname == 1 ? "某" : "某某");
}

constexpr const char* stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};

} // namespace

std::vector<std::string> masked_names(const std::vector<std::string>& names) {
    std::map<std::string, std::vector<std::string>> alike; // masked form → the different names it stands for
    for (const auto& name : names) {
        auto& same = alike[masked(name)];
        if (std::find(same.begin(), same.end(), name) == same.end()) same.push_back(name);
    }
    std::vector<std::string> result;
    for (const auto& name : names) {
        const auto form = masked(name);
        const auto& same = alike[form];
        const auto place = static_cast<std::size_t>(std::find(same.begin(), same.end(), name) - same.begin());
        if (same.size() == 1) result.push_back(form);
        else if (place < 10) result.push_back(form + stems[place]);
        else result.push_back(form + std::to_string(place + 1));
    }
    return result;
}

Masking::Masking(const std::vector<Party>& parties) {
    for (const auto& party : parties) {
        if (party.name != party.masked && characters(party.name).size() > 1) names_.emplace_back(party.name, party.masked);
    }
    std::stable_sort(names_.begin(), names_.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::string Masking::operator()(std::string text) const {
    if (names_.empty()) return text;
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto hit = std::find_if(names_.begin(), names_.end(), [&](const auto& name) { return text.compare(i, name.first.size(), name.first) == 0; });
        if (hit == names_.end()) out += text[i++];
        else {
            out += hit->second;
            i += hit->first.size();
        }
    }
    return out;
}

void mask_row(std::vector<Cell>& row, const Masking& masking) {
    for (auto& cell : row) {
        if (auto* text = std::get_if<std::string>(&cell)) *text = masking(std::move(*text));
        else if (auto* list = std::get_if<List>(&cell)) {
            for (auto& one : *list) one = masking(std::move(one));
        }
    }
}

} // namespace jointcase
