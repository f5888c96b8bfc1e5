"""The report page of a full-size plan in a real browser: PLAN=folder BROWSER=chromium python page_test.py"""
import json
import re
import unittest

from page_case import PLAN, PageCase, rows
from page_patrols_test import PatrolsTest  # run with the others
from page_reading_test import ReadingTest


class PageTest(PageCase):
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
        seen = next(row for row in rows("seen") if row["unit_code"] == code)
        self.assertEqual(told["见警间隔"], f"最长 {seen['greatest_days']} 天（要求 {seen['standard_days']} 天）")
        self.keep("micro-grid")
        self.page.locator("#details .crumbs button").nth(2).click()
        self.assertEqual(self.text("#details .code"), village["unit_code"])
        made = sum(row["rule"] == "village" and row["unit_code"] == village["unit_code"] for row in rows("round_dates"))
        self.assertTrue(self.details()["巡防（village）"].startswith(f"28 天内 {made} 次，电动车"), self.details())
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
