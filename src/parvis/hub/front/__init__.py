"""The first page: what is asked of me, how we are doing."""
