// T8 人才库结构: who came into the pool and left it in a period, and who is in it at its end. A member counts for the office
// and in the category of their posting on that day, without one of their last; without any for the office that entered them.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

#include <fmt/format.h>

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t opening = 0, admitted = 0, exited = 0, moved_in = 0, moved_out = 0, members = 0;
    std::int64_t prosecutors = 0, in_quota = 0, assistants = 0, clerks = 0, others = 0;
    std::int64_t young = 0, middle = 0, senior = 0, age_unknown = 0, women = 0, bilingual = 0;
    std::int64_t core = 0, mainstay = 0, reserve = 0, years = 0; // years: the ages of those whose age is known, summed up
    std::int64_t left = 0, retired = 0, failed = 0, term_ended = 0, otherwise = 0;
};

// In the pool on some day of the period; the exit is not of interest where it comes later.
#define MEMBERS                                                                                                                                   \
    "with member as (select v.talent, v.tier, v.admitted_on, coalesce(v.exited_on, '9999-12-31') as exited_on, v.exit_reason, t.office, t.gender, t.birth_date" \
    " from membership v join talent t on t.id = v.talent"                                                                                         \
    " where t.voided_on is null and v.admitted_on < $2 and (v.exited_on is null or v.exited_on >= $1))"

// Coming, going and being there are events, each with its day.
void count_members(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    const auto today = scope.last_day();
    const auto& bands = db.config().age_bands;
    tally_days<Counts>(db, scope, whole, places,
                       {{"opening", &Counts::opening}, {"admitted", &Counts::admitted}, {"exited", &Counts::exited}, {"members", &Counts::members},
                        {"prosecutors", &Counts::prosecutors}, {"in_quota", &Counts::in_quota}, {"assistants", &Counts::assistants}, {"clerks", &Counts::clerks}, {"others", &Counts::others},
                        {"young", &Counts::young}, {"middle", &Counts::middle}, {"senior", &Counts::senior}, {"age_unknown", &Counts::age_unknown}, {"women", &Counts::women},
                        {"bilingual", &Counts::bilingual}, {"core", &Counts::core}, {"mainstay", &Counts::mainstay}, {"reserve", &Counts::reserve}, {"years", &Counts::years},
                        {"left_office", &Counts::left}, {"retired", &Counts::retired}, {"failed", &Counts::failed}, {"term_ended", &Counts::term_ended}, {"otherwise", &Counts::otherwise}},
                       MEMBERS ", event as (select m.*, 'opening' as kind, $5 as on_day from member m where m.admitted_on < $1"
                               " union all select m.*, 'admitted', m.admitted_on from member m where m.admitted_on >= $1"
                               " union all select m.*, 'exited', m.exited_on from member m where m.exited_on < $2"
                               " union all select m.*, 'closing', $6 from member m where m.exited_on >= $2),"
                               " placed as (select case when $3 = 0 then o.key else '' end as place, e.kind, e.talent, e.tier, e.gender, e.exit_reason,"
                               " coalesce(p.category, '') as category, case when p.in_quota = 1 and (p.quota_on is null or p.quota_on <= $6) then 1 else 0 end as in_quota,"
                               " $7 - cast(substr(e.birth_date, 1, 4) as integer) - case when substr(e.birth_date, 6) > $8 then 1 else 0 end as age"
                               " from event e left join posting p on " LAST_POSTING("p", "e.talent", "<= e.on_day")
                               " join office o on o.id = coalesce(p.office, e.office) where $4 is null or o.id = $4)"
                               " select place,"
                               " count(*) filter (where kind = 'opening') as opening,"
                               " count(*) filter (where kind = 'admitted') as admitted,"
                               " count(*) filter (where kind = 'exited') as exited,"
                               " count(*) filter (where kind = 'closing') as members,"
                               " count(*) filter (where kind = 'closing' and category = 'prosecutor') as prosecutors,"
                               " count(*) filter (where kind = 'closing' and in_quota = 1) as in_quota,"
                               " count(*) filter (where kind = 'closing' and category = 'assistant') as assistants,"
                               " count(*) filter (where kind = 'closing' and category = 'clerk') as clerks,"
                               " count(*) filter (where kind = 'closing' and category not in ('prosecutor', 'assistant', 'clerk')) as others,"
                               " count(*) filter (where kind = 'closing' and age <= $9) as young,"
                               " count(*) filter (where kind = 'closing' and age > $9 and age <= $10) as middle,"
                               " count(*) filter (where kind = 'closing' and age > $10) as senior,"
                               " count(*) filter (where kind = 'closing' and age is null) as age_unknown,"
                               " count(*) filter (where kind = 'closing' and gender = 'female') as women,"
                               " count(*) filter (where kind = 'closing' and exists (select 1 from talent_language l where l.talent = placed.talent and l.language not in ('汉语', '普通话'))) as bilingual,"
                               " count(*) filter (where kind = 'closing' and tier = 'core') as core,"
                               " count(*) filter (where kind = 'closing' and tier = 'mainstay') as mainstay,"
                               " count(*) filter (where kind = 'closing' and tier = 'reserve') as reserve,"
                               " cast(coalesce(sum(age) filter (where kind = 'closing'), 0) as integer) as years,"
                               " count(*) filter (where kind = 'exited' and exit_reason in ('transfer', 'leave')) as left_office,"
                               " count(*) filter (where kind = 'exited' and exit_reason = 'retire') as retired,"
                               " count(*) filter (where kind = 'exited' and exit_reason = 'assessment_fail') as failed,"
                               " count(*) filter (where kind = 'exited' and exit_reason = 'term_end') as term_ended,"
                               " count(*) filter (where kind = 'exited' and exit_reason in ('discipline', 'voluntary')) as otherwise"
                               " from placed group by place",
                       add_days(scope.from, -1), today, static_cast<int>(today.year()), iso(today).substr(5), bands.young, bands.middle);
}

