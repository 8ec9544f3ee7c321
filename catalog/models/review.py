from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.product import Product
from shop.core import states


class ReviewStatus(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden")


class Review(states.Stateful):
    """
    What a verified buyer thinks. `purchase` names the order line it rests on ("line:17") and is unique: one review
    per bought line. `orders.operations` checks the purchase before it calls `catalog.operations.add_review`.
    """

    TRANSITIONS = {
        ReviewStatus.PUBLISHED: frozenset({ReviewStatus.HIDDEN}),
        ReviewStatus.HIDDEN: frozenset({ReviewStatus.PUBLISHED}),
    }

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reviews")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    author_name = models.CharField(_("name shown"), max_length=80)
    purchase = models.CharField(max_length=80, unique=True)
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField(_("review"), max_length=2000, blank=True)
    seller_reply = models.TextField(_("reply of the shop"), max_length=2000, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=ReviewStatus, default=ReviewStatus.PUBLISHED)
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index(
                fields=["product", "-created_at", "-id"],
                name="review_of_product",
                condition=Q(status=ReviewStatus.PUBLISHED),
            )
        ]
        constraints = [models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="review_one_to_five_stars")]

    def __str__(self) -> str:
        return f"{self.stars} ★ {self.author_name}"


class ReviewEvent(states.StateEvent):
    """Who hid a review, or showed it again, when and why."""

    subject = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
