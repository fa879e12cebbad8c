"""Queries written for other products, read into ours, with what could not be carried over."""
