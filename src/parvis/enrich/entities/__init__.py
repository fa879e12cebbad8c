"""People, places, products and organisations that posts name, by rules and lists of names.

known.toml, known.py    the lists
candidates              what could be a name in a text
naming                  which of them are, and of what kind
"""

from parvis.enrich.entities.naming import name_entities

__all__ = ["name_entities"]
