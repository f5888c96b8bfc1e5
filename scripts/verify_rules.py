"""What a plan folder holds, and the rules that its answers must keep: files, rooms, areas, routes and roster.

A part of verify.py. Nothing is shared with the planner.
"""

import csv
import hashlib
import json
import math
from collections import Counter, defaultdict
from datetime import date, datetime

DAY, NEVER = 86_400, 1 << 60


class Refused(Exception):
    """Why a claim does not hold."""


def need(holds, why):
    if not holds:
        raise Refused(why)


class Plan:
    """The files of a plan folder, each read once."""

    def __init__(self, folder):
        self.folder, self.cache = folder, {}
        self.problem, self.summary = self.json("problem.json"), self.json("summary.json")
        self.index = self.json("certificates/index.json")
        if self.index["format"] != 1:
            raise ValueError("the format of certificates/index.json is not known here")
        self.levels, self.rules = self.problem["levels"], self.problem["policy"]["roster"]
        start = datetime.fromisoformat(self.problem["horizon"]["start"])
        self.start, self.offset, self.days = start.date(), start.utcoffset(), self.problem["horizon"]["days"]
        self.dates = [date.fromordinal(self.start.toordinal() + k) for k in range(self.days)]
        self.within = self.problem["policy"]["room"].get("within") == "township"
        self.staff = {p["id"]: p for p in self.problem["staff"]}
        spans = {s["id"]: window((s["start"], s["end"])) for s in self.problem["shifts"]}
        self.shifts = {s: (a, b + DAY if b == a else b) for s, (a, b) in spans.items()}

    def read(self, name, parse):
        if name not in self.cache:
            with open(f"{self.folder}/{name}", encoding="utf-8", newline="") as file:
                self.cache[name] = parse(file)
        return self.cache[name]

    def json(self, name):
        return self.read(name, json.load)

    def rows(self, name):
        return self.read(name + ".csv", lambda file: list(csv.DictReader(file)))

    def features(self, name):
        return self.json(name + ".geojson")["features"]

    def units(self, level):
        return [f["properties"] for f in self.features("units." + level)]

    def bound(self, kind, of=None, argument=None, scale=1):
        """What the summary states of an optimised answer, and its certificate; nothing where it was withdrawn."""
        found = [b for b in self.summary["optimisations"] if (b["kind"], b.get("of")) == (kind, of)]
        names = [c.get("file") for c in self.index["claims"] if (c["kind"], c.get("of")) == (kind, of)]
        need(len(found) == len(names) <= 1, "summary and index do not both state it once")
        need(not found or found[0]["lower_bound"] <= found[0]["objective"] + 0.01, "the bound is above what it bounds")
        if argument is None or not names or names[0] is None:
            return found[0] if found else None, None, None, None
        proof = self.json("certificates/" + names[0])
        need((proof["argument"], proof["scale"]) == (argument, scale), "the certificate is of another kind")
        return found[0], proof["bound"], proof["numbers"], proof["texts"]

    def seconds(self, text, day):
        """Seconds after midnight of a date, in the time of the plan."""
        t = datetime.fromisoformat(text)
        need(t.utcoffset() == self.offset, f"{text} is not in the time of the plan")
        return (t.date() - day).days * DAY + t.hour * 3600 + t.minute * 60 + t.second

    def k(self, row):
        return (date.fromisoformat(row["date"]) - self.start).days

    def asked(self, day_type):
        return [c for c in self.problem["checkpoints"]
                if c["visits_per_day"] > 0 and day_type in c.get("day_types", [day_type])]


def clock(text):
    return sum(int(part) * unit for part, unit in zip(text.split(":"), (3600, 60)))


def window(pair):
    """A daily window; one that ends before it begins ends on the next day."""
    first, last = map(clock, pair)
    return first, last if last >= first else last + DAY


def is_open(windows, time):
    return not windows or any((time - a) % DAY <= b - a for a, b in map(window, windows))


