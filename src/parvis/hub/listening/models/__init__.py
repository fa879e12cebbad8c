"""What is heard, how it does, and what was asked of sources.

heard   perimeters and sources      doing       how the listener does
trial   sources tried               importing   files that were given
"""

from parvis.hub.listening.models.doing import Doing, Ear
from parvis.hub.listening.models.heard import Heard, Perimeter, Source, Wording
from parvis.hub.listening.models.importing import Import
from parvis.hub.listening.models.trial import Trial

__all__ = ["Doing", "Ear", "Heard", "Import", "Perimeter", "Source", "Trial", "Wording"]
