# SPDX-License-Identifier: Apache-2.0
"""Times imports against the sqlite3 shell's .import, in the same run (rows 1 to 4 of the goals).

usage: run import [--program FILE] [--opinions N,N…] [--rounds N] [--sizes MB,MB…] [--xlsx ROWS] [--jobs 1,2,3,4] [--seed N]
                  [--cache MIB] [--keep FOLDER]

  1  opinion import of N rows (default 300000,1000000) into a database without opinions and into one that has N already
  2  the same with SM3, against SHA-256
  3  the peak memory of files of 10, 100 and 700 MB (as far as the greatest N reaches: a row has some 830 bytes)
  4  a workbook of 100000 rows, texts shared and inline, against CSV of the same

There are two yardsticks, neither of which checks anything. `rows` gives the shell the finished rows of the opinion table, all
references resolved already: the same table, indexes, constraints, page size, cache, journal and order, in one transaction.
`file` gives it the very file the program imports, into a table of texts with as many indexes of the same kinds. The commands are
printed in full, and afterwards every row of both is compared with what the program wrote. The sides of a round take turns, each on a
fresh copy of its database, synced before the clock starts; printed are the medians of the rounds and the greatest peak memory.

--keep leaves the generated files and prepared databases in FOLDER for the next run. Some 8 GB of disk at 1000000 rows (TMPDIR).
"""
import argparse
import csv
import hashlib
import os
import pathlib
import re
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CAN_IMPORT = re.compile(rb"added (\d+), updated (\d+), unchanged (\d+), rejected (\d+)")
PEAK_GOAL = 64  # MiB


def die(text):
    sys.exit("bench: " + text)


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOINTCASE_")}
    return dict(kept, JOINTCASE_LANG="en", HOME=str(folder))


class Run:
    """One process from its start to its exit; its peak memory is at least ours, which the kernel hands down, so ours stays small."""

    def __init__(self, args, folder, output):
        with open(output, "wb") as out:
            actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
            os.chdir(folder)  # where .jointcase.toml lies
            began = time.perf_counter()
            pid = os.posix_spawnp(str(args[0]), [str(arg) for arg in args], environment(folder), file_actions=actions)
            _, status, usage = os.wait4(pid, 0)
            self.seconds = time.perf_counter() - began
        self.code, self.peak = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
        self.cpu = usage.ru_utime + usage.ru_stime
        with open(output, "rb") as out:
            self.output = out.read(100000)


