# SPDX-License-Identifier: Apache-2.0
"""What the crash harnesses share: a prepared database, an import into it, and what stands in a database."""
import hashlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILL = (("office", "offices.csv"), ("talent", "talents.csv"), ("case", "cases.csv"), ("referral", "referrals.csv"), ("meeting", "meetings.csv", "--agenda", "agenda.csv", "--attendance", "attendance.csv"))


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JOINTCASE_", "LC_", "LANGUAGE"))}
    return dict(kept, LANG="C", JOINTCASE_LANG="en", HOME=str(folder))


def run(program, folder, *words):
    return subprocess.run([program, *map(str, words)], cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", errors="backslashreplace")


def brief(done):
    return "exit %d: %s" % (done.returncode, " / ".join((done.stdout + done.stderr).splitlines()[:3])[:400])


def must(done):
    if done.returncode != 0:
        sys.exit("%s: %s" % (" ".join(done.args), brief(done)))
    return done


def find_program(name):
    program = shutil.which(name)
    if not program:
        sys.exit("there is no program %s; --program names it" % name)
    return os.path.abspath(program)


def tables(path):
    """All that stands in a database, a digest by table, twice: to the byte, and without what the clock put there (and the numbers
    only joins see). Beside them the number of rows."""
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    result = {}
    try:
        for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name").fetchall():
            columns = [row[1] for row in db.execute("pragma table_info(%s)" % name)]
            exact, lasting, rows = hashlib.sha256(), hashlib.sha256(), 0
            for row in db.execute("select * from %s order by %s" % (name, ", ".join(str(n + 1) for n in range(len(columns))))):
                exact.update(repr(row).encode())
                lasting.update(repr(kept(name, columns, row)).encode())
                rows += 1
            result[name] = (rows, lasting.hexdigest(), exact.hexdigest())
    finally:
        db.close()
    return result


def kept(table, columns, row):
    """The time of an operation is in its hash; the time of a batch, in its digest."""
    clock = {"operation": ("at", "hash"), "batch": ("at", "imported_at"), "entry": ("digest", "before") if "batch" in row else ()}.get(table, ())
    return [value for column, value in zip(columns, row) if column not in clock]


def exactly(found):
    return {table: (rows, exact) for table, (rows, _, exact) in found.items()}


def lasting(found):
    return {table: (rows, digest) for table, (rows, digest, _) in found.items()}


def differing(found, expected):
    """The tables that differ, with their rows found and expected."""
    return {table: (found.get(table, (0,))[0], expected.get(table, (0,))[0]) for table in {**expected, **found} if found.get(table) != expected.get(table)}


class Import:
    """An import into a prepared database, and what stands there before it and after it, undisturbed."""

    def __init__(self, name, program, folder, opinions, seed, noun, small=False):
        self.name, self.program, self.noun = name, program, noun
        self.base, self.files = folder / (name.replace(" ", "-") + "-base"), folder / (name.replace(" ", "-") + "-files")
        # as many cases as opinions: a tenth of the rows are cases
        subprocess.run([ROOT / "tests" / "bench" / "generate", "--opinions", str(opinions * (9 if noun == "case" else 1)), "--prefectures", "1" if small else "13", "--seed", str(seed), self.files], check=True)
        self.base.mkdir()
        must(run(program, self.base, "db", "init", "--office", "620000", "--short-name", "甘检"))
        for of, *words in FILL:
            if of == noun:
                break
            must(run(program, self.base, of, "import", *(word if word.startswith("-") else self.files / word for word in words)))
        self.file = self.files / ("cases.csv" if noun == "case" else "opinions.csv")
        self.words = [noun, "import", self.file]
        self.before = tables(self.base / "jointcase.db")
        self.head = self.audit_head(self.base)

    def audit_head(self, folder):
        return run(self.program, folder, "audit", "log", "--limit", "1", "--csv").stdout

    def copy(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.base, folder)
        return folder

    def undisturbed(self, folder):
        done = must(run(self.program, self.copy(folder), *self.words))
        rows = re.search(r"added (\d+), updated 0, unchanged 0, rejected 0", done.stdout)
        if not rows:
            sys.exit("%s: an undisturbed import rejects rows: %s" % (self.name, brief(done)))
        self.rows, self.after = int(rows[1]), tables(folder / "jointcase.db")

    def verified(self, folder):
        done = run(self.program, folder, "audit", "verify")
        return "" if done.returncode == 0 else "audit verify: " + brief(done)
