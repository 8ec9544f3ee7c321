"""`make messages`: collect the marked texts, update every catalogue, compile it, say what is missing."""

import os
import sys

import django
from babel.messages.catalog import Catalog, Message

from shop.translating import catalogues, extracting, scope


def main() -> None:
    marked = extracting.marked()
    texts = [message for message in marked if message.id]
    for language in catalogues.PLURALS:
        catalog = catalogues.updated(language, marked)
        catalogues.write(language, catalog)
        sys.stdout.write(f"  {language}: {_counted(catalog, texts)}\n")


def _counted(catalog: Catalog, texts: list[Message]) -> str:
    """How much is translated, of what shoppers read and of the rest."""
    done = {(m.id, m.context) for m in texts if catalogues.is_translated(catalog, m.id, m.context)}
    for_shoppers = [m for m in texts if scope.is_for_shoppers(m)]
    missing = [m.id for m in for_shoppers if (m.id, m.context) not in done]
    words = f"{len(done)} of {len(texts)} texts; of the {len(for_shoppers)} for shoppers {len(missing)} are missing"
    return "\n    ".join([words, *(repr(one) for one in missing[:40])])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    django.setup()
    main()
