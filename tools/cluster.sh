#!/bin/sh
# Make .venv/.cluster, where `pyspark` is Spark itself and all else is what .venv has.
set -eu
python=.venv/bin/python
echo "setting up .venv/.cluster from requirements/cluster.txt …" >&2
"$python" -m venv .venv/.cluster
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/.cluster/bin/python -m pip install --quiet --no-compile --require-hashes -r requirements/cluster.txt
site='import sysconfig; print(sysconfig.get_path("purelib"))'
{ "$python" -c "$site"; echo "$PWD/src"; } > "$(.venv/.cluster/bin/python -c "$site")/beside.pth"
touch .venv/.cluster/ready
