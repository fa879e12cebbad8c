"""Explore: what was said within a perimeter or for an objective, in figures that open."""
