"""The roster's sheets and calendars of a plan: PLAN=folder [SOFFICE=soffice] python sheets_test.py"""
import csv
import datetime
import json
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

    staff = {row["staff_id"] for row in rows("roster")}
    dates = sorted({row["date"] for row in rows("calendar")})

    def people(self, book):
        """For each line of a sheet of people with somebody's duties: the sheet, the person, the line's cells."""
        for sheet in book:
            if sheet["B2"].value != "人员 Person":
                continue
            person = None
            for line in sheet.iter_rows(min_row=4):
                if line[0].value and line[0].value.startswith(("在岗", "班次")):
                    break
                if line[1].value or line[0].value:
                    person = line[1].value
                if person in self.staff:
                    yield sheet, person, line

    @staticmethod
    def legend(sheet):
        """What each code of a sheet stands for."""
        lines = iter(sheet.iter_rows(min_row=4))
        for line in lines:
            if line[0].value == "班次 Shift":
                break
        return {line[0].value: line[4].value for line in lines if line[4].value}

    def days(self, line):
        return zip(self.dates, line[3:3 + len(self.dates)])

    def test_every_duty_stands_there_once_with_its_vehicle(self):
        duties = Counter(
            (row["staff_id"], row["date"], row["shift_id"], row["post_id"]) for row in rows("roster"))
        posts = {row["post_id"]: row["shift_id"] for row in rows("roster")}
        shown = Counter()
        for sheet, person, line in self.people(self.book):
            legend = self.legend(sheet)
            for date, cell in self.days(line):
                if not cell.value or cell.value == "假":
                    continue
                shift = legend[cell.value]
                vehicle = cell.value[len(shift):].strip()
                own = [post for post in posts if (person, date, shift, post) in duties]
                self.assertEqual(len(own), 1)
                if vehicle:
                    self.assertTrue(own[0].endswith(f"{vehicle}-{shift}"), (own, cell.value))
                shown[(person, date, shift, own[0])] += 1
        self.assertGreater(len(duties), 500)
        self.assertEqual(shown, duties)

    def test_sites_are_groups_and_leave_is_marked(self):
        problem = json.loads((PLAN / "problem.json").read_text())
        sites = {post["site_id"] for post in problem["posts"]}
        away = {(one["id"], date) for one in problem["staff"] for date in one["unavailable"]}
        groups, marked = set(), set()
        for sheet in self.book:
            if sheet["B2"].value != "人员 Person":
                continue
            for line in sheet.iter_rows(min_row=4):
                if line[1].value in sites and not line[2].value:
                    groups.add(line[1].value)
        for _, person, line in self.people(self.book):
            marked |= {(person, date) for date, cell in self.days(line) if cell.value == "假"}
        self.assertEqual(groups, sites)
        self.assertTrue(marked <= away)

    def test_weeks_show_the_cells_of_the_month(self):
        weeks = [sheet for sheet in self.book if sheet.title.startswith("第")]
        self.assertGreater(len(weeks), 3)
        shown = 0
        for sheet in weeks:
            self.assertTrue(sheet.protection.sheet)
            for line in sheet.iter_rows(min_row=3):
                if line[1].value in self.staff:
                    for cell in line[3:]:
                        self.assertTrue(str(cell.value).startswith("="), cell.value)
                        shown += 1
        self.assertGreaterEqual(shown, len(self.staff) * len(self.dates))

    def test_each_person_has_a_list_of_duties(self):
        lines = self.book["个人 Persons"].iter_rows(min_row=2, values_only=True)
        self.assertEqual(
            Counter((line[0], line[3], line[5], line[7]) for line in lines),
            Counter((row["staff_id"], row["date"], row["shift_id"], row["post_id"]) for row in rows("roster")))

    def test_what_has_changed_is_listed(self):
        changes = rows("roster_changes") if (PLAN / "roster_changes.csv").exists() else []
        self.assertEqual("变更 Changes" in self.book.sheetnames, bool(changes))
        if changes:
            lines = self.book["变更 Changes"].iter_rows(min_row=2, values_only=True)
            self.assertEqual(
                Counter((line[1].split(" ", 1)[1], line[2], line[5], line[7]) for line in lines),
                Counter((row["change"].replace("taken", "taken on"), row["date"], row["post_id"], row["staff_id"])
                        for row in changes))

    def test_each_shift_has_its_colour_and_the_legend_says_which(self):
        shifts = {row["shift_id"] for row in rows("roster")}
        colours = {}
        for sheet, _, line in self.people(self.book):
            legend = self.legend(sheet)
            for _, cell in self.days(line):
                if cell.value in legend:
                    colours.setdefault(legend[cell.value], set()).add(cell.fill.fgColor.rgb)
        self.assertEqual(set(colours), shifts)
        self.assertTrue(all(len(found) == 1 for found in colours.values()), colours)
        self.assertEqual(len(set.union(*colours.values())), len(shifts))
        # In black and white, too.
        greys = sorted(
            sum(weight * int(colour[at:at + 2], 16) for weight, at in ((.299, 2), (.587, 4), (.114, 6)))
            for colour in set.union(*colours.values()))
        self.assertTrue(all(b - a > 20 for a, b in zip(greys, greys[1:])), greys)

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
        for _, person, line in self.people(computed):
            if line[1].value:
                total = found.setdefault(person, [0, 0])
                total[0] += line[3 + len(self.dates)].value
                total[1] += line[4 + len(self.dates)].value
        self.assertEqual({person: total[0] for person, total in found.items()},
                         {person: total[0] for person, total in wanted.items()})
        # How many are on duty, by shift and date.
        on_duty = Counter()
        for sheet in computed:
            for line in sheet.iter_rows(min_row=4):
                if line[0].value == "在岗 On duty":
                    on_duty.update({(line[2].value, date): cell.value for date, cell in self.days(line) if cell.value})
        self.assertEqual(on_duty, Counter((row["shift_id"], row["date"]) for row in rows("roster")))
        self.assertEqual(sum(total[1] for total in found.values()), sum(total[1] for total in wanted.values()))
        summary = computed["汇总 Summary"]
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
