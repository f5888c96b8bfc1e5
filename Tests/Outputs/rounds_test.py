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
        whole = json.loads((PLAN / "summary.json").read_text(encoding="utf-8"))
        cls.summary, cls.crews = whole["rounds"], whole["crews"]
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
        seen, by_crews = defaultdict(set), defaultdict(set)
        times, crew_times, visit_times = defaultdict(set), defaultdict(set), defaultdict(set)

        def see(code, day, second, crew=False):
            day, second = day + int(second // 86_400), second % 86_400
            if 0 <= day < self.days:
                seen[code].add(day)
                times[code].add((day, int(second // 1800)))
                if crew:
                    by_crews[code].add(day)
                    crew_times[code].add((day, int(second // 1800)))

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
                    see(code, day, second, crew=True)
            self.assertNotEqual(row["kind"], "street", "the sample has none, which begin and end")
            if row["kind"] == "checkpoint":
                for day in dates_of[row["day_type"]]:
                    day += int(second // 86_400)
                    if day < self.days:
                        visit_times[row["stop_id"]].add((day, int(second % 86_400 // 1800)))

        told = rows("seen.csv")
        self.assertGreater(len(told), 100)
        within, needs = Counter(), defaultdict(lambda: defaultdict(int))
        villages = sorted(self.people)
        width = len(villages[0])
        dates = {"anybody": defaultdict(set), "crews": defaultdict(set)}
        for by, sights in (("anybody", seen), ("crews", by_crews)):
            for code, days in sights.items():
                for level in {len(row["unit_code"]) for row in told}:
                    dates[by][code[:level]] |= days
        for row in told:
            days = sorted(dates[row["by"]][row["unit_code"]])
            gaps = [b - a for a, b in zip([-1] + days, days + [self.days])]
            self.assertEqual(int(row["dates"]), len(days), row)
            self.assertEqual(row["greatest_days"], str(max(gaps)) if days else "", row)
            asked = int(row["standard_days"])
            standard = row["level"], row["tier"], row["by"], asked
            within[standard] += bool(days) and max(gaps) <= asked
            need = sum((gap - 1) // asked for gap in gaps)
            kept = needs[standard]
            kept[row["unit_code"][:width]] = max(kept[row["unit_code"][:width]], need)
        self.assertEqual(len(self.summary["seen"]), len(needs))
        for row in self.summary["seen"]:
            standard = row["level"], row.get("tier", ""), row["by"], row["standard_days"]
            self.assertEqual(row["units_within"], within[standard])
            self.assertEqual(row["further_rounds"], sum(needs[standard].values()))

        households = {}
        for feature in json.loads((PLAN / f"units.{lowest}.geojson").read_text(encoding="utf-8"))["features"]:
            households[feature["properties"]["code"]] = feature["properties"]["households"]
        # A day of a rotation is of the type whose name it bears.
        rotation = self.problem["patrol"].get("rotation", 1)
        names = self.problem["day_types"]
        base = {name: names[index % (len(names) // rotation)] for index, name in enumerate(names)}
        type_of = {
            (datetime.date.fromisoformat(date) - self.start).days: base[kind] for date, kind in types.items()}
        dates_of_type = Counter(type_of.values())

        def doubt(sights):
            seen = Counter((type_of[day], half) for day, half in sights)
            return sum(
                dates_of_type[kind] / self.days * -sum(p * math.log2(p) for p in (n / dates_of_type[kind], 1 - n / dates_of_type[kind]) if p)
                for (kind, _), n in seen.items())

        for told_bits, sights in (
                (self.summary["entropy_bits"], times), (self.crews["entropy_bits"], crew_times)):
            weight = sum(households[code] for code in sights)
            self.assertAlmostEqual(
                told_bits, sum(doubt(sights[code]) * households[code] for code in sights) / weight, delta=0.006)
        self.assertGreater(len(visit_times), 50)
        self.assertAlmostEqual(
            self.crews["visit_entropy_bits"], sum(map(doubt, visit_times.values())) / len(visit_times), delta=0.006)

    def test_what_crews_do_is_told(self):
        """Hours on the way and at stops, kilometres, nights and required visits of every crew, from every stop on every date."""
        dates = Counter(row["day_type"] for row in rows("calendar.csv"))
        night = {}
        for shift in self.problem["shifts"]:
            start, end = clock(shift["start"]), clock(shift["end"])
            end += 86_400 if end <= start else 0
            night[shift["id"]] = start < 5 * 3600 or end > 86_400
        hours, metres, visits, drives = Counter(), Counter(), Counter(), defaultdict(set)
        entered = None
        for row in rows("stops.csv"):
            crew, times = row["crew_id"], dates[row["day_type"]]
            stay = (moment(row["depart"]) - moment(row["start"])).total_seconds() if row["depart"] and row["start"] else 0
            hours[crew] += times * (int(row["travel_s"]) + stay)
            metres[crew] += times * float(row["distance_m"])
            is_far_end = row["kind"] == "street" and entered == row["stop_id"]
            entered = row["stop_id"] if row["kind"] == "street" and not is_far_end else None
            visits[crew] += times * (row["kind"] == "checkpoint" or row["kind"] == "street" and not is_far_end)
            drives[crew].add((row["day_type"], row["shift_id"]))
        self.assertEqual({row["id"] for row in self.crews["crews"]}, set(hours))
        for row in self.crews["crews"]:
            crew = row["id"]
            self.assertAlmostEqual(row["hours"], hours[crew] / 3600, delta=0.006)
            self.assertAlmostEqual(row["kilometres"], metres[crew] / 1000, delta=0.006)
            self.assertEqual(row["visits"], visits[crew])
            self.assertEqual(row["nights"], sum(dates[kind] for kind, shift in drives[crew] if night[shift]))
        tolerance = self.problem["patrol"]["hours_tolerance"]
        for kind in self.crews["kinds"]:
            works = [row for row in self.crews["crews"] if row["id"] in kind["crews"]]
            mean = sum(row["hours"] for row in works) / len(works)
            nights = [row["nights"] for row in works]
            is_even = max(abs(row["hours"] - mean) for row in works) <= tolerance * mean and max(nights) - min(nights) <= 1
            self.assertEqual(kind["is_even"], is_even)
            self.assertEqual((kind["least_kilometres"], kind["most_kilometres"]), (
                min(row["kilometres"] for row in works), max(row["kilometres"] for row in works)))

    def test_hours_fall_alike(self):
        hours = defaultdict(float)
        for row in self.dates:
            hours[row["auxiliary_id"]] += (moment(row["end"]) - moment(row["start"])).total_seconds() / 3600
        self.assertEqual(self.summary["people"], len(hours))
        self.assertAlmostEqual(self.summary["least_hours"], min(hours.values()), delta=0.006)
        self.assertAlmostEqual(self.summary["most_hours"], max(hours.values()), delta=0.006)


if __name__ == "__main__":
    unittest.main()
