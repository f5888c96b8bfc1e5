#!/usr/bin/env python3
"""Counts the public declarations without documentation in symbol graphs, lists them, and fails where there are any.

Usage: undocumented.py [--list] MODULE.symbols.json...
"""

import collections
import json
import pathlib
import sys

# What says nothing that its type does not: cases and members that a protocol asks for are documented there.
INHERITED = ("==(_:_:)", "hash(into:)", "<(_:_:)", "description", "encode(to:)", "init(from:)")


def undocumented(graph):
    """Names of the graph's own public symbols without a comment, with file and line."""
    for symbol in graph["symbols"]:
        name = symbol["pathComponents"][-1]
        has_comment = any(line["text"].strip() for line in symbol.get("docComment", {}).get("lines", []))
        if has_comment or name in INHERITED or "location" not in symbol:
            continue
        place = symbol["location"]
        yield ".".join(symbol["pathComponents"]), place["uri"].removeprefix("file://"), place["position"]["line"] + 1


def main():
    is_listing = "--list" in sys.argv[1:]
    # A module's extensions of other modules' types have graphs of their own.
    symbols, missing = collections.Counter(), collections.defaultdict(list)
    for file in [argument for argument in sys.argv[1:] if argument != "--list"]:
        graph = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        symbols[graph["module"]["name"]] += len(graph["symbols"])
        missing[graph["module"]["name"]] += undocumented(graph)
    for module in sorted(symbols):
        print(f"{module}: {len(missing[module])} of {symbols[module]} public declarations have no documentation")
        for name, path, line in sorted(missing[module], key=lambda entry: entry[1:]) if is_listing else []:
            print(f"  {pathlib.Path(path).name}:{line}: {name}")
    count = sum(map(len, missing.values()))
    print(f"all: {count} of {symbols.total()}")
    return 1 if count else 0


sys.exit(main())
