#!/usr/bin/env python3
"""Make roster instances in the JSON form of schedulingbenchmarks.org, of six kinds.

roster_instances.py FOLDER [--seed 1] [--of-each 7]

kinds     many limited kinds of shift, most of which each person may work a few times only
cover     wide cover: many kinds and needs, each too few dear
tight     little room between the least and the most working time, long least spells of work and of days off
long      eight weeks
weekends  one or two weekends to work, and more people wanted on weekends
wishes    wishes on a third of all days

20 to 150 people, 2 to 8 weeks. The needs are counted from random lines that keep all rules, so that there is always a roster.
The least working time is that of the line, less some shifts; days off stand where the line is off.
"""
import argparse
import json
import random
from pathlib import Path

KINDS = ["kinds", "cover", "tight", "long", "weekends", "wishes"]


def shifts_of(kind, rng):
    count = {"kinds": 9, "cover": 12, "tight": 3, "long": 4, "weekends": 3, "wishes": 5}[kind]
    lengths = [480] * count if kind in ("weekends", "wishes") else [rng.choice([480, 480, 600, 720]) for _ in range(count)]
    shifts = []
    for k in range(count):
        # Early to late: none may stand the day before one that begins a good deal earlier.
        early = [f"S{j}" for j in range(count) if j + max(1, count // 3) <= k]
        shifts.append({"id": f"S{k}", "length": lengths[k], "forbiddenFollowingShifts": early or None})
    return shifts


def line_of(person, shifts, days, rng):
    """A line that keeps the person's rules on spells, weekends, successions and limits, by chance."""
    able = [k for k, most in enumerate(person["maxShifts"]) if most > 0]
    forbidden = {(a, int(name[1:])) for a, s in enumerate(shifts) for name in s["forbiddenFollowingShifts"] or []}
    trials = 0
    while True:
        line, left, weekends = ["-"] * days, list(person["maxShifts"]), set()
        t = rng.randrange(0, person["minConsecutiveDaysOff"] + 2)
        while t < days:
            run = rng.randint(person["minConsecutiveShifts"], person["maxConsecutiveShifts"])
            before, worked = None, []
            for day in range(t, min(days, t + run)):
                if day % 7 >= 5 and day // 7 not in weekends and len(weekends) >= person["maxWeekends"]:
                    break
                fits = [k for k in able if left[k] > 0 and (before is None or (before, k) not in forbidden)]
                if not fits:
                    break
                # Mostly the same kind on.
                before = before if before in fits and rng.random() < 0.6 else rng.choice(fits)
                left[before] -= 1
                worked.append((day, before))
                if day % 7 >= 5:
                    weekends.add(day // 7)
            if len(worked) >= person["minConsecutiveShifts"] or t + len(worked) >= days:
                for day, k in worked:
                    line[day] = f"S{k}"
                t += len(worked)
            else:
                for day, k in worked:
                    left[k] += 1
                weekends = {d // 7 for d in range(days) if d % 7 >= 5 and line[d] != "-"}
            t += person["minConsecutiveDaysOff"] + (rng.random() < 0.5) + (rng.random() < 0.2)
        trials += 1
        if sum(c != "-" for c in line) >= days // 4 or trials > 50:
            return line


def instance(kind, rng):
    weeks = {"long": 8, "tight": rng.choice([4, 6]), "kinds": rng.choice([2, 4])}.get(kind, rng.choice([2, 3, 4, 6]))
    people = {"long": rng.randint(20, 50), "cover": rng.randint(60, 150)}.get(kind, rng.randint(20, 90))
    days, shifts = 7 * weeks, shifts_of(kind, rng)
    staffs, lines = [], []
    for number in range(people):
        # Limits of one kind or another leave enough shifts in all.
        most = [days if rng.random() < 0.75 else 0 for _ in shifts]
        most[rng.randrange(len(shifts))] = days
        if kind == "kinds":
            most = [m and rng.choice([2, 3, weeks, 2 * weeks, days]) for m in most]
            most[rng.randrange(len(shifts))] = days
        elif kind != "weekends":
            most[-1] = most[-1] and rng.choice([weeks, 2 * weeks, days])
        long_spells = kind == "tight"
        person = {
            "id": f"P{number}",
            "maxShifts": most,
            "minConsecutiveShifts": rng.choice([3, 4] if long_spells else [1, 2, 2]),
            "maxConsecutiveShifts": rng.choice([5, 6]),
            "minConsecutiveDaysOff": rng.choice([2, 3] if long_spells else [1, 2, 2]),
            "maxWeekends": rng.randint(1, 2) if kind == "weekends" else max(1, weeks - rng.randint(0, 2)),
        }
        line = line_of(person, shifts, days, rng)
        length = {s["id"]: s["length"] for s in shifts}
        total = sum(length.get(code, 0) for code in line)
        room = 0 if kind == "tight" else rng.choice([480, 960, 1440])
        person["minTotalMinutes"] = max(0, total - room)
        person["maxTotalMinutes"] = total + (240 if kind == "tight" else 480)
        off = [t for t in range(days) if line[t] == "-"]
        person["daysOff"] = sorted(rng.sample(off, min(len(off), rng.randint(0, 2)))) or None
        share = 0.33 if kind == "wishes" else 0.08
        on, against = [], []
        for day in range(days):
            if rng.random() >= share or day in (person["daysOff"] or []):
                continue
            wanted = {"day": day, "weight": rng.randint(1, 3)}
            able = [s["id"] for s, m in zip(shifts, most) if m > 0]
            (on if rng.random() < 0.5 else against).append({**wanted, "shift": rng.choice(able)})
        person["onRequests"], person["offRequests"] = on or None, against or None
        staffs.append(person)
        lines.append(line)
    covers = []
    for day in range(days):
        row = []
        for shift in shifts:
            need = sum(line[day] == shift["id"] for line in lines)
            # Somewhat other than what the lines give, so that not all can be had.
            need = max(0, need + rng.choice([-1, 0, 0, 0, 1]))
            if kind == "weekends" and day % 7 >= 5:
                need += 1
            row.append({"requirement": need, "weightIfUnder": 100 if kind != "wishes" else 30, "weightIfOver": 1})
        covers.append(row)
    return {"nDays": days, "shifts": shifts, "staffs": staffs, "covers": covers}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of-each", type=int, default=7)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for number in range(1, options.of_each + 1):
            rng = random.Random(f"{options.seed} {kind} {number}")
            made = instance(kind, rng)
            (options.folder / f"{kind}-{number:02}.json").write_text(json.dumps(made))
            print(f"{kind}-{number:02}: {len(made['staffs'])} people, {made['nDays'] // 7} weeks, {len(made['shifts'])} kinds")


main()
