"""
State machines over rows: one table of legal moves per machine, one way to move, one event row per move.

A model that derives from `Stateful` declares `TRANSITIONS` and gives an `event_model` with a foreign key `subject` to
itself. Nothing else ever assigns a `status`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.core import errors, registry


class IllegalMove(errors.DomainError):
    """The table of this machine has no such move."""


class ChangedMeanwhile(errors.DomainError):
    """Somebody else moved the row first."""


class Stateful(models.Model):
    """A row with a status. `status` is a CharField of the concrete model, with its TextChoices."""

    TRANSITIONS: ClassVar[Mapping[str, frozenset[str]]]
    status: Any

    class Meta:
        abstract = True

    def may_move_to(self, status: str) -> bool:
        return status in self.TRANSITIONS.get(self.status, frozenset())

    def move_to(self, status: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> Self:
        """
        Move, and write who did it, when, from what, to what and why, in the caller's transaction.

        The UPDATE is conditional on the status that this object was read with, so that of two movers one wins.

        :param by: the user, or None for the system itself.
        :param changes: further columns that change in the same UPDATE.
        :raises IllegalMove: where the table has no such move.
        :raises ChangedMeanwhile: where the row is no longer in the state it was read in.
        """
        before = self.status
        if not self.may_move_to(status):
            raise IllegalMove(
                _("This cannot go from “%(before)s” to “%(after)s”.")
                % {"before": self.get_status_display(), "after": self._label(status)}  # type: ignore[attr-defined]  # of Django's making
            )
        rows = type(self)._default_manager.filter(pk=self.pk, status=before)
        if rows.update(status=status, **changes) != 1:
            raise ChangedMeanwhile(_("Somebody changed this a moment ago. Look at it again, then decide."))
        self.status = status
        for name, value in changes.items():
            setattr(self, name, value)
        self.log(by=by, at=at, note=note, from_status=before, to_status=status)
        return self

    def log(
        self, *, by: Any, at: datetime, note: str = "", from_status: str = "", to_status: str = "", **columns: Any
    ) -> None:
        """Write an event without a move ("accepted", "courier changed"); `columns` are the event model's own."""
        before, after = from_status or self.status, to_status or self.status
        self.events.model._default_manager.create(  # type: ignore[attr-defined]  # each model's own
            subject=self, by=by, at=at, note=note, from_status=before, to_status=after, **columns
        )
        _audit(self, by=by, at=at, note=note, before=before, after=after, **columns)

    def _label(self, status: str) -> str:
        field = self._meta.get_field("status")
        return str(dict(field.flatchoices).get(status, status))  # type: ignore[union-attr]  # a column


def move_many(rows: Sequence[Stateful], status: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> None:
    """
    `move_to` for many rows of one model that the caller has locked, in two statements per state they are in.

    :raises IllegalMove, ChangedMeanwhile: as `move_to`; then none has moved, once the caller's transaction ends.
    """
    by_status: dict[str, list[Stateful]] = {}
    for row in rows:
        if not row.may_move_to(status):
            row.move_to(status, by=by, at=at)
        by_status.setdefault(row.status, []).append(row)
    for before, found in by_status.items():
        every: Any = type(found[0])._default_manager
        same = every.filter(pk__in=[row.pk for row in found], status=before)
        if same.update(status=status, **changes) != len(found):
            raise ChangedMeanwhile(_("Somebody changed this a moment ago. Look at it again, then decide."))
        event = found[0].events.model  # type: ignore[attr-defined]  # each model's own
        event._default_manager.bulk_create(
            event(subject=row, by=by, at=at, note=note, from_status=before, to_status=status) for row in found
        )
        for row in found:
            _audit(row, by=by, at=at, note=note, before=before, after=status)
            for name, value in {"status": status, **changes}.items():
                setattr(row, name, value)


def _audit(row: Stateful, *, by: Any, at: datetime, note: str, before: str, after: str, **columns: Any) -> None:
    registry.audit(
        by=by,
        action="move" if before != after else "note",
        about=row,
        before={"status": before},
        after={"status": after, **columns},
        reason=note,
        at=at,
    )


class StateEvent(models.Model):
    """One line of a row's history. Concrete models add `subject = ForeignKey(..., related_name="events")`."""

    at = models.DateTimeField(gettext_lazy("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    from_status = models.CharField(max_length=24)
    to_status = models.CharField(max_length=24)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
