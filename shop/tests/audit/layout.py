"""Reflow at 320 px and at 200 %, text spacing, target sizes, motion, forced colours, and where the focus is seen."""

from collections.abc import Iterator
from typing import cast

from shop.tests.audit.figures import Figure
from shop.tests.audit.visits import Visit

# 44 px on a phone, 56 px for the courier at the door, and nowhere under 24 px.
CONTROL, COURIER, SMALLEST = 44, 56, 24


def figures(visit: Visit) -> Iterator[Figure]:
    visit.at(320)
    yield _count(visit, "reflow", "reflow")
    visit.at(640)
    yield _count(visit, "spacing", "spacing")
    visit.at(390)
    yield _count(visit, "targets", "targets", _smallest(visit))
    yield _count(visit, "motion", "motion")
    yield _focus(visit, "focus")
    visit.page.emulate_media(forced_colors="active")
    yield _count(visit, "forced", "forced")
    yield _focus(visit, "forced focus")
    visit.page.emulate_media(forced_colors="none")


def _smallest(visit: Visit) -> dict[str, int]:
    return {"control": COURIER if visit.name.startswith("courier") else CONTROL, "any": SMALLEST}


def _focus(visit: Visit, check: str) -> Figure:
    """What a script focuses counts as reached by keyboard once a key has been pressed."""
    visit.page.keyboard.press("Tab")
    return _count(visit, check, "focus")


def _count(visit: Visit, check: str, script: str, argument: object = None) -> Figure:
    found = tuple(cast(list[str], visit.run(script, argument)))
    return Figure(visit.name, check, len(found), 0, found=found)
