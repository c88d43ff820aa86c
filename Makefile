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

# $(call make_env,FOLDER,REQUIREMENT FILES): makes the environment unless it is there; the script says how.
make_env = @PYTHON='$(PYTHON)' GOALS='$(MAKECMDGOALS)' $(SHELL) scripts/environment.sh '$(1)' $(2)

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
	@TEST_PYTHON=$(TEST_PYTHON) $(SHELL) scripts/browser.sh >/dev/null
	$(TEST_PYTHON) -m pytest -n auto --dist loadgroup --cov --cov-report=term

bench: env ## the benchmarks
	$(TEST_PYTHON) benchmarks/run.py

fuzz: env ## the fuzz tests alone, for longer than `make unit` runs them
	HANDOFF_FUZZ=long $(TEST_PYTHON) -m pytest -n auto tests/fuzz tests/site/test_faulty_repositories.py

env: ## only prepare .venv (editors and the pre-commit hooks use it)
	$(call make_env,$(TEST_ENV),requirements/dev.txt)

env-demo:
	$(call make_env,$(DEMO_ENV),requirements/run.txt requirements/build.txt)

clean: ## remove the environments and all that was built
	rm -rf $(TEST_ENV) $(DEMO_ENV) build dist site htmlcov .coverage .coverage.* coverage.xml
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
