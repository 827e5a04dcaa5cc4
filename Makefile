# Two commands for everyone: `make demo` shows what okrsync does, `make test` runs every check.
# Both make their own environment; nothing but Python 3.11 or newer, git and make is needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test schemas lock clean

demo: $(VENV)/.installed
	$(BIN)/okrsync demo

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --quiet --no-summary tests/core --cov=okrsync.core --cov-branch --cov-fail-under=100
	$(BIN)/pytest --ignore tests/core

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
