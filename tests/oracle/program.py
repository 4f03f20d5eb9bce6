# SPDX-License-Identifier: Apache-2.0
"""The program that is examined: runs its commands in one folder, and writes what it prints as the CSV files that oracle.py reads."""
import csv
import json
import os
import subprocess


class Failed(Exception):
    pass


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), folder
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "JOINTCASE_LANG": "zh"}
        self.environment |= {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}

    def output(self, *words, at=None, refused=()):
        """The bytes that the command prints; None if it exits with one of the codes that are expected of it."""
        done = subprocess.run([self.path, *(["--as-of", at] if at else []), *words], cwd=self.folder, env=self.environment, capture_output=True)
        if done.returncode in refused:
            return None
        if done.returncode:
            raise Failed(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
        return done.stdout

    def __call__(self, *words, **options):
        printed = self.output(*words, **options)
        return printed and printed.decode()

    def json(self, *words, **options):
        text = self(*words, "--json", **options)
        return text and json.loads(text)

    def write(self, name, rows):
        """A CSV file of the folder; its columns are the keys of the rows."""
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return name

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def export(self):
        """Everything that a table of the report counts. What no list holds comes from the single records."""
        def out(name, *words):
            self(*words, "--force", "-o", name + ".csv")

        for noun in ("office", "campaign", "case", "referral", "meeting", "feedback", "recusal", "defence", "task"):
            out(noun, noun, "list")
        out("opinion", "opinion", "list", "--superseded")
        out("talent", "talent", "export")
        out("adoption", "feedback", "export")
        out("settings", "config", "list")
        out("exemplar", "exemplar", "export", "--visits", "visits.csv", "--publicity", "publicity.csv")
        out("case_export", "case", "export", "--staff", "staff.csv", "--parties", "parties.csv", "--callups", "callups.csv")
        agenda, attendance, changes, minutes, signatures, escalations, growth = [], [], [], [], [], [], []
        for row in self.read("meeting.csv"):
            key = row["key"]
            shown = self.json("meeting", "show", key)
            agenda += [{"meeting": key, **item} for item in shown["agenda"]]
            attendance += [{"meeting": key, **one} for one in shown["attendance"]]
            changes += [{"meeting": key, **one} for one in shown["changes"]]
            if record := self.json("minutes", "show", key, refused=(4,)):
                minutes.append({"meeting": key, **{name: record[name] for name in ("version", "drafted_on", "circulated_on", "signed_on", "filed_on")}})
                signatures += [{"meeting": key, **one} for one in record["signatures"]]
        for row in self.read("referral.csv"):
            if row["state"] in ("discussed", "decided", "answered"):
                escalations += [{"referral": row["key"], **one} for one in self.json("referral", "show", row["key"])["escalations"]]
        for key in sorted({row["staff_no"] for row in self.read("talent.csv")}):
            growth += [{"talent": key, **one} for one in self.json("talent", "show", key).get("growth", [])]
        for name, rows in (("agenda", agenda), ("attendance", attendance), ("change", changes), ("minutes", minutes), ("signature", signatures), ("escalation", escalations), ("growth", growth)):
            for row in rows:
                row.update({name: "" if value is None else int(value) if isinstance(value, bool) else value for name, value in row.items()})
            self.write(name + ".csv", rows)
