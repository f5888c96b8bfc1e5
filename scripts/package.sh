#!/usr/bin/env bash
# Builds a Debian package of the planner for the machine's own Debian release, and its bill of materials beside it. The same
# commit gives the same bytes.
# Usage: scripts/package.sh [folder]   (default: out/package)
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-out/package}
scripts/install.sh dpkg-dev binutils python3
program=$(scripts/build-release.sh)
version=$(cat VERSION)
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y VERSION)
export SOURCE_DATE_EPOCH
date=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
maintainer="The maintainers of the grid and patrol planner <maintainers@grid-planner.invalid>"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
share=$root/usr/share
documents=$share/doc/grid-planner
install -d -m 755 "$root" "$root/DEBIAN" "$share/grid-planner" "$documents"

# What is left out: the names of functions and variables, which only a debugger reads.
install -D -m 755 "$program" "$root/usr/bin/planner-cli"
strip --strip-all --remove-section=.comment "$root/usr/bin/planner-cli"

cp -r geodata/tour "$share/grid-planner/tour"

"$program" --lang en --experimental-dump-help | python3 packaging/man.py "$version" "$date" "$share/man/man1"
gzip -9n "$share"/man/man1/*.1

completions=(
  "bash bash-completion/completions/planner-cli"
  "zsh zsh/vendor-completions/_planner-cli"
  "fish fish/vendor_completions.d/planner-cli.fish"
)
for completion in "${completions[@]}"; do
  read -r shell file <<<"$completion"
  install -d -m 755 "$share/$(dirname "$file")"
  # They are read by a shell, not run.
  "$program" --lang en --generate-completion-script "$shell" | sed '1{/^#!/d}' >"$share/$file"
done

{
  printf 'The text of the Apache License, Version 2.0, is in /usr/share/common-licenses/Apache-2.0.\n\n'
  cat NOTICE
} >"$documents/copyright"
{
  printf 'grid-planner (%s) stable; urgency=medium\n\n  * See changelog.gz.\n\n' "$version"
  printf ' -- %s  %s\n' "$maintainer" "$(date --utc --date="@$SOURCE_DATE_EPOCH" -R)"
} | gzip -9n >"$documents/changelog.Debian.gz"
gzip -9n <CHANGELOG.md >"$documents/changelog.gz"
cp -r README.md README.zh.md docs "$documents/"

# The packages that the linked libraries are in, and the library that report pages carry. CBC is linked with the libraries
# that it needs itself, which is no cause for warnings.
mkdir "$work/debian"
printf 'Source: grid-planner\n\nPackage: grid-planner\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps --warnings=1 -O "$root/usr/bin/planner-cli" | sed -n 's/^shlibs:Depends=//p')

find "$root" -type d -exec chmod 755 {} +
find "$root/usr/share" -type f -exec chmod 644 {} +
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
cat >"$root/DEBIAN/control" <<CONTROL
Package: grid-planner
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s --apparent-size "$root/usr" | cut -f1)
Depends: $depends, libjs-leaflet
Section: science
Priority: optional
Description: divide a county into grids, and plan its rooms, patrols and rosters
 Proves that the grids of a county leave no blank space and no overlap, sites
 warning rooms and says which villages each one serves, routes vehicle crews,
 tells what stays too far from help, and rosters the people. It runs offline,
 on one machine, from files, and plans for places, never for persons.
CONTROL

mkdir -p "$out"
package=$out/grid-planner_${version}_$architecture.deb
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
python3 packaging/sbom.py "$package" >"${package%.deb}.spdx.json"
ls -sh "$package" "${package%.deb}.spdx.json"
