# Needs python3 (3.11 or newer) with venv, and make. Works from any folder: make -C <here> run
ROOT := $(dir $(lastword $(MAKEFILE_LIST)))
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
HERE := cd "$(ROOT)" &&

# What the tests see instead of a .env file; PostgreSQL and Valkey are started for them unless named.
TESTS := SECRET_KEY=only-for-tests DEBUG=1 DEMO=1 ALLOWED_HOSTS=127.0.0.1,localhost,testserver
WITH_SERVICES := $(TESTS) $(PY) -m portal.local.services --
WITH_SERVICES_OF_ITS_OWN = $(TESTS) $(PY) -m portal.local.services --state $@-tests --
# A second worker halves the time on two cores; XDIST=0 is easier to debug.
XDIST ?= 2
SUPPLIERS ?= 10000
MODULES ?=
EXAMPLES ?= 1000

.PHONY: help setup run test check lint suite journeys services properties bench mutants clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' "$(ROOT)Makefile" | sed 's/:.*## /\t/' | expand -t 10

setup: ## install everything into .venv (nothing when nothing changed)
	@$(HERE) $(PYTHON) -I portal/local/setup.py

run: setup ## the whole product on http://127.0.0.1:8000 with a demo country; PORT=8001 for another port
	@$(HERE) PORT=$(PORT) exec $(PY) -m portal.local.supervisor --with-parent

lint: setup ## style, types, import contracts and translations; no database
	@$(HERE) $(PY) -m portal.local.messages compile
	@$(HERE) $(PY) -m ruff check -q .
	@$(HERE) $(PY) -m ruff format -q --check .
	@$(HERE) $(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-logo >var/imports.txt || { cat var/imports.txt; exit 1; }
	@$(HERE) $(TESTS) $(PY) -m mypy --no-error-summary
	@$(HERE) $(PY) -m portal.local.messages check

check: lint suite ## lint, the migrations check and the tests that need no browser

test: lint ## everything: check, the journeys in a browser, and make run itself
	@$(HERE) $(PY) -m portal.local.prepare files
	@$(MAKE) --no-print-directory -f "$(ROOT)Makefile" -j3 -O suite journeys services

# Three parts beside each other, for a browser mostly waits. What starts services runs one test at a time.
suite:
	@$(HERE) $(WITH_SERVICES) $(PY) manage.py makemigrations --check --dry-run -v 0
	@$(HERE) $(WITH_SERVICES) $(PY) -m pytest -q --durations=15 -n $(XDIST) -m "not local"

journeys:
	@$(HERE) CHROMIUM="$$($(PY) -m portal.local.chromium)" && export CHROMIUM && \
		$(WITH_SERVICES_OF_ITS_OWN) $(PY) -m pytest -q --durations=10 -m browser

services:
	@$(HERE) $(WITH_SERVICES_OF_ITS_OWN) $(PY) -m pytest -q --durations=10 -m "local and not browser"

properties: setup ## I1 to I20 of the engine on 1,000 random sets of facts each; EXAMPLES=5000 for more
	@$(HERE) EXAMPLES=$(EXAMPLES) $(TESTS) $(PY) -m pytest -q tests/readiness/engine -k "properties_of or oracle"

bench: setup ## the figures of the README; SUPPLIERS=100000 for a large country
	@$(HERE) $(PY) -m portal.local.prepare files
	@$(HERE) $(PY) -m tests.bench --suppliers $(SUPPLIERS)

mutants: setup ## which changes to the engine no test of it notices; MODULES="judge roadmap" for some of it
	@$(HERE) $(TESTS) nice $(PY) -m tests.mutants $(MODULES)

clean: ## forget all data, logs and generated files; .venv stays
	@$(HERE) for state in run test journeys-tests services-tests bench; do $(PY) -m portal.local.services --state $$state --remove || exit 1; done
	@$(HERE) rm -rf var
