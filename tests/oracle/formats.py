# SPDX-License-Identifier: Apache-2.0
"""Reads the workbook and the page of a report back, by nothing of the program, and holds every cell, chart and sentence of
them against its JSON; and what a printer, a reader of the screen and one without a network need of them."""
import collections
import html.parser
import io
import itertools
import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile

from compare import Ledger

# What either says: the headings and rows of each table are texts as people see them, charts are by the table they belong to.
Reading = collections.namedtuple("Reading", "sentences record tables charts figures faults")
Sheet = collections.namedtuple("Sheet", "headings rows")
Chart = collections.namedtuple("Chart", "title unit drawn description place")

# The rows of which a table's chart shows the count, from the top, where they are not all but the totals.
CHARTED = {"T1": ("2", "3", "4"), "T6": ("2", "3", "4", "5"), "T8": ("12", "11", "10")}
CODED = ("indicator", "reason", "kind", "campaign", "section")


# --- the workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def place(reference):
    """The column and row of C7, both numbers."""
    letters, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(row)


class Workbook:
    def __init__(self, content):
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.strings = ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in self.xml("xl/sharedStrings.xml")]
        styles = self.xml("xl/styles.xml")
        codes = {item.get("numFmtId"): item.get("formatCode") for item in styles.iter(MAIN + "numFmt")}
        self.formats = [codes.get(item.get("numFmtId"), "General") for item in styles.find(MAIN + "cellXfs")]
        book, targets = self.xml("xl/workbook.xml"), self.relations("xl/workbook.xml")
        self.sheets = [(item.get("name"), targets[item.get(RELATION + "id")]) for item in book.iter(MAIN + "sheet")]
        self.print_titles = {int(item.get("localSheetId")): item.text for item in book.iter(MAIN + "definedName") if item.get("name") == "_xlnm.Print_Titles"}

    def xml(self, path):
        return ElementTree.fromstring(self.zip.read(path))

    def relations(self, path):
        """Where the parts are that a part names by id."""
        folder, name = posixpath.split(path)
        file = f"{folder}/_rels/{name}.rels"
        return {item.get("Id"): posixpath.normpath(posixpath.join(folder, item.get("Target"))) for item in self.xml(file)} if file in self.zip.namelist() else {}

    def shown(self, cell):
        """The text that a cell shows."""
        value = None if cell is None else cell.find(MAIN + "v")
        if value is None:
            return ""
        if cell.get("t") == "s":
            return self.strings[int(value.text)]
        shown = {"0": "{:.0f}", "0.0": "{:.1f}"}[self.formats[int(cell.get("s"))]].format(float(value.text))
        return shown if float(shown) == float(value.text) else value.text  # nothing is rounded away

    def charts(self, name, path, cells, hidden):
        """Of a sheet: each with its bars out of the cells of its ranges, and what it keeps of them itself."""
        for drawing in (target for target in self.relations(path).values() if "/drawings/" in target):
            for anchor in self.xml(drawing):
                chart = self.xml(self.relations(drawing)[next(anchor.iter(CHART + "chart")).get(RELATION + "id")])
                ranges, kept = [], []
                for part in (next(chart.iter(CHART + axis)) for axis in ("cat", "val")):
                    sheet, first, last = re.fullmatch(r"'(.*)'!([^:]+):?(.*)", next(part.iter(CHART + "f")).text).groups()
                    (column, top), (end, bottom) = place(first), place(last or first)
                    ranges.append([(column, row) for row in range(top, bottom + 1)] if (sheet, column) == (name, end) else [])
                    kept.append([point.find(CHART + "v").text for point in part.iter(CHART + "pt")])
                title = "".join(text.text for text in next(chart.iter(CHART + "title")).iter(TEXT))
                columns = tuple(stands[0][0] if stands else None for stands in ranges)
                yield Chart(*re.fullmatch(r"(.*?)(?: \(单位：(.*)\))?", title).groups(), [tuple(self.shown(cells.get(cell)) for cell in bar) for bar in itertools.zip_longest(*ranges)], None,
                            {"kept": list(zip(*kept)), "columns": "hidden" if hidden.issuperset(columns) else columns, "row": int(anchor.find(f"{DRAWING}from/{DRAWING}row").text)})


