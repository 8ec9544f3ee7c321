"""The marked texts of Python files and templates, as a catalogue without translations."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

# How Django's functions take what gettext's take; `c` is a context.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_ROOMS = ("accounts", "cart", "catalog", "orders", "shop", "templates")
_NOT_OURS = {"tests", "migrations", "translating"}


def marked() -> Catalog:
    """Every marked text, with the files in which it stands."""
    catalog = Catalog(project="Millrow", charset="utf-8")
    for path in files():
        name = str(path.relative_to(settings.BASE_DIR))
        for _line, message, comments, context in _in_file(path):
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def files() -> list[Path]:
    """The project's files that may hold texts: what git tracks or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *_ROOMS]
    listed = subprocess.run(  # noqa: S603 - words of our own
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    names = sorted({name for name in listed if name.endswith(".py") or name.startswith("templates/")})
    paths = [settings.BASE_DIR / name for name in names if not _NOT_OURS & set(name.split("/"))]
    return [path for path in paths if path.is_file()]


def _in_file(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text()
    if path.suffix != ".py":
        # Django turns a template into calls that read like Python, but for the spaces before them.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).split("\n"))
    text = io.BytesIO(source.encode())
    return extract("python", text, keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"})
