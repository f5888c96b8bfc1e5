#!/usr/bin/env bash
# Makes the pictures of the README anew, from a plan of the tour: the page, a crew's sheet, a map sheet, a board and the roster.
# Needs Chromium with Chinese fonts, LibreOffice and pdftoppm (poppler-utils).
# Usage: scripts/pictures.sh [folder]   (default: docs/pictures)
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-docs/pictures}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
office=$(command -v soffice || command -v libreoffice || true)
[ -n "$browser" ] || { echo "no Chromium is installed; apt-get install chromium fonts-wqy-microhei" >&2; exit 1; }
[ -n "$office" ] || { echo "LibreOffice is not installed; apt-get install libreoffice-calc-nogui" >&2; exit 1; }
command -v pdftoppm >/dev/null || { echo "pdftoppm is not installed; apt-get install poppler-utils" >&2; exit 1; }
python=.build/outputs/bin/python
[ -x "$python" ] || python3 -m venv .build/outputs
"$python" -m pip install --quiet --requirement Tests/Outputs/requirements.txt

planner=$(scripts/build-release.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$planner" plan geodata/tour --out "$work/plan" >/dev/null 2>&1
"$planner" map "$work/plan" --area A01 --out "$work/maps" >/dev/null
"$planner" map "$work/plan" --boards --out "$work/boards" >/dev/null
HOME=$work "$office" --headless --convert-to pdf --outdir "$work" "$work/plan/roster.xlsx" >/dev/null 2>&1
"$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" --no-pdf-header-footer \
  --print-to-pdf="$work/sheets.pdf" "file://$work/plan/sheets.html" 2>/dev/null
# After a summary, the roster of the base as it hangs on the wall.
pdftoppm -r 110 -f 2 -l 2 -singlefile -png "$work/roster.pdf" "$work/roster"
pdftoppm -r 110 -f 1 -l 1 -singlefile -png "$work/sheets.pdf" "$work/crew-sheet"

mkdir -p "$out"
BROWSER=$browser "$python" scripts/pictures.py "$work" "$out"
ls -s --block-size=1K "$out"
