"""What is heard, how it does, and what was asked of sources.

heard   perimeters and sources      doing   how the listener does      trial   sources tried
"""

from parvis.hub.listening.models.doing import Doing, Ear
from parvis.hub.listening.models.heard import Heard, Perimeter, Source, Wording
from parvis.hub.listening.models.trial import Trial

__all__ = ["Doing", "Ear", "Heard", "Perimeter", "Source", "Trial", "Wording"]
