"""Which variants somebody may name by their id."""

from django.db.models import QuerySet

from catalog.models import Variant


def ever_offered() -> QuerySet[Variant]:
    """
    Of products that everybody could see at some time. The number of a draft tells nobody its name or price, nor that
    it exists.
    """
    return Variant.objects.filter(product__published_at__isnull=False).select_related("product__seller", "stock")
