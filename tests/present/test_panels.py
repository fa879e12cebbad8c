"""What the figures of the report say: sentences that hold, and no more than the figures allow."""

from __future__ import annotations

import dataclasses

import pytest

from parvis.figures import Figure
from parvis.present.desk import Desk
from parvis.present.panels import copies, hubs, matrix, network, parts, tone, voice, volume
from parvis.schema import empty
from tests.present.told import story


def figure(key, value, *, low=None, high=None, reason=None, **by):
    return Figure(
        key=key,
        value=value,
        unit="mentions",
        kind="estimated" if low is not None else "measured",
        by=by,
        low=low,
        high=high,
        reason=reason,
        definition=f"Definition of {key}.",
    )


def desk(*figures, language="en"):
    told = dataclasses.replace(story(language), figures=figures, mentions=empty(), network=None)
    return Desk.of(told)


def days(**counts):
    return [figure("mentions.volume", n, day=f"2024-10-{day[1:]}") for day, n in counts.items()]


def shares(**raw):
    return [
        figure("share_of_voice", share, brand=brand.replace("_", "-"), count="raw")
        for brand, share in raw.items()
    ]


def tones(brand, negative, width=3.0):
    parts_ = {"negative": negative, "neutral": 70 - negative, "positive": 30.0}
    return [
        figure("tonality.share", v, low=v - width, high=v + width, brand=brand, tonality=name)
        for name, v in parts_.items()
    ]


def test_a_peak_is_named_with_how_far_it_is_above_the_median_day():
    told = volume.panel(desk(*days(d01=10, d02=12, d03=11, d04=46)))
    assert (
        told.title == "Friday 4 October 2024 stands out: 46 mentions, against 12 on the median day"
    )
    assert told.finding.number == "\u00d7\u202f4"


def test_an_even_period_is_called_even():
    told = volume.panel(desk(*days(d01=10, d02=12, d03=11)))
    assert told.title.startswith("The talk runs evenly")


def test_two_days_make_no_finding():
    assert volume.panel(desk(*days(d01=10, d02=100))).finding is None


def test_missing_days_are_told_apart_from_zeros():
    told = volume.panel(desk(*days(d01=10, d02=0, d05=11)))
    assert told.note.startswith("2 days of 5 hold no mention.")
    assert [row[1] for row in told.table.rows] == ["10", "0", "11"]


def test_a_day_whose_value_is_unknown_is_missing():
    told = volume.panel(
        desk(*days(d01=10, d02=12), figure("mentions.volume", None, day="2024-10-03"))
    )
    assert len(told.table.rows) == 2


def test_a_few_days_far_from_the_others_do_not_empty_the_chart():
    early = figure("mentions.volume", 1, day="2020-01-01")
    month = [figure("mentions.volume", 90, day=f"2024-10-{n:02d}") for n in range(1, 32)]
    told = volume.panel(desk(early, *month))
    assert "from Tuesday 1 October 2024 to Thursday 31 October 2024" in told.note
    assert len(told.table.rows) == 32


def test_a_brand_too_small_to_be_seen_is_named_instead():
    rows = [
        figure("mentions.volume", n, brand=brand, day=f"2024-10-{day:02d}")
        for brand, n in (("Cévenol", 100), ("Rapido", 80), ("Val-Express", 2))
        for day in (1, 2, 3)
    ]
    told = volume.panel(desk(*days(d01=182, d02=182, d03=182), *rows))
    assert [drawing.name for drawing in told.drawings] == ["", "Cévenol", "Rapido"]
    assert told.note == "Too few mentions to be seen at this scale: Val-Express."


def test_the_leader_of_the_voice_is_named():
    told = voice.panel(desk(*shares(Rapido=52.0, Cévenol=30.0, Val_Express=18.0)))
    assert told.title == "Rapido holds 52% of the voice, ahead of Cévenol (30%)"
    assert "Cévenol comes at rank 2, with 30%." in told.finding.sentence


def test_two_equal_shares_share_the_lead():
    told = voice.panel(desk(*shares(Rapido=50.2, Cévenol=49.8)))
    assert told.title == "Rapido and Cévenol share the lead, with 50% of the voice each"


