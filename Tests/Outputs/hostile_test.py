"""A county of hostile names through every output: PLANNER=program BROWSER=chromium python hostile_test.py

Every category of Unicode before and behind everything that means something in HTML, XML, CSV, JSON, calendars, terminals
and paths stands in the names of a sample's units, roads, places, people, crews, shifts and bases. The texts are made here, with
Python's own tables of Unicode. Nothing of them may run, break a document, become a formula, or leave its folder.
"""
import csv
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import xml.parsers.expat
from pathlib import Path

import icalendar
import openpyxl
from playwright.sync_api import sync_playwright

PLANNER = os.environ["PLANNER"]
CORES = [
    "<", ">", "&", '"', "'", "\r", "\n", "\r\n", "\u2028", "\u2029", "\\", ",", "]]>", "--", "&lt;", "&#60;", "${hit()}",
    "</script><script>hit()</script>", "</style><script>hit()</script>", "<!--<script>", "-->", "<img src=x onerror=hit()>",
    '"onmouseover="hit()', "<svg onload=hit()>", "javascript:hit()", "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "'=1+1",
    "＝1+1", '=HYPERLINK("http://127.0.0.1")', "../../x", "/etc/x", "..", "a/b", "\\..\\x", "\x1b[2J", "\x9b2J",
    "END:VEVENT\r\nBEGIN:VEVENT", "{{title}}", "{\"a\":1}",
]


def neighbours():
    """A scalar of every general category, those that join what is beside them, and the odd ones."""
    first = {}
    for value in itertools.chain(range(0x20, 0xD800), range(0xE000, 0x110000)):
        first.setdefault(unicodedata.category(chr(value)), chr(value))
    joining = "\u0301\u0600\u200b\u200d\u202e\ufe0f\ufeff\U0001f3fb\U0001f1e8\u1100\u0903\ufdd0\uffff\x85\x7f"
    return [""] + sorted(first.values()) + list(joining)


NAMES = [text for core in CORES for near in neighbours() for text in (near + core, core + near, near + core + near)]
# The workbook's own sums begin with a function or a fixed cell, and hold cells, also of another of its sheets, numbers, empty
# texts, and four functions that only count.
SHEET = r"'((?:[^']|'')+)'!"
OWN_FORMULA = re.compile(
    rf"=(?=\$|IF|SUM)(?:(?:IF|SUM|SUMPRODUCT|COUNTIF)\(|{SHEET}|\$?[A-Z]+\$?\d+|\d+|\"\"|[-:,()*/<>=+])+")
