# Python 3.11, make and pip are all that is needed: each target sets up what it needs in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CLUSTER ?= tests/engines tests/shared
export PYTHONUTF8 := 1
# Where the machine says so, each process would compile all it imports, anew: seconds of each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo serve test shared cluster check fmt bench quality prove docs pictures examples lock clean
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.user: requirements/user.txt pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" sh tools/setup.sh user

.venv/.dev: requirements/dev.txt pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev

demo: .venv/.user  ## simulate a market of 50 000 mentions, study it, say how far from the truth
	@sh tools/demo.sh

serve: .venv/.user  ## the web hub with a believable organisation, in out/hub, until Ctrl-C
	$(BIN)/parvis serve --demo --home "$${PARVIS_HOME:-out/hub}" --port $${PORT:-8000}

test: .venv/.dev  ## the tests that need pip alone; prints what was left out
	$(BIN)/pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "not shared and not cluster and not pages"

shared: .venv/.dev  ## the checks on the real data beside the project
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "shared and not cluster" tests/shared

cluster: .venv/.cluster/ready  ## the checks on a cluster: a real Spark (needs Java 17), the whole stream (needs ../shared/data)
	$(BIN)/pytest -q -m cluster $(CLUSTER)

check: .venv/.dev  ## style, types, walls between the rooms, locks, generated pages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/reference.py --check

fmt: .venv/.dev  ## format and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: .venv/.dev  ## write the generated pages of docs/reference, run every example in the docs
	$(BIN)/python tools/reference.py
	$(BIN)/pytest -q docs README.md README.fr.md tests/docs

.venv/.cluster/ready: .venv/.dev requirements/cluster.txt tools/cluster.sh
	@sh tools/cluster.sh

.venv/.bench: .venv/.dev requirements/bench.txt
	@PYTHON="$(PYTHON)" sh tools/setup.sh bench

bench: .venv/.bench  ## where the time and memory of a study go; how soon queries are matched; how fast the lake takes mentions (needs ../shared/data)
	$(BIN)/python benchmarks/study.py
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/noise.py
	$(BIN)/python benchmarks/enrich.py
	$(BIN)/python benchmarks/lake.py
	$(BIN)/python benchmarks/listening.py
	$(BIN)/python benchmarks/fetching.py
	$(BIN)/python benchmarks/editor.py

quality: .venv/.dev  ## how well posts are read, against the floors (needs ../shared/data)
	$(BIN)/python tools/quality.py --data ../shared/data --without $(WITHOUT)

pictures: .venv/.dev  ## take the pictures of docs/tutorials anew (needs Chromium)
	PARVIS_PICTURES=1 $(BIN)/pytest -q -n 0 tests/hub/browser -k tutorial

examples: .venv/.user  ## run every study in examples/ (needs ../shared/data)
	@sh tools/examples.sh

prove: .venv/.bench .venv/.cluster/ready  ## the long proofs, in full; their dated output is kept in benchmarks/proofs
	$(BIN)/python benchmarks/prove.py

lock:  ## write the lock files anew from pyproject.toml
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --no-emit-index-url --custom-compile-command "make lock" --extra reports --extra hub --group build pyproject.toml -o requirements/user.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --no-emit-index-url --custom-compile-command "make lock" -c requirements/user.txt --extra hub --extra reports --extra models --extra spark \
	  --group build --group test --group check --group train pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --no-emit-index-url --custom-compile-command "make lock" -c requirements/dev.txt \
	  --group build --group bench pyproject.toml -o requirements/bench.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --no-emit-index-url --custom-compile-command "make lock" --group cluster -o requirements/cluster.txt

clean:  ## remove what was made, the virtual environment too
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
