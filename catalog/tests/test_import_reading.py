"""importing.reading: any encoding, divider and line end; every row with the line it stands in."""

import gzip
import io

import pytest

from catalog.importing.faults import Fault, NotATable
from catalog.importing.reading import Table

TEXT = 'sku,title,price\nA,Krug,"12,50"\nB,Schüssel „groß“,9.00\n'


def table(content: str | bytes, encoding: str = "utf-8") -> Table:
    return Table(io.BytesIO(content.encode(encoding) if isinstance(content, str) else content))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"], ids=lambda name: str(name)
)
@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_reads(encoding, divider, end):
    rows = [["sku", "title", "price"], ["A", "Krug", "12,50"], ["B", "Schüssel „groß“", "9.00"]]
    content = end.join(divider.join(f'"{cell}"' for cell in row) for row in rows) + end

    found = table(content, encoding)

    assert found.header == rows[0]
    assert list(found) == [(2, rows[1]), (3, rows[2])]
    assert list(found) == [(2, rows[1]), (3, rows[2])]


def test_reads_gzip():
    assert next(iter(table(gzip.compress(TEXT.encode())))) == (2, ["A", "Krug", "12,50"])


def test_counts_physical_lines():
    found = table('sku,title\nA,"one\ntwo\nthree"\n\nB,four\n')

    assert [line for line, _cells in found] == [2, 6]


def test_knows_the_divider_that_excel_writes():
    found = table("sep=;\nsku;title\nA;x, y\n")

    assert (found.header, list(found)) == (["sku", "title"], [(3, ["A", "x, y"])])


def test_fills_short_rows_and_names_long_ones():
    found = list(table("sku,title,price\nA\nB,x,1,2\nC,x,1,,\n"))

    assert found[0] == (2, ["A", "", ""])
    assert isinstance(found[1], Fault)
    assert str(found[1]) == "Line 3: There are 4 cells for 3 columns."
    assert found[2] == (4, ["C", "x", "1"])


def test_names_the_line_of_a_quote_that_never_closes():
    found = list(table('sku,title\nA,x\nB,"y\n' + "z" * 300_000))

    assert found[0] == (2, ["A", "x"])
    assert isinstance(found[1], Fault)
    assert found[1].line == 3
    assert "does not close" in found[1].reason


def test_keeps_utf8_with_a_broken_row():
    content = "sku,title\nA,Schüssel\nB,Töpfe\nC,".encode() + b"\xff\n"

    assert [cells[1] for _line, cells in table(content)] == ["Schüssel", "Töpfe", "\ufffd"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"   \n", b"\xff\xfe", b"title\n", b"PK\x03\x04 no table", b"\x1f\x8bbroken", b"\x1f\x8b", b"\0" * 50],
)
def test_refuses_what_is_no_table(content):
    with pytest.raises(NotATable):
        table(content)


def test_stops_where_a_gzip_is_cut_off():
    packed = gzip.compress(("sku,title\n" + "".join(f"{n},title {n * 7919}\n" for n in range(20_000))).encode())

    with pytest.raises(NotATable):
        table(packed[: len(packed) // 2])


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_that_never_closes_swallows_no_rows_in_silence(end):
    found = table('sku,title,price\nA,"Mug, ""big""",5\nB,"Jug,5\nC,Pot,6' + end)

    rows = list(found)

    assert rows[0] == (2, ["A", 'Mug, "big"', "5"])
    assert [(row.line, row.reason) for row in rows[1:]] == [(3, "A quote opens in this line and does not close.")]


def test_a_quote_within_a_cell_of_the_last_row_is_no_fault():
    assert list(table('sku,title,price\nA,Nail 5" long,5')) == [(2, ["A", 'Nail 5" long', "5"])]


@pytest.mark.parametrize("content", [bytes(range(1, 256)) * 8, b"sku,ti\x01tle\nA,Mug\n"])
def test_refuses_what_is_no_text(content):
    with pytest.raises(NotATable, match="characters that cannot be read"):
        table(content)
