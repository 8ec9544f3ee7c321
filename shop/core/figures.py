"""What the office shows of a row in place of a bare number: €12.50 for money, +3 or −1 for a change of stock."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.utils import flatten
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from shop.core import money, numbers

# An amount has so many digits or more; a percentage or a rate has fewer.
_DIGITS_OF_MONEY = 12
# Percent or money, as the row's kind says: its admin writes it.
_EITHER = "value"


class Figure:
    """Stands for a column in the lists and forms of an admin, under the column's own name and title."""

    do_not_call_in_templates = True

    def __init__(self, field: Any) -> None:
        self.__name__ = self.admin_order_field = str(field.name)
        self.short_description = field.verbose_name
        self.is_money = isinstance(field, models.DecimalField)

    def __str__(self) -> str:
        return self.__name__

    def __call__(self, row: Any) -> str:
        value = getattr(row, self.__name__)
        if value is None:
            return "–"
        return money.shown(value, getattr(row, "currency", None)) if self.is_money else numbers.signed(value)


def columns(model: type[models.Model], names: Sequence[Any]) -> Sequence[Any]:
    """The names as an admin has them (a row of a form may be a tuple), with a `Figure` for each that needs one."""
    return [columns(model, name) if isinstance(name, list | tuple) else _column(model, name) for name in names]


def unsaved(name: Any) -> dict[str, Any]:
    """Context of a page on which nothing can be typed over: named after what it shows, without a button to save."""
    return {"show_save": False, "show_save_and_continue": False, "show_close": True, "title": capfirst(str(name))}


class LookedAt:
    """Beside an admin or an inline whose `fields` are to look at and not to change."""

    model: type[models.Model]
    fields: ClassVar[Any]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return columns(self.model, self.fields or ())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return flatten(self.get_fields(request, obj))


@functools.cache
def _column(model: type[models.Model], name: Any) -> Any:
    """The same object each time, since an admin compares the fields of a form with those that are only shown."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    is_money = isinstance(field, models.DecimalField) and field.max_digits >= _DIGITS_OF_MONEY and name != _EITHER
    return Figure(field) if is_money or str(name).endswith("_delta") else name
