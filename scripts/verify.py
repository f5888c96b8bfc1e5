#!/usr/bin/env python3
"""Recomputes what a plan folder claims, in whole numbers, from its own files: nothing here is shared with the planner.

    scripts/verify.py PLAN [--json]

docs/certificates.md describes the files and the argument behind each claim. Exit code 0 where every claim holds, 1 where
one is refused, 65 where the folder cannot be read as a plan.
"""
import csv
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from fractions import Fraction

DAY = 86_400
NEVER = 1 << 60


class Refused(Exception):
    """Why a claim does not hold."""


def need(holds, why):
    if not holds:
        raise Refused(why)


class Plan:
    """The files of a plan folder, each read once."""

    def __init__(self, folder):
        self.folder = folder
        self.cache = {}
        self.problem = self.json("problem.json")
        self.summary = self.json("summary.json")
        self.index = self.json("certificates/index.json")
        if self.index["format"] != 1:
            raise ValueError("certificates/index.json has a format that is not known here")
        self.levels = self.problem["levels"]
        self.start = date.fromisoformat(self.problem["horizon"]["start"][:10])
        self.days = self.problem["horizon"]["days"]
        self.offset = datetime.fromisoformat(self.problem["horizon"]["start"]).utcoffset()
        self.rules = self.problem["policy"]["roster"]

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
        return self.features("units." + level)

    def bound(self, kind, of=None):
        """What the summary states of an optimised answer, and the certificate of it."""
        found = [b for b in self.summary["optimisations"] if b["kind"] == kind and b.get("of") == of]
        need(len(found) == 1, "the summary does not state it once")
        names = [c.get("file") for c in self.index["claims"] if c["kind"] == kind and c.get("of") == of]
        need(len(names) == 1, "the index does not list it once")
        return found[0], names[0] and self.json("certificates/" + names[0])

    def seconds(self, text, day):
        """Seconds after midnight of a date, in the time of the plan."""
        moment = datetime.fromisoformat(text)
        need(moment.utcoffset() == self.offset, f"{text} is not in the time of the plan")
        return (moment.date() - day).days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def rings(feature):
    """The rings of a feature on the lattice of 1e-7 degree, each closed; the first of each polygon is its exterior."""
    shape = feature["geometry"]
    need(shape["type"] in ("Polygon", "MultiPolygon"), "a unit is no polygon")
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            yield number == 0, [(round(x * 1e7), round(y * 1e7)) for x, y in ring]


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def check_simple(ring):
    """No two edges of a ring meet but at the vertex between them."""
    count = len(ring) - 1
    edges = sorted((min(a[0], b[0]), max(a[0], b[0]), i, a, b) for i, (a, b) in enumerate(zip(ring, ring[1:])))
    for place, (_, right, i, a, b) in enumerate(edges):
        for k in range(place + 1, count):
            left, _, j, c, d = edges[k]
            if left > right:
                break
            if (i - j) % count in (1, count - 1):
                first, last = ((a, b), d) if (j - i) % count == 1 else ((c, d), b)
                back = (first[0][0] - first[1][0]) * (last[0] - first[1][0]) + (first[0][1] - first[1][1]) * (last[1] - first[1][1])
                need(side(*first, last) != 0 or back <= 0, "a ring turns back on itself")
            elif min(a[1], b[1]) <= max(c[1], d[1]) and min(c[1], d[1]) <= max(a[1], b[1]):
                s, t, u, v = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
                need((s > 0 and t > 0) or (s < 0 and t < 0) or (u > 0 and v > 0) or (u < 0 and v < 0),
                     "two edges of a ring meet")


def winding(ring, x, y):
    """How often a ring of doubled coordinates goes around a point that is not on it."""
    turns = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y):
            cross = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            need(cross != 0, "rings of one unit touch along an edge")
            if (cross > 0) == (by > ay):
                turns += 1 if by > ay else -1
    return turns


