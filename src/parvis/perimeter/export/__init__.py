"""What a network's own search is asked for: never less than the query, and little more."""
