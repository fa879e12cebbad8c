"""Pages of objectives, of their KPIs, of what was counted, and of why."""
