from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations


class Migration(migrations.Migration):
    """Categories are suggested by their slug as well: their name without accents."""

    dependencies = [("catalog", "0017_search_keys")]

    operations = [
        migrations.RemoveIndex("category", "category_name_words"),
        migrations.AddIndex(
            "category", GinIndex(SearchVector("name", "slug", config="simple"), name="category_words")
        ),
    ]
