"""A number as a language writes it, which still knows the number: a workbook holds both."""

from __future__ import annotations

from typing import Self


class Numeral(str):
    """The text of a number; a sentence takes the text, a cell of a workbook the number.

    >>> said = Numeral.of("41%", 41.26, unit="%")
    >>> said == "41%", said.value, said.unit
    (True, 41.26, '%')
    """

    __slots__ = ("decimals", "unit", "value")
    decimals: int
    unit: str
    value: float

    @classmethod
    def of(cls, text: str, value: float, *, decimals: int = 0, unit: str = "") -> Self:
        """Return the text, knowing its number.

        Arguments:
            text: as the language writes it, rounded.
            value: as it is, not rounded.
            decimals: how many are written.
            unit: "%", "min", or none.
        """
        numeral = cls(text)
        numeral.value, numeral.decimals, numeral.unit = value, decimals, unit
        return numeral

    def with_unit(self, unit: str, written: str) -> Self:
        """Return the same number with its unit.

        Arguments:
            unit: of it.
            written: what stands after the number, the room before it as well.

        >>> Numeral.of("1,200", 1200.0).with_unit("€", " €").unit
        '€'
        """
        return self.of(self + written, self.value, decimals=self.decimals, unit=unit)
