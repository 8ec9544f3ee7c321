from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import Func, Q

TIERS = 9
KEYS = Func("category_path", "brand", "seller_id", "price", "rating", "discount_percent", function="search_keys")
# Steps of the category's path, =brand, @shop, $price by its logarithm, *stars, % where it is reduced.
FORWARD = """
CREATE FUNCTION search_keys(path text, brand text, seller bigint, price numeric, rating numeric, discount integer)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(path, '/') || ARRAY[
    '=' || brand,
    '@' || seller::text,
    '$' || floor(4 * ln(greatest(price, 0)::float8 + 1))::text,
    '*' || floor(rating)::text,
    CASE WHEN discount > 0 THEN '%' END
]
"""
BACKWARD = "DROP FUNCTION search_keys(text, text, bigint, numeric, numeric, integer)"


def tier(number, *parts):
    index = GinIndex("vector", "facets", *parts, name=f"search_words_tier{number}", condition=Q(tier=number))
    return migrations.AddIndex("searchdocument", index)


class Migration(migrations.Migration):
    """The indexes of the tiers learn the other filters: category, brand, shop, price, stars, sale."""

    dependencies = [("catalog", "0016_search_tiers")]

    operations = [
        *(migrations.RemoveIndex("searchdocument", f"search_words_tier{number}") for number in range(TIERS)),
        migrations.RunSQL(FORWARD, BACKWARD),
        *(tier(number, KEYS) for number in range(TIERS)),
    ]