def check_valid(shape):
    """Whether rings enclose land once and nothing outside: simple each, and holes within exteriors."""
    for _, ring in shape:
        check_simple(ring)
    if len(shape) > 1:
        doubled = [(outer, [(2 * x, 2 * y) for x, y in ring]) for outer, ring in shape]
        for own, (outer, ring) in enumerate(doubled):
            for a, b in zip(ring, ring[1:]):
                around = sum(winding(other, (a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
                             for k, (_, other) in enumerate(doubled) if k != own)
                need(around == (0 if outer else 1), "a hole lies outside its land, or parts of a unit overlap")


def check_land(plan):
    """Edge sums: the edges of the children of each unit add up to its own."""
    need(plan.summary["audit"]["levels_proved"] is True, "the summary does not call the levels proved")
    above, plan.edges = None, {}
    for depth, level in enumerate(plan.levels):
        sums, own = defaultdict(set), {}
        for feature in plan.units(level):
            p = feature["properties"]
            need(p["code"] not in own, f"{p['code']} stands there twice")
            shape, edges, twice, middle = list(rings(feature)), set(), 0, 0
            for outer, ring in shape:
                need(len(ring) > 3 and ring[0] == ring[-1], f"a ring of {p['code']} is not closed")
                edges.update(zip(ring, ring[1:]))
                x, y = ring[0]
                area = sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in zip(ring, ring[1:]))
                need(area > 0 if outer else area < 0, f"a ring of {p['code']} runs the wrong way round")
                twice, middle = twice + area, y
            if depth in (0, len(plan.levels) - 1):
                check_valid(shape)
            need(len(edges) == sum(len(ring) - 1 for _, ring in shape), f"{p['code']} has an edge twice")
            metres = twice / 2 * degree(middle)[0] * degree(middle)[1]
            need(abs(metres - p["area_m2"]) <= 1 + 2e-3 * metres, f"the land of {p['code']} is not {p['area_m2']} m2")
            own[p["code"]] = edges
            siblings = sums[p["parent"]]
            need(not siblings & edges, f"{p['code']} has an edge of another unit of {p['parent']}")
            siblings |= edges
        for code, edges in sums.items():
            left = {edge for edge in edges if edge[::-1] not in edges}
            need(above is None or left == above.get(code), f"the {level}s of {code} do not add up to it")
        need(above is None or set(sums) == set(above), f"a unit has no {level}s")
        need(len(own) == plan.summary["counts"]["units_" + level], f"the number of {level}s is another")
        above = plan.edges[level] = own
    return f"{sum(len(e) for e in plan.edges.values())} units, {sum(len(s) for e in plan.edges.values() for s in e.values())} edges"


def degree(y):
    """Metres of 1e-7 degree of longitude and latitude at a latitude (WGS 84)."""
    phi = math.radians(y / 1e7)
    w = 1 - 0.00669437999014 * math.sin(phi) ** 2
    scale = math.radians(1e-7) * 6_378_137
    return scale * math.cos(phi) / math.sqrt(w), scale * (1 - 0.00669437999014) / w ** 1.5


def check_assignment(plan):
    """Each unit has one room that may serve it, and what files say of that agrees."""
    rooms = {room["id"]: room for room in plan.problem["rooms"]}
    roles = {person["id"]: person["role"] for person in plan.problem["staff"]}
    rows = {row["unit_code"]: row for row in plan.rows("assignments")}
    units = {f["id"]: f["properties"] for f in plan.units(plan.problem["assign_level"])}
    need(len(rows) == len(plan.rows("assignments")) and set(rows) == set(units), "not every unit has one row")
    served, households = Counter(), Counter()
    for code, row in rows.items():
        room = rooms.get(row["room_id"])
        need(room is not None, f"{code} has a room that there is not")
        need(plan.problem["policy"]["room"].get("within") != "township" or room["township_code"] == row["township_code"],
             f"{code} has a room of another township")
        need(not row["officer_id"] or roles.get(row["officer_id"]) == "officer", f"{code} has an officer who is none")
        need(all(roles.get(a) == "auxiliary" for a in row["auxiliary_ids"].split(";") if a), f"{code} has an auxiliary who is none")
        told = [row["room_id"], row["officer_id"], row["auxiliary_ids"], row["travel_s"]]
        need([units[code][k] for k in ("room_id", "officer_id", "auxiliary_ids")] == told[:3]
             and str("" if units[code]["travel_s"] is None else units[code]["travel_s"]) == told[3],
             f"{code} is told otherwise on the map")
        served[row["room_id"]] += 1
        households[row["room_id"]] += units[code]["households"]
    for room in rooms.values():
        need(served[room["id"]] <= room.get("max_units", NEVER) and households[room["id"]] <= room.get("max_households", NEVER),
             f"room {room['id']} is beyond its limit")
    for f in plan.features("rooms"):
        p = f["properties"]
        if p["kind"] == "room":
            need((p["units"], p["households"]) == (served[p["id"]], households[p["id"]]), f"room {p['id']} serves others")
    need(len(rooms) == plan.summary["counts"]["rooms"], "the number of rooms is another")
    need(sum(households.values()) == plan.summary["counts"]["households"], "the number of households is another")
    return f"{len(units)} units, {len(rooms)} rooms"


def agree(stated, bound, what="the bound"):
    need(abs(stated - bound) <= 1e-9 * max(1, abs(stated)), f"{what} is {bound}, and not {stated}")


def check_rooms(plan):
    """All prices, less what the best sites earn."""
    stated, proof = plan.bound("rooms")
    if proof is None:
        return None
    n, t = proof["numbers"], proof["texts"]
    need(proof["argument"] == "prices" and proof["scale"] == 10**6, "the certificate is of another kind")
    level = {f["id"]: f["properties"] for f in plan.units(plan.problem["assign_level"])}
    need(t["units"] == list(level), "the certificate is of other units")
    rows = {row["unit_code"]: row for row in plan.rows("assignments")}
    township = [rows[u]["township_code"] for u in t["units"]]
    rooms = plan.problem["rooms"]
    fixed, count, sites = n["fixed"][0], n["rooms"][0], len(t["sites"])
    need(count == len(rooms), "the certificate is of another number of rooms")
    need(t["sites"][:fixed] == [r["id"] for r in rooms if r["status"] == "existing"], "the certificate has other rooms fixed")
    need(len(n["at"]) == len(n["most"]) == len(n["capacity"]) == sites == len(n["offsets"]) - 1
         and len(n["payers"]) == len(n["costs"]) == n["offsets"][-1] and min(n["offsets"]) == n["offsets"][0] == 0
         and len(n["prices"]) == len(n["travel"]) == len(t["units"]), "columns of the certificate differ in length")
    need(set(t["sites"][fixed:]) >= {r["id"].removeprefix("R-").removesuffix("-new") for r in rooms if r["status"] == "new"},
         "a room has been opened where the certificate has no site")
    known = {r["id"]: r for r in rooms[:fixed]}
    news = [r for r in rooms if r["status"] == "new"]
    within = plan.problem["policy"]["room"].get("within") == "township"
    households = [level[u]["households"] for u in t["units"]]
    counted = [h if s >= 0 else 0 for h, s in zip(households, n["travel"])]
    for u, micro in zip(t["units"], n["travel"]):
        told = rows[u]["travel_s"]
        need(micro < 0 if told == "" else abs(micro - int(told) * 10**6) <= 500_000, f"the way to {u} is another")
    objective = sum(h * s for h, s in zip(counted, n["travel"]))
    need(abs(stated["objective"] * 10**6 - objective) <= 1 + sum(counted), "the objective is not what the ways add up to")
    earnings, groups = [], []
    for s in range(sites):
        need(n["prices"] and (s < fixed) == (n["at"][s] < 0), "a site stands in no unit")
        room = known[t["sites"][s]] if s < fixed else news[0] if news else None
        need(room is None or [n["most"][s], n["capacity"][s]] == [room.get("max_units", -1), room.get("max_households", -1)],
             f"the limits of site {t['sites'][s]} are others")
        groups.append((room["township_code"] if s < fixed else township[n["at"][s]]) if within else "")
        gains, seen = [], set()
        for k in range(n["offsets"][s], n["offsets"][s + 1]):
            u = n["payers"][k]
            need(0 <= u < len(counted) and u not in seen and n["costs"][k] >= 0, "a way of the certificate is none")
            need(not within or township[u] == groups[s], "a way leads to another township")
            seen.add(u)
            if counted[u] and n["prices"][u] > n["costs"][k]:
                gains.append((n["prices"][u] - n["costs"][k], counted[u]))
        best = sum(g * h for g, h in gains)
        if n["most"][s] >= 0:
            best = min(best, sum(sorted((g * h for g, h in gains), reverse=True)[:n["most"][s]]))
        if n["capacity"][s] >= 0:
            left, most = n["capacity"][s], 0
            for gain, h in sorted(gains, reverse=True):
                most, left = most + gain * min(left, h), left - min(left, h)
            best = min(best, most)
        earnings.append(best)
    missing, members = {}, defaultdict(list)
    for u, code in enumerate(township):
        members[code if within else ""].append(u)
    for group, units in members.items():
        own = [s for s in range(sites) if groups[s] == group]
        least = 0 if any(s < fixed for s in own) else 1
        for total, limits in ((len(units), n["most"]), (sum(households[u] for u in units), n["capacity"])):
            space = [NEVER if limits[s] < 0 else limits[s] for s in own if s < fixed]
            more, left = 0, total - sum(space)
            for limit in sorted((NEVER if limits[s] < 0 else limits[s] for s in own if s >= fixed), reverse=True):
                if left > 0:
                    more, left = more + 1, left - limit
            least = max(least, more)
        missing[group] = least
    left, kept, chosen = count - fixed, sum(missing.values()), sum(earnings[:fixed])
    for s in sorted(range(fixed, sites), key=lambda s: -earnings[s]):
        wanted = missing.get(groups[s], 0) > 0
        if left > 0 and (wanted or left > kept):
            kept, left, chosen = kept - wanted, left - 1, chosen + earnings[s]
            missing[groups[s]] = missing.get(groups[s], 0) - 1
    bound = max(0, sum(p * h for p, h in zip(n["prices"], counted)) - chosen)
    need(min(n["prices"]) >= 0 and bound == proof["bound"], f"its prices give {bound}")
    agree(stated["lower_bound"], min(bound / 10**6, stated["objective"]))
    return f"at least {stated['lower_bound']} of {stated['objective']} household-seconds, with the ways as stated"


def check_areas(plan):
    """Each unit lies in one area, in one piece; works and borders are what they are told to be."""
    areas = {f["properties"]["id"]: f for f in plan.features("patrol_areas")}
    lowest = plan.units(plan.levels[-1])
    if not areas:
        return "there are none"
    owner = {f["id"]: f["properties"]["patrol_area_id"] for f in lowest}
    need(set(owner.values()) <= set(areas), "a unit lies in an area that there is not")
    units = Counter(owner.values())
    households = Counter()
    for f in lowest:
        households[owner[f["id"]]] += f["properties"]["households"]
    holder = {edge: code for code, edges in plan.edges[plan.levels[-1]].items() for edge in edges}
    border, roots = 0.0, {code: code for code in owner}

    def root(code):
        while roots[code] != code:
            roots[code] = roots[roots[code]]
            code = roots[code]
        return code

    left = defaultdict(set)
    for edge, code in holder.items():
        other = holder.get(edge[::-1])
        if other is None or owner[other] != owner[code]:
            left[owner[code]].add(edge)
            if other is not None:
                east, north = degree(edge[0][1])
                border += math.hypot((edge[0][0] - edge[1][0]) * east, (edge[0][1] - edge[1][1]) * north) / 2
        else:
            roots[root(code)] = root(other)
    crews = defaultdict(list)
    for crew in plan.problem["crews"]:
        crews[crew["base_id"]].append(crew["id"])
    shares, work = {}, {}
    for code, f in areas.items():
        p = f["properties"]
        need((p["units"], p["households"]) == (units[code], households[code]), f"area {code} has other units")
        need(p["crews"].split(";") == crews[p["base_id"]] or not p["crews"], f"area {code} has other crews")
        need({e for _, ring in rings(f) for e in zip(ring, ring[1:])} == left[code], f"the outline of {code} is another")
        shares[code], work[code] = max(1, len(crews[p["base_id"]])), p["workload_s"]
    rule = plan.problem["patrol"].get("workload")
    if rule and rule["risk"] == 0 and rule["road_km_s"] == 0:
        total = rule["household_s"] * sum(households.values()) + rule["dwell"] * sum(
            c["visits_per_day"] * c.get("crews", 1) * c["dwell_s"] for c in plan.problem["checkpoints"])
        need(abs(total - sum(work.values())) <= len(areas), f"all work is {total} s, and not {sum(work.values())}")
    mean = Fraction(sum(work.values()), sum(shares.values()))
    most = max(work[c] / shares[c] for c in work) / mean if mean else 1
    stated, _ = plan.bound("patrol_areas")
    need(abs(stated["objective"] - most) <= 4 / max(1, mean), f"the greatest work is {most} times the mean")
    need(abs(plan.bound("area_borders")[0]["objective"] - border) <= 1 + 2e-3 * border, f"there are {border} m of border")
    pieces = len({root(code) for code in roots})
    return f"{len(areas)} areas in {pieces} pieces"


def check_borders(plan):
    """Each area has the outline of a circle of the least land that holds its share of the work."""
    stated, proof = plan.bound("area_borders")
    if proof is None:
        return None
    n = proof["numbers"]
    need(proof["argument"] == "circles" and proof["scale"] == 1000, "the certificate is of another kind")
    lowest = plan.units(plan.levels[-1])
    need(len(n["work"]) == len(n["land"]) == len(lowest), "columns of the certificate differ in length")
    areas = {f["properties"]["id"]: f["properties"] for f in plan.features("patrol_areas")}
    need(len(n["works"]) == len(areas), "the certificate is of other areas")
    work = Counter()
    for f, w, land in zip(lowest, n["work"], n["land"]):
        p = f["properties"]
        need(land <= 100 * p["area_m2"] + 6 and land + 6 >= 100 * p["area_m2"] - 1, f"the land of {p['code']} is not {land}")
        need(w >= 0, "work is below 0")
        work[p["patrol_area_id"]] += w
    shares = {a: max(1, len([c for c in p["crews"].split(";") if c])) for a, p in areas.items()}
    mean, tolerance = sum(n["work"]) / sum(shares.values()), plan.problem["patrol"]["areas"]["tolerance"]
    for (a, p), w in zip(areas.items(), n["works"]):
        need(abs(work[a] - 1000 * p["workload_s"]) <= 501 + len(lowest), f"the units of {a} have other work")
        need(w <= min(work[a], mean * shares[a] * (1 - tolerance)) + 1, f"area {a} need not have so much work")
    rest, place, used, around = sum(n["land"]), 0, 0, 0
    order = sorted(range(len(lowest)), key=lambda u: Fraction(-n["work"][u], n["land"][u]) if n["land"][u] else -NEVER)
    for missing in sorted(n["works"])[:-1]:
        land = 0
        while missing > 0 and place < len(order):
            w, a = n["work"][order[place]], n["land"][order[place]]
            part = min(missing, w - used)
            if w:
                land, rest = land + a * part // w, rest + -a * part // w
            missing, used = missing - part, used + part
            if used == w:
                place, used = place + 1, 0
        around += math.isqrt(land * 1_256_637 // 10)
    bound = max(0, (around + math.isqrt(rest * 1_256_637 // 10) - n["outline"][0]) // 2)
    need(bound == proof["bound"], f"its land and work give {bound}")
    agree(stated["lower_bound"], bound / 1000)
    need(stated["lower_bound"] <= stated["objective"] + 0.01, "the borders are shorter than is possible")
    return f"at least {stated['lower_bound']} of {stated['objective']} m, with land and work as stated"


def clock(text):
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def window(pair):
    """A daily window; one that ends no later than it begins ends on the next day."""
    first, last = map(clock, pair)
    return first, last if last > first or first == last else last + DAY


def shift_spans(plan):
    spans = {}
    for s in plan.problem["shifts"]:
        first, last = clock(s["start"]), clock(s["end"])
        spans[s["id"]] = (first, last if last > first else last + DAY)
    return spans


def asked(plan, day_type):
    return [c for c in plan.problem["checkpoints"] if c["visits_per_day"] > 0 and day_type in c.get("day_types", [day_type])]


def moments(begins, crews):
    return sorted(set(begins)) if crews > 1 else sorted(begins)


def check_routes(plan):
    """Every stop follows from the one before; visits keep windows, spacing, skills; those not made are told."""
    crews = {c["id"]: c for c in plan.problem["crews"]}
    points = {c["id"]: c for c in plan.problem["checkpoints"]}
    first_date = {}
    for row in plan.rows("calendar"):
        first_date.setdefault(row["day_type"], date.fromisoformat(row["date"]))
    routes, spans = defaultdict(list), shift_spans(plan)
    for row in plan.rows("stops"):
        routes[row["day_type"], row["crew_id"], row["shift_id"]].append(row)
    told = {tuple(f["properties"][k] for k in ("day_type", "crew_id", "shift_id")): f["properties"] for f in plan.features("routes")}
    visits, places = defaultdict(list), {f["id"] for f in plan.units(plan.levels[-1])}
    for (day_type, crew_id, shift), stops in routes.items():
        crew, day, name = crews[crew_id], first_date[day_type], f"{day_type} {crew_id} {shift}"
        need(shift in crew["shifts"], f"{name}: is no shift of the crew")
        need([int(s["seq"]) for s in stops] == list(range(len(stops))), f"{name}: stops are not numbered")
        begin, end = spans[shift]
        at = plan.seconds(stops[0]["depart"], day)
        need(stops[0]["kind"] == "start" and stops[0]["stop_id"] == crew["base_id"] and at >= begin, f"{name}: does not begin at its base")
        last = stops[-1]
        need(last["kind"] == "end" and last["stop_id"] == crew.get("end_base_id", crew["base_id"])
             and plan.seconds(last["arrive"], day) <= end, f"{name}: does not end at its base in time")
        driven = travel = dwell = 0
        for number, stop in enumerate(stops[1:], 1):
            way, metres, here = int(stop["travel_s"]), float(stop["distance_m"]), f"{name} {number}"
            need(plan.seconds(stop["arrive"], day) == at + way and way >= 0 <= metres, f"{here}: does not arrive when it must")
            need(metres <= crew["max_speed_kmh"] / 3.6 * way + 1, f"{here}: is faster than the crew may be")
            at, driven, travel = at + way, driven + metres, travel + way
            if stop["kind"] == "end":
                break
            start = plan.seconds(stop["start"], day) if stop["start"] else at
            leave = plan.seconds(stop["depart"], day)
            need(at <= start <= leave, f"{here}: leaves before it comes")
            dwell += leave - start
            if stop["kind"] == "unit":
                need(stop["stop_id"] in places, f"{here}: is no unit")
            elif stop["kind"] == "break":
                need(any((start - window(b["window"])[0]) % DAY <= window(b["window"])[1] - window(b["window"])[0]
                         and leave - start >= b["duration_s"] for b in crew.get("breaks", [])), f"{here}: is no break")
            elif not (stop["kind"] == "street" and stops[number - 1]["stop_id"] == stop["stop_id"] and stops[number - 1]["kind"] == "street"
                      and not stop["start"]):
                c = points[stop["stop_id"]]
                need(day_type in c.get("day_types", [day_type]) and leave - start >= c["dwell_s"], f"{here}: does not stay long enough")
                need(set(c.get("skills", [])) <= set(crew.get("skills", [])), f"{here}: lacks a skill")
                need("line" in c or [round(1e7 * float(stop[k])) for k in ("lon", "lat")] == [round(1e7 * c[k]) for k in ("lon", "lat")], f"{here}: is elsewhere")
                need(not c["windows"] or any((start - window(w)[0]) % DAY <= window(w)[1] - window(w)[0] for w in c["windows"]),
                     f"{here}: begins outside its windows")
                visits[day_type, c["id"]].append((start, crew_id))
            at = leave
        need(driven <= crew.get("max_km", NEVER) * 1000 + 1, f"{name}: drives too far")
        p = told.pop((day_type, crew_id, shift))
        need(abs(p["distance_m"] - driven) <= 1 + len(stops) / 10 and (p["travel_s"], p["dwell_s"]) == (travel, dwell), f"{name}: is told otherwise")
    need(not told, "a route has no stops")
    missing, made, plan.made = Counter((r["day_type"], r["checkpoint_id"]) for r in plan.rows("unserved")), 0, {}
    for day_type in {key[0] for key in routes}:
        for c in asked(plan, day_type):
            each, crew_count = visits[day_type, c["id"]], c.get("crews", 1)
            begins = moments([begin for begin, _ in each], crew_count)
            need(crew_count == 1 or all(len({k for b, k in each if b == begin}) == crew_count for begin in begins), f"{c['id']}: crews do not meet")
            need(all(b - a >= c["min_gap_s"] for a, b in zip(begins, begins[1:] + [begins[0] + DAY])) if len(begins) > 1 else True,
                 f"{day_type} {c['id']}: visits are too close")
            need(len(each) + missing.pop((day_type, c["id"]), 0) >= c["visits_per_day"] * crew_count, f"{day_type} {c['id']}: a visit is neither made nor told")
            plan.made[day_type, c["id"]], made = len(each), made + len(each)
        unserved = sum(row["day_type"] == day_type for row in plan.rows("unserved"))
        need(plan.bound("visits", day_type)[0]["objective"] == unserved, f"{day_type}: {unserved} visits are not made")
    need(not missing and plan.summary["audit"]["visits_unserved"] == len(plan.rows("unserved")), "visits not made are none")
    need(plan.summary["audit"]["visits_required"] == made + len(plan.rows("unserved")), "the number of visits is another")
    return f"{len(routes)} routes, {made} visits, with ways as stated"


def check_visits(plan, day_type):
    stated, _ = plan.bound("visits", day_type)
    return f"at least 0 of {stated['objective']}" if stated["lower_bound"] == 0 else None


def clip(spans, low, high):
    return [(max(a, low), min(b, high)) for a, b in spans if max(a, low) <= min(b, high)]


def cross(a, b):
    return sorted(s for low, high in b for s in clip(a, low, high))


def check_travel(plan, day_type):
    """A least tree over visits and bases with one edge more, at prices for each end of a visit."""
    stated, proof = plan.bound("travel", day_type)
    if proof is None:
        return None
    n, t = proof["numbers"], proof["texts"]
    points, crews, shifts = asked(plan, day_type), plan.problem["crews"], shift_spans(plan)
    need(proof["argument"] == "trees" and proof["scale"] == 1, "the certificate is of another kind")
    need(t["points"] == [c["id"] for c in points] and t["crews"] == [c["id"] for c in crews], "the certificate is of other places")
    count = len(points)
    need(len(n["base"]) == len(n["made"]) == count and len(n["ways"]) == count * (count + 1) // 2
         and len(n["out"]) == len(n["back"]) == count * len(crews) and len(n["to"]) == len(n["legs"]), "columns of the certificate differ in length")
    need(min(n["ways"] + n["base"] + n["legs"], default=0) >= 0, "a way takes less than no time")

    def way(p, q):
        return n["ways"][p * (p + 1) // 2 + q] if p > q else n["ways"][q * (q + 1) // 2 + p]

    went, before = Counter(), -1
    for p, leg in zip(n["to"], n["legs"]):
        if p >= 0:
            went[p] += 1
        need(leg >= (way(before, p) if before >= 0 <= p else n["base"][max(p, before)] if -2 not in (p, before) else 0),
             "a drive is shorter than the shortest way")
        before = p
    need(before == -1 and sum(n["legs"]) == stated["objective"], "the objective is not what the drives add up to")
    groups, nodes = sorted({shifts[s] for c in crews for s in c["shifts"]}), []
    for p, c in enumerate(points):
        gap = max(c["min_gap_s"], 1 if c.get("crews", 1) > 1 else 0)
        need(went[p] == n["made"][p] * c.get("crews", 1) == plan.made[day_type, c["id"]], f"{c['id']} is visited another number of times")
        spans = [window(w) for w in c["windows"]]
        spans = sorted((a + k * DAY, b + k * DAY) for a, b in spans for k in range(-1, 3)) or [(0, 4 * DAY)]
        spans = [s for s in spans]
        runs = []
        for k, crew in enumerate(crews):
            out, back = n["out"][k * count + p], n["back"][k * count + p]
            for s in crew["shifts"]:
                if out >= 0 <= back:
                    runs.append((k, shifts[s], clip(spans, shifts[s][0] + out, shifts[s][1] - c["dwell_s"] - back)))
        free = [s for _, _, open_ in runs for s in open_] if c.get("crews", 1) == 1 else [
            s for i, a in enumerate(runs) for b in runs[:i] if a[0] != b[0] for s in cross(a[2], b[2])]
        first, low = [], -NEVER
        for _ in range(n["made"][p]):
            low = min((max(a, low) for a, b in free if b >= low), default=None)
            if low is None:
                break
            first.append(low)
            low += gap
        fits, high, sets = len(first) == n["made"][p], NEVER, []
        for k in reversed(range(n["made"][p])):
            if fits:
                high = max(min(b, high) for a, b in free if a <= high)
                sets.append(clip(free, first[k], high))
                high -= gap
            else:
                sets.append(free)
        for own in reversed(sets):
            ends = []
            for g in groups:
                both = cross([s for _, shift, open_ in runs if shift == g for s in open_], own)
                ends.append((min(a for a, _ in both), max(b for _, b in both)) if both else None)
            nodes += [(p, c["dwell_s"], ends)] * c.get("crews", 1)
    need(len(nodes) == len(n["prices"]), "there is not a price for each visit")
    price, size = n["prices"], len(nodes)

    def edge(a, b):
        (p, stay, s), (q, rest, e) = nodes[a], nodes[b]
        length = way(p, q)
        for x, y in zip(s, e):
            if x and y and (x[0] + stay + length <= y[1] or y[0] + rest + length <= x[1]):
                return 1000 * length + price[a] + price[b]
        return None

    nearest = [1000 * n["base"][p] + price[k] for k, (p, _, _) in enumerate(nodes)]
    base, link, waiting, total, rest = nearest[:], [-1] * size, set(range(size)), -2 * sum(price), []
    lengths = {}
    for a in range(size):
        for b in range(a):
            lengths[a, b] = lengths[b, a] = edge(a, b)
    while waiting:
        a = min(waiting, key=lambda k: nearest[k])
        waiting.remove(a)
        total += nearest[a]
        for b in waiting:
            length = lengths[a, b]
            if length is not None and length < nearest[b]:
                nearest[b], link[b] = length, a
    for a in range(size):
        rest += [base[a]] * (2 if link[a] >= 0 else 1)
        rest += [lengths[a, b] for b in range(a) if link[a] != b and link[b] != a and lengths[a, b] is not None]
    extra = sum(x for x in rest if x < 0) or min(rest, default=0)
    bound = max(0, -(-(total + extra) // 1000)) if nodes else 0
    need(bound == proof["bound"], f"its prices give {bound}")
    if t.get("beyond"):
        need(stated["lower_bound"] >= bound, "the bound is another")
        return f"at least {bound} of {stated['objective']} s; what {t['beyond'][0]} add to it is not certified"
    agree(stated["lower_bound"], bound)
    return f"at least {bound} of {stated['objective']} s, with ways as stated"


def slots(plan):
    """For each post and role the dates on which places are to be filled, with when these begin and end."""
    spans, rules, result = shift_spans(plan), plan.rules, {}
    for post in plan.problem["posts"]:
        for k in range(plan.days):
            day = date.fromordinal(plan.start.toordinal() + k)
            open_ = day.isoweekday() in post["weekdays"]
            if post.get("holidays") == "closed":
                open_ = day.isoformat() not in rules.get("holidays", []) and (open_ or day.isoformat() in rules.get("workdays", []))
            if open_ and post["shift_id"] in spans:
                begin, end = spans[post["shift_id"]]
                for role, count in post["needs"].items():
                    if count > 0:
                        result[post["id"], role, k] = (post, k * DAY + begin, k * DAY + end, count)
    return result


def leave(plan, person):
    return {(date.fromisoformat(d) - plan.start).days for d in person["unavailable"]}


def away(off, k, end):
    return k in off or (end > (k + 1) * DAY and k + 1 in off)


def week(plan, k):
    return (plan.start.toordinal() + k - 1) // 7


def check_roster(plan):
    """Nobody breaks a rule, and every place is filled or told to be empty."""
    staff, places, rules = {p["id"]: p for p in plan.problem["staff"]}, slots(plan), plan.rules
    filled, duties = Counter(), defaultdict(list)
    for row in plan.rows("roster"):
        k = (date.fromisoformat(row["date"]) - plan.start).days
        slot, person = places.get((row["post_id"], row["role"], k)), staff[row["staff_id"]]
        need(slot is not None and slot[0]["shift_id"] == row["shift_id"], f"{row['date']} {row['post_id']}: there is no such duty")
        need((plan.seconds(row["start"], plan.start), plan.seconds(row["end"], plan.start)) == slot[1:3], f"{row['date']} {row['post_id']}: is at another time")
        need(person["role"] == row["role"] and slot[0]["site_id"] in person["site_ids"], f"{row['staff_id']} does not serve at {row['post_id']}")
        need(not away(leave(plan, person), k, slot[2]), f"{row['staff_id']} is on leave on {row['date']}")
        filled[row["post_id"], row["role"], k] += 1
        duties[row["staff_id"]].append((slot[1], slot[2], k, row["shift_id"]))
    for row in plan.rows("unfilled"):
        k = (date.fromisoformat(row["date"]) - plan.start).days
        if (row["post_id"], row["role"], k) in places:
            filled[row["post_id"], row["role"], k] += int(row["missing"])
    need(all(filled[key] == slot[3] for key, slot in places.items()) and set(filled) <= set(places), "a place is neither filled nor told to be empty")
    month, pairs = [(d.year, d.month) for d in (date.fromordinal(plan.start.toordinal() + k) for k in range(plan.days))], rules.get("forbidden_successions", [])
    for who, own in duties.items():
        own.sort()
        for (_, end, j, before), (begin, _, k, after) in zip(own, own[1:]):
            need(begin - end >= rules["min_rest_h"] * 3600 - 1, f"{who} does not rest")
            need(k != j + 1 or [before, after] not in pairs, f"{who} has shifts that may not follow each other")
        dates, nights = sorted({k for _, _, k, _ in own}), sorted({k for b, e, k, _ in own if b - k * DAY < 5 * 3600 or e - k * DAY > DAY})
        for most, days in ((rules["max_consecutive_days"], dates), (rules.get("max_consecutive_nights", NEVER), nights)):
            need(all(days[i] - days[i - most] != most for i in range(most, len(days))), f"{who} works too many days in a row")
        need(sum(b - k * DAY < 5 * 3600 or e - k * DAY > DAY for b, e, k, _ in own) <= rules.get("max_nights", NEVER), f"{who} works too many nights")
        for most, period in ((rules["max_hours_per_week"], lambda k: week(plan, k)), (rules.get("max_hours_per_month", NEVER), lambda k: month[k])):
            hours = Counter()
            for b, e, k, _ in own:
                hours[period(k)] += e - b
            need(max(hours.values()) <= most * 3600, f"{who} works too many hours")
    missing = sum(int(row["missing"]) for row in plan.rows("unfilled") if (row["post_id"], row["role"], (date.fromisoformat(row["date"]) - plan.start).days) in places)
    audit, told = plan.summary["audit"], plan.summary["roster"]
    needed = sum(slot[3] for slot in places.values())
    need(audit["duties_needed"] == told["duties_needed"] == needed, f"{needed} duties are needed")
    need(audit["duties_unfilled"] == told["duties_unfilled"] == missing == plan.bound("duties")[0]["objective"], f"{missing} duties are not filled")
    return f"{sum(map(len, duties.values()))} duties of {len(duties)} people, {missing} not filled"


def check_duties(plan):
    """On some dates the people cannot do all that is asked, whatever they do on others."""
    stated, proof = plan.bound("duties")
    if proof is None:
        return None
    n, t, rules, total = proof["numbers"], proof["texts"], plan.rules, 0
    need(proof["argument"] == "dates" and proof["scale"] == 1 and len(set(zip(t["sites"], t["roles"]))) == len(t["sites"]), "the certificate is of another kind")
    for g, (site, role) in enumerate(zip(t["sites"], t["roles"])):
        dates = n["dates"][n["offsets"][g]:n["offsets"][g + 1]]
        own = [(k, b, e, count) for (_, r, k), (post, b, e, count) in slots(plan).items() if r == role and post["site_id"] == site]
        asked_for = sum(count for k, _, _, count in own if k in dates)
        on = {k: sorted((e, b) for j, b, e, _ in own if j == k) for k in range(plan.days)}
        most, rest = {}, rules["min_rest_h"] * 3600
        for k, each in on.items():
            most[k], free = 0, -NEVER
            for e, b in each:
                if free <= b:
                    most[k], free = most[k] + 1, e + rest
        follows = {k: any(on.get(k - 1) and on[k - 1][0][0] + rest <= b for _, b in on[k]) for k in on}
        can = 0
        for person in plan.problem["staff"]:
            if person["role"] != role or site not in person["site_ids"]:
                continue
            off = leave(plan, person)
            open_ = {k: most[k] if any(not away(off, k, e) for e, _ in on[k]) else 0 for k in on}

            def longest(days):
                best = {0: 0}
                for k in days:
                    after = {0: max(best.values())}
                    for run, done in best.items():
                        if open_[k] and run < rules["max_consecutive_days"] and (run == 0 or follows[k]):
                            after[run + 1] = done + open_[k]
                    best = after
                return max(best.values())

            weeks, sum_ = defaultdict(list), 0
            for k in range(plan.days):
                weeks[week(plan, k)].append(k)
            for days in weeks.values():
                hours, short = rules["max_hours_per_week"] * 3600, 0
                for length in sorted(x for k in days for x in sorted(e - b for e, b in on[k])[:open_[k]]):
                    if length <= hours:
                        hours, short = hours - length, short + 1
                sum_ += min(longest(days), short, sum(open_[k] for k in days if k in dates))
            can += min(sum_, longest(range(plan.days)))
        total += max(0, asked_for - can)
    need(total == proof["bound"], f"its dates give {total}")
    agree(stated["lower_bound"], total)
    agree(plan.summary["roster"]["unfilled_lower_bound"], total)
    return f"at least {total} of {stated['objective']} duties stay empty"


def check_cost(plan):
    """Nights and duties on weekends and holidays cannot be shared more evenly than one by one."""
    told = plan.summary["roster"]
    if plan.problem.get("history") or "soft_cost" not in told:
        return None
    weights, rules, staff = {"night": 10, "weekend": 10, "holiday": 10} | plan.rules.get("weights", {}), plan.rules, plan.problem["staff"]
    places, groups = slots(plan), defaultdict(list)
    for (post_id, role, k), slot in places.items():
        groups[slot[0]["site_id"], role].append((post_id, k, *slot[1:]))
    empty = Counter((r["post_id"], r["role"], (date.fromisoformat(r["date"]) - plan.start).days) for r in plan.rows("unfilled"))
    done = defaultdict(list)
    for r in plan.rows("roster"):
        done[r["staff_id"], r["role"]].append((r["post_id"], (date.fromisoformat(r["date"]) - plan.start).days))
    bound = Fraction(0)

    def kinds(k, begin, end):
        day = date.fromordinal(plan.start.toordinal() + k).isoformat()
        free = day in rules.get("holidays", [])
        return {"night": begin - k * DAY < 5 * 3600 or end - k * DAY > DAY, "holiday": free,
                "weekend": date.fromisoformat(day).isoweekday() >= 6 and not free and day not in rules.get("workdays", [])}

    for (site, role), own in groups.items():
        members = [p for p in staff if p["role"] == role and site in p["site_ids"]]
        of = {(post, k): kinds(k, b, e) for post, k, b, e, _ in own}
        for kind in ("night", "weekend", "holiday"):
            if weights[kind] <= 0 or any(of[post, k][kind] and empty[post, role, k] for post, k, _, _, _ in own):
                continue
            portions = [sum(c for post, k, _, e, c in own if of[post, k][kind] and not away(leave(plan, p), k, e)) for p in members]
            held = sum(of[d][kind] for p in members for d in done[p["id"], role] if d in of)
            every = sum(portions)
            ahead = [-Fraction(held * portion, every) if every else Fraction(0) for portion in portions]
            for _ in range(held):
                least = min(range(len(ahead)), key=lambda i: ahead[i])
                ahead[least] += 1
            bound += weights[kind] * sum(x * x for x in ahead)
    stated, _ = plan.bound("roster_cost")
    asks = sum(rule.get("lower_bound", 0) for rule in told["rules"] if rule["rule"] == "requests")
    need(abs(stated["lower_bound"] - asks - min(bound, stated["objective"])) <= 1e-6, f"the least spread is {float(bound)}")
    return f"at least {float(bound)} of {stated['objective']}" + ("; what requests add to it is not certified" if asks else "")


def check_digests(plan):
    """No file has changed since the plan was written."""
    files = plan.index["files"]
    own = {"problem.json", "summary.json", "assignments.csv", "rooms.geojson", "patrol_areas.geojson", "routes.geojson", "stops.csv",
           "calendar.csv", "unserved.csv", "roster.csv", "unfilled.csv"}
    own |= {f"units.{level}.geojson" for level in plan.levels}
    own |= {"certificates/" + c["file"] for c in plan.index["claims"] if c.get("file")}
    need(own <= set(files), f"the index does not list {min(own - set(files), default='')}")
    for name, digest in files.items():
        with open(f"{plan.folder}/{name}", "rb") as file:
            need(hashlib.sha256(file.read()).hexdigest() == digest, f"{name} has changed")
    return f"{len(files)} files"


def verify(folder):
    plan = Plan(folder)
    claims = [("files", check_digests), ("land", check_land), ("assignment", check_assignment), ("rooms", check_rooms), ("areas", check_areas),
              ("area_borders", check_borders), ("routes", check_routes)]
    for bound in plan.summary["optimisations"]:
        if bound["kind"] == "visits":
            claims.append((f"visits {bound['of']}", lambda plan, of=bound["of"]: check_visits(plan, of)))
        if bound["kind"] == "travel":
            claims.append((f"travel {bound['of']}", lambda plan, of=bound["of"]: check_travel(plan, of)))
    claims += [("roster", check_roster), ("duties", check_duties), ("roster_cost", check_cost)]
    for name, check in claims:
        try:
            told = check(plan)
            yield name, "accepted" if told else "not certified", told or "the plan does not tell what it follows from"
        except Refused as reason:
            yield name, "refused", str(reason)


def main():
    try:
        results = list(verify(sys.argv[1]))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError) as error:
        sys.exit(print(f"{sys.argv[1]}: cannot be read as a plan ({type(error).__name__}: {error})", file=sys.stderr) or 65)
    for name, state, why in results:
        print(f"{name}: {state}: {why}")
    sys.exit(1 if any(state == "refused" for _, state, _ in results) else 0)


if __name__ == "__main__":
    main()
