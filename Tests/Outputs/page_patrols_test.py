"""What the report page tells of crews and patrol areas, held against the plan's files; page_test.py runs these tests with its own."""
import json
import math
import re

from page_case import PLAN, PageCase

SUMMARY = json.loads((PLAN / "summary.json").read_text())
AREAS = [row["properties"] | {"land": row["geometry"]} for row in json.loads((PLAN / "patrol_areas.geojson").read_text())["features"]]
LANGUAGES = ["zh-CN", "en-GB"]


def number(text):
    return float(re.search(r"[-+−]?\d[\d,.]*", text)[0].replace(",", "").replace("−", "-"))


def size(rings):
    """Square metres and metres around, in a plane that fits the place."""
    middle = math.radians(rings[0][0][1])
    across, up = 111_320 * math.cos(middle), 110_900
    land = around = 0
    for ring in rings:
        points = [(x * across, y * up) for x, y in ring]
        land += sum((a[0] - points[0][0]) * (b[1] - points[0][1]) - (b[0] - points[0][0]) * (a[1] - points[0][1])
                    for a, b in zip(points, points[1:])) / 2
        around += sum(math.dist(a, b) for a, b in zip(points, points[1:]))
    return land, around


class PatrolsTest(PageCase):
    def in_each_language(self):
        for locale in LANGUAGES:
            self.context.close()
            self.open(locale=locale)
            yield locale

    def cells(self, table):
        """By the first cell of each row, the others."""
        lines = [line.locator("th, td").all_inner_texts() for line in self.page.locator(f"{table} tbody tr").all()]
        return {line[0].strip(): line[1:] for line in lines}

    def test_the_work_of_crews_is_that_of_the_summary(self):
        crews = SUMMARY["crews"]
        verdicts = {crew: kind["is_even"] for kind in crews["kinds"] if len(kind["crews"]) > 1 for crew in kind["crews"]}
        words = {"zh-CN": {True: "均衡", False: "不均衡", None: "–"}, "en-GB": {True: "even", False: "UNEVEN", None: "–"}}
        for locale in self.in_each_language():
            told = self.cells("#crew-table")
            self.assertEqual(set(told), {row["id"] for row in crews["crews"]})
            for row in crews["crews"]:
                _, hours, kilometres, nights, visits, verdict = told[row["id"]]
                self.assertAlmostEqual(number(hours), row["hours"], delta=0.051)
                self.assertAlmostEqual(number(kilometres), row["kilometres"], delta=0.056)
                self.assertEqual((number(nights), number(visits)), (row["nights"], row["visits"]))
                self.assertEqual(verdict, words[locale][verdicts.get(row["id"])])
            bases = [cells[0] for cells in told.values()]
            self.assertEqual(len({base for base in bases}), 1 + sum(a != b for a, b in zip(bases, bases[1:])), "a base's stand together")

    def test_kinds_of_crews_are_told_in_words(self):
        kinds = [kind for kind in SUMMARY["crews"]["kinds"] if len(kind["crews"]) > 1]
        for _ in self.in_each_language():
            lines = self.page.locator("#crew-kinds li").all_inner_texts()
            self.assertEqual(len(lines), len(kinds))
            for line, kind in zip(lines, kinds):
                for crew in kind["crews"]:
                    self.assertIn(crew, line)
                work = line[line.index(kind["crews"][-1]) + len(kind["crews"][-1]):]
                numbers = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,.]*", work)]
                wanted = []
                for key in ("hours", "kilometres", "nights"):
                    ends = [round(kind[f"{end}_{key}"], 1) for end in ("least", "most")]
                    wanted += ends if ends[0] != ends[1] else ends[:1]
                self.assertEqual(len(numbers), len(wanted), line)
                for shown, value in zip(numbers, wanted):
                    self.assertAlmostEqual(shown, value, delta=0.11)
            bits = [float(text) for text in re.findall(r"\d+\.\d+", self.page.locator("#crew-kinds p").last.inner_text())]
            for shown, key in zip(bits, ("entropy_bits", "visit_entropy_bits"), strict=True):
                self.assertAlmostEqual(shown, SUMMARY["crews"][key], delta=0.006)

    def test_crews_that_are_uneven_are_named(self):
        def change(patrol):
            kind = next(kind for kind in patrol["crewWork"]["kinds"] if len(kind["crews"]) > 1)
            kind["isEven"] = False
        with self.changed(change, "patrol-data") as patrol:
            work = patrol["crewWork"]
            kind = next(kind for kind in work["kinds"] if not kind["isEven"])
            said = self.text("#crew-kinds p")
            self.assertTrue(said.startswith("工时或夜班不均衡"), said)
            for crew in kind["crews"]:
                self.assertIn(work["works"][crew]["id"], said)
            self.assertEqual(self.page.locator("#crew-table .tag.broken").count(), len(kind["crews"]))
            self.assertEqual(self.page.locator("#crew-kinds .tag.broken").count(), 1)

    def test_patrol_areas_are_those_of_the_plan(self):
        mean = sum(row["workload_s"] for row in AREAS) / sum(max(1, len(crews(row))) for row in AREAS)
        figures = SUMMARY["patrol_areas"]
        for _ in self.in_each_language():
            told, compactness, borders = self.cells("#area-table"), [], []
            self.assertEqual(set(told), {name(row) for row in AREAS})
            self.assertTrue(all(row["name"] for row in AREAS) and len({row["name"] for row in AREAS}) == len(AREAS))
            for row in AREAS:
                _, names, units, households, _, surplus, compact, border, land = told[name(row)]
                self.assertEqual(re.split("[、,] ?", names), crews(row))
                self.assertEqual((number(units), number(households)), (row["units"], row["households"]))
                share = row["workload_s"] / max(1, len(crews(row))) / mean - 1
                self.assertAlmostEqual(number(surplus), 100 * share, delta=0.06)
                polygons = row["land"]["coordinates"] if row["land"]["type"] == "MultiPolygon" else [row["land"]["coordinates"]]
                sizes = [size(polygon) for polygon in polygons]
                area, around = (sum(part) for part in zip(*sizes))
                self.assertAlmostEqual(number(compact), 4 * math.pi * area / around ** 2, delta=0.011)
                self.assertLess(1000 * number(border), 1.01 * around + 50)
                if len(polygons) == 1:
                    self.assertIn(land, ("连片", "whole"))
                compactness.append(number(compact))
                borders.append(number(border))
            self.assertAlmostEqual(sum(compactness) / len(compactness), figures["mean_compactness"], delta=0.006)
            self.assertAlmostEqual(min(compactness), figures["least_compactness"], delta=0.006)
            self.assertAlmostEqual(sum(borders) / 2, figures["border_m"] / 1000, delta=0.03 * len(AREAS) + 0.01)
            if len(AREAS) > 1:
                shown = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,.]*\d", self.text("#area-told"))]
                wanted = [100 * figures["balance"], figures["mean_compactness"], figures["least_compactness"], figures["border_m"] / 1000]
                self.assertEqual(len(shown), len(wanted), shown)
                for a, b in zip(shown, wanted):
                    self.assertAlmostEqual(a, b, delta=0.056)

    def test_a_row_shows_its_area_on_the_map_in_its_colour(self):
        rows = self.page.locator("#area-table tbody tr")
        row = rows.nth(rows.count() - 1)
        name = row.locator("th").inner_text().strip()
        row.locator("th button").click()
        self.assertEqual(self.text("#details h2"), name)
        self.assertEqual(self.page.locator("#colour").input_value(), "area")
        said, place = self.details(), self.cells("#area-table")[name]
        for label, cell in [("每车组较平均", 5), ("紧凑度", 6), ("与邻区边界", 7), ("土地", 8)]:
            self.assertEqual(said[label], place[cell])
        # Both are the same mixture, one in each of two notations.
        paint = """(el) => { const pen = document.createElement("canvas").getContext("2d");
            pen.fillStyle = getComputedStyle(el).backgroundColor; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; }"""
        legend = self.page.locator("#legend li", has_text=name).locator("i").evaluate(paint)
        for a, b in zip(row.locator(".swatch").evaluate(paint), legend):
            self.assertAlmostEqual(a, b, delta=2)

    def test_a_crew_is_one_press_away(self):
        crew = SUMMARY["crews"]["crews"][-1]["id"]
        self.page.locator("#crew-table tbody th button", has_text=crew).click()
        self.assertEqual(self.page.locator("#crew").input_value(), crew)
        self.assertIn(crew, self.details()["车组"])


def name(area):
    return " ".join(filter(None, [area["id"], area["name"]]))


def crews(area):
    return area["crews"].split(";") if isinstance(area["crews"], str) else area["crews"]
