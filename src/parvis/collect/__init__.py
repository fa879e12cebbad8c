"""What every way of collecting shares: safe fetching, and where rejected rows go."""
