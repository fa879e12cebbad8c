"""How a hub is started, watched and ended: web, worker and listener in one process group."""
