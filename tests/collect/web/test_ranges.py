"""Which addresses are public, against what Python knows of them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.web.ranges import is_public

FOUR = st.ip_addresses(v=4)
SIX = st.ip_addresses(v=6)
PRIVATE = st.sampled_from(
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
    ]
).flatmap(lambda network: st.ip_addresses(v=4, network=network))  # fmt: skip


def is_special(address):
    return (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


@given(FOUR)
def test_no_special_address_of_version_four_is_public(address):
    if is_special(address) or not address.is_global:
        assert not is_public(str(address))


@given(st.integers(1, 223).map(lambda first: IPv4Address((first << 24) + 0x08_08_08)))
def test_an_ordinary_address_is_public(address):
    assert is_public(str(address)) == (not is_special(address))


@given(PRIVATE)
def test_private_networks_are_not_public_in_any_wrapping(address):
    number = int(address)
    wrapped = [
        address,
        IPv6Address(number | 0xFFFF << 32),
        IPv6Address((0x64_FF9B << 96) | number),
        IPv6Address((0x64_FF9B_0001 << 80) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        IPv6Address(number),
    ]
    assert not any(is_public(str(each)) for each in wrapped)


@given(SIX)
def test_no_special_address_of_version_six_is_public(address):
    if address.ipv4_mapped is None and address.sixtofour is None and is_special(address):
        translated = address in IPv6Network("64:ff9b::/96")
        assert translated or not is_public(str(address))


@given(st.ip_addresses(v=6, network="fe80::/10"), st.text("abc0123", min_size=1, max_size=5))
def test_the_zone_of_a_link_opens_nothing(address, zone):
    assert not is_public(f"{address}%{zone}")


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192",
        "fd00:ec2::254", "::1", "::",
        "255.255.255.255", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "2001::1", "100::1",
    ],
)  # fmt: skip
def test_metadata_of_clouds_and_other_places_of_ones_own_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"],
)
def test_addresses_that_anybody_reaches_are_public(address):
    assert is_public(address)


@given(FOUR)
def test_a_wrapped_address_is_as_public_as_what_it_holds(address):
    mapped = IPv6Address(int(address) | 0xFFFF << 32)
    assert is_public(str(mapped)) == is_public(str(address))
    assert address not in IPv4Network("10.0.0.0/8") or not is_public(str(mapped))
