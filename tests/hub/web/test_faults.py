"""A fault is a page that says the way out, also where an address only does something."""

from django.utils import translation


def test_reading_an_address_that_only_does_something_shows_a_page(org):
    client = org.client("owner", "group")
    answer = client.get(f"/objectives/{org.lyon.pk}/activate/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert b"A button leads here" in answer.content


def test_a_day_in_the_trail_is_written_as_people_read_it(org, goals):
    goals.enter(org.volcan, 1, asked=3)
    owner = org.person("owner", "group")
    owner.language = "fr"
    owner.save()
    with translation.override("en"):  # whoever reads leaves their language behind
        said = org.client("owner", "group").get("/trail/").content.decode()
    assert goals.today.isoformat()[:8] not in said
