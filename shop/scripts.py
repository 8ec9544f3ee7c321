"""Our scripts, with the modules that they import at once written into them: one request instead of several."""

import posixpath
import re
from collections.abc import Mapping

from django.core.files.storage import Storage

_IMPORT = re.compile(r'^import (?P<names>\w+|\{[\w, ]+\}) from "(?P<url>\.{1,2}/[^"]+)";\n', re.MULTILINE)
_DEFAULT = re.compile(r"^export default function (?P<name>\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default )?(?=function |const )", re.MULTILINE)
# A line that says something to readers of the source.
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)


def whole(name: str, paths: Mapping[str, tuple[Storage, str]]) -> str:
    """
    A script with its imports (and theirs) in place, each in a scope of its own; `import()` stays for later.

    :raises KeyError: names an import that is no collected file.
    """
    storage, path = paths[name]
    with storage.open(path) as file:
        text = _COMMENT.sub("", file.read().decode())

    def put_in(found: re.Match[str]) -> str:
        module = whole(posixpath.normpath(posixpath.join(posixpath.dirname(name), found["url"])), paths)
        default = _DEFAULT.search(module)
        answer = default["name"] if default and not found["names"].startswith("{") else found["names"]
        return f"const {found['names']} = (() => {{\n{_EXPORT.sub('', module)}return {answer};\n}})();\n"

    return _IMPORT.sub(put_in, text)
