"""Rejected rows are kept where they can be found."""

from __future__ import annotations

import json

from parvis.collect.dead_letters import Rejected, write


def test_each_row_is_one_json_line(tmp_path):
    rejects = [Rejected("a.csv", 3, "2 fields", 'é "x"\nb'), Rejected("a.csv", None, "cut", "")]
    write(tmp_path / "rejected.jsonl", rejects)
    lines = (tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"origin": "a.csv", "line": 3, "reason": "2 fields", "content": 'é "x"\nb'},
        {"origin": "a.csv", "line": None, "reason": "cut", "content": ""},
    ]


def test_none_gives_an_empty_file(tmp_path):
    write(tmp_path / "rejected.jsonl", [])
    assert (tmp_path / "rejected.jsonl").read_bytes() == b""


def test_a_lone_surrogate_is_written_as_valid_json(tmp_path):
    write(tmp_path / "rejected.jsonl", [Rejected("a", 1, "r", "x\ud800")])
    assert json.loads((tmp_path / "rejected.jsonl").read_text())["content"] == "x\ud800"


def test_a_long_content_is_cut_and_an_object_is_written():
    assert len(Rejected.of("a", 1, "r", "x" * 10_000).content) == 2_000
    assert Rejected.of("a", 1, "r", {"é": 1}).content == '{"é": 1}'
