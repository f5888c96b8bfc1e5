"""Makes a layer of units whose borders were digitised apart: digitised_twice.py OUT [--seed 1] [--units 394] [--steps 512]

Borders are fractal lines of so many steps, of which neighbours share most. Some were drawn once more for the second of the
two: with other vertices, up to some metres off, so that gaps and overlaps lie along them. The land is about as large as
Sikkim, and so are its units. The same arguments make the same layer.
"""
import argparse, math
import geopandas, numpy as np, shapely


def fractal(rng, a, b, steps, others):
    """Midpoint displacement from a to b; drawn anew while it crosses itself or others at its ends."""
    while True:
        line = np.array([a, b])
        while len(line) <= steps:
            step = np.diff(line, axis=0)
            aside = np.stack([-step[:, 1], step[:, 0]], axis=1) * np.clip(rng.normal(0, 0.13, len(step)), -0.3, 0.3)[:, None]
            whole = np.empty((2 * len(line) - 1, 2))
            whole[::2], whole[1::2] = line, (line[:-1] + line[1:]) / 2 + aside
            line = whole
        if is_free(line, others):
            return line


def is_free(line, others):
    """Whether a line crosses neither itself nor others, but meets those at its ends."""
    whole, inner = shapely.LineString(line), shapely.LineString(line[1:-1])
    shapely.prepare(whole)
    return whole.is_simple and not any(whole.intersects(shapely.LineString(o[1:-1])) or inner.intersects(shapely.LineString(o))
                                       for o in others)


def drawn_again(rng, line, width, others):
    """The same border from another hand: without some of its vertices, off by a wave of up to `width` metres."""
    along = (line[-1] - line[0]) / np.hypot(*(line[-1] - line[0]))
    while True:
        t = np.linspace(0, 1, len(line))
        wave = sum(rng.normal(0, 1) * np.sin(math.pi * k * t) / k for k in (1, 2, 3, 5, 8, 13, 21))
        wave *= width / max(np.abs(wave).max(), 1e-9)
        # Vertices that the line would hardly miss are left out.
        missed = np.hypot(*(line[1:-1] - (line[:-2] + line[2:]) / 2).T)
        kept = np.concatenate([[True], (rng.random(len(line) - 2) < 0.5) | (missed > 0.4), [True]])
        again = (line + np.array([-along[1], along[0]]) * wave[:, None])[kept]
        if is_free(again, others):
            return again


def main():
    a = argparse.ArgumentParser()
    a.add_argument("out"), a.add_argument("--seed", type=int, default=1)
    a.add_argument("--units", type=int, default=394), a.add_argument("--steps", type=int, default=512)
    a.add_argument("--share", type=float, default=0.4, help="of borders that were drawn twice")
    o = a.parse_args()
    rng = np.random.default_rng(o.seed)
    side = math.ceil(math.sqrt(o.units))
    size = 4200.0
    corner = {(i, j): (np.array([i, j]) + (rng.uniform(-0.25, 0.25, 2))) * size
              for i in range(side + 1) for j in range(side + 1)}
    borders = {}
    drawn = {place: [] for place in corner}
    for i in range(side + 1):
        for j in range(side + 1):
            for to in ((i + 1, j), (i, j + 1)):
                if to in corner:
                    others = drawn[i, j] + drawn[to]
                    first = fractal(rng, corner[i, j], corner[to], o.steps, others)
                    second = drawn_again(rng, first, rng.uniform(0.5, 3), others) if rng.random() < o.share else first
                    borders[(i, j), to] = first, second
                    for place in ((i, j), to):
                        drawn[place] += [first, second]
    rows, shapes = [], []
    for number in range(o.units):
        j, i = divmod(number, side)
        # The units south and west of a border have its first drawing, those north and east of it the second.
        south, north = borders[(i, j), (i + 1, j)][1], borders[(i, j + 1), (i + 1, j + 1)][0]
        west, east = borders[(i, j), (i, j + 1)][1], borders[(i + 1, j), (i + 1, j + 1)][0]
        ring = np.concatenate([south[:-1], east[:-1], north[::-1][:-1], west[::-1]])
        lat = 27.1 + ring[:, 1] / 110800
        lon = 88.1 + ring[:, 0] / (111320 * math.cos(math.radians(27.5)))
        shapes.append(shapely.Polygon(np.round(np.stack([lon, lat], axis=1), 7)))
        rows.append(dict(code=f"{number + 1:04d}", name=f"Village {number + 1}", households=int(rng.integers(50, 500))))
    layer = geopandas.GeoDataFrame(rows, geometry=shapes, crs=4326)
    layer.to_file(o.out)
    print(f"{len(layer)} units, {shapely.get_num_coordinates(layer.geometry.values).sum()} vertices, "
          f"{(~layer.is_valid).sum()} invalid, {sum(f is not s for f, s in borders.values())} of {len(borders)} borders drawn twice")


main()
