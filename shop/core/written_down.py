"""What a form of the office saved or deleted goes into the audit trail, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from shop.core import registry


class WrittenDown:
    """Beside `admin.ModelAdmin`, whose forms save inside one transaction. Moves are told by the operations."""

    model: Any

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:
        """Called once after saving, before the transaction ends."""
        names = [name for name in form.changed_data if _is_column(self.model, name)]
        if names or add:
            _write(
                request,
                "add" if add else "change",
                form.instance,
                before={} if add else {name: form.initial.get(name) for name in names},
                after={name: _key(form.cleaned_data.get(name)) for name in names},
            )
        return super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]  # ModelAdmin's

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _write(request, "delete", obj, before={"was": obj})
        super().delete_model(request, obj)  # type: ignore[misc]  # ModelAdmin's

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        for row in queryset:
            _write(request, "delete", row, before={"was": row})
        super().delete_queryset(request, queryset)  # type: ignore[misc]  # ModelAdmin's


def _is_column(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def _key(value: Any) -> Any:
    """A row as its key, as it is in the form."""
    return getattr(value, "pk", value)


def _write(request: Any, action: str, about: Any, **sides: Any) -> None:
    registry.audit(by=request.user, action=action, about=about, at=timezone.now(), **sides)
