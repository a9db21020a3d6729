# Two commands do everything: `make run` and `make test`.  Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := data/articles/kim-vladivostok.id.txt
DATA ?= ../shared/data

.PHONY: help run test check lint format types train-smoke train quality gate gate-full bench docs constraints clean

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

check: lint types test train-smoke gate ## everything CI runs

train-smoke: $(VENV)/.ready ## the whole way of training on a dozen pairs, in a minute
	$(BIN)/python -m training.smoke

train: $(VENV)/.ready ## train the verifier on DATA/train, from the last checkpoint if there is one
	$(BIN)/python -m training.train --data $(DATA)/train

quality: $(VENV)/.ready ## measure the checker on data/ and, if it is there, DATA/dev; fill the README's table
	$(BIN)/python -m benchmarks.quality $(if $(wildcard $(DATA)/dev),--data $(DATA)/dev) --write
	$(BIN)/python -m benchmarks.readme

gate: $(VENV)/.ready ## refuse a checker that became worse, on a sample of data/ and, if it is there, DATA/dev
	$(BIN)/python -m benchmarks.gate $(if $(wildcard $(DATA)/dev),--data $(DATA)/dev)

gate-full: $(VENV)/.ready ## the same on every row: an hour
	$(BIN)/python -m benchmarks.gate --full $(if $(wildcard $(DATA)/dev),--data $(DATA)/dev)

bench: $(VENV)/.ready ## time the checker beside plain sentence-transformers scripts
	$(BIN)/python -m benchmarks.speed --write
	$(BIN)/python -m benchmarks.readme

docs: $(VENV)/.ready ## rewrite the generated pages and the README's picture
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/picture.py $(SAMPLE) docs/report.svg

constraints: $(VENV)/.ready ## pin what this environment holds
	(sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//') > constraints.new
	mv constraints.new constraints.txt

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
