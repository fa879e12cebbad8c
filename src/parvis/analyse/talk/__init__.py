"""The network of a talk, wholly measured: hubs of every kind, communities, a map.

`measuring` does it for any talk; `whole` measures a network that one process holds, and `led` one
that none does, by those who lead it.
"""

from __future__ import annotations

from parvis.analyse.talk.measuring import Before, Talk, network_of
from parvis.analyse.talk.whole import Network, Size

__all__ = ["Before", "Network", "Size", "Talk", "network_of"]
