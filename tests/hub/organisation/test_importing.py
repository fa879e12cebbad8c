"""Many units from a file: what would be done is told before, and rows add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.organisation.importing.flow import harmless
from parvis.hub.organisation.importing.plan import kind_of, plan
from parvis.hub.organisation.importing.reading import rows_of, text_of
from parvis.hub.organisation.importing.services import import_units
from parvis.hub.organisation.models import Unit

FILE = """code;nom;type;parent;pays
H1;Lyon Gerland;hôtel;ibis-fr;FR
ibis;Ibis;marque;;
ibis-fr;Ibis France;pays;ibis;fr
lyon;Volcan Lyon Nord;;;
"""


def test_units_come_under_units_of_the_same_file_in_whatever_order(org):
    done = import_units(org.actor("owner", "group"), org.group, FILE)
    assert (len(done.new), len(done.changed), len(done.faults)) == (3, 1, 0)
    hotel = Unit.objects.get(code="H1")
    way = [
        org.group.pk,
        *Unit.objects.filter(code__in=["ibis", "ibis-fr"]).values_list("pk", flat=True),
    ]
    assert hotel.path == "/" + "".join(f"{one}/" for one in [*sorted(way), hotel.pk])
    assert Unit.objects.get(code="lyon").name == "Volcan Lyon Nord"


def test_the_same_file_twice_changes_nothing(org):
    by = org.actor("owner", "group")
    import_units(by, org.group, FILE)
    again = import_units(by, org.group, FILE)
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 4)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a,,site,,", "no name"),
        ("a b,Name,site,,", "letters, digits"),
        ("a,Name,planet,,", "no kind of unit"),
        ("a,Name,site,,France", "two letters"),
        ("a,Name,site,nowhere,", "no unit of the code"),
        ("a,Name,site,a,", "under itself"),
        ("orage,Ours now,brand,,", "do not manage"),
        ("a,Name,site,orage,", "that you manage"),
        (f"a,{'x' * 121},site,,", "120 characters"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_with_its_line_and_why(org, row, why):
    text = f"code,name,kind,parent,country\nok,Fine,site,,\n{row}\n"
    found = plan(rows_of(text), org.volcan, org.actor("manager", "volcan").rights)
    assert [one.code for one in found.new] == ["ok"]
    ((left, told),) = found.faults
    assert left.line == 3
    assert why in told


def test_a_ring_of_parents_is_left_out(org):
    text = "code,name,parent\na,A,b\nb,B,c\nc,C,a\nd,D,\n"
    found = plan(rows_of(text), org.group, org.actor("owner", "group").rights)
    assert [row.code for row in found.new] == ["d"]
    assert len(found.faults) == 3


CELLS = st.text('ab1;,"\n =-', max_size=6)


@pytest.mark.django_db
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_every_row_is_in_one_heap(rows):
    lines = ["code,name,parent"]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    from parvis.hub.common.rights import Rights

    read = list(rows_of("\n".join(lines)))
    found = plan(read, Unit(pk=1, path="/1/"), Rights([("/1/", "owner")]))
    assert len(found.new) + len(found.changed) + len(found.same) + len(found.faults) == len(read)


def test_a_manager_of_one_brand_imports_nothing_into_another(org):
    with pytest.raises(ForbiddenError):
        import_units(org.actor("manager", "volcan"), org.orage, FILE)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\x89PNG\5\6\7" * 40, "no text"),
        (b"x" * (11 << 20), "longer than 10 MB"),
        (b"name,kind\nA,site\n", "lacks code"),
        (b"code,name\n" + b"a,b\n" * 50_002, "More than 50000 rows"),
    ],
    ids=["binary", "long", "no code", "a million rows"],
)
def test_what_is_no_table_of_units_is_refused_in_words(body, why):
    with pytest.raises(RefusedError, match=why):
        list(rows_of(text_of(body)))


def test_a_file_of_another_encoding_is_read():
    text = text_of("code;nom\nh;Hôtel de la Gare à Orléans, été\n".encode("cp1252"))
    assert [row.name for row in rows_of(text)] == ["Hôtel de la Gare à Orléans, été"]


def test_kinds_are_named_in_either_language():
    assert [kind_of(said) for said in ("Marques", "hotels", "Pays", "groupe", "x")] == [
        "brand", "site", "country", "group", None,
    ]  # fmt: skip


def test_a_cell_is_no_formula():
    assert harmless("=HYPERLINK(1)") == "'=HYPERLINK(1)"
