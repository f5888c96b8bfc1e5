"""Compares the units in which `gaps PLAN --calls CALLS --out GAPS` finds calls with Shapely.

python call_units.py PLAN LEVEL CALLS GAPS: both sides stand on whole numbers of 1e-7 degree, as the planner's
coordinates do. CALLS is a CSV with the columns id, lon and lat."""
import sys

import geopandas
import numpy as np
import pandas
import shapely

plan, level, calls, gaps = sys.argv[1:]
units = geopandas.read_file(f"{plan}/units.{level}.geojson")
table = pandas.read_csv(calls, dtype=str)
shapes = shapely.transform(units.geometry.values, lambda xy: np.rint(xy * 1e7))
points = shapely.points(*(np.rint(table[name].astype(float) * 1e7) for name in ("lon", "lat")))
holders = {}
for point, unit in zip(*shapely.STRtree(shapes).query(points, predicate="intersects")):
    holders.setdefault(table.id[point], set()).add(units.code[unit])
found = pandas.read_csv(f"{gaps}/answers.csv", dtype=str).set_index("id").unit_code
differ = [call for call, codes in holders.items() if found.get(call) not in codes]
outside = len(table) - len(holders)
print(f"{len(holders)} calls inside, {outside} outside; {len(differ)} in another unit: {differ[:10]}")
sys.exit(1 if differ or len(found) != len(holders) else 0)
