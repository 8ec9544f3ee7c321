"""Templates without the spaces that would stand at the ends of lines where a tag leaves nothing behind."""

import re
from typing import Any

from django.template import Origin
from django.template.loaders import app_directories, filesystem

# Before a tag that begins a line, and at the end of any line. The line breaks stay, so words stay apart and errors
# name the right line. Nothing of ours or Django's has lines of <pre>, <textarea> or an untrimmed translation there.
_LOOSE = re.compile(r"^[ \t]+(?=\{[%{#])|[ \t]+$", re.MULTILINE)


def tidied(source: str) -> str:
    return _LOOSE.sub("", source)


class _Tidied:
    def get_contents(self, origin: Origin) -> str:
        source: Any = super().get_contents(origin)  # type: ignore[misc]  # of the loader that this is mixed into
        return tidied(source) if str(origin.template_name).endswith(".html") else str(source)


class Directories(_Tidied, filesystem.Loader):
    """Our templates."""


class Apps(_Tidied, app_directories.Loader):
    """Those of Django's admin."""
