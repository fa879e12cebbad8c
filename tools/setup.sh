#!/bin/sh
# Make .venv in the project's root from a lock file (user, dev or bench) and put Parvis in it, in place.
set -eu
what=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Parvis needs Python 3.11 or later; '$python' is not one." >&2
  echo "What to do: install Python 3.11, or name one: make $what PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "This Python has no venv, so a virtual environment cannot be made." >&2
  echo "What to do: on Debian and Ubuntu, apt install python3-venv; elsewhere, a Python with venv and ensurepip." >&2
  exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet"
echo "setting up .venv from requirements/$what.txt …" >&2
# Python compiles what is imported, when it first is; pip would compile all there is, as long again.
$pip --no-compile --require-hashes -r "requirements/$what.txt"
$pip --no-deps --no-build-isolation --editable .
touch ".venv/.$what"
[ "$what" = user ] || touch .venv/.user
