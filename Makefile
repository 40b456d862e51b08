# make doctor REPO=path   what pipeline-doctor says of a repo (default: one that fails)
# make simulate REPO=path APP=publish SCENARIO=release
#                         what an app would do, in order, without doing it
# make simulate REPO=path EVENT=tag
#                         the same of CI on an event
# make test               style, types and all tests
# make bench              wall time and memory, side by side with yamllint; hostile inputs
# make lock               pins the dependencies anew (needs uv)
#
# PYTHON=python3.13 chooses the interpreter, VENV=folder where its packages go.

PYTHON ?= python3
VENV ?= .venv
REPO ?= tests/fixtures/breaks/talkative
APP ?= is-released
SCENARIO ?= bare

.PHONY: doctor simulate test bench lock

doctor: $(VENV)/run
	@$(VENV)/bin/python -m doctor $(REPO) || { status=$$?; \
	  echo; echo "Exit status $$status (0: the contract is kept, 1: it is not, 2: wrong question)."; \
	  exit $$status; }

simulate: $(VENV)/run
	@$(VENV)/bin/python -m doctor simulate $(REPO) \
	  $(if $(EVENT),--event $(EVENT),$(APP) --scenario $(SCENARIO))

test: $(VENV)/test
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

bench: $(VENV)/test
	$(VENV)/bin/python -m bench.run

$(VENV)/run: requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/run
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

LOCK = uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --upgrade

lock:
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group test -c requirements/run.txt -o requirements/test.txt
