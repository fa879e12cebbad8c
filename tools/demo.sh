#!/bin/sh
# The main job on a market whose truth is known: simulate, study, compare.
set -eu
parvis=.venv/bin/parvis
mentions=${MENTIONS:-50000}
out=${OUT:-out/demo}
rm -rf "$out"
"$parvis" simulate --out "$out" --mentions "$mentions"
"$parvis" study "$out/study.toml" --out "$out/report"
"$parvis" compare "$out/truth.json" "$out/report/summary.json"
echo
echo "The report: $(pwd)/$out/report/report.html"
