"""The catalogues in `locale/`: `.po` for people, `.mo` for the running shop, both in the repository."""

import copy
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

# As Django's own catalogues have them, whose numbers of forms ours must share.
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4"
    " : 5;",
}
# The same texts are the same file, whenever they are compiled.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# What changes with every run and says nothing.
_NOISE = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Language-Team).*\n', re.M)


def folder(language: str) -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES"


def read(language: str) -> Catalog:
    """What is translated so far; an empty catalogue for a language that has none yet."""
    path = folder(language) / "django.po"
    text = path.read_text() if path.exists() else _head(language)
    return read_po(io.StringIO(text), locale=language, abort_invalid=True)


def _head(language: str) -> str:
    return (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
    )


def updated(language: str, marked: Catalog) -> Catalog:
    """The language's catalogue with the texts of today: new ones empty, old ones gone, nothing guessed."""
    catalog = read(language)
    # A copy: the library would put the very messages of `marked` into the catalogues of all languages.
    catalog.update(copy.deepcopy(marked), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> str:
    """The text of a `.po` that changes only where texts do: by file, without line numbers and dates."""
    catalog.header_comment = "# Millrow in another language. `make messages` keeps this file (docs/translating.md)."
    file = io.BytesIO()
    write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False)
    return _NOISE.sub("", file.getvalue().decode())


def as_mo(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = _NO_DAY
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(language: str, catalog: Catalog) -> None:
    folder(language).mkdir(parents=True, exist_ok=True)
    (folder(language) / "django.po").write_text(as_po(catalog))
    # From the file again, so that the same `.po` always gives the same `.mo`.
    (folder(language) / "django.mo").write_bytes(as_mo(read(language)))


def is_translated(catalog: Catalog, message_id: str | tuple[str, ...] | list[str], context: str | None) -> bool:
    found = catalog.get(message_id, context)
    if found is None or found.fuzzy:
        return False
    return all(found.string) if isinstance(found.string, tuple | list) else bool(found.string)
