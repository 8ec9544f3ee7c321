"""
Pictures of every page at four widths, light and dark, and contact sheets of them, into var/screenshots:
`make screenshots`.

    python shop/tests/screenshots.py [--base https://localhost:4000] [--only listing,product] [--widths 1280,390,320]
                                    [--language ar]

Needs a running shop with its demo world and Chromium on PATH. Also says which page scrolls sideways and which one
logs an error in the browser's console (a blocked style or script, say).
"""

import argparse
import functools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright import sync_api

from shop.tests import contact_sheets, house, visiting
from shop.tests.shots import SHOTS, Shot

HEIGHTS = {1280: 900, 768: 1024, 390: 844, 320: 640}
THEMES = ("light", "dark")


def main() -> int:
    args = _arguments()
    executable = house.browser()
    if not executable:
        print("No Chromium on PATH: apt-get install chromium.", file=sys.stderr)
        return 1
    shots = [shot for shot in SHOTS if not args.only or shot.name in args.only.split(",")]
    args.into.mkdir(parents=True, exist_ok=True)
    problems = 0
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=house.browser_arguments())
        for width in map(int, args.widths.split(",")):
            for theme in args.themes.split(","):
                for line in _take(browser, shots, width, theme, args):
                    problems += 1
                    print(line)
        browser.close()
    for sheet in contact_sheets.write_all(args.into):
        print(sheet)
    print(f"{args.into}: {problems} remarks")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = Path(os.environ.get("DATA_DIR", "var"))
    parser.add_argument("--base", default=f"https://localhost:{os.environ.get('PORT', '4000')}")
    parser.add_argument("--only", default="", help="names of pages, separated by commas")
    parser.add_argument("--widths", default="320,390,768,1280")
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--language", default="en", help="what the browser asks for: en, de or ar")
    parser.add_argument("--into", type=Path, default=data / "screenshots")
    parser.add_argument("--data", type=Path, default=data, help="the data directory of the running shop")
    parser.add_argument("--fold", action="store_true", help="only what fits the window, not the whole page")
    return parser.parse_args()


def _take(
    browser: sync_api.Browser, shots: list[Shot], width: int, theme: str, args: argparse.Namespace
) -> Iterator[str]:
    """Take the pictures of one width and theme; yields a line per remark."""
    for role in dict.fromkeys(shot.role for shot in shots):
        context = browser.new_context(
            base_url=args.base,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if theme == "dark" else "light",
            ignore_https_errors=True,
            reduced_motion="reduce",
            locale=args.language,
        )
        page = context.new_page()
        logged: list[str] = []
        page.on("console", functools.partial(_note, logged))
        if role:
            visiting.sign_in(page, role, args.data)
        visitor = visiting.Visitor(page, role)
        for shot in (shot for shot in shots if shot.role == role):
            path = visitor.path_of(shot)
            logged.clear()
            response = page.goto(path, wait_until="networkidle") if path else None
            visiting.draw_everything(page)
            status = response.status if response else 0
            page.screenshot(path=args.into / f"{shot.name}-{width}-{theme}.png", full_page=not args.fold)
            expected = 404 if shot.name == "not-found" else 200
            yield from _remarks(page, f"{shot.name} {width} {theme}", status, expected, logged)
        context.close()


def _note(logged: list[str], message: sync_api.ConsoleMessage) -> None:
    if message.type == "error":
        logged.append(message.text)


def _remarks(page: sync_api.Page, name: str, status: int, expected: int, logged: list[str]) -> Iterator[str]:
    if status != expected:
        yield f"{name}: status {status}"
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        yield f"{name}: scrolls sideways by {over} px"
    for text in logged:
        if f"status of {status}" not in text:
            yield f"{name}: {text}"


if __name__ == "__main__":
    sys.exit(main())
