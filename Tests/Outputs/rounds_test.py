"""Recounts the rounds of a plan, and how often its land is seen, from its files alone: PLAN=folder python rounds_test.py

Nothing is taken over from the program: who may go when is read off problem.json and assignments.csv, what a round passes off
rounds.csv, and in which unit a crew stops is found by casting a ray through units.<lowest>.geojson.
"""
import csv
import datetime
import json
import math
import os
import unittest
from collections import Counter, defaultdict
from pathlib import Path

PLAN = Path(os.environ["PLAN"])


def rows(name):
    with open(PLAN / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text):
    return datetime.datetime.fromisoformat(text)


def clock(text):
    hours, minutes = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes


class Land:
    """Which unit holds a place."""

    CELL = 0.02

    def __init__(self, file):
        self.rings, self.cells = {}, defaultdict(set)
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            geometry, code = feature["geometry"], feature["properties"]["code"]
            polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
            self.rings[code] = [ring for polygon in polygons for ring in polygon]
            xs, ys = zip(*(place for ring in self.rings[code] for place in ring))
            for x in range(int(min(xs) // self.CELL), int(max(xs) // self.CELL) + 1):
                for y in range(int(min(ys) // self.CELL), int(max(ys) // self.CELL) + 1):
                    self.cells[x, y].add(code)

    def unit(self, x, y):
        for code in sorted(self.cells[x // self.CELL, y // self.CELL]):
            inside = False
            for ring in self.rings[code]:
                for (ax, ay), (bx, by) in zip(ring, ring[1:]):
                    if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                        inside = not inside
            if inside:
                return code
        return None


class Rounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.problem = json.loads((PLAN / "problem.json").read_text(encoding="utf-8"))
        cls.summary = json.loads((PLAN / "summary.json").read_text(encoding="utf-8"))["rounds"]
        cls.rules = {rule["id"]: rule for rule in cls.problem["rounds"]}
        cls.rounds = defaultdict(list)
        for row in rows("rounds.csv"):
            cls.rounds[row["rule"], row["unit_code"], row["round"]].append(row)
        cls.dates = rows("round_dates.csv")
        cls.start = moment(cls.problem["horizon"]["start"]).date()
        cls.days = cls.problem["horizon"]["days"]
        cls.people = {row["unit_code"]: set(row["auxiliary_ids"].split(";")) - {""} for row in rows("assignments.csv")}

    def test_rounds_add_up(self):
        """Ways and stays follow one another within the hours of the rule, and no unit is passed twice by one."""
        self.assertGreater(len(self.rounds), 10)
        passed = Counter()
        for (name, village, _), stops in self.rounds.items():
            rule, left = self.rules[name], 0
            self.assertEqual([int(row["seq"]) for row in stops], list(range(1, len(stops) + 1)))
            for row, after in zip(stops, stops[1:] + [None]):
                self.assertEqual(int(row["arrive_s"]), left + int(row["travel_s"]))
                if after:
                    self.assertTrue(row["stop_id"].startswith(village))
                    left = int(after["arrive_s"]) - int(after["travel_s"])
                    self.assertGreaterEqual(left - int(row["arrive_s"]), rule["dwell_s"])
                    passed[name, row["stop_id"]] += 1
            self.assertEqual(stops[-1]["stop_id"], village)
            self.assertLessEqual(int(stops[-1]["arrive_s"]), rule["longest_s"])
        self.assertEqual(set(passed.values()), {1})
        for told in self.summary["rules"]:
            self.assertEqual(told["units_passed"], sum(name == told["id"] for name, _ in passed))
            own = {key: stops for key, stops in self.rounds.items() if key[0] == told["id"]}
            self.assertEqual(told["rounds"], len(own))
            self.assertLessEqual(told["least_rounds"], told["rounds"])

    def test_everybody_may_go(self):
        """Within the window, on a weekday of the rule, not on leave, one round of a kind a day, each with a team of its village."""
        self.assertGreater(len(self.dates), 100)
        leave = {person["id"]: set(person["unavailable"]) for person in self.problem["staff"]}
        by_person, by_round, by_team = Counter(), Counter(), Counter()
        spans = defaultdict(list)
        for row in rows("roster.csv"):
            spans[row["staff_id"]].append((moment(row["start"]), moment(row["end"])))
        for row in self.dates:
            rule = self.rules[row["rule"]]
            date = datetime.date.fromisoformat(row["date"])
            self.assertIn(date.isoweekday(), rule["weekdays"])
            self.assertIn(row["auxiliary_id"], self.people[row["unit_code"]])
            self.assertNotIn(row["date"], leave[row["auxiliary_id"]])
            midnight = datetime.datetime.combine(date, datetime.time(), moment(row["start"]).tzinfo)
            begin, end = ((moment(row[key]) - midnight).total_seconds() for key in ("start", "end"))
            first, last = map(clock, rule["window"])
            self.assertTrue(first <= begin and end <= (last if last > first else last + 86_400), row)
            length = int(self.rounds[row["rule"], row["unit_code"], row["round"]][-1]["arrive_s"])
            self.assertEqual(end - begin, length)
            spans[row["auxiliary_id"]].append((moment(row["start"]), moment(row["end"])))
            by_person[row["rule"], row["date"], row["auxiliary_id"]] += 1
            by_round[row["rule"], row["date"], row["unit_code"], row["round"]] += 1
            if "teams" in rule:
                self.assertIn({"id": row["team_id"], "unit_code": row["unit_code"]}, rule["teams"])
                by_team[row["rule"], row["date"], row["team_id"]] += 1
            else:
                self.assertEqual(row["team_id"], "")
        goers = {row["auxiliary_id"] for row in self.dates}
        for person in goers:
            order = sorted(spans[person])
            self.assertTrue(all(a[1] <= b[0] for a, b in zip(order, order[1:])), person)
        for counted in (by_person, by_round, by_team):
            self.assertTrue(all(count == 1 for count in counted.values()))

    def test_the_land_is_seen_as_often_as_is_told(self):
        lowest = self.problem["levels"][-1]
        land = Land(PLAN / f"units.{lowest}.geojson")
        types = {row["date"]: row["day_type"] for row in rows("calendar.csv")}
        seen = defaultdict(set)
        times = defaultdict(Counter)

        def see(code, day, second):
            day, second = day + int(second // 86_400), second % 86_400
            if 0 <= day < self.days:
                seen[code].add(day)
                times[code][int(second // 1800)] += 1

        for row in self.dates:
            day = (datetime.date.fromisoformat(row["date"]) - self.start).days
            begin = moment(row["start"])
            second = begin.hour * 3600 + begin.minute * 60 + begin.second
            for stop in self.rounds[row["rule"], row["unit_code"], row["round"]][:-1]:
                see(stop["stop_id"], day, second + int(stop["arrive_s"]))
        dates_of = defaultdict(list)
        for date, kind in types.items():
            dates_of[kind].append((datetime.date.fromisoformat(date) - self.start).days)
        first = {}
        for row in rows("stops.csv"):
            key = row["day_type"], row["crew_id"], row["shift_id"]
            # The example day is that on which the crew sets out.
            first.setdefault(key, moment(row["start"] or row["arrive"] or row["depart"]).date())
            if row["kind"] not in ("checkpoint", "street", "unit"):
                continue
            code = land.unit(float(row["lon"]), float(row["lat"]))
            begin = moment(row["start"])
            second = (begin.date() - first[key]).days * 86_400 + begin.hour * 3600 + begin.minute * 60 + begin.second
            if code:
                for day in dates_of[row["day_type"]]:
                    see(code, day, second)

        told = rows("seen.csv")
        self.assertGreater(len(told), 100)
        within, needs = Counter(), defaultdict(lambda: defaultdict(int))
        villages = sorted(self.people)
        width = len(villages[0])
        dates = defaultdict(set)
        for code, days in seen.items():
            for level in {len(row["unit_code"]) for row in told}:
                dates[code[:level]] |= days
        for row in told:
            days = sorted(dates[row["unit_code"]])
            gaps = [b - a for a, b in zip([-1] + days, days + [self.days])]
            self.assertEqual(int(row["dates"]), len(days), row)
            self.assertEqual(row["greatest_days"], str(max(gaps)) if days else "", row)
            asked = int(row["standard_days"])
            within[row["level"]] += bool(days) and max(gaps) <= asked
            need = sum((gap - 1) // asked for gap in gaps)
            kept = needs[row["level"]]
            kept[row["unit_code"][:width]] = max(kept[row["unit_code"][:width]], need)
        for row in self.summary["seen"]:
            self.assertEqual(row["units_within"], within[row["level"]])
            self.assertEqual(row["further_rounds"], sum(needs[row["level"]].values()))

        households = {}
        for feature in json.loads((PLAN / f"units.{lowest}.geojson").read_text(encoding="utf-8"))["features"]:
            households[feature["properties"]["code"]] = feature["properties"]["households"]
        bits = {
            code: -sum(n / count.total() * math.log2(n / count.total()) for n in count.values())
            for code, count in times.items()
        }
        weight = sum(households[code] for code in bits)
        self.assertAlmostEqual(
            self.summary["entropy_bits"], sum(bits[code] * households[code] for code in bits) / weight, delta=0.006)

    def test_hours_fall_alike(self):
        hours = defaultdict(float)
        for row in self.dates:
            hours[row["auxiliary_id"]] += (moment(row["end"]) - moment(row["start"])).total_seconds() / 3600
        self.assertEqual(self.summary["people"], len(hours))
        self.assertAlmostEqual(self.summary["least_hours"], min(hours.values()), delta=0.006)
        self.assertAlmostEqual(self.summary["most_hours"], max(hours.values()), delta=0.006)


if __name__ == "__main__":
    unittest.main()
