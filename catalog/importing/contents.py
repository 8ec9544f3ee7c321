"""What columns hold, where their names say nothing: prices, paths of categories, picture files, long texts."""

import re
from collections.abc import Callable, Sequence

_AMOUNT = re.compile(r"[€$£]?\s?\d{1,6}[.,]\d{2}\s?[€$£]?")
_PIECES = re.compile(r"\d{1,5}")
_PICTURE = re.compile(r"(?!.*://)[^|]+\.(jpe?g|png|webp)(\|[^|]+)*", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/-]{2,39}")
_FACTS = re.compile(r"[^=;]+=[^=;]+(;[^=;]+=[^=;]*)*;?")

Test = Callable[[Sequence[str]], bool]


# Of the cells that are filled in: a price that somebody mistyped makes no other column of it.
_MOST = 0.6


def _mostly(pattern: re.Pattern[str]) -> Test:
    return lambda cells: sum(bool(pattern.fullmatch(cell.strip())) for cell in cells) >= len(cells) * _MOST


def _are_codes(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) > 1 and _mostly(_CODE)(cells)


def _are_titles(cells: Sequence[str]) -> bool:
    lengths = [len(cell) for cell in cells]
    return len(set(cells)) > len(cells) * _MOST and 4 <= sum(lengths) / len(lengths) <= 90 and " " in " ".join(cells)


def _are_texts(cells: Sequence[str]) -> bool:
    return sum(len(cell) for cell in cells) / len(cells) > 90


# In the order in which a column is tried; each of ours is given once.
TESTS: tuple[tuple[str, Test], ...] = (
    ("image", _mostly(_PICTURE)),
    ("category", lambda cells: sum(" > " in cell for cell in cells) > len(cells) * _MOST),
    ("attributes", _mostly(_FACTS)),
    ("price", _mostly(_AMOUNT)),
    ("sku", _are_codes),
    ("stock", _mostly(_PIECES)),
    ("description", _are_texts),
    ("title", _are_titles),
)


def completed(targets: Sequence[str], samples: Sequence[Sequence[str]], *, free: Sequence[bool]) -> list[str]:
    """
    The targets, with guesses by content for free columns where a column of ours has none yet.

    :param samples: the first rows of the file. :param free: by position, whether a guess is wanted.
    """
    found = list(targets)
    cells = [[row[i] for row in samples if row[i].strip()] for i in range(len(targets))]
    for ours, fits in TESTS:
        if ours in found:
            continue
        for index, column in enumerate(cells):
            if free[index] and not found[index] and column and fits(column):
                found[index] = ours
                break
    return found
