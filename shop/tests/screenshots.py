"""
Pictures of every page, wide and on a phone, light and dark, into var/screenshots: `make screenshots`.

    python shop/tests/screenshots.py [--base https://localhost:4000] [--only listing,product] [--widths 1280,390,320]

Needs a running shop with its demo world and Chromium on PATH. Also says which page scrolls sideways and which one
logs an error in the browser's console (a blocked style or script, say).
"""

import argparse
import functools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright import sync_api

from shop.tests.shots import SHOTS, Shot

HEIGHTS = {1280: 900, 390: 844, 320: 640}
THEMES = ("light", "dark")


def main() -> int:
    args = _arguments()
    executable = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if not executable:
        print("No Chromium on PATH: apt-get install chromium.", file=sys.stderr)  # noqa: T201
        return 1
    shots = [shot for shot in SHOTS if not args.only or shot.name in args.only.split(",")]
    args.into.mkdir(parents=True, exist_ok=True)
    problems = 0
    with sync_api.sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=executable, args=sandbox)
        for width in map(int, args.widths.split(",")):
            for theme in args.themes.split(","):
                for line in _take(browser, shots, width, theme, args):
                    problems += 1
                    print(line)  # noqa: T201
        browser.close()
    print(f"{args.into}: {problems} remarks")  # noqa: T201
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = Path(os.environ.get("DATA_DIR", "var"))
    parser.add_argument("--base", default=f"https://localhost:{os.environ.get('PORT', '4000')}")
    parser.add_argument("--only", default="", help="names of pages, separated by commas")
    parser.add_argument("--widths", default="1280,390")
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--into", type=Path, default=data / "screenshots")
    parser.add_argument("--logins", type=Path, default=data / "demo-logins.json")
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
        )
        page = context.new_page()
        logged: list[str] = []
        page.on("console", functools.partial(_note, logged))
        if role:
            _sign_in(page, role, args.logins)
        mine = [shot for shot in shots if shot.role == role]
        cart = _fill_basket(page, role) if any("{cart}" in shot.path for shot in mine) else ""
        for shot in mine:
            logged.clear()
            status = _open(page, shot._replace(path=shot.path.replace("{cart}", cart)))
            page.screenshot(path=args.into / f"{shot.name}-{width}-{theme}.png", full_page=not args.fold)
            expected = 404 if shot.name == "not-found" else 200
            yield from _remarks(page, f"{shot.name} {width} {theme}", status, expected, logged)
        context.close()


def _note(logged: list[str], message: sync_api.ConsoleMessage) -> None:
    if message.type == "error":
        logged.append(message.text)


def _open(page: sync_api.Page, shot: Shot) -> int:
    response = page.goto(shot.start or shot.path, wait_until="networkidle")
    if shot.start:
        link = page.locator(shot.path.removeprefix("@")).first
        if not link.count():
            return 0
        response = page.goto(link.get_attribute("href") or "/", wait_until="networkidle")
    # Pictures below the fold load when they are scrolled to.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    page.wait_for_timeout(150)
    return response.status if response else 0


def _remarks(page: sync_api.Page, name: str, status: int, expected: int, logged: list[str]) -> Iterator[str]:
    if status != expected:
        yield f"{name}: status {status}"
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        yield f"{name}: scrolls sideways by {over} px"
    for text in logged:
        if f"status of {status}" not in text:
            yield f"{name}: {text}"


def _fill_basket(page: sync_api.Page, role: str) -> str:
    """Put two things into the basket; somebody signed in also gives the address. Returns the basket's id."""
    for words in ("mug", "lamp"):
        page.goto(f"/listing/?q={words}")
        page.goto(page.locator("[data-product-id] a").first.get_attribute("href") or "/")
        page.locator("#buy button[type=submit]").click()
        page.wait_for_load_state("networkidle")
    page.goto("/order/cart/", wait_until="networkidle")
    cart = page.url.rstrip("/").rsplit("/", 1)[-1]
    if role:
        page.goto(f"/order/user-info/{cart}/", wait_until="networkidle")
        page.locator("#step button[type=submit]").last.click()
        page.wait_for_load_state("networkidle")
    return cart


def _sign_in(page: sync_api.Page, role: str, logins: Path) -> None:
    login = next(entry for entry in json.loads(logins.read_text()) if entry["role"] == role)
    page.goto("/login/")
    page.get_by_label("Email").fill(login["email"])
    page.locator("input[type=password]").fill(login["password"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    sys.exit(main())
