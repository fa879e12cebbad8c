"""Facts that rooms tell each other: one file for each room that tells."""
