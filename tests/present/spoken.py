"""An invented gap of words between a brand and its public, and what is asked of it, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMS = {
    "retard": (2.1, 6.1, 0.001, 3.0, 41.0),
    "wagon bondé": (1.4, 4.2, 0.01, 0.0, 12.0),
    "quai": (0.4, 1.1, 0.4, 2.0, 3.0),
    "perturbation": (-1.9, -5.0, 0.001, 30.0, 2.0),
    "messagerie privée": (-2.8, -7.0, 0.0001, 48.0, 0.0),
}
"""By term, the public's surest first: lean, z, p, share of the texts and of the people."""

MORE = {
    **{f"mot {n}": (1.2, 4.0, 0.01, 0.0, 8.0 - n) for n in range(3)},
    **TERMS,
    **{f"terme {n}": (-1.2, -4.0, 0.01, 8.0 - n, 0.0) for n in range(3)},
}
"""The same, with five of each side that stand out."""


WISHES = {
    "wifi à bord": (14, 0.01, 3.2),
    "billet unique": (9, 0.6, 1.1),
    "quai couvert": (4, 0.9, 0.8),
}
"""By demand, the most asked for first: people, p, times."""


def figure(
    name: str,
    value: float | str,
    *,
    half: float | None = None,
    of: str = "vocabulary",
    **by: str | int,
) -> Figure:
    """One figure of a chapter, with its interval where `half` of it is given."""
    low, high = (None, None) if half is None else (float(value) - half, float(value) + half)
    return Figure(
        key=f"{of}.{name}",
        value=value,
        unit="",
        by=by,
        low=low,
        high=high,
        kind="measured" if half is None else "estimated",
        definition=f"Definition of {of}.{name}.",
        query=f"{of} -- {name}",
    )


def vocabulary(*shown: str, terms=TERMS, brand="Cévenol") -> Iterator[Figure]:
    """Every figure of the gap; `shown` are mentions that say the terms in their order."""
    yield figure("language", "fr", brand=brand)
    yield figure("texts", 120, brand=brand)
    yield figure("people", 900, brand=brand)
    for term, (lean, z, p, texts_share, people_share) in terms.items():
        by = {"brand": brand, "term": term}
        yield figure("lean", lean, half=0.9, **by)
        shares = {"texts_share": texts_share, "people_share": people_share}
        counts = {"texts": round(1.2 * texts_share), "people": round(9 * people_share)}
        for name, value in {"z": z, "p": p, **counts, **shares}.items():
            yield figure(name, value, **by)
    for term, name in zip(terms, shown, strict=False):
        yield figure(
            "example", name, brand=brand, term=term, who="public" if terms[term][0] > 0 else "brand"
        )


def demands(*shown: str, wishes=WISHES, asking=41, brand="Cévenol") -> Iterator[Figure]:
    """Every figure of what is asked of a brand; `shown` are mentions that ask, in turns."""
    yield figure("asking", asking, of="demand", brand=brand)
    for name, (people, p, times) in wishes.items():
        by = {"of": "demand", "brand": brand, "demand": name}
        yield figure("people", people, **by)
        yield figure("p", p, **by)
        yield figure("times", times, half=0.5, **by)
        yield figure("period", people, period="2024-10-01", **by)
    for place, name in enumerate(shown):
        rank, wish = divmod(place, max(1, len(wishes)))
        by = {"of": "demand", "brand": brand, "demand": list(wishes)[wish]}
        yield figure("example", name, rank=rank + 1, **by)
