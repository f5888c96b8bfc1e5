#!/usr/bin/env python3
"""Solve a roster instance (schedulingbenchmarks.org in JSON) with OR-Tools' CP-SAT, as a peer of `solve roster`.

roster_cpsat.py INSTANCE.json [--seconds 20] [--threads 1] [--out FILE]

Prints the cost, the bound and the seconds in JSON; FILE gets a line per person: a shift code or - for each day.
"""
import argparse
import json
import time
from pathlib import Path

from ortools.sat.python import cp_model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    start = time.monotonic()
    d = json.loads(options.instance.read_text())
    days, shifts, staff = d["nDays"], d["shifts"], d["staffs"]
    number = {s["id"]: k for k, s in enumerate(shifts)}
    model = cp_model.CpModel()
    cost, works = [], []
    for person in staff:
        able = [k for k, most in enumerate(person["maxShifts"]) if most > 0]
        off_days = set(person["daysOff"] or [])
        x = [{k: model.new_bool_var("") for k in able if t not in off_days} for t in range(days)]
        on = []
        for t in range(days):
            w = model.new_bool_var("")
            model.add(sum(x[t].values()) == w)
            on.append(w)
        for t in range(days - 1):
            for a, before in x[t].items():
                for name in shifts[a]["forbiddenFollowingShifts"] or []:
                    if number[name] in x[t + 1]:
                        model.add_bool_or(~before, ~x[t + 1][number[name]])
        for k in able:
            if person["maxShifts"][k] < days:
                model.add(sum(x[t][k] for t in range(days) if k in x[t]) <= person["maxShifts"][k])
        minutes = sum(shifts[k]["length"] * v for t in range(days) for k, v in x[t].items())
        model.add_linear_constraint(minutes, person["minTotalMinutes"], person["maxTotalMinutes"])
        most = person["maxConsecutiveShifts"]
        for t in range(days - most):
            model.add(sum(on[t : t + most + 1]) <= most)
        # Spells within the horizon that are shorter than allowed.
        for length in range(1, person["minConsecutiveShifts"]):
            for t in range(1, days - length):
                model.add_bool_or([on[t - 1]] + [~w for w in on[t : t + length]] + [on[t + length]])
        for length in range(1, person["minConsecutiveDaysOff"]):
            for t in range(1, days - length):
                model.add_bool_or([~on[t - 1]] + on[t : t + length] + [~on[t + length]])
        weekends = []
        for week in range(days // 7):
            w = model.new_bool_var("")
            model.add_implication(on[7 * week + 5], w)
            model.add_implication(on[7 * week + 6], w)
            weekends.append(w)
        model.add(sum(weekends) <= person["maxWeekends"])
        for request in person["onRequests"] or []:
            v = x[request["day"]].get(number[request["shift"]])
            cost.append(request["weight"] * (1 - v) if v is not None else request["weight"])
        for request in person["offRequests"] or []:
            v = x[request["day"]].get(number[request["shift"]])
            if v is not None:
                cost.append(request["weight"] * v)
        works.append(x)
    for t, row in enumerate(d["covers"]):
        for k, cover in enumerate(row):
            under = model.new_int_var(0, cover["requirement"], "")
            over = model.new_int_var(0, len(staff), "")
            there = sum(x[t][k] for x in works if k in x[t])
            model.add(there + under - over == cover["requirement"])
            cost += [cover["weightIfUnder"] * under, cover["weightIfOver"] * over]
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = options.threads
    solver.parameters.max_time_in_seconds = max(1, options.seconds - (time.monotonic() - start))
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    if found and options.out:
        text = ""
        for x in works:
            codes = [next((shifts[k]["id"] for k, v in x[t].items() if solver.value(v)), "-") for t in range(days)]
            text += " ".join(codes) + "\n"
        options.out.write_text(text)
    print(
        json.dumps({
            "cost": round(solver.objective_value) if found else None,
            "lower_bound": solver.best_objective_bound,
            "seconds": round(time.monotonic() - start, 1),
        })
    )


main()
