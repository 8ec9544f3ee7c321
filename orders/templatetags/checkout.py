"""What the pages of the checkout share."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cart.contents import Row
from cart.models import Cart
from shop.templatetags import ui_panels, ui_shop

register = template.Library()


@register.simple_tag
def checkout_steps(cart: Cart, current: int) -> SafeString:
    """Basket, delivery, payment: those that are done lead back."""
    steps = [
        (_("Basket"), cart.get_absolute_url()),
        (_("Delivery"), f"/order/user-info/{cart.pk}/"),
        (_("Payment"), ""),
    ]
    return ui_shop.stepper(steps, current)


@register.simple_tag
def order_row(row: Row, level: int = 3) -> SafeString:
    """A line of the basket that is about to be ordered; `level` is that of its heading."""
    line = {
        "title": row.title,
        "url": "",
        "image": row.picture or False,
        "options": row.line.variant.options_text,
        "quantity": row.quantity,
        "unit_price": row.price.unit_price if row.quantity > 1 else None,
        "amount": row.line_total,
    }
    return ui_panels.line(line, level=level)


@register.simple_tag
def redraw(path: str, *regions: str) -> SafeString:
    """
    Attributes for an element: a change inside it asks for the step anew, without checking anything, and swaps these
    regions of the page. What somebody types elsewhere meanwhile stays.
    """
    target, *others = regions
    return format_html(
        'hx-post="{}" hx-trigger="change" hx-include="#step" hx-vals=\'{{"do": "refresh"}}\' hx-sync="#step:replace"'
        ' hx-target="{}" hx-select="{}" hx-select-oob="{}" hx-swap="outerHTML"',
        path,
        target,
        target,
        ",".join(others),
    )
