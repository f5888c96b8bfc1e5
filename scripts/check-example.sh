#!/usr/bin/env bash
# Builds the package in Examples, which uses the libraries as a stranger's does, and runs it: it must read back the plan
# that it wrote, and be short.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
lines=$(wc -l < Examples/Sources/own-county/main.swift)
[ "$lines" -lt 60 ] || { echo "the example has $lines lines" >&2; exit 1; }
swift run --package-path Examples --scratch-path .build/examples own-county "$out/plan" | tee "$out/said"
grep -q 'read back as it was written' "$out/said"
for file in report.html roster.xlsx plan.gpkg summary.json; do [ -s "$out/plan/$file" ]; done
