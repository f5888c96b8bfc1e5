"""The job of `locate` with geopandas, file to file: locate_csv.py POINTS.csv SCENARIO OUT.csv

Reads the points and the lowest level, joins them, looks up the codes of the levels above, and writes the CSV."""
import sys
import geopandas, pandas

points, scenario, out = sys.argv[1:4]
levels = ["county", "township", "village", "grid", "microgrid"]
units = geopandas.read_file(f"{scenario}/units.{levels[-1]}.geojson")[["code", "parent", "geometry"]]
calls = pandas.read_csv(points, dtype=str)
places = geopandas.GeoDataFrame(
    calls, geometry=geopandas.points_from_xy(calls.lon.astype(float), calls.lat.astype(float)), crs=units.crs)
found = geopandas.sjoin(places, units, how="left", predicate="intersects")
found = found[~found.index.duplicated()]
calls["microgrid"] = found.code
parent = found.parent
for level in reversed(levels[:-1]):
    calls[level] = parent
    if level != levels[0]:
        above = geopandas.read_file(f"{scenario}/units.{level}.geojson").set_index("code").parent
        parent = parent.map(above)
calls[list(pandas.read_csv(points, nrows=0).columns) + levels].to_csv(out, index=False)
