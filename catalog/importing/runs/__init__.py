"""
An import in steps, each of which a page shows: upload → match → check → confirm → write → perhaps undo.

Every step that takes time is a job that may be killed at any moment: it holds a lease, does its work in batches of one
transaction each, and whoever takes the lease over goes on where it stopped. Nothing is written to products before
`confirm`.
"""

from catalog.importing.runs.confirming import NotReady, confirm, try_again
from catalog.importing.runs.keeping import discard_old, revive
from catalog.importing.runs.matching import match
from catalog.importing.runs.starting import start
from catalog.importing.runs.undoing import NotUndoable, undo, why_not_undoable

__all__ = [
    "NotReady",
    "NotUndoable",
    "confirm",
    "discard_old",
    "match",
    "revive",
    "start",
    "try_again",
    "undo",
    "why_not_undoable",
]
