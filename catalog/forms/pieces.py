"""What may be typed where pieces are counted: "12" is a count, "+3" and "-2" change whatever is there."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog import stock

_SHAPE = re.compile(r"([+\-\u2212]?)\s*([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A count, or (`is_change`) pieces to add; negative ones are taken away."""

    number: int
    is_change: bool = False


class PiecesField(forms.CharField):
    """Cleans to `Pieces`, or None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        whole = _("Use a whole number, such as 12, or +3 and -2 to change it.")
        texts = {"required": whole, "max_length": whole, "not_pieces": whole}
        kwargs["error_messages"] = {**texts, **kwargs.get("error_messages", {})}
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        shape = _SHAPE.fullmatch(text.strip())
        if not shape or int(shape[2]) > stock.MOST_PIECES:
            raise ValidationError(self.error_messages["not_pieces"], code="not_pieces")
        sign, number = shape[1], int(shape[2])
        return Pieces(number if sign in ("", "+") else -number, is_change=bool(sign))
