"""Values as people read them: rounded, not cut."""

from __future__ import annotations

import pytest

from parvis.hub.explore.templatetags.explore import change
from parvis.hub.objectives.figures import range_of, value_of


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(50.64, 0, "51%"), (49.99, 1, "50.0%"), (-0.4, 0, "0%"), (-1.26, 1, "\u22121.3%")],
)
def test_a_value_is_rounded(value, places, said):
    assert value_of(value, "%", places=places) == said


def test_so_are_the_bounds_of_an_interval_and_a_change():
    assert range_of(48.3, 52.98, "%") == "48 to 53%"
    assert change(288.57) == "+288.6\N{NO-BREAK SPACE}%"
