#!/usr/bin/env bash
# Packs the plugin for QGIS ("Plugins, Manage and Install Plugins, Install from ZIP"), with the version of the file VERSION. The
# same commit gives the same bytes. Prints where it lies.
# Usage: scripts/qgis-plugin.sh [folder]   (default: out/package)
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-out/package}
version=$(cat VERSION)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y VERSION)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r qgis/grid_planner "$work/"
find "$work" -name __pycache__ -prune -exec rm -r {} +
sed -i "s/^version=.*/version=$version/" "$work/grid_planner/metadata.txt"
# QGIS's own list of plugins asks for the licence within.
cp LICENSE "$work/grid_planner/"
find "$work/grid_planner" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
find "$work/grid_planner" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$out"
plugin=$(readlink -f "$out")/grid_planner-$version.zip
rm -f "$plugin"
(cd "$work" && TZ=UTC python3 -m zipfile -c "$plugin" grid_planner)
echo "$plugin"
