#!/usr/bin/env python3
"""Runs the short path of README.md word for word: from an empty folder to the monthly report.

path.py PROGRAM. The commands are those of the block below the mark <!-- path -->, in an empty folder with the files of
examples/linxia/path; the sheet of opinions that the program makes is filled in here, as somebody would.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent
# what an office calls these files; in the repository names are ASCII, which every archiver and file system keeps
NAMES = {"roster.csv": "花名册.csv", "view.txt": "意见.txt"}
# before the command that begins so, it is this moment
CLOCK = [
    ("jointcase db init", "2020-02-03 09:00"),
    ("jointcase referral accept", "2020-02-04 09:00"),
    ("jointcase meeting convene", "2020-02-07 10:00"),
    ("jointcase meeting start", "2020-02-12 09:00"),
    ("jointcase opinion import --template", "2020-02-12 09:10"),
    ("jointcase meeting close", "2020-02-12 11:30"),
    ("jointcase minutes sign", "2020-02-13 15:00"),
    ("jointcase feedback give", "2020-02-17 10:00"),
    ("jointcase report", "2020-03-02 08:00"),
]


def commands():
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- path -->\n+```[a-z]*\n(.*?)```", text, re.S)
    assert block, "README.md has no block below <!-- path -->"
    return [re.sub(r"\s+# .*", "", line) for line in block.group(1).splitlines() if line.strip()]


def fill(workbook):
    """Writes a stance and an opinion into every empty row of the template: 同意, and a sentence that names the row."""
    with zipfile.ZipFile(workbook) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    shared = re.findall(r"<si>.*?</si>", parts["xl/sharedStrings.xml"].decode(), re.S)
    texts = ["".join(re.findall(r"<t[^>]*>(.*?)</t>", s, re.S)) for s in shared]
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    headings = {texts[int(value)]: column for column, value in re.findall(r'<c r="([A-Z]+)1"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)}
    stance = next(column for heading, column in headings.items() if heading.startswith("态度"))
    opinion = next(column for heading, column in headings.items() if heading.startswith("意见"))
    rows = 0

    def filled(match):
        nonlocal rows
        number, inside = match.group(1), match.group(2)
        if number == "1" or "<v>" not in inside:
            return match.group(0)
        rows += 1
        cells = {column: cell for cell, column in re.findall(r'(<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>))', inside)}
        for column, text in ((stance, "同意"), (opinion, f"转账记录与证言相互印证，同意承办人意见（{number}）。")):
            cells[column] = f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        return match.group(0).replace(inside, "".join(cells[column] for column in sorted(cells, key=lambda c: (len(c), c))))

    sheet = re.sub(r'<row r="(\d+)"[^>]*>(.*?)</row>', filled, sheet, flags=re.S)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return rows


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        for file in [*(SOURCE / "examples/linxia/path").iterdir(), SOURCE / "examples/linxia/offices.csv"]:
            (Path(folder) / NAMES.get(file.name, file.name)).write_bytes(file.read_bytes())
        env = {name: value for name, value in os.environ.items() if not name.startswith("JOINTCASE_")}
        env |= {"PATH": f"{Path(program).resolve().parent}:{env['PATH']}", "HOME": folder, "JOINTCASE_LANG": "zh"}
        lines = commands()
        for line in lines:
            env["JOINTCASE_AS_OF"] = next((at for start, at in CLOCK if line.startswith(start)), env.get("JOINTCASE_AS_OF", ""))
            done = subprocess.run(["bash", "-c", line], cwd=folder, env=env, capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"{line}\nexit {done.returncode}\n{done.stdout}{done.stderr}")
            if "--template" in line:
                assert fill(Path(folder) / "意见.xlsx") > 0, "the template has no row to fill in"
        shown = lambda *args: subprocess.run([program, *args], cwd=folder, env=env, capture_output=True, text=True, check=True).stdout.strip()
        assert shown("meeting", "show", "2020-7", "--fields", "state", "--csv").splitlines()[1] == "filed"
        assert shown("referral", "show", "2020-12", "--fields", "state", "--csv").splitlines()[1] == "answered"
        assert (Path(folder) / "月报.xlsx").stat().st_size > 0
        shown("audit", "verify")
        print(f"{len(lines)} commands of README.md, word for word")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
