"""The sheets of crews on paper: PLAN=folder BROWSER=chromium python crew_sheets_test.py

Printed by a real browser, and read back from the pages: every stop of every route is there.
"""
import csv
import os
import re
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from pypdf import PdfReader

PLAN = Path(os.environ["PLAN"]).resolve()
# A sheet's row: its number, from when, until when.
ROW = re.compile(r"^(\d+)\s+(\d\d:\d\d)\s+(\d\d:\d\d)\b", re.M)


class CrewSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as home:
            file = Path(home) / "sheets.pdf"
            subprocess.run([os.environ["BROWSER"], "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}",
                            "--no-pdf-header-footer", f"--print-to-pdf={file}", (PLAN / "sheets.html").as_uri()],
                           check=True, capture_output=True, timeout=300)
            cls.pages = [page.extract_text() for page in PdfReader(file).pages]

    def test_every_stop_is_on_paper(self):
        with open(PLAN / "stops.csv", encoding="utf-8-sig") as file:
            stops = list(csv.DictReader(file))
        # The first stop of a route has no start, the last one no departure.
        wanted = Counter((row["seq"], (row["start"] or row["depart"])[11:16], row["depart"][11:16])
                         for row in stops if row["kind"] not in ("start", "end"))
        printed = Counter(row for page in self.pages for row in ROW.findall(page))
        self.assertGreater(len(stops), 100)
        self.assertEqual(wanted - printed, Counter())
        self.assertEqual(sum(printed.values()), len(stops))

    def test_every_page_of_rows_says_whose_it_is(self):
        for number, page in enumerate(self.pages):
            if ROW.search(page):
                self.assertIn("by way of", page, f"page {number + 1} has no head")
                self.assertRegex(page, "车组", f"page {number + 1}")


if __name__ == "__main__":
    unittest.main()
