#!/usr/bin/env bash
# Installs what is missing, builds in release and plans a full-size sample county of 10,374 micro-grids.
# Usage: scripts/plan-sample.sh [folder]   (default: out)
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-out}
scripts/install.sh
planner=$(scripts/build-release.sh)

mkdir -p "$out"
"$planner" synth --preset shenqiu --out "$out/shenqiu"
"$planner" check "$out/shenqiu"
"$planner" plan "$out/shenqiu" --out "$out/plan"
