#!/bin/sh
# Writes the Swift file that tells the program its version and commit, where that file does not say so already.
# The commit ends in "-dirty" where tracked files differ from it, and is "unknown" outside a clone: a folder of the sources
# may lie in someone else's repository, whose commit says nothing of it.
# Usage: scripts/stamp.sh FILE.swift   (run by every build)
set -eu
root=$(dirname "$0")/..
version=$(cat "$root/VERSION")
commit=unknown
if [ -e "$root/.git" ]; then
  commit=$(git -C "$root" describe --always --abbrev=40 --exclude='*' --dirty 2>/dev/null) || commit=unknown
fi
stamp="/// Made from VERSION and the clone by scripts/stamp.sh.
enum Stamp {
  static let version = \"$version\"
  static let commit = \"$commit\"
}"
[ "$stamp" = "$(cat "$1" 2>/dev/null)" ] || printf '%s\n' "$stamp" >"$1"
