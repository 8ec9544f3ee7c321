"""The navigation of an area (account, desk, courier) as links with the current one marked, and the htmx script."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shop import navigation

register = template.Library()

_LABELS = {"account": navigation.ACCOUNT_LABEL, "desk": navigation.DESK_LABEL, "courier": navigation.COURIER_LABEL}


@register.inclusion_tag("_components/nav_links.html", takes_context=True)
def nav_links(context: template.Context, area: str) -> dict[str, Any]:
    """The links of an area of the site; the one that the page belongs to is marked."""
    links = navigation.served(navigation.AREAS[area])
    request = context.get("request")
    current = navigation.current(request, links) if request else ""
    return {"area": area, "label": _LABELS[area], "links": links, "current": current}


@register.simple_tag
def htmx(late: bool = False) -> SafeString:
    """
    The htmx script that django-htmx ships, for the pages that swap parts of themselves.

    :param late: it comes after the first picture (elements/later.js), where every form and link serves without it too.
    """
    source = static("django_htmx/htmx-2.min.js")
    if late:
        return format_html('<meta name="htmx-source" content="{}">', source)
    return format_html('<script src="{}" defer></script>', source)
