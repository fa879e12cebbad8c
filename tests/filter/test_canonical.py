"""What copying changes is taken off; what is said stays."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.filter.canonical import canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("😂😂", ""),
        ("@free @freebox", ""),
        ("RT @free: Le réseau est rétabli", "le reseau est retabli"),
        ("rt @free Le réseau est rétabli", "le reseau est retabli"),
        ("Le RT de ce matin", "le rt de ce matin"),
        ("@free Le réseau est rétabli https://t.co/a1b2", "le reseau est retabli"),
        ("Le réseau est rétabli http", "le reseau est retabli"),
        ("LE RÉSEAU EST RÉTABLI !!!", "le reseau est retabli"),
        ("Le re\u0301seau… est, rétabli.", "le reseau est retabli"),
        ("Le réseau\n\nest   rétabli", "le reseau est retabli"),
        ("#panne à #Lyon", "panne a lyon"),
        ("l\N{RIGHT SINGLE QUOTATION MARK}eau, l'eau", "l eau l eau"),
        ("commande n° 4521", "commande n 4521"),
        ("ﬁbre Ⅳ", "fibre iv"),
        ("écrire à contact@example.org", "ecrire a contact"),
        ("昨天没网", "昨 天 没 网"),
        ("สวัสดี", "ส ว ส ด"),
    ],
)
def test_it_keeps_the_words_alone(text, expected):
    assert canonical(pl.Series([text])).item() == expected


def test_it_is_its_own_canonical_form():
    once = canonical(pl.Series(["RT @x: Ça alors, 3 jours ! #ras_le_bol 昨天没网", "", None]))
    assert canonical(once).equals(once)
    assert once.null_count() == 0


def test_it_reads_a_bounded_part_of_a_long_text():
    [text] = canonical(pl.Series(["mot " * 100_000]))
    assert len(text) < 2_001
