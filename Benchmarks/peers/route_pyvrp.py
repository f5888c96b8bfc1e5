"""Solves a VRPLIB instance, or what `solve patrol` writes, with PyVRP and writes a route file as `solve route` does.

route_pyvrp.py INSTANCE --seconds 10 [--seed 1] [--out FILE] [--cpu-time]: needs pyvrp. Prints the same line of JSON. The
clock starts when the instance has been read; with --cpu-time it is the process's own, so that a busy machine does not matter.
"""
import argparse, json, re, time
from pathlib import Path
from pyvrp import Model, read, solve

options = argparse.ArgumentParser()
options.add_argument("instance", type=Path), options.add_argument("--seconds", type=float, default=10)
options.add_argument("--seed", type=int, default=1), options.add_argument("--out", type=Path)
options.add_argument("--cpu-time", action="store_true")
o = options.parse_args()
text = o.instance.read_text()


def patrol(written):
    """Locations are places, and each vehicle is of a type of its own; distances are the seconds."""
    model, count = Model(), written["places"]
    assert len(written["seconds"]) == 1 and not any(c["needs"] for c in written["clients"]), "one kind of vehicle"
    places = [model.add_location(0, 0) for _ in range(count)]
    ends = sorted({v[end] for v in written["vehicles"] for end in ("start", "end")})
    depots = {place: model.add_depot(places[place]) for place in ends}
    for v in written["vehicles"]:
        model.add_vehicle_type(start_depot=depots[v["start"]], end_depot=depots[v["end"]],
                               tw_early=v["shift"][0], tw_late=v["shift"][1])
    for c in written["clients"]:
        model.add_client(places[c["place"]], service_duration=c["service"], tw_early=c["window"][0],
                         tw_late=c["window"][1])
    for a in range(count):
        for b in range(count):
            way = written["seconds"][0][a * count + b]
            if a != b:
                model.add_edge(places[a], places[b], distance=way, duration=way)
    return model.data()


if o.instance.suffix == ".json":
    data = patrol(json.loads(text))
else:
    kind = re.search(r"^TYPE\s*:\s*(\S+)", text, re.M).group(1)
    data = read(o.instance, round_func="exact" if kind == "MDVRPTW" else "dimacs")
clock = time.process_time if o.cpu_time else time.perf_counter
start = clock()
result = solve(data, lambda best: clock() - start >= o.seconds, seed=o.seed, collect_stats=False)
seconds = clock() - start

# With several depots line k is vehicle k of the instance.
homes = re.search(r"VEHICLES_DEPOT_SECTION(.*?)_SECTION", text, re.S)
homes = [int(n) - 1 for n in re.findall(r"^\d+\s+(\d+)\s*$", homes.group(1), re.M)] if homes else None
lines = [""] * data.num_vehicles
for route in result.best.routes():
    vehicle = next(k for k, line in enumerate(lines) if not line and (not homes or homes[k] == route.start_depot()))
    lines[vehicle] = " ".join(str(stop.idx + data.num_depots) for stop in route if stop.is_client())
if o.out:
    o.out.write_text("".join(f"Route #{k + 1}: {line}\n" for k, line in enumerate(lines) if line or homes))
print(json.dumps(dict(cost=result.cost(), feasible=result.is_feasible(), seconds=round(seconds, 3),
                      iterations=result.num_iterations)))
