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


class ReviewQuerySet(models.QuerySet["Review"]):
    def shown(self) -> "ReviewQuerySet":
        """What everybody reads, and what the averages count."""
        return self.filter(status=ReviewStatus.PUBLISHED)

    def locked(self) -> "ReviewQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Review(states.Stateful):
    """
    What a verified buyer thinks. `purchase` names the order line it rests on ("line:17") and is unique: one review
    per bought line. `orders.purchases` checks the purchase before it calls `catalog.reviews.add_review`.
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
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=ReviewStatus, default=ReviewStatus.PUBLISHED)
    created_at = models.DateTimeField(_("written"))

    objects = ReviewQuerySet.as_manager()

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


class ReportReason(models.TextChoices):
    PERSON = "person", _("It names or insults a person")
    ADVERT = "advert", _("It is advertising, or not about this product")
    FALSE = "false", _("It says something untrue")
    OTHER = "other", _("Something else")


class ReviewReport(models.Model):
    """What a reader, signed in or not, holds against a review. Settled once the office has hidden or kept it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=16, choices=ReportReason)
    text = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["review"], name="review_report_open", condition=Q(settled_at=None))]
        constraints = [models.UniqueConstraint(fields=["review", "reporter"], name="review_report_once_per_reader")]

    def __str__(self) -> str:
        return self.get_reason_display()
