"""Map sheets in a real browser: MAPS=folder BROWSER=chromium python maps_test.py

Whether texts overlap is measured with the font that draws them, and whether each character has a sign of its own.
"""
import os
import unittest
from pathlib import Path

from playwright.sync_api import sync_playwright

MAPS = Path(os.environ["MAPS"]).resolve()
PICTURES = os.environ.get("PICTURES")
SHOWN = 20


class MapSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])
        cls.page = cls.browser.new_page(viewport={"width": 1400, "height": 990})

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def sheets(self):
        villages = sorted(MAPS.glob("village.*.svg"))
        step = max(1, len(villages) // SHOWN)
        return villages[::step][:SHOWN] + sorted(MAPS.glob("area.*.svg"))

    def test_no_texts_overlap_and_none_is_cut_off(self):
        sheets = self.sheets()
        self.assertGreater(len(sheets), SHOWN)
        for sheet in sheets:
            self.page.goto(sheet.as_uri())
            faults = self.page.evaluate("""() => {
                const page = document.documentElement.viewBox.baseVal, faults = [];
                const texts = [...document.querySelectorAll('text')].map((text) => ({ text, box: text.getBBox() }));
                // The box of a line is as high as its font allows; the signs fill the middle of it.
                const parts = texts.map(({ text, box }) => ({ what: text.textContent, x: box.x + 0.15, y: box.y + box.height * 0.2,
                    right: box.x + box.width - 0.15, bottom: box.y + box.height * 0.85 }));
                parts.forEach((a, i) => {
                    if (a.x < 0 || a.y < 0 || a.right > page.width || a.bottom > page.height) faults.push(`${a.what} leaves the page`);
                    for (const b of parts.slice(i + 1))
                        if (a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom) faults.push(`${a.what} on ${b.what}`);
                });
                return faults;
            }""")
            self.assertEqual(faults, [], sheet.name)
            if PICTURES:
                self.page.screenshot(path=f"{PICTURES}/{sheet.stem}.png")

    def test_every_character_has_a_sign(self):
        for sheet in self.sheets():
            self.page.goto(sheet.as_uri())
            missing = self.page.evaluate("""() => {
                const canvas = Object.assign(document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas'), { width: 40, height: 40 });
                const pen = canvas.getContext('2d', { willReadFrequently: true });
                const drawn = (sign) => {
                    pen.clearRect(0, 0, 40, 40);
                    pen.font = `28px ${getComputedStyle(document.documentElement).fontFamily}`;
                    pen.fillText(sign, 4, 30);
                    return pen.getImageData(0, 0, 40, 40).data.join();
                };
                // A code point that no font has shows the box that stands for all of them.
                const box = drawn('\\u{10FFFD}'), signs = new Set(document.documentElement.textContent.replace(/\\s/g, ''));
                return [...signs].filter((sign) => drawn(sign) === box);
            }""")
            self.assertEqual(missing, [], sheet.name)


if __name__ == "__main__":
    unittest.main()
