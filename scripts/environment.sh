#!/bin/sh
# Makes a virtual environment with pinned packages and this project in editable form, unless it is there already.
#
#   sh scripts/environment.sh FOLDER REQUIREMENTS...
#
# The Makefile calls it from the project's folder. From the environment:
#   PYTHON  a Python to use instead of the one that is found (may be empty)
#   GOALS   what make was asked for, to be repeated in advice
#
# Each package is checked against its hash. FOLDER/.stamp is written last and says what the environment was made
# from and where. If any of that is different now, if PYTHON names another Python, or if the environment's own
# Python no longer runs, it is made afresh.
set -u

env=$1
shift
asked=${PYTHON:-}
goals=${GOALS:-}

recent='import sys; sys.exit(sys.version_info < (3, 11))'
identity='import sys; print(sys.base_prefix, sys.version)'

stamp() {
  echo "$(pwd -P) $(cat "$@" pyproject.toml handoff_lint/__init__.py | cksum)"
}

is_current() { # $1: the stamp that the environment should have
  [ "$(cat "$env/.stamp" 2>/dev/null)" = "$1" ] || return 1
  "$env/bin/python" -c 'from importlib.metadata import version; version("handoff-lint")' 2>/dev/null || return 1
  [ -z "$asked" ] || [ "$("$asked" -c "$identity" 2>&1)" = "$("$env/bin/python" -c "$identity")" ]
}

# Sets `found` to a Python that can make the environment, or explains what is missing and exits.
find_python() {
  if [ -n "$asked" ]; then
    set -- "$asked"
  else
    set -- python3 python3.14 python3.13 python3.12 python3.11 python
  fi
  found='' bare='' old=''
  for name in "$@"; do
    if "$name" -c "$recent" 2>/dev/null; then
      if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        found=$name
        return
      fi
      [ -n "$bare" ] || bare=$name
    elif "$name" -c 'print' >/dev/null 2>&1; then
      old="$old $name"
    fi
  done
  [ -z "$bare" ] || explain_bare
  explain_none
}

explain_bare() {
  version=$("$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  cat >&2 <<END
$bare (Python $version) cannot make virtual environments: its venv or ensurepip module is missing.
On Debian and Ubuntu, install them and run make again:  sudo apt install python3-venv
(or python$version-venv, if $bare is not the system's own Python).
END
  exit 1
}

explain_none() {
  if [ -n "$asked" ]; then
    echo "PYTHON=$asked is not a Python 3.11 or newer that runs here." >&2
  else
    echo "No Python 3.11 or newer was found." >&2
  fi
  [ -z "$old" ] || echo "Too old:$old." >&2
  cat >&2 <<END
Install one (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python;
otherwise https://www.python.org/downloads/), or name one:  make $goals PYTHON=/path/to/python3
END
  exit 1
}

# What is printed goes to a log, which is shown only when something fails.
make_environment() {
  echo "Preparing $env with $found ($("$found" --version 2>&1)); this can take a minute or two."
  rm -rf "$env"
  mkdir "$env" || exit 1
  log=$env/install.log
  install_packages "$@" >"$log" 2>&1 || fail "Preparing $env failed; the lines above say why." \
    "Installing packages needs a way to PyPI (or your mirror of it)."
  "$env/bin/python" -m pip check >"$log" 2>&1 || fail \
    "requirements/*.txt do not fit pyproject.toml any more. Make them anew:  sh scripts/lock.sh"
}

install_packages() {
  "$found" -m venv "$env" || return 1
  for file in "$@"; do # each name becomes two words: -r NAME
    shift
    set -- "$@" -r "$file"
  done
  "$env/bin/python" -m pip install --quiet --require-hashes "$@" &&
    "$env/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
}

fail() {
  cat "$log" >&2
  echo "$*" >&2
  exit 1
}

want=$(stamp "$@")
is_current "$want" && exit 0
find_python
make_environment "$@"
printf '%s\n' "$want" >"$env/.stamp"
