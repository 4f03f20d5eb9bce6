# SPDX-License-Identifier: Apache-2.0
"""Holds the reports of a database against the oracle, cell by cell."""
import itertools
import re

from oracle import Data, plain

AFTER = "2020-08-01T09:00:00+08:00"
# the period, as asked for and as the oracle has it; and what the reader's clock says
PERIODS = ([(f"2020-{month:02d}", AFTER) for month in range(1, 7)] + [(f"2019-{month:02d}", AFTER) for month in (1, 2, 12)]
           + [("2020Q1", AFTER), ("2020Q2", AFTER), ("2019Q4", AFTER), ("2020H1", AFTER), ("2019H2", AFTER), ("2019", AFTER), ("2020", AFTER), ("2020-02-10..2020-03-31", AFTER), ("2019-12-31..2020-01-01", AFTER)]
           + [("2020-03", "2020-03-31T12:00:00+08:00"), ("2020Q1", "2020-02-29T09:30:00+08:00"), ("2020", "2020-05-31T23:59:59+08:00")])
QUICK = [PERIODS[n] for n in (1, 4, 9, 12, 15, 16, 18, 19)]


class Ledger:
    """How much was compared, and what differs."""

    def __init__(self):
        self.compared, self.wrong = 0, []

    def check(self, *place, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.wrong.append((*place, ours, theirs))


def differences(report, tables, figures):
    """(table, row, column, ours, oracle) of each cell that differs, and how many were compared."""
    ledger = Ledger()
    for name in dict.fromkeys([*tables, *(name for name in report if re.fullmatch(r"T\d+(_\w+)?|trend", name))]):
        rows, expected_rows = report.get(name, []), tables.get(name, [])
        ledger.check(name, "rows", "", ours=[next(value for column, value in row.items() if column != "no") for row in rows], theirs=[next(iter(row.values())) for row in expected_rows])
        for row, expected in zip(rows, expected_rows):
            shown = {column: value for column, value in row.items() if column not in ("no", "name")}
            for column in dict.fromkeys([*shown, *expected]):
                ledger.check(name, next(iter(expected.values())), column, ours=shown.get(column, "missing"), theirs=plain(expected.get(column, "missing")))
    said = [sorted(re.findall(r"\d+(?:\.\d+)?|\*", sentence)) for sentence in report.get("sentences", [])]
    for number, (ours, theirs) in enumerate(itertools.zip_longest(said, figures) if figures else (), 1):
        ledger.check("T0", number, "", ours=ours, theirs=sorted(str(plain(number)) for number in theirs or () if number is not None))
    return ledger.compared, ledger.wrong


class Answers:
    """What the oracle says of one exported database, so far as it was asked."""

    def __init__(self, folder):
        self.data, self.known = Data(folder), {}

    def __call__(self, period, as_of, office, public, only):
        asked = period, as_of, office, public, only
        if asked not in self.known:
            self.known[asked] = self.data.report(*asked), [] if only else self.data.figures(period, as_of, office, public)
        return self.known[asked]


def examine(program, periods, answers, *only):
    """All reports of one database, or only some of their tables: of all, of one office after the other, in a year of each, where
    people move; and of either for publicity."""
    compared, wrong = 0, []
    offices = sorted(answers.data.offices)
    tables = [word for table in only for word in ("--table", table)]
    for number, (period, as_of) in enumerate(periods):
        words = ["--from", period[:10], "--to", period[12:]] if ".." in period else [period]
        one = offices[number % len(offices)]
        for office, public in ((None, False), *((each, False) for each in (offices if len(period) == 4 else (one,))), (None, True), (one, True)):
            options = [*(["--office", office] if office else []), *(["--public"] if public else [])]
            report = program.json("report", *words, *options, *tables, at=as_of, refused=() if options else (4,))
            expected, figures = answers(period, as_of, office, public, only)
            if report is None:  # before the first record, where there is nothing to count
                wrong += [(period, as_of, name, "", "", "refused", rows) for name, rows in expected.items() if any(isinstance(value, int) and value for row in rows for value in row.values())]
                break
            cells, found = differences(report, expected, figures)
            compared += cells
            wrong += [(" ".join([period, *options]), as_of, *place) for place in found]
    return compared, wrong
