#!/usr/bin/env python3
"""Runs examples/linxia/month.sh and holds the report of February 2020 against expected.md, cell by cell, and its workbook
and page against the JSON. Usage: month.py PROGRAM"""
import json, os, re, subprocess, sys, tempfile

sys.dont_write_bytecode = True
source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(source, "tests/oracle"))
import formats

program = os.path.abspath(sys.argv[1])
failures, compared = [], 0


def check(place, expected, actual):
    global compared
    compared += 1
    if expected != actual:
        failures.append(f"{place}: expected {expected}, the program says {actual}")


def expected_tables():
    """The tables of expected.md by heading, each a list of rows of texts."""
    tables, heading = {}, None
    for line in open(os.path.join(source, "examples/linxia/expected.md"), encoding="utf-8"):
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        elif line.startswith("|") and heading:
            row = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(set(cell) <= set("-: ") for cell in row):
                tables.setdefault(heading, []).append(row)
    return tables


def shown(value):
    """A cell of the JSON as expected.md writes it, without its per cent sign."""
    if value is None:
        return "—"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def compare(name, rows, json_rows, skip_expected, skip_json):
    check(f"{name} rows", len(rows), len(json_rows))
    for row, record in zip(rows, json_rows):
        values = list(record.values())[skip_json:]
        texts = [text.rstrip("%") for text in row[skip_expected:]]
        check(f"{name} {row[0]} columns", len(texts), len(values))
        for (key, value), text in zip(list(record.items())[skip_json:], texts):
            check(f"{name} {row[0]} {row[1] if skip_expected > 1 else ''} {key}", text, shown(value))


def report(environment, *arguments):
    return subprocess.run([program, "report", "2020-02", *arguments], env=environment, check=True, capture_output=True).stdout


with tempfile.TemporaryDirectory() as folder:
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "JOINTCASE": program, "JOINTCASE_DB": folder + "/linxia.db", "JOINTCASE_LANG": "zh"}
    for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    subprocess.run([os.path.join(source, "examples/linxia/month.sh")], env=environment, check=True, stdout=subprocess.DEVNULL)
    environment |= {"JOINTCASE_CONFIG": folder + "/.jointcase.toml", "JOINTCASE_AS_OF": "2020-03-01T09:00:00+08:00"}
    result = json.loads(report(environment, "--json"))
    readings = formats.read_workbook(report(environment, "-f", "xlsx")), formats.read_page(report(environment, "-f", "html"))
    verified = subprocess.run([program, "audit", "verify"], env=environment, capture_output=True, text=True)
    check("audit verify", 0, verified.returncode)

tables = expected_tables()
for name in ("T1", "T2", "T6", "T7", "T8", "T11"):
    compare(f"{name} (a)", tables[f"{name} (a) 指标"][1:], result[name], 2, 2)
    compare(f"{name} (b)", tables[f"{name} (b) 分院（本期）"][1:], result[name + "_offices"], 1, 2)
for name, heading, count in (("T3", "提请事由", 12), ("T5", "焦点类型", 9), ("T10", "专项工作", 4)):
    compare(name, tables[f"{name} {heading}"][1 : count + 1], result[name], 1, 1)
compare("T4", tables["T4 院际互助矩阵"][1:11], result["T4"], 1, 2)
figures = " ".join(result["sentences"])
for sentence, figure, _ in tables["T0 概览"][1:]:
    number = re.match(r"[0-9.]+%?", figure).group()
    check(f"T0 {sentence}", True, re.search(rf"(?<![0-9.]){re.escape(number)}(?![0-9])", figures) is not None)

labels = {}
for reading in readings:
    cells, different = formats.hold(result, reading, labels)
    compared += cells
    failures += [f"{' '.join(map(str, place))}: expected {theirs}, the program says {ours}" for *place, ours, theirs in different]

for failure in failures:
    print(failure)
print(f"{compared} cells compared, {len(failures)} differ")
sys.exit(1 if failures else 0)
