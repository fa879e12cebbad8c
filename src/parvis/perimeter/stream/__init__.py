"""Thousands of queries against mentions as they arrive."""
