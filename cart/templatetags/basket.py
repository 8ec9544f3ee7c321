"""What the basket page draws per line."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cart.contents import Row
from cart.forms import BasketForm
from cart.models import LARGEST_QUANTITY
from shop.templatetags import ui_forms

register = template.Library()


@register.simple_tag
def line_quantity(row: Row, form: BasketForm | None) -> SafeString:
    """The quantity of a line: what can be had or, after an error, what was typed, with the sentence beside it."""
    pk = row.line.pk
    name = f"q-{pk}"
    value: Any = form[name].value() if form else row.quantity
    error = form.errors_by_line().get(pk, "") if form else ""
    return ui_forms.quantity(
        name=name,
        value="" if value is None else value,
        product=row.title,
        minimum=0,
        maximum=min(row.available, LARGEST_QUANTITY),
        error=error,
        input_id=f"id_{name}",
    )
