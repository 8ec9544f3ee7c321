"""What happened to a row, below its page: when, who, from which state to which, in the words that everybody reads."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from accounts.admin import histories
from orders.admin.bases import ReadOnlyInline


class HistoryInline(histories.Words, ReadOnlyInline):
    """Events of a row that has a `status`."""

    fields: ClassVar[Any] = ("at", "by", "before", "after", "note")
    ordering = ("-at", "-id")
    related = ("by",)
    verbose_name_plural = _("History")