class Prepared:
    """The files of N opinions twice, and the databases before the second N: `new` has no opinion yet, `filled` the first N."""

    def __init__(self, program, folder, opinions, seed):
        self.program, self.folder, self.opinions = program, folder, opinions
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "opinions-2.csv"
        self.make("files", b"".join([(HERE / "generate").read_bytes(), b"%d %d" % (opinions, seed)]), lambda: self.generate(seed))
        schema = b"".join(path.read_bytes() for path in sorted((ROOT / "schema").glob("*.sql")))
        self.make("databases", self.stamp("files") + schema, self.fill)
        self.make("yardsticks", self.stamp("databases") + pathlib.Path(__file__).read_bytes(), self.make_yardsticks)

    def stamp(self, what):
        path = self.folder / (what + ".stamp")
        return path.read_bytes() if path.exists() else b""

    def make(self, what, origin, how):
        digest = hashlib.sha256(origin).hexdigest().encode()
        if self.stamp(what) == digest:
            return
        print("preparing %d opinions: %s" % (self.opinions, what), file=sys.stderr, flush=True)
        (self.folder / (what + ".stamp")).unlink(missing_ok=True)
        how()
        (self.folder / (what + ".stamp")).write_bytes(digest)

    def generate(self, seed):
        subprocess.run([HERE / "generate", "--opinions", str(2 * self.opinions), "--parts", "2", "--seed", str(seed), self.folder], check=True)

    def run(self, folder, *words):
        done = Run([self.program, *words], folder, self.folder / "output")
        if done.code != 0:
            die("%s: exit %d\n%s" % (" ".join(map(str, words)), done.code, done.output.decode(errors="replace")[:2000]))
        return done

    def fill(self):
        new, filled = self.folder / "new", self.folder / "filled"
        for folder in (new, filled):
            shutil.rmtree(folder, ignore_errors=True)
        new.mkdir()
        self.run(new, "db", "init", "--office", "620000", "--short-name", "甘检")
        for noun, *files in (("office", "offices.csv"), ("talent", "talents.csv"), ("case", "cases.csv"), ("referral", "referrals.csv"),
                             ("meeting", "meetings.csv", "--agenda", self.folder / "agenda.csv", "--attendance", self.folder / "attendance.csv")):
            self.run(new, noun, "import", self.folder / files[0], *files[1:])
        shutil.copytree(new, filled)
        self.run(filled, "opinion", "import", self.folder / "opinions-1.csv")

    def make_yardsticks(self):
        """What the shell needs: the finished rows as CSV, the tables, and both tables filled for the filled databases."""
        for state in ("new", "filled"):
            work = self.folder / "work"
            copy(self.folder / state, work)
            self.run(work, "opinion", "import", self.file)
            db = sqlite3.connect("file:%s?mode=ro" % (work / "jointcase.db"), uri=True)
            before = self.opinions if state == "filled" else 0
            page_size = db.execute("pragma page_size").fetchone()[0]
            self.columns, ddl = table_for_shell(db)
            for part in (1, 2) if before else (2,):
                name = self.folder / ("rows-%s-%d.csv" % (state, part))
                where = "" if not before else " where id %s (select id from opinion order by id limit 1 offset %d)" % ("<" if part == 1 else ">=", before)
                with open(name, "w", encoding="utf-8", newline="") as out:
                    writer = csv.writer(out, lineterminator="\n")
                    writer.writerows(db.execute("select %s from opinion%s order by id" % (", ".join(self.columns), where)))
            db.close()
            for kind, script, part_one in (("rows", ddl, self.folder / ("rows-%s-1.csv" % state)), ("file", TEXT_TABLE, self.folder / "opinions-1.csv")):
                folder = self.folder / ("%s-%s" % (kind, state))
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                base = sqlite3.connect(folder / "shell.db", isolation_level=None)
                base.execute("pragma page_size = %d" % page_size)
                base.executescript(script)
                base.close()
                if before:
                    done = Run(["sqlite3", folder / "shell.db", ".import --csv%s %s opinion" % (" --skip 1" if kind == "file" else "", part_one)], folder, self.folder / "output")
                    if done.code or done.output:
                        die("the shell could not import %s:\n%s" % (part_one, done.output.decode(errors="replace")[:2000]))
        shutil.rmtree(self.folder / "work", ignore_errors=True)


# The columns of opinions.csv as they stand. The indexes of the opinion table, column by column: its key, (meeting, seq),
# supersedes (always null in an import), issue, talent, source number.
TEXT_TABLE = """
create table opinion (source_no text unique, meeting text, item text, issue text, talent text, stance text, text text, legal_basis text, kind text, recorded_at text,
    unique (meeting, item, issue, talent));
create index opinion_by_nothing on opinion (null);
create index opinion_by_issue on opinion (meeting, item, issue);
create index opinion_by_talent on opinion (talent);
create index opinion_by_source on opinion (source_no);
"""


