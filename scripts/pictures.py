"""Takes the pictures of scripts/pictures.sh: BROWSER=chromium python pictures.py FOLDER OUT

FOLDER holds the plan, the maps and the boards, and a page of the roster and of the sheets as pictures. They get few colours, so
that they stay small.
"""
import io
import os
import sys
from pathlib import Path
from typing import Callable

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

# What a picture may take, in bytes.
MOST = 150_000


def palette(picture: Image.Image, size: int) -> Image.Image:
    """The most frequent colours as they are, so that grounds keep theirs, and others that are far from one another, so that
    what is small and bright does.
    """
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    frequent = [colour for _, colour in counted[:size // 2]]
    others = picture.quantize(size - len(frequent), Image.Quantize.MAXCOVERAGE).getpalette()
    made = Image.new("P", (1, 1))
    made.putpalette([part for colour in frequent for part in colour] + others)
    return made


def keep(picture: Image.Image, file: Path, width: int = 1200) -> None:
    """With as many colours as its size allows."""
    picture = picture.convert("RGB")
    picture.thumbnail((width, width))
    for colours in (256, 128, 64, 32, 16):
        kept = io.BytesIO()
        fewer = picture.quantize(palette=palette(picture, colours), dither=Image.Dither.NONE)
        fewer.save(kept, "PNG", optimize=True)
        if kept.tell() <= MOST:
            file.write_bytes(kept.getvalue())
            return
    sys.exit(f"{file} takes more than {MOST} bytes")


def shot(browser: Browser, file: Path, size: tuple[int, int], locale: str = "zh-CN",
         steps: Callable[[Page], None] = lambda page: None) -> Image.Image:
    context = browser.new_context(
        locale=locale, color_scheme="light", reduced_motion="reduce", viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(file.as_uri())
    steps(page)
    taken = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return taken


def morning(page: Page) -> None:
    """The page at half past nine, with the crews on the road and a township chosen."""
    page.wait_for_function("document.querySelector('#details h2') !== null")
    page.locator("#time").evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }", 570)
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.47, box["y"] + box["height"] * 0.4)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.wait_for_timeout(500)


def main(folder: Path, out: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])
        for language, locale in (("zh", "zh-CN"), ("en", "en-GB")):
            keep(shot(browser, folder / "plan" / "report.html", (1280, 880), locale, morning),
                 out / f"page.{language}.png")
        # A4 at 96 dots per inch.
        keep(shot(browser, folder / "maps" / "area.A01.svg", (1123, 794)), out / "map-sheet.png", 1100)
        board = min((folder / "boards").glob("board.*.svg"))
        keep(shot(browser, board, (794, 1123)), out / "board.png", 800)
        browser.close()
    keep(Image.open(folder / "crew-sheet.png"), out / "crew-sheet.png", 1000)
    keep(Image.open(folder / "roster.png"), out / "roster.png", 1100)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