def test_a_lead_that_chance_may_have_made_is_no_lead():
    close = [
        figure("share_of_voice", share, low=share - 6, high=share + 6, brand=brand, count="raw")
        for brand, share in (("Rapido", 54.0), ("Cévenol", 46.0))
    ]
    told = voice.panel(desk(*close))
    assert told.title == "Rapido (54%) and Cévenol (46%) are too close to say who leads"
    assert "The thin line holds" in told.subtitle
    assert told.table.rows[0][3:5] == ("54.0%", "48\u201360%")


def broad(ratio=1.5, p=0.001, sample="addressed"):
    pair = {"brand": "Rapido", "against": "Cévenol", "sample": sample}
    return [
        figure("voice.breadth", n, low=n - 2, high=n + 2, brand=brand, sample=sample)
        for brand, n in (("Rapido", 90.0), ("Cévenol", 60.0))
    ] + [
        figure("voice.ratio", ratio, low=ratio - 0.1, high=ratio + 0.1, **pair),
        figure("voice.unequal", p, **pair),
    ]


LEADS = shares(Rapido=60.0, Cévenol=40.0)


def test_queries_of_unequal_breadth_are_warned_of_with_figures_and_the_way_out():
    told = voice.panel(desk(*LEADS, *broad()))
    assert (
        "the query of Rapido finds 90 (88\u201392) and that of Cévenol 60 (58\u201362)" in told.note
    )
    assert "1.5 times as many (1.4\u20131.6)" in told.note
    assert "What to do: widen the query of Cévenol or tighten that of Rapido" in told.note
    assert (
        "its query is broader than that of Cévenol, 1.5 times (1.4\u20131.6)"
        in told.finding.sentence
    )
    assert told.table.rows[0][-2:] == ("90.0%", "88\u201392%")


@pytest.mark.parametrize("pair", [{"ratio": 1.05}, {"p": 0.3}])
def test_queries_about_as_broad_are_not_warned_of(pair):
    told = voice.panel(desk(*LEADS, *broad(**pair)))
    assert told.note.startswith("No two queries are found to differ in breadth")
    assert "not what it wrongly takes in" in told.note
    assert "query" not in told.finding.sentence


def test_what_people_labelled_tells_more_than_what_is_addressed():
    told = voice.panel(desk(*LEADS, *broad(), *broad(p=0.9, sample="labelled")))
    assert "as people labelled a sample. Not known of Val-Express" in told.note
    assert "wrongly takes in" not in told.note


def test_breadths_that_nothing_tells_are_said_to_be_unknown_with_the_way_out():
    told = voice.panel(desk(*LEADS, language="fr"))
    assert told.note.startswith("Rien ne dit si les requêtes")
    assert "étiqueter cent mentions de chacune" in told.note


def test_copies_that_change_the_leader_are_told():
    single = [
        figure("share_of_voice", share, brand=brand, count="deduplicated")
        for brand, share in (("Rapido", 45.0), ("Cévenol", 55.0))
    ]
    told = voice.panel(desk(*shares(Rapido=60.0, Cévenol=40.0), *single))
    assert "When copies count once, Cévenol leads, with 55%." in told.finding.sentence


@pytest.mark.parametrize(
    ("other", "title"),
    [
        (30.0, "Cévenol draws more negative mentions than Rapido"),
        (60.0, "Cévenol draws fewer negative mentions than Rapido"),
        (41.0, "Cévenol against Rapido: too close to call"),
        (46.0, "Cévenol against Rapido: too close to call"),
    ],
)
def test_tonalities_are_compared_only_where_their_intervals_lie_apart(other, title):
    told = tone.panel(desk(*tones("Cévenol", 40.0), *tones("Rapido", other)))
    assert told.title == title


def test_mixed_comparisons_are_told_one_by_one():
    told = tone.panel(
        desk(*tones("Cévenol", 40.0), *tones("Rapido", 20.0), *tones("Val-Express", 41.0))
    )
    assert told.title == "Between 37% and 43% of the mentions of Cévenol are negative"
    assert "It is a larger part than for Rapido." in told.finding.sentence
    assert "Against Val-Express it is too close to call" in told.finding.sentence


def test_an_estimate_is_never_more_precise_than_its_interval():
    told = tone.panel(desk(*tones("Cévenol", 43.27, width=9.0)))
    assert told.finding.number == "34\u201352%"
    assert "Between 34% and 52% of the mentions of Cévenol are negative" in told.finding.sentence
    assert "reads 43% so" in told.finding.sentence


