"""Does the work of `solve table` with SciPy and RoutingKit on the same network and compares every value.

road_tables.py SOLVE ROADS [ORIGINS [SEED]]: needs numpy, scipy and routingkit-cch. Runs SOLVE itself, so that all three
are timed in the same run, each on one core.
"""
import csv, json, subprocess, sys, tempfile, time
import numpy, scipy.sparse, routingkit_cch as rk
from scipy.sparse.csgraph import dijkstra

solve, roads = sys.argv[1:3]
count, seed = (sys.argv[3:] + ["500", "1"][len(sys.argv) - 3:])[:2]
folder = tempfile.mkdtemp()
ours = json.loads(subprocess.check_output(
    [solve, "table", roads, "--origins", count, "--seed", seed, "--threads", "1", "--out", folder]))
arcs = numpy.loadtxt(f"{folder}/arcs.csv", delimiter=",", skiprows=1, dtype=numpy.int64)
places = numpy.loadtxt(f"{folder}/junctions.csv", delimiter=",", skiprows=1)
rows = list(csv.reader(open(f"{folder}/table.csv")))
columns = [int(v) for v in rows[0][1:]]
origins = [int(r[0]) for r in rows[1:]]
table = numpy.array([[float(v) if v else numpy.inf for v in r[1:]] for r in rows[1:]])
tail, head, cost = arcs.T

# Arcs side by side: SciPy would add them up. It takes an arc without cost for none: such cost a thousandth.
order = numpy.lexsort((cost, head, tail))
first = numpy.ones(len(order), bool)
first[1:] = (tail[order][1:] != tail[order][:-1]) | (head[order][1:] != head[order][:-1])
keep = order[first]
graph = scipy.sparse.csr_matrix((numpy.maximum(cost[keep], 1e-3), (tail[keep], head[keep])), shape=(len(places),) * 2)
start = time.perf_counter()
truth = dijkstra(graph, indices=origins)[:, columns]
scipy_seconds = time.perf_counter() - start
same = numpy.isinf(truth) == numpy.isinf(table)
finite = numpy.isfinite(truth) & numpy.isfinite(table)
worst = float(numpy.abs(truth[finite] - table[finite]).max())

start = time.perf_counter()
ranks = rk.compute_order_inertial(len(places), tail.tolist(), head.tolist(), places[:, 1].tolist(), places[:, 0].tolist())
cch = rk.CCH(ranks, tail.tolist(), head.tolist(), False)
prepared = time.perf_counter()
metric = rk.CCHMetric(cch, cost.tolist())
customised = time.perf_counter()
times = []
for _ in range(2):
    begun = time.perf_counter()
    pinned = rk.CCHOneToMany(metric, columns)
    peer = [pinned.distances_from(o) for o in origins]
    times.append(time.perf_counter() - begun)
peer = numpy.array([[numpy.inf if v is None else v for v in r] for r in peer])
print(json.dumps(dict(
    ours=ours, cells=int(table.size), reached=int(finite.sum()), scipy_seconds=scipy_seconds,
    worst_difference_ms=worst, same_reachability=bool(same.all()), within_1_ms=bool(same.all() and worst < 1),
    routingkit=dict(prepare=prepared - start, customise=customised - prepared, table=times[0], second_table=times[1],
                    equal=bool((peer == table).all()))), indent=1))
