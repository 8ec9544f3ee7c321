"""What the office has to decide: reviews that somebody objects to, money that a shop would like to give back."""

import uuid
from datetime import datetime, timedelta

from catalog import reviews
from catalog.models import ReportReason, Review
from orders import refunding
from orders.models import Parcel, Refund
from orders.states import ParcelStatus
from shop.demo import crowd, mailbox, world

NAMESPACE = uuid.UUID("d3a1a1c5-6c0e-4f0e-9d4e-0b7f1f3c2a57")
# Product, who reviewed it, who objects, and why.
REPORTS = (
    (
        "french-press",
        "jakob",
        "chiara",
        ReportReason.FALSE,
        "Mine was washed fifty times and is still straight.",
    ),
    ("portable-speaker", "finn", "luuk", ReportReason.OTHER, "It is about his laptop, not about the speaker."),
)
# Shops, and what they write to the office about the last parcel that they would like to make good.
PROPOSALS = (
    (
        "homeward",
        "We saw a photo of a chipped rim. The buyer keeps the piece; we would like to give the money back.",
    ),
    ("larder-lane", "One jar leaked on the way. Nothing to send back; please return the price of it."),
)


def build(*, now: datetime) -> None:
    """May be repeated: nobody objects or proposes twice."""
    for product, author, reader, reason, text in REPORTS:
        by = crowd.user_of(world.person(reader)["email"])
        written = Review.objects.filter(product__handle=product, author__email=world.person(author)["email"])
        for review in written.exclude(reports__reporter=by):
            reviews.report(review=review, reason=reason, text=text, by=by, now=now - timedelta(hours=7))
    for slug, why in PROPOSALS:
        key = uuid.uuid5(NAMESPACE, slug)
        parcel = _latest(slug, now)
        if parcel is not None and not Refund.objects.filter(source=f"proposal:{key}").exists():
            _propose(parcel, why, key)


def _latest(slug: str, now: datetime) -> Parcel | None:
    """Delivered and paid by card, so that money could go back the way it came."""
    found = Parcel.objects.filter(seller__slug=slug, status=ParcelStatus.DELIVERED, order__payment_method="sandbox")
    early = found.filter(delivered_at__lt=now - timedelta(days=2), returns__isnull=True)
    return early.select_related("seller__user").order_by("-delivered_at", "-pk").first()


def _propose(parcel: Parcel, reason: str, key: uuid.UUID) -> None:
    assert parcel.delivered_at is not None  # noqa: S101 - for the type checker: delivered parcels have it
    at = parcel.delivered_at + timedelta(days=1, hours=3)
    wish = refunding.Wish({parcel.lines.order_by("pk")[0].pk: 1})
    with mailbox.about(at, now=at + mailbox.RECENT * 2):
        refunding.propose(parcel=parcel, wish=wish, reason=reason, key=key, by=parcel.seller.user, now=at)
