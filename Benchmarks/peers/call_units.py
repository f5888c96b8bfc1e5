"""Compares the units in which `gaps PLAN --calls CALLS --out GAPS` finds calls with Shapely.

python call_units.py UNITS CODE CALLS GAPS: UNITS is the layer of the lowest level that the plan's scenario names, with
its codes in the column CODE; CALLS is a CSV with the columns id, lon and lat. Both are compared as they stand in their
files, not rounded."""
import sys

import geopandas
import pandas
import shapely

layer, code, calls, gaps = sys.argv[1:]
units = geopandas.read_file(layer)
table = pandas.read_csv(calls, dtype={"id": str})
points = shapely.points(table.lon, table.lat)
holders = {}
for point, unit in zip(*shapely.STRtree(units.geometry.values).query(points, predicate="intersects")):
    holders.setdefault(table.id[point], set()).add(units[code][unit])
found = pandas.read_csv(f"{gaps}/answers.csv", dtype=str).set_index("id").unit_code
differ = [call for call, codes in holders.items() if found.get(call) not in codes]
outside = len(table) - len(holders)
print(f"{len(holders)} calls inside, {outside} outside; {len(differ)} in another unit: {differ[:10]}")
sys.exit(1 if differ or len(found) != len(holders) else 0)
