"""The report page of a full-size plan in a real browser: PLAN=folder BROWSER=chromium python page_test.py"""
import csv
import json
import os
import re
import tempfile
import unittest
from pathlib import Path

import pypdf
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PLAN = Path(os.environ["PLAN"]).resolve()
PAGE = (PLAN / "report.html").as_uri()
# Where pictures of the page go, for looking at.
PICTURES = os.environ.get("PICTURES")


def rows(name):
    with open(PLAN / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inside(rings, x, y):
    """Whether a place is in a polygon, by the number of edges to its right."""
    found = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                found = not found
    return found


def never_passed():
    """The share of the households in whose micro-grids no crew stops in the first week, by the tables and the land."""
    days = {row["day_type"] for row in rows("calendar")[:7]}
    units = json.loads((PLAN / "units.microgrid.geojson").read_text())["features"]
    stops = [row for row in rows("stops") if row["day_type"] in days and row["kind"] in ("unit", "checkpoint", "street")]
    seen = {row["stop_id"] for row in stops if row["kind"] == "unit"}
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


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=os.environ["BROWSER"], args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.open()

    def tearDown(self):
        self.assertEqual(self.said, [], "the console stays empty")
        self.assertEqual({url.split("#")[0] for url in self.asked} - {PAGE}, set(), "the page asks for nothing")
        self.context.close()

    def open(self, locale="zh-CN", scheme="light", width=1600, view=""):
        self.context = self.browser.new_context(
            locale=locale, color_scheme=scheme, reduced_motion="reduce",
            viewport={"width": width, "height": 1000})
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(PAGE + view)
        self.page.wait_for_function("document.querySelector('#details h2') !== null")

    # What the page shows.

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def picture(self):
        """The map's pixels."""
        return self.page.locator("#map").screenshot()

    def details(self):
        """The pairs of label and value of the panel."""
        names = self.page.locator("#details dt").all_inner_texts()
        return dict(zip(names, self.page.locator("#details dd").all_inner_texts()))

    def keep(self, name, **options):
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{name}.png", **options)

    def set_time(self, minutes):
        self.page.locator("#time").evaluate(
            "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }", minutes)

    # The tests.

    def test_it_is_drawn_soon(self):
        drawn = self.page.evaluate("performance.now()")
        print(f"drawn {drawn / 1000:.2f} s after the page was asked for; "
              f"{(PLAN / 'report.html').stat().st_size / 1e6:.1f} MB")
        self.assertLess((PLAN / "report.html").stat().st_size, 5e6)
        self.assertLess(drawn, 4000, "even on a machine that does other things")
        colours = self.page.locator("#map canvas").first.evaluate(
            "canvas => new Set(new Uint32Array(canvas.getContext('2d')"
            ".getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size")
        self.assertGreater(colours, 20)
        self.keep("whole")

    def test_clicks_drill_down_to_a_micro_grid_and_its_chain(self):
        kinds = [self.text("#details .eyebrow")]
        box = self.page.locator("#map").bounding_box()
        # Beside the middle, where no marker of a selected unit stands.
        at = (box["x"] + box["width"] * 0.47, box["y"] + box["height"] * 0.33)
        for _ in range(8):
            self.page.mouse.click(*at)
            kind = self.text("#details .eyebrow")
            if kind != kinds[-1]:
                kinds.append(kind)
            at = (box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
            if kind == "微网格":
                break
        self.assertEqual(kinds, ["县", "乡镇", "村/社区", "网格", "微网格"])
        code = self.text("#details .code")
        told = self.details()
        village = next(row for row in rows("assignments") if code.startswith(row["unit_code"]))
        self.assertEqual(told["社区民警"], village["officer_id"])
        self.assertEqual(told["辅警"].split("、"), village["auxiliary_ids"].split(";"))
        workers = json.loads((PLAN / "problem.json").read_text())["grid_workers"]
        self.assertEqual(told["网格员"], next(w["id"] for w in workers if w["unit_code"] == code))
        for label in ["派出所辖区", "警务室", "网格员", "户数", "响应时间", "每日巡访", "巡区"]:
            self.assertIn(label, told)
        self.keep("micro-grid")
        # And back up by the names above.
        self.page.locator("#details .crumbs button").first.click()
        self.assertEqual(self.text("#details .eyebrow"), "县")

    def test_search_finds_codes_and_names(self):
        village = rows("assignments")[300]["unit_code"]
        search = self.page.locator("#search")
        search.fill(village)
        search.press("Enter")
        self.assertEqual(self.text("#details .code"), village)
        name = self.text("#details h2")
        search.fill(name)
        search.press("ArrowDown")
        self.assertEqual(self.page.evaluate("document.activeElement.closest('#hits') !== null"), True)
        self.page.keyboard.press("Escape")
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "search")
        self.assertFalse(self.page.locator("#hits").is_visible())
        search.fill("no such place")
        self.assertEqual(self.text("#hits"), "没有找到")

    def test_layers_and_colours_change_the_map(self):
        seen = {self.picture()}
        for box in self.page.locator("#layers input").all():
            box.click()
            seen.add(self.picture())
        self.assertGreaterEqual(len(seen), 6)
        for colour in ["room", "area", "visits", "nothing"]:
            self.page.select_option("#colour", colour)
            seen.add(self.picture())
        self.assertGreaterEqual(len(seen), 10)
        self.keep("layers")

    def test_the_bands_of_the_legend_add_up_to_the_shares_of_the_cards(self):
        labels = self.page.locator("#legend li span").all_inner_texts()
        shares = [float(text.rstrip("%")) for text in self.page.locator("#legend li b").all_inner_texts()]
        cards = {row["response_s"]: 100 * row["share"] for row in json.loads((PLAN / "summary.json").read_text())["coverage"]}
        self.assertEqual(len(labels), len(shares))
        self.assertGreaterEqual(len(cards), 3)
        # Only the first band begins at nothing; each later one begins where the one before ends.
        self.assertEqual(["以内" in label for label in labels], [True] + [False] * (len(labels) - 1))
        compared = 0
        for number, label in enumerate(labels):
            limit = 60 * int(re.findall(r"\d+", label)[-1]) if re.search(r"\d+ ?分", label) and "超过" not in label else None
            if limit in cards:
                compared += 1
                self.assertAlmostEqual(sum(shares[:number + 1]), cards[limit], delta=0.11 * (number + 1), msg=label)
        self.assertGreaterEqual(compared, 3, labels)
        self.assertAlmostEqual(sum(shares), 100, delta=0.11 * len(shares))

    def crews_out(self, seconds):
        """Crews on the road by the table of stops, on the first day type."""
        def of_day(time, first):
            hours, minutes, rest = (int(part) for part in time[11:19].split(":"))
            return hours * 3600 + minutes * 60 + rest + (86400 if time[:10] > first else 0)
        stops = [row for row in rows("stops")]
        first_type = stops[0]["day_type"]
        spans = {}
        for row in stops:
            if row["day_type"] != first_type:
                continue
            key = (row["crew_id"], row["shift_id"])
            if row["kind"] == "start":
                date = row["depart"][:10]
                spans[key] = [of_day(row["depart"], date), None]
            if row["kind"] == "end":
                spans[key][1] = of_day(row["arrive"], date)
        return sum(any(a <= t < b for t in (seconds, seconds + 86400)) for a, b in spans.values())

    def test_the_slider_moves_the_crews_and_the_coverage(self):
        legend = self.text("#legend")
        self.assertEqual(self.text("#clock"), "全天")
        seen, legends = {self.picture()}, {legend}
        for minutes in [0, 510, 515, 1080, 1320]:
            self.set_time(minutes)
            said = self.text("#clock")
            self.assertTrue(said.startswith(f"{minutes // 60:02}:{minutes % 60:02}"), said)
            self.assertEqual(int(re.search(r"(\d+) 个车组", said)[1]), self.crews_out(minutes * 60))
            self.assertEqual(self.page.locator("#time").get_attribute("aria-valuetext"), said)
            seen.add(self.picture())
            legends.add(self.text("#legend"))
        self.assertEqual(len(seen), 6, "the crews are elsewhere each time")
        self.assertGreater(len(legends), 2, "what they reach is not always the same")
        self.page.locator("#time").focus()
        self.page.keyboard.press("ArrowRight")
        self.assertTrue(self.text("#clock").startswith("22:05"))
        self.keep("evening")
        self.page.locator("#play").click()
        self.page.wait_for_timeout(600)
        self.page.locator("#play").click()
        self.assertFalse(self.text("#clock").startswith("22:05"))
        self.page.locator("#whole-day").click()
        self.assertEqual(self.text("#legend"), legend)

    def test_both_languages_say_everything(self):
        chinese = re.compile(r"[\u4e00-\u9fff]")
        headings = "main h2, main h3, legend, figcaption, .field span, #layers label, dt, thead button"
        self.assertTrue(all(chinese.search(text) for text in self.page.locator("main > section > h2").all_inner_texts()))
        self.page.locator("#language").click()
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "en")
        texts = [text for text in self.page.locator(headings).all_inner_texts() if text]
        self.assertGreater(len(texts), 60)
        name = self.text("#details h2")
        self.assertEqual([text for text in texts if chinese.search(text) and text != name], [])
        self.keep("english", full_page=True)
        self.page.locator("#language").click()
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "zh-CN")

    def test_it_opens_in_the_readers_language_and_in_the_dark(self):
        self.context.close()
        self.open(locale="en-GB", scheme="dark")
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "en")
        light = "el => getComputedStyle(el).backgroundColor.match(/\\d+/g).reduce((sum, n) => sum + +n, 0)"
        self.assertLess(self.page.locator("body").evaluate(light), 200)
        self.keep("dark")
        self.page.emulate_media(color_scheme="light")
        self.assertGreater(self.page.locator("body").evaluate(light), 600)

    def test_the_keyboard_reaches_everything(self):
        order = []
        for _ in range(60):
            self.page.keyboard.press("Tab")
            order.append(self.page.evaluate("document.activeElement.id || document.activeElement.className"))
        wanted = ["skip", "search", "language", "print", "level", "colour", "day-type", "crew", "map", "time"]
        places = [order.index(name) for name in wanted]
        self.assertEqual(places, sorted(places), order)
        before = self.picture()
        self.page.locator("#map").focus()
        self.page.keyboard.press("Enter")
        self.assertEqual(self.text("#details .eyebrow"), "乡镇")
        after = self.picture()
        self.assertNotEqual(before, after)
        self.page.locator("#map").focus()
        self.page.keyboard.press("ArrowLeft")
        self.page.wait_for_timeout(500)
        self.assertNotEqual(after, self.picture())

    def test_a_screen_reader_is_told_what_everything_is(self):
        nameless = self.page.evaluate("""
            [...document.querySelectorAll('button, input, select, a[href]')].filter((element) =>
              !(element.getAttribute('aria-label') || element.innerText.trim() || element.title
                || (element.labels && element.labels.length))).map((element) => element.outerHTML)""")
        self.assertEqual(nameless, [])
        for role, least in [("banner", 1), ("main", 1), ("navigation", 1), ("search", 1), ("application", 1),
                            ("slider", 1), ("img", 5), ("table", 6), ("complementary", 1)]:
            self.assertGreaterEqual(self.page.get_by_role(role).count(), least, role)
        for image in self.page.get_by_role("img").all():
            self.assertTrue(image.get_attribute("aria-label"))
        self.assertEqual(self.page.locator("#details").get_attribute("aria-live"), "polite")

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
        audit = json.loads((PLAN / "summary.json").read_text())["audit"]
        broken = [rule for rule in audit["staffing"]["rules"] if rule["verdict"] == "breach"]
        self.assertEqual(int(re.search(r"(\d+) 项不达标", said)[1]), len(broken) + (audit["duties_unfilled"] > 0))
        for rule in broken:
            self.assertIn(rule["places"][0]["name"], said)
        self.assertIn(f"{audit['duties_needed']:,} 个岗次中 {audit['duties_unfilled']} 个无人", said)
        share = float(re.search(r"([\d.]+)%\s*的户", said)[1])
        self.assertAlmostEqual(share, 100 * never_passed(), delta=0.1)
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
        self.page.locator("#verdict .found button", has_text="在地图上看").click()
        self.assertEqual(self.page.locator("#colour").input_value(), "visits")
        self.assertAlmostEqual(float(self.text("#legend li b").rstrip("%")), share, delta=0.1)

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
        """Names of rooms that a spreadsheet would run, put into the page's data, which no hash guards."""
        names = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "'=1", "＝1+1", "-5", "a,b", 'say "x"', "plain", "=1\n=2"]
        html = (PLAN / "report.html").read_text()
        opening = '<script type="application/json" id="plan">'
        start = html.index(opening) + len(opening)
        end = html.index("</script>", start)
        plan = json.loads(html[start:end])
        for room, name in zip(plan["rooms"], names):
            room["name"] = name
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            page.write_text(html[:start] + json.dumps(plan).replace("<", "\\u003c") + html[end:])
            self.page.goto(page.as_uri())
            self.page.wait_for_function("document.querySelector('#details h2') !== null")
            with self.page.expect_download() as saved:
                self.page.locator("#room-table .save").click()
            with open(saved.value.path(), encoding="utf-8-sig", newline="") as file:
                told = [row[0] for row in csv.reader(file)][1:]
            self.asked.clear()
        self.assertEqual(told[:len(names)], [name if name in ("-5", "a,b", 'say "x"', "plain") else "'" + name for name in names])

    def test_charts_and_assumptions_are_there(self):
        for chart, marks in [("#curve-chart path", 2), ("#reach-chart path", 3), ("#room-chart rect", 60),
                             ("#area-chart rect, #area-chart p", 1), ("#crew-chart rect", 30), ("#hours-chart circle", 60)]:
            self.assertGreaterEqual(self.page.locator(chart).count(), marks, chart)
        self.assertGreaterEqual(self.page.locator("#assumed li").count(), 2)
        self.assertGreaterEqual(self.page.locator("#optimisation-table tbody tr").count(), 5)
        hours = self.page.locator("#hours-chart").inner_html()
        self.page.select_option("#burden", "nights")
        self.assertNotEqual(hours, self.page.locator("#hours-chart").inner_html())


if __name__ == "__main__":
    unittest.main()
