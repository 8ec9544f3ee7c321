"""`/seller/reviews/`: what buyers wrote about the shop's products, and the shop's answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import reviews
from catalog.forms.review import ReplyForm
from catalog.queries import reviews as queries

LABELS = {"open": gettext_lazy("To answer"), "answered": gettext_lazy("Answered"), "all": gettext_lazy("All")}


@requires(Permission.SELL)
@require_safe
def review_list(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    view = request.GET.get("view", "open")
    view = view if view in queries.VIEWS else "open"
    page = queries.page_of_seller(seller, view=view, page=request.GET.get("page"))
    context = {
        "page": page,
        "rating": queries.of_shop(seller.pk),
        "views": _tabs(queries.counts(seller), view),
        "view": view,
    }
    return render(request, "seller/reviews.html", context)


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: AuthenticatedRequest, review_id: int) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    review = get_object_or_404(queries.of_seller(seller), pk=review_id)
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"text": review.seller_reply})
    if form.is_valid():
        review = reviews.reply(review=review, text=form.cleaned_data["text"], by=request.user, now=timezone.now())
        text = _("Your answer is on the product page.") if review.seller_reply else _("Your answer is gone.")
        messages.success(request, text)
        return redirect("catalog:seller_reviews")
    context = {"form": form, "review": review}
    return render(request, "seller/review.html", context, status=422 if form.is_bound else 200)


def _tabs(counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?view={name}", "count": counts[name], "current": name == current}
        for name, label in LABELS.items()
    ]
