"""Files that somebody made up to break the reader: a sentence or a fault of a row, never anything else."""

import contextlib
import gzip
import io
import stat
import zipfile
from unittest.mock import Mock

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.importing import archives, photos, tables
from catalog.importing.faults import Fault, NotATable

HEADER = "sku,title,price\n"


def opened(content: str | bytes) -> tables.Source:
    return tables.opened(io.BytesIO(content.encode() if isinstance(content, str) else content))


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return file.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose first sheet is this XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook([["sku", "title"], ["A", "B"]])))
    sheet = "xl/worksheets/sheet1.xml"
    return zipped(*((name, xml if name == sheet else source.read(name)) for name in source.namelist()))


class TestTexts:
    def test_reads_a_cell_of_a_megabyte_as_a_fault_of_its_row(self):
        found = list(opened(f'{HEADER}A,Mug,5\nB,"{"x" * 1_000_000}",5\n'))

        assert found[0] == (2, ["A", "Mug", "5"])
        assert isinstance(found[1], Fault)
        assert "longer than 200,000 characters" in found[1].reason

    def test_refuses_ten_thousand_columns(self):
        with pytest.raises(NotATable, match="10,000 columns"):
            opened(",".join(f"c{n}" for n in range(10_000)) + "\n")

    def test_refuses_a_line_without_an_end(self):
        with pytest.raises(NotATable, match="longer than"):
            list(opened(HEADER + "," * 5_000_000))

    def test_stops_where_a_gzip_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr("catalog.importing.streams.LARGEST_BYTES", 1_000_000)
        bomb = gzip.compress((HEADER + "A,Mug,5\n" * 1_000_000).encode())

        with pytest.raises(NotATable, match="unpacks to more than"):
            list(opened(bomb))

    def test_names_cells_with_a_nul(self):
        assert list(opened(f"{HEADER}A,Mu\0g,5\n")) == [(2, ["A", "Mu\0g", "5"])]


class TestWorkbooks:
    def test_reads_cells_as_a_person_would_type_them(self):
        content = workbook(
            [["sku", "title", "price", "stock"], [4711, "Mug", 12.5, 3.0], [None] * 4, ["B", "x", 0.1, 1]]
        )

        assert list(opened(content)) == [(2, ["4711", "Mug", "12.5", "3"]), (4, ["B", "x", "0.1", "1"])]

    def test_is_built_up_once_for_its_header_and_its_rows(self, monkeypatch):
        load = Mock(wraps=openpyxl.load_workbook)
        monkeypatch.setattr(openpyxl, "load_workbook", load)

        book = opened(workbook([["sku", "title"], ["A", "Mug"], ["B", "Jug"]]))

        assert list(book) == [(2, ["A", "Mug"]), (3, ["B", "Jug"])]
        load.assert_called_once()
        assert list(book) == [(2, ["A", "Mug"]), (3, ["B", "Jug"])]

    def test_refuses_entities(self):
        xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

        with pytest.raises(NotATable, match="declares entities"):
            opened(with_sheet(xml))

    def test_refuses_a_row_of_a_million_cells(self):
        row = b"<c/>" * 1_000_000
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xml = b'<worksheet xmlns="' + main + b'"><sheetData><row>' + row + b"</row></sheetData></worksheet>"
        content = with_sheet(xml)
        assert len(content) < 50_000

        with pytest.raises(NotATable, match="unpacks to more than"):
            opened(content)

    def test_refuses_such_a_row_in_a_part_that_has_another_name(self):
        xml = b"<worksheet><sheetData><row>" + b"<c/>" * 1_000_000 + b"</row></sheetData></worksheet>"
        source = zipfile.ZipFile(io.BytesIO(with_sheet(xml)))
        parts = ((name, source.read(name)) for name in source.namelist())
        renamed = [(name.replace("sheet1.xml", "a.png"), part.replace(b"sheet1.xml", b"a.png")) for name, part in parts]

        with pytest.raises(NotATable, match="unpacks to more than"):
            opened(zipped(*renamed))

    def test_passes_over_parts_that_are_no_xml(self):
        source = zipfile.ZipFile(io.BytesIO(workbook([["sku", "title"], ["A", "Mug"]])))
        parts = [(name, source.read(name)) for name in source.namelist()]

        content = zipped(*parts, ("xl/media/logo.png", b"\x89PNG\r\n"), ("xl/printerSettings1.bin", b""))

        assert list(opened(content)) == [(2, ["A", "Mug"])]

    def test_refuses_a_zip_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr("catalog.importing.workbooks.MOST_BYTES", 1000)

        with pytest.raises(NotATable, match="unpacks to more than"):
            opened(workbook([["sku", "title"], ["A", "B"]]))

    @pytest.mark.parametrize("content", [b"PK\x03\x04", zipped(("a.txt", b"a")), zipped(("xl/workbook.xml", b"<x"))])
    def test_refuses_what_only_begins_like_one(self, content):
        with pytest.raises(NotATable, match="Excel file"):
            opened(content)


