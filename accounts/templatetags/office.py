"""What every list of the office has above it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from accounts.operations import saved_views
from accounts.views.saved_views import address

register = template.Library()


@register.inclusion_tag("admin/_saved_views.html", takes_context=True)
def office_views(context: dict[str, Any], changelist: Any) -> dict[str, Any]:
    """The person's saved views of this list; the one that is shown has no link. One query."""
    request = context["request"]
    listed = changelist.opts.label_lower
    now = saved_views.kept_part(query=request.META.get("QUERY_STRING", ""))
    views = [
        {"view": view, "url": address(view), "is_shown": view.query == now}
        for view in saved_views.of(user=request.user, listed=listed)
    ]
    return {
        "views": views,
        "listed": listed,
        "query": now,
        "may_save": bool(now) and not any(one["is_shown"] for one in views),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def labelled(cells: Sequence[SafeString], headers: Sequence[Mapping[str, Any]]) -> list[SafeString]:
    """The finished cells of a row, each with the title of its column as `data-label`. Ticks have no title."""
    return [_labelled(cell, header) for cell, header in zip(cells, headers, strict=True)]


def _labelled(cell: SafeString, header: Mapping[str, Any]) -> SafeString:
    if not header.get("class_attrib") or "action-checkbox" in header["class_attrib"]:
        return cell
    tag, space, rest = cell.partition(" ")
    label = format_html(' data-label="{}"', capfirst(str(header["text"])))
    return mark_safe(f"{tag}{label}{space}{rest}")  # noqa: S308  (Django's cell and an escaped label)
