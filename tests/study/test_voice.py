"""Share of voice in a study: its intervals, and how broad the queries behind it are."""

from __future__ import annotations

import pytest

from parvis import study
from parvis.errors import SourceError
from parvis.study.plan import EXAMPLE

RIVAL = '\n[[brand]]\nname = "Rival"\nquery = "rival NOT cheap"\naccounts = ["@rival"]\n'


@pytest.fixture
def folder(tmp_path):
    """Fifty customers write to each brand; the query of the rival misses those who say cheap."""
    said = [f"{n},a{n},@ourbrand where is my parcel?" for n in range(50)]
    said += [f"{50 + n},b{n},@rival {'cheap' if n % 5 < 3 else 'slow'} parcel" for n in range(50)]
    (tmp_path / "export.csv").write_text("id,author,text\n" + "\n".join(said) + "\n")
    (tmp_path / "study.toml").write_text(EXAMPLE + RIVAL)
    return tmp_path


def by_sample(found, key, sample):
    return {f.by["brand"]: f for f in found.figures if f.key == key and f.by["sample"] == sample}


def test_what_is_addressed_to_accounts_tells_that_one_query_is_broader(folder):
    found = study.run(folder / "study.toml")
    breadth = by_sample(found, "voice.breadth", "addressed")
    assert {brand: f.value for brand, f in breadth.items()} == {"Our brand": 100.0, "Rival": 40.0}
    (ratio,) = by_sample(found, "voice.ratio", "addressed").values()
    assert (ratio.by["brand"], ratio.by["against"], ratio.value) == ("Our brand", "Rival", 2.5)
    assert 1.1 < ratio.low < 2.5 < ratio.high
    assert found.value("voice.unequal", **ratio.by) < 0.001


def test_every_count_and_share_has_its_interval(folder):
    found = study.run(folder / "study.toml")
    for key in ("share_of_voice", "voice.mentions"):
        figures = [f for f in found.figures if f.key == key]
        assert len(figures) == 4
        assert all(f.low < f.value < f.high for f in figures)


def test_a_labelled_sample_tells_what_a_query_wrongly_takes_in(folder):
    rows = [f"{n},l{n},ourbrand {n},{'none' if n % 2 else 'our brand'}" for n in range(80)]
    rows += [f"{80 + n},m{n},rival {n},Rival" for n in range(40)]
    (folder / "labels.csv").write_text("id,author,text,named\n" + "\n".join(rows) + "\n")
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text('labels = "labels.csv"\n' + text)
    found = study.run(folder / "study.toml")
    precision = by_sample(found, "voice.sample.precision", "labelled")
    assert {brand: f.value for brand, f in precision.items()} == {"Our brand": 50.0, "Rival": 100.0}
    (ratio,) = by_sample(found, "voice.ratio", "labelled").values()
    assert (ratio.by["brand"], ratio.value) == ("Our brand", 2.0)


def test_a_label_that_is_no_brand_is_refused_with_the_way_out(folder):
    (folder / "labels.csv").write_text("text,named\nours,Our brnd\n")
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text('labels = "labels.csv"\n' + text)
    with pytest.raises(
        SourceError, match=r"'Our brnd' is no brand of the study.*write one of Our brand"
    ):
        study.run(folder / "study.toml")


def test_labels_without_their_column_are_refused_with_the_way_out(folder):
    (folder / "labels.csv").write_text("text,brand\nours,Our brand\n")
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text('labels = "labels.csv"\n' + text)
    with pytest.raises(SourceError, match="no column 'named' of labels"):
        study.run(folder / "study.toml")


def test_a_small_sample_judges_no_query(folder):
    few = (folder / "export.csv").read_text().splitlines()[:20]
    (folder / "export.csv").write_text("\n".join(few) + "\n")
    found = study.run(folder / "study.toml")
    figures = by_sample(found, "voice.breadth", "addressed").values()
    assert all(f.value is None and "fewer than thirty" in f.reason for f in figures)
