"""Whatever is said in Chinese holds no English: PLANNER=planner-cli BROWSER=chromium python chinese_test.py

The tour is planned and walked through in Chinese; what the program prints, the page, the crews' sheets, map sheets, boards and
cards are searched for Latin words. Codes, ids, names of files, options, columns and formats stand. The files of a plan
are the same in every language: on the crews' sheets English is marked (`lang="en"`), and in the roster's workbook and calendars it
never stands without the Chinese.
"""
import csv
import html
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Path(os.environ["PLANNER"]).resolve()
# Formats, programs, systems of coordinates, units and signs, which are the same in Chinese.
INTERNATIONAL = set("""
    BD09 CGCS CPU CSV EPSG Excel GCJ GDAL GEOS GPX GeoJSON GeoPackage Gini ID JSON JavaScript KML LIBKML Leaflet MB OpenStreetMap
    PNG PROJ QGIS RFC SQLite SVG Shapefile TopoJSON UTF WGS XLSX iCalendar km kB min planner cli csv kml gpkg geojson
""".split())
# What names a thing of the computer's: options, paths, files, columns and keys, commands in quotes.
NAMES = re.compile(r"""--[\w-]+|[\w.*<>|-]*/[\w./*<>|-]*|[\w*-]+\.\w+|\b\w+_\w+\b|[“'`‘][\w -]+[”'`’]|<[^>]*>|\[[^\]]*\]""")
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z']+")
IN_THE_PAGE = """() => {
  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(parent.tagName) || parent.closest("[lang=en]")) continue;
    texts.push(walk.currentNode.data);
  }
  for (const name of ["title", "aria-label", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest("[lang=en]")) texts.push(element.getAttribute(name));
  return texts;
}"""


class ChineseTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = Path(cls.folder.name)
        (cls.work / "tour").symlink_to(ROOT / "geodata/tour")
        done = cls.run_planner("plan", "tour", "--out", "plan")
        assert done.returncode == 0, done.stderr
        cls.planned = done.stdout + done.stderr
        cls.ids = set()
        for name in ["roster", "stops", "assignments", "calendar", "explanations"]:
            with open(cls.work / f"plan/{name}.csv", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    cls.ids |= {value for key, value in row.items() if value and key.endswith("_id")}
        # Shifts as the tour calls them, classes, layers, folders, and a rule as the policy calls it.
        cls.ids |= {"day", "evening", "night", "village", "II", "III", "gaps", "routes", "rooms", "backdrop", "water", "calendars", "response"}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_planner(cls, *arguments):
        return subprocess.run([PLANNER, *arguments], cwd=cls.work, capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "zh_CN.UTF-8"})

    def english(self, text):
        """The words of a text that are neither international nor names."""
        text = NAMES.sub(" ", text)
        for name in sorted(self.ids, key=len, reverse=True):
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", text)
        return {word for word in WORD.findall(text)} - INTERNATIONAL

    def assert_chinese(self, text, what):
        self.assertRegex(text, HAN, what)
        found = self.english(text)
        lines = [line for line in text.splitlines() if self.english(line)]
        self.assertEqual(found, set(), f"{what}:\n" + "\n".join(lines[:20]))

    def test_the_search_finds_english(self):
        self.assertEqual(self.english("警务室 R-1：no room is 近"), {"no", "room", "is"})
        self.assertEqual(self.english("写出 report.html，用 --json 打印 `check`，km"), set())

    def test_what_the_program_prints(self):
        self.assert_chinese(self.planned, "plan")
        (self.work / "points.csv").write_text("id,lon,lat\n1,115.000,33.500\n2,0,0\n", "utf-8")
        (self.work / "calls.csv").write_text("id,time,lon,lat\n1,2026-12-01T10:00:00,115.0,33.5\n", "utf-8")
        with open(self.work / "plan/roster.csv", encoding="utf-8", newline="") as file:
            duty = next(csv.DictReader(file))
        with open(self.work / "plan/assignments.csv", encoding="utf-8", newline="") as file:
            unit = next(csv.DictReader(file))
        crew = next(iter(sorted(path.stem[5:] for path in (self.work / "plan").glob("crew-*.gpx"))))
        for arguments in [
            ["check", "tour"], ["check", "tour", "--json"], ["gaps", "plan"], ["gaps", "plan", "--calls", "calls.csv"],
            ["audit", "plan", "--policy", "tour/policy.yaml"], ["compare", "plan", "plan"],
            ["assign", "plan"], ["assign", "plan", "--explain", unit["unit_code"]], ["assign", "plan", "--more", "1"],
            ["assign", "tour", "--curve", "3"], ["roster", "plan"],
            ["roster", "plan", "--sick", f"{duty['staff_id']}@{duty['date']}", "--out", "sick"],
            ["patrol", "plan", "--drop", f"{crew}@10:00", "--out", "dropped"], ["locate", "points.csv", "--in", "plan", "--out", "l.csv"],
            ["export", "plan", "--format", "kml", "--out", "plan.kml"], ["map", "plan", "--out", "maps"],
            ["repair", "tour", "--out", "repaired"], ["refresh", "plan"], ["synth", "--preset", "tour", "--out", "again"],
        ]:
            with self.subTest(arguments):
                done = self.run_planner(*arguments)
                self.assertIn(done.returncode, (0, 1), done.stderr)
                # JSON is for programs, which read the same in every language.
                text = done.stderr if "--json" in arguments else done.stdout + done.stderr
                self.assertEqual("--json" in arguments, not text.strip())
                for name in arguments[1:]:
                    text = text.replace(name, "")
                if arguments[0] == "export":
                    # It prints nothing but layers and how many features they have.
                    self.assertEqual(self.english(text), set())
                elif "--json" not in arguments:
                    self.assert_chinese(text, " ".join(arguments))

    def test_map_sheets_boards_and_cards(self):
        self.run_planner("map", "plan", "--out", "sheets")
        self.run_planner("map", "plan", "--boards", "--cards", "--out", "boards")
        files = [file for folder in ["sheets", "boards"] for file in self.work.glob(f"{folder}/[!.]*")]
        self.assertEqual({re.sub(r"\..*", "", file.name) for file in files}, {"village", "area", "board", "cards"})
        for file in files:
            texts = re.findall(r">([^<>]+)</(?:text|title)>", file.read_text("utf-8"))
            self.assert_chinese(html.unescape("\n".join(texts)), file.name)

    def test_the_workbook_and_the_calendars_say_nothing_in_english_alone(self):
        book = openpyxl.load_workbook(self.work / "plan/roster.xlsx")
        cells = set(book.sheetnames)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    # Heads of narrow columns have the Chinese in one row and the English below.
                    above = sheet.cell(cell.row - 1, cell.column).value if cell.row > 1 else ""
                    if cell.data_type == "s" and not HAN.fullmatch(str(above or "")[:1]):
                        cells.add(cell.value)
        self.assertGreater(len([cell for cell in cells if self.english(cell)]), 20)
        self.assertEqual([cell for cell in cells if self.english(cell) and not HAN.search(cell)], [])
        calendar = (self.work / "plan/roster.ics").read_text("utf-8").replace("\r\n ", "")
        said = set(re.findall(r"^(?:SUMMARY|LOCATION|DESCRIPTION|X-WR-CALNAME)[^:]*:(.*?)\r?$", calendar, re.MULTILINE))
        self.assertGreater(len(said), 10)
        self.assertEqual([text for text in said if self.english(text) and not HAN.search(text)], [])

    def test_the_page_and_the_sheets(self):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])
            page = browser.new_context(locale="zh-CN").new_page()
            for name in ["report.html", "sheets.html"]:
                page.goto((self.work / "plan" / name).as_uri())
                page.wait_for_timeout(1000)
                self.assert_chinese("\n".join(page.evaluate(IN_THE_PAGE)), name)
            browser.close()


if __name__ == "__main__":
    unittest.main()
