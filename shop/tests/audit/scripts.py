"""The scripts that measure inside a page; run past its Content-Security-Policy, as a browser's own tools are."""

import functools
from pathlib import Path
from typing import Any

from axe_playwright_python import sync_playwright
from playwright import sync_api

HERE = Path(__file__).parent / "js"


@functools.cache
def text(name: str) -> str:
    return (HERE / f"{name}.js").read_text()


def run(page: sync_api.Page, name: str, argument: object = None) -> Any:
    """The answer of a script of `js/`, which is one function."""
    return page.evaluate(text(name), argument)


@functools.cache
def axe() -> str:
    return str(sync_playwright.Axe().axe_script)
