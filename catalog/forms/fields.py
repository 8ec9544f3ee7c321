"""Form fields of the seller's desk."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.models import Category
from shop.core import money
from shop.core.generics import ModelChoiceField


class MoneyField(forms.CharField):
    """An amount as a person writes it: 12.50, 12,50, €12.50. Cleans to a Decimal, or None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs["error_messages"] = {
            "required": _("Give an amount, such as 12.50."),
            "max_length": _("Give an amount, such as 12.50."),
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return money.parsed(text)
        except ValueError as error:
            raise ValidationError(str(error), code="not_money") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value


class WholeNumberField(forms.IntegerField):
    """A count: its sentence says what is wanted, and huge texts are refused before they are read as a number."""

    def __init__(self, **kwargs: Any) -> None:
        low, high = kwargs.get("min_value"), kwargs.get("max_value")
        whole = _("Use a whole number, such as 12.")
        limits = {"low": f"{low:,}", "high": f"{high:,}"} if low is not None and high is not None else None
        between = _("Use a whole number between %(low)s and %(high)s.") % limits if limits else whole
        texts = {"required": whole, "invalid": whole, "min_value": between, "max_value": between}
        kwargs["error_messages"] = {**texts, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and len(value) > 20:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files at once; a list, empty where none was chosen. What they hold is checked when they are stored."""

    widget = PicturesInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    says_optional = False

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data if isinstance(data, list) else [data]) if file]


class LocalDateTimeField(forms.DateTimeField):
    """A moment in the person's time zone, written by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"])
        kwargs.setdefault("error_messages", {"invalid": _("Write the date and time as 2026-11-22 09:00.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value[:40] if isinstance(value, str) else value)
        if moment is not None and not 2000 <= moment.year <= 2100:
            raise ValidationError(_("Use a year between 2000 and 2100."), code="invalid")
        return moment


class CategoryField(ModelChoiceField[Category]):
    """The tree as a list, children under their parents and indented; only what is in use, and what was chosen."""

    says_optional = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid_choice": _("Choose a category from the list.")})
        super().__init__(Category.objects.none(), empty_label=_("Choose a category"), **kwargs)

    def offer(self, chosen: Category | None = None) -> None:
        rows = Category.objects.active() if chosen is None else Category.objects.filter(
            pk__in=[*Category.objects.active().values_list("pk", flat=True), chosen.pk]
        )  # fmt: skip
        self.queryset = rows.order_by("path")
        self.widget.choices = [("", self.empty_label), *_indented(list(self.queryset))]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 18):
            if value in self.empty_values:
                return None
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


def _indented(rows: list[Category]) -> Iterator[tuple[int, str]]:
    """Siblings by position, then name; each below its parent."""
    by_path = {row.path: row for row in rows}

    def place(row: Category) -> list[tuple[int, str]]:
        steps = row.path.split("/")
        above = [by_path.get("/".join(steps[: i + 1])) for i in range(len(steps))]
        return [(one.position, one.name) if one else (0, step) for one, step in zip(above, steps, strict=True)]

    for row in sorted(rows, key=place):
        yield row.pk, "\u2003" * row.path.count("/") + row.name
