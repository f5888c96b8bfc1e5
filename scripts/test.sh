#!/usr/bin/env bash
# Installs what is missing, checks the formatting, and passes the tests.
# Where independent checks lie beside the project, they are run on the plans of a sample and of a real county too.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh
swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
swift test
if [ -d ../shared/checks ]; then scripts/check-plans.sh; fi
