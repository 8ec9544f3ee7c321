"""Somebody with a keyboard and no mouse: Tab, Enter, Space, arrows and letters."""

from dataclasses import dataclass, field
from typing import cast

from playwright.sync_api import Locator, Page

from shop.tests.audit import scripts

MOST_TABS = 250


@dataclass
class Hands:
    page: Page
    # How often something was pressed that does something, and where the focus could not be seen.
    pressed: int = 0
    tabs: int = 0
    unseen: list[str] = field(default_factory=list)

    def skip(self) -> None:
        """The skip link is the first thing on every page."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")

    def reach(self, target: Locator) -> None:
        wanted = target.filter(visible=True).first
        wanted.wait_for()
        for _ in range(MOST_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
            if fault := cast(str, scripts.run(self.page, "seen")):
                self.unseen.append(fault)
        raise AssertionError(f"{target} is not reached within {MOST_TABS} tabs on {self.page.url}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.reach(target)
        self.pressed += 1
        self.page.keyboard.press(key)
        self.page.wait_for_load_state("networkidle")

    def type(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