def table_for_shell(db):
    """The opinion table as the program has it, but for columns that are null throughout: .import knows no null, and '' is no integer.
    An index on such a column becomes one on null, as long as it would be."""
    given = [row[1] for row in db.execute("pragma table_info(opinion)")]
    empty = [name for name in given if db.execute("select 1 from opinion where %s is not null limit 1" % name).fetchone() is None]
    named = re.compile(r"\b(%s)\b" % "|".join(empty)) if empty else re.compile(r"(?!)")
    statements, nulls = [], 0
    for index in db.execute("pragma index_list(opinion)").fetchall():
        nulls += any(row[2] in empty for row in db.execute("pragma index_info('%s')" % index[1]))
    for kind, sql in db.execute("select type, sql from sqlite_master where tbl_name = 'opinion' and type in ('table', 'index') and sql is not null order by type desc"):
        if kind == "table":
            lines = [line for line in sql.split("\n") if not named.search(line.split("--")[0])]
            body = [re.sub(r"\s*--.*", "", line) for line in lines[1:-1] if line.strip()]
            body[-1] = body[-1].rstrip().rstrip(",")
            statements.append("\n".join([lines[0], *body, lines[-1]]))
        elif not named.search(sql):
            statements.append(sql)
    statements += ["create index opinion_by_nothing_%d on opinion (null)" % n for n in range(nulls)]
    return [name for name in given if name not in empty], ";\n".join(statements) + ";"


