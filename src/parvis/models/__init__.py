"""Shipped model files, each with a card beside it; no code."""
