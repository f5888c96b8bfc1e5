#!/usr/bin/env bash
# Makes a release of what is committed: checks that it may be one, passes the tests, builds everything that is handed out, and
# tags the commit with what the changelog says of it. Nothing is pushed.
# Before: write the version into VERSION, give it a heading with its date in CHANGELOG.md, and commit both.
# Usage: scripts/release.sh VERSION [folder]   (default: out/release)
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() {
  echo "no release: $1" >&2
  exit 1
}
version=${1:-}
out=${2:-out/release}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || refuse "'$version' is no version such as 1.2.3"
[ -z "$(git status --porcelain)" ] || refuse "there are changes that are not committed"
[ "$(cat VERSION)" = "$version" ] || refuse "VERSION says $(cat VERSION)"
! git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null || refuse "v$version is tagged already"
latest=$(git tag --list 'v*' --sort=-version:refname | head -n 1)
[ -z "$latest" ] || [ "$(printf '%s\n' "${latest#v}" "$version" | sort -V | tail -n 1)" = "$version" ] ||
  refuse "$version is not above ${latest#v}"

# section NAME: what stands under its heading in the changelog.
section() {
  awk -v name="## [$1]" 'index($0, name) == 1 { on = 1; next } /^## / { on = 0 } on' CHANGELOG.md
}
grep -qE "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
  refuse "CHANGELOG.md has no heading '## [$version] - YYYY-MM-DD'"
[[ $(section "$version") =~ [^[:space:]] ]] || refuse "CHANGELOG.md says nothing of $version"
[[ ! $(section Unreleased) =~ [^[:space:]] ]] || refuse "CHANGELOG.md has changes under Unreleased"

scripts/test.sh
rm -rf "$out"
mkdir -p "$out"
git archive --format=tar.gz --prefix="grid-planner-$version/" --output="$out/grid-planner-$version.tar.gz" HEAD
scripts/package.sh "$out"
scripts/qgis-plugin.sh "$out"
scripts/docs.sh "$out/docs"
(cd "$out" && sha256sum ./*.tar.gz ./*.deb ./*.zip ./*.json >SHA256SUMS)

{
  printf 'Grid and patrol planner %s\n' "$version"
  section "$version" | sed 's/^### //'
} | git tag --annotate --cleanup=verbatim --file=- "v$version"
ls -l "$out"
echo "tagged v$version; now: git push origin v$version, and publish what lies in $out"