def copy(source, target):
    """A fresh copy, on the disk before the clock starts: else the first commit would write it out."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for path in source.iterdir():
        subprocess.run(["cp", "--reflink=auto", path, target], check=True)
        handle = os.open(target / path.name, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


class Side:
    """One of those who take turns: how it is made ready, and what it then runs."""

    def __init__(self, name, source, target, command, config=""):
        self.name, self.source, self.target, self.command, self.config, self.seconds, self.cpus, self.peaks = name, source, target, command, config, [], [], []

    def once(self, expected):
        copy(self.source, self.target)
        if self.config:
            with open(self.target / ".jointcase.toml", "a", encoding="utf-8") as file:
                file.write(self.config)
        done = Run(self.command, self.target, self.target / "output")
        counts = CAN_IMPORT.search(done.output)
        shell = self.command[0] == "sqlite3"
        wrong = done.code or (done.output.replace(b"truncate\n", b"") if shell else not counts or tuple(map(int, counts.groups())) != (expected, 0, 0, 0))
        if wrong:
            die("%s: exit %d\n%s" % (shlex.join(map(str, self.command)), done.code, done.output.decode(errors="replace")[:2000]))
        self.seconds.append(done.seconds)
        self.cpus.append(done.cpu)
        self.peaks.append(done.peak)

    def median(self):
        return median(self.seconds)

    def peak(self):
        return max(self.peaks)


class Bench:
    def __init__(self, given, folder):
        self.given, self.folder, self.prepared = given, folder, {}

    def of(self, opinions):
        if opinions not in self.prepared:
            self.prepared[opinions] = Prepared(self.given.program, self.folder / str(opinions), opinions, self.given.seed)
        return self.prepared[opinions]

    def ours(self, name, prepared, state, file, config=""):
        return Side(name, prepared.folder / state, self.folder / ("ours-" + name), [self.given.program, "opinion", "import", file], config)

    def shell(self, kind, prepared, state):
        target = self.folder / ("shell-" + kind)
        file = prepared.folder / ("rows-%s-2.csv" % state) if kind == "rows" else prepared.file
        return Side(kind, prepared.folder / ("%s-%s" % (kind, state)), target,
                    ["sqlite3", target / "shell.db", "pragma cache_size = -%d" % (self.given.cache * 1024), "pragma journal_mode = truncate", "pragma synchronous = full",
                     ".import --csv%s %s opinion" % (" --skip 1" if kind == "file" else "", file)])

    def take_turns(self, sides, expected):
        for n in range(self.given.rounds):
            for side in sides[n % len(sides):] + sides[:n % len(sides)]:
                side.once(expected)

    @staticmethod
    def line(job, ours, yardstick, goal):
        """Two sides, or one whose peak memory is the point. The ratio of processor time tells a busy machine from a slow import."""
        theirs = ["%8.2f s" % yardstick.median(), "%.2f" % (ours.median() / yardstick.median()), "%.2f" % (median(ours.cpus) / median(yardstick.cpus))] if yardstick else ["", "", ""]
        print("%-46s %10s %10s %7s %7s  %-7s %8s" % (job, "%8.2f s" % ours.median(), *theirs, goal, "%.0f MiB" % ours.peak()), flush=True)

    def rows_1_and_2(self, opinions):
        prepared = self.of(opinions)
        for state in ("new", "filled"):
            sha, sm3 = self.ours("sha256", prepared, state, prepared.file), self.ours("sm3", prepared, state, prepared.file, '\n[audit]\ndigest = "sm3"\n')
            shells = [self.shell(kind, prepared, state) for kind in ("rows", "file")]
            sides = [side for side, job in ((sha, (1, 2)), (shells[0], (1,)), (sm3, (2,)), (shells[1], (1,))) if set(job) & self.given.jobs]  # 2 is against 1's own side
            self.take_turns(sides, opinions)
            what = "%d into a %s database" % (opinions, state)
            if 1 in self.given.jobs:
                for shell in shells:
                    self.line("1 %s, yardstick %s" % (what, shell.name), sha, shell, "<= 1.00")
                for shell in shells:
                    print("    %s: %s (peak %.0f MiB)" % (shell.name, shlex.join(map(str, shell.command)), shell.peak()))
                self.compare(sha.target / "jointcase.db", *(shell.target / "shell.db" for shell in shells), opinions * (2 if state == "filled" else 1))
            if 2 in self.given.jobs:
                self.line("2 %s, SM3 to SHA-256" % what, sm3, sha, "<= 1.10")

    def compare(self, ours, rows, texts, expected):
        """Every row of the three, by the row's number and by its source number."""
        db = sqlite3.connect("file:%s?mode=ro" % ours, uri=True)
        columns = [row[1] for row in db.execute("pragma table_info(opinion)")]
        db.execute("attach ? as shell", ("file:%s?mode=ro" % rows,))
        db.execute("attach ? as raw", ("file:%s?mode=ro" % texts,))
        known = [row[1] for row in db.execute("pragma shell.table_info(opinion)")]
        alike = " and ".join("coalesce(o.%s, '') is coalesce(y.%s, '')" % (name, name) for name in known)
        nulls = "".join(" and o.%s is null" % name for name in columns if name not in known)
        counts = [db.execute("select count(*) from %s.opinion" % name).fetchone()[0] for name in ("main", "shell", "raw")]
        counts.append(db.execute("select count(*) from main.opinion o join shell.opinion y on y.id = o.id where %s%s" % (alike, nulls)).fetchone()[0])
        counts.append(db.execute("""select count(*) from main.opinion o join raw.opinion y on y.source_no = o.source_no join meeting m on m.id = o.meeting
            join agenda a on a.id = o.agenda join issue i on i.id = o.issue join talent t on t.id = o.talent
            where m.key = y.meeting and a.meeting = m.id and a.seq = y.item and i.referral = a.referral and i.seq = y.issue and t.key = y.talent and o.stance = y.stance
              and o.text = y.text and coalesce(o.legal_basis, '') = y.legal_basis and o.kind = y.kind and o.recorded_at = replace(y.recorded_at, ' ', 'T') || ':00+08:00'""").fetchone()[0])
        db.close()
        if counts != [expected] * 5:
            die("the rows are not the same: %d rows expected; ours, rows, file have %d, %d, %d; alike by row %d, by source number %d" % (expected, *counts))
        print("    all %d rows of the three databases compared: the same" % expected, flush=True)

    def cut(self, prepared, name, size=None, rows=None):
        """The beginning of the file: so many bytes or rows, and whole rows."""
        target = self.folder / name
        shutil.copyfile(prepared.file, target)
        first = next(line for n, line in enumerate(open(target, "rb")) if n == 1)[:2]  # every row begins so, and no second line of a text
        with open(target, "r+b") as file:
            count, end = -1, 0
            for line in file:
                if count < 0 or line.startswith(first):
                    if count == rows or (size is not None and end + len(line) > size):
                        break
                    count += 1
                end += len(line)
            file.truncate(end)
        return target, count

    def row_3(self):
        prepared = self.of(max(self.given.opinions))
        for size in self.given.sizes:
            if prepared.file.stat().st_size < size * 1000000:
                print("3 a file of %d MB: skipped, the greatest has %.0f MB (--opinions)" % (size, prepared.file.stat().st_size / 1e6))
                continue
            file, rows = self.cut(prepared, "cut.csv", size=size * 1000000)
            side = self.ours("memory", prepared, "new", file)
            side.once(rows)
            self.line("3 a file of %d MB, %d rows" % (size, rows), side, None, "%d MiB" % PEAK_GOAL)

    def row_4(self):
        prepared = self.of(max(self.given.opinions))
        file, rows = self.cut(prepared, "rows.csv", rows=min(self.given.xlsx, prepared.opinions))
        for kind in ("shared", "inline"):
            book = self.folder / (kind + ".xlsx")
            subprocess.run([HERE / "xlsx", *(["--inline"] if kind == "inline" else []), file, book], check=True)
            copy(prepared.folder / "new", self.folder / "ours-xlsx")
            tried = Run([self.given.program, "opinion", "import", book, "--dry-run"], self.folder / "ours-xlsx", self.folder / "output")
            if tried.code != 0:
                print("4 a workbook of %d rows, texts %s: skipped, exit %d: %s" % (rows, kind, tried.code, tried.output.decode(errors="replace").split("\n")[0]))
                continue
            sides = [self.ours("xlsx", prepared, "new", book), self.ours("csv", prepared, "new", file)]
            self.take_turns(sides, rows)
            self.line("4 a workbook of %d rows, texts %s" % (rows, kind), *sides, "<= 5.00")

    def all(self):
        print("%-46s %10s %10s %7s %7s  %-7s %8s" % ("job", "ours", "yardstick", "ratio", "cpu", "goal", "peak"))
        if {1, 2} & self.given.jobs:
            for opinions in self.given.opinions:
                self.rows_1_and_2(opinions)
        if 3 in self.given.jobs:
            self.row_3()
        if 4 in self.given.jobs:
            self.row_4()
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print("medians of %d rounds, the sqlite3 shell %s; peak memory is counted from %.0f MiB, this script's own" %
              (self.given.rounds, subprocess.run(["sqlite3", "--version"], stdout=subprocess.PIPE).stdout.decode().split()[0], own))
        if own > PEAK_GOAL:
            die("this script took %.0f MiB itself, so the peaks above say nothing" % own)


def numbers(text):
    return [int(part) for part in text.split(",")]


def main(words):
    if "-h" in words or "--help" in words:
        print(__doc__)
        return
    parser = argparse.ArgumentParser(prog="run import", add_help=False, usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "bin" / "jointcase"))
    parser.add_argument("--opinions", type=numbers, default=[300000, 1000000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=numbers, default=[10, 100, 700])
    parser.add_argument("--xlsx", type=int, default=100000)
    parser.add_argument("--jobs", type=numbers, default=[1, 2, 3, 4])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=int, default=64)
    parser.add_argument("--keep")
    given = parser.parse_args(words)
    given.program, given.jobs = os.path.abspath(given.program), set(given.jobs)
    if not os.access(given.program, os.X_OK):
        die("there is no program %s; build it, or name it by --program" % given.program)
    if given.keep:
        return Bench(given, pathlib.Path(given.keep).resolve()).all()
    with tempfile.TemporaryDirectory(prefix="jointcase-bench-") as folder:
        Bench(given, pathlib.Path(folder)).all()
