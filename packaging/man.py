#!/usr/bin/env python3
"""Writes a manual page for the program and one for each of its commands, from what the program tells of itself.

Usage: planner-cli --experimental-dump-help | man.py VERSION DATE FOLDER
"""

import json
import pathlib
import re
import sys

EXIT_CODES = re.compile(r"Exit codes: (.*)\.")


def escaped(text):
    """Text in which roff reads no commands."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in lines)


def bold(text):
    return f"\\fB{escaped(text)}\\fR"


def italic(text):
    return f"\\fI{escaped(text)}\\fR"


def spelled(argument):
    """An argument as it is typed, such as '-o, --out <folder>'."""
    if argument["kind"] == "positional":
        return italic(argument["valueName"])
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    text = ", ".join(bold(("-" if name["kind"] == "short" else "--") + name["name"]) for name in names)
    return text if argument["kind"] == "flag" else f"{text} {italic(argument['valueName'])}"


def synopsis(command, name):
    parts = [bold(name)]
    if "subcommands" in command:
        return f"{parts[0]} {italic('command')} ..."
    for argument in command["arguments"]:
        if argument["valueName"] in ("help", "version"):
            continue
        text = spelled(argument) + (" ..." if argument["isRepeating"] else "")
        parts.append(f"[{text}]" if argument["isOptional"] else text)
    return " ".join(parts)


def discussion(text):
    """Sections of a discussion: running text, and examples as they are typed."""
    lines, examples = [], []
    for paragraph in text.split("\n\n"):
        head, _, rest = paragraph.partition("\n")
        if head.startswith("Example: "):
            examples.append(head.removeprefix("Example: "))
        elif head == "Examples:":
            examples += [line.removeprefix("  ") for line in rest.split("\n")]
        elif not EXIT_CODES.fullmatch(paragraph):
            lines.append(".PP\n" + escaped(head))
            for line in rest.split("\n") if rest else []:
                term, _, meaning = line.strip().partition(": ")
                lines.append(f".TP\n{bold(term)}\n{escaped(meaning)}")
    return lines, examples


def page(command, program, version, date, exit_codes, names):
    is_program = command is program
    name = program["commandName"] if is_program else f"{program['commandName']} {command['commandName']}"
    file_name = name.replace(" ", "-")
    text, examples = discussion(command.get("discussion", ""))
    lines = [
        f'.TH "{escaped(file_name.upper())}" 1 "{date}" "{program["commandName"]} {version}" "User Commands"', ".nh",
        ".SH NAME", escaped(f"{file_name} - {command['abstract'].rstrip('.')}"),
        ".SH SYNOPSIS", synopsis(command, name),
        ".SH DESCRIPTION", escaped(command["abstract"]), *text,
    ]
    if is_program:
        lines.append(".SH COMMANDS")
        for other in program["subcommands"]:
            lines += [".TP", bold(other["commandName"]), escaped(other["abstract"])]
    lines.append(".SH OPTIONS")
    for argument in command["arguments"]:
        lines += [".TP", spelled(argument), escaped(argument.get("abstract", ""))]
        values, default = argument.get("allValues"), argument.get("defaultValue")
        if values:
            lines.append(escaped(f"One of {', '.join(values)}."))
        if default:
            lines.append(escaped(f"Default: {default}."))
    lines.append(".SH EXIT STATUS")
    for code in exit_codes:
        number, meaning = code.split(" ", 1)
        lines += [".TP", bold(number), escaped(meaning)]
    if is_program:
        lines += [
            ".SH FILES", ".TP", italic("/usr/share/grid-planner/tour"),
            "A sample scenario, small enough to read.",
        ]
    if examples:
        lines += [".SH EXAMPLES", ".EX", *map(escaped, examples), ".EE"]
    lines += [".SH SEE ALSO", ",\n".join(f"\\fB{escaped(other)}\\fR(1)" for other in names if other != file_name)]
    return file_name, "\n".join(lines) + "\n"


def main():
    version, date, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    program = json.load(sys.stdin)["command"]
    program["subcommands"] = [c for c in program["subcommands"] if c["commandName"] != "help"]
    exit_codes = EXIT_CODES.search(program["discussion"]).group(1).split(", ")
    root = program["commandName"]
    names = [root] + [f"{root}-{command['commandName']}" for command in program["subcommands"]]
    folder.mkdir(parents=True, exist_ok=True)
    for command in [program, *program["subcommands"]]:
        related = names if command is program else [root]
        file_name, text = page(command, program, version, date, exit_codes, related)
        (folder / f"{file_name}.1").write_text(text, encoding="utf-8")


main()
