"""Whether people come by the address that they type, and whether what they send is encrypted."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from parvis.hub.serving.doctor.finding import Finding, broken, doubtful, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
PATIENCE: Final = 10.0
MARK: Final = "Content-Security-Policy"


def address(environment: Environment) -> Iterator[Finding]:
    """Look at the address, at what stands before the hub, and at who answers there."""
    yield _encryption(environment)
    yield _proxies(environment)
    yield _answer(environment)


def _encryption(environment: Environment) -> Finding:
    if environment.is_secure or environment.host in LOCAL:
        return well("address", _("People come by %(address)s.") % {"address": environment.address})
    fact = _("%(address)s is not encrypted: passwords can be read on the way.")
    mend = _("Put a proxy with TLS before it, and write PARVIS_ADDRESS=https://%(host)s.")
    return broken(
        "address", fact % {"address": environment.address}, mend % {"host": environment.host}
    )


def _proxies(environment: Environment) -> Finding:
    if environment.is_secure and not environment.proxies:
        fact = _("The address is https, but no proxy is named that could end its encryption.")
        mend = _(
            "Write PARVIS_PROXIES=1 where one proxy is before it: else attempts to sign in are"
            " limited for all people together, as all come from the proxy."
        )
        return broken("proxies", fact, mend)
    if environment.proxies and not environment.is_secure:
        fact = _("A proxy is named, but the address is not https.")
        return doubtful("proxies", fact, _("Write PARVIS_ADDRESS as people type it."))
    return well("proxies", _("Proxies before it: %(n)d.") % {"n": environment.proxies})


def _answer(environment: Environment) -> Finding:
    told = {"address": environment.address, "why": ""}
    try:
        with urllib.request.urlopen(environment.address, timeout=PATIENCE) as answer:  # noqa: S310
            is_ours = MARK in answer.headers
    except urllib.error.HTTPError as fault:
        is_ours = MARK in fault.headers and fault.code < 500
    except (urllib.error.URLError, OSError) as fault:
        reason = getattr(fault, "reason", fault)
        if isinstance(reason, ssl.SSLError):
            text = _("The certificate of %(address)s is not accepted: %(why)s.")
            mend = _("Have the proxy fetch a valid certificate, and renew it by itself.")
            return broken("answer", text % (told | {"why": str(reason)}), mend)
        text = _("Nobody answers at %(address)s: %(why)s.")
        mend = _("Start it (parvis serve), and look whether name and proxy lead to it.")
        return doubtful("answer", text % (told | {"why": str(reason)}), mend)
    if is_ours:
        return well("answer", _("Parvis answers at %(address)s.") % told)
    text = _("Something else than Parvis answers at %(address)s.")
    return broken("answer", text % told, _("Have the proxy lead there to Parvis."))
