"""What every way of collecting shares; so far, where rejected rows go."""
