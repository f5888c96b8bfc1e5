#!/usr/bin/env bash
# Plans the full-size sample and opens what leaves the program in the programs that people use: the page and the map
# sheets in Chromium, the roster in LibreOffice and in readers of spreadsheets and calendars, the layers in QGIS, with the
# plugin, too. Runs what the README prints.
# What is not installed is skipped and said; with PLANNER_INSIST=1 a missing browser is a failure.
# PICTURES=folder keeps pictures, for looking at.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
  echo "skipped: $1"
  [ "${2:-}" != needed ] || [ -z "${PLANNER_INSIST:-}" ] || exit 1
}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
office=$(command -v soffice || command -v libreoffice || true)
if ! python3 -c 'import ensurepip' 2>/dev/null; then
  skip "python3 with venv is not installed" needed
  exit 0
fi
python=.build/outputs/bin/python
[ -x "$python" ] || python3 -m venv .build/outputs
if ! "$python" -m pip install --quiet --requirement Tests/Outputs/requirements.txt; then
  skip "pip could not install what Tests/Outputs/requirements.txt lists" needed
  exit 0
fi

planner=$(scripts/build-release.sh)
echo "the tour of the README, in both languages"
PLANNER=$(readlink -f "$planner") "$python" Tests/Outputs/readme_test.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$planner" synth --preset shenqiu --out "$work/shenqiu"
"$planner" plan "$work/shenqiu" --out "$work/plan" 2>/dev/null >&2
export PLAN=$work/plan

echo "the rounds in the villages, and how often the land is seen, counted anew"
"$python" Tests/Outputs/rounds_test.py

echo "the roster's sheets and calendars${office:+, in LibreOffice too}"
[ -n "$office" ] || skip "LibreOffice is not installed; apt-get install libreoffice-calc-nogui"
SOFFICE=$office "$python" Tests/Outputs/sheets_test.py

# After a sick call every file shows the new roster, and the calendars tell of what was given up.
sick=$(awk -F, 'NR == 2 { print $7 "@" $1 }' "$work/plan/roster.csv")
cp -r "$work/plan" "$work/changed"
"$planner" roster "$work/changed" --sick "$sick" >/dev/null
PLAN=$work/changed SOFFICE= "$python" Tests/Outputs/sheets_test.py

echo "the roster's workbook, edited by hand${office:+, and saved by LibreOffice}"
"$planner" plan geodata/tour --out "$work/tour" 2>/dev/null >&2
PLAN=$work/tour PLANNER=$(readlink -f "$planner") SOFFICE=$office "$python" Tests/Outputs/roster_edits_test.py

if [ -n "$browser" ]; then
  echo "the page, the map sheets, boards and cards in $browser"
  export BROWSER=$browser
  "$python" Tests/Outputs/page_test.py
  # Without rounds there is land that nobody passes.
  cp -r "$work/shenqiu" "$work/unpassed"
  sed -i '/^rounds:/,/^seen:/d' "$work/unpassed/scenario.yaml"
  "$planner" plan "$work/unpassed" --out "$work/unpassed.plan" 2>/dev/null >&2
  PLAN=$work/unpassed.plan "$python" Tests/Outputs/page_test.py \
    ReadingTest.test_the_first_screen_says_what_is_broken_and_what_is_never_passed
  "$python" Tests/Outputs/crew_sheets_test.py
  "$planner" map "$work/plan" --out "$work/maps"
  "$planner" map "$work/plan" --boards --cards --out "$work/boards"
  MAPS=$work/maps BOARDS=$work/boards "$python" Tests/Outputs/maps_test.py
  echo "whatever is said in Chinese"
  PLANNER=$(readlink -f "$planner") "$python" Tests/Outputs/chinese_test.py
  echo "a county of hostile names, through every output"
  PLANNER=$(readlink -f "$planner") "$python" Tests/Outputs/hostile_test.py
else
  skip "no Chromium is installed; apt-get install chromium fonts-wqy-microhei" needed
fi

if /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
  echo "every layer in QGIS"
  for system in epsg4326 epsg4547 gcj02; do
    crs=${system/epsg/EPSG:}
    for format in gpkg fgb shp geojson; do
      out=$work/exports/$system-$format
      mkdir -p "$out"
      "$planner" export "$work/plan" --format $format --to-crs "$crs" \
        --out "$out/$([ $format = gpkg ] && echo all.gpkg || echo layers)" >/dev/null 2>&1
    done
  done
  township=$(awk -F, 'NR == 2 { print $2 }' "$work/plan/assignments.csv")
  mkdir -p "$work/exports/epsg4326-kml-part" "$work/exports/epsg4326-part"
  # A part, which holds nothing of the rest and nobody.
  "$planner" export "$work/plan" --format kml --township "$township" --redacted \
    --out "$work/exports/epsg4326-kml-part/part.kml" >/dev/null
  "$planner" export "$work/plan" --format geojson --township "$township" --redacted \
    --out "$work/exports/epsg4326-part/layers" >/dev/null
  EXPORTS=$work/exports /usr/bin/python3 Tests/Outputs/qgis_test.py
  echo "the plugin in QGIS"
  PLUGIN=$(scripts/qgis-plugin.sh "$work") PLANNER=$(readlink -f "$planner") TOUR=geodata/tour \
    /usr/bin/python3 Tests/Outputs/qgis_plugin_test.py
else
  skip "PyQGIS is not installed; apt-get install python3-qgis"
fi
