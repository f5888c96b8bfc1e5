#!/usr/bin/env bash
# Installs what is missing to build and run the planner on Debian 12 (or a later one). Needs Swift 6 beforehand.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

if ! command -v swift >/dev/null; then
  say "Swift is not installed. Install Swift 6.1 or later from https://www.swift.org/install/linux/ and try again."
  exit 1
fi
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
read -r major minor <<<"${version:-0 0}"
if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 1 ]; }; then
  say "Swift $major.$minor is too old: the planner needs Swift 6.1 or later (https://www.swift.org/install/linux/)."
  exit 1
fi

# GEOS: polygons. GDAL: vector files and projections. simdjson: GeoJSON. libosmium: turn restrictions. CBC: whole-number
# programs. libxlsxwriter: spreadsheets. libqrencode: QR codes. Leaflet: the report's map.
wanted=(
  pkg-config libgeos-dev libgdal-dev libsimdjson-dev libosmium2-dev coinor-libcbc-dev libxlsxwriter-dev
  libqrencode-dev libjs-leaflet "$@"
)
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  say "These packages are missing, and there is no apt-get to install them with: ${missing[*]}"
  exit 1
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    say "As root, run: apt-get install --no-install-recommends ${missing[*]}"
    exit 1
  fi
  run=(sudo)
fi
say "Installing ${missing[*]}"
if ! { "${run[@]}" apt-get update -qq && "${run[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }; then
  say "apt-get could not install them. Is a Debian mirror reachable? Offline, install these packages by hand."
  exit 1
fi
