#!/usr/bin/env bash
# Hands every verb every one of some sixty layers, tables and paths that name an address, and listens whether anyone calls.
# Usage: scripts/check-network.sh
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests
PLANNER_NETWORK=all swift test --skip-build --filter NetworkTests
