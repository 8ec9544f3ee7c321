"""Several things in one line, and the words of others within ours, as the reader's language writes them."""

from collections.abc import Iterable

from django.utils.translation import get_language_bidi, pgettext


def comma() -> str:
    """What stands between two things, with its space."""
    return pgettext("between the things of a list", ", ")


def joined(things: Iterable[object]) -> str:
    """ "a, b", or "a، b" from right to left."""
    return comma().join(map(isolated, things))


def quoted(words: object) -> str:
    """Somebody's words, or a name, in the marks of the reader's language."""
    return pgettext("the words of somebody", "“%(words)s”") % {"words": isolated(words)}


def isolated(words: object) -> str:
    """
    A name or a text of others that keeps its own direction within a line from right to left.

    "Carryall Co." would else lose its point to the other side. Unicode's own marks, as mails know no stylesheet.
    """
    return f"\u2068{words}\u2069" if words and get_language_bidi() else str(words)
