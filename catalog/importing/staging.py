"""
The rows of the files, laid out in a temporary SQLite file so that the rows of one product come together.

A million rows cost disk, not memory; rows of one handle need not stand together; a SKU that comes twice is found.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from catalog.authoring import data as limits
from catalog.importing import cells, columns
from catalog.importing.faults import Fault, NotATable
from catalog.importing.tables import Source
from shop.core import spreadsheets

Progress = Callable[[int], None]
OnFault = Callable[[Fault], None]

_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE rows (
        id INTEGER PRIMARY KEY, file INTEGER, line INTEGER, key TEXT, sku TEXT, options TEXT, cells TEXT
    );
    CREATE INDEX by_key ON rows (file, key);
    CREATE TABLE claimed (sku TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
"""
_INSERT = "INSERT INTO rows (file, line, key, sku, options, cells) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells under our names; `line` is the physical line in its file, `file` the name of that file."""

    file: str
    line: int
    sku: str
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def options(self) -> dict[str, str]:
        """Option name → value, of those that have both."""
        pairs = ((self[f"option{n}_name"], self[f"option{n}_value"]) for n in (1, 2))
        return {name: value for name, value in pairs if name and value}


class Staging:
    """Both files, row by row. Use it as a context manager: the temporary file goes with it."""

    def __init__(self, *, on_fault: OnFault) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="import-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite")
        self._database.executescript(_SCHEMA)
        self._on_fault = on_fault
        self._labels: dict[int, str] = {}
        self.rows_read = 0
        self.rows_rejected = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def load(
        self, table: Source, matched: columns.Matched, *, is_variants: bool, progress: Progress, most_rows: int | None
    ) -> None:
        """
        Read a whole file. Rows that cannot be used are handed to `on_fault` at once.

        :raises NotATable: where it has more than `most_rows`.
        """
        number = int(is_variants)
        self._labels[number] = table.label
        divider: str | None = None
        for found in table:
            self.rows_read += 1
            if most_rows is not None and self.rows_read > most_rows:
                text = _("The file has more than %(most)s rows. Split it into several.")
                raise NotATable(text % {"most": f"{most_rows:,}"})
            if self.rows_read % 500 == 0:
                progress(table.position())
            if isinstance(found, Fault):
                self.reject(found)
                continue
            line, texts = found
            row = _cells(texts, matched)
            if divider is None and row.get("attributes"):
                divider = cells.divider_of(row["attributes"])
            if divider and "attributes" in row:
                row["divider"] = divider
            self._keep(number, line, row, matched)
        self._database.commit()
        progress(table.position())

    def _keep(self, file: int, line: int, row: dict[str, str], matched: columns.Matched) -> None:
        fault = _unreadable(row)
        key = _key(row, is_variants=bool(file))
        label = self._labels[file]
        if fault:
            name, value = fault
            text = _("This holds characters that cannot be read.")
            self.reject(Fault(label, line, matched.header_of(name), value, text))
        elif not key:
            wanted = "parent_sku" if file else "handle, sku, title"
            self.reject(Fault(label, line, wanted, "", _("This says which product is meant. It is empty.")))
        else:
            options = json.dumps([row.get("option1_value", ""), row.get("option2_value", "")])
            values = (file, line, key, row.get("sku", ""), options if options != '["", ""]' else "", json.dumps(row))
            self._database.execute(_INSERT, values)

    def claim(self, row: Row) -> int | None:
        """Take the SKU of a variant's row; answers the line of another variant that has it already, else None."""
        if not row.sku:
            return None
        found = self._database.execute("SELECT line FROM claimed WHERE sku = ?", (row.sku,)).fetchone()
        if found is None:
            self._database.execute("INSERT INTO claimed (sku, line) VALUES (?, ?)", (row.sku, row.line))
            return None
        return int(found[0])

    def reject(self, fault: Fault, *, rows: int = 1) -> None:
        self.rows_rejected += rows
        self._on_fault(fault)

    def count(self) -> int:
        """About how many products there are."""
        query = "SELECT count(DISTINCT key) FROM rows WHERE file = 0"
        return int(self._database.execute(query).fetchone()[0])

    def groups(self) -> Iterator[list[Row]]:
        """The rows of each product, in the order of the first file, each with its rows of the variants file."""
        query = "SELECT key, count(*), count(DISTINCT options), sum(options <> '') FROM rows WHERE file = 0"
        for key, rows, different, with_options in self._database.execute(f"{query} GROUP BY key ORDER BY min(id)"):
            by_title = key.startswith("t:")
            if by_title and rows > 1 and not rows == different == with_options:
                # The same title, but nothing that tells variants apart: products of their own.
                for row in self._rows("file = 0 AND key = ?", key):
                    yield [row, *self._variants([row])]
            elif rows > limits.MOST_VARIANTS + 50:
                text = _("%(rows)d rows are one product here; at most %(most)d can be.")
                first = next(self._rows("file = 0 AND key = ?", key))
                self.reject(
                    Fault(first.file, first.line, "", key[2:], text % {"rows": rows, "most": limits.MOST_VARIANTS}),
                    rows=rows,
                )
            else:
                found = list(self._rows("file = 0 AND key = ?", key))
                yield [*found, *self._variants(found)]
        self._name_orphans()

    def _variants(self, rows: list[Row]) -> list[Row]:
        if 1 not in self._labels:
            return []
        parents = {f"p:{name}" for row in rows for name in (row.sku, row["handle"]) if name}
        found: list[Row] = []
        for parent in sorted(parents):
            found += self._rows("file = 1 AND key = ?", parent)
            self._database.execute("UPDATE rows SET key = 'used' WHERE file = 1 AND key = ?", (parent,))
        return found

    def _name_orphans(self) -> None:
        for row in self._rows("file = 1 AND key <> ?", "used"):
            text = _("No row of the first file has this SKU.")
            self.reject(Fault(row.file, row.line, "parent_sku", row["parent_sku"], text))

    def _rows(self, condition: str, value: str) -> Iterator[Row]:
        query = f"SELECT file, line, sku, cells FROM rows WHERE {condition} ORDER BY id"  # noqa: S608 - constants of this file
        for file, line, sku, texts in self._database.cursor().execute(query, (value,)):
            yield Row(self._labels[file], line, sku, json.loads(texts))


