#!/usr/bin/env bash
# Builds the package, installs it in a fresh Debian of its own that has no Swift, and runs the tour there: the plan must be
# the same as that of the build, byte for byte. Then checks manual pages, completions and the bill of materials.
# What is not installed is skipped and said; with PLANNER_INSIST=1 that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
  echo "skipped: $1"
  [ -z "${PLANNER_INSIST:-}" ] || exit 1
  exit 0
}
command -v debootstrap >/dev/null || skip "debootstrap is not installed; apt-get install debootstrap"
[ "$(id -u)" -eq 0 ] || skip "only root can make a Debian of its own"

# What is mounted here is gone with the script, whatever ends it.
[ -n "${PLANNER_MOUNTS:-}" ] || PLANNER_MOUNTS=own exec unshare --mount "$PWD/scripts/check-package.sh"

root=$(mktemp -d)
work=$(mktemp -d)
trap 'umount --recursive "$root"; rm -rf "$root" "$work"' EXIT
# In memory, where a thousand small files take seconds.
mount -t tmpfs -o size=4g,mode=755 tmpfs "$root"
scripts/package.sh "$work"
package=$(ls "$work"/*.deb)

if python3 -c 'import ensurepip' 2>/dev/null; then
  python=.build/package/bin/python
  [ -x "$python" ] || python3 -m venv .build/package
  "$python" -m pip install --quiet --requirement Tests/Package/requirements.txt
  "$python" Tests/Package/sbom_test.py "$package" NOTICE
else
  skip "python3 with venv is not installed"
fi

# A Debian of the machine's own release, from the mirrors that the machine uses.
# shellcheck source=/dev/null
. /etc/os-release
# shellcheck disable=SC2016
sources=$(apt-get indextargets 'Created-By: Packages' 'Origin: Debian' \
  --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' | grep -E " $VERSION_CODENAME( |-)")
mirror=$(awk -v release="$VERSION_CODENAME" '$3 == release { print $2; exit }' <<<"$sources")
echo "a fresh Debian $VERSION_CODENAME from $mirror"
debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror" >"$work/debootstrap.log" ||
  { tail "$work/debootstrap.log"; exit 1; }
printf '%s\n' "$sources" >"$root/etc/apt/sources.list"
# Swift reads the command line in /proc.
mount -t proc proc "$root/proc"
inside_as() { chroot --userspec="$1" "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 "${@:2}"; }
inside() { inside_as root:root "$@"; }
install() { inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$work/apt.log" 2>&1 ||
  { tail "$work/apt.log"; exit 1; }; }
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/speed"
inside apt-get update -qq
cp "$package" "$root/tmp/grid-planner.deb"
install /tmp/grid-planner.deb
if inside sh -c 'command -v swift || ldd /usr/bin/planner-cli | grep -i -e swift -e "not found"'; then exit 1; fi

# The tour, as someone who may write nowhere but in /tmp.
inside_as nobody:nogroup sh -eu -c '
  cd /tmp
  planner-cli --version
  planner-cli check /usr/share/grid-planner/tour >check.txt
  planner-cli plan /usr/share/grid-planner/tour --out tour.plan >plan.txt 2>/dev/null
  planner-cli export tour.plan --format kml --out tour.kml
  printf "id,lon,lat\n1,115.000,33.500\n" >points.csv
  planner-cli locate points.csv --in tour.plan >located.csv 2>/dev/null
  planner-cli audit tour.plan --policy /usr/share/grid-planner/tour/policy.yaml >audit.txt 2>/dev/null
'
grep -q "every level proved" "$root/tmp/plan.txt"
grep -q "R-9900" "$root/tmp/located.csv"
grep -q "<kml" "$root/tmp/tour.kml"
planner=$(scripts/build-release.sh)
"$planner" plan geodata/tour --out "$work/tour.plan" >/dev/null 2>&1
# The place of the scenario beside the plan, in problem.json, is another, and so its digest.
diff -r --exclude summary.json --exclude problem.json --exclude index.json "$work/tour.plan" "$root/tmp/tour.plan"
diff <(grep -v '"scenario"' "$work/tour.plan/problem.json") <(grep -v '"scenario"' "$root/tmp/tour.plan/problem.json")
commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)
inside planner-cli --version | grep -q "^commit $commit"

# Manual pages and completions, in the programs that read them.
install man-db groff bash-completion zsh fish
for page in "$root"/usr/share/man/man1/planner-cli*; do
  name=$(basename "$page" .1.gz)
  inside sh -c "man --warnings $name 2>&1 >/dev/null" | tee "$work/man.txt"
  [ ! -s "$work/man.txt" ]
done
commands=$("$planner" --help | sed -n '/^SUBCOMMANDS:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for command in $commands; do [ -f "$root/usr/share/man/man1/planner-cli-$command.1.gz" ]; done
inside zsh -n /usr/share/zsh/vendor-completions/_planner-cli
inside fish -n /usr/share/fish/vendor_completions.d/planner-cli.fish
# shellcheck disable=SC2016
inside bash -c '
  . /usr/share/bash-completion/bash_completion
  . /usr/share/bash-completion/completions/planner-cli
  COMP_WORDS=(planner-cli loc) COMP_CWORD=1 COMP_LINE="planner-cli loc" COMP_POINT=15
  $(complete -p planner-cli | sed "s/.*-F \([^ ]*\).*/\1/") planner-cli loc planner-cli
  [ "${COMPREPLY[*]}" = locate ]'

# Nothing is left of it once it is removed.
inside apt-get purge -y -qq grid-planner >/dev/null 2>&1
[ -z "$(find "$root/usr" -name '*planner-cli*' -o -name '*grid-planner*')" ]
echo "the package installs, plans the tour as the build does, and goes without a trace"
