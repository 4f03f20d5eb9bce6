# SPDX-License-Identifier: Apache-2.0
"""Holds the reports of a database against the oracle, cell by cell."""
import re

from oracle import Data, plain

AFTER = "2020-08-01T09:00:00+08:00"
# the period, as asked for and as the oracle has it; and what the reader's clock says
PERIODS = ([(f"2020-{month:02d}", AFTER) for month in range(1, 7)] + [(f"2019-{month:02d}", AFTER) for month in (1, 2, 12)]
           + [("2020Q1", AFTER), ("2020Q2", AFTER), ("2019Q4", AFTER), ("2020H1", AFTER), ("2019H2", AFTER), ("2019", AFTER), ("2020", AFTER), ("2020-02-10..2020-03-31", AFTER), ("2019-12-31..2020-01-01", AFTER)]
           + [("2020-03", "2020-03-31T12:00:00+08:00"), ("2020Q1", "2020-02-29T09:30:00+08:00"), ("2020", "2020-05-31T23:59:59+08:00")])
QUICK = [PERIODS[n] for n in (1, 4, 9, 12, 15, 16, 18, 19)]


def differences(report, tables, figures):
    """(table, row, column, ours, oracle) of each cell that differs, and how many were compared. Only tables that the program has."""
    compared, wrong = 0, []

    def check(*place, ours, theirs):
        nonlocal compared
        compared += 1
        if ours != theirs:
            wrong.append((*place, ours, theirs))

    for name, rows in report.items():
        if not re.fullmatch(r"T[1-9]\d?(_offices|_members)?", name):
            continue
        key = next(iter(tables[name][0])) if tables[name] else None
        ours, theirs = ([row[key] for row in table] for table in (rows, tables[name])) if key else (rows, [])
        check(name, "rows", "", ours=ours, theirs=theirs)
        for row, expected in zip(rows, tables[name]):
            shown = {column: value for column, value in row.items() if column not in ("no", "name")}
            for column in dict.fromkeys([*shown, *expected]):
                check(name, row[key], column, ours=shown.get(column, "missing"), theirs=plain(expected.get(column, "missing")))
    numbers = [sorted(float(n) for n in re.findall(r"\d+(?:\.\d+)?", sentence)) for sentence in report.get("sentences", [])]
    check("T0", "sentences", "", ours=numbers, theirs=[sorted(float(plain(n)) for n in of if n is not None) for table, of in figures if table in report and numbers])
    return compared, wrong


class Answers:
    """What the oracle says of one exported database, so far as it was asked."""

    def __init__(self, folder):
        self.data, self.known = Data(folder), {}

    def __call__(self, period, as_of, only):
        if (period, as_of, only) not in self.known:
            self.known[period, as_of, only] = self.data.report(period, as_of, only), self.data.figures(period, as_of)
        return self.known[period, as_of, only]


def examine(program, periods, answers, *only):
    """All reports of one database, or only some of their tables."""
    compared, wrong = 0, []
    tables = [word for table in only for word in ("--table", table)]
    for period, as_of in periods:
        words = ["--from", period[:10], "--to", period[12:]] if ".." in period else [period]
        report = program.json("report", *words, *tables, at=as_of, refused=(4,))
        if report is None:  # before the first record
            continue
        cells, found = differences(report, *answers(period, as_of, only))
        compared += cells
        wrong += [(period, as_of, *place) for place in found]
    return compared, wrong
