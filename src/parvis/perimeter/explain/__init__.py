"""Why a mention matches a query, or does not, and what would have made it."""
