"""The states of a history in the words that everybody reads, for the inlines of all apps."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class Words:
    """Beside an inline of events whose parent has a `status`: columns `before` and `after`."""

    parent_model: Any

    @admin.display(description=_("From"))
    def before(self, event: Any) -> str:
        return self._word(event.from_status)

    @admin.display(description=_("To"))
    def after(self, event: Any) -> str:
        return self._word(event.to_status)

    def _word(self, status: str) -> str:
        field = self.parent_model._meta.get_field("status")
        return str(dict(field.flatchoices).get(status, status)) or "–"
