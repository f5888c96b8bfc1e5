#!/usr/bin/env python3
"""Works out anew what a plan folder claims, in whole numbers, from its own files: nothing is shared with the planner.

Usage: verify.py PLAN

Here are the partition of the land and the bounds; what answers must keep stands in verify_rules.py. docs/certificates.md tells
the files and the argument behind each claim. Exit code 0 where every claim holds, 1 where one is refused, 65 where the folder
cannot be read as a plan.
"""

import math
import sys
from collections import Counter, defaultdict
from fractions import Fraction

from verify_rules import (
    DAY, NEVER, Plan, Refused, away, check_areas, check_assignment, check_files, check_roster, check_routes, degree, edges_of, need, slots, window)


def agree(stated, bound):
    need(abs(stated - bound) <= 1e-9 * max(1, abs(stated)), f"the bound is {bound}, and not {stated}")


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_simple(ring):
    """Whether no two edges of a ring meet but at the vertex between them."""
    count = len(ring)
    edges = sorted((min(a[0], b[0]), max(a[0], b[0]), i, a, b) for i, (a, b) in enumerate(ring))
    for place, (_, right, i, a, b) in enumerate(edges):
        for left, _, j, c, d in edges[place + 1:]:
            if left > right:
                break
            if (i - j) % count in (1, count - 1):
                (p, q), r = ((a, b), d) if (j - i) % count == 1 else ((c, d), b)
                if side(p, q, r) == 0 and (p[0] - q[0]) * (r[0] - q[0]) + (p[1] - q[1]) * (r[1] - q[1]) > 0:
                    return False
            elif min(a[1], b[1]) <= max(c[1], d[1]) and min(c[1], d[1]) <= max(a[1], b[1]):
                s, t, u, v = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
                if not ((s > 0 < t) or (s < 0 > t) or (u > 0 < v) or (u < 0 > v)):
                    return False
    return True


