import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Q

import catalog.models.search

# Facts as an array of texts: read several times faster than JSON when facets are counted.
FORWARD = "UPDATE catalog_searchdocument SET facts = ARRAY(SELECT jsonb_array_elements_text(facets))"
BACKWARD = "UPDATE catalog_searchdocument SET facets = to_jsonb(facts)"
STEMS = "UPDATE catalog_searchword SET stem = coalesce((ts_lexize('english_stem', word))[1], '')"
# The planner knows the frequency of the 2,000 most common words, and so which of them are rare.
STATISTICS = "ALTER TABLE catalog_searchdocument ALTER COLUMN vector SET STATISTICS {}"


def index(fields, name, **more):
    return migrations.AddIndex("searchdocument", models.Index(fields=fields, name=name, **more))


def gin(name, **more):
    return migrations.AddIndex("searchdocument", django.contrib.postgres.indexes.GinIndex(name=name, **more))


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_rates_by_weight")]

    operations = [
        migrations.RemoveIndex("searchdocument", "search_facets"),
        migrations.AddField(
            "searchdocument", "facts", django.contrib.postgres.fields.ArrayField(models.TextField(), default=list)
        ),
        migrations.RunSQL(FORWARD, BACKWARD, elidable=True),
        migrations.RemoveField("searchdocument", "facets"),
        migrations.RenameField("searchdocument", "facts", "facets"),
        migrations.AlterField(
            "searchdocument",
            "facets",
            django.contrib.postgres.fields.ArrayField(
                models.TextField(), default=list, help_text='{"colour=clay", …}, folded'
            ),
        ),
        migrations.AddField(
            "searchdocument",
            "norms",
            django.contrib.postgres.fields.ArrayField(
                catalog.models.search.RealField(),
                default=catalog.models.search.usual_norms,
                help_text="what a word of weight D, C, B, A is worth here; less in long texts",
            ),
        ),
        migrations.AddField(
            "searchdocument",
            "tier",
            models.PositiveSmallIntegerField(default=4, help_text="place among the best sellers, see TIERS"),
        ),
        gin("search_facets", fields=["facets"]),
        *(gin(f"search_vector_tier{tier}", fields=["vector"], condition=Q(tier__lte=tier)) for tier in range(4)),
        index(["-in_stock", "-popularity", "-product"], "search_sales"),
        index(["-rating", "-popularity", "-product"], "search_rating"),
        index(["-discount_percent", "-product"], "search_discount"),
        index(["brand"], "search_brand"),
        index(["seller_id"], "search_seller"),
        migrations.RunSQL(STATISTICS.format(200), STATISTICS.format(-1)),
        migrations.AddField(
            "searchword",
            "stem",
            models.CharField(blank=True, max_length=40, help_text="as the server's dictionary reduces it"),
        ),
        migrations.AddField(
            "searchword",
            "is_name",
            models.BooleanField(default=True, help_text="stands in titles, brands, categories or facts too"),
        ),
        migrations.RunSQL(STEMS, migrations.RunSQL.noop, elidable=True),
        migrations.AddIndex("searchword", models.Index(fields=["stem"], name="search_word_stem")),
        migrations.CreateModel(
            "Synonym",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField("word or words", max_length=80, help_text="What people type.")),
                ("means", models.CharField("also finds", max_length=80, help_text="What the products say.")),
                ("is_two_way", models.BooleanField("both ways", default=True)),
                ("created_at", models.DateTimeField("created", auto_now_add=True)),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "indexes": [models.Index(fields=["means"], name="synonym_means")],
                "constraints": [
                    models.UniqueConstraint(fields=["word", "means"], name="synonym_once"),
                    models.CheckConstraint(condition=~Q(word=F("means")), name="synonym_of_another_word"),
                ],
            },
        ),
        migrations.CreateModel(
            "KeptWord",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField("word", max_length=40, unique=True)),
                ("created_at", models.DateTimeField("created", auto_now_add=True)),
            ],
            options={
                "verbose_name": "word that is never corrected",
                "verbose_name_plural": "words that are never corrected",
            },
        ),
    ]
