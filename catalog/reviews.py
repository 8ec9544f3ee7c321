"""
What becomes of a review: written, answered by the shop, reported by a reader, hidden and shown again by the office.

Every change of what readers see ends the lists' generation, so that the product page follows at once.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import fragments, search
from catalog.models import Product, Review, ReviewReport, ReviewStatus, SearchDocument
from shop.core import errors


class ReviewedAlready(errors.DomainError):
    """One review per bought line."""


class ReportedAlready(errors.DomainError):
    """One report per reader and review."""


class ReasonMissing(errors.DomainError):
    """Whoever takes a sentence of a buyer out of the shop says why."""


@transaction.atomic
def add_review(
    *, product: Product, purchase: str, author: User | None, author_name: str, stars: int, text: str, now: datetime
) -> Review:
    """
    Write a buyer's review. The caller has checked the purchase, which it names ("line:17").

    :raises ReviewedAlready: where this purchase has its review.
    """
    Product.objects.locked().get(pk=product.pk)
    if Review.objects.filter(purchase=purchase).exists():
        raise ReviewedAlready(_("You have reviewed this already."))
    review = Review.objects.create(
        product=product,
        purchase=purchase,
        author=author,
        author_name=author_name,
        stars=stars,
        text=text,
        created_at=now,
    )
    _rate(product.pk, now)
    return review


@transaction.atomic
def reply(*, review: Review, text: str, by: User | None, now: datetime) -> Review:
    """The shop's answer below a review; an empty text takes it away again."""
    review = Review.objects.locked().get(pk=review.pk)
    review.seller_reply = text.strip()
    review.replied_at = now if review.seller_reply else None
    review.save(update_fields=["seller_reply", "replied_at"])
    fragments.forget_lists()
    return review


@transaction.atomic
def report(*, review: Review, reason: str, text: str, by: User | None, now: datetime) -> ReviewReport:
    """
    A reader says that a review should not stand there. It stays until the office has looked.

    :param reason: a value of `ReportReason`.
    :raises ReportedAlready: the second time, where we know who it is.
    """
    review = Review.objects.locked().get(pk=review.pk)
    if by is not None and review.reports.filter(reporter=by).exists():
        raise ReportedAlready(_("You have reported this review already. We look at it."))
    return ReviewReport.objects.create(review=review, reporter=by, reason=reason, text=text, created_at=now)


@transaction.atomic
def dismiss_reports(*, review: Review, by: User | None, now: datetime, note: str = "") -> Review:
    """The office has looked, and the review stays as it is. Answers the review, its reports settled."""
    review = Review.objects.locked().get(pk=review.pk)
    _settle(review, by=by, now=now)
    return review


@transaction.atomic
def hide_review(*, review: Review, by: User | None, now: datetime, note: str) -> Review:
    """
    Take a review out of the shop; the product's average follows, and open reports are settled.

    :raises ReasonMissing: without a note.
    :raises states.IllegalMove: where it is hidden already.
    """
    if not note.strip():
        raise ReasonMissing(_("Write the reason beside the action. The history keeps it."))
    _settle(review, by=by, now=now)
    return _move(review, ReviewStatus.HIDDEN, by=by, now=now, note=note)


@transaction.atomic
def show_review(*, review: Review, by: User | None, now: datetime, note: str = "") -> Review:
    """
    Show a hidden review again.

    :raises states.IllegalMove: where it is shown already.
    """
    return _move(review, ReviewStatus.PUBLISHED, by=by, now=now, note=note)


def _move(review: Review, status: str, *, by: User | None, now: datetime, note: str) -> Review:
    Product.objects.locked().get(pk=review.product_id)
    review.move_to(status, by=by, at=now, note=note)
    _rate(review.product_id, now)
    return review


def _settle(review: Review, *, by: User | None, now: datetime) -> None:
    review.reports.filter(settled_at=None).update(settled_at=now, settled_by=by)


def _rate(product_id: int, now: datetime) -> None:
    """As with sold pieces, the texts of the search document are not weighed again."""
    shown = Review.objects.filter(product=product_id, status=ReviewStatus.PUBLISHED)
    figures = shown.aggregate(average=Avg("stars"), count=Count("pk"))
    average = round(figures["average"] or 0, 2)
    Product.objects.filter(pk=product_id).update(rating_average=average, rating_count=figures["count"])
    if SearchDocument.objects.filter(pk=product_id).update(rating=average):
        fragments.forget_lists()
    else:
        search.index([product_id], now=now)
