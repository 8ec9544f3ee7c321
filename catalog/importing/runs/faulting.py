"""Faults of rows, kept as rows of the database, those of one kind under one name."""

import re
from collections.abc import Iterable, Mapping, Sequence

from catalog.importing.faults import Fault
from catalog.models import Import, ImportFault

_QUOTED = re.compile(r"‘[^’]*’|“[^”]*”|\d[\d.,]*")


def kept(run: Import, faults: Iterable[Fault], *, is_note: bool) -> list[ImportFault]:
    """The rows to insert. Columns go by the file's own names."""
    names = [
        dict(zip(ours, header["names"], strict=False)) for ours, header in zip(run.matches, run.headers, strict=False)
    ]
    return [
        ImportFault(
            run=run,
            is_note=is_note,
            file=fault.file[:40],
            line=fault.line,
            column=_column(fault, names),
            value=_readable(fault.value)[:200],
            reason=_readable(fault.reason)[:500],
            group=_group(fault, _column(fault, names)),
        )
        for fault in faults
    ]


def _column(fault: Fault, names: Sequence[Mapping[str, str]]) -> str:
    mine = names[1] if fault.file and len(names) > 1 else names[0] if names else {}
    return (mine.get(fault.column) or fault.column)[:200]


def _group(fault: Fault, column: str) -> str:
    """The column and the sentence without what differs from row to row."""
    return _readable(f"{column}: {_QUOTED.sub('…', fault.reason)}")[:300]


def _readable(text: str) -> str:
    return text.replace("\0", "\u2423")