def check_files(plan):
    """No answer and no certificate has changed since the plan was written."""
    own = {"problem.json", "summary.json", "assignments.csv", "rooms.geojson", "patrol_areas.geojson", "stops.csv",
           "routes.geojson", "calendar.csv", "unserved.csv", "roster.csv", "unfilled.csv"}
    own |= {f"units.{level}.geojson" for level in plan.levels}
    own |= {"certificates/" + c["file"] for c in plan.index["claims"] if c.get("file")}
    need(own <= set(plan.index["files"]), "the index does not list every file")
    for name, digest in plan.index["files"].items():
        with open(f"{plan.folder}/{name}", "rb") as file:
            data = file.read()
        if name == "summary.json":  # without the lines that tell when and how fast it was made
            kept, timed = [], False
            for line in data.split(b"\n"):
                begins = line.startswith(b'  "timings"')
                if not (timed or begins or line.startswith(b'  "generated"')):
                    kept.append(line)
                timed = (timed or begins) and b"}" not in line
            data = b"\n".join(kept)
        need(hashlib.sha256(data).hexdigest() == digest, f"{name} has changed since the plan was written")
    return f"{len(plan.index['files'])} files are as they were written"


def edges_of(feature):
    """The directed edges of each ring on the lattice of 1e-7 degree; the first ring of a polygon is its exterior."""
    shape = feature["geometry"]
    for polygon in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
        for number, ring in enumerate(polygon):
            points = [(round(x * 1e7), round(y * 1e7)) for x, y in ring]
            need(len(points) > 3 and points[0] == points[-1], "a ring is not closed")
            yield number == 0, list(zip(points, points[1:]))


def degree(y):
    """Metres of 1e-7 degree of longitude and latitude at a latitude (WGS 84)."""
    w = 1 - 0.00669437999014 * math.sin(math.radians(y / 1e7)) ** 2
    scale = math.radians(1e-7) * 6_378_137
    return scale * math.cos(math.radians(y / 1e7)) / w ** 0.5, scale * (1 - 0.00669437999014) / w ** 1.5


def check_assignment(plan):
    """Each unit has one room that may serve it, and files agree."""
    rooms, served, households = {r["id"]: r for r in plan.problem["rooms"]}, Counter(), Counter()
    rows, names = {r["unit_code"]: r for r in plan.rows("assignments")}, ("room_id", "officer_id", "auxiliary_ids")
    units = {p["code"]: p for p in plan.units(plan.problem["assign_level"])}
    need(len(rows) == len(plan.rows("assignments")) and set(rows) == set(units), "not every unit has one row")
    for code, row in rows.items():
        people = [(row["officer_id"], "officer")] + [(a, "auxiliary") for a in row["auxiliary_ids"].split(";")]
        room, way = rooms.get(row["room_id"]), units[code]["travel_s"]
        need(room and (not plan.within or room["township_code"] == row["township_code"]), f"{code}: no room of its own")
        need(all(not p or plan.staff.get(p, {}).get("role") == role for p, role in people), f"{code}: people of none")
        need([units[code][n] for n in names] == [row[n] for n in names] and row["travel_s"] == str("" if way is None else way),
             f"{code} is told otherwise on the map")
        served[row["room_id"]] += 1
        households[row["room_id"]] += units[code]["households"]
    for f in [f for f in plan.features("rooms") if f["properties"]["kind"] == "room"]:
        p = f["properties"]
        room, own = rooms.pop(p["id"]), (served[p["id"]], households[p["id"]])
        need(own[0] <= room.get("max_units", NEVER) and own[1] <= room.get("max_households", NEVER), f"{p['id']} is full")
        need((p["units"], p["households"]) == own and f["geometry"]["coordinates"] == [room["lon"], room["lat"]],
             f"room {p['id']} is told otherwise on the map")
    room_of = {code: row["room_id"] for code, row in rows.items()}
    for level in plan.levels[plan.levels.index(plan.problem["assign_level"]) + 1:]:
        room_of = {p["code"]: room_of[p["parent"]] for p in plan.units(level)}
    need(all(room_of[p["code"]] == p["room_id"] for p in plan.units(plan.levels[-1])), "a room is told otherwise on the map")
    counts = plan.summary["counts"]
    need(not rooms and (counts["rooms"], counts["households"]) == (len(served), sum(households.values())), "other counts")
    return f"{len(units)} units are served by {len(served)} rooms that may serve them"


