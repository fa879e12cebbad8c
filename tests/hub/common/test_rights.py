"""A role holds where it was given and below, and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parvis.hub.common.acts import ROLES, Act
from parvis.hub.common.rights import Rights

PATHS = st.lists(st.integers(1, 12), min_size=1, max_size=5).map(
    lambda ids: "/" + "".join(f"{one}/" for one in ids)
)
HELD = st.lists(st.tuples(PATHS, st.sampled_from(sorted(ROLES))), max_size=6)


@given(HELD, PATHS, st.sampled_from(Act))
def test_an_act_is_allowed_exactly_where_a_role_above_allows_it(held, path, act):
    told = any(path.startswith(above) and act in ROLES[role] for above, role in held)
    assert Rights(held).may(act, path) == told


@given(HELD, st.sampled_from(Act))
def test_no_root_of_an_act_is_below_another_and_all_are_covered(held, act):
    roots = Rights(held).roots(act)
    assert not any(a != b and a.startswith(b) for a in roots for b in roots)
    allowed = {path for path, role in held if act in ROLES[role]}
    assert all(any(path.startswith(root) for root in roots) for path in allowed)
    assert set(roots) <= allowed


def test_a_unit_whose_id_begins_as_anothers_is_not_under_it():
    assert not Rights([("/1/4/", "owner")]).may(Act.SEE, "/1/40/")


def test_only_owners_own_and_everybody_sees():
    assert {role for role, acts in ROLES.items() if Act.OWN in acts} == {"owner"}
    assert all(Act.SEE in acts for acts in ROLES.values())
