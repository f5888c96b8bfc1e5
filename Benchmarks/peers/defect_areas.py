"""Compares the defects that `planner-cli check --json` found with Shapely's own overlays, level by level.

defect_areas.py CHECK.json LEVEL.geojson:CODE[:PARENT] ... (top down; a level without PARENT column is placed by
share of land). Prints for each level and kind both counts and areas, and every mismatch above 0.1 m2 or 0.1 %.

Pieces are matched by what they lie between: gaps and holes (slivers among them) by parent, overlaps by pair of codes,
land outside by child. Areas are those of a transverse Mercator projection (pyproj) centred like the checker's.
"""
import json, sys
import geopandas, numpy as np, pyproj, shapely


def lattice(c):
    """Halves go away from zero, as the planner rounds them."""
    return np.sign(c) * np.floor(np.abs(c * 1e7) + 0.5)


check = json.load(open(sys.argv[1]))
levels = []
for spec in sys.argv[2:]:
    path, code, *parent = spec.split(":")
    frame = geopandas.read_file(path)
    frame = frame.to_crs("EPSG:4326") if frame.crs is not None else frame
    shapes = np.array([shapely.Polygon() if s is None else shapely.force_2d(s) for s in frame.geometry], dtype=object)
    shapes = shapely.transform(shapes, lattice)
    levels.append(dict(name=path.split("/")[-1], codes=[str(c) for c in frame[code]], shapes=shapely.make_valid(shapes),
                       parents=[str(c) for c in frame[parent[0]]] if parent else None))
low = shapely.bounds(np.array(levels[-1]["shapes"], dtype=object))
low = low[~np.isnan(low).any(axis=1)]
x0, y0, x1, y1 = low[:, 0].min(), low[:, 1].min(), low[:, 2].max(), low[:, 3].max()
centre = (int((x0 + x1) / 2) / 1e7, int((y0 + y1) / 2) / 1e7)
plane = pyproj.Proj(f"+proj=tmerc +lat_0={centre[1]} +lon_0={centre[0]} +k=1 +ellps=WGS84 +units=m")


def metres(shape):
    if shape.is_empty:
        return 0.0
    return shapely.area(shapely.transform(shape, lambda c: np.column_stack(plane(c[:, 0] / 1e7, c[:, 1] / 1e7))))


def polygons(shape):
    return [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"] + [
        p for g in shapely.get_parts(shape) if g.geom_type == "MultiPolygon" or g.geom_type == "GeometryCollection"
        for p in polygons(g)]


def area(shape):
    return sum(metres(p) for p in polygons(shape))


def add(table, key, value):
    if value > 0:
        table[key] = table.get(key, 0.0) + value


bad = 0
for depth, level in enumerate(levels):
    shapes, codes = level["shapes"], level["codes"]
    mine = {"bare": {}, "overlap": {}, "outside": {}}
    tree = shapely.STRtree(shapes)
    i, j = tree.query(shapes, predicate="intersects")
    above = levels[depth - 1] if depth else None
    if above:
        index = {}
        for k, c in enumerate(above["codes"]):
            index.setdefault(c, k)
        if level["parents"]:
            parents = [index.get(p, -1) for p in level["parents"]]
        else:
            parents, best = [-1] * len(codes), [0.0] * len(codes)
            for k, p in zip(*shapely.STRtree(above["shapes"]).query(shapes, predicate="intersects")):
                share = shapely.area(shapely.intersection(shapes[k], above["shapes"][p]))
                if share > best[k]:
                    parents[k], best[k] = p, share
        for p, code in enumerate(above["codes"]):
            kids = [k for k in range(len(codes)) if parents[k] == p]
            if not kids:
                continue
            land, union = above["shapes"][p], shapely.union_all(shapes[kids])
            add(mine["bare"], code, area(shapely.difference(land, union)))
            for k in kids:
                add(mine["outside"], codes[k], area(shapely.difference(shapes[k], land)))
    elif len(codes) > 1:
        union = shapely.union_all(shapes)
        for part in polygons(union):
            for ring in part.interiors:
                add(mine["bare"], "", area(shapely.difference(shapely.Polygon(ring), union)))
    inherited = 0.0
    for a, b in zip(i, j):
        if a < b:
            value = shapely.intersection(shapes[a], shapes[b])
            if above and parents[a] != parents[b] and min(parents[a], parents[b]) >= 0:
                # Where the parents themselves overlap, the level above is to blame.
                both = shapely.intersection(above["shapes"][parents[a]], above["shapes"][parents[b]])
                lost = area(shapely.intersection(value, both)) if area(both) > 0 else 0.0
                inherited += lost
                if lost > 0:
                    mine.setdefault("inherited", {})["|".join(sorted((codes[a], codes[b])))] = lost
            add(mine["overlap"], "|".join(sorted((codes[a], codes[b]))), area(value))
    theirs = {"bare": {}, "overlap": {}, "outside": {}}
    counts = dict.fromkeys(theirs, 0)
    for d in check["defects"]:
        if d["level"] != level["name"]:
            continue
        kind = d["kind"]
        if kind == "sliver":
            kind = "overlap" if d["reason"] == "overlap" else "gap"
        if kind in ("gap", "hole"):
            kind, key = "bare", d["codes"][0] if depth else ""
        elif kind == "overlap":
            key = "|".join(sorted(d["codes"][:2]))
        elif kind == "outside parent":
            kind, key = "outside", d["codes"][0]
        else:
            continue
        counts[kind] += 1
        add(theirs[kind], key, d["area_m2"])
    for kind in theirs:
        worst, missed, invented = 0.0, [], []
        for key in sorted(set(mine[kind]) | set(theirs[kind])):
            a, b = mine[kind].get(key, 0.0), theirs[kind].get(key, 0.0)
            spared = mine.get("inherited", {}).get(key, 0.0) if kind == "overlap" else 0.0
            off = min(abs(a - b), abs(a - spared - b))
            worst = max(worst, off)
            if off > max(0.1, 1e-3 * a):
                (missed if a > b else invented).append((key, round(a, 3), round(b, 3)))
        bad += len(missed) + len(invented)
        print(f"{level['name']:24} {kind:8} shapely {sum(mine[kind].values()):14.3f} m2 in {len(mine[kind]):5}   check "
              f"{sum(theirs[kind].values()):14.3f} m2 in {len(theirs[kind]):5} ({counts[kind]} pieces)   worst {worst:.4f} m2"
              + (f"   MISSED {missed[:5]}" if missed else "") + (f"   INVENTED {invented[:5]}" if invented else ""))
    if inherited:
        print(f"{level['name']:24} {inherited:.3f} m2 of the overlaps lie where the parents overlap")
print("mismatches:", bad)
sys.exit(1 if bad else 0)
