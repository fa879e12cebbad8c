"""Whether a hub can be heard where it is to be."""

from __future__ import annotations

import errno
import socket

from parvis.hub.common.errors import RefusedError


def require_free(host: str, port: int) -> None:
    """Refuse a place at which nobody could hear it.

    Arguments:
        host: name or address of this machine.
        port: of it.

    Raises:
        RefusedError: the port is taken, or not allowed; there is no such host here.
    """
    try:
        family, kind, _proto, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)
            tried.listen()
    except OSError as fault:
        raise RefusedError(_why(fault, host, port), code="place") from fault


def _why(fault: OSError, host: str, port: int) -> str:
    told = {"host": host, "port": port, "why": fault.strerror or str(fault)}
    if fault.errno == errno.EADDRINUSE:
        text = (
            "Port %(port)d of %(host)s is in use by another program. "
            "What to do: end that one, or name another port (--port)."
        )
    elif fault.errno == errno.EACCES:
        text = (
            "Port %(port)d is for the system alone. "
            "What to do: name one above 1023 (--port), with a proxy in front of it."
        )
    else:
        text = (
            "Nothing can be heard at %(host)s, port %(port)d: %(why)s. "
            "What to do: name a host of this machine (--host), as 127.0.0.1."
        )
    return text % told