def check_areas(plan):
    """Each unit lies in one area; work, outlines and borders are what they are told to be."""
    units, features, border = plan.units(plan.levels[-1]), plan.features("patrol_areas"), 0.0
    owner, households, left = [u["patrol_area_id"] for u in units], Counter(), defaultdict(set)
    for u in units:
        households[u["patrol_area_id"]] += u["households"]
    need(len(plan.lowest) == len(units), "the land is not proved")
    holder = {edge: k for k, edges in enumerate(plan.lowest) for edge in edges}
    for (a, b), k in holder.items():
        other = holder.get((b, a))
        if other is None or owner[other] != owner[k]:
            left[owner[k]].add((a, b))
            if other is not None:
                border += math.hypot(*((p - q) * m for p, q, m in zip(a, b, degree(a[1])))) / 2
    work, shares = [], []
    for f in features:
        p = f["properties"]
        crews = [c["id"] for c in plan.problem["crews"] if c["base_id"] == p["base_id"]]
        need((p["units"], p["households"]) == (owner.count(p["id"]), households.pop(p["id"], 0)), f"{p['id']}: other units")
        need(p["crews"] == ";".join(crews), f"{p['id']}: other crews")
        need(not p["units"] or {e for _, ring in edges_of(f) for e in ring} == left[p["id"]], f"{p['id']}: other outline")
        work.append(p["workload_s"])
        shares.append(max(1, len(crews)))
    need(not features or not households, "a unit lies in no area")
    rule, mean = plan.problem["patrol"].get("workload"), max(1, sum(work)) / max(1, sum(shares))
    if rule and features and rule["risk"] == rule["road_km_s"] == 0:
        total = rule["household_s"] * sum(u["households"] for u in units) + rule["dwell"] * sum(
            c["visits_per_day"] * c.get("crews", 1) * c["dwell_s"] for c in plan.problem["checkpoints"])
        need(abs(total - sum(work)) <= len(work), f"the work of all areas is {total} s")
    stated, most = plan.bound("patrol_areas")[0], max((w / s for w, s in zip(work, shares)), default=mean) / mean
    need(not stated or abs(stated["objective"] - most) <= 4 / mean, f"the greatest work is {most} times the mean")
    told = (plan.bound("area_borders")[0] or {"objective": border})["objective"]
    need(abs(told - border) <= 0.5 + 2e-3 * border, f"there are {border} m of border")
    proven = stated and stated["lower_bound"] == 1
    return f"{len(features)} areas; the greatest work is {most:.4f} times the mean" if proven else None


