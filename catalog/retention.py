"""How long uploads are kept. docs/privacy.md says the same to people."""

from collections.abc import Callable
from datetime import datetime

from catalog.importing import runs


def old_imports(now: datetime) -> int:
    return runs.discard_old(now=now)


RULES: dict[str, tuple[str, Callable[[datetime], int]]] = {
    "Catalogues that a seller uploaded": ("14 days", old_imports),
}
