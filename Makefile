# make doctor REPO=path   what pipeline-doctor says of a repo (default: one that fails)
# make simulate REPO=path APP=publish SCENARIO=release
#                         what an app would do, in order, without doing it
# make simulate REPO=path EVENT=tag
#                         the same of CI on an event
# make fleet REPOS=path   the same of all repos below a folder, or in a list file
# make picture            the page that README.md shows (needs chromium)
# make test               style, types and all tests
# make tools              builds the registries and their clients that the tests drive (Go, npm)
# make bench              wall time and memory, side by side with yamllint; hostile inputs; pushes
# make lock               pins the dependencies anew (needs uv)
#
# PYTHON=python3.13 chooses the interpreter, VENV=folder where its packages go.

PYTHON ?= python3
VENV ?= .venv
REPO ?= tests/fixtures/breaks/talkative
REPOS ?= tests/fixtures
APP ?= is-released
SCENARIO ?= bare

.PHONY: doctor simulate fleet picture test tools bench lock

doctor: $(VENV)/run
	@$(VENV)/bin/python -m doctor $(REPO) || { status=$$?; \
	  echo; echo "Exit status $$status (0: the contract is kept, 1: it is not, 2: wrong question)."; \
	  exit $$status; }

simulate: $(VENV)/run
	@$(VENV)/bin/python -m doctor simulate $(REPO) \
	  $(if $(EVENT),--event $(EVENT),$(APP) --scenario $(SCENARIO))

fleet: $(VENV)/run
	@$(VENV)/bin/python -m doctor fleet $(REPOS) || { status=$$?; \
	  echo; echo "Exit status $$status (0: all keep the contract, 1: some don't, 3: some were not audited)."; \
	  exit $$status; }

picture: $(VENV)/run
	mkdir -p build
	-$(VENV)/bin/python -m doctor fleet tests/fixtures/breaks --write json=build/earlier.json >/dev/null
	-$(VENV)/bin/python -m doctor fleet tests/fixtures --older build/earlier.json \
	  --write html=build/page.html >/dev/null
	chromium --headless --no-sandbox --disable-gpu --window-size=1100,1300 \
	  --screenshot=bench/fleet.png file://$(CURDIR)/build/page.html

test: $(VENV)/test tools
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest $(TESTS)

bench: $(VENV)/test tools
	$(VENV)/bin/python -m bench.run
	$(VENV)/bin/python -m bench.push
	$(VENV)/bin/python -m bench.fleet
	$(VENV)/bin/python -m bench.publish

$(VENV)/run: requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/run
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Built once, for all Pythons; what is built where is pinned by a go.sum or a package-lock.json.
PINS = tests/publish/tools

# Without Go (1.21 or newer, which fetches the one that is pinned) or npm, the tests that drive
# what they build say so; in CI they fail.
ifneq ($(shell go env GOTOOLCHAIN 2>/dev/null),)
BUILT = .tools/clients .tools/gitea
endif
ifneq ($(shell command -v npm),)
BUILT += .tools/npm/node_modules/.package-lock.json
endif

tools: $(BUILT)

.tools/clients: export CGO_ENABLED = 0
.tools/clients: $(PINS)/go.mod $(PINS)/go.sum
	cd $(PINS) && go build -trimpath -ldflags='-s -w' -o $(CURDIR)/.tools/bin/ tool
	@touch $@

# Beside the program, what it reads at run time: its module has it, uncompiled.
.tools/gitea: $(PINS)/gitea/go.mod $(PINS)/gitea/go.sum
	cd $(PINS)/gitea && go build -trimpath -ldflags='-s -w' -tags 'sqlite sqlite_unlock_notify' \
	  -o $(CURDIR)/.tools/bin/ tool
	rm -rf $@ && mkdir -p $@
	cd $(PINS)/gitea && source=$$(go list -m -f '{{.Dir}}' code.gitea.io/gitea) && \
	  cp -r --no-preserve=mode "$$source/options" "$$source/templates" $(CURDIR)/$@
	@touch $@

# npm ci empties node_modules, and this is the last file that it writes there.
.tools/npm/node_modules/.package-lock.json: $(PINS)/npm/package.json $(PINS)/npm/package-lock.json
	mkdir -p .tools/npm .tools/bin
	cp $^ .tools/npm
	cd .tools/npm && npm ci --ignore-scripts --no-audit --no-fund
	ln -sf ../npm/node_modules/.bin/markdownlint-cli2 ../npm/node_modules/.bin/verdaccio .tools/bin/
	@touch $@

LOCK = uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --upgrade

lock:
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group test -c requirements/run.txt -o requirements/test.txt
