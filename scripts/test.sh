#!/usr/bin/env bash
# Installs what is missing, checks the formatting and the Chinese of every sentence, passes the tests, and makes the pages of the libraries. The tests of the
# files that the program writes need a browser, LibreOffice and QGIS, that of the Debian package needs debootstrap and root;
# they are skipped without.
# Where independent checks lie beside the project, they are run on the plans of a sample and of a real county too.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh
swift format lint --strict --recursive Package.swift Plugins Sources Tests Benchmarks Examples
scripts/words.py
python3 Tests/Outputs/words_test.py
# The tests of the command line run the release build, which takes a tenth of the time.
planner=$(scripts/build-release.sh)
PLANNER=$planner swift test
scripts/docs.sh .build/docs
scripts/check-example.sh
scripts/check-outputs.sh
scripts/check-package.sh
if [ -d ../shared/checks ]; then scripts/check-plans.sh; fi
