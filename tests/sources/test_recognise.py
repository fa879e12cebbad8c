"""Columns: what the user says wins, what is doubtful is asked for, what is missing is named."""

from __future__ import annotations

import pytest

from parvis import sources
from parvis.errors import AmbiguousColumnsError, InputError, SourceError
from parvis.sources import PLATFORMS
from parvis.sources.platform import fold


@pytest.fixture
def read(tmp_path):
    def read_of(text: str, **options: object) -> sources.Harvest:
        (tmp_path / "posts.csv").write_text(text, encoding="utf-8")
        return sources.read(tmp_path / "posts.csv", **options)

    return read_of


def test_a_mapping_goes_before_what_would_be_recognised(read):
    text = "Tweet Id,Full Text,Traduction\n7,bonjour,hello\n"
    found = read(text, columns={"text": "Traduction"})
    assert found.frame["text"].to_list() == ["hello"]
    assert found.recognition.columns == {"id": "Tweet Id", "text": "Traduction"}
    assert found.recognition.unused == ["Full Text"]


def test_what_is_mapped_to_nothing_is_read_from_nowhere(read):
    text = "Tweet Id,Full Text,Country\n7,bonjour,FR\n"
    found = read(text, columns={"country": "", "id": ""})
    assert found.recognition.columns == {"text": "Full Text"}
    assert found.recognition.unused == ["Tweet Id", "Country"]
    assert found.frame["country"].to_list() == [None]


def test_a_mapping_makes_any_table_readable(read):
    text = "quand;quoi;qui\n2022-11-08;bonjour;anna\n"
    columns = {"text": "quoi", "author": "qui", "published_at": "quand"}
    row = read(text, columns=columns, platform="forum").frame.row(0, named=True)
    assert (row["text"], row["author"], row["published_at"].day) == ("bonjour", "anna", 8)


def test_a_platform_named_by_the_user_reads_its_own_columns(read):
    found = read("Message,Page\nbonjour,Mairie\n", platform="facebook").frame
    assert found.select("source", "kind", "medium").row(0) == ("facebook", "post", "social network")


def test_a_mapped_column_that_is_not_there_names_those_that_are(read):
    with pytest.raises(SourceError, match='no column "Corps" for "text"') as refused:
        read("Texte,Auteur\na,b\n", columns={"text": "Corps"})
    assert '"Texte", "Auteur"' in str(refused.value)


def test_a_mapping_to_no_column_of_a_mention_names_those_there_are(read):
    with pytest.raises(SourceError, match='"texte" is no column of a mention') as refused:
        read("Texte\na\n", columns={"texte": "Texte"})
    assert "published_at" in str(refused.value)


def test_two_columns_that_could_be_the_text_are_asked_about(read):
    with pytest.raises(AmbiguousColumnsError) as refused:
        read("Message,Body,id\nbonjour,hello,1\n")
    assert 'several columns could be "text": "Message", "Body"' in str(refused.value)
    assert 'columns = { text = "Message" }' in str(refused.value)


def test_nothing_is_asked_where_the_contents_decide(read):
    assert read("Message,Body\nbonjour,\nsoir,\n").recognition.columns["text"] == "Message"
    assert read("Message,Body\n,bonjour\n,soir\n").recognition.columns["text"] == "Body"
    assert read("Message,Body\nbonjour,bonjour\n").recognition.columns["text"] == "Message"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [("created_at,timestamp,text", "created_at"), ("timestamp,date,text", "timestamp"),
     ("date,time,text", "date")],
)  # fmt: skip
def test_known_companions_are_decided_by_an_order(read, header, chosen):
    found = read(header + "\n2022-11-08,2022-11-09,bonjour\n")
    assert found.recognition.columns["published_at"] == chosen


def test_no_text_column_lists_the_columns_and_shows_a_mapping(read):
    with pytest.raises(SourceError) as refused:
        read("quand,quoi\n2022,bonjour\n")
    assert 'the columns are "quand", "quoi"' in str(refused.value)
    assert 'columns = { text = "quand" }' in str(refused.value)


def test_an_unknown_time_zone_is_refused(read):
    with pytest.raises(InputError, match="no time zone"):
        read("text,date\na,2022-11-08\n", timezone="Mars/Olympus")


def test_what_was_recognised_can_be_printed(read):
    text = "Tweet Id;Full Text;Client\n7;bonjour;web\n"
    assert read(text).recognition.describe() == (
        'read as: x, csv, utf-8, separated by ";"\n'
        '  id   from "Tweet Id"\n'
        '  text from "Full Text"\n'
        'not used: "Client"'
    )


def test_platforms_have_names_of_their_own_and_none_is_hidden_by_another():
    for platform in PLATFORMS:
        for mark in platform.marks:
            first = next(one for one in PLATFORMS if one.is_marked(set(mark)))
            assert first.name == platform.name, (platform.name, sorted(mark))


def test_every_mark_can_be_met_by_names_that_are_folded():
    folded = {name for platform in PLATFORMS for mark in platform.marks for name in mark}
    assert all(name == fold(name) for name in folded)
