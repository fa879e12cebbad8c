"""The brands of a simulated market: invented names, their accounts and how they answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedBrand:
    """One brand of the market and what is planted for it.

    Arguments:
        name: one word, found nowhere else in the simulated words.
        account: handle it advertises from; customers name it too.
        care_account: handle it answers from.
        is_own: the brand the study is for; the crisis strikes it.
        weight: its part of the talk, relative to the other brands.
        warmth: part of the praise in the praise and complaints about it, 0 to 1.
        answered: part of the customer posts it answers, 0 to 1.
        median_minutes: median of its delays in working hours.

    >>> BRANDS[0].accounts
    ('Orvelle', 'OrvelleAide')
    """

    name: str
    account: str
    care_account: str
    is_own: bool = False
    weight: float = 1.0
    warmth: float = 0.4
    answered: float = 0.7
    median_minutes: float = 60.0

    @property
    def accounts(self) -> tuple[str, str]:
        """The handles whose posts are the brand's own words."""
        return self.account, self.care_account


BRANDS = (
    SimulatedBrand(
        name="Orvelle",
        account="Orvelle",
        care_account="OrvelleAide",
        is_own=True,
        weight=0.34,
        warmth=0.38,
        answered=0.74,
        median_minutes=48,
    ),
    SimulatedBrand(
        name="Brivane",
        account="Brivane",
        care_account="BrivaneCare",
        weight=0.30,
        warmth=0.30,
        answered=0.52,
        median_minutes=190,
    ),
    SimulatedBrand(
        name="Talmio",
        account="TalmioOfficiel",
        care_account="TalmioSAV",
        weight=0.22,
        warmth=0.55,
        answered=0.88,
        median_minutes=17,
    ),
    SimulatedBrand(
        name="Veldane",
        account="VeldaneHQ",
        care_account="VeldaneHelp",
        weight=0.14,
        warmth=0.44,
        answered=0.63,
        median_minutes=95,
    ),
)
