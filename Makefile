# Every command of the project is one word. `make help` lists them.
.DEFAULT_GOAL := help
VENV := .venv
PYTHON := $(VENV)/bin/python
RELEASE_PYTHON := .tools/publish/bin/python
export PYTHONPATH := src:.
export NO_MKDOCS_2_WARNING := 1
# There once `make adopt` moved the demo: the product's tests run over a copy with it.
ADOPTED := $(wildcard tests/sample)
export STACK README

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: requirements.lock
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: python3 --version"; exit 1; }
	@echo "installing the locked packages into $(VENV) ..." >&2
	@python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

run: $(VENV)/.installed ## run site, API, database and mailbox at http://127.0.0.1:8000 (PORT changes it)
	@$(PYTHON) -m local

chat-demo: $(VENV)/.installed ## send a realistic chat to the running center, three times: one mail (PROVIDER=tawk)
	@$(PYTHON) -m local.chat_demo

operator: $(VENV)/.installed ## run an operator's command: ARGS="--local transcripts list-failed"
	@$(PYTHON) -m operations $(ARGS)

cost: $(VENV)/.installed ## tell what a month costs on AWS (INQUIRIES=10000 VISITS=100000)
	@$(PYTHON) -m costs $(if $(INQUIRIES),--inquiries $(INQUIRIES)) $(if $(VISITS),--visits $(VISITS))

gaps: $(VENV)/.installed ## print what writers should write next, of the running center or TABLE_NAME's (ARGS="--days 7")
	@$(PYTHON) -m operations $(if $(TABLE_NAME),,--local) gaps report $(ARGS)

