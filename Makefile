# Everything a person runs here. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test test-fast check fix migrations bench screenshots lock

PY := .venv/bin/python
# Test processes at once: one a processor.
WORKERS ?= auto
PYTEST := $(PY) -m pytest
# A file goes to one process whole: many build a world once and look at it in many ways.
SHARED := -n $(WORKERS) --dist loadfile
# What a production machine would have in its environment, so that the checks see production's settings.
PRODUCTION := SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=nettverk.example.no \
	SITE_URL=https://nettverk.example.no DATABASE_URL=postgres:///laeringsnettverk STATIC_ROOT=.cache/staticfiles

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

setup: ## Install everything development needs, system packages included
	@python=$$(bin/find-python) && $$python bin/ensure-system demo && $$python bin/ensure-env dev && $$python bin/ensure-system test

demo: ## Start the site with the demo networks; Ctrl-C stops it, the data stays
	@python=$$(bin/find-python) && $$python bin/ensure-system demo && $$python bin/ensure-env runtime
	@DEMO=1 $(PY) manage.py run_demo

demo-reset: ## Throw the demo's data away, so that the next `make demo` starts over
	@python=$$(bin/find-python) && $$python bin/ensure-system demo && $$python bin/ensure-env runtime
	@DEMO=1 $(PY) manage.py run_demo --reset

test: setup ## Run the whole suite on SQLite, then on a PostgreSQL of its own
	@echo "On SQLite:" && $(PYTEST) $(SHARED)
	@echo "On PostgreSQL:" && $(PY) bin/with-postgres $(PYTEST) $(SHARED) --database-only

test-fast: setup ## Run everything but the browser, on SQLite only
	@$(PYTEST) $(SHARED) --ignore tests/journeys

check: setup ## Form, imports, migrations and production settings
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@.venv/bin/lint-imports --no-logo
	@DEMO=1 DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PRODUCTION) $(PY) manage.py collectstatic --noinput --clear --verbosity 0

fix: setup ## Put the form of the code right where a tool can
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

migrations: setup ## Write the migrations that changed models ask for
	@DEMO=1 DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations

screenshots: setup ## Take the pictures in docs/images/ anew, from the journeys
	@SCREENSHOTS=1 $(PYTEST) tests/journeys

lock: setup ## Resolve the dependencies again into the two requirements files
	@bin/lock

bench: setup ## Measure pages, report and statistics engine; prints tables
	@$(PRODUCTION) $(PY) manage.py collectstatic --noinput --clear --verbosity 0
	@$(PRODUCTION) $(PY) bin/with-postgres $(PY) -m benchmarks $(ARGS)
