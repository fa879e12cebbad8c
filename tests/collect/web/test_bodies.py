"""Unpacking piece by piece gives what was packed, however the bytes are cut."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.web.bodies import PIECE, Unpacker

PACKINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw": lambda body: zlib.compress(body, wbits=-zlib.MAX_WBITS),
}
# What packs to little and what packs to nothing smaller, in one.
BODIES = st.tuples(st.binary(max_size=300), st.integers(1, 3_000)).map(lambda b: b[0] * b[1])


def unpacked(packed, how, size):
    unpacker = Unpacker("gzip" if how == "gzip" else "deflate")
    pieces = []
    for start in range(0, len(packed), size):
        pieces += unpacker.feed(packed[start : start + size])
    return pieces, unpacker.is_whole


@given(BODIES, st.sampled_from(list(PACKINGS)), st.sampled_from([1, 7, 1_000, 1 << 20]))
def test_what_was_packed_comes_back_in_bounded_pieces(body, how, size):
    pieces, is_whole = unpacked(PACKINGS[how](body), how, size)
    assert b"".join(pieces) == body
    assert is_whole
    assert all(len(piece) <= PIECE for piece in pieces)


@given(st.lists(BODIES, min_size=2, max_size=4), st.sampled_from([1, 7, 1 << 20]))
def test_members_one_behind_another_are_one_body(bodies, size):
    pieces, is_whole = unpacked(b"".join(map(gzip.compress, bodies)), "gzip", size)
    assert b"".join(pieces) == b"".join(bodies)
    assert is_whole


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["gzip", "deflate"]), st.data())
def test_what_is_cut_off_is_never_whole(body, how, data):
    packed = PACKINGS[how](body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    assert not unpacked(packed[:cut], how, 1 << 20)[1]


@given(st.binary(max_size=2_000), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_are_damaged(noise, how):
    try:
        pieces, _ = unpacked(noise, how, 100)
    except zlib.error:
        return
    assert all(len(piece) <= PIECE for piece in pieces)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "*"])
def test_what_was_not_asked_for_is_refused(encoding):
    with pytest.raises(ValueError, match=r".+"):
        Unpacker(encoding)
