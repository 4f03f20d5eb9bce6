# SPDX-License-Identifier: Apache-2.0
"""Makes a seeded database with every noun through the program itself: the past by imports, the last month by single commands.
Its days cluster at the ends of months, where a fact that is counted in the wrong period shows."""
import calendar
import collections
import datetime
import random

HOME = "622900"
OFFICES = (("620000", "甘肃省人民检察院", "甘检", "province", ""), (HOME, "临夏州人民检察院", "临州检", "prefecture", "620000"), ("623000", "甘南州人民检察院", "甘南检", "prefecture", "620000"),
           ("622901", "临夏市人民检察院", "临市检", "county", HOME), ("622921", "临夏县人民检察院", "临县检", "county", HOME), ("622926", "东乡县人民检察院", "东检", "county", HOME),
           ("623001", "合作市人民检察院", "合检", "county", "623000"))
IDLE = (("110000", "北京市人民检察院", "京检", "province", ""), ("622927", "积石山县人民检察院", "积检", "county", HOME))  # nothing else is recorded of them
SHORT = {code: short for code, _, short, _, _ in OFFICES}
POSTS = (("chief", "prosecutor"), ("deputy_chief", "prosecutor"), ("dept_head", "prosecutor"), *[("none", "prosecutor")] * 4, *[("none", "assistant")] * 2, ("none", "clerk"), ("none", "technician"))
CLERK = 10  # its staff number
KINDS = ("evidence", "facts", "characterization", "law", "sentencing", "procedure", "trial_response", "other")
STANCES = ("concur", "concur_in_part", "dissent", "supplement", "reserve")
DECISIONS = ("prosecute", "not_prosecute", "arrest", "not_arrest", "return_for_investigation", "protest", "other")
CAUSES = ("诈骗罪", "盗窃罪", "故意伤害罪", "寻衅滋事罪", "开设赌场罪")
EXITS = ("transfer", "retire", "leave", "discipline", "assessment_fail", "term_end", "voluntary")
TODAY = "2020-07-31T18:00:00+08:00"
LAST = datetime.date(2020, 6, 30)


