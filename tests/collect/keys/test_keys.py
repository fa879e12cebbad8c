"""Keys at rest: sealed, bound to their names, never lost and never shown."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.keys import Keys, Known, warnings_of
from parvis.collect.keys.sealing import Seal
from parvis.errors import KeysError

KEY = "sesame-open-1234"
TODAY = dt.date(2026, 3, 3)
SINCE = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def keys(tmp_path):
    keys = Keys(tmp_path / "keys")
    keys.set("mastodon", KEY, expires=dt.date(2026, 3, 9))
    return keys


def test_a_key_comes_back_and_no_file_holds_it(keys):
    assert Keys(keys.folder).get("mastodon") == KEY
    assert not any(KEY.encode() in file.read_bytes() for file in keys.folder.iterdir())


def test_its_owner_alone_reads_the_secret_and_the_folder(keys):
    assert stat.S_IMODE((keys.folder / "keys.secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    (keys.folder / "keys.secret").chmod(0o640)
    with pytest.raises(KeysError, match="others can read it"):
        keys.get("mastodon")


def test_another_secret_opens_nothing_and_loses_nothing(keys):
    before = (keys.folder / "keys.json").read_bytes()
    other = Keys(keys.folder, secret="A" * 43 + "=")
    with pytest.raises(KeysError, match="the keys are untouched"):
        other.get("mastodon")
    with pytest.raises(KeysError, match="is not the secret"):
        other.set("bluesky", "x")
    assert (keys.folder / "keys.json").read_bytes() == before
    assert keys.get("mastodon") == KEY


def test_a_secret_that_is_gone_is_told_and_not_made_anew(keys):
    secret = keys.folder / "keys.secret"
    kept = secret.read_bytes()
    secret.unlink()
    for fails in (lambda: keys.get("mastodon"), lambda: keys.set("bluesky", "x")):
        with pytest.raises(KeysError, match="bring it back"):
            fails()
    assert not secret.exists()
    secret.write_bytes(kept)
    secret.chmod(0o600)
    assert keys.get("mastodon") == KEY


@pytest.mark.parametrize("secret", ["", "abc", "é", "A" * 40])
def test_what_is_no_secret_is_told(keys, secret):
    with pytest.raises(KeysError, match="no secret of 32 bytes"):
        Keys(keys.folder, secret=secret).get("mastodon")


def test_the_secret_may_be_kept_elsewhere(tmp_path):
    here = {"PARVIS_KEYS": str(tmp_path / "k"), "PARVIS_KEYS_SECRET": "A" * 43 + "="}
    Keys.of_environment(here).set("x", KEY)
    assert Keys.of_environment(here).get("x") == KEY
    assert not (tmp_path / "k" / "keys.secret").exists()


def test_the_folder_is_that_of_the_user_by_default():
    assert (
        Keys.of_environment({"XDG_CONFIG_HOME": "/etc/lea"}).folder.as_posix() == "/etc/lea/parvis"
    )
    assert Keys.of_environment({}).folder.parts[-2:] == (".config", "parvis")


def test_a_sealed_key_under_another_name_does_not_open(keys):
    file = keys.folder / "keys.json"
    stored = json.loads(file.read_text())
    stored["keys"]["bluesky"] = stored["keys"]["mastodon"]
    file.write_text(json.dumps(stored))
    with pytest.raises(KeysError, match="bluesky: the key is damaged"):
        keys.get("bluesky")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"keys": {"x": 1}}'])
def test_a_file_that_is_none_is_told_and_left_as_it_is(keys, text):
    file = keys.folder / "keys.json"
    file.write_text(text)
    for fails in (keys.known, lambda: keys.set("x", "y"), lambda: keys.remove("mastodon")):
        with pytest.raises(KeysError, match="no file of keys"):
            fails()
    assert file.read_text() == text


@pytest.mark.parametrize("name", ["", "a b", "../x", "a\n", "-x", "x" * 65])
def test_a_name_is_one_that_can_be_typed(keys, name):
    with pytest.raises(KeysError, match="cannot be a name"):
        keys.set(name, "x")


def test_an_empty_key_and_one_that_is_not_there_are_told(keys):
    with pytest.raises(KeysError, match="empty"):
        keys.set("x", "")
    for fails in (keys.get, keys.remove):
        with pytest.raises(KeysError, match="no such key"):
            fails("x")


def test_a_key_is_replaced_and_removed(keys):
    keys.set("mastodon", "other")
    assert (keys.get("mastodon"), keys.known()[0].expires) == ("other", None)
    keys.remove("mastodon")
    assert keys.known() == []


def _set(folder, number):
    Keys(folder).set(f"key{number}", str(number))


def test_of_many_who_set_keys_at_once_none_is_lost(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(_set, [(tmp_path, number) for number in range(12)])
    keys = Keys(tmp_path)
    assert {key.name: keys.get(key.name) for key in keys.known()} == {
        f"key{number}": str(number) for number in range(12)
    }


@given(st.text(), st.text(), st.binary(min_size=32, max_size=32))
def test_what_is_sealed_opens_under_its_label_alone(label, text, secret):
    try:
        label.encode(), text.encode()
    except UnicodeEncodeError:
        return
    seal = Seal(secret)
    sealed = seal.close(label, text)
    assert seal.open(label, sealed) == text
    assert seal.open(label + "x", sealed) is None
    assert seal.open(label, sealed[:-4] + "AAAA") in {None, text}
    assert sealed != seal.close(label, text)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (7, ["the key x expires in 7 days"]),
        (6, ["the key x expires in 6 days"]),
        (1, ["the key x expires tomorrow"]),
        (0, ["the key x expires today"]),
        (-1, ["the key x expired 1 day ago"]),
        (-9, ["the key x expired 9 days ago"]),
        (8, []),
    ],
)
def test_the_end_of_a_key_is_told_a_week_before(days, told):
    key = Known("x", SINCE, TODAY + dt.timedelta(days=days))
    assert [warning.split(". ")[0] for warning in warnings_of([key], TODAY)] == told


def test_a_key_without_an_end_warns_of_none():
    assert warnings_of([Known("x", SINCE)], TODAY) == []


def test_the_next_to_end_comes_first():
    ends = {"a": 6, "b": -1, "c": 2}
    keys = [Known(name, SINCE, TODAY + dt.timedelta(days=n)) for name, n in ends.items()]
    assert [w.split()[2] for w in warnings_of(keys, TODAY)] == ["b", "c", "a"]
