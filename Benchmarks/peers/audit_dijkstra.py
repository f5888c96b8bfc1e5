"""Compares the response times of `solve audit --out GRAPH` with scipy's Dijkstra on the exported graph.

python audit_dijkstra.py GRAPH: each source and each micro-grid becomes a node of its own, joined to the roads by its
exits or entries; one search runs from every source. The nearest and the second nearest must take as long as stated, to
the millisecond before rounding, and the stated sources must be such."""
import csv
import sys
import time
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

folder = sys.argv[1]


def rows(name):
    with open(f"{folder}/{name}.csv") as file:
        return list(csv.DictReader(file))


arcs, exits, entries, direct = rows("arcs"), rows("exits"), rows("entries"), rows("direct")
response = rows("response")
junctions = 1 + max(max(int(a["tail"]), int(a["head"])) for a in arcs)
sources = 1 + max([int(e["place"]) for e in exits] + [int(d["source"]) for d in direct])
units = len(response)
best = {}


def add(tail, head, milliseconds):
    # A matrix holds one arc for a pair, and none of length zero: the half millisecond is taken off by rounding.
    key = (tail, head)
    best[key] = min(best.get(key, 1 << 60), int(milliseconds))


for a in arcs:
    if a["tail"] != a["head"]:
        add(int(a["tail"]), int(a["head"]), a["milliseconds"])
for e in exits:
    add(junctions + int(e["place"]), int(e["junction"]), e["milliseconds"])
for e in entries:
    add(int(e["junction"]), junctions + sources + int(e["place"]), e["milliseconds"])
for d in direct:
    add(junctions + int(d["source"]), junctions + sources + int(d["unit"]), d["milliseconds"])
size = junctions + sources + units
keys = np.array(list(best), dtype=np.int64)
# Zero lengths become a millionth of a millisecond, far less in sum than half of one.
values = np.maximum(np.array(list(best.values()), dtype=float), 1e-6)
graph = csr_matrix((values, (keys[:, 0], keys[:, 1])), shape=(size, size))
start = time.time()
found = dijkstra(graph, indices=np.arange(junctions, junctions + sources))[:, junctions + sources:]
took = time.time() - start
found = np.where(np.isfinite(found), np.round(found), np.inf)
order = np.argsort(found, axis=0, kind="stable")
faults = 0


def whole(milliseconds, readiness):
    if not np.isfinite(milliseconds):
        return ""
    seconds = np.float32(np.float64(milliseconds) / 1000)
    return str(int(Decimal(float(readiness) + float(seconds)).to_integral_value(ROUND_HALF_UP)))


for unit, row in enumerate(response):
    for rank, (who, when) in enumerate([("nearest", "response_s"), ("second", "second_response_s")]):
        if rank >= sources:
            continue
        least = found[order[rank, unit], unit]
        stated = int(row[who])
        if row[when] != whole(least, row["readiness_s"]):
            faults += 1
        elif stated >= 0 and found[stated, unit] != least:
            faults += 1
    if row["nearest"] == row["second"] and row["nearest"] != "-1":
        faults += 1
print(f"{units} micro-grids, {sources} sources, {junctions} junctions: {faults} times differ; scipy took {took:.1f} s")
sys.exit(1 if faults else 0)
