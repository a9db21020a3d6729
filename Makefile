# Two commands do everything: `make run` and `make test`.  Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := data/articles/kim-vladivostok.id.txt
DATA ?= ../shared/data

.PHONY: help run test check lint format types smoke train-smoke train evaluate bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

run: $(VENV)/.ready ## check the sample article and print the coloured report
	@$(BIN)/checker check $(SAMPLE) --verbose --color always --fail-on never

test: $(VENV)/.ready ## run the tests
	$(BIN)/python -m pytest --cov

lint: $(VENV)/.ready ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.ready ## check the types
	$(BIN)/mypy

format: $(VENV)/.ready ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: lint types test ## everything CI runs but training and the gate

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
