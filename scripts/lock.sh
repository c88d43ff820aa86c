#!/bin/sh
# Makes the lock files in requirements/ anew from pyproject.toml, with the newest versions that fit.
#
#   sh scripts/lock.sh
#
# One file serves Python 3.11 and later on Linux, macOS and Windows (markers tell them apart), and
# every file of every package is pinned by its hash. Needs Python >= 3.11 (PYTHON=... names one)
# and a way to PyPI. Look at `git diff requirements/` and run `make test` afterwards.
set -eu

cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

echo "lock.sh: getting uv into a throw-away environment"
"${PYTHON:-python3}" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet 'uv>=0.8'

compile() { # $1: the file to make; the rest: what to compile
  lock=$1
  shift
  "$work/env/bin/uv" pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links \
    --custom-compile-command 'sh scripts/lock.sh' --output-file "$work/$lock" "$@"
}

# dev.txt holds the most, so it is solved first; the others follow its versions.
compile dev.txt pyproject.toml --extra site --group dev
sed 's/ *\\$//; /^ *--hash/d; /^ *#/d' "$work/dev.txt" >"$work/versions.txt"
compile run.txt pyproject.toml --constraints "$work/versions.txt"
# hatchling asks for editables only when it is to make an editable installation.
"$work/env/bin/python" -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["build-system"]["requires"], "editables", sep="\n")
' >"$work/build.in"
compile build.txt "$work/build.in" --constraints "$work/versions.txt"

for lock in run.txt build.txt dev.txt; do
  # The comments say why a package is there; where this machine keeps its files is nobody's business.
  sed -e "s|-r $work/build.in|handoff-lint (pyproject.toml:build-system)|" \
    -e "\\|-c $work/versions.txt|d" "$work/$lock" >"$work/$lock.new"
  if grep -nE '://|^ *-(-index|-extra|-find|-trusted|i |f )|[^a-z]/[a-z]+/' "$work/$lock.new"; then
    echo "lock.sh: the lines above name a host or a path of this machine; nothing was changed" >&2
    exit 1
  fi
done
mkdir -p requirements
for lock in run.txt build.txt dev.txt; do
  cp "$work/$lock.new" "requirements/$lock"
  echo "lock.sh: requirements/$lock, $(grep -c '^[A-Za-z0-9]' "requirements/$lock") packages"
done
