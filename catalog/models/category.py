from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet


class CategoryQuerySet(TreeQuerySet):
    def active(self) -> "CategoryQuerySet":
        return self.filter(is_active=True)

    def below(self, path: str) -> "CategoryQuerySet":
        """The category of this path and all its descendants."""
        return self.filter(models.Q(path=path) | models.Q(path__startswith=f"{path}/"))


class Category(TreeNode):
    """
    A node of the one category tree.

    `path` repeats the slugs from the root ("home/vases"): it is the address of the page and finds descendants by one
    indexed prefix. `operations.move_category` keeps it true.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80)
    path = models.CharField(_("path"), max_length=400, unique=True, editable=False)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    picture = models.ForeignKey(
        "catalog.ProductImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        indexes = [
            models.Index(fields=["path"], name="category_path_prefix", opclasses=["varchar_pattern_ops"]),
            # The slug is the name without accents: what is typed is looked for without them.
            GinIndex(SearchVector("name", "slug", config="simple"), name="category_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["parent", "slug"], name="category_slug_in_parent", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/category/{self.path}/"


class FormerPath(models.Model):
    """Where a category once was: its old address leads to the new one."""

    path = models.CharField(max_length=400, primary_key=True)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="former_paths")

    def __str__(self) -> str:
        return f"{self.path} → {self.category}"


class TaxRate(models.Model):
    """
    The tax on goods of a category and everything below it, unless a category below has a rate of its own.

    The row without a category is the standard rate, also of delivery.
    """

    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="tax_rates", verbose_name=_("category")
    )
    country = CountryField(_("country"), blank=True, help_text=_("Empty: all countries."))
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(fields=["category", "country"], name="tax_rate_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(percent__gte=0, percent__lte=100), name="tax_rate_range"),
        ]

    def __str__(self) -> str:
        where = self.category or _("Standard")
        return f"{where}: {self.percent} %"
