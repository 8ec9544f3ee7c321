"""Components of the shop pages: card, picture, gallery, facets, chips, breadcrumb, pages, stepper, options, totals."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString

from shop.templatetags.markup import component

register = template.Library()


@register.simple_tag
def gallery(images: Sequence[Any], title: str = "") -> SafeString:
    """The pictures of a product; thumbnails are links to the pictures, so the gallery works without JavaScript."""
    return component("gallery", images=images, title=title)


@register.simple_tag
def facets(groups: Iterable[Mapping[str, Any]]) -> SafeString:
    """The filter groups, inside a GET form of the page (see docs/components.md for the keys of a group)."""
    return component("facets", groups=groups)


@register.simple_tag
def chips(applied: Sequence[Mapping[str, str]], clear_url: str = "") -> SafeString:
    """Applied filters as links that each take one away, and "Clear all"."""
    return component("chips", applied=applied, clear_url=clear_url) if applied else SafeString("")


@register.simple_tag
def breadcrumb(crumbs: Sequence[tuple[str, str]]) -> SafeString:
    """(label, url) from the top to this page; the last one's url is not used."""
    return component("breadcrumb", crumbs=crumbs[:-1], here=crumbs[-1][0] if crumbs else "")


@register.simple_tag(takes_context=True)
def pagination(
    context: template.Context, page: Page[Any], label: str = "", param: str = "page", anchor: str = ""
) -> SafeString:
    """Numbered pages that keep the rest of the query; nothing for a single page. `anchor`: where they begin."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    end = f"#{anchor}" if anchor else ""
    numbers = [{"number": n, "url": _page_url(context, param, n) + end if isinstance(n, int) else ""} for n in shown]
    return component(
        "pagination",
        label=label,
        page=page,
        numbers=numbers,
        previous=_page_url(context, param, page.number - 1) + end if page.has_previous() else "",
        next=_page_url(context, param, page.number + 1) + end if page.has_next() else "",
    )


@register.simple_tag(takes_context=True)
def keyset_pagination(
    context: template.Context, next: str | None = "", previous: str | None = "", label: str = "", param: str = "after"
) -> SafeString:
    """Earlier and later by cursor, for long lists; `previous` may also be a whole query string such as "?"."""
    if not (next or previous):
        return SafeString("")
    back = previous if previous and previous.startswith("?") else previous and _page_url(context, "before", previous)
    return component(
        "pagination", label=label, numbers=[], previous=back, next=_page_url(context, param, next) if next else ""
    )


def _page_url(context: template.Context, param: str, value: Any) -> str:
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name in ("page", "after", "before"):
        query.pop(name, None)
    if str(value) != "1" or param != "page":
        query[param] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def stepper(steps: Sequence[tuple[str, str]], current: int) -> SafeString:
    """Steps as (label, url); those before `current` (counted from 1) are done and link back."""
    marked = [
        {"label": label, "url": url, "done": number < current, "current": number == current, "number": number}
        for number, (label, url) in enumerate(steps, start=1)
    ]
    return component("stepper", steps=marked, current=current, count=len(marked))


@register.simple_tag
def option_links(label: str, options: Iterable[Mapping[str, Any]]) -> SafeString:
    """A product's options as links: keys label, url, current, available, colour ("#3f7480" draws a swatch)."""
    return component("option_links", label=label, options=options)


@register.simple_tag
def totals(rows: Iterable[tuple[str, Any]], total: Any, label: str = "", note: str = "") -> SafeString:
    """Amounts with their labels, and the total below. An amount may be a number or words such as "Free"."""
    return component("totals", rows=rows, total=total, label=label, note=note)
