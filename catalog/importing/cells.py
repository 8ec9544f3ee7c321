"""One cell at a time: facts, rich text, numbers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
_SILENT = frozenset({"script", "style", "template", "head"})
# Technical names of shop systems that no buyer wants to read.
_INTERNAL = frozenset({"has_options", "required_options"})


def written_facts(facts: Mapping[str, str]) -> str:
    """Facts as one cell: `name=value; name=value`, with a backslash before what would divide them."""
    return "; ".join(f"{_guarded(name)}={_guarded(value)}" for name, value in facts.items())


def _guarded(text: str) -> str:
    return re.sub(r"([\\;=])", r"\\\1", text)


def read_facts(cell: str, *, divider: str = ";") -> dict[str, str]:
    """
    The facts of a cell.

    :param divider: ";" as we write them, or "," as Magento does (`a=1,b=x|y`; a comma inside a value stays, since
        no name and "=" follow it).
    :raises ValueError: naming a part without "=".
    """
    facts: dict[str, str] = {}
    for part in _parts(cell, divider):
        name, equals, value = _partition(part)
        if not equals or not name.strip():
            raise ValueError(part.strip())
        name, value = _plain(name.strip()), _plain(value.strip())
        if divider == ",":
            if name in _INTERNAL:
                continue
            name, value = name.replace("_", " ").strip().capitalize(), re.sub(r"\s*\|\s*", ", ", value)
        if value:
            facts[name] = value
    return facts


def divider_of(cell: str) -> str | None:
    """Which divider a cell of facts uses, where it shows."""
    if re.search(r"(?<!\\);", cell):
        return ";"
    return "," if re.search(r"=[^=]*?,\s*[\w .\-]+=", re.sub(r"\\=", "", cell)) else None


def _parts(cell: str, divider: str) -> Iterator[str]:
    pattern = r"(?<!\\)((?:\\\\)*);" if divider == ";" else r"(),(?=\s*[\w .\-]+=)"
    start = 0
    for found in re.finditer(pattern, cell):
        part = cell[start : found.end(1)] if divider == ";" else cell[start : found.start()]
        start = found.end()
        if part.strip():
            yield part
    if cell[start:].strip():
        yield cell[start:]


def _partition(part: str) -> tuple[str, str, str]:
    found = re.search(r"(?<!\\)(?:\\\\)*=", part)
    return (part[: found.end() - 1], "=", part[found.end() :]) if found else (part, "", "")


def _plain(text: str) -> str:
    return re.sub(r"\\([\\;=])", r"\1", text)


def plain_text(rich: str) -> str:
    """HTML as text: paragraphs and list items become lines, everything else its words."""
    reader = _Reader()
    reader.feed(rich)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.words.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS and tag not in ("br", "li"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data.replace("\n", " "))


def names_in(cell: str) -> list[str]:
    """The file names of a cell, several joined by "|"; folders are left out."""
    names = (name.strip().replace("\\", "/").rsplit("/", 1)[-1] for name in cell.split("|"))
    return list(dict.fromkeys(name for name in names if name))


def joined(texts: Iterable[str]) -> str:
    """Texts in one cell with "|" between them, where none of them is that sign."""
    return "|".join(re.sub(r"([\\|])", r"\\\1", text) for text in texts)


def divided(cell: str) -> list[str]:
    """The texts that `joined` put together."""
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", cell)
    texts = ["".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return [re.sub(r"\\([\\|])", r"\1", text).strip() for text in texts]


def own_columns(text: str) -> dict[str, str]:
    """The facts that stood in columns of their own, as staging gathered them."""
    facts: dict[str, str] = json.loads(text) if text else {}
    return {name: value for name, value in facts.items() if value}
