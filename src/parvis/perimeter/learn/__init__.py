"""How good a query is, from a labelled sample, and what would make it better."""
