#!/bin/sh
# Run every study of examples/, or those of STUDIES, on the real data beside the project.
set -eu
for study in ${STUDIES:-examples/*.toml}; do
  name=$(basename "$study" .toml)
  echo "== $name"
  .venv/bin/parvis study "$study" --out "out/$name"
done
