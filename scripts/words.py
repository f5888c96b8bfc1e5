#!/usr/bin/env python3
"""Holds the sentences of the sources against the Chinese catalogue, and fails where one lacks words, has others than values
for its numbers, or is no longer said.

Usage: words.py                 check everything
       words.py --missing ROOM  print what a room of Sources lacks, as JSON to fill in
       words.py --bare ROOM     list the literals of a room that read like English and are no messages
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "Sources/Chinese/Resources"
# What takes a literal as a message.
MARKERS = {"Message", "words"}
COUNTS = {"count", "counted"}
# Words that are put together as the program runs; tests of the program hold these against what it can say.
AT_RUN_TIME = {"terms", "parser"}
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "'": "'", "\\": "\\"}


class Source:
    """A Swift source: its messages as (code, line), and its other literals as (text, line, inside a message)."""

    def __init__(self, text):
        self.text, self.messages, self.literals = text, [], []
        self.code(0, None, False)

    def line(self, at):
        return self.text.count("\n", 0, at) + 1

    def space(self, at):
        """The next place that is no white space."""
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def code(self, at, end, inside):
        """Reads code up to the parenthesis that closes it (`end`), or to the end of the file."""
        text, depth = self.text, 0
        while at < len(text):
            character = text[at]
            if text.startswith("//", at):
                at = text.find("\n", at)
                if at < 0:
                    return len(text)
            elif text.startswith("/*", at):
                at = text.find("*/", at) + 2
            elif character == "#" and (raw := re.compile(r'(#+)("""|")').match(text, at)):
                close = raw[2] + raw[1]
                at = text.find(close, raw.end()) + len(close)
            elif character == "/" and (regex := re.compile(r"/(?![ /=*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\])+/").match(text, at)) \
                    and re.search(r"[(,:=]\s*$", text[max(0, at - 20):at]):
                at = regex.end()
            elif character == '"':
                at = self.plain(at, inside)
            elif character.isalpha() or character == "_":
                name = re.compile(r"\w+").match(text, at)
                at = name.end()
                if name[0] in MARKERS and text.startswith("(", at):
                    at = self.message(at + 1)
                elif name[0] in COUNTS and text.startswith("(", at):
                    at = self.counted(at + 1, inside)
            elif character in "([":
                depth += 1
                at += 1
            elif character in ")]":
                if depth == 0 and end == character:
                    return at + 1
                depth -= 1
                at += 1
            else:
                at += 1
        return at

    def plain(self, at, inside):
        code, after, _ = self.literal(at, inside)
        self.literals.append((code, self.line(at), inside))
        return after

    def message(self, at):
        """After `Message(`: one literal, or a code and one; several joined by `+` are one."""
        start = self.space(at)
        if not self.text.startswith('"', start):
            return self.code(at, ")", True)
        code, at, count = self.literal(start, True)
        following = self.space(at)
        if self.text.startswith(",", following) and self.text.startswith('"', self.space(following + 1)):
            own = code
            code, at, count = self.literal(self.space(following + 1), True)
            following = self.space(at)
        else:
            own = None
        while self.text.startswith("+", following) and self.text.startswith('"', self.space(following + 1)):
            more, at, several = self.literal(self.space(following + 1), True)
            code += re.sub(r"\{(\d+)\}", lambda number: "{%d}" % (int(number[1]) + count), more)
            count += several
            following = self.space(at)
        self.messages.append((own or code, self.line(start), count))
        return self.code(at, ")", True)

    def counted(self, at, inside):
        after = self.code(at, ")", inside)
        if thing := re.search(r',\s*"([a-z][a-z -]*)"\s*\)$', self.text[at:after]):
            self.literals.pop()
            self.messages.append(("{0} " + re.sub("([^aeo])y$", r"\1ie", thing[1]) + "s", self.line(at), 1))
        return after

    def literal(self, at, inside):
        """The text of a literal with numbers for what is interpolated, the place after it, and how many there are."""
        text, line = self.text, at
        quote = '"""' if text.startswith('"""', at) else '"'
        at += len(quote)
        parts, count = [], 0
        while not text.startswith(quote, at):
            if at >= len(text) or (quote == '"' and text[at] == "\n"):
                raise SyntaxError(f"line {self.line(line)}: a literal that does not end")
            if text[at] != "\\":
                parts.append(text[at])
                at += 1
            elif text[at + 1] == "(":
                parts.append("\0%d\0" % count)
                count += 1
                at = self.code(at + 2, ")", inside)
            elif text[at + 1] == "u":
                close = text.index("}", at)
                parts.append(chr(int(text[at + 3:close], 16)))
                at = close + 1
            elif quote == '"""' and re.compile(r"\\[ \t]*\n").match(text, at):
                at = text.index("\n", at) + 1
                parts.append("\1")
            else:
                parts.append(ESCAPES[text[at + 1]])
                at += 2
        whole = "".join(parts)
        if quote == '"""':
            indent = len(whole) - len(whole.rstrip(" \t"))
            lines = whole.split("\n")[1:-1]
            whole = "\n".join(line[indent:] for line in lines)
            whole = re.sub("\1 {0,%d}" % indent, "", whole)
        return re.sub("\0(\\d+)\0", r"{\1}", whole), at + len(quote), count


