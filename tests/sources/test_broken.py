"""Broken files cost what is broken, name it, and nothing else; what cannot be read says why."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis import sources
from parvis.errors import ParvisError, SourceError

HEADER = "id,created_at,author,text,lang\n"


@pytest.fixture
def read(tmp_path):
    """Write a file, read it, and check that its rows add up."""

    def read_of(data: bytes | str, name: str = "posts.csv", **options: object) -> sources.Harvest:
        content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        (tmp_path / name).write_bytes(content)
        found = sources.read(tmp_path / name, **options)
        assert found.rows_read == found.frame.height + len(found.rejected)
        return found

    return read_of


def good(number: int, text: str = "bonjour") -> str:
    return f'{number},2022-11-08,free,"{text}",fr\n'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("7,2022-11-08,free\n", "3 fields, the header has 5"),
        ("7,2022-11-08,free,oui,fr,de,trop\n", "7 fields, the header has 5"),
        ('7,2022-11-08,"oui,fr\n', "a quotation mark is left open"),
        ("#### perdu ####\n", "1 fields, the header has 5"),
    ],
)
def test_a_broken_line_costs_itself_alone(read, line, reason):
    found = read(HEADER + good(1) + line + good(2, "deux\nlignes") + good(3))
    assert found.frame["text"].to_list() == ["bonjour", "deux\nlignes", "bonjour"]
    assert found.frame["line"].to_list() == [2, 4, 6]
    (reject,) = found.rejected
    assert (reject.origin, reject.line) == ("posts.csv", 3)
    assert reason in reject.reason
    assert reject.content == line.rstrip("\n")


def test_a_tenth_of_broken_lines_loses_nothing_else(read):
    broken = ['x,"laissé ouvert\n', "a,b\n", 'y,"",""\n', '9,2022,"a"b,c,d,e,f\n']
    lines = [broken[n // 10 % 4] if n % 10 == 5 else good(n, f"post {n}") for n in range(2_000)]
    found = read(HEADER + "".join(lines))
    assert len(found.rejected) == 200
    assert found.frame["text"].to_list() == [f"post {n}" for n in range(2_000) if n % 10 != 5]
    assert [reject.line for reject in found.rejected] == [
        n + 2 for n in range(2_000) if n % 10 == 5
    ]


def test_a_row_of_several_lines_that_does_not_fit_is_one_row(read):
    found = read("id,text\n" + '1,"un\ndeux\ntrois",de trop\n' + "2,oui\n")
    assert [(reject.line, reject.content) for reject in found.rejected] == [
        (2, '1,"un\ndeux\ntrois",de trop')
    ]
    assert found.frame["line"].to_list() == [5]


def test_stray_quotation_marks_are_read_as_they_stand(read):
    found = read('id\ttext\n1\tune TV 42" neuve\n2\t"Super" dit-il\n3\t"ouvert\n')
    assert found.frame["text"].to_list() == ['une TV 42" neuve', '"Super" dit-il', '"ouvert']
    assert "2 lines with stray quotation marks were read as they stand." in found.recognition.notes


def test_backslashed_quotation_marks_are_understood(read):
    found = read('id,text\n1,"dit \\"oui\\", puis"\n2,"et \\"non\\" enfin"\n')
    assert found.frame["text"].to_list() == ['dit "oui", puis', 'et "non" enfin']


def test_trailing_empty_fields_and_blank_lines_are_no_fault(read):
    found = read("id,text\n1,oui,,\n\n   \n2,non\n")
    assert (found.frame.height, found.rejected) == (2, [])


def test_an_empty_row_is_rejected_and_an_empty_text_with_an_author_is_kept(read):
    found = read("id,author,text\n,,\n,free,\n3,,\n")
    assert [(reject.line, reject.reason) for reject in found.rejected] == [(2, "empty row")]
    assert found.frame["text"].to_list() == ["", ""]


def test_lines_of_marks_left_open_do_not_take_forever(read):
    lines = [f'{n}"a,2022,b,"c\n' for n in range(5_000)]
    assert read(HEADER + "".join(lines)).rows_read == 5_000


def test_a_line_of_twenty_megabytes_is_rejected_with_the_bound(read):
    found = read(HEADER + good(1) + good(2, "x" * 20_000_000) + good(3))
    (reject,) = found.rejected
    assert reject.line == 3
    assert reject.reason == "20,000,000 characters in a cell; at most 1,000,000 are read"
    assert len(reject.content) == 2_000


def test_json_lines_that_are_none_are_rejected_by_line(read):
    lines = [
        '{"text": "un"}',
        '{"text": "deu',
        "",
        "[1, 2]",
        '{"text": NaN, "id": 4}',
        "null",
        '{"text": "trois"}',
    ]
    found = read("\n".join(lines), "posts.jsonl")
    assert found.frame["text"].to_list() == ["un", "NaN", "trois"] or found.frame.height == 3
    assert [reject.line for reject in found.rejected] == [2, 4, 4, 6]


def test_a_broken_array_gives_the_objects_that_are_whole(read):
    found = read('[{"text": "un"}, {"text": "deux" "id": 2}, {"text": "trois"}, {"te', "posts.json")
    assert found.frame["text"].to_list() == ["un", "trois"]
    assert [reject.line for reject in found.rejected] == [2, 4]


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ('{"text": "un"}{"text": "deux"}', ["un", "deux"], 0),
        ('{\n "text": "un"\n}\n{\n "text": "deux"\n}\n', ["un", "deux"], 0),
        ('{"data": [{"text": "un"}, {"text": "deux"}, {"te', ["deux"], 2),
    ],
)
def test_of_several_documents_or_a_broken_one_the_whole_objects_are_read(
    read, text, kept, rejected
):
    found = read(text, "posts.json")
    assert found.frame["text"].to_list() == kept
    assert len(found.rejected) == rejected


def test_empty_objects_are_empty_rows(read):
    assert [reject.line for reject in read("{}\n{}\n", "posts.jsonl").rejected] == [1, 2]


def test_spaces_after_the_delimiter_are_no_text(read):
    found = read('id, text, author\n1, "a, b", free\n2, c, sfr\n')
    assert found.frame["text"].to_list() == ["a, b", "c"]


def test_lone_surrogates_become_the_replacement_character(read):
    lines = json.dumps({"text": "a\ud800b"}) + "\n" + json.dumps({"text": "c 😀"})
    assert read(lines, "posts.jsonl").frame["text"].to_list() == ["a\ufffdb", "c 😀"]
    assert read("text,author\na\ud800b,x\nc,y\n").frame["text"].to_list() == ["a\ufffdb", "c"]


def test_nul_bytes_and_controls_go_from_the_text(read):
    text = "text,author\n" + "Bonjour à toutes et à tous,free\n" * 20 + "a\x00b\x07c,free\n"
    assert read(text).frame["text"][20] == "abc"


def test_a_file_in_two_encodings_is_read_line_by_line(read):
    data = ("text,author\n" + "été,é\n" * 20).encode() + "dépêche,é\n".encode("cp1252")
    found = read(data)
    assert found.frame["text"][20] == "dépêche"
    assert "1 lines are not in UTF-8 and were read as Windows-1252." in found.recognition.notes


def test_a_wrong_mark_of_encoding_does_not_stop_the_file(read):
    data = b"\xef\xbb\xbf" + "text,author\ndépêche,Zoé\n".encode("cp1252")
    assert read(data).frame["text"].to_list() == ["dépêche"]


def test_cyrillic_in_its_own_code_page_is_guessed(read):
    words = "Здравствуйте, почему не работает интернет третий день подряд"
    data = "".join(["text;author\n", *(f"{words} {n};иван\n" for n in range(20))]).encode("cp1251")
    found = read(data)
    assert found.frame["text"][0] == f"{words} 0"
    assert "is a guess" in found.recognition.notes[0]


def test_text_encoded_twice_is_kept_and_noted(read):
    twice = "été à Orléans déjà".encode().decode("cp1252")
    found = read(f"text,author\n{twice},a\n{twice},b\n")
    assert found.frame["text"][0] == twice.strip()
    assert "look encoded twice" in found.recognition.notes[0]


def test_a_header_without_rows_gives_none_and_a_note(read):
    found = read("id,text\n")
    assert (found.frame.height, found.rows_read) == (0, 0)
    assert found.recognition.notes == ["There is no post in the file."]


def test_duplicated_names_are_told_apart_and_noted(read):
    found = read("id,text,text\n1,oui,non\n")
    assert found.frame["text"].to_list() == ["oui"]
    assert found.recognition.notes == ['The name "text" stands over 2 columns.']
    assert found.recognition.unused == ["text (2)"]


@pytest.mark.parametrize("name", ["^.*$", "^text$", "", " ", "\x00", "a\nb", "text\ud800"])
def test_hostile_names_of_columns_are_only_names(read, name):
    text = io.StringIO()
    csv.writer(text).writerows([["id", "texte", name], ["1", "oui", "x"]])
    assert read(text.getvalue(), columns={"text": "texte"}).frame["text"].to_list() == ["oui"]


def test_a_truncated_gzip_is_read_to_the_cut(read):
    lines = [good(n, f"post {n} {n * 7919 % 10007}") for n in range(5_000)]
    packed = gzip.compress((HEADER + "".join(lines)).encode())
    found = read(packed[: len(packed) // 2], "posts.csv.gz")
    assert 1_000 < found.frame.height < 4_000
    assert found.rejected[-1].reason == "cut off where the file ends too early"
    assert found.recognition.notes == [
        "The gzip file is damaged (it ends too early); what stands before is read."
    ]


def test_a_gzip_of_several_members_is_read_whole(read):
    packed = gzip.compress((HEADER + good(1)).encode()) + gzip.compress(good(2).encode())
    assert read(packed, "posts.csv.gz").frame.height == 2


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in files.items():
            file.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def test_the_one_table_of_an_archive_is_read(read):
    packed = archive(**{
        "export__posts.csv": "text\nbonjour\n", "README.txt": "a b", "__MACOSX/._posts.csv": "x",
    })  # fmt: skip
    found = read(packed, "posts.zip")
    assert found.frame["text"].to_list() == ["bonjour"]
    assert '"posts.csv" was read out of the archive.' in found.recognition.notes


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("posts.csv", b"text\n" + b"a" * 60_000_000)
    return data.getvalue()


BOMB = bomb()
UNREADABLE = [
    ("empty.csv", b"", "the file is empty"),
    ("blank.csv", b" \n\n", "the file is empty"),
    ("logo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
    ("posts.zip", archive(posts="text\na"), "a ZIP archive. What to do: unpack it"),
    ("two.zip", archive(**{"a.csv": "text\na", "b.json": "[]"}), "holds 2 tables: a.csv, b.json"),
    ("bomb.zip", BOMB, "it unpacks to more than 250 times its size"),
    ("setup.csv", b"MZ\x90\x00" + bytes(range(256)), "a Windows program"),
    ("noise.csv", bytes(range(256)) * 40, "a binary file"),
    ("posts.pdf", b"%PDF-1.7 text", "a PDF document"),
    ("posts.gz", b"\x1f\x8b\x08\x00", "the gzip file is damaged"),
    ("posts.gz", gzip.compress(gzip.compress(b"text\na\n")), "a gzip file within a gzip file"),
    ("posts.xlsx", b"PK\x03\x04 damaged", "the workbook or archive is damaged"),
    ("posts.xlsx", archive(xl__workbook="no"), "the workbook is damaged"),
    ("posts.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ("posts.xls", OLE, "the workbook is damaged"),
    ("posts.parquet", b"PAR1" + b"\x00" * 50 + b"PAR1", "the Parquet file is damaged"),
    ("posts.json", b'{"text": "a"', "it is broken (no JSON"),
    ("posts.json", b'[{"text": "a', "it is broken (no JSON"),
    ("posts.json", b"[" * 100_000, "nested too deep"),
    ("posts.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
    ("posts.jsonl", b"{oops\n{again\n", "none of its 2 lines is a JSON object"),
    ("posts.csv", b"quand,qui\n2022,free\n", 'the columns are "quand", "qui"'),
    ("posts.csv", b"a," * 10_000 + b"b\n", "10,001 columns"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "said"), UNREADABLE, ids=[f"{case[0]}: {case[2]}" for case in UNREADABLE]
)
def test_what_cannot_be_read_says_why_and_what_to_do(read, name, data, said):
    with pytest.raises(SourceError) as refused:
        read(data, name)
    assert said in str(refused.value)
    assert "What to do:" in str(refused.value)
    assert name in str(refused.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(SourceError, match="there is no such file"):
        sources.read(tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="this is a folder"):
        sources.read(tmp_path)
    with pytest.raises(SourceError, match="cannot be opened"):
        sources.read("nul\x00byte.csv")


def test_a_decompression_bomb_is_refused_before_it_fills_the_memory(read):
    with pytest.raises(SourceError, match="250 times its size"):
        read(gzip.compress(b"a" * 80_000_000), "bomb.csv.gz")


def test_a_workbook_that_claims_gigabytes_is_refused(read):
    data = bytearray(archive(xl__workbook="no"))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (2_000_000_000).to_bytes(4, "little")
    with pytest.raises(SourceError, match="unpacks to 2,000,000,000 bytes"):
        read(bytes(data), "bomb.xlsx")


def test_a_json_line_nested_too_deep_is_rejected_alone(read):
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = read('{"text": "un"}\n' + deep + '\n{"text": "deux"}\n', "posts.jsonl")
    assert found.frame["text"].to_list() == ["un", "deux"]
    assert found.rejected[0].reason == "no JSON: nested too deep"


def test_objects_with_keys_of_their_own_each_do_not_fill_the_memory(read):
    lines = [json.dumps({"text": "a", **{f"k{n}_{k}": 1 for k in range(20)}}) for n in range(260)]
    assert read("\n".join(lines), "posts.jsonl").frame.height == 260


PIECES = st.sampled_from(
    [b"text", b"id", b",", b";", b"\t", b'"', b"\n", b"\r", b"{", b"}", b"[", b"]", b":",
     b'"text":',
     b"\x00", b"\xff", b"\xed\xa0\x80", b"\xc3\xa9", b"\\ud800", b"1e999", b"null", b"PK\x03\x04",
     b"PAR1", b"\x1f\x8b\x08\x00", b"a", b"0", b" "]
)  # fmt: skip


@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=60).map(b"".join)),
    name=st.sampled_from(["p.csv", "p.json", "p.jsonl", "p.xlsx", "p"]),
)
def test_any_bytes_add_up_or_are_refused(read, data, name):
    said = "What to do"
    try:
        read(data, name)
    except ParvisError as refused:
        said = str(refused)
    assert "What to do" in said
