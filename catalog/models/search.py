from django.db import models


class SearchWord(models.Model):
    """
    A word of the catalogue as people write it, folded, and in how many products it stands: what typing errors are
    corrected with, and how a search knows whether it is about to match much or little.

    The count grows with every indexed product and is set right by `search.rebuild`.
    """

    word = models.CharField(max_length=40, primary_key=True)
    documents = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.word


class FacetLabel(models.Model):
    """How a folded facet of `SearchDocument.facets` is written for people: "colour=dusk blue" → Colour, Dusk blue."""

    key = models.CharField(max_length=130, primary_key=True)
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
