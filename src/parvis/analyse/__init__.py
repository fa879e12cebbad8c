"""Small results from many mentions: volume, voice, tonality, answers, duplicates, hubs, matrix.

Pure functions, a frame in and a small Polars frame out. They count the rows they are given: pass
the kept mentions. docs/decisions/0006-reduce-then-finish.md tells how they run on any engine.
"""
