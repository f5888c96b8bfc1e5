#!/usr/bin/env bash
# Builds the program as it is handed out, and prints where it lies. With Swift's library inside it starts faster and runs where
# Swift is not installed; it looks for no library beside itself.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product planner-cli --static-swift-stdlib --disable-local-rpath >&2
echo "$(swift build -c release --show-bin-path)/planner-cli"
