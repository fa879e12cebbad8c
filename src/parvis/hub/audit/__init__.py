"""Audit trail, by whom, to what: lines that are only added, each bound to the one before."""
