# Everything runs in a virtual environment of the project's own; the first run of a target sets up what it needs.
# Only setting up needs the network. Choose the interpreter with `make PYTHON=python3.12 ...`.
#
# What is installed is what constraints.txt pins (`DEPENDENCIES=locked`), in isolated builds as well: pip up to 25.2 reads
# the first of the two variables there, later ones the second. `latest` pins nothing, `lowest` what pyproject.toml bounds.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export DEPENDENCIES ?= locked
CONSTRAINTS_locked := constraints.txt
CONSTRAINTS_lowest := build/lowest.txt
CONSTRAINTS := $(CONSTRAINTS_$(DEPENDENCIES))
PINNED := $(if $(CONSTRAINTS),PIP_CONSTRAINT=$(CONSTRAINTS) PIP_BUILD_CONSTRAINT=$(CONSTRAINTS))
PIP := $(PINNED) $(BIN)/python -m pip --quiet --disable-pip-version-check
# Linters run in the pinned environment alone, and mypy asks for a newer pathspec than the library.
GROUPS := $(if $(filter lowest,$(DEPENDENCIES)),--group docs --group test,--group dev)
LOWEST_PYTHON ?= python3.11
UV := .venv-lock/bin/uv
PYTEST_ARGS ?= -n auto
FUZZ_MINUTES ?= 5
ORACLE_STACKS ?= 10000
ORACLE_SEED ?= 1
MUTATION_CODE_ARGS ?= --mutants 190 --seed 1
VERSION ?= $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
DATE ?= $(shell date +%F)

.DEFAULT_GOAL := help
.PHONY: help demo test test-latest test-lowest lint docs map bench fuzz oracle fields mutation mutation-code changelog dist setup wheelhouse lock clean distclean

help:
	@echo "make demo   check the example register"
	@echo "make test   run every test (with CI=true: the linters too)"
	@echo "make test-latest  run them with the newest release of everything, in .venv-latest"
	@echo "make test-lowest  run them with the oldest run-time dependencies that are allowed, in .venv-lowest"
	@echo "make lint   ruff, mypy, the import contracts and the documentation"
	@echo "make docs   build the documentation into site/"
	@echo "make map    draw the map of the rooms, and tell how large they are"
	@echo "make bench  run the benchmarks"
	@echo "make fields write what follows from the table of fields: the model of the account, the tables of its page"
	@echo "make oracle hold random packs against an oracle, ORACLE_STACKS (10000) from ORACLE_SEED (1)"
	@echo "make fuzz   give every reader broken and hostile input, for FUZZ_MINUTES (5)"
	@echo "make mutation  change the rules one thing at a time: the cases must notice"
	@echo "make mutation-code  change the code one thing at a time, MUTATION_CODE_ARGS: the tests must notice"
	@echo "make changelog  gather the fragments of changelog.d/ into CHANGELOG.md, for a release"
	@echo "make dist   build what is released: a source archive and a wheel"
	@echo "make setup  prepare all that the tests need, so that they run without the network"
	@echo "make wheelhouse  prepare the wheels that tests install into empty environments (part of setup)"
	@echo "make lock   write constraints.txt anew, with the newest releases that pyproject.toml allows"
	@echo "make clean  remove what was built; distclean also removes the environments"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The stamps say for which pyproject.toml and which pins an environment was made.
$(VENV)/.runtime: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

# Dependency groups (PEP 735) need pip 25.1.
$(VENV)/.dev: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable '.[all]' $(GROUPS)
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: $(VENV)/.dev
	$(PIP) install --group bench
	@touch $@

# Where atheris has no wheel this installs nothing, and inputs are made by chance alone.
$(VENV)/.fuzz: $(VENV)/.dev
	$(PIP) install --group fuzz
	@touch $@

$(VENV)/.mutation: $(VENV)/.dev
	$(PIP) install --group mutation
	@touch $@

# The example register breaks rules on purpose, so exit code 1 is the one that is right.
demo: $(VENV)/.runtime
	@status=0; $(BIN)/qd85 check examples/register.yaml --as-of 2024-11-01 || status=$$?; \
	if [ $$status -ne 1 ]; then echo "make demo: expected exit code 1, got $$status" >&2; exit 1; fi

# pytest speaks last, so that its summary ends the output.
test: setup
	@status=0; \
	if [ "$(CI)" = true ]; then $(MAKE) --no-print-directory lint || status=1; fi; \
	$(BIN)/python -m pytest $(PYTEST_ARGS) || status=$$?; \
	exit $$status

# Made from nothing each time, because what is newest changes.
test-latest:
	rm -rf .venv-latest build/wheelhouse-latest
	$(MAKE) --no-print-directory DEPENDENCIES=latest VENV=.venv-latest test

# Old releases have wheels for the oldest Python only. The tools of the tests are the newest.
test-lowest:
	rm -rf .venv-lowest build/wheelhouse-lowest build/lowest.txt
	$(MAKE) --no-print-directory DEPENDENCIES=lowest PYTHON=$(LOWEST_PYTHON) VENV=.venv-lowest test

build/lowest.txt: pyproject.toml | $(UV)
	mkdir -p build
	$(UV) pip compile --quiet --python-version 3.11 --resolution lowest-direct --no-deps --all-extras \
		--no-header --no-annotate --output-file $@ pyproject.toml

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

docs: $(VENV)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

map: $(BIN)/python
	$(BIN)/python scripts/draw_map.py

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.fuzz
	$(BIN)/python -m fuzz run --minutes $(FUZZ_MINUTES)

oracle: $(VENV)/.dev
	nice -n 15 $(BIN)/python -m tests.oracle --stacks $(ORACLE_STACKS) --seed $(ORACLE_SEED)

# Every mutant of the packs must be noticed, and every atom of their conditions be shown from all sides.
mutation: $(VENV)/.dev
	$(BIN)/qd85 test rules --coverage --mutate --fail-under 100 --lang en

# Takes hours; what was tried is kept in build/, and a campaign that was stopped goes on.
mutation-code: $(VENV)/.mutation
	nice -n 15 $(BIN)/python scripts/mutate_code.py $(MUTATION_CODE_ARGS)

changelog: $(VENV)/.dev
	$(BIN)/python -m towncrier build --yes --version $(VERSION) --date $(DATE)

dist: $(VENV)/.dev
	$(BIN)/python -m hatchling build

setup: $(VENV)/.dev wheelhouse

# Fast when nothing changed; run each time, because an interpreter may have been installed since.
wheelhouse: $(VENV)/.dev
	@$(BIN)/python scripts/wheelhouse.py

# Not pinned: what writes the pins must work where they do not fit.
$(UV):
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --quiet --disable-pip-version-check install 'uv>=0.13'

fields: $(VENV)/.dev
	$(BIN)/python scripts/gen_fields.py

lock: $(UV)
	$(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --all-extras \
		--group build --group dev --group bench --group fuzz --group mutation --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command 'make lock' --output-file constraints.txt pyproject.toml

clean:
	rm -rf build dist site .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

distclean: clean
	rm -rf $(VENV) .venv-latest .venv-lowest .venv-lock
