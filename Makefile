# Plumbline 准绳. `make` alone lists the targets. Needs git, make and Python >= 3.11; everything else goes into .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Workers on SQLite; the checks, then PostgreSQL, go on beside them. One more than the two cores: a test that waits for a
# process, a page or a disk leaves its core to another, but each worker reads every test and the packs for itself.
JOBS ?= 3

# The newest suitable Python, the system's before others of PATH: it was built with its optimizations, while one that a
# version manager built takes up to half as long again for everything. PYTHON=... names another. A name may be there and
# not run (a version manager's shim), so each is asked for its version.
NAMES := python3.13 python3.12 python3.11 python3.14 python3 python
PYTHON ?= $(shell for name in $(addprefix /usr/bin/,$(NAMES)) $(NAMES); do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$name"; break; }; done)

# uv trusts the certificates of this machine, as Python does, takes pip's index if one is set, and downloads no Python.
export UV_SYSTEM_CERTS ?= 1
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)
# Bytecode is written where it is first needed, also where Python is told not to: three modules in four never are, and
# compiling all of them took half of the setup.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME CONDA_PREFIX PYTHONDONTWRITEBYTECODE
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif

CATALOGUES := $(wildcard src/plumbline/site/locale/*/LC_MESSAGES/plumbline.po)
COMPILED := $(CATALOGUES:.po=.mo)
# Django looks for a catalogue under its own names; it is the same one.
DJANGO_COMPILED := src/plumbline/site/locale/zh_Hans/LC_MESSAGES/django.mo
# What pages load is built from the packages of package-lock.json; the manifest is written last.
BUILT := src/plumbline/site/static/build/manifest.json
# The words of the finder of names come from a dictionary among those packages, so it is made after them.
WORDS := src/plumbline/core/disclosure/words.txt
FRONTEND := package.json package-lock.json tools/frontend.py $(shell find frontend -type f)

.PHONY: help setup demo demo-check test check fix generated bench drill lock clean python-there

help: ## list the targets
	@echo "Plumbline 准绳: law as data, checked from the command line."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20
	@echo
	@echo "First time: make demo. Another Python: make PYTHON=/path/to/python3.12 setup."

setup: $(READY) $(COMPILED) $(DJANGO_COMPILED) $(BUILT) $(WORDS) ## make .venv and the front end from the hashed locks (nothing to do when they fit)

$(READY): requirements.lock requirements-dev.lock pyproject.toml tools/bootstrap.py tools/uv-wheels.txt | python-there
	@$(PYTHON) tools/bootstrap.py $(VENV)
	@index=$$($(PYTHON) tools/bootstrap.py --print-index); \
	 if [ -n "$$index" ]; then UV_DEFAULT_INDEX=$$index; export UV_DEFAULT_INDEX; fi; \
	 $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock requirements-dev.lock && \
	 $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline --editable .
	@touch $@
	@echo "ready: $(BIN)/plumbline --help"

python-there:
	@test -n "$(PYTHON)" || { \
	 echo "error: no Python 3.11 or newer" >&2; \
	 echo "  Debian 12, Ubuntu 24.04 and newer: apt-get install python3 (no venv or pip package is needed)" >&2; \
	 echo "  or name one: make PYTHON=/path/to/python3.12 setup" >&2; exit 2; }

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(DJANGO_COMPILED): src/plumbline/site/locale/zh_CN/LC_MESSAGES/plumbline.po | $(READY)
	@mkdir -p $(@D)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(BUILT): $(FRONTEND) | $(READY)
	@$(BIN)/python tools/frontend.py build

$(WORDS): package-lock.json tools/ordinary_words.py | $(BUILT)
	@$(BIN)/python tools/frontend.py words

demo: setup ## a fictional district at its desk, on this machine alone; stop with Ctrl-C
	@$(BIN)/plumbline serve --demo

demo-check: setup ## judge the records of a synthetic district and show where the report lies
	@$(BIN)/plumbline demo

test: export PLUMBLINE_PACKAGES := tests
test: setup ## the checks and all tests on two cores
	@$(BIN)/python tools/frontend.py tests
	@$(BIN)/python -m compileall -q -j 2 src tests/builders
	@PLUMBLINE_BROWSER=required $(BIN)/python tools/all_tests.py --jobs $(JOBS)

check: setup ## lint, types, layers, sizes, locks, drift of generated files
	@$(BIN)/python tools/check.py

fix: setup ## mend what can be mended by itself: format, imports, generated files
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python tools/generated.py

generated: setup ## write the generated files again
	@$(BIN)/python tools/generated.py

bench: setup ## measure speed and memory, as ratios in one run
	@$(BIN)/python tools/run_all.py 'bench/*/run.py'

drill: setup ## the full counts that do not fit into make test; keeps the output in docs/drills/
	@$(BIN)/python tools/run_all.py --keep docs/drills 'tools/drill/*.py'

lock: setup ## write the lock files again; UPGRADE=1 takes the newest versions allowed
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean: ## remove .venv, caches and build output
	rm -rf $(VENV) node_modules src/plumbline/site/static/build src/plumbline/site/templates/_icons build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	rm -f $(WORDS)
	find src -name '*.mo' -delete