class World:
    def __init__(self, program, seed):
        self.program, self.random = program, random.Random(seed)
        self.people, self.cases, self.referrals, self.meetings = {}, {}, [], []

    # --- chance

    def some(self, chance):
        return self.random.random() < chance

    def day(self, first="2018-12-25", last=LAST):
        """A day of the span; mostly the last or first of a month."""
        first, last = (datetime.date.fromisoformat(str(end)) for end in (first, last))
        if first >= last:
            return last.isoformat()
        date = first + datetime.timedelta(self.random.randrange((last - first).days + 1))
        if self.some(0.6):
            end = date.replace(day=calendar.monthrange(date.year, date.month)[1])
            date = end + datetime.timedelta(self.random.choice((-1, 0, 0, 0, 1, 1)))
        return min(max(date, first), last).isoformat()

    def after(self, when, most=12, least=0, last=LAST):
        """Some days later; None if that is too late."""
        first = datetime.date.fromisoformat(when[:10])
        date = first + datetime.timedelta(self.random.randint(least, most))
        end = date.replace(day=calendar.monthrange(date.year, date.month)[1])
        if self.some(0.3) and (end - first).days <= most:
            date = end
        return date.isoformat() if date <= last else None

    def talent(self, office, *categories):
        return self.random.choice([key for key, p in self.people.items() if p["office"] == office and p["category"] in categories and p["position"] == "none" and not p["moves"]])

    def anyone(self):
        """Of some office; often one who moves to another."""
        people = [key for key, p in self.people.items() if p["office"]]
        movers = [key for key in people if self.people[key]["moves"]]
        return self.random.choice(movers if movers and self.some(0.5) else people)

    def office(self, talent, on):
        """Where they are posted on that day; None between two postings."""
        until, since, to = self.people[talent]["moves"] or ("9999", "9999", None)
        return self.people[talent]["office"] if on <= until else to if on >= since else None

    # --- the past

    def imports(self, noun, rows, *parts):
        if rows:
            self.program(noun, "import", self.program.write("given_" + noun + ".csv", rows), *parts, at=TODAY)

    def make(self):
        self.program("db", "init", "--office", HOME, "--short-name", "临州检", at=TODAY)
        if self.some(0.5):
            with open(self.program.folder + "/.jointcase.toml", "a", encoding="utf-8") as file:
                file.write('\n[meeting]\nheld_before = 30\nsince = "2018-06"\n\n[report]\nage_bands = { young = 34, middle = 49 }\n\n'
                           '[rules]\nprofile = "linxia"\nrequest_decision_days = 2\nfeedback_due_days = 4\nfile_due_days = 9\nmaterials_lead_days = 2\n')
        self.imports("office", [dict(zip(("key", "name", "short_name", "level", "parent"), office)) for office in OFFICES + IDLE])
        self.imports("campaign", [{"key": "saohei", "name": "扫黑除恶", "from": "2018-01-01"}, {"key": "yiqing", "name": "疫情防控", "from": "2020-01-25"}])
        self.make_talents()
        self.make_cases()
        self.make_referrals()
        self.make_meetings()
        self.make_opinions()
        self.make_feedback()
        self.make_recusals()
        self.make_minutes()
        self.make_trials()
        self.make_growth()
        self.make_now()
        self.close_cases()

    def make_talents(self):
        rows, moves = [], []
        for code, *_ in OFFICES:
            for number, (position, category) in enumerate(POSTS, 1):
                key = f"{code}-{number:03d}"
                quota = category == "prosecutor" and self.some(0.8)
                born = self.day(f"{2020 - self.random.choice((28, 34, 35, 36, 42, 49, 50, 51, 56))}-01-01", f"{2020 - 26}-12-31") if self.some(0.9) else ""
                if self.some(0.5) and born:
                    born = f"{2020 - self.random.choice((34, 35, 36, 49, 50, 51))}-{self.day('2020-01-01')[5:]}".replace("-02-29", "-02-28")
                row = {"office": code, "staff_no": key, "name": f"{SHORT[code][0]}{'甲乙丙丁戊己庚辛壬癸子'[number - 1]}{self.random.choice('文武忠孝仁义')}", "gender": self.random.choice(("male", "female")), "birth_date": born,
                       "languages": self.random.choice(("", "汉语", "汉语;东乡语", "汉语;藏语;英语")), "from": "", "category": category, "department": "第一检察部", "position": position,
                       "in_quota": int(quota), "quota_on": self.random.choice(("2017-06-20", self.day())) if quota else "", "grade": self.random.randint(6, 12) if category == "prosecutor" else ""}
                member = {}
                if self.some(0.5):
                    nominated = self.day("2018-12-20", "2020-05-31")
                    reviewed = self.after(nominated, 9) or nominated
                    admitted = self.after(reviewed, 20) or reviewed
                    exited = self.after(admitted, 400, 1) if self.some(0.4) else None
                    member = {"tier": self.random.choice(("core", "mainstay", "reserve")), "nominated_on": nominated, "nominated_by": f"{code}-{2 if number == 3 else 3:03d}", "reviewed_on": reviewed,
                              "reviewed_by": HOME + ("-004" if key == HOME + "-001" else "-001"), "admitted_on": admitted, "term_to": "2021-12-31", "exited_on": exited or "", "exit_reason": self.random.choice(EXITS) if exited else ""}
                move = number in (6, 7, 9, 11) and self.some(0.5)
                self.people[key] = {"office": code, "category": category, "position": position, "moves": None}
                if move:
                    since = self.day("2019-01-01", "2020-05-31")
                    to = self.random.choice([other for other, *_ in OFFICES if other != code] + [code])
                    moved = {**row, "office": to, "from": since}
                    if category == "assistant" and self.some(0.5):
                        moved |= {"category": "prosecutor", "grade": 12, "in_quota": 1, "quota_on": since}
                    moves.append(moved)
                    row["to"] = (datetime.date.fromisoformat(since) - datetime.timedelta(self.random.choice((1, 1, 9)))).isoformat()
                    self.people[key]["moves"] = row["to"], since, to
                rows.append({**row, "to": row.get("to", ""), **{name: member.get(name, "") for name in ("tier", "nominated_on", "nominated_by", "reviewed_on", "reviewed_by", "admitted_on", "term_to", "exited_on", "exit_reason")}})
        for number in (1, 2):
            key = f"{HOME}-9{number:02d}"
            rows.append({**{name: "" for name in rows[0]}, "office": "", "staff_no": key, "name": "专家" + "一二"[number - 1], "gender": "male", "category": "expert", "position": "none", "in_quota": 0})
            self.people[key] = {"office": "", "category": "expert", "position": "none", "moves": None}
        self.imports("talent", rows)
        self.imports("talent", moves)

    def make_cases(self):
        rows, staff, callups = [], [], []
        for number in range(1, 31):
            office = self.random.choice([code for code, *_ in OFFICES])
            received = self.day("2018-12-01", "2020-05-15")
            kind = "matter" if self.some(0.1) else "case"
            judged = self.after(received, 300, 100) if self.some(0.4) and kind == "case" else None
            year = received[:4]
            row = {"accept_no": f"{SHORT[office]}起诉受[{year}]{office}{number:05d}号", "name": f"王{number}涉嫌犯罪案", "kind": kind, "causes": self.random.choice(CAUSES), "office": office, "department": "第一检察部",
                   "handler": self.talent(office, "prosecutor"), "stage": "prosecution_review", "received_on": received, "in_custody": 0, "suspect_count": 1,
                   "gang": self.random.choice(("none", "none", "black", "evil")), "campaigns": self.random.choice(("", "", "saohei", "yiqing", "saohei;yiqing")), "label": "internal",
                   "judged_on": judged or "", "outcome": self.random.choice(("as_charged", "other_charge", "partly", "acquitted")) if judged else ""}
            self.cases[row["accept_no"]] = row
            rows.append(row)
            helpers = [self.anyone() for _ in range(self.random.choice((0, 1, 2)))] + [self.talent(office, "prosecutor", "assistant", "clerk") for _ in range(self.random.choice((0, 1, 2)))]
            for talent in dict.fromkeys(helpers):
                since = self.after(received, 150) if self.some(0.8) else None
                until = self.after(since or received, 150) if self.some(0.5) else None
                if self.office(talent, since or received) not in (office, None):
                    callups.append({"document": f"调用{len(callups) + 1}号", "case": row["accept_no"], "talent": talent, "ordered_by": "620000", "from": since or received, "to": until or ""})
                elif talent != row["handler"] and not self.people[talent]["moves"]:
                    category = self.people[talent]["category"]
                    staff.append({"case": row["accept_no"], "talent": talent, "role": {"prosecutor": "co_handler", "technician": "former_investigator"}.get(category, category), "from": since or "", "to": until or ""})
        self.imports("case", rows, "--staff", self.program.write("given_staff.csv", staff), "--callups", self.program.write("given_callups.csv", callups))

    def make_referrals(self):
        rows = []
        for case, row in self.cases.items():
            asked, number, repeats = self.after(row["received_on"], 90), 0, ""
            while asked and number < 3:
                number += 1
                office = row["office"]
                decision = self.random.choice(("accepted",) * 6 + ("refused", "returned", "ordered", ""))
                decided = asked if decision == "ordered" else self.after(asked, self.random.choice((1, 3, 4, 15))) if decision else None
                if not decided:
                    decision = ""
                withdrawn = self.after(decided or asked, 10) if self.some(0.3) and decision in ("", "accepted") else None
                issues = [(self.random.choice(KINDS), f"第{n}个问题") for n in range(self.random.choice((1, 1, 2, 3)))]
                head = f"{office}-{self.random.choice((2, 3)):03d}"
                first = {"case": case, "number": number, "requested_by": "" if decision == "ordered" else row["handler"], "requested_on": asked,
                         "reasons": "" if decision == "ordered" else ";".join(self.random.sample(("M1", "M2", "M3", "M4", "M5", "M6", "O1", "O2", "O3"), self.random.choice((1, 1, 2, 3))) if self.some(0.7) else ["O1"]),
                         "ordered_by": head if decision == "ordered" else "", "handler_view": "拟起诉", "new_facts": repeats, "decision": decision, "decided_by": head if decided else "", "decided_on": decided or "",
                         "why": "不符合" if decision in ("refused", "returned") else "", "withdrawn_on": withdrawn or "", "withdrawn_why": "撤回" if withdrawn else ""}
                rows += [{**first, "issue_kind": kind, "question": question} for kind, question in issues]
                if decision in ("accepted", "ordered") and not withdrawn:
                    self.referrals.append({"key": f"{case}#{number}", "case": case, "decided_on": decided, "issues": [kind for kind, _ in issues]})
                asked, repeats = (self.after(decided or withdrawn, 30, 1), "新证据") if (decision in ("refused", "returned") or withdrawn) and self.some(0.6) else (None, "")
        self.imports("referral", rows)

    def make_meetings(self):
        """Those that were held: accepted referrals by the day of their acceptance, one to three a meeting; some are put off to the next."""
        waiting = sorted(self.referrals, key=lambda r: r["decided_on"])
        self.random.shuffle(waiting)
        days = []
        while waiting:
            count = self.random.choice((1, 1, 2, 3))
            items, waiting = waiting[:count], waiting[count:]
            on = self.after(max(r["decided_on"] for r in items), 25, 1, datetime.date(2020, 6, 25))
            if on:
                days.append((on, items))
        agenda, attendance, meetings = [], [], []
        numbers = collections.Counter()
        late = []
        for on, items in sorted(days, key=lambda pair: pair[0]):
            self.meeting(on, items, [], agenda, attendance, meetings, numbers, late)
        for on, items in sorted(late, key=lambda pair: pair[0]):
            self.meeting(on, items, None, agenda, attendance, meetings, numbers, late)
        self.meetings = meetings
        files = [self.program.write("given_agenda.csv", agenda), self.program.write("given_attendance.csv", attendance)]
        self.imports("meeting", [{k: v for k, v in row.items() if not k.startswith("_")} for row in meetings], "--agenda", files[0], "--attendance", files[1])

    def meeting(self, on, items, deferrable, agenda, attendance, meetings, numbers, late):
        host = self.random.choice((HOME, HOME, self.cases[items[0]["case"]]["office"]))
        handlers = {self.cases[r["case"]]["handler"] for r in items}
        mode = self.random.choice(("onsite", "onsite", "video", "written"))
        numbers[host, on[:4]] += 1
        key = f"M-{host}-{on[:4]}-{numbers[host, on[:4]]}"
        start = f"{on}T{self.random.choice(('00:00', '09:00', '14:30', '23:00'))}:00+08:00"
        length = self.random.choice((25, 50, 59, 115))
        if mode == "written":
            start = (datetime.date.fromisoformat(on) - datetime.timedelta(2)).isoformat() + "T09:00:00+08:00"
            end = on + self.random.choice(("T00:00:00", "T23:59:00", "T17:00:00")) + "+08:00"
            if datetime.datetime.fromisoformat(end) <= datetime.datetime.fromisoformat(start):
                end = on + "T23:59:00+08:00"
        else:
            end = (datetime.datetime.fromisoformat(start) + datetime.timedelta(minutes=length)).isoformat()
        bare = mode != "written" and self.some(0.1)  # a register that knows the day alone
        if bare:
            start, end = "", end[:10]
        members = [self.talent(code, "prosecutor") for code, *_ in OFFICES if code != host or self.some(0.7)]
        members = [m for m in dict.fromkeys(members) if m not in handlers][:self.random.randint(3, 6)]
        chair = f"{host}-{self.random.choice((2, 3)):03d}"
        recorder = f"{host}-{CLERK:03d}"
        others = [(self.talent(self.random.choice(OFFICES)[0], "assistant"), "observer"), (self.talent(self.random.choice(OFFICES)[0], "prosecutor"), "guest")]
        if self.some(0.4):
            others.append((f"{HOME}-9{self.random.choice((1, 2)):02d}", "guest"))
        if self.some(0.6):
            others.append((self.anyone(), "guest"))
        there = {chair: "chair", **{m: "member" for m in members}}
        there = {**{t: role for t, role in others if t not in there and t not in handlers and t != recorder}, **there, **{h: "presenter" for h in handlers}, recorder: "recorder"}
        speakers = []
        lead = self.random.choice((2, 3, 3, 5))
        sent_on = (datetime.date.fromisoformat((start or end)[:10]) - datetime.timedelta(lead)).isoformat()
        for talent, role in there.items():
            status = "present" if role in ("chair", "recorder", "presenter") else self.random.choice(("present",) * 5 + ("late", "left_early", "excused", "absent"))
            if mode == "written":
                status = "invited" if role in ("member", "observer", "guest", "chair") else "present"
            sent = self.some(0.95) and not bare
            attendance.append({"meeting": key, "talent": talent, "role": role, "status": status, "note": "出差" if status == "excused" else "", "materials_sent_at": sent_on + "T09:00:00+08:00" if sent else ""})
            if status in ("present", "late", "left_early", "invited") and role in ("chair", "member", "observer", "guest"):
                speakers.append((talent, role))
        points = []
        for number, referral in enumerate(items, 1):
            put_off = deferrable is not None and self.some(0.2)
            agenda.append({"meeting": key, "seq": number, "referral": referral["key"], "case": "", "title": "", "state": "deferred" if put_off else "discussed", "why": "材料不全" if put_off else ""})
            referral["met_on"] = end[:10]
            referral["discussed"] = not put_off
            if put_off:
                again = self.after(end[:10], 20, 1, datetime.date(2020, 6, 26))
                if again:
                    late.append((again, [referral]))
            points.append((number, referral, put_off))
        if self.some(0.1):
            case = self.random.choice(sorted(self.cases))
            if self.cases[case]["received_on"] <= on and self.cases[case]["handler"] not in there:
                agenda.append({"meeting": key, "seq": len(items) + 1, "referral": "", "case": case, "title": "台账所记的一项", "state": "discussed", "why": ""})
        meetings.append({"meeting_no": "", "office": host, "kind": self.random.choice(("cross_office", "cross_office", "cross_department", "department")), "mode": mode, "chair": chair, "recorder": recorder, "started_at": start,
                         "ended_at": end, "planned_at": start, "source_no": key, "_key": key, "_speakers": speakers, "_points": points, "_silent": self.some(0.1)})

    def make_opinions(self):
        rows = []
        self.keys = {row["source_no"]: row["key"] for row in self.program.json("meeting", "list")}
        for meeting in self.meetings:
            for number, referral, put_off in meeting["_points"]:
                for talent, role in meeting["_speakers"]:
                    if self.some(0.3 if put_off or meeting["mode"] == "written" else 0.1) or role in ("observer", "guest") and self.some(0.5):
                        continue
                    for issue in range(1, len(referral["issues"]) + 1):
                        if self.some(0.15) or meeting["_silent"]:
                            continue
                        stance = self.random.choice(STANCES)
                        late = self.some(0.05)
                        recorded = self.after(meeting["ended_at"], 3, 1) + "T10:00:00+08:00" if late and self.after(meeting["ended_at"], 3, 1) else ""
                        rows.append({"meeting": self.keys[meeting["_key"]], "item": number, "issue": issue, "talent": talent, "stance": stance, "text": "" if stance == "reserve" else "意见如下。", "kind": "late" if recorded else "", "recorded_at": recorded})
        self.imports("opinion", rows)

    def make_feedback(self):
        opinions = collections.defaultdict(list)
        agenda = {}
        for meeting in self.meetings:
            for number, referral, _ in meeting["_points"]:
                agenda[self.keys[meeting["_key"]], str(number)] = referral
        for row in self.program.json("opinion", "list"):
            referral = agenda.get((row["meeting"], row["issue"].split(".")[0]))
            if referral and row["stance"] != "reserve":
                opinions[referral["key"]].append(row["key"])
                referral["met_on"] = max(referral["met_on"], (row["recorded_at"] or "")[:10])
        rows = []
        for referral in self.referrals:
            decided = self.after(referral["met_on"], 40) if referral.get("discussed") and self.some(0.8) else None
            if not decided:
                continue
            submitted = self.after(decided, self.random.choice((4, 5, 6, 40))) if self.some(0.8) else None
            mood = self.random.choice(("adopted", "not_adopted", "not_applicable", "", "", ""))
            reasoned = self.some(0.5)
            first = {"referral": referral["key"], "decision": self.random.choice(DECISIONS), "decided_by_role": self.random.choice(("handler", "chief", "committee", "superior")), "decided_on": decided, "submitted_on": submitted or ""}
            given = opinions[referral["key"]] if submitted or self.some(0.5) else []
            if submitted and not given and self.some(0.5):
                first["submitted_on"] = ""
            for key in given or [""]:
                adoption = (mood or self.random.choice(("adopted", "adopted", "partly_adopted", "not_adopted", "not_applicable"))) if key else ""
                code = self.random.choice(("new_evidence", "covered_elsewhere", "other")) if adoption in ("partly_adopted", "not_adopted") else ""
                rows.append({**first, "opinion": key, "adoption": adoption, "reason_code": code, "reason": "理由" if code == "other" or code and reasoned else ""})
            referral["decided"] = decided
        self.imports("feedback", rows)
        for referral in self.referrals:
            if referral.get("discussed") and self.some(0.2):
                on = self.after(referral["met_on"], 20)
                for body, later in zip(self.random.sample(("chief", "committee", "superior", "chief"), 2), (0, 1)) if on else ():
                    when = (datetime.date.fromisoformat(on) + datetime.timedelta(later)).isoformat()
                    self.program("feedback", "escalate", referral["key"], body, "--on", when, at=TODAY, refused=(5,))

    def make_recusals(self):
        for case in self.random.sample(sorted(self.cases), 6):
            office = self.cases[case]["office"]
            talent = self.talent(self.random.choice(OFFICES)[0], "assistant", "clerk", "technician", "prosecutor")
            raised = self.day(max("2020-01-01", self.cases[case]["received_on"]))
            if self.program("recusal", "raise", case, talent, "--ground", "relation", "--why", "亲属", "--on", raised, at=TODAY, refused=(5,)) is None:
                continue
            decided = self.after(raised, 10)
            if decided and self.some(0.8):
                result = self.random.choice(("granted", "rejected"))
                self.program("recusal", "decide", case, talent, result, "--by", office + "-001", "--on", decided, at=TODAY, refused=(5,))
                again = self.after(decided, 5)
                if result == "rejected" and again and self.some(0.7):
                    self.program("recusal", "decide", case, talent, self.random.choice(("granted", "rejected")), "--again", "--by", office + "-001", "--on", again, at=TODAY, refused=(5,))

    def make_minutes(self):
        for meeting in self.meetings:
            on = self.after(meeting["ended_at"], self.random.choice((2, 3, 9, 30)))
            if not on or self.some(0.4):
                continue
            key = self.keys[meeting["_key"]]
            members = [talent for talent, role in meeting["_speakers"] if role == "member"]
            except_for = ["--except", self.random.choice(members) + "=出差在外"] if members and self.some(0.4) else []
            if self.some(0.3):
                self.program("minutes", "draft", key, "--on", on, at=TODAY)
                self.program("minutes", "circulate", key, "--on", on, at=TODAY)
                on = self.after(on, 20)
                if not on or self.some(0.4):
                    continue
            filed = self.some(0.5)
            self.program("minutes", "sign", key, "--all", *except_for, "--on", on, *(["--file"] if filed else []), at=TODAY, refused=(4, 5))
            later = self.after(on, 20)
            if not filed and later and self.some(0.5):
                self.program("minutes", "file", key, "--on", later, at=TODAY, refused=(4, 5))

    def make_trials(self):
        rows = []
        numbers = collections.Counter()
        for case, row in self.cases.items():
            for _ in range(self.random.choice((0, 0, 1, 2, 3)) if row["kind"] == "case" else 0):
                trial = self.after(row["received_on"], 200, 60) if self.some(0.8) else None
                predicted = self.after(row["received_on"], 200) if self.some(0.8) or not trial else None
                if not trial and not predicted:
                    continue
                if trial and predicted:
                    predicted = self.random.choice((trial, min(predicted, trial)))
                numbers[case] += 1
                raised = self.random.choice(("yes", "yes", "no", "unknown")) if trial and predicted else "yes" if trial else ""
                response = "有预案" if predicted and self.some(0.6) else ""
                rows.append({"case": case, "number": numbers[case], "argument": f"第{numbers[case]}点", "kind": self.random.choice(KINDS), "predicted_on": predicted or "", "response": response,
                             "trial_on": trial or "", "raised": raised, "response_used": int(self.some(0.5)) if response and raised == "yes" else "",
                             "court_view": self.random.choice(("", "for_prosecution", "for_defence", "partly", "not_addressed")) if raised == "yes" else ""})
        self.imports("defence", rows)

    def make_growth(self):
        tasks, exemplars, visits, publicity = [], [], [], []
        for number in range(25):
            on = self.day()
            end = self.after(on, 60)
            done = self.some(0.5)
            cancelled = end if end and not done and self.some(0.4) else ""
            tasks.append({"talent": self.anyone(), "title": f"任务{number}", "assigned_by": HOME + "-001", "assigned_on": on, "due_on": self.after(on, 30) or on, "done_on": end if done and end else "",
                          "cancelled_on": cancelled, "result": "不再需要" if cancelled else ""})
        self.imports("task", tasks)
        for talent in dict.fromkeys(self.anyone() for _ in range(12)):
            on = self.day("2018-12-25", "2020-04-30")
            exemplars.append({"talent": talent, "designated_on": on, "title": "业务标兵"})
            for number in range(1, self.random.choice((1, 2, 3, 4))):
                visited = self.after(on, 300)
                if visited:
                    for matter in range(1, self.random.choice((1, 2, 3)) + 1):
                        visits.append({"talent": talent, "designated_on": on, "visitor": next(key for key in (f"{HOME}-{number + 1:03d}", HOME + "-006") if key != talent), "visited_on": visited, "kind": self.random.choice(("hardship", "question", "shortcoming")), "text": f"事项{matter}",
                                       "resolved_on": self.after(visited, 40) or ""})
                if self.some(0.7) and self.after(on, 300):
                    publicity.append({"talent": talent, "designated_on": on, "channel": self.random.choice(("mainstream_media", "intranet", "extranet", "weibo", "wechat", "app")), "title": f"事迹{len(publicity)}", "published_on": self.after(on, 250) or on, "reviewed_by": next(key for key in (HOME + "-002", HOME + "-006") if key != talent)})
        parts = [word for part, rows in (("visits", visits), ("publicity", publicity)) if rows for word in ("--" + part, self.program.write(f"given_{part}.csv", rows))]
        self.imports("exemplar", exemplars, *parts)
        for talent in [self.anyone() for _ in range(8)]:
            self.program("talent", "growth", talent, "--kind", self.random.choice(("training", "lecture", "award")), "--on", self.day(), "--title", "成长", at=TODAY)

    def make_now(self):
        """Meetings step by step around the end of a month: put off, postponed, cancelled, in writing, corrected afterwards."""
        do, day = self.program, lambda count: (on + datetime.timedelta(count)).isoformat()
        on = datetime.date.fromisoformat(self.random.choice(("2020-04-30", "2020-05-01", "2020-05-30", "2020-05-31", "2020-06-01")))
        handler = self.talent(HOME, "prosecutor")
        members = [self.talent(code, "prosecutor") for code in ("622901", "622921", "622926", "623001")]
        chair, recorder = HOME + "-002", f"{HOME}-{CLERK:03d}"
        referrals = []
        for number, name in ((901, "甲"), (902, "乙")):
            case = do("case", "open", f"临州检起诉受[2020]{HOME}{number:05d}号", "--name", f"王{name}涉嫌诈骗案", "--cause", "诈骗罪", "--handler", handler, "--received-on", day(-20), *self.random.choice(([], ["--campaign", "saohei", "--gang", "evil"])), at=day(-20)).strip()
            by = ["--ordered-by", HOME + "-003"] if self.some(0.3) else ["--reason", "M6,O1"]
            referrals.append(do("referral", "submit", case, *by, "--issue", "定性:如何定性", "--issue", "量刑:如何量刑", "--view", "拟起诉", at=day(-12)).strip())
            if by[0] == "--reason":
                do("referral", "accept", referrals[-1], "--by", HOME + "-003", at=day(self.random.choice((-11, -7))))
        do("recusal", "raise", referrals[0].split("#")[0], members[3], "--ground", "interest", "--why", "有利害关系", at=day(-6))
        if self.some(0.6):
            do("recusal", "decide", referrals[0].split("#")[0], members[3], "granted", "--by", HOME + "-001", at=day(-5))
        panel = ["--chair", chair, "--recorder", recorder, "--invite", ",".join(members)]
        first = do("meeting", "convene", *referrals, "--at", day(0) + " 09:00", *panel, at=day(-6) + " 10:00").strip()
        do("meeting", "notice", first, "--materials", at=day(self.random.choice((-4, -3, -2))) + " 16:00")
        later = self.random.choice((0, 1, 2))
        if later:
            do("meeting", "postpone", first, "--to", day(later) + " 09:00", "--why", "道路中断", at=day(self.random.choice((-1, 0))) + " 08:00")
        do("meeting", "start", first, "--late", members[1], *(["--absent", members[2] + "=出差"] if self.some(0.5) else []), at=day(later) + " 09:05")
        absent = {row["talent"] for row in do.json("meeting", "show", first)["attendance"] if row["status"] == "excused"}
        out = members[3:]
        speakers = [chair, *[m for m in members if m not in absent and m not in out]]
        rows = [{"meeting": first, "item": 1, "issue": issue, "talent": t, "stance": "concur" if t == chair else self.random.choice(STANCES[:4]), "text": "意见如下。"} for t in speakers for issue in (1, 2)]
        rows.append({"meeting": first, "item": 2, "issue": 1, "talent": members[0], "stance": "dissent", "text": "另有看法。"})
        if len(out) and self.some(0.5):
            rows.append({"meeting": first, "item": 2, "issue": 1, "talent": members[3], "stance": "reserve", "text": ""})
        do("opinion", "import", do.write("given_now.csv", rows), at=day(later) + " 10:00")
        for issue in ("1.1", "1.2"):
            do("opinion", "record", first, out[0], issue, "reserve", at=day(later) + " 10:10", refused=(5,))
        do("meeting", "discuss", first, "1", at=day(later) + " 10:20", refused=(5,))
        do("meeting", "close", first, "--defer", "2=材料不全", at=day(later) + f" 10:{self.random.choice((30, 47))}")
        for step in ("draft", "circulate"):  # minutes that say no more what is recorded have another version
            do("minutes", step, first, "--on", day(later), at=day(later) + " 20:00")
        do("opinion", "supersede", first + "-1", "dissent", "--text", "改变看法。", "--as", "late", at=day(later + 1), refused=(5,))
        do("opinion", "record", first, members[1], "2.2", "supplement", "--text", "补充。", "--as", "late", at=day(later + 2) + " 09:00")
        do("minutes", "draft", first, "--on", day(later + 3), at=day(later + 3))
        do("minutes", "sign", first, "--all", "--except", members[0] + "=外出", *(["--file"] if self.some(0.5) else []), at=day(later + 3))
        second = do("meeting", "convene", referrals[1], "--at", day(9) + " 09:00", *panel, at=day(4) + " 09:00").strip()
        if self.some(0.3):
            do("meeting", "postpone", second, "--to", day(11) + " 09:00", "--why", "改期", at=day(5) + " 08:00")
        do("meeting", "cancel", second, "--why", "不再需要", at=day(6) + " 08:00")
        if self.some(0.2):
            return do("referral", "withdraw", referrals[1], "--why", "当事人和解", at=day(7))
        third = do("meeting", "convene", referrals[1], "--at", day(12) + " 09:00", "--mode", "written", *panel, at=day(7) + " 09:00").strip()
        do("meeting", "start", third, at=day(12) + " 09:00")
        rows = [{"meeting": third, "item": 1, "issue": issue, "talent": t, "stance": self.random.choice(STANCES[:4]), "text": "书面意见。"} for t in [chair, *members[:self.random.choice((3, 4))]] for issue in (1, 2)]
        do("opinion", "import", do.write("given_written.csv", rows), at=day(14) + " 09:00")
        do("meeting", "close", third, *([] if len(rows) == 10 else ["--defer", "1=意见未齐"]), at=day(14) + " 17:00")
        do("feedback", "give", referrals[0], "--decision", "prosecute", "--all", "adopted", "--decided-on", day(10), "--on", day(self.random.choice((14, 15, 16))), at=TODAY)

    def close_cases(self):
        for case in self.random.sample(sorted(self.cases), 8):
            self.program("case", "close", case, "--result", "办结", "--on", self.day(self.cases[case]["received_on"]), at=TODAY, refused=(5,))
