# Two commands do everything on a fresh machine: `make import` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := apt-get install --yes --no-install-recommends

.PHONY: import test check bench soak fuzz samples extras ocr browser office lock clean

import: $(VENV)/.core  ## Install what is needed and import data/raw into data/out
	$(BIN)/styrdata import data/raw --out data/out

test: $(VENV)/.extras check  ## Install what is needed, check style and types, run all tests
	$(BIN)/pytest

check: $(VENV)/.extras
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

extras: $(VENV)/.extras  ## Install the tools for analysts, OCR's Python side, clusters and development

bench: $(VENV)/.extras  ## Measure speed and memory, as ratios
	$(BIN)/python -m bench

soak: $(VENV)/.extras  ## The tests that take minutes
	$(BIN)/pytest -m soak

fuzz: $(VENV)/.extras  ## Some thousand damaged files
	STYRDATA_FUZZ=3000 $(BIN)/pytest tests/test_fuzz.py

samples: $(VENV)/.extras  ## Write the sample plans of data/raw again
	PYTHONPATH=tests $(BIN)/python -m generator --out data/raw

ocr:  ## System packages that read scanned pages
	apt-get update
	$(APT) tesseract-ocr tesseract-ocr-swe ghostscript

browser:  ## A headless browser for the tests of `styrdata serve`
	apt-get update
	$(APT) chromium

office:  ## What `make samples` prints PDFs with
	apt-get update
	$(APT) libreoffice-writer-nogui chromium fonts-liberation

lock: $(VENV)/.extras  ## Pin the newest allowed versions, with hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --group build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install -qq --no-deps --no-build-isolation --editable . 2>$(VENV)/install.log || { cat $(VENV)/install.log; exit 1; }
	touch $@

$(VENV)/.extras: requirements-dev.lock $(VENV)/.core
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@
