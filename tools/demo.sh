#!/bin/sh
# The main jobs where the truth is known: simulate a market, study it, compare; the same of a
# company that is measured.
set -eu
parvis=.venv/bin/parvis
mentions=${MENTIONS:-50000}
out=${OUT:-out/demo}
rm -rf "$out"
"$parvis" simulate --out "$out" --mentions "$mentions"
"$parvis" study "$out/study.toml" --out "$out/report"
"$parvis" compare "$out/truth.json" "$out/report/summary.json"
echo
"$parvis" simulate --company --out "$out/company"
"$parvis" measure "$out/company/measure.toml" --out "$out/company/report"
"$parvis" compare "$out/company/truth.json" "$out/company/report/summary.json"
echo
echo "The report: $(pwd)/$out/report/report.html"
echo "What came of it: $(pwd)/$out/company/report/report.html"
