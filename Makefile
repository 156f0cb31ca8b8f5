# Two commands on a fresh machine: `make demo` and `make test`. Both do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test score fuzz forged chaos check format lock clean edits

demo: $(READY)
	$(BIN)/hoinghi demo $(ARGS)

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

# How good it is: every score beside the committed one, every input that changed; fails where one is lower.
# ARGS="plans -v" for some sets and why inputs are not right; ARGS=--keep writes what is to be committed.
score: $(READY)
	$(BIN)/python -m tests.accuracy $(ARGS)

# Broadcasts while everything breaks; about six seconds a seed. `make test` plays twelve.
SEEDS ?= 150
chaos: $(READY)
	$(BIN)/python -m tests.chaos --seeds $(SEEDS)
	$(BIN)/python -m tests.chaos --seeds 10 --first 1001 --postgres

# Twenty thousand mutated plans through the reader, as many jumbled questions; `make test` does a part of both.
fuzz: $(READY)
	MUTATED_PLANS=20000 $(BIN)/pytest -n 2 -k thousands tests/handlers/reading/test_hostile_text.py
	FUZZED_QUESTIONS=20000 $(BIN)/pytest -n 0 -k jumbled tests/handlers/test_answers.py

# Ten thousand presses forged and replayed by people they were not made for; `make test` plays two thousand.
forged: $(READY)
	FORGED_PRESSES=10000 $(BIN)/pytest -n 0 -k forged_presses tests/handlers/test_rights_matrix.py

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Ten thousand people edit head counts at once; fails where one edit is lost.
edits: $(READY)
	$(BIN)/python -m tests.benchmarks.edits 10000

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Pins every dependency with its hash; names no registry.
lock:
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info demo-data .mypy_cache .ruff_cache .pytest_cache
