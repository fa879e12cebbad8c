"""People: who they are, how they sign in, in which tongue and time they read."""