// A member who takes up a post in another office: out of the one, into the other. On the day of admission nobody moves.
void count_moves(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places, {{"moved_in", &Counts::moved_in}, {"moved_out", &Counts::moved_out}},
                       MEMBERS ", moved as (select coalesce(p.office, m.office) as into_office, coalesce(b.office, m.office) as from_office"
                               " from member m join posting p on p.talent = m.talent and p.from_on >= $1 and p.from_on < $2 and p.from_on > m.admitted_on and p.from_on <= m.exited_on"
                               " left join posting b on " LAST_POSTING("b", "m.talent", "< p.from_on") "),"
                               " step as (select into_office as office, 1 as came, 0 as went from moved where into_office <> from_office"
                               " union all select from_office, 0, 1 from moved where into_office <> from_office),"
                               " placed as (select case when $3 = 0 then o.key else '' end as place, s.came, s.went from step s join office o on o.id = s.office where $4 is null or o.id = $4)"
                               " select place, count(*) filter (where came = 1) as moved_in, count(*) filter (where went = 1) as moved_out from placed group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_members(db, scope, whole, places);
    count_moves(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "opening", {"members at the start", "期初在库(人)"}, &Counts::opening},
    {"2", "admitted", {"admitted", "入库(人)"}, &Counts::admitted},
    {"3", "exited", {"left", "出库(人)"}, &Counts::exited},
    {"3a", "moved_in", {"came from another office", "调入(人)"}, &Counts::moved_in},
    {"3b", "moved_out", {"went to another office", "调出(人)"}, &Counts::moved_out},
    {"4", "members", {"members at the end", "期末在库(人)"}, &Counts::members},
    {"5", "prosecutors", {"prosecutors", "检察官(人)"}, &Counts::prosecutors},
    {"6", "in_quota", {"of them in the quota", "其中员额(人)"}, &Counts::in_quota},
    {"7", "assistants", {"assistants", "检察官助理(人)"}, &Counts::assistants},
    {"8", "clerks", {"clerks", "书记员(人)"}, &Counts::clerks},
    {"9", "others", {"others", "其他(人)"}, &Counts::others},
    {"10", "young", {"young", "青(人)"}, &Counts::young},
    {"11", "middle", {"of middle age", "中(人)"}, &Counts::middle},
    {"12", "senior", {"senior", "老(人)"}, &Counts::senior},
    {"13", "age_unknown", {"of unknown age", "年龄不详(人)"}, &Counts::age_unknown},
    {"14", "women", {"women", "女(人)"}, &Counts::women},
    {"15", "bilingual", {"bilingual", "双语(人)"}, &Counts::bilingual},
    {"16", "core", {"core", "骨干(人)"}, &Counts::core},
    {"17", "mainstay", {"mainstay", "中坚(人)"}, &Counts::mainstay},
    {"18", "reserve", {"reserve", "后备(人)"}, &Counts::reserve},
    {"19", "average_age", {"average age", "平均年龄"}, nullptr, [](const Counts& c) { return average_cell(c.years, c.members - c.age_unknown); }},
    {"20a", "left_office", {"left: to another post", "出库: 调离(人)"}, &Counts::left},
    {"20b", "retired", {"left: retired", "出库: 退休(人)"}, &Counts::retired},
    {"20c", "failed", {"left: failed the assessment", "出库: 考核(人)"}, &Counts::failed},
    {"20d", "term_ended", {"left: term ended", "出库: 到期(人)"}, &Counts::term_ended},
    {"20e", "otherwise", {"left: otherwise", "出库: 其他(人)"}, &Counts::otherwise},
};

constexpr const char* identities[] = {"4+3+3b = 1+2+3a", "4 = 5+7+8+9", "4 = 10+11+12+13", "4 = 16+17+18", "3 = 20a+20b+20c+20d+20e"};

// The bands of age say where they end.
void name_bands(ReportTable& table, const AgeBands& bands) {
    const auto name = [&](const std::string& key, const std::string& range) {
        for (auto& row : table.indicators.rows) {
            if (auto& indicator = std::get<Coded>(row[1]); indicator.code == key) indicator.label += range;
        }
        for (auto& column : table.rows.columns) {
            if (column.key == key) column.title += range;
        }
    };
    name("young", fmt::format(" ≤{}", bands.young));
    name("middle", fmt::format(" {}–{}", bands.young + 1, bands.middle));
    name("senior", fmt::format(" ≥{}", bands.middle + 1));
}

ReportTable make(Db& db, const Subject& subject) {
    auto table = indicator_table(db, subject, "T8", {"T8 Talent pool", "T8 人才库结构"}, indicators, count);
    name_bands(table, db.config().age_bands);
    return table;
}

// Over all offices as many came as went.
int check(const ReportTable& table) {
    constexpr const char* moves[] = {"3a = 3b"};
    const int held = check_indicators(table, indicators, identities);
    return table.rows.rows.empty() ? held : held + check_columns(table, table.indicators, compared_columns(), moves);
}

Chart chart(const ReportTable& table, const Period& period) {
    const std::string bands[] = {"12", "11", "10"}; // the eldest on top
    auto chart = chart_of(table.indicators, {"T8 Members by age", "T8 人才库年龄结构"}, {"members", "人"}, period, bands, "current");
    chart.kind = ChartKind::layers;
    return chart;
}

} // namespace

const TableKind t8{"T8", Held::never, make, check, chart};

} // namespace jointcase::tables
