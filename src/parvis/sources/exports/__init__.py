"""Exports of platforms and tools without an API here: tables of the names they use."""
