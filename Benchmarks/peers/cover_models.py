"""Does the work of `solve cover` with HiGHS, from the raw county file, and compares the optima.

cover_models.py SOLVE COUNTY MODEL P WITHIN…: needs numpy, scipy and highspy. MODEL is mclp, lscp, backup or pcenter (which
takes no WITHIN). Runs SOLVE itself, so that both are timed in the same run, HiGHS on one core and on the model as it
stands in the books: a row for each customer, nothing merged but what its presolve merges. For pcenter HiGHS is asked
whether the limit found can be kept, and whether the next lower one cannot.
"""
import json, resource, subprocess, sys, time
import highspy, numpy, scipy.sparse as sparse

solve, path, model, p = sys.argv[1:5]
p = int(p)
rows = [line.split() for line in open(path)]
n, m = int(rows[0][0]), int(rows[0][1])
people = numpy.array(rows[1:1 + n], float)
sites = numpy.array(rows[1 + n:1 + n + m], float)
weight = people[:, 2]
distance = numpy.hypot(people[:, None, 0] - sites[None, :, 0], people[:, None, 1] - sites[None, :, 1]) / 1000


def highs(cover, model):
    """The least cost of a model, `inf` where it cannot be, and its seconds."""
    reach = sparse.csr_matrix(cover.astype(float))
    if model == "lscp":
        matrix, cost = reach, numpy.ones(m)
        low, whole = numpy.ones(n), m
        high = numpy.full(n, highspy.kHighsInf)
    else:
        wish = sparse.hstack([reach, sparse.eye(n)])
        count = sparse.csr_matrix(numpy.r_[numpy.ones(m), numpy.zeros(n)])
        matrix, cost, whole = sparse.vstack([wish, count]), numpy.r_[numpy.zeros(m), weight], m
        low = numpy.r_[numpy.full(n, 1.0 if model == "mclp" else 2.0), 0]
        high = numpy.r_[numpy.full(n, highspy.kHighsInf), p]
    matrix = sparse.csc_matrix(matrix)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, numpy.zeros(len(cost)), numpy.ones(len(cost))
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    kinds = [highspy.HighsVarType.kInteger] * whole + [highspy.HighsVarType.kContinuous] * (len(cost) - whole)
    lp.integrality_ = kinds
    solver = highspy.Highs()
    for name, value in [("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("time_limit", 600.0)]:
        solver.setOptionValue(name, value)
    solver.passModel(lp)
    start, cpu = time.perf_counter(), time.process_time()
    solver.run()
    took = time.perf_counter() - start, time.process_time() - cpu
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return float("inf"), took
    if status != highspy.HighsModelStatus.kOptimal:
        return None, took
    return round(solver.getInfo().objective_function_value), took


def ours(within):
    command = [solve, "cover", path, "--model", model, "--p", str(p), "--seconds", "600"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(subprocess.check_output(command + (["--within", str(within)] if within else [])))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return answer


failed = False
for within in sys.argv[5:] or [None]:
    answer = ours(within)
    line = {"model": model, "p": p, "within": within, "ours": answer["cost"], "proven": answer["lower_bound"],
            "seconds": round(answer["seconds"], 2), "cpu": round(answer["cpu"], 2)}
    if model == "pcenter":
        # Half a micrometre more than our number, which is a short one; then a hair less.
        limit = min(distance[abs(distance - answer["cost"]) < 1e-5], key=lambda d: abs(d - answer["cost"]))
        keeps, first = highs(distance <= limit, "lscp")
        fails, second = highs(distance < limit, "lscp")
        same = keeps is not None and fails is not None and keeps <= p < fails
        line |= {"highs": [keeps, fails], "highs_cpu": round(first[1] + second[1], 2)}
    else:
        best, took = highs(distance <= float(within), model)
        same = best == answer["cost"] == answer["lower_bound"]
        line |= {"highs": best, "highs_seconds": round(took[0], 2), "highs_cpu": round(took[1], 2)}
    print(json.dumps(line | {"same": bool(same)}), flush=True)
    failed |= not same
sys.exit(failed)
