"""Faults of rows, kept as rows of the database, those of one kind under one name."""

import re
from collections.abc import Iterable

from catalog.importing.faults import Fault
from catalog.models import Import, ImportFault

_QUOTED = re.compile(r"‘[^’]*’|“[^”]*”|\d[\d.,]*")


def kept(run: Import, faults: Iterable[Fault], *, is_note: bool) -> list[ImportFault]:
    """The rows to insert."""
    return [
        ImportFault(
            run=run,
            is_note=is_note,
            file=fault.file[:40],
            line=fault.line,
            column=fault.column[:200],
            value=_readable(fault.value)[:200],
            reason=_readable(fault.reason)[:500],
            group=_group(fault),
        )
        for fault in faults
    ]


def _group(fault: Fault) -> str:
    """The column and the sentence without what differs from row to row."""
    return _readable(f"{fault.column}: {_QUOTED.sub('…', fault.reason)}")[:300]


def _readable(text: str) -> str:
    return text.replace("\0", "\u2423")
