"""Every address there is, asked by every role from every place: nobody learns of a sibling's.

The addresses are those of the router, so that a new one without a rule fails here.
"""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from parvis.hub.common.acts import ROLES, Act
from parvis.hub.common.reach import FINDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.web.pages import Rule

pytestmark = [pytest.mark.once, pytest.mark.long]

ALLAUTH = "sign-in/"
"""Addresses of allauth: they are about whoever is signed in, and know no unit."""

OPEN = {"come-in/<slug:token>/", "alerts/feeds/<slug:token>.rss", "api/v1/openapi.json"}
"""Addresses that are open to whoever has them."""


def addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            yield address, one


EVERY = list(
    {
        address: (address, one)
        for address, one in addresses(get_resolver().url_patterns)
        if not address.startswith(ALLAUTH)
    }.values()
)


def rules(one: URLPattern) -> dict[str, Rule]:
    """The rule of each method of an address."""
    rule = getattr(one.callback, "rule", None)
    if rule is not None:
        return {"GET": rule, "POST": rule}
    if not inspect.isfunction(one.callback):
        return {}
    view = inspect.getclosurevars(one.callback).nonlocals.get("self")  # ninja's own
    operations = getattr(view, "operations", [])
    return {
        method: operation.view_func.rule
        for operation in operations
        for method in operation.methods
        if hasattr(operation.view_func, "rule")
    }


@pytest.mark.parametrize(("address", "one"), EVERY, ids=[a for a, _ in EVERY])
def test_every_address_has_a_rule(address, one):
    if address in OPEN or address == "api/v1/":
        return
    found = rules(one)
    assert found, f"{address} has no rule: @page(...), @endpoint(...) or @open_page(why)"
    assert all(rule.why for rule in found.values() if rule.is_open)


def kinds(one: URLPattern) -> list[str]:
    return list(one.pattern.converters)


NAMED = [(a, one) for a, one in EVERY if set(kinds(one)) & set(FINDERS)]


def things(org: Any) -> dict[str, Any]:
    """One of each kind, all of which belong to the hotel in Lyon."""
    from tests.hub.things import MAKERS

    missing = set(FINDERS) - set(MAKERS)
    assert not missing, f"tests/hub/things.py makes no {missing}"
    return {kind: MAKERS[kind](org) for kind in FINDERS}


WORDS = {"kind": "feed", "name": "volume", "criterion": "tonality"}
"""What stands in addresses beside ids."""

PLACES = {
    "lyon": "own",
    "volcan-fr": "above",
    "volcan": "above",
    "group": "above",
    "orage": "sibling",
}


BETWEEN = {"volcan-fr", "volcan"}
"""Above too: what comes down through them is tried by two roles."""
TRIED = [
    (role, code)
    for role in ROLES
    for code in PLACES
    if code not in BETWEEN or role in {"manager", "reader"}
]
TRIED += [("stranger", "group")]  # who is of no place


@pytest.mark.parametrize(("role", "code"), TRIED)
def test_nobody_reaches_what_is_not_theirs(org, role, code):
    client = org.client(role, code)
    may_see = role != "stranger" and PLACES[code] != "sibling"
    held = things(org)
    for address, one in NAMED:
        for method, rule in rules(one).items():
            url = _url(address, one, held)
            status = _asked(client, method, url)
            said = f"{method} {url} by {role} of {code}: {status}"
            if not may_see:
                assert status in {404, 405}, said
            elif rule.act is not None and rule.act not in ROLES[role]:
                assert status in {403, 405}, said
            else:
                assert status not in {401, 403, 404, 500}, said


@pytest.mark.parametrize("role", [*ROLES, "stranger"])
def test_lists_and_exports_hold_nothing_of_a_sibling(org, role):
    held = things(org)
    client = org.client(role, "orage")
    hidden = [org.lyon.name, org.france.name, "lyon"]
    for address, one in EVERY:
        if kinds(one) or "GET" not in rules(one):
            continue
        answer = client.get("/" + address.replace("^", ""))
        body = answer.content.decode("utf-8", "replace")
        assert answer.status_code in {200, 302, 403, 404, 405}, (address, answer.status_code)
        assert not [word for word in hidden if word in body], address
    assert held


def test_without_a_session_or_a_key_nothing_is_said(org, client):
    held = things(org)
    for address, one in EVERY:
        if address in OPEN or address == "api/v1/":
            continue
        for method in rules(one):
            answer = getattr(client, method.lower())("/" + _url(address, one, held).lstrip("/"))
            assert answer.status_code in {302, 401, 405}, (method, address, answer.status_code)


def test_acts_are_all_used():
    used = {rule.act for _, one in EVERY for rule in rules(one).values()}
    assert {Act.SEE, Act.MANAGE, Act.OWN} <= used


def _url(address: str, one: URLPattern, held: dict[str, Any]) -> str:
    for kind, converter in one.pattern.converters.items():
        name = type(converter).__name__.removesuffix("Converter").lower()
        value = held[kind].pk if kind in held else WORDS.get(kind, 1)
        address = address.replace(f"<{name}:{kind}>", str(value))
    return "/" + address


def _asked(client: Any, method: str, url: str) -> int:
    """The status of a request of which nothing stands afterwards."""
    with transaction.atomic():
        status = _status(client, method, url)
        transaction.set_rollback(True)
    return status


def _status(client: Any, method: str, url: str) -> int:
    body: dict[str, Any] = {}
    if url.startswith("/api/"):
        send = getattr(client, method.lower())
        body = json.dumps(body) if method in {"POST", "PATCH", "PUT"} else None
        said = {"data": body, "content_type": "application/json"} if body else {}
        return send(url, **said).status_code
    return getattr(client, method.lower())(url).status_code