def check_routes(plan):
    """Every stop follows from the one before; visits keep windows, spacing and skills; those not made are told."""
    crews, points = ({c["id"]: c for c in plan.problem[k]} for k in ("crews", "checkpoints"))
    first, routes, visits, made = {}, defaultdict(list), defaultdict(list), 0
    need([r["date"] for r in plan.rows("calendar")] == [d.isoformat() for d in plan.dates], "the calendar has other dates")
    for row in plan.rows("calendar"):
        first.setdefault(row["day_type"], date.fromisoformat(row["date"]))
    keys, place = ("day_type", "crew_id", "shift_id"), lambda d, a="lon", b="lat": (round(float(d[a]) * 1e7), round(float(d[b]) * 1e7))
    for row in plan.rows("stops"):
        routes[tuple(row[k] for k in keys)].append(row)
    told = {tuple(f["properties"][k] for k in keys): f["properties"] for f in plan.features("routes")}
    need(set(told) == set(routes) and set(first) <= set(plan.problem["day_types"]), "routes and stops differ")
    units = {u["code"] for u in plan.units(plan.levels[-1])}
    for key, stops in routes.items():
        (day_type, crew_id, shift), crew, last, driven, travel, dwell = key, crews[key[1]], stops[-1], 0, 0, 0
        day, (begin, end), at = first[day_type], plan.shifts[shift], plan.seconds(stops[0]["depart"], first[day_type])
        home = (crew.get("end_base_id", crew["base_id"]), place(crew, *(("end_lon", "end_lat") if "end_lon" in crew else ())))
        need(shift in crew["shifts"] and [s["seq"] for s in stops] == [str(k) for k in range(len(stops))], f"{key}: other shift or order")
        need((stops[0]["kind"], stops[0]["stop_id"], place(stops[0])) == ("start", crew["base_id"], place(crew)) and at >= begin
             and (last["kind"], last["stop_id"], place(last)) == ("end", *home) and plan.seconds(last["arrive"], day) <= end,
             f"{key}: does not begin and end at its bases within the shift")
        for before, stop in zip(stops, stops[1:]):
            way, metres, here, kind = int(stop["travel_s"]), float(stop["distance_m"]), f"{key}, stop {stop['seq']}", stop["kind"]
            need(plan.seconds(stop["arrive"], day) == at + way and way >= 0 <= metres <= crew["max_speed_kmh"] / 3.6 * way + 1,
                 f"{here}: does not arrive when it must")
            at, driven, travel = at + way, driven + metres, travel + way
            need(kind in ("unit", "break", "street", "checkpoint") or stop is last, f"{here}: is no stop")
            if kind == "end":
                continue
            start, leave = plan.seconds(stop["start"], day) if stop["start"] else at, plan.seconds(stop["depart"], day)
            need(at <= start <= leave, f"{here}: leaves before it comes")
            at, dwell = leave, dwell + leave - start
            if kind == "unit":
                need(stop["stop_id"] in units, f"{here}: is no unit")
            elif kind == "break":
                need(any(is_open([b["window"]], start) and leave - start >= b["duration_s"] for b in crew.get("breaks", [])), f"{here}: no break")
            elif kind == "street" and not stop["start"]:
                need((before["kind"], before["stop_id"]) == (kind, stop["stop_id"]), f"{here}: leaves a street it has not entered")
            else:
                c = points[stop["stop_id"]]
                need(day_type in c.get("day_types", [day_type]) and leave - start >= c["dwell_s"] and is_open(c["windows"], start)
                     and set(c.get("skills", [])) <= set(crew.get("skills", [])) and ("line" in c or place(stop) == place(c)),
                     f"{here}: the visit is too short, elsewhere, outside its windows, or lacks a skill")
                visits[day_type, c["id"]].append((start, crew_id))
        p = told[key]
        need(driven <= crew.get("max_km", NEVER) * 1000 + 1 and abs(p["distance_m"] - driven) <= 1 + len(stops) / 10
             and (p["travel_s"], p["dwell_s"]) == (travel, dwell), f"{key}: is told otherwise, or drives too far")
    missing, unserved, plan.made = Counter((r["day_type"], r["checkpoint_id"]) for r in plan.rows("unserved")), plan.rows("unserved"), {}
    for day_type in {key[0] for key in routes}:
        for c in plan.asked(day_type):
            each, crew_count = visits[day_type, c["id"]], c.get("crews", 1)
            begins = sorted(set(b for b, _ in each) if crew_count > 1 else [b for b, _ in each])
            need(crew_count == 1 or all(len({k for b, k in each if b == t}) == crew_count for t in begins), f"{c['id']}: crews do not meet")
            need(len(begins) < 2 or all(b - a >= c["min_gap_s"] for a, b in zip(begins, begins[1:] + [begins[0] + DAY])), f"{c['id']}: too close")
            need(len(each) + missing.pop((day_type, c["id"]), 0) >= c["visits_per_day"] * crew_count, f"{c['id']}: a visit is not told")
            plan.made[day_type, c["id"]], made = len(each), made + len(each)
        stated, left = plan.bound("visits", day_type)[0], sum(r["day_type"] == day_type for r in unserved)
        need(not stated or stated["objective"] == left, f"{day_type}: {left} visits are not made")
    audit = plan.summary["audit"]
    need(not missing and (audit["visits_unserved"], audit["visits_required"]) == (len(unserved), made + len(unserved)), "other visits")
    return f"{len(routes)} routes with {made} visits, with ways as stated"


