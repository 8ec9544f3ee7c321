"""What every list of the office has above it."""

from typing import Any

from django import template

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
