"""Keys of sources, sealed where they lie.

sealing  what seals them, and where it is kept    store  the keys by name    expiry  how long yet
"""

from parvis.collect.keys.expiry import Known, warnings_of
from parvis.collect.keys.store import Keys

__all__ = ["Keys", "Known", "warnings_of"]
