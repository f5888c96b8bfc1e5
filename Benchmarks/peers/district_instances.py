"""Makes two districting instances of 10,404 nodes in 64 districts within 5 % of equal weight, in the form that `solve district`
reads: lattice.txt, 102 x 102 nodes of weight 1, and delaunay.txt, a triangulation of towns and countryside with random weights.

district_instances.py FOLDER: needs numpy and scipy. The same files every time.
"""
import math, sys
from pathlib import Path
import numpy as np
from scipy.spatial import Delaunay

folder, side, districts = Path(sys.argv[1]), 102, 64
count = side * side


def write(name, weights, edges):
    mean = sum(weights) / districts
    head = [len(weights), len(edges), districts, math.ceil(0.95 * mean), math.floor(1.05 * mean)]
    lines = [" ".join(map(str, head)), *map(str, weights), *(f"{a} {b}" for a, b in edges)]
    (folder / name).write_text("\n".join(lines) + "\n")


across = [(r * side + c, r * side + c + 1) for r in range(side) for c in range(side - 1)]
down = [(r * side + c, (r + 1) * side + c) for r in range(side - 1) for c in range(side)]
write("lattice.txt", [1] * count, across + down)

rng = np.random.default_rng(7)
country = rng.random((6000, 2))
towns = [rng.normal(rng.random(2), 0.04, (count // 40 + 1, 2)) for _ in range(25)]
points = np.vstack([country, *towns])
points = points[((points >= 0) & (points <= 1)).all(1)][:count]
assert len(points) == count
edges = set()
for triangle in Delaunay(points).simplices:
    for i in range(3):
        a, b = sorted((int(triangle[i]), int(triangle[(i + 1) % 3])))
        if np.hypot(*(points[a] - points[b])) < 0.08:
            edges.add((a, b))
write("delaunay.txt", [int(x) for x in rng.lognormal(4, 0.8, count).clip(1, 2000)], sorted(edges))
