# Millrow's commands. Everything they make stays in this directory (.venv/, var/); `make clean` removes it.
# Settings are environment variables: make run PORT=4001 DATA_DIR=/somewhere (see .env.example).

PYTHON ?= python3
VENV := .venv/bin
MANAGE := $(VENV)/python manage.py
ARGS ?=

# Nothing that we run needs a cache in somebody's home.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONUTF8 := 1
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.SUFFIXES:

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '\
		/^## / { printf "\n  %s\n", substr($$0, 4) } \
		/^[a-z-]+:.*## / { printf "    make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\n  Settings come from the environment: make run PORT=4001 DATA_DIR=/elsewhere (.env.example lists them).\n\n'

## Use

.PHONY: run
run: install ## Set up what is missing and serve https://localhost:4000/ until Ctrl-C
	@exec $(MANAGE) serve --demo --tethered

.PHONY: install
install: ## Make .venv and install the pinned packages
	@$(PYTHON) -I shop/bootstrap.py

.PHONY: install-dev
install-dev: ## The same, with the tools for development and tests
	@$(PYTHON) -I shop/bootstrap.py --dev

.PHONY: doctor
doctor: ## Say what is wrong with the set-up and how to fix it
	@if [ -x $(VENV)/python ]; then exec $(MANAGE) doctor; else echo "  Nothing is installed yet: make install"; fi

.PHONY: shell
shell: install ## A Python prompt with the models
	@exec $(MANAGE) shell

.PHONY: migrate
migrate: install ## Bring the tables up to date
	@exec $(MANAGE) migrate

.PHONY: seed
seed: install ## Build the demo world
	@exec $(MANAGE) seed_demo

## Check

.PHONY: test
test: install-dev ## Run the tests (ARGS="path -k word" for some of them)
	@exec $(VENV)/pytest -q -n auto --maxprocesses 4 --dist loadfile $(ARGS)

.PHONY: test-slow
test-slow: install-dev ## Run the tests that take long: races, kills, start-up
	@exec $(VENV)/pytest -q -m slow $(ARGS)

.PHONY: journeys
journeys: install-dev ## Walk through the shop with a real browser, JavaScript on and off
	@exec $(VENV)/pytest -q -m browser $(ARGS)

.PHONY: fuzz
fuzz: install-dev ## Drive the API by its own OpenAPI document, with a token of each role
	@exec $(VENV)/pytest -q -n auto --maxprocesses 2 shop/tests/fuzz_api.py $(ARGS)

.PHONY: lint
lint: install-dev ## Check style, types, import direction, templates, migrations
	@failed=; \
	$(VENV)/ruff check --quiet . || failed="$$failed style"; \
	$(VENV)/ruff format --check --quiet . || failed="$$failed form (make format)"; \
	words=$$($(VENV)/lint-imports --no-logo 2>&1) || { echo "$$words"; failed="$$failed imports"; }; \
	$(VENV)/djlint templates --lint --quiet || failed="$$failed templates"; \
	$(VENV)/mypy --no-error-summary || failed="$$failed types"; \
	words=$$($(MANAGE) makemigrations --check --dry-run 2>&1) || { echo "$$words"; failed="$$failed migrations"; }; \
	if [ -n "$$failed" ]; then echo "  Lint found fault with:$$failed."; exit 1; else echo "  Lint: all good."; fi

.PHONY: format
format: install-dev ## Put the code into the common form
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format --quiet .

.PHONY: bench
bench: install-dev ## Report speed and memory (never fails)
	@exec $(MANAGE) bench $(ARGS)

.PHONY: bench-login
bench-login: install-dev ## Report whether times tell which addresses have accounts (never fails)
	@exec $(MANAGE) bench_login $(ARGS)

# make search-eval FILE=judgments.csv; the file may also stand as a word of its own.
FILE ?= $(filter-out search-eval,$(MAKECMDGOALS))
.PHONY: search-eval
search-eval: install-dev ## Measure the search with graded products: make search-eval FILE=judged.csv
	@exec $(MANAGE) search_eval $(FILE) $(ARGS)

.PHONY: search-bench
search-bench: install-dev ## Report the database's time for searches, listings and filters
	@exec $(MANAGE) search_bench $(ARGS)

.PHONY: audit
audit: install-dev ## Measure every page: accessibility, weight, layout, keyboard, words (one table)
	@exec $(VENV)/python -m shop.tests.audit $(ARGS)

.PHONY: screenshots
screenshots: install-dev ## Picture every page, four widths, light and dark, with contact sheets
	@exec $(VENV)/python -m shop.tests.screenshots $(ARGS)

## Keep

.PHONY: messages
messages: install-dev ## Collect the marked texts into locale/, compile, say what is not translated
	@exec $(VENV)/python -m shop.translating

.PHONY: lock
lock: install-dev ## Pin the newest packages that requirements*.in allow, for all platforms
	@$(VENV)/uv pip compile --quiet --universal --generate-hashes --upgrade --custom-compile-command "make lock" --python-version 3.11 \
		-o requirements.txt requirements.in
	@$(VENV)/uv pip compile --quiet --universal --generate-hashes --upgrade --custom-compile-command "make lock" --python-version 3.11 \
		-o requirements-dev.txt requirements-dev.in
	@git --no-pager diff --stat -- requirements.txt requirements-dev.txt

.PHONY: clean
clean: ## Remove all that was made here: packages, database, pictures, secrets
	@$(PYTHON) -m shop.cleaning
