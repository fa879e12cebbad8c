"""The presence plan of a study: weights from its file, every part open, the unknown left out."""

from __future__ import annotations

import msgspec
import pytest

from parvis.errors import StudyError
from parvis.study.figures.presence import presence, what_works_here
from parvis.study.plan import EXAMPLE, PresenceWeights, parse
from tests.analyse.building import mentions
from tests.study.test_positions import read

WEIGHTS = msgspec.structs.asdict(PresenceWeights())


def talk(*, own_post=True):
    rows = [
        {
            "author": f"{site}{n}",
            "url": f"https://{site}.example/{n}",
            "brands": ["Ada"],
            "tonality": "negative" if site == "forum" else "positive",
        }
        for site, size in (("forum", 40), ("blog", 20))
        for n in range(size)
    ]
    own = {"author": "ada", "own_brand": "Ada", "kept": False, "mentions": ["blog1"]}
    return mentions(*rows, *([own] if own_post else []))


def found(frame, **changes):
    options = {"own": ["Ada"], "accounts": {"ada": "Ada"}, "presence": WEIGHTS} | changes
    by_key = {}
    for figure in presence(read(frame, **options)):
        by_key.setdefault(figure.key, []).append(figure)
    return by_key


def test_the_larger_crosser_site_comes_first_with_every_part_open():
    figures = found(talk())
    order = [figure.by["place"] for figure in figures["presence.score"]]
    assert order == ["forum.example", "blog.example"]
    for figure in figures["presence.score"]:
        place = figure.by["place"]
        parts = {f.by["part"]: f.value for f in figures["presence.part"] if f.by["place"] == place}
        weights = {f.by["part"]: f.value for f in figures["presence.weight"]}
        assert figure.value == pytest.approx(sum(weights[p] * value for p, value in parts.items()))


def test_what_the_accounts_of_no_brand_wrote_weighs_nothing():
    weights = {f.by["part"]: f.value for f in found(talk(own_post=False))["presence.weight"]}
    assert (weights["absence"], weights["rivals"]) == (0, 0)
    assert sum(weights.values()) == pytest.approx(100)


def test_weights_of_the_study_file_turn_the_ranking():
    only = {**dict.fromkeys(WEIGHTS, 0.0), "tonality": 1.0}
    assert found(talk(), presence=only)["presence.score"][0].value == pytest.approx(
        100 * 40.5 / 41, rel=1e-6
    )


def test_without_an_own_brand_or_a_place_there_is_a_reason():
    assert "own = true" in found(talk(), own=[])["presence.score"][0].reason
    assert "ten people" in found(mentions())["presence.score"][0].reason


def test_a_study_may_weigh_its_places_and_only_sensibly():
    plan = parse(EXAMPLE + "\n[presence]\naudience = 5\nrivals = 0\n")
    assert (plan.presence.audience, plan.presence.rivals, plan.presence.hubs) == (5, 0, 2)
    for wrong in ("audience = -1", "\n".join(f"{part} = 0" for part in WEIGHTS)):
        with pytest.raises(StudyError, match="weigh"):
            parse(f"{EXAMPLE}\n[presence]\n{wrong}\n")


def test_no_followed_answer_is_a_count_of_none():
    (figure,) = what_works_here(read(talk(), accounts={"ada": "Ada"}))
    assert (figure.key, figure.value) == ("presence.followed", 0)
