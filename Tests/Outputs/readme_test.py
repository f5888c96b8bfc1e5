"""The walk of a newcomer through the README, in both languages: PLANNER=planner-cli python readme_test.py

Every command of the tour runs as it is printed, in a copy of what a clone holds after the build, and must end with 0.
"""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Path(os.environ["PLANNER"]).resolve()
# The sections that are run, by how their headings begin.
LANGUAGES = {"README.md": ("Five minutes", "Why here"), "README.zh.md": ("五分钟", "为什么设在这里")}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def text(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


def section(file: str, heading: str) -> str:
    """What stands between a heading and the next of its rank."""
    found = re.search(rf"^## {heading}[^\n]*\n(.*?)(?=^## |\Z)", text(file), re.MULTILINE | re.DOTALL)
    assert found, f"{file} has no section '{heading}'"
    return found.group(1)


def blocks(words: str) -> list[str]:
    """The commands; blocks that name a language are files."""
    return [block for language, block in BLOCK.findall(words) if not language]


def commands(words: str) -> list[str]:
    """The lines of the blocks without their comments."""
    lines = [line for block in blocks(words) for line in block.splitlines()]
    return [re.sub(r"\s+#.*", "", line) for line in lines]


def anchors(file: str) -> set[str]:
    """What headings are called in links, as GitHub does."""
    headings = re.findall(r"^#+ (.*)$", text(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class ReadmeTest(unittest.TestCase):
    def walk(self, words: str) -> Path:
        """Runs the blocks as one who pastes them into a shell, and returns where."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        clone = Path(folder.name)
        shutil.copytree(ROOT / "geodata", clone / "geodata")
        (clone / ".build/release").mkdir(parents=True)
        (clone / ".build/release/planner-cli").symlink_to(PLANNER)
        self.paste(clone, "\n".join(blocks(words)))
        return clone

    def paste(self, clone: Path, lines: str) -> None:
        # A script knows aliases only where it is told, and goes on after what fails.
        head = "shopt -s expand_aliases\nset -eEu\ntrap 'echo \"failed: $BASH_COMMAND\" >&2' ERR\n"
        if "alias planner-cli" not in lines:
            head += "alias planner-cli=.build/release/planner-cli\n"
        done = subprocess.run(["bash", "-c", head + lines], cwd=clone, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=600)
        self.assertEqual(done.returncode, 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")

    def test_the_five_minutes_lead_where_they_say(self):
        for file, (heading, _) in LANGUAGES.items():
            words = section(file, heading)
            with self.subTest(file):
                clone = self.walk(words)
                named = set(re.findall(r"`(out/[\w./-]+)`", words))
                self.assertGreaterEqual(len(named), 5)
                for path in sorted(named | {"out/tour.kml", "out/sheets", "out/boards"}):
                    self.assertTrue((clone / path).exists(), path)
                # What the text asks to change.
                change = re.search(r"`(siting: \{.*?\})`", words).group(1)
                scenario = clone / "geodata/tour/scenario.yaml"
                changed, count = re.subn(r"^siting: .*$", change, scenario.read_text("utf-8"), flags=re.MULTILINE)
                self.assertEqual(count, 1)
                scenario.write_text(changed, "utf-8")
                self.paste(clone, "planner-cli plan geodata/tour --out out/tour")
                places = json.loads((clone / "out/tour/rooms.geojson").read_text("utf-8"))["features"]
                self.assertEqual(sum(place["properties"]["kind"] == "room" for place in places), 1)

    def test_the_questions_of_siting_are_answered(self):
        seen = []
        for file, (_, heading) in LANGUAGES.items():
            words = section(file, heading)
            if commands(words) in seen:
                continue
            seen.append(commands(words))
            with self.subTest(file):
                clone = self.walk(words)
                self.assertTrue((clone / "next/summary.json").is_file())

    def test_both_languages_print_the_same_commands(self):
        english, chinese = (
            [commands(section(file, heading)) for heading in headings] for file, headings in LANGUAGES.items())
        self.assertEqual(english, chinese)
        self.assertGreater(sum(map(len, english)), 12)
        # The shorter one has no command of its own.
        every = {file: {line for line in commands(text(file)) if line.startswith("planner-cli")} for file in LANGUAGES}
        self.assertEqual(every["README.zh.md"] - every["README.md"], set())

    def test_links_lead_somewhere_and_each_language_to_the_other(self):
        for file in LANGUAGES:
            links = LINK.findall(text(file))
            self.assertIn(next(other for other in LANGUAGES if other != file), links[:1], file)
            self.assertEqual(sum(link.startswith("docs/pictures/") for link in links), 5, file)
            for link in links:
                path, _, anchor = link.partition("#")
                if link.startswith("http"):
                    continue
                with self.subTest(f"{file}: {link}"):
                    self.assertTrue((ROOT / path).exists())
                    self.assertTrue(not anchor or anchor in anchors(path or file))

    def test_pictures_are_small(self):
        sizes = [picture.stat().st_size for picture in (ROOT / "docs/pictures").glob("*.png")]
        self.assertEqual(len(sizes), 6)
        self.assertLessEqual(max(sizes), 150_000)
        self.assertLessEqual(sum(sizes), 800_000)


if __name__ == "__main__":
    unittest.main()
