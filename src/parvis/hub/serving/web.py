"""`python -m parvis.hub.serving.web HOST PORT`: the web process."""

from __future__ import annotations

import sys

import uvicorn

from parvis.hub.serving.group import end_with_parent


def serve(host: str, port: int) -> None:
    """Serve until stopped; what is under way then is finished."""
    uvicorn.run(
        "parvis.hub.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=512,
    )


if __name__ == "__main__":
    end_with_parent()
    serve(sys.argv[1], int(sys.argv[2]))
