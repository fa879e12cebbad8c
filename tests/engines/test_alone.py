"""A mention read alone gives what it gives in any batch, in any order."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.filter import detect_language
from parvis.perimeter import Brand
from parvis.study.marking import Marks

MARKS = Marks(brands=[Brand("Orange", "orange"), Brand("SFR", "sfr OR altice")])
SAID = st.sampled_from(
    (
        "Merci @orange, service impeccable !",
        "@sfr toujours en panne, c'est une honte 😡",
        "Orange mieux que SFR, et de loin",
        "my sfr box is down again, thanks for nothing",
        "haha",
        "",
        "http://t.co/abc",
        "Quelqu'un sait quand la fibre Orange arrive à Brest ?",
    )
)
WRITTEN = st.one_of(SAID, st.text(max_size=60), st.builds("{} {}".format, SAID, SAID))


def read(texts):
    """Every mark of a mention that others do not change."""
    posts = pl.DataFrame({"text": texts, "author": "lea"}, schema_overrides={"text": pl.String})
    return MARKS.read(detect_language(MARKS.named(posts)))


@settings(max_examples=8)
@given(st.lists(WRITTEN, min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_a_mention_read_alone_gives_what_it_gives_in_any_batch(texts, chance):
    together = read(texts)
    place = chance.randrange(len(texts))
    (alone,), beside = read([texts[place]]).rows(named=True), together.row(place, named=True)
    for name, value in alone.items():
        if name.endswith("_p") and value is not None:
            np.testing.assert_allclose(beside[name], value, atol=1e-4)
        elif name == "towards":
            assert plain(beside[name]) == plain(value)
        else:
            assert beside[name] == value, name


def plain(towards):
    """Readings towards brands without their probabilities, which are compared elsewhere."""
    return towards and [{**one, "p": np.round(one["p"] or [], 4).tolist()} for one in towards]
