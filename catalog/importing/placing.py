"""In which category a draft goes, and what happens where the file names one that is not ours."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from catalog import tree
from catalog.importing import drafts
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.models import Category


@dataclass(frozen=True, slots=True)
class Place:
    """
    What to do with a path of categories that does not exist.

    :ivar make: make it. :ivar leave: take the product without. :ivar instead: put it there. Else it is rejected.
    """

    make: bool = False
    leave: bool = False
    instead: Category | None = None


class Placer:
    """Finds categories by their paths, each path once; where the rule bends, a note says so."""

    def __init__(self, place: Place, *, by: User | None, note: Callable[[Fault], None]) -> None:
        self.place, self.by, self.note = place, by, note
        self._found: dict[str, Category | str | None] = {}

    def category(self, draft: Draft) -> Category | str | None:
        """The category, a sentence that says why there is none, or None where the file names none."""
        path = " > ".join(draft.category)
        if not path:
            return None
        if path not in self._found:
            self._found[path] = self._looked_up(draft.category)
        found = self._found[path]
        if found is None:
            self.note(drafts.fault_of(draft.first, "category", self._instead(), path))
            return self.place.instead
        return found

    def _looked_up(self, names: list[str]) -> Category | str | None:
        """None where the rule says what to do instead."""
        if self.place.make:
            try:
                return tree.ensure_path(names, by=self.by)
            except tree.BadCategory as error:
                return error.message
        found = tree.find_path(names)
        if found is None and not self.place.leave and self.place.instead is None:
            return str(_("This is not one of our categories."))
        return found

    def _instead(self) -> str:
        if self.place.instead is None:
            return str(_("This is not one of our categories. The product comes in without one."))
        return str(_("This is not one of our categories. It goes to “%(name)s”.")) % {"name": self.place.instead.name}
