# Goodword from a bare clone: Python 3.11 or newer and make, nothing else.

SHELL := bash
.DEFAULT_GOAL := help
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python -m
# Where Python is told to keep nothing it has compiled, each of the many processes of a run
# compiles Django and us anew, for seconds, and pytest every test.
unexport PYTHONDONTWRITEBYTECODE

# What the tests run on: one worker each, both at once, every test on both.
WORKERS := --tx popen//env:GOODWORD_TEST_DATABASE=sqlite//env:GOODWORD_TEST_COVERAGE=1 \
           --tx popen//env:GOODWORD_TEST_DATABASE=postgres \
           $(if $(DATABASE_URL),--tx popen//env:GOODWORD_TEST_DATABASE=given)
TESTS ?=

.PHONY: help setup run demo test soak bench format check requirements

help: ## Say what each target does
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.product ## Serve the demonstration at http://localhost:8000 (PORT=... changes it)
	@PORT=$(PORT) exec $(VENV)/bin/goodword serve --demo

demo: $(VENV)/.product ## Build the demonstration organisation anew
	@$(VENV)/bin/goodword demo --anew

setup: $(VENV)/.tests ## Make .venv with the product and everything its tests need

test: $(VENV)/.tests ## Run every test on SQLite and PostgreSQL, browser included
	@$(RUN) pytest --dist each $(WORKERS) $(if $(TESTS),$(TESTS),--gates)

soak: $(VENV)/.tests ## Try to break it on both engines, an hour (SEED=, PART=0.1, ONLY=kills, JSON=1)
	@$(RUN) soak $(if $(SEED),--seed $(SEED)) $(if $(PART),--part $(PART)) $(if $(PLACE),--place $(PLACE)) \
	  $(foreach name,$(ONLY),--only $(name)) $(if $(JSON),--json)

bench: $(VENV)/.tests ## Say how fast it is when there is much in it (SIZE=, ENGINE=postgres, DATABASE_URL=)
	@$(RUN) bench $(if $(JSON),--json) $(if $(COMPARE),--compare $(COMPARE)) $(if $(KEEP),--keep $(KEEP))

format: $(VENV)/.tests ## Put the code into its one form
	@$(RUN) ruff check --quiet --fix-only .
	@$(RUN) ruff format --quiet .

check: $(VENV)/.tests ## Format, lint, types, contracts, templates, migrations, security; then test
	@.ci/check
	@$(MAKE) --no-print-directory test

requirements: $(VENV)/.tests ## Pin the newest versions that requirements/*.in allow
	@requirements/pin

$(VENV)/.product: requirements/base.txt requirements/tools.txt requirements/install pyproject.toml
	@requirements/install base
	@touch $@

$(VENV)/.tests: requirements/dev.txt requirements/tools.txt requirements/install pyproject.toml
	@requirements/install dev
	@$(RUN) tests.rig.chromium
	@touch $@ $(VENV)/.product
