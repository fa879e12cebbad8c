"""The commands as a shell sees them: what they print where, and how they end."""

from __future__ import annotations

import json

import pytest

from parvis.study.plan import EXAMPLE
from tests.cli.calling import in_a_shell, parvis


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    """A small study, run once: its folder and what the command printed."""
    folder = tmp_path_factory.mktemp("studied")
    rows = [f"{n},2024-05-{n % 9 + 1:02d}T10:00:00Z,ann{n},ourbrand is fine {n}" for n in range(40)]
    (folder / "export.csv").write_text("\n".join(["id,created_at,author,text", *rows]) + "\n")
    (folder / "study.toml").write_text(EXAMPLE)
    return folder, in_a_shell("study", "study.toml", "--out", "report", cwd=folder)


def test_a_study_says_what_it_recognised_how_rows_add_up_and_where_the_report_is(studied):
    folder, done = studied
    assert done.returncode == 0, done.stderr
    assert 'text         from "text"' in done.stderr
    assert "rows read" in done.stdout
    assert str((folder / "report" / "report.html").relative_to(folder)) in done.stdout
    assert (folder / "report" / "report.html").stat().st_size > 10_000


def test_a_measure_says_where_each_file_is_and_refuses_a_format_that_is_none(tmp_path):
    example = parvis("measure", "--example").stdout
    (tmp_path / "measure.toml").write_text(example)
    line = ("measure", "measure.toml", "--out", "report", "--formats")
    done = parvis(*line, "XLSX, pptx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stdout.splitlines() if line.startswith("report: ")]
    files = [tmp_path / line.removeprefix("report: ") for line in said]
    assert [file.name for file in files] == ["report.html", "report.pptx", "report.xlsx"]
    assert all(file.stat().st_size > 5_000 for file in files)
    refused = parvis(*line, "odt", cwd=tmp_path)
    assert refused.returncode == 2
    assert "choose among pdf, pptx, xlsx, pictures" in refused.stderr


def test_no_progress_bar_is_drawn_in_a_pipe(studied):
    _, done = studied
    assert "\x1b" not in done.stderr + done.stdout
    assert "━" not in done.stderr


def test_json_prints_the_summary_and_nothing_else(studied):
    folder, _ = studied
    done = parvis("study", "study.toml", "--json", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == ""
    written = json.loads((folder / "report" / "summary.json").read_text("utf-8"))
    assert json.loads(done.stdout) == written
    assert {"key", "by", "value", "unit", "class", "low", "high", "definition"} <= set(
        written["figures"][0]
    )


def test_the_example_is_a_study_file(tmp_path):
    assert parvis("study", "--example").stdout == EXAMPLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXAMPLE[EXAMPLE.index("[[source]]") :], "no objective is stated"),
        (EXAMPLE.replace("our brand\"'", "our brand'"), "^"),
        (EXAMPLE, "export.csv"),
    ],
    ids=["no objective", "a faulty query", "a missing export"],
)
def test_what_cannot_be_used_ends_with_2_and_words_on_stderr(tmp_path, text, said):
    (tmp_path / "study.toml").write_text(text)
    done = parvis("study", "study.toml", "--out", "report", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("arguments", [("study",), ("study", "study.toml"), ("sing",)])
def test_a_wrong_call_ends_with_2_and_says_what_to_give(arguments):
    done = in_a_shell(*arguments)
    assert done.returncode == 2
    assert "Error:" in done.stderr


def test_the_help_teaches_how_to_begin():
    done = parvis("--help")
    assert "parvis study --example > study.toml" in done.stdout
    assert all(name in done.stdout for name in ("study", "simulate", "compare"))


def test_a_market_is_made_studied_and_compared(tmp_path):
    made = parvis("simulate", "--out", "market", "--mentions", 800, "--days", 14, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert parvis("study", "market/study.toml", "--out", "out", cwd=tmp_path).returncode == 0
    compared = parvis("compare", "market/truth.json", "out/summary.json", cwd=tmp_path)
    assert compared.returncode == 0, compared.stderr
    assert "rows read" in compared.stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_company_is_made_measured_and_compared(tmp_path, language):
    command = ("simulate", "--company", "--language", language, "--out", "company")
    made = parvis(*command, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    measured = parvis("measure", "company/measure.toml", "--out", "out", cwd=tmp_path)
    assert measured.returncode == 0, measured.stderr
    compared = parvis("compare", "company/truth.json", "out/summary.json", cwd=tmp_path)
    assert compared.returncode == 0, compared.stderr
    assert compared.stdout.count("refused, as it should be") == 2
    assert "intervals hold what was planted" in compared.stdout


def test_a_market_has_no_language_to_choose(tmp_path):
    done = parvis("simulate", "--out", "market", "--language", "fr", cwd=tmp_path)
    assert done.returncode == 2
    assert "--language is of a company" in done.stderr


def test_a_comparison_with_no_summary_is_refused(tmp_path):
    (tmp_path / "truth.json").write_text("{}")
    (tmp_path / "summary.json").write_text("[]")
    done = parvis("compare", "truth.json", "summary.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "What to do" in done.stderr


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (",licence,500,", "no date"),
        ("2027-01-06,hours,,-4", "negative hours"),
        ("2027-01-06,media,5,,USD", "more or fewer cells"),
    ],
)
def test_a_measure_of_bad_tables_ends_with_2_and_the_way_out(tmp_path, rows, said):
    aim = '[[objective]]\nname = "care"\nstatement = "Answer"\nfamily = "care"\n'
    ledger = '[ledger]\ncosts = "costs.csv"\nvalues = "values.csv"\n'
    (tmp_path / "measure.toml").write_text(aim + ledger)
    (tmp_path / "costs.csv").write_text(f"date,kind,amount,hours\n{rows}\n")
    (tmp_path / "values.csv").write_text("date,amount\n2027-02-01,5\n")
    done = parvis("measure", "measure.toml", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "What to do" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
