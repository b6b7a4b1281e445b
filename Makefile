# Every target makes its own .venv with the newest Python from 3.11 to 3.14 that it finds.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 \
	&& { echo $$python; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := $(VENV)/.built
TESTED := $(VENV)/.tested
DOCS := $(VENV)/.docs
KERNEL := $(shell find kernel -name target -prune -o -type f -print)
PYTEST_ARGS ?=
# What is tried on the current Django.
CURRENT_DJANGO := accounts acts hosting setup
# All of the office once more, with its rows in PostgreSQL.
ON_POSTGRESQL := $(BIN)/python tests/postgres.py $(BIN)/pytest
# Packages from the index; without a network one line, and pip's own words in a file.
install = $(BIN)/pip install --quiet --disable-pip-version-check --retries 2 --timeout 30 $(1) 2>$(VENV)/pip.log || { \
	echo "pip could not install $(1): is there a network? What pip says is in $(VENV)/pip.log" >&2; exit 2; }

.PHONY: demo looks test test-long django mutants check format package docs bench lock clean
.DEFAULT_GOAL := demo

$(READY): requirements.txt requirements-build.txt pyproject.toml setup.py
	@test -n "$(PYTHON)" || { echo "Hustings needs a Python from 3.11 to 3.14, and none was found."; \
		echo "Debian, Ubuntu:  sudo apt-get install python3 python3-venv"; \
		echo "macOS:           brew install python@3.13"; \
		echo "Windows:         winget install Python.Python.3.13"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module with pip."; \
		echo "Debian, Ubuntu:  sudo apt-get install python3-venv"; exit 2; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (once; a minute or two)"
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(call install,-r requirements.txt -r requirements-build.txt)
	@$(call install,--no-build-isolation --no-deps --editable .)
	@$(BIN)/python -m compileall -q src  # so that the first command takes no longer than the next
	@$(BIN)/python kernel/build.py
	@touch $@ $(BUILT)

# What tests and checks need besides.
$(TESTED): $(READY) requirements-dev.txt
	@echo "Adding what tests and checks need (once)"
	@$(call install,-r requirements-dev.txt)
	@touch $@

# The compiled counter again, when its source has changed.
$(BUILT): $(READY) $(KERNEL)
	@$(BIN)/python kernel/build.py
	@touch $@

demo: $(BUILT)
	@$(BIN)/hustings demo $(DEMO_ARGS)

test: $(BUILT) $(TESTED) $(DOCS)
	@sh tests/chromium.sh
	@sh tests/servers.sh
	@$(BIN)/pytest -m "not long" -n auto $(PYTEST_ARGS)
	@$(if $(PYTEST_ARGS),,$(ON_POSTGRESQL) tests/office -m "not long" -n auto)

test-long: $(BUILT) $(TESTED) $(DOCS)
	@sh tests/chromium.sh
	@sh tests/servers.sh
	@$(BIN)/pytest -n auto --hypothesis-profile=long $(PYTEST_ARGS)
	@$(if $(PYTEST_ARGS),,$(ON_POSTGRESQL) tests/office -n auto)

# Some of the office's tests on the current Django, where there is a Python for it.
django: $(BUILT)
	@sh tests/current_django.sh -m "not long" $(CURRENT_DJANGO:%=tests/office/test_%.py)

# Pictures of every page in every phase, to look at: build/looks. LOOKS="voting index" makes only some.
looks: $(BUILT) $(TESTED)
	@sh tests/chromium.sh
	@$(BIN)/python tests/looks.py $(LOOKS)

check: $(BUILT) $(TESTED)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python kernel/build.py --check

format: $(TESTED)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/python kernel/build.py --format

$(DOCS): $(READY) requirements-docs.txt
	@echo "Adding what the documentation is built with (once)"
	@$(call install,-r requirements-docs.txt)
	@touch $@

# The documentation as a site, in build/docs. A warning or a broken link is an error.
docs: $(BUILT) $(TESTED) $(DOCS)
	@$(BIN)/sphinx-build -q -W --keep-going -c docs/_sphinx -d build/doctrees docs build/docs
	@$(BIN)/python docs/_sphinx/links.py build/docs
	@echo "The documentation is in build/docs; open build/docs/index.html."

# Wheel and source package in build/dist, tried in an empty environment outside this folder.
package: $(BUILT) $(TESTED)
	@$(BIN)/python packaging/try_wheel.py

# Planted faults that the tests must notice: an hour or more.
mutants: $(BUILT)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-mutants.txt
	@$(BIN)/python mutants/run.py $(MUTANTS_ARGS)

bench: $(BUILT) $(TESTED)
	@$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

# The hashes of every pinned package, after a version in requirements*.txt was changed.
lock:
	@test -x $(BIN)/pip || { echo "There is no $(VENV) yet: run make test first"; exit 2; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@for file in requirements*.txt; do python=3.11; [ $$file != requirements-django.txt ] || python=3.12; \
		head -1 $$file >$(VENV)/lock.txt && \
		sed '/--hash/d; s/ \\$$//' $$file >$(VENV)/pins.txt && \
		$(BIN)/uv pip compile --quiet --universal --python-version $$python --no-deps --generate-hashes --no-header \
			--no-annotate --no-emit-index-url $(VENV)/pins.txt >>$(VENV)/lock.txt && mv $(VENV)/lock.txt $$file; done

clean:
	rm -rf $(VENV) build demo-site kernel/target src/hustings/kernel/_kernel*.so