build/facts.json: $(VENV)/.installed center.yml $(wildcard publishing/facts/*)
	@$(PYTHON) -m publishing.facts
	@touch $@

check: $(VENV)/.installed build/facts.json ## tell everything on the pages that would mislead a visitor
	@$(if $(GITHUB_ACTIONS),echo "::add-matcher::.github/problems.json")
	@$(PYTHON) -m mkdocs build --strict
	@$(PYTHON) -m publishing.links
	@$(PYTHON) -m publishing.check $(if $(GITHUB_ACTIONS),--format github)

quality: $(VENV)/.installed ## print what make check finds as GitLab's code quality report
	@$(PYTHON) -m publishing.check --format gitlab

changes: $(VENV)/.installed ## tell in words what changes for visitors: make changes BASE=origin/main
	@$(PYTHON) -m publishing.changes $(if $(BASE),--base "$(BASE)")

comment: $(VENV)/.installed ## say what changes.md says in the merge request that GitLab tests (CHANGES_TOKEN, else nowhere)
	@$(PYTHON) -m publishing.changes.gitlab changes.md

new: $(VENV)/.installed build/facts.json ## begin a page in every language: make new KIND=article IN=mail TITLE="…" TITLE_EN="…"
	@$(PYTHON) -m publishing.archetypes "$(KIND)" --in "$(IN)" --name "$(NAME)" --title "$(TITLE)" --title-in "en=$(TITLE_EN)"

adopt: $(VENV)/.installed ## put a center of your own in the demo's place: it asks (ARGS="--answers file.yml" instead)
	@$(PYTHON) -m publishing.adoption $(ARGS)

preview: $(VENV)/.installed ## show the pages at http://127.0.0.1:8100 as you write (PORT changes it)
	@$(PYTHON) -m local.preview $(PORT)

upload: $(VENV)/.installed .tools/publish/.installed build/facts.json ## store the site beside what visitors see, to be published (STACK=help-center)
	@told="$$($(RELEASE_PYTHON) -m publishing.release environment)" && env $$told $(PYTHON) -m mkdocs build --strict
	@$(RELEASE_PYTHON) -m publishing.release upload

publish: $(VENV)/.installed .tools/publish/.installed build/facts.json ## build the site and let visitors see it, all at once (STACK=help-center)
	@told="$$($(RELEASE_PYTHON) -m publishing.release environment)" && env $$told $(PYTHON) -m mkdocs build --strict
	@$(RELEASE_PYTHON) -m publishing.release publish $(if $(DAILY),--daily)

parameters.yaml: # CI has them as a secret; people write them, or are asked by make deploy
	@test -n "$$PARAMETERS" || { echo "PARAMETERS is empty: the content of parameters.yaml belongs into this secret"; exit 1; }
	@printf '%s\n' "$$PARAMETERS" > $@

rollback: $(VENV)/.installed .tools/publish/.installed ## let visitors see the release before again (RELEASE=id for another; STACK=help-center)
	@$(RELEASE_PYTHON) -m publishing.release rollback $(if $(RELEASE),--release "$(RELEASE)")

releases: $(VENV)/.installed .tools/publish/.installed ## list what was published, and what visitors see (STACK=help-center)
	@$(RELEASE_PYTHON) -m publishing.release list

screenshots: $(VENV)/.installed build/facts.json ## make the screenshots of README again
	@$(PYTHON) -m screenshots

translated: $(VENV)/.installed build/facts.json ## mark a page as translated anew: make translated PAGE=docs/en/contact.md
	@$(PYTHON) -m publishing.translations $(if $(PAGE),mark $(PAGE),status)

publishing/proof/node_modules/.package-lock.json: publishing/proof/package-lock.json
	@npm ci --silent --no-audit --no-fund --prefix publishing/proof
	@touch $@

test: $(VENV)/.installed build/facts.json publishing/proof/node_modules/.package-lock.json ## run all tests
	@command -v chromium-headless-shell >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium-headless-shell fonts-noto-cjk >/dev/null; } || $(PYTHON) -m playwright install --only-shell chromium
	@$(if $(ADOPTED),$(PYTHON) -m publishing.adoption.sample && $(MAKE) -C build/product build/facts.json)
	@cd $(if $(ADOPTED),build/product,.) && $(PYTHON) -m pytest -n 2 --dist loadgroup
	@$(if $(ADOPTED),$(PYTHON) -m pytest tests/center)

soak: $(VENV)/.installed build/facts.json ## show what survives, at full size: PART=victim that part alone, AGAIN=1 though it was run
	@$(PYTHON) -m soak $(PART) $(if $(AGAIN),--again)

.tools/%/.installed: tools/%.txt
	@echo "installing $* into .tools/$* ..." >&2
	@python3 -m venv .tools/$*
	@.tools/$*/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

audit: $(VENV)/.installed .tools/audit/.installed ## scan code, packages and history for weaknesses (needs a package index)
	@.tools/audit/bin/bandit --quiet --recursive --configfile auditing/bandit.yml src functions operations publishing deployment local costs proofs auditing benchmarks screenshots soak
	@.tools/audit/bin/semgrep scan --test --metrics off --config auditing/rules.yml auditing/rules.py
	@.tools/audit/bin/semgrep scan --quiet --error --metrics off --disable-version-check --config auditing/rules.yml src functions
	@$(PYTHON) -m auditing.history
	@$(PYTHON) -m auditing.packages

sbom: $(VENV)/.installed .tools/audit/.installed ## write what a release is made of: build/sbom.json (CycloneDX)
	@$(PYTHON) -m auditing.sbom

bench: $(VENV)/.installed ## measure what is promised, or a part of it: PART=build, functions, growth, page, redaction, search (SETS=folder: more queries) or weight; README=yes writes its table there
	@$(if $(SETS),SEARCH_SETS=$(SETS)) $(PYTHON) -m benchmarks $(PART)

deploy: $(VENV)/.installed $(if $(DRY),,.tools/sam/.installed) ## set the center up on AWS, or bring it up to date (DRY=1 only says how)
	@$(PYTHON) -m deployment $(if $(DRY),--dry)

templates: $(VENV)/.installed .tools/sam/.installed .tools/checkov/.installed ## have others look over the templates: sam validate, sam build, checkov
	@.tools/sam/bin/sam validate --lint --region ap-northeast-2
	@if python3.13 --version >/dev/null 2>&1; then .tools/sam/bin/sam build; else echo "python3.13 is not here: no sam build"; fi
	@$(PYTHON) -m proofs transformed build/template.json
	@.tools/checkov/bin/checkov --config-file .checkov.yaml --file build/template.json oidc.yaml

permissions: $(VENV)/.installed build/facts.json ## take each permission from a running center, and print who misses it
	@$(PYTHON) -m proofs permissions

faults: $(VENV)/.installed ## seed mistakes into template.yaml, and print which rule finds each
	@$(PYTHON) -m proofs faults

workflows: .tools/workflows/.installed ## check what runs on GitHub and GitLab
	@.tools/workflows/bin/zizmor --offline --quiet .github
	@.tools/workflows/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@.tools/workflows/bin/check-jsonschema --builtin-schema vendor.gitlab-ci .gitlab-ci.yml

canary: $(VENV)/.installed build/facts.json ## build the site with properdocs, and compare it with the MkDocs build
	@$(PYTHON) -m publishing.canary

lint: $(VENV)/.installed workflows ## check format, types, layers, the template and the workflows
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(VENV)/bin/cfn-lint template.yaml oidc.yaml

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*## .*/\1/p' $(MAKEFILE_LIST))
