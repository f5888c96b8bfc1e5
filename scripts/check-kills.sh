#!/usr/bin/env bash
# Kills runs of every verb that writes at so many random moments, and reads plans so many times while others take their
# place: what is there is always whole, and nothing stays behind.
# Usage: scripts/check-kills.sh [KILLS] [READS]
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests
PLANNER_KILLS=${1:-400} PLANNER_SWAP_READS=${2:-500} swift test --skip-build --filter 'KillTests|SwapReadTests'
