"""How rarely chance alone does as much, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parvis.present.measured.desk import MeasureDesk

_FINE: Final = 0.001  # under which a p is not written out


def chance(desk: MeasureDesk, p: float) -> str:
    """Write how rarely chance alone does as much.

    Arguments:
        desk: of the report.
        p: 0 to 1.
    """
    if p < _FINE:
        return desk.words("lift.rarely", p=desk.tongue.number(_FINE, digits=3))
    return desk.tongue.number(p, digits=3)
