"""What a query means, the same for every executor: where things stand, and what must hold."""
