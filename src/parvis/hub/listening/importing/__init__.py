"""A file becomes a source: given, looked at by the worker, corrected, confirmed, taken.

shelf      where it lies          looking    what is seen in it      services   each act on it
settling   what became of it      forms, views   its pages

The listener takes it into the lake, as it takes whatever is heard: one writes, and nothing is kept
twice.
"""
