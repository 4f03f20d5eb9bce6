# SPDX-License-Identifier: Apache-2.0
"""Counts every table of a report a second time: plain code over exported CSV files, written from the design's chapter on
statistics and from nothing of the program. Usage: oracle.py FOLDER PERIOD [AS-OF]

The files of FOLDER are those run writes (program.py): office, campaign, talent, case, referral, escalation, meeting, agenda,
attendance, change, minutes, signature, opinion, feedback, adoption, recusal, defence, task, growth, exemplar, visits, publicity,
staff, callups and settings, each a .csv; one that is missing is empty.
"""
import calendar
import collections
import csv
import datetime
import json
import os
import re
import sys

Tenths = collections.namedtuple("Tenths", "tenths")  # a rate or an average as it is printed
REASONS = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "O1", "O2", "O3")
KINDS = ("evidence", "facts", "characterization", "law", "sentencing", "procedure", "trial_response", "other")
ADOPTIONS = ("adopted", "partly_adopted", "not_adopted", "not_applicable")
CHANNELS = ("mainstream_media", "intranet", "extranet", "weibo", "wechat", "app")
HELD = ("held", "signed", "filed")
MEMBERS = ("chair", "member")
PRESENT = ("present", "late", "left_early")


def quotient(value, by, scale=1):
    """value / by in tenths, half away from zero; None where there is nothing to divide by."""
    if not by:
        return None
    whole = (abs(value) * scale * 20 + by) // (2 * by)
    return Tenths(whole if value >= 0 else -whole)


def percent(value, by):
    return quotient(value, by, 100)


def change(now, base):
    """In per cent of the base, from the figures as printed."""
    if now is None or base is None:
        return None
    now, base = (value.tenths if isinstance(value, Tenths) else value for value in (now, base))
    return percent(now - base, base)


def day(text):
    return datetime.date.fromisoformat(text[:10])


def days(first, last):
    return (day(last) - day(first)).days


def plus(text, count):
    return (day(text) + datetime.timedelta(count)).isoformat()


