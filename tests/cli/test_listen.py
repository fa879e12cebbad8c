"""`parvis listen` as its user meets it: what it prints, shows, previews and refuses."""

from __future__ import annotations

import datetime as dt
import json
import os
import time

import pytest
from click.testing import CliRunner
from rich.console import Console

from parvis.cli.listening import Ending
from parvis.cli.main import main
from parvis.cli.screen import Screen
from parvis.collect.keys import Keys
from parvis.live import EXAMPLE, parse
from parvis.live.states import State, States
from parvis.sources.connectors import CONNECTORS

NOW = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HEAD = EXAMPLE.partition("[[source]]")[0]
FORM = '[[source]]\nkind = "files"\nname = "The form"\npath = "answers"\n'


def parvis(*args, code=0):
    """Run a command; what it prints, errors last."""
    done = CliRunner().invoke(main, [str(arg) for arg in ("listen", *args)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def listened(tmp_path):
    """A folder whose form was listened to once."""
    (tmp_path / "answers").mkdir()
    file = tmp_path / "answers" / "october.csv"
    file.write_text("id,text\n1,OurBrand is down again\n2,Our box is down\n3,Hello\n")
    os.utime(file, (time.time() - 60, time.time() - 60))
    (tmp_path / "listen.toml").write_text(HEAD + FORM)
    assert "The form: 3 new" in parvis(tmp_path / "listen.toml", "--once")
    return tmp_path


def test_a_preview_says_what_an_edit_would_change_and_changes_nothing(listened):
    file = listened / "listen.toml"
    assert "nothing would change" in parvis(file, "--preview")
    file.write_text(file.read_text().replace('ourbrand OR "our brand"', '"our box" OR hello'))
    before = sorted((listened / "lake").rglob("*"))
    told = parvis(file, "--preview")
    assert "Our brand: 1 before, 2 after (2 come, 1 go)" in told
    assert "  + Our box is down" in told
    assert "  - OurBrand is down again" in told
    assert "Hello" not in parvis(file, "--preview", "--samples", "1")
    (change,) = json.loads(parvis(file, "--preview", "--json"))
    assert (change["before"], change["after"], change["come"], change["gone"]) == (1, 2, 2, 1)
    assert sorted((listened / "lake").rglob("*")) == before
    parvis(file, "--once")
    assert "nothing would change" in parvis(file, "--preview")


def test_a_query_that_is_taken_out_loses_its_marks_and_a_new_one_gains_them(listened):
    file = listened / "listen.toml"
    file.write_text(file.read_text().replace('name = "Our brand"', 'name = "We"'))
    changes = {one["query"]: one for one in json.loads(parvis(file, "--preview", "--json"))}
    assert (changes["We"]["come"], changes["Our brand"]["gone"]) == (1, 1)


@pytest.mark.parametrize("kind", CONNECTORS)
def test_every_kind_tells_what_may_be_said_of_it(kind):
    told = parvis("--kind", kind)
    lines = told.splitlines()[3:]
    assert all(line.partition("): ")[2] for line in lines)
    assert {line.partition(" (")[0] for line in lines} >= {"name", "every", "days"}


@pytest.mark.parametrize(
    ("edit", "fact", "way_out"),
    [
        ((HEAD, 'lake = "lake"\n'), "no objective is stated", "--example"),
        (("[[source]]", "[[source]"), "it is not TOML", "--example"),
        (('kind = "files"\n', ""), "The form says no kind", "write one of"),
        (('"files"', '"fils"'), "no kind of source 'fils'", "write one of"),
        (
            ('"files"', '"facebook"'),
            "forbids listening, or charges",
            'kind = "files", path = "exports"',
        ),
        (('name = "The form"\n', ""), "missing required field `name`", "--kind files"),
        (("path =", "paths ="), "unknown field `paths`", "--kind files"),
        (('path = "answers"', 'path = "a"\nevery = -1'), "`float` > 0", "--kind files"),
        (('path = "answers"', 'path = "a"\ndays = 0'), "`int` >= 1", "--kind files"),
        (('"fast"', '"slow"'), "Invalid enum value 'slow'", "--example"),
        (("ourbrand OR", "ourbrand OR OR"), "expected a word", "take it away"),
        (("date = 2027-06-30", 'date = "soon"'), "objective.kpi[0].date", "--example"),
        ((FORM, FORM + FORM), "two sources are called 'The form'", "give each its own name"),
        ((FORM, FORM + 'key = "mine"\n'), "there is no such key", "`parvis keys set mine`"),
        ((FORM, ""), "`source`", "--example"),
    ],
)
def test_a_bad_listen_file_is_told_with_the_fault_the_fact_and_the_way_out(
    tmp_path, monkeypatch, edit, fact, way_out
):
    monkeypatch.setenv("PARVIS_KEYS", str(tmp_path / "keys"))
    whole = HEAD + FORM
    assert edit[0] in whole
    (tmp_path / "listen.toml").write_text(whole.replace(edit[0], edit[1], 1))
    told = parvis(tmp_path / "listen.toml", "--once", code=2)
    assert fact in told
    assert way_out in told


def states():
    """A source that gives, one that fails, and one that says nothing."""
    known = {"kind": "feed", "every": 60.0, "began": NOW - dt.timedelta(hours=1)}
    told = States(
        of={
            name: State(name=name, **known)
            for name in ("Le journal d'ici, édition du soir 🗞", "Failing", "Stalled")
        }
    )
    gives, fails, _ = told.of.values()
    gives.new, gives.read, gives.last_mention = 1_234_567, 1_234_567, NOW - dt.timedelta(minutes=3)
    gives.succeeded(NOW)
    gives.next_visit = NOW + dt.timedelta(seconds=45)
    fails.failed("https://a.example: the server has no time (503). What to do: try again later")
    fails.next_visit = NOW + dt.timedelta(seconds=90)
    told.warnings = ["the key paper expires in 3 days"]
    return told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_screen_has_all_its_columns_at_eighty_and_says_what_is_wrong(language):
    screen, told = Screen(language), states()
    screen.drawn(told, NOW - dt.timedelta(minutes=2))
    told.of["Failing"].new = 30
    console = Console(width=80, record=True, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    console.print(screen.drawn(told, NOW))
    lines = console.export_text().splitlines()
    assert all(head in lines[0] for head in screen.heads())
    assert "…" not in lines[0]
    assert lines[1].rstrip().endswith("0")
    assert ("1\u202f234\u202f567" if language == "fr" else "1,234,567") in lines[1]
    assert " 15 " in lines[2]
    text = " ".join(" ".join(lines).split())
    assert "the server has no time (503)" in text
    assert "no answer since 2026-11-29 08:00:00" in text
    assert "the key paper expires in 3 days" in text


def test_only_keys_that_sources_name_are_warned_of_and_anew_each_day(tmp_path):
    keys = Keys(tmp_path)
    today = dt.date(2026, 11, 29)
    for name in ("paper", "other"):
        keys.set(name, "of nobody", expires=today + dt.timedelta(days=9))
    ending = Ending(parse(HEAD + FORM + 'key = "paper"'), keys)
    assert ending.warnings(today) == []
    (told,) = ending.warnings(today + dt.timedelta(days=2))
    assert told.startswith("the key paper expires in 7 days")
