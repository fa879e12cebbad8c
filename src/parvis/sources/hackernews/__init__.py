"""Hacker News, by Algolia's search of it."""
