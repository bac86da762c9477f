# Needs python3 (3.11 to 3.14, with venv) and make; everything else is installed into .venv, from
# requirements.lock. Another Python: make PYTHON=python3.13 test

PYTHON ?= python3
BIN = .venv/bin
MADE = .venv/made-from-the-lock
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: try test check fix soak sweep fuzz bench company audit lock clean

# The job on an embedded Google Workspace: no account, nothing to set up. More: make try ARGS=--help
try: $(MADE)
	@$(BIN)/oneonone try $(ARGS)

# All tests. Some of them: make test ARGS='tests/project -k lock'
test: $(MADE)
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# Format, lint, types, and the rules that the project's own tests hold it to.
check: $(MADE)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/project

fix: $(MADE)
	@$(BIN)/python -m tests.project.modules
	@$(BIN)/python -m tests.project.commands
	@$(BIN)/python -m tests.project.troubleshooting
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

# Years of people editing, of runs that race and die (25,000 steps and more), and many arbitrary
# documents, each time others. Takes a quarter of an hour. Only the years: make soak ARGS='-k year'
soak: $(MADE)
	@ONEONONE_SOAK=1 $(BIN)/python -m pytest -q -s --durations=0 \
	  tests/scenarios/test_year.py tests/agenda/test_plan_properties.py \
	  tests/agenda/test_removal_properties.py tests/agenda/test_case_edits.py $(ARGS)

# Every request x every fault x a clean run after it, with a table. Takes minutes. One scenario:
# make sweep ARGS='carry run'
sweep: $(MADE)
	@$(BIN)/python -m tests.scenarios.sweep $(ARGS)

# Recorded answers, documents, exports and files made wrong, and given to all that reads them, with a
# table; each time others. Longer: make fuzz ARGS='--minutes 60'. One: ARGS='--only documents'
fuzz: $(MADE)
	@$(BIN)/python -m tests.fuzz $(ARGS)

# Time, bytes, CPU and memory beside the plain way and the floor, with a table. Takes three minutes.
bench: $(MADE)
	@$(BIN)/python -m tests.bench $(ARGS)

# 1,000 managers with 6 pairs each, over 8 tasks, on simulated time, with a table. Takes 12 minutes
# of one processor. All of them also where something is amiss: make company ARGS='--disturbed 1000'
company: $(MADE)
	@$(BIN)/python -m tests.company.simulated $(ARGS)

# Known weaknesses of what oneonone runs with, and a list of it (sbom.json, CycloneDX). Asks a
# database over the network; where there is none it says so and fails. See docs/security.md
audit: $(MADE)
	@$(BIN)/python -m tests.audit $(ARGS)

# After a change of dependencies in pyproject.toml; needs uv. Newest of all: make lock ARGS=--upgrade
# Three files: what development needs, of that what a run needs, and what `make audit` needs.
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock:
	@command -v uv >/dev/null || { echo "make: lock needs uv, https://docs.astral.sh/uv/" >&2; exit 1; }
	$(COMPILE) pyproject.toml --group dev --output-file requirements.lock $(ARGS)
	$(COMPILE) pyproject.toml --constraint requirements.lock --output-file requirements-run.lock
	$(COMPILE) --group pyproject.toml:audit --output-file requirements-audit.lock $(ARGS)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

$(MADE): requirements.lock
	@command -v $(PYTHON) >/dev/null || { \
	  echo "make: there is no $(PYTHON). oneonone needs Python 3.11, 3.12, 3.13 or 3.14." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' || { \
	  echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1). oneonone needs Python 3.11, 3.12, 3.13" \
	    "or 3.14; name one of them: make PYTHON=python3.12 try" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) can't make environments: its venv module is missing." \
	    "On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Making the environment in .venv (once, and again when requirements.lock changes) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes --requirement requirements.lock || { \
	  echo "make: the packages of requirements.lock could not be installed, see above." \
	    "Is the network there?" >&2; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(MADE)
