"""What the shops say to some of the reviews."""

from datetime import datetime, timedelta

from catalog import reviews
from catalog.models import Review
from shop.demo import mailbox, world

AFTER = timedelta(hours=19)


def build(*, now: datetime) -> None:
    """May be repeated: what has an answer keeps it."""
    silent = Review.objects.select_related("product__seller__user").filter(seller_reply="")
    for entry in world.replies():
        author = world.person(entry["by"])["email"]
        for review in silent.filter(product__handle=entry["product"], author__email=author):
            at = min(review.created_at + AFTER, now)
            with mailbox.about(at, now=now):
                reviews.reply(review=review, text=entry["text"], by=review.product.seller.user, now=at)
