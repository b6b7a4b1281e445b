# Every target makes its own .venv with the newest Python from 3.11 to 3.14 that it finds.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 \
	&& { echo $$python; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := $(VENV)/.built
DOCS := $(VENV)/.docs
KERNEL := $(shell find kernel -name target -prune -o -type f -print)
PYTEST_ARGS ?=

.PHONY: demo test test-long check format bench docs clean
.DEFAULT_GOAL := demo

$(READY): requirements.txt requirements-dev.txt pyproject.toml setup.py
	@test -n "$(PYTHON)" || { echo "Hustings needs a Python from 3.11 to 3.14, and none was found."; \
		echo "Debian, Ubuntu:  sudo apt-get install python3 python3-venv"; \
		echo "macOS:           brew install python@3.13"; \
		echo "Windows:         winget install Python.Python.3.13"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module with pip."; \
		echo "Debian, Ubuntu:  sudo apt-get install python3-venv"; exit 2; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (once; a minute or two)"
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@$(BIN)/python kernel/build.py
	@touch $@ $(BUILT)

# The compiled counter again, when its source has changed.
$(BUILT): $(READY) $(KERNEL)
	@$(BIN)/python kernel/build.py
	@touch $@

demo: $(BUILT)
	@$(BIN)/hustings demo $(DEMO_ARGS)

test: $(BUILT) $(DOCS)
	@sh tests/chromium.sh
	@$(BIN)/pytest -m "not long" -n auto $(PYTEST_ARGS)

test-long: $(BUILT) $(DOCS)
	@sh tests/chromium.sh
	@$(BIN)/pytest -n auto --hypothesis-profile=long $(PYTEST_ARGS)

check: $(BUILT)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python kernel/build.py --check

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/python kernel/build.py --format

$(DOCS): $(READY) requirements-docs.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-docs.txt
	@touch $@

# The documentation as a site, in build/docs. A warning or a link that leads nowhere is an error.
docs: $(BUILT) $(DOCS)
	@$(BIN)/sphinx-build -q -W --keep-going -c docs/_sphinx -d build/doctrees docs build/docs
	@$(BIN)/python docs/_sphinx/links.py build/docs
	@echo "The documentation is in build/docs; open build/docs/index.html."

bench: $(BUILT)
	@$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

clean:
	rm -rf $(VENV) build demo-site kernel/target src/hustings/kernel/_kernel*.so
