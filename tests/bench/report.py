# SPDX-License-Identifier: Apache-2.0
"""The yardstick of `jointcase report`: report.sql for a period, and whether it counts what the program does."""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
# What stands behind the year: its first month, and of how many it is.
PARTS = {form % (n + 1) if form else "": (n * length, length) for form, length in (("-%02d", 1), ("Q%d", 3), ("H%d", 6), ("", 12)) for n in range(12 // length)}
SETTINGS = {"decision_days": "rules.request_decision_days", "young": "report.age_bands.young", "middle": "report.age_bands.middle", "held_before": "meeting.held_before"}


def spans(period):
    """The span of a period and those it is compared with: their first days, and the first after each. None for any other word."""
    year, part = period[:4], period[4:]
    if not re.fullmatch(r"\d{4}", year) or part not in PARTS:
        return None
    january, (month, length) = 12 * int(year), PARTS[part]
    first = january + month
    end = first + length
    months = {"current": (first, end), "previous": (first - length, first), "year_to_date": (january, end), "last_year": (first - 12, end - 12)}
    return {span: tuple("%04d-%02d-01" % (month // 12, month % 12 + 1) for month in ends) for span, ends in months.items()}


def script(of, settings):
    """report.sql, told the spans and the values of the configuration by their keys."""
    lines = ["create temp table span (name text, since text, until text);"]
    lines += ["insert into span values ('%s', '%s', '%s');" % (span, *ends) for span, ends in of.items()]
    lines += [".parameter set $%s %s" % (name, settings[key].replace("none", "null")) for name, key in SETTINGS.items()]
    with open(os.path.join(HERE, "report.sql"), encoding="utf-8") as file:
        return "\n".join([*lines, file.read()])


def counted(text):
    """What report.sql printed: each figure by table, row, column and span. Every select has a heading."""
    cells, columns = {}, []
    for line in text.splitlines():
        table, span, row, *figures = line.split("|")
        if table == "table":
            columns = figures
        elif columns == ["column", "figure"]:
            cells[table, row, figures[0], span] = float(figures[1])
        else:
            cells.update({(table, row, column, span): float(figure) if figure else None for column, figure in zip(columns, figures)})
    return cells


def reported(document):
    """The same of the report as JSON, in English. Of a table with rows of its own, the spans hold its count."""
    cells = {("T0", "total", "so_far", "current"): int(re.search(r"\((\d+)", document["sentences"][0])[1])}
    for name, rows in document.items():
        table = name.split("_")[0]  # T1_offices
        for row in rows if re.fullmatch(r"T\d+", table) else ():
            (first, key), *figures = [(column, cell) for column, cell in row.items() if column not in ("no", "name") and not column.endswith("_change")]
            for column, figure in figures:
                if column not in ("current", "previous", "year_to_date", "last_year"):
                    cells[table, key, column, "current"] = figure
                elif first == "indicator":
                    cells[table, "total", key, column] = figure
                else:
                    cells[table, key, "count", column] = figure
    return cells


def differences(ours, theirs):
    """The cells that differ, with the figures of both. For what is 0 or a rate of nothing, report.sql needs no row."""
    theirs = {**{cell: figure for cell, figure in ours.items() if not figure}, **theirs}
    both = [(*cell, ours.get(cell, "no such cell"), theirs.get(cell, "no row")) for cell in sorted({**ours, **theirs})]
    return [(*cell, mine, counted) for *cell, mine, counted in both if mine != counted]
