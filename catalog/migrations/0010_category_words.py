import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_search_ranking")]

    operations = [
        migrations.AddIndex(
            "category",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", config="simple"), name="category_name_words"
            ),
        ),
    ]
