"""The roster's sheets and calendars of a plan: PLAN=folder [SOFFICE=soffice] python sheets_test.py"""
import csv
import datetime
import os
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import icalendar
import openpyxl

PLAN = Path(os.environ["PLAN"]).resolve()
OFFICE = os.environ.get("SOFFICE")


def rows(name):
    with open(PLAN / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hours(duty):
    start, end = (datetime.datetime.fromisoformat(duty[key]) for key in ("start", "end"))
    return (end - start).total_seconds() / 3600


def at_night(duty):
    """Whether a duty touches the hours from 00:00 to 05:00."""
    return int(duty["start"][11:13]) < 5 or (
        duty["end"][:10] > duty["start"][:10] and duty["end"][11:16] > "00:00")


class Workbook(unittest.TestCase):
    book = openpyxl.load_workbook(PLAN / "roster.xlsx")

    def people(self, book):
        """For each person's line on a sheet of people: the sheet, its cells."""
        for sheet in book:
            if sheet["B2"].value != "人员 Person":
                continue
            for line in sheet.iter_rows(min_row=4):
                if line[1].value:
                    yield sheet, line

    def test_every_duty_stands_there_once(self):
        duties = Counter((row["staff_id"], row["date"], row["shift_id"]) for row in rows("roster"))
        dates = sorted({row["date"] for row in rows("calendar")})
        staff = {row["staff_id"] for row in rows("roster")}
        shown = Counter()
        for _, line in self.people(self.book):
            if line[1].value not in staff:
                continue
            for date, cell in zip(dates, line[3:]):
                if cell.value:
                    shown[(line[1].value, date, cell.value)] += 1
        self.assertGreater(len(duties), 500)
        self.assertEqual(shown, duties)

    def test_each_shift_has_its_colour_and_the_legend_says_which(self):
        shifts = {row["shift_id"] for row in rows("roster")}
        colours = {}
        for _, line in self.people(self.book):
            for cell in line[3:]:
                if cell.value in shifts:
                    colours.setdefault(cell.value, set()).add(cell.fill.fgColor.rgb)
        self.assertEqual(set(colours), shifts)
        self.assertTrue(all(len(found) == 1 for found in colours.values()), colours)
        self.assertEqual(len(set.union(*colours.values())), len(shifts))
        for sheet in {sheet.title: sheet for sheet, _ in self.people(self.book)}.values():
            self.assertIn("班次 Shift", [cell.value for cell in sheet["A"]])

    def test_it_prints_on_a3_landscape_with_frozen_panes(self):
        for sheet in self.book:
            self.assertEqual((sheet.page_setup.paperSize, sheet.page_setup.orientation), (8, "landscape"))
            self.assertEqual(sheet.page_setup.fitToWidth or 1, 1)
            self.assertIsNotNone(sheet.freeze_panes, sheet.title)

    def test_each_crew_and_shift_has_its_stops_and_times(self):
        routes = {}
        for stop in rows("stops"):
            routes.setdefault((stop["crew_id"], stop["shift_id"]), []).append(stop)
        for (crew, shift), stops in routes.items():
            sheet = self.book[f"{crew} {shift}"]
            lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
            lines = [line for line in lines if isinstance(line[0], (int, float))]
            self.assertEqual([line[2] for line in lines], [stop["name"] for stop in stops])
            self.assertEqual([(line[3] or "")[:5] for line in lines], [stop["arrive"][11:16] for stop in stops])
            self.assertEqual([(line[5] or "")[:5] for line in lines], [stop["depart"][11:16] for stop in stops])
        self.assertGreater(len(routes), 1)

    @unittest.skipUnless(OFFICE, "LibreOffice is not installed")
    def test_libreoffice_opens_it_and_computes_its_formulas(self):
        with tempfile.TemporaryDirectory() as folder:
            # Saved again without the values that stand beside the formulas, so that they must be computed.
            self.book.save(f"{folder}/bare.xlsx")
            os.mkdir(f"{folder}/out")
            for file, ending in [(f"{folder}/bare.xlsx", "xlsx"), (f"{PLAN}/roster.xlsx", "pdf")]:
                subprocess.run(
                    [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                     ending, "--outdir", f"{folder}/out", file],
                    check=True, capture_output=True, timeout=300)
            paper = Path(folder, "out", "roster.pdf").read_bytes()
            self.assertTrue(paper.startswith(b"%PDF") and len(paper) > 20_000)
            if os.environ.get("PICTURES"):
                Path(os.environ["PICTURES"], "roster.pdf").write_bytes(paper)
            computed = openpyxl.load_workbook(f"{folder}/out/bare.xlsx", data_only=True)
        wanted = {}
        for row in rows("roster"):
            worked = wanted.setdefault(row["staff_id"], [0, 0])
            worked[0] += hours(row)
            worked[1] += at_night(row)
        found = {}
        for sheet, line in self.people(computed):
            if line[1].value in wanted:
                total = found.setdefault(line[1].value, [0, 0])
                total[0] += line[-2].value
                total[1] += line[-1].value
        self.assertEqual({person: total[0] for person, total in found.items()},
                         {person: total[0] for person, total in wanted.items()})
        self.assertEqual(sum(total[1] for total in found.values()), sum(total[1] for total in wanted.values()))
        summary = computed["Summary"]
        total = next(line for line in summary.iter_rows() if line[0].value == "合计 Total")
        missing = sum(int(row["missing"]) for row in rows("unfilled"))
        self.assertEqual((total[4].value, total[5].value), (len(rows("roster")), missing))


class Calendars(unittest.TestCase):
    @staticmethod
    def events(path):
        return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")

    @staticmethod
    def key(event):
        text = lambda name: str(event[name])
        return (text("X-GRID-PLANNER-STAFF"), event.decoded("DTSTART"), event.decoded("DTEND"), text("CATEGORIES")
                if isinstance(event["CATEGORIES"], str) else event["CATEGORIES"].to_ical().decode())

    def wanted(self):
        at = datetime.datetime.fromisoformat
        return Counter((row["staff_id"], at(row["start"]), at(row["end"]), row["role"]) for row in rows("roster"))

    def test_every_duty_is_an_event_once(self):
        events = self.events(PLAN / "roster.ics")
        held = [event for event in events if event["STATUS"] == "CONFIRMED"]
        self.assertEqual(Counter(map(self.key, held)), self.wanted())
        self.assertEqual(len({str(event["UID"]) for event in events}), len(events))
        for event in events:
            self.assertIn("SEQUENCE", event)
            self.assertIn("LAST-MODIFIED", event)
            self.assertTrue(event.decoded("DTSTART").tzinfo is not None)

    def test_each_person_has_a_calendar_with_the_same_events(self):
        together = {}
        for file in sorted((PLAN / "calendars").iterdir()):
            events = self.events(file)
            self.assertEqual(len({str(event["X-GRID-PLANNER-STAFF"]) for event in events}), 1)
            for event in events:
                self.assertNotIn(str(event["UID"]), together)
                together[str(event["UID"])] = event.to_ical()
        self.assertEqual(
            together, {str(event["UID"]): event.to_ical() for event in self.events(PLAN / "roster.ics")})


if __name__ == "__main__":
    unittest.main()
