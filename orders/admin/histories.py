"""What happened to a row, below its page: when, who, from which state to which, in the words that everybody reads."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from orders.admin.bases import ReadOnlyInline


class HistoryInline(ReadOnlyInline):
    """Events of a row that has a `status`."""

    fields: ClassVar[Any] = ("at", "by", "before", "after", "note")
    ordering = ("-at", "-id")
    related = ("by",)
    verbose_name_plural = _("History")

    @admin.display(description=_("From"))
    def before(self, event: Any) -> str:
        return self._word(event.from_status)

    @admin.display(description=_("To"))
    def after(self, event: Any) -> str:
        return self._word(event.to_status)

    def _word(self, status: str) -> str:
        field: Any = self.parent_model._meta.get_field("status")
        return str(dict(field.flatchoices).get(status, status)) or "–"