def sources(room="."):
    for path in sorted((ROOT / "Sources" / room).rglob("*.swift")):
        try:
            yield path.relative_to(ROOT), Source(path.read_text(encoding="utf-8"))
        except (SyntaxError, KeyError, ValueError) as error:
            sys.exit(f"{path}: cannot be read ({error!r})")


def numbers(words):
    return sorted(set(re.findall(r"\{(\d+)\}", words)))


def catalogues():
    """The words of every code, and the faults of the catalogue itself."""
    words, faults = {}, []
    for path in sorted(CATALOGUE.glob("*.json")):
        def unique(pairs):
            for code, _ in pairs:
                if [other for other, _ in pairs].count(code) > 1:
                    faults.append(f"{path.name}: {code!r} stands twice")
            return dict(pairs)
        for code, text in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique).items():
            if code in words:
                faults.append(f"{path.name}: {code!r} stands in {words[code][0]}.json too")
            words[code] = (path.stem, "\n".join(text) if isinstance(text, list) else text)
    return words, faults


def main():
    words, faults = catalogues()
    if sys.argv[1:2] == ["--missing"]:
        missing = {code: "" for _, source in sources(sys.argv[2]) for code, _, _ in source.messages if code not in words}
        print(json.dumps(missing, ensure_ascii=False, indent=2))
        return 0
    if sys.argv[1:2] == ["--bare"]:
        for path, source in sources(sys.argv[2]):
            for text, line, _ in source.literals:
                if re.search(r"[a-z]{2,},? [a-z]{2,}", text):
                    print(f"{path}:{line}: {text!r}")
        return 0
    said = set()
    for path, source in sources():
        for code, line, count in source.messages:
            said.add(code)
            if code == "{0}" or not re.search("[A-Za-z]", re.sub(r"\{\d+\}", "", code)):
                continue
            if code not in words:
                faults.append(f"{path}:{line}: no Chinese for {code!r}")
            elif unknown := set(numbers(words[code][1])) - {str(number) for number in range(count)}:
                faults.append(f"{path}:{line}: {code!r} has no value {', '.join(unknown)} in Chinese")
        for text, line, inside in source.literals:
            if inside and re.search("[A-Za-z]{2,} ?[a-z]{2,}", text):
                faults.append(f"{path}:{line}: {text!r} is a value of a message and no message itself")
    for code, (file, text) in words.items():
        if code not in said and not code.startswith("joined:") and file not in AT_RUN_TIME:
            faults.append(f"{file}.json: nothing says {code!r}")
        if not text:
            faults.append(f"{file}.json: no words for {code!r}")
    print("\n".join(faults) or f"words: {len(words)} messages have their Chinese")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
