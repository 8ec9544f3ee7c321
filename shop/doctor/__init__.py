"""
What `manage.py doctor` looks at. Each check is a function that looks, changes nothing, and yields findings.

A finding that is not fine says what is wrong and what to do about it, in words for the person at the terminal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    FINE = "ok"
    NOTICE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """:ivar remedy: what to do; empty when all is fine."""

    level: Level
    text: str
    remedy: str = ""


Check = Callable[[], Iterator[Finding]]


def fine(text: str) -> Finding:
    return Finding(Level.FINE, text)


def notice(text: str, remedy: str) -> Finding:
    return Finding(Level.NOTICE, text, remedy)


def wrong(text: str, remedy: str) -> Finding:
    return Finding(Level.WRONG, text, remedy)
