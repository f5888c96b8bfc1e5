"""The report page as it is read, searched, sent, saved and printed; page_test.py runs these tests with its own."""
import csv
import json
import re
import tempfile
from pathlib import Path

import pypdf
from axe_playwright_python.sync_playwright import Axe

from page_case import PAGE, PICTURES, PLAN, PageCase, rows


def inside(rings, x, y):
    """Whether a place is in a polygon, by the number of edges to its right."""
    found = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                found = not found
    return found


def never_passed():
    """The share of the households in whose micro-grids neither a crew nor a round stops in the first week, by the tables and
    the land.
    """
    days = {row["day_type"] for row in rows("calendar")[:7]}
    units = json.loads((PLAN / "units.microgrid.geojson").read_text())["features"]
    stops = [row for row in rows("stops") if row["day_type"] in days and row["kind"] in ("unit", "checkpoint", "street")]
    seen = {row["stop_id"] for row in stops if row["kind"] == "unit"}
    if (PLAN / "rounds.csv").exists():
        week = {row["date"] for row in rows("calendar")[:7]}
        made = {(row["rule"], row["unit_code"], row["round"]) for row in rows("round_dates") if row["date"] in week}
        seen |= {row["stop_id"] for row in rows("rounds") if (row["rule"], row["unit_code"], row["round"]) in made}
    places = {(float(row["lon"]), float(row["lat"])) for row in stops if row["kind"] != "unit"}
    for unit in units:
        shape = unit["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            xs, ys = zip(*polygon[0])
            near = [p for p in places if min(xs) <= p[0] <= max(xs) and min(ys) <= p[1] <= max(ys)]
            if any(inside(polygon, *place) for place in near):
                seen.add(unit["properties"]["code"])
    every = sum(unit["properties"]["households"] for unit in units)
    return sum(unit["properties"]["households"] for unit in units if unit["properties"]["code"] not in seen) / every


class ReadingTest(PageCase):
    def test_it_prints(self):
        paper = self.page.pdf(prefer_css_page_size=True, print_background=True)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(paper)
            file.flush()
            texts = [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(file.name).pages]
        self.assertLessEqual(len(texts), 8)
        self.assertIn("警务室·新建", texts[0], "the legend is on the page of the map")
        self.assertRegex(texts[0], r"\d项不达标")
        # A table is whole, or says what it leaves out.
        said = "".join(texts)
        for name in ["rooms", "routes", "areas"]:
            table = self.page.locator({"rooms": "#room-table", "routes": "#route-table", "areas": "#area-table"}[name])
            told = re.sub(r"\s", "", table.locator(".told").text_content())
            first = [re.sub(r"\s", "", row.text_content()) for row in table.locator("tbody tr:not(.inner) > :first-child").all()]
            shown = int(re.match(r"\d+", told)[0]) if told else len(first)
            self.assertIn(told, said)
            for text in first[:shown]:
                self.assertIn(text, said, name)
        for heading in ["响应覆盖", "警力配置", "方案质量"]:
            page = next(text for text in texts if text.startswith(heading))
            self.assertGreater(len(page), 100, "a heading stays with what it heads")
        self.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        self.page.emulate_media(media="print")
        for hidden in ["#map", "#level", "#layers", "#time-bar", ".search", ".sections", ".save", ".filter"]:
            self.assertFalse(self.page.locator(hidden).first.is_visible(), hidden)
        self.assertTrue(self.page.locator("#paper").is_visible())
        colours = self.page.locator("#paper").evaluate(
            "canvas => new Set(new Uint32Array(canvas.getContext('2d')"
            ".getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size")
        self.assertGreater(colours, 20)
        if PICTURES:
            Path(PICTURES, "print.pdf").write_bytes(paper)

    def test_it_does_not_print_in_the_dark(self):
        self.context.close()
        self.open(locale="en-GB", scheme="dark")
        self.page.emulate_media(media="print", color_scheme="dark")
        for part in ["body", ".verdict .card", "thead th"]:
            colours = self.page.locator(part).first.evaluate(
                "el => [getComputedStyle(el).color, getComputedStyle(el).backgroundColor].map((c) => c.match(/\\d+/g).slice(0, 3).reduce((s, n) => s + +n, 0))")
            self.assertLess(colours[0], 400, part)
            self.assertGreater(colours[1], 600, part)

    def test_the_first_screen_says_what_is_broken_and_what_is_never_passed(self):
        said = self.text("#verdict .found")
        summary = json.loads((PLAN / "summary.json").read_text())
        audit = summary["audit"]
        late = [row for row in summary.get("rounds", {}).get("seen", []) if row["units_within"] < row["units"]]
        broken = [rule for rule in audit["staffing"]["rules"] if rule["verdict"] == "breach"]
        self.assertEqual(int(re.search(r"(\d+) 项不达标", said)[1]), len(broken) + (audit["duties_unfilled"] > 0) + len(late))
        for row in late:
            self.assertIn(f"{row['units_within']:,}/{row['units']:,} 达标，至少还需 {row['further_rounds']:,} 次巡防", said)
        for rule in broken:
            self.assertIn(rule["places"][0]["name"], said)
        self.assertIn(f"{audit['duties_needed']:,} 个岗次中 {audit['duties_unfilled']} 个无人", said)
        lost = 100 * never_passed()
        if lost:
            self.assertAlmostEqual(float(re.search(r"([\d.]+)%\s*的户", said)[1]), lost, delta=0.1)
        else:
            self.assertNotIn("整周无人巡访", said)
        # Every finding is above the fold, and its place is one click away.
        bottom = self.page.locator("#verdict").bounding_box()
        self.assertLess(bottom["y"] + bottom["height"], 600)
        self.assertEqual(self.page.locator("#verdict ol > li").count(), 3)
        for number in range(3):
            self.page.evaluate("scrollTo(0, 0)")
            place = self.page.locator("#verdict ol > li").nth(number).locator("button")
            self.assertEqual(place.count(), 1)
            place.click()
            self.assertNotEqual(self.text("#details .eyebrow"), "县")
        if lost:
            self.page.locator("#verdict .found button", has_text="在地图上看").click()
            self.assertEqual(self.page.locator("#colour").input_value(), "visits")
            self.assertAlmostEqual(float(self.text("#legend li b").rstrip("%")), lost, delta=0.1)

    def test_many_broken_rules_lead_to_the_table_of_all(self):
        def change(plan):
            for rule in plan["rules"]:
                rule["verdict"] = "breach"
        with self.changed(change) as plan:
            more = self.page.locator("#verdict .found li", has_text=f"另有 {len(plan['rules']) - 3} 项")
            more.locator("a").click()
            self.assertEqual(self.page.evaluate("document.activeElement.id"), "staffing")

    def test_reach_of_everyone_is_that_of_the_summary(self):
        last = self.page.locator("#verdict .reach tbody tr").last.locator("td").all_inner_texts()
        shares = [100 * row["share"] for row in json.loads((PLAN / "summary.json").read_text())["coverage"]]
        for said, share in zip(last, shares):
            self.assertAlmostEqual(float(said.strip().rstrip("%")), share, delta=0.1)
        self.assertEqual(self.page.locator("#verdict .reach tbody tr").count(), 5, "day, evening, night, the worst, all")

    def test_axe_finds_nothing_and_nothing_is_off_the_screen(self):
        for width in [390, 1440, 1920]:
            for locale in ["zh-CN", "en-GB"]:
                for scheme in ["light", "dark"]:
                    self.context.close()
                    self.open(locale=locale, scheme=scheme, width=width)
                    found = Axe().run(self.page).response["violations"]
                    self.assertEqual([(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found], [], (width, locale, scheme))
                    self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), width, (width, locale))

    def hits(self, query):
        self.page.locator("#search").fill(query)
        return self.page.locator("#hits li").all_inner_texts()

    def test_search_finds_people_crews_posts_initials_and_places(self):
        problem = json.loads((PLAN / "problem.json").read_text())
        worker = problem["grid_workers"][77]
        self.assertIn("人员", self.hits(worker["id"])[0])
        self.page.locator("#search").press("Enter")
        self.assertEqual(self.text("#details .code"), worker["unit_code"])
        self.assertTrue(any("车组" in hit for hit in self.hits(problem["crews"][0]["id"])))
        self.assertIn("岗位", self.hits(problem["posts"][0]["id"])[0])
        self.assertIn("必到点", self.hits(problem["checkpoints"][0]["id"])[0])
        self.assertTrue(any("沈丘" in hit for hit in self.hits("sq")), "by the initials of its name in pinyin")

    def test_coordinates_are_found_in_both_datums(self):
        # The pairs of Tests/Outputs/gcj02.json are those that the Swift transform gives, as its tests check.
        pairs = json.loads((Path(__file__).parent / "gcj02.json").read_text())
        for x, y, wx, wy in pairs:
            told = self.hits(f"{x}, {y}")
            numbers = [float(n) for n in re.search(r"GCJ-02 → (-?[\d.]+), (-?[\d.]+)", told[1]).groups()]
            self.assertAlmostEqual(numbers[0], wx, delta=6e-7)
            self.assertAlmostEqual(numbers[1], wy, delta=6e-7)
            self.assertIn(f"WGS 84 → {x:.6f}, {y:.6f}", told[0])
        stop = next(row for row in rows("stops") if row["kind"] == "unit")
        for query in [f"{stop['lon']}, {stop['lat']}", f"{stop['lat']} {stop['lon']}"]:
            self.hits(query)
            self.page.locator("#search").press("Enter")
            self.assertEqual(self.text("#details .code"), stop["stop_id"])
        self.assertIn("不在县内", self.hits("10, 20")[0])

    def test_the_address_holds_the_view(self):
        self.page.select_option("#colour", "visits")
        search = self.page.locator("#search")
        codes = [rows("assignments")[number]["unit_code"] for number in (20, 300)]
        for code in codes:
            search.fill(code)
            search.press("Enter")
        self.set_time(510)
        self.page.locator("#language").click()
        self.page.wait_for_timeout(900)
        view, clock = self.page.evaluate("location.hash"), self.text("#clock")
        self.assertLess(len(view), 400)
        self.page.go_back()
        self.page.wait_for_timeout(300)
        self.assertEqual(self.text("#details .code"), codes[0])
        self.context.close()
        # Whoever is sent it sees the same.
        self.open(view=view)
        self.assertEqual(self.text("#details .code"), codes[1])
        self.assertEqual(self.page.locator("#colour").input_value(), "visits")
        self.assertEqual(self.text("#clock"), clock)
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "en")
        self.page.wait_for_timeout(900)
        self.assertEqual(self.page.evaluate("location.hash"), view)
        self.context.close()
        # What the address cannot mean is passed over.
        self.open(view="#sel=unit:village:nowhere&colour=__proto__&level=x&at=a,b,c&time=-5&pin=1&show=&lang=fr")
        self.assertEqual(self.text("#details .eyebrow"), "County")

    def test_the_language_is_remembered(self):
        self.page.locator("#language").click()
        self.page.goto("about:blank")
        self.asked.clear()
        self.page.goto(PAGE)
        self.page.wait_for_function("document.querySelector('#details h2') !== null")
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "en")

    def test_tables_sort_filter_and_are_saved(self):
        table = self.page.locator("#room-table")
        head = table.locator("thead th").nth(5)
        head.locator("button").click()
        self.assertEqual(head.get_attribute("aria-sort"), "descending")
        self.assertIn("↓", head.locator("button").evaluate("el => getComputedStyle(el, '::after').content"))
        numbers = [int(text.replace(",", "")) for text in table.locator("tbody tr > :nth-child(6)").all_inner_texts()]
        self.assertEqual(numbers, sorted(numbers, reverse=True))
        name = table.locator("tbody th").first.inner_text()
        table.locator(".filter").fill(name)
        self.assertEqual(table.locator("tbody th").all_inner_texts(), [name])
        table.locator(".filter").fill("")
        with self.page.expect_download() as saved:
            table.locator(".save").click()
        text = Path(saved.value.path()).read_bytes()
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        told = list(csv.reader(text.decode("utf-8-sig").splitlines()))
        self.assertEqual(len(told), 1 + json.loads((PLAN / "summary.json").read_text())["counts"]["rooms"])
        self.assertEqual(told[1][0], name)
        for button, start in [("#curve-chart ~ .save", b"<svg"), ("#save-map .save", b"\x89PNG")]:
            with self.page.expect_download() as saved:
                self.page.locator(button).click()
            self.assertTrue(Path(saved.value.path()).read_bytes().startswith(start))

    def test_no_name_becomes_a_formula(self):
        names = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "'=1", "＝1+1", "-5", "a,b", 'say "x"', "plain", "=1\n=2"]

        def change(plan):
            for room, name in zip(plan["rooms"], names):
                room["name"] = name
        with self.changed(change):
            with self.page.expect_download() as saved:
                self.page.locator("#room-table .save").click()
            with open(saved.value.path(), encoding="utf-8-sig", newline="") as file:
                told = [row[0] for row in csv.reader(file)][1:]
        self.assertEqual(told[:len(names)], [name if name in ("-5", "a,b", 'say "x"', "plain") else "'" + name for name in names])

    def test_people_are_found_by_name_number_and_callsign(self):
        def change(plan):
            officer = plan["rooms"][3]["officers"][0]
            plan["people"][officer] = {"name": "张三丰", "phone": "138 0013-8000", "callsign": "沈公501"}
            plan["initials"] = {"z": "张", "s": "三", "f": "丰"}
        with self.changed(change) as plan:
            for query in ["张三", "zsf", "13800138000", "沈公501", plan["rooms"][3]["officers"][0]]:
                self.assertIn("张三丰", self.hits(query)[0], query)
            self.page.locator("#search").press("Enter")
            self.assertEqual(self.text("#details .code"), plan["rooms"][3]["id"])
            self.assertEqual(self.page.locator("#details a[href='tel:13800138000']").count(), 1)
