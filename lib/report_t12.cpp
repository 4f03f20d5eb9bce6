// T12 典型与宣传: the exemplars at the period's end, and how they were visited and made known in it. They are of the office of
// their posting on that day, without one of their last; without any of the office that entered them.
// SPDX-License-Identifier: Apache-2.0
#include "report_tables.hpp"

namespace jointcase::tables {

namespace {

struct Counts {
    std::int64_t exemplars = 0, designated = 0, visits = 0, visited = 0;
    std::int64_t hardships = 0, questions = 0, shortcomings = 0, resolved = 0;
    std::int64_t mainstream_media = 0, intranet = 0, extranet = 0, weibo = 0, wechat = 0, app = 0, published = 0;
};

// The office o where a talent was on a day.
#define PLACE "case when $3 = 0 then o.key else '' end as place"
#define POSTED(talent, day)                                                                                                    \
    " join talent t on t.id = " talent " left join posting p on " LAST_POSTING("p", talent, "<= " day)                       \
    " join office o on o.id = coalesce(p.office, t.office) and ($4 is null or o.id = $4)"

void count_exemplars(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places, {{"exemplars", &Counts::exemplars}, {"designated", &Counts::designated}},
                       "with event as (select e.talent, 'listed' as kind, $5 as on_day from exemplar e where e.designated_on < $2"
                       " union all select e.talent, 'designated', e.designated_on from exemplar e where e.designated_on >= $1 and e.designated_on < $2),"
                       " placed as (select " PLACE ", e.kind from event e" POSTED("e.talent", "e.on_day") ")"
                       " select place, count(*) filter (where kind = 'listed') as exemplars, count(*) filter (where kind = 'designated') as designated from placed group by place",
                       scope.last_day());
}

// What came up at the visits of the period, and was resolved by its end.
void count_visits(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                       {{"visits", &Counts::visits}, {"visited", &Counts::visited}, {"hardships", &Counts::hardships}, {"questions", &Counts::questions},
                        {"shortcomings", &Counts::shortcomings}, {"resolved", &Counts::resolved}},
                       "with made as (select " PLACE ", v.id as visit, e.talent, m.kind, m.resolved_on from visit v join exemplar e on e.id = v.exemplar left join matter m on m.visit = v.id" POSTED("e.talent", "v.visited_on")
                       " where v.visited_on >= $1 and v.visited_on < $2)"
                       " select place, count(distinct visit) as visits, count(distinct talent) as visited,"
                       " count(*) filter (where kind = 'hardship') as hardships,"
                       " count(*) filter (where kind = 'question') as questions,"
                       " count(*) filter (where kind = 'shortcoming') as shortcomings,"
                       " count(*) filter (where resolved_on < $2) as resolved"
                       " from made group by place");
}

void count_publicity(Db& db, const Scope& scope, bool whole, Places<Counts>& places) {
    tally_days<Counts>(db, scope, whole, places,
                       {{"mainstream_media", &Counts::mainstream_media}, {"intranet", &Counts::intranet}, {"extranet", &Counts::extranet}, {"weibo", &Counts::weibo}, {"wechat", &Counts::wechat},
                        {"app", &Counts::app}, {"published", &Counts::published}},
                       "with made as (select " PLACE ", x.channel from publicity x join exemplar e on e.id = x.exemplar" POSTED("e.talent", "x.published_on")
                       " where x.published_on >= $1 and x.published_on < $2)"
                       " select place,"
                       " count(*) filter (where channel = 'mainstream_media') as mainstream_media,"
                       " count(*) filter (where channel = 'intranet') as intranet,"
                       " count(*) filter (where channel = 'extranet') as extranet,"
                       " count(*) filter (where channel = 'weibo') as weibo,"
                       " count(*) filter (where channel = 'wechat') as wechat,"
                       " count(*) filter (where channel = 'app') as app,"
                       " count(*) as published"
                       " from made group by place");
}

Places<Counts> count(Db& db, const Scope& scope, bool whole) {
    Places<Counts> places;
    count_exemplars(db, scope, whole, places);
    count_visits(db, scope, whole, places);
    count_publicity(db, scope, whole, places);
    return places;
}

constexpr Indicator<Counts> indicators[] = {
    {"1", "exemplars", {"exemplars", "在册典型(个)"}, &Counts::exemplars},
    {"2", "designated", {"designated", "新增(个)"}, &Counts::designated},
    {"3", "visits", {"visits", "走访(次)"}, &Counts::visits},
    {"4", "visited", {"talents visited", "走访(人)"}, &Counts::visited},
    {"5", "hardships", {"hardships", "困难(条)"}, &Counts::hardships},
    {"6", "questions", {"questions", "疑惑(条)"}, &Counts::questions},
    {"7", "shortcomings", {"shortcomings", "不足(条)"}, &Counts::shortcomings},
    {"8", "resolved", {"of them resolved in the period", "其中期内解决(条)"}, &Counts::resolved},
    {"9", "resolved_rate", {"resolved (%)", "解决率(%)"}, nullptr, [](const Counts& c) { return rate_cell(c.resolved, c.hardships + c.questions + c.shortcomings); }},
    {"10", "mainstream_media", {"in mainstream media", "主流媒体(篇)"}, &Counts::mainstream_media},
    {"11", "intranet", {"on the intranet", "内网(篇)"}, &Counts::intranet},
    {"12", "extranet", {"on the extranet", "外网(篇)"}, &Counts::extranet},
    {"13", "weibo", {"on Weibo", "微博(篇)"}, &Counts::weibo},
    {"14", "wechat", {"on WeChat", "微信(篇)"}, &Counts::wechat},
    {"15", "app", {"in an app", "客户端(篇)"}, &Counts::app},
    {"16", "published", {"published", "宣传合计(篇)"}, &Counts::published},
};

constexpr const char* identities[] = {"8 <= 5+6+7", "16 = 10+11+12+13+14+15"};

ReportTable make(Db& db, const Subject& subject) { return indicator_table(db, subject, "T12", {"T12 Exemplars and publicity", "T12 典型与宣传"}, indicators, count); }

int check(const ReportTable& table) { return check_indicators(table, indicators, identities); }

} // namespace

const TableKind t12{"T12", Held::never, make, check};

} // namespace jointcase::tables
