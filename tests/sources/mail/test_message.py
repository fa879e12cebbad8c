"""Messages taken apart: the words, who wrote them, what they answer; and no bytes break it."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.sources.mail.connector import record
from parvis.sources.mail.message import MOST_PARTS, taken_apart


def written(text="Bonjour", **headers):
    message = EmailMessage()
    message["From"] = "Léa Martin <Lea.Martin@A.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_message_says_who_when_what_and_what_it_answers():
    message = written(
        Subject="Ma fibre — encore en panne",
        Date="Sun, 29 Nov 2026 07:00:00 +0100",
        Message_ID="<3@a.example>",
        In_Reply_To="<2@b.example>",
        References="<1@b.example> <2@b.example>",
    )
    said = record({**taken_apart(message.as_bytes()), "arrived": "2026-11-29T06:00:09+00:00"})
    assert said == {
        "id": "3@a.example",
        "published_at": "2026-11-29T07:00:00+01:00",
        "author_id": "lea.martin@a.example",
        "author": "Léa Martin",
        "title": "Ma fibre — encore en panne",
        "text": "Bonjour",
        "declared_language": None,
        "reply_to": "2@b.example",
        "thread": "1@b.example",
    }


def test_plain_text_is_preferred_and_html_reduced_where_there_is_no_other():
    message = written("En clair")
    message.add_alternative("<p>En <b>HTML</b></p>", subtype="html")
    assert taken_apart(message.as_bytes())["text"] == "En clair"
    page = EmailMessage()
    page.set_content(
        "<html><head><style>p{}</style></head><body><p>Ça <b>coupe</b> &amp; coupe</p>"
        "<div class='gmail_quote'>Le 3 mai<blockquote>Bonjour</blockquote></div></body></html>",
        subtype="html",
    )
    assert taken_apart(page.as_bytes())["text"] == "Ça coupe & coupe"


def test_what_is_attached_is_named_and_not_read():
    message = written("Voir la photo")
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="été.jpg")
    message.add_attachment("Rien à lire", filename="notes.txt")
    message.add_attachment(written("Un message dans un autre"))
    item = taken_apart(message.as_bytes())
    assert item["attachments"] == ["été.jpg", "notes.txt", "message/rfc822"]
    assert record(item)["text"] == "Voir la photo\n[été.jpg]\n[notes.txt]\n[message/rfc822]"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "latin-1"), ("x-unknown", "utf-8"), (None, "cp1252")],
)
def test_words_are_read_in_the_encoding_that_is_named_or_that_fits(declared, encoding):
    kind = b"Content-Type: text/plain; charset=" + declared.encode() if declared else b"X: y"
    raw = b"From: a@b.example\r\n" + kind + b"\r\n\r\n" + "déçu".encode(encoding)
    assert taken_apart(raw)["text"] == "déçu"


def test_a_clock_that_is_ahead_by_days_is_not_believed():
    item = {"id": "1", "date": "2031-01-01T00:00:00+00:00", "arrived": "2026-11-29T06:00:00+00:00"}
    assert record(item)["published_at"] == "2026-11-29T06:00:00+00:00"
    assert record({**item, "date": None})["published_at"] == "2026-11-29T06:00:00+00:00"
    assert record({**item, "date": "2026-11-28T23:00:00"})["published_at"] == "2026-11-28T23:00:00"


PIECES = st.sampled_from(
    [
        b"From: ", b"Subject: =?utf-8?b?", b"=?x?q?", b"?=", b"Content-Type: multipart/mixed",
        b"; boundary=b\r\n", b"\r\n--b\r\n", b"--b--", b"Content-Type: text/html\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: uuencode\r\n",
        b"\r\n\r\n", b"<div class=gmail_quote>", b"<blockquote", b"<!--", b"Date: Mon, 99 Foo",
        b"filename*0*=utf-8''%ff; filename*1=", b"charset*=x''%41", b"Message-ID: <", b"@", b"\0",
        b"> ", b"-- \r\n", b"Content-Type: message/rfc822\r\n\r\n", b"begin 666 x\r\n", b"\xff\xfe",
        b"Content-Disposition: attachment; filename=\"", b"References: <a@b> <", b",;:()[]\"\\",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=30).map(b"".join)))
def test_no_bytes_whatever_raise(raw):
    said = record(taken_apart(raw))
    assert isinstance(said, str | dict)


def nested(depth):
    opens = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return b"From: a@b.example\r\n" + opens + b"\r\nwords"


@pytest.mark.parametrize(
    "raw",
    [
        nested(20_000),
        b"Content-Type: multipart/mixed; boundary=b\r\n" + b"\r\n--b\r\n\r\nx" * 90_000,
        b"Content-Type: text/html\r\n\r\n" + b"<blockquote" * 90_000,
        b"Content-Type: text/html\r\n\r\n" + b"<!--<head" * 100_000,
        b"Subject: " + b"=?a?q? " * 140_000,
        b"From: " + b"(<a@b" * 200_000,
        b"\r\n" + b"On wrote:\n\n" * 80_000,
    ],
    ids=["nested", "many parts", "blockquotes", "comments", "words", "addresses", "wrote"],
)
def test_a_hostile_megabyte_is_read_in_bounded_time(raw):
    began = time.process_time()
    said = record(taken_apart(raw[: 1 << 20]))
    assert time.process_time() - began < 20.0
    assert isinstance(said, str) or len(said["text"]) < 200_000 + 30 * MOST_PARTS
