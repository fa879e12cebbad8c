"""What every page shares: its shell and parts, its security headers, how it says a fault."""