def check_land(plan):
    """The edges of the children of each unit add up to its own, and those of outermost and lowest units are simple."""
    need(plan.summary["audit"]["levels_proved"] is True, "the summary does not call the levels proved")
    above, plan.lowest, total = None, [], 0
    for depth, level in enumerate(plan.levels):
        sums, own, plan.lowest = defaultdict(set), {}, []
        for feature in plan.features("units." + level):
            p, edges, metres = feature["properties"], set(), 0
            shape = list(edges_of(feature))
            for outer, ring in shape:
                x, y = ring[0][0]
                turns = [((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y), a[1] + b[1] - 2 * y) for a, b in ring]
                land = sum(turn for turn, _ in turns)
                need(land > 0 if outer else land < 0, f"a ring of {p['code']} runs the wrong way round")
                if depth in (0, len(plan.levels) - 1):
                    if len(shape) > 1:
                        return None  # verify of the planner tells whether holes lie within their land
                    need(is_simple(ring), f"two edges of {p['code']} meet")
                edges.update(ring)
                # A degree of longitude is shorter further north: at the centre of gravity it is as long as on average.
                metres += land / 2 * math.prod(degree(y + sum(turn * up for turn, up in turns) // (3 * land)))
            need(abs(metres - p["area_m2"]) <= 1 + 2e-3 * metres, f"{p['code']}: other land")
            need(p["code"] not in own and len(edges) == sum(len(ring) for _, ring in shape), f"{p['code']} or an edge of it stands there twice")
            need(not sums[p["parent"]] & edges, f"{p['code']} has an edge of another unit of {p['parent']}")
            sums[p["parent"]] |= edges
            own[p["code"]], total = edges, total + len(edges)
            plan.lowest.append(edges)
        for code, edges in sums.items():
            left = {edge for edge in edges if edge[::-1] not in edges}
            need(above is None or left == above.get(code), f"the {level}s of {code} do not add up to it")
        need(above is None or set(sums) == set(above), f"a unit has no {level}s")
        need(len(own) == plan.summary["counts"]["units_" + level], f"the number of {level}s is another")
        above = own
    return f"{total} edges add up, level by level"


def check_rooms(plan):
    """No choice of rooms has less travel than all prices less what the best sites earn at them."""
    stated, claimed, n, t = plan.bound("rooms", None, "prices", 10**6)
    if n is None:
        return None
    units, rows = plan.units(plan.problem["assign_level"]), {r["unit_code"]: r for r in plan.rows("assignments")}
    need(t["units"] == [u["code"] for u in units], "the certificate is of other units")
    township = [rows[u]["township_code"] if plan.within else "" for u in t["units"]]
    old, new = ([r for r in plan.problem["rooms"] if r["status"] == s] for s in ("existing", "new"))
    fixed, count, sites, counted, price = n["fixed"][0], n["rooms"][0], len(t["sites"]), [], n["prices"]
    need((count, fixed) == (len(old + new), len(old)) and t["sites"][:fixed] == [r["id"] for r in old], "other rooms")
    need(len(n["at"]) == len(n["most"]) == len(n["capacity"]) == sites == len(n["offsets"]) - 1 and len(price) == len(units)
         == len(n["travel"]) and n["offsets"] == sorted(n["offsets"]) and n["offsets"][0] == 0
         and n["offsets"][-1] == len(n["payers"]) == len(n["costs"]), "columns of the certificate differ in length")
    need({r["id"].removesuffix("-new")[2:] for r in new} <= set(t["sites"][fixed:]), "a room stands at no site")
    need(min(price + n["costs"], default=0) >= 0 <= min(n["at"][fixed:], default=0), "a number is below 0")
    for u, way in zip(units, n["travel"]):
        told = rows[u["code"]]["travel_s"]
        need(way < 0 if told == "" else abs(way - int(told) * 10**6) <= 500_000, f"the way to {u['code']} is another")
        counted.append(u["households"] if way >= 0 else 0)
    objective = sum(h * way for h, way in zip(counted, n["travel"]))
    need(abs(round(stated["objective"] * 10**6) - objective) <= 1 + sum(counted), "ways do not add up to the objective")
    group = [(old[s]["township_code"] if s < fixed else township[n["at"][s]]) if plan.within else "" for s in range(sites)]
    earn, missing = [], {}
    for s in range(sites):
        room = old[s] if s < fixed else new[0] if new else None
        limits = [n["most"][s], n["capacity"][s]]
        need(not room or limits == [room.get("max_units", -1), room.get("max_households", -1)], "a limit is another")
        ways = list(zip(n["payers"], n["costs"]))[n["offsets"][s]:n["offsets"][s + 1]]
        need(len({u for u, _ in ways}) == len(ways) and all(township[u] == group[s] for u, _ in ways), "a way is none")
        gains = sorted(((price[u] - c, counted[u]) for u, c in ways if price[u] > c), reverse=True)
        best = sum(g * h for g, h in gains)
        if limits[0] >= 0:
            best = min(best, sum(sorted((g * h for g, h in gains), reverse=True)[:limits[0]]))
        if (left := limits[1]) >= 0:
            parts = []
            for gain, h in gains:
                parts.append(gain * min(left, h))
                left -= min(left, h)
            best = min(best, sum(parts))
        earn.append(best)
    for g in set(township):
        own, members = [s for s in range(sites) if group[s] == g], [u for u, code in enumerate(township) if code == g]
        missing[g] = 0 if any(s < fixed for s in own) else 1
        for left, limit in ((len(members), n["most"]), (sum(units[u]["households"] for u in members), n["capacity"])):
            left, more = left - sum(NEVER if limit[s] < 0 else limit[s] for s in own if s < fixed), 0
            for space in sorted((NEVER if limit[s] < 0 else limit[s] for s in own if s >= fixed), reverse=True):
                left, more = left - (space if left > 0 else 0), more + (left > 0)
            missing[g] = max(missing[g], more)
    left, kept, chosen = count - fixed, sum(missing.values()), sum(earn[:fixed])
    for s in sorted(range(fixed, sites), key=lambda s: -earn[s]):
        wanted = missing.get(group[s], 0) > 0
        if left > 0 and (wanted or left > kept):
            kept, left, chosen = kept - wanted, left - 1, chosen + earn[s]
            missing[group[s]] = missing.get(group[s], 0) - 1
    bound = max(0, sum(p * h for p, h in zip(price, counted)) - chosen)
    need(bound == claimed, f"what follows from the certificate is {bound}")
    agree(stated["lower_bound"], min(bound / 10**6, stated["objective"]))
    return f"at least {stated['lower_bound']} of {stated['objective']} household-seconds, with ways as stated"


def check_borders(plan):
    """Each area has at least the outline of a circle of the densest land that holds its work."""
    stated, claimed, n, _ = plan.bound("area_borders", None, "circles", 1000)
    if n is None:
        return None
    units, areas = plan.units(plan.levels[-1]), [f["properties"] for f in plan.features("patrol_areas")]
    need((len(n["work"]), len(n["land"]), len(n["works"])) == (len(units), len(units), len(areas)), "other lengths")
    need(all(w >= 0 and abs(a - 100 * u["area_m2"]) <= 7 for u, w, a in zip(units, n["work"], n["land"])), "other land")
    work, tolerance = Counter(), plan.problem["patrol"]["areas"]["tolerance"]
    for u, w in zip(units, n["work"]):
        work[u["patrol_area_id"]] += w
    share = {p["id"]: max(1, len([c for c in p["crews"].split(";") if c])) for p in areas}
    for p, w in zip(areas, n["works"]):
        mean = sum(n["work"]) / sum(share.values()) * share[p["id"]]
        need(abs(work[p["id"]] - 1000 * p["workload_s"]) <= 501 + len(units), f"{p['id']} has other work")
        need(w <= min(work[p["id"]], mean * (1 - tolerance)) + 1, f"{p['id']} need not have so much work")
    rest, place, used, around = sum(n["land"]), 0, 0, 0
    order = sorted(range(len(units)), key=lambda u: Fraction(-n["work"][u], n["land"][u]) if n["land"][u] else -NEVER)
    for missing in sorted(n["works"])[:-1]:
        land = 0
        while missing > 0 and place < len(order):
            w, a = n["work"][order[place]], n["land"][order[place]]
            part = min(missing, w - used)
            land, rest = land + (a * part // w if w else 0), rest + (-a * part // w if w else 0)
            missing, used = missing - part, used + part
            place, used = (place + 1, 0) if used == w else (place, used)
        around += math.isqrt(land * 1_256_637 // 10)
    bound = max(0, (around + math.isqrt(max(0, rest) * 1_256_637 // 10) - n["outline"][0]) // 2)
    need(bound == claimed, f"what follows from the certificate is {bound}")
    agree(stated["lower_bound"], bound / 1000)
    return f"at least {stated['lower_bound']} of {stated['objective']} m, with work and outline as stated"


def check_visits(plan, day_type):
    """Nobody can begin more visits in the windows, apart as they must be, with the ways of the travel's certificate."""
    stated, points, bound = plan.bound("visits", day_type)[0], plan.asked(day_type), 0
    n = plan.bound("travel", day_type, "trees")[2]
    if stated is None or (stated["lower_bound"] != 0 and n is None):
        return None
    for p, c in enumerate(points if stated["lower_bound"] != 0 else []):
        free, gap, best = times_of(plan, n, points, p)[1], max(c["min_gap_s"], int(c.get("crews", 1) > 1)), 0
        clock, joined = sorted((a + k * DAY, b + k * DAY) for a, b in free for k in range(-3, 4)), []
        for a, b in clip(clock, -DAY, 2 * DAY):
            joined[-1:] = [(joined[-1][0], max(b, joined[-1][1]))] if joined and a <= joined[-1][1] + 1 else joined[-1:] + [(a, b)]
        starts = [a for a, _ in joined if 0 <= a < DAY]
        if gap == 0 or (free and not starts):
            best = c["visits_per_day"] if gap == 0 and free else min(c["visits_per_day"], DAY // gap) if free else 0
        for start in starts if gap else []:
            at, count = start, 0
            while at is not None and count < c["visits_per_day"]:
                at = min((max(a, at) for a, b in clip(joined, start, start + DAY - gap) if b >= at), default=None)
                at, count = (at, count) if at is None else (at + gap, count + 1)
            best = max(best, count)
        bound += max(0, c["visits_per_day"] - best) * c.get("crews", 1)
    agree(stated["lower_bound"], bound)
    return f"at least {bound} of {stated['objective']} visits are not made"


def clip(spans, low, high):
    return [(max(a, low), min(b, high)) for a, b in spans if max(a, low) <= min(b, high)]


def times_of(plan, n, points, p):
    """When each shift of a crew can begin a visit to a checkpoint, had it nothing else to do, and when as many as it takes can."""
    c, runs = points[p], []
    spans = [(a + k * DAY, b + k * DAY) for a, b in map(window, c["windows"]) for k in range(-1, 3)] or [(0, 4 * DAY)]
    for k, crew in enumerate(plan.problem["crews"]):
        out, back = n["out"][k * len(points) + p], n["back"][k * len(points) + p]
        runs += [(k, plan.shifts[s], clip(spans, plan.shifts[s][0] + out, plan.shifts[s][1] - c["dwell_s"] - back))
                 for s in crew["shifts"] if out >= 0 <= back]
    if c.get("crews", 1) == 1:
        return runs, [s for _, _, own in runs for s in own]
    return runs, [s for i, a in enumerate(runs) for b in runs[:i] if a[0] != b[0] for low, high in b[2] for s in clip(a[2], low, high)]


def visits_of(plan, n, points):
    """Each visit that is made, with its point and when it can begin in each pair of ends that shifts have."""
    groups = sorted({plan.shifts[s] for c in plan.problem["crews"] for s in c["shifts"]})
    for p, c in enumerate(points):
        many, gap, (runs, free) = c.get("crews", 1), max(c["min_gap_s"], int(c.get("crews", 1) > 1)), times_of(plan, n, points, p)
        first, high, sets = [], NEVER, []
        for _ in range(n["made"][p]):
            at = min((max(a, first[-1] + gap if first else -NEVER) for a, b in free if not first or b >= first[-1] + gap), default=None)
            if at is None:
                break
            first.append(at)
        for at in reversed(first):
            high = max(min(b, high) for a, b in free if a <= high)
            sets, high = [clip(free, at, high)] + sets, high - gap
        for own in sets if len(first) == n["made"][p] else [free] * n["made"][p]:
            both = [[s for _, shift, spans in runs if shift == g for a, b in own for s in clip(spans, a, b)] for g in groups]
            yield from [(p, c["dwell_s"], [(min(a for a, _ in s), max(b for _, b in s)) if s else None for s in both])] * many


def check_travel(plan, day_type):
    """No routes cost less than a least tree over visits and bases with one edge more, at prices for each end of a visit."""
    stated, claimed, n, t = plan.bound("travel", day_type, "trees")
    if n is None:
        return None
    points, size, went, before = plan.asked(day_type), len(n["prices"]), Counter(), -1
    need((t["points"], t["crews"]) == ([c["id"] for c in points], [c["id"] for c in plan.problem["crews"]]), "other places")
    need(len(n["base"]) == len(n["made"]) == len(points) and len(n["ways"]) == len(points) * (len(points) + 1) // 2 and len(n["to"])
         == len(n["legs"]) and len(n["out"]) == len(n["back"]) == len(points) * len(t["crews"]) and min(n["ways"] + n["base"] + [0]) == 0,
         "columns of the certificate differ in length, or a way takes less than no time")

    def way(p, q):
        return n["ways"][max(p, q) * (max(p, q) + 1) // 2 + min(p, q)]

    for p, leg in zip(n["to"], n["legs"]):
        went[p] += 1
        least = way(p, before) if min(p, before) >= 0 else n["base"][max(p, before)] if max(p, before) >= 0 and min(p, before) == -1 else 0
        need(leg >= least, "a drive is shorter than the shortest way")
        before = p
    need(before == -1 and sum(n["legs"]) == stated["objective"], "the drives do not add up to the objective")
    for p, c in enumerate(points):
        need(went[p] == n["made"][p] * c.get("crews", 1) == plan.made[day_type, c["id"]], f"{c['id']}: other visits")
    nodes, price, length = list(visits_of(plan, n, points)), n["prices"], {}
    need(len(nodes) == size, "there is not a price for each visit")
    for a, (p, stay, s) in enumerate(nodes):
        for b, (q, rest, e) in enumerate(nodes[:a]):
            if any(x and y and (x[0] + stay + way(p, q) <= y[1] or y[0] + rest + way(p, q) <= x[1]) for x, y in zip(s, e)):
                length[a, b] = length[b, a] = 1000 * way(p, q) + price[a] + price[b]
    base = [1000 * n["base"][p] + price[k] for k, (p, _, _) in enumerate(nodes)]
    nearest, link, waiting, total, rest = base[:], [-1] * size, set(range(size)), -2 * sum(price), []
    while waiting:
        a = min(waiting, key=lambda k: nearest[k])
        waiting.remove(a)
        total += nearest[a]
        for b in waiting:
            if length.get((a, b), NEVER) < nearest[b]:
                nearest[b], link[b] = length[a, b], a
    for a in range(size):
        rest += [base[a]] * (2 if link[a] >= 0 else 1)
        rest += [length[a, b] for b in range(a) if link[a] != b and link[b] != a and (a, b) in length]
    bound = max(0, -(-(total + (sum(x for x in rest if x < 0) or min(rest, default=0))) // 1000))
    need(bound == claimed, f"what follows from the certificate is {bound}")
    if not t.get("beyond"):
        agree(stated["lower_bound"], bound)
    need(stated["lower_bound"] >= bound, "the bound is another")
    return f"at least {bound} of {stated['objective']} s, with ways as stated" + ("; columns are not certified" if t.get("beyond") else "")


def check_duties(plan):
    """On some dates of a group its people cannot do all that is asked, whatever they do on others."""
    stated, claimed, n, t = plan.bound("duties", None, "dates")
    if n is None:
        return None
    rest, hours, total, places = plan.rules["min_rest_h"] * 3600, plan.rules["max_hours_per_week"] * 3600, 0, slots(plan)
    need(len({*zip(t["sites"], t["roles"])}) == len(t["sites"]), "a group stands there twice")
    for g, (site, role) in enumerate(zip(t["sites"], t["roles"])):
        dates, on = set(n["dates"][n["offsets"][g]:n["offsets"][g + 1]]), [[] for _ in plan.dates]
        for (_, r, k), (post, b, e, count) in places.items():
            if (r, post["site_id"]) == (role, site):
                on[k].append((e, b, count))
        most, can = [0] * plan.days, 0
        for k, free in enumerate([-NEVER] * plan.days):
            for e, b, _ in sorted(on[k]):
                most[k], free = (most[k] + 1, e + rest) if free <= b else (most[k], free)
        follows = [bool(k and on[k - 1]) and any(min(on[k - 1])[0] + rest <= b for _, b, _ in on[k]) for k in range(plan.days)]

        def longest(days, do):
            best = {0: 0}
            for k in days:
                runs = {r + 1: d + do[k] for r, d in best.items() if do[k] and r < plan.rules["max_consecutive_days"] and (not r or follows[k])}
                best = {0: max(best.values())} | runs
            return max(best.values())

        for person in (p for p in plan.staff.values() if p["role"] == role and site in p["site_ids"]):
            do, sums = [most[k] if any(not away(plan, person, k, e) for e, _, _ in on[k]) else 0 for k in range(plan.days)], []
            for week in {(plan.start.toordinal() + k - 1) // 7 for k in range(plan.days)}:
                days = [k for k in range(plan.days) if (plan.start.toordinal() + k - 1) // 7 == week]
                left, short = hours, 0
                for length in sorted(x for k in days for x in sorted(e - b for e, b, _ in on[k])[:do[k]]):
                    left, short = (left - length, short + 1) if length <= left else (left, short)
                sums.append(min(longest(days, do), short, sum(do[k] for k in days if k in dates)))
            can += min(sum(sums), longest(range(plan.days), do))
        total += max(0, sum(c for k in dates for _, _, c in on[k]) - can)
    need(total == claimed, f"what follows from the certificate is {total}")
    agree(stated["lower_bound"], total)
    agree(plan.summary["roster"]["unfilled_lower_bound"], total)
    return f"at least {total} of {stated['objective']} duties stay empty"


def check_cost(plan):
    """Nights, duties on weekends and holidays, and hours cannot be shared more evenly than one by one."""
    told, places, groups, empty, done = plan.summary["roster"], slots(plan), defaultdict(list), Counter(), defaultdict(list)
    if "history" in plan.problem or "soft_cost" not in told:
        return None
    for key, (post, begin, end, count) in places.items():
        day, free = plan.dates[key[2]], plan.dates[key[2]].isoformat() in plan.rules.get("holidays", [])
        weekend = day.isoweekday() >= 6 and not free and day.isoformat() not in plan.rules.get("workdays", [])
        night = begin - key[2] * DAY < 5 * 3600 or end - key[2] * DAY > DAY
        groups[post["site_id"], key[1]].append((key, end, count, {"night": night, "weekend": weekend, "holiday": free, "hours": (end - begin) // 60}))
    for r in plan.rows("unfilled"):
        empty[r["post_id"], r["role"], plan.k(r)] += int(r["missing"])
    for r in plan.rows("roster"):
        done[r["staff_id"]].append((r["post_id"], r["role"], plan.k(r)))
    bound, cost, names = Counter(), Counter(), {"night": "nights", "weekend": "weekends", "holiday": "holidays", "hours": "hours"}
    for (site, role), own in groups.items():
        members, of = [p for p in plan.staff.values() if p["role"] == role and site in p["site_ids"]], {key: kinds for key, _, _, kinds in own}
        minutes = max(1, sum(kinds["hours"] * c for _, _, c, kinds in own) // max(1, sum(c for _, _, c, _ in own)))
        for kind, rule in names.items():
            weight, unit = plan.rules.get("weights", {}).get(kind, 10), minutes if kind == "hours" else 1
            portions = [sum(kinds[kind] * c for key, end, c, kinds in own if not away(plan, p, key[2], end)) for p in members]
            loads = [sum(of[key][kind] for key in done[p["id"]] if key in of) for p in members]
            share = [Fraction(sum(loads) * x, sum(portions)) if sum(portions) else Fraction(0) for x in portions]
            cost[rule] += weight * sum((x - s) ** 2 for x, s in zip(loads, share)) / Fraction(unit) ** 2
            sizes = {kinds["hours"] for kinds in of.values()} if kind == "hours" else {1}
            given = kind == "hours" and len(sizes) == 1 or not any(of[key][kind] and empty[key] for key in of)
            if given and weight > 0 and members and math.gcd(*sizes) > 0:
                ahead = [-s for s in share]
                for _ in range(sum(loads) // math.gcd(*sizes)):
                    ahead[min(range(len(ahead)), key=lambda i: ahead[i])] += math.gcd(*sizes)
                bound[rule] += weight * sum(x * x for x in ahead) / Fraction(unit) ** 2
    stated, rules = plan.bound("roster_cost")[0], {r["rule"]: r for r in told["rules"]}
    if stated is None:
        return None
    need(all(abs(cost[r] - rules[r]["cost"]) <= 0.006 and abs(bound[r] - rules[r].get("lower_bound", 0)) <= 0.006 for r in cost),
         "a rule costs something else")
    total = sum(cost.values()) + sum(Fraction(r["cost"]) for name, r in rules.items() if name not in cost)
    asks, least = rules["requests"].get("lower_bound", 0), min(sum(bound.values()), stated["objective"])
    need(max(abs(stated["objective"] - total) * 1e4, abs(told["soft_cost"] - total)) <= 0.01, f"the roster costs {float(total)}")
    need(max(abs(stated["lower_bound"] - asks - least) * 1e4, abs(told["soft_lower_bound"] - asks - least)) <= 0.01,
         f"what is proven is {float(least)}")
    return f"at least {float(least):.6f} of {stated['objective']}" + ("; what requests add is not certified" if asks else "")


def verify(folder):
    """Each claim with what is found of it: accepted, refused, or not certified, and why."""
    plan = Plan(folder)
    claims = [("files", check_files), ("land", check_land), ("assignment", check_assignment), ("rooms", check_rooms), ("areas", check_areas),
              ("area_borders", check_borders), ("routes", check_routes)]
    for day_type in sorted({row["day_type"] for row in plan.rows("stops")}):
        claims += [(f"visits {day_type}", lambda p, d=day_type: check_visits(p, d)), (f"travel {day_type}", lambda p, d=day_type: check_travel(p, d))]
    claims += [("roster", check_roster), ("duties", check_duties), ("roster_cost", check_cost)]
    claims += [(b["kind"], lambda p: None) for b in plan.summary["optimisations"] if b["kind"] in ("siting", "changed_rooms")]
    for name, check in claims:
        try:
            found = check(plan)
            yield name, "accepted" if found else "not certified", found or "the plan does not tell what it follows from"
        except Refused as reason:
            yield name, "refused", str(reason)


def main():
    try:
        results = list(verify(sys.argv[1]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        print(f"{''.join(sys.argv[1:2])}: cannot be read as a plan ({type(error).__name__}: {error})", file=sys.stderr)
        sys.exit(65)
    for result in results:
        print(": ".join(result))
    sys.exit(1 if any(state == "refused" for _, state, _ in results) else 0)


if __name__ == "__main__":
    main()