def _cells(texts: list[str], matched: columns.Matched) -> dict[str, str]:
    """The used cells under our names. Facts of columns of their own are gathered in "facts"."""
    row: dict[str, str] = {}
    facts: dict[str, str] = {}
    for text, ours, header in zip(texts, matched.targets, matched.headers, strict=True):
        if ours is None:
            continue
        value = spreadsheets.unescaped(text).strip()
        if ours.startswith(columns.ATTRIBUTE):
            facts[ours.removeprefix(columns.ATTRIBUTE) or header] = value
        elif ours in ("option1", "option2"):
            name, equals, choice = value.partition("=")
            row[f"{ours}_name"], row[f"{ours}_value"] = (name.strip(), choice.strip()) if equals else (
                header.capitalize() if value else "", value)  # fmt: skip
        elif ours == "description" and "html" in columns.folded(header):
            row[ours] = cells.plain_text(value)
        else:
            row[ours] = value
    if facts:
        row["facts"] = json.dumps(facts)
    return row


def _key(row: dict[str, str], *, is_variants: bool) -> str:
    if is_variants:
        return f"p:{row['parent_sku']}" if row.get("parent_sku") else ""
    for letter, name in (("h", "handle"), ("t", "title"), ("s", "sku")):
        if row.get(name):
            return f"{letter}:{row[name]}"
    return ""


def _unreadable(row: dict[str, str]) -> tuple[str, str] | None:
    for name, value in row.items():
        if any(c in ("\x7f", "\ufffd") or (c < " " and c not in "\n\r\t") for c in value):
            return name, "".join(c if c.isprintable() else "\u2423" for c in value)
    return None
