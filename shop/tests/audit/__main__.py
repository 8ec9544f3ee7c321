"""
Measure every page and every journey: `make audit`.

    python -m shop.tests.audit [--base https://localhost:4000] [--data var] [--only home,listing] [--parts pages,errors]

Without --base it serves a demo world of its own and stops it again. Prints one table and writes every figure into
audit.csv of the data directory; ends with 1 when a figure is over its limit.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright import sync_api

from shop.tests import house
from shop.tests.audit import figures, parts, place, table


def main() -> int:
    args = _arguments()
    executable = house.browser()
    if executable is None:
        print("No browser found: apt-get install chromium.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    began = time.monotonic()
    sync_api.expect.set_options(timeout=30_000)
    with _shop(args) as (url, data), sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=house.browser_arguments())
        scene = place.Place(browser, url, data, set(filter(None, args.only.split(","))))
        measured: list[figures.Figure] = []
        for name in args.parts.split(","):
            measured += _run(name, scene)
            # What was found is kept, even when a later part never ends.
            figures.save(measured, args.into)
            print(f"  {name}: {len(measured)} figures so far", file=sys.stderr)
        browser.close()
    for line in table.lines(measured):
        print(line)
    print(f"Took {time.monotonic() - began:.0f} s; every figure is in {args.into}.")
    return int(any(one.is_over for one in measured))


def _run(name: str, scene: place.Place) -> Iterator[figures.Figure]:
    """The figures of a part, and where it broke off."""
    try:
        yield from parts.PARTS[name](scene)
    except (sync_api.Error, AssertionError) as error:
        found = " ".join(str(error).split())[:300]
        yield figures.Figure(f"={name}", "part that came to its end", 0, 1, at_least=True, found=(found,))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = Path(os.environ.get("DATA_DIR", "var"))
    parser.add_argument("--base", default="", help="a shop that runs already")
    parser.add_argument("--data", type=Path, default=data, help="the data directory of that shop")
    parser.add_argument("--only", default="", help="names of pages (shots.py), separated by commas")
    parser.add_argument("--parts", default=",".join(parts.PARTS), help=f"some of {', '.join(parts.PARTS)}")
    parser.add_argument("--into", type=Path, default=data / "audit.csv")
    return parser.parse_args()


@contextlib.contextmanager
def _shop(args: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    args.into.parent.mkdir(parents=True, exist_ok=True)
    if args.base:
        yield args.base.rstrip("/"), args.data
        return
    variables = {"DEV_PAGES": "true", "PAYMENT_METHODS": "cash,sandbox"}
    with tempfile.TemporaryDirectory(prefix="audit-") as made, house.serve(Path(made), variables) as url:
        yield url, Path(made)


if __name__ == "__main__":
    sys.exit(main())
