"""
Text as the search sees it: accents and case folded, compounds in all their spellings.

PostgreSQL's text search splits "WH-1000XM2" and "64GB" in its own ways and folds no accents without an extension. So
both the catalogue and the queries go through `fold` and `chunks` here, and the server's parser only ever meets plain
words, whose forms it then stems.
"""

import re
import unicodedata
from collections.abc import Iterator

# Longer ones are noise: no person types them and no index gains by them.
LONGEST_WORD = 40
# One run of letters, digits and marks that join them: wh-1000xm2, t-shirt, AC/DC, 12.5.
_CHUNK = re.compile(r"[\w][\w.,'’/+&-]*[\w]|[\w]")
_PART = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_BORDER = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_CONTROLS = dict.fromkeys([*range(32), 127], " ")
_FOLDS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})
# The server's English dictionary leaves these out (Snowball's list). A word joined with one of them must not stand in
# for it: "the black" would only match "theblack".
_ENGLISH = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers
herself it its itself they them their theirs themselves what which who whom this that these those am is are
was were be been being have has had having do does did doing a an the and but if or because as until while of
at by for with about against between into through during before after above below to from up down in out on
off over under again further then once here there when where why how all any both each few more most other
some such no nor not only own same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(_ENGLISH.split())
# Left out too, but they make words with their neighbours: t-shirt, iPhone 6 s.
STOP_LETTERS = frozenset("st")
# What people look for, not what things are called: nobody mistyped "cheat".
_SHOPPERS = "cheap cheaper best better good buy sale deal deals offer gift gifts present new price"
SHOPPERS_WORDS = frozenset(_SHOPPERS.split())
# With a number before them these are one word: "64 GB" must not match "64-bit, 2 GB".
_UNITS = "kb mb gb tb mp mah wh w kw v hz khz mhz ghz mm cm m km inch ml cl dl l mg g kg oz lb ft"
UNITS = frozenset(_UNITS.split())


def fold(text: str) -> str:
    """Lower case without accents, and nothing invisible: `Höhr` → `hohr`, `Straße` → `strasse`."""
    if text.isascii():
        return " ".join(text.lower().translate(_CONTROLS).split())
    # Symbols such as ™ would decompose into letters that glue to the word before them.
    spaced = "".join(" " if unicodedata.category(c) in ("So", "Cc", "Cs", "Co") else c for c in text)
    plain = unicodedata.normalize("NFKD", spaced.casefold().translate(_FOLDS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c) and c.isprintable()).split())


def chunks(text: str) -> Iterator[list[str]]:
    """The words of a text, folded; each as its parts: `WH-1000XM2 case` → [wh, 1000xm2], [case]."""
    for match in _CHUNK.finditer(fold(text)):
        bare = re.sub(r"(?<=\d),(?=\d)", ".", match.group()).replace("'", "").replace("’", "")
        parts = [part[:LONGEST_WORD] for part in _PART.findall(bare)]
        if parts:
            yield parts


def borders(part: str) -> list[str]:
    """The pieces of a word where letters meet digits: `64gb` → [64, gb]; a single piece for plain words."""
    return _BORDER.split(part)


def indexed(text: str) -> str:
    """
    The text with all spellings of its compounds, as plain words for the server's parser.

    "WH-1000XM2, 64 GB" → `wh 1000xm2 64 gb wh1000xm2 64gb`: whoever types it joined, split or spaced finds it.
    """
    plain: list[str] = []
    extra: list[str] = []
    for parts in chunks(text):
        if len(parts) > 1:
            extra.append("".join(parts))
        for part in parts:
            pieces = borders(part)
            if len(pieces) == 2:
                extra.extend(pieces)
            if plain and part.isalpha() and (_is_number_with_unit(plain[-1], part) or _is_letter(plain[-1])):
                extra.append(plain[-1] + part)
            plain.append(part)
    return " ".join([*plain, *(word[:LONGEST_WORD] for word in extra)])


def _is_number_with_unit(first: str, second: str) -> bool:
    return first.isdigit() and len(second) <= 4


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
