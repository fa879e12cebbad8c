"""DAG-CBOR and CAR: what is written is read, and no bytes do more than fail."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.sources.bluesky.dag_cbor import blocks_of, decoded
from tests.sources.contract.peers.dag_cbor import Cid, car, encoded

WHOLE = st.integers(-(1 << 63), (1 << 64) - 1)
PLAIN = st.one_of(
    st.none(), st.booleans(), WHOLE, st.text(), st.binary(), st.floats(allow_nan=False)
)
VALUES = st.recursive(
    PLAIN, lambda within: st.one_of(st.lists(within), st.dictionaries(st.text(), within))
)


@given(st.lists(VALUES, max_size=4))
def test_values_are_read_as_they_were_written(values):
    assert list(decoded(b"".join(map(encoded, values)))) == values


@given(st.lists(st.binary(), min_size=1))
def test_the_blocks_of_a_car_are_found_by_their_links(blocks):
    found = blocks_of(car(*blocks))
    for block in blocks:
        (link,) = decoded(encoded(Cid.of(block)))
        assert found[link["$link"]] == block


def test_a_link_is_written_as_the_protocol_writes_it():
    (link,) = decoded(encoded(Cid.of(b"")))
    assert link["$link"].startswith("bafyrei")


def test_bytes_become_json_where_json_is_wanted():
    assert list(decoded(encoded({"a": b"hi"}), as_json=True)) == [{"a": {"$bytes": "aGk="}}]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for read in (lambda: list(decoded(data)), lambda: blocks_of(data)):
        with suppress(ValueError):
            read()


@pytest.mark.parametrize(
    "data",
    [
        b"\x81" * 100_000,
        bytes.fromhex("9b00ffffffffffffff"),
        bytes.fromhex("bb00ffffffffffffff"),
        bytes.fromhex("5b00ffffffffffffff"),
        bytes.fromhex("9fff"),
        bytes.fromhex("c100"),
        bytes.fromhex("d82a01"),
        b"\xff" * 12,
    ],
    ids=["deep", "long list", "long map", "long bytes", "endless", "tag", "no link", "break"],
)
def test_what_would_fill_the_memory_is_refused_at_once(data):
    with pytest.raises(ValueError, match=r"\w"):
        list(decoded(data))
