# Briefing Warehouse: one front door. `make help` lists the doors.
SHELL := /bin/bash -o pipefail
BIN := .venv/bin
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test test-fast check format generate screenshots bench clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/installed ## install what it needs, then take data/inbox (or data/samples) through the daily flow
	@$(BIN)/briefings run

# Many tests wait, for a disk, a timer or a process: one more than the two cores, and the longest files first
test: .venv/installed ## install what it needs, then run every test
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

test-fast: .venv/installed ## the tests that start neither Prefect, Great Expectations nor a browser, publish nothing and kill nothing
	@$(BIN)/pytest -n 2 --dist worksteal -m "not prefect and not expectations and not publishes and not kills and not browser"

check: .venv/installed ## style, types, import contracts, and generated files that must be current
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m flows.generate --check

format: .venv/installed ## put the code into its standard form
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

generate: .venv/installed ## write the generated files anew: sql/schema, expectations/suites, and the pages of docs/ that code makes
	@$(BIN)/python -m flows.generate
	@$(BIN)/python -m tests.extract.golden --write
	@$(BIN)/python -m tests.sql.analyses_page --write
	@$(BIN)/python -m tests.ingest.formats --write
	@$(BIN)/python -m tests.layouts.page --write

screenshots: .venv/installed ## take the pictures of the report in docs/ anew, from the samples; needs Chromium
	@$(BIN)/python -m tests.browser.screenshots

bench: .venv/installed ## measure; never gates
	@$(BIN)/python -m tests.benchmarks

clean: ## remove the installation and everything that runs have written
	rm -rf .venv data/lake data/staging data/warehouse data/reports data/quarantine data/.prefect

# pip works for a minute or two: a dot for each package says that it does
.venv/installed: pyproject.toml constraints.txt
	@echo "Installing the pinned packages into .venv (a minute or two the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --no-color \
	  -c constraints.txt -e '.[dev]' 2>.venv/install.log \
	  | awk '/^Collecting/ {printf "."; fflush()} /^Installing collected/ {printf " unpacking "; fflush()} END {print ""}' \
	  || { cat .venv/install.log; echo "The installation failed: see above. Mend it and call make again."; exit 1; }
	@touch $@