def read_workbook(content):
    book = Workbook(content)
    sentences, record, tables, charts, faults = [], [], {}, {}, []
    for number, (name, path) in enumerate(book.sheets):
        sheet = book.xml(path)
        setup, fit = sheet.find(MAIN + "pageSetup"), sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
        if setup is None or fit is None or (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight"), fit.get("fitToPage")) != ("9", "landscape", "0", "1"):
            faults.append(f"{name} is not printed across on A4, as wide as a page")
        hidden = {column for item in sheet.iter(MAIN + "col") if item.get("hidden") == "1" for column in range(int(item.get("min")), int(item.get("max")) + 1)}
        cells = {place(cell.get("r")): cell for cell in sheet.iter(MAIN + "c")}
        width = max((column for column, _ in cells if column not in hidden), default=0)
        rows = [[book.shown(cells.get((column, row))) for column in range(1, width + 1)] for row in range(1, max(row for _, row in cells) + 1)]
        if number == 0:
            sentences = [row[0] for row in rows[1:] if not row[1]]
            record = [tuple(row) for row in rows[1:] if row[1]]
            continue
        tables[name] = Sheet(rows[0], rows[1:])
        charts[name] = list(book.charts(name, path, cells, hidden))
        pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        if pane is None or (pane.get("state"), pane.get("ySplit"), pane.get("xSplit"), pane.get("topLeftCell")) != ("frozen", "1", None, "A2"):
            faults.append(f"the headings of {name} do not stand still")
        if book.print_titles.get(number) != f"'{name}'!$1:$1":
            faults.append(f"the headings of {name} are not printed on every page")
    return Reading(sentences, record, tables, charts, None, faults)


# --- the page

class Tree(html.parser.HTMLParser):
    """The elements of a page, which must be closed in their order."""

    def __init__(self, page):
        super().__init__()
        self.builder, self.open = ElementTree.TreeBuilder(), []
        self.feed(page)
        self.root = self.builder.close()

    def handle_starttag(self, tag, attrs):
        self.builder.start(tag, dict(attrs))
        if tag in ("meta", "br"):
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.builder.start(tag, dict(attrs))
        self.builder.end(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes something else"
        self.builder.end(tag)

    def handle_data(self, data):
        self.builder.data(data)


def said(element):
    return "".join(element.itertext()).strip()


def faults_of_page(root):
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    faults = [f"the id {name} is there {count} times" for name, count in collections.Counter(ids).items() if count > 1]
    for element in root.iter():
        if element.tag in ("script", "link", "img", "image", "iframe", "object", "embed", "use", "form", "base", "video", "audio"):
            faults.append(f"there is a <{element.tag}>")
        for name, value in element.items():
            if name.startswith("on") or name in ("src", "srcset", "style", "action", "xlink:href") or name == "href" and value.lstrip("#") not in ids:
                faults.append(f"{element.tag} has {name}={value}")
    style = "".join(root.find("head/style").itertext())
    if re.search(r"@import|url\(", style):
        faults.append("the style is not all in the page")
    for what in ("@media print", "prefers-color-scheme: dark", "size: A4 landscape", "table-header-group", "break-inside: avoid"):
        if what not in style:
            faults.append(f"the style has no {what}")
    if "default-src 'none'; style-src 'unsafe-inline'" not in [meta.get("content") for meta in root.iter("meta")]:
        faults.append("the page may load something")
    return faults


def read_page(content):
    root = Tree(content.decode()).root
    main, faults = root.find("body/main"), faults_of_page(root)
    tables, charts = {}, {}
    for section in main.iter("section"):
        name = said(section.find("h2"))
        tables[name] = Sheet([said(cell) for cell in section.findall(".//thead/tr/th")], [[said(cell) for cell in row] for row in section.findall(".//tbody/tr")])
        charts[name] = []
        for figure in section.iter("figure"):
            caption, drawing = figure.find("figcaption"), figure.find("svg")
            title, description = drawing.find("title"), drawing.find("desc")
            if drawing.get("role") != "img" or drawing.get("aria-labelledby") != f"{title.get('id')} {description.get('id')}" or said(title) != caption.text:
                faults.append(f"the chart {caption.text} is not named by its title and description")
            unit = caption.find("span")
            texts = [said(text) for text in drawing.iter("text")]
            charts[name].append(Chart(said(title), unit is not None and said(unit).removeprefix("单位："), texts, said(description), None))
    figures = [(said(figure.find("dt")), said(figure.find("dd"))) for figure in main.findall("dl[@class='figures']/div")]
    record = main.find("dl[@class='record']")
    return Reading([said(p) for p in main.findall("div[@class='sentences']/p")], list(zip(map(said, record.iter("dt")), map(said, record.iter("dd")))), tables, charts, figures, faults)


# --- against the JSON

def text_of(value):
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def bars_of(name, rows):
    """The rows that a chart of the table shows, by number, and their counts."""
    if name in CHARTED:
        return [(number, rows[number]["current"]) for no in CHARTED[name] for number, row in enumerate(rows) if row["no"] == no]
    count = {"T3": "current", "T4": "total", "T5": "current", "T10": "current", "trend": "meetings"}.get(name)
    return [(number, row[count]) for number, row in enumerate(rows) if next(iter(row.values())) not in ("total", "distinct")] if count else []


def hold_cells(ledger, name, rows, sheet, labels):
    ledger.check(name, "rows", "", ours=len(sheet.rows), theirs=len(rows))
    for row, cells in zip(rows, sheet.rows):
        ledger.check(name, cells[0], "columns", ours=(len(cells), len(sheet.headings)), theirs=(len(row), len(row)))
        for (column, value), cell in zip(row.items(), cells):
            if column in CODED or value == "total":  # a word for each code, the same wherever it stands
                value = labels.setdefault((name, column, value), cell or "missing")
            if value is None and cell == "—":  # there is nothing to divide by
                value = "—"
            ledger.check(name, cells[0], column, ours=cell, theirs=text_of(value))


def hold_chart(ledger, name, rows, sheet, chart):
    numbers = bars_of(name, rows)
    label = (lambda cells: f"{cells[0]} {cells[1]}") if name == "T4" else (lambda cells: cells[1]) if name in CHARTED else (lambda cells: cells[0])
    bars = [(label(sheet.rows[number]), count) for number, count in numbers]
    if chart.description is None:
        bars = [(label, str(count)) for label, count in bars]
        ledger.check(name, "chart", "bars", ours=chart.drawn, theirs=bars)
        ledger.check(name, "chart", "kept", ours=chart.place["kept"], theirs=bars)
        # the ages stand in their table the other way round, the sums of the matrix beside other names
        ledger.check(name, "chart", "columns", ours=chart.place["columns"], theirs="hidden" if name in ("T4", "T8") else (2, 3) if name in CHARTED else (1, 2))
        ledger.check(name, "chart", "below the table", ours=chart.place["row"] > len(rows), theirs=True)
        return
    if name == "T4":
        across = [heading for heading in rows[0] if heading.isdigit() or heading == "outside"]
        word = {"outside": sheet.headings[list(rows[0]).index("outside")]}
        lines = [[(word.get(other, other), rows[number][other]) for other in across] for number, _ in numbers]
        description = [f"{name}：{'，'.join(f'{other} {count}' for other, count in line if count)} {chart.unit}" for (name, _), line in zip(bars, lines) if any(count for _, count in line)]
        drawn = [other for other, _ in lines[0]] + [text for (name, _), line in zip(bars, lines) for text in (name, *(str(count) for _, count in line if count))]
    else:
        description = [f"{name} {count} {chart.unit}" for name, count in bars]
        drawn = [text for name, count in bars for text in (name, str(count))]
    ledger.check(name, "chart", "description", ours=chart.description, theirs="；".join(description) or f"0 {chart.unit}")
    if name == "trend":  # only some of the months are named
        ledger.check(name, "chart", "drawn", ours=[text for text in chart.drawn if text.isdigit()], theirs=[str(count) for _, count in bars])
        return
    whole = [full if text.endswith("…") and full.startswith(text[:-1]) else text for text, full in itertools.zip_longest(chart.drawn, drawn, fillvalue="")]
    ledger.check(name, "chart", "drawn", ours=whole, theirs=drawn)


def hold(report, reading, labels, drawn=True):
    """How much was compared, and (table, row, column, what is said, what the JSON has) where they differ. `labels` are the words of
    the codes, so far as something else of the same report was read; nothing is drawn for publicity."""
    ledger = Ledger()
    ledger.check("T0", "sentences", "", ours=reading.sentences, theirs=report["sentences"])
    record = {name: value for name, value in report.items() if not isinstance(value, list)}
    record["as_of"] = record["as_of"][:16].replace("T", " ")
    ledger.check("record", "fields", "", ours=len(reading.record), theirs=len(record))
    for (name, value), (_, cell) in zip(record.items(), reading.record):
        ledger.check("record", name, "", ours=cell, theirs=labels.setdefault(value, cell) if name == "office" else text_of(value))
    parts = {name: rows for name, rows in report.items() if isinstance(rows, list) and rows and name != "sentences"}
    ledger.check("tables", "", "", ours=len(reading.tables), theirs=len(parts))
    for (name, rows), (title, sheet) in zip(parts.items(), reading.tables.items()):
        ledger.check(name, "title", "", ours=title, theirs=labels.setdefault(name, title))
        hold_cells(ledger, name, rows, sheet, labels)
        ledger.check(name, "charts", "", ours=len(reading.charts[title]), theirs=int(drawn and bool(bars_of(name, rows))))
        for chart in reading.charts[title]:
            ledger.check(name, "chart", "title", ours=(chart.title, chart.unit), theirs=labels.setdefault((name, "chart"), (chart.title, chart.unit)))
            hold_chart(ledger, name, rows, sheet, chart)
    if drawn and reading.figures is not None:
        t1, t5, t8 = ({next(value for column, value in row.items() if column != "no"): row for row in report[name]} for name in ("T1", "T5", "T8"))
        figures = [t1["meetings"]["current"], t1["cases"]["current"], t1["attendances"]["current"], t5["total"]["opinions"], t5["total"]["adoption_rate"], t8["members"]["current"]]
        ledger.check("key figures", "", "", ours=[figure for _, figure in reading.figures], theirs=["—" if figure is None else text_of(figure) for figure in figures])
    ledger.check("faults", "", "", ours=reading.faults, theirs=[])
    return ledger.compared, ledger.wrong


def examine(program, *reports):
    """The workbook and the page of each report, which is a period, a reader's clock and options."""
    compared, wrong = 0, []
    for period, as_of, *options in reports:
        report, labels = program.json("report", period, *options, at=as_of), {}
        for form, read in (("xlsx", read_workbook), ("html", read_page)):
            cells, found = hold(report, read(program.output("report", period, *options, "-f", form, at=as_of)), labels, drawn="--public" not in options)
            compared += cells
            wrong += [(" ".join([period, *options, "-f", form]), as_of, *place) for place in found]
    return compared, wrong
