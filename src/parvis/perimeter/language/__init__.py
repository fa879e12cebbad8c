"""The language of queries: its grammar, its tree, its fields, and what can be wrong."""