class TestZips:
    def test_reads_no_file_further_than_a_picture_may_be(self):
        bomb = zipped(("bomb.jpg", b"\0" * 60_000_000))
        assert len(bomb) < 100_000

        with photos.opened(io.BytesIO(bomb)) as source:
            assert len(source.get("bomb.jpg").getvalue()) == 8 * 1024 * 1024 + 1

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.jpg", "/etc/passwd.jpg", "..\\..\\passwd.jpg", "a/b/passwd.jpg"]
    )
    def test_knows_files_by_their_bare_name_wherever_they_claim_to_lie(self, name, tmp_path):
        with photos.opened(io.BytesIO(zipped((name, b"x")))) as source:
            assert source.get("passwd.jpg").getvalue() == b"x"
            assert source.get(name) is None

    def test_passes_over_links_and_counts_the_first_of_two_with_one_name(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            link = zipfile.ZipInfo("link.jpg")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
            archive.writestr("a/mug.jpg", b"first")
            archive.writestr("b/MUG.jpg", b"second")

        with photos.opened(file) as source:
            assert source.get("link.jpg") is None
            assert source.get("mug.jpg").getvalue() == b"first"

    def test_refuses_more_files_or_bytes_than_it_opens(self):
        content = io.BytesIO(zipped(*((f"{n}.jpg", b"x" * 100) for n in range(30))))

        for limits in ({"most_files": 29, "most_bytes": 10_000}, {"most_files": 30, "most_bytes": 2_999}):
            with pytest.raises(archives.BadArchive, match="more than"):
                archives.opened(content, **limits)

    def test_refuses_a_list_of_files_that_would_fill_the_memory(self, monkeypatch):
        content = io.BytesIO(zipped(*((f"{n}.jpg", b"") for n in range(30))))
        monkeypatch.setattr(archives, "LARGEST_LIST", 1000)
        read = []
        monkeypatch.setattr(zipfile, "ZipFile", lambda *args: read.append(args))

        with pytest.raises(archives.BadArchive, match="too many files"):
            archives.opened(content, most_files=50, most_bytes=1)

        assert not read

    def test_takes_a_zip_in_a_zip_for_no_picture(self):
        with photos.opened(io.BytesIO(zipped(("mug.zip", zipped(("mug.jpg", b"x")))))) as source:
            assert source.get("mug.jpg") is None

    def test_a_damaged_entry_is_as_good_as_an_empty_file(self):
        content = bytearray(zipped(("mug.jpg", b"some bytes that pack" * 100)))
        content[60] ^= 0xFF

        with photos.opened(io.BytesIO(bytes(content))) as source:
            assert source.get("mug.jpg").getvalue() == b""


GOOD = [
    (HEADER + 'A,"Mug, large",5\nB,Böwl,6.50\n').encode(),
    (HEADER.replace(",", ";") + "A;Mug;5\n").encode("utf-16"),
    gzip.compress((HEADER + "A,Mug,5\n").encode()),
    workbook([["sku", "title", "price"], ["A", "Mug", 5]]),
]


def read(content: bytes) -> None:
    """Everything that a reader can say, and nothing else."""
    with contextlib.suppress(NotATable):
        for found in opened(content):
            if not isinstance(found, Fault):
                line, cells = found
                assert line > 1
                assert all(isinstance(cell, str) for cell in cells)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(content):
    read(content)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 6000), st.binary(max_size=6)), max_size=6), st.data())
def test_good_files_with_wrong_bytes_are_read_or_refused(content, changes, data):
    mutated = bytearray(content)
    for at, patch in changes:
        at %= len(mutated) + 1
        mutated[at : at + data.draw(st.sampled_from([0, len(patch), 3]))] = patch

    read(bytes(mutated[: data.draw(st.sampled_from([None, len(mutated) // 2]))]))
