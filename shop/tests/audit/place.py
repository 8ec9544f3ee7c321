"""Where the audit takes place: a browser, a running shop, and the pages that were asked for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from shop.tests.audit import scripts


@dataclass(frozen=True)
class Place:
    browser: Browser
    url: str
    data: Path
    only: set[str]
    # The HTML of the pages that were opened, by name.
    opened: dict[str, str] = field(default_factory=dict)

    def window(self, **options: Any) -> BrowserContext:
        """A window of somebody new, without a service worker, so that all that is sent is seen."""
        window = self.browser.new_context(
            **{
                "base_url": self.url,
                "ignore_https_errors": True,
                "service_workers": "block",
                "reduced_motion": "reduce",
                "viewport": {"width": 1280, "height": 900},
                **options,
            }
        )
        window.set_default_timeout(60_000)
        window.add_init_script(scripts.text("observe"))
        return window
