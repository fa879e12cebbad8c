"""Signing in, out of a forgotten password and by the keyboard alone, in French and in English."""

from __future__ import annotations

import email
import email.policy
import re
import time

import pytest

from tests.hub.browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["fr", "en"])]

SEEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
WORDS = "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"


def tab_to(walker, words, most=60):
    """Go on by Tab until what has these words is focused; the focus is to be seen all the way."""
    for _step in range(most):
        walker.page.keyboard.press("Tab")
        assert walker.page.evaluate(SEEN), walker.page.evaluate("document.activeElement.outerHTML")
        if walker.page.evaluate(WORDS) == words:
            return
    raise AssertionError(f"{words} cannot be reached by Tab")


def type_into(walker, english, text):
    tab_to(walker, walker.words(english))
    walker.page.keyboard.type(text)


def enter(walker):
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")


def test_a_unit_is_added_by_the_keyboard_alone(comes, language):
    walker = comes(language)
    walker.go("/")
    walker.page.keyboard.press("Tab")
    assert walker.page.evaluate(WORDS) == walker.words("Skip to the content")
    walker.page.keyboard.press("Enter")
    owner = walker.hub.filled["people"][language]
    type_into(walker, "Email address", owner["email"])
    type_into(walker, "Password", owner["password"])
    enter(walker)
    walker.page.keyboard.press("?")
    assert walker.page.get_by_role("dialog", name=walker.words("Keyboard shortcuts")).is_visible()
    walker.page.keyboard.press("Escape")
    walker.page.keyboard.press("g")
    place = walker.page.locator(".rail nav a").all_inner_texts().index(walker.words("Organisation"))
    with walker.page.expect_navigation():
        walker.page.keyboard.press(str(place + 1))
    walker.page.keyboard.press("/")
    walker.page.keyboard.type("lyon")
    enter(walker)
    tab_to(walker, "Volcan Lyon")
    enter(walker)
    tab_to(walker, walker.words("Add a unit"))
    enter(walker)
    type_into(walker, "Name", f"Quai {language}")
    tab_to(walker, walker.words("Kind"))
    type_into(walker, "Code", f"quai-{language}")
    enter(walker)
    assert walker.reads("%(name)s is added.", name=f"Quai {language}")
    assert walker.faults == []


def test_a_forgotten_password_is_chosen_anew_by_a_mail(comes, language):
    link, mail = asked(comes, language)
    words = {"fr": "Choisir un autre mot de passe", "en": "Choose another password"}
    assert mail["Subject"] == f"{words[language]} {'pour' if language == 'fr' else 'for'} Parvis"
    assert "Forgetful" in mail.get_content()
    walker = comes(language)
    assert link.startswith(walker.hub.address + "/")
    walker.go(link)
    assert faults_of(walker.page, language) == []
    walker.fill(password1="court", password2="court")
    walker.press("Save")
    assert walker.page.locator("main .fault").count()
    assert faults_of(walker.page, language) == []
    password = walker.hub.filled["people"][language]["password"]
    walker.fill(password1=password, password2=password)
    walker.press("Save")
    assert walker.reads("Your password is changed")
    walker.go(link)
    assert walker.reads("This link works no more")


def test_keys_that_are_turned_off_do_nothing(comes, language):
    walker = comes(language)
    walker.sign_in_as_owner()
    walker.page.get_by_role("button", name=walker.words("Keyboard shortcuts")).click()
    assert faults_of(walker.page, language) == []
    walker.page.locator("#keys-work").uncheck()
    walker.go("/organisation/")
    walker.page.keyboard.press("?")
    walker.page.keyboard.press("/")
    assert not walker.page.locator("dialog").is_visible()
    assert walker.page.evaluate("document.activeElement.tagName") == "BODY"


def asked(comes, language):
    """Ask for the link from a browser of the other language; the mail is in the person's own."""
    walker = comes({"fr": "en", "en": "fr"}[language])
    before = len(walker.hub.mails())
    walker.go("/sign-in/login/")
    walker.follow("Forgotten your password?")
    walker.fill(email=walker.hub.filled["people"][language]["forgetful"])
    walker.press("Send the link")
    assert walker.reads("Look into your mail")
    until = time.monotonic() + 20
    while len(walker.hub.mails()) == before and time.monotonic() < until:
        time.sleep(0.1)
    mail = email.message_from_string(walker.hub.mails()[-1], policy=email.policy.default)
    return re.search(r"http\S+/password/reset/key/\S+", mail.get_content())[0], mail


def test_a_passkey_takes_the_place_of_the_password(comes, language):
    walker = comes(language)
    with_authenticator(walker)
    told = walker.hub.filled["people"][language]
    walker.sign_in(told["keyholder"], told["password"])
    walker.go("/sign-in/2fa/webauthn/add/")
    assert faults_of(walker.page, language) == []
    walker.confirm(told["password"])
    assert faults_of(walker.page, language) == []
    walker.fill(name="Montre")
    walker.page.locator("main [name=passwordless]").check()
    walker.press("Add")
    for address in ("", *keys_of(walker)):
        walker.go(f"/sign-in/2fa/webauthn/{address}")
        assert faults_of(walker.page, language) == []
    walker.sign_out()
    walker.go("/sign-in/login/")
    walker.press("Sign in with a passkey")
    assert walker.page.url == walker.hub.address + "/"
    assert walker.faults == []


def with_authenticator(walker):
    """Give the browser what a telephone has: a lock that says who holds it."""
    devtools = walker.page.context.new_cdp_session(walker.page)
    devtools.send("WebAuthn.enable")
    kept = ("hasResidentKey", "hasUserVerification", "isUserVerified")
    options = {"protocol": "ctap2", "transport": "internal", **dict.fromkeys(kept, True)}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def keys_of(walker):
    walker.go("/sign-in/2fa/webauthn/")
    links = walker.page.locator("main .things a").evaluate_all("all => all.map(one => one.href)")
    return [link.split("/webauthn/")[1] for link in links]
