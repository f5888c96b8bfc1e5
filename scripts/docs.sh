#!/usr/bin/env bash
# Makes the pages of the public libraries with DocC, and fails on any warning, and on any public declaration that has no
# documentation. With --missing it lists those.
# Usage: scripts/docs.sh [--missing] [folder]   (default: out/docs)
set -euo pipefail
cd "$(dirname "$0")/.."

list=
if [ "${1:-}" = --missing ]; then
  list=1
  shift
fi
out=${1:-out/docs}
docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
if ! [ -x "$docc" ]; then
  echo "skipped: there is no docc beside swift"
  exit 0
fi

# It fails where the tests are not built, of whose module nothing is wanted; what is wanted and lacking is told below.
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >&2 || true
all=$(swift build --show-bin-path)/../symbolgraph
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT
rm -rf "$out"
mkdir -p "$out"
modules=$(swift package dump-package | python3 -c '
import json, sys
products = json.load(sys.stdin)["products"]
libraries = [product for product in products if "library" in product["type"]]
print(*sorted({target for library in libraries for target in library["targets"]}))')
for module in $modules; do
  catalogue=Sources/$module/$module.docc
  [ -d "$catalogue" ] || { echo "$module is part of a library, and has no $catalogue" >&2; exit 1; }
  mkdir "$graphs/$module"
  find "$all" \( -name "$module.symbols.json" -o -name "$module@*.symbols.json" \) -exec cp -t "$graphs/$module" {} +
  [ -f "$graphs/$module/$module.symbols.json" ] || { echo "$module has no symbol graph" >&2; exit 1; }
  "$docc" convert "$catalogue" --additional-symbol-graph-dir "$graphs/$module" --output-dir "$out/$module.doccarchive" \
    --fallback-display-name "$module" --fallback-bundle-identifier "$module" --warnings-as-errors
  echo "$out/$module.doccarchive"
done
python3 scripts/undocumented.py ${list:+--list} "$graphs"/*/*.symbols.json
