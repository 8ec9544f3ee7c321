from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Q

FINER = 9
COARSE = 4


def gin(fields, name, **more):
    return migrations.AddIndex("searchdocument", GinIndex(fields=fields, name=name, **more))


class Migration(migrations.Migration):
    """
    Twice as many tiers of best sellers, each apart in an index with the facts.

    Documents keep the number of their coarser tier until the night places them anew: the order of the tiers stays.
    """

    dependencies = [("catalog", "0015_seller_lists")]

    operations = [
        *(
            migrations.RemoveIndex("searchdocument", name)
            for name in ("search_vector", "search_facets", *(f"search_vector_tier{tier}" for tier in range(COARSE)))
        ),
        migrations.AlterField(
            "searchdocument",
            "tier",
            models.PositiveSmallIntegerField(default=FINER - 1, help_text="place among the best sellers, see TIERS"),
        ),
        gin(["vector", "facets"], "search_words"),
        *(gin(["vector", "facets"], f"search_words_tier{tier}", condition=Q(tier=tier)) for tier in range(FINER)),
    ]
