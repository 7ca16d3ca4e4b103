# Everything runs in a virtual environment of the project's own; the first run of a target sets up what it needs.
# Only setting up needs the network. Choose the interpreter with `make PYTHON=python3.12 ...`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST_ARGS ?= -n auto
FUZZ_MINUTES ?= 5

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench fuzz mutation setup wheelhouse clean distclean

help:
	@echo "make demo   check the example register"
	@echo "make test   run every test (with CI=true: the linters too)"
	@echo "make lint   ruff, mypy, the import contracts and the documentation"
	@echo "make docs   build the documentation into site/"
	@echo "make bench  run the benchmarks"
	@echo "make fuzz   give every reader broken and hostile input, for FUZZ_MINUTES (5)"
	@echo "make mutation  change the rules one thing at a time: the cases must notice"
	@echo "make setup  prepare all that the tests need, so that they run without the network"
	@echo "make clean  remove what was built; distclean also removes $(VENV)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The stamps say for which pyproject.toml an environment was made.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

# Dependency groups (PEP 735) need pip 25.1.
$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable '.[all]' --group dev
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: $(VENV)/.dev
	$(PIP) install --group bench
	@touch $@

# Where atheris has no wheel this installs nothing, and inputs are made by chance alone.
$(VENV)/.fuzz: $(VENV)/.dev
	$(PIP) install --group fuzz
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

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

docs: $(VENV)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.fuzz
	$(BIN)/python -m fuzz run --minutes $(FUZZ_MINUTES)

# Every mutant of the packs must be noticed, and every atom of their conditions be shown from all sides.
mutation: $(VENV)/.dev
	$(BIN)/qd85 test rules --coverage --mutate --fail-under 100 --lang en

setup: $(VENV)/.dev wheelhouse

# Fast when nothing changed; run each time, because an interpreter may have been installed since.
wheelhouse: $(VENV)/.dev
	@$(BIN)/python scripts/wheelhouse.py

clean:
	rm -rf build dist site .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

distclean: clean
	rm -rf $(VENV)
