"""What every endpoint of the API shares: who asks, rules, faults, pages, being asked twice."""
