"""Times Shapely's coverage_is_valid on the lowest level of a plan or scenario: coverage_is_valid.py FILE [REPEAT]"""
import json, statistics, sys, time
import geopandas, shapely

shapes = geopandas.read_file(sys.argv[1]).geometry.values
shapes = shapely.from_wkb(shapely.to_wkb(shapes))
times = []
for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 9):
    start = time.perf_counter()
    valid = shapely.coverage_is_valid(shapes)
    times.append(time.perf_counter() - start)
print(json.dumps(dict(geos=shapely.geos_version_string, seconds=statistics.median(times), units=len(shapes),
                      valid=bool(valid), vertices=int(shapely.get_num_coordinates(shapes).sum()))))
