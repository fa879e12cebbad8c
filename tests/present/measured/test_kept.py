"""Whether customers stay, buy again or leave, as the report and the brief tell it."""

from __future__ import annotations

import pytest

from parvis.present.measured.board import board
from parvis.present.measured.document import places
from parvis.present.measured.panels import chapters, churn, purchases, retention
from tests.present.measured.made import desk, figure


def stays(way, gap, low, high):
    shares = {"engaged": 80.0, "others": 80.0 - gap}
    return (
        figure("retention.difference", gap, unit="points", low=low, high=high, way=way),
        figure("retention.p", 0.01, unit="of 1", way=way),
        *(
            figure(
                "retention.stays",
                value,
                unit="%",
                low=value - 3,
                high=value + 3,
                way=way,
                group=group,
            )
            for group, value in shares.items()
        ),
        *(figure("retention.customers", 400, unit="customers", way=way, group=g) for g in shares),
        *(
            figure(
                "retention.curve",
                100 - (100 - value) * day / 180,
                unit="%",
                low=90 - (100 - value) * day / 180,
                high=100.0,
                way=way,
                group=group,
                day=day,
            )
            for group, value in shares.items()
            for day in (0, 90, 180)
        ),
    )


def retained(gap=5.0, low=2.0, high=8.0):
    return (
        figure("retention.horizon", 180, unit="days"),
        *stays("ever", 24.0, 22.0, 26.0),
        *stays("landmarked", 11.0, 9.0, 13.0),
        *stays("matched", gap, low, high),
    )


def bought(came=500):
    return (
        figure("purchases.weeks", 26.0, unit="weeks"),
        figure("purchases.from", "2027-04-01", unit="day"),
        figure("purchases.to", "2027-09-30", unit="day"),
        figure("purchases.expected", 480.0, unit="purchases", low=430.0, high=530.0),
        figure("purchases.tried", 510.0, unit="purchases", low=460.0, high=560.0, side="foretold"),
        figure("purchases.tried", came, unit="purchases", side="came"),
        figure("purchases.error", 2.0, unit="%"),
        figure("purchases.alive", 90.0, unit="customers"),
        *(figure("purchases.expected", 160.0, unit="purchases", again=n) for n in range(3)),
        *(figure("purchases.customers", 50, unit="customers", again=n) for n in range(3)),
        *(figure("purchases.alive", 30.0, unit="customers", again=n) for n in range(3)),
    )


def leaving(low=0.74):
    return (
        figure("churn.left", 19.0, unit="%"),
        figure("churn.auc", 0.76, unit="of 1", low=low, high=0.79),
        figure("churn.accuracy", 82.0, unit="%"),
        figure("churn.usual", 81.0, unit="%"),
        *(figure("churn.tenth", 52.0 / tenth, unit="%", tenth=tenth) for tenth in range(1, 11)),
        *(figure("churn.part", 28.0 / tenth, unit="%", tenth=tenth) for tenth in range(1, 11)),
        figure("churn.weight", -1.24, unit="log-odds", known="contract yearly"),
    )


def lines(told, question):
    brief = board(told, places(chapters(told)))
    return [
        line.sentence for part in brief.parts if part.question == question for line in part.lines
    ]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "Like with like, more of the engaged customers are still there after 180 days",
        ),
        ("fr", "À ancienneté égale, les clients engagés sont plus nombreux à être encore là"),
    ],
)
def test_like_with_like_comes_first_and_the_careless_count_beside_it(language, says):
    (panel,) = retention.panels(desk(*retained(), language=language))
    assert panel.title.replace("\u00a0", " ").startswith(says.replace("\u00a0", " "))
    assert "24" in panel.title
    assert len(panel.drawings) == 2
    assert panel.drawings[0].name == panel.table.rows[0][0]
    assert len(panel.table.rows) == 3


def test_more_that_stay_ask_for_a_trial_and_not_for_a_budget():
    told = desk(*retained())
    assert any("Engage customers drawn by lot" in line for line in lines(told, "decide"))
    assert any("Like with like" in line for line in lines(told, "came"))


def test_a_gap_that_may_be_none_is_not_told_as_one():
    told = desk(*retained(1.0, -3.0, 5.0))
    (panel,) = retention.panels(told)
    assert "cannot be told" in panel.title
    assert any("Do not count on engagement" in line for line in lines(told, "decide"))
    assert not [line for line in lines(told, "came") if "engaged" in line]


def test_a_gap_below_zero_is_told_as_fewer():
    (panel,) = retention.panels(desk(*retained(-5.0, -8.0, -2.0)))
    assert "5\u00a0points fewer" in panel.title


def test_a_refusal_is_told_with_its_reason_on_the_page_and_to_the_board():
    reason = "4 engaged customers and 20 others (landmarked): choose another day"
    told = desk(figure("retention.difference", None, unit="points", reason=reason, way="matched"))
    (panel,) = retention.panels(told)
    assert panel.reason == f"{reason}."
    assert any(reason in line for line in lines(told, "unknown"))


def test_purchases_to_come_are_told_with_how_right_it_was():
    (panel,) = purchases.panels(desk(*bought()))
    assert panel.title == (
        "480 purchases are to be expected from 1\u00a0April\u00a02027 "
        "to 30\u00a0September\u00a02027 (430\u2013530)"
    )
    assert "510 foretold (460\u2013560), 500 came." in panel.note
    assert [row[0] for row in panel.table.rows] == ["Never", "Once", "2 times or more"]
    assert "33%" in panel.drawings[0].wide


def test_a_trial_that_missed_is_told_to_the_board():
    told = desk(*bought(came=700))
    (panel,) = purchases.panels(told)
    assert "outside the interval" in panel.note
    assert any("outside the interval" in line for line in lines(told, "unknown"))


def test_who_leaves_is_told_by_tenth_and_asks_to_be_spoken_to():
    told = desk(*leaving())
    (panel,) = churn.panels(told)
    assert panel.title == (
        "Of the 10% of customers most likely to leave, 52% left, against 19% of all"
    )
    assert panel.table.rows == (("contract yearly", "\u00d7 0.29"),)
    assert "76 times in 100 (74 to 79; chance makes 50)" in panel.note
    assert any("Speak first to the tenth" in line for line in lines(told, "decide"))


def test_a_guess_is_called_one_and_asks_for_nothing():
    told = desk(*leaving(low=0.48))
    (panel,) = churn.panels(told)
    assert "does not tell who leaves" in panel.title
    assert not [line for line in lines(told, "decide") if "Speak first" in line]


def test_the_brief_holds_something_of_everything_before_more_of_the_same():
    told = desk(*retained(), *bought(came=700), *leaving())
    decide = lines(told, "decide")
    assert len(decide) == len(set(decide))
    assert any("drawn by lot" in line for line in decide)
    assert any("Speak first" in line for line in decide)
