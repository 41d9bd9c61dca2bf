# Two commands do everything on a machine with Python 3.11+ and make:
#   make run     set up, then the demo: a small city, two months of it, the list, the report, cases on the site
#   make test    set up, then every test
PYTHON ?= python3
BIN := .venv/bin
# A force's network often reads what is encrypted and signs it with a certificate of its own, which the machine knows.
CERTS := $(if $(wildcard /etc/ssl/cert.pem /etc/ssl/certs/*.crt /etc/pki/tls/certs/*.crt),--system-certs)
UV := $(BIN)/uv pip install --quiet $(CERTS) --python $(BIN)/python
DEMO := demo

# Containers often forbid Python to keep what it compiled: each process, of which the site has five and the tests have
# hundreds, would compile all that it reads anew, which takes it longer than all else until it begins.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-spark check format bench bench-identity bench-site proof drill docs pictures lock clean

run: .venv/site.done
	$(BIN)/v100 demo --out $(DEMO)

# A file's tests stay together, so that what they share is made once; in the order of the folders, slow ones first.
test: .venv/dev.done .venv/browser.done
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/spark tests

test-spark: .venv/spark.done # needs Java 17 or later; some ten minutes
	$(BIN)/pytest tests/spark

check: .venv/dev.done
	$(BIN)/ruff format --check src tests benchmarks proof drill docs
	$(BIN)/ruff check src tests benchmarks proof drill docs
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.done
	$(BIN)/ruff format src tests benchmarks proof drill docs
	$(BIN)/ruff check --fix src tests benchmarks proof drill docs

bench-site: .venv/dev.done # a quarter of an hour
	$(BIN)/python -m benchmarks.site

proof: .venv/dev.done # about three hours
	$(BIN)/python -m proof

bench: .venv/dev.done
	$(BIN)/python -m benchmarks

bench-identity: .venv/dev.done
	$(BIN)/python -m benchmarks.identity.city

drill: .venv/dev.done # half an hour; Linux
	$(BIN)/python -m drill

docs: .venv/dev.done
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "Open site/index.html"

pictures: .venv/dev.done .venv/browser.done
	$(BIN)/python -m docs.pictures

lock: .venv/run.done
	for name in setup run dev spark; do \
	  $(BIN)/uv pip compile --quiet $(CERTS) --universal --python-version 3.11 --generate-hashes --no-header \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean:
	rm -rf .venv $(DEMO) site src/v100/casework/pages/static/vendor

# The environment: pip brings uv (hash-locked), uv brings the rest (hash-locked).
.venv/setup.done: requirements/setup.txt
	@$(PYTHON) -c 'import sys; sys.exit("v100 needs Python 3.11 or later, this is " + sys.version.split()[0] + ": make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.txt
	touch $@

.venv/run.done: .venv/setup.done requirements/run.txt pyproject.toml
	$(UV) --require-hashes -r requirements/run.txt
	$(UV) --no-deps --no-build-isolation --editable .
	touch $@

# A browser for the tests of the site: the machine's, else Debian's where that can be installed, else Playwright's own.
.venv/browser.done: .venv/dev.done
	command -v chromium || command -v google-chrome \
	  || { command -v apt-get && [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -yq chromium; } \
	  || $(BIN)/playwright install chromium
	touch $@

# What the pages of the site need, by npm from a lock file.
ASSETS := src/v100/casework/assets
.venv/site.done: .venv/run.done $(ASSETS)/package-lock.json $(ASSETS)/build.py
	$(BIN)/python -m v100.casework.assets.build
	touch $@

.venv/dev.done: .venv/site.done requirements/dev.txt
	$(UV) --require-hashes -r requirements/dev.txt
	touch $@

# Spark, to test that it says the same. Java comes first: without it nothing of this half gigabyte would run.
.venv/spark.done: .venv/dev.done requirements/spark.txt
	$(BIN)/python -c 'from v100 import spark; spark.need_java()'
	$(UV) --no-build-isolation --require-hashes -r requirements/spark.txt
	touch $@
