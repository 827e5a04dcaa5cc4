# Two commands for everyone: `make demo` shows what okrsync does, `make test` runs every check.
# Both make their own environment; nothing but Python 3.11 or newer, git and make is needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest --quiet --numprocesses=0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE # the tests start many Pythons

# What `make test` runs side by side: the tests last, and of them the longest first. Each shows its output when it ends,
# and all of them are run; two more than there are cores, since some wait for others now and then.
APART := whole action trackers core stores cli
FAULTS := $(wildcard tests/whole/test_*_faults.py)
CHECKS := style imports types tests-action tests-faults tests-whole tests-others tests-trackers tests-cli tests-stores tests-core
JOBS := $(shell expr 2 + `getconf _NPROCESSORS_ONLN`)
SIDE_BY_SIDE := --jobs=$(JOBS) --keep-going $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: demo test $(CHECKS) schemas lock clean

demo: $(VENV)/.installed
	$(BIN)/okrsync demo

test: $(VENV)/.installed-dev
	$(MAKE) --no-print-directory $(SIDE_BY_SIDE) $(CHECKS)

$(CHECKS): $(VENV)/.installed-dev

tests-action tests-trackers tests-stores tests-cli: tests-%:
	$(PYTEST) tests/$*

tests-faults:
	$(PYTEST) $(FAULTS)

tests-whole:
	$(PYTEST) tests/whole $(FAULTS:%=--ignore=%)

tests-core:
	$(PYTEST) --no-summary tests/core --cov=okrsync.core --cov-branch --cov-fail-under=100

tests-others:
	$(PYTEST) $(APART:%=--ignore=tests/%)

types:
	$(BIN)/mypy

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

imports:
	$(BIN)/lint-imports

# What is generated from the models; a test says when it is out of date.
schemas: $(VENV)/.installed
	$(BIN)/python -m okrsync.config.schema > docs/schema/okrsync.schema.json
	$(BIN)/python -m okrsync.config.schema included > docs/schema/goals.schema.json
	$(BIN)/python -m okrsync.render.schema > docs/schema/report.schema.json

# What the GitHub Action installs, by hash, on each system and Python; a test says when pyproject.toml asks for something else.
lock: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 --upgrade --quiet \
		--generate-hashes --no-annotate --custom-compile-command 'make lock' --output-file action/requirements.txt

clean:
	rm -rf $(VENV) build dist *.egg-info okrsync-demo

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "okrsync needs Python 3.11 or newer; set PYTHON=…")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml action/requirements.txt
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	rm -rf $(VENV)/wheels # what the tests of the Action install: they reach no network
	$(BIN)/python -m pip download --quiet --require-hashes --only-binary :all: --no-deps \
		--requirement action/requirements.txt --dest $(VENV)/wheels
	touch $@