# Elements that run or load something, and attributes that do.
LIVE = """() => ({
    scripts: document.querySelectorAll('script').length,
    others: document.querySelectorAll('iframe, object, embed, link, base, form, image, img:not(#map img), foreignObject').length,
    handlers: [...document.querySelectorAll('*')].filter((e) => e.getAttributeNames().some((n) => n.startsWith('on'))).length,
    links: [...document.querySelectorAll('[href], [src]')].map((e) => e.getAttribute('href') || e.getAttribute('src'))
        .filter((url) => /^\\s*javascript:/i.test(url)).length,
    title: document.title,
})"""


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = Path(cls.folder.name) / "a" / "b" / "c"
        cls.home.mkdir(parents=True)
        cls.runs = {}
        cls.run_planner("synth", "--preset", "huaiyang", "--out", "plain")
        cls.run_planner("plan", "plain", "--out", "plain-plan")
        cls.run_planner("map", "plain-plan", "--out", "plain-maps")
        cls.used = cls.spoil()
        cls.outputs()
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.folder.cleanup()

    @classmethod
    def run_planner(cls, *arguments):
        run = subprocess.run([PLANNER, *arguments], cwd=cls.home, capture_output=True, timeout=900)
        cls.runs[arguments] = run
        if run.returncode not in (0, 1):
            sys.exit(f"{arguments}: {run.returncode} {run.stderr.decode()[-600:]}")
        return run

    # The county.

    @classmethod
    def spoil(cls):
        """The sample with hostile names and ids."""
        names = itertools.cycle(NAMES)
        used = set()

        def text():
            used.add(name := next(names))
            return name

        plain, out = cls.home / "plain", cls.home / "county"
        out.mkdir()
        ids = {}

        def ident(kind, old):
            """Another id for each, apart from blanks, marks before formulas, and what lists of ids are split at."""
            known = ids.setdefault(kind, {})
            if old not in known:
                name = f"{text()}{len(known)}".replace(";", "").replace("\0", "")
                # Cells are read without blanks and marks of no width around them.
                while not name[0].isprintable() or name[0].isspace():
                    name = name[1:]
                known[old] = name
            return known[old]

        for file in sorted(plain.glob("*.geojson")):
            layer = json.loads(file.read_text())
            for feature in layer["features"]:
                properties = feature["properties"]
                feature.pop("id", None)
                if "name" in properties:
                    properties["name"] = text()
                if file.stem in ("bases", "checkpoints"):
                    properties["id"] = ident(file.stem, properties["id"])
            (out / file.name).write_text(json.dumps(layer, ensure_ascii=False))
        shifts = {name: ident("shifts", name) for name in ("day", "evening", "night")}
        for file in sorted(plain.glob("*.csv")):
            with open(file, newline="") as source, open(out / file.name, "w", newline="") as target:
                rows = list(csv.reader(source))
                writer = csv.writer(target)
                writer.writerow(rows[0])
                for row in rows[1:]:
                    row[0] = ident(file.stem, row[0])
                    if file.stem == "crews":
                        row[1] = ident("bases", row[1])
                        row[2] = ";".join(shifts[name] for name in row[2].split(";"))
                    writer.writerow(row)
        scenario = (plain / "scenario.yaml").read_text()
        for old, new in shifts.items():
            scenario = re.sub(rf"\b{old}: (\"[0-9:-]+\")", lambda m: f"{cls.yaml(new)}: {m[1]}", scenario)
            scenario = re.sub(rf"(?<=[\[ ]){old}(?=[,\]])", lambda m: cls.yaml(new), scenario)
        scenario = re.sub(r"^title: .*$", lambda m: f"title: {cls.yaml(CORES[17])}", scenario, flags=re.M)
        (out / "scenario.yaml").write_text(scenario)
        (out / "policy.yaml").write_text((plain / "policy.yaml").read_text())
        return used

    @staticmethod
    def yaml(text):
        """JSON's strings are YAML's, but for pairs of surrogates."""
        signs = (json.dumps(sign)[1:-1] if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}" for sign in text)
        return '"' + "".join(signs) + '"'

    @classmethod
    def outputs(cls):
        cls.before = cls.around()
        run = cls.run_planner
        run("plan", "county", "--out", "plan")
        with open(cls.home / "plan" / "roster.csv", encoding="utf-8-sig", newline="") as file:
            duty = next(csv.DictReader(file))
        sick = duty["staff_id"]
        if sick.startswith("'"):
            sick = sick[1:]
        run("roster", "plan", "--sick", f"{sick}@{duty['date']}", "--json")
        run("map", "plan", "--out", "maps")
        run("map", "plan", "--boards", "--cards", "--out", "boards")
        for form in ("gpkg", "geojson", "csv", "fgb", "shp"):
            run("export", "plan", "--format", form, "--out", f"export.{form}" if form == "gpkg" else f"export-{form}")
        with open(cls.home / "plan" / "assignments.csv", encoding="utf-8-sig", newline="") as file:
            township = next(csv.DictReader(file))["township_code"]
        run("export", "plan", "--format", "kml", "--township", township, "--out", "part.kml")
        run("gaps", "plan", "--out", "gaps")
        run("gaps", "plan", "--json")
        run("assign", "plan", "--explain", "all", "--json")
        run("assign", "county", "--curve", "60", "--out", "rooms")
        run("audit", "plan", "--policy", "county/policy.yaml", "--junit", "audit.xml")
        run("audit", "plan", "--policy", "county/policy.yaml", "--json")
        run("compare", "plan", "plan", "--json")
        run("compare", "plan", "plan")
        run("check", "county", "--json")
        run("locate", "county/checkpoints.geojson", "--in", "plan", "--out", "located.csv")
        run("patrol", "plan", "--seed", "3")
        run("refresh", "plan", "--out", "fresh")
        cls.after = cls.around()

    @classmethod
    def around(cls):
        """All that lies outside of what verbs were told to write."""
        top = Path(cls.folder.name)
        return sorted(str(path.relative_to(top)) for folder in (top, top / "a", top / "a" / "b") for path in folder.iterdir())

    def files(self, pattern):
        found = [path for path in self.home.rglob(pattern) if not str(path.relative_to(self.home)).startswith("plain")]
        self.assertGreater(len(found), 0, pattern)
        return found

    # What may not happen.

    def test_there_are_enough_names_and_they_come_out(self):
        self.assertGreater(len(self.used), 2000)
        page = (self.home / "plan" / "report.html").read_text()
        self.assertIn("hit()", page)

    def test_nothing_lies_outside(self):
        self.assertEqual(self.before, self.after)
        known = {"plain", "plain-plan", "plain-maps", "county", "plan", "maps", "boards", "export.gpkg", "export-geojson", "export-csv",
                 "export-fgb", "export-shp", "part.kml", "gaps", "rooms", "audit.xml", "located.csv", "fresh"}
        self.assertEqual({path.name for path in self.home.iterdir()} - known, set())

    def live(self, page, path):
        """What is live on a page, and what it tried: scripts that were blocked, and addresses that it asked for."""
        tried = []
        page.on("console", lambda message: tried.append(message.text))
        page.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or tried.append(request.url))
        page.on("dialog", lambda dialog: (tried.append(dialog.message), dialog.dismiss()))
        page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
        page.goto(path.as_uri())
        found = page.evaluate(LIVE)
        title = found.pop("title")
        return found, tried, page.evaluate("window.hits"), title

    def test_no_page_runs_anything(self):
        for name in ("report.html", "sheets.html"):
            pages = []
            for plan in ("plain-plan", "plan", "fresh"):
                page = self.browser.new_page()
                pages.append(self.live(page, self.home / plan / name)[:3])
                if name == "report.html":
                    # Names come out in lists, in the search and in the panel.
                    for key in range(40):
                        page.keyboard.press("Tab")
                        if key % 4 == 3:
                            page.keyboard.press("Enter")
                    for query in ("<", "hit", "=", "&"):
                        search = page.locator("input[type=search], #search").first
                        if search.count():
                            search.fill(query)
                            page.wait_for_timeout(100)
                    found = page.evaluate(LIVE)
                    found.pop("title")
                    self.assertEqual(found["scripts"], pages[0][0]["scripts"])
                    self.assertEqual((found["handlers"], found["links"], page.evaluate("window.hits")), (0, 0, 0))
                page.close()
            self.assertEqual(pages[1], pages[0], name)
            self.assertEqual(pages[2], pages[0], name)
            self.assertEqual(pages[0][1:], ([], 0))

    def test_no_map_sheet_runs_anything(self):
        page = self.browser.new_page()
        sheets = self.files("*.svg") + self.files("cards.*.html")
        for sheet in sheets:
            self.assertEqual(sum(1 for _ in re.finditer(r"(?i)<\s*(script|foreignObject|image|a)\b", sheet.read_text())), 0)
        for sheet in sheets[::max(1, len(sheets) // 60)]:
            found, tried, hits, _ = self.live(page, sheet)
            self.assertEqual((set(found.values()), tried, hits), ({0}, [], 0), sheet.name)
        page.close()

    def test_all_xml_is_well_formed(self):
        count = 0
        for pattern in ("*.svg", "*.gpx", "*.kml", "*.xml"):
            for path in self.files(pattern):
                parser = xml.parsers.expat.ParserCreate()
                parser.Parse(path.read_bytes(), True)
                count += 1
        self.assertGreater(count, 100)

    def test_calendars_hold_their_duties_and_no_more(self):
        with open(self.home / "fresh" / "roster.csv", encoding="utf-8-sig", newline="") as file:
            duties = len(list(csv.DictReader(file)))
        for path in self.files("*.ics"):
            data = path.read_bytes()
            self.assertTrue(data.endswith(b"\r\n"))
            for line in data[:-2].split(b"\r\n"):
                self.assertLessEqual(len(line), 75, path.name)
                self.assertNotRegex(line, rb"[\x00-\x08\x0a-\x1f\x7f]")
            calendar = icalendar.Calendar.from_ical(data)
            events = [event for event in calendar.walk("VEVENT") if event.get("STATUS") != "CANCELLED"]
            self.assertEqual(data.count(b"\r\nBEGIN:VEVENT\r\n"), len(calendar.walk("VEVENT")))
            if path == self.home / "fresh" / "roster.ics":
                self.assertEqual(len(events), duties)

    def test_no_cell_is_a_formula(self):
        cells = 0
        for path in self.files("*.csv"):
            if path.parent.name == "county":
                continue
            with open(path, encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file):
                    for cell in row:
                        cells += 1
                        live = cell != "" and cell[0] in "=@\t\r\n＝＋－＠+-"
                        self.assertFalse(live and not re.fullmatch(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?", cell), f"{path.name}: {cell!r}")
        self.assertGreater(cells, 10_000)
        for path in self.files("*.xlsx"):
            book = openpyxl.load_workbook(path)
            for sheet in book:
                for cell in itertools.chain.from_iterable(sheet.iter_rows()):
                    self.assertIsNone(cell.hyperlink)
                    if cell.data_type == "f":
                        label = f"{path.name} {sheet.title}: {cell.value}"
                        self.assertTrue(OWN_FORMULA.fullmatch(cell.value), label)
                        named = {name.replace("''", "'") for name in re.findall(SHEET, cell.value)}
                        self.assertLessEqual(named, set(book.sheetnames), label)

    def test_json_is_json_and_terminals_are_safe(self):
        for arguments, run in self.runs.items():
            for stream in (run.stdout, run.stderr):
                text = stream.decode("utf-8")
                self.assertNotRegex(text, r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", f"{arguments}")
            if "--json" in arguments:
                json.loads(run.stdout)
        for path in self.files("*.geojson") + self.files("*.json"):
            json.loads(path.read_text())


if __name__ == "__main__":
    unittest.main()