def month_end(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def year_before(date):
    return date.replace(year=date.year - 1, day=min(date.day, calendar.monthrange(date.year - 1, date.month)[1]))


class Window:
    """The days of one column: from the first to the last moment, which --as-of may bring forward."""

    def __init__(self, first, last, as_of):
        self.first = first.isoformat()
        self.end = min(last.isoformat() + "T23:59:59+08:00", as_of)
        self.last = self.end[:10]

    def __contains__(self, when):
        return bool(when) and self.first <= when[:10] and self.by_end(when)

    def by_end(self, when):
        return bool(when) and when <= (self.end if len(when) > 10 else self.last)

    def before(self, when):
        return bool(when) and when[:10] < self.first


def windows(period, as_of):
    """The columns of a report: 2020-02, 2020Q1, 2020H1, 2020 or 2020-02-03..2020-03-09."""
    if ".." in period:
        first, last = map(datetime.date.fromisoformat, period.split(".."))
        length = last - first
        previous = first - length - datetime.timedelta(1), first - datetime.timedelta(1)
        before = year_before(first), year_before(last)
    else:
        year = int(period[:4])
        part, count = (int(period[5:]), 1) if "-" in period else (int(period[5:]), {"Q": 3, "H": 6}[period[4]]) if len(period) > 4 else (1, 12)
        month = (part - 1) * count + 1

        def from_month(number):
            number -= 1
            start = datetime.date(year + number // 12, number % 12 + 1, 1)
            number += count - 1
            return start, month_end(year + number // 12, number % 12 + 1)

        first, last = from_month(month)
        previous, before = from_month(month - count), from_month(month - 12)
    return {"current": Window(first, last, as_of), "previous": Window(*previous, as_of),
            "year_to_date": Window(datetime.date(last.year, 1, 1), last, as_of), "last_year": Window(*before, as_of)}


class Data:
    def __init__(self, folder):
        self.folder = folder
        self.settings = {row["key"]: row["value"] for row in self.rows("settings")}
        self.offices = {row["key"]: row for row in self.rows("office")}
        self.campaigns = sorted(row["key"] for row in self.rows("campaign"))
        self.talents = self.people()
        self.cases = {row["key"]: row for row in self.rows("case")}
        for case in self.cases.values():
            case["campaigns"] = set(filter(None, re.split("[;；]", case["campaigns"])))
        self.meetings = {row["key"]: row for row in self.rows("meeting")}
        for meeting in self.meetings.values():
            meeting.update(items={}, attendance=[], changes=[], minutes=None)
        for row in self.rows("agenda"):
            item = self.meetings[row["meeting"]]["items"].setdefault(row["item"], {**row, "issues": {}})
            if row["issue"]:
                item["issues"][row["issue"]] = row["kind"]
        for name, into in (("attendance", "attendance"), ("change", "changes")):
            for row in self.rows(name):
                self.meetings[row["meeting"]][into].append(row)
        for row in self.rows("minutes"):
            self.meetings[row["meeting"]]["minutes"] = {**row, "signatures": []}
        for row in self.rows("signature"):
            self.meetings[row["meeting"]]["minutes"]["signatures"].append(row)
        self.opinions = [row for row in self.rows("opinion") if not row["superseded_by"]]
        self.spoken = {(row["meeting"], row["talent"]) for row in self.opinions}
        self.opinion = {row["key"]: row for row in self.opinions}
        for row in self.opinions:
            item = self.meetings[row["meeting"]]["items"][row["issue"].split(".")[0]]
            row.update(case=self.case_of(item["referral"]), referral=item["referral"], topic=item["issues"][row["issue"]], author=self.office_at(row["talent"], self.meetings[row["meeting"]]))
        self.referrals = self.rows("referral")
        for row in self.referrals:
            row["reasons"] = set(filter(None, re.split("[;；]", row["reasons"])))
        self.feedback = {row["key"]: {**row, "adoptions": {}} for row in self.rows("feedback")}
        for row in self.rows("adoption"):
            if row["opinion"] in self.opinion and row["adoption"]:
                self.feedback[row["referral"]]["adoptions"][row["opinion"]] = row
        self.escalations, self.recusals, self.defences = self.rows("escalation"), self.rows("recusal"), self.rows("defence")
        self.tasks, self.growth = self.rows("task"), self.rows("growth")
        self.exemplars, self.visits, self.publicity = self.rows("exemplar"), self.rows("visits"), self.rows("publicity")
        self.busy = {row["office"] for rows in (self.cases.values(), self.meetings.values()) for row in rows} | {posting["office"] for p in self.talents.values() for posting in p["postings"].values()}
        home = self.settings["office.code"]
        area = home[:2] if home.endswith("0000") else home[:4]
        # those of the own prefecture or province, and those of which something is recorded
        self.concerned = {key for key in self.offices if key.startswith(area)} | self.busy & set(self.offices) | {talent.split("-")[0] for talent in self.talents}
        self.handling = [(row["case"], row["talent"], row["from"] or self.cases[row["case"]]["received_on"], row["to"]) for row in self.rows("staff") + self.rows("callups") if row.get("role") != "former_investigator"]

    def rows(self, name):
        path = os.path.join(self.folder, name + ".csv")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def people(self):
        """A row of the export carries a posting and a membership; either may be repeated or empty."""
        people = {}
        for row in self.rows("talent"):
            person = people.setdefault(row["staff_no"], {"birth_date": row["birth_date"], "gender": row["gender"], "languages": row["languages"], "postings": {}, "memberships": {}})
            if row["category"]:
                person["postings"][row["from"] or "0001-01-01"] = row
            if row["admitted_on"]:
                person["memberships"][row["admitted_on"]] = row
        return people

    # --- who and where

    @staticmethod
    def case_of(referral):
        return referral.rsplit("#", 1)[0]

    def posting(self, talent, when):
        """That of the day, else the last before it."""
        person = self.talents.get(talent, {"postings": {}})
        before = [since for since in person["postings"] if since <= when[:10]]
        return person["postings"][max(before)] if before else None

    def office(self, talent, when):
        posting = self.posting(talent, when)
        return posting["office"] if posting else ""

    def office_at(self, talent, meeting):
        return self.office(talent, meeting["ended_at"] or meeting["planned_at"])

    def case_office(self, case):
        return self.cases[case]["office"]

    # --- what happened in a window

    def held(self, window, office=None):
        return [m for m in self.meetings.values() if m["state"] in HELD and m["ended_at"] in window and office in (None, m["office"])]

    def present(self, meeting):
        if meeting["mode"] == "written":
            return [row for row in meeting["attendance"] if (meeting["key"], row["talent"]) in self.spoken]
        return [row for row in meeting["attendance"] if row["status"] in PRESENT]

    @staticmethod
    def discussed(meetings):
        return [item for meeting in meetings for item in meeting["items"].values() if item["state"] == "discussed"]

    def given(self, window, office=None):
        """The opinions of the meetings that ended in the window, all or those an office was host of; to reserve one's view is none."""
        held = {m["key"] for m in self.held(window, office)}
        return [o for o in self.opinions if o["stance"] != "reserve" and o["meeting"] in held]

    def adoption(self, opinion, window):
        feedback = self.feedback.get(opinion["referral"])
        if feedback and window.by_end(feedback["submitted_on"]) and opinion["key"] in feedback["adoptions"]:
            return feedback["adoptions"][opinion["key"]]["adoption"]
        return "pending"

    def members(self, window):
        """Who is in the pool at the window's last moment, and on what terms."""
        return {talent: m for talent, person in self.talents.items() for m in person["memberships"].values()
                if window.by_end(m["admitted_on"]) and not window.by_end(m["exited_on"])}

    def pooled(self, window):
        """Who was in the pool on some day of the window."""
        return {talent for talent, person in self.talents.items() for m in person["memberships"].values()
                if window.by_end(m["admitted_on"]) and not window.before(m["exited_on"])}

    def adoption_rate(self, adoptions):
        counts = collections.Counter(adoptions)
        return percent(counts["adopted"] + counts["partly_adopted"], counts["adopted"] + counts["partly_adopted"] + counts["not_adopted"])

    # --- the tables: a window and an office, or none for all, make a row

    def t1(self, window, office=None):
        held = self.held(window, office)
        items = self.discussed(held)
        there = [row for m in held for row in self.present(m)]
        members = sum(row["role"] in MEMBERS for row in there)
        expected = sum(row["role"] in MEMBERS for m in held for row in m["attendance"])
        timed = [m for m in held if m["mode"] != "written" and m["started_at"]]
        seconds = sum((datetime.datetime.fromisoformat(m["ended_at"]) - datetime.datetime.fromisoformat(m["started_at"])).total_seconds() for m in timed)
        changes = [c["kind"] for m in self.meetings.values() if office in (None, m["office"]) for c in m["changes"] if c["on"] in window]
        return {
            "meetings": len(held),
            **{kind: sum(m["kind"] == kind for m in held) for kind in ("cross_office", "cross_department", "department")},
            **{mode: sum(m["mode"] == mode for m in held) for mode in ("onsite", "video", "written")},
            "cases": len({self.case_of(i["referral"]) for i in items}), "items": len(items), "issues": sum(len(i["issues"]) for i in items),
            "attendances": len(there), "members": members, "attending": sum(row["role"] in ("observer", "presenter", "recorder") for row in there),
            "guests": sum(row["role"] == "guest" for row in there), "members_expected": expected, "members_present": members,
            "attendance_rate": percent(members, expected), "average_minutes": quotient(int(seconds), 60 * len(timed)),
            "cancelled": changes.count("cancelled"), "postponed": changes.count("postponed"),
            "offices": len({self.office_at(row["talent"], m) for m in held for row in self.present(m)} - {""}),
        }

    def t2(self, window, office=None):
        rows = [r for r in self.referrals if r["requested_on"] and office in (None, self.case_office(r["case"]))]
        decided = [r for r in rows if r["decision"] and r["decided_on"] in window]
        asked = [r for r in rows if r["requested_on"] in window]
        ordered = [r for r in asked if r["decision"] == "ordered"]
        mandatory = [r for r in asked if r["decision"] != "ordered" and r["reasons"] & set(REASONS[:6])]
        withdrawn = [r for r in rows if r["withdrawn_on"] in window]
        late = [r for r in decided if self.limit("request_decision_days") is not None and days(r["requested_on"], r["decided_on"]) > self.limit("request_decision_days")]

        def waits(r, ended):
            return not ended(r["decided_on"]) and not ended(r["withdrawn_on"])

        return {
            "carried_over": sum(window.before(r["requested_on"]) and waits(r, window.before) for r in rows), "requested": len(asked),
            "mandatory": len(mandatory), "optional": len(asked) - len(ordered) - len(mandatory), "ordered": len(ordered),
            "accepted": sum(r["decision"] in ("accepted", "ordered") for r in decided), "refused": sum(r["decision"] == "refused" for r in decided),
            "returned": sum(r["decision"] == "returned" for r in decided), "withdrawn": sum(not r["decided_on"] for r in withdrawn),
            "pending": sum(window.by_end(r["requested_on"]) and waits(r, window.by_end) for r in rows), "overdue": len(late),
            "average_days": quotient(sum(days(r["requested_on"], r["decided_on"]) for r in decided), len(decided)),
            "withdrawn_after_acceptance": sum(bool(r["decided_on"]) for r in withdrawn),
        }

    def limit(self, rule):
        value = self.settings.get("rules." + rule, "")
        return int(value) if value.isdigit() else None

    def t3(self, window, office=None):
        asked = [r["reasons"] for r in self.referrals if r["requested_on"] in window and office in (None, self.case_office(r["case"]))]
        counts = {reason: sum(reason in reasons for reasons in asked) for reason in REASONS}
        total = sum(counts.values())
        return {**{reason: {"count": n, "share": percent(n, total)} for reason, n in counts.items()},
                "total": {"count": total, "share": percent(total, total)}, "distinct": {"count": len(asked), "share": None}}

    def t4(self, window, office=None):
        pairs = collections.Counter((self.case_office(o["case"]), o["author"]) for o in self.given(window))
        level = {key: office["level"] for key, office in self.offices.items()}
        higher = ("prefecture", "province")
        table = {}
        offices = sorted(self.concerned | ({office} if office else set()))
        for row in [office] if office else [*offices, None]:
            of = {pair: count for pair, count in pairs.items() if row in (None, pair[0])}
            authors = collections.Counter()
            for (_, author), count in of.items():
                authors[author] += count
            total, own = sum(of.values()), sum(count for (case, author), count in of.items() if case == author)
            table[row or "total"] = {
                **{column: authors[column] for column in offices}, "outside": authors[""], "total": total, "others_share": percent(total - own, total),
                "upward": sum(count for (case, author), count in of.items() if level[case] == "county" and level.get(author) in higher),
                "downward": sum(count for (case, author), count in of.items() if level[case] in higher and level.get(author) == "county"),
            }
        return table

    def t5(self, window, office=None):
        issues = [kind for item in self.discussed(self.held(window, office)) for kind in item["issues"].values()]
        given = self.given(window, office)
        table = {}
        for kind in [*KINDS, None]:
            adoptions = [self.adoption(o, window) for o in given if kind in (None, o["topic"])]
            table[kind or "total"] = {"count": sum(kind in (None, k) for k in issues), "opinions": len(adoptions),
                                      **{name: adoptions.count(name) for name in (*ADOPTIONS, "pending")}, "adoption_rate": self.adoption_rate(adoptions)}
        return table

    def t6(self, window, office=None):
        rows = [f for f in self.feedback.values() if office in (None, self.case_office(self.case_of(f["key"])))]
        within = self.limit("feedback_due_days")
        late = lambda f, on: within is not None and on > plus(f["decided_on"], within)
        submitted = [f for f in rows if f["submitted_on"] in window]
        waiting = [f for f in rows if window.by_end(f["decided_on"]) and not window.by_end(f["submitted_on"])]
        results = []
        for f in submitted:
            given = [a["adoption"] for a in f["adoptions"].values() if a["adoption"] != "not_applicable"]
            results.append("nothing_to_adopt" if not given else "all_adopted" if set(given) == {"adopted"} else "none_adopted" if set(given) == {"not_adopted"} else "partly_adopted")
        reasoned = [f for f, result in zip(submitted, results) if result in ("partly_adopted", "none_adopted") and all(a["reason"] for a in f["adoptions"].values() if a["reason_code"])]
        to = [(e["referral"], e["to"]) for e in self.escalations if e["on"] in window and office in (None, self.case_office(self.case_of(e["referral"])))]
        return {
            "expected": sum(window.before(f["decided_on"]) and not window.before(f["submitted_on"]) or f["decided_on"] in window for f in rows),
            "on_time": sum(not late(f, f["submitted_on"]) for f in submitted), "late": sum(late(f, f["submitted_on"]) for f in submitted),
            "overdue": sum(late(f, window.last) for f in waiting), "not_due": sum(not late(f, window.last) for f in waiting),
            **{name: results.count(name) for name in ("all_adopted", "partly_adopted", "none_adopted", "nothing_to_adopt")}, "reasoned": len(reasoned),
            **{"to_" + body: len({referral for referral, whom in to if whom == body}) for body in ("chief", "committee", "superior")},
            "average_days": quotient(sum(days(f["decided_on"], f["submitted_on"]) for f in submitted), len(submitted)),
        }

    def t7(self, window, office=None):
        ever = {self.case_of(i["referral"]) for m in self.meetings.values() if m["state"] in HELD and window.by_end(m["ended_at"]) for i in self.discussed([m])}
        tried = [d for d in self.defences if d["trial_on"] in window and office in (None, self.case_office(d["case"]))]
        predicted = [d for d in tried if d["predicted_on"] and d["predicted_on"] <= d["trial_on"]]
        raised = [d for d in tried if d["raised"] == "yes"]
        hits = [d for d in predicted if d["raised"] == "yes"]
        judged = [c["outcome"] for c in self.cases.values() if c["judged_on"] in window and office in (None, c["office"])]
        return {
            "cases": len({d["case"] for d in tried} & ever), "predicted": len(predicted), "raised": len(raised), "hits": len(hits), "hit_rate": percent(len(hits), len(raised)),
            "prepared": sum(bool(d["response"]) for d in tried), "used": sum(d["response_used"] == "1" for d in tried),
            **{view: sum(d["court_view"] == view for d in hits) for view in ("for_prosecution", "for_defence", "partly", "not_addressed")},
            "as_charged": judged.count("as_charged"), "other_charge": judged.count("other_charge"), "acquitted": judged.count("acquitted") + judged.count("partly"),
        }

    def t8(self, window, office=None):
        here = lambda talent, when: office in (None, self.office(talent, when))
        opening = entered = left = moved_in = moved_out = 0
        exits = collections.Counter()
        for talent, person in self.talents.items():
            for m in person["memberships"].values():
                since, until = m["admitted_on"], m["exited_on"]
                eve = plus(window.first, -1)
                if since < window.first and not window.before(until):
                    opening += here(talent, eve)
                if since in window:
                    entered += here(talent, since)
                if until in window:
                    left += here(talent, until)
                    exits[m["exit_reason"]] += here(talent, until)
                for on in person["postings"]:
                    if on in window and since < on and (not until or on <= until):
                        old, new = self.office(talent, plus(on, -1)), self.office(talent, on)
                        moved_in += old != new and office in (None, new)
                        moved_out += old != new and office in (None, old)
        members = {t: m for t, m in self.members(window).items() if here(t, window.last)}
        postings = [self.posting(t, window.last) for t in members]
        category = collections.Counter(p["category"] for p in postings)
        born = [self.talents[t]["birth_date"] for t in members]
        ages = [int(window.last[:4]) - int(b[:4]) - (window.last[5:] < b[5:]) for b in born if b]
        young, middle = (int(self.settings["report.age_bands." + name]) for name in ("young", "middle"))
        tiers = collections.Counter(m["tier"] for m in members.values())
        return {
            "opening": opening, "admitted": entered, "exited": left, "moved_in": moved_in, "moved_out": moved_out, "members": len(members),
            "prosecutors": category["prosecutor"], "in_quota": sum(p["in_quota"] == "1" and (not p["quota_on"] or p["quota_on"] <= window.last) for p in postings),
            "assistants": category["assistant"], "clerks": category["clerk"], "others": len(members) - category["prosecutor"] - category["assistant"] - category["clerk"],
            "young": sum(a <= young for a in ages), "middle": sum(young < a <= middle for a in ages), "senior": sum(a > middle for a in ages), "age_unknown": len(born) - len(ages),
            "women": sum(self.talents[t]["gender"] == "female" for t in members),
            "bilingual": sum(len([l for l in re.split("[;；]", self.talents[t]["languages"]) if l]) > 1 for t in members),
            **{tier: tiers[tier] for tier in ("core", "mainstay", "reserve")}, "average_age": quotient(sum(ages), len(ages)),
            "left_office": exits["transfer"] + exits["leave"], "retired": exits["retire"], "failed": exits["assessment_fail"], "term_ended": exits["term_end"],
            "otherwise": exits["discipline"] + exits["voluntary"],
        }

    def t9(self, window, office=None):
        """A row for each member, and all of them together: a case that two of them handled is one. For an office those who were
        posted there on some day, and of what they did that which they did there."""
        members = sorted(talent for talent in self.pooled(window) if office is None or office in self.posted(talent, window))
        facts = self.held(window), self.given(window), self.made_visits(window)
        return {**{talent: self.used({talent}, window, office, *facts) for talent in members}, "total": self.used(set(members), window, office, *facts)}

    def posted(self, talent, window):
        """The offices of a person in the window."""
        return {self.office(talent, window.first)} | {posting["office"] for since, posting in self.talents[talent]["postings"].items() if since in window}

    def used(self, talents, window, office, held, given, visits):
        here = lambda talent, since: talent in talents and office in (None, self.office(talent, max(since, window.first)))
        # nobody presents or records where all is written
        rows = [(m, row) for m in held for row in m["attendance"] if row["talent"] in talents and office in (None, self.office_at(row["talent"], m)) and not (m["mode"] == "written" and row["role"] in ("presenter", "recorder"))]
        there = [(m, row) for m, row in rows if row in self.present(m)]
        mine = [o for o in given if o["talent"] in talents and office in (None, o["author"])]
        tasks = [t for t in self.tasks if here(t["talent"], t["assigned_on"]) and (t["assigned_on"] in window or window.before(t["assigned_on"]) and not window.before(t["done_on"]) and not window.before(t["cancelled_on"]))]
        open_tasks = [t for t in tasks if not window.by_end(t["done_on"]) and not window.by_end(t["cancelled_on"])]
        grown = [g["kind"] for g in self.growth if here(g["talent"], g["on"]) and g["on"] in window]
        return {
            "invited": len(rows), "present": len(there), "attendance_rate": percent(len(there), len(rows)), "opinions": len(mine),
            "adopted": sum(self.adoption(o, window) in ("adopted", "partly_adopted") for o in mine), "for_others": sum(o["author"] != self.case_office(o["case"]) for o in mine),
            "chaired": sum(row["role"] == "chair" and (m["mode"] == "written" or row in self.present(m)) for m, row in rows),
            "cases": len({case for case, who, since, until in self.handling if here(who, since) and (since or "0001-01-01") <= window.last and (not until or until >= window.first) and not window.before(self.cases[case]["closed_on"])}),
            "tasks": len(tasks), "done": sum(t["done_on"] in window for t in tasks), "overdue": sum(t["due_on"] < window.last for t in open_tasks),
            "in_time": sum(t["due_on"] >= window.last for t in open_tasks), "cancelled": sum(t["cancelled_on"] in window for t in tasks),
            "trainings": grown.count("training"), "lectures": grown.count("lecture"),
            "visits": sum(here(v["talent"], v["visited_on"]) for v in visits),
            # who presents, records or listens is not there to speak
            "silent": sum(row["role"] in ("chair", "member") and not any(o["meeting"] == m["key"] and o["talent"] == row["talent"] for o in mine) for m, row in there),
            "published": sum(here(p["talent"], p["published_on"]) and p["published_on"] in window for p in self.publicity),
        }

    def made_visits(self, window):
        """A visit once, though the file has a row for each matter."""
        return list({(v["talent"], v["designated_on"], v["seq"]): v for v in self.visits if v["visited_on"] in window}.values())

    def t10(self, window, office=None):
        held, given = self.held(window, office), self.given(window, office)
        table = {}
        for campaign in [*self.campaigns, "none", None]:
            def counts(case):
                return campaign is None or (not self.cases[case]["campaigns"] if campaign == "none" else campaign in self.cases[case]["campaigns"])

            def its_own(case):
                return counts(case) and office in (None, self.case_office(case))

            items = [i for i in self.discussed(held) if counts(self.case_of(i["referral"]))]
            cases = {self.case_of(i["referral"]) for i in items}
            decided = [f for f in self.feedback.values() if f["decided_on"] in window and its_own(self.case_of(f["key"]))]
            answers = [a["adoption"] for f in decided if window.by_end(f["submitted_on"]) for o, a in f["adoptions"].items() if self.opinion[o]["stance"] != "reserve"]
            result = collections.Counter(f["decision"] for f in decided)
            table[campaign or "total"] = {
                "count": sum(r["requested_on"] in window and its_own(r["case"]) for r in self.referrals), "cases": len(cases),
                **{gang: sum(self.cases[c]["gang"] == gang for c in cases) for gang in ("black", "evil")}, "issues": sum(len(i["issues"]) for i in items),
                "opinions": sum(counts(o["case"]) for o in given), "adoption_rate": self.adoption_rate(answers), "decided": len(decided),
                "prosecuted": result["prosecute"], "not_prosecuted": result["not_prosecute"], "returned": result["return_for_investigation"],
                "otherwise": len(decided) - result["prosecute"] - result["not_prosecute"] - result["return_for_investigation"],
            }
        return table

    def t11(self, window, office=None):
        held = self.held(window, office)
        items = self.discussed(held)
        cases = {self.case_of(i["referral"]) for i in items}
        signers = signed = noted = filed = overdue = 0
        finished = []
        for m in held:
            minutes = m["minutes"] or {"signatures": [], "filed_on": "", "signed_on": "", "circulated_on": ""}
            signers += len(self.signers(m, window))
            signed += sum(window.by_end(s["signed_on"]) for s in minutes["signatures"])
            noted += sum(bool(s["note"]) and window.by_end(minutes["circulated_on"]) for s in minutes["signatures"])
            filed += window.by_end(minutes["filed_on"])
            within = self.limit("file_due_days")
            overdue += not window.by_end(minutes["filed_on"]) and within is not None and window.last > plus(m["ended_at"], within)
            if window.by_end(minutes["signed_on"]):
                finished.append(days(m["ended_at"], minutes["signed_on"]))
        spoken = {(o["meeting"], o["issue"].split(".")[0]) for o in self.given(window)}
        raised = [r for r in self.recusals if r["case"] in cases and window.by_end(r["raised_on"])]
        in_time = sum(self.materials_in_time(m, i, window) for m in held for i in self.discussed([m]))
        return {
            "items": len(items), "signers": signers, "signatures": signed, "noted": noted, "unsigned": signers - signed - noted, "signing_rate": percent(signed, signers),
            "to_file": len(held), "filed": filed, "overdue": overdue, "not_due": len(held) - filed - overdue, "materials_in_time": in_time, "materials_rate": percent(in_time, len(items)),
            "recusals": len(raised), "granted": sum(self.granted(r, window) for r in raised), "silent": sum((i["meeting"], i["item"]) not in spoken for i in items),
            "average_days": quotient(sum(finished), len(finished)),
        }

    @staticmethod
    def granted(recusal, window):
        return recusal["result"] == "granted" and window.by_end(recusal["decided_on"]) or recusal["again_result"] == "granted" and window.by_end(recusal["again_on"])

    def recused(self, item, window):
        return {r["talent"] for r in self.recusals if r["case"] == self.case_of(item["referral"]) and self.granted(r, window)}

    def signers(self, meeting, window):
        """The members who were there, but for who keeps out of all that was discussed."""
        out = [self.recused(item, window) for item in self.discussed([meeting])]
        return [row for row in self.present(meeting) if row["role"] in MEMBERS and not (out and row["talent"] in set.intersection(*out))]

    def materials_in_time(self, meeting, item, window):
        lead = self.limit("materials_lead_days") or 0
        out = self.recused(item, window)
        starts = meeting["planned_at"] or meeting["started_at"] or meeting["ended_at"]
        sent = [row["materials_sent_at"] for row in meeting["attendance"] if row["role"] in MEMBERS and row["talent"] not in out]
        return all(at and days(at, starts) >= lead for at in sent)

    def t12(self, window, office=None):
        here = lambda row, when: office in (None, self.office(row["talent"], when))
        exemplars = [e for e in self.exemplars if window.by_end(e["designated_on"])]
        visits = [v for v in self.made_visits(window) if here(v, v["visited_on"])]
        matters = [v for v in self.visits if v["kind"] and v["visited_on"] in window and here(v, v["visited_on"])]
        solved = sum(window.by_end(v["resolved_on"]) for v in matters)
        channels = [p["channel"] for p in self.publicity if p["published_on"] in window and here(p, p["published_on"])]
        return {
            "exemplars": sum(here(e, window.last) for e in exemplars), "designated": sum(e["designated_on"] in window and here(e, e["designated_on"]) for e in exemplars), "visits": len(visits),
            "visited": len({v["talent"] for v in visits}),
            **{name: sum(v["kind"] == kind for v in matters) for name, kind in (("hardships", "hardship"), ("questions", "question"), ("shortcomings", "shortcoming"))},
            "resolved": solved, "resolved_rate": percent(solved, len(matters)), **{c: channels.count(c) for c in CHANNELS}, "published": len(channels),
        }

    # --- the report

    def report(self, period, as_of, office=None, public=False, only=()):
        """Each table, or only some, as the rows of the program's JSON, without the numbers and names that only people read: of all, or
        of what is attributed to one office; for publicity as published() leaves it."""
        columns = windows(period, as_of)
        asked = lambda tables: [table for table in tables if not only or table[0] in only]

        def flow(values):
            now, before, last = values["current"], values["previous"], values["last_year"]
            return {"current": now, "previous": before, "previous_change": change(now, before), "year_to_date": values["year_to_date"], "last_year": last, "last_year_change": change(now, last)}

        tables = {}
        for name, table in asked((("T1", self.t1), ("T2", self.t2), ("T6", self.t6), ("T7", self.t7), ("T8", self.t8), ("T11", self.t11), ("T12", self.t12))):
            made = {column: table(window, office) for column, window in columns.items()}
            tables[name] = [{"indicator": i, **flow({column: made[column][i] for column in columns})} for i in made["current"]]
            if office:
                continue
            idle = table(columns["current"], "none of them")
            tables[name + "_offices"] = [{"office": each, **(table(columns["current"], each) if each in self.busy else idle)} for each in sorted(self.concerned)] + [{"office": "total", **made["current"]}]
        for name, key, table in asked((("T3", "reason", self.t3), ("T5", "kind", self.t5), ("T10", "campaign", self.t10))):
            made = {column: table(window, office) for column, window in columns.items()}
            tables[name] = [{key: row, **flow({column: made[column][row]["count"] for column in columns}), **{n: v for n, v in cells.items() if n != "count"}} for row, cells in made["current"].items()]
        for name, _ in asked((("T9", self.t9),)):
            made = {column: self.t9(window, office) for column, window in columns.items()}
            tables[name] = [{"indicator": i, **flow({column: made[column]["total"][i] for column in columns})} for i in made["current"]["total"]]
            tables[name + "_members"] = [{"talent": talent, **cells} for talent, cells in made["current"].items()]
        for name, table in asked((("T4", self.t4),)):
            tables[name] = [{"office": row, **cells} for row, cells in table(columns["current"], office).items()]
        if public:
            return published(tables)
        return tables if only else {**tables, "trend": self.trend(period, as_of, office)}

    def trend(self, period, as_of, office):
        """The 24 months up to the period's end, however far they have come."""
        end, rows = day(windows(period, "9999-12-31")["current"].last), []
        for ago in range(23, -1, -1):
            year, month = divmod(end.year * 12 + end.month - 1 - ago, 12)
            made = self.t1(Window(datetime.date(year, month + 1, 1), month_end(year, month + 1), as_of), office)
            rows.append({"month": f"{year}-{month + 1:02d}", "meetings": made["meetings"], "cases": made["cases"]})
        return rows

    def figures(self, period, as_of, office=None, public=False):
        """The numbers of each sentence of T0, and the year and month in it as texts."""
        window = windows(period, as_of)["current"]
        one, five, six, eight, nine, twelve = self.t1(window, office), self.t5(window, office)["total"], self.t6(window, office), self.t8(window, office), self.t9(window, office)["total"], self.t12(window, office)
        before = int(self.settings["meeting.held_before"]) if office in (None, self.settings["office.code"]) else 0  # it is of the office whose database this is
        ever = before + self.t1(Window(datetime.date.min, day(window.last), as_of), office)["cross_office"]
        since = [str(int(part)) for part in self.settings["meeting.since"].split("-")] if before else []
        numbers = [[one["cross_office"], ever, *since, *([before] if before else [])], [one["cases"]], [five["opinions"]], [six["on_time"] + six["late"], five["adoption_rate"]],
                   [eight["members"], eight["prosecutors"], eight["assistants"], eight["clerks"]], [one["attendances"]], [nine["tasks"], nine["done"]], [twelve["visits"]], [twelve["published"]]]
        return [[small(number) for number in sentence] for sentence in numbers] if public else numbers


def small(value):
    """A count of one or two is not published; rates and averages are Tenths, which are no counts."""
    return "*" if value in (1, 2) else value


def published(tables):
    """Of the rows of offices, people and what else a table lists the total alone."""
    return {name: [{column: small(value) for column, value in row.items()} for row in rows if "indicator" in row or "total" in row.values()] for name, rows in tables.items()}


def plain(value):
    return value.tenths / 10 if isinstance(value, Tenths) else value


if __name__ == "__main__":
    period = sys.argv[2]
    as_of = sys.argv[3] if len(sys.argv) > 3 else "9999-12-31T23:59:59+08:00"
    tables = Data(sys.argv[1]).report(period, as_of)
    print(json.dumps({name: [{k: plain(v) for k, v in row.items()} for row in rows] for name, rows in tables.items()}, ensure_ascii=False, indent=1))
