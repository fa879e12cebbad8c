"""Sites by their sitemaps: which pages there are, and which are new."""
