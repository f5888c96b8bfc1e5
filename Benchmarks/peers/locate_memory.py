"""Times Shapely's STRtree on the points of `solve locate` in the same run and compares every answer.

locate_memory.py SOLVE SCENARIO [POINTS [REPEAT]]"""
import json, statistics, subprocess, sys, tempfile, time
import geopandas, numpy, shapely

solve, scenario = sys.argv[1:3]
count, repeat = (sys.argv[3:] + ["1000000", "5"][len(sys.argv) - 3:])[:2]
answers = f"{tempfile.mkdtemp()}/answers"
units = geopandas.read_file(f"{scenario}/units.microgrid.geojson").geometry.values
units = shapely.from_wkb(shapely.to_wkb(units))
ours, build, query = [], [], []
for _ in range(int(repeat)):
    ours.append(json.loads(subprocess.check_output(
        [solve, "locate", scenario, "--points", count, "--repeat", "3", "--out", answers])))
    x, y, found = numpy.fromfile(answers, dtype=numpy.int32).reshape(-1, 3).T
    points = shapely.points(x / 1e7, y / 1e7)
    start = time.perf_counter()
    tree = shapely.STRtree(units)
    build.append(time.perf_counter() - start)
    start = time.perf_counter()
    rows, holders = tree.query(points, predicate="within")
    query.append(time.perf_counter() - start)
truth = numpy.full(len(points), -1)
truth[rows] = holders
middle = lambda key: statistics.median(run[key] for run in ours)
print(json.dumps(dict(
    geos=shapely.geos_version_string, points=len(points), units=len(units), differing=int((truth != found).sum()),
    ours=dict(build=middle("build_seconds"), query=middle("seconds")),
    strtree=dict(build=statistics.median(build), query=statistics.median(query)),
    times_faster=statistics.median(query) / middle("seconds"))))
