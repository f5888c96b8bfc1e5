"""The report page of the plan in the folder PLAN, open in the browser BROWSER."""
import contextlib
import csv
import json
import os
import tempfile
import unittest
from pathlib import Path

from playwright.sync_api import sync_playwright

PLAN = Path(os.environ["PLAN"]).resolve()
PAGE = (PLAN / "report.html").as_uri()
# Where pictures of the page go, for looking at.
PICTURES = os.environ.get("PICTURES")


def rows(name):
    with open(PLAN / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class PageCase(unittest.TestCase):
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

    @contextlib.contextmanager
    def changed(self, change, element="plan"):
        """The page of the plan with other data in one of its elements, which no hash guards."""
        html = (PLAN / "report.html").read_text()
        opening = f'<script type="application/json" id="{element}">'
        start = html.index(opening) + len(opening)
        end = html.index("</script>", start)
        data = json.loads(html[start:end])
        change(data)
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            page.write_text(html[:start] + json.dumps(data).replace("<", "\\u003c") + html[end:])
            self.page.goto(page.as_uri())
            self.page.wait_for_function("document.querySelector('#details h2') !== null")
            yield data
            self.asked.clear()
