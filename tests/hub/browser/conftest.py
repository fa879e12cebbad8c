"""A served hub with single sign-on, its provider, and people who come to it with a browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from oidc_provider_mock import run_server_in_thread

from tests.hub.browser.served import serving
from tests.hub.browser.touring import Tour
from tests.hub.browser.walking import Walker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.hub.browser.served import Hub


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Address of an OpenID Connect provider that anybody may sign on at."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Hub]:
    home = tmp_path_factory.mktemp("home") / "hub"
    told = {"PARVIS_OIDC_URL": provider, "PARVIS_OIDC_CLIENT": "parvis"}
    with serving(home, **told, PARVIS_OIDC_SECRET="secret") as served:  # noqa: S106 - of a mock
        yield served


@pytest.fixture
def comes(chromium: Browser, hub: Hub) -> Iterator[Callable[..., Walker]]:
    """Somebody with a browser of their own, who reads a language."""
    contexts = []

    def come(language: str, width: int = 1280) -> Walker:
        context = chromium.new_context(locale=language, viewport={"width": width, "height": 900})
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Walker(context.new_page(), hub, language)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def tour(request: pytest.FixtureRequest, comes: Callable[..., Walker], language: str) -> Tour:
    """The way of the tutorial that a module names, with somebody who goes it."""
    return Tour(request.module.TUTORIAL, comes(language))
