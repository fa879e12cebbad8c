"""`parvis codebook` as a shell sees it: a round from the mentions to shares."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from tests.cli.calling import parvis


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """An export, a codebook, and a sample of it that nobody has coded yet."""
    made = tmp_path_factory.mktemp("drawn")
    lines = ["id,author,text", *(f"{n},ann{n},=Panne numéro {n}" for n in range(60))]
    (made / "posts.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert parvis("codebook", "new", "codebook.toml", cwd=made).returncode == 0
    done = parvis(
        "codebook", "sample", "codebook.toml", "posts.csv", "--out", "coding", "--n", 20,
        "--coder", "ana", "--coder", "bob", cwd=made,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "20 of 60 mentions drawn, random" in done.stdout
    return made


@pytest.fixture
def folder(drawn, tmp_path):
    """A copy of it that a test may write in."""
    return shutil.copytree(drawn, tmp_path / "round")


def fill(folder, coder, code):
    """Code every mention of a sheet by its number."""
    path = folder / "coding" / "sheets" / f"{coder}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows({**row, **code(int(row["text"].split()[-1]))} for row in rows)


def agreed(number):
    return {"complaint": "yes" if number % 2 else "no", "tonality": "negative"}


def test_a_round_from_the_sample_to_the_shares(folder):
    for coder in ("ana", "bob"):
        fill(folder, coder, agreed)
    done = parvis("codebook", "agree", "coding", cwd=folder)
    assert "complaint         1.00" in done.stdout
    assert "cannot be told from agreement" in done.stdout
    done = parvis("codebook", "adjudicate", "coding", cwd=folder)
    assert done.stdout.split() == ["agreement", "40", "codes:", "coding/codes.csv"]
    asked = ("codebook", "shares", "coding", "posts.csv", "--criterion", "complaint")
    done = parvis(*asked, "--json", cwd=folder)
    yes, no = json.loads(done.stdout)
    assert yes["value"] + no["value"] == pytest.approx(100)
    assert yes["low"] < yes["value"] < yes["high"]
    assert f"{yes['value']:.1f} %  [{yes['low']:.1f}, " in parvis(*asked, cwd=folder).stdout


def test_a_criterion_without_agreement_is_refused_in_words(folder):
    fill(folder, "ana", agreed)
    fill(folder, "bob", lambda number: agreed(number // 2))
    done = parvis("codebook", "agree", "coding", "--json", cwd=folder)
    said = {one["criterion"]: one for one in json.loads(done.stdout)["criteria"]}
    assert not said["complaint"]["is_usable"]
    done = parvis(
        "codebook", "shares", "coding", "posts.csv", "--criterion", "complaint", cwd=folder
    )
    assert done.returncode == 2
    assert "0.667 is the least. What to do" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_row_is_shown_and_kept(folder):
    fill(folder, "ana", lambda _: {"complaint": "perhaps"})
    done = parvis("codebook", "agree", "coding", cwd=folder)
    assert "rejected            20" in done.stdout
    assert "ana.csv, line 2: complaint: 'perhaps' is not one of yes, no" in done.stdout
    kept = (folder / "coding" / "rejected.jsonl").read_text("utf-8").splitlines()
    assert len(kept) == 20


def test_nothing_is_written_over(folder):
    done = parvis("codebook", "new", "codebook.toml", cwd=folder)
    assert (done.returncode, "name another file" in done.stderr) == (2, True)
    again = ("--out", "coding", "--coder", "cem")
    done = parvis("codebook", "sample", "codebook.toml", "posts.csv", *again, cwd=folder)
    assert (done.returncode, "codes are work" in done.stderr) == (2, True)


def test_informative_needs_mentions_that_were_read(folder):
    asked = ("--out", "other", "--how", "informative", "--coder", "ana")
    done = parvis("codebook", "sample", "codebook.toml", "posts.csv", *asked, cwd=folder)
    assert done.returncode == 2
    assert "tonality_p" in done.stderr
