"""Map sheets, boards and cards in a real browser: MAPS=folder BOARDS=folder BROWSER=chromium python maps_test.py

Whether texts overlap is measured with the font that draws them, and whether each character has a sign of its own. The QR codes are
read from the drawn page by ZXing, which shares no code with what made them.
"""
import io
import os
import unittest
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import sync_playwright

MAPS = Path(os.environ["MAPS"]).resolve()
BOARDS = Path(os.environ["BOARDS"]).resolve()
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
        return self.some(MAPS, "village.*.svg") + sorted(MAPS.glob("area.*.svg")) + self.boards() + self.cards()

    def boards(self):
        return self.some(BOARDS, "board.*.svg")

    def cards(self):
        return self.some(BOARDS, "cards.*.html")

    @staticmethod
    def some(folder, pattern):
        found = sorted(folder.glob(pattern))
        return found[::max(1, len(found) // SHOWN)][:SHOWN]

    def test_no_texts_overlap_and_none_is_cut_off(self):
        sheets = self.sheets()
        self.assertGreater(len(sheets), 3 * SHOWN)
        for sheet in sheets:
            self.page.goto(sheet.as_uri())
            faults = self.page.evaluate("""() => {
                const faults = [];
                // A page of cards is an HTML document of several drawings.
                for (const drawing of document.querySelectorAll('svg')) {
                    const page = drawing.viewBox.baseVal;
                    const texts = [...drawing.querySelectorAll('text')].map((text) => ({ text, box: text.getBBox() }));
                    // The box of a line is as high as its font allows; the signs fill the middle of it.
                    const parts = texts.map(({ text, box }) => ({ what: text.textContent, x: box.x + 0.15, y: box.y + box.height * 0.2,
                        right: box.x + box.width - 0.15, bottom: box.y + box.height * 0.85 }));
                    parts.forEach((a, i) => {
                        if (a.x < 0 || a.y < 0 || a.right > page.width || a.bottom > page.height) faults.push(`${a.what} leaves the page`);
                        for (const b of parts.slice(i + 1))
                            if (a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom) faults.push(`${a.what} on ${b.what}`);
                    });
                }
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
                    pen.font = `28px ${getComputedStyle(document.querySelector('svg')).fontFamily}`;
                    pen.fillText(sign, 4, 30);
                    return pen.getImageData(0, 0, 40, 40).data.join();
                };
                // A code point that no font has shows the box that stands for all of them.
                const box = drawn('\\u{10FFFD}'), texts = [...document.querySelectorAll('text')];
                const signs = new Set(texts.map((text) => text.textContent).join('').replace(/\\s/g, ''));
                return [...signs].filter((sign) => drawn(sign) === box);
            }""")
            self.assertEqual(missing, [], sheet.name)

    def codes(self, sheet):
        """What the QR codes of a page say, and the texts that it shows; the page as it is at 200 dots to the inch."""
        page = self.browser.new_page(viewport={"width": 800, "height": 1130}, device_scale_factor=200 / 96)
        page.goto(sheet.as_uri())
        texts = page.evaluate("() => [...document.querySelectorAll('text')].map((text) => text.textContent)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=sheet.suffix == ".html")))
        page.close()
        if PICTURES:
            picture.save(f"{PICTURES}/{sheet.stem}.png")
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        return [code.text for code in found], [code.ec_level for code in found], texts

    def test_the_code_of_a_board_is_that_of_its_grid(self):
        self.assertEqual(len(self.boards()), SHOWN)
        for board in self.boards():
            codes, levels, texts = self.codes(board)
            self.assertEqual(codes, [board.name.split(".")[1]])
            self.assertEqual(levels, ["M"])
            self.assertIn(codes[0], texts)

    def test_the_code_of_each_card_is_that_of_its_micro_grid(self):
        for sheet in self.cards():
            codes, _, texts = self.codes(sheet)
            shown = [text.removeprefix("编码 Code ") for text in texts if text.startswith("编码 Code ")]
            self.assertEqual(sorted(codes), sorted(shown), sheet.name)
            self.assertGreater(len(codes), 0)
            self.assertTrue(all(code.startswith(sheet.name.split(".")[1]) for code in codes))


if __name__ == "__main__":
    unittest.main()
