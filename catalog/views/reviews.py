"""Reviews for readers: the section of the product page, and the page that reports one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import guards
from accounts.models import User
from catalog import reviews
from catalog.forms.review import ReportForm
from catalog.models import Product
from catalog.queries import reviews as queries
from catalog.queries.product import Around
from shop.core import errors, http, paging, ratelimit
from shop.core import forms as core_forms


@dataclass(frozen=True)
class Section:
    """A page of reviews, of one number of stars or of all; `shown` is what its template takes."""

    page: Page[Any]
    shown: dict[str, Any]


def section(query: Mapping[str, str], product: Product, around: Around) -> Section:
    """The first page was read with what stands around; any other one takes a query."""
    stars = next((number for number in queries.STARS if query.get("stars") == str(number)), None)
    total = around.stars[queries.MOST_STARS - stars] if stars else sum(around.stars)
    page = paging.numbered(range(total), query.get("reviews", ""), size=queries.PER_PAGE)
    is_read = page.number == 1 and not stars
    rows = around.reviews if is_read else queries.of_product(product.pk, page=page.number, stars=stars)
    shown = {
        "reviews": [{**row, "day": _time(row["created_at"]), "replied": _time(row["replied_at"])} for row in rows],
        "stars": _distribution(around.stars, stars, query.get("variant", "")),
        "chosen_stars": stars,
        "all_url": _url(query.get("variant", ""), None),
    }
    return Section(page, shown)


@guards.public
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, review_id: int) -> HttpResponse:
    """A reader says what is wrong with a review; it stays until the office has looked."""
    review = get_object_or_404(queries.readable(), pk=review_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ratelimit.hit(request, "report", key=http.client_ip(request))
        by = request.user if isinstance(request.user, User) else None
        try:
            reviews.report(review=review, by=by, now=timezone.now(), **form.cleaned_data)
        except errors.DomainError as error:
            core_forms.refuse(form, error)
        else:
            messages.success(request, _("Thank you. We look at the review and hide it if it breaks the rules."))
            return redirect(review.product)
    crumbs = [(review.product.title, review.product.get_absolute_url()), (_("Report a review"), "")]
    context = {"form": form, "review": review, "crumbs": crumbs}
    return render(request, "catalog/report.html", context, status=422 if form.is_bound else 200)


def _distribution(counts: Sequence[int], chosen: int | None, variant: str) -> list[dict[str, Any]]:
    return [
        {"stars": stars, "count": count, "url": _url(variant, stars) if count else "", "current": stars == chosen}
        for stars, count in zip(queries.STARS, counts, strict=True)
    ]


def _url(variant: str, stars: int | None) -> str:
    pairs = {"variant": variant[:20], "stars": stars}
    return f"?{urlencode({name: value for name, value in pairs.items() if value})}#reviews"


def _time(text: str) -> Any:
    return parse_datetime(text) if text else None
