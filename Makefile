# Everything from a bare machine: Python 3.11 or newer and make are enough.
# `make help` lists what there is. Set-up speaks on stderr and only when there is something to set up, so
# `echo "mag ik die fles wijn houden" | make run` gives the answer and nothing else on stdout.

MAKEFLAGS += --silent --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV  := .venv
BIN   := $(VENV)/bin
PY    := $(BIN)/python
UV    := 0.13.9

# The first interpreter that is new enough; `make PYTHON=/path/to/python3.12 ...` overrules it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

# A venv holds absolute paths: in a copied or moved folder it is made anew. So it is when its interpreter is gone.
HERE  := $(shell pwd | cksum | cut -d' ' -f1)
READY := $(VENV)/.made-$(HERE)
ifeq ($(wildcard $(PY)),)
.PHONY: $(READY)
endif

# Labelled questions to measure with. They stand outside the repository, so that nothing is learned from them.
QUESTIONS ?= $(firstword $(wildcard ../shared/questions/ontwikkelset.jsonl))

PIP := $(PY) -m pip -qq --disable-pip-version-check --no-input install --no-warn-script-location

.PHONY: help run install test test-slow promises check format schema quality lock clean

help:  ## this list
	sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r what does; do \
		printf '%-18s %s\n' "$$what" "$$does"; done

run: $(VENV)/.runtime  ## start the bot: Telegram with a token, otherwise a chat in this terminal
	exec $(BIN)/wegwijzer run

install: $(VENV)/.runtime  ## set up, without starting

test: check  ## all checks and all quick tests
	$(PY) -m pytest -m "not slow"

test-slow: $(VENV)/.dev  ## the tests that take seconds: crashes, processes, all paths
	$(PY) -m pytest -m slow --timeout 300 || { code=$$?; [ $$code -eq 5 ] || exit $$code; }   # 5: there are none

promises: $(VENV)/.dev  ## what the bot promises people about their words, proved: docs/beheer/beloften.md
	$(PY) -m pytest -m belofte --timeout 300

check: $(VENV)/.dev  ## format, lint, types, import contracts, content
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/wegwijzer check --matching

format: $(VENV)/.dev  ## put the code in its one form
	$(PY) -m ruff check --fix-only --select I,UP .
	$(PY) -m ruff format .

schema: $(VENV)/.runtime  ## remake docs/schema, by which editors check content files
	$(BIN)/wegwijzer schema docs/schema

quality: $(VENV)/.runtime  ## measure how well questions find their norm and remake docs/kwaliteit.md (QUESTIONS=file)
	[ -n "$(QUESTIONS)" ] || { echo "Met welke vragen? Typ: make quality QUESTIONS=vragen.jsonl" >&2; exit 1; }
	$(BIN)/wegwijzer evaluate "$(QUESTIONS)" --typos 2 --page docs/kwaliteit.md

lock: $(VENV)/.lock  ## remake requirements.lock and requirements-dev.lock from pyproject.toml
	set -e; compile() { \
		$(BIN)/uv pip compile pyproject.toml --quiet --no-config --upgrade --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$$@"; }; \
	compile --group pyproject.toml:build --group pyproject.toml:dev --output-file requirements-dev.lock >/dev/null; \
	compile --group pyproject.toml:build --constraint requirements-dev.lock --output-file requirements.lock >/dev/null

clean:  ## remove what make made; your settings and data stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +


$(READY):
	[ -n "$(PYTHON)" ] || { echo "Python 3.11 of nieuwer is nodig, maar is hier niet gevonden. Installeer het en probeer opnieuw." >&2; exit 1; }
	echo "Even geduld: de omgeving wordt klaargezet (alleen de eerste keer) ..." >&2
	$(PYTHON) -m venv --clear $(VENV) </dev/null >&2 \
		|| { echo "De venv-module van Python ontbreekt. Op Debian of Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	touch $@

# The dev set holds the runtime set in the same versions, so installing it makes both ready.
$(VENV)/.runtime: $(READY) requirements.lock pyproject.toml
	$(PIP) --prefer-binary --require-hashes -r requirements.lock </dev/null >&2
	$(PIP) --no-deps --no-build-isolation --editable . </dev/null >&2
	touch $@

$(VENV)/.dev: $(READY) requirements-dev.lock pyproject.toml
	$(PIP) --prefer-binary --require-hashes -r requirements-dev.lock </dev/null >&2
	$(PIP) --no-deps --no-build-isolation --editable . </dev/null >&2
	touch $(VENV)/.runtime $@

$(VENV)/.lock: $(READY)
	$(PIP) "uv==$(UV)" </dev/null >&2
	touch $@
