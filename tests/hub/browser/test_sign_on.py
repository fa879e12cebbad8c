"""Single sign-on by a real OpenID Connect provider: who comes in, with what their groups give."""

from __future__ import annotations

import pytest
import requests

pytestmark = pytest.mark.browser


def vouch(provider, sub, **claims):
    """Have the provider know somebody, and say this of them."""
    told = {"email": f"{sub}@example.org", "email_verified": True, "name": sub.title()}
    requests.put(f"{provider}/users/{sub}", json=told | claims, timeout=10).raise_for_status()


def sign_on(walker, sub, to="/"):
    """Sign on from the page of the hub, by the form of the provider."""
    walker.go("/sign-in/login/")
    name = walker.words("single sign-on")
    words = walker.words("Sign in with %(name)s", name=name)
    walker.page.get_by_role("button", name=words).click()
    walker.page.locator("input[name=sub]").fill(sub)
    walker.page.get_by_role("button", name="Authorize").click()
    walker.page.wait_for_url(walker.hub.address + "/" if to == "/" else to)


def map_group(walker, unit, group, role):
    walker.sign_in_as_owner()
    walker.go(f"/organisation/{walker.hub.filled['units'][unit]}/groups/")
    walker.fill(group=group, role=role)
    walker.press("Save")


def units_of(walker):
    walker.go("/")
    return walker.page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_groups_give_roles_and_take_them_back(comes, provider, language):
    owner = comes(language)
    map_group(owner, "volcan", f"care-{language}", "agent")
    owner.go(f"/organisation/{owner.hub.filled['units']['orage']}/groups/")
    owner.fill(group=f"press-{language}", role="reader")
    owner.press("Save")

    sub = f"camille-{language}"
    vouch(provider, sub, groups=[f"care-{language}", "unknown"])
    camille = comes(language)
    sign_on(camille, sub)
    assert "Volcan" in units_of(camille)
    assert "Orage" not in units_of(camille)

    camille.sign_out()
    vouch(provider, sub, groups=[f"press-{language}"])
    sign_on(camille, sub)
    assert "Orage" in units_of(camille)
    assert "Volcan" not in units_of(camille)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whoever_is_of_no_group_gets_nothing(comes, provider, language):
    nobody = comes(language)
    vouch(provider, f"nobody-{language}")
    sign_on(nobody, f"nobody-{language}")
    words = "You hold no role yet, so there is nothing that you may see. Ask whoever invited you."
    assert nobody.reads(words)
    nobody.go(f"/organisation/{nobody.hub.filled['units']['volcan']}/")
    assert nobody.reads("There is nothing here")


def test_somebody_invited_before_is_known_by_a_verified_address(comes, provider):
    owner = comes("en").hub.filled["people"]["en"]["email"]
    impostor = comes("en")
    vouch(provider, "impostor", email=owner, email_verified=False)
    sign_on(impostor, "impostor", to="**/callback/**")
    assert "is somebody here already" in impostor.page.locator("main").inner_text()
    vouch(provider, "early", email="early@example.org")
    early = comes("en")
    sign_on(early, "early")
    assert early.page.locator("h1").inner_text() == "Hello, Early"
