"""What every way of collecting shares: safe fetching, sealed keys, where rejected rows go."""
