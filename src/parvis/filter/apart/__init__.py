"""Near-duplicates of more texts than one process reads: the same groups, found part by part.

`sharing` tells of each text what others may share with it. `meeting` reads the texts of one key
and says which resemble which; `families` names what hangs together by that; `leading` reads a
family and says who repeats whom. `plan` joins them on an engine. Each step does what the one pass
of `parvis.filter.grouping` does with the same texts.
"""

from parvis.filter.apart.plan import groups_of

__all__ = ["groups_of"]
