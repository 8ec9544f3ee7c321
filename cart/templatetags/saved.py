"""The "Save for later" button of product pages."""

from typing import Any

from django import template

from cart import saved
from catalog.models import Variant

register = template.Library()


@register.inclusion_tag("cart/_save.html", takes_context=True)
def save_button(context: template.Context, variant: Variant) -> dict[str, Any]:
    """Saves a variant, or takes it off the list again. One query for somebody signed in."""
    request = context["request"]
    is_saved = saved.holds(request, variant.pk)
    return {"variant": variant, "is_saved": is_saved, "csrf_token": context.get("csrf_token")}
