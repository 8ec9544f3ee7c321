"""Static files: hashed names, precompressed, and what stylesheets and scripts import written into them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from shop import scripts

# The stylesheets that pages load, relative to the static root.
ENTRIES = ("css/app.css", "css/desk.css", "css/courier.css", "css/admin.css", "css/styleguide.css")
# The scripts made whole: app.js and what it loads. None of them may hold anything that two others share.
SCRIPTS = ("js/app.js", "js/elements/*.js")

_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?(?: (?P<media>\w+))?;[ \t]*\n?')
_URL = re.compile(r'url\("(?P<url>[^":#][^":]*)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")

Paths = Mapping[str, tuple[Storage, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types there
    """
    Whitenoise's storage, with each entry stylesheet and each script made whole at collectstatic.

    Before collectstatic has run (in tests, with DEBUG) the plain names are used, and the browser follows the imports.
    """

    # Our scripts find each other under their hashed names. Those of libraries are left alone.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (r"""(?P<matched>from "(?P<url>\.{1,2}/[^"]+)")""", 'from "%(url)s"'),
                (r"""(?P<matched>import\("(?P<url>\.{1,2}/[^"]+)"\))""", 'import("%(url)s")'),
            ),
        ),
    )

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files and not force:
            return FileSystemStorage.url(self, name)
        return str(super().url(name, force))

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the entries and the scripts whole, then hash and compress everything as usual."""
        if dry_run:
            return
        made = {entry: inlined(entry, paths) for entry in ENTRIES if entry in paths}
        made |= {name: scripts.whole(name, paths) for name in paths if any(fnmatch(name, part) for part in SCRIPTS)}
        for name, text in made.items():
            self.delete(name)
            self.save(name, ContentFile(text.encode()))
        whole = dict(paths) | {name: (self, name) for name in made}
        yield from super().post_process(whole, dry_run, **options)


def inlined(name: str, paths: Paths) -> str:
    """
    A stylesheet with its imports (and theirs) in place, each in its layer, addresses rewritten to fit, comments gone.

    :raises KeyError: names an import that is no collected file.
    """
    folder = posixpath.dirname(name)
    storage, path = paths[name]
    with storage.open(path) as file:
        text = _COMMENT.sub("", file.read().decode())

    def put_in(found: re.Match[str]) -> str:
        part = posixpath.normpath(posixpath.join(folder, found["url"]))
        rules = _URL.sub(lambda url: f'url("{_moved(url["url"], part, folder)}")', inlined(part, paths))
        rules = f"@layer {found['layer']}{{{rules}}}\n" if found["layer"] else rules
        return f"@media {found['media']}{{{rules}}}\n" if found["media"] else rules

    return _SPACE.sub(" ", _IMPORT.sub(put_in, text))


def _moved(url: str, part: str, folder: str) -> str:
    """An address of an imported file as the importing folder must write it."""
    if url.startswith("/"):
        return url
    return posixpath.relpath(posixpath.join(posixpath.dirname(part), url), folder)