def slots(plan):
    """For each post, role and date where places are to be filled: the post, when these begin and end, and how many."""
    holidays, workdays, result = plan.rules.get("holidays", []), plan.rules.get("workdays", []), {}
    for post in plan.problem["posts"]:
        for k, day in enumerate(plan.dates):
            usual, text = day.isoweekday() in post["weekdays"], day.isoformat()
            if (text not in holidays and (usual or text in workdays) if "holidays" in post else usual) and post["shift_id"] in plan.shifts:
                for role, count in post["needs"].items():
                    if count > 0:
                        result[post["id"], role, k] = (post, *(k * DAY + s for s in plan.shifts[post["shift_id"]]), count)
    return result


def away(plan, person, k, end):
    """Whether leave falls on a date that a duty touches."""
    off = person.setdefault("leave", {(date.fromisoformat(d) - plan.start).days for d in person["unavailable"]})
    return k in off or (end > (k + 1) * DAY and k + 1 in off)


def check_roster(plan):
    """Nobody breaks a rule, and every place is filled or told to be empty."""
    places, rules, filled, duties, missing = slots(plan), plan.rules, Counter(), defaultdict(list), 0
    for row in plan.rows("roster"):
        key, person = (row["post_id"], row["role"], plan.k(row)), plan.staff[row["staff_id"]]
        post, begin, end, _ = places.get(key) or [None] * 4
        need(post and post["shift_id"] == row["shift_id"] and plan.seconds(row["start"], plan.start) == begin
             and plan.seconds(row["end"], plan.start) == end, f"{key}: no such duty is asked for")
        need(person["role"] == row["role"] and post["site_id"] in person["site_ids"] and not away(plan, person, key[2], end),
             f"{key}: {row['staff_id']} does not serve there, or is on leave")
        filled[key] += 1
        duties[row["staff_id"]].append((begin, end, key[2], row["shift_id"]))
    for row in plan.rows("unfilled"):
        if (key := (row["post_id"], row["role"], plan.k(row))) in places:
            filled[key], missing = filled[key] + int(row["missing"]), missing + int(row["missing"])
    need({k: s[3] for k, s in places.items()} == filled, "a place is neither filled nor told to be empty")
    for who, own in duties.items():
        own.sort()
        for (_, end, j, before), (begin, _, k, after) in zip(own, own[1:]):
            need(begin - end >= rules["min_rest_h"] * 3600 - 1 and (k != j + 1 or [before, after] not in rules.get("forbidden_successions", [])),
                 f"{who} does not rest, or has shifts that may not follow each other")
        nights = [k for b, e, k, _ in own if b - k * DAY < 5 * 3600 or e - k * DAY > DAY]
        for most, days in ((rules["max_consecutive_days"], {d[2] for d in own}), (rules.get("max_consecutive_nights", NEVER), set(nights))):
            need(most >= NEVER or not any(all(k + i in days for i in range(most + 1)) for k in days), f"{who}: too many days in a row")
        hours = Counter()
        for b, e, k, _ in own:
            hours["max_hours_per_week", (plan.start.toordinal() + k - 1) // 7] += e - b
            hours["max_hours_per_month", plan.dates[k].month] += e - b
        need(len(nights) <= rules.get("max_nights", NEVER) and all(s <= rules.get(r, NEVER) * 3600 for (r, _), s in hours.items()), f"{who}: too much")
    needed, audit, told = sum(s[3] for s in places.values()), plan.summary["audit"], plan.summary["roster"]
    need(audit["duties_needed"] == told["duties_needed"] == needed and audit["duties_unfilled"] == told["duties_unfilled"]
         == missing == plan.bound("duties")[0]["objective"], f"{needed} duties are asked for, and {missing} not filled")
    return f"{needed - missing} duties of {len(duties)} people, and {missing} not filled"
