"""Every page of `shots.py`, opened once on a wide screen and once on a phone, and measured where it stands."""

import sys
from collections.abc import Iterator

from playwright import sync_api

from shop.tests import visiting
from shop.tests.audit import axe, layout, markup, vitals, weight
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place
from shop.tests.audit.visits import Visit
from shop.tests.shots import SHOTS, Shot

CHECKS = (weight.figures, vitals.figures, markup.figures, axe.figures, layout.figures)
EXPECTED = {"not-found": 404}


def figures(place: Place) -> Iterator[Figure]:
    shots = [shot for shot in SHOTS if not place.only or shot.name in place.only]
    for role in dict.fromkeys(shot.role for shot in shots):
        window = place.window()
        page = window.new_page()
        if role:
            visiting.sign_in(page, role, place.data)
        visitor = visiting.Visitor(page, role)
        for shot in (shot for shot in shots if shot.role == role):
            visit = Visit(shot, page)
            yield from _kept(visit, visitor)
            if visit.html:
                place.opened[shot.name] = visit.html
        window.close()


def _kept(visit: Visit, visitor: visiting.Visitor) -> Iterator[Figure]:
    """What was measured, also where a page stops answering half way: the next page has its turn all the same."""
    try:
        yield from _measured(visit, visitor)
    except sync_api.Error as error:
        yield Figure(visit.name, "measured", 0, 1, at_least=True, found=(" ".join(str(error).split())[:300],))


def _measured(visit: Visit, visitor: visiting.Visitor) -> Iterator[Figure]:
    path = visitor.path_of(visit.shot)
    if not path:
        yield _status(visit.shot, 0, f"no link {visit.shot.path} on {visit.shot.start}")
        return
    for width in (1280, 390):
        visit.load(path, width)
    if visit.status != EXPECTED.get(visit.name, 200):
        yield _status(visit.shot, visit.status, path)
    for check in CHECKS:
        yield from check(visit)
    print(f"  measured {visit.name}", file=sys.stderr)


def _status(shot: Shot, status: int, found: str) -> Figure:
    return Figure(shot.name, "status", status, 200, at_least=status < 200, found=(found,))
