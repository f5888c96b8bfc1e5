#!/bin/sh
# Runs the tests that use GEOS and GDAL under AddressSanitizer and its leak detector. Fails on any lost or misused memory.
# (Valgrind 3.19 cannot be used: it crashes in the dispatch library when the main thread hands over.)
# Usage: scripts/check-leaks.sh [a filter of test names]
set -eu
cd "$(dirname "$0")/.."
scratch=.build/leaks
filter=${1:-'CoverageTests|DissolveTests|UnitValidityTests|AdjacencyTests|LocalPlaneTests|VectorReaderTests|VectorWriterTests|HierarchyReadingTests'}
swift build --build-tests --sanitize address --scratch-path "$scratch"
for bundle in "$scratch"/debug/*.xctest; do
  ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=exitcode=23 \
    "$bundle" --testing-library swift-testing --filter "$filter"
done
