import json
import time

import pytest

from kollega.core.incoming import Unreadable, content
from kollega.networks import files
from tests.shared_data import shared

HEAD = "name_sv,org_nr,city\n"


def refused(raw, read=files.employer_rows):
    with pytest.raises(Unreadable) as told:
        read(raw if isinstance(raw, bytes) else raw.encode())
    return told.value.reasons


def test_the_agencies_of_sweden_are_read_whole():
    rows = files.employer_rows(content(shared("agencies/agencies_active_scb_2026-01.csv")))
    assert (len(rows), sum(row.org_number == "202100-2742" for row in rows)) == (454, 81)
    assert sum(row.org_number == "" for row in rows) == 107


def test_a_byte_order_mark_is_passed_over():
    (row,) = files.employer_rows((HEAD + "Verket,202100-2742,Falun\n").encode("utf-8-sig"))
    assert (row.line, row.name, row.org_number, row.city) == (2, "Verket", "202100-2742", "Falun")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "tom"),
        (HEAD, "inga arbetsgivare"),
        ("name_sv;org_nr;city\nVerket;;Falun\n", "semikolon"),
        ("name_sv\torg_nr\nVerket\t\n", "tabbar"),
        ("name_sv,city\nVerket,Falun\n", "org_number"),
        ("name,name_sv,org_nr\nA,B,\n", "två gånger på rubrikraden"),
        ((HEAD + "Ängen,,Umeå\n").encode("latin-1"), "UTF-8"),
        ((HEAD + "Ängen,,Umeå\n").encode("utf-16"), "UTF-16"),
        (HEAD + "Ver\x00ket,,\n", "nolltecken (rad 2)"),
        (HEAD + '"Verket,,Falun\n', "citattecken"),
        (HEAD + '"' + "x" * 6_000_000 + '",,\n', "längre än 131 072"),
        (HEAD + "Verket,,Falun\nVerket,,Umeå\n", "Rad 3: samma arbetsgivare som på rad 2."),
        (b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(raw, said):
    assert any(said in reason for reason in refused(raw))


def test_every_bad_row_is_named_by_its_line():
    raw = (
        HEAD
        + ',202100-2742,Falun\n"Radbruten\nort",202100-2743,\n=1+1,,\nRätt,202100-2742,Umeå\nFör,många,celler,här\n'
    )
    assert [reason.split(":")[0] for reason in refused(raw)] == ["Rad 2", "Rad 3", "Rad 5", "Rad 7"]


def test_a_file_over_ten_megabytes_is_refused(tmp_path):
    path = tmp_path / "stor.csv"
    path.write_bytes(b"x" * 10_000_001)
    with pytest.raises(Unreadable, match="större än 10 MB"):
        content(path)


def nested(levels=6, width=4, start=1, parent=0):
    node = {"orgId": start, "orgName": f"Enhet {start}", "parentId": parent, "organizations": []}
    if levels > 1:
        node["organizations"] = [nested(levels - 1, width, start * 10 + n, start) for n in range(1, width + 1)]
    return node


def test_a_tree_and_its_flat_list_say_the_same():
    rows = files.unit_rows(json.dumps(nested(3)).encode())
    flat = [{"orgId": int(r.code), "orgName": r.name, "parentId": int(r.parent or 0)} for r in rows]
    assert files.unit_rows(json.dumps(flat).encode()) == rows
    assert files.unit_rows(json.dumps({"nodes": flat}).encode()) == rows
    assert len(rows) == 21


def test_the_top_of_a_tree_may_have_been_cut_out_of_a_larger_one():
    (row,) = files.unit_rows(b'{"orgId": 7, "orgName": "Skola", "parentId": 3, "organizations": null}')
    assert (row.code, row.parent) == ("7", "")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("[]", "inga enheter"),
        ("7", "varken ett träd"),
        ("{", "rad 1"),
        ("[" * 10_000 + "]" * 10_000, "nivåer"),
        ('{"orgId":' * 10_000 + "1" + "}" * 10_000, "nivåer"),
        ("[" + "9" * 5000 + "]", "för stort"),
        ("[1]", "Post 1 är ingen enhet"),
        ('{"orgId":1,"orgName":"A","organizations":{"orgId":2}}', "är ingen enhet"),
        ('[{"orgId":1,"orgName":"A"},{"orgId":2,"orgName":"B","parentId":5}]', "som inte finns i filen"),
        ('{"orgId":1,"orgName":"A","organizations":[{"orgId":2,"orgName":"B","parentId":5}]}', "hör till 5"),
        ('[{"orgId":1,"orgName":"A\\u0000"}]', "inte går att spara"),
        ('[{"orgId":{"a":1},"orgName":"A"}]', "saknar orgId"),
    ],
)
def test_units_that_cannot_be_taken_say_why(raw, said):
    assert any(said in reason for reason in refused(raw, files.unit_rows))


def test_a_long_circle_takes_no_time():
    ring = [{"orgId": n, "orgName": "Ring", "parentId": n % 20_000 + 1} for n in range(1, 20_001)]
    began = time.monotonic()
    assert refused(json.dumps(ring), files.unit_rows)[-1].startswith("… och")
    assert time.monotonic() - began < 3
