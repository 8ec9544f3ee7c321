"""html-validate over every page that was opened, where it is installed (`npm install --global html-validate@10`)."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place

# Safari reads a list without bullets as none unless its role is written; a group of checkboxes has one name.
RULES: dict[str, Any] = {
    "no-redundant-role": "off",
    "form-dup-name": ["error", {"shared": ["radio", "button", "reset", "submit", "checkbox"]}],
}
# Django writes the heads of rows and of groups, the links that sort and choose, the table of its models, loose spaces.
_DJANGO = ("wcag/h30", "wcag/h32", "wcag/h63", "wcag/h71", "prefer-native-element", "prefer-tbody")
NOT_OURS = dict.fromkeys((*_DJANGO, "no-trailing-whitespace"), "off")


def figures(place: Place) -> Iterator[Figure]:
    program = shutil.which("html-validate")
    if program is None:
        print("  html-validate is left out: there is no `html-validate` on PATH.", file=sys.stderr)
        return
    for is_office in (False, True):
        pages = {name: html for name, html in place.opened.items() if name.startswith("admin") == is_office}
        found = _faults(program, pages, {**RULES, **NOT_OURS} if is_office else RULES)
        for name in pages:
            yield Figure(f"={name}, html-validate", "errors", len(found[name]), 0, found=tuple(found[name]))


def _faults(program: str, pages: dict[str, str], rules: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in pages}
    if not pages:
        return found
    with tempfile.TemporaryDirectory(prefix="html-") as made:
        config = Path(made, ".htmlvalidate.json")
        config.write_text(json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": rules}))
        files = [Path(made, f"{name}.html") for name in pages]
        for file in files:
            file.write_text(pages[file.stem])
        command = [program, "--config", str(config), "--formatter", "json", *map(str, files)]
        # Into a pipe it would write no more than fits before it ends.
        answer = Path(made, "answer.json")
        with answer.open("w") as said:
            done = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, text=True)
        assert answer.stat().st_size, f"html-validate said nothing: {done.stderr[-300:]}"
        for page in json.loads(answer.read_text()):
            faults = (f"line {one['line']}: {one['ruleId']}: {one['message']}" for one in page["messages"])
            found[Path(page["filePath"]).stem] += faults
    return found
