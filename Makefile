# make run   : a virtual environment, the shipped examples in a register, what was found in them, and the pages in the browser
# make test  : everything that is checked: style, types, tests with coverage
# Variables: PYTHON (3.11 or later), PORT, REGISTER, ONCE=1 (run without serving)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
PORT ?= 8000
REGISTER ?= servanda.db
BIN := $(VENV)/bin

.PHONY: run test clean

run: $(VENV)/run.done
	@$(BIN)/servanda demo --examples --register $(REGISTER)
	@echo
	@$(BIN)/servanda list --register $(REGISTER)
ifndef ONCE
	@echo
	@$(BIN)/servanda serve --register $(REGISTER) --port $(PORT)
endif

test: $(VENV)/test.done
	$(BIN)/ruff check servanda tests
	$(BIN)/ruff format --check servanda tests
	$(BIN)/mypy
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --fail-under=90 --skip-covered

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(NEW_ENOUGH)' || { echo "Servanda needs Python 3.11 or later; say which one with make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q servanda
	@touch $@

$(VENV)/test.done: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[test]"
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache
