"""Options are what the figures defend, and nothing else."""

from __future__ import annotations

import dataclasses

from parvis.figures import Figure
from parvis.present.ledger import Ledger
from parvis.study.brief import Case, options, recommended


def figure(key, value, unit="mentions", **by):
    return Figure(key=key, value=value, unit=unit, by=by, definition="A figure.")


def case(*figures, accounts=()):
    return Case(
        ledger=Ledger(figures), own=["Us"], others=["Them", "Far"], accounts=frozenset(accounts)
    )


def answered(brand, share, posts):
    return (
        figure("answers.within_24h", share, "%", brand=brand),
        figure("answers.customer_posts", posts, brand=brand),
    )


def found(*figures, family="care", accounts=()):
    return {option.name: option for option in options(case(*figures, accounts=accounts), family)}


def test_the_best_competitor_is_the_one_to_catch_up_with():
    rules = found(*answered("Us", 40, 500), *answered("Them", 60, 500), *answered("Far", 90, 500))
    assert rules["answer_more"].about == {"brand": "Us", "rival": "Far"}
    assert rules["answer_more"].evidence["best"].value == 90
    assert rules["answer_more"].support == "told"


def test_a_difference_that_chance_explains_is_only_hinted_and_never_recommended():
    few = (*answered("Us", 50, 40), *answered("Them", 60, 40))
    assert found(*few)["answer_more"].support == "hinted"
    assert recommended(options(case(*few), "care")) == ()


def test_who_answers_most_is_told_nothing_and_a_handful_of_posts_tells_nothing():
    assert not found(*answered("Us", 90, 500), *answered("Them", 60, 500))
    assert not found(*answered("Us", 40, 500), *answered("Them", 90, 12))
    assert not found(*answered("Us", None, 500), *answered("Them", None, 500))


def crossed(mentions, expected, p):
    by = {"brand": "Us", "interaction": "complaint"}
    values = {"cell": mentions, "expected": expected, "p": p}
    return [figure(f"matrix.{name}", value, **by) for name, value in values.items()]


def test_complaints_beyond_chance_are_looked_into():
    assert found(*crossed(300, 200, 0.001))["mend"].support == "told"
    assert found(*crossed(210, 200, 0.4))["mend"].support == "hinted"
    assert not found(*crossed(150, 200, 0.001))


def hub(rank, author, people):
    return (
        figure("hubs.pagerank", 0.1 / rank, "share", rank=rank, author=author),
        figure("hubs.popularity", people, "people", rank=rank, author=author),
    )


def test_the_first_hub_of_the_public_is_spoken_with():
    ranks = (*hub(1, "us_help", 90), *hub(2, "ring", 50), *hub(3, "ann", 40), *hub(4, "bo", 30))
    ring = figure("hubs.coordinated", 8, author="ring")
    rules = found(*ranks, ring, accounts=["us_help"])
    assert rules["speak_with"].about == {"author": "ann"}
    assert rules["speak_with"].evidence["people"].value == 40
    assert rules["speak_with"].support == "counted"


def test_somebody_whom_two_people_name_is_no_hub():
    assert not found(*hub(1, "ann", 2))


def tied(theme, times, negative, z):
    by = {"brand": "Us", "theme": theme}
    return (
        figure("positions.tie", times, "times", **by),
        figure("positions.negative", negative, "%", **by),
        figure("positions.lean", z, "standard errors", **by),
    )


def test_what_is_ours_is_built_on_answered_for_or_settled_as_people_speak_of_it():
    for z, name in ((-4.0, "build_on"), (4.0, "answer_for"), (0.5, "settle"), (None, "settle")):
        assert set(found(*tied("fibre", 2.0, 30.0, z))) == {name}


def test_the_closest_theme_is_chosen_and_one_that_is_others_is_not():
    rules = found(*tied("fibre", 2.0, 30.0, -4.0), *tied("panne", 3.0, 60.0, 5.0))
    assert rules["answer_for"].about["theme"] == "panne"
    assert not found(*tied("fibre", 0.4, 30.0, -4.0))


def worded(term, z, p):
    by = {"brand": "Us", "term": term}
    return (
        figure("vocabulary.z", z, "standard errors", **by),
        figure("vocabulary.p", p, "probability", **by),
        figure("vocabulary.people_share", 12.0, "%", **by),
        figure("vocabulary.texts_share", 0.0, "%", **by),
    )


def test_the_surest_word_of_the_public_is_taken_up_and_ours_is_not():
    rules = found(*worded("box", 5.0, 0.01), *worded("câble", 3.0, 0.2), *worded("offre", -9.0, 0))
    assert rules["say"].about["term"] == "box"
    assert rules["say"].support == "told"
    assert not found(*worded("offre", -9.0, 0.0))


def place(rank, name, people, high):
    by = {"kind": "site", "place": name}
    return (
        figure("presence.score", 90.0 - rank, "points", rank=rank, **by),
        figure("presence.people", people, "people", **by),
        dataclasses.replace(
            figure("presence.rank", rank, "rank", drawn="people", **by), low=1.0, high=high
        ),
    )


def test_the_first_place_is_gone_to_and_told_where_it_stays_first():
    rules = found(*place(1, "forum.example", 200, 1.0), *place(2, "blog.example", 90, 4.0))
    assert rules["be_there"].about == {"place": "forum.example", "kind": "site"}
    assert rules["be_there"].support == "told"
    assert found(*place(1, "forum.example", 200, 3.0))["be_there"].support == "counted"


def burst(number, low, day="2024-10-22"):
    by = {"brand": "Us", "burst": number}
    shift = dataclasses.replace(figure("bursts.shift", 20.0, "points", **by), low=low, high=40.0)
    facts = (("day", day), ("mentions", 400), ("expected", 30.0))
    return (shift, *(figure(f"bursts.{name}", value, **by) for name, value in facts))


def test_the_largest_burst_that_turned_people_against_us_is_prepared_for():
    rules = found(*burst(1, -5.0, "2024-10-01"), *burst(2, 8.0), *burst(3, 9.0, "2024-12-01"))
    assert rules["prepare"].evidence["day"].value == "2024-10-22"
    assert not found(*burst(1, -5.0))


def received(sign, points, p):
    return (
        figure("presence.works", points, "points", sign=sign),
        figure("presence.works_p", p, "probability", sign=sign),
        figure("presence.works_with", 120, "mentions", sign=sign),
    )


def test_the_surest_sign_of_a_good_answer_is_taken_up_or_left_off():
    rules = found(*received("links", 4.0, 0.6), *received("apologises", 9.0, 0.01))
    assert rules["answer_so"].about == {"sign": "apologises"}
    assert rules["answer_so"].question == "tone"
    assert found(*received("is_macro", -9.0, 0.01))["leave_off"].support == "told"
    assert found(*received("links", 4.0, 0.6))["answer_so"].support == "hinted"


def asked(demand, people):
    return figure("demand.people", people, "people", brand="Us", demand=demand)


def test_what_most_people_ask_for_is_to_be_decided_and_a_wish_of_two_is_not():
    asking = figure("demand.asking", 90, "people", brand="Us")
    rules = found(asking, asked("a dark mode", 12), asked("cheaper roaming", 40))
    assert rules["offer"].about["demand"] == "cheaper roaming"
    assert not found(asking, asked("a dark mode", 2))


def test_the_family_of_the_objective_weighs_among_options_as_well_supported():
    both = (*answered("Us", 40, 500), *answered("Them", 90, 500), *crossed(300, 200, 0.001))
    first = {
        family: options(case(*both), family)[0].name for family in ("care", "loyalty", "other")
    }
    assert first == {"care": "answer_more", "loyalty": "mend", "other": "answer_more"}


def test_one_option_a_question_is_recommended():
    both = (*answered("Us", 40, 500), *answered("Them", 90, 500), *crossed(300, 200, 0.001))
    chosen = recommended(options(case(*both, *tied("fibre", 2.0, 30.0, -4.0)), "care"))
    assert [option.name for option in chosen] == ["answer_more", "build_on"]


def test_without_figures_there_are_no_options():
    assert options(case(), "care") == ()
