"""Which addresses of the Internet are public: the one question safe fetching rests on."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's translation; a cloud's metadata too
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's metadata, on an address that looks public
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
UNICAST_6 = IPv6Network("2000::/3")
NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols; Teredo, whose addresses hold others
        "2001:db8::/32",
        "3fff::/20",
    )
)
MAPPED = IPv6Network("::ffff:0:0/96")
TRANSLATED = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")


def is_public(address: str) -> bool:
    """Tell whether an address is one that anybody on the Internet could reach.

    An IPv6 address that holds an IPv4 one (mapped, translated by NAT64, 6to4) is as public as
    the one it holds.

    Arguments:
        address: as a socket is given it, with or without the zone of a link.

    Raises:
        ValueError: it is no address.

    Source: the IANA registries of special-purpose addresses (RFC 6890, 8190); RFC 6052, 3056.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        inner = _held_by(parsed)
        return _is_public_6(parsed) if inner is None else _is_public_4(inner)
    return _is_public_4(parsed)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    # The zone of a link belongs to no network, and `in` would refuse to say.
    bare = IPv6Address(int(address))
    return bare in UNICAST_6 and not any(bare in network for network in NOT_PUBLIC_6)


def _held_by(address: IPv6Address) -> IPv4Address | None:
    bare = IPv6Address(int(address))
    if bare in MAPPED or bare in TRANSLATED:
        return IPv4Address(int(bare) & 0xFFFF_FFFF)
    if bare in SIX_TO_FOUR:
        return IPv4Address((int(bare) >> 80) & 0xFFFF_FFFF)
    return None