def test_the_matrix_tells_how_much_asks_for_something():
    def cell(n, interaction):
        return figure("matrix", n, medium="forum", tonality="neutral", interaction=interaction)

    told = matrix.panel(desk(cell(30, "question"), cell(10, "complaint"), cell(60, "other")))
    assert told.title.startswith("About 40% of the mentions ask for something")


def test_duplicates_are_told_as_a_part_of_the_mentions():
    told = copies.panel(
        desk(
            figure("mentions.kept", 200),
            figure("duplicates.mentions", 30),
            figure("duplicates.groups", 4),
            figure("duplicates.largest", 12),
        )
    )
    assert told.title == "15% of the mentions nearly repeat another; the largest group holds 12"


@pytest.mark.parametrize(
    ("popular", "ending"),
    [
        (("lou", "max"), "and the most named as well"),
        (("max", "lou"), "though only at rank 2 by popularity"),
        (("max", "zoe"), "though not among the 2 most popular"),
    ],
)
def test_a_hub_is_set_beside_its_popularity(popular, ending):
    ranks = [figure("hubs.pagerank", 0.2, rank=1, author="lou")]
    ranks += [
        figure("hubs.popularity", 9 - rank, rank=rank, author=author)
        for rank, author in enumerate(popular, start=1)
    ]
    told = hubs.panel(desk(*ranks))
    assert told.title == f"@lou is where most of the talk passes, {ending}"
    assert told.finding.number == "20%"


def test_one_medium_needs_no_picture():
    told = parts.panel(desk(figure("mentions.volume", 12, medium="forum")), "medium")
    assert told.title == "All the mentions come from one medium: forum"
    assert told.drawings == ()


def test_a_language_is_named_in_the_language_of_the_report():
    rows = [figure("mentions.volume", n, language=code) for code, n in (("en", 3), ("und", 1))]
    told = parts.panel(desk(*rows, language="fr"), "language")
    assert told.title == "Anglais\xa0: 75\u202f% des mentions"
    assert [row[0] for row in told.table.rows] == ["anglais", "indéterminée"]


def community(number, name, authors, *people):
    yield figure("communities.authors", authors, community=number)
    yield figure("communities.name", name, community=number)
    for rank, author in enumerate(people, start=1):
        yield figure("communities.hub", 0.1, community=number, rank=rank, author=author)


@pytest.mark.parametrize(
    ("modularity", "title"),
    [
        (0.62, "The talk falls into 2 communities, the largest around @lou"),
        (0.12, "The talk hardly falls into communities: people speak across them"),
    ],
)
def test_communities_are_told_where_they_are_told_apart(modularity, title):
    told = network.panel(
        desk(
            figure("communities.modularity", modularity),
            figure("communities.count", 2),
            figure("communities.authors", 40),
            *community(1, "@lou · fibre", 30, "lou"),
            *community(2, "@max · box", 10, "max"),
        )
    )
    assert told.title == title
    assert told.finding.number == "2"
    assert told.drawings == ()
    assert told.tools is None


def test_communities_that_are_not_drawn_are_not_named():
    told = network.panel(
        desk(
            figure("communities.modularity", 0.5),
            figure("communities.count", 2),
            figure("communities.authors", 40),
            *community(1, "@lou · fibre", 30, "lou"),
            *community(2, "@max · box", 10, "max"),
        )
    )
    assert told.table.rows == (("2 other communities", "—", "40"),)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "among the 200 people who lead it."), ("fr", "parmi les 200 personnes qui le mènent.")],
)
def test_a_network_measured_by_those_who_lead_it_says_so(language, said):
    leaders = figure("network.leaders", 200)
    told = network.panel(
        desk(
            figure("communities.modularity", 0.5),
            figure("communities.count", 1),
            figure("communities.authors", 30),
            *community(1, "@lou · fibre", 30, "lou"),
            leaders,
            language=language,
        )
    )
    assert said in told.note


def test_no_tie_is_said_with_its_reason():
    told = network.panel(desk(figure("communities.count", 0)))
    assert told.title.startswith("No community can be found")
    assert told.reason == "Fewer than five people are tied to one another."
