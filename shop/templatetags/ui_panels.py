"""Components that hold content: message, empty state, dialog, table, timeline, tabs, stat, chart, lists, parcels."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django_countries import countries

from shop.templatetags import ui_text
from shop.templatetags.markup import component

register = template.Library()

_TONE_ICONS = {"ok": "circle-check", "info": "info", "warn": "triangle-alert", "error": "circle-alert"}
# django.contrib.messages level tags → our tones
_LEVELS = {"debug": "info", "info": "info", "success": "ok", "warning": "warn", "error": "error"}


@register.simple_block_tag
def message(content: str, tone: str = "info", title: str = "", live: bool = False, cls: str = "") -> SafeString:
    """A notice: ok, info, warn, error. `live=True` announces it (after a redirect or a swap)."""
    tone = _LEVELS.get(tone, tone)
    role = ("alert" if tone in ("error", "warn") else "status") if live else ""
    return component("message", content=content, tone=tone, title=title, role=role, icon=_TONE_ICONS[tone], cls=cls)


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "", level: int = 2) -> SafeString:
    """Says why there is nothing here and offers one action (in the content)."""
    return component("empty_state", content=content, title=title, icon=icon, level=level)


@register.simple_block_tag
def dialog(content: str, id: str, title: str, open: bool = False) -> SafeString:
    """A native `<dialog>` with a title and a close button; a link `data-dialog="id"` opens it, its href is the page."""
    return component("dialog", content=content, id=id, title=title, open=open)


@register.simple_block_tag
def table(content: str, caption: str, show_caption: bool = False, cls: str = "") -> SafeString:
    """A table with its caption; give each `<td>` a `data-label`, since rows become labelled blocks under 40rem."""
    return component("table", content=content, caption=caption, show_caption=show_caption, cls=cls)


@register.simple_tag(takes_context=True)
def sort_header(
    context: template.Context, label: str, key: str, sort: str = "", number: bool = False, param: str = "sort"
) -> SafeString:
    """A `<th>` whose link sorts by `key`, or by `-key` the second time; `sort` is what the page is sorted by now."""
    state = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    request = context.get("request")
    query = request.GET.copy() if request else None
    target = f"-{key}" if state == "ascending" else key
    if query is not None:
        query.pop("page", None)
        query[param] = target
    url = f"?{query.urlencode()}" if query is not None else f"?{param}={target}"
    return component("sort_header", label=label, state=state, url=url, number=number)


@register.simple_tag
def timeline(items: Iterable[Mapping[str, Any]], label: str = "") -> SafeString:
    """What happened and what comes: items with title, at (datetime or None), note, state (done, now, next, failed)."""
    return component("timeline", items=items, label=label)


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Links to the views of one list: keys label, url, current, count (optional)."""
    return component("tabs", items=items, label=label)


@register.simple_tag
def stat(
    label: str,
    value: Any = None,
    note: str = "",
    url: str = "",
    action: str = "",
    change: float | None = None,
    level: int = 2,
) -> SafeString:
    """A figure with its comparison as a sentence; `value=None` says that there is no data yet. `change` in percent."""
    return component(
        "stat", label=label, value=value, note=note, url=url, action=action, change=change, level=level,
        size=abs(round(change)) if change is not None else None,
    )  # fmt: skip


@register.simple_tag
def chart(drawing: Any, table_open: bool = False) -> SafeString:
    """A chart made by shop.core.charts: SVG with title, summary, and its data as a table in `details`."""
    return component("chart", chart=drawing, table_open=table_open)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False, cls: str = "") -> SafeString:
    """A part that opens on demand, without JavaScript."""
    return component("details", content=content, summary=summary, open=open, cls=cls)


@register.simple_block_tag
def summary_list(content: str, cls: str = "") -> SafeString:
    """Facts with their names; holds `summary_row`s."""
    return component("summary_list", content=content, cls=cls)


@register.simple_block_tag
def summary_row(content: str, label: str, change: str = "", action: str = "") -> SafeString:
    """One fact; `change` is the link that edits it, read as "Change <label>" (or "<action> <label>")."""
    return component("summary_row", content=content, label=label, change=change, action=action)


@register.simple_block_tag
def parcel(
    content: str,
    title: str,
    status: str = "",
    label: str = "",
    arrival: str = "",
    url: str = "",
    note: str = "",
    level: int = 2,
) -> SafeString:
    """One seller's part of an order: shop, state, arrival; its lines, timeline and actions are the content."""
    return component(
        "parcel",
        content=content,
        title=title,
        status=status,
        label=label,
        arrival=ui_text.whole_days(arrival),
        url=url,
        note=note,
        level=level,
    )


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2, cls: str = "", id: str = "") -> SafeString:
    """A bordered surface with an optional heading."""
    return component("panel", content=content, title=title, level=level, cls=cls, id=id)


@register.simple_tag
def address(value: Any, phone: bool = False) -> SafeString:
    """A postal address, object or dictionary, with full_name, line1, line2, postal_code, city, region, country."""
    country = value.get("country", "") if isinstance(value, Mapping) else getattr(value, "country", "")
    name = getattr(country, "name", "") or countries.name(str(country)) or country
    return component("address", address=value, country=name, phone=phone)


@register.simple_tag
def line(row: Any, level: int = 3) -> SafeString:
    """One bought thing in a row: title, and where known image, url, options, quantity, unit_price, amount."""
    return component("line", line=row, level=level)
