# Two commands on a fresh machine: `make demo` and `make test`. Both do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
# Two locks, one environment: what the product runs with, and what its tests and checks need beside it.
READY := $(VENV)/ready
READY_DEV := $(VENV)/ready-dev

.PHONY: demo test score fuzz forged chaos check coverage format lock postgres clean edits

demo: $(READY)
	$(BIN)/hoinghi demo $(ARGS)

test: $(READY_DEV)
	$(BIN)/pytest -n 2 --dist loadfile

# How good it is: every score beside the committed one, every input that changed; fails where one is lower.
# ARGS="plans -v" for some sets and why inputs are not right; ARGS=--keep writes what is to be committed.
score: $(READY_DEV)
	$(BIN)/python -m tests.accuracy $(ARGS)

# Broadcasts while everything breaks; about six seconds a seed. `make test` plays four.
SEEDS ?= 150
chaos: $(READY_DEV)
	$(BIN)/python -m tests.chaos --seeds $(SEEDS)
	$(BIN)/python -m tests.chaos --seeds 10 --first 1001 --postgres

# Twenty thousand mutated plans through the reader, as many jumbled questions; `make test` does a part of both.
fuzz: $(READY_DEV)
	MUTATED_PLANS=20000 $(BIN)/pytest -n 2 -k thousands tests/handlers/reading/test_hostile_text.py
	FUZZED_QUESTIONS=20000 $(BIN)/pytest -n 0 -k jumbled tests/handlers/test_answers.py

# Ten thousand presses forged and replayed by people they were not made for; `make test` plays some hundreds.
forged: $(READY_DEV)
	FORGED_PRESSES=10000 $(BIN)/pytest -n 0 tests/handlers/test_rights_matrix.py

check: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Ten thousand people edit head counts at once; fails where one edit is lost.
edits: $(READY_DEV)
	$(BIN)/python -m tests.benchmarks.edits 10000

format: $(READY_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# How much of the product the suite runs through, processes that tests start included. ARGS names some tests.
coverage: $(READY_DEV)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist loadfile $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --sort cover

# Adds the driver that a DATABASE_URL of PostgreSQL needs, as the development lock pins it.
postgres: $(READY)
	$(PIP) --constraint requirements-dev.lock "psycopg[binary]"

# Without byte code: a demo imports a third of it, and writes that itself. The lock's own pip goes first.
$(READY): export PYTHONDONTWRITEBYTECODE = 1
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	sed -n '/^pip==/,/[0-9a-f]$$/p' requirements.lock | $(PIP) --no-compile --require-hashes --requirement /dev/stdin
	$(PIP) --no-compile --require-hashes --requirement requirements.lock
	PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	$(PIP) --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m compileall -q -j 2 $(VENV)/lib
	touch $@

# Pins every dependency with its hash; names no registry. The development lock holds the other one whole.
COMPILE := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --build-deps-for editable \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra postgres --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info demo-data .mypy_cache .ruff_cache .pytest_cache
