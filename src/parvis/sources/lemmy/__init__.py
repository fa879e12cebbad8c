"""Lemmy, and what speaks its API."""
