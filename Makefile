# `make` lists what there is. A fresh machine needs Git, make and a Python >= 3.11, nothing more.
#
# Written for GNU make 3.81 (the one macOS has) and any POSIX shell. All paths are relative, so
# that the folder may have spaces in its name.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint unit bench fuzz clean env env-demo

DEMO_ENV := .venv-demo
TEST_ENV := .venv
DEMO_PYTHON := $(DEMO_ENV)/bin/python
TEST_PYTHON := $(TEST_ENV)/bin/python

# A Python to use instead of the one that is found: make test PYTHON=python3.13
PYTHON ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Someone's own settings that would put the packages elsewhere, or import other ones.
unexport PIP_PREFIX PIP_TARGET PIP_USER PYTHONHOME PYTHONPATH

# $(call make_env,FOLDER,REQUIREMENT FILES): a virtual environment with the pinned packages, each
# checked against its hash, and this project in editable form. FOLDER/.stamp is written last and
# says what the environment was made from and where. If any of that is different now, if PYTHON names
# another Python, or if the environment's own Python no longer runs, it is made afresh.
define make_env
@env='$(1)'; asked='$(PYTHON)'; \
recent='import sys; sys.exit(sys.version_info < (3, 11))'; \
identity='import sys; print(sys.base_prefix, sys.version)'; \
want="$$(pwd -P) $$(cat $(2) pyproject.toml handoff_lint/__init__.py | cksum)"; \
if [ "$$(cat "$$env/.stamp" 2>/dev/null)" = "$$want" ] \
&& "$$env/bin/python" -c 'from importlib.metadata import version; version("handoff-lint")' 2>/dev/null \
&& { [ -z "$$asked" ] || [ "$$("$$asked" -c "$$identity" 2>&1)" = "$$("$$env/bin/python" -c "$$identity")" ]; }; \
then exit 0; fi; \
if [ -n "$$asked" ]; then set -- "$$asked"; \
else set -- python3 python3.14 python3.13 python3.12 python3.11 python; fi; \
found=''; bare=''; old=''; \
for name in "$$@"; do \
if "$$name" -c "$$recent" 2>/dev/null; then \
if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then found=$$name; break; fi; \
[ -n "$$bare" ] || bare=$$name; \
elif "$$name" -c 'print' >/dev/null 2>&1; then old="$$old $$name"; fi; \
done; \
if [ -z "$$found" ] && [ -n "$$bare" ]; then \
version=$$("$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
echo "$$bare (Python $$version) cannot make virtual environments: its venv or ensurepip module is missing." >&2; \
echo "On Debian and Ubuntu, install them and run make again:  sudo apt install python3-venv" >&2; \
echo "(or python$$version-venv, if $$bare is not the system's own Python)." >&2; \
exit 1; \
fi; \
if [ -z "$$found" ]; then \
if [ -n "$$asked" ]; then echo "PYTHON=$$asked is not a Python 3.11 or newer that runs here." >&2; \
else echo "No Python 3.11 or newer was found." >&2; fi; \
if [ -n "$$old" ]; then echo "Too old:$$old." >&2; fi; \
echo "Install one (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python;" >&2; \
echo "otherwise https://www.python.org/downloads/), or name one:  make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
exit 1; \
fi; \
echo "Preparing $$env with $$found ($$("$$found" --version 2>&1)); this can take a minute or two."; \
rm -rf "$$env"; mkdir "$$env" || exit 1; log="$$env/install.log"; \
{ "$$found" -m venv "$$env" \
&& "$$env/bin/python" -m pip install --quiet --require-hashes $(addprefix -r ,$(2)) \
&& "$$env/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable . \
; } >"$$log" 2>&1 || { \
cat "$$log" >&2; \
echo "Preparing $$env failed; the lines above say why. Installing packages needs a way to PyPI (or your mirror of it)." >&2; \
exit 1; }; \
"$$env/bin/python" -m pip check >"$$log" 2>&1 || { \
cat "$$log" >&2; \
echo "requirements/*.txt do not fit pyproject.toml any more. Make them anew:  sh scripts/lock.sh" >&2; \
exit 1; }; \
printf '%s\n' "$$want" >"$$env/.stamp"
endef

help: ## list the targets (what `make` alone does)
	@echo "make TARGET [PYTHON=/path/to/python3]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' Makefile

demo: env-demo ## show what the linter does, on a copy of the demo campaign
	@$(DEMO_PYTHON) scripts/demo.py

test: lint unit ## all that CI runs: lint, then unit

lint: env ## style, types, import layers, and that generated files are up to date
	$(TEST_PYTHON) -m ruff check .
	$(TEST_PYTHON) -m ruff format --check .
	$(TEST_PYTHON) -m mypy
	$(TEST_ENV)/bin/lint-imports
	$(TEST_PYTHON) scripts/generate.py --check

unit: env ## the tests, on all cores, with the coverage gate
	$(TEST_PYTHON) -m pytest -n auto --dist loadgroup --cov --cov-report=term

bench: env ## the benchmarks
	$(TEST_PYTHON) benchmarks/run.py

fuzz: env ## the fuzz tests alone, for longer than `make unit` runs them
	HANDOFF_FUZZ=long $(TEST_PYTHON) -m pytest -n auto tests/fuzz

env: ## only prepare .venv (editors and the pre-commit hooks use it)
	$(call make_env,$(TEST_ENV),requirements/dev.txt)

env-demo:
	$(call make_env,$(DEMO_ENV),requirements/run.txt requirements/build.txt)

clean: ## remove the environments and all that was built
	rm -rf $(TEST_ENV) $(DEMO_ENV) build dist site htmlcov .coverage .coverage.* coverage.xml
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
