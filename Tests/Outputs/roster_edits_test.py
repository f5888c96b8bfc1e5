"""A roster that is edited by hand comes back: PLANNER=planner-cli PLAN=folder [SOFFICE=soffice] [EDITS=200] python roster_edits_test.py

Each workbook gets edits of random kinds; with SOFFICE, LibreOffice opens it and saves it again before it is read. What
the plan then says of each date of each person is what was written, or is named; all else is as it was.
"""
import csv
import json
import os
import random
import subprocess
import tempfile
import unittest
from collections import Counter, defaultdict
from pathlib import Path

import openpyxl

PLANNER = os.environ["PLANNER"]
PLAN = Path(os.environ["PLAN"]).resolve()
OFFICE = os.environ.get("SOFFICE")
EDITS = int(os.environ.get("EDITS", "200"))
LEAVE = ["假", "休", "病假", "leave", "Sick"]


def duties(folder):
    """By person and date the posts, of a plan folder."""
    held = defaultdict(set)
    with open(Path(folder, "roster.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            held[row["staff_id"], row["date"]].add(row["post_id"])
    return held


class Sheet:
    """A sheet of people of a workbook, as someone sees it who edits it."""

    def __init__(self, sheet, problem, dates):
        self.sheet, self.dates = sheet, dates
        self.sites = {post["site_id"] for post in problem["posts"]}
        staff = {one["id"] for one in problem["staff"]}
        self.rows, site, person = {}, None, None
        for line in range(4, sheet.max_row + 1):
            name, code, role = (sheet.cell(line, column).value for column in (1, 2, 3))
            if name and str(name).startswith(("在岗", "班次")):
                break
            if code in self.sites and not role:
                site = code
            elif code in staff:
                self.rows[site, code] = line
        self.codes = {}
        for line in range(4, sheet.max_row + 1):
            if all(sheet.cell(line, column).value for column in (1, 2, 5)) and \
                    isinstance(sheet.cell(line, 3).value, (int, float)):
                self.codes[sheet.cell(line, 1).value] = sheet.cell(line, 5).value

    def cell(self, key, date):
        return self.sheet.cell(self.rows[key], 4 + self.dates.index(date))


class Edited(unittest.TestCase):
    problem = json.loads((PLAN / "problem.json").read_text())
    before = duties(PLAN)

    def posts(self, site, text):
        """The posts that a cell's text means at a site."""
        text = " ".join(text.split()).lower()
        own = [post for post in self.problem["posts"] if post["site_id"] == site]
        exact = [post["id"] for post in own
                 if f'{post["shift_id"]} {post["id"].removeprefix(site + "-").removesuffix("-" + post["shift_id"])}'.lower() == text
                 or post["id"].lower() == text]
        return set(exact) or {post["id"] for post in own if post["shift_id"].lower() == text}

    def edit(self, book, random, dates):
        """Makes one edit of a random kind; returns what was written: {(person, date): text}, and the kind."""
        sheets = [Sheet(sheet, self.problem, dates) for sheet in book if sheet["B2"].value == "人员 Person"]
        sheet = random.choice([sheet for sheet in sheets if sheet.rows])
        key = random.choice(sorted(sheet.rows))
        site, person = key
        date = random.choice(dates)
        cell = sheet.cell(key, date)
        code = random.choice(sorted(sheet.codes))
        kind = random.choice([
            "clear", "other", "same", "wide", "leave", "garbage", "post", "swap", "move", "bare", "number", "row",
            "stranger", "delete", "below"])
        if kind == "clear":
            cell.value = None
        elif kind == "other":
            cell.value = code
        elif kind == "same":
            cell.value = f"  {cell.value} " if cell.value else " "
        elif kind == "wide":
            cell.value = code.upper().replace(" ", "　")
        elif kind == "leave":
            cell.value = random.choice(LEAVE)
        elif kind == "garbage":
            # The value of a formula is known to who saves it: openpyxl writes none.
            cell.value = random.choice(
                ["??", "day day", "待定", "<b>", "x" * 300, "日班"] + (["=1+1"] if OFFICE else []))
        elif kind == "post":
            cell.value = random.choice([post["id"] for post in self.problem["posts"] if post["site_id"] == site])
        elif kind == "number":
            cell.value = 8
        elif kind == "bare":
            cell.value = sheet.codes[code]
        elif kind in ("swap", "move"):
            other = sheet.cell(random.choice(sorted(sheet.rows)), date) if kind == "swap" else \
                sheet.cell(key, random.choice(dates))
            cell.value, other.value = other.value, cell.value
        elif kind == "row":
            sheet.sheet.delete_rows(sheet.rows[key])
        elif kind == "stranger":
            sheet.sheet.cell(sheet.rows[key], 2).value = "nobody-1"
        elif kind == "delete":
            if len(sheets) > 1 and len(sheet.rows) < 12:
                book.remove(sheet.sheet)
        elif kind == "below":
            sheet.sheet.cell(sheet.sheet.max_row + 3, 5).value = "note"
        return kind

    def written(self, book, dates):
        """What a workbook says: by site and person, for each date the texts."""
        says = {}
        for sheet in book:
            if sheet["B2"].value == "人员 Person":
                one = Sheet(sheet, self.problem, dates)
                for key in one.rows:
                    says[key] = {date: str(one.cell(key, date).value or "").strip() for date in dates}
        return says

    def test_each_edit_comes_back_or_is_named(self):
        with open(PLAN / "calendar.csv", encoding="utf-8", newline="") as file:
            dates = sorted({row["date"] for row in csv.DictReader(file)})
        seed, made, kinds, refusals = 0, 0, Counter(), Counter()
        while made < EDITS:
            seed += 1
            dice = random.Random(seed)
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                book = openpyxl.load_workbook(PLAN / "roster.xlsx")
                for _ in range(dice.choice([1, 3, 10])):
                    kinds[self.edit(book, dice, dates)] += 1
                    made += 1
                file = f"{folder}/edited.xlsx"
                book.save(file)
                if OFFICE:
                    subprocess.run(
                        [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx",
                         "--outdir", f"{folder}/saved", file], check=True, capture_output=True, timeout=300)
                    file = f"{folder}/saved/edited.xlsx"
                run = subprocess.run(
                    [PLANNER, "roster", str(PLAN), "--from", file, "--json", "--out", f"{folder}/next"],
                    capture_output=True, text=True)
                self.assertIn(run.returncode, (0, 1), run.stderr)
                told = json.loads(run.stdout)["edits"]
                self.assertEqual(run.returncode, 1 if told["refused"] or told["unread"] else 0)
                for item in told["refused"]:
                    refusals[item.get("rule") or item["cause"]] += 1
                    self.assertLessEqual(len(item["suggestions"]), 3)
                self.check(self.written(openpyxl.load_workbook(file), dates), told, duties(f"{folder}/next"), dates)
        print(f"\n{made} edits in {seed} workbooks{', through LibreOffice' if OFFICE else ''}: "
              f"{dict(sorted(kinds.items()))}; refused by {dict(sorted(refusals.items()))}")
        self.assertGreaterEqual(len(kinds), 12)
        self.assertTrue(refusals)

    def check(self, says, told, after, dates):
        named = {(item["duty"]["staff_id"], item["duty"]["date"]) for item in told["refused"]}
        cells = {(item["sheet"], item["cell"]) for item in told["unread"]}
        rows_gone = {item["text"] for item in told["unread"] if not item["cell"]}
        lost = {(item["staff_id"], item["date"]) for item in told["lost"]}
        away = {(one["id"], date) for one in self.problem["staff"] for date in one["unavailable"]}
        wanted, shown = defaultdict(set), set()
        means_something = {}
        for (site, person), texts in says.items():
            shown.add(person)
            for date, text in texts.items():
                if not text or text.lower() in [word.lower() for word in LEAVE]:
                    continue
                means = self.posts(site, text)
                if means:
                    wanted[person, date].add(frozenset(means))
                else:
                    means_something[person, date] = False
        for person in {one["id"] for one in self.problem["staff"]}:
            for date in dates:
                key = (person, date)
                have, want = after[key], wanted[key]
                if person not in shown:
                    self.assertEqual(have, self.before[key], f"{key}: no row, and other duties")
                    if any(self.before[person, day] for day in dates):
                        self.assertIn(person, rows_gone)
                elif means_something.get(key) is False:
                    self.assertTrue(cells, key)
                    self.assertEqual(have, self.before[key], f"{key}: not read, and changed")
                elif len(have) == len(want) and all(have & one for one in want):
                    continue
                else:
                    # A duty of the evening before is given up where it runs into leave.
                    runs_into_leave = have < self.before[key] and self.leave_follows(says, person, date, dates)
                    self.assertTrue(key in named or key in lost or runs_into_leave,
                                    f"{key}: written {want}, has {have}, and nothing is said")

    def leave_follows(self, says, person, date, dates):
        at = dates.index(date) + 1
        return at < len(dates) and any(
            texts[dates[at]].lower() in [word.lower() for word in LEAVE]
            for (_, one), texts in says.items() if one == person)


if __name__ == "__main__":
    unittest.main()
