#!/bin/sh
# Prints where a Chromium is that the browser tests can drive; where there is none, it gets one.
#
#   sh scripts/browser.sh [--find]
#
# With --find it only looks. Whatever else it has to say goes to the error output. From the environment:
#   HANDOFF_BROWSER  a Chromium or Chrome to use instead of the one that is found (may be empty)
#   TEST_PYTHON      a Python that has Playwright (.venv/bin/python when left out)
#   APPLICATIONS     where macOS keeps its programs (/Applications when left out; the tests have their own)
#
# It takes the first that runs: HANDOFF_BROWSER, a program of the system, Playwright's own. To get one, it asks
# Debian's packages where that needs no password, else Playwright, which keeps its browsers in the user's cache.
set -u

python=${TEST_PYTHON:-.venv/bin/python}

runs() { # some systems have a program of that name that only says how to install the real one
  [ -x "$1" ] && "$1" --version >/dev/null 2>&1
}

find_on_system() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    found=$(command -v "$name" 2>/dev/null) && runs "$found" && return 0
  done
  for folder in "${HOME:-}/Applications" "${APPLICATIONS:-/Applications}"; do
    for name in Chromium 'Google Chrome'; do
      found="$folder/$name.app/Contents/MacOS/$name"
      runs "$found" && return 0
    done
  done
  return 1
}

find_of_playwright() {
  found=$("$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null) && runs "$found"
}


install_from_debian() {
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" = 0 ]; then
    set --
  elif sudo -n true >/dev/null 2>&1; then
    set -- sudo -n
  else
    echo "Debian's packages cannot be asked: you are not root, and sudo wants a password."
    return 1
  fi
  "$@" apt-get -q update
  # A mirror that is missing is no reason to stop; the next command tells whether it was needed.
  "$@" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends chromium
}

get() { # looks after each attempt, for one that worked may still have brought nothing that runs
  install_from_debian && find_on_system && return 0
  "$python" -m playwright install chromium && find_of_playwright
}

fail() {
  cat >&2 <<END
$1
The browser tests need Chromium or Chrome. Install one and try again (Debian: sudo apt install chromium;
macOS: brew install --cask chromium; anywhere: $python -m playwright install --with-deps chromium),
or name the one you have:  HANDOFF_BROWSER=/path/to/chromium make unit
END
  exit 1
}

if [ -n "${HANDOFF_BROWSER:-}" ]; then
  found=$(command -v "$HANDOFF_BROWSER" 2>/dev/null) || found=$HANDOFF_BROWSER
  runs "$found" || fail "HANDOFF_BROWSER=$HANDOFF_BROWSER does not run here."
elif ! find_on_system && ! find_of_playwright; then
  [ "${1:-}" != --find ] || fail "No Chromium was found."
  echo "Getting a Chromium for the browser tests; this can take a minute or two." >&2
  log=$(mktemp) || exit 1
  trap 'rm -f "$log"' EXIT
  get >"$log" 2>&1 || {
    cat "$log" >&2
    fail "No Chromium was found, and getting one failed; the lines above say why."
  }
fi
printf '%s\n' "$found"
