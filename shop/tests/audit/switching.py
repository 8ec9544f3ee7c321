"""Light, dark and "as my device" without a script: the next page has the colours, whatever the device says."""

from collections.abc import Iterator

from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place

CHOICES = {"Dark": "dark", "Light": "light", "As my device": ""}


def figures(place: Place) -> Iterator[Figure]:
    page = place.window(java_script_enabled=False, color_scheme="light").new_page()
    page.goto("/help/")
    faults = []
    for name, theme in CHOICES.items():
        page.get_by_role("button", name=name, exact=True).click()
        shown = page.locator("html").get_attribute("data-theme")
        pressed = page.locator(".theme__choice[name=theme][aria-pressed=true]").inner_text().strip()
        if (shown, pressed) != (theme, name) or not page.url.endswith("/help/"):
            faults.append(f"{name}: data-theme is {shown}, pressed is {pressed}, at {page.url}")
    yield Figure("=theme switch, no script", "choices that fail", len(faults), 0, found=tuple(faults))
