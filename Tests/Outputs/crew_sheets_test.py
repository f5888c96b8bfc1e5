"""The sheets of crews on paper: PLAN=folder BROWSER=chromium python crew_sheets_test.py

Printed by a real browser, and read back from the pages: every stop of every route is there, once.
"""
import csv
import json
import os
import re
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from pypdf import PdfReader

PLAN = Path(os.environ["PLAN"]).resolve()
# A time of day, or the first of two.
TIME = re.compile(r"(\d\d:\d\d)(–\d\d:\d\d)?")
# What the row of a required visit says of its tier.
TIERS = {"red": "红", "yellow": "黄", "blue": "蓝"}


def stops_in(words, codes):
    """Every code on paper with the time that stands before it, as often as it stands there."""
    found, time = Counter(), None
    for word in words:
        if match := TIME.fullmatch(word):
            time = match.group(1)
        elif word in codes:
            found[time, word] += 1
    return found


class CrewSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as home:
            file = Path(home) / "sheets.pdf"
            subprocess.run([os.environ["BROWSER"], "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}",
                            "--no-pdf-header-footer", f"--print-to-pdf={file}", (PLAN / "sheets.html").as_uri()],
                           check=True, capture_output=True, timeout=300)
            cls.pages = [page.extract_text() for page in PdfReader(file).pages]

            cls.size = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in PdfReader(file).pages}
        with open(PLAN / "stops.csv", encoding="utf-8-sig") as file:
            cls.stops = list(csv.DictReader(file))
        cls.codes = {row["stop_id"] for row in cls.stops}
        # The first stop of a route has no start, the last one no departure.
        cls.wanted = Counter(((row["start"] or row["arrive"] or row["depart"])[11:16], row["stop_id"]) for row in cls.stops)
        cls.words = " ".join(cls.pages).split()

    def test_every_stop_is_on_paper_once(self):
        printed = stops_in(self.words, self.codes)
        self.assertGreater(len(self.stops), 100)
        self.assertEqual(printed - self.wanted, Counter())
        self.assertEqual(self.wanted - printed, Counter())
        self.assertEqual(sum(printed.values()), len(self.stops))
        print(f"{sum(printed.values())} stops on {len(self.pages)} pages", end=" ")

    def test_a_stop_that_is_cut_or_told_twice_is_seen(self):
        last = max(index for index, word in enumerate(self.words) if word in self.codes)
        self.assertNotEqual(stops_in(self.words[:last] + self.words[last + 1:], self.codes), self.wanted)
        self.assertNotEqual(stops_in(self.words + self.words[last:last + 1], self.codes), self.wanted)

    def test_every_required_visit_says_its_tier(self):
        required = Counter(row["stop_id"] for row in self.stops if row["kind"] in ("checkpoint", "street"))
        tiers = {point["id"]: TIERS[point["tier"]] for point in json.loads((PLAN / "problem.json").read_text())["checkpoints"]}
        told = Counter(code for code, tier in zip(self.words, self.words[1:]) if tiers.get(code) == tier)
        self.assertEqual(told, required)
        print(f"{sum(told.values())} required visits", end=" ")

    def test_every_page_of_rows_says_whose_it_is(self):
        for number, page in enumerate(self.pages):
            if any(word in self.codes for word in page.split()):
                self.assertIn("by way of", page, f"page {number + 1} has no head")
            self.assertRegex(page, "车组", f"page {number + 1}")

    def test_pages_are_a4_and_every_route_has_one_map(self):
        self.assertEqual(self.size, {(595, 842)})
        routes = {(row["day_type"], row["crew_id"], row["shift_id"]) for row in self.stops}
        self.assertEqual(sum("北 N" in page for page in self.pages), len(routes))


if __name__ == "__main__":
    unittest.main()
