"""Somebody who goes through the hub by what they read on its pages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.translation import gettext, override

from tests.hub.browser.filled import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.hub.browser.served import Hub

PERIOD = 30
LEFT = tuple(f"error: htmx:{one}" for one in ("afterRequest", "sendAbort", "sendError"))
"""What htmx says of a request that was given up, for a newer one or with its page."""


@dataclass
class Walker:
    """A person with a browser.

    Arguments:
        page: that they look at.
        hub: that they come to.
        language: that they read; words are given in English and looked for in it.
        faults: of what they came to, as the browser tells them.
        said: what they pressed, followed or opened, in their language.
    """

    page: Page
    hub: Hub
    language: str
    faults: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._told(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def words(self, english: str, **told: object) -> str:
        with override(self.language):
            return gettext(english) % told

    def go(self, address: str) -> None:
        self.page.goto(self.hub.address + address if address.startswith("/") else address)

    def press(self, english: str, within: str = "main") -> None:
        """Press the button of these words, and wait for the page that comes."""
        with self.page.expect_navigation():
            self._named("button", english, within).click()

    def follow(self, english: str, within: str = "main") -> None:
        with self.page.expect_navigation():
            self._named("link", english, within).click()

    def choose(self, thing: Locator) -> None:
        """Press what has no words of its own in the code, and wait for the page that comes."""
        self.said.append(thing.inner_text().strip().partition("\n")[0])
        with self.page.expect_navigation():
            thing.click()

    def open(self, english: str, within: str = "main") -> None:
        """Open what is folded under these words."""
        words = self._says(english)
        self.page.locator(within).locator("summary", has_text=words).first.click()

    def fill(self, **values: str) -> None:
        """Fill the fields of a form, each by its name."""
        for name, value in values.items():
            held = self.page.locator(f"main [name={name}]")
            if held.evaluate("one => one.tagName") == "SELECT":
                held.select_option(value)
            else:
                held.fill(value)

    def reads(self, english: str, **told: object) -> bool:
        return self.words(english, **told) in self.page.locator("main").inner_text()

    def sign_in(self, email: str, password: str) -> None:
        self.go("/sign-in/login/")
        self.fill(login=email, password=password)
        self.press("Sign in")

    def sign_in_as_owner(self) -> None:
        owner = self.hub.filled["people"][self.language]
        self.sign_in(owner["email"], owner["password"])

    def sign_in_as(self, role: str) -> None:
        """Sign in as somebody who has a role at Volcan."""
        self.sign_in(self.hub.filled["working"][self.language][role], PASSWORD)

    def confirm(self, password: str) -> None:
        """Confirm who one is, as is asked before one changes how one signs in."""
        self.fill(password=password)
        self.press("Go on")

    def sign_out(self) -> None:
        """Sign out, where there is room for the menu to be open."""
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.press("Sign out", within="header")

    def _named(self, role: str, english: str, within: str) -> Locator:
        words = self._says(english)
        return self.page.locator(within).get_by_role(role, name=words, exact=True).first  # type: ignore[arg-type]

    def _says(self, english: str) -> str:
        self.said.append(self.words(english))
        return self.said[-1]

    def _told(self, said: str) -> None:
        """Keep what is wrong; what was given up is not."""
        if said.startswith(("error", "warning")) and not said.startswith(LEFT):
            self.faults.append(f"{self.page.url}: {said}")


def code_of(secret: str) -> str:
    """The code that an app shows now for a secret."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))
