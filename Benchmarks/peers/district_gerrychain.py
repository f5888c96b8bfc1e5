"""Divides a districting instance with GerryChain's ReCom and writes a solution as `solve district` does.

district_gerrychain.py INSTANCE [--steps 10000] [--seconds S] [--seed 1] [--out FILE]: needs gerrychain. Starts from a
recursive tree partition, recombines neighbouring districts, and keeps the division with the fewest cut edges that the
chain passes; every one is within the instance's range. Prints a line of JSON, in which `start` are the seconds until
the first partition.
"""
import argparse, json, random, time, warnings
from functools import partial
from pathlib import Path
import networkx as nx
from gerrychain import Graph, MarkovChain, Partition, accept, constraints, proposals, updaters
from gerrychain.partition import recursive_tree_part

options = argparse.ArgumentParser()
options.add_argument("instance", type=Path), options.add_argument("--steps", type=int, default=10_000)
options.add_argument("--seconds", type=float), options.add_argument("--seed", type=int, default=1)
options.add_argument("--out", type=Path)
o = options.parse_args()
n, m, k, least, most, *rest = map(int, o.instance.read_text().split())
graph = nx.Graph()
graph.add_nodes_from((i, {"population": rest[i]}) for i in range(n))
graph.add_edges_from(zip(rest[n::2], rest[n + 1::2]))
random.seed(o.seed)
warnings.simplefilter("ignore")
begin = time.perf_counter()
graph = Graph.from_networkx(graph)
target = sum(rest[:n]) / k
epsilon = min(target - least, most - target) / target
start = None
while start is None:
    # Where nodes are heavy, most trees have no balanced cut, and it gives up after so many.
    try:
        start = recursive_tree_part(graph, range(k), target, "population", epsilon)
    except RuntimeError:
        if time.perf_counter() - begin > 120:
            raise
partition = Partition(graph, start, {"population": updaters.Tally("population"), "cut_edges": updaters.cut_edges})
chain = MarkovChain(
    partial(proposals.recom, pop_col="population", pop_target=target, epsilon=epsilon),
    [constraints.within_percent_of_ideal_population(partition, epsilon)], accept.always_accept, partition, o.steps)
first = time.perf_counter() - begin
best, cost, steps = None, None, 0
for step in chain:
    steps += 1
    if cost is None or len(step["cut_edges"]) < cost:
        best, cost = dict(step.assignment.items()), len(step["cut_edges"])
    if o.seconds and time.perf_counter() - begin > o.seconds:
        break
if o.out:
    o.out.write_text("".join(f"{best[i]}\n" for i in range(n)))
print(json.dumps(dict(cost=cost, seconds=round(time.perf_counter() - begin, 3), start=round(first, 3), iterations=steps)))
