"""The row "You looked at" for pages of apps above the catalogue."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import recent
from catalog.views import cards

register = template.Library()


@register.inclusion_tag("catalog/_row.html", takes_context=True)
def recently_viewed(context: template.Context) -> dict[str, Any]:
    """What this visitor looked at last; nothing where that is too little for a row. No query without the cookie."""
    ids = recent.ids(context["request"])
    html = cards.rendered(ids, now=timezone.now(), level=3, eager=0) if ids else {}
    return {"key": "recent", "title": _("You looked at"), "cards": cards.shelf(ids, html)}
