#!/usr/bin/env bash
# Plans every sample and, where its data is at hand, a real county, and has independent programs recompute what the plans
# claim; then runs inputs that went wrong once. They lie in ../shared/checks, are written in Python and need Shapely.
set -euo pipefail
cd "$(dirname "$0")/.."

checks=../shared/checks
if ! command -v python3 >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then
  scripts/install.sh python3-venv
fi
python=.build/checks/bin/python
[ -x "$python" ] || python3 -m venv .build/checks
# One of the cases reads a Shapefile by GeoPandas, which the list leaves out.
"$python" -m pip install --quiet --requirement "$checks/requirements.txt" geopandas

planner=$(scripts/build-release.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check_plan SCENARIO LEVEL…: plans and checks every file and every pair of levels, from the top down.
check_plan() {
  local scenario=$1 plan="$1.plan" parent="" level
  shift
  "$planner" plan "$scenario" --out "$plan" 2>/dev/null
  "$python" "$checks/rfc7946.py" "$plan"/*.geojson
  for level in "$@"; do
    [ -z "$parent" ] || "$python" "$checks/coverage.py" "$plan/units.$parent.geojson" "$plan/units.$level.geojson"
    parent=$level
  done
  "$python" "$checks/plan.py" "$plan" --strict
}

"$planner" synth --preset shenqiu --out "$work/shenqiu"
check_plan "$work/shenqiu" county township village grid microgrid

for preset in tour xihua luyi huaiyang chuanhui yongcheng; do
  "$planner" synth --preset "$preset" --out "$work/$preset" >/dev/null
  "$planner" plan "$work/$preset" --out "$work/$preset.plan" >/dev/null 2>&1
  "$python" "$checks/plan.py" "$work/$preset.plan" --strict
  rm -rf "$work/$preset" "$work/$preset.plan"
done

# Two runs with one seed give the same bytes, but for the times noted in the summary.
"$planner" plan "$work/shenqiu" --out "$work/again" >/dev/null 2>&1
diff -r --exclude summary.json "$work/shenqiu.plan" "$work/again"
echo "a second run gave the same bytes"

blocks=$PWD/../shared/data/denver/blocks.gpkg
if [ -f "$blocks" ]; then
  mkdir "$work/denver"
  cat >"$work/denver/scenario.yaml" <<YAML
title: Denver
levels:
  - {name: county, code: "08031"}
  - {name: tract, dissolve: {column: tract}}
  - {name: block_group, dissolve: {column: block_group}}
  - {name: block, source: $blocks, columns: {code: geoid, households: population}}
YAML
  check_plan "$work/denver" county tract block_group block
else
  echo "skipped the real county: $blocks is not there"
fi

"$python" "$checks/run_cases.py" ../shared/cases --planner "$planner" --tour geodata/tour
