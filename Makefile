# The two commands are `make demo` and `make test`; `make` alone lists the rest.
# Everything that is made here stays in .venv, .venv-dev, .local and frontend/node_modules.

PORT ?= 8000
ARGS ?=
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo clean-demo up test bench fmt openapi clients face picture port-is-free venv venv-dev

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# One line each without a shell in between, so that Ctrl-C and SIGTERM mean the process itself.
demo: port-is-free face ## run the demo campaign with everything it needs, until Ctrl-C (PORT=8000)
	@.venv/bin/python manage.py demo

up: port-is-free face ## run an empty instance with everything it needs, until Ctrl-C (PORT=8000)
	@.venv/bin/python manage.py up

clean-demo: ## remove the demo's data, mail and sign-ins
	@$(with_python) "$$python" -I mobilize/embedded/clean.py .local/demo && rm -rf .local/mail .local/demo.json

test: venv-dev ## run every check and every test on throw-away servers (ARGS="-k word" goes to pytest)
	@.venv-dev/bin/python -m tests.run -- $(ARGS)

bench: venv-dev ## run the benchmarks on throw-away servers (ARGS goes to them)
	@.venv-dev/bin/python -m tests.run --benchmarks -- $(ARGS)

fmt: venv-dev ## format the code and sort the imports
	@.venv-dev/bin/python -m ruff format . && .venv-dev/bin/python -m ruff check --fix . && \
		.venv-dev/bin/python -m frontend.building --tools && .venv-dev/bin/python -m frontend.checking --fix

openapi: venv-dev ## write docs/openapi.yaml anew
	@.venv-dev/bin/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

clients: venv-dev ## write the clients for Python and TypeScript anew from docs/openapi.yaml
	@.venv-dev/bin/python clients/python/generate.py && .venv-dev/bin/python clients/typescript/write_types.py

picture: venv-dev ## take the README's picture anew, while make demo runs
	@.venv-dev/bin/python -m tests.browser.picture

face: venv ## build the app from frontend/src, where it has changed
	@.venv/bin/python -m frontend.building

port-is-free:
	@$(with_python) exec "$$python" -I mobilize/embedded/ports.py "$$PORT" "make $(or $(filter demo up,$(MAKECMDGOALS)),up)"

# An environment is made once and filled again whenever its list changed; a half-filled one has no copy of the list.
venv:
	@$(call fill,.venv,requirements.txt,requirements.txt)

venv-dev:
	@$(call fill,.venv-dev,requirements-dev.txt,requirements.txt requirements-dev.txt)

# Sets $$python to the first Python that is new enough and can make environments. A name on PATH may be a stub that
# does not run, so each is tried.
define with_python
python=; old=; bare=; \
for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	"$$name" -c 'pass' >/dev/null 2>&1 || continue; \
	if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then old="$$old $$name"; \
	elif ! "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then bare="$$bare $$name"; \
	else python="$$name"; break; fi; \
done; \
if [ -z "$$python" ]; then \
	if [ -n "$$bare" ]; then echo "Python is new enough ($$bare ) but can't make environments: its venv and ensurepip modules are missing. On Debian and Ubuntu: apt install python3-venv" >&2; \
	else echo "Python 3.11 or newer is needed and was not found (too old:$${old:- none}). Install one, or name it: make PYTHON=/path/to/python3" >&2; fi; \
	exit 1; \
fi;
endef

# $(1) environment, $(2) what to install, $(3) the lists that its copy is compared with
define fill
if [ -e $(1)/installed.txt ] && cat $(3) | cmp -s - $(1)/installed.txt && $(1)/bin/python -c 'pass' 2>/dev/null; then exit 0; fi; \
$(with_python) \
$(1)/bin/python -m pip --version >/dev/null 2>&1 || { \
	echo "Making $(1) with $$python ($$("$$python" -c 'import platform; print(platform.python_version())'))."; \
	rm -rf $(1); "$$python" -m venv $(1) || exit 1; }; \
rm -f $(1)/installed.txt; \
echo "Installing $(2) into $(1); this takes about a minute, once."; \
$(1)/bin/python -m pip install --quiet --disable-pip-version-check -r $(2) || { echo "Installing failed; the message above says why. Once it is mended, the same command goes on from here." >&2; exit 1; }; \
cat $(3) > $(1)/installed.txt
endef
